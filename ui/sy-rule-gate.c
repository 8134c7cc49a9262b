/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-rule-gate.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-field-grid.h"
#include "sy-log-names.h"
#include "sy-model-edit.h"
#include "sy-name-list.h"
#include "sy-number-entry.h"
#include "sy-person-conditions.h"

/* The numbers of a multiplier. */
typedef struct
{
  const char *label;
  const char *definition;
  gsize offset;
  gboolean is_days;
} Number;

static const Number numbers[] = {
  { N_ ("Factor from"),
    N_ ("First day on which the factor counts: days to the date, negative when it is past, or days since the first event; one of both is needed"),
    G_STRUCT_OFFSET (SyMultiplier, from_days), TRUE },
  { N_ ("Factor to"), N_ ("Last day on which the factor counts; one of both is needed"),
    G_STRUCT_OFFSET (SyMultiplier, to_days), TRUE },
  { N_ ("Times"), N_ ("The value is taken so many times in these days"),
    G_STRUCT_OFFSET (SyMultiplier, inside), FALSE },
  { N_ ("Else times"), N_ ("The value is taken so many times otherwise; 0 for not at all"),
    G_STRUCT_OFFSET (SyMultiplier, outside), FALSE },
};

static const char *const kind_names[] = { N_ ("none"), N_ ("near a date"), N_ ("for newcomers"),
                                          NULL };

typedef struct
{
  GtkWidget *label;
  GtkWidget *control;
} FieldRow;

struct _SyRuleGate
{
  SyRulePartsChanged changed;
  gpointer user_data;
  SyEventLog *log;
  SyRule *rule;
  SyPersonConditions *conditions; /* borrowed */
  FieldRow kind;
  FieldRow attribute;
  FieldRow numbers[G_N_ELEMENTS (numbers)];
  gboolean is_updating;
};

static void
on_conditions_changed (SyRuleGate *self)
{
  SyRule *edited;

  if (self->is_updating || self->rule == NULL)
    return;
  edited = sy_rule_copy (self->rule);
  g_clear_pointer (&edited->only_if, sy_condition_free);
  edited->only_if = sy_person_conditions_dup_condition (self->conditions);
  self->changed (_ ("Only for people who"), edited, self->user_data);
}

static void
on_kind_selected (SyRuleGate *self)
{
  SyMultiplierKind kind = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->kind.control));
  const char *attribute;
  SyRule *edited;

  if (self->is_updating || self->rule == NULL)
    return;
  attribute = sy_log_find_date (self->log);
  if (kind == SY_MULTIPLIER_DATE && attribute == NULL)
    {
      /* Nothing to count the days to. */
      sy_rule_gate_show (self, self->rule);
      return;
    }
  edited = sy_rule_copy (self->rule);
  sy_rule_edit_set_multiplier (edited, kind, attribute);
  self->changed (_ ("Factor"), edited, self->user_data);
}

static void
on_attribute_selected (SyRuleGate *self)
{
  const char *name = sy_attribute_choice_get (GTK_DROP_DOWN (self->attribute.control));
  SyRule *edited;

  if (self->is_updating || self->rule == NULL || name == NULL)
    return;
  edited = sy_rule_copy (self->rule);
  sy_rule_edit_set_multiplier (edited, SY_MULTIPLIER_DATE, name);
  self->changed (_ ("Date of the factor"), edited, self->user_data);
}

static void
on_number_changed (SyRuleGate *self,
                   double value,
                   SyNumberEntry *entry)
{
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      SyRule *edited;

      if (self->numbers[i].control != GTK_WIDGET (entry) || self->rule == NULL)
        continue;
      edited = sy_rule_copy (self->rule);
      G_STRUCT_MEMBER (double, &edited->multiplier, numbers[i].offset) = value;
      if ((isnan (edited->multiplier.from_days) && isnan (edited->multiplier.to_days)) ||
          edited->multiplier.from_days > edited->multiplier.to_days)
        {
          /* No days at all: back to what was there. */
          sy_rule_free (edited);
          sy_rule_gate_show (self, self->rule);
          return;
        }
      self->changed (_ (numbers[i].label), edited, self->user_data);
      return;
    }
}

static void
add_field (FieldRow *field,
           GtkGrid *grid,
           int *row,
           GtkSizeGroup *controls,
           const char *label,
           const char *definition,
           GtkWidget *control)
{
  field->control = control;
  field->label = sy_field_grid_add (grid, row, controls, label, definition, control);
}

static GtkWidget *
make_kinds (SyRuleGate *self)
{
  GtkWidget *kinds;

  kinds = gtk_drop_down_new (sy_name_list_new (kind_names), NULL);
  g_signal_connect_swapped (kinds, "notify::selected", G_CALLBACK (on_kind_selected), self);
  return kinds;
}

static void
make_factor (SyRuleGate *self,
             GtkGrid *grid,
             GtkSizeGroup *controls)
{
  GtkWidget *attribute = gtk_drop_down_new (NULL, NULL);
  int row = 0;

  add_field (&self->kind, grid, &row, controls, _ ("Factor"),
             _ ("Takes the value times a number in some days, before the weight"),
             make_kinds (self));
  g_signal_connect_swapped (attribute, "notify::selected", G_CALLBACK (on_attribute_selected),
                            self);
  add_field (&self->attribute, grid, &row, controls, _ ("Date of the factor"),
             _ ("An attribute with a date"), attribute);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      GtkWidget *entry = sy_number_entry_new ();

      gtk_editable_set_width_chars (GTK_EDITABLE (entry), 11);
      gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 11);
      if (numbers[i].is_days)
        gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("none"));
      sy_number_entry_configure (SY_NUMBER_ENTRY (entry),
                                 numbers[i].is_days ? SY_NUMBER_ENTRY_OPTIONAL
                                                    : SY_NUMBER_ENTRY_DEFAULT,
                                 numbers[i].is_days ? _ ("days") : NULL,
                                 numbers[i].is_days ? -36500 : 0, numbers[i].is_days ? 36500 : 1e6);
      g_signal_connect_swapped (entry, "value-changed", G_CALLBACK (on_number_changed), self);
      add_field (&self->numbers[i], grid, &row, controls, _ (numbers[i].label),
                 _ (numbers[i].definition), entry);
    }
}

SyRuleGate *
sy_rule_gate_new (GtkBox *box,
                  GtkSizeGroup *controls,
                  SyRulePartsChanged changed,
                  gpointer user_data)
{
  SyRuleGate *self = g_new0 (SyRuleGate, 1);
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *conditions = sy_person_conditions_new (_ ("Only for people who"));

  self->changed = changed;
  self->user_data = user_data;
  self->conditions = SY_PERSON_CONDITIONS (conditions);
  g_signal_connect_swapped (conditions, "changed", G_CALLBACK (on_conditions_changed), self);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  make_factor (self, GTK_GRID (grid), controls);
  gtk_box_append (box, conditions);
  gtk_box_append (box, grid);
  return self;
}

void
sy_rule_gate_free (SyRuleGate *self)
{
  g_clear_pointer (&self->log, sy_event_log_unref);
  g_clear_pointer (&self->rule, sy_rule_free);
  g_free (self);
}

void
sy_rule_gate_set_log (SyRuleGate *self,
                      SyEventLog *log)
{
  if (log != NULL)
    sy_event_log_ref (log);
  g_clear_pointer (&self->log, sy_event_log_unref);
  self->log = log;
  sy_person_conditions_set_log (self->conditions, log);
}

static void
set_visible (FieldRow *field,
             gboolean visible)
{
  gtk_widget_set_visible (field->label, visible);
  gtk_widget_set_visible (field->control, visible);
}

void
sy_rule_gate_show (SyRuleGate *self,
                   const SyRule *rule)
{
  SyRule *shown = sy_rule_copy (rule);
  const SyMultiplier *multiplier = &shown->multiplier;

  g_clear_pointer (&self->rule, sy_rule_free);
  self->rule = shown;
  self->is_updating = TRUE;
  sy_person_conditions_set_condition (self->conditions, shown->only_if);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->kind.control), multiplier->kind);
  set_visible (&self->attribute, multiplier->kind == SY_MULTIPLIER_DATE);
  sy_attribute_choice_show (GTK_DROP_DOWN (self->attribute.control), self->log,
                            multiplier->attribute);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      set_visible (&self->numbers[i], multiplier->kind != SY_MULTIPLIER_NONE);
      sy_number_entry_set_value (SY_NUMBER_ENTRY (self->numbers[i].control),
                                 G_STRUCT_MEMBER (double, multiplier, numbers[i].offset));
    }
  self->is_updating = FALSE;
}
