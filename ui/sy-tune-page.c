/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-tune-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-chart-card.h"
#include "sy-flow-layout.h"
#include "sy-format.h"
#include "sy-model-edit.h"
#include "sy-rule-inspector.h"
#include "sy-rule-list.h"
#include "sy-session.h"
#include "sy-tune-charts.h"
#include "sy-tune-evidence.h"
#include "sy-tune-metrics.h"

/* The session holds the draft, its undo history and the figures. This page
 * turns what the user moves into edited drafts, and draws what comes back:
 * `model-changed` at once (rows, inspector, thresholds), `tuning-changed` when
 * the tuning lane has new figures (charts, metrics), and the slower evidence
 * when the draft has held still for a moment.
 */

#define COALESCE_US (G_USEC_PER_SEC / 2)
#define EVIDENCE_AFTER_MS 300

struct _SyTunePage
{
  AdwBin parent_instance;

  /* Template children */
  GtkStack *stack;
  AdwStatusPage *status;
  SyRuleList *rules;
  SyTuneMetrics *metrics;
  SyChartCard *distribution;
  SyChartCard *bands;
  SyRuleInspector *inspector;

  /* Owned */
  SySession *session;
  GSimpleActionGroup *actions;
  SyTuneEvidence *evidence;
  char *edit_key; /* what the newest edit changed, for its label */
  double edit_from;
  gint64 edit_time;
  guint evidence_id;
};

enum
{
  PROP_SESSION = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SyTunePage, sy_tune_page, ADW_TYPE_BIN)

/* Showing */

static int
compared_version (SyTunePage *self)
{
  int version = 0;

  return sy_session_get_published (self->session, &version) != NULL ? version : 0;
}

static void
show_thresholds (SyTunePage *self,
                 const SyModel *draft)
{
  guint n_marks = draft->bands->len - 1;
  g_autofree SyChartMark *marks = g_new0 (SyChartMark, n_marks + 1);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  double step = draft->scale.kind == SY_SCALE_NONE ? 0.1 : 1;

  for (guint i = 0; i < n_marks; i++)
    {
      const SyBand *band = sy_model_get_band (draft, i + 1);

      g_ptr_array_add (names, g_strdup_printf (_ ("Threshold of %s"), band->name));
      marks[i].kind = SY_CHART_HIT_THRESHOLD;
      marks[i].name = g_ptr_array_index (names, i);
      marks[i].value = band->min;
      marks[i].step = step;
      sy_model_edit_threshold_bounds (draft, i, step, &marks[i].lower, &marks[i].upper);
    }

  sy_chart_view_set_marks (sy_chart_card_get_view (self->distribution), marks, n_marks);
}

static void
show_distribution (SyTunePage *self)
{
  SyModel *draft = sy_session_get_draft (self->session);
  SyTuning *tuning = sy_session_get_tuning (self->session);
  g_autoptr (SyChart) chart = NULL;

  if (draft == NULL || tuning == NULL)
    return;

  chart = sy_tune_charts_distribution (tuning, draft, compared_version (self));
  sy_chart_card_set_chart (self->distribution, chart);
  show_thresholds (self, draft);
}

/* A threshold follows the hand at once; the bars follow the new figures. */
static void
show_moved_thresholds (SyTunePage *self)
{
  SyModel *draft = sy_session_get_draft (self->session);
  SyTuning *tuning = sy_session_get_tuning (self->session);

  if (draft != NULL && tuning != NULL && !sy_tune_charts_has_thresholds (tuning, draft))
    show_distribution (self);
}

static void
show_tuning (SyTunePage *self)
{
  SyModel *draft = sy_session_get_draft (self->session);
  SyTuning *tuning = sy_session_get_tuning (self->session);
  int version = compared_version (self);
  g_autofree char *name = NULL;
  g_autoptr (SyChart) bands = NULL;

  if (draft == NULL)
    return;

  sy_tune_metrics_update (self->metrics, tuning, version,
                          sy_event_log_get_n_events (sy_session_get_log (self->session)));
  if (tuning == NULL)
    return;

  show_distribution (self);
  if (version > 0)
    name = g_strdup_printf (_ ("v%d"), version);
  bands = sy_chart_bands_from_tuning (tuning, draft->outcome.name,
                                      sy_session_get_zone (self->session), name);
  sy_chart_card_set_chart (self->bands, bands);
}

static void
show_evidence (SyTunePage *self)
{
  SyModel *draft = sy_session_get_draft (self->session);
  gsize n_shares;
  const double *shares = sy_tune_evidence_get_shares (self->evidence, &n_shares);

  if (draft == NULL)
    return;

  sy_rule_list_set_evidence (self->rules, sy_tune_evidence_get (self->evidence), draft, shares,
                             n_shares);
  sy_rule_inspector_set_evidence (self->inspector, sy_tune_evidence_get (self->evidence));
}

static void
update_actions (SyTunePage *self)
{
  gboolean can_edit = !sy_session_is_read_only (self->session);
  gboolean has_rule = can_edit && sy_rule_list_get_selected (self->rules) != NULL;
  g_auto (GStrv) names = g_action_group_list_actions (G_ACTION_GROUP (self->actions));

  for (gsize i = 0; names[i] != NULL; i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), names[i]);

      g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                                   g_str_equal (names[i], "add") ? can_edit : has_rule);
    }
}

static void
show_model (SyTunePage *self)
{
  SyModel *draft = sy_session_get_draft (self->session);
  SyEventLog *log = sy_session_get_log (self->session);

  if (draft == NULL)
    {
      adw_status_page_set_title (self->status, sy_event_log_get_n_events (log) == 0
                                                   ? _ ("No events yet")
                                                   : _ ("No model yet"));
      adw_status_page_set_description (
          self->status,
          sy_event_log_get_n_events (log) == 0
              ? _ ("Import a CSV file of events on the Data page; then weigh them here.")
              : _ ("Make a model from the title menu, or import a model document, to weigh the events here."));
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }

  gtk_stack_set_visible_child_name (self->stack, "tune");
  sy_rule_list_set_model (self->rules, draft);
  sy_rule_inspector_set_rule (self->inspector, draft, sy_rule_list_get_selected (self->rules));
  update_actions (self);
}

/* Evidence */

static gboolean
evidence_cb (gpointer data)
{
  SyTunePage *self = data;
  SyModel *draft = sy_session_get_draft (self->session);
  SyTuning *tuning = sy_session_get_tuning (self->session);

  if (sy_chart_view_is_dragging (sy_chart_card_get_view (self->distribution)))
    return G_SOURCE_CONTINUE;

  self->evidence_id = 0;
  if (draft != NULL && tuning != NULL)
    sy_tune_evidence_request (self->evidence, sy_session_get_log (self->session), draft,
                              sy_session_get_as_of (self->session));

  return G_SOURCE_REMOVE;
}

static void
queue_evidence (SyTunePage *self)
{
  g_clear_handle_id (&self->evidence_id, g_source_remove);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->evidence_id = g_timeout_add (EVIDENCE_AFTER_MS, evidence_cb, self);
}

static void
on_evidence_changed (SyTunePage *self)
{
  g_assert (SY_IS_TUNE_PAGE (self));

  show_evidence (self);
}

/* What the session says */

static void
on_model_changed (SyTunePage *self)
{
  g_assert (SY_IS_TUNE_PAGE (self));

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  show_model (self);
  show_moved_thresholds (self);
  queue_evidence (self);
}

static void
on_tuning_changed (SyTunePage *self)
{
  g_assert (SY_IS_TUNE_PAGE (self));

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  show_tuning (self);
  queue_evidence (self);
}

static void
on_log_changed (SyTunePage *self)
{
  g_assert (SY_IS_TUNE_PAGE (self));

  sy_rule_list_set_event_types (self->rules, sy_session_get_log (self->session));
  sy_rule_inspector_set_log (self->inspector, sy_session_get_log (self->session));
  on_model_changed (self);
}

/* Edits */

/* Where the value stood when the run of edits of the same thing began. */
static double
edit_origin (SyTunePage *self,
             const char *key,
             double now)
{
  gint64 time = g_get_monotonic_time ();

  if (g_strcmp0 (self->edit_key, key) != 0 || time - self->edit_time > COALESCE_US)
    {
      sy_session_end_edit (self->session);
      g_free (self->edit_key);
      self->edit_key = g_strdup (key);
      self->edit_from = now;
    }
  self->edit_time = time;

  return self->edit_from;
}

static void
apply (SyTunePage *self,
       SyModel *edited,
       const char *label,
       gboolean coalesce)
{
  g_autoptr (GError) error = NULL;

  if (edited == NULL || sy_session_is_read_only (self->session) ||
      sy_model_equal (edited, sy_session_get_draft (self->session)))
    {
      show_model (self);
      return;
    }

  if (!sy_model_check (edited, &error))
    {
      /* Back to what the draft says, also where the control has moved on. */
      gtk_widget_error_bell (GTK_WIDGET (self));
      g_debug ("edit refused: %s", error->message);
      sy_rule_inspector_set_rule (self->inspector, NULL, NULL);
      show_model (self);
      return;
    }

  sy_session_set_draft (self->session, edited, label, coalesce);
}

static void
on_weight_changed (SyTunePage *self,
                   const char *id,
                   double weight,
                   gboolean coalesce)
{
  g_autoptr (SyModel) edited = NULL;
  g_autofree char *key = g_strconcat ("weight ", id, NULL);
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *label = NULL;
  SyRule *rule;
  double before;

  g_assert (SY_IS_TUNE_PAGE (self));

  edited = sy_model_edit_rule (sy_session_get_draft (self->session), id, &rule);
  if (edited == NULL)
    return;

  before = rule->weight;
  rule->weight = weight;
  from = sy_format_short (coalesce ? edit_origin (self, key, before) : before);
  to = sy_format_short (weight);
  /* Translators: an edit in the undo menu: "Purchase weight 3 → 4" */
  label = g_strdup_printf (_ ("%s weight %s → %s"), sy_rule_get_label (rule), from, to);
  apply (self, edited, label, coalesce);
}

static void
on_threshold_moved (SyTunePage *self,
                    guint index,
                    double value,
                    gboolean final)
{
  SyModel *draft = sy_session_get_draft (self->session);
  g_autoptr (SyModel) edited = NULL;
  g_autofree char *key = g_strdup_printf ("threshold %u", index);
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *label = NULL;
  const SyBand *band;

  g_assert (SY_IS_TUNE_PAGE (self));

  if (draft == NULL || index + 1 >= draft->bands->len)
    return;

  band = sy_model_get_band (draft, index + 1);
  edited = sy_model_edit_set_threshold (draft, index, value);
  from = sy_format_short (edit_origin (self, key, band->min));
  to = sy_format_short (sy_model_get_band (edited, index + 1)->min);
  /* Translators: an edit in the undo menu: "Stable from 30 → 34" */
  label = g_strdup_printf (_ ("%s from %s → %s"), band->name, from, to);
  apply (self, edited, label, TRUE);
}

static void
on_rule_edited (SyTunePage *self,
                SyModel *edited,
                const char *label,
                gboolean coalesce)
{
  g_assert (SY_IS_TUNE_PAGE (self));

  if (coalesce)
    edit_origin (self, label, 0);
  apply (self, edited, label, coalesce);
}

static void
on_selection_changed (SyTunePage *self)
{
  g_assert (SY_IS_TUNE_PAGE (self));

  if (self->session == NULL)
    return;

  sy_rule_inspector_set_rule (self->inspector, sy_session_get_draft (self->session),
                              sy_rule_list_get_selected (self->rules));
  update_actions (self);
}

/* Actions on the selected rule */

static const SyRule *
selected_rule (SyTunePage *self)
{
  SyModel *draft = sy_session_get_draft (self->session);
  const char *id = sy_rule_list_get_selected (self->rules);

  return draft != NULL && id != NULL ? sy_model_find_rule (draft, id, NULL, NULL) : NULL;
}

/* "coupon_redeemed" reads "Coupon redeemed". */
static char *
label_for_type (const char *type)
{
  g_autofree char *words = g_strdup (type);
  g_autofree char *first = NULL;

  g_strdelimit (words, "_-.", ' ');
  if (*words == '\0' || !g_utf8_validate (words, -1, NULL))
    return g_steal_pointer (&words);

  first = g_utf8_strup (words, (gssize) (g_utf8_next_char (words) - words));
  return g_strconcat (first, g_utf8_next_char (words), NULL);
}

static void
add_activated (GSimpleAction *action,
               GVariant *parameter,
               gpointer user_data)
{
  SyTunePage *self = user_data;
  SyModel *draft = sy_session_get_draft (self->session);
  const char *type = g_variant_get_string (parameter, NULL);
  const char *selected = sy_rule_list_get_selected (self->rules);
  g_autoptr (SyModel) edited = NULL;
  g_autofree char *id = NULL;
  g_autofree char *label = NULL;
  SyRule *rule;
  guint group = G_MAXUINT;

  if (draft == NULL)
    return;

  if (selected == NULL || sy_model_find_rule (draft, selected, &group, NULL) == NULL)
    group = G_MAXUINT;
  rule = sy_rule_new (type, SY_RULE_EVENT);
  rule->label = label_for_type (type);
  sy_rule_add_type (rule, type);
  sy_rule_edit_set_decay (rule, SY_DECAY_EXPONENTIAL);
  label = g_strdup_printf (_ ("Add %s"), rule->label);
  edited = sy_model_edit_add_rule (draft, group, rule, &id);
  apply (self, edited, label, FALSE);
  sy_rule_list_select (self->rules, id, TRUE);
}

static void
duplicate_activated (GSimpleAction *action,
                     GVariant *parameter,
                     gpointer user_data)
{
  SyTunePage *self = user_data;
  const SyRule *rule = selected_rule (self);
  g_autoptr (SyModel) edited = NULL;
  g_autofree char *id = NULL;
  g_autofree char *label = NULL;

  if (rule == NULL)
    return;

  label = g_strdup_printf (_ ("Duplicate %s"), sy_rule_get_label (rule));
  edited = sy_model_edit_duplicate_rule (sy_session_get_draft (self->session), rule->id, &id);
  apply (self, edited, label, FALSE);
  sy_rule_list_select (self->rules, id, TRUE);
}

static void
delete_activated (GSimpleAction *action,
                  GVariant *parameter,
                  gpointer user_data)
{
  SyTunePage *self = user_data;
  const SyRule *rule = selected_rule (self);
  g_autoptr (SyModel) edited = NULL;
  g_autofree char *label = NULL;

  if (rule == NULL)
    return;

  label = g_strdup_printf (_ ("Delete %s"), sy_rule_get_label (rule));
  edited = sy_model_edit_remove_rule (sy_session_get_draft (self->session), rule->id);
  apply (self, edited, label, FALSE);
}

static void
mute_activated (GSimpleAction *action,
                GVariant *parameter,
                gpointer user_data)
{
  SyTunePage *self = user_data;
  const SyRule *rule = selected_rule (self);
  g_autoptr (SyModel) edited = NULL;
  g_autofree char *label = NULL;
  SyRule *copy;

  if (rule == NULL ||
      (edited = sy_model_edit_rule (sy_session_get_draft (self->session), rule->id, &copy)) == NULL)
    return;

  copy->muted = !copy->muted;
  label = g_strdup_printf (copy->muted ? _ ("Mute %s") : _ ("Unmute %s"), sy_rule_get_label (copy));
  apply (self, edited, label, FALSE);
}

static void
move_rule (SyTunePage *self,
           int by)
{
  const SyRule *rule = selected_rule (self);
  g_autoptr (SyModel) edited = NULL;
  g_autofree char *label = NULL;
  g_autofree char *id = NULL;

  if (rule == NULL)
    return;

  id = g_strdup (rule->id);
  label = g_strdup_printf (_ ("Move %s"), sy_rule_get_label (rule));
  edited = sy_model_edit_move_rule (sy_session_get_draft (self->session), rule->id, by);
  apply (self, edited, label, FALSE);
  sy_rule_list_select (self->rules, id, TRUE);
}

static void
move_up_activated (GSimpleAction *action,
                   GVariant *parameter,
                   gpointer user_data)
{
  move_rule (user_data, -1);
}

static void
move_down_activated (GSimpleAction *action,
                     GVariant *parameter,
                     gpointer user_data)
{
  move_rule (user_data, 1);
}

static void
on_rename_response (AdwMessageDialog *dialog,
                    const char *response,
                    gpointer user_data)
{
  SyTunePage *self = user_data;
  GtkWidget *entry = adw_message_dialog_get_extra_child (dialog);
  const char *id = g_object_get_data (G_OBJECT (dialog), "rule-id");
  g_autofree char *name = NULL;
  g_autofree char *label = NULL;
  g_autoptr (SyModel) edited = NULL;
  SyRule *rule;

  if (g_strcmp0 (response, "rename") != 0)
    return;

  name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  edited = sy_model_edit_rule (sy_session_get_draft (self->session), id, &rule);
  if (edited == NULL || *name == '\0')
    return;

  label = g_strdup_printf (_ ("Rename %s"), sy_rule_get_label (rule));
  g_free (rule->label);
  rule->label = g_steal_pointer (&name);
  apply (self, edited, label, FALSE);
}

static void
rename_activated (GSimpleAction *action,
                  GVariant *parameter,
                  gpointer user_data)
{
  SyTunePage *self = user_data;
  const SyRule *rule = selected_rule (self);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog, *entry;

  if (rule == NULL)
    return;

  dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                   _ ("Rename Rule"), NULL);
  entry = gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (entry), sy_rule_get_label (rule));
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name"),
                                  -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "rename",
                                    _ ("_Rename"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "rename",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "rename");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "rule-id", g_strdup (rule->id), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_rename_response), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}

static const GActionEntry action_entries[] = {
  { "add", add_activated, "s", NULL, NULL },
  { "rename", rename_activated, NULL, NULL, NULL },
  { "mute", mute_activated, NULL, NULL, NULL },
  { "duplicate", duplicate_activated, NULL, NULL, NULL },
  { "delete", delete_activated, NULL, NULL, NULL },
  { "move-up", move_up_activated, NULL, NULL, NULL },
  { "move-down", move_down_activated, NULL, NULL, NULL },
};

/* Widget */

static void
sy_tune_page_map (GtkWidget *widget)
{
  SyTunePage *self = SY_TUNE_PAGE (widget);

  GTK_WIDGET_CLASS (sy_tune_page_parent_class)->map (widget);
  if (self->session == NULL)
    return;

  show_model (self);
  show_tuning (self);
  queue_evidence (self);
}

static void
sy_tune_page_unmap (GtkWidget *widget)
{
  SyTunePage *self = SY_TUNE_PAGE (widget);

  g_clear_handle_id (&self->evidence_id, g_source_remove);
  GTK_WIDGET_CLASS (sy_tune_page_parent_class)->unmap (widget);
}

static void
set_session (SyTunePage *self,
             SySession *session)
{
  g_assert (self->session == NULL);

  if (session == NULL)
    return;

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "model-changed", G_CALLBACK (on_model_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "tuning-changed", G_CALLBACK (on_tuning_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "as-of-changed", G_CALLBACK (on_model_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "log-changed", G_CALLBACK (on_log_changed), self,
                           G_CONNECT_SWAPPED);
  sy_rule_list_set_event_types (self->rules, sy_session_get_log (session));
  sy_rule_inspector_set_log (self->inspector, sy_session_get_log (session));
  show_model (self);
  show_tuning (self);
}

static void
sy_tune_page_get_property (GObject *object,
                           guint property_id,
                           GValue *value,
                           GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, SY_TUNE_PAGE (object)->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sy_tune_page_set_property (GObject *object,
                           guint property_id,
                           const GValue *value,
                           GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_SESSION:
      set_session (SY_TUNE_PAGE (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sy_tune_page_dispose (GObject *object)
{
  SyTunePage *self = SY_TUNE_PAGE (object);

  g_clear_handle_id (&self->evidence_id, g_source_remove);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SY_TYPE_TUNE_PAGE);
  if (self->evidence != NULL)
    sy_tune_evidence_stop (self->evidence);
  g_clear_object (&self->evidence);
  g_clear_object (&self->actions);
  g_clear_object (&self->session);
  g_clear_pointer (&self->edit_key, g_free);

  G_OBJECT_CLASS (sy_tune_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (SY_TYPE_FLOW_LAYOUT);
  g_type_ensure (SY_TYPE_RULE_LIST);
  g_type_ensure (SY_TYPE_TUNE_METRICS);
  g_type_ensure (SY_TYPE_CHART_CARD);
  g_type_ensure (SY_TYPE_RULE_INSPECTOR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-tune-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SyTunePage, stack);
  gtk_widget_class_bind_template_child (widget_class, SyTunePage, status);
  gtk_widget_class_bind_template_child (widget_class, SyTunePage, rules);
  gtk_widget_class_bind_template_child (widget_class, SyTunePage, metrics);
  gtk_widget_class_bind_template_child (widget_class, SyTunePage, distribution);
  gtk_widget_class_bind_template_child (widget_class, SyTunePage, bands);
  gtk_widget_class_bind_template_child (widget_class, SyTunePage, inspector);
  gtk_widget_class_bind_template_callback (widget_class, on_weight_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_selection_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_rule_edited);
}

static void
sy_tune_page_class_init (SyTunePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sy_tune_page_get_property;
  object_class->set_property = sy_tune_page_set_property;
  object_class->dispose = sy_tune_page_dispose;
  widget_class->map = sy_tune_page_map;
  widget_class->unmap = sy_tune_page_unmap;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, SY_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  bind_template (widget_class);
}

static void
sy_tune_page_init (SyTunePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->evidence = sy_tune_evidence_new ();
  g_signal_connect_object (self->evidence, "changed", G_CALLBACK (on_evidence_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (sy_chart_card_get_view (self->distribution), "mark-moved",
                            G_CALLBACK (on_threshold_moved), self);

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), action_entries,
                                   G_N_ELEMENTS (action_entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "rule", G_ACTION_GROUP (self->actions));
}
