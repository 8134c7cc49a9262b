/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli.h"

#include <math.h>

typedef struct
{
  char *person;
  char *as_of;
  char *since;
  char *model;
  char *version;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->person);
  g_free (options->as_of);
  g_free (options->since);
  g_free (options->model);
  g_free (options->version);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static const char *const kind_names[] = { "rule", "event_cap", "group_max", "group_clamp",
                                          "group_weight", "score_clamp", "scale" };
static const char *const kind_labels[] = { "", "limit of ", "only the best of ",
                                           "limit of ", "weight of ", "limits of the score",
                                           "scale" };

static char *
describe_line (const SyContribution *line)
{
  return g_strconcat (kind_labels[line->kind],
                      line->kind < SY_CONTRIBUTION_SCORE_CLAMP ? line->label : "", NULL);
}

static const char *
get_band_name (const SyCliRun *run,
               guint8 band)
{
  return band == SY_BAND_NONE ? NULL : sy_model_get_band (run->chosen.model, band)->name;
}

static void
write_line (SyJsonWriter *writer,
            const SyContribution *line)
{
  g_autofree char *latest = line->latest == SY_INSTANT_NONE ? NULL
                                                            : sy_instant_format (line->latest);

  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  sy_json_member_text (writer, "kind", kind_names[line->kind]);
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
    }
  sy_json_writer_end_object (writer);
}

static void
write_head (SyJsonWriter *writer,
            const SyCliRun *run,
            guint32 person,
            const SyContributions *now)
{
  sy_json_member_text (writer, "person", sy_event_log_get_person_key (run->log, person));
  sy_json_member_text (writer, "model", run->chosen.name);
  sy_json_member_version (writer, run->chosen.version);
  sy_json_member_instant (writer, "as_of", run->as_of);
  sy_json_member_number (writer, "raw", sy_contributions_get_raw (now));
  sy_json_member_number (writer, "score", sy_contributions_get_score (now));
  sy_json_member_text (writer, "band", get_band_name (run, sy_contributions_get_band (now)));
}

static SyExit
print_json (SyCli *cli,
            const SyCliRun *run,
            guint32 person,
            const SyContributions *now)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();
  gsize n_lines;
  const SyContribution *lines = sy_contributions_get_lines (now, &n_lines);

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  write_head (writer, run, person, now);
  sy_json_begin_member (writer, "contributions", TRUE);
  for (gsize i = 0; i < n_lines; i++)
    write_line (writer, &lines[i]);
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  return sy_cli_print_json (cli, g_steal_pointer (&writer));
}

static void
append_head (GString *out,
             const SyCliRun *run,
             guint32 person,
             const SyContributions *now)
{
  g_autofree char *key = sy_cli_text_escape (sy_event_log_get_person_key (run->log, person));
  g_autofree char *as_of = sy_cli_format_as_of (sy_project_get_zone (run->project), run->as_of);
  g_autofree char *version = sy_cli_describe_version (run->chosen.version);
  const char *band = get_band_name (run, sy_contributions_get_band (now));
  char score[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (score, sizeof score, "%.1f", sy_contributions_get_score (now));
  g_string_append_printf (out, "%s as of %s: %s (%s) %s, %s\n\n", key, as_of, run->chosen.name,
                          version, score, band == NULL ? "outside the population" : band);
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
      g_autofree char *label = describe_line (&lines[i]);
      g_autofree char *latest =
          lines[i].latest == SY_INSTANT_NONE
              ? NULL
              : sy_day_format (sy_zone_day (sy_project_get_zone (run->project), lines[i].latest));

      sy_cli_table_add_text (table, label);
      sy_cli_table_add_text (table, lines[i].is_missing ? "missing" : kind_names[lines[i].kind]);
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
             const SyContributions *now)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (SyCliTable) table = build_table (run, now, cli->format == SY_FORMAT_TABLE);

  if (cli->format == SY_FORMAT_TABLE)
    append_head (out, run, person, now);
  sy_cli_append_table (cli, out, table);
  return sy_cli_print (cli, out->str);
}

/* One line of the account then and now. */
typedef struct
{
  const SyContribution *before;
  const SyContribution *after;
} Change;

static gboolean
is_same_line (const SyContribution *a,
              const SyContribution *b)
{
  return a->kind == b->kind && a->group == b->group && a->rule == b->rule;
}

/* Both accounts have the model's order, so a merge by search keeps it. */
static GArray *
match_lines (const SyContributions *then,
             const SyContributions *now)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (Change));
  gsize n_then;
  gsize n_now;
  const SyContribution *before = sy_contributions_get_lines (then, &n_then);
  const SyContribution *after = sy_contributions_get_lines (now, &n_now);

  for (gsize i = 0; i < n_now; i++)
    {
      Change change = { NULL, &after[i] };

      for (gsize j = 0; j < n_then && change.before == NULL; j++)
        if (is_same_line (&before[j], &after[i]))
          change.before = &before[j];
      g_array_append_val (changes, change);
    }
  for (gsize j = 0; j < n_then; j++)
    {
      Change change = { &before[j], NULL };
      gboolean is_matched = FALSE;

      for (gsize i = 0; i < n_now; i++)
        is_matched = is_matched || is_same_line (&before[j], &after[i]);
      if (!is_matched)
        g_array_append_val (changes, change);
    }
  return changes;
}

static double
get_points (const SyContribution *line)
{
  return line == NULL ? 0 : line->points;
}

static SyExit
print_changes_json (SyCli *cli,
                    const SyCliRun *run,
                    guint32 person,
                    gint64 since,
                    const SyContributions *then,
                    const SyContributions *now,
                    GArray *changes)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  write_head (writer, run, person, now);
  sy_json_member_instant (writer, "since", since);
  sy_json_member_number (writer, "score_before", sy_contributions_get_score (then));
  sy_json_member_text (writer, "band_before",
                       get_band_name (run, sy_contributions_get_band (then)));
  sy_json_member_number (writer, "change",
                         sy_contributions_get_score (now) - sy_contributions_get_score (then));
  sy_json_begin_member (writer, "changes", TRUE);
  for (guint i = 0; i < changes->len; i++)
    {
      const Change *change = &g_array_index (changes, Change, i);
      const SyContribution *line = change->after != NULL ? change->after : change->before;

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "kind", kind_names[line->kind]);
      sy_json_member_text (writer, "id", line->id);
      sy_json_member_text (writer, "label", line->label);
      sy_json_member_number (writer, "before", get_points (change->before));
      sy_json_member_number (writer, "after", get_points (change->after));
      sy_json_member_number (writer, "change",
                             get_points (change->after) - get_points (change->before));
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  return sy_cli_print_json (cli, g_steal_pointer (&writer));
}

static SyExit
print_changes (SyCli *cli,
               const SyCliRun *run,
               guint32 person,
               const SyContributions *then,
               const SyContributions *now,
               GArray *changes)
{
  g_autoptr (SyCliTable) table = sy_cli_table_new ();
  g_autoptr (GString) out = g_string_new (NULL);

  sy_cli_table_add_column (table, "what", "label", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "before", "before", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "after", "after", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "change", "change", SY_ALIGN_RIGHT);
  for (guint i = 0; i < changes->len; i++)
    {
      const Change *change = &g_array_index (changes, Change, i);
      g_autofree char *label = describe_line (change->after != NULL ? change->after
                                                                    : change->before);

      sy_cli_table_add_text (table, label);
      sy_cli_table_add_number (table, get_points (change->before), 3);
      sy_cli_table_add_number (table, get_points (change->after), 3);
      sy_cli_table_add_number (table, get_points (change->after) - get_points (change->before), 3);
    }
  if (cli->format == SY_FORMAT_TABLE)
    {
      append_head (out, run, person, now);
      sy_cli_table_add_text (table, "score");
      sy_cli_table_add_number (table, sy_contributions_get_score (then), 3);
      sy_cli_table_add_number (table, sy_contributions_get_score (now), 3);
      sy_cli_table_add_number (table,
                               sy_contributions_get_score (now) - sy_contributions_get_score (then),
                               3);
    }
  sy_cli_append_table (cli, out, table);
  return sy_cli_print (cli, out->str);
}

static SyExit
explain_change (SyCli *cli,
                SyCliRun *run,
                guint32 person,
                const SyContributions *now,
                const char *since_text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyScorer) scorer = NULL;
  g_autoptr (SyContributions) then = NULL;
  g_autoptr (GArray) changes = NULL;
  gint64 since;

  if (!sy_cli_parse_as_of (run, since_text, &since, &error))
    return sy_cli_fail (cli, error);
  scorer = sy_scorer_new (run->log, since);
  then = sy_scorer_explain (scorer, run->chosen.model, person);
  changes = match_lines (then, now);
  if (cli->format == SY_FORMAT_JSON)
    return print_changes_json (cli, run, person, since, then, now, changes);
  return print_changes (cli, run, person, then, now, changes);
}

static SyExit
explain (SyCli *cli,
         const char *path,
         const Options *options)
{
  g_auto (SyCliRun) run = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SyScorer) scorer = NULL;
  g_autoptr (SyContributions) now = NULL;
  guint32 person;

  if (!sy_cli_run_open (cli, path, SY_PROJECT_READ_ONLY, options->model, options->version,
                        options->as_of, &run, &error))
    return sy_cli_fail (cli, error);
  person = sy_event_log_find_person (run.log, options->person);
  if (person == SY_PERSON_NONE)
    {
      g_set_error (&error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT, "there is no person “%s”",
                   options->person);
      return sy_cli_fail (cli, error);
    }
  scorer = sy_scorer_new (run.log, run.as_of);
  now = sy_scorer_explain (scorer, run.chosen.model, person);
  if (options->since != NULL)
    return explain_change (cli, &run, person, now, options->since);
  return cli->format == SY_FORMAT_JSON ? print_json (cli, &run, person, now)
                                       : print_table (cli, &run, person, now);
}

static SyExit
run (SyCli *cli,
     const SyCommand *command,
     GStrv *argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "person", 0, 0, SY_OPTION_TEXT, &options.person, "Whose score: their key, or an alias",
      "KEY" },
    { "as-of", 0, 0, SY_OPTION_TEXT, &options.as_of,
      "Date (end of that local day) or instant (default: end of the data)", "DATE" },
    { "since", 0, 0, SY_OPTION_TEXT, &options.since, "Tell what changed since this date", "DATE" },
    { "model", 0, 0, SY_OPTION_TEXT, &options.model, "Which model, when the project has several",
      "NAME" },
    { "version", 0, 0, SY_OPTION_TEXT, &options.version,
      "A version, or draft (default: the newest version, else the draft)", "N" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  if (options.person == NULL)
    return sy_cli_fail_missing (cli, "--person");
  return explain (cli, (*argv)[0], &options);
}

const SyCommand sy_command_explain = {
  "explain",
  "PROJECT",
  "Account for one person's score, line by line",
  "The points of all lines sum to the score. With --since: which lines moved.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli explain sample.steelyard --model Engagement --person 1 --as-of 2017-10-01\n",
  1,
  run,
};
