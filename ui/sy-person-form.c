/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-person-form.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-choice-button.h"
#include "sy-condition-editor.h"
#include "sy-condition-text.h"
#include "sy-field-grid.h"
#include "sy-log-names.h"
#include "sy-number-entry.h"
#include "sy-person-condition.h"

/* The numbers of a SyPersonTest. */
typedef struct
{
  const char *label;
  const char *definition;
  gsize offset;
  gboolean is_int; /* -1 for none; else a double, NaN for none */
  double lower;
  double upper;
} Number;

#define FIELD(field) G_STRUCT_OFFSET (SyPersonTest, field)

static const Number count_numbers[] = {
  { N_ ("At least"), N_ ("So many or more; empty for no bound. One of both is needed"),
    FIELD (at_least), TRUE, 1, 1000000 },
  { N_ ("At most"), N_ ("So many or fewer, 0 for none at all; empty for no bound"), FIELD (at_most),
    TRUE, 0, 1000000 },
  { N_ ("In the last"), N_ ("Older events are not counted; empty for all time"),
    FIELD (window_days), FALSE, 0.01, 36500 },
};

static const Number date_numbers[] = {
  { N_ ("From"), N_ ("Days to the date, negative when it is past; one of both is needed"),
    FIELD (from_days), FALSE, -36500, 36500 },
  { N_ ("To"), N_ ("Days to the date, negative when it is past; one of both is needed"),
    FIELD (to_days), FALSE, -36500, 36500 },
};

static const Number first_numbers[] = {
  { N_ ("From"), N_ ("Days since the first event; one of both is needed"), FIELD (from_days), FALSE,
    -36500, 36500 },
  { N_ ("To"), N_ ("Days since the first event; one of both is needed"), FIELD (to_days), FALSE,
    -36500, 36500 },
};

#define MAX_NUMBERS 3

struct _SyPersonForm
{
  AdwBin parent_instance;

  /* Owned */
  SyEventLog *log;
  SyCondition *condition;
  gboolean is_turned;

  /* Borrowed */
  const Number *numbers;
  gsize n_numbers;
  GtkWidget *entries[MAX_NUMBERS];
  GtkWidget *types;
  GtkWidget *where;
  GtkWidget *attribute;
  GtkWidget *op;
  GtkWidget *value;
  GtkWidget *turned;

  gboolean is_updating;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SyPersonForm, sy_person_form, ADW_TYPE_BIN)

static double
get_number (const SyPersonTest *test,
            const Number *number)
{
  int value;

  if (!number->is_int)
    return G_STRUCT_MEMBER (double, test, number->offset);
  value = G_STRUCT_MEMBER (int, test, number->offset);
  return value < 0 ? (double) NAN : value;
}

static void
show (SyPersonForm *self)
{
  const SyPersonTest *test = self->condition->person;

  self->is_updating = TRUE;
  for (gsize i = 0; i < self->n_numbers; i++)
    sy_number_entry_set_value (SY_NUMBER_ENTRY (self->entries[i]),
                               get_number (test, &self->numbers[i]));
  if (self->types != NULL)
    sy_choice_button_set_chosen (SY_CHOICE_BUTTON (self->types),
                                 (const char *const *) test->types);
  if (self->where != NULL)
    sy_condition_editor_set_condition (SY_CONDITION_EDITOR (self->where), test->where);
  if (self->attribute != NULL)
    sy_attribute_choice_show (GTK_DROP_DOWN (self->attribute), self->log,
                              test != NULL ? test->attribute : self->condition->field);
  self->is_updating = FALSE;
}

/* Takes over what a model may have; else shows what was there. */
static void
take (SyPersonForm *self,
      SyCondition *edited)
{
  if (!sy_person_condition_is_complete (edited))
    {
      sy_condition_free (edited);
      show (self);
      return;
    }
  sy_condition_free (self->condition);
  self->condition = edited;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_number_changed (SyPersonForm *self,
                   double value,
                   SyNumberEntry *entry)
{
  SyCondition *edited;

  if (self->is_updating)
    return;
  edited = sy_condition_copy (self->condition);
  for (gsize i = 0; i < self->n_numbers; i++)
    if (self->entries[i] == GTK_WIDGET (entry) && self->numbers[i].is_int)
      G_STRUCT_MEMBER (int, edited->person, self->numbers[i].offset) = isnan (value) ? -1
                                                                                     : (int) value;
    else if (self->entries[i] == GTK_WIDGET (entry))
      G_STRUCT_MEMBER (double, edited->person, self->numbers[i].offset) = value;
  take (self, edited);
}

static void
on_types_changed (SyPersonForm *self)
{
  SyCondition *edited = sy_condition_copy (self->condition);

  g_strfreev (edited->person->types);
  edited->person->types = sy_choice_button_dup_chosen (SY_CHOICE_BUTTON (self->types));
  take (self, edited);
}

static void
on_where_changed (SyPersonForm *self)
{
  SyCondition *edited;

  if (self->is_updating)
    return;
  edited = sy_condition_copy (self->condition);
  g_clear_pointer (&edited->person->where, sy_condition_free);
  edited->person->where = sy_condition_editor_dup_condition (SY_CONDITION_EDITOR (self->where));
  take (self, edited);
}

static void
on_date_selected (SyPersonForm *self)
{
  const char *name = sy_attribute_choice_get (GTK_DROP_DOWN (self->attribute));
  SyCondition *edited;

  if (self->is_updating || name == NULL)
    return;
  edited = sy_condition_copy (self->condition);
  g_free (edited->person->attribute);
  edited->person->attribute = g_strdup (name);
  take (self, edited);
}

static void
on_test_changed (SyPersonForm *self)
{
  const char *name = sy_attribute_choice_get (GTK_DROP_DOWN (self->attribute));
  SyOperator op = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->op));
  SyCondition *edited;

  if (self->is_updating || name == NULL)
    return;
  gtk_widget_set_sensitive (self->value, op != SY_OPERATOR_EXISTS);
  edited = sy_condition_test_from_text (name, op,
                                        gtk_editable_get_text (GTK_EDITABLE (self->value)));
  if (edited == NULL || sy_condition_equal (edited, self->condition))
    {
      /* The value is still to come, or is no number where one is needed. */
      if (edited == NULL && *gtk_editable_get_text (GTK_EDITABLE (self->value)) != '\0')
        gtk_widget_add_css_class (self->value, "error");
      else
        gtk_widget_remove_css_class (self->value, "error");
      sy_condition_free (edited);
      return;
    }
  gtk_widget_remove_css_class (self->value, "error");
  take (self, edited);
}

static void
on_turned_toggled (SyPersonForm *self)
{
  self->is_turned = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->turned));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* --- making it --- */

static void
add_numbers (SyPersonForm *self,
             GtkGrid *grid,
             int *row,
             const Number *numbers,
             gsize n_numbers)
{
  self->numbers = numbers;
  self->n_numbers = n_numbers;
  for (gsize i = 0; i < n_numbers; i++)
    {
      SyNumberEntryFlags flags = SY_NUMBER_ENTRY_OPTIONAL;

      if (numbers[i].is_int)
        flags |= SY_NUMBER_ENTRY_WHOLE;
      self->entries[i] = sy_number_entry_new ();
      gtk_editable_set_width_chars (GTK_EDITABLE (self->entries[i]), 11);
      gtk_entry_set_placeholder_text (GTK_ENTRY (self->entries[i]), _ ("none"));
      sy_number_entry_configure (SY_NUMBER_ENTRY (self->entries[i]), flags,
                                 numbers[i].is_int ? NULL : _ ("days"), numbers[i].lower,
                                 numbers[i].upper);
      g_signal_connect_swapped (self->entries[i], "value-changed", G_CALLBACK (on_number_changed),
                                self);
      sy_field_grid_add (grid, row, NULL, _ (numbers[i].label), _ (numbers[i].definition),
                         self->entries[i]);
    }
}

static void
add_attribute (SyPersonForm *self,
               GtkGrid *grid,
               int *row,
               GCallback changed)
{
  self->attribute = gtk_drop_down_new (NULL, NULL);
  g_signal_connect_swapped (self->attribute, "notify::selected", changed, self);
  sy_field_grid_add (grid, row, NULL, _ ("Attribute"), _ ("What is known of a person"),
                     self->attribute);
}

static void
add_test (SyPersonForm *self,
          GtkGrid *grid,
          int *row)
{
  const char *names[SY_OPERATOR_EXISTS + 2] = { NULL };
  g_autofree char *values = sy_condition_test_format_values (self->condition);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  add_attribute (self, grid, row, G_CALLBACK (on_test_changed));
  for (guint op = 0; op <= SY_OPERATOR_EXISTS; op++)
    names[op] = sy_operator_get_name (op);
  self->op = gtk_drop_down_new_from_strings (names);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->op), self->condition->op);
  g_signal_connect_swapped (self->op, "notify::selected", G_CALLBACK (on_test_changed), self);
  sy_field_grid_add (grid, row, NULL, _ ("Comparison"), NULL, self->op);
  self->value = gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (self->value), values);
  gtk_widget_set_sensitive (self->value, self->condition->op != SY_OPERATOR_EXISTS);
  g_signal_connect_swapped (self->value, "activate", G_CALLBACK (on_test_changed), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_test_changed), self);
  gtk_widget_add_controller (self->value, focus);
  sy_field_grid_add (grid, row, NULL, _ ("Value"),
                     _ ("A number or a text; for “in” several with commas"), self->value);
}

static void
add_count (SyPersonForm *self,
           GtkGrid *grid,
           int *row)
{
  g_auto (GStrv) types = sy_log_list_types (self->log);

  self->types = sy_choice_button_new (_ ("Events"), _ ("none"));
  sy_choice_button_set_items (SY_CHOICE_BUTTON (self->types), (const char *const *) types, NULL);
  g_signal_connect_swapped (self->types, "changed", G_CALLBACK (on_types_changed), self);
  sy_field_grid_add (grid, row, NULL, _ ("Events"), _ ("Events of these types are counted"),
                     self->types);
  add_numbers (self, grid, row, count_numbers, G_N_ELEMENTS (count_numbers));
  self->where = g_object_new (SY_TYPE_CONDITION_EDITOR, NULL);
  g_signal_connect_swapped (self->where, "changed", G_CALLBACK (on_where_changed), self);
  gtk_grid_attach (grid, self->where, 0, *row, 2, 1);
  (*row)++;
}

static void
fill (SyPersonForm *self)
{
  GtkWidget *grid = gtk_grid_new ();
  int row = 0;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  if (self->condition->kind == SY_CONDITION_TEST)
    add_test (self, GTK_GRID (grid), &row);
  else if (self->condition->person->kind == SY_PERSON_TEST_COUNT)
    add_count (self, GTK_GRID (grid), &row);
  else if (self->condition->person->kind == SY_PERSON_TEST_DATE)
    {
      add_attribute (self, GTK_GRID (grid), &row, G_CALLBACK (on_date_selected));
      add_numbers (self, GTK_GRID (grid), &row, date_numbers, G_N_ELEMENTS (date_numbers));
    }
  else
    add_numbers (self, GTK_GRID (grid), &row, first_numbers, G_N_ELEMENTS (first_numbers));
  self->turned = gtk_check_button_new_with_label (_ ("Turned round: who does not meet it"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->turned), self->is_turned);
  g_signal_connect_swapped (self->turned, "toggled", G_CALLBACK (on_turned_toggled), self);
  gtk_grid_attach (GTK_GRID (grid), self->turned, 0, row, 2, 1);
  adw_bin_set_child (ADW_BIN (self), grid);
}

static void
sy_person_form_dispose (GObject *object)
{
  SyPersonForm *self = SY_PERSON_FORM (object);

  /* Entries that lose the focus on the way out are no edits. */
  self->is_updating = TRUE;
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->log, sy_event_log_unref);
  g_clear_pointer (&self->condition, sy_condition_free);

  G_OBJECT_CLASS (sy_person_form_parent_class)->dispose (object);
}

static void
sy_person_form_class_init (SyPersonFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_person_form_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sy_person_form_init (SyPersonForm *self)
{
}

GtkWidget *
sy_person_form_new (SyEventLog *log,
                    const SyCondition *condition,
                    gboolean is_turned)
{
  SyPersonForm *self = g_object_new (SY_TYPE_PERSON_FORM, NULL);

  self->log = log != NULL ? sy_event_log_ref (log) : NULL;
  self->condition = sy_condition_copy (condition);
  self->is_turned = is_turned;
  self->is_updating = TRUE;
  fill (self);
  show (self);
  return GTK_WIDGET (self);
}

SyCondition *
sy_person_form_dup_condition (SyPersonForm *self,
                              gboolean *out_is_turned)
{
  g_return_val_if_fail (SY_IS_PERSON_FORM (self), NULL);

  *out_is_turned = self->is_turned;
  return sy_condition_copy (self->condition);
}
