/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-job-view.h"
#include "sy-format.h"

#include <glib/gi18n.h>

#define PULSE_MS 100

struct _SyJobView
{
  GtkWidget parent_instance;

  /* Template children */
  GtkWidget *clamp;
  GtkLabel *title;
  GtkProgressBar *bar;
  GtkLabel *detail;
  GtkWidget *cancel;

  /* Owned */
  SyJob *job;
  char *unit;
  gulong progress_id;
  guint pulse_id;

  /* Rows beside bytes, or NULL. */
  gint64 (*get_rows) (gpointer data);
  gpointer rows_data;
};

G_DEFINE_FINAL_TYPE (SyJobView, sy_job_view, GTK_TYPE_WIDGET)

static void
append_time_left (GString *text,
                  gint64 done,
                  gint64 total,
                  double seconds)
{
  g_autofree char *time = NULL;

  if (seconds <= 1.0 || total <= done)
    return;
  time = sy_format_duration ((gint64) (seconds * (double) (total - done) / (double) done + 0.5));
  g_string_append (text, " · ");
  g_string_append_printf (text, _ ("%s left"), time);
}

char *
sy_job_view_format (gint64 done,
                    gint64 total,
                    double seconds,
                    const char *unit)
{
  GString *text = g_string_new (NULL);
  gboolean bytes = g_strcmp0 (unit, "bytes") == 0;
  g_autofree char *count = NULL;

  if (done <= 0)
    return g_string_free (text, FALSE);
  count = bytes ? g_format_size ((guint64) done) : sy_format_count (done);
  if (bytes)
    g_string_append (text, count);
  else
    g_string_append_printf (text, "%s %s", count, unit);
  if (total > 0)
    {
      g_autofree char *all = bytes ? g_format_size ((guint64) total) : sy_format_count (total);

      /* Translators: a count of a total, as "3 MB of 20 MB" */
      g_string_printf (text, _ ("%s of %s"), count, all);
      if (!bytes)
        g_string_append_printf (text, " %s", unit);
    }
  if (seconds > 0.5)
    {
      gint64 rate = (gint64) ((double) done / seconds);
      g_autofree char *speed = bytes ? g_format_size ((guint64) rate) : sy_format_count (rate);

      /* Translators: a rate, as "1,200 a second" */
      g_string_append_printf (text, " · ");
      g_string_append_printf (text, _ ("%s a second"), speed);
    }
  append_time_left (text, done, total, seconds);
  return g_string_free (text, FALSE);
}

char *
sy_job_view_format_rows (gint64 done,
                         gint64 total,
                         double seconds,
                         gint64 n_rows)
{
  GString *text = NULL;
  g_autofree char *rows = NULL;

  /* Without a rate: that of the rows says more. */
  text = g_string_new (NULL);
  if (done > 0)
    {
      g_autofree char *bytes = sy_job_view_format (done, total, 0.0, "bytes");

      g_string_append (text, bytes);
    }
  if (n_rows <= 0 || done <= 0)
    return g_string_free (text, FALSE);
  rows = sy_format_count_of (n_rows, _ ("row"), _ ("rows"));
  g_string_append_printf (text, " · %s", rows);
  if (seconds > 0.5)
    {
      g_autofree char *speed = sy_format_count ((gint64) ((double) n_rows / seconds));

      g_string_append (text, " · ");
      /* Translators: a rate, as "1,200 rows a second" */
      g_string_append_printf (text, _ ("%s rows a second"), speed);
    }
  append_time_left (text, done, total, seconds);
  return g_string_free (text, FALSE);
}

static void
update (SyJobView *self)
{
  gint64 done = 0;
  gint64 total = 0;
  double part = sy_job_get_progress (self->job, &done, &total);
  g_autofree char *text = NULL;

  if (part >= 0.0)
    gtk_progress_bar_set_fraction (self->bar, part);
  if (self->get_rows != NULL)
    text = sy_job_view_format_rows (done, total, sy_job_get_seconds (self->job),
                                    self->get_rows (self->rows_data));
  else
    text = sy_job_view_format (done, total, sy_job_get_seconds (self->job), self->unit);
  gtk_label_set_label (self->detail, *text != '\0' ? text : " ");
}

static void
on_job_progress (SyJob *job,
                 SyJobView *self)
{
  update (self);
}

static gboolean
pulse (gpointer data)
{
  SyJobView *self = data;

  if (sy_job_get_progress (self->job, NULL, NULL) < 0.0)
    gtk_progress_bar_pulse (self->bar);
  return G_SOURCE_CONTINUE;
}

static void
forget_job (SyJobView *self)
{
  if (self->job != NULL)
    g_clear_signal_handler (&self->progress_id, self->job);
  g_clear_handle_id (&self->pulse_id, g_source_remove);
  self->get_rows = NULL;
  g_clear_object (&self->job);
}

void
sy_job_view_show (SyJobView *self,
                  SyJob *job,
                  const char *title,
                  const char *unit)
{
  g_return_if_fail (SY_IS_JOB_VIEW (self));

  forget_job (self);
  g_free (self->unit);
  self->unit = g_strdup (unit);
  if (job == NULL)
    return;
  self->job = g_object_ref (job);
  self->progress_id = g_signal_connect (job, "progress", G_CALLBACK (on_job_progress), self);
  self->pulse_id = g_timeout_add (PULSE_MS, pulse, self);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->detail, " ");
  gtk_progress_bar_set_fraction (self->bar, 0.0);
  gtk_widget_set_sensitive (self->cancel, TRUE);
  update (self);
}

void
sy_job_view_set_rows_func (SyJobView *self,
                           gint64 (*get_rows) (gpointer data),
                           gpointer data)
{
  g_return_if_fail (SY_IS_JOB_VIEW (self));

  self->get_rows = get_rows;
  self->rows_data = data;
}

static void
on_cancel_clicked (GtkButton *button,
                   SyJobView *self)
{
  if (self->job == NULL)
    return;
  sy_job_cancel (self->job);
  gtk_widget_set_sensitive (self->cancel, FALSE);
  gtk_label_set_label (self->detail, _ ("Cancelling…"));
}

static void
sy_job_view_dispose (GObject *object)
{
  SyJobView *self = SY_JOB_VIEW (object);

  forget_job (self);
  g_clear_pointer (&self->clamp, gtk_widget_unparent);

  G_OBJECT_CLASS (sy_job_view_parent_class)->dispose (object);
}

static void
sy_job_view_finalize (GObject *object)
{
  SyJobView *self = SY_JOB_VIEW (object);

  g_clear_pointer (&self->unit, g_free);

  G_OBJECT_CLASS (sy_job_view_parent_class)->finalize (object);
}

static void
sy_job_view_class_init (SyJobViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sy_job_view_dispose;
  object_class->finalize = sy_job_view_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-job-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SyJobView, clamp);
  gtk_widget_class_bind_template_child (widget_class, SyJobView, title);
  gtk_widget_class_bind_template_child (widget_class, SyJobView, bar);
  gtk_widget_class_bind_template_child (widget_class, SyJobView, detail);
  gtk_widget_class_bind_template_child (widget_class, SyJobView, cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
}

static void
sy_job_view_init (SyJobView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sy_job_view_new (void)
{
  return g_object_new (SY_TYPE_JOB_VIEW, NULL);
}
