/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-report-dialog.h"

#include <glib/gi18n.h>

#include "sy-document-save.h"
#include "sy-log-names.h"

#define N_ERRORS 10

struct _SyReportDialog
{
  AdwWindow parent_instance;

  /* Template children */
  AdwComboRow *attribute;
  GtkSwitch *errors;
  GtkWidget *errors_row;

  /* Owned */
  SySession *session;
};

G_DEFINE_FINAL_TYPE (SyReportDialog, sy_report_dialog, ADW_TYPE_WINDOW)

static void
on_save_clicked (SyReportDialog *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  guint selected = adw_combo_row_get_selected (self->attribute);
  GtkStringList *names = GTK_STRING_LIST (adw_combo_row_get_model (self->attribute));
  const char *by = selected > 0 && selected != GTK_INVALID_LIST_POSITION
                       ? gtk_string_list_get_string (names, selected)
                       : NULL;

  /* A modal window would hold the file chooser of its parent down. */
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  if (parent != NULL)
    sy_document_save_report (parent, self->session, by,
                             gtk_switch_get_active (self->errors) ? N_ERRORS : 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
fill (SyReportDialog *self)
{
  const SyModel *model = sy_session_get_draft (self->session);
  g_auto (GStrv) attributes = sy_log_list_attributes (sy_session_get_log (self->session));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _ ("No attribute"));
  gtk_string_list_splice (names, 1, 0, (const char *const *) attributes);
  adw_combo_row_set_model (self->attribute, G_LIST_MODEL (names));
  gtk_widget_set_sensitive (GTK_WIDGET (self->attribute), attributes[0] != NULL);
  if (attributes[0] == NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->attribute),
                                 _ ("Import attributes of people on the page Data first"));
  /* Without an outcome nothing is wrong, and one band has no wrong side. */
  gtk_widget_set_sensitive (self->errors_row,
                            model->outcome.kind != SY_OUTCOME_NONE && model->bands->len > 1);
}

static void
sy_report_dialog_dispose (GObject *object)
{
  SyReportDialog *self = SY_REPORT_DIALOG (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (sy_report_dialog_parent_class)->dispose (object);
}

static void
sy_report_dialog_class_init (SyReportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_report_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/steelyard/Steelyard/sy-report-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SyReportDialog, attribute);
  gtk_widget_class_bind_template_child (widget_class, SyReportDialog, errors);
  gtk_widget_class_bind_template_child (widget_class, SyReportDialog, errors_row);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sy_report_dialog_init (SyReportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

SyReportDialog *
sy_report_dialog_new (GtkWindow *parent,
                      SySession *session)
{
  SyReportDialog *self = g_object_new (SY_TYPE_REPORT_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  fill (self);
  return self;
}
