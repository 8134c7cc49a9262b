/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-tune-metrics.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-flow-layout.h"
#include "sy-format.h"
#include "sy-metric-card.h"

/* The habit of the trade: below it a shift is small, above the second it is large. */
#define PSI_WATCH 0.10
#define PSI_ALARM 0.25

struct _SyTuneMetrics
{
  GtkWidget parent_instance;

  /* Template children */
  SyMetricCard *auc;
  SyMetricCard *ks;
  SyMetricCard *lift;
  SyMetricCard *psi;
  SyMetricCard *time;
};

G_DEFINE_FINAL_TYPE (SyTuneMetrics, sy_tune_metrics, GTK_TYPE_WIDGET)

static void
sy_tune_metrics_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sy_tune_metrics_parent_class)->dispose (object);
}

static void
sy_tune_metrics_class_init (SyTuneMetricsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_tune_metrics_dispose;

  g_type_ensure (SY_TYPE_FLOW_LAYOUT);
  g_type_ensure (SY_TYPE_METRIC_CARD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-tune-metrics.ui");
  gtk_widget_class_bind_template_child (widget_class, SyTuneMetrics, auc);
  gtk_widget_class_bind_template_child (widget_class, SyTuneMetrics, ks);
  gtk_widget_class_bind_template_child (widget_class, SyTuneMetrics, lift);
  gtk_widget_class_bind_template_child (widget_class, SyTuneMetrics, psi);
  gtk_widget_class_bind_template_child (widget_class, SyTuneMetrics, time);
}

static void
sy_tune_metrics_init (SyTuneMetrics *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
update_auc (SyTuneMetrics *self,
            const SyTuning *tuning,
            int version)
{
  const SyAuc *auc = &tuning->draft.auc;
  g_autofree char *value = sy_format_number (auc->value, 3);
  g_autofree char *low = sy_format_number (auc->low, 3);
  g_autofree char *high = sy_format_number (auc->high, 3);
  g_autofree char *with = sy_format_count ((gint64) tuning->n_positive);
  g_autofree char *n = sy_format_count ((gint64) tuning->n);
  g_autofree char *definition = NULL;
  g_autofree char *comment = NULL;
  SyTone tone = SY_TONE_PLAIN;

  if (tuning->has_published && version > 0)
    {
      g_autofree char *change = sy_metric_change_text (tuning->comparison.difference, 3, &tone);
      g_autofree char *p = sy_format_p (tuning->comparison.p);

      comment = tone == SY_TONE_PLAIN ? g_strdup (change) : g_strdup_printf ("%s %s", change, p);
    }
  else
    comment = g_strdup_printf ("%s – %s", low, high);

  definition = g_strdup_printf (
      _ ("Chance that the score ranks someone who should be high above someone who should be low.\n"
         "95 %% interval %s to %s (DeLong), %s of %s people with the outcome."),
      low, high, with, n);
  sy_metric_card_set (self->auc, value, comment, tone, definition);
}

static void
update_separation (SyTuneMetrics *self,
                   const SyTuning *tuning,
                   int version)
{
  gboolean compare = tuning->has_published && version > 0;
  g_autofree char *ks = sy_format_number (tuning->draft.ks.value, 3);
  g_autofree char *lift = sy_format_number (tuning->draft.top_decile_lift, 2);
  g_autofree char *times = g_strdup_printf ("%s×", lift);
  g_autofree char *n = sy_format_count ((gint64) tuning->n);
  g_autofree char *ks_definition = NULL;
  g_autofree char *lift_definition = NULL;
  g_autofree char *ks_change = NULL;
  g_autofree char *lift_change = NULL;
  SyTone tone;

  ks_change = sy_metric_change_text (compare ? tuning->draft.ks.value - tuning->published.ks.value : NAN, 3, &tone);
  ks_definition = g_strdup_printf (
      _ ("Largest distance between the score distributions of people with and without the outcome, %s people."),
      n);
  sy_metric_card_set (self->ks, ks, ks_change, tone, ks_definition);

  lift_change = sy_metric_change_text (compare
                                           ? tuning->draft.top_decile_lift - tuning->published.top_decile_lift
                                           : NAN,
                                       2, &tone);
  lift_definition = g_strdup_printf (
      _ ("Rate of the outcome in the tenth of people the score picks first, over the rate of all; ties share, %s people."),
      n);
  sy_metric_card_set (self->lift, times, lift_change, tone, lift_definition);
}

static void
update_psi (SyTuneMetrics *self,
            const SyTuning *tuning)
{
  const SyPsi *psi = &tuning->draft.psi;
  g_autofree char *value = sy_format_number (psi->value, 2);
  g_autofree char *critical = NULL;
  g_autofree char *definition = NULL;
  const char *comment;
  SyTone tone = SY_TONE_PLAIN;

  if (isnan (psi->value))
    {
      sy_metric_card_set (self->psi, "–", _ ("not published"), SY_TONE_PLAIN,
                          _ ("Publish a version to see how far the scores move from it."));
      return;
    }

  if (psi->value >= PSI_ALARM)
    {
      comment = _ ("large, over 0.25");
      tone = SY_TONE_LESS;
    }
  else if (psi->value >= PSI_WATCH)
    {
      comment = _ ("moved, over 0.10");
      tone = SY_TONE_LESS;
    }
  else
    {
      comment = _ ("stable, alarm 0.10");
      tone = SY_TONE_MORE;
    }

  critical = sy_format_number (psi->critical, 4);
  definition = g_strdup_printf (
      _ ("Population stability index of the draft's scores over the bins of the published version. "
         "Chance alone exceeds %s once in twenty times at this size."),
      critical);
  sy_metric_card_set (self->psi, value, comment, tone, definition);
}

static char *
format_events (gsize n)
{
  g_autofree char *number = NULL;

  if (n >= 1000000)
    {
      number = sy_format_number ((double) n / 1e6, 1);
      return g_strdup_printf (_ ("%s M events"), number);
    }

  return sy_format_count_of ((gint64) n, _ ("event"), _ ("events"));
}

static void
update_time (SyTuneMetrics *self,
             const SyTuning *tuning,
             gsize n_events)
{
  double ms = (double) tuning->elapsed_us / 1000;
  g_autofree char *number = sy_format_number (ms, ms < 9.95 ? 1 : 0);
  g_autofree char *value = g_strdup_printf (_ ("%s ms"), number);
  g_autofree char *events = format_events (n_events);

  sy_metric_card_set (
      self->time, value, events, SY_TONE_PLAIN,
      _ ("Time from the last edit to new scores of everyone and all figures of this page"));
}

void
sy_tune_metrics_update (SyTuneMetrics *self,
                        const SyTuning *tuning,
                        int version,
                        gsize n_events)
{
  g_return_if_fail (SY_IS_TUNE_METRICS (self));

  if (tuning == NULL)
    {
      SyMetricCard *const cards[] = { self->auc, self->ks, self->lift, self->psi, self->time };

      for (gsize i = 0; i < G_N_ELEMENTS (cards); i++)
        sy_metric_card_set (cards[i], "–", "", SY_TONE_PLAIN, NULL);
      return;
    }

  if (tuning->has_outcome)
    {
      update_auc (self, tuning, version);
      update_separation (self, tuning, version);
    }
  else
    {
      const char *why = _ (
          "There is no day yet whose outcome is known for people with and without it.");

      sy_metric_card_set (self->auc, "–", _ ("no outcome"), SY_TONE_PLAIN, why);
      sy_metric_card_set (self->ks, "–", _ ("no outcome"), SY_TONE_PLAIN, why);
      sy_metric_card_set (self->lift, "–", _ ("no outcome"), SY_TONE_PLAIN, why);
    }
  update_psi (self, tuning);
  update_time (self, tuning, n_events);
}
