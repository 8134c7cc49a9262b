/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-notes-button.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sy-accessible.h"
#include "sy-editable.h"
#include "sy-format.h"
#include "sy-name-list.h"

#define LIST_HEIGHT 260

struct _SyNotesButton
{
  AdwBin parent_instance;

  /* Owned */
  SySession *session;

  /* Children */
  GtkLabel *label;
  GtkWidget *popover;
  GtkWidget *scroller;
  GtkWidget *list;
  GtkWidget *day;
  GtkWidget *kind;
  GtkWidget *text;
  GtkWidget *add;
};

G_DEFINE_FINAL_TYPE (SyNotesButton, sy_notes_button, ADW_TYPE_BIN)

static const char *const kind_titles[] = { N_ ("Launch"), N_ ("Pricing"), N_ ("Channel"),
                                           N_ ("Product"), N_ ("Tracking"), N_ ("Other"), NULL };

/* The change, in the project's thread */

static void
note_free (gpointer data)
{
  sy_note_free (data);
}

static gboolean
write_note (SyProject *project,
            gint64 model_id,
            gpointer data,
            GError **error)
{
  const SyNote *note = data;

  if (note->text == NULL)
    return sy_project_remove_note (project, note->id, error);
  return sy_project_add_note (project, note->day, note->kind, note->text, error) != 0;
}

static void
govern_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (SyNotesButton) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!sy_session_govern_finish (SY_SESSION (source), result, &error))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
}

static void
send_note (SyNotesButton *self,
           SyNote *note)
{
  sy_session_govern_async (self->session, write_note, note, note_free, govern_cb,
                           g_object_ref (self));
}

static void
on_remove_clicked (GtkButton *button,
                   SyNotesButton *self)
{
  const gint64 *id = g_object_get_data (G_OBJECT (button), "sy-note");
  SyNote *note;

  if (self->session == NULL)
    return;
  note = g_new0 (SyNote, 1);
  note->id = *id;
  send_note (self, note);
}

static char *
dup_text (SyNotesButton *self)
{
  return sy_editable_dup_text (GTK_EDITABLE (self->text));
}

static gboolean
parse_day (SyNotesButton *self,
           gint32 *out_day)
{
  return sy_day_parse (gtk_editable_get_text (GTK_EDITABLE (self->day)), out_day);
}

static void
on_changed (SyNotesButton *self)
{
  g_autofree char *text = dup_text (self);
  gboolean has_day = *gtk_editable_get_text (GTK_EDITABLE (self->day)) != '\0';
  gint32 day;
  gboolean is_sound = parse_day (self, &day);

  if (has_day && !is_sound)
    gtk_widget_add_css_class (self->day, "error");
  else
    gtk_widget_remove_css_class (self->day, "error");
  gtk_widget_set_sensitive (self->add, is_sound && *text != '\0' && self->session != NULL &&
                                           !sy_session_is_read_only (self->session));
}

static void
on_add (SyNotesButton *self)
{
  SyNote *note;
  gint32 day;

  if (!gtk_widget_get_sensitive (self->add) || !parse_day (self, &day))
    return;
  note = g_new0 (SyNote, 1);
  note->day = day;
  note->kind = (SyNoteKind) gtk_drop_down_get_selected (GTK_DROP_DOWN (self->kind));
  note->text = dup_text (self);
  gtk_editable_set_text (GTK_EDITABLE (self->text), "");
  gtk_widget_grab_focus (self->day);
  send_note (self, note);
}

/* Showing */

static GtkWidget *
create_row (SyNotesButton *self,
            const SyNote *note)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *remove = gtk_button_new_from_icon_name ("edit-delete-symbolic");
  g_autofree char *title = g_markup_escape_text (note->text, -1);
  g_autofree char *day = sy_format_day (note->day);
  g_autofree char *subtitle = g_strdup_printf (_ ("%s · %s"), day, _ (kind_titles[note->kind]));
  g_autofree char *label = g_strdup_printf (_ ("Remove the note “%s”"), note->text);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_tooltip_text (remove, _ ("Remove"));
  sy_accessible_set_name (remove, label);
  gtk_widget_set_sensitive (remove, !sy_session_is_read_only (self->session));
  g_object_set_data_full (G_OBJECT (remove), "sy-note", g_memdup2 (&note->id, sizeof note->id),
                          g_free);
  g_signal_connect (remove, "clicked", G_CALLBACK (on_remove_clicked), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);
  return row;
}

static void
refresh (SyNotesButton *self)
{
  GPtrArray *notes = self->session != NULL ? sy_session_get_notes (self->session) : NULL;
  guint n = notes != NULL ? notes->len : 0;
  g_autofree char *markup = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (guint i = n; i > 0; i--)
    gtk_list_box_append (GTK_LIST_BOX (self->list), create_row (self, notes->pdata[i - 1]));
  gtk_widget_set_visible (self->scroller, n > 0);
  markup = n > 0 ? g_markup_printf_escaped ("%s <b>%u</b>", _ ("Notes"), n)
                 : g_markup_escape_text (_ ("Notes"), -1);
  gtk_label_set_markup (self->label, markup);
  on_changed (self);
}

/* A day that is likely meant: the last that the charts show. */
static void
on_show (SyNotesButton *self)
{
  g_autofree char *day = NULL;

  if (self->session == NULL || *gtk_editable_get_text (GTK_EDITABLE (self->day)) != '\0')
    return;
  day = sy_day_format (sy_zone_day (sy_session_get_zone (self->session),
                                    sy_session_get_as_of (self->session) - 1));
  gtk_editable_set_text (GTK_EDITABLE (self->day), day);
}

void
sy_notes_button_set_session (SyNotesButton *self,
                             SySession *session)
{
  g_return_if_fail (SY_IS_NOTES_BUTTON (self));

  if (!g_set_object (&self->session, session))
    return;
  if (session != NULL)
    g_signal_connect_object (session, "notes-changed", G_CALLBACK (refresh), self,
                             G_CONNECT_SWAPPED);
  refresh (self);
}

static void
sy_notes_button_dispose (GObject *object)
{
  g_clear_object (&SY_NOTES_BUTTON (object)->session);

  G_OBJECT_CLASS (sy_notes_button_parent_class)->dispose (object);
}

static void
sy_notes_button_class_init (SyNotesButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_notes_button_dispose;
}

static GtkWidget *
create_form (SyNotesButton *self)
{
  GtkWidget *form = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->day = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->day), 11);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->day), "2024-01-31");
  sy_accessible_set_name (self->day, _ ("Day of the note"));
  self->kind = gtk_drop_down_new (sy_name_list_new (kind_titles), NULL);
  sy_accessible_set_name (self->kind, _ ("Kind of note"));
  self->text = gtk_entry_new ();
  gtk_widget_set_hexpand (self->text, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->text), 24);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->text), _ ("What happened"));
  sy_accessible_set_name (self->text, _ ("What happened"));
  self->add = gtk_button_new_with_mnemonic (_ ("_Add Note"));
  gtk_widget_add_css_class (self->add, "suggested-action");
  g_signal_connect_swapped (self->day, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (self->text, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (self->day, "activate", G_CALLBACK (on_add), self);
  g_signal_connect_swapped (self->text, "activate", G_CALLBACK (on_add), self);
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (on_add), self);
  gtk_box_append (GTK_BOX (form), self->day);
  gtk_box_append (GTK_BOX (form), self->kind);
  gtk_box_append (GTK_BOX (form), self->text);
  gtk_box_append (GTK_BOX (form), self->add);
  return form;
}

static GtkWidget *
create_content (SyNotesButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *hint = gtk_label_new (
      _ ("A launch, new prices, a campaign, a change of tracking: marked on every time axis."));

  gtk_label_set_xalign (GTK_LABEL (hint), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (hint), TRUE);
  gtk_widget_add_css_class (hint, "dim-label");
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller), LIST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->list);
  gtk_box_append (GTK_BOX (box), hint);
  gtk_box_append (GTK_BOX (box), create_form (self));
  gtk_box_append (GTK_BOX (box), self->scroller);
  return box;
}

static void
sy_notes_button_init (SyNotesButton *self)
{
  GtkWidget *button = gtk_menu_button_new ();

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), GTK_WIDGET (self->label));
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (button), TRUE);
  gtk_widget_add_css_class (button, "choice");
  sy_accessible_set_name (button, _ ("Notes"));
  self->popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->popover), create_content (self));
  g_signal_connect_swapped (self->popover, "show", G_CALLBACK (on_show), self);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), self->popover);
  adw_bin_set_child (ADW_BIN (self), button);
  refresh (self);
}
