/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-backtest-cards.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-format.h"
#include "sy-session-care.h"

void
sy_backtest_cards_show_list (const SyBacktestCards *self)
{
  const SyBacktestOrigin *reported = sy_backtest_get_reported (self->backtest, NULL);
  const SyFigures *figures = reported->figures;
  g_autoptr (SyChart)
      chart = sy_chart_precision_from_figures (figures, self->backtest->direction, self->threshold);
  SyChartMark mark = { .kind = SY_CHART_HIT_THRESHOLD,
                       .name = _ ("Threshold of the list"),
                       .value = self->threshold,
                       .lower = 0,
                       .upper = 100,
                       .step = 1 };

  sy_chart_card_set_chart (self->precision, chart);
  sy_threshold_table_update (self->table, self->session, self->model, self->backtest,
                             self->threshold);
  if (figures == NULL || figures->n_curve < 2 || isnan (self->threshold))
    {
      sy_chart_view_set_marks (sy_chart_card_get_view (self->precision), NULL, 0);
      return;
    }

  mark.lower = MIN (figures->curve[1].threshold, figures->curve[figures->n_curve - 1].threshold);
  mark.upper = MAX (figures->curve[1].threshold, figures->curve[figures->n_curve - 1].threshold);
  mark.step = mark.upper - mark.lower > 20 ? 1 : 0.1;
  mark.value = CLAMP (mark.value, mark.lower, mark.upper);
  sy_chart_view_set_marks (sy_chart_card_get_view (self->precision), &mark, 1);
}

static void
show_note (const SyBacktestCards *self)
{
  gsize immature = 0, not_counted = 0, already = 0, refused = 0;
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < self->backtest->n_origins; i++)
    {
      const SyBacktestOrigin *origin = &self->backtest->origins[i];

      immature += !origin->is_mature;
      not_counted += origin->n_immature;
      already += origin->n_already;
      refused = MAX (refused, origin->n_refused);
    }

  if (immature > 0)
    {
      g_autofree char *people = sy_format_count_of ((gint64) not_counted, _ ("person"),
                                                    _ ("people"));

      g_string_append_printf (text,
                              g_dngettext (NULL, "%u date immature: %s not counted",
                                           "%u dates immature: %s not counted", immature),
                              (guint) immature, people);
    }
  if (already > 0)
    {
      g_autofree char *people = sy_format_count ((gint64) already);

      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", people);
      g_string_append (text, _ (" had it already"));
    }
  if (refused > 0)
    {
      g_autofree char *people = sy_format_count ((gint64) refused);

      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", people);
      g_string_append (text, _ (" left out: they refuse today"));
    }
  gtk_label_set_label (self->note, text->str);
}

static void
show_roc (const SyBacktestCards *self,
          const SyBacktestOrigin *reported,
          const char *version)
{
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  g_autoptr (SyChart)
      chart = sy_chart_roc_from_figures (reported->figures, reported->published, version);

  if (reported == &self->backtest->unseen)
    {
      g_autofree char *date = sy_format_as_of (sy_session_get_zone (self->session),
                                               self->backtest->tuned_until);

      title = g_strdup_printf (_ ("ROC, dates after %s"), date);
    }
  else
    title = g_strdup (_ ("ROC, all dates"));

  if (version != NULL && !isnan (reported->comparison.p))
    {
      g_autofree char *p = sy_format_p (reported->comparison.p);

      subtitle = g_strdup_printf ("%s · %s", sy_chart_get_subtitle (chart), p);
    }
  sy_chart_card_set_heading (self->roc, title, subtitle);
  sy_chart_card_set_chart (self->roc, chart);
}

static void
show_bands (const SyBacktestCards *self,
            const SyBacktestOrigin *reported,
            const char *version)
{
  const SyFigures *figures = reported->figures;
  g_autofree char *subtitle = NULL;

  if (figures != NULL && figures->n_inversions > 0)
    subtitle = g_strdup_printf (
        g_dngettext (NULL, "%u pair of neighbouring bands in the wrong order · dashed: base rate",
                     "%u pairs of neighbouring bands in the wrong order · dashed: base rate",
                     figures->n_inversions),
        (guint) figures->n_inversions);
  else if (figures != NULL && !isnan (figures->trend.p))
    {
      g_autofree char *p = sy_format_p (figures->trend.p);

      subtitle = g_strdup_printf (_ ("bands in outcome order · trend %s · dashed: base rate"), p);
    }
  sy_chart_card_set_heading (self->bands, NULL, subtitle);
  sy_chart_card_take_chart (self->bands,
                            sy_chart_bands_from_figures (figures, reported->published,
                                                         self->backtest->outcome, version));
}

void
sy_backtest_cards_show (const SyBacktestCards *self)
{
  const SyBacktestOrigin *reported;
  g_autofree char *version = NULL;
  SyChartMarks marks;
  g_autofree SyChartNote *notes = sy_chart_notes_from (sy_session_get_notes (self->session),
                                                       &marks);

  reported = sy_backtest_get_reported (self->backtest, NULL);
  if (self->version > 0)
    version = g_strdup_printf (_ ("v%d"), self->version);
  sy_chart_card_take_chart (self->auc,
                            sy_chart_auc_from_backtest (self->backtest,
                                                        sy_session_get_zone (self->session),
                                                        version, &marks));
  show_roc (self, reported, version);
  sy_chart_card_take_chart (self->gain,
                            sy_chart_gain_from_figures (reported->figures, reported->published,
                                                        self->backtest->direction, version));
  sy_chart_card_take_chart (self->reliability,
                            sy_chart_reliability_from_figures (reported->figures));
  show_bands (self, reported, version);
  sy_backtest_cards_show_list (self);
  show_note (self);
}

void
sy_backtest_cards_clear (const SyBacktestCards *self)
{
  SyChartCard *cards[] = { self->auc, self->roc, self->gain,
                           self->reliability, self->bands, self->precision };

  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    sy_chart_card_set_chart (cards[i], NULL);
  sy_chart_view_set_marks (sy_chart_card_get_view (self->precision), NULL, 0);
  sy_threshold_table_update (self->table, self->session, NULL, NULL, NAN);
  gtk_label_set_label (self->note, "");
}
