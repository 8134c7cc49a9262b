/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-grid-view.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-accessible.h"
#include "sy-format.h"
#include "sy-grid-figures.h"
#include "sy-run-bar.h"
#include "sy-scored-people.h"
#include "sy-table-view.h"

#define PEOPLE_PX 420

struct _SyGridView
{
  AdwBin parent_instance;

  /* Template children */
  GtkStack *stack;
  SyRunBar *bar;
  GtkLabel *subtitle;
  GtkDropDown *rows;
  GtkDropDown *columns;
  GtkGrid *grid;
  GtkLabel *note;
  GtkWidget *people_card;
  GtkLabel *people_title;
  AdwBin *people_bin;

  /* Owned */
  SySession *session;
  GSignalGroup *signals;
  SyJob *job;
  SyGridFigures *figures;
  char *row_name; /* the models that were chosen */
  char *column_name;

  /* Borrowed */
  SyTableView *people;

  gboolean is_stale;
  gboolean is_updating;
  int row; /* the cell that is open, -1 for none */
  int column;
};

G_DEFINE_FINAL_TYPE (SyGridView, sy_grid_view, ADW_TYPE_BIN)

/* The people of a cell */

static void
show_people (SyGridView *self)
{
  const SyGrid *now = sy_grid_figures_get_now (self->figures);
  g_autoptr (SyTableSource) source = NULL;
  g_autofree char *cell = NULL;
  g_autofree char *count = NULL;
  g_autofree char *title = NULL;

  if (self->row >= (int) now->n_rows || self->column >= (int) now->n_columns)
    self->row = self->column = -1;
  gtk_widget_set_visible (self->people_card, self->row >= 0);
  if (self->row < 0)
    return;
  source = sy_grid_figures_create_people (self->figures, (gsize) self->row, (gsize) self->column);
  cell = sy_grid_dup_cell_name ((gsize) self->row, (gsize) self->column);
  count = sy_format_count_of (sy_table_source_get_n_rows (source), _ ("person"), _ ("people"));
  title = g_strdup_printf (_ ("%s: %s and %s · %s, score of %s"), cell, now->row_names[self->row],
                           now->column_names[self->column], count, self->column_name);
  gtk_label_set_label (self->people_title, title);
  sy_table_view_set_source (self->people, source);
}

static void
on_person_activate (SyTableView *table,
                    guint row,
                    SyGridView *self)
{
  guint32 person = sy_scored_people_get_person (sy_table_view_get_source (table), row);

  gtk_widget_activate_action (
      GTK_WIDGET (self), "win.show-person", "s",
      sy_event_log_get_person_key (sy_session_get_log (self->session), person));
}

static void
on_cell_toggled (GtkToggleButton *button,
                 SyGridView *self)
{
  int row, column;

  if (!gtk_toggle_button_get_active (button))
    return;
  gtk_grid_query_child (self->grid, GTK_WIDGET (button), &column, &row, NULL, NULL);
  self->row = row - 1;
  self->column = column - 1;
  show_people (self);
}

/* The cells */

static GtkWidget *
make_label (const char *text,
            const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static char *
describe_cell (SyGridView *self,
               gsize row,
               gsize column)
{
  const SyGrid *now = sy_grid_figures_get_now (self->figures);
  const SyGrid *past = sy_grid_figures_get_past (self->figures);
  g_autofree char *name = sy_grid_dup_cell_name (row, column);
  g_autofree char *count = sy_format_count_of ((gint64) sy_grid_get_cell (now, row, column)->n,
                                               _ ("person"), _ ("people"));
  g_autofree char *rate = sy_grid_figures_dup_rate (self->figures, row, column);
  g_autofree char *range = sy_grid_figures_dup_range (self->figures, row, column);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _ ("%s: %s and %s\n%s now"), name, now->row_names[row],
                          now->column_names[column], count);
  if (past != NULL && *range != '\0')
    {
      g_autofree char *lift = sy_format_number (sy_grid_get_cell (past, row, column)->lift, 2);

      g_string_append_printf (text, _ ("\noutcome rate %s, 95 %% interval %s\n%s× that of all"), rate,
                              range, lift);
    }
  return g_string_free (text, FALSE);
}

static GtkWidget *
make_cell (SyGridView *self,
           gsize row,
           gsize column,
           GtkToggleButton *group)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  g_autofree char *name = sy_grid_dup_cell_name (row, column);
  g_autofree char *count = sy_format_count (
      (gint64) sy_grid_get_cell (sy_grid_figures_get_now (self->figures), row, column)->n);
  g_autofree char *head = g_strdup_printf ("%s · %s", name, count);
  g_autofree char *rate = sy_grid_figures_dup_rate (self->figures, row, column);
  g_autofree char *range = sy_grid_figures_dup_range (self->figures, row, column);
  g_autofree char *heat = g_strdup_printf (
      "heat-%u", sy_grid_figures_get_heat (self->figures, row, column));
  g_autofree char *description = describe_cell (self, row, column);

  gtk_box_append (GTK_BOX (box), make_label (head, "caption"));
  gtk_box_append (GTK_BOX (box), make_label (*rate != '\0' ? rate : count, "metric-value"));
  gtk_box_append (GTK_BOX (box), make_label (range, "caption"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_add_css_class (button, "grid-cell");
  gtk_widget_add_css_class (button, heat);
  gtk_widget_set_tooltip_text (button, description);
  sy_accessible_set_name (button, description);
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), group);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button),
                                (int) row == self->row && (int) column == self->column);
  g_signal_connect (button, "toggled", G_CALLBACK (on_cell_toggled), self);
  return button;
}

static void
show_cells (SyGridView *self)
{
  const SyGrid *now = sy_grid_figures_get_now (self->figures);
  g_autoptr (GtkSizeGroup) widths = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  GtkWidget *child;
  GtkToggleButton *group = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  for (gsize column = 0; column < now->n_columns; column++)
    {
      g_autofree char *text = g_strdup_printf ("%u · %s", (guint) column + 1,
                                               now->column_names[column]);

      gtk_grid_attach (self->grid, make_label (text, "heading"), (int) column + 1, 0, 1, 1);
    }
  for (gsize row = 0; row < now->n_rows; row++)
    {
      g_autofree char *text = g_strdup_printf ("%c · %s", (char) ('A' + row % 26),
                                               now->row_names[row]);
      GtkWidget *label = make_label (text, "heading");

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_width_chars (GTK_LABEL (label), 10);
      gtk_grid_attach (self->grid, label, 0, (int) row + 1, 1, 1);
      for (gsize column = 0; column < now->n_columns; column++)
        {
          GtkWidget *cell = make_cell (self, row, column, group);

          gtk_size_group_add_widget (widths, cell);
          gtk_grid_attach (self->grid, cell, (int) column + 1, (int) row + 1, 1, 1);
          group = group != NULL ? group : GTK_TOGGLE_BUTTON (cell);
        }
    }
}

static void
show_notes (SyGridView *self)
{
  SyZone *zone = sy_session_get_zone (self->session);
  const SyGrid *now = sy_grid_figures_get_now (self->figures);
  const SyGrid *past = sy_grid_figures_get_past (self->figures);
  g_autofree char *as_of = sy_session_dup_as_of_text (self->session);
  g_autofree char *people = sy_format_count_of ((gint64) now->all.n, _ ("person"), _ ("people"));
  g_autofree char *subtitle = g_strdup_printf (
      _ ("%s as of %s, A1 the best of both; choose a cell to see its people"), people, as_of);
  g_autofree char *when = NULL;
  GString *note = g_string_new (NULL);

  if (past == NULL)
    g_string_append_printf (note, _ ("%s has no outcome: the cells show people only."),
                            self->column_name);
  else
    {
      g_autofree char *base = sy_format_percent (past->all.rate, 1);

      when = sy_format_as_of (zone, sy_grid_figures_get_past_as_of (self->figures));
      g_string_append_printf (
          note, _ ("Rate: who had the outcome of %s, of the people of %s; all %s. Below it the 95 %% interval and how many there were. The stronger the colour, the higher."),
          self->column_name, when, base);
    }
  if (now->n_only_first + now->n_only_second > 0)
    {
      g_autofree char *first = sy_format_count ((gint64) now->n_only_first);
      g_autofree char *second = sy_format_count ((gint64) now->n_only_second);

      g_string_append_printf (note, _ (" In no cell: %s people only %s scores, %s only %s."), first,
                              self->row_name, second, self->column_name);
    }
  gtk_label_set_label (self->subtitle, subtitle);
  gtk_label_set_label (self->note, note->str);
  g_string_free (note, TRUE);
}

/* The job: the other models come from the file */

typedef struct
{
  SyModel *rows; /* NULL until they are read */
  SyModel *columns;
  char *row_name;
  char *column_name;
  SyEventLog *log;
  gint64 as_of;
} Input;

static void
input_free (Input *input)
{
  g_clear_pointer (&input->rows, sy_model_unref);
  g_clear_pointer (&input->columns, sy_model_unref);
  g_free (input->row_name);
  g_free (input->column_name);
  sy_event_log_unref (input->log);
  g_free (input);
}

static SyModel *
load_draft (SyProject *project,
            const char *name,
            GError **error)
{
  gint64 id = sy_project_find_model (project, name, error);
  g_autofree char *json = id != 0 ? sy_project_get_draft (project, id, error) : NULL;

  return json != NULL ? sy_model_from_json (json, -1, error) : NULL;
}

static gpointer
load_models (SyProject *project,
             SyJob *job,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  const Input *asked = data;
  Input *input = g_new0 (Input, 1);

  input->log = sy_event_log_ref (asked->log);
  input->as_of = asked->as_of;
  input->rows = asked->rows != NULL ? sy_model_ref (asked->rows)
                                    : load_draft (project, asked->row_name, error);
  if (input->rows != NULL)
    input->columns = asked->columns != NULL ? sy_model_ref (asked->columns)
                                            : load_draft (project, asked->column_name, error);
  if (input->columns == NULL)
    {
      input_free (input);
      return NULL;
    }
  return input;
}

static gpointer
cross (SyJob *job,
       gpointer data,
       GCancellable *cancellable,
       GError **error)
{
  const Input *input = data;

  return sy_grid_figures_new (input->log, input->rows, input->columns, input->as_of, cancellable,
                              error);
}

/* Whether the job was the one that is waited for. */
static gboolean
end_job (SyGridView *self,
         SyJob *job,
         const GError *error)
{
  gboolean is_told = error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  if (self->bar != NULL)
    sy_run_bar_finish (self->bar, job, is_told ? error->message : NULL);
  if (self->job != job)
    return FALSE;
  g_clear_object (&self->job);
  return TRUE;
}

static void
crossed_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (SyGridView) self = SY_GRID_VIEW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyGridFigures) figures = sy_job_run_finish (SY_JOB (source), result, &error);

  if (!end_job (self, SY_JOB (source), error) || figures == NULL || self->grid == NULL)
    return;
  g_clear_pointer (&self->figures, sy_grid_figures_unref);
  self->figures = g_steal_pointer (&figures);
  show_people (self);
  show_cells (self);
  show_notes (self);
}

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (SyGridView) self = SY_GRID_VIEW (user_data);
  g_autoptr (GError) error = NULL;
  Input *input = sy_job_run_finish (SY_JOB (source), result, &error);

  if (self->job != SY_JOB (source) || input == NULL)
    {
      end_job (self, SY_JOB (source), error);
      g_clear_pointer (&input, input_free);
      return;
    }
  g_clear_object (&self->job);
  self->job = sy_job_new ();
  sy_run_bar_start (self->bar, self->job, _ ("Crossing two scores"));
  sy_job_run_async (self->job, NULL, cross, input, (GDestroyNotify) input_free,
                    (GDestroyNotify) sy_grid_figures_unref, crossed_cb, g_object_ref (self));
}

static void
refresh (SyGridView *self)
{
  const char *chosen;
  Input *input;

  g_assert (SY_IS_GRID_VIEW (self));

  sy_job_drop (&self->job);
  self->is_stale = FALSE;
  if (self->row_name == NULL || self->column_name == NULL ||
      sy_session_get_draft (self->session) == NULL)
    return;
  /* The draft at hand is newer than the file. */
  chosen = sy_session_get_model_name (self->session);
  input = g_new0 (Input, 1);
  input->row_name = g_strdup (self->row_name);
  input->column_name = g_strdup (self->column_name);
  if (g_strcmp0 (chosen, self->row_name) == 0)
    input->rows = sy_model_ref (sy_session_get_draft (self->session));
  if (g_strcmp0 (chosen, self->column_name) == 0)
    input->columns = sy_model_ref (sy_session_get_draft (self->session));
  input->log = sy_event_log_ref (sy_session_get_log (self->session));
  input->as_of = sy_session_get_as_of (self->session);
  self->job = sy_job_new ();
  sy_run_bar_start (self->bar, self->job, _ ("Crossing two scores"));
  sy_session_run_async (self->session, self->job, load_models, input, (GDestroyNotify) input_free,
                        (GDestroyNotify) input_free, loaded_cb, g_object_ref (self));
}

static void
on_model_chosen (SyGridView *self)
{
  const char *const *names;

  g_assert (SY_IS_GRID_VIEW (self));

  if (self->is_updating || self->session == NULL)
    return;
  names = sy_session_get_model_names (self->session);
  g_free (self->row_name);
  g_free (self->column_name);
  self->row_name = g_strdup (names[gtk_drop_down_get_selected (self->rows)]);
  self->column_name = g_strdup (names[gtk_drop_down_get_selected (self->columns)]);
  self->row = self->column = -1;
  refresh (self);
}

static guint
find_name (const char *const *names,
           const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_strcmp0 (names[i], name) == 0)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

/* The model at hand is that of the columns, unless others were chosen. */
static void
show_models (SyGridView *self)
{
  const char *const *names = sy_session_get_model_names (self->session);
  guint n_names = g_strv_length ((char **) names);
  const char *chosen = sy_session_get_model_name (self->session);

  gtk_stack_set_visible_child_name (self->stack, n_names > 1 ? "grid" : "one");
  if (n_names < 2)
    return;
  if (find_name (names, self->column_name) == GTK_INVALID_LIST_POSITION ||
      find_name (names, self->row_name) == GTK_INVALID_LIST_POSITION)
    {
      g_free (self->row_name);
      g_free (self->column_name);
      self->column_name = g_strdup (chosen);
      /* Sorted by name: the last that is another one, as “RFM value” after “Engagement”. */
      self->row_name = g_strdup (g_strcmp0 (names[n_names - 1], chosen) == 0 ? names[n_names - 2]
                                                                             : names[n_names - 1]);
    }
  self->is_updating = TRUE;
  gtk_drop_down_set_model (self->rows, G_LIST_MODEL (gtk_string_list_new (names)));
  gtk_drop_down_set_model (self->columns, G_LIST_MODEL (gtk_string_list_new (names)));
  gtk_drop_down_set_selected (self->rows, find_name (names, self->row_name));
  gtk_drop_down_set_selected (self->columns, find_name (names, self->column_name));
  self->is_updating = FALSE;
}

static void
on_session_changed (SyGridView *self)
{
  self->is_stale = TRUE;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  show_models (self);
  refresh (self);
}

static void
sy_grid_view_map (GtkWidget *widget)
{
  SyGridView *self = SY_GRID_VIEW (widget);

  GTK_WIDGET_CLASS (sy_grid_view_parent_class)->map (widget);
  if (!self->is_stale || self->session == NULL)
    return;
  show_models (self);
  refresh (self);
}

static void
sy_grid_view_dispose (GObject *object)
{
  SyGridView *self = SY_GRID_VIEW (object);

  sy_job_drop (&self->job);
  g_clear_object (&self->signals);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SY_TYPE_GRID_VIEW);
  g_clear_pointer (&self->figures, sy_grid_figures_unref);
  g_clear_pointer (&self->row_name, g_free);
  g_clear_pointer (&self->column_name, g_free);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sy_grid_view_parent_class)->dispose (object);
}

static void
sy_grid_view_class_init (SyGridViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_grid_view_dispose;
  widget_class->map = sy_grid_view_map;

  g_type_ensure (SY_TYPE_RUN_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-grid-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SyGridView, stack);
  gtk_widget_class_bind_template_child (widget_class, SyGridView, bar);
  gtk_widget_class_bind_template_child (widget_class, SyGridView, subtitle);
  gtk_widget_class_bind_template_child (widget_class, SyGridView, rows);
  gtk_widget_class_bind_template_child (widget_class, SyGridView, columns);
  gtk_widget_class_bind_template_child (widget_class, SyGridView, grid);
  gtk_widget_class_bind_template_child (widget_class, SyGridView, note);
  gtk_widget_class_bind_template_child (widget_class, SyGridView, people_card);
  gtk_widget_class_bind_template_child (widget_class, SyGridView, people_title);
  gtk_widget_class_bind_template_child (widget_class, SyGridView, people_bin);
  gtk_widget_class_bind_template_callback (widget_class, refresh);
  gtk_widget_class_bind_template_callback (widget_class, on_model_chosen);
}

static void
sy_grid_view_init (SyGridView *self)
{
  static const char *const names[] = { "log-changed", "as-of-changed", "model-changed",
                                       "project-changed" };

  self->is_stale = TRUE;
  self->row = self->column = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  sy_accessible_set_name (GTK_WIDGET (self->rows), _ ("Model of the rows"));
  sy_accessible_set_name (GTK_WIDGET (self->columns), _ ("Model of the columns"));
  self->people = SY_TABLE_VIEW (sy_table_view_new (_ ("People of the cell")));
  sy_table_view_set_max_height (self->people, PEOPLE_PX);
  g_signal_connect (self->people, "activate", G_CALLBACK (on_person_activate), self);
  adw_bin_set_child (self->people_bin, GTK_WIDGET (self->people));
  self->signals = g_signal_group_new (SY_TYPE_SESSION);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_signal_group_connect_swapped (self->signals, names[i], G_CALLBACK (on_session_changed), self);
}

void
sy_grid_view_set_session (SyGridView *self,
                          SySession *session)
{
  g_return_if_fail (SY_IS_GRID_VIEW (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_group_set_target (self->signals, session);
}
