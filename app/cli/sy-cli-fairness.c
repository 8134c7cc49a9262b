/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a score treats groups of people. */
#include "config.h"

#include "sy-cli.h"

#include <math.h>

typedef struct
{
  char *by;
  char *from_band;
  char *to_band;
  char *as_of;
  char *model;
  char *version;
  gboolean check;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->by);
  g_free (options->from_band);
  g_free (options->to_band);
  g_free (options->as_of);
  g_free (options->model);
  g_free (options->version);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static gboolean
find_band (const SyModel *model,
           const char *option,
           const char *name,
           guint *out_band,
           GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *all = NULL;

  if (sy_model_find_band_named (model, name, out_band))
    return TRUE;
  for (guint i = 0; i < model->bands->len; i++)
    g_ptr_array_add (names, sy_model_get_band (model, i)->name);
  g_ptr_array_add (names, NULL);
  all = g_strjoinv (", ", (char **) names->pdata);
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT, "%s: there is no band “%s”; there are: %s",
               option, name, all);
  return FALSE;
}

/* The highest band, unless told. */
static gboolean
choose_bands (const Options *options,
              const SyModel *model,
              guint *out_first,
              guint *out_last,
              GError **error)
{
  *out_last = model->bands->len - 1;
  *out_first = *out_last;
  if (options->from_band != NULL && options->to_band != NULL)
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE,
                   "--from-band and --to-band exclude each other: give the one or the other");
      return FALSE;
    }
  if (options->from_band != NULL)
    return find_band (model, "--from-band", options->from_band, out_first, error);
  if (options->to_band == NULL)
    return TRUE;
  *out_first = 0;
  return find_band (model, "--to-band", options->to_band, out_last, error);
}

static void
write_rate (SyJsonWriter *writer,
            const char *key,
            const SyFairnessRate *rate)
{
  sy_json_begin_member (writer, key, FALSE);
  sy_json_member_int (writer, "count", (gint64) rate->count);
  sy_json_member_int (writer, "n", (gint64) rate->n);
  sy_json_member_range (writer, "rate", rate->value, rate->interval.low, rate->interval.high);
  sy_json_writer_end_object (writer);
}

static void
write_group (SyJsonWriter *writer,
             const SyFairness *fairness,
             const SyFairnessGroup *group)
{
  sy_json_member_text (writer, "group", group->name);
  sy_json_member_int (writer, "n", (gint64) group->n);
  sy_json_member_boolean (writer, "judged", group->is_judged);
  sy_json_member_boolean (writer, "flagged", group->is_flagged);
  sy_json_member_number (writer, "ratio", group->ratio);
  write_rate (writer, "chosen", &group->chosen);
  write_rate (writer, "outcome", &group->outcome);
  write_rate (writer, "found", &group->found);
  write_rate (writer, "wrong", &group->wrong);
  write_rate (writer, "right", &group->right);
  sy_json_member_number (writer, "mean", group->mean);
  sy_json_member_number (writer, "gap", group->gap);
  sy_json_member_number (writer, "gap_behaviour", group->gap_behaviour);
  sy_json_member_number (writer, "gap_coverage", group->gap_coverage);
  sy_json_member_number (writer, "gap_limits", group->gap_limits);
  sy_json_member_int (writer, "rules", (gint64) group->n_rules);
  sy_json_member_int (writer, "observed", (gint64) group->n_observed);
  sy_json_member_int (writer, "types", (gint64) group->n_types);
  sy_json_member_int (writer, "types_observed", (gint64) group->n_types_observed);
  sy_json_member_number (writer, "types_share", group->types_share);
  sy_json_member_number (writer, "common_share", group->common_share);
  sy_json_member_number (writer, "common_ratio", group->common_ratio);
  sy_json_begin_member (writer, "channels", FALSE);
  for (gsize c = 0; c < fairness->n_channels; c++)
    sy_json_member_number (writer, fairness->channel_names[c], group->channels[c]);
  sy_json_writer_end_object (writer);
}

static SyExit
print_json (SyCli *cli,
            const SyCliRun *run,
            const SyFairness *fairness)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_text (writer, "model", run->chosen.name);
  sy_json_member_version (writer, run->chosen.version);
  sy_json_member_instant (writer, "as_of", fairness->as_of);
  sy_json_member_text (writer, "by", fairness->attribute);
  sy_json_begin_member (writer, "bands", TRUE);
  for (guint b = fairness->first_band; b <= fairness->last_band; b++)
    sy_json_writer_text (writer, sy_model_get_band (run->chosen.model, b)->name);
  sy_json_writer_end_array (writer);
  sy_json_member_boolean (writer, "mature", fairness->is_mature);
  sy_json_member_texts (writer, "uncommon", (const char *const *) fairness->uncommon);
  sy_json_begin_member (writer, "groups", TRUE);
  for (gsize g = 0; g < fairness->n_groups; g++)
    {
      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      write_group (writer, fairness, &fairness->groups[g]);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_begin_member (writer, "all", FALSE);
  write_group (writer, fairness, &fairness->all);
  sy_json_writer_end_object (writer);
  sy_json_writer_end_object (writer);
  return sy_cli_print_json (cli, g_steal_pointer (&writer));
}

static void
add_rate (SyCliTable *table,
          const SyFairnessRate *rate)
{
  sy_cli_table_add_rate_range (table, rate->value, rate->interval.low, rate->interval.high,
                               rate->n);
}

static void
add_rate_columns (SyCliTable *table,
                  const char *title,
                  const char *key)
{
  g_autofree char *low = g_strdup_printf ("%s_low", key);
  g_autofree char *high = g_strdup_printf ("%s_high", key);

  sy_cli_table_add_column (table, title, key, SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "from", low, SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "to", high, SY_ALIGN_RIGHT);
}

/* Few people, and people without a value, are told of and not judged. */
static const char *
describe_verdict (const SyFairnessGroup *group)
{
  return group->is_flagged ? "below 4/5" : group->is_small ? "small n"
                                                           : NULL;
}

static SyCliTable *
make_shares (const SyFairness *fairness)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, fairness->attribute, "group", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "people", "n", SY_ALIGN_RIGHT);
  add_rate_columns (table, "chosen", "chosen");
  sy_cli_table_add_column (table, "ratio", "ratio", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "ratio, common data", "common_ratio", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "", "verdict", SY_ALIGN_LEFT);
  for (gsize g = 0; g <= fairness->n_groups; g++)
    {
      const SyFairnessGroup *group = g < fairness->n_groups ? &fairness->groups[g] : &fairness->all;

      sy_cli_table_add_text (table, group->name);
      sy_cli_table_add_int (table, (gint64) group->n);
      add_rate (table, &group->chosen);
      sy_cli_table_add_number (table, group->ratio, 2);
      sy_cli_table_add_number (table, group->common_ratio, 2);
      sy_cli_table_add_text (table, describe_verdict (group));
    }
  return table;
}

static SyCliTable *
make_errors (const SyFairness *fairness)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, fairness->attribute, "group", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "labelled", "labelled", SY_ALIGN_RIGHT);
  add_rate_columns (table, "outcome", "outcome");
  add_rate_columns (table, "found", "found");
  add_rate_columns (table, "false alarms", "wrong");
  add_rate_columns (table, "right", "right");
  for (gsize g = 0; g <= fairness->n_groups; g++)
    {
      const SyFairnessGroup *group = g < fairness->n_groups ? &fairness->groups[g] : &fairness->all;

      sy_cli_table_add_text (table, group->name);
      sy_cli_table_add_int (table, (gint64) group->outcome.n);
      add_rate (table, &group->outcome);
      add_rate (table, &group->found);
      add_rate (table, &group->wrong);
      add_rate (table, &group->right);
    }
  return table;
}

static SyCliTable *
make_gaps (const SyFairness *fairness)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, fairness->attribute, "group", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "mean raw", "mean", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "gap", "gap", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "behaviour", "gap_behaviour", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "missing data", "gap_coverage", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "limits", "gap_limits", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "rules observed", "observed", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "of", "rules", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "event types seen", "types_share", SY_ALIGN_RIGHT);
  for (gsize c = 0; c < fairness->n_channels; c++)
    sy_cli_table_add_column (table, fairness->channel_names[c], fairness->channel_names[c],
                             SY_ALIGN_RIGHT);
  for (gsize g = 0; g <= fairness->n_groups; g++)
    {
      const SyFairnessGroup *group = g < fairness->n_groups ? &fairness->groups[g] : &fairness->all;

      sy_cli_table_add_text (table, group->name);
      sy_cli_table_add_number (table, group->mean, 2);
      sy_cli_table_add_number (table, group->gap, 2);
      sy_cli_table_add_number (table, group->gap_behaviour, 2);
      sy_cli_table_add_number (table, group->gap_coverage, 2);
      sy_cli_table_add_number (table, group->gap_limits, 2);
      sy_cli_table_add_int (table, (gint64) group->n_observed);
      sy_cli_table_add_int (table, (gint64) group->n_rules);
      sy_cli_table_add_share (table, group->types_share);
      for (gsize c = 0; c < fairness->n_channels; c++)
        sy_cli_table_add_share (table, group->channels[c]);
    }
  return table;
}

static SyExit
print_tables (SyCli *cli,
              const SyCliRun *run,
              const SyFairness *fairness)
{
  g_autoptr (SyCliTable) shares = make_shares (fairness);
  g_autoptr (SyCliTable) errors = make_errors (fairness);
  g_autoptr (SyCliTable) gaps = make_gaps (fairness);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *as_of = sy_cli_format_as_of (sy_project_get_zone (run->project), fairness->as_of);
  g_autofree char *version = sy_cli_describe_version (run->chosen.version);
  g_autofree char *chosen = sy_fairness_describe_chosen (fairness, run->chosen.model);

  g_string_append_printf (out, "%s (%s) as of %s by %s; chosen are those in %s\n\n",
                          run->chosen.name, version, as_of, fairness->attribute, chosen);
  sy_cli_append_table (cli, out, shares);
  if (fairness->is_mature)
    {
      g_autofree char *outcome = sy_cli_quote_outcome (&run->chosen.model->outcome);

      g_string_append_printf (
          out, "\nThe bands are for people %s the outcome%s: who of them was found, and who else was chosen:\n",
          fairness->looks_for_outcome ? "with" : "without", outcome);
      sy_cli_append_table (cli, out, errors);
    }
  g_string_append (out, "\nThe mean raw score, where its gap comes from, and the share of the points "
                        "by channel:\n");
  sy_cli_append_table (cli, out, gaps);
  if (fairness->uncommon[0] != NULL)
    {
      g_autofree char *rules = g_strjoinv (", ", fairness->uncommon);

      g_string_append_printf (out, "\nWhat these rules look at is missing in some groups: %s\n", rules);
    }
  return sy_cli_print (cli, out->str);
}

/* Says who is flagged; %TRUE when somebody is. */
static gboolean
note_flags (SyCli *cli,
            const SyFairness *fairness)
{
  gboolean is_flagged = FALSE;

  for (gsize g = 0; g < fairness->n_groups; g++)
    {
      g_autofree char *sentence = sy_fairness_describe_group (&fairness->groups[g]);

      if (sentence == NULL)
        continue;
      is_flagged = TRUE;
      sy_cli_note (cli, "%s", sentence);
    }
  return is_flagged;
}

static SyExit
run (SyCli *cli,
     const SyCommand *command,
     GStrv *argv)
{
  g_auto (Options) options = { 0 };
  g_auto (SyCliRun) run = { 0 };
  g_autoptr (SyFairness) fairness = NULL;
  g_autoptr (SyCliTable) csv = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "by", 0, 0, SY_OPTION_TEXT, &options.by, "The attribute that makes the groups", "ATTRIBUTE" },
    { "from-band", 0, 0, SY_OPTION_TEXT, &options.from_band,
      "Chosen is who is in this band or a higher one (default: the highest)", "BAND" },
    { "to-band", 0, 0, SY_OPTION_TEXT, &options.to_band,
      "Chosen is who is in this band or a lower one", "BAND" },
    { "check", 0, 0, G_OPTION_ARG_NONE, &options.check, "Exit with 1 when a group is flagged", NULL },
    { "as-of", 0, 0, SY_OPTION_TEXT, &options.as_of,
      "Date or instant (default: the last whose outcome is known)", "DATE" },
    SY_CLI_MODEL_ENTRY (options.model),
    SY_CLI_VERSION_ENTRY (options.version),
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  guint first;
  guint last;
  gboolean is_flagged;
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  if (options.by == NULL)
    return sy_cli_fail_missing (cli, "--by");
  if (!sy_cli_run_open (cli, (*argv)[0], SY_PROJECT_READ_ONLY, options.model, options.version,
                        options.as_of, &run, &error) ||
      !choose_bands (&options, run.chosen.model, &first, &last, &error))
    return sy_cli_fail (cli, error);
  if (options.as_of == NULL)
    run.as_of = sy_outcome_latest_as_of (run.log, &run.chosen.model->outcome, run.as_of);
  sy_cli_start (cli, "scoring");
  fairness = sy_fairness_new (run.log, run.chosen.model, run.as_of, options.by, first, last,
                              cli->cancellable, &error);
  if (fairness == NULL)
    return sy_cli_fail (cli, error);
  sy_cli_end_progress (cli);
  is_flagged = note_flags (cli, fairness);
  csv = cli->format == SY_FORMAT_CSV ? make_shares (fairness) : NULL;
  code = cli->format == SY_FORMAT_JSON ? print_json (cli, &run, fairness)
         : csv != NULL                 ? sy_cli_print_table (cli, csv)
                                       : print_tables (cli, &run, fairness);
  return code == SY_EXIT_DONE && options.check && is_flagged ? SY_EXIT_CHECK_FAILED : code;
}

const SyCommand sy_command_fairness = {
  "fairness",
  "PROJECT",
  "Compare how a score treats groups of people",
  "For each value of an attribute: the share in the bands that decide, its ratio to the largest share\n"
  "(below four fifths is flagged), the outcome, and the errors: who was found of those with it, who was\n"
  "chosen of those without. The gap of the mean score is split into behaviour and missing data: what\n"
  "rules give whose data some group does not have. Fewer than 30 people, and those without a value, are\n"
  "shown and not judged.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli fairness sample.steelyard --model Engagement --by age\n",
  1,
  run,
};
