/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-roll-up-card.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-accessible.h"
#include "sy-format.h"
#include "sy-heading.h"
#include "sy-roll-up-text.h"
#include "sy-run-bar.h"
#include "sy-session-dates.h"

struct _SyRollUpCard
{
  AdwBin parent_instance;

  /* Owned */
  SySession *session;
  GSignalGroup *signals;
  SyEventLog *log; /* that of the map */
  SyAccountMap *map;
  SyJob *job;
  SyModel *asked; /* of the job, then of what was found */
  SyRollUpComparison *found;

  /* Borrowed: below the bin */
  SyHeading heading;
  SyRunBar *bar;
  GtkWidget *compare;
  AdwBin *grid;
};

G_DEFINE_FINAL_TYPE (SyRollUpCard, sy_roll_up_card, ADW_TYPE_BIN)

/* Comparing */

typedef struct
{
  SyEventLog *log;
  SyAccountMap *map;
  SyModel *model;
  gint64 *origins;
  gsize n_origins;
} Input;

static void
input_free (Input *input)
{
  sy_event_log_unref (input->log);
  sy_account_map_unref (input->map);
  sy_model_unref (input->model);
  g_free (input->origins);
  g_free (input);
}

static gpointer
compare (SyJob *job,
         gpointer data,
         GCancellable *cancellable,
         GError **error)
{
  const Input *input = data;
  SyAccountSpec specs[SY_ROLL_UPS_MAX];
  gsize n_specs = sy_roll_ups_list (input->model, specs);

  return sy_roll_ups_compare (input->log, input->map, input->model, specs, n_specs, input->origins,
                              input->n_origins, cancellable, sy_job_progress, job, error);
}

/* Showing */

enum
{
  COLUMN_NAME,
  COLUMN_AUC,
  COLUMN_RANGE,
  COLUMN_CHANGE,
  COLUMN_USE,
};

static void
attach (GtkGrid *grid,
        int column,
        int row,
        const char *text,
        const char *css_class,
        const char *tooltip)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == COLUMN_NAME ? 0.0f : 1.0f);
  if (column == COLUMN_NAME)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), 12);
      gtk_widget_set_hexpand (label, TRUE);
    }
  else
    gtk_widget_add_css_class (label, "numeric");
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_tooltip_text (label, tooltip);
  gtk_grid_attach (grid, label, column, row, 1, 1);
}

static void
on_use_clicked (SyRollUpCard *self,
                GtkWidget *button)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "sy-index"));
  SyModel *draft = self->session != NULL ? sy_session_get_draft (self->session) : NULL;
  SyAccountSpec specs[SY_ROLL_UPS_MAX];
  g_autoptr (SyModel) edited = NULL;
  g_autofree char *name = NULL;
  g_autofree char *label = NULL;

  if (draft == NULL || self->asked == NULL || index >= sy_roll_ups_list (self->asked, specs))
    return;
  edited = sy_roll_up_use (draft, &specs[index]);
  name = sy_roll_up_describe (&specs[index]);
  /* Translators: an edit in the undo menu; %s as "mean of top 3" */
  label = g_strdup_printf (_ ("Points of accounts: %s"), name);
  sy_session_set_draft (self->session, edited, label, FALSE);
}

static GtkWidget *
make_use (SyRollUpCard *self,
          guint index,
          const char *name,
          gboolean is_own)
{
  GtkWidget *use;
  g_autofree char *words = NULL;

  if (is_own)
    {
      use = gtk_label_new (_ ("In Use"));
      gtk_widget_add_css_class (use, "dim-label");
      return use;
    }
  use = gtk_button_new_with_label (_ ("Use This"));
  gtk_widget_add_css_class (use, "in-row");
  gtk_widget_set_sensitive (use, !sy_session_is_read_only (self->session));
  g_object_set_data (G_OBJECT (use), "sy-index", GUINT_TO_POINTER (index));
  g_signal_connect_swapped (use, "clicked", G_CALLBACK (on_use_clicked), self);
  words = g_strdup_printf (_ ("Use This: %s"), name);
  sy_accessible_set_name (use, words);
  return use;
}

static void
attach_titles (SyRollUpCard *self,
               GtkGrid *grid)
{
  SyAccountSpec specs[SY_ROLL_UPS_MAX];
  g_autofree char *first = NULL;
  g_autofree char *definition = NULL;

  sy_roll_ups_list (self->asked, specs);
  first = sy_roll_up_describe (&specs[0]);
  definition = g_strdup_printf (_ ("The AUC less that of the %s, in pairs of the same accounts"), first);
  attach (grid, COLUMN_AUC, 0, _ ("AUC"), "dim-label",
          _ ("How often an account with the outcome is ranked on the right side of one without"));
  attach (grid, COLUMN_RANGE, 0, _ ("95 % interval"), "dim-label", NULL);
  attach (grid, COLUMN_CHANGE, 0, _ ("To the first"), "dim-label", definition);
}

static void
attach_row (SyRollUpCard *self,
            GtkGrid *grid,
            guint index,
            const SyAccountSpec *spec,
            const SyModel *draft)
{
  const SyRollUpResult *line = &self->found->roll_ups[index];
  int row = (int) index + 1;
  g_autofree char *name = sy_roll_up_describe (spec);
  g_autofree char *auc = sy_format_number (line->auc.value, 3);
  g_autofree char *low = sy_format_number (line->auc.low, 3);
  g_autofree char *high = sy_format_number (line->auc.high, 3);
  g_autofree char *range = isnan (line->auc.low) ? g_strdup ("–")
                                                 : g_strdup_printf ("%s – %s", low, high);
  g_autofree char *ks = sy_format_number (line->ks, 3);
  g_autofree char *lift = sy_format_number (line->top_decile_lift, 1);
  g_autofree char *more = g_strdup_printf (_ ("KS %s · outcome rate of the best tenth of accounts %s× that of all"),
                                           ks, lift);
  g_autofree char *change = sy_format_signed (line->against_first.difference, 3);
  g_autofree char *p = sy_format_p (line->against_first.p);

  attach (grid, COLUMN_NAME, row, name, NULL, NULL);
  attach (grid, COLUMN_AUC, row, auc, "figure", more);
  attach (grid, COLUMN_RANGE, row, range, NULL, NULL);
  attach (grid, COLUMN_CHANGE, row, index == 0 ? "–" : change, NULL, p);
  gtk_grid_attach (grid, make_use (self, index, name, sy_roll_up_is_own (draft, spec)), COLUMN_USE,
                   row, 1, 1);
}

/* "pays within 30 days · 12 dates, … · 300 accounts counted at each date, 41 with the outcome" */
static char *
describe_found (SyRollUpCard *self)
{
  const SyRollUpComparison *found = self->found;
  g_autofree char *n = sy_format_count_of ((gint64) found->n, _ ("account"), _ ("accounts"));
  g_autofree char *positives = sy_format_count ((gint64) found->n_positive);
  g_autofree char *dates = sy_format_count_of ((gint64) found->n_origins, _ ("date"), _ ("dates"));

  if (found->n_origins == 0)
    return g_strdup (_ ("No date has a complete outcome window yet: choose earlier dates on the Backtest page."));
  if (found->n_origins == 1)
    return g_strdup_printf (_ ("%s at %s, %s of them with “%s”"), n, dates, positives,
                            found->outcome != NULL ? found->outcome : _ ("the outcome"));
  return g_strdup_printf (_ ("%s at %s, counted at each; %s with “%s”"), n, dates, positives,
                          found->outcome != NULL ? found->outcome : _ ("the outcome"));
}

static void
show (SyRollUpCard *self)
{
  SyModel *draft = self->session != NULL ? sy_session_get_draft (self->session) : NULL;
  gboolean has_outcome = draft != NULL && draft->outcome.kind != SY_OUTCOME_NONE;
  gboolean is_told = self->found != NULL && self->found->n_origins > 0;
  g_autofree char *subtitle = NULL;
  SyAccountSpec specs[SY_ROLL_UPS_MAX];
  GtkWidget *grid;

  subtitle = self->found != NULL ? describe_found (self)
             : has_outcome
                 ? g_strdup (_ ("Which way to join members tells the outcome of accounts best?"))
                 : g_strdup (_ ("The model has no outcome to judge by: choose one in the menu of the title."));
  sy_heading_set (&self->heading, _ ("Compare Roll-ups"), subtitle);
  gtk_widget_set_sensitive (self->compare, has_outcome && self->map != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->grid), is_told);
  adw_bin_set_child (self->grid, NULL);
  if (!is_told || draft == NULL)
    return;
  grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (grid), 11);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  gtk_grid_set_row_homogeneous (GTK_GRID (grid), TRUE);
  attach_titles (self, GTK_GRID (grid));
  sy_roll_ups_list (self->asked, specs);
  for (guint i = 0; i < self->found->n_roll_ups; i++)
    attach_row (self, GTK_GRID (grid), i, &specs[i], draft);
  adw_bin_set_child (self->grid, grid);
}

/* The job */

static void
forget (SyRollUpCard *self)
{
  g_clear_pointer (&self->found, sy_roll_up_comparison_free);
  g_clear_pointer (&self->asked, sy_model_unref);
}

static void
compared_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (SyRollUpCard) self = SY_ROLL_UP_CARD (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyRollUpComparison) found = sy_job_run_finish (SY_JOB (source), result, &error);
  gboolean is_told = error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  if (self->bar != NULL)
    sy_run_bar_finish (self->bar, SY_JOB (source), is_told ? error->message : NULL);
  if (self->job != SY_JOB (source))
    return;
  g_clear_object (&self->job);
  if (self->bar == NULL)
    return;
  g_clear_pointer (&self->found, sy_roll_up_comparison_free);
  self->found = g_steal_pointer (&found);
  if (self->found == NULL)
    forget (self);
  show (self);
}

static void
start (SyRollUpCard *self)
{
  SyModel *draft = self->session != NULL ? sy_session_get_draft (self->session) : NULL;
  Input *input;

  sy_job_drop (&self->job);
  if (draft == NULL || self->map == NULL || draft->outcome.kind == SY_OUTCOME_NONE)
    return;
  forget (self);
  self->asked = sy_model_ref (draft);
  input = g_new0 (Input, 1);
  input->log = sy_event_log_ref (self->log);
  input->map = sy_account_map_ref (self->map);
  input->model = sy_model_ref (draft);
  input->origins = sy_session_dup_backtest_dates (self->session, &input->n_origins);
  self->job = sy_job_new ();
  sy_run_bar_start (self->bar, self->job, _ ("Comparing roll-ups"));
  sy_job_run_async (self->job, NULL, compare, input, (GDestroyNotify) input_free,
                    (GDestroyNotify) sy_roll_up_comparison_free, compared_cb, g_object_ref (self));
  show (self);
}

/* What runs is begun anew, what was found is of other scores. */
static void
renew (SyRollUpCard *self)
{
  gboolean runs = self->job != NULL;

  sy_job_drop (&self->job);
  forget (self);
  if (runs && self->map != NULL)
    start (self);
  else
    sy_run_bar_clear (self->bar);
  show (self);
}

static void
on_model_changed (SyRollUpCard *self)
{
  SyModel *draft = sy_session_get_draft (self->session);

  if (self->asked != NULL && (draft == NULL || !sy_roll_up_has_same_people (self->asked, draft)))
    renew (self);
  else
    show (self);
}

static void
sy_roll_up_card_dispose (GObject *object)
{
  SyRollUpCard *self = SY_ROLL_UP_CARD (object);

  sy_job_drop (&self->job);
  forget (self);
  g_clear_object (&self->signals);
  g_clear_pointer (&self->map, sy_account_map_unref);
  g_clear_pointer (&self->log, sy_event_log_unref);
  g_clear_object (&self->session);
  self->bar = NULL;

  G_OBJECT_CLASS (sy_roll_up_card_parent_class)->dispose (object);
}

static void
sy_roll_up_card_class_init (SyRollUpCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_roll_up_card_dispose;
}

static void
sy_roll_up_card_init (SyRollUpCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "chart-card");
  gtk_box_append (GTK_BOX (head), sy_heading_init (&self->heading));
  self->compare = gtk_button_new_with_label (_ ("Compare"));
  gtk_widget_set_valign (self->compare, GTK_ALIGN_START);
  sy_accessible_set_name (self->compare, _ ("Compare Roll-ups"));
  g_signal_connect_swapped (self->compare, "clicked", G_CALLBACK (start), self);
  gtk_box_append (GTK_BOX (head), self->compare);
  gtk_box_append (GTK_BOX (box), head);
  self->bar = g_object_new (SY_TYPE_RUN_BAR, "visible", FALSE, NULL);
  g_signal_connect_swapped (self->bar, "again", G_CALLBACK (start), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->bar));
  self->grid = ADW_BIN (adw_bin_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->grid));
  adw_bin_set_child (ADW_BIN (self), box);
  self->signals = g_signal_group_new (SY_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "model-changed", G_CALLBACK (on_model_changed), self);
  g_signal_group_connect_swapped (self->signals, "dates-changed", G_CALLBACK (renew), self);
}

void
sy_roll_up_card_set_session (SyRollUpCard *self,
                             SySession *session)
{
  g_return_if_fail (SY_IS_ROLL_UP_CARD (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_group_set_target (self->signals, session);
  show (self);
}

void
sy_roll_up_card_set_accounts (SyRollUpCard *self,
                              SyEventLog *log,
                              SyAccountMap *map)
{
  g_return_if_fail (SY_IS_ROLL_UP_CARD (self));
  g_return_if_fail (map == NULL || log != NULL);

  if (self->map == map)
    return;
  g_clear_pointer (&self->map, sy_account_map_unref);
  g_clear_pointer (&self->log, sy_event_log_unref);
  if (map != NULL)
    {
      self->log = sy_event_log_ref (log);
      self->map = sy_account_map_ref (map);
    }
  renew (self);
}
