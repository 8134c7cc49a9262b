/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli.h"

#define MAX_REASONS 20

typedef struct
{
  char *segment;
  char **bands;
  char *min;
  char *max;
  gboolean all;
  char *as_of;
  char *output;
  char *columns;
  char *reasons;
  char *model;
  char *version;
  gboolean exact_text;
  gboolean bom;
  gboolean semicolon;
  gboolean documented;
  gboolean exclusive;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->segment);
  g_strfreev (options->bands);
  g_free (options->min);
  g_free (options->max);
  g_free (options->as_of);
  g_free (options->output);
  g_free (options->columns);
  g_free (options->reasons);
  g_free (options->model);
  g_free (options->version);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static SySegment *
choose_segment (SyCli *cli,
                const char *path,
                const Options *options,
                GError **error)
{
  g_autoptr (SyProject) project = NULL;

  if (options->segment == NULL)
    {
      g_autoptr (SySegment) segment = sy_segment_new ();

      return sy_cli_limit_segment (segment, options->bands, options->min, options->max, error)
                 ? g_steal_pointer (&segment)
                 : NULL;
    }
  project = sy_cli_open (cli, path, SY_PROJECT_READ_ONLY, error);
  return project == NULL ? NULL : sy_segment_load (project, options->segment, error);
}

/* Says what nobody wrote down of a named segment; with --documented that is an error. */
static gboolean
check_use (SyCli *cli,
           const Options *options,
           const SySegment *segment,
           GError **error)
{
  g_autofree char *gaps = options->segment == NULL ? NULL
                                                   : sy_segment_use_describe_gaps (segment->use);

  if (gaps != NULL && options->documented)
    g_set_error (error, SY_CLI_ERROR, SY_EXIT_CHECK_FAILED, "segment “%s”: %s (segment use)",
                 options->segment, gaps);
  else if (gaps != NULL)
    sy_cli_note (cli, "segment “%s”: %s (segment use)", options->segment, gaps);
  return gaps == NULL || !options->documented;
}

/* A project that cannot be written can still be exported from; the export is then not in its list. */
static void
record_export (SyCli *cli,
               const char *path,
               const char *output,
               const SyExportResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) project = sy_cli_open (cli, path, SY_PROJECT_READ_WRITE, &error);
  g_autofree char *name = g_path_get_basename (output);

  if (project == NULL ||
      !sy_project_add_export (project, name, (gint64) result->n_rows, result->manifest, &error))
    sy_cli_note (cli, "the files are written, but not noted in the project: %s", error->message);
}

static SyExit
print_result (SyCli *cli,
              const char *output,
              const SyExportResult *result,
              gsize n_refused)
{
  g_autofree char *line = NULL;

  if (cli->format == SY_FORMAT_JSON)
    {
      g_autoptr (SyJson) manifest = sy_json_parse (result->manifest, -1, NULL);
      g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "output", output);
      sy_json_member_text (writer, "manifest_path", result->manifest_path);
      sy_json_member_int (writer, "rows", (gint64) result->n_rows);
      sy_json_member_int (writer, "texts_made_harmless", result->n_made_harmless);
      sy_json_member_int (writer, "refused", (gint64) n_refused);
      sy_json_member_int (writer, "in_other_segments", (gint64) result->n_lost);
      sy_json_writer_key (writer, "manifest");
      sy_json_writer_value (writer, manifest);
      sy_json_writer_end_object (writer);
      return sy_cli_print_json (cli, g_steal_pointer (&writer));
    }
  line = g_strdup_printf ("%" G_GSIZE_FORMAT " rows in %s, manifest in %s\n", result->n_rows,
                          output, result->manifest_path);
  if (result->n_lost > 0)
    sy_cli_note (cli,
                 "%" G_GSIZE_FORMAT " people are left out because a segment of higher priority has them",
                 result->n_lost);
  if (n_refused > 0)
    sy_cli_note (cli,
                 "%" G_GSIZE_FORMAT " people of the population are left out because they refuse",
                 n_refused);
  if (result->n_made_harmless > 0)
    sy_cli_note (cli,
                 "%" G_GINT64_FORMAT
                 " texts that a spreadsheet would run got an apostrophe; --exact-text leaves them",
                 result->n_made_harmless);
  return sy_cli_print (cli, line);
}

static SyCsvWriterFlags
get_flags (const Options *options)
{
  return (SyCsvWriterFlags) ((options->exact_text ? SY_CSV_WRITER_RAW : 0) |
                             (options->bom ? SY_CSV_WRITER_BOM : 0) |
                             (options->semicolon ? SY_CSV_WRITER_SEMICOLON : 0));
}

/* The columns that are asked for, and one for each reason. */
static char **
make_columns (const Options *options,
              guint n_reasons)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) named = NULL;

  if (options->columns == NULL && n_reasons == 0)
    return NULL;
  named = g_strsplit (options->columns != NULL ? options->columns : "person,score,band", ",", -1);
  g_strv_builder_addv (builder, (const char **) named);
  for (guint i = 1; i <= n_reasons; i++)
    {
      g_autofree char *name = g_strdup_printf ("reason:%u", i);

      g_strv_builder_add (builder, name);
    }
  return g_strv_builder_end (builder);
}

static SyExit
export_people (SyCli *cli,
               const char *path,
               const Options *options)
{
  g_auto (SyCliRun) run = { 0 };
  g_auto (GStrv) columns = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SySegment) segment = choose_segment (cli, path, options, &error);
  g_autoptr (SyScores) scores = NULL;
  g_autoptr (GPtrArray) types = NULL;
  g_autoptr (SySegmentClaims) claims = NULL;
  g_autoptr (SyExportResult) result = NULL;
  g_autofree char *project = g_path_get_basename (path);
  SyExportOptions export_options = SY_EXPORT_OPTIONS_INIT;
  guint n_reasons = 0;

  if (segment == NULL || !check_use (cli, options, segment, &error) ||
      !sy_cli_parse_count ("--reasons", options->reasons, 1, MAX_REASONS, &n_reasons, &error))
    return sy_cli_fail (cli, error);
  columns = make_columns (options, n_reasons);
  if (!sy_cli_run_open (cli, path, SY_PROJECT_READ_ONLY,
                        options->model != NULL ? options->model : segment->model, options->version,
                        options->as_of, &run, &error))
    return sy_cli_fail (cli, error);
  scores = sy_cli_run_score (cli, &run, &error);
  if (scores == NULL)
    return sy_cli_fail (cli, error);
  types = sy_project_list_model_types (run.project, run.chosen.model, &error);
  if (types == NULL)
    return sy_cli_fail (cli, error);
  if (options->exclusive)
    claims = sy_cli_claim_segments (cli, &run, options->model, &error);
  if (error != NULL)
    return sy_cli_fail (cli, error);
  export_options.claims = claims;
  export_options.columns = (const char *const *) columns;
  export_options.flags = get_flags (options);
  export_options.segment = segment;
  export_options.segment_name = options->segment;
  export_options.version = run.chosen.version;
  export_options.project = project;
  export_options.created_at = g_get_real_time () / G_USEC_PER_SEC;
  sy_cli_start (cli, "writing");
  result = sy_export_segment (&(SyExportSource){ run.log, run.chosen.model, scores, types },
                              options->output, &export_options, cli->cancellable,
                              sy_cli_show_progress, cli, &error);
  if (result == NULL)
    return sy_cli_fail (cli, error);
  sy_cli_run_clear (&run);
  record_export (cli, path, options->output, result);
  return print_result (cli, options->output, result, sy_scores_get_n_refused (scores));
}

static SyExit
run (SyCli *cli,
     const SyCommand *command,
     GStrv *argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "segment", 0, 0, SY_OPTION_TEXT, &options.segment, "People in a segment of the project",
      "NAME" },
    { "band", 0, 0, SY_OPTION_TEXTS, &options.bands, "People in a band; may be repeated", "NAME" },
    { "min", 0, 0, SY_OPTION_TEXT, &options.min, "Lowest score, inclusive", "SCORE" },
    { "max", 0, 0, SY_OPTION_TEXT, &options.max, "Highest score, exclusive", "SCORE" },
    { "all", 0, 0, G_OPTION_ARG_NONE, &options.all, "Everyone in the population", NULL },
    SY_CLI_AS_OF_ENTRY (options.as_of),
    { "output", 0, 0, SY_OPTION_TEXT, &options.output, "The CSV to write or replace", "FILE" },
    { "columns", 0, 0, SY_OPTION_TEXT, &options.columns,
      "person,raw,score,shown,probability,band,reasons,action,model,as_of,course,slope,stage,tenure,first_event,last_event,recency,frequency,depth,value,limits,scale,friction,first:TYPE,last:TYPE,delta:DAYS,reason:N,attribute:NAME,points:RULE,group:NAME,playbook:PART (default person,score,band)",
      "LIST" },
    { "reasons", 0, 0, SY_OPTION_TEXT, &options.reasons,
      "Also the rules that moved the score most in 14 days, a column each", "N" },
    SY_CLI_MODEL_ENTRY (options.model),
    SY_CLI_VERSION_ENTRY (options.version),
    { "exact-text", 0, 0, G_OPTION_ARG_NONE, &options.exact_text,
      "Also write texts as they are that a spreadsheet would run", NULL },
    { "bom", 0, 0, G_OPTION_ARG_NONE, &options.bom,
      "Start with a byte order mark, for spreadsheets on Windows", NULL },
    { "semicolon", 0, 0, G_OPTION_ARG_NONE, &options.semicolon, "Separate by semicolons", NULL },
    { "documented", 0, 0, G_OPTION_ARG_NONE, &options.documented,
      "With --segment: refuse, with 1, one without purpose, decision, channel or owner or with an open checklist",
      NULL },
    { "exclusive", 0, 0, G_OPTION_ARG_NONE, &options.exclusive,
      "With --segment: leave out whom another segment has by its priority", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  gboolean has_range;
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  has_range = options.bands != NULL || options.min != NULL || options.max != NULL;
  if ((options.segment != NULL) + options.all + has_range > 1)
    return sy_cli_fail_usage (
        cli, "--segment, --all, and --band, --min and --max do not go together: say who in one way");
  if (options.segment == NULL && !options.all && !has_range)
    return sy_cli_fail_missing (cli, "--segment, --all, or --band, --min and --max (who)");
  if (options.documented && options.segment == NULL)
    return sy_cli_fail_missing (cli, "--segment (whose use --documented asks for)");
  if (options.exclusive && options.segment == NULL)
    return sy_cli_fail_usage (cli, "--exclusive goes with --segment: it leaves out whom other segments have");
  if (options.output == NULL)
    return sy_cli_fail_missing (cli, "--output");
  return export_people (cli, (*argv)[0], &options);
}

const SyCommand sy_command_export = {
  "export",
  "PROJECT",
  "Write people, scores and bands to a CSV with a manifest",
  "Beside F.csv goes F.csv.manifest.json: SHA-256 of the file, the model and the data, the date, the\n"
  "rows and the columns. Texts that a spreadsheet would run as a formula get an apostrophe.\n"
  "delta:7 is the change of the score in 7 days; course and slope look at the last 30. recency, frequency,\n"
  "depth, value, limits and scale sum to the score; friction is the part of it that is bad news.\n"
  "With --exclusive everyone goes to one segment only, that of the highest priority that chose them, and the\n"
  "manifest says how many were left out.\n"
  "Says when nobody wrote down what a segment is for (segment use), and notes it in the manifest.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli export sample.steelyard --model Engagement --band \"At risk\" --as-of 2017-10-01 --output risk.csv --columns person,score,band,reasons\n"
  "  steelyard-cli export sample.steelyard --model Engagement --all --as-of 2017-10-01 --output all.csv --columns person,score,delta:7,delta:14,delta:30,course --reasons 3\n"
  "  steelyard-cli export sample.steelyard --model Engagement --all --as-of 2017-10-01 --output parts.csv --columns person,recency,frequency,depth,value,limits,scale,score,friction\n",
  1,
  run,
};
