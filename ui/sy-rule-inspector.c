/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-rule-inspector.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-chart-view.h"
#include "sy-condition-editor.h"
#include "sy-format.h"
#include "sy-metric-card.h"
#include "sy-model-edit.h"
#include "sy-number-entry.h"
#include "sy-rule-text.h"

/* The fields are two tables, of numbers and of choices: what they are called,
 * where they are in SyRule, and for which rules they mean something. The first
 * few numbers stand open in the card, the rest in an expander.
 */

#define DEFAULT_AXIS_DAYS 365.0

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
  const char *const *choices;
  Applies applies;
  guint (*get) (const SyRule *rule);
  void (*set) (SyRule *rule, guint choice);
  gboolean is_main;
} ChoiceField;

static gboolean
has_decay (const SyRule *rule)
{
  return rule->kind == SY_RULE_MILESTONE ||
         (rule->kind == SY_RULE_EVENT && rule->measure != SY_MEASURE_INACTIVE &&
          rule->measure != SY_MEASURE_TREND);
}

static gboolean
has_half_life (const SyRule *rule)
{
  return has_decay (rule) && rule->decay.kind == SY_DECAY_EXPONENTIAL;
}

static gboolean
has_span (const SyRule *rule)
{
  return has_decay (rule) && rule->decay.kind == SY_DECAY_LINEAR;
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
  return rule->kind == SY_RULE_EVENT && rule->measure != SY_MEASURE_INACTIVE &&
         rule->measure != SY_MEASURE_TREND;
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

static const ChoiceField choice_fields[] = {
  { N_ ("Amount"), amount_names, has_amount, get_amount, set_amount, TRUE },
  { N_ ("Measure"), measure_names, is_event, get_measure, set_measure, FALSE },
  { N_ ("Decay"), decay_names, has_decay, get_decay, set_decay, FALSE },
  { N_ ("Shape"), shape_names, is_event, get_shape, set_shape, FALSE },
};

typedef struct
{
  GtkWidget *label;
  GtkWidget *control;
} FieldRow;

struct _SyRuleInspector
{
  AdwBin parent_instance;

  /* Template children */
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkWidget *menu_button;
  SyChartView *decay_view;
  GtkGrid *main_grid;
  GtkGrid *more_grid;
  GtkExpander *more;
  GtkSizeGroup *controls;
  SyConditionEditor *conditions;
  GtkWidget *evidence_box;
  GtkLabel *ratio_name;
  GtkLabel *ratio;
  GtkLabel *information_value;
  GtkLabel *reach;
  GtkLabel *auc_without;
  GtkLabel *warning;

  /* Owned */
  SyModel *model;
  SyEvidence *evidence;
  char *id;
  FieldRow numbers[G_N_ELEMENTS (number_fields)];
  FieldRow choices[G_N_ELEMENTS (choice_fields)];
  gboolean updating;
  double held_max_days; /* right end of the decay curve during a drag */
};

enum
{
  SIGNAL_EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SyRuleInspector, sy_rule_inspector, ADW_TYPE_BIN)

static const SyRule *
current_rule (SyRuleInspector *self)
{
  if (self->model == NULL || self->id == NULL)
    return NULL;

  return sy_model_find_rule (self->model, self->id, NULL, NULL);
}

static void
emit_edited (SyRuleInspector *self,
             SyModel *model,
             const char *what,
             gboolean coalesce)
{
  const SyRule *rule = sy_model_find_rule (model, self->id, NULL, NULL);
  g_autofree char *lower = g_utf8_strdown (what, -1);
  g_autofree char *label = NULL;

  /* Translators: an edit in the undo menu: the rule, then the field */
  label = g_strdup_printf (_ ("%s: %s"), sy_rule_get_label (rule), lower);
  g_signal_emit (self, signals[SIGNAL_EDITED], 0, model, label, coalesce);
}

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
            const NumberField *field,
            double value)
{
  if (field->is_int)
    G_STRUCT_MEMBER (int, rule, field->offset) = isnan (value) ? -1 : (int) value;
  else
    G_STRUCT_MEMBER (double, rule, field->offset) = value;
}

static void
on_number_changed (SyRuleInspector *self,
                   double value,
                   SyNumberEntry *entry)
{
  g_assert (SY_IS_RULE_INSPECTOR (self));

  for (gsize i = 0; i < G_N_ELEMENTS (number_fields); i++)
    {
      g_autoptr (SyModel) edited = NULL;
      SyRule *rule;

      if (self->numbers[i].control != GTK_WIDGET (entry) || self->id == NULL)
        continue;

      edited = sy_model_edit_rule (self->model, self->id, &rule);
      if (edited == NULL)
        return;
      set_number (rule, &number_fields[i], value);
      emit_edited (self, edited, _ (number_fields[i].label), FALSE);
      return;
    }
}

static void
on_choice_changed (SyRuleInspector *self,
                   GParamSpec *pspec,
                   GtkDropDown *drop_down)
{
  g_assert (SY_IS_RULE_INSPECTOR (self));

  if (self->updating || self->id == NULL)
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (choice_fields); i++)
    {
      g_autoptr (SyModel) edited = NULL;
      SyRule *rule;

      if (self->choices[i].control != GTK_WIDGET (drop_down))
        continue;

      edited = sy_model_edit_rule (self->model, self->id, &rule);
      if (edited == NULL)
        return;
      choice_fields[i].set (rule, gtk_drop_down_get_selected (drop_down));
      emit_edited (self, edited, _ (choice_fields[i].label), FALSE);
      return;
    }
}

/* Right end of the axis, in days: where a pointer far to the right lands. */
static double
axis_end (SyRuleInspector *self)
{
  SyChart *chart = sy_chart_view_get_chart (self->decay_view);
  int width = gtk_widget_get_width (GTK_WIDGET (self->decay_view));
  int height = gtk_widget_get_height (GTK_WIDGET (self->decay_view));
  double end = NAN;

  if (chart != NULL && width > 0 && height > 0)
    end = sy_chart_x_to_value (chart, width, height, sy_chart_view_get_style (self->decay_view),
                               2.0 * width);

  return isnan (end) ? DEFAULT_AXIS_DAYS : end;
}

static void
on_decay_moved (SyRuleInspector *self,
                guint index,
                double value,
                gboolean final,
                SyChartView *view)
{
  g_autoptr (SyModel) edited = NULL;
  SyRule *rule;

  g_assert (SY_IS_RULE_INSPECTOR (self));

  if (self->id == NULL || (edited = sy_model_edit_rule (self->model, self->id, &rule)) == NULL)
    return;

  if (isnan (self->held_max_days))
    self->held_max_days = axis_end (self);
  switch (rule->decay.kind)
    {
    case SY_DECAY_EXPONENTIAL:
      rule->decay.half_life_days = value;
      break;
    case SY_DECAY_LINEAR:
      rule->decay.span_days = value;
      break;
    case SY_DECAY_STEPS:
      if (index < rule->decay.n_steps)
        rule->decay.steps[index].until_days = value;
      break;
    case SY_DECAY_NONE:
    default:
      return;
    }

  if (final)
    self->held_max_days = NAN;
  emit_edited (self, edited,
               rule->decay.kind == SY_DECAY_EXPONENTIAL ? _ ("Half-life") : _ ("Decay"), TRUE);
}

static void
on_conditions_changed (SyRuleInspector *self,
                       SyConditionEditor *editor)
{
  g_autoptr (SyModel) edited = NULL;
  SyRule *rule;

  g_assert (SY_IS_RULE_INSPECTOR (self));

  if (self->id == NULL || (edited = sy_model_edit_rule (self->model, self->id, &rule)) == NULL)
    return;

  g_clear_pointer (&rule->where, sy_condition_free);
  rule->where = sy_condition_editor_dup_condition (editor);
  emit_edited (self, edited, _ ("Conditions"), FALSE);
}

static void
add_field (SyRuleInspector *self,
           GtkGrid *grid,
           int *row,
           FieldRow *field,
           const char *label,
           const char *definition,
           GtkWidget *control)
{
  field->label = gtk_label_new (label);
  gtk_label_set_xalign (GTK_LABEL (field->label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (field->label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (field->label, TRUE);
  gtk_widget_set_tooltip_text (field->label, definition);
  gtk_widget_add_css_class (field->label, "dim-label");

  field->control = control;
  gtk_widget_set_tooltip_text (control, definition);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_size_group_add_widget (self->controls, control);
  gtk_grid_attach (grid, field->label, 0, *row, 1, 1);
  gtk_grid_attach (grid, control, 1, *row, 1, 1);
  (*row)++;
}

static GtkWidget *
make_choice (const ChoiceField *field)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (gsize i = 0; field->choices[i] != NULL; i++)
    g_ptr_array_add (names, (gpointer) _ (field->choices[i]));
  g_ptr_array_add (names, NULL);

  return gtk_drop_down_new_from_strings ((const char *const *) names->pdata);
}

static void
make_fields (SyRuleInspector *self)
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
      add_field (self, field->is_main ? self->main_grid : self->more_grid,
                 field->is_main ? &main_row : &more_row, &self->numbers[i], _ (field->label),
                 _ (field->definition), entry);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (choice_fields); i++)
    {
      const ChoiceField *field = &choice_fields[i];
      GtkWidget *choice = make_choice (field);

      g_signal_connect_swapped (choice, "notify::selected", G_CALLBACK (on_choice_changed), self);
      add_field (self, field->is_main ? self->main_grid : self->more_grid,
                 field->is_main ? &main_row : &more_row, &self->choices[i], _ (field->label), NULL,
                 choice);
    }
}

static void
sy_rule_inspector_dispose (GObject *object)
{
  SyRuleInspector *self = SY_RULE_INSPECTOR (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SY_TYPE_RULE_INSPECTOR);
  g_clear_pointer (&self->model, sy_model_unref);
  g_clear_pointer (&self->evidence, sy_evidence_unref);
  g_clear_pointer (&self->id, g_free);

  G_OBJECT_CLASS (sy_rule_inspector_parent_class)->dispose (object);
}

static void
sy_rule_inspector_class_init (SyRuleInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_rule_inspector_dispose;

  signals[SIGNAL_EDITED] = g_signal_new ("edited",
                                         G_TYPE_FROM_CLASS (klass),
                                         G_SIGNAL_RUN_LAST,
                                         0,
                                         NULL,
                                         NULL,
                                         NULL,
                                         G_TYPE_NONE,
                                         3,
                                         G_TYPE_POINTER,
                                         G_TYPE_STRING,
                                         G_TYPE_BOOLEAN);

  g_type_ensure (SY_TYPE_CHART_VIEW);
  g_type_ensure (SY_TYPE_CONDITION_EDITOR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/steelyard/Steelyard/sy-rule-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, title);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, subtitle);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, decay_view);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, main_grid);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, more_grid);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, more);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, controls);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, conditions);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, evidence_box);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, ratio_name);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, ratio);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, information_value);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, reach);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, auc_without);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, warning);
  gtk_widget_class_bind_template_callback (widget_class, on_decay_moved);
  gtk_widget_class_bind_template_callback (widget_class, on_conditions_changed);
}

static void
sy_rule_inspector_init (SyRuleInspector *self)
{
  self->held_max_days = NAN;
  gtk_widget_init_template (GTK_WIDGET (self));
  make_fields (self);
}

static void
set_label (GtkLabel *label,
           const char *text)
{
  if (g_strcmp0 (gtk_label_get_label (label), text) != 0)
    gtk_label_set_label (label, text);
}

static void
show_fields (SyRuleInspector *self,
             const SyRule *rule)
{
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
}

static void
show_decay (SyRuleInspector *self,
            const SyRule *rule)
{
  g_autoptr (SyChart) chart = NULL;
  SyChartMark mark = { .kind = SY_CHART_HIT_HANDLE, .lower = 1, .step = 1 };
  gboolean draws = has_decay (rule);

  gtk_widget_set_visible (GTK_WIDGET (self->decay_view), draws);
  if (!draws)
    return;

  chart = sy_chart_decay_from_rule (rule, self->held_max_days);
  sy_chart_view_set_chart (self->decay_view, chart);
  mark.upper = isnan (self->held_max_days) ? axis_end (self) : self->held_max_days;
  if (rule->decay.kind == SY_DECAY_EXPONENTIAL || rule->decay.kind == SY_DECAY_LINEAR)
    {
      mark.name = rule->decay.kind == SY_DECAY_EXPONENTIAL ? _ ("Half-life") : _ ("Span");
      mark.value = rule->decay.kind == SY_DECAY_EXPONENTIAL ? rule->decay.half_life_days
                                                            : rule->decay.span_days;
      sy_chart_view_set_marks (self->decay_view, &mark, 1);
    }
  else if (rule->decay.kind == SY_DECAY_STEPS)
    {
      g_autofree SyChartMark *marks = g_new0 (SyChartMark, rule->decay.n_steps);

      for (gsize i = 0; i < rule->decay.n_steps; i++)
        {
          marks[i] = mark;
          marks[i].name = _ ("End of step");
          marks[i].value = rule->decay.steps[i].until_days;
          marks[i].lower = i > 0 ? rule->decay.steps[i - 1].until_days + 1 : 1;
          if (i + 1 < rule->decay.n_steps)
            marks[i].upper = rule->decay.steps[i + 1].until_days - 1;
          marks[i].upper = MAX (marks[i].lower, marks[i].upper);
        }
      sy_chart_view_set_marks (self->decay_view, marks, rule->decay.n_steps);
    }
  else
    sy_chart_view_set_marks (self->decay_view, NULL, 0);
}

static void
show_evidence (SyRuleInspector *self)
{
  const SyRuleEvidence *evidence = NULL;
  g_autofree char *outcome = NULL;
  g_autofree char *text = NULL;

  if (self->evidence != NULL && self->id != NULL)
    evidence = sy_evidence_find (self->evidence, self->id);
  gtk_widget_set_visible (self->evidence_box, evidence != NULL);
  if (evidence == NULL || self->model == NULL)
    return;

  outcome = sy_rule_text_outcome (&self->model->outcome);
  text = self->model->outcome.direction == SY_DIRECTION_LESS
             ? g_strdup_printf (_ ("Those not %s"), outcome)
             : g_strdup_printf (_ ("Those with %s"), outcome);
  set_label (self->ratio_name, text);
  g_clear_pointer (&text, g_free);

  text = sy_format_number (evidence->ratio, 1);
  if (!isnan (evidence->ratio))
    {
      g_autofree char *number = g_steal_pointer (&text);

      text = g_strdup_printf (_ ("%s× as much"), number);
    }
  set_label (self->ratio, text);
  g_clear_pointer (&text, g_free);

  text = sy_rule_text_information_value (evidence->information_value);
  set_label (self->information_value, text);
  g_clear_pointer (&text, g_free);

  {
    g_autofree char *percent = sy_format_percent (evidence->reach, 0);

    text = g_strdup_printf (_ ("%s of people"), percent);
    set_label (self->reach, text);
    g_clear_pointer (&text, g_free);
  }

  {
    g_autofree char *auc = sy_format_number (evidence->auc_without, 3);
    g_autofree char *change = sy_format_signed (evidence->auc_change, 3);

    text = g_strdup_printf ("%s (%s)", auc, change);
    set_label (self->auc_without, text);
    sy_tone_apply (GTK_WIDGET (self->auc_without),
                   fabs (evidence->auc_change) < 0.0005 || isnan (evidence->auc_change)
                       ? SY_TONE_PLAIN
                   : evidence->auc_change < 0 ? SY_TONE_LESS
                                              : SY_TONE_MORE);
    gtk_widget_remove_css_class (GTK_WIDGET (self->auc_without), "dim-label");
  }

  gtk_widget_set_visible (GTK_WIDGET (self->warning), evidence->is_against);
}

static gboolean
same_number (double a,
             double b)
{
  return a == b || (isnan (a) && isnan (b));
}

/* Whether the inspector would show the same: all but the weight. */
static gboolean
shows_same (const SyRule *a,
            const SyRule *b)
{
  return a != NULL && b != NULL && sy_rule_value_equal (a, b) &&
         g_strcmp0 (a->label, b->label) == 0 && same_number (a->points_min, b->points_min) &&
         same_number (a->points_max, b->points_max) &&
         same_number (a->missing_points, b->missing_points);
}

void
sy_rule_inspector_set_rule (SyRuleInspector *self,
                            SyModel *model,
                            const char *id)
{
  const SyRule *rule;
  g_autofree char *subtitle = NULL;
  gboolean other, same;

  g_return_if_fail (SY_IS_RULE_INSPECTOR (self));

  other = g_strcmp0 (self->id, id) != 0;
  same = !other && id != NULL && model != NULL &&
         shows_same (current_rule (self), sy_model_find_rule (model, id, NULL, NULL));
  if (model != NULL)
    sy_model_ref (model);
  g_clear_pointer (&self->model, sy_model_unref);
  self->model = model;
  if (same)
    return;

  if (other)
    {
      g_free (self->id);
      self->id = g_strdup (id);
      self->held_max_days = NAN;
    }

  rule = current_rule (self);
  gtk_widget_set_visible (GTK_WIDGET (self), rule != NULL);
  if (rule == NULL)
    return;

  self->updating = TRUE;
  set_label (self->title, sy_rule_get_label (rule));
  subtitle = sy_rule_text_subtitle (rule);
  set_label (self->subtitle, subtitle);
  show_fields (self, rule);
  show_decay (self, rule);
  sy_condition_editor_set_condition (self->conditions, rule->where);
  gtk_widget_set_visible (GTK_WIDGET (self->conditions), rule->kind != SY_RULE_DATE);
  self->updating = FALSE;
  if (other)
    show_evidence (self);
}

void
sy_rule_inspector_set_evidence (SyRuleInspector *self,
                                SyEvidence *evidence)
{
  g_return_if_fail (SY_IS_RULE_INSPECTOR (self));

  if (evidence != NULL)
    sy_evidence_ref (evidence);
  g_clear_pointer (&self->evidence, sy_evidence_unref);
  self->evidence = evidence;
  show_evidence (self);
}
