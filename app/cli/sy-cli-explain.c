/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli-explain.h"

#include <math.h>

#define MAX_DAYS 3660
#define MAX_REASONS 100

static void
clear_options (SyCliExplainOptions *options)
{
  g_free (options->person);
  g_free (options->as_of);
  g_free (options->since);
  g_free (options->from_version);
  g_free (options->history);
  g_free (options->reasons);
  g_free (options->reach);
  g_free (options->band);
  g_strfreev (options->types);
  g_free (options->max_events);
  g_free (options->within);
  g_free (options->model);
  g_free (options->version);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SyCliExplainOptions, clear_options)

const char *const sy_cli_contribution_kinds[] = {
  [SY_CONTRIBUTION_RULE] = "rule",
  [SY_CONTRIBUTION_EVENT_CAP] = "event_cap",
  [SY_CONTRIBUTION_GROUP_MAX] = "group_max",
  [SY_CONTRIBUTION_GROUP_P95] = "group_p95",
  [SY_CONTRIBUTION_GROUP_CLAMP] = "group_clamp",
  [SY_CONTRIBUTION_GROUP_WEIGHT] = "group_weight",
  [SY_CONTRIBUTION_SCORE_CLAMP] = "score_clamp",
  [SY_CONTRIBUTION_SCALE] = "scale",
  [SY_CONTRIBUTION_PROBABILITY] = "probability",
};
static const char *const kind_labels[] = {
  [SY_CONTRIBUTION_RULE] = "",
  [SY_CONTRIBUTION_EVENT_CAP] = "limit of ",
  [SY_CONTRIBUTION_GROUP_MAX] = "only the best of ",
  [SY_CONTRIBUTION_GROUP_P95] = "over the 95th percentile of ",
  [SY_CONTRIBUTION_GROUP_CLAMP] = "limit of ",
  [SY_CONTRIBUTION_GROUP_WEIGHT] = "weight of ",
  [SY_CONTRIBUTION_SCORE_CLAMP] = "limits of the score",
  [SY_CONTRIBUTION_SCALE] = "scale",
  [SY_CONTRIBUTION_PROBABILITY] = "probability",
};

char *
sy_cli_describe_contribution (const SyContribution *line)
{
  return g_strconcat (kind_labels[line->kind],
                      line->kind < SY_CONTRIBUTION_SCORE_CLAMP ? line->label : "", NULL);
}

const char *
sy_cli_get_band_name (const SyModel *model,
                      guint8 band)
{
  return band == SY_BAND_NONE ? NULL : sy_model_get_band (model, band)->name;
}

static void
write_line (SyJsonWriter *writer,
            const SyContribution *line)
{
  g_autofree char *latest = line->latest == SY_INSTANT_NONE ? NULL
                                                            : sy_instant_format (line->latest);

  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  sy_json_member_text (writer, "kind", sy_cli_contribution_kinds[line->kind]);
  sy_json_member_text (writer, "id", line->id);
  sy_json_member_text (writer, "label", line->label);
  sy_json_member_number (writer, "points", line->points);
  if (line->kind == SY_CONTRIBUTION_RULE)
    {
      sy_json_member_number (writer, "value", line->value);
      sy_json_member_int (writer, "matched", (gint64) line->n_matched);
      sy_json_member_int (writer, "kept", (gint64) line->n_kept);
      sy_json_member_text (writer, "latest", latest);
      sy_json_member_boolean (writer, "missing", line->is_missing);
      sy_json_member_number (writer, "factor", line->factor);
    }
  sy_json_writer_end_object (writer);
}

void
sy_cli_write_contributions (SyJsonWriter *writer,
                            const char *key,
                            const SyContributions *account)
{
  gsize n_lines;
  const SyContribution *lines = sy_contributions_get_lines (account, &n_lines);

  sy_json_begin_member (writer, key, TRUE);
  for (gsize i = 0; i < n_lines; i++)
    write_line (writer, &lines[i]);
  sy_json_writer_end_array (writer);
}

void
sy_cli_explain_write_head (SyJsonWriter *writer,
                           const SyCliRun *run,
                           guint32 person,
                           const SyContributions *now)
{
  g_autofree char *shown = sy_model_format_score (run->chosen.model,
                                                  sy_contributions_get_score (now));

  sy_json_member_text (writer, "person", sy_event_log_get_person_key (run->log, person));
  sy_json_member_text (writer, "model", run->chosen.name);
  sy_json_member_version (writer, run->chosen.version);
  sy_json_member_instant (writer, "as_of", run->as_of);
  sy_json_member_number (writer, "raw", sy_contributions_get_raw (now));
  sy_json_member_number (writer, "score", sy_contributions_get_score (now));
  sy_json_member_text (writer, "shown", shown);
  sy_json_member_number (writer, "probability", sy_contributions_get_probability (now));
  sy_json_member_text (writer, "band",
                       sy_cli_get_band_name (run->chosen.model, sy_contributions_get_band (now)));
}

static SyExit
print_json (SyCli *cli,
            const SyCliRun *run,
            guint32 person,
            const SyContributions *now,
            GPtrArray *types)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();
  SyComponents components;

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_cli_explain_write_head (writer, run, person, now);
  sy_cli_write_contributions (writer, "contributions", now);
  sy_contributions_get_components (now, run->chosen.model, types, &components);
  sy_cli_write_components (writer, "components", &components);
  sy_json_writer_end_object (writer);
  return sy_cli_print_json (cli, g_steal_pointer (&writer));
}

void
sy_cli_explain_append_head (GString *out,
                            const SyCliRun *run,
                            guint32 person,
                            const SyContributions *now)
{
  g_autofree char *key = sy_cli_text_escape (sy_event_log_get_person_key (run->log, person));
  g_autofree char *as_of = sy_cli_format_as_of (sy_project_get_zone (run->project), run->as_of);
  g_autofree char *version = sy_cli_describe_version (run->chosen.version);
  const char *band = sy_cli_get_band_name (run->chosen.model, sy_contributions_get_band (now));
  g_autofree char *score = sy_model_format_score (run->chosen.model,
                                                  sy_contributions_get_score (now));
  char probability[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (out, "%s as of %s: %s (%s) %s, %s", key, as_of, run->chosen.name,
                          version, score, band == NULL ? "outside the population" : band);
  if (!isnan (sy_contributions_get_probability (now)))
    g_string_append_printf (out, ", probability %s",
                            g_ascii_formatd (probability, sizeof probability, "%.3f",
                                             sy_contributions_get_probability (now)));
  g_string_append (out, "\n\n");
}

/* The kind of a line; of a rule that hangs on the person also what that made of it. */
static char *
describe_kind (const SyContribution *line)
{
  char buffer[SY_NUMBER_BUFFER_SIZE];

  if (line->factor == 0)
    return g_strdup ("does not count");
  if (line->is_missing)
    return g_strdup ("missing");
  if (line->factor < 1 || line->factor > 1)
    return g_strdup_printf ("%s, times %s", sy_cli_contribution_kinds[line->kind],
                            sy_number_format (line->factor, buffer));
  return g_strdup (sy_cli_contribution_kinds[line->kind]);
}

static SyCliTable *
build_table (const SyCliRun *run,
             const SyContributions *now,
             gboolean with_total)
{
  SyCliTable *table = sy_cli_table_new ();
  gsize n_lines;
  const SyContribution *lines = sy_contributions_get_lines (now, &n_lines);

  sy_cli_table_add_column (table, "what", "label", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "kind", "kind", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "events", "matched", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "kept", "kept", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "latest", "latest", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "value", "value", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "points", "points", SY_ALIGN_RIGHT);
  for (gsize i = 0; i < n_lines; i++)
    {
      g_autofree char *label = sy_cli_describe_contribution (&lines[i]);
      g_autofree char *kind = describe_kind (&lines[i]);
      g_autofree char *latest =
          lines[i].latest == SY_INSTANT_NONE
              ? NULL
              : sy_day_format (sy_zone_day (sy_project_get_zone (run->project), lines[i].latest));

      sy_cli_table_add_text (table, label);
      sy_cli_table_add_text (table, kind);
      sy_cli_table_add_int (table, (gint64) lines[i].n_matched);
      sy_cli_table_add_int (table, (gint64) lines[i].n_kept);
      sy_cli_table_add_text (table, latest);
      sy_cli_table_add_number (table,
                               lines[i].kind == SY_CONTRIBUTION_RULE ? lines[i].value
                                                                     : (double) NAN,
                               3);
      sy_cli_table_add_number (table, lines[i].points, 3);
    }
  if (with_total)
    {
      sy_cli_table_add_text (table, "score");
      sy_cli_table_add_text (table, "");
      sy_cli_table_add_text (table, "");
      sy_cli_table_add_text (table, "");
      sy_cli_table_add_text (table, "");
      sy_cli_table_add_text (table, "");
      sy_cli_table_add_number (table, sy_contributions_get_score (now), 3);
    }
  return table;
}

static SyExit
print_table (SyCli *cli,
             const SyCliRun *run,
             guint32 person,
             const SyContributions *now,
             GPtrArray *types)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (SyCliTable) table = build_table (run, now, cli->format == SY_FORMAT_TABLE);

  if (cli->format == SY_FORMAT_TABLE)
    sy_cli_explain_append_head (out, run, person, now);
  sy_cli_append_table (cli, out, table);
  if (cli->format == SY_FORMAT_TABLE)
    {
      SyComponents components;

      sy_contributions_get_components (now, run->chosen.model, types, &components);
      g_string_append_c (out, '\n');
      sy_cli_append_components (out, &components);
    }
  return sy_cli_print (cli, out->str);
}

static gboolean
asks_for_change (const SyCliExplainOptions *options)
{
  return options->since != NULL || options->from_version != NULL || options->from_unlinked;
}

/* Whether the options go together; says what is wrong. */
static gboolean
check_options (SyCli *cli,
               const SyCliExplainOptions *options,
               SyExit *out_exit)
{
  const char *missing = NULL;
  const char *wrong = NULL;
  int n_questions = asks_for_change (options) + (options->history != NULL) +
                    (options->reasons != NULL) + (options->reach != NULL);

  if (options->reach != NULL && options->person != NULL && options->band != NULL)
    wrong = "--person and --band do not go together: give one of them";
  else if (options->reach != NULL && options->person == NULL && options->band == NULL)
    missing = "--person or --band";
  else if (options->reach == NULL && options->person == NULL)
    missing = "--person";
  else if (n_questions > 1)
    wrong = "--since and its like, --history, --reasons and --reach do not go together: ask one question at a time";
  else if (options->reach == NULL &&
           (options->band != NULL || options->types != NULL || options->max_events != NULL))
    missing = "--reach (the band to reach)";
  else if (options->events && !asks_for_change (options))
    missing = "--since, --from-version or --from-unlinked (whose events)";
  else if (options->within != NULL && options->reasons == NULL)
    missing = "--reasons (what is within these days)";
  if (missing != NULL)
    *out_exit = sy_cli_fail_missing (cli, missing);
  else if (wrong != NULL)
    *out_exit = sy_cli_fail_usage (cli, wrong);
  return missing == NULL && wrong == NULL;
}

static SyExit
explain (SyCli *cli,
         const char *path,
         const SyCliExplainOptions *options)
{
  g_auto (SyCliRun) run = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SyScorer) scorer = NULL;
  g_autoptr (SyContributions) now = NULL;
  g_autoptr (GPtrArray) types = NULL;
  guint n_days = 0;
  guint n_reasons = 0;
  guint within = SY_REASONS_DEFAULT_DAYS;
  guint32 person;

  if (!sy_cli_parse_count ("--history", options->history, 1, MAX_DAYS, &n_days, &error) ||
      !sy_cli_parse_count ("--reasons", options->reasons, 1, MAX_REASONS, &n_reasons, &error) ||
      !sy_cli_parse_count ("--within", options->within, 1, MAX_DAYS, &within, &error) ||
      !sy_cli_run_open (cli, path, SY_PROJECT_READ_ONLY, options->model, options->version,
                        options->as_of, &run, &error))
    return sy_cli_fail (cli, error);
  if (options->band != NULL)
    return sy_cli_explain_reach (cli, &run, SY_PERSON_NONE, NULL, options);
  person = sy_event_log_find_person (run.log, options->person);
  if (person == SY_PERSON_NONE)
    {
      g_set_error (&error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT, "there is no person “%s”",
                   options->person);
      return sy_cli_fail (cli, error);
    }
  scorer = sy_scorer_new (run.log, run.as_of);
  now = sy_scorer_explain (scorer, run.chosen.model, person);
  if (asks_for_change (options))
    return sy_cli_explain_change (cli, &run, person, now, options);
  if (options->history != NULL)
    return sy_cli_explain_history (cli, &run, person, now, n_days);
  if (options->reach != NULL)
    return sy_cli_explain_reach (cli, &run, person, now, options);
  if (options->reasons != NULL)
    return sy_cli_explain_reasons (cli, &run, person, now, n_reasons, within);
  types = sy_project_list_model_types (run.project, run.chosen.model, &error);
  if (types == NULL)
    return sy_cli_fail (cli, error);
  return cli->format == SY_FORMAT_JSON ? print_json (cli, &run, person, now, types)
                                       : print_table (cli, &run, person, now, types);
}

static SyExit
run (SyCli *cli,
     const SyCommand *command,
     GStrv *argv)
{
  g_auto (SyCliExplainOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "person", 0, 0, SY_OPTION_TEXT, &options.person, "Whose score: their key, or an alias",
      "KEY" },
    SY_CLI_AS_OF_ENTRY (options.as_of),
    { "since", 0, 0, SY_OPTION_TEXT, &options.since, "Tell why the score changed since this date",
      "DATE" },
    { "from-version", 0, 0, SY_OPTION_TEXT, &options.from_version,
      "Tell what the model's change since this version did, alone or with --since", "N" },
    { "from-unlinked", 0, 0, G_OPTION_ARG_NONE, &options.from_unlinked,
      "Tell what links to other keys did, alone or with --since", NULL },
    { "events", 0, 0, G_OPTION_ARG_NONE, &options.events,
      "With these: list the events behind each line", NULL },
    { "history", 0, 0, SY_OPTION_TEXT, &options.history,
      "The score of each of the last days, and where it is going", "DAYS" },
    { "reasons", 0, 0, SY_OPTION_TEXT, &options.reasons,
      "The rules that moved the score most, with what was done, and before", "N" },
    { "within", 0, 0, SY_OPTION_TEXT, &options.within,
      "With --reasons: in how many days (default: 14)", "DAYS" },
    { "reach", 0, 0, SY_OPTION_TEXT, &options.reach,
      "The fewest events more that would lift the score to this band", "BAND" },
    { "band", 0, 0, SY_OPTION_TEXT, &options.band,
      "With --reach: for the people of this band, instead of one person", "BAND" },
    { "type", 0, 0, SY_OPTION_TEXTS, &options.types,
      "With --reach: an allowed event type; may be repeated (default: those that give points)",
      "TYPE" },
    { "max-events", 0, 0, SY_OPTION_TEXT, &options.max_events,
      "With --reach: how many events at most (default: 5)", "N" },
    SY_CLI_MODEL_ENTRY (options.model),
    SY_CLI_VERSION_ENTRY (options.version),
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  if (!check_options (cli, &options, &code))
    return code;
  return explain (cli, (*argv)[0], &options);
}

const SyCommand sy_command_explain = {
  "explain",
  "PROJECT",
  "Account for one person's score, line by line",
  "The points of all lines sum to the score, and so do the parts below them: recency, frequency, depth and\n"
  "value, what limits and the scale change. Friction is what of these is bad news. With --since: why it changed, by cause; these sum to\n"
  "the change. Each line tells how many events are behind it; --events lists them. With\n"
  "--history: the daily scores; rising or falling is a slope that carries the score by 5 % of its\n"
  "scale in 30 days. With --reasons: the rules whose points moved most, and what was done in the\n"
  "last days and in as many before. With --reach: the events that would lift a person, or the\n"
  "people of a band; each set was really scored, and no part of it would do.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli explain sample.steelyard --model Engagement --person 1 --as-of 2017-10-01\n"
  "  steelyard-cli explain sample.steelyard --model Engagement --person 1 --as-of 2017-10-01 --since 2017-09-01 --events\n"
  "  steelyard-cli explain sample.steelyard --model Engagement --person 1 --as-of 2017-10-01 --history 30\n"
  "  steelyard-cli explain sample.steelyard --model Engagement --person 1 --as-of 2017-10-01 --reasons 3\n"
  "  steelyard-cli explain sample.steelyard --model Engagement --band \"At risk\" --as-of 2017-10-01 --reach Stable\n"
  "  steelyard-cli explain sample.steelyard --model Engagement --person 1 --from-version 1 --version draft\n",
  1,
  run,
};
