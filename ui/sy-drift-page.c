/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-drift-page.h"

#include <glib/gi18n.h>

#include "sy-drift-cards.h"
#include "sy-drift-choice.h"
#include "sy-flow-layout.h"
#include "sy-format.h"
#include "sy-notes-button.h"
#include "sy-period-chooser.h"
#include "sy-run-bar.h"

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
  SyJob *job;      /* that runs */
  gint64 model_id; /* what the page is about */
  SyDriftOutput *output;
  SyModel *output_model; /* what it is of, and what that is called */
  char *output_name;
  SyModel *shown_model; /* what the newest run is of */
  SyModel *shown_other;
  SyEventLog *shown_log;
  char *shown_name;
  gint64 shown_id;
  gint64 shown_as_of;
  SyDriftChoice choice;
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
  g_autofree char *name = sy_drift_watched_name (self->session);
  g_autofree char *reference = NULL;
  g_autofree char *dates = NULL;

  reference = input->frozen != NULL ? g_strdup_printf (_ ("%s as published, %s"), name, day)
                                    : g_strdup_printf (_ ("%s on %s"), name, day);
  set_bold_label (self->reference_label, _ ("Reference"), reference);
  gtk_widget_set_sensitive (self->frozen_button, sy_session_get_reference (self->session) != NULL);
  dates = g_strdup_printf (input->is_weekly ? _ ("weekly to %s") : _ ("monthly to %s"), last);
  set_bold_label (self->dates_label, _ ("Against"), dates);
}

static SyDriftCards
get_cards (SyDriftPage *self)
{
  return (SyDriftCards){
    .session = self->session,
    .output = self->output,
    .model = self->output_model,
    .name = self->output_name,
    .note = self->note,
    .ribbon = self->ribbon,
    .psi = self->psi,
    .shift = self->shift,
    .migration = self->migration,
    .cause = self->cause,
    .auc = self->auc,
    .shares = self->shares,
    .change_tile = self->change_tile,
    .spread_tile = self->spread_tile,
    .moves_tile = self->moves_tile,
  };
}

static void
show_output (SyDriftPage *self)
{
  SyDriftCards cards = get_cards (self);

  sy_drift_cards_show (&cards);
}

/* Running */

static void start_run (SyDriftPage *self);

static void
clear_output (SyDriftPage *self)
{
  g_clear_pointer (&self->output, sy_drift_output_free);
  g_clear_pointer (&self->output_model, sy_model_unref);
  g_clear_pointer (&self->output_name, g_free);
}

static void
take_output (SyDriftPage *self,
             SyDriftOutput *output)
{
  clear_output (self);
  self->output = output;
  self->output_model = sy_model_ref (self->shown_model);
  self->output_name = g_strdup (self->shown_name);
  show_output (self);
}

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

  /* Results of another model than that at hand are no longer wanted. */
  if (self->shown_id != self->model_id)
    g_clear_pointer (&output, sy_drift_output_free);
  if (output != NULL)
    take_output (self, output);
  if (self->stale)
    {
      start_run (self);
      sy_run_bar_finish (self->run_bar, SY_JOB (source), NULL);
      return;
    }

  if (error == NULL)
    sy_run_bar_finish (self->run_bar, SY_JOB (source), NULL);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sy_run_bar_finish (self->run_bar, SY_JOB (source),
                       _ ("Stopped; the charts are of an earlier model"));
  else
    sy_run_bar_finish (self->run_bar, SY_JOB (source), error->message);
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
  SyModel *model = sy_drift_watched_model (self->session, &other, NULL);

  g_clear_pointer (&self->shown_model, sy_model_unref);
  g_clear_pointer (&self->shown_other, sy_model_unref);
  g_clear_pointer (&self->shown_log, sy_event_log_unref);
  self->shown_model = model != NULL ? sy_model_ref (model) : NULL;
  self->shown_other = other != NULL ? sy_model_ref (other) : NULL;
  self->shown_log = sy_event_log_ref (sy_session_get_log (self->session));
  self->shown_as_of = sy_session_get_as_of (self->session);
  g_free (self->shown_name);
  self->shown_name = sy_drift_watched_name (self->session);
  self->shown_id = self->model_id;
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

  input = sy_drift_choose (self->session, &self->choice, self->dates);
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
  SyModel *model = sy_drift_watched_model (self->session, &other, NULL);

  return self->shown_model != model || self->shown_other != other ||
         self->shown_log != sy_session_get_log (self->session) ||
         self->shown_as_of != sy_session_get_as_of (self->session);
}

/* What was found and chosen for the model before is not meant for another one. */
static void
follow_model (SyDriftPage *self)
{
  gint64 id = sy_session_get_model_id (self->session);
  SyDriftCards cards;

  if (id == self->model_id)
    return;
  self->model_id = id;
  self->choice.own_reference = G_MININT64;
  self->choice.wants_frozen = FALSE;
  clear_output (self);
  cards = get_cards (self);
  sy_drift_cards_clear (&cards);
}

/* What the user and the session say */

static void
on_session_changed (SyDriftPage *self)
{
  g_assert (SY_IS_DRIFT_PAGE (self));

  follow_model (self);
  if (inputs_changed (self))
    queue_run (self, RUN_AFTER_MS);
}

/* Notes and limits need no new figures. */
static void
on_care_changed (SyDriftPage *self)
{
  g_assert (SY_IS_DRIFT_PAGE (self));

  if (self->output != NULL)
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

  self->choice.has_own_dates = TRUE;
  queue_run (self, 0);
}

static void
on_frozen_clicked (SyDriftPage *self)
{
  g_assert (SY_IS_DRIFT_PAGE (self));

  self->choice.own_reference = G_MININT64;
  self->choice.wants_frozen = TRUE;
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
  self->choice.own_reference = sy_zone_day_start (sy_session_get_zone (self->session), day + 1);
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
  follow_model (self);
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
  clear_output (self);
  g_clear_pointer (&self->shown_name, g_free);
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
  self->choice.own_reference = G_MININT64;
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
