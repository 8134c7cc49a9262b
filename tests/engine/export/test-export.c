/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "sy-engine.h"

#include "../../support/small-world.h"

typedef struct
{
  SyEventLog *log;
  SyModel *model;
  SyScores *scores;
  SyExportSource source;
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->log = world_new_log ();
  fixture->model = world_new_model ();
  fixture->scores = world_score (fixture->log, fixture->model);
  fixture->source = (SyExportSource){ fixture->log, fixture->model, fixture->scores };
  fixture->folder = g_dir_make_tmp ("steelyard-export-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "people.csv", NULL);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_autofree char *manifest = g_strconcat (fixture->path, ".manifest.json", NULL);

  g_unlink (fixture->path);
  g_unlink (manifest);
  /* Fails when anything else was left there. */
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
  sy_scores_unref (fixture->scores);
  sy_model_unref (fixture->model);
  sy_event_log_unref (fixture->log);
}

static char *
read_text (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
test_rows (Fixture *fixture,
           gconstpointer data)
{
  const char *const columns[] = { "person", "raw", "score", "band", "reasons",
                                  "action", "as_of", "attribute:plan", "points:visit", NULL };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (SyCsvWriter) writer = sy_csv_writer_new_for_string (out, SY_CSV_WRITER_DEFAULT);
  g_autoptr (GError) error = NULL;
  gsize n_members;
  const guint32 *members = sy_scores_get_members (fixture->scores, &n_members);

  g_assert_true (sy_export_rows (&fixture->source, members, n_members, columns, writer, NULL, NULL,
                                 NULL, &error));
  g_assert_no_error (error);
  g_assert_true (sy_csv_writer_finish (writer, &error));
  g_assert_cmpstr (
      out->str, ==,
      "person,raw,score,band,reasons,action,as_of,attribute:plan,points:visit\n"
      "\"'=cmd\",1,1,low,visit +1.0,wait,1970-01-11T00:00:00Z,,1\n"
      "ann,21,21,high,\"Bought +20.0; visit +1.0\",,1970-01-11T00:00:00Z,\"pro, yearly\",1\n"
      "bob,2,2,low,visit +2.0,wait,1970-01-11T00:00:00Z,,2\n"
      "dan,10,10,high,Bought +10.0,,1970-01-11T00:00:00Z,free,0\n");
}

static void
test_components (Fixture *fixture,
                 gconstpointer data)
{
  const char *const columns[] = { "person", "recency", "frequency", "depth", "value", "limits",
                                  "scale", "score", "friction", NULL };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (SyCsvWriter) writer = sy_csv_writer_new_for_string (out, SY_CSV_WRITER_DEFAULT);
  g_autoptr (SyTypeEntry) visit = g_new0 (SyTypeEntry, 1);
  g_autoptr (GPtrArray) types = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  gsize n_members;
  const guint32 *members = sy_scores_get_members (fixture->scores, &n_members);

  visit->name = g_strdup ("visit");
  visit->polarity = -1;
  g_ptr_array_add (types, visit);
  fixture->source.types = types;
  sy_export_rows (&fixture->source, members, n_members, columns, writer, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (sy_csv_writer_finish (writer, &error));
  g_assert_cmpstr (out->str, ==,
                   "person,recency,frequency,depth,value,limits,scale,score,friction\n"
                   "\"'=cmd\",0,1,0,0,0,0,1,1\n"
                   "ann,0,21,0,0,0,0,21,1\n"
                   "bob,0,2,0,0,0,0,2,2\n"
                   "dan,0,10,0,0,0,0,10,0\n");
}

/* Since when, and when first and last, of any event and of one type; nothing after the date counts. */
static void
test_markers (Fixture *fixture,
              gconstpointer data)
{
  const char *const columns[] = { "person", "tenure", "first_event", "last_event",
                                  "first:buy", "last:visit", "attribute:plan", NULL };
  const char *const unknown[] = { "first:bye", NULL };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (SyCsvWriter) writer = sy_csv_writer_new_for_string (out, SY_CSV_WRITER_DEFAULT);
  g_autoptr (GError) error = NULL;
  gsize n_members;
  const guint32 *members = sy_scores_get_members (fixture->scores, &n_members);

  sy_export_rows (&fixture->source, members, n_members, columns, writer, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (sy_csv_writer_finish (writer, &error));
  g_assert_cmpstr (out->str, ==,
                   "person,tenure,first_event,last_event,first:buy,last:visit,attribute:plan\n"
                   "\"'=cmd\",6,1970-01-05,1970-01-05,,1970-01-05,\n"
                   "ann,9,1970-01-02,1970-01-04,1970-01-02,1970-01-04,\"pro, yearly\"\n"
                   "bob,9,1970-01-02,1970-01-03,,1970-01-03,\n"
                   "dan,5,1970-01-06,1970-01-06,1970-01-06,,free\n");
  g_assert_false (sy_export_check_columns (&fixture->source, unknown, &error));
  g_assert_error (error, SY_EXPORT_ERROR, SY_EXPORT_ERROR_COLUMN);
  g_assert_nonnull (strstr (error->message, "did you mean “first:buy”?"));
}

/* A column for a channel: its points as they enter the raw score. */
static void
test_group_column (Fixture *fixture,
                   gconstpointer data)
{
  const char *const columns[] = { "person", "group:G", "raw", NULL };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (SyCsvWriter) writer = sy_csv_writer_new_for_string (out, SY_CSV_WRITER_DEFAULT);
  g_autoptr (SyModel) model = sy_model_copy (fixture->model);
  g_autoptr (SyScores) scores = NULL;
  const guint32 ann = sy_event_log_find_person (fixture->log, "ann");
  g_autoptr (GError) error = NULL;

  sy_model_get_group (model, 0)->weight = 0.5;
  scores = world_score (fixture->log, model);
  sy_export_rows (&(SyExportSource){ fixture->log, model, scores }, &ann, 1, columns, writer, NULL,
                  NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (sy_csv_writer_finish (writer, &error));
  g_assert_cmpstr (out->str, ==, "person,group:G,raw\nann,10.5,10.5\n");
}

static void
test_nobody (Fixture *fixture,
             gconstpointer data)
{
  const char *const columns[] = { "person", "reasons", NULL };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (SyCsvWriter) writer = sy_csv_writer_new_for_string (out, SY_CSV_WRITER_DEFAULT);

  g_assert_true (
      sy_export_rows (&fixture->source, NULL, 0, columns, writer, NULL, NULL, NULL, NULL));
  g_assert_true (sy_csv_writer_finish (writer, NULL));
  g_assert_cmpstr (out->str, ==, "person,reasons\n");
}

static void
test_columns (Fixture *fixture,
              gconstpointer data)
{
  static const struct
  {
    const char *columns;
    const char *message; /* NULL: fine */
  } cases[] = {
    { "person", NULL },
    { "attribute:plan,points:buy", NULL },
    { "", "there is no column “”; the columns are" },
    { "recency,frequency,depth,value,limits,scale,friction", NULL },
    { "group:G", NULL },
    { "group:H", "there is no column “group:H”; did you mean “group:G”?" },
    { "recensy", "there is no column “recensy”; did you mean “recency”?" },
    { "persn", "there is no column “persn”; did you mean “person”?" },
    { "attribute:plam", "there is no column “attribute:plam”; did you mean “attribute:plan”?" },
    { "points:byu", "there is no column “points:byu”; did you mean “points:buy”?" },
    { "person,nothing-like-it", "there is no column “nothing-like-it”; the columns are" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const empty[] = { "", NULL };
      g_auto (GStrv) columns = *cases[i].columns == '\0' ? g_strdupv ((char **) empty)
                                                         : g_strsplit (cases[i].columns, ",", -1);
      g_autoptr (GError) error = NULL;
      gboolean is_fine = sy_export_check_columns (&fixture->source, (const char *const *) columns,
                                                  &error);

      g_assert_cmpint (is_fine, ==, cases[i].message == NULL);
      if (is_fine)
        continue;
      g_assert_error (error, SY_EXPORT_ERROR, SY_EXPORT_ERROR_COLUMN);
      g_assert_true (g_str_has_prefix (error->message, cases[i].message));
    }
}

static const SyJson *
find (const SyJson *json,
      const char *key)
{
  const SyJson *value = sy_json_find (json, key);

  g_assert_nonnull (value);
  return value;
}

static void
test_manifest (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (SySegment) segment = sy_segment_new ();
  g_autoptr (SyExportResult) result = NULL;
  g_autoptr (SyExportResult) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyJson) manifest = NULL;
  g_autofree char *csv = NULL;
  g_autofree char *text = NULL;
  g_autofree char *file_sha256 = NULL;
  g_autofree char *model_sha256 = sy_model_sha256 (fixture->model);
  g_autofree char *data_sha256 = sy_event_log_compute_sha256 (fixture->log);
  SyExportOptions options = SY_EXPORT_OPTIONS_INIT;

  sy_segment_add_band (segment, "low");
  options.segment = segment;
  options.segment_name = "sleepers";
  options.version = 3;
  options.project = "w.steelyard";
  options.created_at = 1000000000;
  result = sy_export_segment (&fixture->source, fixture->path, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->n_rows, ==, 2);
  g_assert_cmpint (result->n_made_harmless, ==, 1);
  csv = read_text (fixture->path);
  text = read_text (result->manifest_path);
  g_assert_cmpstr (csv, ==, "person,score,band\n\"'=cmd\",1,low\nbob,2,low\n");
  g_assert_cmpstr (text, ==, result->manifest);
  manifest = sy_json_parse (text, -1, &error);
  g_assert_no_error (error);
  file_sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, csv, -1);
  g_assert_cmpstr (sy_json_get_text (find (manifest, "file")), ==, "people.csv");
  g_assert_cmpstr (sy_json_get_text (find (manifest, "file_sha256")), ==, file_sha256);
  g_assert_cmpstr (sy_json_get_text (find (manifest, "data_sha256")), ==, data_sha256);
  g_assert_cmpstr (sy_json_get_text (find (find (manifest, "model"), "sha256")), ==, model_sha256);
  g_assert_cmpfloat (sy_json_get_number (find (find (manifest, "model"), "version")), ==, 3);
  g_assert_cmpstr (sy_json_get_text (find (manifest, "as_of")), ==, "1970-01-11T00:00:00Z");
  g_assert_cmpstr (sy_json_get_text (find (manifest, "created_at")), ==, "2001-09-09T01:46:40Z");
  g_assert_cmpstr (sy_json_get_text (find (find (manifest, "selection"), "segment")), ==,
                   "sleepers");
  g_assert_cmpfloat (sy_json_get_number (find (manifest, "rows")), ==, 2);
  again = sy_export_segment (&fixture->source, fixture->path, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->manifest, ==, result->manifest);
  g_assert_cmpuint (count_files (fixture->folder), ==, 2);
}

static void
test_everyone (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (SyExportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *csv = NULL;
  SyExportOptions options = SY_EXPORT_OPTIONS_INIT;

  options.flags = SY_CSV_WRITER_RAW | SY_CSV_WRITER_SEMICOLON;
  result = sy_export_segment (&fixture->source, fixture->path, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  csv = read_text (fixture->path);
  g_assert_cmpstr (csv, ==, "person;score;band\n=cmd;1;low\nann;21;high\nbob;2;low\ndan;10;high\n");
  g_assert_nonnull (strstr (result->manifest, "\"spreadsheet_safe\": false"));
  g_assert_nonnull (strstr (result->manifest, "\"version\": \"draft\""));
}

static void
test_failures (Fixture *fixture,
               gconstpointer data)
{
  const char *const bad_columns[] = { "person", "nope", NULL };
  g_autoptr (SySegment) bad_segment = sy_segment_new ();
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (SyExportResult)
      first = sy_export_segment (&fixture->source, fixture->path, NULL, NULL, NULL, NULL, NULL);
  g_autofree char *before = read_text (fixture->path);
  g_autofree char *manifest_before = read_text (first->manifest_path);
  g_autofree char *after = NULL;
  g_autofree char *manifest_after = NULL;
  g_autofree char *nowhere = g_build_filename (fixture->folder, "nowhere", "x.csv", NULL);
  g_autoptr (GError) error = NULL;
  SyExportOptions options = SY_EXPORT_OPTIONS_INIT;

  g_test_summary ("A failed export leaves the files of the last one as they were, and no others");
  options.columns = bad_columns;
  g_assert_null (
      sy_export_segment (&fixture->source, fixture->path, &options, NULL, NULL, NULL, &error));
  g_assert_error (error, SY_EXPORT_ERROR, SY_EXPORT_ERROR_COLUMN);
  g_clear_error (&error);
  options.columns = NULL;
  sy_segment_add_band (bad_segment, "nope");
  options.segment = bad_segment;
  g_assert_null (
      sy_export_segment (&fixture->source, fixture->path, &options, NULL, NULL, NULL, &error));
  g_assert_error (error, SY_SEGMENT_ERROR, SY_SEGMENT_ERROR_BAND);
  g_clear_error (&error);
  g_cancellable_cancel (cancelled);
  g_assert_null (
      sy_export_segment (&fixture->source, fixture->path, NULL, cancelled, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (sy_export_segment (&fixture->source, nowhere, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  after = read_text (fixture->path);
  manifest_after = read_text (first->manifest_path);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpstr (manifest_before, ==, manifest_after);
  g_assert_cmpuint (count_files (fixture->folder), ==, 2);
}

static void
test_reasons (Fixture *fixture,
              gconstpointer data)
{
  static const double weights[] = { 1, -5, 3, -4, 0, 0.001 };
  g_autoptr (SyModel) model = sy_model_new ("R");
  SyRuleGroup *group = sy_rule_group_new ("G");
  g_autoptr (SyScores) scores = NULL;
  g_autofree char *reasons = NULL;
  g_autofree char *none = NULL;

  g_test_summary (
      "The three strongest either way, strongest first; of equals the first in the model");
  g_ptr_array_add (model->groups, group);
  for (gsize i = 0; i < G_N_ELEMENTS (weights); i++)
    {
      g_autofree char *id = g_strdup_printf ("r%" G_GSIZE_FORMAT, i);
      SyRule *rule = sy_rule_new (id, SY_RULE_EVENT);

      sy_rule_add_type (rule, "buy");
      rule->weight = weights[i];
      g_ptr_array_add (group->rules, rule);
    }
  scores = world_score (fixture->log, model);
  reasons = sy_export_reasons (&(SyExportSource){ fixture->log, model, scores },
                               sy_event_log_find_person (fixture->log, "dan"));
  none = sy_export_reasons (&(SyExportSource){ fixture->log, model, scores },
                            sy_event_log_find_person (fixture->log, "bob"));
  g_assert_cmpstr (reasons, ==, "r1 -5.0; r3 -4.0; r2 +3.0");
  g_assert_cmpstr (none, ==, "");
}

static void
test_looking_back (Fixture *fixture,
                   gconstpointer data)
{
  const char *const columns[] = { "person", "delta:8", "slope", "course",
                                  "reason:1", "reason:2", NULL };
  const char *const wrong[] = { "delta:", "delta:0", "delta:1.5", "reason:21", "reason:-1" };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (SyCsvWriter) writer = sy_csv_writer_new_for_string (out, SY_CSV_WRITER_DEFAULT);
  g_autoptr (GError) error = NULL;
  gsize n_members;
  const guint32 *members = sy_scores_get_members (fixture->scores, &n_members);

  sy_export_rows (&fixture->source, members, n_members, columns, writer, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (sy_csv_writer_finish (writer, &error));
  g_assert_cmpstr (
      out->str, ==,
      "person,delta:8,slope,course,reason:1,reason:2\n"
      "\"'=cmd\",,,unknown,visit up in 14 days: 0 → 1 (+1.0 points),\n"
      "ann,11,0,flat,Bought up in 14 days: 0 → 2 (+20.0 points),visit up in 14 days: 0 → 1 (+1.0 points)\n"
      "bob,1,0,flat,visit up in 14 days: 0 → 2 (+2.0 points),\n"
      "dan,,,unknown,Bought up in 14 days: 0 → 1 (+10.0 points),\n");
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      const char *const names[] = { wrong[i], NULL };
      g_autoptr (GError) column_error = NULL;

      g_assert_false (sy_export_check_columns (&fixture->source, names, &column_error));
      g_assert_error (column_error, SY_EXPORT_ERROR, SY_EXPORT_ERROR_COLUMN);
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/export/rows", test_rows);
  ADD ("/export/A17/markers", test_markers);
  ADD ("/export/C7/component-columns", test_components);
  ADD ("/export/C10/group-column", test_group_column);
  ADD ("/export/nobody", test_nobody);
  ADD ("/export/columns", test_columns);
  ADD ("/export/manifest", test_manifest);
  ADD ("/export/everyone", test_everyone);
  ADD ("/export/failures", test_failures);
  ADD ("/export/reasons", test_reasons);
  ADD ("/export/looking-back", test_looking_back);
  return g_test_run ();
}
