/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-run-bar.h"

#include <glib/gi18n.h>

/* Shown after this long, so that quick jobs do not flicker. */
#define SHOW_AFTER_MS 250

struct _SyRunBar
{
  AdwBin parent_instance;

  /* Template children */
  GtkLabel *label;
  GtkProgressBar *progress;
  GtkButton *cancel;
  GtkButton *again;

  /* Owned */
  SyJob *job;
  char *what;
  gulong progress_id;
  guint show_id;
};

enum
{
  SIGNAL_AGAIN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SyRunBar, sy_run_bar, ADW_TYPE_BIN)

static void
forget_job (SyRunBar *self)
{
  g_clear_handle_id (&self->show_id, g_source_remove);
  if (self->job != NULL)
    g_clear_signal_handler (&self->progress_id, self->job);
  g_clear_object (&self->job);
}

static void
on_progress (SyRunBar *self)
{
  gint64 done, total;
  double fraction = sy_job_get_progress (self->job, &done, &total);
  g_autofree char *text = NULL;

  g_assert (SY_IS_RUN_BAR (self));

  if (fraction < 0)
    {
      gtk_progress_bar_pulse (self->progress);
      return;
    }

  gtk_progress_bar_set_fraction (self->progress, fraction);
  text = g_strdup_printf (_ ("%s: %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT), self->what, done,
                          total);
  gtk_label_set_label (self->label, text);
}

static void
on_cancel_clicked (SyRunBar *self)
{
  g_assert (SY_IS_RUN_BAR (self));

  if (self->job != NULL)
    sy_job_cancel (self->job);
}

static void
on_again_clicked (SyRunBar *self)
{
  g_assert (SY_IS_RUN_BAR (self));

  g_signal_emit (self, signals[SIGNAL_AGAIN], 0);
}

static void
sy_run_bar_dispose (GObject *object)
{
  SyRunBar *self = SY_RUN_BAR (object);

  forget_job (self);
  g_clear_pointer (&self->what, g_free);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SY_TYPE_RUN_BAR);

  G_OBJECT_CLASS (sy_run_bar_parent_class)->dispose (object);
}

static void
sy_run_bar_class_init (SyRunBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_run_bar_dispose;

  signals[SIGNAL_AGAIN] = g_signal_new ("again",
                                        G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST,
                                        0,
                                        NULL,
                                        NULL,
                                        NULL,
                                        G_TYPE_NONE,
                                        0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-run-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SyRunBar, label);
  gtk_widget_class_bind_template_child (widget_class, SyRunBar, progress);
  gtk_widget_class_bind_template_child (widget_class, SyRunBar, cancel);
  gtk_widget_class_bind_template_child (widget_class, SyRunBar, again);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_again_clicked);
}

static void
sy_run_bar_init (SyRunBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static gboolean
show_cb (gpointer data)
{
  SyRunBar *self = data;

  self->show_id = 0;
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  return G_SOURCE_REMOVE;
}

void
sy_run_bar_start (SyRunBar *self,
                  SyJob *job,
                  const char *what)
{
  g_return_if_fail (SY_IS_RUN_BAR (self));
  g_return_if_fail (SY_IS_JOB (job));

  forget_job (self);
  g_free (self->what);
  self->what = g_strdup (what);
  self->job = g_object_ref (job);
  self->progress_id = g_signal_connect_swapped (job, "progress", G_CALLBACK (on_progress), self);

  gtk_label_set_label (self->label, what);
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->again), FALSE);
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    self->show_id = g_timeout_add (SHOW_AFTER_MS, show_cb, self);
}

void
sy_run_bar_finish (SyRunBar *self,
                   SyJob *job,
                   const char *message)
{
  g_return_if_fail (SY_IS_RUN_BAR (self));
  g_return_if_fail (SY_IS_JOB (job));

  if (self->job != job)
    return;
  forget_job (self);
  if (message != NULL)
    {
      gtk_label_set_label (self->label, message);
      gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->cancel), FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->again), TRUE);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), message != NULL);
}

void
sy_run_bar_clear (SyRunBar *self)
{
  g_return_if_fail (SY_IS_RUN_BAR (self));

  forget_job (self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
