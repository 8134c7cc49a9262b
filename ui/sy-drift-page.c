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

struct _SyDriftPage
{
  SyRunPage parent_instance;

  /* Template children */
  GtkStack *stack;
  AdwStatusPage *status;
  SyRunBar *run_bar;
  GtkMenuButton *reference_button;
  GtkLabel *reference_label;
  GtkWidget *frozen_button;
  GtkEntry *reference_entry;
  GtkLabel *dates_label;
  SyPeriodChooser *dates;
  GtkLabel *note;
  SyChartCard *ribbon;
  SyChartCard *psi;
  SyChartCard *shift;
  SyChartCard *migration;
  SyCauseTable *cause;
  SyChartCard *auc;
  SyInputTable *types;
  SyInputTable *rules;
  SyChartCard *shares;
  SyNotesButton *notes;
  AdwBin *change_bin;
  AdwBin *spread_bin;
  AdwBin *moves_bin;
  SyTile *change_tile;
  SyTile *spread_tile;
  SyTile *moves_tile;

  /* Owned */
  SyDriftOutput *output;
  SyModel *output_model; /* what it is of, and what that is called */
  char *output_name;
  SyModel *shown_model; /* what the newest run is of */
  SyModel *shown_other;
  SyEventLog *shown_log;
  char *shown_name;
  gint64 shown_as_of;
  SyDriftChoice choice;
};

G_DEFINE_FINAL_TYPE (SyDriftPage, sy_drift_page, SY_TYPE_RUN_PAGE)

static SySession *
get_session (SyDriftPage *self)
{
  return sy_run_page_get_session (SY_RUN_PAGE (self));
}

/* Showing */

static void
show_choices (SyDriftPage *self,
              const SyDriftInput *input)
{
  SySession *session = get_session (self);
  SyZone *zone = sy_session_get_zone (session);
  g_autofree char *day = sy_format_as_of (zone, input->reference_as_of);
  g_autofree char *last = sy_format_as_of (zone, input->dates[input->n_dates - 1]);
  g_autofree char *name = sy_drift_watched_name (session);
  g_autofree char *reference = NULL;
  g_autofree char *dates = NULL;

  reference = input->frozen != NULL ? g_strdup_printf (_ ("%s as published, %s"), name, day)
                                    : g_strdup_printf (_ ("%s on %s"), name, day);
  sy_run_page_set_choice (self->reference_label, _ ("Reference"), reference);
  gtk_widget_set_sensitive (self->frozen_button, sy_session_get_reference (session) != NULL);
  dates = g_strdup_printf (input->is_weekly ? _ ("weekly to %s") : _ ("monthly to %s"), last);
  sy_run_page_set_choice (self->dates_label, _ ("Against"), dates);
}

static SyDriftCards
get_cards (SyDriftPage *self)
{
  return (SyDriftCards){
    .session = get_session (self),
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
    .types = self->types,
    .rules = self->rules,
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

static void
clear_output (SyDriftPage *self)
{
  g_clear_pointer (&self->output, sy_drift_output_free);
  g_clear_pointer (&self->output_model, sy_model_unref);
  g_clear_pointer (&self->output_name, g_free);
}

static void
sy_drift_page_take (SyRunPage *page,
                    gpointer output)
{
  SyDriftPage *self = SY_DRIFT_PAGE (page);

  clear_output (self);
  self->output = output;
  self->output_model = sy_model_ref (self->shown_model);
  self->output_name = g_strdup (self->shown_name);
  show_output (self);
}

static void
remember_inputs (SyDriftPage *self)
{
  SySession *session = get_session (self);
  SyModel *other;
  SyModel *model = sy_drift_watched_model (session, &other, NULL);

  g_clear_pointer (&self->shown_model, sy_model_unref);
  g_clear_pointer (&self->shown_other, sy_model_unref);
  g_clear_pointer (&self->shown_log, sy_event_log_unref);
  self->shown_model = model != NULL ? sy_model_ref (model) : NULL;
  self->shown_other = other != NULL ? sy_model_ref (other) : NULL;
  self->shown_log = sy_event_log_ref (sy_session_get_log (session));
  self->shown_as_of = sy_session_get_as_of (session);
  g_free (self->shown_name);
  self->shown_name = sy_drift_watched_name (session);
}

static void
sy_drift_page_start (SyRunPage *page)
{
  SyDriftPage *self = SY_DRIFT_PAGE (page);
  SyDriftInput *input;

  remember_inputs (self);
  if (self->shown_model == NULL || sy_event_log_get_n_events (self->shown_log) == 0)
    {
      sy_run_page_show_empty (
          page, _ ("Nothing to watch"),
          _ ("Import events and make a model; then see here how its scores move over time."));
      return;
    }

  input = sy_drift_choose (get_session (self), &self->choice, self->dates);
  if (input->n_dates == 0)
    {
      sy_drift_input_free (input);
      sy_run_page_show_empty (page, _ ("No dates"), _ ("The as-of date has to lie after the reference."));
      return;
    }

  show_choices (self, input);
  sy_run_page_run (page, _ ("Scoring dates"), sy_drift_run_all, input,
                   (GDestroyNotify) sy_drift_input_free, (GDestroyNotify) sy_drift_output_free);
}

static gboolean
sy_drift_page_is_outdated (SyRunPage *page)
{
  SyDriftPage *self = SY_DRIFT_PAGE (page);
  SySession *session = get_session (self);
  SyModel *other;
  SyModel *model = sy_drift_watched_model (session, &other, NULL);

  return self->shown_model != model || self->shown_other != other ||
         self->shown_log != sy_session_get_log (session) ||
         self->shown_as_of != sy_session_get_as_of (session);
}

/* What was found and chosen for the model before is not meant for another one. */
static void
sy_drift_page_forget (SyRunPage *page)
{
  SyDriftPage *self = SY_DRIFT_PAGE (page);
  SyDriftCards cards;

  self->choice.own_reference = G_MININT64;
  self->choice.wants_frozen = FALSE;
  clear_output (self);
  cards = get_cards (self);
  sy_drift_cards_clear (&cards);
}

/* What the user and the session say */

/* Notes and limits need no new figures. */
static void
on_care_changed (SyDriftPage *self)
{
  g_assert (SY_IS_DRIFT_PAGE (self));

  if (self->output != NULL)
    show_output (self);
}

static void
on_dates_changed (SyDriftPage *self)
{
  g_assert (SY_IS_DRIFT_PAGE (self));

  self->choice.has_own_dates = TRUE;
  sy_run_page_run_again (SY_RUN_PAGE (self));
}

static void
on_frozen_clicked (SyDriftPage *self)
{
  g_assert (SY_IS_DRIFT_PAGE (self));

  self->choice.own_reference = G_MININT64;
  self->choice.wants_frozen = TRUE;
  gtk_menu_button_popdown (self->reference_button);
  sy_run_page_run_again (SY_RUN_PAGE (self));
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
  self->choice.own_reference = sy_zone_day_start (sy_session_get_zone (get_session (self)), day + 1);
  gtk_menu_button_popdown (self->reference_button);
  sy_run_page_run_again (SY_RUN_PAGE (self));
}

/* Widget */

static void
sy_drift_page_attach (SyRunPage *page)
{
  SyDriftPage *self = SY_DRIFT_PAGE (page);
  SySession *session = get_session (self);

  g_signal_connect_object (session, "as-of-changed", G_CALLBACK (sy_run_page_check), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "care-changed", G_CALLBACK (on_care_changed), self,
                           G_CONNECT_SWAPPED);
  sy_notes_button_set_session (self->notes, session);
}

static void
sy_drift_page_dispose (GObject *object)
{
  SyDriftPage *self = SY_DRIFT_PAGE (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SY_TYPE_DRIFT_PAGE);
  clear_output (self);
  g_clear_pointer (&self->shown_name, g_free);
  g_clear_pointer (&self->shown_model, sy_model_unref);
  g_clear_pointer (&self->shown_other, sy_model_unref);
  g_clear_pointer (&self->shown_log, sy_event_log_unref);

  G_OBJECT_CLASS (sy_drift_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (SY_TYPE_FLOW_LAYOUT);
  g_type_ensure (SY_TYPE_CAUSE_TABLE);
  g_type_ensure (SY_TYPE_CHART_CARD);
  g_type_ensure (SY_TYPE_INPUT_TABLE);
  g_type_ensure (SY_TYPE_NOTES_BUTTON);
  g_type_ensure (SY_TYPE_PERIOD_CHOOSER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-drift-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, status);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, run_bar);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, reference_button);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, reference_label);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, frozen_button);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, reference_entry);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, dates_label);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, dates);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, note);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, ribbon);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, psi);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, shift);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, migration);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, cause);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, auc);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, types);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, rules);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, shares);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, notes);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, change_bin);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, spread_bin);
  gtk_widget_class_bind_template_child (widget_class, SyDriftPage, moves_bin);
  gtk_widget_class_bind_template_callback (widget_class, on_frozen_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_reference_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_dates_changed);
  gtk_widget_class_bind_template_callback (widget_class, sy_run_page_run_again);
}

static void
sy_drift_page_class_init (SyDriftPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  SyRunPageClass *page_class = SY_RUN_PAGE_CLASS (klass);

  object_class->dispose = sy_drift_page_dispose;
  page_class->attach = sy_drift_page_attach;
  page_class->is_outdated = sy_drift_page_is_outdated;
  page_class->start = sy_drift_page_start;
  page_class->take = sy_drift_page_take;
  page_class->forget = sy_drift_page_forget;
  bind_template (GTK_WIDGET_CLASS (klass));
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
  sy_run_page_set_parts (SY_RUN_PAGE (self), self->stack, self->status, self->run_bar);
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
