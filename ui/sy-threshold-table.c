/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-threshold-table.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-format.h"
#include "sy-number-entry.h"
#include "sy-rule-text.h"
#include "sy-threshold-rule-row.h"

struct _SyThresholdTable
{
  AdwBin parent_instance;

  /* Template children */
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *outcome_heading;
  GtkLabel *list;
  GtkLabel *outcomes;
  GtkLabel *precision;
  GtkLabel *recall;
  SyNumberEntry *cost;
  SyNumberEntry *value;
  SyNumberEntry *saved;
  GtkLabel *here;
  GtkLabel *best_name;
  GtkLabel *best;
  SyThresholdRuleRow *rule;

  /* Owned */
  SySession *session;
  char *model;
  SyBacktest *backtest;
  double threshold;

  /* The best list at these costs */
  SyThresholdChoice most;
  gboolean pays;
};

G_DEFINE_FINAL_TYPE (SyThresholdTable, sy_threshold_table, ADW_TYPE_BIN)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static SyThresholdRule
get_margin_rule (SyThresholdTable *self)
{
  return (SyThresholdRule){ SY_THRESHOLD_MARGIN, NAN, sy_number_entry_get_value (self->cost),
                            sy_number_entry_get_value (self->value),
                            sy_number_entry_get_value (self->saved) / 100 };
}

static void
show_margin (SyThresholdTable *self,
             const SyCurvePoint *point)
{
  SyThresholdRule rule = get_margin_rule (self);
  g_autofree char *here = sy_format_signed (sy_threshold_rule_get_margin (&rule, point), 0);
  g_autofree char *most = NULL;
  g_autofree char *score = NULL;
  g_autofree char *name = NULL;

  gtk_label_set_label (self->here, here);
  if (!self->pays)
    {
      gtk_label_set_label (self->best_name, _ ("no list pays at these costs"));
      gtk_label_set_label (self->best, "");
      return;
    }
  score = sy_format_number (self->most.threshold, 1);
  name = g_strdup_printf (_ ("best margin, at %s"), score);
  most = sy_format_signed (self->most.margin, 0);
  gtk_label_set_label (self->best_name, name);
  gtk_label_set_label (self->best, most);
}

static void
show_point (SyThresholdTable *self,
            const SyCurvePoint *point)
{
  double half = (point->high - point->low) / 2 * (double) point->n;
  g_autofree char *list = sy_format_count_of ((gint64) point->n, _ ("person"), _ ("people"));
  g_autofree char *positives = sy_format_count ((gint64) point->positives);
  g_autofree char *plus_minus = sy_format_number (half, 0);
  g_autofree char *outcomes = isnan (half) ? g_strdup (positives)
                                           : g_strdup_printf ("%s ± %s", positives, plus_minus);
  g_autofree char *precision = sy_format_percent (point->precision, 1);
  g_autofree char *recall = sy_format_percent (point->recall, 1);

  gtk_label_set_label (self->list, list);
  gtk_label_set_label (self->outcomes, outcomes);
  gtk_label_set_label (self->precision, precision);
  if (sy_is_small_n (point->n))
    gtk_widget_add_css_class (GTK_WIDGET (self->precision), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->precision), "dim-label");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->precision),
                               sy_is_small_n (point->n) ? _ ("Small n: read the interval, not the rate")
                                                        : NULL);
  gtk_label_set_label (self->recall, recall);
}

/* Looks through all lists there are: not for every place of a threshold that is dragged. */
static void
find_most (SyThresholdTable *self)
{
  SyThresholdRule margin = get_margin_rule (self);

  self->pays = self->backtest != NULL &&
               sy_backtest_choose_threshold (self->backtest, &margin, &self->most, NULL);
}

static void
update_rule (SyThresholdTable *self)
{
  SyThresholdRule margin = get_margin_rule (self);

  sy_threshold_rule_row_update (self->rule, self->session, self->model, self->backtest, &margin);
}

static void
show (SyThresholdTable *self)
{
  const SyBacktestOrigin *reported = self->backtest != NULL
                                         ? sy_backtest_get_reported (self->backtest, NULL)
                                         : NULL;
  SyCurvePoint point;
  gboolean has_point = FALSE;
  g_autofree char *score = sy_format_short (self->threshold);
  g_autofree char *title = NULL;

  if (reported != NULL && reported->figures != NULL && !isnan (self->threshold))
    has_point = sy_figures_get_point (reported->figures, self->threshold, &point);
  gtk_widget_set_sensitive (GTK_WIDGET (self), has_point);
  if (!has_point)
    {
      gtk_label_set_label (self->title, _ ("No list"));
      gtk_label_set_label (self->subtitle, _ ("no date whose outcome is known"));
      return;
    }

  {
    const SyOutcomeSpec spec = { .name = self->backtest->outcome };
    g_autofree char *word = sy_rule_text_outcome (&spec);
    g_autofree char *rows = sy_format_count ((gint64) reported->n);
    g_autofree char *subtitle =
        g_strdup_printf (_ ("of %s people at the dates reported, each date counted"), rows);

    gtk_label_set_label (self->outcome_heading, word);
    gtk_label_set_label (self->subtitle, subtitle);
  }
  title = g_strdup_printf (self->backtest->direction == SY_DIRECTION_LESS ? _ ("Score below %s")
                                                                          : _ ("Score from %s"),
                           score);
  gtk_label_set_label (self->title, title);
  show_point (self, &point);
  show_margin (self, &point);
}

static void
on_cost_changed (SyThresholdTable *self)
{
  g_assert (SY_IS_THRESHOLD_TABLE (self));

  find_most (self);
  show (self);
  update_rule (self);
}

static void
on_chosen (SyThresholdTable *self,
           double threshold)
{
  g_assert (SY_IS_THRESHOLD_TABLE (self));

  g_signal_emit (self, signals[CHOSEN], 0, threshold);
}

static void
sy_threshold_table_dispose (GObject *object)
{
  SyThresholdTable *self = SY_THRESHOLD_TABLE (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SY_TYPE_THRESHOLD_TABLE);
  g_clear_pointer (&self->backtest, sy_backtest_unref);
  g_clear_object (&self->session);
  g_clear_pointer (&self->model, g_free);

  G_OBJECT_CLASS (sy_threshold_table_parent_class)->dispose (object);
}

static void
sy_threshold_table_class_init (SyThresholdTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_threshold_table_dispose;

  g_type_ensure (SY_TYPE_NUMBER_ENTRY);
  g_type_ensure (SY_TYPE_THRESHOLD_RULE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/steelyard/Steelyard/sy-threshold-table.ui");
  gtk_widget_class_bind_template_child (widget_class, SyThresholdTable, title);
  gtk_widget_class_bind_template_child (widget_class, SyThresholdTable, subtitle);
  gtk_widget_class_bind_template_child (widget_class, SyThresholdTable, outcome_heading);
  gtk_widget_class_bind_template_child (widget_class, SyThresholdTable, list);
  gtk_widget_class_bind_template_child (widget_class, SyThresholdTable, outcomes);
  gtk_widget_class_bind_template_child (widget_class, SyThresholdTable, precision);
  gtk_widget_class_bind_template_child (widget_class, SyThresholdTable, recall);
  gtk_widget_class_bind_template_child (widget_class, SyThresholdTable, cost);
  gtk_widget_class_bind_template_child (widget_class, SyThresholdTable, value);
  gtk_widget_class_bind_template_child (widget_class, SyThresholdTable, saved);
  gtk_widget_class_bind_template_child (widget_class, SyThresholdTable, here);
  gtk_widget_class_bind_template_child (widget_class, SyThresholdTable, best_name);
  gtk_widget_class_bind_template_child (widget_class, SyThresholdTable, best);
  gtk_widget_class_bind_template_child (widget_class, SyThresholdTable, rule);
  gtk_widget_class_bind_template_callback (widget_class, on_cost_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
}

static void
sy_threshold_table_init (SyThresholdTable *self)
{
  self->threshold = NAN;
  gtk_widget_init_template (GTK_WIDGET (self));

  /* Round figures to be replaced by the user's own. */
  sy_number_entry_configure (self->cost, SY_NUMBER_ENTRY_DEFAULT, NULL, 0, 1e9);
  sy_number_entry_configure (self->value, SY_NUMBER_ENTRY_DEFAULT, NULL, 0, 1e9);
  sy_number_entry_configure (self->saved, SY_NUMBER_ENTRY_DEFAULT, "%", 0, 100);
  sy_number_entry_set_value (self->cost, 1);
  sy_number_entry_set_value (self->value, 50);
  sy_number_entry_set_value (self->saved, 10);
}

void
sy_threshold_table_update (SyThresholdTable *self,
                           SySession *session,
                           const char *model,
                           SyBacktest *backtest,
                           double threshold)
{
  g_return_if_fail (SY_IS_THRESHOLD_TABLE (self));

  if (backtest != self->backtest)
    {
      g_clear_pointer (&self->backtest, sy_backtest_unref);
      self->backtest = backtest != NULL ? sy_backtest_ref (backtest) : NULL;
      find_most (self);
    }
  self->threshold = threshold;
  g_set_object (&self->session, session);
  if (g_strcmp0 (self->model, model) != 0)
    {
      g_free (self->model);
      self->model = g_strdup (model);
    }
  show (self);
  update_rule (self);
}
