/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-import-result.h"
#include "sy-files.h"
#include "sy-format.h"
#include "sy-table-view.h"

#include <glib/gi18n.h>
#include <string.h>

struct _SyImportResult
{
  GtkWidget parent_instance;

  /* Template children */
  GtkWidget *box;
  GtkLabel *headline;
  GtkLabel *detail;
  GtkBox *tiles;
  GtkLabel *notes;
  GtkWidget *rejected_box;
  GtkLabel *rejected_label;
  GtkWidget *save;
  AdwBin *rejected_bin;

  /* Owned */
  SySession *session;
  SyTableView *table;
  gint64 import_id;
};

G_DEFINE_FINAL_TYPE (SyImportResult, sy_import_result, GTK_TYPE_WIDGET)

/* Rejected rows as a table */

static const SyRejectedRow *
get_row (gconstpointer data,
         guint row)
{
  return g_ptr_array_index ((GPtrArray *) data, row);
}

static char *
get_text (gconstpointer data,
          guint row,
          guint column)
{
  const SyRejectedRow *rejected = get_row (data, row);

  switch (column)
    {
    case 0:
      return sy_format_count (rejected->line);
    case 1:
      return g_strdup (rejected->column != NULL ? rejected->column : _ ("whole row"));
    case 2:
      return g_strdup (rejected->reason);
    default:
      return g_utf8_make_valid (rejected->raw, (gssize) rejected->raw_length);
    }
}

static int
compare (gconstpointer data,
         guint a,
         guint b,
         guint column)
{
  const SyRejectedRow *x = get_row (data, a);
  const SyRejectedRow *y = get_row (data, b);

  switch (column)
    {
    case 0:
      return x->line < y->line ? -1 : x->line > y->line;
    case 1:
      return g_strcmp0 (x->column, y->column);
    case 2:
      return g_strcmp0 (x->reason, y->reason);
    default:
      return g_strcmp0 (x->raw, y->raw);
    }
}

static const SyTableFuncs funcs = {
  .get_text = get_text,
  .compare = compare,
  .free = (GDestroyNotify) g_ptr_array_unref,
};

SyTableSource *
sy_rejected_rows_create_source (GPtrArray *rows)
{
  const SyTableColumn columns[] = {
    { _ ("Line"), TRUE, 8 },
    { _ ("Column"), FALSE, 14 },
    { _ ("Reason"), FALSE, 40 },
    { _ ("Row in the file"), FALSE, 0 },
  };

  return sy_table_source_new (columns, G_N_ELEMENTS (columns), rows->len, &funcs, rows);
}

/* Export of all */

typedef struct
{
  gint64 import_id;
  char *path;
} ExportInput;

static void
export_input_free (ExportInput *input)
{
  g_free (input->path);
  g_free (input);
}

static gpointer
export_rows (SyProject *project,
             SyJob *job,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  ExportInput *input = data;

  sy_project_export_rejected (project, input->import_id, input->path, cancellable, NULL, error);
  return NULL;
}

void
sy_rejected_rows_export_async (SySession *session,
                               gint64 import_id,
                               const char *path,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  ExportInput *input = g_new0 (ExportInput, 1);

  input->import_id = import_id;
  input->path = g_strdup (path);
  sy_session_run_async (session,
                        NULL,
                        export_rows,
                        input,
                        (GDestroyNotify) export_input_free,
                        NULL,
                        callback,
                        user_data);
}

static void
exported_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (SyImportResult) self = SY_IMPORT_RESULT (user_data);
  g_autoptr (GError) error = NULL;

  sy_job_run_finish (SY_JOB (source), result, &error);
  gtk_label_set_label (
      self->rejected_label,
      error != NULL ? error->message
                    : _ ("Saved. Mend the rows there and import that file: each comes in once."));
}

static void
on_save_chosen (GFile *file,
                gpointer user_data)
{
  SyImportResult *self = SY_IMPORT_RESULT (user_data);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && self->session != NULL)
    sy_rejected_rows_export_async (self->session, self->import_id, path, exported_cb,
                                   g_object_ref (self));
}

static void
on_save_clicked (GtkButton *button,
                 SyImportResult *self)
{
  sy_files_save (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                 _ ("Save the Rows Set Aside"),
                 SY_FILE_CSV,
                 "rejected.csv",
                 on_save_chosen,
                 self);
}

/* Result */

static void
add_tile (SyImportResult *self,
          const char *title,
          gint64 value,
          const char *css_class)
{
  GtkWidget *tile = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *number;
  GtkWidget *label = gtk_label_new (title);
  g_autofree char *text = sy_format_count (value);

  number = gtk_label_new (text);
  gtk_widget_add_css_class (number, "title-2");
  gtk_widget_add_css_class (number, "numeric");
  if (css_class != NULL && value > 0)
    gtk_widget_add_css_class (number, css_class);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (tile, "card");
  gtk_widget_add_css_class (tile, "tile");
  gtk_box_append (GTK_BOX (tile), number);
  gtk_box_append (GTK_BOX (tile), label);
  gtk_box_append (self->tiles, tile);
}

static char *
describe (const SyImportReport *report)
{
  g_autofree char *rows = sy_format_count_of (report->rows_read, _ ("row"), _ ("rows"));
  g_autofree char *size = g_format_size ((guint64) MAX (report->n_bytes, 0));
  g_autofree char *seconds = sy_format_number (report->seconds, report->seconds < 10.0 ? 2 : 0);
  g_autofree char *rate = NULL;

  if (report->seconds > 0.0)
    rate = sy_format_count ((gint64) ((double) report->rows_read / report->seconds));
  return g_strdup_printf (_ ("%s read (%s) in %s s: %s a second"),
                          rows,
                          size,
                          seconds,
                          rate != NULL ? rate : "–");
}

static char *
join_notes (const SyImportReport *report)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < report->notes->len; i++)
    g_string_append_printf (text,
                            "%s%s",
                            i > 0 ? "\n" : "",
                            (const char *) g_ptr_array_index (report->notes, i));
  return g_string_free (text, FALSE);
}

static SyRejectedRow *
copy_rejected (const SyRejectedRow *row)
{
  SyRejectedRow *copy = g_new0 (SyRejectedRow, 1);

  copy->line = row->line;
  copy->offset = row->offset;
  copy->column = g_strdup (row->column);
  copy->reason = g_strdup (row->reason);
  copy->raw = g_memdup2 (row->raw, row->raw_length + 1);
  copy->raw_length = row->raw_length;
  return copy;
}

static void
show_rejected (SyImportResult *self,
               const SyImportReport *report)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_rejected_row_free);
  g_autoptr (SyTableSource) source = NULL;
  g_autofree char *label = NULL;

  for (guint i = 0; i < report->bad_rows->len; i++)
    g_ptr_array_add (rows, copy_rejected (g_ptr_array_index (report->bad_rows, i)));
  if (report->rejected > (gint64) rows->len)
    label = g_strdup_printf (_ ("Set aside (the first %u)"), rows->len);
  else
    label = g_strdup (_ ("Set aside"));
  source = sy_rejected_rows_create_source (rows);
  sy_table_view_set_source (self->table, source);
  gtk_label_set_label (self->rejected_label, label);
  gtk_widget_set_visible (self->rejected_box, report->rejected > 0);
  gtk_widget_set_visible (self->save, report->import_id != 0);
}

void
sy_import_result_show (SyImportResult *self,
                       SySession *session,
                       const SyImportReport *report)
{
  g_autofree char *accepted = sy_format_count_of (report->accepted, _ ("row"), _ ("rows"));
  g_autofree char *headline = NULL;
  g_autofree char *detail = describe (report);
  g_autofree char *notes = join_notes (report);
  GtkWidget *child;

  g_return_if_fail (SY_IS_IMPORT_RESULT (self));

  g_set_object (&self->session, session);
  self->import_id = report->import_id;
  if (report->accepted > 0)
    headline = g_strdup_printf (_ ("%s imported"), accepted);
  else if (report->duplicates > 0 && report->rejected == 0)
    headline = g_strdup (_ ("Already in the project"));
  else
    headline = g_strdup (_ ("Nothing was imported"));
  gtk_label_set_label (self->headline, headline);
  gtk_label_set_label (self->detail, detail);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->tiles))) != NULL)
    gtk_box_remove (self->tiles, child);
  add_tile (self, _ ("accepted"), report->accepted, NULL);
  add_tile (self, _ ("set aside"), report->rejected, "warning");
  add_tile (self, _ ("already there"), report->duplicates, NULL);
  add_tile (self, _ ("new people"), report->n_new_people, NULL);
  add_tile (self, _ ("new types"), report->n_new_types, NULL);
  gtk_label_set_label (self->notes, notes);
  gtk_widget_set_visible (GTK_WIDGET (self->notes), *notes != '\0');
  show_rejected (self, report);
}

static void
sy_import_result_dispose (GObject *object)
{
  SyImportResult *self = SY_IMPORT_RESULT (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sy_import_result_parent_class)->dispose (object);
}

static void
sy_import_result_class_init (SyImportResultClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sy_import_result_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/steelyard/Steelyard/sy-import-result.ui");
  gtk_widget_class_bind_template_child (widget_class, SyImportResult, box);
  gtk_widget_class_bind_template_child (widget_class, SyImportResult, headline);
  gtk_widget_class_bind_template_child (widget_class, SyImportResult, detail);
  gtk_widget_class_bind_template_child (widget_class, SyImportResult, tiles);
  gtk_widget_class_bind_template_child (widget_class, SyImportResult, notes);
  gtk_widget_class_bind_template_child (widget_class, SyImportResult, rejected_box);
  gtk_widget_class_bind_template_child (widget_class, SyImportResult, rejected_label);
  gtk_widget_class_bind_template_child (widget_class, SyImportResult, save);
  gtk_widget_class_bind_template_child (widget_class, SyImportResult, rejected_bin);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
}

static void
sy_import_result_init (SyImportResult *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->table = SY_TABLE_VIEW (sy_table_view_new (_ ("Rows set aside")));
  adw_bin_set_child (self->rejected_bin, GTK_WIDGET (self->table));
}
