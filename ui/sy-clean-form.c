/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-clean-form.h"
#include "sy-accessible.h"
#include "sy-choice-button.h"
#include "sy-editable.h"
#include "sy-format.h"
#include "sy-name-list.h"
#include "sy-number-entry.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define MAX_SECONDS (366.0 * 86400)
#define MAX_COUNT 1000000
#define PATTERNS_HEIGHT_PX 110
#define CHOICE_WIDTH_PX 190
#define DATE_CHARS 11

struct _SyCleanForm
{
  AdwBin parent_instance;

  /* Owned */
  SyEventLog *log;
  SyCleanKind kind;

  /* Borrowed: below the bin; NULL for what the kind has no use for */
  AdwPreferencesGroup *group;
  SyChoiceButton *types;
  SyChoiceButton *after;
  GtkDropDown *property;
  SyNumberEntry *count;
  SyNumberEntry *within;
  GtkTextBuffer *patterns;
  GtkEditable *from;
  GtkEditable *to;
  GtkDropDown *side;

  guint n_rows;
};

G_DEFINE_FINAL_TYPE (SyCleanForm, sy_clean_form, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
emit_changed (SyCleanForm *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_number_changed (SyNumberEntry *entry,
                   double value,
                   SyCleanForm *self)
{
  emit_changed (self);
}

/* A date, or an instant with its time of day, which the engine reads. */
static void
on_date_changed (GtkEditable *editable,
                 SyCleanForm *self)
{
  const char *text = gtk_editable_get_text (editable);
  gint32 day;

  if (*text == '\0' || strchr (text, 'T') != NULL || sy_day_parse (text, &day))
    gtk_widget_remove_css_class (GTK_WIDGET (editable), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (editable), "error");
  emit_changed (self);
}

/* Fields */

static void
add_row (SyCleanForm *self,
         const char *title,
         const char *subtitle,
         GtkWidget *field)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (field, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), field);
  adw_preferences_group_add (self->group, row);
  self->n_rows++;
}

static SyChoiceButton *
add_types (SyCleanForm *self,
           const char *title,
           const char *none,
           char *const *chosen)
{
  GtkWidget *button = sy_choice_button_new (title, none);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) counts = g_strv_builder_new ();
  g_auto (GStrv) items = NULL;
  g_auto (GStrv) notes = NULL;

  for (guint32 i = 0; i < sy_event_log_get_n_types (self->log); i++)
    {
      g_autofree char *count =
          sy_format_count ((gint64) sy_event_log_get_runs (self->log, i)->n_events);

      g_strv_builder_add (names, sy_event_log_get_type_name (self->log, i));
      g_strv_builder_add (counts, count);
    }
  items = g_strv_builder_end (names);
  notes = g_strv_builder_end (counts);
  sy_choice_button_set_items (SY_CHOICE_BUTTON (button), (const char *const *) items,
                              (const char *const *) notes);
  sy_choice_button_set_chosen (SY_CHOICE_BUTTON (button), (const char *const *) chosen);
  gtk_widget_set_size_request (button, CHOICE_WIDTH_PX, -1);
  g_signal_connect_swapped (button, "changed", G_CALLBACK (emit_changed), self);
  add_row (self, title, NULL, button);
  return SY_CHOICE_BUTTON (button);
}

/* The first entry is none; a property that the log does not have any more keeps an entry. */
static GtkDropDown *
add_property (SyCleanForm *self,
              const char *title,
              const char *subtitle,
              const char *none,
              const char *chosen)
{
  GtkWidget *drop_down = gtk_drop_down_new (NULL, NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  g_strv_builder_add (builder, none);
  for (guint32 i = 0; i < sy_event_log_get_n_properties (self->log); i++)
    g_strv_builder_add (builder, sy_event_log_get_property (self->log, i)->name);
  names = g_strv_builder_end (builder);
  sy_name_list_show (GTK_DROP_DOWN (drop_down), (const char *const *) names,
                     chosen != NULL ? chosen : none);
  gtk_widget_set_size_request (drop_down, CHOICE_WIDTH_PX, -1);
  sy_accessible_set_name (drop_down, title);
  g_signal_connect_swapped (drop_down, "notify::selected", G_CALLBACK (emit_changed), self);
  add_row (self, title, subtitle, drop_down);
  return GTK_DROP_DOWN (drop_down);
}

static SyNumberEntry *
add_number (SyCleanForm *self,
            const char *title,
            SyNumberEntryFlags flags,
            const char *unit,
            double lower,
            double upper,
            double value)
{
  GtkWidget *entry = sy_number_entry_new ();

  sy_number_entry_configure (SY_NUMBER_ENTRY (entry), flags, unit, lower, upper);
  sy_number_entry_set_value (SY_NUMBER_ENTRY (entry), value);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 12);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 12);
  gtk_editable_set_alignment (GTK_EDITABLE (entry), 1);
  sy_accessible_set_name (entry, title);
  g_signal_connect (entry, "value-changed", G_CALLBACK (on_number_changed), self);
  add_row (self, title, NULL, entry);
  return SY_NUMBER_ENTRY (entry);
}

static SyNumberEntry *
add_within (SyCleanForm *self,
            const char *title,
            const SyCleanRule *rule)
{
  return add_number (self, title, SY_NUMBER_ENTRY_DEFAULT, _ ("s"), 0, MAX_SECONDS, rule->within_s);
}

static SyNumberEntry *
add_count (SyCleanForm *self,
           const char *title,
           const char *unit,
           double lower,
           const SyCleanRule *rule)
{
  return add_number (self, title, SY_NUMBER_ENTRY_WHOLE, unit, lower, MAX_COUNT,
                     rule->count > 0 ? (double) rule->count : (double) NAN);
}

/* One a line: an agent may hold a comma. */
static GtkTextBuffer *
add_patterns (SyCleanForm *self,
              const char *title,
              char *const *patterns)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *heading = gtk_label_new (title);
  GtkWidget *hint =
      gtk_label_new (_ ("One a line. * stands for anything, ? for one character; case does not "
                        "matter."));
  g_autofree char *text = patterns != NULL ? g_strjoinv ("\n", (char **) patterns) : NULL;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_xalign (GTK_LABEL (hint), 0);
  gtk_label_set_wrap (GTK_LABEL (hint), TRUE);
  gtk_widget_add_css_class (hint, "caption");
  gtk_widget_add_css_class (hint, "dim-label");
  gtk_widget_add_css_class (box, "pattern-row");
  gtk_widget_add_css_class (scroller, "pattern-list");
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (view), TRUE);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_buffer_set_text (buffer, text != NULL ? text : "", -1);
  sy_accessible_set_name (view, title);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_widget_set_size_request (scroller, -1, PATTERNS_HEIGHT_PX);
  g_signal_connect_swapped (buffer, "changed", G_CALLBACK (emit_changed), self);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), hint);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  adw_preferences_group_add (self->group, row);
  self->n_rows++;
  return buffer;
}

static GtkEditable *
add_date (SyCleanForm *self,
          const char *title,
          const char *value)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("2024-06-30"));
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), DATE_CHARS);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), DATE_CHARS);
  if (value != NULL)
    gtk_editable_set_text (GTK_EDITABLE (entry), value);
  sy_accessible_set_name (entry, title);
  g_signal_connect (entry, "changed", G_CALLBACK (on_date_changed), self);
  add_row (self, title, NULL, entry);
  return GTK_EDITABLE (entry);
}

static void
add_dates (SyCleanForm *self,
           const SyCleanRule *rule)
{
  const char *const sides[] = { _ ("inside these days"), _ ("outside these days"), NULL };
  GtkWidget *drop_down = gtk_drop_down_new_from_strings (sides);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), rule->outside ? 1 : 0);
  gtk_widget_set_size_request (drop_down, CHOICE_WIDTH_PX, -1);
  sy_accessible_set_name (drop_down, _ ("Mark events"));
  g_signal_connect_swapped (drop_down, "notify::selected", G_CALLBACK (emit_changed), self);
  self->side = GTK_DROP_DOWN (drop_down);
  add_row (self, _ ("Mark events"), NULL, drop_down);
  self->from = add_date (self, _ ("First day"), rule->from);
  self->to = add_date (self, _ ("Last day"), rule->to);
}

static void
add_fields (SyCleanForm *self,
            const SyCleanRule *rule)
{
  const char *none = _ ("Choose…");

  switch (rule->kind)
    {
    case SY_CLEAN_TOO_FAST:
      self->types = add_types (self, _ ("Events"), none, rule->types);
      self->after = add_types (self, _ ("Too soon after"), none, rule->after);
      self->within = add_within (self, _ ("Within"), rule);
      self->property = add_property (self, _ ("Of the same"), NULL, _ ("anything"), rule->property);
      return;
    case SY_CLEAN_BURST:
      self->property = add_property (self, _ ("Different values of"), NULL, none, rule->property);
      self->count = add_count (self, _ ("At least"), _ ("values"), 2, rule);
      self->within = add_within (self, _ ("Within"), rule);
      break;
    case SY_CLEAN_RATE:
      self->count = add_count (self, _ ("More than"), _ ("events"), 1, rule);
      self->within = add_within (self, _ ("Within"), rule);
      break;
    case SY_CLEAN_VALUES:
      self->property = add_property (self, _ ("Property"), NULL, none, rule->property);
      self->patterns = add_patterns (self, _ ("Values like"), rule->patterns);
      break;
    case SY_CLEAN_PEOPLE:
      self->patterns = add_patterns (self, _ ("People like"), rule->patterns);
      break;
    case SY_CLEAN_DATES:
      add_dates (self, rule);
      break;
    case SY_CLEAN_REPEATED_KEYS:
      return;
    case SY_CLEAN_EQUAL_ROWS:
    case SY_N_CLEAN_KINDS:
    default:
      break;
    }
  self->types = add_types (self, _ ("Only events"), _ ("of every type"), rule->types);
}

/* The rule */

static char **
read_patterns (GtkTextBuffer *buffer)
{
  g_autoptr (GStrvBuilder) patterns = g_strv_builder_new ();
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) found = NULL;
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (*g_strstrip (*line) != '\0')
      g_strv_builder_add (patterns, *line);
  found = g_strv_builder_end (patterns);
  return found[0] != NULL ? g_steal_pointer (&found) : NULL;
}

static char *
read_property (GtkDropDown *drop_down)
{
  GtkStringList *names = GTK_STRING_LIST (gtk_drop_down_get_model (drop_down));
  guint selected = gtk_drop_down_get_selected (drop_down);

  if (selected == 0 || selected == GTK_INVALID_LIST_POSITION)
    return NULL;
  return g_strdup (gtk_string_list_get_string (names, selected));
}

static char *
read_text (GtkEditable *editable)
{
  g_autofree char *text = sy_editable_dup_text (editable);

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

SyCleanRule *
sy_clean_form_create_rule (SyCleanForm *self)
{
  SyCleanRule *rule;
  double count;

  g_return_val_if_fail (SY_IS_CLEAN_FORM (self), NULL);

  rule = sy_clean_rule_new (self->kind);
  if (self->types != NULL)
    rule->types = sy_choice_button_dup_chosen (self->types);
  if (self->after != NULL)
    rule->after = sy_choice_button_dup_chosen (self->after);
  if (self->property != NULL)
    rule->property = read_property (self->property);
  if (self->within != NULL)
    rule->within_s = sy_number_entry_get_value (self->within);
  count = self->count != NULL ? sy_number_entry_get_value (self->count) : (double) NAN;
  if (!isnan (count))
    rule->count = (gint64) count;
  if (self->patterns != NULL)
    rule->patterns = read_patterns (self->patterns);
  if (self->from != NULL)
    {
      rule->from = read_text (self->from);
      rule->to = read_text (self->to);
      rule->outside = gtk_drop_down_get_selected (self->side) == 1;
    }
  return rule;
}

gboolean
sy_clean_form_has_fields (SyCleanForm *self)
{
  g_return_val_if_fail (SY_IS_CLEAN_FORM (self), FALSE);

  return self->n_rows > 0;
}

/* The form */

/* Entries that lose the focus on the way out are no edits. */
static void
sy_clean_form_dispose (GObject *object)
{
  SyCleanForm *self = SY_CLEAN_FORM (object);

  if (self->count != NULL)
    g_signal_handlers_disconnect_by_data (self->count, self);
  if (self->within != NULL)
    g_signal_handlers_disconnect_by_data (self->within, self);
  self->count = NULL;
  self->within = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->log, sy_event_log_unref);

  G_OBJECT_CLASS (sy_clean_form_parent_class)->dispose (object);
}

static void
sy_clean_form_class_init (SyCleanFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_clean_form_dispose;

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

static void
sy_clean_form_init (SyCleanForm *self)
{
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
}

GtkWidget *
sy_clean_form_new (const SyCleanRule *rule,
                   SyEventLog *log)
{
  SyCleanForm *self = g_object_new (SY_TYPE_CLEAN_FORM, NULL);

  self->kind = rule->kind;
  self->log = sy_event_log_ref (log);
  add_fields (self, rule);
  return GTK_WIDGET (self);
}
