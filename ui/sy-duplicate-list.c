/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-duplicate-list.h"
#include "sy-format.h"
#include "sy-project-edit.h"

#include <glib/gi18n.h>

#define PAGE_ROWS 5

struct _SyDuplicateList
{
  AdwBin parent_instance;

  /* Owned */
  SySession *session;
  GPtrArray *candidates;
  GPtrArray *rows;

  /* Borrowed: below the bin */
  AdwPreferencesGroup *group;
  GtkWidget *ask_again;

  guint n_shown;
};

G_DEFINE_FINAL_TYPE (SyDuplicateList, sy_duplicate_list, ADW_TYPE_BIN)

static void fill (SyDuplicateList *self);

/* Who goes first */

typedef struct
{
  const char *key;
  gsize n_events;
} Weighed;

static gsize
count_events (SyEventLog *log,
              const char *key)
{
  guint32 person = sy_event_log_find_person (log, key);
  gsize n_events = 0;

  for (guint32 i = 0; person != SY_PERSON_NONE && i < sy_event_log_get_n_types (log); i++)
    {
      guint32 start;
      guint32 end;

      if (sy_event_runs_find (sy_event_log_get_runs (log, i), person, &start, &end))
        n_events += end - start;
    }
  return n_events;
}

static int
compare_weighed (gconstpointer a,
                 gconstpointer b,
                 gpointer user_data)
{
  const Weighed *first = a;
  const Weighed *second = b;
  const char *value = user_data;

  if (first->n_events != second->n_events)
    return first->n_events > second->n_events ? -1 : 1;
  return g_str_equal (second->key, value) - g_str_equal (first->key, value);
}

/* The person will go by the first key: the one of most events, or the plain address. */
static char **
order_keys (SyEventLog *log,
            const SyDuplicate *candidate)
{
  g_autoptr (GArray) weighed = g_array_new (FALSE, FALSE, sizeof (Weighed));
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();

  for (char **key = candidate->keys; *key != NULL; key++)
    {
      Weighed one = { *key, count_events (log, *key) };

      g_array_append_val (weighed, one);
    }
  g_array_sort_with_data (weighed, compare_weighed, candidate->value);
  for (guint i = 0; i < weighed->len; i++)
    g_strv_builder_add (keys, g_array_index (weighed, Weighed, i).key);
  return g_strv_builder_end (keys);
}

/* Decisions */

static gpointer
link_keys (SyProject *project,
           SyJob *job,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  sy_project_link_keys (project, data, error);
  return NULL;
}

static gpointer
keep_apart (SyProject *project,
            SyJob *job,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  sy_project_keep_apart (project, data, error);
  return NULL;
}

static gpointer
clear_apart (SyProject *project,
             SyJob *job,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  sy_project_clear_apart (project, error);
  return NULL;
}

static char **
dup_keys (GtkButton *button)
{
  return g_strdupv (g_object_get_data (G_OBJECT (button), "sy-keys"));
}

static void
on_link_clicked (GtkButton *button,
                 SyDuplicateList *self)
{
  sy_project_edit (GTK_WIDGET (self), self->session, link_keys,
                   dup_keys (button), (GDestroyNotify) g_strfreev,
                   _ ("They are one person now; the links below take it back"));
}

/* Without another look at the events: nothing of them changes. */
static void
decided_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (SyDuplicateList) self = SY_DUPLICATE_LIST (user_data);
  g_autoptr (GError) error = NULL;

  sy_job_run_finish (SY_JOB (source), result, &error);
  if (self->session == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  if (error != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
  else
    sy_session_project_changed (self->session);
}

static void
decide (SyDuplicateList *self,
        SySessionStoreFunc func,
        char **keys)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  sy_session_run_async (self->session,
                        NULL,
                        func,
                        keys,
                        (GDestroyNotify) g_strfreev,
                        NULL,
                        decided_cb,
                        g_object_ref (self));
}

static void
on_apart_clicked (GtkButton *button,
                  SyDuplicateList *self)
{
  decide (self, keep_apart, dup_keys (button));
}

static void
on_ask_again_clicked (GtkButton *button,
                      SyDuplicateList *self)
{
  decide (self, clear_apart, NULL);
}

/* Rows */

static GtkWidget *
create_button (SyDuplicateList *self,
               char **keys,
               const char *label,
               GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *list = g_strjoinv (", ", keys);
  g_autofree char *spoken = g_strdup_printf ("%s: %s", label, list);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, !sy_session_is_read_only (self->session));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "sy-keys", g_strdupv (keys),
                          (GDestroyNotify) g_strfreev);
  g_signal_connect (button, "clicked", callback, self);
  return button;
}

static void
add_row (SyDuplicateList *self,
         GtkWidget *row)
{
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static void
add_candidate (SyDuplicateList *self,
               const SyDuplicate *candidate)
{
  GtkWidget *row = adw_action_row_new ();
  g_auto (GStrv) keys = order_keys (sy_session_get_log (self->session), candidate);
  g_autofree char *list = g_strjoinv ("  ·  ", keys);
  g_autofree char *title = g_markup_escape_text (list, -1);
  g_autofree char *words = g_strdup_printf (candidate->kind == SY_DUPLICATE_EMAIL
                                                ? _ ("Same mailbox: %s")
                                                : _ ("Same telephone number: %s"),
                                            candidate->value);
  g_autofree char *subtitle = g_markup_escape_text (words, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             create_button (self, keys, _ ("Not the Same"),
                                            G_CALLBACK (on_apart_clicked)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             create_button (self, keys, _ ("Same Person"),
                                            G_CALLBACK (on_link_clicked)));
  add_row (self, row);
}

static void
on_more_clicked (GtkButton *button,
                 SyDuplicateList *self)
{
  self->n_shown += PAGE_ROWS;
  fill (self);
}

static void
add_more_row (SyDuplicateList *self)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Show More"));
  g_autofree char *count = sy_format_count (self->candidates->len - self->n_shown);
  g_autofree char *title = g_strdup_printf (_ ("%s more"), count);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect (button, "clicked", G_CALLBACK (on_more_clicked), self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  add_row (self, row);
}

static void
add_empty_row (SyDuplicateList *self)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 _ ("No two people share a mailbox or a telephone number"));
  add_row (self, row);
}

static void
drop_rows (SyDuplicateList *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

static void
fill (SyDuplicateList *self)
{
  gboolean has_focus = sy_focus_is_inside (GTK_WIDGET (self));

  drop_rows (self);
  for (guint i = 0; i < self->candidates->len && i < self->n_shown; i++)
    add_candidate (self, self->candidates->pdata[i]);
  if (self->candidates->len > self->n_shown)
    add_more_row (self);
  if (self->candidates->len == 0)
    add_empty_row (self);
  if (has_focus)
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

/* The list */

static void
sy_duplicate_list_dispose (GObject *object)
{
  SyDuplicateList *self = SY_DUPLICATE_LIST (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (sy_duplicate_list_parent_class)->dispose (object);
}

static void
sy_duplicate_list_finalize (GObject *object)
{
  SyDuplicateList *self = SY_DUPLICATE_LIST (object);

  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (sy_duplicate_list_parent_class)->finalize (object);
}

static void
sy_duplicate_list_class_init (SyDuplicateListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sy_duplicate_list_dispose;
  object_class->finalize = sy_duplicate_list_finalize;
}

static void
sy_duplicate_list_init (SyDuplicateList *self)
{
  self->rows = g_ptr_array_new ();
  self->n_shown = PAGE_ROWS;
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _ ("People Who Are Perhaps One"));
  self->ask_again = gtk_button_new_with_label (_ ("Ask Again"));
  gtk_widget_set_valign (self->ask_again, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->ask_again, _ ("Shows those again who are not the same"));
  gtk_widget_add_css_class (self->ask_again, "flat");
  g_signal_connect (self->ask_again, "clicked", G_CALLBACK (on_ask_again_clicked), self);
  adw_preferences_group_set_header_suffix (self->group, self->ask_again);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
}

GtkWidget *
sy_duplicate_list_new (SySession *session)
{
  SyDuplicateList *self = g_object_new (SY_TYPE_DUPLICATE_LIST, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

void
sy_duplicate_list_show (SyDuplicateList *self,
                        GPtrArray *candidates,
                        guint n_apart)
{
  g_autofree char *apart = NULL;
  g_autofree char *count = NULL;

  g_return_if_fail (SY_IS_DUPLICATE_LIST (self));

  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  self->candidates = g_ptr_array_ref (candidates);
  fill (self);
  apart = g_strdup_printf (_ ("Ask Again About %u"), n_apart);
  gtk_button_set_label (GTK_BUTTON (self->ask_again), apart);
  gtk_widget_set_visible (self->ask_again, n_apart > 0);
  gtk_widget_set_sensitive (self->ask_again, !sy_session_is_read_only (self->session));
  count = sy_format_count_of (candidates->len, _ ("candidate"), _ ("candidates"));
  adw_preferences_group_set_description (self->group, candidates->len > 0 ? count : NULL);
}
