/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-rule-fields.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-field-grid.h"
#include "sy-model-edit.h"
#include "sy-name-list.h"
#include "sy-number-entry.h"

/* The fields are two tables, of numbers and of choices: what they are called,
 * where they are in SyRule, and for which rules they mean something. The first
 * few numbers stand open in the card, the rest in an expander.
 */

typedef gboolean (*Applies) (const SyRule *rule);

typedef struct
{
  const char *label;
  const char *unit;
  const char *definition;
  gsize offset;
  gboolean is_int; /* -1 for none; else a double, NaN for none */
  gboolean is_main;
  SyNumberEntryFlags flags;
  double lower;
  double upper;
  Applies applies;
} NumberField;

typedef struct
{
  const char *label;
  const char *definition;
  const char *const *choices;
  Applies applies;
  guint (*get) (const SyRule *rule);
  void (*set) (SyRule *rule, guint choice);
  gboolean is_main;
} ChoiceField;

static gboolean
has_half_life (const SyRule *rule)
{
  return sy_rule_edit_has_decay (rule) && rule->decay.kind == SY_DECAY_EXPONENTIAL;
}

static gboolean
has_span (const SyRule *rule)
{
  return sy_rule_edit_has_decay (rule) && rule->decay.kind == SY_DECAY_LINEAR;
}

static gboolean
has_window (const SyRule *rule)
{
  return rule->kind == SY_RULE_SEQUENCE || rule->kind == SY_RULE_MILESTONE ||
         (rule->kind == SY_RULE_EVENT && rule->measure != SY_MEASURE_TREND);
}

static gboolean
has_caps (const SyRule *rule)
{
  return rule->kind == SY_RULE_MILESTONE ||
         (rule->kind == SY_RULE_EVENT && rule->measure != SY_MEASURE_INACTIVE);
}

static gboolean
has_amount (const SyRule *rule)
{
  return rule->kind == SY_RULE_EVENT && rule->measure == SY_MEASURE_AMOUNT;
}

static gboolean
has_amount_limit (const SyRule *rule)
{
  return has_amount (rule) && rule->amount.kind == SY_AMOUNT_LIMIT;
}

static gboolean
has_trend (const SyRule *rule)
{
  return rule->kind == SY_RULE_EVENT && rule->measure == SY_MEASURE_TREND;
}

static gboolean
is_event (const SyRule *rule)
{
  return rule->kind == SY_RULE_EVENT;
}

static gboolean
is_sequence (const SyRule *rule)
{
  return rule->kind == SY_RULE_SEQUENCE;
}

static gboolean
is_milestone (const SyRule *rule)
{
  return rule->kind == SY_RULE_MILESTONE;
}

static gboolean
is_attribute (const SyRule *rule)
{
  return rule->kind == SY_RULE_ATTRIBUTE;
}

static gboolean
is_date (const SyRule *rule)
{
  return rule->kind == SY_RULE_DATE;
}

static gboolean
any_rule (const SyRule *rule)
{
  return TRUE;
}

#define DAYS N_ ("days")
#define OPTIONAL SY_NUMBER_ENTRY_OPTIONAL
#define WHOLE (SY_NUMBER_ENTRY_OPTIONAL | SY_NUMBER_ENTRY_WHOLE)
#define FIELD(field) G_STRUCT_OFFSET (SyRule, field)

static const NumberField number_fields[] = {
  { N_ ("Half-life"), DAYS, N_ ("After this many days an event counts half"),
    FIELD (decay.half_life_days), FALSE, TRUE, 0, 0.01, 36500, has_half_life },
  { N_ ("Span"), DAYS, N_ ("After this many days an event counts nothing"), FIELD (decay.span_days),
    FALSE, TRUE, 0, 0.01, 36500, has_span },
  { N_ ("Window"), DAYS, N_ ("Older events do not count; empty for all time"), FIELD (window_days),
    FALSE, TRUE, OPTIONAL, 0.01, 36500, has_window },
  { N_ ("Trend over"), DAYS, N_ ("These days are compared with as many before them"),
    FIELD (trend_days), FALSE, TRUE, 0, 0.01, 36500, has_trend },
  { N_ ("Within"), DAYS, N_ ("The second event has to follow so soon"), FIELD (within_days), FALSE,
    TRUE, 0, 0.001, 36500, is_sequence },
  { N_ ("Within of first event"), DAYS,
    N_ ("Counts only so soon after a person's first event; empty for any time"),
    FIELD (within_days_of_first), FALSE, TRUE, OPTIONAL, 0.001, 36500, is_milestone },
  { N_ ("From"), DAYS,
    N_ ("Days from now to the date, negative when it is past; empty for no bound"),
    FIELD (from_days), FALSE, TRUE, OPTIONAL, -36500, 36500, is_date },
  { N_ ("To"), DAYS, N_ ("Days from now to the date, negative when it is past; empty for no bound"),
    FIELD (to_days), FALSE, TRUE, OPTIONAL, -36500, 36500, is_date },
  { N_ ("At most per day"), NULL, N_ ("Events of one day that count; empty for all"),
    FIELD (daily_cap), TRUE, TRUE, WHOLE, 1, 1000000, has_caps },
  { N_ ("Points without value"), NULL, N_ ("Points of people who lack the attribute"),
    FIELD (missing_points), FALSE, TRUE, 0, -1e9, 1e9, is_attribute },
  { N_ ("Points cap"), NULL, N_ ("The most points this rule gives; empty for no cap"),
    FIELD (points_max), FALSE, TRUE, OPTIONAL, -1e9, 1e9, any_rule },
  { N_ ("Amount cap"), NULL, N_ ("Larger amounts count as this much"), FIELD (amount.limit), FALSE,
    FALSE, 0, -1e12, 1e12, has_amount_limit },
  { N_ ("At most in all"), NULL, N_ ("The latest events that count; empty for all"),
    FIELD (max_occurrences), TRUE, FALSE, WHOLE, 1, 1000000, has_caps },
  { N_ ("Points floor"), NULL, N_ ("The least points this rule gives; empty for no floor"),
    FIELD (points_min), FALSE, FALSE, OPTIONAL, -1e9, 1e9, any_rule },
};

static const char *const measure_names[] = { N_ ("Count"), N_ ("Amounts"),
                                             N_ ("Distinct days"), N_ ("Happened"),
                                             N_ ("Latest only"), N_ ("Did not happen"),
                                             N_ ("Trend"), NULL };
static const char *const amount_names[] = { N_ ("as it is"), N_ ("log(1 + amount)"),
                                            N_ ("up to a cap"), NULL };
static const char *const decay_names[] = { N_ ("None"), N_ ("Exponential"), N_ ("Linear"),
                                           N_ ("Steps"), NULL };
static const char *const shape_names[] = { N_ ("As it is"), N_ ("Square root"),
                                           N_ ("log(1 + value)"), NULL };

static const char *const component_names[] = { N_ ("By itself"), N_ ("Recency"),
                                               N_ ("Frequency"), N_ ("Depth"), N_ ("Value"),
                                               NULL };
static const char *const polarity_names[] = { N_ ("By itself"), N_ ("Good news"),
                                              N_ ("Bad news"), NULL };

static guint
get_measure (const SyRule *rule)
{
  return rule->measure;
}

static void
set_measure (SyRule *rule,
             guint choice)
{
  sy_rule_edit_set_measure (rule, choice);
}

static guint
get_amount (const SyRule *rule)
{
  return rule->amount.kind;
}

static void
set_amount (SyRule *rule,
            guint choice)
{
  sy_rule_edit_set_amount (rule, choice);
}

static guint
get_decay (const SyRule *rule)
{
  return rule->decay.kind;
}

static void
set_decay (SyRule *rule,
           guint choice)
{
  sy_rule_edit_set_decay (rule, choice);
}

static guint
get_shape (const SyRule *rule)
{
  return rule->shape;
}

static void
set_shape (SyRule *rule,
           guint choice)
{
  rule->shape = choice;
}

static guint
get_component (const SyRule *rule)
{
  return rule->component;
}

static void
set_component (SyRule *rule,
               guint choice)
{
  rule->component = choice;
}

static guint
get_polarity (const SyRule *rule)
{
  return rule->polarity;
}

static void
set_polarity (SyRule *rule,
              guint choice)
{
  rule->polarity = choice;
}

static const ChoiceField choice_fields[] = {
  { N_ ("Amount"), NULL, amount_names, has_amount, get_amount, set_amount, TRUE },
  { N_ ("Measure"), NULL, measure_names, is_event, get_measure, set_measure, FALSE },
  { N_ ("Decay"), NULL, decay_names, sy_rule_edit_has_decay, get_decay, set_decay, FALSE },
  { N_ ("Shape"), NULL, shape_names, is_event, get_shape, set_shape, FALSE },
  { N_ ("Part of the score"),
    N_ ("What its points are reported as; by itself it follows from what the rule measures"),
    component_names, any_rule, get_component, set_component, FALSE },
  { N_ ("Meaning"),
    N_ ("Bad news is reported as friction; by itself it follows from the event dictionary, else the weight"),
    polarity_names, any_rule, get_polarity, set_polarity, FALSE },
};

typedef struct
{
  GtkWidget *label;
  GtkWidget *control;
} FieldRow;

struct _SyRuleFields
{
  GtkSizeGroup *controls; /* borrowed */
  SyRuleFieldChanged changed;
  gpointer user_data;
  FieldRow numbers[G_N_ELEMENTS (number_fields)];
  FieldRow choices[G_N_ELEMENTS (choice_fields)];
  gboolean updating;
};

static double
get_number (const SyRule *rule,
            const NumberField *field)
{
  if (field->is_int)
    {
      int value = G_STRUCT_MEMBER (int, rule, field->offset);

      return value < 0 ? NAN : value;
    }

  return G_STRUCT_MEMBER (double, rule, field->offset);
}

static void
set_number (SyRule *rule,
            gconstpointer data,
            double value)
{
  const NumberField *field = data;

  if (field->is_int)
    G_STRUCT_MEMBER (int, rule, field->offset) = isnan (value) ? -1 : (int) value;
  else
    G_STRUCT_MEMBER (double, rule, field->offset) = value;
}

static void
set_choice (SyRule *rule,
            gconstpointer data,
            double value)
{
  ((const ChoiceField *) data)->set (rule, (guint) value);
}

static void
on_number_changed (SyRuleFields *self,
                   double value,
                   SyNumberEntry *entry)
{
  for (gsize i = 0; i < G_N_ELEMENTS (number_fields); i++)
    if (self->numbers[i].control == GTK_WIDGET (entry))
      {
        self->changed (_ (number_fields[i].label), set_number, &number_fields[i], value,
                       self->user_data);
        return;
      }
}

static void
on_choice_changed (SyRuleFields *self,
                   GParamSpec *pspec,
                   GtkDropDown *drop_down)
{
  if (self->updating)
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (choice_fields); i++)
    if (self->choices[i].control == GTK_WIDGET (drop_down))
      {
        self->changed (_ (choice_fields[i].label), set_choice, &choice_fields[i],
                       gtk_drop_down_get_selected (drop_down), self->user_data);
        return;
      }
}

static void
add_field (SyRuleFields *self,
           GtkGrid *grid,
           int *row,
           FieldRow *field,
           const char *label,
           const char *definition,
           GtkWidget *control)
{
  field->label = sy_field_grid_add (grid, row, self->controls, label, definition, control);
  field->control = control;
}

static void
make_fields (SyRuleFields *self,
             GtkGrid *main_grid,
             GtkGrid *more_grid)
{
  int main_row = 0;
  int more_row = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (number_fields); i++)
    {
      const NumberField *field = &number_fields[i];
      GtkWidget *entry = sy_number_entry_new ();

      gtk_editable_set_width_chars (GTK_EDITABLE (entry), 11);
      gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 11);
      if (field->flags & SY_NUMBER_ENTRY_OPTIONAL)
        gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("none"));
      sy_number_entry_configure (SY_NUMBER_ENTRY (entry), field->flags,
                                 field->unit != NULL ? _ (field->unit) : NULL, field->lower,
                                 field->upper);
      g_signal_connect_swapped (entry, "value-changed", G_CALLBACK (on_number_changed), self);
      add_field (self, field->is_main ? main_grid : more_grid,
                 field->is_main ? &main_row : &more_row, &self->numbers[i], _ (field->label),
                 _ (field->definition), entry);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (choice_fields); i++)
    {
      const ChoiceField *field = &choice_fields[i];
      GtkWidget *choice = gtk_drop_down_new (sy_name_list_new (field->choices), NULL);

      g_signal_connect_swapped (choice, "notify::selected", G_CALLBACK (on_choice_changed), self);
      add_field (self, field->is_main ? main_grid : more_grid,
                 field->is_main ? &main_row : &more_row, &self->choices[i], _ (field->label),
                 field->definition != NULL ? _ (field->definition) : NULL, choice);
    }
}

SyRuleFields *
sy_rule_fields_new (GtkGrid *main_grid,
                    GtkGrid *more_grid,
                    GtkSizeGroup *controls,
                    SyRuleFieldChanged changed,
                    gpointer user_data)
{
  SyRuleFields *self = g_new0 (SyRuleFields, 1);

  self->controls = controls;
  self->changed = changed;
  self->user_data = user_data;
  make_fields (self, main_grid, more_grid);
  return self;
}

void
sy_rule_fields_free (SyRuleFields *self)
{
  g_free (self);
}

void
sy_rule_fields_show (SyRuleFields *self,
                     const SyRule *rule)
{
  self->updating = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (number_fields); i++)
    {
      gboolean applies = number_fields[i].applies (rule);

      gtk_widget_set_visible (self->numbers[i].label, applies);
      gtk_widget_set_visible (self->numbers[i].control, applies);
      sy_number_entry_set_value (SY_NUMBER_ENTRY (self->numbers[i].control),
                                 get_number (rule, &number_fields[i]));
    }

  for (gsize i = 0; i < G_N_ELEMENTS (choice_fields); i++)
    {
      gboolean applies = choice_fields[i].applies (rule);

      gtk_widget_set_visible (self->choices[i].label, applies);
      gtk_widget_set_visible (self->choices[i].control, applies);
      if (applies)
        gtk_drop_down_set_selected (GTK_DROP_DOWN (self->choices[i].control),
                                    choice_fields[i].get (rule));
    }
  self->updating = FALSE;
}
