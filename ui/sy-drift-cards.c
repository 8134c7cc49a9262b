/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-drift-cards.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-format.h"
#include "sy-session-care.h"

static void
show_psi (const SyDriftCards *self,
          SyZone *zone,
          const SyChartMarks *marks)
{
  const SyDriftTimeline *timeline = self->output->timeline;
  double critical = timeline->n_periods > 0
                        ? timeline->periods[timeline->n_periods - 1].psi.critical
                        : NAN;
  g_autofree char *chance = sy_format_number (critical, 4);
  gboolean weekly = self->output->is_weekly;
  g_autofree char *subtitle = NULL;

  if (isnan (critical))
    subtitle = g_strdup (_ ("dashed: 0.10 and 0.25 by habit · a bar is missing where nobody is"));
  else
    subtitle = g_strdup_printf (
        weekly
            ? _ ("dashed: 0.10 and 0.25 by habit · dotted: chance exceeds it once in 20 weeks (%s)")
            : _ ("dashed: 0.10 and 0.25 by habit · dotted: chance exceeds it once in 20 months (%s)"),
        chance);
  sy_chart_card_set_heading (self->psi,
                             weekly ? _ ("Population stability (PSI) by week")
                                    : _ ("Population stability (PSI) by month"),
                             subtitle);
  sy_chart_card_take_chart (self->psi, sy_chart_psi_from_timeline (timeline, zone, marks));
}

static void
show_stability (const SyDriftCards *self,
                const SyVolatility *volatility)
{
  g_autofree char *mean = sy_format_number (volatility->mean_change, 2);
  g_autofree char *p95 = sy_format_number (volatility->p95_change, 2);
  g_autofree char *p95_note = g_strdup_printf (_ ("95 %% of people: %s or less"), p95);
  g_autofree char *sd = sy_format_number (volatility->mean_sd, 2);
  g_autofree char *share = sy_format_percent (volatility->weekly_share, 1);
  g_autofree char *n = sy_format_count ((gint64) volatility->n_week_pairs);
  gboolean is_volatile = sy_volatility_is_alarm (volatility, SY_VOLATILITY_MAX_SHARE);
  g_autofree char *note = g_strdup_printf (is_volatile ? _ ("overly volatile, n = %s")
                                                       : _ ("n = %s"),
                                           n);

  sy_tile_set (self->change_tile, mean, p95_note);
  sy_tile_set (self->spread_tile, sd, NULL);
  sy_tile_set (self->moves_tile, share, note);
  if (is_volatile)
    gtk_widget_add_css_class (GTK_WIDGET (self->moves_tile), "note-row");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->moves_tile), "note-row");
}

/* "1.21 (0.90 to 1.62)" */
static char *
describe_lift (const SyPerformance *performance)
{
  g_autofree char *value = sy_format_number (performance->lift, 2);
  g_autofree char *low = sy_format_number (performance->lift_interval.low, 2);
  g_autofree char *high = sy_format_number (performance->lift_interval.high, 2);

  return g_strdup_printf (_ ("%s (%s to %s)"), value, low, high);
}

/* Below its limit the area is no longer good enough. */
static char *
describe_area (const SyDriftCards *self,
               const SyBacktest *backtest)
{
  SyGovernance *governance = sy_session_get_governance (self->session);
  SyPerformance performance;
  g_autofree char *limit = NULL;

  if (governance == NULL || governance->care == NULL)
    return g_strdup_printf (_ ("AUC by month, %s"), self->name);
  sy_performance_judge (backtest, governance->care->min_auc, governance->care->min_lift,
                        &performance);
  if (!performance.is_known &&
      !(isnan (performance.min_auc) && isnan (performance.min_lift)))
    {
      g_autofree char *as_of = sy_format_as_of (sy_session_get_zone (self->session),
                                                performance.as_of);
      g_autofree char *why = sy_performance_describe_unknown (&performance, as_of);

      return g_strdup_printf (_ ("AUC by month, %s · the limits are not checked: %s"), self->name,
                              why);
    }
  if (performance.auc_is_low)
    {
      limit = sy_format_number (performance.min_auc, 2);
      return g_strdup_printf (_ ("AUC by month, %s · the newest is below its limit of %s"),
                              self->name, limit);
    }
  if (performance.lift_is_low)
    {
      g_autofree char *lift = describe_lift (&performance);

      limit = sy_format_number (performance.min_lift, 1);
      return g_strdup_printf (_ ("AUC by month, %s · the newest lift, %s, is below its limit of %s"),
                              self->name, lift, limit);
    }
  return g_strdup_printf (_ ("AUC by month, %s"), self->name);
}

/* Nobody on a date is said in words: there is no figure that would. */
static void
show_people (const SyDriftCards *self,
             SyZone *zone)
{
  const SyDrift *drift = self->output->drift;
  g_autofree char *from = sy_format_as_of (zone, drift->reference_as_of);
  g_autofree char *to = sy_format_as_of (zone, drift->current_as_of);
  g_autofree char *now = sy_format_count_of ((gint64) drift->n_current, _ ("person"), _ ("people"));
  g_autofree char *then = sy_format_count ((gint64) drift->n_reference);
  g_autofree char *nobody = sy_drift_describe_nobody (drift, from, to);
  g_autofree char *note = NULL;

  if (nobody == NULL)
    note = g_strdup_printf (_ ("%s now · %s in the reference"), now, then);
  else if (sy_drift_is_alarm (drift))
    note = g_strdup_printf (_ ("Drift alarm: %s"), nobody);
  else
    note = g_strdup (nobody);
  gtk_label_set_label (self->note, note);
  gtk_widget_remove_css_class (GTK_WIDGET (self->note), nobody != NULL ? "dim-label" : "warning");
  gtk_widget_add_css_class (GTK_WIDGET (self->note), nobody != NULL ? "warning" : "dim-label");
}

void
sy_drift_cards_show (const SyDriftCards *self)
{
  SyZone *zone = sy_session_get_zone (self->session);
  const SyDriftOutput *output = self->output;
  SyChartMarks marks;
  g_autofree SyChartNote *notes = sy_chart_notes_from (sy_session_get_notes (self->session),
                                                       &marks);

  show_people (self, zone);
  marks.n_gaps = output->gaps->len;
  marks.gaps = (const SyChartSpan *) output->gaps->data;
  sy_chart_card_take_chart (self->ribbon,
                            sy_chart_ribbon_from_timeline (output->timeline, self->model,
                                                           zone, &marks));
  sy_chart_card_take_chart (self->shares,
                            sy_chart_shares_from_timeline (output->timeline, zone, &marks));
  show_psi (self, zone, &marks);
  show_stability (self, output->volatility);
  sy_chart_card_take_chart (self->shift, sy_chart_shift_from_drift (output->drift, zone));
  sy_chart_card_take_chart (self->migration, sy_chart_migration_from_drift (output->drift, zone));
  gtk_widget_set_visible (GTK_WIDGET (self->cause), TRUE);
  sy_cause_table_update (self->cause, output->drift, self->name, zone);
  gtk_widget_set_visible (GTK_WIDGET (self->types), TRUE);
  sy_input_table_show_types (self->types, output->drift);
  gtk_widget_set_visible (GTK_WIDGET (self->rules), TRUE);
  sy_input_table_show_rules (self->rules, output->drift);
  gtk_widget_set_visible (GTK_WIDGET (self->auc), output->backtest != NULL);
  if (output->backtest != NULL)
    {
      g_autofree char *subtitle = describe_area (self, output->backtest);

      sy_chart_card_set_heading (self->auc, _ ("Still true?"), subtitle);
      sy_chart_card_take_chart (self->auc, sy_chart_auc_from_backtest (output->backtest, zone, NULL,
                                                                       &marks));
    }
}

void
sy_drift_cards_clear (const SyDriftCards *self)
{
  SyChartCard *cards[] = { self->ribbon, self->psi, self->shift, self->migration, self->auc,
                           self->shares };
  SyTile *tiles[] = { self->change_tile, self->spread_tile, self->moves_tile };

  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    sy_chart_card_set_chart (cards[i], NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tiles); i++)
    sy_tile_set (tiles[i], "–", NULL);
  gtk_widget_remove_css_class (GTK_WIDGET (self->moves_tile), "note-row");
  gtk_widget_set_visible (GTK_WIDGET (self->auc), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->cause), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->types), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->rules), FALSE);
  gtk_label_set_label (self->note, "");
}
