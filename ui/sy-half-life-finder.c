/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-half-life-finder.h"

#include <glib/gi18n.h>
#include <math.h>
#include <sy-chart.h>

#include "sy-chart-view.h"
#include "sy-format.h"
#include "sy-job.h"
#include "sy-model-edit.h"
#include "sy-run-bar.h"

/* As many dates as the Backtest page starts with. */
#define N_ORIGINS 6

struct _SyHalfLifeFinder
{
  AdwBin parent_instance;

  /* Template children */
  GtkWidget *find;
  SyRunBar *bar;
  GtkWidget *result;
  GtkLabel *caption;
  SyChartView *view;
  GtkLabel *verdict;
  GtkButton *use;
  GtkWidget *again;

  /* Owned */
  SyEventLog *log;
  SyModel *model;
  char *id;
  SyHalfLife *found;
  SyModel *found_model; /* the draft it was found for */
  SyEventLog *found_log;
  SyJob *job;
};

enum
{
  SIGNAL_ACCEPTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SyHalfLifeFinder, sy_half_life_finder, ADW_TYPE_BIN)

double
sy_half_life_round (double days)
{
  if (days >= 10.0)
    return round (days);
  return MAX (round (days * 10.0) / 10.0, 0.1);
}

static char *
describe_days (double days)
{
  return sy_format_short (sy_half_life_round (days));
}

/* "12 to 60 days", or where the range goes on beyond what was tried "up to" and "or more". */
static char *
describe_range (const SyHalfLife *found)
{
  gboolean is_lowest = found->low_days <= found->points[0].days;
  gboolean is_highest = found->high_days >= found->points[found->n_points - 1].days;
  g_autofree char *low = describe_days (found->low_days);
  g_autofree char *high = describe_days (found->high_days);

  if (is_highest && !is_lowest)
    return g_strdup_printf (_ ("%s days or more"), low);
  if (is_lowest && !is_highest)
    return g_strdup_printf (_ ("%s days or fewer"), high);
  return g_strdup_printf (_ ("%s to %s days"), low, high);
}

char *
sy_half_life_dup_verdict (const SyHalfLife *found,
                          double current_days)
{
  g_autofree char *range = describe_range (found);
  g_autofree char *best = describe_days (found->points[found->best].days);
  g_autofree char *now = sy_format_short (current_days);
  GString *text = g_string_new (NULL);

  if (found->is_flat)
    g_string_append_printf (text, _ ("Flat: any value will do, %s."), range);
  else
    g_string_append_printf (text, _ ("Best: %s days. As good as far as these people can tell: %s."),
                            best, range);
  g_string_append_c (text, ' ');
  if (isnan (current_days))
    g_string_append (text, _ ("The rule has no half-life now."));
  else if (current_days >= found->low_days && current_days <= found->high_days)
    g_string_append_printf (text, _ ("Now %s days: one of these."), now);
  else
    g_string_append_printf (text, _ ("Now %s days: worse."), now);
  return g_string_free (text, FALSE);
}

static const SyRule *
get_rule (SyHalfLifeFinder *self,
          const SyModel *model)
{
  return model != NULL && self->id != NULL ? sy_model_find_rule (model, self->id, NULL, NULL)
                                           : NULL;
}

static double
get_days (const SyRule *rule)
{
  return rule != NULL && rule->decay.kind == SY_DECAY_EXPONENTIAL ? rule->decay.half_life_days
                                                                  : (double) NAN;
}

/* The model with the rule's decay put aside: what was found holds for all of these. */
static SyModel *
without_decay (SyHalfLifeFinder *self,
               const SyModel *model)
{
  SyRule *rule;
  SyModel *copy = sy_model_edit_rule (model, self->id, &rule);

  if (copy == NULL)
    return NULL;
  sy_rule_edit_set_decay (rule, SY_DECAY_EXPONENTIAL);
  rule->decay.half_life_days = 1;
  return copy;
}

static gboolean
is_current (SyHalfLifeFinder *self)
{
  g_autoptr (SyModel) before = NULL;
  g_autoptr (SyModel) now = NULL;

  if (self->log != self->found_log)
    return FALSE;
  before = without_decay (self, self->found_model);
  now = without_decay (self, self->model);
  return before != NULL && now != NULL && sy_model_equal (before, now);
}

static void
show_found (SyHalfLifeFinder *self)
{
  double days = get_days (get_rule (self, self->model));
  double best = sy_half_life_round (self->found->points[self->found->best].days);
  gboolean current = is_current (self);
  g_autoptr (SyChart) chart = sy_chart_half_life_from_found (self->found, days);
  g_autofree char *verdict = sy_half_life_dup_verdict (self->found, days);
  g_autofree char *text = sy_format_short (best);
  g_autofree char *use = g_strdup_printf (_ ("Use %s Days"), text);

  gtk_label_set_label (self->caption, current ? sy_chart_get_subtitle (chart)
                                              : _ ("Found for an earlier draft"));
  sy_chart_view_set_chart (self->view, chart);
  gtk_label_set_label (self->verdict, verdict);
  gtk_button_set_label (self->use, use);
  gtk_widget_set_sensitive (GTK_WIDGET (self->use), !(fabs (days - best) < 1e-9));
  gtk_widget_set_visible (self->again, !current);
}

static void
update (SyHalfLifeFinder *self)
{
  gtk_widget_set_visible (self->find, self->job == NULL && self->found == NULL);
  gtk_widget_set_visible (self->result, self->job == NULL && self->found != NULL);
  if (self->found != NULL)
    show_found (self);
}

static void
forget (SyHalfLifeFinder *self)
{
  sy_job_drop (&self->job);
  g_clear_pointer (&self->found, sy_half_life_unref);
  g_clear_pointer (&self->found_model, sy_model_unref);
  g_clear_pointer (&self->found_log, sy_event_log_unref);
}

/* The job */

typedef struct
{
  SyEventLog *log;
  SyModel *model;
  char *id;
} FindInput;

static void
find_input_free (FindInput *input)
{
  sy_event_log_unref (input->log);
  sy_model_unref (input->model);
  g_free (input->id);
  g_free (input);
}

static gpointer
find (SyJob *job,
      gpointer data,
      GCancellable *cancellable,
      GError **error)
{
  const FindInput *input = data;
  const SyHalfLifeOptions options = SY_HALF_LIFE_OPTIONS_INIT;
  gsize n_origins;
  g_autofree gint64 *origins = sy_origins_suggest (input->log, N_ORIGINS, &n_origins);

  if (n_origins == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                           _ ("The data are too short to choose dates"));
      return NULL;
    }
  return sy_half_life_find (input->log, input->model, input->id, origins, n_origins, &options,
                            cancellable, sy_job_progress, job, error);
}

static void
found_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (SyHalfLifeFinder) self = SY_HALF_LIFE_FINDER (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyHalfLife) found = sy_job_run_finish (SY_JOB (source), result, &error);
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  if (self->job != SY_JOB (source))
    return;
  g_clear_object (&self->job);
  if (self->bar == NULL)
    return;
  sy_run_bar_finish (self->bar, SY_JOB (source),
                     found == NULL && !cancelled ? error->message : NULL);
  if (found != NULL)
    self->found = g_steal_pointer (&found);
  update (self);
}

static void
on_find_clicked (SyHalfLifeFinder *self)
{
  FindInput *input;

  g_assert (SY_IS_HALF_LIFE_FINDER (self));

  if (get_rule (self, self->model) == NULL || self->log == NULL)
    return;
  forget (self);
  self->found_model = sy_model_ref (self->model);
  self->found_log = sy_event_log_ref (self->log);
  input = g_new0 (FindInput, 1);
  input->log = sy_event_log_ref (self->log);
  input->model = sy_model_ref (self->model);
  input->id = g_strdup (self->id);
  self->job = sy_job_new ();
  sy_run_bar_start (self->bar, self->job, _ ("Trying half-lives"));
  sy_job_run_async (self->job, NULL, find, input, (GDestroyNotify) find_input_free,
                    (GDestroyNotify) sy_half_life_unref, found_cb, g_object_ref (self));
  update (self);
}

static void
on_use_clicked (SyHalfLifeFinder *self)
{
  g_assert (SY_IS_HALF_LIFE_FINDER (self));

  if (self->found != NULL)
    g_signal_emit (self, signals[SIGNAL_ACCEPTED], 0,
                   sy_half_life_round (self->found->points[self->found->best].days));
}

static void
on_close_clicked (SyHalfLifeFinder *self)
{
  g_assert (SY_IS_HALF_LIFE_FINDER (self));

  forget (self);
  update (self);
  gtk_widget_grab_focus (self->find);
}

static void
sy_half_life_finder_dispose (GObject *object)
{
  SyHalfLifeFinder *self = SY_HALF_LIFE_FINDER (object);

  forget (self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SY_TYPE_HALF_LIFE_FINDER);
  g_clear_pointer (&self->log, sy_event_log_unref);
  g_clear_pointer (&self->model, sy_model_unref);
  g_clear_pointer (&self->id, g_free);

  G_OBJECT_CLASS (sy_half_life_finder_parent_class)->dispose (object);
}

static void
sy_half_life_finder_class_init (SyHalfLifeFinderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_half_life_finder_dispose;

  signals[SIGNAL_ACCEPTED] = g_signal_new ("accepted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);

  g_type_ensure (SY_TYPE_CHART_VIEW);
  g_type_ensure (SY_TYPE_RUN_BAR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/steelyard/Steelyard/sy-half-life-finder.ui");
  gtk_widget_class_bind_template_child (widget_class, SyHalfLifeFinder, find);
  gtk_widget_class_bind_template_child (widget_class, SyHalfLifeFinder, bar);
  gtk_widget_class_bind_template_child (widget_class, SyHalfLifeFinder, result);
  gtk_widget_class_bind_template_child (widget_class, SyHalfLifeFinder, caption);
  gtk_widget_class_bind_template_child (widget_class, SyHalfLifeFinder, view);
  gtk_widget_class_bind_template_child (widget_class, SyHalfLifeFinder, verdict);
  gtk_widget_class_bind_template_child (widget_class, SyHalfLifeFinder, use);
  gtk_widget_class_bind_template_child (widget_class, SyHalfLifeFinder, again);
  gtk_widget_class_bind_template_callback (widget_class, on_find_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_use_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_close_clicked);
}

static void
sy_half_life_finder_init (SyHalfLifeFinder *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sy_half_life_finder_set_rule (SyHalfLifeFinder *self,
                              SyEventLog *log,
                              SyModel *model,
                              const char *id)
{
  const SyRule *rule;

  g_return_if_fail (SY_IS_HALF_LIFE_FINDER (self));

  if (g_strcmp0 (self->id, id) != 0)
    {
      char *copy = g_strdup (id);

      forget (self);
      sy_run_bar_clear (self->bar);
      g_free (self->id);
      self->id = copy;
    }
  if (log != NULL)
    sy_event_log_ref (log);
  if (model != NULL)
    sy_model_ref (model);
  g_clear_pointer (&self->log, sy_event_log_unref);
  g_clear_pointer (&self->model, sy_model_unref);
  self->log = log;
  self->model = model;
  rule = get_rule (self, model);
  gtk_widget_set_visible (GTK_WIDGET (self), log != NULL && rule != NULL && !rule->muted &&
                                                 sy_rule_edit_has_decay (rule));
  gtk_widget_set_sensitive (self->find,
                            model != NULL && model->outcome.kind != SY_OUTCOME_NONE);
  if (self->found != NULL && rule == NULL)
    forget (self);
  update (self);
}
