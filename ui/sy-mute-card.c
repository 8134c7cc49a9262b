/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-mute-card.h"
#include "sy-dictionary-text.h"
#include "sy-format.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Going through the rows with the arrow keys must not start an evaluation each. */
#define DELAY_MS 250

struct _SyMuteCard
{
  AdwBin parent_instance;

  /* Template children */
  GtkLabel *title;
  GtkWidget *questions;
  GtkToggleButton *ask_mute;
  GtkToggleButton *ask_fill;
  GtkLabel *subject;
  GtkSpinner *spinner;
  GtkLabel *effect;
  GtkGrid *figures;
  GtkWidget *cancel;
  GtkButton *apply;
  GtkWidget *note;

  /* Owned */
  SySession *session;
  SyJob *job;
  SyEventLog *log;
  SyModel *model;
  char *name;
  GArray *gaps; /* SyTrackingGap */

  gint64 as_of;

  guint delay_id;
  int n_rows;
  gboolean is_muted;
  gboolean is_asking;
};

G_DEFINE_FINAL_TYPE (SyMuteCard, sy_mute_card, ADW_TYPE_BIN)

enum
{
  APPLY,
  CANCEL,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Figures */

static void
clear_figures (SyMuteCard *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->figures))) != NULL)
    gtk_grid_remove (self->figures, child);
  self->n_rows = 0;
}

static void
add_cell (SyMuteCard *self,
          int column,
          const char *text,
          const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0.0f : 1.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label),
                           column == 0 ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_hexpand (label, column == 0);
  gtk_widget_add_css_class (label, class);
  gtk_grid_attach (self->figures, label, column, self->n_rows, 1, 1);
}

static void
add_row (SyMuteCard *self,
         const char *name,
         const char *before,
         const char *after,
         const char *change)
{
  add_cell (self, 0, name, "dim-label");
  add_cell (self, 1, before, "numeric");
  add_cell (self, 2, after, "figure");
  add_cell (self, 3, change, "numeric");
  self->n_rows++;
}

static void
add_titles (SyMuteCard *self)
{
  static const char *const titles[] = { "", N_ ("now"), N_ ("then"), N_ ("change") };

  for (int i = 1; i < (int) G_N_ELEMENTS (titles); i++)
    {
      add_cell (self, i, _ (titles[i]), "caption");
      gtk_widget_add_css_class (gtk_grid_get_child_at (self->figures, i, 0), "dim-label");
    }
  self->n_rows++;
}

static void
add_count (SyMuteCard *self,
           const char *name,
           gsize before,
           gsize after)
{
  g_autofree char *now = sy_format_count ((gint64) before);
  g_autofree char *then = sy_format_count ((gint64) after);
  g_autofree char *change = sy_format_signed ((double) after - (double) before, 0);

  add_row (self, name, now, then, change);
}

static void
show_figures (SyMuteCard *self,
              const SyLogEffect *effect)
{
  const SyTuningSide *before = &effect->before->draft;
  const SyTuningSide *after = &effect->after->draft;

  clear_figures (self);
  add_titles (self);
  if (!isnan (before->auc.value) || !isnan (after->auc.value))
    {
      int decimals = sy_dictionary_text_auc_decimals (effect);
      g_autofree char *now = sy_format_number (before->auc.value, decimals);
      g_autofree char *then = sy_format_number (after->auc.value, decimals);
      g_autofree char *change = sy_format_signed (after->auc.value - before->auc.value, decimals);

      add_row (self, _ ("AUC"), now, then, change);
    }
  if (!isnan (after->psi.value))
    {
      g_autofree char *psi = sy_format_number (after->psi.value, 3);

      add_row (self, _ ("PSI against now"), "", psi, "");
    }
  for (gsize i = 0; i < before->n_bands && i < after->n_bands; i++)
    add_count (self, sy_model_get_band (self->model, (guint) i)->name, before->people[i],
               after->people[i]);
}

/* Effect */

typedef struct
{
  SyEventLog *log;
  SyModel *model;
  gint64 as_of;
  char *name;
  gboolean mute;
  GArray *gaps; /* SyTrackingGap, to be filled instead; or NULL */
} EffectInput;

static void
effect_input_free (EffectInput *input)
{
  sy_event_log_unref (input->log);
  sy_model_unref (input->model);
  g_clear_pointer (&input->gaps, g_array_unref);
  g_free (input->name);
  g_free (input);
}

typedef struct
{
  SyLogEffect *effect;
  SyImputed imputed;
} Effect;

static void
effect_free (Effect *self)
{
  sy_log_effect_free (self->effect);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Effect, effect_free)

static gpointer
compute_effect (SyJob *job,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  EffectInput *input = data;
  guint32 type = sy_event_log_find_type (input->log, input->name);
  g_autoptr (SyEventLog) other = NULL;
  g_autoptr (Effect) result = g_new0 (Effect, 1);

  if (type == SY_TYPE_NONE)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                           _ ("It has no events, so no score changes."));
      return NULL;
    }
  if (input->gaps != NULL)
    other = sy_event_log_impute (input->log, type,
                                 (const SyTrackingGap *) (gconstpointer) input->gaps->data,
                                 input->gaps->len, &result->imputed);
  else
    other = sy_event_log_with_muted (input->log, type, input->mute);
  result->effect = sy_log_effect_compute (input->log, other, input->model, input->as_of,
                                          cancellable, error);
  return result->effect != NULL ? g_steal_pointer (&result) : NULL;
}

static gboolean
is_filling (SyMuteCard *self)
{
  return gtk_toggle_button_get_active (self->ask_fill);
}

static char *
describe (SyMuteCard *self,
          const Effect *effect)
{
  g_autofree char *lead = NULL;
  g_autofree char *events = NULL;
  g_autofree char *days = NULL;

  if (!is_filling (self))
    lead = g_strdup_printf (self->is_muted ? _ ("Letting %s count: ") : _ ("Muting %s: "), self->name);
  else
    {
      events = sy_format_count_of ((gint64) effect->imputed.n_events, _ ("event"), _ ("events"));
      days = sy_format_count_of ((gint64) effect->imputed.n_days, _ ("day"), _ ("days"));
      /* Translators: “12 events”, “3 days” */
      lead = g_strdup_printf (_ ("With %s more on %s, those of the same weekday before: "), events, days);
    }
  return sy_dictionary_text_effect (lead, effect->effect);
}

static void
effect_computed_cb (GObject *source,
                    GAsyncResult *result,
                    gpointer user_data)
{
  g_autoptr (SyMuteCard) self = SY_MUTE_CARD (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (Effect) effect = sy_job_run_finish (SY_JOB (source), result, &error);
  g_autofree char *text = NULL;

  if (self->job != SY_JOB (source))
    return;
  g_clear_object (&self->job);
  gtk_spinner_stop (self->spinner);
  if (effect == NULL)
    {
      gtk_label_set_label (self->effect, error->message);
      return;
    }
  text = describe (self, effect);
  gtk_label_set_label (self->effect, text);
  show_figures (self, effect->effect);
}

static void
stop (SyMuteCard *self)
{
  g_clear_handle_id (&self->delay_id, g_source_remove);
  sy_job_drop (&self->job);
  g_clear_pointer (&self->log, sy_event_log_unref);
  g_clear_pointer (&self->model, sy_model_unref);
  gtk_spinner_stop (self->spinner);
}

static gboolean
start_cb (gpointer data)
{
  SyMuteCard *self = data;
  EffectInput *input = g_new0 (EffectInput, 1);

  self->delay_id = 0;
  input->log = sy_event_log_ref (self->log);
  input->model = sy_model_ref (self->model);
  input->as_of = self->as_of;
  input->name = g_strdup (self->name);
  input->mute = !self->is_muted;
  if (is_filling (self))
    input->gaps = g_array_ref (self->gaps);
  self->job = sy_job_new ();
  sy_job_run_async (self->job, NULL, compute_effect, input, (GDestroyNotify) effect_input_free,
                    (GDestroyNotify) effect_free, effect_computed_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
start (SyMuteCard *self)
{
  SyModel *draft = sy_session_get_draft (self->session);

  clear_figures (self);
  self->log = sy_event_log_ref (sy_session_get_log (self->session));
  self->as_of = sy_session_get_as_of (self->session);
  if (draft == NULL)
    {
      gtk_label_set_label (self->effect,
                           _ ("The project has no model yet, so there is no score to change."));
      return;
    }
  self->model = sy_model_ref (draft);
  gtk_label_set_label (self->effect, _ ("Working out what that does to the scores…"));
  gtk_spinner_start (self->spinner);
  self->delay_id = g_timeout_add (DELAY_MS, start_cb, self);
}

/* Question */

static void
show_subject (SyMuteCard *self)
{
  const char *model = sy_session_get_model_name (self->session);
  g_autofree char *as_of = sy_session_dup_as_of_text (self->session);
  g_autofree char *text = NULL;

  /* Translators: a model, a date */
  if (model != NULL)
    text = g_strdup_printf (_ ("draft of %s, as of %s"), model, as_of);
  gtk_label_set_label (self->subject, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subject), text != NULL);
}

static void
show_question (SyMuteCard *self)
{
  gtk_label_set_label (self->title, self->is_muted ? _ ("If It Counts Again")
                                                   : _ ("If It Is Muted"));
  gtk_button_set_label (self->apply, self->is_muted ? _ ("Let It _Count Again") : _ ("_Mute"));
  gtk_widget_set_visible (self->questions, self->gaps->len > 0 && !self->is_muted && !self->is_asking);
  gtk_widget_set_visible (GTK_WIDGET (self->title), !gtk_widget_get_visible (self->questions));
  gtk_widget_set_visible (GTK_WIDGET (self->apply), !is_filling (self));
  gtk_widget_set_visible (self->cancel, self->is_asking);
  gtk_widget_set_visible (self->note, self->is_asking);
  if (self->is_asking)
    gtk_widget_add_css_class (GTK_WIDGET (self->apply), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->apply), "suggested-action");
  gtk_widget_set_sensitive (GTK_WIDGET (self->apply), !sy_session_is_read_only (self->session));
}

static gboolean
gaps_equal (const GArray *a,
            const GArray *b)
{
  return a->len == b->len &&
         (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (SyTrackingGap)) == 0);
}

/* Whether the effect that is shown, or being worked out, is the one asked for. */
static gboolean
shows (SyMuteCard *self,
       SySession *session,
       const char *name,
       gboolean is_muted,
       const GArray *gaps)
{
  return session != NULL && name != NULL && session == self->session &&
         g_strcmp0 (name, self->name) == 0 && is_muted == self->is_muted &&
         gaps_equal (self->gaps, gaps) && self->log == sy_session_get_log (session) &&
         self->model == sy_session_get_draft (session) &&
         self->as_of == sy_session_get_as_of (session);
}

void
sy_mute_card_set_type (SyMuteCard *self,
                       SySession *session,
                       const char *name,
                       gboolean is_muted,
                       const GArray *gaps)
{
  g_autoptr (GArray) copy = g_array_new (FALSE, FALSE, sizeof (SyTrackingGap));
  gboolean is_other;

  g_return_if_fail (SY_IS_MUTE_CARD (self));

  if (gaps != NULL && gaps->len > 0)
    g_array_append_vals (copy, gaps->data, gaps->len);
  if (shows (self, session, name, is_muted != FALSE, copy))
    return;
  stop (self);
  is_other = g_strcmp0 (name, self->name) != 0;
  g_clear_pointer (&self->name, g_free); /* nothing is asked while the question changes */
  if (is_other || copy->len == 0)
    gtk_toggle_button_set_active (self->ask_mute, TRUE);
  g_array_unref (self->gaps);
  self->gaps = g_steal_pointer (&copy);
  g_set_object (&self->session, session);
  self->name = g_strdup (name);
  self->is_muted = is_muted != FALSE;
  self->is_asking = FALSE;
  if (session == NULL || name == NULL)
    return;
  show_question (self);
  show_subject (self);
  start (self);
}

void
sy_mute_card_ask (SyMuteCard *self)
{
  g_return_if_fail (SY_IS_MUTE_CARD (self));

  if (self->session == NULL || self->name == NULL)
    return;
  gtk_toggle_button_set_active (self->ask_mute, TRUE);
  self->is_asking = TRUE;
  show_question (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->apply));
}

void
sy_mute_card_withdraw (SyMuteCard *self)
{
  g_return_if_fail (SY_IS_MUTE_CARD (self));

  if (!self->is_asking)
    return;
  self->is_asking = FALSE;
  show_question (self);
}

/* The other question is asked of the same type. */
static void
on_question_toggled (SyMuteCard *self)
{
  if (self->session == NULL || self->name == NULL)
    return;
  stop (self);
  show_question (self);
  start (self);
}

static void
on_apply_clicked (SyMuteCard *self)
{
  g_signal_emit (self, signals[APPLY], 0, !self->is_muted);
}

static void
on_cancel_clicked (SyMuteCard *self)
{
  sy_mute_card_withdraw (self);
  g_signal_emit (self, signals[CANCEL], 0);
}

static gboolean
cancel_on_escape (GtkWidget *widget,
                  GVariant *arguments,
                  gpointer user_data)
{
  SyMuteCard *self = SY_MUTE_CARD (widget);

  if (!self->is_asking)
    return FALSE;
  on_cancel_clicked (self);
  return TRUE;
}

static void
sy_mute_card_dispose (GObject *object)
{
  SyMuteCard *self = SY_MUTE_CARD (object);

  if (self->spinner != NULL)
    stop (self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->gaps, g_array_unref);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SY_TYPE_MUTE_CARD);

  G_OBJECT_CLASS (sy_mute_card_parent_class)->dispose (object);
}

static void
sy_mute_card_class_init (SyMuteCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_mute_card_dispose;

  signals[APPLY] = g_signal_new ("apply", SY_TYPE_MUTE_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[CANCEL] = g_signal_new ("cancel", SY_TYPE_MUTE_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-mute-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SyMuteCard, title);
  gtk_widget_class_bind_template_child (widget_class, SyMuteCard, questions);
  gtk_widget_class_bind_template_child (widget_class, SyMuteCard, ask_mute);
  gtk_widget_class_bind_template_child (widget_class, SyMuteCard, ask_fill);
  gtk_widget_class_bind_template_child (widget_class, SyMuteCard, subject);
  gtk_widget_class_bind_template_child (widget_class, SyMuteCard, spinner);
  gtk_widget_class_bind_template_child (widget_class, SyMuteCard, effect);
  gtk_widget_class_bind_template_child (widget_class, SyMuteCard, figures);
  gtk_widget_class_bind_template_child (widget_class, SyMuteCard, cancel);
  gtk_widget_class_bind_template_child (widget_class, SyMuteCard, apply);
  gtk_widget_class_bind_template_child (widget_class, SyMuteCard, note);
  gtk_widget_class_bind_template_callback (widget_class, on_apply_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_question_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, cancel_on_escape, NULL);
}

static void
sy_mute_card_init (SyMuteCard *self)
{
  self->gaps = g_array_new (FALSE, FALSE, sizeof (SyTrackingGap));
  gtk_widget_init_template (GTK_WIDGET (self));
}
