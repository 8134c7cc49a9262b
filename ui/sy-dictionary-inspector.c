/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-dictionary-inspector.h"
#include "sy-chart-view.h"
#include "sy-dictionary-text.h"
#include "sy-editable.h"
#include "sy-field-grid.h"
#include "sy-format.h"
#include "sy-mute-card.h"
#include "sy-number-entry.h"

#include <glib/gi18n.h>
#include <string.h>

#define CHART_WIDTH_PX 280
#define CHART_HEIGHT_PX 68
#define MAX_GAPS_NAMED 3
#define NAME_KEY "sy-name"

/* The texts of a description, in the order of their entries. */
enum
{
  CHANNEL,
  OWNER,
  MEANING,
  N_TEXTS
};

struct _SyDictionaryInspector
{
  AdwBin parent_instance;

  /* Template children */
  GtkLabel *title;
  GtkLabel *subtitle;
  SyChartView *volume;
  GtkLabel *freshness;
  GtkLabel *gaps;
  SyMuteCard *mute;
  GtkGrid *fields;
  GtkGrid *names;
  GtkEntry *add_name;
  GtkWidget *alias;

  /* Owned */
  SySession *session;
  SyDictionary *dictionary;
  char *name;

  /* Borrowed */
  GtkDropDown *category;
  GtkDropDown *polarity;
  GtkEntry *texts[N_TEXTS];
  SyNumberEntry *cadence;

  gboolean updating;
};

G_DEFINE_FINAL_TYPE (SyDictionaryInspector, sy_dictionary_inspector, ADW_TYPE_BIN)

enum
{
  EDIT,
  ALIAS_ASKED,
  MUTE_CANCELLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const SyDictionaryLine *
get_line (SyDictionaryInspector *self)
{
  return self->dictionary != NULL ? sy_dictionary_find (self->dictionary, self->name) : NULL;
}

static void
emit_edit (SyDictionaryInspector *self,
           SyDictionaryEdit *edit)
{
  g_autoptr (SyDictionaryEdit) own = edit;

  g_signal_emit (self, signals[EDIT], 0, own);
}

/* Meaning */

static char **
get_text (SyTypeEntry *entry,
          int text)
{
  return text == CHANNEL ? &entry->channel : text == OWNER ? &entry->owner
                                                           : &entry->meaning;
}

static gboolean
is_same_text (const char *a,
              const char *b)
{
  return strcmp (a != NULL ? a : "", b != NULL ? b : "") == 0;
}

static gboolean
is_same_description (const SyTypeEntry *a,
                     const SyTypeEntry *b)
{
  return a->category == b->category && a->polarity == b->polarity &&
         is_same_text (a->channel, b->channel) && is_same_text (a->owner, b->owner) &&
         is_same_text (a->meaning, b->meaning) &&
         sy_number_equal (a->cadence_days, b->cadence_days);
}

/* Takes over what stands in the fields; nothing happens when it is what was there. */
static void
commit (SyDictionaryInspector *self)
{
  const SyDictionaryLine *line = get_line (self);
  SyTypeEntry entry;

  if (self->updating || line == NULL)
    return;
  entry = *line->entry;
  entry.category = gtk_drop_down_get_selected (self->category);
  entry.polarity = 1 - (int) gtk_drop_down_get_selected (self->polarity);
  entry.cadence_days = sy_number_entry_get_value (self->cadence);
  for (int i = 0; i < N_TEXTS; i++)
    *get_text (&entry, i) = (char *) gtk_editable_get_text (GTK_EDITABLE (self->texts[i]));
  if (!is_same_description (&entry, line->entry))
    emit_edit (self, sy_dictionary_edit_new_describe (&entry));
}

static void
show_meaning (SyDictionaryInspector *self,
              const SyDictionaryLine *line)
{
  gboolean can_write = !sy_session_is_read_only (self->session);

  gtk_drop_down_set_selected (self->category, line->entry->category);
  gtk_drop_down_set_selected (self->polarity, (guint) (1 - line->entry->polarity));
  sy_number_entry_set_value (self->cadence, line->entry->cadence_days);
  for (int i = 0; i < N_TEXTS; i++)
    {
      const char *text = *get_text (line->entry, i);

      if (!is_same_text (gtk_editable_get_text (GTK_EDITABLE (self->texts[i])), text))
        gtk_editable_set_text (GTK_EDITABLE (self->texts[i]), text != NULL ? text : "");
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->fields), can_write);
}

static void
add_field (SyDictionaryInspector *self,
           int row,
           const char *label,
           const char *definition,
           GtkWidget *control)
{
  GtkWidget *name = sy_field_grid_add (self->fields, &row, NULL, label, definition, control);

  /* The texts take the room. */
  gtk_widget_set_hexpand (name, FALSE);
  gtk_widget_set_hexpand (control, TRUE);
}

static GtkDropDown *
create_choice (SyDictionaryInspector *self,
               GPtrArray *names)
{
  GtkWidget *choice;

  g_ptr_array_add (names, NULL);
  choice = gtk_drop_down_new_from_strings ((const char *const *) names->pdata);
  g_signal_connect_swapped (choice, "notify::selected", G_CALLBACK (commit), self);
  return GTK_DROP_DOWN (choice);
}

static GtkEntry *
create_text (SyDictionaryInspector *self)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 14);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("not set"));
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (commit), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (commit), self);
  gtk_widget_add_controller (entry, focus);
  return GTK_ENTRY (entry);
}

static void
create_fields (SyDictionaryInspector *self)
{
  static const struct
  {
    const char *label;
    const char *definition;
  } texts[N_TEXTS] = {
    [CHANNEL] = { N_ ("Channel"), N_ ("Where it happens, as email, web, app or shop") },
    [OWNER] = { N_ ("Owner"), N_ ("Who answers for its tracking") },
    [MEANING] = { N_ ("Meaning"), N_ ("What happened when such an event comes in") },
  };
  g_autoptr (GPtrArray) categories = g_ptr_array_new ();
  g_autoptr (GPtrArray) polarities = g_ptr_array_new ();

  for (guint i = 0; i < SY_N_TYPE_CATEGORIES; i++)
    g_ptr_array_add (categories, (gpointer) sy_dictionary_text_category (i));
  for (int polarity = 1; polarity >= -1; polarity--)
    g_ptr_array_add (polarities, (gpointer) sy_dictionary_text_polarity (polarity));
  self->category = create_choice (self, categories);
  self->polarity = create_choice (self, polarities);
  self->cadence = SY_NUMBER_ENTRY (sy_number_entry_new ());
  sy_number_entry_configure (self->cadence, SY_NUMBER_ENTRY_OPTIONAL, _ ("days"), 1.0 / 24.0,
                             10000.0);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->cadence), _ ("not set"));
  g_signal_connect_swapped (self->cadence, "value-changed", G_CALLBACK (commit), self);
  add_field (self, 0, _ ("Category"), _ ("What it shows of a person"), GTK_WIDGET (self->category));
  add_field (self, 1, _ ("Polarity"), _ ("Whether it is good or bad news for the score"),
             GTK_WIDGET (self->polarity));
  for (int i = 0; i < N_TEXTS; i++)
    {
      self->texts[i] = create_text (self);
      add_field (self, 2 + i, _ (texts[i].label), _ (texts[i].definition),
                 GTK_WIDGET (self->texts[i]));
    }
  add_field (self, 2 + N_TEXTS, _ ("Cadence"),
             _ ("The longest silence that is normal; after a longer one the type is stale"),
             GTK_WIDGET (self->cadence));
}

/* Names */

static void
on_take_back_clicked (GtkWidget *button,
                      SyDictionaryInspector *self)
{
  SyDictionaryEdit *edit = sy_dictionary_edit_new_take_back (
      self->dictionary, g_object_get_data (G_OBJECT (button), NAME_KEY));

  if (edit != NULL)
    emit_edit (self, edit);
}

static void
on_add_name (SyDictionaryInspector *self)
{
  g_autofree char *name = sy_editable_dup_text (GTK_EDITABLE (self->add_name));
  g_autoptr (GError) error = NULL;
  SyDictionaryEdit *edit;

  if (*name == '\0' || self->name == NULL)
    return;
  edit = sy_dictionary_edit_new_merge (self->dictionary, name, self->name, &error);
  if (edit == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->add_name), "");
  emit_edit (self, edit);
}

static void
on_alias_clicked (SyDictionaryInspector *self)
{
  g_signal_emit (self, signals[ALIAS_ASKED], 0, self->name);
}

static void
add_name_row (SyDictionaryInspector *self,
              int row,
              const SyTypeEntry *entry,
              gboolean is_alias)
{
  g_autofree char *count = sy_format_count (entry->n_events);
  GtkWidget *name = gtk_label_new (entry->name);
  GtkWidget *events = gtk_label_new (count);

  gtk_label_set_xalign (GTK_LABEL (name), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_set_tooltip_text (name, entry->name);
  gtk_label_set_xalign (GTK_LABEL (events), 1.0f);
  gtk_widget_add_css_class (events, "numeric");
  gtk_widget_set_tooltip_text (events, _ ("Events that came under this name"));
  gtk_grid_attach (self->names, name, 0, row, 1, 1);
  gtk_grid_attach (self->names, events, 1, row, 1, 1);
  if (is_alias)
    {
      GtkWidget *back = gtk_button_new_with_label (_ ("Take Back"));
      g_autofree char *label = g_strdup_printf (_ ("Take back %s"), entry->name);

      gtk_widget_add_css_class (back, "small-button");
      gtk_widget_set_tooltip_text (back, _ ("Let this name stand for itself again"));
      gtk_widget_set_sensitive (back, !sy_session_is_read_only (self->session));
      gtk_accessible_update_property (GTK_ACCESSIBLE (back), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                      -1);
      g_object_set_data_full (G_OBJECT (back), NAME_KEY, g_strdup (entry->name), g_free);
      g_signal_connect (back, "clicked", G_CALLBACK (on_take_back_clicked), self);
      gtk_grid_attach (self->names, back, 2, row, 1, 1);
    }
}

static void
show_names (SyDictionaryInspector *self,
            const SyDictionaryLine *line)
{
  gboolean can_write = !sy_session_is_read_only (self->session);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->names))) != NULL)
    gtk_grid_remove (self->names, child);
  add_name_row (self, 0, line->entry, FALSE);
  for (guint i = 0; i < line->aliases->len; i++)
    add_name_row (self, (int) i + 1, g_ptr_array_index (line->aliases, i), TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->add_name), can_write);
  gtk_widget_set_sensitive (self->alias, can_write);
}

/* Volume and muting */

static void
show_volume (SyDictionaryInspector *self,
             const SyDictionaryLine *line)
{
  g_autoptr (SyChart) chart = sy_dictionary_line_create_sparkline (line);
  g_autofree char *freshness = sy_dictionary_text_freshness (line);
  g_autofree char *days = sy_dictionary_text_gaps (line, MAX_GAPS_NAMED);
  g_autofree char *gaps = NULL;
  g_autofree char *events = sy_format_count_of ((gint64) line->n_events, _ ("event"), _ ("events"));
  g_autofree char *people = sy_format_count_of ((gint64) line->n_people, _ ("person"),
                                                _ ("people"));
  g_autofree char *share =
      sy_format_percent ((double) line->n_amounts / (double) line->n_events, 0);
  /* Translators: events, people, share of the events */
  g_autofree char *subtitle =
      line->n_amounts > 0 ? g_strdup_printf (_ ("%s of %s, %s with an amount"), events, people, share)
                          : g_strdup_printf (_ ("%s of %s"), events, people);

  gtk_label_set_label (self->title, line->entry->name);
  gtk_label_set_label (self->subtitle, subtitle);
  sy_chart_view_set_chart (self->volume, chart);
  gtk_widget_set_visible (GTK_WIDGET (self->volume), line->n_weeks > 0);
  gtk_label_set_label (self->freshness, freshness);
  if (line->freshness.is_stale)
    gtk_widget_add_css_class (GTK_WIDGET (self->freshness), "less");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->freshness), "less");
  gtk_widget_set_visible (GTK_WIDGET (self->gaps), days != NULL);
  if (days != NULL)
    gaps = g_strdup_printf (_ ("Tracking gaps, newest first:\n%s"), days);
  gtk_label_set_label (self->gaps, gaps != NULL ? gaps : "");
}

static void
on_mute_apply (SyDictionaryInspector *self,
               gboolean mute)
{
  emit_edit (self, sy_dictionary_edit_new_mute (self->name, mute));
}

static void
on_mute_cancel (SyDictionaryInspector *self)
{
  g_signal_emit (self, signals[MUTE_CANCELLED], 0);
}

void
sy_dictionary_inspector_ask_mute (SyDictionaryInspector *self)
{
  g_return_if_fail (SY_IS_DICTIONARY_INSPECTOR (self));

  sy_mute_card_ask (self->mute);
}

void
sy_dictionary_inspector_withdraw_mute (SyDictionaryInspector *self)
{
  g_return_if_fail (SY_IS_DICTIONARY_INSPECTOR (self));

  sy_mute_card_withdraw (self->mute);
}

void
sy_dictionary_inspector_show (SyDictionaryInspector *self,
                              SySession *session,
                              SyDictionary *dictionary,
                              const char *name)
{
  const SyDictionaryLine *line;
  char *copy = g_strdup (name);

  g_return_if_fail (SY_IS_DICTIONARY_INSPECTOR (self));

  /* What is typed belongs to the type it was typed for. */
  if (g_strcmp0 (name, self->name) != 0)
    commit (self);
  g_set_object (&self->session, session);
  if (dictionary != NULL)
    sy_dictionary_ref (dictionary);
  g_clear_pointer (&self->dictionary, sy_dictionary_unref);
  self->dictionary = dictionary;
  g_free (self->name);
  self->name = copy;
  line = get_line (self);
  gtk_widget_set_visible (GTK_WIDGET (self), line != NULL);
  sy_mute_card_set_type (self->mute, session, line != NULL ? self->name : NULL,
                         line != NULL && line->entry->is_muted, line != NULL ? line->gaps : NULL);
  if (line == NULL)
    return;
  self->updating = TRUE;
  show_volume (self, line);
  show_meaning (self, line);
  show_names (self, line);
  self->updating = FALSE;
}

/* Widget */

static void
sy_dictionary_inspector_dispose (GObject *object)
{
  SyDictionaryInspector *self = SY_DICTIONARY_INSPECTOR (object);

  /* Entries that lose the focus as they go must not write. */
  self->updating = TRUE;
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SY_TYPE_DICTIONARY_INSPECTOR);
  g_clear_object (&self->session);
  g_clear_pointer (&self->dictionary, sy_dictionary_unref);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (sy_dictionary_inspector_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (SY_TYPE_CHART_VIEW);
  g_type_ensure (SY_TYPE_MUTE_CARD);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/steelyard/Steelyard/sy-dictionary-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, SyDictionaryInspector, title);
  gtk_widget_class_bind_template_child (widget_class, SyDictionaryInspector, subtitle);
  gtk_widget_class_bind_template_child (widget_class, SyDictionaryInspector, volume);
  gtk_widget_class_bind_template_child (widget_class, SyDictionaryInspector, freshness);
  gtk_widget_class_bind_template_child (widget_class, SyDictionaryInspector, gaps);
  gtk_widget_class_bind_template_child (widget_class, SyDictionaryInspector, mute);
  gtk_widget_class_bind_template_child (widget_class, SyDictionaryInspector, fields);
  gtk_widget_class_bind_template_child (widget_class, SyDictionaryInspector, names);
  gtk_widget_class_bind_template_child (widget_class, SyDictionaryInspector, add_name);
  gtk_widget_class_bind_template_child (widget_class, SyDictionaryInspector, alias);
  gtk_widget_class_bind_template_callback (widget_class, on_mute_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_mute_cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_add_name);
  gtk_widget_class_bind_template_callback (widget_class, on_alias_clicked);
}

static void
sy_dictionary_inspector_class_init (SyDictionaryInspectorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_dictionary_inspector_dispose;

  signals[EDIT] = g_signal_new ("edit", SY_TYPE_DICTIONARY_INSPECTOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[ALIAS_ASKED] = g_signal_new ("alias-asked", SY_TYPE_DICTIONARY_INSPECTOR,
                                       G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                       G_TYPE_STRING);
  signals[MUTE_CANCELLED] = g_signal_new ("mute-cancelled", SY_TYPE_DICTIONARY_INSPECTOR,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
sy_dictionary_inspector_init (SyDictionaryInspector *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sy_chart_view_set_natural_size (self->volume, CHART_WIDTH_PX, CHART_HEIGHT_PX);
  create_fields (self);
}
