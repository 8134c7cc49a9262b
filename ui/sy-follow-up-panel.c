/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-follow-up-panel.h"

#include <glib/gi18n.h>

struct _SyFollowUpPanel
{
  GObject parent_instance;

  /* Owned */
  SySession *session;
  SyJob *job; /* that runs */
  SyFollowUpInput *next;
  SyFollowUpInput *shown; /* what @output belongs to, or will */
  SyFollowUpOutput *output;

  SyFollowUpCards cards; /* lead is NULL when they have gone */
};

G_DEFINE_FINAL_TYPE (SyFollowUpPanel, sy_follow_up_panel, G_TYPE_OBJECT)

static void start_next (SyFollowUpPanel *self);

static void
set_visible (SyFollowUpPanel *self,
             gboolean is_visible)
{
  GtkWidget *charts[] = { GTK_WIDGET (self->cards.lead), GTK_WIDGET (self->cards.survival),
                          GTK_WIDGET (self->cards.cohorts) };

  for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
    gtk_widget_set_visible (charts[i], is_visible);
}

static void
show_output (SyFollowUpPanel *self,
             SyFollowUpOutput *output)
{
  set_visible (self, output != NULL);
  if (output != NULL)
    {
      sy_chart_card_take_chart (self->cards.lead, sy_chart_lead_from_lead_time (output->lead));
      sy_chart_card_take_chart (self->cards.survival, sy_chart_survival_from_times (output->times));
      sy_chart_card_take_chart (self->cards.cohorts, sy_chart_heat_from_cohorts (output->cohorts));
      gtk_widget_set_visible (GTK_WIDGET (self->cards.lead), output->lead != NULL);
    }
  sy_money_card_show (self->cards.money, output != NULL ? output->money : NULL);
  sy_error_browser_show (self->cards.errors, self->session,
                         self->shown != NULL ? self->shown->log : NULL,
                         self->shown != NULL ? self->shown->name : NULL, output);
  g_clear_pointer (&self->output, sy_follow_up_output_free);
  self->output = output;
}

static void
run_cb (GObject *source,
        GAsyncResult *result,
        gpointer user_data)
{
  g_autoptr (SyFollowUpPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  SyFollowUpOutput *output = sy_job_run_finish (SY_JOB (source), result, &error);

  g_clear_object (&self->job);
  if (self->cards.lead == NULL)
    {
      g_clear_pointer (&output, sy_follow_up_output_free);
      return;
    }
  /* Nothing is shown when the panel was cleared meanwhile. */
  if (output != NULL && self->shown != NULL)
    show_output (self, g_steal_pointer (&output));
  else
    g_clear_pointer (&self->shown, sy_follow_up_input_free);
  g_clear_pointer (&output, sy_follow_up_output_free);
  if (self->next != NULL)
    start_next (self);
  else if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sy_run_bar_finish (self->cards.run_bar, SY_JOB (source), NULL);
  else
    sy_run_bar_finish (self->cards.run_bar, SY_JOB (source), error->message);
}

static SyFollowUpInput *
copy_input (const SyFollowUpInput *input)
{
  SyFollowUpInput *copy = g_memdup2 (input, sizeof *input);

  sy_event_log_ref (copy->log);
  sy_model_ref (copy->model);
  copy->name = g_strdup (input->name);
  return copy;
}

static void
start_next (SyFollowUpPanel *self)
{
  g_clear_pointer (&self->shown, sy_follow_up_input_free);
  self->shown = copy_input (self->next);
  self->job = sy_job_new ();
  sy_run_bar_start (self->cards.run_bar, self->job, _ ("Following people"));
  sy_job_run_async (self->job, NULL, sy_follow_up_run_all, g_steal_pointer (&self->next),
                    (GDestroyNotify) sy_follow_up_input_free,
                    (GDestroyNotify) sy_follow_up_output_free, run_cb, g_object_ref (self));
}

static gint64
find_last_mature (const SyBacktest *backtest)
{
  for (gsize i = backtest->n_origins; i > 0; i--)
    if (backtest->origins[i - 1].is_mature)
      return backtest->origins[i - 1].as_of;
  return G_MININT64;
}

static gboolean
is_shown (SyFollowUpPanel *self,
          const SyFollowUpInput *input)
{
  return self->shown != NULL && self->next == NULL && self->shown->log == input->log &&
         self->shown->as_of == input->as_of &&
         sy_number_equal (self->shown->threshold, input->threshold) &&
         g_strcmp0 (self->shown->name, input->name) == 0 &&
         sy_model_equal (self->shown->model, input->model);
}

void
sy_follow_up_panel_start (SyFollowUpPanel *self,
                          SyEventLog *log,
                          SyModel *model,
                          const char *name,
                          const SyBacktest *backtest,
                          double threshold)
{
  g_autofree char *copy = g_strdup (name);
  SyFollowUpInput input = { log, model, copy, find_last_mature (backtest), threshold };

  g_return_if_fail (SY_IS_FOLLOW_UP_PANEL (self));

  if (self->cards.lead == NULL)
    return;
  if (input.as_of == G_MININT64)
    {
      sy_follow_up_panel_cancel (self);
      g_clear_pointer (&self->shown, sy_follow_up_input_free);
      show_output (self, NULL);
      if (backtest->n_origins > 0)
        sy_fairness_card_show (self->cards.fairness, log, model,
                               backtest->origins[backtest->n_origins - 1].as_of);
      return;
    }
  sy_fairness_card_show (self->cards.fairness, log, model, input.as_of);
  if (is_shown (self, &input))
    return;
  g_clear_pointer (&self->next, sy_follow_up_input_free);
  self->next = copy_input (&input);
  if (self->job != NULL)
    sy_job_cancel (self->job);
  else
    start_next (self);
}

void
sy_follow_up_panel_cancel (SyFollowUpPanel *self)
{
  g_return_if_fail (SY_IS_FOLLOW_UP_PANEL (self));

  g_clear_pointer (&self->next, sy_follow_up_input_free);
  if (self->cards.fairness != NULL)
    sy_fairness_card_cancel (self->cards.fairness);
  if (self->job != NULL)
    sy_job_cancel (self->job);
}

void
sy_follow_up_panel_clear (SyFollowUpPanel *self)
{
  g_return_if_fail (SY_IS_FOLLOW_UP_PANEL (self));

  if (self->cards.lead == NULL)
    return;
  sy_follow_up_panel_cancel (self);
  g_clear_pointer (&self->shown, sy_follow_up_input_free);
  show_output (self, NULL);
  sy_fairness_card_clear (self->cards.fairness);
}

void
sy_follow_up_panel_stop (SyFollowUpPanel *self)
{
  g_return_if_fail (SY_IS_FOLLOW_UP_PANEL (self));

  sy_follow_up_panel_cancel (self);
  /* Its labels may still be on their way when what it shows has gone. */
  if (self->cards.errors != NULL)
    sy_error_browser_show (self->cards.errors, self->session, NULL, NULL, NULL);
  self->cards = (SyFollowUpCards){ 0 };
}

static void
sy_follow_up_panel_finalize (GObject *object)
{
  SyFollowUpPanel *self = SY_FOLLOW_UP_PANEL (object);

  g_clear_object (&self->session);
  g_clear_object (&self->job);
  g_clear_pointer (&self->next, sy_follow_up_input_free);
  g_clear_pointer (&self->shown, sy_follow_up_input_free);
  g_clear_pointer (&self->output, sy_follow_up_output_free);

  G_OBJECT_CLASS (sy_follow_up_panel_parent_class)->finalize (object);
}

static void
sy_follow_up_panel_class_init (SyFollowUpPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_follow_up_panel_finalize;
}

static void
sy_follow_up_panel_init (SyFollowUpPanel *self)
{
}

SyFollowUpPanel *
sy_follow_up_panel_new (SySession *session,
                        const SyFollowUpCards *cards)
{
  SyFollowUpPanel *self = g_object_new (SY_TYPE_FOLLOW_UP_PANEL, NULL);

  self->session = g_object_ref (session);
  self->cards = *cards;
  set_visible (self, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (cards->money), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (cards->errors), FALSE);
  return self;
}
