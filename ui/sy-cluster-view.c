/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cluster-view.h"

#include <glib/gi18n.h>

#include "sy-accessible.h"
#include "sy-chart-card.h"
#include "sy-cluster-figures.h"
#include "sy-cluster-run.h"
#include "sy-cluster-save.h"
#include "sy-flow-layout.h"
#include "sy-format.h"
#include "sy-run-bar.h"
#include "sy-scored-people.h"
#include "sy-table-view.h"

#define BY_COMPONENTS 0
#define BY_GROUPS 1
#define TABLE_PX 460
#define PEOPLE_PX 420
#define HEAD_PX 36
#define ROW_PX 38

struct _SyClusterView
{
  AdwBin parent_instance;

  /* Template children */
  GtkLabel *subtitle;
  GtkDropDown *by;
  GtkButton *find;
  SyRunBar *bar;
  GtkStack *stack;
  AdwStatusPage *message;
  SyChartCard *silhouette;
  AdwBin *counts_bin;
  GtkLabel *clusters_title;
  GtkLabel *clusters_subtitle;
  SyClusterSave *save;
  AdwBin *clusters_bin;
  GtkLabel *note;
  SyChartCard *profile;
  GtkWidget *people_card;
  GtkLabel *people_title;
  AdwBin *people_bin;

  /* Owned */
  SySession *session;
  GSignalGroup *signals;
  SyJob *job;
  SyClusterSearch *search;
  SyClusterFigures *figures;

  /* Borrowed */
  SyTableView *counts;
  SyTableView *clusters;
  SyTableView *people;

  gint64 model_id; /* what was searched for, or is being; 0 for nothing */
  gsize wished;    /* the number of clusters that is shown, or will be */
  gboolean is_updating;
};

G_DEFINE_FINAL_TYPE (SyClusterView, sy_cluster_view, ADW_TYPE_BIN)

/* What is shown */

static void
show_message (SyClusterView *self,
              const char *title,
              const char *description)
{
  adw_status_page_set_title (self->message, title);
  adw_status_page_set_description (self->message, description);
  gtk_stack_set_visible_child_name (self->stack, "message");
}

static void
show_start (SyClusterView *self)
{
  show_message (self, _ ("Groups Nobody Has Named Yet"),
                _ ("k-means parts people by what their scores are made of, shows what 2 to 12 clusters would do, and keeps those you choose as segments."));
}

/* What stands in the heading, and whether to search again. */
static void
update (SyClusterView *self)
{
  gboolean is_tuned = self->session != NULL && sy_session_get_tuning (self->session) != NULL;
  g_autofree char *stale = NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->find), is_tuned && self->job == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->by), is_tuned);
  gtk_button_set_label (self->find, self->search == NULL ? _ ("_Find Clusters")
                                                         : _ ("Search A_gain"));
  if (self->search == NULL)
    gtk_label_set_label (self->subtitle, _ ("Clusters of the population, from the data instead of from rules"));
  else
    {
      g_autofree char *as_of = sy_format_as_of (sy_event_log_get_zone (self->search->log),
                                                self->search->tuning->as_of);
      g_autofree char *people = sy_format_count_of ((gint64) self->search->tuning->n_people,
                                                    _ ("person"), _ ("people"));
      g_autofree char *text = g_strdup_printf (_ ("%s as of %s; choose a number of clusters to see them"),
                                               people, as_of);

      stale = sy_cluster_search_dup_stale (self->search, sy_session_get_log (self->session),
                                           sy_session_get_draft (self->session),
                                           sy_session_get_as_of (self->session));
      gtk_label_set_label (self->subtitle, stale != NULL ? stale : text);
    }
  if (stale != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->subtitle), "alarm");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->subtitle), "alarm");
  gtk_widget_set_visible (GTK_WIDGET (self->find), self->search == NULL || stale != NULL);
}

/* What people of the search are parted by, whatever was wished since. */
static void
show_by (SyClusterView *self)
{
  self->is_updating = TRUE;
  gtk_drop_down_set_selected (self->by, self->search->by_groups ? BY_GROUPS : BY_COMPONENTS);
  self->is_updating = FALSE;
}

static void
show_silhouette (SyClusterView *self)
{
  const SyClusterSearch *search = self->search;
  g_autofree char *drawn = sy_format_count ((gint64) search->counts[0].n_people);
  g_autofree char *from = search->counts[0].n_people < search->tuning->n_people
                              ? g_strdup_printf (_ ("; from %s people drawn"), drawn)
                              : g_strdup ("");
  g_autofree char *subtitle = g_strdup_printf (
      _ ("the silhouette is highest with %u: the clusters are best separated%s"),
      (guint) search->suggested, from);

  sy_chart_card_set_heading (self->silhouette, NULL, subtitle);
  sy_chart_card_take_chart (self->silhouette,
                            sy_chart_silhouette_from_counts (self->search->counts,
                                                             self->search->n_counts,
                                                             self->wished));
}

static void
select_count (SyClusterView *self)
{
  self->is_updating = TRUE;
  sy_table_view_select (self->counts, (guint) (self->wished - 2));
  self->is_updating = FALSE;
}

static void
show_search (SyClusterView *self)
{
  g_autoptr (SyTableSource) source = sy_cluster_search_create_table (self->search);

  self->is_updating = TRUE;
  sy_table_view_set_source (self->counts, source);
  self->is_updating = FALSE;
  self->wished = self->search->suggested;
  show_by (self);
  show_silhouette (self);
  select_count (self);
  gtk_stack_set_visible_child_name (self->stack, "found");
}

static void
show_figures (SyClusterView *self)
{
  const SyClusters *clusters = self->figures->clusters;
  g_autoptr (SyTableSource) source = sy_cluster_figures_create_table (self->figures);
  g_autofree char *title = g_strdup_printf (_ ("%u Clusters"), (guint) clusters->spec->n_clusters);
  g_autofree char *explained = sy_format_percent (clusters->count.explained, 1);
  g_autofree char *silhouette = sy_format_number (clusters->count.silhouette, 3);
  g_autofree char *subtitle = g_strdup_printf (_ ("%s of the spread between them, silhouette %s; choose one to see its people"),
                                               explained, silhouette);
  g_autofree char *note = sy_cluster_figures_dup_note (self->figures);

  gtk_label_set_label (self->clusters_title, title);
  gtk_label_set_label (self->clusters_subtitle, subtitle);
  gtk_label_set_label (self->note, note);
  self->is_updating = TRUE;
  sy_table_view_set_source (self->clusters, source);
  self->is_updating = FALSE;
  g_object_set (self->profile, "chart-height",
                HEAD_PX + ROW_PX * (int) clusters->spec->n_clusters, NULL);
  sy_chart_card_take_chart (self->profile, sy_chart_profile_from_clusters (clusters));
  sy_cluster_save_set_figures (self->save, self->figures);
  gtk_widget_set_visible (self->people_card, FALSE);
}

static void
on_cluster_selected (SyTableView *table,
                     guint row,
                     SyClusterView *self)
{
  g_autoptr (SyTableSource) source = NULL;
  g_autofree char *count = NULL;
  g_autofree char *title = NULL;

  if (self->is_updating || self->figures == NULL ||
      row >= self->figures->clusters->spec->n_clusters)
    return;
  source = sy_cluster_figures_create_people (self->figures, row);
  count = sy_format_count_of (sy_table_source_get_n_rows (source), _ ("person"), _ ("people"));
  title = g_strdup_printf (_ ("Cluster %u · %s"), row + 1, count);
  gtk_label_set_label (self->people_title, title);
  sy_table_view_set_source (self->people, source);
  gtk_widget_set_visible (self->people_card, TRUE);
}

static void
on_person_activate (SyTableView *table,
                    guint row,
                    SyClusterView *self)
{
  guint32 person = sy_scored_people_get_person (sy_table_view_get_source (table), row);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-person", "s",
                              sy_event_log_get_person_key (self->figures->search->log, person));
}

/* The jobs */

static void
forget (SyClusterView *self)
{
  sy_job_drop (&self->job);
  g_clear_pointer (&self->search, sy_cluster_search_unref);
  g_clear_pointer (&self->figures, sy_cluster_figures_unref);
}

/* What was found, or is being, for another model does not belong here. */
static gboolean
forget_other_model (SyClusterView *self)
{
  if (self->model_id == 0 || self->model_id == sy_session_get_model_id (self->session))
    return FALSE;
  forget (self);
  self->model_id = 0;
  sy_run_bar_clear (self->bar);
  sy_cluster_save_set_figures (self->save, NULL);
  show_start (self);
  return TRUE;
}

/* Whether the job was the one that is waited for, and its result can be shown. */
static gboolean
end_job (SyClusterView *self,
         SyJob *job,
         const GError *error)
{
  gboolean is_told = error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
                     !g_error_matches (error, SY_STATS_ERROR, SY_STATS_ERROR_EMPTY);

  if (self->job != job)
    return FALSE;
  g_clear_object (&self->job);
  sy_run_bar_finish (self->bar, job, is_told ? error->message : NULL);
  return TRUE;
}

static void
found_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (SyClusterView) self = SY_CLUSTER_VIEW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyClusterFigures) figures = sy_job_run_finish (SY_JOB (source), result, &error);

  if (self->session == NULL || !end_job (self, SY_JOB (source), error))
    return;
  if (forget_other_model (self))
    {
      update (self);
      return;
    }
  if (figures != NULL)
    {
      gboolean is_new = self->search != figures->search;

      forget (self);
      self->search = sy_cluster_search_ref (figures->search);
      self->figures = g_steal_pointer (&figures);
      if (is_new)
        show_search (self);
      show_figures (self);
    }
  else if (g_error_matches (error, SY_STATS_ERROR, SY_STATS_ERROR_EMPTY))
    {
      forget (self);
      show_message (self, _ ("No Clusters"),
                    gtk_drop_down_get_selected (self->by) == BY_GROUPS
                        ? _ ("Nobody differs from anybody in the points of the groups. The model needs rules that tell people apart.")
                        : _ ("Nobody differs from anybody in the parts of the score. The model needs rules that tell people apart."));
    }
  else if (self->search != NULL)
    {
      /* Cancelled or failed: what is on the screen stays. */
      self->wished = self->figures->clusters->spec->n_clusters;
      show_by (self);
      show_silhouette (self);
      select_count (self);
    }
  update (self);
}

/* Follows a new job instead of the one before. */
static SyJob *
begin_job (SyClusterView *self,
           const char *what)
{
  sy_job_drop (&self->job);
  self->job = sy_job_new ();
  sy_run_bar_start (self->bar, self->job, what);
  update (self);
  return self->job;
}

static void
start (SyClusterView *self)
{
  g_assert (SY_IS_CLUSTER_VIEW (self));

  if (sy_session_get_tuning (self->session) == NULL)
    return;
  self->model_id = sy_session_get_model_id (self->session);
  sy_cluster_run_search (begin_job (self, _ ("Trying numbers of clusters")), self->session,
                         gtk_drop_down_get_selected (self->by) == BY_GROUPS, found_cb,
                         g_object_ref (self));
}

static void
choose (SyClusterView *self,
        guint row)
{
  if (self->is_updating || self->search == NULL || row >= self->search->n_counts ||
      self->wished == self->search->counts[row].n_clusters)
    return;
  self->wished = self->search->counts[row].n_clusters;
  show_by (self);
  show_silhouette (self);
  sy_cluster_run_number (begin_job (self, _ ("Finding clusters")), self->search, self->wished,
                         found_cb, g_object_ref (self));
}

static void
on_count_selected (SyTableView *table,
                   guint row,
                   SyClusterView *self)
{
  choose (self, row);
}

static void
on_chart_activated (SyChartView *view,
                    guint kind,
                    guint index,
                    SyClusterView *self)
{
  if (self->search == NULL || kind != SY_CHART_HIT_POINT || index >= self->search->n_counts)
    return;
  sy_table_view_select (self->counts, index);
}

/* A search of the other kind follows the one that is shown. */
static void
on_by_chosen (SyClusterView *self)
{
  g_assert (SY_IS_CLUSTER_VIEW (self));

  if (self->session == NULL || self->is_updating)
    return;
  if (sy_session_get_tuning (self->session) == NULL && self->search != NULL)
    show_by (self);
  else if (self->search != NULL || self->job != NULL)
    start (self);
  else
    show_start (self);
}

static void
on_session_changed (SyClusterView *self)
{
  if (!forget_other_model (self) && self->search == NULL)
    show_start (self);
  update (self);
}

static void
sy_cluster_view_dispose (GObject *object)
{
  SyClusterView *self = SY_CLUSTER_VIEW (object);

  forget (self);
  g_clear_object (&self->signals);
  g_clear_object (&self->session);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SY_TYPE_CLUSTER_VIEW);

  G_OBJECT_CLASS (sy_cluster_view_parent_class)->dispose (object);
}

static void
sy_cluster_view_class_init (SyClusterViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_cluster_view_dispose;

  g_type_ensure (SY_TYPE_CHART_CARD);
  g_type_ensure (SY_TYPE_CLUSTER_SAVE);
  g_type_ensure (SY_TYPE_FLOW_LAYOUT);
  g_type_ensure (SY_TYPE_RUN_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-cluster-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SyClusterView, subtitle);
  gtk_widget_class_bind_template_child (widget_class, SyClusterView, by);
  gtk_widget_class_bind_template_child (widget_class, SyClusterView, find);
  gtk_widget_class_bind_template_child (widget_class, SyClusterView, bar);
  gtk_widget_class_bind_template_child (widget_class, SyClusterView, stack);
  gtk_widget_class_bind_template_child (widget_class, SyClusterView, message);
  gtk_widget_class_bind_template_child (widget_class, SyClusterView, silhouette);
  gtk_widget_class_bind_template_child (widget_class, SyClusterView, counts_bin);
  gtk_widget_class_bind_template_child (widget_class, SyClusterView, clusters_title);
  gtk_widget_class_bind_template_child (widget_class, SyClusterView, clusters_subtitle);
  gtk_widget_class_bind_template_child (widget_class, SyClusterView, save);
  gtk_widget_class_bind_template_child (widget_class, SyClusterView, clusters_bin);
  gtk_widget_class_bind_template_child (widget_class, SyClusterView, note);
  gtk_widget_class_bind_template_child (widget_class, SyClusterView, profile);
  gtk_widget_class_bind_template_child (widget_class, SyClusterView, people_card);
  gtk_widget_class_bind_template_child (widget_class, SyClusterView, people_title);
  gtk_widget_class_bind_template_child (widget_class, SyClusterView, people_bin);
  gtk_widget_class_bind_template_callback (widget_class, on_by_chosen);
  gtk_widget_class_bind_template_callback (widget_class, start);
}

static SyTableView *
add_table (AdwBin *bin,
           const char *name,
           int max_px)
{
  SyTableView *table = SY_TABLE_VIEW (sy_table_view_new (name));

  sy_table_view_set_max_height (table, max_px);
  adw_bin_set_child (bin, GTK_WIDGET (table));
  return table;
}

static void
sy_cluster_view_init (SyClusterView *self)
{
  static const char *const names[] = { "log-changed", "as-of-changed", "model-changed",
                                       "tuning-changed" };

  gtk_widget_init_template (GTK_WIDGET (self));
  sy_accessible_set_name (GTK_WIDGET (self->by), _ ("What parts people"));
  self->counts = add_table (self->counts_bin, _ ("Numbers of clusters"), TABLE_PX);
  self->clusters = add_table (self->clusters_bin, _ ("Clusters"), TABLE_PX);
  self->people = add_table (self->people_bin, _ ("People of the cluster"), PEOPLE_PX);
  g_signal_connect (self->counts, "selected", G_CALLBACK (on_count_selected), self);
  g_signal_connect (self->clusters, "selected", G_CALLBACK (on_cluster_selected), self);
  g_signal_connect (self->people, "activate", G_CALLBACK (on_person_activate), self);
  g_signal_connect (sy_chart_card_get_view (self->silhouette), "activated",
                    G_CALLBACK (on_chart_activated), self);
  self->signals = g_signal_group_new (SY_TYPE_SESSION);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_signal_group_connect_swapped (self->signals, names[i], G_CALLBACK (on_session_changed), self);
  show_start (self);
  update (self);
}

void
sy_cluster_view_set_session (SyClusterView *self,
                             SySession *session)
{
  g_return_if_fail (SY_IS_CLUSTER_VIEW (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  sy_cluster_save_set_session (self->save, session);
  g_signal_group_set_target (self->signals, session);
  update (self);
}
