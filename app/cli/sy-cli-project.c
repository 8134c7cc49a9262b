/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli.h"

#include <string.h>

SyProject *
sy_cli_open (SyCli *cli,
             const char *path,
             SyProjectFlags flags,
             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  SyProject *project = sy_project_open (path, flags, &local_error);

  if (project != NULL)
    {
      if ((flags & SY_PROJECT_READ_ONLY) == 0 && sy_project_is_read_only (project))
        {
          sy_project_unref (project);
          g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_IO, "%s: the project can only be read",
                       path);
          return NULL;
        }
      return project;
    }
  /* No such file is a matter of reading, no such model one of input. */
  if (g_error_matches (local_error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND))
    g_set_error_literal (error, SY_CLI_ERROR, SY_CLI_ERROR_IO, local_error->message);
  else
    g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

void
sy_cli_model_clear (SyCliModel *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->model, sy_model_unref);
  g_clear_pointer (&self->reference, g_free);
}

/* The model that the window was left with: of several, the one that is meant. */
static char *
get_active_name (SyProject *project,
                 GPtrArray *records)
{
  g_autofree char *name = NULL;

  if (records->len == 1)
    return g_strdup (((const SyModelRecord *) records->pdata[0])->name);
  name = sy_project_get_setting (project, "model");
  return g_steal_pointer (&name);
}

static void
append_name (gpointer record,
             gpointer names)
{
  g_ptr_array_add (names, ((SyModelRecord *) record)->name);
}

gint64
sy_cli_choose_model (SyProject *project,
                     const char *name,
                     char **out_name,
                     GError **error)
{
  g_autoptr (GPtrArray) records = sy_project_list_models (project, error);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *active = NULL;
  g_autofree char *list = NULL;
  const char *wished;
  const char *near;

  if (records == NULL)
    return 0;
  active = name == NULL ? get_active_name (project, records) : NULL;
  wished = name != NULL ? name : active;
  for (guint i = 0; i < records->len; i++)
    {
      const SyModelRecord *record = records->pdata[i];

      if (wished != NULL && strcmp (record->name, wished) == 0)
        {
          *out_name = g_strdup (record->name);
          return record->id;
        }
    }
  g_ptr_array_foreach (records, append_name, names);
  g_ptr_array_add (names, NULL);
  list = g_strjoinv (", ", (char **) names->pdata);
  near = name == NULL ? NULL : sy_text_suggest (name, (const char *const *) names->pdata);
  if (records->len == 0)
    g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                 "the project has no model yet; add one with “steelyard-cli model set”");
  else if (name == NULL)
    g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE,
                 "the project has several models; choose one with --model: %s", list);
  else if (near != NULL)
    g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                 "there is no model “%s”; did you mean “%s”?", name, near);
  else
    g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                 "there is no model “%s”; the models are %s", name, list);
  return 0;
}

static gboolean
parse_version (const char *text,
               gint64 *out_version,
               GError **error)
{
  if (strcmp (text, "draft") == 0)
    {
      *out_version = 0;
      return TRUE;
    }
  if (g_ascii_string_to_signed (text, 10, 1, G_MAXINT32, out_version, NULL))
    return TRUE;
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
               "“%s” is no version; give its number, or draft", text);
  return FALSE;
}

static gboolean
load_draft (SyProject *project,
            SyCliModel *chosen,
            GError **error)
{
  g_autofree char *text = sy_project_get_draft (project, chosen->id, error);

  if (text == NULL)
    return FALSE;
  chosen->model = sy_model_from_json (text, -1, error);
  return chosen->model != NULL;
}

static gboolean
load_version (SyProject *project,
              gint64 number,
              SyCliModel *chosen,
              GError **error)
{
  g_autoptr (SyModelVersion) version = sy_project_get_version (project, chosen->id, number, error);

  if (version == NULL)
    return FALSE;
  chosen->version = version->number;
  chosen->reference = g_steal_pointer (&version->reference);
  chosen->model = sy_model_from_json (version->json, -1, error);
  return chosen->model != NULL;
}

gboolean
sy_cli_load_model (SyProject *project,
                   const char *name,
                   const char *version,
                   SyCliModel *out_model,
                   GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gint64 number = 0;

  out_model->id = sy_cli_choose_model (project, name, &out_model->name, error);
  if (out_model->id == 0)
    return FALSE;
  if (version != NULL)
    {
      if (!parse_version (version, &number, error))
        return FALSE;
      return number == 0 ? load_draft (project, out_model, error)
                         : load_version (project, number, out_model, error);
    }
  if (load_version (project, 0, out_model, &local_error))
    return TRUE;
  if (g_error_matches (local_error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND))
    return load_draft (project, out_model, error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

char *
sy_cli_describe_version (gint64 version)
{
  return version == 0 ? g_strdup ("draft") : g_strdup_printf ("version %" G_GINT64_FORMAT, version);
}

void
sy_cli_run_clear (SyCliRun *self)
{
  sy_cli_model_clear (&self->chosen);
  g_clear_pointer (&self->log, sy_event_log_unref);
  g_clear_pointer (&self->project, sy_project_unref);
}

gboolean
sy_cli_parse_as_of (SyCliRun *self,
                    const char *text,
                    gint64 *out_as_of,
                    GError **error)
{
  return sy_as_of_parse (sy_project_get_zone (self->project), text, out_as_of, error);
}

/* A date at which there is nothing to see is most often a slip of the year. */
static void
note_far_date (SyCli *cli,
               const SyCliRun *run)
{
  SyZone *zone = sy_event_log_get_zone (run->log);
  gint64 first_s;
  gint64 end_s = sy_event_log_get_data_end (run->log);
  g_autofree char *as_of = sy_cli_format_as_of (zone, run->as_of);
  g_autofree char *day = NULL;

  if (!sy_event_log_get_span (run->log, &first_s, NULL))
    return;
  if (run->as_of <= first_s)
    {
      day = sy_day_format (sy_zone_day (zone, first_s));
      sy_cli_note (cli, "note: there is no event before the end of %s; the first is of %s", as_of, day);
    }
  else if (run->as_of > end_s + SY_DAY_SECONDS)
    {
      day = sy_day_format (sy_zone_day (zone, end_s - 1));
      sy_cli_note (cli, "note: the last event is of %s; as of %s nothing is known of the days between", day, as_of);
    }
}

gboolean
sy_cli_run_open (SyCli *cli,
                 const char *path,
                 SyProjectFlags flags,
                 const char *model,
                 const char *version,
                 const char *as_of,
                 SyCliRun *out_run,
                 GError **error)
{
  out_run->project = sy_cli_open (cli, path, flags, error);
  if (out_run->project == NULL)
    return FALSE;
  /* The cheap mistakes before the long work. */
  if (!sy_cli_load_model (out_run->project, model, version, &out_run->chosen, error))
    return FALSE;
  if (as_of != NULL && !sy_cli_parse_as_of (out_run, as_of, &out_run->as_of, error))
    return FALSE;
  sy_cli_start (cli, "reading events");
  out_run->log = sy_event_log_load (out_run->project, cli->cancellable, sy_cli_show_progress, cli,
                                    error);
  if (out_run->log == NULL)
    return FALSE;
  if (sy_event_log_get_n_events (out_run->log) == 0)
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                   "the project has no events yet; bring some in with “steelyard-cli import”");
      return FALSE;
    }
  if (as_of == NULL)
    out_run->as_of = sy_event_log_get_data_end (out_run->log);
  else
    note_far_date (cli, out_run);
  return TRUE;
}

SyScores *
sy_cli_run_score (SyCli *cli,
                  SyCliRun *self,
                  GError **error)
{
  g_autoptr (SyScorer) scorer = sy_scorer_new (self->log, self->as_of);

  return sy_scorer_score (scorer, self->chosen.model, cli->cancellable, error);
}

char *
sy_cli_format_as_of (SyZone *zone,
                     gint64 as_of)
{
  gint32 day = sy_zone_day (zone, as_of);

  return sy_zone_day_start (zone, day) == as_of ? sy_day_format (day - 1)
                                                : sy_instant_format (as_of);
}
