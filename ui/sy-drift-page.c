/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-drift-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-cause-table.h"
#include "sy-chart-card.h"
#include "sy-drift-run.h"
#include "sy-flow-layout.h"
#include "sy-format.h"
#include "sy-notes-button.h"
#include "sy-period-chooser.h"
#include "sy-run-bar.h"
#include "sy-session-care.h"
#include "sy-tile.h"

#define MAX_DATES 160
#define N_ORIGINS 12
/* How far back a draft looks when no version was ever published. */
#define DEFAULT_DAYS 182
/* A version so young has nothing to drift from: its past is shown unless asked otherwise. */
#define YOUNG_DAYS 14
#define RUN_AFTER_MS 400

struct _SyDriftPage
{
  AdwBin parent_instance;

  /* Template children */
  GtkStack *stack;
  AdwStatusPage *status;
  GtkMenuButton *reference_button;
  GtkLabel *reference_label;
  GtkWidget *frozen_button;
  GtkEntry *reference_entry;
  GtkLabel *dates_label;
  SyPeriodChooser *dates;
  GtkLabel *note;
  SyRunBar *run_bar;
  SyChartCard *ribbon;
  SyChartCard *psi;
  SyChartCard *shift;
  SyChartCard *migration;
  SyCauseTable *cause;
  SyChartCard *auc;
  SyChartCard *shares;
  SyNotesButton *notes;
  AdwBin *change_bin;
  AdwBin *spread_bin;
  AdwBin *moves_bin;
  SyTile *change_tile;
  SyTile *spread_tile;
  SyTile *moves_tile;

  /* Owned */
  SySession *session;
  SyJob *job; /* that runs */
  SyDriftOutput *output;
  SyModel *shown_model; /* what @output belongs to */
  SyModel *shown_other;
  SyEventLog *shown_log;
  gint64 shown_as_of;
  gint64 own_reference; /* G_MININT64: as published, or the default */
  gboolean wants_frozen;
  gboolean has_own_dates;
  gboolean stale;
  guint run_id;
};

enum
{
  PROP_SESSION = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SyDriftPage, sy_drift_page, ADW_TYPE_BIN)

/* What is watched: the published version when there is one, else the draft. */
static SyModel *
watched_model (SyDriftPage *self,
               SyModel **out_other,
               int *out_version)
{
  SyModel *draft = sy_session_get_draft (self->session);
  SyModel *published = sy_session_get_published (self->session, out_version);

  *out_other = published != NULL ? draft : NULL;
  return published != NULL ? published : draft;
}

static char *
watched_name (SyDriftPage *self)
{
  SyModel *other;
  int version = 0;

  watched_model (self, &other, &version);
  return other != NULL ? g_strdup_printf (_ ("v%d"), version) : g_strdup (_ ("draft"));
}

/* Showing */

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
show_choices (SyDriftPage *self,
              const SyDriftInput *input)
{
  SyZone *zone = sy_session_get_zone (self->session);
  g_autofree char *day = sy_format_as_of (zone, input->reference_as_of);
  g_autofree char *last = sy_format_as_of (zone, input->dates[input->n_dates - 1]);
  g_autofree char *name = watched_name (self);
  g_autofree char *reference = NULL;
  g_autofree char *dates = NULL;
  gint32 from, to;

  reference = input->frozen != NULL ? g_strdup_printf (_ ("%s as published, %s"), name, day)
                                    : g_strdup_printf (_ ("%s on %s"), name, day);
  set_bold_label (self->reference_label, _ ("Reference"), reference);
  gtk_widget_set_sensitive (self->frozen_button, sy_session_get_reference (self->session) != NULL);
  dates = g_strdup_printf (sy_period_chooser_get (self->dates, &from, &to) == SY_PERIOD_WEEK
                               ? _ ("weekly to %s")
                               : _ ("monthly to %s"),
                           last);
  set_bold_label (self->dates_label, _ ("Against"), dates);
}

static void
take_chart (SyChartCard *card,
            SyChart *chart)
{
  sy_chart_card_set_chart (card, chart);
  sy_chart_unref (chart);
}

static void
show_psi (SyDriftPage *self,
          SyZone *zone,
          const SyChartMarks *marks)
{
  const SyDriftTimeline *timeline = self->output->timeline;
  double critical = timeline->n_periods > 0
                        ? timeline->periods[timeline->n_periods - 1].psi.critical
                        : NAN;
  g_autofree char *chance = sy_format_number (critical, 4);
  g_autofree char *subtitle = NULL;
  gint32 from, to;
  gboolean weekly = sy_period_chooser_get (self->dates, &from, &to) == SY_PERIOD_WEEK;

  subtitle = g_strdup_printf (
      weekly
          ? _ ("dashed: 0.10 and 0.25 by habit · dotted: chance exceeds it once in 20 weeks (%s)")
          : _ ("dashed: 0.10 and 0.25 by habit · dotted: chance exceeds it once in 20 months (%s)"),
      chance);
  sy_chart_card_set_heading (self->psi,
                             weekly ? _ ("Population stability (PSI) by week")
                                    : _ ("Population stability (PSI) by month"),
                             subtitle);
  take_chart (self->psi, sy_chart_psi_from_timeline (timeline, zone, marks));
}

static void
show_stability (SyDriftPage *self,
                const SyVolatility *volatility)
{
  g_autofree char *mean = sy_format_number (volatility->mean_change, 2);
  g_autofree char *p95 = sy_format_number (volatility->p95_change, 2);
  g_autofree char *p95_note = g_strdup_printf (_ ("95 %% of people: %s or less"), p95);
  g_autofree char *sd = sy_format_number (volatility->mean_sd, 2);
  g_autofree char *share = sy_format_percent (volatility->weekly_share, 1);
  g_autofree char *n = sy_format_count ((gint64) volatility->n_week_pairs);
  gboolean is_volatile = sy_volatility_is_alarm (volatility, SY_VOLATILITY_MAX_SHARE);
  g_autofree char *note = g_strdup_printf (is_volatile ? _ ("overly volatile, n = %s")
                                                       : _ ("n = %s"),
                                           n);

  sy_tile_set (self->change_tile, mean, p95_note);
  sy_tile_set (self->spread_tile, sd, NULL);
  sy_tile_set (self->moves_tile, share, note);
  if (is_volatile)
    gtk_widget_add_css_class (GTK_WIDGET (self->moves_tile), "note-row");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->moves_tile), "note-row");
}

/* Below its limit the area is no longer good enough. */
static char *
describe_area (SyDriftPage *self,
               const SyBacktest *backtest,
               const char *name)
{
  SyGovernance *governance = sy_session_get_governance (self->session);
  SyPerformance performance;
  g_autofree char *limit = NULL;

  if (governance == NULL || governance->care == NULL)
    return g_strdup_printf (_ ("AUC by month, %s"), name);
  sy_performance_judge (backtest, governance->care->min_auc, governance->care->min_lift,
                        &performance);
  if (performance.auc_is_low)
    {
      limit = sy_format_number (performance.min_auc, 2);
      return g_strdup_printf (_ ("AUC by month, %s · the newest is below its limit of %s"), name,
                              limit);
    }
  if (performance.lift_is_low)
    {
      limit = sy_format_number (performance.min_lift, 1);
      return g_strdup_printf (_ ("AUC by month, %s · the newest lift is below its limit of %s"),
                              name, limit);
    }
  return g_strdup_printf (_ ("AUC by month, %s"), name);
}

static void
show_output (SyDriftPage *self)
{
  SyZone *zone = sy_session_get_zone (self->session);
  const SyDriftOutput *output = self->output;
  SyChartMarks marks;
  g_autofree SyChartNote *notes = sy_chart_notes_from (sy_session_get_notes (self->session),
                                                       &marks);
  g_autofree char *name = watched_name (self);
  g_autofree char *now = sy_format_count_of ((gint64) output->drift->n_current, _ ("person"),
                                             _ ("people"));
  g_autofree char *then = sy_format_count ((gint64) output->drift->n_reference);
  g_autofree char *note = g_strdup_printf (_ ("%s now · %s in the reference"), now, then);

  gtk_label_set_label (self->note, note);
  marks.n_gaps = output->gaps->len;
  marks.gaps = (const SyChartSpan *) output->gaps->data;
  take_chart (self->ribbon,
              sy_chart_ribbon_from_timeline (output->timeline, self->shown_model, zone, &marks));
  take_chart (self->shares, sy_chart_shares_from_timeline (output->timeline, zone, &marks));
  show_psi (self, zone, &marks);
  show_stability (self, output->volatility);
  take_chart (self->shift, sy_chart_shift_from_drift (output->drift, zone));
  take_chart (self->migration, sy_chart_migration_from_drift (output->drift, zone));
  sy_cause_table_update (self->cause, output->drift, name, zone);
  gtk_widget_set_visible (GTK_WIDGET (self->auc), output->backtest != NULL);
  if (output->backtest != NULL)
    {
      g_autofree char *subtitle = describe_area (self, output->backtest, name);

      sy_chart_card_set_heading (self->auc, _ ("Still true?"), subtitle);
      take_chart (self->auc, sy_chart_auc_from_backtest (output->backtest, zone, NULL, &marks));
    }
}

/* Running */

/* Never before the first event, so that somebody is there to be compared. */
static gint64
default_reference (SyDriftPage *self,
                   gint64 as_of)
{
  SyEventLog *log = sy_session_get_log (self->session);
  SyZone *zone = sy_session_get_zone (self->session);
  gint32 day = sy_zone_day (zone, as_of - 1) - DEFAULT_DAYS;
  gint64 first, last;

  if (sy_event_log_get_span (log, &first, &last))
    {
      gint32 first_day = sy_zone_day (zone, first);
      gint32 end_day = sy_zone_day (zone, as_of - 1);

      day = MAX (day, first_day + (end_day - first_day) / 4);
    }

  return sy_zone_day_start (zone, day + 1);
}

static void
choose_dates (SyDriftPage *self,
              SyDriftInput *input)
{
  SyZone *zone = sy_session_get_zone (self->session);
  gint64 as_of = sy_session_get_as_of (self->session);
  SyPeriod period;
  gint32 from, to;

  if (!self->has_own_dates)
    {
      to = sy_zone_day (zone, as_of - 1);
      from = MIN (sy_zone_day (zone, input->reference_as_of - 1),
                  sy_zone_day (zone, default_reference (self, as_of) - 1));
      from = MIN (from, to);
      /* Whole periods back from the as-of date, so that the last one is it. */
      if (to - from > 7 * MAX_DATES)
        period = SY_PERIOD_MONTH;
      else
        {
          period = SY_PERIOD_WEEK;
          from = to - (to - from) / 7 * 7;
        }
      sy_period_chooser_set (self->dates, period, from, to);
    }

  period = sy_period_chooser_get (self->dates, &from, &to);
  input->dates = sy_origins_between (zone, from, to, period, &input->n_dates);
  if (input->n_dates > MAX_DATES)
    {
      memmove (input->dates, input->dates + (input->n_dates - MAX_DATES),
               MAX_DATES * sizeof *input->dates);
      input->n_dates = MAX_DATES;
    }
}

static SyDriftInput *
make_input (SyDriftPage *self)
{
  SyModel *other;
  SyModel *model = watched_model (self, &other, NULL);
  SyReference *frozen = sy_session_get_reference (self->session);
  SyEventLog *log = sy_session_get_log (self->session);
  SyDriftInput *input = g_new0 (SyDriftInput, 1);

  input->log = sy_event_log_ref (log);
  input->model = sy_model_ref (model);
  input->other = other != NULL ? sy_model_ref (other) : NULL;
  if (self->own_reference != G_MININT64)
    input->reference_as_of = self->own_reference;
  else if (frozen != NULL && other != NULL &&
           (self->wants_frozen ||
            frozen->as_of <= sy_session_get_as_of (self->session) - YOUNG_DAYS * 86400))
    {
      input->frozen = sy_reference_ref (frozen);
      input->reference_as_of = frozen->as_of;
    }
  else
    input->reference_as_of = default_reference (self, sy_session_get_as_of (self->session));
  choose_dates (self, input);
  if (model->outcome.kind != SY_OUTCOME_NONE)
    input->origins = sy_origins_suggest (log, N_ORIGINS, &input->n_origins);

  return input;
}

static void start_run (SyDriftPage *self);

static void
run_cb (GObject *source,
        GAsyncResult *result,
        gpointer user_data)
{
  g_autoptr (SyDriftPage) self = user_data;
  g_autoptr (GError) error = NULL;
  SyDriftOutput *output = sy_job_run_finish (SY_JOB (source), result, &error);

  g_clear_object (&self->job);
  if (self->session == NULL) /* disposed meanwhile */
    {
      g_clear_pointer (&output, sy_drift_output_free);
      return;
    }

  if (output != NULL)
    {
      g_clear_pointer (&self->output, sy_drift_output_free);
      self->output = output;
      show_output (self);
    }
  if (self->stale)
    {
      start_run (self);
      return;
    }

  if (error == NULL)
    sy_run_bar_finish (self->run_bar, NULL);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sy_run_bar_finish (self->run_bar, _ ("Stopped; the charts are of an earlier model"));
  else
    sy_run_bar_finish (self->run_bar, error->message);
}

static void
show_empty (SyDriftPage *self,
            const char *title,
            const char *description)
{
  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, description);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
remember_inputs (SyDriftPage *self)
{
  SyModel *other;
  SyModel *model = watched_model (self, &other, NULL);

  g_clear_pointer (&self->shown_model, sy_model_unref);
  g_clear_pointer (&self->shown_other, sy_model_unref);
  g_clear_pointer (&self->shown_log, sy_event_log_unref);
  self->shown_model = model != NULL ? sy_model_ref (model) : NULL;
  self->shown_other = other != NULL ? sy_model_ref (other) : NULL;
  self->shown_log = sy_event_log_ref (sy_session_get_log (self->session));
  self->shown_as_of = sy_session_get_as_of (self->session);
}

static void
start_run (SyDriftPage *self)
{
  SyDriftInput *input;

  self->stale = FALSE;
  remember_inputs (self);
  if (self->shown_model == NULL || sy_event_log_get_n_events (self->shown_log) == 0)
    {
      show_empty (
          self, _ ("Nothing to watch"),
          _ ("Import events and make a model; then see here how its scores move over time."));
      return;
    }

  input = make_input (self);
  if (input->n_dates == 0)
    {
      sy_drift_input_free (input);
      show_empty (self, _ ("No dates"), _ ("The as-of date has to lie after the reference."));
      return;
    }

  gtk_stack_set_visible_child_name (self->stack, "results");
  show_choices (self, input);
  self->job = sy_job_new ();
  sy_run_bar_start (self->run_bar, self->job, _ ("Scoring dates"));
  sy_job_run_async (self->job,
                    NULL,
                    sy_drift_run_all,
                    input,
                    (GDestroyNotify) sy_drift_input_free,
                    (GDestroyNotify) sy_drift_output_free,
                    run_cb,
                    g_object_ref (self));
}

static gboolean
run_timeout_cb (gpointer data)
{
  SyDriftPage *self = data;

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
queue_run (SyDriftPage *self,
           guint after_ms)
{
  g_clear_handle_id (&self->run_id, g_source_remove);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && self->session != NULL)
    self->run_id = g_timeout_add (after_ms, run_timeout_cb, self);
}

static gboolean
inputs_changed (SyDriftPage *self)
{
  SyModel *other;
  SyModel *model = watched_model (self, &other, NULL);

  return self->shown_model != model || self->shown_other != other ||
         self->shown_log != sy_session_get_log (self->session) ||
         self->shown_as_of != sy_session_get_as_of (self->session);
}

/* What the user and the session say */

static void
on_session_changed (SyDriftPage *self)
{
  g_assert (SY_IS_DRIFT_PAGE (self));

  if (inputs_changed (self))
    queue_run (self, RUN_AFTER_MS);
}

/* Notes and limits need no new figures. */
static void
on_care_changed (SyDriftPage *self)
{
  g_assert (SY_IS_DRIFT_PAGE (self));

  if (self->output != NULL && self->shown_model != NULL)
    show_output (self);
}

static void
on_run_again (SyDriftPage *self)
{
  g_assert (SY_IS_DRIFT_PAGE (self));

  queue_run (self, 0);
}

static void
on_dates_changed (SyDriftPage *self)
{
  g_assert (SY_IS_DRIFT_PAGE (self));

  self->has_own_dates = TRUE;
  queue_run (self, 0);
}

static void
on_frozen_clicked (SyDriftPage *self)
{
  g_assert (SY_IS_DRIFT_PAGE (self));

  self->own_reference = G_MININT64;
  self->wants_frozen = TRUE;
  gtk_menu_button_popdown (self->reference_button);
  queue_run (self, 0);
}

static void
on_reference_activate (SyDriftPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->reference_entry));
  gint32 day;

  g_assert (SY_IS_DRIFT_PAGE (self));

  if (!sy_day_parse (text, &day))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->reference_entry), "error");
      return;
    }

  gtk_widget_remove_css_class (GTK_WIDGET (self->reference_entry), "error");
  self->own_reference = sy_zone_day_start (sy_session_get_zone (self->session), day + 1);
  gtk_menu_button_popdown (self->reference_button);
  queue_run (self, 0);
}

/* Widget */

static void
sy_drift_page_map (GtkWidget *widget)
{
  SyDriftPage *self = SY_DRIFT_PAGE (widget);

  GTK_WIDGET_CLASS (sy_drift_page_parent_class)->map (widget);
  if (self->session != NULL && (self->output == NULL || inputs_changed (self)))
    queue_run (self, 0);
}

static void
sy_drift_page_unmap (GtkWidget *widget)
{
  SyDriftPage *self = SY_DRIFT_PAGE (widget);

  g_clear_handle_id (&self->run_id, g_source_remove);
  GTK_WIDGET_CLASS (sy_drift_page_parent_class)->unmap (widget);
}

static void
set_session (SyDriftPage *self,
             SySession *session)
{
  g_assert (self->session == NULL);

  if (session == NULL)
    return;

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "model-changed", G_CALLBACK (on_session_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "log-changed", G_CALLBACK (on_session_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "as-of-changed", G_CALLBACK (on_session_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "care-changed", G_CALLBACK (on_care_changed), self,
                           G_CONNECT_SWAPPED);
  sy_notes_button_set_session (self->notes, session);
  queue_run (self, 0);
}

static void
sy_drift_page_get_property (GObject *object,
                            guint property_id,
                            GValue *value,
                            GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, SY_DRIFT_PAGE (object)->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sy_drift_page_set_property (GObject *object,
                            guint property_id,
                            const GValue *value,
                            GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_SESSION:
      set_session (SY_DRIFT_PAGE (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sy_drift_page_dispose (GObject *object)
{
  SyDriftPage *self = SY_DRIFT_PAGE (object);

  g_clear_handle_id (&self->run_id, g_source_remove);
  if (self->job != NULL)
    sy_job_cancel (self->job);
  self->stale = FALSE;
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SY_TYPE_DRIFT_PAGE);
  g_clear_object (&self->job);
  g_clear_pointer (&self->output, sy_drift_output_free);
  g_clear_pointer (&self->shown_model, sy_model_unref);
  g_clear_pointer (&self->shown_other, sy_model_unref);
  g_clear_pointer (&self->shown_log, sy_event_log_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sy_drift_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (SY_TYPE_FLOW_LAYOUT);
  g_type_ensure (SY_TYPE_CAUSE_TABLE);
  g_type_ensure (SY_TYPE_CHART_CARD);
  g_type_ensure (SY_TYPE_NOTES_BUTTON);
  g_type_ensure (SY_TYPE_PERIOD_CHOOSER);
  g_type_ensure (SY_TYPE_RUN_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-drift-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, status);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, reference_button);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, reference_label);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, frozen_button);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, reference_entry);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, dates_label);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, dates);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, note);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, run_bar);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, ribbon);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, psi);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, shift);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, migration);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, cause);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, auc);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, shares);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, notes);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, change_bin);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, spread_bin);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, moves_bin);
  gtk_widget_class_bind_template_callback (widget_class, on_frozen_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_reference_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_dates_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_run_again);
}

static void
sy_drift_page_class_init (SyDriftPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sy_drift_page_get_property;
  object_class->set_property = sy_drift_page_set_property;
  object_class->dispose = sy_drift_page_dispose;
  widget_class->map = sy_drift_page_map;
  widget_class->unmap = sy_drift_page_unmap;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, SY_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  bind_template (widget_class);
}

static SyTile *
add_tile (AdwBin *bin,
          const char *title,
          const char *definition)
{
  GtkWidget *tile = sy_tile_new (title, definition);

  adw_bin_set_child (bin, tile);
  return SY_TILE (tile);
}

static void
sy_drift_page_init (SyDriftPage *self)
{
  self->own_reference = G_MININT64;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->change_tile = add_tile (
      self->change_bin, _ ("A score moves a day"),
      _ ("Mean over people of the mean absolute change from one day to the next, in the last 28 days"));
  self->spread_tile = add_tile (
      self->spread_bin, _ ("Standard deviation of a day’s change"),
      _ ("Mean over people of the standard deviation of the changes from one day to the next, in the last 28 days"));
  self->moves_tile = add_tile (
      self->moves_bin, _ ("Change band in a week"),
      _ ("Share of people and weeks, of the last 4, at whose end the band is another than at the start; more than 20 % is overly volatile"));
}
