/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-export.h"

#include "core/sy-core.h"

void
sy_export_result_free (SyExportResult *self)
{
  if (self == NULL)
    return;
  g_free (self->manifest_path);
  g_free (self->manifest);
  g_free (self);
}

static char *
compute_file_sha256 (const char *path,
                     GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar *buffer = NULL;
  gssize n = 0;
  const gsize size = 1 << 16;

  if (stream == NULL)
    return NULL;
  buffer = g_malloc (size);
  while ((n = g_input_stream_read (G_INPUT_STREAM (stream), buffer, size, NULL, error)) > 0)
    g_checksum_update (checksum, buffer, n);
  return n < 0 ? NULL : g_strdup (g_checksum_get_string (checksum));
}

static void
write_text_member (SyJsonWriter *writer,
                   const char *key,
                   const char *text)
{
  sy_json_writer_key (writer, key);
  sy_json_writer_text (writer, text);
}

static void
write_selection (SyJsonWriter *writer,
                 const SyExportOptions *options,
                 const SyExportResult *result)
{
  g_autoptr (SySegment) everyone = sy_segment_new ();
  const SySegment *segment = options->segment != NULL ? options->segment : everyone;
  g_autofree char *description = sy_segment_describe (segment);

  sy_json_writer_key (writer, "selection");
  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  write_text_member (writer, "segment", options->segment_name);
  write_text_member (writer, "description", description);
  sy_json_writer_key (writer, "rules");
  sy_segment_write (segment, writer);
  if (options->segment_name != NULL)
    {
      g_auto (GStrv) missing = sy_segment_use_list_missing (segment->use);

      sy_json_writer_key (writer, "use_missing");
      sy_json_writer_begin_array (writer, SY_JSON_INLINE);
      for (char **part = missing; *part != NULL; part++)
        sy_json_writer_text (writer, *part);
      sy_json_writer_end_array (writer);
      sy_json_writer_key (writer, "checklist_open");
      sy_json_writer_int (writer, sy_segment_use_count_open (segment->use));
    }
  if (options->claims != NULL)
    {
      sy_json_writer_key (writer, "exclusive");
      sy_json_writer_boolean (writer, TRUE);
      sy_json_writer_key (writer, "left_out_in_other_segments");
      sy_json_writer_int (writer, (gint64) result->n_lost);
    }
  sy_json_writer_end_object (writer);
}

static void
write_model_member (SyJsonWriter *writer,
                    const SyExportSource *source,
                    const SyExportOptions *options)
{
  g_autofree char *sha256 = sy_model_sha256 (source->model);

  sy_json_writer_key (writer, "model");
  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  write_text_member (writer, "name", source->model->name);
  sy_json_writer_key (writer, "version");
  if (options->version > 0)
    sy_json_writer_int (writer, options->version);
  else
    sy_json_writer_text (writer, "draft");
  write_text_member (writer, "sha256", sha256);
  sy_json_writer_end_object (writer);
}

static char *
build_manifest (const SyExportSource *source,
                const char *path,
                const char *file_sha256,
                const SyExportOptions *options,
                const char *const *columns,
                const SyExportResult *result)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *data_sha256 = sy_event_log_compute_sha256 (source->log);
  g_autofree char *as_of = sy_instant_format (sy_scores_get_as_of (source->scores));
  g_autofree char *created_at = sy_instant_format (options->created_at);

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  write_text_member (writer, "format", "steelyard-export");
  sy_json_writer_key (writer, "format_version");
  sy_json_writer_int (writer, 1);
  write_text_member (writer, "program", "steelyard " PACKAGE_VERSION);
  write_text_member (writer, "created_at", created_at);
  write_text_member (writer, "project", options->project);
  write_text_member (writer, "file", name);
  write_text_member (writer, "file_sha256", file_sha256);
  sy_json_writer_key (writer, "rows");
  sy_json_writer_int (writer, (gint64) result->n_rows);
  sy_json_writer_key (writer, "columns");
  sy_json_writer_begin_array (writer, SY_JSON_INLINE);
  for (gsize i = 0; columns[i] != NULL; i++)
    sy_json_writer_text (writer, columns[i]);
  sy_json_writer_end_array (writer);
  sy_json_writer_key (writer, "spreadsheet_safe");
  sy_json_writer_boolean (writer, (options->flags & SY_CSV_WRITER_RAW) == 0);
  sy_json_writer_key (writer, "texts_made_harmless");
  sy_json_writer_int (writer, result->n_made_harmless);
  write_text_member (writer, "as_of", as_of);
  write_selection (writer, options, result);
  write_model_member (writer, source, options);
  write_text_member (writer, "data_sha256", data_sha256);
  sy_json_writer_key (writer, "left_out_without_consent");
  sy_json_writer_int (writer, (gint64) sy_scores_get_n_refused (source->scores));
  sy_json_writer_end_object (writer);
  return sy_json_writer_finish (g_steal_pointer (&writer));
}

static gboolean
remove_old_manifest (const char *path,
                     GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) local_error = NULL;

  if (g_file_delete (file, NULL, &local_error) ||
      g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
write_csv (const SyExportSource *source,
           const char *path,
           const SyExportOptions *options,
           const char *const *columns,
           SyExportResult *result,
           GCancellable *cancellable,
           SyProgressFunc progress,
           gpointer user_data,
           GError **error)
{
  g_autoptr (SySegment) everyone = sy_segment_new ();
  g_autoptr (SyCsvWriter) writer = NULL;
  g_autofree guint32 *people = NULL;

  people = sy_segment_select (options->segment != NULL ? options->segment : everyone, source->log,
                              source->model, source->scores, cancellable, &result->n_rows, error);
  if (people == NULL || !sy_export_check_columns (source, columns, error))
    return FALSE;
  if (options->claims != NULL)
    {
      gsize n_chosen = result->n_rows;

      result->n_rows = sy_segment_claims_keep (options->claims, options->segment_name, people, n_chosen);
      result->n_lost = n_chosen - result->n_rows;
    }
  writer = sy_csv_writer_new (path, options->flags, error);
  if (writer == NULL ||
      !sy_export_rows (source, people, result->n_rows, columns, writer, cancellable, progress,
                       user_data, error) ||
      !remove_old_manifest (result->manifest_path, error) || !sy_csv_writer_finish (writer, error))
    return FALSE;
  result->n_made_harmless = sy_csv_writer_get_n_made_harmless (writer);
  return TRUE;
}

SyExportResult *
sy_export_segment (const SyExportSource *source,
                   const char *path,
                   const SyExportOptions *options,
                   GCancellable *cancellable,
                   SyProgressFunc progress,
                   gpointer user_data,
                   GError **error)
{
  static const char *const default_columns[] = { "person", "score", "band", NULL };
  const SyExportOptions default_options = SY_EXPORT_OPTIONS_INIT;
  g_autoptr (SyExportResult) result = g_new0 (SyExportResult, 1);
  g_autofree char *sha256 = NULL;
  const char *const *columns;

  g_return_val_if_fail (source != NULL && path != NULL, NULL);

  if (options == NULL)
    options = &default_options;
  g_return_val_if_fail (options->claims == NULL || options->segment_name != NULL, NULL);
  columns = options->columns != NULL ? options->columns : default_columns;
  result->manifest_path = g_strconcat (path, ".manifest.json", NULL);
  if (!write_csv (source, path, options, columns, result, cancellable, progress, user_data, error))
    return NULL;
  sha256 = compute_file_sha256 (path, error);
  if (sha256 == NULL)
    return NULL;
  result->manifest = build_manifest (source, path, sha256, options, columns, result);
  if (!g_file_set_contents_full (result->manifest_path, result->manifest, -1,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666,
                                 error))
    return NULL;
  return g_steal_pointer (&result);
}
