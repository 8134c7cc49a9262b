/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Segments that are there: segment show, list, count and remove, and what the commands share. */
#include "config.h"

#include "sy-cli.h"

#include <string.h>

gboolean
sy_cli_limit_segment (SySegment *segment,
                      char *const *bands,
                      const char *min,
                      const char *max,
                      GError **error)
{
  for (; bands != NULL && *bands != NULL; bands++)
    sy_segment_add_band (segment, *bands);
  if (!sy_cli_parse_number ("--min", min, &segment->score_min, error) ||
      !sy_cli_parse_number ("--max", max, &segment->score_max, error))
    return FALSE;
  if (segment->score_min >= segment->score_max)
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                   "--max must be more than --min: it is exclusive");
      return FALSE;
    }
  return TRUE;
}

SyExit
sy_cli_print_segment (SyCli *cli,
                      const char *name,
                      const SySegment *segment)
{
  g_autofree char *description = sy_segment_describe (segment);
  g_autoptr (GString) out = g_string_new (NULL);

  if (cli->format == SY_FORMAT_JSON)
    {
      g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "name", name);
      sy_json_member_text (writer, "description", description);
      sy_json_writer_key (writer, "segment");
      sy_segment_write (segment, writer);
      sy_json_writer_end_object (writer);
      return sy_cli_print_json (cli, g_steal_pointer (&writer));
    }
  g_string_append_printf (out, "%s: %s%s%s\n", name, description,
                          segment->model != NULL ? ", model " : "",
                          segment->model != NULL ? segment->model : "");
  if (segment->use != NULL)
    sy_cli_append_use (out, segment->use);
  return sy_cli_print (cli, out->str);
}

static SyExit
run_show (SyCli *cli,
          const SyCommand *command,
          GStrv *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) project = NULL;
  g_autoptr (SySegment) segment = NULL;
  SyExit code;

  if (!sy_cli_parse (cli, command, NULL, argv, &code))
    return code;
  project = sy_cli_open (cli, (*argv)[0], SY_PROJECT_READ_ONLY, &error);
  segment = project == NULL ? NULL : sy_segment_load (project, (*argv)[1], &error);
  return segment == NULL ? sy_cli_fail (cli, error) : sy_cli_print_segment (cli, (*argv)[1], segment);
}

static SyExit
run_remove (SyCli *cli,
            const SyCommand *command,
            GStrv *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) project = NULL;
  g_autofree char *line = NULL;
  SyExit code;

  if (!sy_cli_parse (cli, command, NULL, argv, &code))
    return code;
  project = sy_cli_open (cli, (*argv)[0], SY_PROJECT_READ_WRITE, &error);
  if (project == NULL || !sy_project_remove_segment (project, (*argv)[1], &error))
    return sy_cli_fail (cli, error);
  if (cli->format == SY_FORMAT_JSON)
    {
      g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "removed", (*argv)[1]);
      sy_json_writer_end_object (writer);
      return sy_cli_print_json (cli, g_steal_pointer (&writer));
    }
  line = g_strdup_printf ("Removed the segment “%s”\n", (*argv)[1]);
  return sy_cli_print (cli, line);
}

static SyExit
print_list (SyCli *cli,
            GPtrArray *records)
{
  g_autoptr (SyCliTable) table = sy_cli_table_new ();
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();
  g_autoptr (GError) error = NULL;

  sy_cli_table_add_column (table, "segment", "segment", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "model", "model", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "who", "description", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "owner", "owner", SY_ALIGN_LEFT);
  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_begin_member (writer, "segments", TRUE);
  for (guint i = 0; i < records->len; i++)
    {
      const SySegmentRecord *record = records->pdata[i];
      g_autoptr (SySegment) segment = sy_segment_from_json (record->json, &error);
      g_autofree char *description = segment == NULL ? NULL : sy_segment_describe (segment);

      if (segment == NULL)
        return sy_cli_fail (cli, error);
      sy_cli_table_add_text (table, record->name);
      sy_cli_table_add_text (table, segment->model);
      sy_cli_table_add_text (table, description);
      sy_cli_table_add_text (table, segment->use != NULL ? segment->use->owner : NULL);
      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "name", record->name);
      sy_json_member_text (writer, "description", description);
      sy_json_writer_key (writer, "segment");
      sy_segment_write (segment, writer);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  if (cli->format == SY_FORMAT_JSON)
    return sy_cli_print_json (cli, g_steal_pointer (&writer));
  return sy_cli_print_table (cli, table);
}

static SyExit
run_list (SyCli *cli,
          const SyCommand *command,
          GStrv *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) project = NULL;
  g_autoptr (GPtrArray) records = NULL;
  SyExit code;

  if (!sy_cli_parse (cli, command, NULL, argv, &code))
    return code;
  project = sy_cli_open (cli, (*argv)[0], SY_PROJECT_READ_ONLY, &error);
  records = project == NULL ? NULL : sy_project_list_segments (project, &error);
  return records == NULL ? sy_cli_fail (cli, error) : print_list (cli, records);
}

typedef struct
{
  char *as_of;
  char *model;
  char *version;
  gboolean exclusive;
} CountOptions;

static void
clear_count_options (CountOptions *options)
{
  g_free (options->as_of);
  g_free (options->model);
  g_free (options->version);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CountOptions, clear_count_options)

static SyExit
print_count (SyCli *cli,
             const SyCliRun *run,
             const char *name,
             gsize n_people,
             gsize n_members,
             const gsize *n_lost)
{
  g_autofree char *line = NULL;

  if (cli->format == SY_FORMAT_JSON)
    {
      g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "segment", name);
      sy_json_member_text (writer, "model", run->chosen.name);
      sy_json_member_version (writer, run->chosen.version);
      sy_json_member_instant (writer, "as_of", run->as_of);
      sy_json_member_int (writer, "n", (gint64) n_people);
      sy_json_member_int (writer, "population", (gint64) n_members);
      if (n_lost != NULL)
        sy_json_member_int (writer, "in_other_segments", (gint64) *n_lost);
      sy_json_writer_end_object (writer);
      return sy_cli_print_json (cli, g_steal_pointer (&writer));
    }
  if (cli->format == SY_FORMAT_CSV && n_lost != NULL)
    line = g_strdup_printf ("n,population,in_other_segments\n%" G_GSIZE_FORMAT ",%" G_GSIZE_FORMAT
                            ",%" G_GSIZE_FORMAT "\n",
                            n_people, n_members, *n_lost);
  else if (cli->format == SY_FORMAT_CSV)
    line = g_strdup_printf ("n,population\n%" G_GSIZE_FORMAT ",%" G_GSIZE_FORMAT "\n", n_people,
                            n_members);
  else if (n_lost != NULL)
    line = g_strdup_printf ("%" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " people; %" G_GSIZE_FORMAT
                            " more are in a segment of higher priority\n",
                            n_people, n_members, *n_lost);
  else
    line = g_strdup_printf ("%" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " people\n", n_people,
                            n_members);
  return sy_cli_print (cli, line);
}

static SyExit
count_segment (SyCli *cli,
               const char *path,
               const char *name,
               const CountOptions *options)
{
  g_auto (SyCliRun) run = { 0 };
  g_autoptr (SyProject) project = NULL;
  g_autoptr (SySegment) segment = NULL;
  g_autoptr (SyScores) scores = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree guint32 *people = NULL;
  g_autoptr (SySegmentClaims) claims = NULL;
  gsize n_people;
  gsize n_members;
  gsize n_lost = 0;

  project = sy_cli_open (cli, path, SY_PROJECT_READ_ONLY, &error);
  segment = project == NULL ? NULL : sy_segment_load (project, name, &error);
  if (segment == NULL)
    return sy_cli_fail (cli, error);
  if (!sy_cli_run_open (cli, path, SY_PROJECT_READ_ONLY,
                        options->model != NULL ? options->model : segment->model, options->version,
                        options->as_of, &run, &error))
    return sy_cli_fail (cli, error);
  scores = sy_cli_run_score (cli, &run, &error);
  people = scores == NULL
               ? NULL
               : sy_segment_select (segment, run.log, run.chosen.model, scores, cli->cancellable,
                                    &n_people, &error);
  if (people == NULL)
    return sy_cli_fail (cli, error);
  sy_scores_get_members (scores, &n_members);
  if (options->exclusive)
    {
      gsize n_chosen = n_people;

      claims = sy_cli_claim_segments (cli, &run, options->model, &error);
      if (claims == NULL)
        return sy_cli_fail (cli, error);
      n_people = sy_segment_claims_keep (claims, name, people, n_chosen);
      n_lost = n_chosen - n_people;
    }
  sy_cli_end_progress (cli);
  return print_count (cli, &run, name, n_people, n_members, options->exclusive ? &n_lost : NULL);
}

static SyExit
run_count (SyCli *cli,
           const SyCommand *command,
           GStrv *argv)
{
  g_auto (CountOptions) options = { 0 };
  const GOptionEntry entries[] = {
    SY_CLI_AS_OF_ENTRY (options.as_of),
    { "model", 0, 0, SY_OPTION_TEXT, &options.model, "Another model than the segment's", "NAME" },
    SY_CLI_VERSION_ENTRY (options.version),
    { "exclusive", 0, 0, G_OPTION_ARG_NONE, &options.exclusive,
      "Leave out whom another segment has by its priority (segment conflicts)", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  return count_segment (cli, (*argv)[0], (*argv)[1], &options);
}

const SyCommand sy_command_segment_show = {
  "segment show",
  "PROJECT NAME",
  "Show a segment",
  "Example:\n"
  "  steelyard-cli segment show sample.steelyard rescue\n",
  2,
  run_show,
};

const SyCommand sy_command_segment_list = {
  "segment list",
  "PROJECT",
  "List the segments",
  "Example:\n"
  "  steelyard-cli segment list sample.steelyard\n",
  1,
  run_list,
};

const SyCommand sy_command_segment_count = {
  "segment count",
  "PROJECT NAME",
  "Count the people in a segment",
  "With --exclusive everyone counts for one segment only, as segment conflicts tells, and how many others\n"
  "have is told too.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli segment count sample.steelyard rescue --as-of 2017-10-01\n"
  "  steelyard-cli segment count sample.steelyard rescue --as-of 2017-10-01 --exclusive\n",
  2,
  run_count,
};

const SyCommand sy_command_segment_remove = {
  "segment remove",
  "PROJECT NAME",
  "Take a segment away",
  "What it was for goes with it. Files that were exported stay.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli segment remove sample.steelyard rescue\n",
  2,
  run_remove,
};
