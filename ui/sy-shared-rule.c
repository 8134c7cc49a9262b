/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-shared-rule.h"
#include "sy-compare-grid.h"
#include "sy-format.h"
#include "sy-number-entry.h"
#include "sy-project-edit.h"

#include <glib/gi18n.h>

#define MAX_LIMIT 1000000

struct _SySharedRule
{
  AdwBin parent_instance;

  /* Owned */
  SySession *session;
  SyJob *job;

  /* Borrowed: below the bin */
  SyNumberEntry *limit;
  GtkLabel *words;
  GtkSpinner *spinner;
  SyCompareGrid *grid;
  GtkWidget *buttons;
  GtkWidget *use;

  guint present;
  guint trial;
  SyIdentityStage now;
  gint64 n_events;
};

G_DEFINE_FINAL_TYPE (SySharedRule, sy_shared_rule, ADW_TYPE_BIN)

/* What a limit does */

static void
show_words (SySharedRule *self)
{
  guint limit = (guint) sy_number_entry_get_value (self->limit);
  g_autofree char *text = NULL;

  if (limit == 0)
    text = g_strdup (_ ("No limit: an identifier merges however many people it is linked to."));
  else
    text = g_strdup_printf (_ ("A device or address that is linked to more than %u people merges "
                               "nobody, and keeps its events. 0 is no limit."),
                            limit);
  gtk_label_set_label (self->words, text);
}

static void
add_share (SySharedRule *self,
           gint64 before,
           gint64 after)
{
  double first = (double) before / (double) MAX (self->n_events, 1);
  double second = (double) after / (double) MAX (self->n_events, 1);
  g_autofree char *before_text = sy_format_percent (first, 1);
  g_autofree char *after_text = sy_format_percent (second, 1);
  g_autofree char *change = sy_format_signed (100 * (second - first), 1);

  sy_compare_grid_add (self->grid, _ ("Events attributed, %"),
                       _ ("Events of people of whom more is known than events: an attribute, an "
                          "outcome, a treatment, an account, or a link that names them"),
                       before_text, after_text, before == after ? "–" : change,
                       SY_COMPARE_NEUTRAL);
}

static void
show_stages (SySharedRule *self,
             const SyIdentityStage *then)
{
  g_autofree char *after = self->trial == 0 ? g_strdup (_ ("no limit"))
                                            : g_strdup_printf (_ ("with %u"), self->trial);
  const SyIdentityStage *now = &self->now;

  sy_compare_grid_start (self->grid, _ ("now"), after);
  sy_compare_grid_add_count (self->grid, _ ("People"), _ ("People who remain, their keys merged"),
                             now->n_people, then->n_people);
  sy_compare_grid_add_count (self->grid, _ ("Identifiers kept apart"),
                             _ ("Identifiers of more people than the limit, which merge nobody"),
                             now->n_shared, then->n_shared);
  add_share (self, now->n_attributed, then->n_attributed);
  sy_compare_grid_add_count (self->grid, _ ("Orphan events"),
                             _ ("Events of people of whom nothing else is known"), now->n_orphans,
                             then->n_orphans);
  sy_compare_grid_add_count (self->grid, _ ("People without account"), NULL,
                             now->n_without_account, then->n_without_account);
  gtk_widget_set_visible (GTK_WIDGET (self->grid), TRUE);
}

/* The trial */

static void
cancel_job (SySharedRule *self)
{
  sy_job_drop (&self->job);
  gtk_spinner_stop (self->spinner);
}

static gpointer
run_report (SyProject *project,
            SyJob *job,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  return sy_identity_report_run_with_limit (project, GPOINTER_TO_UINT (data), cancellable, error);
}

static void
reported_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (SySharedRule) self = SY_SHARED_RULE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyIdentityReport) report = sy_job_run_finish (SY_JOB (source), result, &error);

  if (self->job != SY_JOB (source))
    return;
  cancel_job (self);
  if (report == NULL)
    {
      gtk_label_set_label (self->words, error->message);
      return;
    }
  show_stages (self, sy_identity_report_get_now (report));
  gtk_widget_set_sensitive (self->use, !sy_session_is_read_only (self->session));
}

static void
on_limit_changed (SyNumberEntry *entry,
                  double value,
                  SySharedRule *self)
{
  cancel_job (self);
  self->trial = (guint) value;
  show_words (self);
  gtk_widget_set_visible (GTK_WIDGET (self->grid), FALSE);
  gtk_widget_set_visible (self->buttons, self->trial != self->present);
  gtk_widget_set_sensitive (self->use, FALSE);
  if (self->trial == self->present)
    return;
  gtk_spinner_start (self->spinner);
  self->job = sy_job_new ();
  sy_session_run_async (self->session,
                        self->job,
                        run_report,
                        GUINT_TO_POINTER (self->trial),
                        NULL,
                        (GDestroyNotify) sy_identity_report_free,
                        reported_cb,
                        g_object_ref (self));
}

static gpointer
set_limit (SyProject *project,
           SyJob *job,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  sy_project_set_identity_limit (project, GPOINTER_TO_UINT (data), error);
  return NULL;
}

static void
on_use_clicked (GtkButton *button,
                SySharedRule *self)
{
  sy_project_edit (GTK_WIDGET (self), self->session, set_limit, GUINT_TO_POINTER (self->trial),
                   NULL, _ ("The rule for shared identifiers is changed"));
}

static void
on_keep_clicked (GtkButton *button,
                 SySharedRule *self)
{
  sy_number_entry_set_value (self->limit, self->present);
  on_limit_changed (self->limit, self->present, self);
  gtk_widget_grab_focus (GTK_WIDGET (self->limit));
}

/* The card */

/* An entry that loses the focus on the way out is no edit. */
static void
sy_shared_rule_dispose (GObject *object)
{
  SySharedRule *self = SY_SHARED_RULE (object);

  if (self->limit != NULL)
    {
      cancel_job (self);
      g_signal_handlers_disconnect_by_data (self->limit, self);
      self->limit = NULL;
    }
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sy_shared_rule_parent_class)->dispose (object);
}

static void
sy_shared_rule_class_init (SySharedRuleClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_shared_rule_dispose;
}

static GtkWidget *
create_head (SySharedRule *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = gtk_label_new (_ ("Shared Identifiers"));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "heading");
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  self->limit = SY_NUMBER_ENTRY (sy_number_entry_new ());
  sy_number_entry_configure (self->limit, SY_NUMBER_ENTRY_WHOLE, _ ("people"), 0, MAX_LIMIT);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->limit), 10);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->limit), 10);
  gtk_editable_set_alignment (GTK_EDITABLE (self->limit), 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->limit), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Most people an identifier may be linked to"), -1);
  g_signal_connect (self->limit, "value-changed", G_CALLBACK (on_limit_changed), self);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->spinner));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->limit));
  return box;
}

static GtkWidget *
create_buttons (SySharedRule *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *keep = gtk_button_new_with_label (_ ("Keep the Rule"));

  self->use = gtk_button_new_with_label (_ ("Change the Rule"));
  gtk_widget_add_css_class (self->use, "suggested-action");
  g_signal_connect (keep, "clicked", G_CALLBACK (on_keep_clicked), self);
  g_signal_connect (self->use, "clicked", G_CALLBACK (on_use_clicked), self);
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), keep);
  gtk_box_append (GTK_BOX (box), self->use);
  gtk_widget_set_visible (box, FALSE);
  return box;
}

static void
sy_shared_rule_init (SySharedRule *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);

  gtk_box_append (GTK_BOX (box), create_head (self));
  self->words = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->words, 0);
  gtk_label_set_wrap (self->words, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->words), "dim-label");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->words));
  self->grid = SY_COMPARE_GRID (sy_compare_grid_new ());
  gtk_widget_set_visible (GTK_WIDGET (self->grid), FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->grid));
  self->buttons = create_buttons (self);
  gtk_box_append (GTK_BOX (box), self->buttons);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "chart-card");
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
sy_shared_rule_new (SySession *session)
{
  SySharedRule *self = g_object_new (SY_TYPE_SHARED_RULE, NULL);

  self->session = g_object_ref (session);
  gtk_widget_set_sensitive (GTK_WIDGET (self->limit), !sy_session_is_read_only (session));
  return GTK_WIDGET (self);
}

void
sy_shared_rule_set_report (SySharedRule *self,
                           const SyIdentityReport *report)
{
  g_return_if_fail (SY_IS_SHARED_RULE (self));
  g_return_if_fail (report != NULL);

  cancel_job (self);
  self->now = *sy_identity_report_get_now (report);
  self->n_events = report->n_events;
  self->present = report->limit;
  self->trial = report->limit;
  sy_number_entry_set_value (self->limit, report->limit);
  show_words (self);
  gtk_widget_set_visible (GTK_WIDGET (self->grid), FALSE);
  gtk_widget_set_visible (self->buttons, FALSE);
}
