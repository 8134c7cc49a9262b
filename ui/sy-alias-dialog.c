/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-alias-dialog.h"
#include "sy-editable.h"
#include "sy-format.h"

#include <glib/gi18n.h>
#include <string.h>

#define NAME_KEY "sy-name"

struct _SyAliasDialog
{
  AdwWindow parent_instance;

  /* Template children */
  AdwWindowTitle *title;
  GtkWidget *apply;
  GtkEditable *search;
  GtkListBox *list;
  GtkLabel *note;

  /* Owned */
  SyDictionary *dictionary;
  char *name;
};

G_DEFINE_FINAL_TYPE (SyAliasDialog, sy_alias_dialog, ADW_TYPE_WINDOW)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkWidget *
create_row (const char *name,
            const char *title,
            const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title_markup = g_markup_escape_text (title, -1);
  g_autofree char *subtitle_markup = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title_markup);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle_markup);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), NAME_KEY, g_strdup (name), g_free);
  return row;
}

static void
add_new_name (SyAliasDialog *self,
              const char *name)
{
  g_autofree char *title = g_strdup_printf (_ ("New name “%s”"), name);

  gtk_list_box_append (self->list,
                       create_row (name, title, _ ("Keeps category, owner, meaning and the rest")));
}

/* An alias of another type finds that type; one of the same type is refused with the reason. */
static gboolean
is_new_name (SyAliasDialog *self,
             const char *name)
{
  const SyDictionaryLine *owner = sy_dictionary_find_owner (self->dictionary, name);

  return *name != '\0' && strcmp (name, self->name) != 0 &&
         sy_dictionary_find (self->dictionary, name) == NULL &&
         (owner == NULL || strcmp (owner->entry->name, self->name) == 0);
}

static void
add_types (SyAliasDialog *self,
           const char *needle)
{
  for (gsize i = 0; i < self->dictionary->n_lines; i++)
    {
      const SyDictionaryLine *line = &self->dictionary->lines[i];
      g_autofree char *events =
          sy_format_count_of ((gint64) line->n_events, _ ("event"), _ ("events"));

      if (strcmp (line->entry->name, self->name) != 0 &&
          sy_dictionary_line_matches (line, SY_DICTIONARY_ALL, needle))
        gtk_list_box_append (self->list, create_row (line->entry->name, line->entry->name, events));
    }
}

static void
on_search_changed (SyAliasDialog *self)
{
  g_autofree char *text = sy_editable_dup_text (self->search);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  add_types (self, text);
  if (is_new_name (self, text))
    add_new_name (self, text);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  gtk_widget_set_visible (GTK_WIDGET (self->list),
                          gtk_list_box_get_row_at_index (self->list, 0) != NULL);
}

static void
on_row_selected (SyAliasDialog *self)
{
  gtk_widget_set_sensitive (self->apply, gtk_list_box_get_selected_row (self->list) != NULL);
}

static void
on_apply (SyAliasDialog *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row == NULL)
    return;
  g_signal_emit (self, signals[CHOSEN], 0, g_object_get_data (G_OBJECT (row), NAME_KEY));
  gtk_window_close (GTK_WINDOW (self));
}

/* As the window goes, the list loses its rows after the button is gone. */
static void
sy_alias_dialog_dispose (GObject *object)
{
  SyAliasDialog *self = SY_ALIAS_DIALOG (object);

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_func (self->list, on_row_selected, self);
  self->list = NULL;

  G_OBJECT_CLASS (sy_alias_dialog_parent_class)->dispose (object);
}

static void
sy_alias_dialog_finalize (GObject *object)
{
  SyAliasDialog *self = SY_ALIAS_DIALOG (object);

  g_clear_pointer (&self->dictionary, sy_dictionary_unref);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (sy_alias_dialog_parent_class)->finalize (object);
}

static void
sy_alias_dialog_class_init (SyAliasDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_alias_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = sy_alias_dialog_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", SY_TYPE_ALIAS_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/steelyard/Steelyard/sy-alias-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SyAliasDialog, title);
  gtk_widget_class_bind_template_child (widget_class, SyAliasDialog, apply);
  gtk_widget_class_bind_template_child (widget_class, SyAliasDialog, search);
  gtk_widget_class_bind_template_child (widget_class, SyAliasDialog, list);
  gtk_widget_class_bind_template_child (widget_class, SyAliasDialog, note);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_apply);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
}

static void
sy_alias_dialog_init (SyAliasDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

SyAliasDialog *
sy_alias_dialog_new (GtkWindow *parent,
                     SyDictionary *dictionary,
                     const char *name,
                     gboolean is_in_draft)
{
  SyAliasDialog *self = g_object_new (SY_TYPE_ALIAS_DIALOG, "transient-for", parent, NULL);
  g_autofree char *title = g_strdup_printf (_ ("Count “%s” As"), name);

  self->dictionary = sy_dictionary_ref (dictionary);
  self->name = g_strdup (name);
  adw_window_title_set_title (self->title, title);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_label_set_label (
      self->note,
      is_in_draft ? _ ("Events keep the name they came with, so this can be taken back. Rules of the draft that name the type will name the other one.")
                  : _ ("Events keep the name they came with, so this can be taken back."));
  on_search_changed (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  return self;
}
