/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-tune-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-chart-card.h"
#include "sy-flow-layout.h"
#include "sy-format.h"
#include "sy-freeze-actions.h"
#include "sy-model-edit.h"
#include "sy-origin-strip.h"
#include "sy-rule-actions.h"
#include "sy-rule-inspector.h"
#include "sy-rule-list.h"
#include "sy-session-care.h"
#include "sy-session.h"
#include "sy-tune-charts.h"
#include "sy-tune-evidence.h"
#include "sy-tune-metrics.h"
#include "sy-tune-notes.h"
#include "sy-tune-origins.h"

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
  SyFigureStrip *origin_strip;
  SyChartCard *distribution;
  SyChartCard *bands;
  SyRuleInspector *inspector;
  SyRunBar *freeze_bar;

  /* Owned */
  SySession *session;
  SyRuleActions *actions;
  SyTuneEvidence *evidence;
  SyTuneOrigins *origins;
  SyFreezeActions *freeze;

  /* Borrowed */
  SyTuneNotes *notes;

  gint64 model_id; /* whose figures are shown */
  char *edit_key;  /* what the newest edit changed, for its label */
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
  const SyModel *model;
  GArray *alarms;

  if (draft == NULL)
    return;

  sy_rule_list_set_evidence (self->rules, sy_tune_evidence_get (self->evidence), draft, shares,
                             n_shares);
  sy_rule_inspector_set_evidence (self->inspector, sy_tune_evidence_get (self->evidence));
  alarms = sy_tune_evidence_get_alarms (self->evidence, &model);
  sy_tune_notes_set_alarms (self->notes, alarms, model);
  sy_tune_notes_set_components (self->notes, sy_tune_evidence_get_components (self->evidence));
}

static void
show_origins (SyTunePage *self)
{
  sy_origin_strip_show (self->origin_strip, sy_tune_origins_get (self->origins),
                        sy_session_get_zone (self->session), compared_version (self));
}

static void
request_origins (SyTunePage *self)
{
  SyModel *draft = sy_session_get_tuned_draft (self->session);

  if (draft != NULL)
    sy_tune_origins_request (self->origins, sy_session_get_log (self->session), draft,
                             sy_session_get_published (self->session, NULL));
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
  sy_rule_actions_update (self->actions);
}

/* Evidence */

static gboolean
evidence_cb (gpointer data)
{
  SyTunePage *self = data;
  SyModel *draft = sy_session_get_draft (self->session);
  SyTuning *tuning = sy_session_get_tuning (self->session);
  SyGovernance *governance = sy_session_get_governance (self->session);
  const SyModelCare *care = governance != NULL ? governance->care : NULL;

  if (sy_chart_view_is_dragging (sy_chart_card_get_view (self->distribution)))
    return G_SOURCE_CONTINUE;

  self->evidence_id = 0;
  if (draft != NULL && tuning != NULL)
    sy_tune_evidence_request (self->evidence, sy_session_get_log (self->session), draft,
                              sy_session_get_types (self->session),
                              sy_session_get_as_of (self->session),
                              care != NULL ? care->max_high : SY_OCCUPANCY_MAX_HIGH,
                              care != NULL ? care->max_share : SY_OCCUPANCY_MAX_SHARE);

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

static void
on_origins_changed (SyTunePage *self)
{
  g_assert (SY_IS_TUNE_PAGE (self));

  if (self->session != NULL)
    show_origins (self);
}

/* Figures of the model before are not those of another one, which may have the same rules. */
static void
follow_model (SyTunePage *self)
{
  gint64 id = sy_session_get_model_id (self->session);

  if (id == self->model_id)
    return;
  self->model_id = id;
  g_clear_pointer (&self->edit_key, g_free);
  sy_tune_evidence_stop (self->evidence);
  sy_tune_origins_stop (self->origins);
  sy_rule_inspector_forget (self->inspector);
  sy_chart_card_set_chart (self->distribution, NULL);
  sy_chart_view_set_marks (sy_chart_card_get_view (self->distribution), NULL, 0);
  sy_chart_card_set_chart (self->bands, NULL);
  show_model (self);
  show_tuning (self);
  show_evidence (self);
  show_origins (self);
}

/* What the session says */

static void
on_model_changed (SyTunePage *self)
{
  g_assert (SY_IS_TUNE_PAGE (self));

  follow_model (self);
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
  request_origins (self);
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
  sy_rule_actions_update (self->actions);
}

static void
on_rule_action (SyModel *edited,
                const char *label,
                gpointer user_data)
{
  apply (user_data, edited, label, FALSE);
}

static void
on_rule_dropped (SyTunePage *self,
                 const char *id,
                 const char *other,
                 gboolean is_after)
{
  g_assert (SY_IS_TUNE_PAGE (self));

  sy_rule_actions_place (self->actions, id, other, is_after);
}

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
  request_origins (self);
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
  sy_rule_actions_set_session (self->actions, session);
  sy_freeze_actions_set_session (self->freeze, session);
  g_signal_connect_object (session, "model-changed", G_CALLBACK (on_model_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "tuning-changed", G_CALLBACK (on_tuning_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "as-of-changed", G_CALLBACK (on_model_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "log-changed", G_CALLBACK (on_log_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "types-changed", G_CALLBACK (queue_evidence), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "care-changed", G_CALLBACK (queue_evidence), self,
                           G_CONNECT_SWAPPED);
  sy_rule_list_set_event_types (self->rules, sy_session_get_log (session));
  sy_rule_inspector_set_log (self->inspector, sy_session_get_log (session));
  self->model_id = sy_session_get_model_id (session);
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
  if (self->origins != NULL)
    sy_tune_origins_stop (self->origins);
  g_clear_object (&self->origins);
  if (self->freeze != NULL)
    sy_freeze_actions_set_session (self->freeze, NULL);
  g_clear_object (&self->freeze);
  g_clear_pointer (&self->actions, sy_rule_actions_free);
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
  g_type_ensure (SY_TYPE_FIGURE_STRIP);
  g_type_ensure (SY_TYPE_RUN_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-tune-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SyTunePage, stack);
  gtk_widget_class_bind_template_child (widget_class, SyTunePage, status);
  gtk_widget_class_bind_template_child (widget_class, SyTunePage, rules);
  gtk_widget_class_bind_template_child (widget_class, SyTunePage, metrics);
  gtk_widget_class_bind_template_child (widget_class, SyTunePage, distribution);
  gtk_widget_class_bind_template_child (widget_class, SyTunePage, bands);
  gtk_widget_class_bind_template_child (widget_class, SyTunePage, inspector);
  gtk_widget_class_bind_template_child (widget_class, SyTunePage, freeze_bar);
  gtk_widget_class_bind_template_child (widget_class, SyTunePage, origin_strip);
  gtk_widget_class_bind_template_callback (widget_class, on_weight_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_selection_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_rule_dropped);
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

  self->origins = sy_tune_origins_new ();
  g_signal_connect_object (self->origins, "changed", G_CALLBACK (on_origins_changed), self,
                           G_CONNECT_SWAPPED);
  self->notes = SY_TUNE_NOTES (sy_tune_notes_new ());
  sy_chart_card_add_footer (self->distribution, GTK_WIDGET (self->notes));
  self->freeze = sy_freeze_actions_new (GTK_WIDGET (self), self->freeze_bar);
  self->actions = sy_rule_actions_new (GTK_WIDGET (self), self->rules, self->inspector,
                                       on_rule_action, self);
}
