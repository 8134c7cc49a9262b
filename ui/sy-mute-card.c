/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-mute-card.h"
#include "sy-dictionary-text.h"
#include "sy-format.h"

#include <glib/gi18n.h>
#include <math.h>

/* Going through the rows with the arrow keys must not start an evaluation each. */
#define DELAY_MS 250

struct _SyMuteCard
{
  AdwBin parent_instance;

  /* Template children */
  GtkLabel *title;
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
} EffectInput;

static void
effect_input_free (EffectInput *input)
{
  sy_event_log_unref (input->log);
  sy_model_unref (input->model);
  g_free (input->name);
  g_free (input);
}

static gpointer
compute_effect (SyJob *job,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  EffectInput *input = data;
  guint32 type = sy_event_log_find_type (input->log, input->name);
  g_autoptr (SyEventLog) other = NULL;

  if (type == SY_TYPE_NONE)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                           _ ("It has no events, so no score changes."));
      return NULL;
    }
  other = sy_event_log_with_muted (input->log, type, input->mute);
  return sy_log_effect_compute (input->log, other, input->model, input->as_of, cancellable, error);
}

static void
effect_computed_cb (GObject *source,
                    GAsyncResult *result,
                    gpointer user_data)
{
  g_autoptr (SyMuteCard) self = SY_MUTE_CARD (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyLogEffect) effect = sy_job_run_finish (SY_JOB (source), result, &error);
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
  text = sy_dictionary_text_effect (self->name, !self->is_muted, effect);
  gtk_label_set_label (self->effect, text);
  show_figures (self, effect);
}

static void
stop (SyMuteCard *self)
{
  g_clear_handle_id (&self->delay_id, g_source_remove);
  if (self->job != NULL)
    sy_job_cancel (self->job);
  g_clear_object (&self->job);
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
  self->job = sy_job_new ();
  sy_job_run_async (self->job, NULL, compute_effect, input, (GDestroyNotify) effect_input_free,
                    (GDestroyNotify) sy_log_effect_free, effect_computed_cb, g_object_ref (self));
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
  gtk_widget_set_visible (self->cancel, self->is_asking);
  gtk_widget_set_visible (self->note, self->is_asking);
  if (self->is_asking)
    gtk_widget_add_css_class (GTK_WIDGET (self->apply), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->apply), "suggested-action");
  gtk_widget_set_sensitive (GTK_WIDGET (self->apply), !sy_session_is_read_only (self->session));
}

/* Whether the effect that is shown, or being worked out, is the one asked for. */
static gboolean
shows (SyMuteCard *self,
       SySession *session,
       const char *name,
       gboolean is_muted)
{
  return session != NULL && name != NULL && session == self->session &&
         g_strcmp0 (name, self->name) == 0 && is_muted == self->is_muted &&
         self->log == sy_session_get_log (session) &&
         self->model == sy_session_get_draft (session) &&
         self->as_of == sy_session_get_as_of (session);
}

void
sy_mute_card_set_type (SyMuteCard *self,
                       SySession *session,
                       const char *name,
                       gboolean is_muted)
{
  g_return_if_fail (SY_IS_MUTE_CARD (self));

  if (shows (self, session, name, is_muted != FALSE))
    return;
  stop (self);
  g_set_object (&self->session, session);
  g_free (self->name);
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
  gtk_widget_class_bind_template_child (widget_class, SyMuteCard, subject);
  gtk_widget_class_bind_template_child (widget_class, SyMuteCard, spinner);
  gtk_widget_class_bind_template_child (widget_class, SyMuteCard, effect);
  gtk_widget_class_bind_template_child (widget_class, SyMuteCard, figures);
  gtk_widget_class_bind_template_child (widget_class, SyMuteCard, cancel);
  gtk_widget_class_bind_template_child (widget_class, SyMuteCard, apply);
  gtk_widget_class_bind_template_child (widget_class, SyMuteCard, note);
  gtk_widget_class_bind_template_callback (widget_class, on_apply_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, cancel_on_escape, NULL);
}

static void
sy_mute_card_init (SyMuteCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
