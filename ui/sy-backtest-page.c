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
#include "sy-session-care.h"
#include "sy-session-dates.h"

struct _SyBacktestPage
{
  SyRunPage parent_instance;

  /* Template children */
  GtkStack *stack;
  AdwStatusPage *status;
  SyRunBar *run_bar;
  GtkLabel *outcome_label;
  SyOutcomeEditor *outcome;
  GtkLabel *origins_label;
  SyPeriodChooser *origins;
  GtkLabel *tuned_label;
  GtkMenuButton *tuned_button;
  GtkLabel *note;
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
  GSimpleActionGroup *actions;
  SyFollowUpPanel *follow_up;
  SyBacktest *backtest;
  int version;          /* beside it */
  SyModel *shown_model; /* what the newest run is of */
  SyModel *shown_published;
  SyEventLog *shown_log;
  int shown_version;
  gint64 tuned_until;
  double threshold;
};

G_DEFINE_FINAL_TYPE (SyBacktestPage, sy_backtest_page, SY_TYPE_RUN_PAGE)

static SySession *
get_session (SyBacktestPage *self)
{
  return sy_run_page_get_session (SY_RUN_PAGE (self));
}

/* Showing */

static SyBacktestCards
get_cards (SyBacktestPage *self)
{
  SySession *session = get_session (self);

  return (SyBacktestCards){ session, sy_session_get_model_name (session), self->version,
                            self->backtest, self->threshold, self->note, self->auc, self->roc,
                            self->gain, self->reliability, self->bands, self->precision,
                            self->table };
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
show_outcome (SyBacktestPage *self,
              const SyModel *draft)
{
  const SyOutcomeSpec *outcome = &draft->outcome;

  sy_run_page_set_choice (self->outcome_label, _ ("Outcome"),
                          outcome->name != NULL ? outcome->name : _ ("without a name"));
  sy_outcome_editor_show (self->outcome, outcome);
}

static char *
day_text (SyBacktestPage *self,
          gint64 as_of)
{
  return sy_format_as_of (sy_session_get_zone (get_session (self)), as_of);
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
    range = sy_session_describe_dates (get_session (self), n_origins, origins[0],
                                       origins[n_origins - 1]);
  sy_run_page_set_choice (self->origins_label, _ ("Dates"), range);

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
    sy_run_page_set_choice (self->tuned_label, _ ("Tuned up to"), _ ("not said"));
  else
    {
      g_autofree char *date = day_text (self, self->tuned_until);

      sy_run_page_set_choice (self->tuned_label, _ ("Tuned up to"), date);
    }
}

/* Running */

static gint64 *
dup_origins (SyBacktestPage *self,
             gsize *out_n_origins)
{
  SySession *session = get_session (self);
  SyZone *zone = sy_session_get_zone (session);
  gint64 *origins = sy_session_dup_backtest_dates (session, out_n_origins);

  if (!sy_session_has_backtest_dates (session) && *out_n_origins > 0)
    sy_period_chooser_set (self->origins, SY_PERIOD_MONTH, sy_zone_day (zone, origins[0] - 1),
                           sy_zone_day (zone, origins[*out_n_origins - 1] - 1));
  return origins;
}

/* What became of the people of the last known date, at the threshold of the list. */
static void
follow_up (SyBacktestPage *self)
{
  if (self->backtest != NULL && !sy_run_page_is_running (SY_RUN_PAGE (self)))
    sy_follow_up_panel_start (self->follow_up, self->shown_log, self->shown_model,
                              sy_session_get_model_name (get_session (self)), self->backtest,
                              self->threshold);
}

static void
sy_backtest_page_finished (SyRunPage *page)
{
  follow_up (SY_BACKTEST_PAGE (page));
}

static void
sy_backtest_page_take (SyRunPage *page,
                       gpointer output)
{
  SyBacktestPage *self = SY_BACKTEST_PAGE (page);

  g_clear_pointer (&self->backtest, sy_backtest_unref);
  self->backtest = output;
  self->version = self->shown_version;
  show_backtest (self);
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
  if (sy_session_get_published (get_session (self), &self->shown_version) == NULL)
    self->shown_version = 0;
}

static void
sy_backtest_page_start (SyRunPage *page)
{
  SyBacktestPage *self = SY_BACKTEST_PAGE (page);
  SySession *session = get_session (self);
  SyModel *draft = sy_session_get_draft (session);
  SyModel *published = sy_session_get_published (session, NULL);
  SyBacktestInput *input;

  if (draft == NULL || draft->outcome.kind == SY_OUTCOME_NONE)
    {
      sy_run_page_show_empty (page, _ ("No outcome"),
                              _ ("Choose what the score is held against, then replay it on past dates here."));
      return;
    }

  show_outcome (self, draft);
  input = g_new0 (SyBacktestInput, 1);
  input->log = sy_event_log_ref (sy_session_get_log (session));
  input->model = sy_model_ref (draft);
  input->published = published != NULL ? sy_model_ref (published) : NULL;
  input->origins = dup_origins (self, &input->n_origins);
  input->tuned_until = self->tuned_until;
  show_origins (self, input->origins, input->n_origins);
  show_tuned (self);
  remember_inputs (self, input);
  if (input->n_origins == 0)
    {
      sy_run_page_show_empty (page, _ ("No dates to replay"),
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
  sy_follow_up_panel_cancel (self->follow_up);
  sy_run_page_run (page, _ ("Replaying dates"), sy_backtest_run_job, input,
                   (GDestroyNotify) sy_backtest_input_free, (GDestroyNotify) sy_backtest_unref);
}

static gboolean
sy_backtest_page_is_outdated (SyRunPage *page)
{
  SyBacktestPage *self = SY_BACKTEST_PAGE (page);
  SySession *session = get_session (self);

  return self->shown_model != sy_session_get_draft (session) ||
         self->shown_published != sy_session_get_published (session, NULL) ||
         self->shown_log != sy_session_get_log (session);
}

/* Another model has another outcome, another scale and other lists: what was found and chosen for the
 * one before goes. */
static void
sy_backtest_page_forget (SyRunPage *page)
{
  SyBacktestPage *self = SY_BACKTEST_PAGE (page);
  SyModel *draft = sy_session_get_draft (get_session (self));
  SyBacktestCards cards;

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
on_origins_changed (SyBacktestPage *self)
{
  SySession *session = get_session (self);

  gint32 from, to;
  SyPeriod period;

  g_assert (SY_IS_BACKTEST_PAGE (self));

  if (session == NULL)
    return;
  period = sy_period_chooser_get (self->origins, &from, &to);
  sy_session_set_backtest_dates (session, period, from, to);
  sy_run_page_run_again (SY_RUN_PAGE (self));
}

static void
on_outcome_changed (SyBacktestPage *self)
{
  SySession *session = get_session (self);
  SyModel *draft = sy_session_get_draft (session);
  g_autoptr (SyModel) edited = NULL;

  g_assert (SY_IS_BACKTEST_PAGE (self));

  if (draft == NULL || sy_session_is_read_only (session))
    return;
  edited = sy_outcome_editor_apply (self->outcome, draft);
  if (sy_model_check (edited, NULL) && !sy_model_equal (edited, draft))
    sy_session_set_draft (session, edited, _ ("Change of the outcome"), FALSE);
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
  sy_run_page_run_again (SY_RUN_PAGE (self));
}

/* Widget */

/* Notes need no new figures. */
static void
on_notes_changed (SyBacktestPage *self)
{
  g_assert (SY_IS_BACKTEST_PAGE (self));

  if (self->backtest != NULL)
    show_backtest (self);
}

static void
sy_backtest_page_attach (SyRunPage *page)
{
  SyBacktestPage *self = SY_BACKTEST_PAGE (page);
  SySession *session = get_session (self);

  self->follow_up = sy_follow_up_panel_new (
      session, &(SyFollowUpCards){ self->lead, self->survival, self->cohorts, self->money,
                                   self->fairness, self->errors, self->run_bar });
  g_signal_connect_object (session, "notes-changed", G_CALLBACK (on_notes_changed), self,
                           G_CONNECT_SWAPPED);
}

static void
sy_backtest_page_dispose (GObject *object)
{
  SyBacktestPage *self = SY_BACKTEST_PAGE (object);

  if (self->follow_up != NULL)
    sy_follow_up_panel_stop (self->follow_up);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SY_TYPE_BACKTEST_PAGE);
  g_clear_object (&self->actions);
  g_clear_object (&self->follow_up);
  g_clear_pointer (&self->backtest, sy_backtest_unref);
  g_clear_pointer (&self->shown_model, sy_model_unref);
  g_clear_pointer (&self->shown_published, sy_model_unref);
  g_clear_pointer (&self->shown_log, sy_event_log_unref);

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
  g_type_ensure (SY_TYPE_THRESHOLD_TABLE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/steelyard/Steelyard/sy-backtest-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, status);
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, run_bar);
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, outcome_label);
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, outcome);
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, origins_label);
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, origins);
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, tuned_label);
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, tuned_button);
  gtk_widget_class_bind_template_child (widget_class, SyBacktestPage, note);
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
  gtk_widget_class_bind_template_callback (widget_class, sy_run_page_run_again);
  gtk_widget_class_bind_template_callback (widget_class, on_origins_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_outcome_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_threshold_chosen);
}

static void
sy_backtest_page_class_init (SyBacktestPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  SyRunPageClass *page_class = SY_RUN_PAGE_CLASS (klass);

  object_class->dispose = sy_backtest_page_dispose;
  page_class->attach = sy_backtest_page_attach;
  page_class->is_outdated = sy_backtest_page_is_outdated;
  page_class->start = sy_backtest_page_start;
  page_class->take = sy_backtest_page_take;
  page_class->finished = sy_backtest_page_finished;
  page_class->forget = sy_backtest_page_forget;
  bind_template (GTK_WIDGET_CLASS (klass));
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
  sy_run_page_set_parts (SY_RUN_PAGE (self), self->stack, self->status, self->run_bar);
  g_signal_connect_swapped (sy_chart_card_get_view (self->precision), "mark-moved",
                            G_CALLBACK (on_threshold_moved), self);

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "backtest", G_ACTION_GROUP (self->actions));
}
