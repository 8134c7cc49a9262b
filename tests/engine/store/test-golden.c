/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-support.h"

#define SCHEMA_1 "schema-1.steelyard.gz"
#define SCHEMA_3 "schema-3.steelyard.gz"

/* Unpacks a project of tests/data/db/ to the fixture's path. */
static void
unpack (Fixture *fixture,
        const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "db", name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GConverter)
      decompressor = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GFileInputStream) packed = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  packed = g_file_read (file, NULL, &error);
  g_assert_no_error (error);
  stream = g_converter_input_stream_new (G_INPUT_STREAM (packed), decompressor);
  g_output_stream_splice (out, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (
      fixture->path, g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (out)),
      (gssize) g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (out)), NULL));
}

/* What later schemas brought is there, and empty. */
static void
check_upgraded (SyProject *project)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) notes = sy_project_list_notes (project, &error);
  g_autoptr (GPtrArray) reviews = sy_project_list_reviews (project, 1, &error);
  g_autoptr (SyModelCare) care = sy_project_get_care (project, 1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (notes->len, ==, 0);
  g_assert_cmpuint (reviews->len, ==, 0);
  g_assert_null (care->owners[SY_OWNER_LOGIC]);
  g_assert_cmpfloat (care->max_high, ==, SY_OCCUPANCY_MAX_HIGH);
  g_assert_cmpfloat (care->max_share, ==, SY_OCCUPANCY_MAX_SHARE);
  g_assert_cmpint (sy_project_add_note (project, 19723, SY_NOTE_LAUNCH, "Club", &error), ==, 1);
}

/* An upgraded file has, word for word, the schema of a new one; read-only it is upgraded too. */
static void
test_upgrade (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) upgraded = NULL;
  g_autoptr (SyProject) again = NULL;
  g_autoptr (GPtrArray) notes = NULL;

  unpack (fixture, SCHEMA_1);
  upgraded = sy_project_open (fixture->path, SY_PROJECT_READ_ONLY, &error);
  g_assert_no_error (error);
  notes = sy_project_list_notes (upgraded, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (notes->len, ==, 0);
  g_clear_pointer (&upgraded, sy_project_unref);
  /* Opening compares the schema with the one the steps make. */
  again = sy_project_open (fixture->path, SY_PROJECT_READ_WRITE, &error);
  g_assert_no_error (error);
  g_assert_nonnull (again);
}

/* Labels were of four kinds then: they are kept, and a fifth is possible. */
static void
test_schema_3 (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (SyProject) project = NULL;
  g_autoptr (GPtrArray) labels = NULL;
  g_autoptr (SyCheckReport) report = NULL;
  g_autoptr (GError) error = NULL;
  const SyErrorLabelRecord *label;

  unpack (fixture, SCHEMA_3);
  project = fixture_open (fixture);
  labels = sy_project_list_error_labels (project, "Engagement", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (labels->len, ==, 2);
  label = labels->pdata[0];
  g_assert_cmpstr (label->person, ==, "ana");
  g_assert_cmpint (label->label, ==, SY_ERROR_LABEL_JUNK);
  g_assert_cmpstr (label->note, ==, "a test account");
  g_assert_cmpint (label->changed_at_ms, >, 0);
  label = labels->pdata[1];
  g_assert_cmpint (label->label, ==, SY_ERROR_LABEL_LATE);
  g_assert_true (sy_project_set_error_label (project, "Engagement", "bo", label->as_of,
                                             SY_ERROR_LABEL_GOOD, NULL, &error));
  g_assert_no_error (error);
  report = sy_project_check (project, NULL, &error);
  g_assert_cmpuint (report->problems->len, ==, 0);
}

static void
test_schema_1 (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (SyProject) project = NULL;
  g_autoptr (SyProjectInfo) info = NULL;
  g_autoptr (SyCheckReport) report = NULL;
  g_autoptr (SyModelVersion) version = NULL;
  g_autoptr (SySegmentRecord) segment = NULL;
  g_autoptr (GPtrArray) rejected = NULL;
  g_autoptr (GPtrArray) labels = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;

  unpack (fixture, SCHEMA_1);
  project = fixture_open (fixture);
  g_assert_cmpstr (sy_zone_get_name (sy_project_get_zone (project)), ==, "Europe/Oslo");
  report = sy_project_check (project, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->problems->len, ==, 0);

  info = sy_project_get_info (project, NULL, &error);
  g_assert_cmpint (info->n_events, ==, 4);
  g_assert_cmpint (info->n_people, ==, 3);
  g_assert_cmpint (info->n_marked, ==, 1);
  g_assert_cmpint (info->n_imports, ==, 3);
  g_assert_cmpint (info->n_rejected, ==, 1);
  g_assert_cmpstr (info->outcomes[0], ==, "churn");
  rejected = sy_project_list_rejected (project, 1, 0, 10, &error);
  g_assert_cmpstr (((SyRejectedRow *) rejected->pdata[0])->raw, ==, "e4,,2024-02-02,login,,app");

  version = sy_project_get_version (project, 1, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (version->sha256, ==,
                   "443c641e9f09c420d805d06915950ba258fc51f2792e8d0dd868505e96c594ec");
  g_assert_cmpstr (version->author, ==, "Ana");
  segment = sy_project_get_segment (project, "loyal", &error);
  g_assert_no_error (error);

  check_upgraded (project);
  /* What came with schema 3. */
  labels = sy_project_list_error_labels (project, "Engagement", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (labels->len, ==, 0);
  g_assert_true (sy_project_set_error_label (project, "Engagement", "ana", 1700000000,
                                             SY_ERROR_LABEL_LATE, NULL, &error));
  g_assert_true (sy_project_set_threshold_rule (project, "Engagement", "{}", &error));
  g_assert_no_error (error);

  /* The undo of the day it was written. */
  before = sy_project_undo_draft (project, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (before, ==, version->json);
  g_assert_true (sy_project_undo_import (project, 1, NULL, &error));
  g_assert_no_error (error);
  g_clear_pointer (&report, sy_check_report_free);
  report = sy_project_check (project, NULL, &error);
  g_assert_cmpuint (report->problems->len, ==, 0);
}

static void
ignore_events (const SyEventBlock *block,
               gpointer user_data)
{
  *(gsize *) user_data += block->n_rows;
}

static void
ignore_attribute (guint32 person,
                  const char *name,
                  const char *value,
                  gpointer user_data)
{
  *(gsize *) user_data += strlen (name) + strlen (value);
}

/* All that a face reads of a project; errors are fine, as long as they are told. */
static void
read_everything (SyProject *project)
{
  g_autoptr (SyProjectInfo) info = sy_project_get_info (project, NULL, NULL);
  g_autoptr (SyCheckReport) report = sy_project_check (project, NULL, NULL);
  g_autoptr (GPtrArray) imports = sy_project_list_imports (project, NULL);
  g_autoptr (GPtrArray) rejected = sy_project_list_rejected (project, 1, 0, 10, NULL);
  g_autoptr (GPtrArray) models = sy_project_list_models (project, NULL);
  g_autoptr (GPtrArray) versions = sy_project_list_versions (project, 1, NULL);
  g_autoptr (GPtrArray) revisions = sy_project_list_revisions (project, 1, NULL);
  g_autoptr (GPtrArray) segments = sy_project_list_segments (project, NULL);
  g_autoptr (GPtrArray) changes = sy_project_list_changes (project, 100, NULL);
  g_autoptr (SyEventReader) reader = sy_event_reader_new (project, 2, NULL);
  g_autofree char *draft = sy_project_get_draft (project, 1, NULL);
  gsize sum = 0;

  if (reader == NULL)
    return;
  for (guint part = 0; part < 2; part++)
    sy_event_reader_read_events (reader, part, ignore_events, &sum, NULL, NULL);
  sy_text_table_free (sy_event_reader_read_people (reader, NULL));
  sy_text_table_free (sy_event_reader_read_property_values (reader, NULL));
  sy_event_reader_read_attributes (reader, ignore_attribute, &sum, NULL);
}

/* Damage anywhere in the file: it may be refused, and what opens may be read; nothing crashes. */
static void
test_damage (Fixture *fixture,
             gconstpointer data)
{
  g_autofree char *content = NULL;
  gsize length;
  guint n_opened = 0;

  unpack (fixture, SCHEMA_1);
  g_assert_true (g_file_get_contents (fixture->path, &content, &length, NULL));
  for (int round = 0; round < (g_test_slow () ? 20000 : 150); round++)
    {
      int n_bytes = g_test_rand_int_range (1, 5);
      g_autofree char *damaged = g_memdup2 (content, length);
      g_autoptr (SyProject) project = NULL;

      for (int i = 0; i < n_bytes; i++)
        damaged[g_test_rand_int_range (0, (int) length)] = (char) g_test_rand_int ();
      g_assert_true (g_file_set_contents_full (fixture->path, damaged, (gssize) length,
                                               G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
      project = sy_project_open (fixture->path, SY_PROJECT_READ_ONLY, NULL);
      if (project == NULL)
        continue;
      n_opened++;
      read_everything (project);
    }
  g_assert_cmpuint (n_opened, >, 0);
}

/* The same below the checks of an open, which larger files do without. */
static void
test_damage_while_open (Fixture *fixture,
                        gconstpointer data)
{
  g_autofree char *content = NULL;
  gsize length;

  unpack (fixture, SCHEMA_1);
  g_assert_true (g_file_get_contents (fixture->path, &content, &length, NULL));
  for (int round = 0; round < (g_test_slow () ? 20000 : 150); round++)
    {
      g_autoptr (SyProject) project = NULL;
      FILE *file;

      g_assert_true (g_file_set_contents_full (fixture->path, content, (gssize) length,
                                               G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
      project = fixture_open (fixture);
      file = g_fopen (fixture->path, "r+b");
      for (int i = 0; i < 3; i++)
        {
          g_assert_cmpint (fseek (file, g_test_rand_int_range (100, (int) length), SEEK_SET), ==,
                           0);
          g_assert_cmpint (fputc (g_test_rand_int_range (0, 256), file), !=, EOF);
        }
      g_assert_cmpint (fclose (file), ==, 0);
      read_everything (project);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_TEST ("/store/golden/schema-1", test_schema_1);
  ADD_TEST ("/store/golden/schema-3", test_schema_3);
  ADD_TEST ("/store/golden/upgrade", test_upgrade);
  ADD_TEST ("/store/golden/damage", test_damage);
  ADD_TEST ("/store/golden/damage-while-open", test_damage_while_open);
  return g_test_run ();
}
