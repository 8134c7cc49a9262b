/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-advice-view.h"

#include <glib/gi18n.h>

#include "sy-flow-layout.h"
#include "sy-format.h"
#include "sy-job.h"
#include "sy-metric-card.h"
#include "sy-person-advice.h"

struct _SyAdviceView
{
  AdwBin parent_instance;

  /* Template children */
  GtkLabel *reasons_note;
  GtkBox *reasons;
  GtkLabel *reach_note;
  GtkGrid *reaches;

  /* Owned */
  SyJob *job;
};

G_DEFINE_FINAL_TYPE (SyAdviceView, sy_advice_view, ADW_TYPE_BIN)

static GtkWidget *
make_text (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  return label;
}

static void
add_reason (SyAdviceView *self,
            const SyAdviceReason *reason)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *mark = gtk_label_new (reason->change < 0 ? "▼" : "▲");
  GtkWidget *text = make_text (reason->text);

  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  sy_tone_apply (mark, reason->change < 0 ? SY_TONE_LESS : SY_TONE_MORE);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (row), mark);
  gtk_box_append (GTK_BOX (row), text);
  gtk_box_append (self->reasons, row);
}

static void
add_reach (SyAdviceView *self,
           const SyAdviceReach *reach,
           int row)
{
  GtkWidget *names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *band = make_text (reach->band);
  GtkWidget *bound = make_text (reach->bound);
  GtkWidget *text = make_text (reach->text);

  gtk_widget_add_css_class (band, "heading");
  gtk_widget_add_css_class (bound, "dim-label");
  gtk_widget_add_css_class (bound, "caption");
  if (!reach->is_reached)
    gtk_widget_add_css_class (text, "dim-label");
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_set_valign (text, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (names), band);
  gtk_box_append (GTK_BOX (names), bound);
  gtk_grid_attach (self->reaches, names, 0, row, 1, 1);
  gtk_grid_attach (self->reaches, text, 1, row, 1, 1);
}

static void
clear_rows (SyAdviceView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->reasons))) != NULL)
    gtk_box_remove (self->reasons, child);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->reaches))) != NULL)
    gtk_grid_remove (self->reaches, child);
}

static void
show_advice (SyAdviceView *self,
             SyPersonAdvice *advice)
{
  gsize n_reasons;
  gsize n_reaches;
  const SyAdviceReason *reasons = sy_person_advice_get_reasons (advice, &n_reasons);
  const SyAdviceReach *reaches = sy_person_advice_get_reaches (advice, &n_reaches);
  const char *note = sy_person_advice_get_note (advice);

  clear_rows (self);
  for (gsize i = 0; i < n_reasons; i++)
    add_reason (self, &reasons[i]);
  for (gsize i = 0; i < n_reaches; i++)
    add_reach (self, &reaches[i], (int) i);
  gtk_label_set_label (self->reasons_note,
                       n_reasons > 0 ? _ ("In 14 days, by points; what was done then and in the 14 days before")
                                     : _ ("No rule's points moved in 14 days."));
  gtk_label_set_label (self->reach_note,
                       note != NULL ? note
                                    : _ ("The fewest events more, at the as-of date; each set was scored"));
}

static gpointer
find_advice (SyJob *job,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  return sy_person_advice_new (data, cancellable, sy_job_progress, job, error);
}

static void
found_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (SyAdviceView) self = SY_ADVICE_VIEW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyPersonAdvice) advice = sy_job_run_finish (SY_JOB (source), result, &error);

  if (self->job != SY_JOB (source))
    return;
  g_clear_object (&self->job);
  if (advice != NULL && self->reasons != NULL)
    show_advice (self, advice);
}

static void
sy_advice_view_dispose (GObject *object)
{
  SyAdviceView *self = SY_ADVICE_VIEW (object);

  sy_job_drop (&self->job);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SY_TYPE_ADVICE_VIEW);

  G_OBJECT_CLASS (sy_advice_view_parent_class)->dispose (object);
}

static void
sy_advice_view_class_init (SyAdviceViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_advice_view_dispose;

  g_type_ensure (SY_TYPE_FLOW_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-advice-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SyAdviceView, reasons_note);
  gtk_widget_class_bind_template_child (widget_class, SyAdviceView, reasons);
  gtk_widget_class_bind_template_child (widget_class, SyAdviceView, reach_note);
  gtk_widget_class_bind_template_child (widget_class, SyAdviceView, reaches);
}

static void
sy_advice_view_init (SyAdviceView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sy_advice_view_set_query (SyAdviceView *self,
                          SyPersonQuery *query)
{
  g_return_if_fail (SY_IS_ADVICE_VIEW (self));

  sy_job_drop (&self->job);
  if (query == NULL)
    {
      clear_rows (self);
      return;
    }
  if (gtk_widget_get_first_child (GTK_WIDGET (self->reaches)) == NULL)
    gtk_label_set_label (self->reach_note, _ ("Trying sets of events…"));
  self->job = sy_job_new ();
  sy_job_run_async (self->job, NULL, find_advice, sy_person_query_ref (query),
                    (GDestroyNotify) sy_person_query_unref,
                    (GDestroyNotify) sy_person_advice_unref, found_cb, g_object_ref (self));
}
