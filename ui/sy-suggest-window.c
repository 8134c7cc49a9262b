/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-suggest-window.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-accessible.h"
#include "sy-flow-layout.h"
#include "sy-format.h"
#include "sy-job-view.h"
#include "sy-metric-card.h"
#include "sy-model-edit.h"
#include "sy-suggest-text.h"
#include "sy-table-view.h"

/* As many dates as the Backtest page starts with. */
#define N_ORIGINS 6
#define WIDTH 1080
#define HEIGHT 680
#define MARGIN 48 /* px of the window behind it */

struct _SySuggestWindow
{
  AdwWindow parent_instance;

  /* Template children */
  AdwWindowTitle *title;
  GtkWidget *again;
  GtkStack *stack;
  SyJobView *job_view;
  AdwStatusPage *message;
  SyMetricCard *now;
  SyMetricCard *suggested;
  SyMetricCard *unseen;
  SyMetricCard *rounding;
  SyMetricCard *moved;
  AdwPreferencesGroup *weights;
  GtkWidget *accept_all;
  GtkLabel *evidence_note;
  AdwBin *evidence_bin;
  AdwPreferencesGroup *leaks;
  AdwPreferencesGroup *no_effect;
  AdwPreferencesGroup *pairs;

  /* Owned */
  SySession *session;
  GSignalGroup *signals;
  SySuggestion *suggestion;
  SyJob *job;
  GPtrArray *rows;           /* of the groups */
  GPtrArray *accept_buttons; /* (nullable elements) by rule of the weights */
  GPtrArray *mute_buttons;

  /* Borrowed */
  SyTableView *evidence;
};

G_DEFINE_FINAL_TYPE (SySuggestWindow, sy_suggest_window, ADW_TYPE_WINDOW)

/* Accepting */

static void
take_edit (SySuggestWindow *self,
           SyModel *edited,
           const char *label)
{
  if (!sy_session_is_read_only (self->session) && sy_model_check (edited, NULL))
    sy_session_set_draft (self->session, edited, label, FALSE);
}

static void
on_accept_clicked (GtkButton *button,
                   SySuggestWindow *self)
{
  const char *ids[] = { g_object_get_data (G_OBJECT (button), "rule"), NULL };
  const SyRuleWeight *weight = sy_weights_find (self->suggestion->weights, ids[0]);
  g_autoptr (SyModel) edited = sy_weights_apply (self->suggestion->weights,
                                                 sy_session_get_draft (self->session), ids, NULL);
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *label = NULL;

  if (edited == NULL)
    return;
  from = sy_format_short (sy_model_find_rule (sy_session_get_draft (self->session), ids[0], NULL,
                                              NULL)
                              ->weight);
  to = sy_format_short (weight->suggested);
  /* Translators: an edit in the undo menu: "Suggested Purchase weight 3 → 4" */
  label = g_strdup_printf (_ ("Suggested %s weight %s → %s"), weight->label, from, to);
  take_edit (self, edited, label);
}

static void
on_accept_all (SySuggestWindow *self)
{
  g_autoptr (SyModel) edited = NULL;

  g_assert (SY_IS_SUGGEST_WINDOW (self));

  if (self->suggestion == NULL)
    return;
  edited = sy_weights_apply (self->suggestion->weights, sy_session_get_draft (self->session), NULL,
                             NULL);
  if (edited != NULL)
    take_edit (self, edited, _ ("All suggested weights"));
}

static void
on_mute_clicked (GtkButton *button,
                 SySuggestWindow *self)
{
  const char *id = g_object_get_data (G_OBJECT (button), "rule");
  SyRule *rule;
  g_autoptr (SyModel) edited = sy_model_edit_rule (sy_session_get_draft (self->session), id, &rule);
  g_autofree char *label = NULL;

  if (edited == NULL)
    return;
  rule->muted = TRUE;
  label = g_strdup_printf (_ ("Mute %s"), sy_rule_get_label (rule));
  take_edit (self, edited, label);
}

/* A button takes its label as its name, and a screen reader needs to hear of which rule. */
static void
set_button (GtkWidget *button,
            const char *label,
            gboolean is_sensitive)
{
  gtk_button_set_label (GTK_BUTTON (button), label);
  sy_accessible_set_name (button, g_object_get_data (G_OBJECT (button), "name"));
  gtk_widget_set_sensitive (button, is_sensitive);
}

/* What the draft has already is no longer offered. */
static void
update_buttons (SySuggestWindow *self)
{
  SyModel *draft = sy_session_get_draft (self->session);
  gboolean can_edit = draft != NULL && !sy_session_is_read_only (self->session);
  gboolean is_any = FALSE;

  if (self->suggestion == NULL)
    return;
  for (guint i = 0; i < self->accept_buttons->len; i++)
    {
      GtkWidget *button = g_ptr_array_index (self->accept_buttons, i);
      const SyRuleWeight *weight = &self->suggestion->weights->rules[i];
      const SyRule *rule = draft != NULL ? sy_model_find_rule (draft, weight->id, NULL, NULL)
                                         : NULL;
      gboolean is_taken = rule != NULL && fabs (rule->weight - weight->suggested) < 1e-12;

      set_button (button, is_taken ? _ ("In the Draft") : _ ("Accept"),
                  can_edit && rule != NULL && !is_taken);
      is_any |= can_edit && rule != NULL && !is_taken;
    }
  gtk_widget_set_sensitive (self->accept_all, is_any);
  for (guint i = 0; i < self->mute_buttons->len; i++)
    {
      GtkWidget *button = g_ptr_array_index (self->mute_buttons, i);
      const char *id = g_object_get_data (G_OBJECT (button), "rule");
      const SyRule *rule = draft != NULL ? sy_model_find_rule (draft, id, NULL, NULL) : NULL;

      set_button (button, rule != NULL && rule->muted ? _ ("Muted") : _ ("Mute"),
                  can_edit && rule != NULL && !rule->muted);
    }
}

/* Showing */

static GtkWidget *
add_row (SySuggestWindow *self,
         AdwPreferencesGroup *group,
         const char *title,
         const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title_markup = g_markup_escape_text (title, -1);
  g_autofree char *subtitle_markup = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title_markup);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle_markup);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, group);
  g_ptr_array_add (self->rows, row);
  return row;
}

static GtkWidget *
add_button (SySuggestWindow *self,
            GtkWidget *row,
            const char *rule,
            const char *name,
            GCallback callback)
{
  GtkWidget *button = gtk_button_new ();

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (button, 110, -1);
  g_object_set_data_full (G_OBJECT (button), "name", g_strdup (name), g_free);
  g_object_set_data_full (G_OBJECT (button), "rule", g_strdup (rule), g_free);
  g_signal_connect (button, "clicked", callback, self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return button;
}

static void
add_weight (SySuggestWindow *self,
            const SyRuleWeight *weight)
{
  g_autofree char *remark = sy_suggest_text_weight (weight);
  g_autofree char *then = sy_format_short (weight->suggested);
  g_autofree char *from = sy_format_short (weight->current);
  g_autofree char *text = g_strdup_printf ("%s → %s", from, then);
  g_autofree char *name = g_strdup_printf (_ ("Accept the weight of %s"), weight->label);
  GtkWidget *row = add_row (self, self->weights, weight->label, remark);
  GtkWidget *figure = gtk_label_new (text);
  double change = fabs (weight->suggested) - fabs (weight->current);

  gtk_widget_add_css_class (figure, "figure");
  if (fabs (weight->suggested - weight->current) < 1e-12)
    gtk_widget_add_css_class (figure, "dim-label");
  else
    sy_tone_apply (figure, change < 0 ? SY_TONE_LESS : SY_TONE_MORE);
  gtk_widget_set_tooltip_text (figure, _ ("Points now, and suggested"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), figure);
  g_ptr_array_add (self->accept_buttons,
                   add_button (self, row, weight->id, name, G_CALLBACK (on_accept_clicked)));
}

static void
set_comparison (SyMetricCard *card,
                double value,
                const SyAucComparison *against,
                const char *definition)
{
  g_autofree char *text = sy_format_number (value, 4);
  g_autofree char *difference = sy_format_signed (against->difference, 4);
  g_autofree char *p = sy_format_p (against->p);
  g_autofree char *low = sy_format_signed (against->low, 4);
  g_autofree char *high = sy_format_signed (against->high, 4);
  g_autofree char *comment = g_strdup_printf ("%s %s", difference, p);
  g_autofree char *tooltip = g_strdup_printf (_ ("%s. 95 %% interval of the difference %s to %s."),
                                              definition, low, high);

  sy_metric_card_set (card, text, comment,
                      !(against->p < 0.05)      ? SY_TONE_PLAIN
                      : against->difference < 0 ? SY_TONE_LESS
                                                : SY_TONE_MORE,
                      tooltip);
}

static void
show_worth (SySuggestWindow *self)
{
  const SyWeights *weights = self->suggestion->weights;
  const SySignals *signals = self->suggestion->signals;
  g_autofree char *now = sy_format_number (weights->current.value, 4);
  g_autofree char *people = sy_format_count_of ((gint64) signals->n, _ ("person"), _ ("people"));
  g_autofree char *cost = sy_format_number (fabs (weights->rounding.difference), 4);
  g_autofree char *p = sy_format_p (weights->rounding.p);
  g_autofree char *cost_comment = g_strdup_printf (
      weights->rounding.difference > 0 ? _ ("gained, %s") : _ ("of the AUC, %s"), p);
  g_autofree char *moved = sy_format_count ((gint64) weights->n_bands_changed);
  g_autofree char *of = sy_format_count_of ((gint64) weights->n_people, _ ("person"), _ ("people"));
  g_autofree char *moved_comment = g_strdup_printf (_ ("of %s"), of);

  sy_metric_card_set (self->now, now, people, SY_TONE_PLAIN,
                      _ ("Area of the score of the draft, over these people and dates"));
  set_comparison (self->suggested, weights->suggested.value, &weights->gain,
                  _ ("Area with all suggested weights, on the people they were fitted to; against now"));
  set_comparison (self->unseen, weights->cross_validated.value, &weights->unseen,
                  _ ("Area of the fit on people it has not seen: what to expect; against now"));
  sy_metric_card_set (self->rounding, cost, cost_comment, SY_TONE_PLAIN,
                      _ ("Area with the fitted weights less that with the rounded ones"));
  sy_metric_card_set (self->moved, moved, moved_comment, SY_TONE_PLAIN,
                      _ ("People who would be in another band at the last date; scale and bands stay"));
}

static void
show_doubts (SySuggestWindow *self)
{
  const SySuggestion *found = self->suggestion;
  gboolean has_no_effect = FALSE;

  for (gsize i = 0; i < found->n_leaks; i++)
    add_row (self, self->leaks, found->leaks[i].id, found->leaks[i].reason);
  adw_preferences_group_set_description (
      self->leaks, found->n_leaks > 0
                       ? _ ("Too good to be true: look at where these come from before you use them.")
                       : _ ("Nothing seems to know the outcome beforehand."));
  for (gsize i = 0; i < found->signals->n_signals; i++)
    {
      const SySignal *signal = &found->signals->signals[i];
      g_autofree char *reason = NULL;
      g_autofree char *name = NULL;

      if (!sy_suggest_has_no_effect (signal))
        continue;
      has_no_effect = TRUE;
      reason = sy_suggest_text_no_effect (found->signals, signal);
      name = g_strdup_printf (_ ("Mute %s"), signal->label);
      g_ptr_array_add (self->mute_buttons,
                       add_button (self, add_row (self, self->no_effect, signal->label, reason),
                                   signal->id, name, G_CALLBACK (on_mute_clicked)));
    }
  adw_preferences_group_set_description (
      self->no_effect, has_no_effect
                           ? _ ("The score is as good without each of these. Two that say the same may both stand here: mute one, then look again.")
                           : _ ("Every rule tells something that the others do not."));
  for (gsize i = 0; i < found->redundancy->n_pairs; i++)
    {
      const SyRedundantPair *pair = &found->redundancy->pairs[i];
      g_autofree char *title = g_strdup_printf (_ ("%s and %s"), pair->first, pair->second);
      g_autofree char *text = sy_suggest_text_pair (pair);

      add_row (self, self->pairs, title, text);
    }
  adw_preferences_group_set_description (
      self->pairs, found->redundancy->n_pairs > 0
                       ? _ ("These rules give much the same people points.")
                       : _ ("No two rules say the same: all correlations of points are below 0.9."));
}

static void
clear_rows (SySuggestWindow *self)
{
  for (guint i = 0; i + 1 < self->rows->len; i += 2)
    adw_preferences_group_remove (g_ptr_array_index (self->rows, i),
                                  g_ptr_array_index (self->rows, i + 1));
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->accept_buttons, 0);
  g_ptr_array_set_size (self->mute_buttons, 0);
}

static void
show_suggestion (SySuggestWindow *self)
{
  const SySignals *signals = self->suggestion->signals;
  SyModel *draft = sy_session_get_draft (self->session);
  g_autoptr (SyTableSource) evidence = sy_suggest_create_evidence (self->suggestion);
  g_autofree char *people = sy_format_count_of ((gint64) signals->n, _ ("person"), _ ("people"));
  g_autofree char *dates = sy_format_count_of ((gint64) signals->n_origins, _ ("date"), _ ("dates"));
  g_autofree char *positives = sy_format_count ((gint64) signals->n_positive);
  g_autofree char *level = sy_format_percent (signals->level, 0);
  g_autofree char *base = sy_format_percent ((double) signals->n_positive / (double) signals->n, 1);
  g_autofree char *subtitle = NULL;
  g_autofree char *note = NULL;

  subtitle = g_strdup_printf (_ ("%s · %s at %s, %s with the outcome"),
                              draft != NULL && draft->outcome.name != NULL ? draft->outcome.name
                                                                           : _ ("the outcome"),
                              people, dates, positives);
  note = g_strdup_printf (
      _ ("Each event and rule alone against the outcome. “Tells” keeps the share of false discoveries among them at %s: q is the p-value adjusted for that. People: who has it. With, without: share with the outcome; lift is that of who has it over that of all, %s. AUC above 0.5: more of it goes with what a high score should mean. AUC less: that of the score without the rule."),
      level, base);
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_label_set_label (self->evidence_note, note);
  sy_table_view_set_source (self->evidence, evidence);
  clear_rows (self);
  show_worth (self);
  for (gsize i = 0; i < self->suggestion->weights->n_rules; i++)
    add_weight (self, &self->suggestion->weights->rules[i]);
  show_doubts (self);
  update_buttons (self);
  gtk_stack_set_visible_child_name (self->stack, "found");
}

/* The jobs: the dictionary from the file, then the fit */

typedef struct
{
  SyEventLog *log;
  SyModel *model;
  GPtrArray *types;
} Input;

static void
input_free (Input *input)
{
  sy_event_log_unref (input->log);
  g_clear_pointer (&input->model, sy_model_unref);
  g_clear_pointer (&input->types, g_ptr_array_unref);
  g_free (input);
}

static gpointer
load_types (SyProject *project,
            SyJob *job,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  return sy_session_load_types (project, data, error);
}

static gpointer
suggest (SyJob *job,
         gpointer data,
         GCancellable *cancellable,
         GError **error)
{
  const Input *input = data;
  SySuggestionOptions options = SY_SUGGESTION_OPTIONS_INIT;
  g_autofree gint64 *origins = sy_origins_suggest (input->log, N_ORIGINS, &options.n_origins);

  if (options.n_origins == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                           _ ("The data are too short to choose dates."));
      return NULL;
    }
  options.origins = origins;
  options.types = input->types;
  return sy_suggestion_run (input->log, input->model, &options, cancellable, sy_job_progress, job,
                            error);
}

static void
end_job (SySuggestWindow *self,
         const GError *error)
{
  g_clear_object (&self->job);
  if (self->stack == NULL)
    return;
  sy_job_view_show (self->job_view, NULL, NULL, NULL);
  gtk_widget_set_sensitive (self->again, TRUE);
  if (error == NULL)
    return;
  adw_status_page_set_description (
      self->message, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                         ? _ ("Cancelled. “Again” starts once more.")
                         : error->message);
  gtk_stack_set_visible_child_name (self->stack, "message");
}

static void
suggested_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (SySuggestWindow) self = SY_SUGGEST_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SySuggestion) suggestion = sy_job_run_finish (SY_JOB (source), result, &error);

  if (self->job != SY_JOB (source))
    return;
  end_job (self, error);
  if (suggestion == NULL || self->stack == NULL)
    return;
  g_clear_pointer (&self->suggestion, sy_suggestion_unref);
  self->suggestion = g_steal_pointer (&suggestion);
  show_suggestion (self);
}

static void
types_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (SySuggestWindow) self = SY_SUGGEST_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) types = sy_job_run_finish (SY_JOB (source), result, &error);
  Input *input;

  if (self->job != SY_JOB (source))
    return;
  if (types == NULL)
    {
      end_job (self, error);
      return;
    }
  g_clear_object (&self->job);
  input = g_new0 (Input, 1);
  input->log = sy_event_log_ref (sy_session_get_log (self->session));
  input->model = sy_model_ref (sy_session_get_draft (self->session));
  input->types = g_steal_pointer (&types);
  self->job = sy_job_new ();
  sy_job_view_show (self->job_view, self->job, _ ("Holding every rule against the outcome"),
                    _ ("steps"));
  sy_job_run_async (self->job, NULL, suggest, input, (GDestroyNotify) input_free,
                    (GDestroyNotify) sy_suggestion_unref, suggested_cb, g_object_ref (self));
}

static void
start (SySuggestWindow *self)
{
  g_assert (SY_IS_SUGGEST_WINDOW (self));

  if (self->job != NULL || sy_session_get_draft (self->session) == NULL)
    return;
  gtk_widget_set_sensitive (self->again, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "working");
  self->job = sy_job_new ();
  sy_job_view_show (self->job_view, self->job, _ ("Reading the event dictionary"), _ ("types"));
  sy_session_run_async (self->session, self->job, load_types,
                        sy_event_log_ref (sy_session_get_log (self->session)),
                        (GDestroyNotify) sy_event_log_unref, (GDestroyNotify) g_ptr_array_unref,
                        types_cb, g_object_ref (self));
}

static void
sy_suggest_window_dispose (GObject *object)
{
  SySuggestWindow *self = SY_SUGGEST_WINDOW (object);

  sy_job_drop (&self->job);
  g_clear_object (&self->signals);
  g_clear_object (&self->session);
  g_clear_pointer (&self->suggestion, sy_suggestion_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), SY_TYPE_SUGGEST_WINDOW);

  G_OBJECT_CLASS (sy_suggest_window_parent_class)->dispose (object);
}

static void
sy_suggest_window_finalize (GObject *object)
{
  SySuggestWindow *self = SY_SUGGEST_WINDOW (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->accept_buttons, g_ptr_array_unref);
  g_clear_pointer (&self->mute_buttons, g_ptr_array_unref);

  G_OBJECT_CLASS (sy_suggest_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SySuggestWindow, title);
  gtk_widget_class_bind_template_child (widget_class, SySuggestWindow, again);
  gtk_widget_class_bind_template_child (widget_class, SySuggestWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SySuggestWindow, job_view);
  gtk_widget_class_bind_template_child (widget_class, SySuggestWindow, message);
  gtk_widget_class_bind_template_child (widget_class, SySuggestWindow, now);
  gtk_widget_class_bind_template_child (widget_class, SySuggestWindow, suggested);
  gtk_widget_class_bind_template_child (widget_class, SySuggestWindow, unseen);
  gtk_widget_class_bind_template_child (widget_class, SySuggestWindow, rounding);
  gtk_widget_class_bind_template_child (widget_class, SySuggestWindow, moved);
  gtk_widget_class_bind_template_child (widget_class, SySuggestWindow, weights);
  gtk_widget_class_bind_template_child (widget_class, SySuggestWindow, accept_all);
  gtk_widget_class_bind_template_child (widget_class, SySuggestWindow, evidence_note);
  gtk_widget_class_bind_template_child (widget_class, SySuggestWindow, evidence_bin);
  gtk_widget_class_bind_template_child (widget_class, SySuggestWindow, leaks);
  gtk_widget_class_bind_template_child (widget_class, SySuggestWindow, no_effect);
  gtk_widget_class_bind_template_child (widget_class, SySuggestWindow, pairs);
}

static void
sy_suggest_window_class_init (SySuggestWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sy_suggest_window_dispose;
  object_class->finalize = sy_suggest_window_finalize;

  g_type_ensure (SY_TYPE_FLOW_LAYOUT);
  g_type_ensure (SY_TYPE_JOB_VIEW);
  g_type_ensure (SY_TYPE_METRIC_CARD);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/steelyard/Steelyard/sy-suggest-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, start);
  gtk_widget_class_bind_template_callback (widget_class, on_accept_all);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sy_suggest_window_init (SySuggestWindow *self)
{
  self->rows = g_ptr_array_new ();
  self->accept_buttons = g_ptr_array_new ();
  self->mute_buttons = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->evidence = SY_TABLE_VIEW (sy_table_view_new (_ ("Evidence")));
  adw_bin_set_child (self->evidence_bin, GTK_WIDGET (self->evidence));
}

SySuggestWindow *
sy_suggest_window_new (GtkWindow *parent,
                       SySession *session)
{
  SySuggestWindow *self = g_object_new (SY_TYPE_SUGGEST_WINDOW, "transient-for", parent,
                                        "destroy-with-parent", TRUE, NULL);

  /* No larger than the window it belongs to, which may fill a small screen. */
  gtk_window_set_default_size (GTK_WINDOW (self), MIN (WIDTH, gtk_widget_get_width (GTK_WIDGET (parent)) - MARGIN),
                               MIN (HEIGHT, gtk_widget_get_height (GTK_WIDGET (parent)) - MARGIN));
  self->session = g_object_ref (session);
  self->signals = g_signal_group_new (SY_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "model-changed", G_CALLBACK (update_buttons),
                                  self);
  g_signal_group_set_target (self->signals, session);
  start (self);
  return self;
}
