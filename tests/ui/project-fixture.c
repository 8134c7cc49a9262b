/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "project-fixture.h"

#include <glib/gstdio.h>
#include <unistd.h>

#define N_PEOPLE 60

static const char model_json[] =
    "{ \"format\": \"steelyard-model\", \"format_version\": 1, \"name\": \"Engagement\","
    "  \"purpose\": \"engagement\", \"entity\": \"person\","
    "  \"outcome\": { \"name\": \"No buy within 60 days\", \"kind\": \"absence\", \"types\": [\"buy\"],"
    "                 \"horizon_days\": 60, \"direction\": \"less\" },"
    "  \"groups\": [ { \"name\": \"All\", \"rules\": ["
    "    { \"id\": \"buy\", \"label\": \"Buy\", \"kind\": \"event\", \"types\": [\"buy\"], \"measure\": \"count\","
    "      \"decay\": { \"kind\": \"exponential\", \"half_life_days\": 60 }, \"weight\": 4 },"
    "    { \"id\": \"visit\", \"label\": \"Visit\", \"kind\": \"event\", \"types\": [\"visit\"], \"measure\": \"days\","
    "      \"weight\": 1 } ] } ],"
    "  \"scale\": { \"kind\": \"range\", \"lo\": 0, \"hi\": 40 },"
    "  \"bands\": [ { \"name\": \"Low\", \"min\": 0 }, { \"name\": \"High\", \"min\": 50 } ] }";

typedef void (*EventFunc) (gpointer data,
                           const char *person,
                           const char *type,
                           int year,
                           int month,
                           int day,
                           const double *amount);

static void
each_event (EventFunc func,
            gpointer data)
{
  for (int i = 0; i < N_PEOPLE; i++)
    {
      g_autofree char *person = g_strdup_printf ("p%02d", i);
      int last_month = i % 2 == 0 ? 12 : 6;

      for (int month = 1; month <= last_month; month++)
        {
          double amount = 10.0 + i;

          func (data, person, "buy", 2024, month, 1 + i % 27, &amount);
          if (i % 3 == 0)
            func (data, person, "visit", 2024, month, 1 + i % 20, NULL);
        }
    }
}

static void
write_event (gpointer data,
             const char *person,
             const char *type,
             int year,
             int month,
             int day,
             const double *amount)
{
  GString *text = data;

  g_string_append_printf (text, "%s,%04d-%02d-%02dT12:00:00Z,%s,", person, year, month, day, type);
  if (amount != NULL)
    g_string_append_printf (text, "%d", (int) *amount);
  g_string_append_c (text, '\n');
}

static void
build_event (gpointer data,
             const char *person,
             const char *type,
             int year,
             int month,
             int day,
             const double *amount)
{
  gint64 time_s = (gint64) sy_day_from_civil (year, month, day) * SY_DAY_SECONDS + 12 * 3600;

  sy_event_log_builder_add_event (data, person, type, time_s * 1000, amount, NULL, 0);
}

SyEventLog *
project_fixture_log (void)
{
  g_autoptr (SyZone) zone = sy_zone_new ("UTC", NULL);
  g_autoptr (SyEventLogBuilder) builder = sy_event_log_builder_new (zone);

  each_event (build_event, builder);
  sy_event_log_builder_add_attribute (builder, "p00", "city", "Paris");
  sy_event_log_builder_add_attribute (builder, "p01", "city", "Oslo");
  return sy_event_log_builder_build (builder);
}

SyModel *
project_fixture_model (void)
{
  g_autoptr (GError) error = NULL;
  SyModel *model = sy_model_from_json (model_json, -1, &error);

  g_assert_no_error (error);
  return model;
}

static void
import (SyProject *project,
        const char *folder)
{
  g_autoptr (GString) text = g_string_new ("customer,time,event,value\n");
  g_autofree char *csv = g_build_filename (folder, "events.csv", NULL);
  g_autoptr (SyImportOptions) options = sy_import_options_new ();
  g_autoptr (SyImportPlan) plan = NULL;
  g_autoptr (SyImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  each_event (write_event, text);
  g_assert_true (g_file_set_contents (csv, text->str, (gssize) text->len, NULL));
  plan = sy_import_plan_new (project, csv, options, NULL, &error);
  g_assert_no_error (error);
  report = sy_project_import (project, plan, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->rejected, ==, 0);
}

char *
project_fixture_new (void)
{
  g_autofree char *folder = g_dir_make_tmp ("steelyard-ui-XXXXXX", NULL);
  char *path = g_build_filename (folder, "test.steelyard", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) project = sy_project_create (path, "UTC", &error);
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autofree char *json = sy_model_to_json (model);

  g_assert_no_error (error);
  import (project, folder);
  g_assert_cmpint (sy_project_add_model (project, "Engagement", json, "Test", &error), >, 0);
  g_assert_no_error (error);
  return path;
}

void
project_fixture_free (char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);

      g_unlink (file);
    }
  g_rmdir (folder);
  g_free (path);
}

static void
opened_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  SySession **session = user_data;
  g_autoptr (GError) error = NULL;

  *session = sy_session_open_finish (result, &error);
  g_assert_no_error (error);
}

SySession *
project_fixture_open (const char *path)
{
  SySession *session = NULL;

  sy_session_open_async (path, NULL, opened_cb, &session);
  while (session == NULL)
    g_main_context_iteration (NULL, TRUE);
  return session;
}

static void
closed_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  gboolean *done = user_data;
  g_autoptr (GError) error = NULL;

  sy_session_close_finish (SY_SESSION (source), result, &error);
  g_assert_no_error (error);
  *done = TRUE;
}

void
project_fixture_finalize (SySession *session)
{
  /* The tuning that still runs holds the session. */
  for (gint64 end = g_get_monotonic_time () + G_TIME_SPAN_MINUTE;
       G_OBJECT (session)->ref_count > 1 && g_get_monotonic_time () < end;)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  g_assert_finalize_object (session);
}

void
project_fixture_close (SySession *session)
{
  gboolean done = FALSE;

  sy_session_close_async (session, closed_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  project_fixture_finalize (session);
}

void
project_fixture_wait_tuning (SySession *session)
{
  while (sy_session_get_tuned_draft (session) != sy_session_get_draft (session))
    g_main_context_iteration (NULL, TRUE);
}

static gpointer
do_nothing (SyProject *project,
            SyJob *job,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  return NULL;
}

static void
done_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

void
project_fixture_wait_store (SySession *session)
{
  gboolean done = FALSE;

  sy_session_run_async (session, NULL, do_nothing, NULL, NULL, NULL, done_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

SyModel *
project_fixture_set_weight (SySession *session,
                            double weight)
{
  SyModel *model = sy_model_copy (sy_session_get_draft (session));

  sy_model_find_rule (model, "buy", NULL, NULL)->weight = weight;
  return model;
}

void
project_fixture_assert_cell (SyTableSource *source,
                             guint row,
                             guint column,
                             const char *expected)
{
  g_autofree char *text = sy_table_source_get_text (source, row, column);

  g_assert_cmpstr (text, ==, expected);
}
