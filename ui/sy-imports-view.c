/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-imports-view.h"
#include "sy-chart-card.h"
#include "sy-data-summary.h"
#include "sy-flow-layout.h"
#include "sy-format.h"
#include "sy-rejected-dialog.h"
#include "sy-table-view.h"
#include "sy-tile.h"
#include "sy-session-care.h"

#include <glib/gi18n.h>

#define CHART_WIDTH_PX 320
#define CHART_ROW_PX 22
#define CHART_AXIS_PX 40
#define MAX_TABLE_PX 400

struct _SyImportsView
{
  GtkWidget parent_instance;

  /* Template children */
  GtkWidget *scroller;
  GtkWidget *tiles;
  SyChartCard *chart_card;
  GtkWidget *attributes_card;
  AdwBin *attributes_bin;
  AdwPreferencesGroup *imports;

  /* Owned */
  SySession *session;
  GSignalGroup *signals;
  SyJob *job;
  SyDataSummary *summary;
  GPtrArray *import_rows;

  /* Borrowed */
  SyTableView *attributes;
  SyTile *events_tile;
  SyTile *people_tile;
  SyTile *span_tile;
  SyTile *types_tile;

  gboolean is_stale;
};

G_DEFINE_FINAL_TYPE (SyImportsView, sy_imports_view, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* Summary */

/* Notes need no new figures. */
static void
show_chart (SyImportsView *self)
{
  SyChartMarks marks;
  g_autofree SyChartNote *notes = sy_chart_notes_from (sy_session_get_notes (self->session),
                                                       &marks);
  g_autoptr (SyChart) chart = NULL;

  if (self->summary == NULL)
    return;
  chart = sy_data_summary_create_chart (self->summary, &marks);
  sy_chart_card_set_chart (self->chart_card, chart);
}

static void
show_summary (SyImportsView *self)
{
  const SyDataSummary *summary = self->summary;
  g_autofree char *events = sy_format_count ((gint64) summary->n_events);
  g_autofree char *people = sy_format_count ((gint64) summary->n_people);
  g_autofree char *n_types = sy_format_count ((gint64) summary->n_types);
  g_autofree char *first = sy_format_day (sy_zone_day (summary->zone, summary->first));
  g_autofree char *last = sy_format_day (sy_zone_day (summary->zone, summary->last));
  g_autofree char *span = g_strdup_printf ("%s – %s", first, last);
  g_autofree char *each =
      sy_format_number ((double) summary->n_events / (double) MAX (summary->n_people, 1), 1);
  g_autofree char *each_text = g_strdup_printf (_ ("%s a person"), each);
  g_autofree char *weeks = g_strdup_printf (_ ("%u weeks"), (guint) summary->n_weeks);

  sy_tile_set (self->events_tile, events, each_text);
  sy_tile_set (self->people_tile, people, NULL);
  sy_tile_set (self->types_tile, n_types, NULL);
  sy_tile_set (self->span_tile, span, weeks);
  show_chart (self);
  sy_chart_view_set_natural_size (sy_chart_card_get_view (self->chart_card), CHART_WIDTH_PX,
                                  (int) summary->n_types * CHART_ROW_PX + CHART_AXIS_PX);
}

static gpointer
summarize (SyJob *job,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  return sy_data_summary_new (data, cancellable, error);
}

static void
summarized_cb (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (SyImportsView) self = SY_IMPORTS_VIEW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyDataSummary) summary = sy_job_run_finish (SY_JOB (source), result, &error);

  if (self->job != SY_JOB (source))
    return;
  g_clear_object (&self->job);
  if (summary == NULL || summary->n_events == 0)
    return;
  g_clear_pointer (&self->summary, sy_data_summary_unref);
  self->summary = g_steal_pointer (&summary);
  show_summary (self);
}

/* Imports */

static void
undone_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (SyImportsView) self = SY_IMPORTS_VIEW (user_data);
  g_autoptr (GError) error = NULL;

  sy_job_run_finish (SY_JOB (source), result, &error);
  if (self->session == NULL)
    return;
  if (error != NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
      return;
    }
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", _ ("The import is taken back"));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.reload", NULL);
}

static gpointer
undo_import (SyProject *project,
             SyJob *job,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  sy_project_undo_import (project, *(gint64 *) data, cancellable, error);
  return NULL;
}

static void
on_undo_response (AdwMessageDialog *dialog,
                  const char *response,
                  SyImportsView *self)
{
  gint64 *import_id = g_object_get_data (G_OBJECT (dialog), "sy-import-id");

  if (g_strcmp0 (response, "undo") == 0)
    sy_session_run_async (self->session,
                          NULL,
                          undo_import,
                          g_memdup2 (import_id, sizeof *import_id),
                          g_free,
                          NULL,
                          undone_cb,
                          g_object_ref (self));
}

/* Importing the file again would bring the rows back, but the file may be gone:
 * one of the few things that are asked first. */
static void
ask_undo (SyImportsView *self,
          gint64 import_id,
          const char *name,
          gint64 accepted)
{
  g_autofree char *heading = g_strdup_printf (_ ("Take Back “%s”?"), name);
  g_autofree char *rows = sy_format_count_of (accepted, _ ("row"), _ ("rows"));
  g_autofree char *body = g_strdup_printf (
      _ ("Its %s leave the project, and the people and types that only they brought."), rows);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                              heading, body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "undo",
                                    _ ("_Take Back"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "undo",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "sy-import-id",
                          g_memdup2 (&import_id, sizeof import_id), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_undo_response), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

typedef struct
{
  SyImportsView *page; /* borrowed: owns the row */
  gint64 id;
  gint64 accepted;
  char *name;
} ImportRow;

static void
import_row_free (gpointer data,
                 GClosure *closure)
{
  ImportRow *row = data;

  g_free (row->name);
  g_free (row);
}

static void
on_undo_clicked (GtkButton *button,
                 ImportRow *row)
{
  ask_undo (row->page, row->id, row->name, row->accepted);
}

static void
on_rejected_clicked (GtkButton *button,
                     ImportRow *row)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (row->page)));

  gtk_window_present (GTK_WINDOW (
      sy_rejected_dialog_new (GTK_WINDOW (root), row->page->session, row->id, row->name)));
}

static void
connect_row (GtkWidget *button,
             GCallback callback,
             SyImportsView *self,
             const SyImportRecord *record)
{
  ImportRow *row = g_new0 (ImportRow, 1);

  row->page = self;
  row->id = record->id;
  row->accepted = record->accepted;
  row->name = g_strdup (record->file_name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_data (button, "clicked", callback, row, import_row_free, 0);
}

static char *
describe_import (SyImportsView *self,
                 const SyImportRecord *record)
{
  g_autofree char *when = sy_format_instant (sy_session_get_zone (self->session),
                                             record->imported_at_ms / 1000);
  g_autofree char *accepted = sy_format_count (record->accepted);
  g_autofree char *read = sy_format_count_of (record->rows_read, _ ("row"), _ ("rows"));
  GString *text = g_string_new (NULL);

  /* Translators: time, kind of rows, accepted, read */
  g_string_append_printf (text, _ ("%s · %s · %s of %s accepted"), when,
                          sy_import_kind_to_string (record->kind), accepted, read);
  if (record->duplicates > 0)
    {
      g_autofree char *duplicates = sy_format_count (record->duplicates);

      g_string_append (text, " · ");
      g_string_append_printf (text, _ ("%s already there"), duplicates);
    }
  return g_string_free (text, FALSE);
}

static GtkWidget *
create_import_row (SyImportsView *self,
                   const SyImportRecord *record)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *undo = gtk_button_new_with_mnemonic (_ ("_Take Back…"));
  g_autofree char *title = g_markup_escape_text (record->file_name, -1);
  g_autofree char *description = describe_import (self, record);
  g_autofree char *subtitle = g_markup_escape_text (description, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (record->rejected > 0)
    {
      g_autofree char *count = sy_format_count (record->rejected);
      g_autofree char *label = g_strdup_printf (_ ("%s set aside…"), count);
      GtkWidget *rejected = gtk_button_new_with_label (label);

      connect_row (rejected, G_CALLBACK (on_rejected_clicked), self, record);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), rejected);
    }
  connect_row (undo, G_CALLBACK (on_undo_clicked), self, record);
  gtk_widget_set_sensitive (undo, !sy_session_is_read_only (self->session));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), undo);
  return row;
}

static gpointer
list_imports (SyProject *project,
              SyJob *job,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  return sy_project_list_imports (project, error);
}

static void
listed_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (SyImportsView) self = SY_IMPORTS_VIEW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = sy_job_run_finish (SY_JOB (source), result, &error);

  if (self->session == NULL || records == NULL)
    return;
  for (guint i = 0; i < self->import_rows->len; i++)
    adw_preferences_group_remove (self->imports, g_ptr_array_index (self->import_rows, i));
  g_ptr_array_set_size (self->import_rows, 0);
  for (guint i = records->len; i > 0; i--)
    {
      GtkWidget *row = create_import_row (self, g_ptr_array_index (records, i - 1));

      adw_preferences_group_add (self->imports, row);
      g_ptr_array_add (self->import_rows, row);
    }
}

/* View */

static void
refresh (SyImportsView *self)
{
  SyEventLog *log = sy_session_get_log (self->session);
  g_autoptr (SyTableSource) attributes = sy_data_summary_create_attributes (log);

  self->is_stale = FALSE;
  sy_table_view_set_source (self->attributes, attributes);
  gtk_widget_set_visible (self->attributes_card, sy_table_source_get_n_rows (attributes) > 0);
  sy_job_drop (&self->job);
  self->job = sy_job_new ();
  sy_job_run_async (self->job,
                    NULL,
                    summarize,
                    sy_event_log_ref (log),
                    (GDestroyNotify) sy_event_log_unref,
                    (GDestroyNotify) sy_data_summary_unref,
                    summarized_cb,
                    g_object_ref (self));
  sy_session_run_async (self->session,
                        NULL,
                        list_imports,
                        NULL,
                        NULL,
                        (GDestroyNotify) g_ptr_array_unref,
                        listed_cb,
                        g_object_ref (self));
}

static void
on_session_changed (SySession *session,
                    SyImportsView *self)
{
  self->is_stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
}

static void
sy_imports_view_map (GtkWidget *widget)
{
  SyImportsView *self = SY_IMPORTS_VIEW (widget);

  GTK_WIDGET_CLASS (sy_imports_view_parent_class)->map (widget);
  if (self->is_stale)
    refresh (self);
}

static void
sy_imports_view_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  SyImportsView *self = SY_IMPORTS_VIEW (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      g_signal_group_set_target (self->signals, self->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sy_imports_view_dispose (GObject *object)
{
  SyImportsView *self = SY_IMPORTS_VIEW (object);

  sy_job_drop (&self->job);
  g_clear_object (&self->signals);
  g_clear_object (&self->session);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), SY_TYPE_IMPORTS_VIEW);

  G_OBJECT_CLASS (sy_imports_view_parent_class)->dispose (object);
}

static void
sy_imports_view_finalize (GObject *object)
{
  SyImportsView *self = SY_IMPORTS_VIEW (object);

  g_clear_pointer (&self->import_rows, g_ptr_array_unref);
  g_clear_pointer (&self->summary, sy_data_summary_unref);

  G_OBJECT_CLASS (sy_imports_view_parent_class)->finalize (object);
}

static void
sy_imports_view_class_init (SyImportsViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = sy_imports_view_set_property;
  object_class->dispose = sy_imports_view_dispose;
  object_class->finalize = sy_imports_view_finalize;
  widget_class->map = sy_imports_view_map;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, SY_TYPE_SESSION,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY |
                                                      G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SY_TYPE_CHART_CARD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-imports-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SyImportsView, scroller);
  gtk_widget_class_bind_template_child (widget_class, SyImportsView, tiles);
  gtk_widget_class_bind_template_child (widget_class, SyImportsView, chart_card);
  gtk_widget_class_bind_template_child (widget_class, SyImportsView, attributes_card);
  gtk_widget_class_bind_template_child (widget_class, SyImportsView, attributes_bin);
  gtk_widget_class_bind_template_child (widget_class, SyImportsView, imports);
}

static SyTile *
add_tile (SyImportsView *self,
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
sy_imports_view_init (SyImportsView *self)
{
  static const char *const names[] = { "log-changed", "project-changed" };

  self->import_rows = g_ptr_array_new ();
  self->is_stale = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self->tiles), sy_flow_layout_new ());
  self->events_tile = add_tile (self, _ ("Events"), _ ("Rows accepted from all imports"), 150);
  self->people_tile = add_tile (self, _ ("People"),
                                _ ("Everyone with an event, an attribute or an outcome"), 150);
  self->types_tile = add_tile (self, _ ("Event types"), _ ("Different things people did"), 150);
  self->span_tile = add_tile (self, _ ("Time"),
                              _ ("From the first event to the last, in the project’s time zone"),
                              300);
  self->attributes = SY_TABLE_VIEW (sy_table_view_new (_ ("Attributes")));
  sy_table_view_set_max_height (self->attributes, MAX_TABLE_PX);
  adw_bin_set_child (self->attributes_bin, GTK_WIDGET (self->attributes));
  self->signals = g_signal_group_new (SY_TYPE_SESSION);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_signal_group_connect (self->signals, names[i], G_CALLBACK (on_session_changed), self);
  g_signal_group_connect_swapped (self->signals, "notes-changed", G_CALLBACK (show_chart), self);
}
