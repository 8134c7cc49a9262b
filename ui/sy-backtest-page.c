/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-backtest-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-backtest-cards.h"
#include "sy-backtest-run.h"
#include "sy-chart-card.h"
#include "sy-flow-layout.h"
#include "sy-follow-up-panel.h"
#include "sy-format.h"
#include "sy-outcome-editor.h"
#include "sy-period-chooser.h"
#include "sy-run-bar.h"
#include "sy-session-care.h"
#include "sy-session-dates.h"
#include "sy-session.h"

/* The draft has to hold still so long before it is replayed. */
#define RUN_AFTER_MS 400

struct _SyBacktestPage
{
  AdwBin parent_instance;

  /* Template children */
  GtkStack *stack;
  AdwStatusPage *status;
  GtkLabel *outcome_label;
  SyOutcomeEditor *outcome;
  GtkLabel *origins_label;
  SyPeriodChooser *origins;
  GtkLabel *tuned_label;
  GtkMenuButton *tuned_button;
  GtkLabel *note;
  SyRunBar *run_bar;
  SyChartCard *auc;
  SyChartCard *roc;
  SyChartCard *gain;
  SyChartCard *reliability;
  SyChartCard *bands;
  SyChartCard *precision;
  SyThresholdTable *table;
  SyChartCard *lead;
  SyChartCard *survival;
  SyChartCard *cohorts;
  SyMoneyCard *money;
  SyFairnessCard *fairness;
  SyErrorBrowser *errors;

  /* Owned */
  SySession *session;
  GSimpleActionGroup *actions;
  SyFollowUpPanel *follow_up;
  SyJob *job;      /* that runs */
  gint64 model_id; /* what the page is about, and what it is called */
  char *model_name;
  SyBacktest *backtest;
  int version;          /* beside it */
  SyModel *shown_model; /* what the newest run is of */
  SyModel *shown_published;
  SyEventLog *shown_log;
  gint64 shown_id;
  int shown_version;
  gint64 tuned_until;
  double threshold;
  gboolean stale; /* inputs have changed since the newest run began */
  guint run_id;
};

enum
{
  PROP_SESSION = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SyBacktestPage, sy_backtest_page, ADW_TYPE_BIN)

/* Showing */

static SyBacktestCards
get_cards (SyBacktestPage *self)
{
  return (SyBacktestCards){ self->session, self->model_name, self->version, self->backtest,
                            self->threshold, self->note, self->auc, self->roc, self->gain,
                            self->reliability, self->bands, self->precision, self->table };
}

static void
show_list (SyBacktestPage *self)
{
  SyBacktestCards cards = get_cards (self);

  sy_backtest_cards_show_list (&cards);
}

static void
show_backtest (SyBacktestPage *self)
{
  SyBacktestCards cards = get_cards (self);

  sy_backtest_cards_show (&cards);
}

static void
set_bold_label (GtkLabel *label,
                const char *what,
                const char *value)
{
  g_autofree char *markup = g_markup_printf_escaped ("%s <b>%s</b>", what, value);

  if (g_strcmp0 (gtk_label_get_label (label), markup) != 0)
    gtk_label_set_markup (label, markup);
}

static void
show_outcome (SyBacktestPage *self,
              const SyModel *draft)
{
  const SyOutcomeSpec *outcome = &draft->outcome;

  set_bold_label (self->outcome_label, _ ("Outcome"),
                  outcome->name != NULL ? outcome->name : _ ("without a name"));
  sy_outcome_editor_show (self->outcome, outcome);
}

static char *
day_text (SyBacktestPage *self,
          gint64 as_of)
{
  return sy_format_as_of (sy_session_get_zone (self->session), as_of);
}

static void
show_origins (SyBacktestPage *self,
              const gint64 *origins,
              gsize n_origins)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autofree char *range = NULL;

  if (n_origins == 0)
    range = g_strdup (_ ("none"));
  else
    range = sy_session_describe_dates (self->session, n_origins, origins[0],
                                       origins[n_origins - 1]);
  set_bold_label (self->origins_label, _ ("Dates"), range);

  g_menu_append (menu, _ ("Not said"), "backtest.tuned::");
  for (gsize i = 0; i + 1 < n_origins; i++)
    {
      g_autofree char *date = day_text (self, origins[i]);
      g_autofree char *value = sy_instant_format (origins[i]);
      g_autoptr (GMenuItem) item = g_menu_item_new (date, NULL);

      g_menu_item_set_action_and_target (item, "backtest.tuned", "s", value);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->tuned_button, G_MENU_MODEL (menu));
}

static void
show_tuned (SyBacktestPage *self)
{
  if (self->tuned_until == G_MININT64)
    set_bold_label (self->tuned_label, _ ("Tuned up to"), _ ("not said"));
  else
    {
      g_autofree char *date = day_text (self, self->tuned_until);

      set_bold_label (self->tuned_label, _ ("Tuned up to"), date);
    }
}

/* Running */

static gint64 *
dup_origins (SyBacktestPage *self,
             gsize *out_n_origins)
{
  SyZone *zone = sy_session_get_zone (self->session);
  gint64 *origins = sy_session_dup_backtest_dates (self->session, out_n_origins);

  if (!sy_session_has_backtest_dates (self->session) && *out_n_origins > 0)
    sy_period_chooser_set (self->origins, SY_PERIOD_MONTH, sy_zone_day (zone, origins[0] - 1),
                           sy_zone_day (zone, origins[*out_n_origins - 1] - 1));
  return origins;
}

static void start_run (SyBacktestPage *self);

/* What became of the people of the last known date, at the threshold of the list. */
static void
follow_up (SyBacktestPage *self)
{
  if (self->backtest != NULL && self->job == NULL)
    sy_follow_up_panel_start (self->follow_up, self->shown_log, self->shown_model,
                              self->model_name, self->backtest, self->threshold);
}

static void
run_cb (GObject *source,
        GAsyncResult *result,
        gpointer user_data)
{
  g_autoptr (SyBacktestPage) self = user_data;
  g_autoptr (GError) error = NULL;
  SyBacktest *backtest = sy_job_run_finish (SY_JOB (source), result, &error);

  g_clear_object (&self->job);
  if (self->session == NULL) /* disposed meanwhile */
    {
      g_clear_pointer (&backtest, sy_backtest_unref);
      return;
    }

  /* Results of another model than that at hand are no longer wanted. */
  if (self->shown_id != self->model_id)
    g_clear_pointer (&backtest, sy_backtest_unref);
  if (backtest != NULL)
    {
      g_clear_pointer (&self->backtest, sy_backtest_unref);
      self->backtest = backtest;
      self->version = self->shown_version;
      gtk_stack_set_visible_child_name (self->stack, "results");
      show_backtest (self);
    }
  if (self->stale)
    {
      start_run (self);
      sy_run_bar_finish (self->run_bar, SY_JOB (source), NULL);
      return;
    }

  if (error == NULL)
    {
      sy_run_bar_finish (self->run_bar, SY_JOB (source), NULL);
      follow_up (self);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sy_run_bar_finish (self->run_bar, SY_JOB (source),
                       _ ("Stopped; the charts are of an earlier draft"));
  else
    sy_run_bar_finish (self->run_bar, SY_JOB (source), error->message);
}

static void
remember_inputs (SyBacktestPage *self,
                 const SyBacktestInput *input)
{
  g_clear_pointer (&self->shown_model, sy_model_unref);
  g_clear_pointer (&self->shown_published, sy_model_unref);
  g_clear_pointer (&self->shown_log, sy_event_log_unref);
  self->shown_model = sy_model_ref (input->model);
  self->shown_published = input->published != NULL ? sy_model_ref (input->published) : NULL;
  self->shown_log = sy_event_log_ref (input->log);
  self->shown_id = self->model_id;
  if (sy_session_get_published (self->session, &self->shown_version) == NULL)
    self->shown_version = 0;
}

static void
show_empty (SyBacktestPage *self,
            const char *title,
            const char *description)
{
  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, description);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
start_run (SyBacktestPage *self)
{
  SyModel *draft = sy_session_get_draft (self->session);
  SyModel *published = sy_session_get_published (self->session, NULL);
  SyBacktestInput *input;

  self->stale = FALSE;
  if (draft == NULL || draft->outcome.kind == SY_OUTCOME_NONE)
    {
      show_empty (self, _ ("No outcome"),
                  _ ("Choose what the score is held against, then replay it on past dates here."));
      return;
    }

  show_outcome (self, draft);
  input = g_new0 (SyBacktestInput, 1);
  input->log = sy_event_log_ref (sy_session_get_log (self->session));
  input->model = sy_model_ref (draft);
  input->published = published != NULL ? sy_model_ref (published) : NULL;
  input->origins = dup_origins (self, &input->n_origins);
  input->tuned_until = self->tuned_until;
  show_origins (self, input->origins, input->n_origins);
  show_tuned (self);
  remember_inputs (self, input);
  if (input->n_origins == 0)
    {
      show_empty (self, _ ("No dates to replay"),
                  _ ("The data have to span more than a month, or choose dates inside them."));
      gtk_stack_set_visible_child_name (self->stack, self->backtest != NULL ? "results" : "empty");
      sy_backtest_input_free (input);
      return;
    }

  if (isnan (self->threshold) && draft->bands->len > 1)
    self->threshold = sy_model_get_band (draft, draft->outcome.direction == SY_DIRECTION_LESS
                                                    ? 1
                                                    : draft->bands->len - 1)
                          ->min;
  gtk_stack_set_visible_child_name (self->stack, "results");
  sy_follow_up_panel_cancel (self->follow_up);
  self->job = sy_job_new ();
  sy_run_bar_start (self->run_bar, self->job, _ ("Replaying dates"));
  sy_job_run_async (self->job, NULL, sy_backtest_run_job, input, (GDestroyNotify) sy_backtest_input_free,
                    (GDestroyNotify) sy_backtest_unref, run_cb, g_object_ref (self));
}

static gboolean
run_timeout_cb (gpointer data)
{
  SyBacktestPage *self = data;

  self->run_id = 0;
  if (self->job != NULL)
    {
      self->stale = TRUE;
      sy_job_cancel (self->job);
    }
  else
    start_run (self);

  return G_SOURCE_REMOVE;
}

static void
queue_run (SyBacktestPage *self,
           guint after_ms)
{
  g_clear_handle_id (&self->run_id, g_source_remove);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && self->session != NULL)
    self->run_id = g_timeout_add (after_ms, run_timeout_cb, self);
}

static gboolean
inputs_changed (SyBacktestPage *self)
{
  return self->shown_model != sy_session_get_draft (self->session) ||
         self->shown_published != sy_session_get_published (self->session, NULL) ||
         self->shown_log != sy_session_get_log (self->session);
}

/* Another model has another outcome, another scale and other lists: what was found and chosen for the
 * one before goes. */
static void
follow_model (SyBacktestPage *self)
{
  gint64 id = sy_session_get_model_id (self->session);
  SyModel *draft = sy_session_get_draft (self->session);
  SyBacktestCards cards;

  g_free (self->model_name);
  self->model_name = g_strdup (sy_session_get_model_name (self->session));
  if (id == self->model_id)
    return;
  self->model_id = id;
  self->threshold = NAN;
  self->tuned_until = G_MININT64;
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (
                                 G_ACTION_MAP (self->actions), "tuned")),
                             g_variant_new_string (""));
  g_clear_pointer (&self->backtest, sy_backtest_unref);
  cards = get_cards (self);
  sy_backtest_cards_clear (&cards);
  sy_follow_up_panel_clear (self->follow_up);
  if (draft != NULL)
    show_outcome (self, draft);
}

/* What the user and the session say */

static void
on_session_changed (SyBacktestPage *self)
{
  g_assert (SY_IS_BACKTEST_PAGE (self));

  follow_model (self);
  if (inputs_changed (self))
    queue_run (self, RUN_AFTER_MS);
}

static void
on_run_again (SyBacktestPage *self)
{
  g_assert (SY_IS_BACKTEST_PAGE (self));

  queue_run (self, 0);
}

static void
on_origins_changed (SyBacktestPage *self)
{
  gint32 from, to;
  SyPeriod period;

  g_assert (SY_IS_BACKTEST_PAGE (self));

  if (self->session == NULL)
    return;
  period = sy_period_chooser_get (self->origins, &from, &to);
  sy_session_set_backtest_dates (self->session, period, from, to);
  queue_run (self, 0);
}

static void
on_outcome_changed (SyBacktestPage *self)
{
  SyModel *draft = sy_session_get_draft (self->session);
  g_autoptr (SyModel) edited = NULL;

  g_assert (SY_IS_BACKTEST_PAGE (self));

  if (draft == NULL || sy_session_is_read_only (self->session))
    return;
  edited = sy_outcome_editor_apply (self->outcome, draft);
  if (sy_model_check (edited, NULL) && !sy_model_equal (edited, draft))
    sy_session_set_draft (self->session, edited, _ ("Change of the outcome"), FALSE);
}

static void
on_threshold_chosen (SyBacktestPage *self,
                     double threshold)
{
  g_assert (SY_IS_BACKTEST_PAGE (self));

  self->threshold = threshold;
  if (self->backtest == NULL)
    return;
  show_list (self);
  follow_up (self);
}

static void
on_threshold_moved (SyBacktestPage *self,
                    guint index,
                    double value,
                    gboolean final)
{
  g_assert (SY_IS_BACKTEST_PAGE (self));

  self->threshold = value;
  if (self->backtest == NULL)
    return;
  show_list (self);
  if (final)
    follow_up (self);
}

static void
tuned_changed (GSimpleAction *action,
               GVariant *state,
               gpointer user_data)
{
  SyBacktestPage *self = user_data;
  gint64 ms;

  g_simple_action_set_state (action, state);
  if (sy_instant_parse (g_variant_get_string (state, NULL), &ms))
    self->tuned_until = ms / 1000;
  else
    self->tuned_until = G_MININT64;
  queue_run (self, 0);
}

/* Widget */

static void
sy_backtest_page_map (GtkWidget *widget)
{
  SyBacktestPage *self = SY_BACKTEST_PAGE (widget);

  GTK_WIDGET_CLASS (sy_backtest_page_parent_class)->map (widget);
  if (self->session != NULL && inputs_changed (self))
    queue_run (self, 0);
}

static void
sy_backtest_page_unmap (GtkWidget *widget)
{
  SyBacktestPage *self = SY_BACKTEST_PAGE (widget);

  g_clear_handle_id (&self->run_id, g_source_remove);
  GTK_WIDGET_CLASS (sy_backtest_page_parent_class)->unmap (widget);
}

/* Notes need no new figures. */
static void
on_notes_changed (SyBacktestPage *self)
{
  g_assert (SY_IS_BACKTEST_PAGE (self));

  if (self->backtest != NULL)
    show_backtest (self);
}

static void
set_session (SyBacktestPage *self,
             SySession *session)
{
  g_assert (self->session == NULL);

  if (session == NULL)
    return;

  self->session = g_object_ref (session);
  self->follow_up = sy_follow_up_panel_new (
      session, &(SyFollowUpCards){ self->lead, self->survival, self->cohorts, self->money,
                                   self->fairness, self->errors, self->run_bar });
  g_signal_connect_object (session, "model-changed", G_CALLBACK (on_session_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "log-changed", G_CALLBACK (on_session_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notes-changed", G_CALLBACK (on_notes_changed), self,
                           G_CONNECT_SWAPPED);
  follow_model (self);
  queue_run (self, 0);
}

static void
sy_backtest_page_get_property (GObject *object,
                               guint property_id,
                               GValue *value,
                               GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, SY_BACKTEST_PAGE (object)->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sy_backtest_page_set_property (GObject *object,
                               guint property_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_SESSION:
      set_session (SY_BACKTEST_PAGE (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sy_backtest_page_dispose (GObject *object)
{
  SyBacktestPage *self = SY_BACKTEST_PAGE (object);

  g_clear_handle_id (&self->run_id, g_source_remove);
  if (self->job != NULL)
    sy_job_cancel (self->job);
  self->stale = FALSE;
  if (self->follow_up != NULL)
    sy_follow_up_panel_stop (self->follow_up);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SY_TYPE_BACKTEST_PAGE);
  g_clear_object (&self->job);
  g_clear_object (&self->actions);
  g_clear_object (&self->follow_up);
  g_clear_pointer (&self->backtest, sy_backtest_unref);
  g_clear_pointer (&self->shown_model, sy_model_unref);
  g_clear_pointer (&self->shown_published, sy_model_unref);
  g_clear_pointer (&self->shown_log, sy_event_log_unref);
  g_clear_object (&self->session);
  g_clear_pointer (&self->model_name, g_free);

  G_OBJECT_CLASS (sy_backtest_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (SY_TYPE_FLOW_LAYOUT);
  g_type_ensure (SY_TYPE_CHART_CARD);
  g_type_ensure (SY_TYPE_ERROR_BROWSER);
  g_type_ensure (SY_TYPE_FAIRNESS_CARD);
  g_type_ensure (SY_TYPE_MONEY_CARD);
  g_type_ensure (SY_TYPE_OUTCOME_EDITOR);
  g_type_ensure (SY_TYPE_PERIOD_CHOOSER);
  g_type_ensure (SY_TYPE_RUN_BAR);
  g_type_ensure (SY_TYPE_THRESHOLD_TABLE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/steelyard/Steelyard/sy-backtest-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, status);
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, outcome_label);
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, outcome);
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, origins_label);
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, origins);
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, tuned_label);
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, tuned_button);
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, note);
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, run_bar);
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, auc);
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, roc);
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, gain);
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, reliability);
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, bands);
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, precision);
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, table);
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, lead);
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, survival);
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, cohorts);
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, money);
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, fairness);
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, errors);
  gtk_widget_class_bind_template_callback (widget_class, on_run_again);
  gtk_widget_class_bind_template_callback (widget_class, on_origins_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_outcome_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_threshold_chosen);
}

static void
sy_backtest_page_class_init (SyBacktestPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sy_backtest_page_get_property;
  object_class->set_property = sy_backtest_page_set_property;
  object_class->dispose = sy_backtest_page_dispose;
  widget_class->map = sy_backtest_page_map;
  widget_class->unmap = sy_backtest_page_unmap;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, SY_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  bind_template (widget_class);
}

static void
sy_backtest_page_init (SyBacktestPage *self)
{
  static const GActionEntry entries[] = {
    { "tuned", NULL, "s", "''", tuned_changed },
  };

  self->tuned_until = G_MININT64;
  self->threshold = NAN;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (sy_chart_card_get_view (self->precision), "mark-moved",
                            G_CALLBACK (on_threshold_moved), self);

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "backtest", G_ACTION_GROUP (self->actions));
}
