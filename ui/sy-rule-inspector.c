/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-rule-inspector.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-chart-view.h"
#include "sy-condition-editor.h"
#include "sy-format.h"
#include "sy-half-life-finder.h"
#include "sy-metric-card.h"
#include "sy-model-edit.h"
#include "sy-rule-fields.h"
#include "sy-rule-gate.h"
#include "sy-rule-parts.h"
#include "sy-rule-table.h"
#include "sy-rule-text.h"

#define DEFAULT_AXIS_DAYS 365.0

struct _SyRuleInspector
{
  AdwBin parent_instance;

  /* Template children */
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkWidget *menu_button;
  SyChartView *decay_view;
  SyHalfLifeFinder *finder;
  GtkGrid *main_grid;
  GtkGrid *more_grid;
  GtkGrid *parts_grid;
  GtkExpander *more;
  GtkSizeGroup *controls;
  GtkBox *table_box;
  SyConditionEditor *conditions;
  GtkBox *gate_box;
  GtkWidget *evidence_box;
  GtkLabel *ratio_name;
  GtkLabel *ratio;
  GtkLabel *information_value;
  GtkLabel *reach;
  GtkLabel *auc_without;
  GtkLabel *warning;

  /* Owned */
  SyEventLog *log;
  SyModel *model;
  SyEvidence *evidence;
  char *id;
  SyRuleFields *fields;
  SyRuleParts *parts;
  SyRuleTable *table;
  SyRuleGate *gate;
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

/* @what: as it is to be read, "half-life" */
static void
emit_named (SyRuleInspector *self,
            SyModel *model,
            const char *what,
            gboolean coalesce)
{
  const SyRule *rule = sy_model_find_rule (model, self->id, NULL, NULL);
  g_autofree char *label = NULL;

  /* Translators: an edit in the undo menu: the rule, then the field */
  label = g_strdup_printf (_ ("%s: %s"), sy_rule_get_label (rule), what);
  g_signal_emit (self, signals[SIGNAL_EDITED], 0, model, label, coalesce);
}

/* @what: the name of a field, "Half-life" */
static void
emit_edited (SyRuleInspector *self,
             SyModel *model,
             const char *what,
             gboolean coalesce)
{
  g_autofree char *lower = g_utf8_strdown (what, -1);

  emit_named (self, model, lower, coalesce);
}

static void
on_field_changed (const char *what,
                  SyRuleFieldFunc change,
                  gconstpointer field,
                  double value,
                  gpointer user_data)
{
  SyRuleInspector *self = user_data;
  g_autoptr (SyModel) edited = NULL;
  SyRule *rule;

  if (self->id == NULL || (edited = sy_model_edit_rule (self->model, self->id, &rule)) == NULL)
    return;

  change (rule, field, value);
  emit_edited (self, edited, what, FALSE);
}

static void
on_table_changed (const char *what,
                  SyRule *changed,
                  gpointer user_data)
{
  SyRuleInspector *self = user_data;
  g_autoptr (SyRule) rule = changed;
  g_autoptr (SyModel) edited = NULL;
  SyRule *before;
  guint group;
  guint index;

  if (self->id == NULL || (edited = sy_model_edit_rule (self->model, self->id, &before)) == NULL)
    return;

  /* The part was made from what is shown; the weight may have moved since. */
  rule->weight = before->weight;
  rule->muted = before->muted;
  sy_model_find_rule (edited, self->id, &group, &index);
  sy_rule_free (before);
  g_ptr_array_index (sy_model_get_group (edited, group)->rules, index) = g_steal_pointer (&rule);
  emit_named (self, edited, what, FALSE);
}

static void
on_part_changed (const char *what,
                 SyRule *changed,
                 gpointer user_data)
{
  g_autofree char *lower = g_utf8_strdown (what, -1);

  on_table_changed (lower, changed, user_data);
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
on_half_life_accepted (SyRuleInspector *self,
                       double days,
                       SyHalfLifeFinder *finder)
{
  g_autoptr (SyModel) edited = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *label = NULL;
  SyRule *rule;

  g_assert (SY_IS_RULE_INSPECTOR (self));

  if (self->id == NULL || (edited = sy_model_edit_rule (self->model, self->id, &rule)) == NULL)
    return;

  from = rule->decay.kind == SY_DECAY_EXPONENTIAL ? sy_format_short (rule->decay.half_life_days)
                                                  : g_strdup (_ ("none"));
  to = sy_format_short (days);
  sy_rule_edit_set_decay (rule, SY_DECAY_EXPONENTIAL);
  rule->decay.half_life_days = days;
  label = g_strdup_printf (_ ("Half-life %s → %s days"), from, to);
  emit_edited (self, edited, label, FALSE);
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
sy_rule_inspector_dispose (GObject *object)
{
  SyRuleInspector *self = SY_RULE_INSPECTOR (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SY_TYPE_RULE_INSPECTOR);
  g_clear_pointer (&self->log, sy_event_log_unref);
  g_clear_pointer (&self->model, sy_model_unref);
  g_clear_pointer (&self->evidence, sy_evidence_unref);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->fields, sy_rule_fields_free);
  g_clear_pointer (&self->parts, sy_rule_parts_free);
  g_clear_pointer (&self->table, sy_rule_table_free);
  g_clear_pointer (&self->gate, sy_rule_gate_free);

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
  g_type_ensure (SY_TYPE_HALF_LIFE_FINDER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/steelyard/Steelyard/sy-rule-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, title);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, subtitle);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, decay_view);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, finder);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, main_grid);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, more_grid);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, parts_grid);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, more);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, controls);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, table_box);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, conditions);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, gate_box);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, evidence_box);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, ratio_name);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, ratio);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, information_value);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, reach);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, auc_without);
  gtk_widget_class_bind_template_child (widget_class, SyRuleInspector, warning);
  gtk_widget_class_bind_template_callback (widget_class, on_decay_moved);
  gtk_widget_class_bind_template_callback (widget_class, on_half_life_accepted);
  gtk_widget_class_bind_template_callback (widget_class, on_conditions_changed);
}

static void
sy_rule_inspector_init (SyRuleInspector *self)
{
  self->held_max_days = NAN;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->fields = sy_rule_fields_new (self->main_grid, self->more_grid, self->controls,
                                     on_field_changed, self);
  self->parts = sy_rule_parts_new (self->parts_grid, self->controls, on_part_changed, self);
  self->table = sy_rule_table_new (self->table_box, on_table_changed, self);
  self->gate = sy_rule_gate_new (self->gate_box, self->controls, on_part_changed, self);
}

static void
set_label (GtkLabel *label,
           const char *text)
{
  if (g_strcmp0 (gtk_label_get_label (label), text) != 0)
    gtk_label_set_label (label, text);
}

static void
show_decay (SyRuleInspector *self,
            const SyRule *rule)
{
  g_autoptr (SyChart) chart = NULL;
  SyChartMark mark = { .kind = SY_CHART_HIT_HANDLE, .lower = 1, .step = 1 };
  gboolean draws = sy_rule_edit_has_decay (rule);

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

/* Whether the inspector would show the same: all but the weight. */
static gboolean
shows_same (const SyRule *a,
            const SyRule *b)
{
  return a != NULL && b != NULL && sy_rule_value_equal (a, b) &&
         g_strcmp0 (a->label, b->label) == 0 && a->component == b->component &&
         a->polarity == b->polarity && sy_number_equal (a->points_min, b->points_min) &&
         sy_number_equal (a->points_max, b->points_max) &&
         sy_number_equal (a->missing_points, b->missing_points);
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
  sy_half_life_finder_set_rule (self->finder, self->log, model, id);
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

  set_label (self->title, sy_rule_get_label (rule));
  subtitle = sy_rule_text_subtitle (rule);
  set_label (self->subtitle, subtitle);
  sy_rule_fields_show (self->fields, rule);
  sy_rule_parts_show (self->parts, rule);
  sy_rule_table_show (self->table, rule);
  sy_rule_gate_show (self->gate, rule);
  show_decay (self, rule);
  sy_condition_editor_set_condition (self->conditions, rule->where);
  sy_condition_editor_set_title (self->conditions, rule->kind == SY_RULE_ATTRIBUTE
                                                       ? _ ("1 for people with")
                                                       : _ ("Only events with"));
  gtk_widget_set_visible (GTK_WIDGET (self->conditions),
                          rule->kind != SY_RULE_DATE && rule->n_table == 0);
  if (other)
    show_evidence (self);
}

void
sy_rule_inspector_forget (SyRuleInspector *self)
{
  g_return_if_fail (SY_IS_RULE_INSPECTOR (self));

  sy_rule_inspector_set_rule (self, NULL, NULL);
  sy_rule_table_show (self->table, NULL);
}

void
sy_rule_inspector_open_attribute (SyRuleInspector *self)
{
  const SyRule *rule;

  g_return_if_fail (SY_IS_RULE_INSPECTOR (self));

  rule = current_rule (self);
  if (rule == NULL || (rule->kind != SY_RULE_ATTRIBUTE && rule->kind != SY_RULE_DATE))
    return;
  gtk_expander_set_expanded (self->more, TRUE);
  sy_rule_parts_focus_attribute (self->parts);
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

void
sy_rule_inspector_set_log (SyRuleInspector *self,
                           SyEventLog *log)
{
  g_return_if_fail (SY_IS_RULE_INSPECTOR (self));

  if (log != NULL)
    sy_event_log_ref (log);
  g_clear_pointer (&self->log, sy_event_log_unref);
  self->log = log;
  sy_rule_parts_set_log (self->parts, log);
  sy_rule_table_set_log (self->table, log);
  sy_rule_gate_set_log (self->gate, log);
  sy_half_life_finder_set_rule (self->finder, self->log, self->model, self->id);
}
