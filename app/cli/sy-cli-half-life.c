/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli.h"

#include <math.h>
#include <string.h>

typedef struct
{
  SyCliOrigins origins;
  char *rule;
  char *from;
  char *to;
  char *model;
} Options;

static void
clear_options (Options *options)
{
  sy_cli_origins_clear (&options->origins);
  g_free (options->rule);
  g_free (options->from);
  g_free (options->to);
  g_free (options->model);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static void
write_point (SyJsonWriter *writer,
             const SyHalfLifePoint *point)
{
  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  sy_json_member_number (writer, "days", point->days);
  sy_json_member_range (writer, "auc", point->auc.value, point->auc.low, point->auc.high);
  sy_json_member_number (writer, "difference", point->to_best.difference);
  sy_json_member_number (writer, "p", point->to_best.p);
  sy_json_member_boolean (writer, "grid", point->is_grid);
  sy_json_member_boolean (writer, "within", point->is_within);
  sy_json_writer_end_object (writer);
}

static SyExit
print_json (SyCli *cli,
            const SyCliRun *run,
            const SyHalfLife *found)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();
  const SyHalfLifePoint *best = &found->points[found->best];

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_text (writer, "model", run->chosen.name);
  sy_json_member_version (writer, run->chosen.version);
  sy_json_member_text (writer, "rule", found->rule);
  sy_json_member_text (writer, "label", found->label);
  sy_json_member_text (writer, "outcome", run->chosen.model->outcome.name);
  sy_json_member_int (writer, "origins", (gint64) found->n_origins);
  sy_json_member_int (writer, "n", (gint64) found->n);
  sy_json_member_int (writer, "positives", (gint64) found->n_positive);
  sy_json_begin_member (writer, "current", FALSE);
  sy_json_member_number (writer, "days", found->current_days);
  sy_json_member_auc (writer, "auc", &found->current_auc);
  sy_json_member_comparison (writer, "to_best", &found->current_to_best);
  sy_json_writer_end_object (writer);
  sy_json_begin_member (writer, "best", FALSE);
  sy_json_member_number (writer, "days", best->days);
  sy_json_member_auc (writer, "auc", &best->auc);
  sy_json_writer_end_object (writer);
  sy_json_member_number (writer, "low_days", found->low_days);
  sy_json_member_number (writer, "high_days", found->high_days);
  sy_json_member_boolean (writer, "flat", found->is_flat);
  sy_json_begin_member (writer, "curve", TRUE);
  for (gsize i = 0; i < found->n_points; i++)
    write_point (writer, &found->points[i]);
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  return sy_cli_print_json (cli, g_steal_pointer (&writer));
}

static SyCliTable *
build_curve (const SyHalfLife *found)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "half-life, days", "days", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "AUC", "auc", SY_ALIGN_RIGHT);
  sy_cli_table_add_range_columns (table);
  sy_cli_table_add_column (table, "below the best", "difference", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "p", "p", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "", "verdict", SY_ALIGN_LEFT);
  for (gsize i = 0; i < found->n_points; i++)
    {
      const SyHalfLifePoint *point = &found->points[i];

      sy_cli_table_add_number (table, point->days, 1);
      sy_cli_table_add_number (table, point->auc.value, 4);
      sy_cli_table_add_number (table, point->auc.low, 4);
      sy_cli_table_add_number (table, point->auc.high, 4);
      sy_cli_table_add_number (table, point->to_best.difference, 4);
      sy_cli_table_add_number (table, point->to_best.p, 4);
      sy_cli_table_add_text (table, i == found->best ? "best" : point->is_within ? "as good"
                                                                                 : "worse");
    }
  return table;
}

/* "from 8.3 to 60.0 days", or where the range goes on beyond what was tried "up to" and "from …
 * on". */
static char *
describe_range (const SyHalfLife *found)
{
  gboolean is_lowest = found->low_days <= found->points[0].days;
  gboolean is_highest = found->high_days >= found->points[found->n_points - 1].days;
  char low[G_ASCII_DTOSTR_BUF_SIZE];
  char high[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (low, sizeof low, "%.1f", found->low_days);
  g_ascii_formatd (high, sizeof high, "%.1f", found->high_days);
  if (is_highest && !is_lowest)
    return g_strdup_printf ("from %s days on", low);
  if (is_lowest && !is_highest)
    return g_strdup_printf ("up to %s days", high);
  return g_strdup_printf ("from %s to %s days", low, high);
}

static void
append_answer (GString *out,
               const SyHalfLife *found)
{
  gboolean is_within = found->current_days >= found->low_days &&
                       found->current_days <= found->high_days;
  g_autofree char *range = describe_range (found);
  char days[G_ASCII_DTOSTR_BUF_SIZE];
  char area[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (days, sizeof days, "%.1f", found->points[found->best].days);
  if (found->is_flat)
    g_string_append_printf (out, "\nFlat: any value will do, %s.\n", range);
  else
    g_string_append_printf (out, "\nBest %s days; as good, as far as these people can tell: %s.\n",
                            days, range);
  g_ascii_formatd (days, sizeof days, "%.1f", found->current_days);
  g_ascii_formatd (area, sizeof area, "%.4f", found->current_auc.value);
  if (isnan (found->current_days))
    g_string_append_printf (out, "The rule has no half-life now: AUC %s.\n", area);
  else
    g_string_append_printf (out, "It is %s days now, %s: AUC %s.\n", days,
                            is_within ? "one of these" : "which is worse", area);
}

static SyExit
print_table (SyCli *cli,
             const SyCliRun *run,
             const SyHalfLife *found)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (SyCliTable) curve = build_curve (found);
  g_autofree char *version = sy_cli_describe_version (run->chosen.version);
  g_autofree char *rows = sy_cli_describe_rows (found->n_origins, found->n, found->n_positive);
  const char *outcome = run->chosen.model->outcome.name;

  if (cli->format == SY_FORMAT_CSV)
    return sy_cli_print_table (cli, curve);
  g_string_append_printf (out, "Half-life of “%s” in %s (%s) against “%s”\n%s\n\n", found->label,
                          run->chosen.name, version, outcome != NULL ? outcome : "the outcome",
                          rows);
  sy_cli_table_append (curve, cli->width, out);
  append_answer (out, found);
  return sy_cli_print (cli, out->str);
}

static gboolean
parse_days (const char *option,
            const char *text,
            double *out_days,
            GError **error)
{
  if (text == NULL)
    return TRUE;
  if (sy_number_parse (text, strlen (text), out_days) && *out_days > 0)
    return TRUE;
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT, "%s: “%s” is not a number of days", option,
               text);
  return FALSE;
}

static gboolean
parse_range (const Options *options,
             SyHalfLifeOptions *out_options,
             GError **error)
{
  if (!parse_days ("--from", options->from, &out_options->min_days, error) ||
      !parse_days ("--to", options->to, &out_options->max_days, error))
    return FALSE;
  if (!(out_options->max_days <= out_options->min_days))
    return TRUE;
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT, "--to has to be more days than --from");
  return FALSE;
}

static SyExit
find_half_life (SyCli *cli,
                const char *path,
                const Options *options)
{
  g_auto (SyCliRun) run = { 0 };
  g_autoptr (GArray) origins = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (SyHalfLife) found = NULL;
  g_autoptr (GError) error = NULL;
  SyHalfLifeOptions half_life_options = SY_HALF_LIFE_OPTIONS_INIT;

  if (!parse_range (options, &half_life_options, &error) ||
      !sy_cli_run_open (cli, path, SY_PROJECT_READ_ONLY, options->model, "draft", NULL, &run,
                        &error) ||
      !sy_half_life_check_rule (run.chosen.model, options->rule, &error) ||
      !sy_cli_origins_collect (&options->origins, &run, origins, &error))
    return sy_cli_fail (cli, error);
  sy_cli_start (cli, "trying half-lives");
  found = sy_half_life_find (run.log, run.chosen.model, options->rule,
                             (const gint64 *) (gpointer) origins->data, origins->len,
                             &half_life_options, cli->cancellable, sy_cli_show_progress, cli,
                             &error);
  if (found == NULL)
    return sy_cli_fail (cli, error);
  return cli->format == SY_FORMAT_JSON ? print_json (cli, &run, found)
                                       : print_table (cli, &run, found);
}

static SyExit
run (SyCli *cli,
     const SyCommand *command,
     GStrv *argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "rule", 0, 0, SY_OPTION_TEXT, &options.rule, "Which rule: its id", "ID" },
    SY_CLI_ORIGIN_ENTRIES (options.origins),
    { "from", 0, 0, SY_OPTION_TEXT, &options.from, "Shortest half-life to try (default 1)",
      "DAYS" },
    { "to", 0, 0, SY_OPTION_TEXT, &options.to,
      "Longest half-life to try (default: twice the history)", "DAYS" },
    SY_CLI_MODEL_ENTRY (options.model),
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  if (options.rule == NULL)
    return sy_cli_fail_missing (cli, "--rule");
  return find_half_life (cli, (*argv)[0], &options);
}

const SyCommand sy_command_model_half_life = {
  "model half-life",
  "PROJECT",
  "Find the half-life of a rule",
  "Gives the rule of the draft one half-life after another, all else as it is, and measures the\n"
  "score against the outcome. The answer is a range: within it the areas do not differ from the\n"
  "best by more than chance, or by less than 0.001. When it is all that was tried, any half-life\n"
  "will do. Nothing is changed.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli model half-life sample.steelyard --model Engagement --rule coupon\n",
  1,
  run,
};
