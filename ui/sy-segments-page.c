/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-segments-page.h"
#include "sy-cluster-view.h"
#include "sy-editable.h"
#include "sy-export-dialog.h"
#include "sy-flow-layout.h"
#include "sy-format.h"
#include "sy-grid-view.h"
#include "sy-saved-segments.h"
#include "sy-scored-people.h"
#include "sy-segment-more.h"
#include "sy-segment-purpose.h"
#include "sy-segment-run.h"
#include "sy-table-view.h"
#include "sy-tile.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

struct _SySegmentsPage
{
  GtkWidget parent_instance;

  /* Template children */
  GtkStack *stack;
  AdwPreferencesGroup *bands;
  GtkEditable *score_min;
  GtkEditable *score_max;
  SySegmentMore *more;
  SySegmentPurpose *purpose;
  SySavedSegments *saved;
  SyGridView *grid;
  SyClusterView *clusters;
  GtkLabel *title;
  GtkWidget *export;
  GtkWidget *tiles;
  GtkLabel *problem;
  AdwBin *people_bin;

  /* Owned */
  SySession *session;
  GSignalGroup *signals;
  SyJob *job;
  SySegment *segment;
  char *segment_name;
  SySegmentFigures *figures;
  GPtrArray *band_rows;
  GPtrArray *band_checks;

  /* Scores when the outcome can last be seen, and what they were made for */
  SyScores *past;
  SyModel *past_model;

  /* Borrowed */
  SyTile *people_tile;
  SyTile *rate_tile;
  SyTile *lift_tile;
  SyTile *score_tile;
  SyTableView *people;

  gboolean is_stale;
  gboolean is_updating;
};

G_DEFINE_FINAL_TYPE (SySegmentsPage, sy_segments_page, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void refresh (SySegmentsPage *self);

/* Counting */

static void
show_outcome (SySegmentsPage *self)
{
  const SySegmentFigures *figures = self->figures;
  const SySegmentSide *inside = &figures->inside;
  g_autofree char *rate = sy_format_percent (inside->rate, 1);
  g_autofree char *low = sy_format_number (100.0 * inside->interval.low, 1);
  g_autofree char *high = sy_format_percent (inside->interval.high, 1);
  g_autofree char *outside = sy_format_percent (figures->outside.rate, 1);
  g_autofree char *note = g_strdup_printf ("%s – %s", low, high);
  g_autofree char *lift = sy_format_number (inside->rate / figures->base_rate, 2);
  g_autofree char *times = g_strconcat (lift, "×", NULL);
  g_autofree char *base = sy_format_percent (figures->base_rate, 1);
  g_autofree char *base_note = g_strdup_printf (_ ("everyone %s"), base);
  g_autofree char *outside_note = g_strdup_printf (_ ("outside %s"), outside);
  g_autofree char *definition = sy_segment_figures_describe_outcome (
      figures, sy_session_get_zone (self->session));

  sy_tile_set (self->rate_tile, rate, inside->n > 0 ? note : NULL);
  /* A tile has room for one of the two: who is everyone stands in the tooltip then. */
  sy_tile_set (self->lift_tile, inside->n > 0 ? times : "–",
               figures->outside.n > 0 ? outside_note : base_note);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->rate_tile), definition);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->lift_tile), base_note);
}

static void
show_figures (SySegmentsPage *self)
{
  const SySegmentFigures *figures = self->figures;
  g_autofree char *count = sy_format_count ((gint64) figures->n_people);
  g_autofree char *share =
      sy_format_percent ((double) figures->n_people / (double) MAX (figures->n_population, 1), 0);
  g_autofree char *note = g_strdup_printf (_ ("%s of everyone"), share);
  g_autofree char *score = sy_format_score (sy_session_get_draft (self->session),
                                            figures->mean_score);

  sy_tile_set (self->people_tile, count, note);
  sy_tile_set (self->score_tile, score, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->rate_tile), figures->has_outcome);
  gtk_widget_set_visible (GTK_WIDGET (self->lift_tile), figures->has_outcome);
  gtk_widget_set_sensitive (self->export, figures->n_people > 0);
  if (figures->has_outcome)
    show_outcome (self);
}

static void
counted_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (SySegmentsPage) self = SY_SEGMENTS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SySegmentRunOutput) output = sy_job_run_finish (SY_JOB (source), result, &error);

  if (self->job != SY_JOB (source))
    return;
  g_clear_object (&self->job);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), output == NULL);
  if (output == NULL)
    {
      gtk_label_set_label (self->problem, error->message);
      return;
    }
  g_clear_pointer (&self->figures, sy_segment_figures_unref);
  g_clear_pointer (&self->past, sy_scores_unref);
  g_clear_pointer (&self->past_model, sy_model_unref);
  self->figures = g_steal_pointer (&output->figures);
  self->past = g_steal_pointer (&output->past);
  self->past_model = g_steal_pointer (&output->model);
  show_figures (self);
  sy_table_view_set_source (self->people, output->people);
}

static void
count (SySegmentsPage *self)
{
  SyTuning *tuning = sy_session_get_tuning (self->session);
  SyModel *model = sy_session_get_tuned_draft (self->session);
  g_autofree char *who = sy_segment_describe (self->segment);
  SySegmentRunInput *input;

  if (self->segment_name == NULL)
    *who = g_ascii_toupper (*who);
  gtk_label_set_label (self->title, self->segment_name != NULL ? self->segment_name : who);
  sy_job_drop (&self->job);
  if (tuning == NULL)
    return;
  input = g_new0 (SySegmentRunInput, 1);
  input->segment = sy_segment_copy (self->segment);
  input->log = sy_event_log_ref (sy_session_get_log (self->session));
  input->model = sy_model_ref (model);
  input->tuning = sy_tuning_ref (tuning);
  if (self->past != NULL && self->past_model == model &&
      sy_scores_get_as_of (self->past) == tuning->outcome_as_of)
    input->past = sy_scores_ref (self->past);
  self->job = sy_job_new ();
  sy_job_run_async (self->job,
                    NULL,
                    sy_segment_run_job,
                    input,
                    (GDestroyNotify) sy_segment_run_input_free,
                    (GDestroyNotify) sy_segment_run_output_free,
                    counted_cb,
                    g_object_ref (self));
}

/* The choice */

static void
forget_name (SySegmentsPage *self)
{
  g_clear_pointer (&self->segment_name, g_free);
  sy_segment_purpose_show (self->purpose, self->segment->use, FALSE);
}

static void
read_bands (SySegmentsPage *self)
{
  SyModel *model = sy_session_get_tuned_draft (self->session);
  guint n_checked = 0;

  g_clear_pointer (&self->segment->bands, g_strfreev);
  for (guint i = 0; i < self->band_checks->len; i++)
    n_checked += gtk_check_button_get_active (g_ptr_array_index (self->band_checks, i));
  if (n_checked == 0 || n_checked == self->band_checks->len)
    return;
  for (guint i = 0; i < self->band_checks->len && i < model->bands->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (self->band_checks, i)))
      sy_segment_add_band (self->segment, sy_model_get_band (model, i)->name);
}

static void
on_band_toggled (GtkCheckButton *check,
                 SySegmentsPage *self)
{
  if (self->is_updating)
    return;
  forget_name (self);
  read_bands (self);
  count (self);
}

/* An empty bound is none; what is no number stays unread and is marked. */
static double
read_bound (GtkEditable *editable)
{
  g_autofree char *text = sy_editable_dup_text (editable);
  double value = (double) NAN;
  gboolean is_bad = *text != '\0' && !sy_number_parse (text, strlen (text), &value);

  if (is_bad)
    gtk_widget_add_css_class (GTK_WIDGET (editable), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (editable), "error");
  return is_bad ? (double) NAN : value;
}

static void
on_score_changed (GtkEditable *editable,
                  SySegmentsPage *self)
{
  if (self->is_updating || self->session == NULL)
    return;
  forget_name (self);
  self->segment->score_min = read_bound (self->score_min);
  self->segment->score_max = read_bound (self->score_max);
  count (self);
}

static void
on_more_changed (SySegmentsPage *self)
{
  if (self->session == NULL)
    return;
  forget_name (self);
  sy_segment_more_apply (self->more, self->segment);
  count (self);
}

/* What a kept segment is for is kept at once; that of a new one with the segment. */
static void
on_purpose_changed (SySegmentsPage *self)
{
  sy_segment_use_free (self->segment->use);
  self->segment->use = sy_segment_purpose_dup_use (self->purpose);
  if (self->segment_name != NULL)
    sy_saved_segments_change (self->saved, self->segment_name, self->segment);
}

static gboolean
has_band (SySegmentsPage *self,
          const char *name)
{
  return self->segment->bands == NULL ||
         g_strv_contains ((const char *const *) self->segment->bands, name);
}

static void
add_band (SySegmentsPage *self,
          const SyBand *band,
          gsize n_people)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *count_text = sy_format_count ((gint64) n_people);
  GtkWidget *label = gtk_label_new (count_text);
  g_autofree char *title = g_markup_escape_text (band->name, -1);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), has_band (self, band->name));
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, band->name,
                                  -1);
  g_signal_connect (check, "toggled", G_CALLBACK (on_band_toggled), self);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "numeric");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_preferences_group_add (self->bands, row);
  g_ptr_array_add (self->band_rows, row);
  g_ptr_array_add (self->band_checks, check);
}

static void
show_bands (SySegmentsPage *self)
{
  SyTuning *tuning = sy_session_get_tuning (self->session);
  SyModel *model = sy_session_get_tuned_draft (self->session);

  for (guint i = 0; i < self->band_rows->len; i++)
    adw_preferences_group_remove (self->bands, g_ptr_array_index (self->band_rows, i));
  g_ptr_array_set_size (self->band_rows, 0);
  g_ptr_array_set_size (self->band_checks, 0);
  for (guint i = 0; i < model->bands->len && i < tuning->draft.n_bands; i++)
    add_band (self, sy_model_get_band (model, i), tuning->draft.people[i]);
}

static void
show_bound (GtkEditable *editable,
            double value)
{
  char buffer[SY_NUMBER_BUFFER_SIZE];

  gtk_editable_set_text (editable, isnan (value) ? "" : sy_number_format (value, buffer));
}

/* Saved segments */

static void
on_save (SySegmentsPage *self,
         const char *name)
{
  g_free (self->segment->model);
  self->segment->model = g_strdup (sy_session_get_model_name (self->session));
  sy_saved_segments_save (self->saved, name, self->segment);
  g_free (self->segment_name);
  self->segment_name = g_strdup (name);
  sy_segment_purpose_show (self->purpose, self->segment->use, TRUE);
  count (self);
}

static void
on_chosen (SySegmentsPage *self,
           const SySegment *segment,
           const char *name)
{
  g_clear_pointer (&self->segment, sy_segment_free);
  self->segment = sy_segment_copy (segment);
  forget_name (self);
  self->segment_name = g_strdup (name);
  refresh (self);
}

/* What the page shows is a new segment then. */
static void
on_removed (SySegmentsPage *self,
            const char *name)
{
  if (g_strcmp0 (self->segment_name, name) != 0)
    return;
  forget_name (self);
  count (self);
}

static void
on_new_from_template (GSimpleAction *action,
                      GVariant *parameter,
                      gpointer user_data)
{
  SySegmentsPage *self = user_data;
  const char *name = g_variant_get_string (parameter, NULL);
  SyEventLog *log = self->session != NULL ? sy_session_get_log (self->session) : NULL;

  if (log == NULL)
    return;
  g_clear_pointer (&self->segment, sy_segment_free);
  self->segment = *name != '\0' ? sy_segment_template_make (name, log) : sy_segment_new ();
  forget_name (self);
  refresh (self);
}

/* Export and people */

static void
on_export_clicked (GtkButton *button,
                   SySegmentsPage *self)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));

  if (self->figures == NULL)
    return;
  gtk_window_present (GTK_WINDOW (sy_export_dialog_new (GTK_WINDOW (root),
                                                        self->session,
                                                        self->segment,
                                                        self->segment_name,
                                                        self->figures->n_people)));
}

static void
on_person_activate (SyTableView *table,
                    guint row,
                    SySegmentsPage *self)
{
  guint32 person = sy_scored_people_get_person (sy_table_view_get_source (table), row);
  const char *key = sy_event_log_get_person_key (sy_session_get_log (self->session), person);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-person", "s", key);
}

/* Page */

static void
refresh (SySegmentsPage *self)
{
  SyTuning *tuning = sy_session_get_tuning (self->session);
  gboolean has_people = tuning != NULL && tuning->n_people > 0;

  gtk_stack_set_visible_child_name (self->stack, has_people ? "segments" : "empty");
  if (!has_people)
    return;
  self->is_stale = FALSE;
  self->is_updating = TRUE;
  show_bands (self);
  show_bound (self->score_min, self->segment->score_min);
  show_bound (self->score_max, self->segment->score_max);
  sy_segment_more_set_log (self->more, sy_session_get_log (self->session));
  sy_segment_more_show (self->more, self->segment);
  sy_segment_purpose_show (self->purpose, self->segment->use, self->segment_name != NULL);
  self->is_updating = FALSE;
  count (self);
}

static void
on_tuning_changed (SySession *session,
                   SySegmentsPage *self)
{
  self->is_stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
}

static void
sy_segments_page_map (GtkWidget *widget)
{
  SySegmentsPage *self = SY_SEGMENTS_PAGE (widget);

  GTK_WIDGET_CLASS (sy_segments_page_parent_class)->map (widget);
  if (self->is_stale)
    refresh (self);
}

static void
sy_segments_page_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  SySegmentsPage *self = SY_SEGMENTS_PAGE (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      g_signal_group_set_target (self->signals, self->session);
      if (self->session != NULL)
        {
          sy_saved_segments_set_session (self->saved, self->session);
          sy_grid_view_set_session (self->grid, self->session);
          sy_cluster_view_set_session (self->clusters, self->session);
        }
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sy_segments_page_dispose (GObject *object)
{
  SySegmentsPage *self = SY_SEGMENTS_PAGE (object);

  sy_job_drop (&self->job);
  g_clear_object (&self->signals);
  if (self->stack != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->stack));
  gtk_widget_dispose_template (GTK_WIDGET (self), SY_TYPE_SEGMENTS_PAGE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sy_segments_page_parent_class)->dispose (object);
}

static void
sy_segments_page_finalize (GObject *object)
{
  SySegmentsPage *self = SY_SEGMENTS_PAGE (object);

  g_clear_pointer (&self->segment, sy_segment_free);
  g_clear_pointer (&self->segment_name, g_free);
  g_clear_pointer (&self->figures, sy_segment_figures_unref);
  g_clear_pointer (&self->past, sy_scores_unref);
  g_clear_pointer (&self->past_model, sy_model_unref);
  g_clear_pointer (&self->band_rows, g_ptr_array_unref);
  g_clear_pointer (&self->band_checks, g_ptr_array_unref);

  G_OBJECT_CLASS (sy_segments_page_parent_class)->finalize (object);
}

static void
sy_segments_page_class_init (SySegmentsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = sy_segments_page_set_property;
  object_class->dispose = sy_segments_page_dispose;
  object_class->finalize = sy_segments_page_finalize;
  widget_class->map = sy_segments_page_map;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, SY_TYPE_SESSION,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY |
                                                      G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SY_TYPE_CLUSTER_VIEW);
  g_type_ensure (SY_TYPE_GRID_VIEW);
  g_type_ensure (SY_TYPE_SAVED_SEGMENTS);
  g_type_ensure (SY_TYPE_SEGMENT_MORE);
  g_type_ensure (SY_TYPE_SEGMENT_PURPOSE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/steelyard/Steelyard/sy-segments-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SySegmentsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SySegmentsPage, bands);
  gtk_widget_class_bind_template_child (widget_class, SySegmentsPage, score_min);
  gtk_widget_class_bind_template_child (widget_class, SySegmentsPage, score_max);
  gtk_widget_class_bind_template_child (widget_class, SySegmentsPage, more);
  gtk_widget_class_bind_template_child (widget_class, SySegmentsPage, purpose);
  gtk_widget_class_bind_template_child (widget_class, SySegmentsPage, saved);
  gtk_widget_class_bind_template_child (widget_class, SySegmentsPage, grid);
  gtk_widget_class_bind_template_child (widget_class, SySegmentsPage, clusters);
  gtk_widget_class_bind_template_child (widget_class, SySegmentsPage, title);
  gtk_widget_class_bind_template_child (widget_class, SySegmentsPage, export);
  gtk_widget_class_bind_template_child (widget_class, SySegmentsPage, tiles);
  gtk_widget_class_bind_template_child (widget_class, SySegmentsPage, problem);
  gtk_widget_class_bind_template_child (widget_class, SySegmentsPage, people_bin);
  gtk_widget_class_bind_template_callback (widget_class, on_score_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_more_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_purpose_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_removed);
  gtk_widget_class_bind_template_callback (widget_class, on_export_clicked);
}

static SyTile *
add_tile (SySegmentsPage *self,
          const char *title,
          const char *definition,
          int basis_px)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (self->tiles);
  GtkWidget *tile = sy_tile_new (title, definition);

  gtk_box_append (GTK_BOX (self->tiles), tile);
  g_object_set (gtk_layout_manager_get_layout_child (layout, tile), "basis", basis_px, NULL);
  return SY_TILE (tile);
}

static void
add_actions (SySegmentsPage *self)
{
  static const GActionEntry entries[] = {
    { "new-from-template", on_new_from_template, "s", NULL, NULL, { 0 } },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "segment", G_ACTION_GROUP (group));
}

static void
sy_segments_page_init (SySegmentsPage *self)
{
  self->is_stale = TRUE;
  self->segment = sy_segment_new ();
  self->band_rows = g_ptr_array_new ();
  self->band_checks = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self->tiles), sy_flow_layout_new ());
  self->people_tile = add_tile (self, _ ("People"), _ ("Who is in the segment on the as-of date"),
                                185);
  self->rate_tile = add_tile (self, _ ("Outcome rate"), NULL, 185);
  self->lift_tile = add_tile (self, _ ("Against everyone"),
                              _ ("The outcome rate over that of the whole population"), 185);
  self->score_tile = add_tile (self, _ ("Mean score"), _ ("On the as-of date"), 185);
  add_actions (self);
  self->people = SY_TABLE_VIEW (sy_table_view_new (_ ("People of the segment")));
  g_signal_connect (self->people, "activate", G_CALLBACK (on_person_activate), self);
  adw_bin_set_child (self->people_bin, GTK_WIDGET (self->people));
  self->signals = g_signal_group_new (SY_TYPE_SESSION);
  g_signal_group_connect (self->signals, "tuning-changed", G_CALLBACK (on_tuning_changed), self);
}
