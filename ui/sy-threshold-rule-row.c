/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-threshold-rule-row.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-accessible.h"
#include "sy-number-entry.h"

struct _SyThresholdRuleRow
{
  AdwBin parent_instance;

  /* Owned */
  SySession *session;
  SyBacktest *backtest;
  char *model;

  /* Borrowed */
  GtkDropDown *kinds;
  SyNumberEntry *amount;
  GtkWidget *save;
  GtkLabel *saved;

  SyThresholdRule margin;
  double amounts[SY_THRESHOLD_MARGIN + 1]; /* by kind: people, or percent */
  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (SyThresholdRuleRow, sy_threshold_rule_row, ADW_TYPE_BIN)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_share (SyThresholdKind kind)
{
  return kind == SY_THRESHOLD_RATE || kind == SY_THRESHOLD_PRECISION;
}

static SyThresholdRule
get_rule (SyThresholdRuleRow *self)
{
  SyThresholdRule rule = self->margin;

  rule.kind = (SyThresholdKind) gtk_drop_down_get_selected (self->kinds);
  rule.amount = sy_number_entry_get_value (self->amount);
  if (is_share (rule.kind))
    rule.amount /= 100;
  if (rule.kind == SY_THRESHOLD_MARGIN)
    rule.amount = (double) NAN;
  else
    rule.cost = rule.value = rule.saved = (double) NAN;
  return rule;
}

/* The entry of the kind that is chosen. */
static void
show_kind (SyThresholdRuleRow *self)
{
  SyThresholdKind kind = (SyThresholdKind) gtk_drop_down_get_selected (self->kinds);

  self->is_filling = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->amount), kind != SY_THRESHOLD_MARGIN);
  sy_number_entry_configure (self->amount, SY_NUMBER_ENTRY_DEFAULT, is_share (kind) ? "%" : NULL,
                             is_share (kind) ? 0.01 : 1, is_share (kind) ? 100 : 1e9);
  sy_number_entry_set_value (self->amount, self->amounts[kind]);
  self->is_filling = FALSE;
}

/* Before a rule is chosen. */
static void
show_defaults (SyThresholdRuleRow *self)
{
  self->amounts[SY_THRESHOLD_TOP] = 100;
  self->amounts[SY_THRESHOLD_WEEKLY] = 20;
  self->amounts[SY_THRESHOLD_RATE] = 20;
  self->amounts[SY_THRESHOLD_PRECISION] = 30;
  self->is_filling = TRUE;
  gtk_drop_down_set_selected (self->kinds, SY_THRESHOLD_TOP);
  self->is_filling = FALSE;
  gtk_label_set_label (self->saved, "");
  show_kind (self);
}

/* Moves the list to where the rule puts it, or says why not. */
static gboolean
choose (SyThresholdRuleRow *self)
{
  SyThresholdRule rule = get_rule (self);
  g_autoptr (GError) error = NULL;
  SyThresholdChoice choice;

  if (self->backtest == NULL)
    return FALSE;
  if (!sy_backtest_choose_threshold (self->backtest, &rule, &choice, &error))
    {
      gtk_label_set_label (self->saved, error->message);
      return FALSE;
    }
  g_signal_emit (self, signals[CHOSEN], 0, choice.threshold);
  return TRUE;
}

/* The saved rule */

typedef struct
{
  char *model;
  char *json; /* NULL: only read */
} Wish;

static void
wish_free (Wish *wish)
{
  g_free (wish->model);
  g_free (wish->json);
  g_free (wish);
}

static gpointer
read_or_write (SyProject *project,
               SyJob *job,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  const Wish *wish = data;
  g_autoptr (GError) local_error = NULL;
  char *json;

  if (wish->json != NULL &&
      !sy_project_set_threshold_rule (project, wish->model, wish->json, error))
    return NULL;
  json = sy_project_get_threshold_rule (project, wish->model, &local_error);
  if (json == NULL && !g_error_matches (local_error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local_error));
  return json;
}

static void
show_saved (SyThresholdRuleRow *self,
            const char *json)
{
  SyThresholdRule rule;
  g_autofree char *words = NULL;
  g_autofree char *text = NULL;

  if (json == NULL || !sy_threshold_rule_from_json (json, &rule, NULL))
    {
      gtk_label_set_label (self->saved, _ ("No rule is saved with the model"));
      return;
    }
  words = sy_threshold_rule_describe (&rule);
  text = g_strdup_printf (_ ("Saved: %s"), words);
  gtk_label_set_label (self->saved, text);
  if (rule.kind != SY_THRESHOLD_MARGIN)
    self->amounts[rule.kind] = is_share (rule.kind) ? rule.amount * 100 : rule.amount;
  self->is_filling = TRUE;
  gtk_drop_down_set_selected (self->kinds, rule.kind);
  self->is_filling = FALSE;
  show_kind (self);
}

static void
saved_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (SyThresholdRuleRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = sy_job_run_finish (SY_JOB (source), result, &error);

  /* What was asked for one model says nothing of another. */
  if (self->session == NULL ||
      g_strcmp0 (self->model, g_object_get_data (source, "sy-model")) != 0)
    return;
  if (error != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
  else
    show_saved (self, json);
}

static void
ask_store (SyThresholdRuleRow *self,
           char *json)
{
  Wish *wish = g_new0 (Wish, 1);
  g_autoptr (SyJob) job = sy_job_new ();

  g_object_set_data_full (G_OBJECT (job), "sy-model", g_strdup (self->model), g_free);
  wish->model = g_strdup (self->model);
  wish->json = json;
  sy_session_run_async (self->session, job, read_or_write, wish, (GDestroyNotify) wish_free, g_free,
                        saved_cb, g_object_ref (self));
}

/* What the user does */

static void
on_kind_changed (SyThresholdRuleRow *self)
{
  if (self->is_filling)
    return;
  show_kind (self);
  choose (self);
}

static void
on_amount_changed (SyThresholdRuleRow *self)
{
  if (self->is_filling)
    return;
  self->amounts[gtk_drop_down_get_selected (self->kinds)] =
      sy_number_entry_get_value (self->amount);
  choose (self);
}

static void
on_save (SyThresholdRuleRow *self)
{
  SyThresholdRule rule = get_rule (self);

  if (choose (self) && !sy_session_is_read_only (self->session))
    ask_store (self, sy_threshold_rule_to_json (&rule));
}

static void
sy_threshold_rule_row_dispose (GObject *object)
{
  SyThresholdRuleRow *self = SY_THRESHOLD_RULE_ROW (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->session);
  g_clear_pointer (&self->backtest, sy_backtest_unref);
  g_clear_pointer (&self->model, g_free);

  G_OBJECT_CLASS (sy_threshold_rule_row_parent_class)->dispose (object);
}

static void
sy_threshold_rule_row_class_init (SyThresholdRuleRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_threshold_rule_row_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
}

static void
sy_threshold_rule_row_init (SyThresholdRuleRow *self)
{
  const char *const kinds[] = { _ ("Top people"), _ ("Top people a week"), _ ("Chance of at least"),
                                _ ("Precision of at least"), _ ("Best margin"), NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *saved = gtk_label_new (NULL);

  self->kinds = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (kinds));
  gtk_widget_set_hexpand (GTK_WIDGET (self->kinds), TRUE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->kinds), _ ("Choose the list by a rule"));
  sy_accessible_set_name (GTK_WIDGET (self->kinds), _ ("Rule of the list"));
  self->amount = g_object_new (SY_TYPE_NUMBER_ENTRY, "width-chars", 6, "max-width-chars", 6, NULL);
  sy_accessible_set_name (GTK_WIDGET (self->amount), _ ("Amount of the rule"));
  self->save = gtk_button_new_with_label (_ ("Save Rule"));
  gtk_widget_set_tooltip_text (self->save, _ ("Keep the rule with the model, to choose again later"));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->kinds));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->amount));
  gtk_box_append (GTK_BOX (line), self->save);
  gtk_label_set_xalign (GTK_LABEL (saved), 0);
  gtk_label_set_wrap (GTK_LABEL (saved), TRUE);
  gtk_widget_add_css_class (saved, "dim-label");
  gtk_widget_add_css_class (saved, "caption");
  self->saved = GTK_LABEL (saved);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), saved);
  adw_bin_set_child (ADW_BIN (self), box);
  show_defaults (self);
  g_signal_connect_swapped (self->kinds, "notify::selected", G_CALLBACK (on_kind_changed), self);
  g_signal_connect_swapped (self->amount, "value-changed", G_CALLBACK (on_amount_changed), self);
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (on_save), self);
}

void
sy_threshold_rule_row_update (SyThresholdRuleRow *self,
                              SySession *session,
                              const char *model,
                              SyBacktest *backtest,
                              const SyThresholdRule *margin)
{
  g_return_if_fail (SY_IS_THRESHOLD_RULE_ROW (self));

  g_set_object (&self->session, session);
  if (backtest != NULL)
    sy_backtest_ref (backtest);
  g_clear_pointer (&self->backtest, sy_backtest_unref);
  self->backtest = backtest;
  self->margin = *margin;
  gtk_widget_set_sensitive (self->save, backtest != NULL && session != NULL &&
                                            !sy_session_is_read_only (session));
  if (g_strcmp0 (model, self->model) == 0)
    return;
  g_free (self->model);
  self->model = g_strdup (model);
  show_defaults (self);
  if (model != NULL)
    ask_store (self, NULL);
}
