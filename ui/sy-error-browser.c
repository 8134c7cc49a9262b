/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-error-browser.h"

#include <glib/gi18n.h>

#include "sy-format.h"
#include "sy-heading.h"
#include "sy-table-view.h"

struct _SyErrorBrowser
{
  AdwBin parent_instance;

  /* Owned */
  SySession *session;
  SyEventLog *log;
  char *model;
  GPtrArray *labels; /* of the model */

  /* Borrowed */
  const SyFollowUpOutput *output;
  SyHeading heading;
  GtkWidget *kinds[2];
  SyTableView *table;
  GtkWidget *buttons;
  GtkLabel *found;
  GtkWidget *agreement; /* box of the table of bands */
  SyTableView *bands;

  guint kind;
};

G_DEFINE_FINAL_TYPE (SyErrorBrowser, sy_error_browser, ADW_TYPE_BIN)

static const char *
get_label_words (SyErrorLabel label)
{
  switch (label)
    {
    case SY_ERROR_LABEL_GOOD:
      return _ ("Good");
    case SY_ERROR_LABEL_WRONG_PERSON:
      return _ ("Wrong person");
    case SY_ERROR_LABEL_MISSING_EVENT:
      return _ ("Missing event");
    case SY_ERROR_LABEL_LATE:
      return _ ("Right but late");
    case SY_ERROR_LABEL_JUNK:
    default:
      return _ ("Junk");
    }
}

static const char *
get_label_help (SyErrorLabel label)
{
  switch (label)
    {
    case SY_ERROR_LABEL_GOOD:
      return _ ("The score was right: a good lead");
    case SY_ERROR_LABEL_WRONG_PERSON:
      return _ ("The events are somebody else’s");
    case SY_ERROR_LABEL_MISSING_EVENT:
      return _ ("What would have told is not in the data");
    case SY_ERROR_LABEL_LATE:
      return _ ("The score was right, but the outcome came after the window");
    case SY_ERROR_LABEL_JUNK:
    default:
      return _ ("Such behaviour should not count");
    }
}

/* By person; NULL while the labels are not read. */
static GHashTable *
map_labels (SyErrorBrowser *self)
{
  return self->labels == NULL ? NULL
                              : sy_error_review_map_labels (self->output->review, self->log,
                                                            self->labels);
}

static const SyErrorLabelRecord *
find_label (SyErrorBrowser *self,
            GHashTable *labels,
            const char *key)
{
  guint32 person = sy_event_log_find_person (self->log, key);

  return labels == NULL ? NULL : g_hash_table_lookup (labels, GUINT_TO_POINTER (person));
}

static const SyErrorEntry *
get_entry (SyErrorBrowser *self,
           guint row)
{
  const GPtrArray *errors = self->output != NULL ? self->output->errors[self->kind] : NULL;

  return errors != NULL && row < errors->len ? g_ptr_array_index (errors, row) : NULL;
}

static void
show_rows (SyErrorBrowser *self)
{
  const SyTableColumn columns[] = {
    { _ ("Person"), FALSE, 8 },
    { _ ("Score"), TRUE, 7 },
    { _ ("Band"), FALSE, 10 },
    { _ ("Made of"), FALSE, 0 },
    { _ ("Lately"), FALSE, 0 },
    { _ ("Found"), FALSE, 12 },
  };
  const GPtrArray *errors = self->output->errors[self->kind];
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (SyTableSource) source = NULL;
  g_autoptr (GHashTable) labels = map_labels (self);
  guint selected = sy_table_view_get_selected (self->table);

  for (guint i = 0; i < errors->len; i++)
    {
      const SyErrorEntry *entry = g_ptr_array_index (errors, i);
      const SyErrorLabelRecord *label = find_label (self, labels, entry->key);

      g_ptr_array_add (cells, g_strdup (entry->key));
      g_ptr_array_add (cells, g_strdup (entry->score));
      g_ptr_array_add (cells, g_strdup (entry->band));
      g_ptr_array_add (cells, g_strdup (entry->made_of));
      g_ptr_array_add (cells, g_strdup (entry->lately));
      g_ptr_array_add (cells, g_strdup (label != NULL ? get_label_words (label->label) : ""));
    }
  source = sy_table_source_new_for_texts (columns, G_N_ELEMENTS (columns), cells);
  sy_table_view_set_source (self->table, source);
  if (selected < errors->len)
    sy_table_view_select (self->table, selected);
  gtk_widget_set_sensitive (self->buttons, selected < errors->len &&
                                               !sy_session_is_read_only (self->session));
}

static void
show_found (SyErrorBrowser *self)
{
  const SyErrorReview *review = self->output->review;
  g_autoptr (GString) text = g_string_new (NULL);
  SyErrorAgreement agreement;
  gsize n_reviewed;
  g_autofree char *reviewed = NULL;
  g_autofree char *all = NULL;

  if (self->labels == NULL)
    return;
  sy_error_review_count (review, self->log, self->labels, &agreement);
  n_reviewed = agreement.n_reviewed[0] + agreement.n_reviewed[1];
  reviewed = sy_format_count ((gint64) n_reviewed);
  all = sy_format_count ((gint64) (review->confusion.fp + review->confusion.fn));
  g_string_append_printf (text, _ ("%s of %s reviewed"), reviewed, all);
  for (guint l = 0; l < SY_N_ERROR_LABELS; l++)
    {
      gsize n = agreement.counts[0][l] + agreement.counts[1][l];
      g_autofree char *count = sy_format_count ((gint64) n);

      if (n > 0)
        g_string_append_printf (text, " · %s %s", count, get_label_words ((SyErrorLabel) l));
    }
  gtk_label_set_label (self->found, text->str);
}

/* "3 · 60 % (23 – 88) *" */
static char *
format_share (gsize count,
              double share,
              const SyInterval *interval,
              gsize n)
{
  g_autofree char *found = sy_format_count ((gint64) count);
  g_autofree char *percent = sy_format_percent (share, 0);
  g_autofree char *low = sy_format_number (interval->low * 100, 0);
  g_autofree char *high = sy_format_number (interval->high * 100, 0);

  return n == 0 ? g_strdup ("–")
                : g_strdup_printf ("%s · %s (%s – %s)%s", found, percent, low, high,
                                   sy_is_small_n (n) ? " *" : "");
}

/* Whether the bands agree with what was found. */
static void
show_agreement (SyErrorBrowser *self)
{
  const SyTableColumn columns[] = {
    { _ ("Band"), FALSE, 0 },
    { _ ("Labelled"), TRUE, 9 },
    { _ ("Good, 95 % interval"), TRUE, 22 },
    { _ ("Junk, 95 % interval"), TRUE, 22 },
  };
  GPtrArray *cells = NULL;
  g_autoptr (SyTableSource) source = NULL;
  g_autoptr (SyLabelAgreement) agreement =
      sy_label_agreement_at (self->log, self->output->model, self->output->review->scores,
                             self->labels);

  gtk_widget_set_visible (self->agreement, agreement->bands[agreement->n_bands].n > 0);
  if (agreement->bands[agreement->n_bands].n == 0)
    return;
  cells = g_ptr_array_new_with_free_func (g_free);
  for (gsize i = 0; i <= agreement->n_bands; i++)
    {
      const SyBandLabels *band = &agreement->bands[i];

      g_ptr_array_add (cells, g_strdup (i < agreement->n_bands ? band->name : _ ("All")));
      g_ptr_array_add (cells, sy_format_count ((gint64) band->n));
      g_ptr_array_add (cells, format_share (band->counts[SY_ERROR_LABEL_GOOD], band->good,
                                            &band->good_interval, band->n));
      g_ptr_array_add (cells, format_share (band->counts[SY_ERROR_LABEL_JUNK], band->junk,
                                            &band->junk_interval, band->n));
    }
  source = sy_table_source_new_for_texts (columns, G_N_ELEMENTS (columns), cells);
  sy_table_view_set_source (self->bands, source);
}

/* Labels of the project */

static gpointer
list_labels (SyProject *project,
             SyJob *job,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  return sy_project_list_error_labels (project, data, error);
}

static void
take_labels (SyErrorBrowser *self,
             GPtrArray *labels,
             const GError *error)
{
  if (error != NULL && self->session != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
  if (labels == NULL)
    return;
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  self->labels = labels;
  if (self->session == NULL || self->output == NULL || self->output->review == NULL)
    return;
  show_rows (self);
  show_found (self);
  show_agreement (self);
}

static void
labels_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (SyErrorBrowser) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) labels = sy_job_run_finish (SY_JOB (source), result, &error);

  /* Those of one model are not those of another. */
  if (g_strcmp0 (self->model, g_object_get_data (source, "sy-model")) == 0)
    take_labels (self, g_steal_pointer (&labels), error);
}

static void
ask_store (SyErrorBrowser *self,
           SySessionStoreFunc func,
           gpointer data,
           GDestroyNotify data_free)
{
  g_autoptr (SyJob) job = sy_job_new ();

  g_object_set_data_full (G_OBJECT (job), "sy-model", g_strdup (self->model), g_free);
  sy_session_run_async (self->session, job, func, data, data_free,
                        (GDestroyNotify) g_ptr_array_unref, labels_cb, g_object_ref (self));
}

typedef struct
{
  char *model;
  char *person;
  gint64 as_of;
  SyErrorLabel label; /* SY_N_ERROR_LABELS: none */
} Change;

static void
change_free (Change *change)
{
  g_free (change->model);
  g_free (change->person);
  g_free (change);
}

static gpointer
write_label (SyProject *project,
             SyJob *job,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  const Change *change = data;
  gboolean success = change->label == SY_N_ERROR_LABELS
                         ? sy_project_remove_error_label (project, change->model, change->person,
                                                          change->as_of, error)
                         : sy_project_set_error_label (project, change->model, change->person,
                                                       change->as_of, change->label, NULL, error);

  return success ? sy_project_list_error_labels (project, change->model, error) : NULL;
}

static void
on_label_clicked (GtkButton *button,
                  SyErrorBrowser *self)
{
  const SyErrorEntry *entry = get_entry (self, sy_table_view_get_selected (self->table));
  SyErrorLabel chosen = (SyErrorLabel) GPOINTER_TO_UINT (
      g_object_get_data (G_OBJECT (button), "label"));
  g_autoptr (GHashTable) labels = NULL;
  const SyErrorLabelRecord *label;
  Change *change;

  if (entry == NULL)
    return;
  labels = map_labels (self);
  label = find_label (self, labels, entry->key);
  if (chosen == SY_N_ERROR_LABELS && label == NULL)
    return;
  change = g_new0 (Change, 1);
  change->model = g_strdup (self->model);
  /* What is taken back may stand under another key of a person who was two. */
  change->person = g_strdup (chosen == SY_N_ERROR_LABELS ? label->person : entry->key);
  change->as_of = self->output->review->as_of;
  change->label = chosen;
  ask_store (self, write_label, change, (GDestroyNotify) change_free);
}

/* What the user does */

static void
on_kind_toggled (GtkToggleButton *button,
                 SyErrorBrowser *self)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  self->kind = GTK_WIDGET (button) == self->kinds[1];
  if (self->output != NULL && self->output->review != NULL)
    {
      sy_table_view_set_source (self->table, NULL);
      show_rows (self);
    }
}

static void
on_row_selected (SyTableView *table,
                 guint row,
                 SyErrorBrowser *self)
{
  gtk_widget_set_sensitive (self->buttons, get_entry (self, row) != NULL &&
                                               !sy_session_is_read_only (self->session));
}

static void
on_row_activated (SyTableView *table,
                  guint row,
                  SyErrorBrowser *self)
{
  const SyErrorEntry *entry = get_entry (self, row);

  if (entry != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-person", "s", entry->key);
}

/* Widget */

static GtkWidget *
make_kinds (SyErrorBrowser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "linked");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  for (guint i = 0; i < 2; i++)
    {
      self->kinds[i] = gtk_toggle_button_new ();
      gtk_box_append (GTK_BOX (box), self->kinds[i]);
    }
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->kinds[1]),
                               GTK_TOGGLE_BUTTON (self->kinds[0]));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->kinds[0]), TRUE);
  for (guint i = 0; i < 2; i++)
    g_signal_connect (self->kinds[i], "toggled", G_CALLBACK (on_kind_toggled), self);
  return box;
}

static GtkWidget *
make_buttons (SyErrorBrowser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  for (guint l = 0; l <= SY_N_ERROR_LABELS; l++)
    {
      gboolean is_none = l == SY_N_ERROR_LABELS;
      GtkWidget *button = gtk_button_new_with_label (
          is_none ? _ ("Clear") : get_label_words ((SyErrorLabel) l));

      if (is_none)
        gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_tooltip_text (button, is_none ? _ ("Take the label back")
                                                   : get_label_help ((SyErrorLabel) l));
      g_object_set_data (G_OBJECT (button), "label", GUINT_TO_POINTER (l));
      g_signal_connect (button, "clicked", G_CALLBACK (on_label_clicked), self);
      gtk_box_append (GTK_BOX (box), button);
    }
  self->buttons = box;
  gtk_widget_set_sensitive (box, FALSE);
  return box;
}

static GtkWidget *
make_agreement (SyErrorBrowser *self)
{
  g_autofree char *text = g_strdup_printf (
      _ ("What was found, by band · * fewer than %d people: read the interval"), SY_SMALL_N);
  GtkWidget *title = gtk_label_new (text);

  self->agreement = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (title, "dim-label");
  gtk_box_append (GTK_BOX (self->agreement), title);
  self->bands = SY_TABLE_VIEW (sy_table_view_new (_ ("What was found, by band")));
  sy_table_view_set_max_height (self->bands, 240);
  gtk_box_append (GTK_BOX (self->agreement), GTK_WIDGET (self->bands));
  gtk_widget_set_visible (self->agreement, FALSE);
  return self->agreement;
}

static void
sy_error_browser_dispose (GObject *object)
{
  SyErrorBrowser *self = SY_ERROR_BROWSER (object);

  self->output = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->session);
  g_clear_pointer (&self->log, sy_event_log_unref);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  g_clear_pointer (&self->model, g_free);

  G_OBJECT_CLASS (sy_error_browser_parent_class)->dispose (object);
}

static void
sy_error_browser_class_init (SyErrorBrowserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_error_browser_dispose;
}

static void
sy_error_browser_init (SyErrorBrowser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *found = gtk_label_new (NULL);

  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "chart-card");
  gtk_box_append (GTK_BOX (head), sy_heading_init (&self->heading));
  gtk_box_append (GTK_BOX (head), make_kinds (self));
  gtk_box_append (GTK_BOX (box), head);
  self->table = SY_TABLE_VIEW (sy_table_view_new (_ ("Errors")));
  sy_table_view_set_max_height (self->table, 300);
  g_signal_connect (self->table, "activate", G_CALLBACK (on_row_activated), self);
  g_signal_connect (self->table, "selected", G_CALLBACK (on_row_selected), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->table));
  gtk_box_append (GTK_BOX (foot), make_buttons (self));
  gtk_label_set_xalign (GTK_LABEL (found), 1);
  gtk_label_set_ellipsize (GTK_LABEL (found), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (found, TRUE);
  gtk_widget_add_css_class (found, "dim-label");
  self->found = GTK_LABEL (found);
  gtk_box_append (GTK_BOX (foot), found);
  gtk_box_append (GTK_BOX (box), foot);
  gtk_box_append (GTK_BOX (box), make_agreement (self));
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
show_heading (SyErrorBrowser *self)
{
  const SyErrorReview *review = self->output->review;
  g_autofree char *date = sy_format_as_of (sy_session_get_zone (self->session), review->as_of);
  g_autofree char *threshold = sy_format_short (review->threshold);
  g_autofree char *positives = sy_format_count ((gint64) review->confusion.fp);
  g_autofree char *negatives = sy_format_count ((gint64) review->confusion.fn);
  g_autofree char *first = g_strdup_printf (_ ("Expected, did not happen (%s)"), positives);
  g_autofree char *second = g_strdup_printf (_ ("Happened, not expected (%s)"), negatives);
  g_autofree char *subtitle = g_strdup_printf (
      review->direction == SY_DIRECTION_LESS
          ? _ ("scores of %s · expected below %s · a double click opens the person")
          : _ ("scores of %s · expected from %s · a double click opens the person"),
      date, threshold);

  sy_heading_set (&self->heading, _ ("Where the score was wrong"), subtitle);
  gtk_button_set_label (GTK_BUTTON (self->kinds[0]), first);
  gtk_button_set_label (GTK_BUTTON (self->kinds[1]), second);
}

void
sy_error_browser_show (SyErrorBrowser *self,
                       SySession *session,
                       SyEventLog *log,
                       const char *model,
                       const SyFollowUpOutput *output)
{
  g_return_if_fail (SY_IS_ERROR_BROWSER (self));

  self->output = output;
  gtk_widget_set_visible (GTK_WIDGET (self), output != NULL && output->review != NULL);
  if (output == NULL || output->review == NULL)
    return;
  g_set_object (&self->session, session);
  sy_event_log_ref (log);
  g_clear_pointer (&self->log, sy_event_log_unref);
  self->log = log;
  if (g_strcmp0 (self->model, model) != 0)
    {
      g_free (self->model);
      self->model = g_strdup (model);
      g_clear_pointer (&self->labels, g_ptr_array_unref);
      gtk_label_set_label (self->found, "");
      gtk_widget_set_visible (self->agreement, FALSE);
    }
  show_heading (self);
  show_rows (self);
  ask_store (self, list_labels, g_strdup (model), g_free);
}
