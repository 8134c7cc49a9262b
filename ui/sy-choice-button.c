/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-choice-button.h"

#include <glib/gi18n.h>
#include <string.h>

/* More rows are found by searching, not by scrolling. */
#define MAX_ROWS 200
#define SEARCH_FROM 9
#define LIST_WIDTH_PX 280
#define LIST_HEIGHT_PX 320

struct _SyChoiceButton
{
  AdwBin parent_instance;

  /* Owned */
  char *name;
  char *none;
  char **items;
  char **notes;
  GPtrArray *chosen;

  /* Borrowed: below the bin */
  GtkMenuButton *button;
  GtkLabel *label;
  GtkSearchEntry *search;
  GtkListBox *list;

  gboolean has_free_text;
};

G_DEFINE_FINAL_TYPE (SyChoiceButton, sy_choice_button, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_chosen (SyChoiceButton *self)
{
  g_auto (GStrv) names = sy_choice_button_dup_chosen (self);
  g_autofree char *text = names != NULL ? g_strjoinv (", ", names) : g_strdup (self->none);
  g_autofree char *spoken = g_strdup_printf ("%s: %s", self->name, text);

  gtk_label_set_label (self->label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), names != NULL ? text : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

static gboolean
is_chosen (SyChoiceButton *self,
           const char *name,
           guint *out_index)
{
  return g_ptr_array_find_with_equal_func (self->chosen, name, g_str_equal, out_index);
}

static void
choose (SyChoiceButton *self,
        const char *name,
        gboolean chosen)
{
  guint i;

  if (chosen == is_chosen (self, name, &i))
    return;
  if (chosen)
    g_ptr_array_add (self->chosen, g_strdup (name));
  else
    g_ptr_array_remove_index (self->chosen, i);
  show_chosen (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_check_toggled (GtkCheckButton *check,
                  SyChoiceButton *self)
{
  choose (self, g_object_get_data (G_OBJECT (check), "sy-name"),
          gtk_check_button_get_active (check));
}

static void
append_row (SyChoiceButton *self,
            const char *name,
            const char *note)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), label);
  if (note != NULL)
    {
      GtkWidget *note_label = gtk_label_new (note);

      gtk_widget_add_css_class (note_label, "dim-label");
      gtk_widget_add_css_class (note_label, "numeric");
      gtk_box_append (GTK_BOX (box), note_label);
    }
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), is_chosen (self, name, NULL));
  g_object_set_data_full (G_OBJECT (check), "sy-name", g_strdup (name), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (check, "toggled", G_CALLBACK (on_check_toggled), self);
  g_object_set_data (G_OBJECT (row), "sy-check", check);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_append (self->list, row);
}

static gboolean
matches (const char *name,
         const char *needle)
{
  g_autofree char *folded = NULL;

  if (*needle == '\0')
    return TRUE;
  folded = g_utf8_casefold (name, -1);
  return strstr (folded, needle) != NULL;
}

/* What is ticked stands first: it is what one wants to see, and may be in the list no more. */
static void
fill_list (SyChoiceButton *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autofree char *needle = g_utf8_casefold (text, -1);
  GtkWidget *row;
  guint n_rows = 0;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < self->chosen->len; i++)
    if (matches (self->chosen->pdata[i], needle))
      append_row (self, self->chosen->pdata[i], NULL);
  for (gsize i = 0; self->items[i] != NULL && n_rows < MAX_ROWS; i++)
    if (!is_chosen (self, self->items[i], NULL) && matches (self->items[i], needle))
      {
        append_row (self, self->items[i], self->notes != NULL ? self->notes[i] : NULL);
        n_rows++;
      }
  if (self->has_free_text && *text != '\0' &&
      !g_strv_contains ((const char *const *) self->items, text) && !is_chosen (self, text, NULL))
    append_row (self, text, _ ("not in the data"));
}

static void
on_search_changed (GtkSearchEntry *search,
                   SyChoiceButton *self)
{
  fill_list (self);
}

static void
on_row_activated (GtkListBox *list,
                  GtkListBoxRow *row,
                  SyChoiceButton *self)
{
  GtkCheckButton *check = g_object_get_data (G_OBJECT (row), "sy-check");

  gtk_check_button_set_active (check, !gtk_check_button_get_active (check));
}

static void
on_popover_show (GtkWidget *popover,
                 SyChoiceButton *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  fill_list (self);
}

static void
sy_choice_button_finalize (GObject *object)
{
  SyChoiceButton *self = SY_CHOICE_BUTTON (object);

  g_clear_pointer (&self->chosen, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_strfreev);
  g_clear_pointer (&self->notes, g_strfreev);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->none, g_free);

  G_OBJECT_CLASS (sy_choice_button_parent_class)->finalize (object);
}

static void
sy_choice_button_class_init (SyChoiceButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_choice_button_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed",
                                          G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          0);
}

static GtkWidget *
create_popover (SyChoiceButton *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  g_signal_connect (self->search, "search-changed", G_CALLBACK (on_search_changed), self);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "choices");
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_row_activated), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), LIST_HEIGHT_PX);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_widget_set_size_request (box, LIST_WIDTH_PX, -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect (popover, "show", G_CALLBACK (on_popover_show), self);
  return popover;
}

static void
sy_choice_button_init (SyChoiceButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->chosen = g_ptr_array_new_with_free_func (g_free);
  self->items = g_new0 (char *, 1);
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_widget_set_hexpand (box, TRUE);
  gtk_menu_button_set_child (self->button, box);
  /* The menu button centres what it is given. */
  gtk_widget_set_halign (gtk_widget_get_parent (box), GTK_ALIGN_FILL);
  gtk_menu_button_set_popover (self->button, create_popover (self));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
  gtk_widget_add_css_class (GTK_WIDGET (self), "choice");
}

GtkWidget *
sy_choice_button_new (const char *name,
                      const char *none)
{
  SyChoiceButton *self = g_object_new (SY_TYPE_CHOICE_BUTTON, NULL);
  g_autofree char *search_name = g_strdup_printf (_ ("Search: %s"), name);

  self->name = g_strdup (name);
  self->none = g_strdup (none);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  search_name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  show_chosen (self);
  return GTK_WIDGET (self);
}

static void
show_search (SyChoiceButton *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->search),
                          self->has_free_text || g_strv_length (self->items) >= SEARCH_FROM);
}

void
sy_choice_button_set_items (SyChoiceButton *self,
                            const char *const *items,
                            const char *const *notes)
{
  g_return_if_fail (SY_IS_CHOICE_BUTTON (self));
  g_return_if_fail (items != NULL);

  g_strfreev (self->items);
  g_strfreev (self->notes);
  self->items = g_strdupv ((char **) items);
  self->notes = g_strdupv ((char **) notes);
  show_search (self);
  fill_list (self);
}

void
sy_choice_button_set_free_text (SyChoiceButton *self,
                                gboolean allowed)
{
  g_return_if_fail (SY_IS_CHOICE_BUTTON (self));

  self->has_free_text = allowed;
  show_search (self);
}

/* A drag shows the same names at every step. */
static gboolean
holds_chosen (SyChoiceButton *self,
              const char *const *names)
{
  guint n = names != NULL ? g_strv_length ((char **) names) : 0;

  for (guint i = 0; i < n && n == self->chosen->len; i++)
    if (!g_str_equal (names[i], self->chosen->pdata[i]))
      return FALSE;
  return n == self->chosen->len;
}

void
sy_choice_button_set_chosen (SyChoiceButton *self,
                             const char *const *names)
{
  g_return_if_fail (SY_IS_CHOICE_BUTTON (self));

  if (holds_chosen (self, names))
    return;
  g_ptr_array_set_size (self->chosen, 0);
  for (; names != NULL && *names != NULL; names++)
    if (!is_chosen (self, *names, NULL))
      g_ptr_array_add (self->chosen, g_strdup (*names));
  show_chosen (self);
  fill_list (self);
}

char **
sy_choice_button_dup_chosen (SyChoiceButton *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  g_return_val_if_fail (SY_IS_CHOICE_BUTTON (self), NULL);

  for (guint i = 0; i < self->chosen->len; i++)
    g_strv_builder_add (names, self->chosen->pdata[i]);
  return self->chosen->len > 0 ? g_strv_builder_end (names) : NULL;
}
