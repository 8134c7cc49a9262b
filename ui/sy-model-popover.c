/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-model-popover.h"
#include "sy-format.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

struct _SyModelPopover
{
  GtkPopover parent_instance;

  /* Template children */
  GtkListBox *models;
  GtkWidget *outcome_group;
  AdwComboRow *kind_row;
  AdwComboRow *type_row;
  GtkWidget *horizon_row;
  GtkSpinButton *horizon;
  GtkWidget *gap_row;
  GtkSpinButton *gap;
  AdwComboRow *direction_row;
  GtkEntry *as_of_entry;
  GtkCalendar *calendar;
  GtkWidget *end_button;
  GtkWidget *mature_button;
  GtkLabel *span_label;

  /* Owned */
  SySession *session;
  GSignalGroup *signals;
  gboolean is_updating;
};

G_DEFINE_FINAL_TYPE (SyModelPopover, sy_model_popover, GTK_TYPE_POPOVER)

/* Model */

static void
update_models (SyModelPopover *self)
{
  const char *const *names = sy_session_get_model_names (self->session);
  const char *chosen = sy_session_get_model_name (self->session);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->models))) != NULL)
    gtk_list_box_remove (self->models, child);
  for (gsize i = 0; names[i] != NULL; i++)
    {
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");
      g_autofree char *title = g_markup_escape_text (names[i], -1);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_widget_set_opacity (check, g_strcmp0 (names[i], chosen) == 0 ? 1.0 : 0.0);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), check);
      gtk_list_box_append (self->models, row);
    }
}

static void
on_model_activated (GtkListBox *models,
                    GtkListBoxRow *row,
                    SyModelPopover *self)
{
  const char *const *names = sy_session_get_model_names (self->session);
  int index = gtk_list_box_row_get_index (row);

  if (index >= 0 && index < (int) g_strv_length ((char **) names))
    sy_session_choose_model (self->session, names[index]);
}

/* Outcome */

static GtkStringList *
list_types (SyModelPopover *self,
            SyOutcomeKind kind)
{
  SyEventLog *log = sy_session_get_log (self->session);
  GtkStringList *list = gtk_string_list_new (NULL);

  if (kind == SY_OUTCOME_IMPORTED)
    for (guint32 i = 0; i < sy_event_log_get_n_outcomes (log); i++)
      gtk_string_list_append (list, sy_event_log_get_outcome (log, i)->name);
  else
    for (guint32 i = 0; i < sy_event_log_get_n_types (log); i++)
      gtk_string_list_append (list, sy_event_log_get_type_name (log, i));
  return list;
}

/* An outcome over several types, or over one that the data lack, keeps its own line. */
static guint
select_type (GtkStringList *list,
             const char *wanted)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));

  if (wanted == NULL)
    return GTK_INVALID_LIST_POSITION;
  for (guint i = 0; i < n; i++)
    if (strcmp (gtk_string_list_get_string (list, i), wanted) == 0)
      return i;
  gtk_string_list_append (list, wanted);
  return n;
}

static void
update_outcome (SyModelPopover *self)
{
  SyModel *model = sy_session_get_draft (self->session);
  const SyOutcomeSpec *outcome;
  g_autoptr (GtkStringList) types = NULL;
  g_autofree char *joined = NULL;
  gboolean has_kind;
  guint index;

  gtk_widget_set_visible (self->outcome_group, model != NULL);
  if (model == NULL)
    return;
  outcome = &model->outcome;
  has_kind = outcome->kind != SY_OUTCOME_NONE;
  adw_combo_row_set_selected (self->kind_row, (guint) outcome->kind);
  types = list_types (self, outcome->kind);
  if (outcome->kind == SY_OUTCOME_IMPORTED)
    joined = g_strdup (outcome->name);
  else if (outcome->types != NULL)
    joined = g_strjoinv (", ", outcome->types);
  index = select_type (types, joined);
  adw_combo_row_set_model (self->type_row, G_LIST_MODEL (types));
  adw_combo_row_set_selected (self->type_row, index);
  gtk_widget_set_visible (GTK_WIDGET (self->type_row), has_kind);
  gtk_widget_set_visible (self->horizon_row, has_kind);
  gtk_widget_set_visible (self->gap_row, has_kind);
  gtk_widget_set_visible (GTK_WIDGET (self->direction_row), has_kind);
  if (!has_kind)
    return;
  gtk_spin_button_set_value (self->horizon, outcome->horizon_days);
  gtk_spin_button_set_value (self->gap, outcome->gap_days);
  adw_combo_row_set_selected (self->direction_row, (guint) outcome->direction);
}

/* The name people read follows the outcome while nobody has changed it. */
static char *
name_outcome (const SyOutcomeSpec *outcome)
{
  g_autofree char *types = NULL;
  g_autofree char *days = sy_format_short (outcome->horizon_days);

  if (outcome->kind == SY_OUTCOME_IMPORTED)
    return g_strdup (outcome->name);
  types = outcome->types != NULL ? g_strjoinv (", ", outcome->types) : g_strdup ("");
  if (outcome->kind == SY_OUTCOME_ABSENCE)
    return g_strdup_printf (_ ("No %s within %s days"), types, days);
  return g_strdup_printf (_ ("%s within %s days"), types, days);
}

/* "Lapsed within 60 days" keeps its words when only the number changes. */
static char *
rename_outcome (const SyOutcomeSpec *before,
                const SyOutcomeSpec *after)
{
  g_autofree char *old_days = sy_format_short (before->horizon_days);
  g_autofree char *new_days = sy_format_short (after->horizon_days);
  g_autofree char *old_phrase = g_strdup_printf ("%s days", old_days);
  g_autofree char *new_phrase = g_strdup_printf ("%s days", new_days);
  g_auto (GStrv) parts = NULL;

  if (before->name == NULL || after->kind == SY_OUTCOME_IMPORTED || before->kind != after->kind)
    return name_outcome (after);
  if (before->types != NULL && after->types != NULL &&
      !g_strv_equal ((const char *const *) before->types, (const char *const *) after->types))
    return name_outcome (after);
  parts = g_strsplit (before->name, old_phrase, 2);
  return g_strjoinv (new_phrase, parts);
}

static void
set_draft (SyModelPopover *self,
           SyModel *model,
           const char *label)
{
  SyModel *before = sy_session_get_draft (self->session);
  char *name = rename_outcome (&before->outcome, &model->outcome);

  g_free (model->outcome.name);
  model->outcome.name = name;
  sy_session_set_draft (self->session, model, label, FALSE);
}

static void
fill_outcome (SyModelPopover *self,
              SyOutcomeSpec *outcome,
              SyOutcomeKind kind)
{
  g_autoptr (GtkStringList) types = list_types (self, kind);
  const char *first = gtk_string_list_get_string (types, 0);

  outcome->kind = kind;
  if (isnan (outcome->horizon_days) || outcome->horizon_days <= 0.0)
    outcome->horizon_days = 60.0;
  if (isnan (outcome->gap_days))
    outcome->gap_days = 0.0;
  outcome->count = kind == SY_OUTCOME_COUNT ? 2 : -1;
  outcome->amount = kind == SY_OUTCOME_AMOUNT ? 1.0 : (double) NAN;
  if (kind == SY_OUTCOME_IMPORTED)
    {
      g_clear_pointer (&outcome->types, g_strfreev);
      g_clear_pointer (&outcome->where, sy_condition_free);
      g_free (outcome->name);
      outcome->name = g_strdup (first);
    }
  else if (outcome->types == NULL && first != NULL)
    {
      outcome->types = g_new0 (char *, 2);
      outcome->types[0] = g_strdup (first);
    }
}

/* A new model has no outcome: take its place. */
static void
clear_outcome (SyModel *model)
{
  g_autoptr (SyModel) empty = sy_model_new (model->name);
  SyOutcomeSpec outcome = model->outcome;

  model->outcome = empty->outcome;
  empty->outcome = outcome;
}

static void
on_kind_selected (AdwComboRow *row,
                  GParamSpec *pspec,
                  SyModelPopover *self)
{
  g_autoptr (SyModel) model = NULL;
  SyOutcomeKind kind = (SyOutcomeKind) adw_combo_row_get_selected (row);
  g_autoptr (GtkStringList) types = NULL;

  if (self->is_updating || sy_session_get_draft (self->session)->outcome.kind == kind)
    return;
  types = list_types (self, kind);
  if (kind != SY_OUTCOME_NONE && g_list_model_get_n_items (G_LIST_MODEL (types)) == 0)
    {
      /* Nothing to choose from, as imported outcomes without any: stay. */
      self->is_updating = TRUE;
      update_outcome (self);
      self->is_updating = FALSE;
      return;
    }
  model = sy_model_copy (sy_session_get_draft (self->session));
  if (kind == SY_OUTCOME_NONE)
    clear_outcome (model);
  else
    fill_outcome (self, &model->outcome, kind);
  if (kind == SY_OUTCOME_NONE)
    sy_session_set_draft (self->session, model, _ ("Remove the outcome"), FALSE);
  else
    set_draft (self, model, _ ("Change the outcome"));
}

static void
on_type_selected (AdwComboRow *row,
                  GParamSpec *pspec,
                  SyModelPopover *self)
{
  g_autoptr (SyModel) model = NULL;
  GtkStringObject *item = adw_combo_row_get_selected_item (row);
  g_autofree char *label = NULL;
  const char *type;

  if (self->is_updating || item == NULL)
    return;
  type = gtk_string_object_get_string (item);
  model = sy_model_copy (sy_session_get_draft (self->session));
  if (model->outcome.kind == SY_OUTCOME_IMPORTED)
    {
      g_free (model->outcome.name);
      model->outcome.name = g_strdup (type);
    }
  else
    {
      g_strfreev (model->outcome.types);
      model->outcome.types = g_strsplit (type, ", ", -1);
    }
  label = g_strdup_printf (_ ("Outcome event %s"), type);
  set_draft (self, model, label);
}

static void
on_horizon_changed (GtkSpinButton *spin,
                    SyModelPopover *self)
{
  g_autoptr (SyModel) model = NULL;
  g_autofree char *label = NULL;
  g_autofree char *before = NULL;
  double days = gtk_spin_button_get_value (spin);

  if (self->is_updating)
    return;
  model = sy_model_copy (sy_session_get_draft (self->session));
  before = sy_format_short (model->outcome.horizon_days);
  label = g_strdup_printf (_ ("Outcome horizon %s → %d days"), before, (int) days);
  model->outcome.horizon_days = days;
  set_draft (self, model, label);
}

static void
on_gap_changed (GtkSpinButton *spin,
                SyModelPopover *self)
{
  g_autoptr (SyModel) model = NULL;
  g_autofree char *label = NULL;
  g_autofree char *before = NULL;
  double days = gtk_spin_button_get_value (spin);

  if (self->is_updating)
    return;
  model = sy_model_copy (sy_session_get_draft (self->session));
  before = sy_format_short (model->outcome.gap_days);
  label = g_strdup_printf (_ ("Outcome gap %s → %d days"), before, (int) days);
  model->outcome.gap_days = days;
  set_draft (self, model, label);
}

static void
on_direction_selected (AdwComboRow *row,
                       GParamSpec *pspec,
                       SyModelPopover *self)
{
  g_autoptr (SyModel) model = NULL;

  if (self->is_updating)
    return;
  model = sy_model_copy (sy_session_get_draft (self->session));
  model->outcome.direction = (SyDirection) adw_combo_row_get_selected (row);
  set_draft (self, model, _ ("Turn the outcome's direction"));
}

/* As of */

static void
update_as_of (SyModelPopover *self)
{
  SyZone *zone = sy_session_get_zone (self->session);
  SyEventLog *log = sy_session_get_log (self->session);
  gint64 as_of = sy_session_get_as_of (self->session);
  gint32 day = sy_zone_day (zone, as_of);
  gboolean is_midnight = sy_zone_day_start (zone, day) == as_of;
  g_autofree char *text = is_midnight ? sy_day_format (day - 1) : sy_instant_format (as_of);
  g_autofree char *span = NULL;
  g_autoptr (GDateTime) shown = NULL;
  gint64 first;
  gint64 last;
  int year;
  int month;
  int month_day;

  gtk_editable_set_text (GTK_EDITABLE (self->as_of_entry), text);
  gtk_widget_remove_css_class (GTK_WIDGET (self->as_of_entry), "error");
  sy_day_to_civil (is_midnight ? day - 1 : day, &year, &month, &month_day);
  shown = g_date_time_new_utc (year, month, month_day, 0, 0, 0.0);
  if (shown != NULL)
    gtk_calendar_select_day (self->calendar, shown);
  if (sy_event_log_get_span (log, &first, &last))
    {
      g_autofree char *from = sy_format_day (sy_zone_day (zone, first));
      g_autofree char *to = sy_format_day (sy_zone_day (zone, last));

      span = g_strdup_printf (_ ("The data run from %s to %s (%s)."), from, to,
                              sy_zone_get_name (zone));
    }
  gtk_label_set_label (self->span_label, span != NULL ? span : _ ("There are no events yet."));
  gtk_widget_set_sensitive (self->end_button, span != NULL);
  gtk_widget_set_sensitive (self->mature_button, span != NULL);
}

static void
on_as_of_activate (GtkEntry *entry,
                   SyModelPopover *self)
{
  gint64 as_of;

  if (sy_as_of_parse (sy_session_get_zone (self->session),
                      gtk_editable_get_text (GTK_EDITABLE (entry)),
                      &as_of,
                      NULL))
    sy_session_set_as_of (self->session, as_of);
}

static void
on_as_of_edited (GtkEditable *editable,
                 SyModelPopover *self)
{
  g_autoptr (GError) error = NULL;
  gint64 as_of;

  if (self->session == NULL)
    return;
  if (sy_as_of_parse (sy_session_get_zone (self->session), gtk_editable_get_text (editable), &as_of,
                      &error))
    {
      gtk_widget_remove_css_class (GTK_WIDGET (editable), "error");
      gtk_widget_set_tooltip_text (GTK_WIDGET (editable), NULL);
    }
  else
    {
      gtk_widget_add_css_class (GTK_WIDGET (editable), "error");
      gtk_widget_set_tooltip_text (GTK_WIDGET (editable), error->message);
    }
}

static void
on_day_selected (GtkCalendar *calendar,
                 SyModelPopover *self)
{
  g_autoptr (GDateTime) date = NULL;
  gint32 day;

  if (self->is_updating)
    return;
  date = gtk_calendar_get_date (calendar);
  day = sy_day_from_civil (g_date_time_get_year (date),
                           g_date_time_get_month (date),
                           g_date_time_get_day_of_month (date));
  sy_session_set_as_of (self->session,
                        sy_zone_day_start (sy_session_get_zone (self->session), day + 1));
}

static void
on_end_clicked (GtkButton *button,
                SyModelPopover *self)
{
  sy_session_set_as_of (self->session,
                        sy_event_log_get_data_end (sy_session_get_log (self->session)));
}

static void
on_mature_clicked (GtkButton *button,
                   SyModelPopover *self)
{
  SyZone *zone = sy_session_get_zone (self->session);
  SyModel *model = sy_session_get_draft (self->session);
  gint64 end = sy_event_log_get_data_end (sy_session_get_log (self->session));
  double days = 0.0;

  if (model != NULL && model->outcome.kind != SY_OUTCOME_NONE)
    days = model->outcome.horizon_days + model->outcome.gap_days;
  sy_session_set_as_of (self->session,
                        sy_zone_day_start (zone,
                                           sy_zone_day (zone,
                                                        end - (gint64) (days * SY_DAY_SECONDS))));
}

/* Popover */

static void
update (SyModelPopover *self)
{
  if (self->session == NULL)
    return;
  self->is_updating = TRUE;
  update_models (self);
  update_outcome (self);
  update_as_of (self);
  self->is_updating = FALSE;
}

static void
on_session_changed (SySession *session,
                    SyModelPopover *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    update (self);
}

static void
sy_model_popover_map (GtkWidget *widget)
{
  update (SY_MODEL_POPOVER (widget));

  GTK_WIDGET_CLASS (sy_model_popover_parent_class)->map (widget);
}

static void
sy_model_popover_dispose (GObject *object)
{
  SyModelPopover *self = SY_MODEL_POPOVER (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sy_model_popover_parent_class)->dispose (object);
}

static void
sy_model_popover_class_init (SyModelPopoverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sy_model_popover_dispose;
  widget_class->map = sy_model_popover_map;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/steelyard/Steelyard/sy-model-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, SyModelPopover, models);
  gtk_widget_class_bind_template_child (widget_class, SyModelPopover, outcome_group);
  gtk_widget_class_bind_template_child (widget_class, SyModelPopover, kind_row);
  gtk_widget_class_bind_template_child (widget_class, SyModelPopover, type_row);
  gtk_widget_class_bind_template_child (widget_class, SyModelPopover, horizon_row);
  gtk_widget_class_bind_template_child (widget_class, SyModelPopover, horizon);
  gtk_widget_class_bind_template_child (widget_class, SyModelPopover, gap_row);
  gtk_widget_class_bind_template_child (widget_class, SyModelPopover, gap);
  gtk_widget_class_bind_template_child (widget_class, SyModelPopover, direction_row);
  gtk_widget_class_bind_template_child (widget_class, SyModelPopover, as_of_entry);
  gtk_widget_class_bind_template_child (widget_class, SyModelPopover, calendar);
  gtk_widget_class_bind_template_child (widget_class, SyModelPopover, end_button);
  gtk_widget_class_bind_template_child (widget_class, SyModelPopover, mature_button);
  gtk_widget_class_bind_template_child (widget_class, SyModelPopover, span_label);
  gtk_widget_class_bind_template_callback (widget_class, on_model_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_type_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_horizon_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_gap_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_direction_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_as_of_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_as_of_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_day_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_end_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_mature_clicked);
}

static void
sy_model_popover_init (SyModelPopover *self)
{
  static const char *const names[] = { "model-changed", "log-changed", "as-of-changed" };

  self->is_updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->is_updating = FALSE;
  self->signals = g_signal_group_new (SY_TYPE_SESSION);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_signal_group_connect (self->signals, names[i], G_CALLBACK (on_session_changed), self);
}

GtkWidget *
sy_model_popover_new (void)
{
  return g_object_new (SY_TYPE_MODEL_POPOVER, NULL);
}

void
sy_model_popover_set_session (SyModelPopover *self,
                              SySession *session)
{
  g_return_if_fail (SY_IS_MODEL_POPOVER (self));

  g_set_object (&self->session, session);
  g_signal_group_set_target (self->signals, session);
}
