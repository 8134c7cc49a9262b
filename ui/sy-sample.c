/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-sample.h"

#include <sy-engine.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <errno.h>
#include <string.h>

/* The retailer's days; the timestamps carry their offset. */
#define TIMEZONE "America/New_York"
#define FIRST_MODEL "Engagement"
#define PUBLISHED_AS_OF "2017-10-01"

static char *
find_data (void)
{
  g_autofree char *installed = g_build_filename (PACKAGE_DATADIR, "sample", NULL);

  if (g_file_test (installed, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&installed);
  return g_build_filename (SOURCE_DATADIR, "sample", NULL);
}

char *
sy_sample_dup_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "steelyard", "sample.steelyard", NULL);
}

static gboolean
import_file (SyProject *project,
             const char *folder,
             const char *name,
             SyImportKind kind,
             SyJob *job,
             GCancellable *cancellable,
             GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (SyImportOptions) options = sy_import_options_new ();
  g_autoptr (SyImportPlan) plan = NULL;
  g_autoptr (SyImportReport) report = NULL;

  sy_import_options_set_kind (options, kind);
  plan = sy_import_plan_new (project, path, options, cancellable, error);
  if (plan == NULL)
    return FALSE;
  report = sy_project_import (project, plan, cancellable, sy_job_progress, job, error);
  return report != NULL;
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_models (const char *folder,
             GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  GPtrArray *names;
  const char *name;

  if (dir == NULL)
    return NULL;
  names = g_ptr_array_new_with_free_func (g_free);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_texts);
  return names;
}

static gboolean
add_model (SyProject *project,
           const char *folder,
           const char *name,
           GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;
  g_autofree char *json = NULL;
  g_autoptr (SyModel) model = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, error))
    return FALSE;
  model = sy_model_from_json (text, (gssize) length, error);
  if (model == NULL)
    {
      g_prefix_error (error, "%s: ", name);
      return FALSE;
    }
  json = sy_model_to_json (model);
  return sy_project_add_model (project, model->name, json, _ ("Sample model"), error) != 0;
}

static gboolean
add_models (SyProject *project,
            const char *data,
            GError **error)
{
  g_autofree char *folder = g_build_filename (data, "models", NULL);
  g_autoptr (GPtrArray) names = list_models (folder, error);

  if (names == NULL)
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    if (!add_model (project, folder, g_ptr_array_index (names, i), error))
      return FALSE;
  return sy_project_set_setting (project, "model", FIRST_MODEL, error);
}

/* A first version, so that there is something to compare an edit with. */
static gboolean
publish_first (SyProject *project,
               SyJob *job,
               GCancellable *cancellable,
               GError **error)
{
  gint64 model_id = sy_project_find_model (project, FIRST_MODEL, error);
  g_autoptr (SyEventLog) log = NULL;
  gint64 as_of;

  if (model_id == 0)
    return FALSE;
  log = sy_event_log_load (project, cancellable, sy_job_progress, job, error);
  if (log == NULL ||
      !sy_as_of_parse (sy_project_get_zone (project), PUBLISHED_AS_OF, &as_of, error))
    return FALSE;
  return sy_publish_draft (project,
                           model_id,
                           log,
                           as_of,
                           _ ("First version on the sample"),
                           "Steelyard",
                           cancellable,
                           error) != 0;
}

static gboolean
fill_project (const char *path,
              SyJob *job,
              GCancellable *cancellable,
              GError **error)
{
  g_autofree char *data = find_data ();
  g_autoptr (SyProject) project = sy_project_create (path, TIMEZONE, error);

  return project != NULL &&
         import_file (project, data, "events.csv", SY_IMPORT_EVENTS, job, cancellable, error) &&
         import_file (project, data, "customers.csv", SY_IMPORT_ATTRIBUTES, job, cancellable,
                      error) &&
         add_models (project, data, error) && publish_first (project, job, cancellable, error);
}

static gpointer
build (SyJob *job,
       gpointer data,
       GCancellable *cancellable,
       GError **error)
{
  const char *path = data;
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *partial = g_strconcat (path, ".part", NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("%s: %s"), folder, g_strerror (errno));
      return NULL;
    }
  g_unlink (partial);
  if (!fill_project (partial, job, cancellable, error))
    {
      g_unlink (partial);
      return NULL;
    }
  if (g_rename (partial, path) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("%s: %s"), path, g_strerror (errno));
      return NULL;
    }
  return g_strdup (path);
}

void
sy_sample_build_async (const char *path,
                       SyJob *job,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  sy_job_run_async (job, NULL, build, g_strdup (path), g_free, g_free, callback, user_data);
}

char *
sy_sample_build_finish (SyJob *job,
                        GAsyncResult *result,
                        GError **error)
{
  return sy_job_run_finish (job, result, error);
}
