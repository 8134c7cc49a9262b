/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-clean-dialog.h"
#include "sy-clean-form.h"
#include "sy-clean-probe.h"
#include "sy-clean-text.h"
#include "sy-compare-grid.h"
#include "sy-editable.h"
#include "sy-flow-layout.h"
#include "sy-format.h"
#include "sy-tile.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

struct _SyCleanDialog
{
  AdwWindow parent_instance;

  /* Template children */
  AdwWindowTitle *title;
  GtkWidget *apply;
  GtkWidget *body;
  GtkLabel *description;
  AdwBin *form_bin;
  GtkEditable *name;
  GtkSpinner *spinner;
  GtkWidget *stop;
  GtkWidget *tiles;
  GtkLabel *verdict;
  GtkWidget *effect_card;
  GtkLabel *effect_title;
  GtkLabel *effect_subtitle;
  SyCompareGrid *effect;

  /* Owned */
  SySession *session;
  SyCleanProbe *probe;
  char **taken;

  /* Borrowed */
  SyCleanForm *form;
  SyTile *events_tile;
  SyTile *people_tile;
  SyTile *new_tile;

  gboolean is_applied;
  gboolean is_applying;
};

G_DEFINE_FINAL_TYPE (SyCleanDialog, sy_clean_dialog, ADW_TYPE_WINDOW)

/* What it would do */

static void
show_marks (SyCleanDialog *self,
            const SyCleanPreview *preview)
{
  g_autofree char *events = NULL;
  g_autofree char *people = NULL;
  g_autofree char *n_new = NULL;
  g_autofree char *event_share = NULL;
  g_autofree char *person_share = NULL;
  gsize n_people;
  gsize n_events;

  if (preview == NULL)
    {
      sy_tile_set (self->events_tile, "–", NULL);
      sy_tile_set (self->people_tile, "–", NULL);
      sy_tile_set (self->new_tile, "–", NULL);
      return;
    }
  n_people = sy_event_log_get_n_people (preview->before);
  events = sy_format_count ((gint64) preview->n_events);
  people = sy_format_count ((gint64) preview->n_people);
  n_new = sy_format_count ((gint64) preview->n_new);
  n_events = sy_event_log_get_n_events (preview->before);
  event_share = sy_format_percent ((double) preview->n_new / (double) MAX (n_events, 1), 1);
  person_share = sy_format_percent ((double) preview->n_people / (double) MAX (n_people, 1), 1);
  sy_tile_set (self->events_tile, events, NULL);
  sy_tile_set (self->people_tile, people, person_share);
  sy_tile_set (self->new_tile, n_new, event_share);
}

static SyCompareMood
judge (double change)
{
  if (fabs (change) < 0.0005 || isnan (change))
    return SY_COMPARE_NEUTRAL;
  return change > 0 ? SY_COMPARE_MORE : SY_COMPARE_LESS;
}

static void
add_area (SyCleanDialog *self,
          const SyLogEffect *effect)
{
  double before = effect->before->draft.auc.value;
  double after = effect->after->draft.auc.value;
  g_autofree char *before_text = sy_format_number (before, 3);
  g_autofree char *after_text = sy_format_number (after, 3);
  g_autofree char *change = sy_format_signed (after - before, 3);

  if (!effect->before->has_outcome && !effect->after->has_outcome)
    return;
  sy_compare_grid_add (
      self->effect, _ ("AUC"),
      _ ("How well the score orders people by the outcome: 0.5 is chance, 1 is perfect. The "
         "outcome is measured on the remaining events too."),
      before_text, after_text, fabs (after - before) < 0.0005 ? "–" : change,
      judge (after - before));
}

static void
add_shift (SyCleanDialog *self,
           const SyLogEffect *effect)
{
  g_autofree char *value = sy_format_number (effect->after->draft.psi.value, 3);

  sy_compare_grid_add (self->effect, _ ("Shift of the score (PSI)"),
                       _ ("Population stability index of the scores with the rule against those "
                          "now: below 0.10 is small, above 0.25 is large"),
                       "", value, NULL, SY_COMPARE_NEUTRAL);
}

static void
show_effect (SyCleanDialog *self)
{
  const SyLogEffect *effect = sy_clean_probe_get_effect (self->probe);
  SyModel *model = sy_clean_probe_get_model (self->probe);
  g_autofree char *as_of = NULL;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *scores = NULL;
  g_autofree char *bands = NULL;

  gtk_widget_set_visible (self->effect_card, effect != NULL);
  if (effect == NULL)
    return;
  as_of = sy_session_dup_as_of_text (self->session);
  title = g_strdup_printf (_ ("%s on %s"), sy_session_get_model_name (self->session), as_of);
  scores = sy_format_count_of ((gint64) effect->n_scores_changed, _ ("score changes"),
                               _ ("scores change"));
  bands = sy_format_count_of ((gint64) effect->n_bands_changed, _ ("person changes band"),
                              _ ("people change band"));
  subtitle = effect->n_scores_changed > 0 ? g_strdup_printf ("%s · %s", scores, bands)
                                          : g_strdup (_ ("No score changes"));
  gtk_label_set_label (self->effect_title, title);
  gtk_label_set_label (self->effect_subtitle, subtitle);
  sy_compare_grid_start (self->effect, _ ("now"), _ ("with the rule"));
  add_area (self, effect);
  add_shift (self, effect);
  sy_compare_grid_add_count (self->effect, _ ("People scored"), NULL,
                             (gint64) effect->before->n_people, (gint64) effect->after->n_people);
  for (guint i = 0; i < model->bands->len && i < effect->before->draft.n_bands; i++)
    sy_compare_grid_add_count (self->effect, sy_model_get_band (model, i)->name,
                               _ ("People in the band"),
                               (gint64) effect->before->draft.people[i],
                               (gint64) effect->after->draft.people[i]);
}

static gboolean
is_name_free (SyCleanDialog *self)
{
  g_autofree char *name = sy_editable_dup_text (self->name);

  return *name != '\0' &&
         (self->is_applied || !g_strv_contains ((const char *const *) self->taken, name));
}

static char *
describe (SyCleanDialog *self,
          const SyCleanPreview *preview)
{
  const SyCleanRule *rule = sy_clean_probe_get_rule (self->probe);
  const GError *error = sy_clean_probe_get_error (self->probe);

  if (error != NULL)
    return g_strdup (error->message);
  if (!is_name_free (self))
    return g_strdup (*gtk_editable_get_text (self->name) != '\0'
                         ? _ ("There is a rule of that name already")
                         : _ ("Give the rule a name"));
  if (rule == NULL)
    {
      g_autoptr (SyCleanRule) edited = sy_clean_form_create_rule (self->form);

      return g_strdup (sy_clean_rule_get_problem (edited));
    }
  if (sy_clean_probe_is_busy (self->probe))
    return g_strdup (preview == NULL ? _ ("Looking through the events…")
                                     : _ ("Scoring with and without them…"));
  if (preview == NULL)
    return g_strdup (_ ("Stopped. Any change of the rule looks again."));
  if (preview->n_events == 0)
    return g_strdup (_ ("No event fits this rule."));
  if (preview->n_new == 0)
    return g_strdup (_ ("Every one of them is marked already."));
  return g_strdup (_ ("Marked events score nothing. They stay in the project, and taking the rule "
                      "back brings the same scores back."));
}

static void
show_probe (SyCleanDialog *self)
{
  const SyCleanPreview *preview = sy_clean_probe_get_preview (self->probe);
  const char *css_class = sy_clean_probe_get_error (self->probe) != NULL ? "error" : "dim-label";
  gboolean is_busy = sy_clean_probe_is_busy (self->probe);
  g_autofree char *text = describe (self, preview);

  if (self->is_applying)
    return;
  gtk_spinner_set_spinning (self->spinner, is_busy);
  gtk_widget_set_visible (self->stop, is_busy);
  gtk_label_set_label (self->verdict, text);
  gtk_widget_set_css_classes (GTK_WIDGET (self->verdict), (const char *[]){ css_class, NULL });
  show_marks (self, preview);
  show_effect (self);
  gtk_widget_set_sensitive (self->apply, preview != NULL && is_name_free (self));
}

static void
on_probe_changed (SyCleanProbe *probe,
                  SyCleanDialog *self)
{
  show_probe (self);
}

static void
on_form_changed (SyCleanForm *form,
                 SyCleanDialog *self)
{
  g_autoptr (SyCleanRule) rule = sy_clean_form_create_rule (form);

  if (sy_clean_rule_check (rule, NULL))
    sy_clean_probe_set_rule (self->probe, g_steal_pointer (&rule));
  else
    sy_clean_probe_set_rule (self->probe, NULL);
}

static void
on_name_changed (GtkEditable *name,
                 SyCleanDialog *self)
{
  if (self->probe == NULL)
    return;
  if (is_name_free (self))
    gtk_widget_remove_css_class (GTK_WIDGET (name), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (name), "error");
  show_probe (self);
}

static void
on_stop_clicked (GtkButton *button,
                 SyCleanDialog *self)
{
  sy_clean_probe_stop (self->probe);
}

/* Applying */

static void
applied_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (SyCleanDialog) self = SY_CLEAN_DIALOG (user_data);
  g_autoptr (GError) error = NULL;

  self->is_applying = FALSE;
  sy_clean_probe_apply_finish (SY_CLEAN_PROBE (source), result, &error);
  if (self->probe == NULL)
    return;
  if (error == NULL)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  gtk_widget_set_sensitive (self->body, TRUE);
  show_probe (self);
  gtk_label_set_label (self->verdict, error->message);
  gtk_widget_set_css_classes (GTK_WIDGET (self->verdict), (const char *[]){ "error", NULL });
}

static void
on_apply_clicked (GtkButton *button,
                  SyCleanDialog *self)
{
  g_autofree char *name = sy_editable_dup_text (self->name);

  self->is_applying = TRUE;
  /* An entry that becomes insensitive with the focus would never hear that it lost it. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_set_sensitive (self->apply, FALSE);
  gtk_widget_set_sensitive (self->body, FALSE);
  gtk_spinner_start (self->spinner);
  sy_clean_probe_apply_async (self->probe, name, applied_cb, g_object_ref (self));
}

/* Dialog */

static void
sy_clean_dialog_dispose (GObject *object)
{
  SyCleanDialog *self = SY_CLEAN_DIALOG (object);

  if (self->probe != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->probe, self);
      g_signal_handlers_disconnect_by_data (self->form, self);
      if (!self->is_applying)
        sy_clean_probe_set_rule (self->probe, NULL);
    }
  g_clear_object (&self->probe);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sy_clean_dialog_parent_class)->dispose (object);
}

static void
sy_clean_dialog_finalize (GObject *object)
{
  g_strfreev (SY_CLEAN_DIALOG (object)->taken);

  G_OBJECT_CLASS (sy_clean_dialog_parent_class)->finalize (object);
}

static void
sy_clean_dialog_class_init (SyCleanDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sy_clean_dialog_dispose;
  object_class->finalize = sy_clean_dialog_finalize;

  g_type_ensure (SY_TYPE_COMPARE_GRID);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-clean-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SyCleanDialog, title);
  gtk_widget_class_bind_template_child (widget_class, SyCleanDialog, apply);
  gtk_widget_class_bind_template_child (widget_class, SyCleanDialog, body);
  gtk_widget_class_bind_template_child (widget_class, SyCleanDialog, description);
  gtk_widget_class_bind_template_child (widget_class, SyCleanDialog, form_bin);
  gtk_widget_class_bind_template_child (widget_class, SyCleanDialog, name);
  gtk_widget_class_bind_template_child (widget_class, SyCleanDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, SyCleanDialog, stop);
  gtk_widget_class_bind_template_child (widget_class, SyCleanDialog, tiles);
  gtk_widget_class_bind_template_child (widget_class, SyCleanDialog, verdict);
  gtk_widget_class_bind_template_child (widget_class, SyCleanDialog, effect_card);
  gtk_widget_class_bind_template_child (widget_class, SyCleanDialog, effect_title);
  gtk_widget_class_bind_template_child (widget_class, SyCleanDialog, effect_subtitle);
  gtk_widget_class_bind_template_child (widget_class, SyCleanDialog, effect);
  gtk_widget_class_bind_template_callback (widget_class, on_apply_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_name_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static SyTile *
add_tile (SyCleanDialog *self,
          const char *title,
          const char *definition)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (self->tiles);
  GtkWidget *tile = sy_tile_new (title, definition);

  gtk_box_append (GTK_BOX (self->tiles), tile);
  g_object_set (gtk_layout_manager_get_layout_child (layout, tile), "basis", 120, NULL);
  return SY_TILE (tile);
}

static void
sy_clean_dialog_init (SyCleanDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->tiles, sy_flow_layout_new ());
  self->events_tile = add_tile (self, _ ("Events"),
                                _ ("Events the rule marks, whatever other rules mark"));
  self->people_tile = add_tile (self, _ ("People"),
                                _ ("People these events belong to, and their share of everyone"));
  self->new_tile = add_tile (
      self, _ ("Of them new"),
      _ ("Events that no rule marks now, and their share of those that count"));
}

SyCleanDialog *
sy_clean_dialog_new (GtkWindow *parent,
                     SySession *session,
                     const SyCleanRule *rule,
                     const char *name,
                     gboolean is_applied,
                     const char *const *taken)
{
  SyCleanDialog *self = g_object_new (SY_TYPE_CLEAN_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->taken = g_strdupv ((char **) taken);
  self->is_applied = is_applied;
  adw_window_title_set_title (self->title, sy_clean_kind_get_title (rule->kind));
  adw_window_title_set_subtitle (self->title, sy_session_get_title (session));
  gtk_label_set_label (self->description, sy_clean_kind_get_description (rule->kind));
  self->form = SY_CLEAN_FORM (sy_clean_form_new (rule, sy_session_get_log (session)));
  adw_bin_set_child (self->form_bin, GTK_WIDGET (self->form));
  gtk_widget_set_visible (GTK_WIDGET (self->form_bin), sy_clean_form_has_fields (self->form));
  gtk_editable_set_text (self->name, name);
  gtk_widget_set_sensitive (GTK_WIDGET (self->name), !is_applied);
  self->probe = sy_clean_probe_new (session, is_applied ? name : NULL);
  g_signal_connect (self->probe, "changed", G_CALLBACK (on_probe_changed), self);
  g_signal_connect (self->form, "changed", G_CALLBACK (on_form_changed), self);
  on_form_changed (self->form, self);
  return self;
}
