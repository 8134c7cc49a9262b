/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli.h"
#include "sy-cli-drift-inputs.h"
#include "sy-cli-performance.h"
#include "sy-cli-stability.h"

#include <math.h>

typedef struct
{
  char *reference;
  char *current;
  char *model;
  char *version;
  SyCliLimits limits;
  char *stability;
  char *max_changes;
  gboolean people;
  gboolean inputs;
} Options;

/* What is said besides the comparison, when it is asked for or there. */
typedef struct
{
  SyPerformance performance;
  gboolean has_performance;
  SyVolatility *volatility;
  double max_share;
  SyEventLog *people_of; /* borrowed; NULL leaves the people out */
  GPtrArray *notes;      /* SyNote, between the two dates */
} Extras;

static void
clear_extras (Extras *extras)
{
  g_clear_pointer (&extras->volatility, sy_volatility_free);
  g_clear_pointer (&extras->notes, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Extras, clear_extras)

static void
clear_options (Options *options)
{
  g_free (options->reference);
  g_free (options->current);
  g_free (options->model);
  g_free (options->version);
  sy_cli_limits_clear (&options->limits);
  g_free (options->stability);
  g_free (options->max_changes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static void
write_bins (SyJsonWriter *writer,
            const SyDrift *drift)
{
  sy_json_begin_member (writer, "bins", TRUE);
  for (gsize i = 0; i < drift->n_bins; i++)
    {
      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_number (writer, "lo", drift->bins[i].lo);
      sy_json_member_number (writer, "hi", drift->bins[i].hi);
      sy_json_member_number (writer, "reference", drift->bins[i].reference);
      sy_json_member_number (writer, "current", drift->bins[i].current);
      sy_json_member_number (writer, "term", drift->bins[i].term);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
}

static void
write_bands (SyJsonWriter *writer,
             const SyDrift *drift)
{
  sy_json_begin_member (writer, "bands", TRUE);
  for (gsize i = 0; i < drift->n_bands; i++)
    {
      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "name", drift->band_names[i]);
      sy_json_member_int (writer, "reference", (gint64) drift->band_reference[i]);
      sy_json_member_int (writer, "current", (gint64) drift->band_current[i]);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_begin_member (writer, "migration", TRUE);
  for (gsize i = 0; i < drift->n_bands; i++)
    {
      sy_json_writer_begin_array (writer, SY_JSON_INLINE);
      for (gsize j = 0; j < drift->n_bands; j++)
        sy_json_writer_int (writer, (gint64) drift->migration[i * drift->n_bands + j]);
      sy_json_writer_end_array (writer);
    }
  sy_json_writer_end_array (writer);
}

static void
write_extras (SyJsonWriter *writer,
              const Extras *extras)
{
  if (extras->has_performance)
    sy_json_member_performance (writer, &extras->performance);
  if (extras->volatility != NULL)
    sy_cli_write_stability (writer, extras->people_of, extras->volatility, extras->max_share);
  if (extras->notes->len == 0)
    return;
  sy_json_begin_member (writer, "notes", TRUE);
  for (guint i = 0; i < extras->notes->len; i++)
    sy_cli_write_note (writer, extras->notes->pdata[i]);
  sy_json_writer_end_array (writer);
}

static SyExit
print_json (SyCli *cli,
            const SyCliRun *run,
            const SyDrift *drift,
            gboolean is_frozen,
            const Extras *extras)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_text (writer, "model", run->chosen.name);
  sy_json_member_version (writer, run->chosen.version);
  sy_json_member_instant (writer, "reference_as_of", drift->reference_as_of);
  sy_json_member_instant (writer, "current_as_of", drift->current_as_of);
  sy_json_member_int (writer, "n_reference", (gint64) drift->n_reference);
  sy_json_member_int (writer, "n_current", (gint64) drift->n_current);
  sy_json_member_boolean (writer, "frozen_bins", is_frozen);
  sy_json_member_number (writer, "psi", drift->psi.value);
  sy_json_member_number (writer, "critical_value", drift->psi.critical);
  sy_json_member_boolean (writer, "empty_bins_filled", drift->psi.filled);
  sy_json_member_boolean (writer, "alarm", sy_drift_is_alarm (drift));
  sy_json_member_number (writer, "ks", drift->ks.value);
  sy_json_member_number (writer, "js", drift->js);
  sy_json_member_number (writer, "wasserstein", drift->wasserstein);
  sy_json_member_number (writer, "mean_raw_reference", drift->mean_raw_reference);
  sy_json_member_number (writer, "mean_raw_current", drift->mean_raw_current);
  write_bins (writer, drift);
  sy_cli_write_inputs (writer, drift);
  sy_json_member_int (writer, "both", (gint64) drift->n_both);
  sy_json_member_int (writer, "entered", (gint64) drift->n_entered);
  sy_json_member_int (writer, "left", (gint64) drift->n_left);
  write_bands (writer, drift);
  write_extras (writer, extras);
  sy_json_writer_end_object (writer);
  return sy_cli_print_json (cli, g_steal_pointer (&writer));
}

static SyCliTable *
build_bins (const SyDrift *drift)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "from", "lo", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "to below", "hi", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "then", "reference", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "now", "current", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "PSI", "term", SY_ALIGN_RIGHT);
  for (gsize i = 0; i < drift->n_bins; i++)
    {
      sy_cli_table_add_number (table, drift->bins[i].lo, 1);
      sy_cli_table_add_number (table, drift->bins[i].hi, 1);
      sy_cli_table_add_share (table, drift->bins[i].reference);
      sy_cli_table_add_share (table, drift->bins[i].current);
      sy_cli_table_add_number (table, drift->bins[i].term, 4);
    }
  return table;
}

static SyCliTable *
build_migration (const SyDrift *drift)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "from \\ to", "band", SY_ALIGN_LEFT);
  for (gsize i = 0; i < drift->n_bands; i++)
    sy_cli_table_add_column (table, drift->band_names[i], drift->band_names[i], SY_ALIGN_RIGHT);
  for (gsize i = 0; i < drift->n_bands; i++)
    {
      sy_cli_table_add_text (table, drift->band_names[i]);
      for (gsize j = 0; j < drift->n_bands; j++)
        sy_cli_table_add_int (table, (gint64) drift->migration[i * drift->n_bands + j]);
    }
  return table;
}

/* "0.1620", and a dash for what is not known. */
static const char *
format_figure (double value,
               char *buffer)
{
  return isnan (value) ? "–" : g_ascii_formatd (buffer, G_ASCII_DTOSTR_BUF_SIZE, "%.4f", value);
}

static void
append_verdict (GString *out,
                const SyDrift *drift,
                const char *then,
                const char *now)
{
  const char *verdict = sy_drift_is_alarm (drift) ? "drift alarm" : "no alarm";
  g_autofree char *nobody = sy_drift_describe_nobody (drift, then, now);
  char psi[G_ASCII_DTOSTR_BUF_SIZE];
  char critical[G_ASCII_DTOSTR_BUF_SIZE];
  char ks[G_ASCII_DTOSTR_BUF_SIZE];

  if (nobody != NULL)
    {
      g_string_append_printf (out, "%s: %s\n", verdict, nobody);
      return;
    }
  g_string_append_printf (out, "PSI %s (", format_figure (drift->psi.value, psi));
  if (isnan (drift->psi.critical))
    g_string_append (out, "everybody had the same score then, which is one bin");
  else
    g_string_append_printf (out, "by chance below %s",
                            format_figure (drift->psi.critical, critical));
  g_string_append_printf (out, "), KS %s: %s\n", format_figure (drift->ks.value, ks), verdict);
}

static void
append_head (GString *out,
             const SyCliRun *run,
             const SyDrift *drift)
{
  SyZone *zone = sy_project_get_zone (run->project);
  g_autofree char *reference = sy_cli_format_as_of (zone, drift->reference_as_of);
  g_autofree char *current = sy_cli_format_as_of (zone, drift->current_as_of);
  g_autofree char *version = sy_cli_describe_version (run->chosen.version);

  g_string_append_printf (out, "%s (%s), %s against %s\n", run->chosen.name, version, current,
                          reference);
  append_verdict (out, drift, reference, current);
  if (drift->psi.filled)
    g_string_append (out, "note: a bin is empty, 0.5 was added to every bin\n");
  g_string_append_printf (out,
                          "%" G_GSIZE_FORMAT " people then, %" G_GSIZE_FORMAT
                          " now: %" G_GSIZE_FORMAT " came, %" G_GSIZE_FORMAT " left\n\n",
                          drift->n_reference, drift->n_current, drift->n_entered, drift->n_left);
}

static void
append_notes (GString *out,
              GPtrArray *notes)
{
  for (guint i = 0; i < notes->len; i++)
    {
      const SyNote *note = notes->pdata[i];
      g_autofree char *day = sy_day_format (note->day);

      g_string_append_printf (out, "%s %s: %s\n", day, sy_note_kind_get_name (note->kind),
                              note->text);
    }
  if (notes->len > 0)
    g_string_append_c (out, '\n');
}

static SyExit
print_inputs (SyCli *cli,
              const SyDrift *drift)
{
  g_autoptr (SyCliTable) inputs = sy_cli_build_inputs (drift);

  return sy_cli_print_table (cli, inputs);
}

static SyExit
print_tables (SyCli *cli,
              const SyCliRun *run,
              const SyDrift *drift,
              const Extras *extras)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (SyCliTable) bins = build_bins (drift);
  g_autoptr (SyCliTable) shifts = sy_cli_build_shifts (drift);
  g_autoptr (SyCliTable) types = sy_cli_build_types (drift);
  g_autoptr (SyCliTable) migration = build_migration (drift);

  if (cli->format == SY_FORMAT_CSV)
    return sy_cli_print_table (cli, bins);
  append_head (out, run, drift);
  append_notes (out, extras->notes);
  sy_cli_append_renames (out, drift->renames);
  if (extras->volatility != NULL)
    sy_cli_append_stability (out, extras->volatility);
  sy_cli_table_append (bins, cli->width, out);
  g_string_append_c (out, '\n');
  sy_cli_table_append (shifts, cli->width, out);
  g_string_append_c (out, '\n');
  sy_cli_table_append (types, cli->width, out);
  g_string_append_c (out, '\n');
  sy_cli_table_append (migration, cli->width, out);
  return sy_cli_print (cli, out->str);
}

/* What was frozen with the version, when it was frozen at the date asked for. */
static gboolean
choose_reference (SyCliRun *run,
                  const Options *options,
                  SyDriftOptions *out_options,
                  SyReference **out_frozen,
                  GError **error)
{
  g_autoptr (SyReference) frozen = NULL;

  if (run->chosen.reference != NULL)
    {
      frozen = sy_reference_from_json (run->chosen.reference, -1, error);
      if (frozen == NULL)
        return FALSE;
    }
  if (options->reference == NULL)
    out_options->reference_as_of = frozen->as_of;
  else if (!sy_cli_parse_as_of (run, options->reference, &out_options->reference_as_of, error))
    return FALSE;
  if (frozen != NULL && frozen->as_of == out_options->reference_as_of)
    {
      out_options->frozen = frozen;
      *out_frozen = g_steal_pointer (&frozen);
    }
  return TRUE;
}

/* Nothing can be held against nobody. */
static gboolean
check_reference (const SyCliRun *run,
                 const SyDrift *drift,
                 GError **error)
{
  g_autofree char *as_of = NULL;

  if (drift->n_reference > 0)
    return TRUE;
  as_of = sy_cli_format_as_of (sy_project_get_zone (run->project), drift->reference_as_of);
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
               "nobody is in the population on %s, the reference; name a date with --reference on which "
               "somebody is",
               as_of);
  return FALSE;
}

/* What happened after the reference date, up to the other. */
static GPtrArray *
list_notes (const SyCliRun *run,
            const SyDrift *drift,
            GError **error)
{
  SyZone *zone = sy_project_get_zone (run->project);
  gint32 from = sy_zone_day (zone, MIN (drift->reference_as_of, drift->current_as_of) - 1);
  gint32 to = sy_zone_day (zone, MAX (drift->reference_as_of, drift->current_as_of) - 1);
  GPtrArray *notes = sy_project_list_notes (run->project, error);

  for (guint i = notes != NULL ? notes->len : 0; i > 0; i--)
    {
      const SyNote *note = notes->pdata[i - 1];

      if (note->day <= from || note->day > to)
        g_ptr_array_remove_index (notes, i - 1);
    }
  return notes;
}

static gboolean
measure_extras (SyCli *cli,
                const SyCliRun *run,
                Options *options,
                const SyDrift *drift,
                Extras *extras,
                GError **error)
{
  guint days = SY_VOLATILITY_DAYS;

  extras->max_share = SY_VOLATILITY_MAX_SHARE;
  extras->notes = list_notes (run, drift, error);
  if (extras->notes == NULL || !sy_cli_limits_read (&options->limits, run, error) ||
      !sy_cli_parse_number ("--max-changes", options->max_changes, &extras->max_share, error) ||
      !sy_cli_parse_count ("--stability", options->stability, 1, SY_VOLATILITY_MAX_DAYS, &days,
                           error))
    return FALSE;
  extras->has_performance = sy_cli_limits_are_set (&options->limits);
  if (extras->has_performance &&
      !sy_performance_measure (run->log, run->chosen.model, run->as_of, options->limits.auc,
                               options->limits.lift, &extras->performance, cli->cancellable, error))
    return FALSE;
  if (options->stability == NULL && options->max_changes == NULL && !options->people)
    return TRUE;
  sy_cli_start (cli, "scoring days");
  extras->volatility = sy_volatility_measure (run->log, run->chosen.model, run->as_of, days,
                                              cli->cancellable, sy_cli_show_progress, cli, error);
  return extras->volatility != NULL;
}

static SyExit
judge (SyCli *cli,
       const SyCliRun *run,
       const SyDrift *drift,
       const Extras *extras)
{
  SyExit code = sy_drift_is_alarm (drift) ? SY_EXIT_CHECK_FAILED : SY_EXIT_DONE;
  char share[G_ASCII_DTOSTR_BUF_SIZE];
  char limit[SY_NUMBER_BUFFER_SIZE];

  if (extras->has_performance &&
      sy_cli_judge_performance (cli, run, &extras->performance) == SY_EXIT_CHECK_FAILED)
    code = SY_EXIT_CHECK_FAILED;
  if (extras->volatility != NULL &&
      sy_volatility_is_alarm (extras->volatility, extras->max_share))
    {
      g_ascii_formatd (share, sizeof share, "%.1f", 100 * extras->volatility->weekly_share);
      sy_cli_note (cli, "overly volatile: %s %% of people change band in a week, more than %s %%",
                   share, sy_number_format (100 * extras->max_share, limit));
    }
  return code;
}

static SyExit
drift (SyCli *cli,
       const char *path,
       Options *options)
{
  g_auto (SyCliRun) run = { 0 };
  g_auto (Extras) extras = { 0 };
  g_autoptr (SyReference) frozen = NULL;
  g_autoptr (SyDrift) result = NULL;
  g_autoptr (GError) error = NULL;
  SyDriftOptions drift_options = { 0 };
  SyExit code;

  if (!sy_cli_run_open (cli, path, SY_PROJECT_READ_ONLY, options->model, options->version,
                        options->current, &run, &error))
    return sy_cli_fail (cli, error);
  if (options->reference == NULL && run.chosen.reference == NULL)
    return sy_cli_fail_missing (cli, "--reference (a published version brings its own)");
  if (!choose_reference (&run, options, &drift_options, &frozen, &error))
    return sy_cli_fail (cli, error);
  drift_options.current_as_of = run.as_of;
  sy_cli_start (cli, "scoring dates");
  result = sy_drift_run (run.log, run.chosen.model, &drift_options, cli->cancellable,
                         sy_cli_show_progress, cli, &error);
  if (result == NULL || !check_reference (&run, result, &error) ||
      !measure_extras (cli, &run, options, result, &extras, &error))
    return sy_cli_fail (cli, error);
  sy_cli_end_progress (cli);
  if (options->people)
    extras.people_of = run.log;
  if (options->people && cli->format != SY_FORMAT_JSON)
    code = sy_cli_print_stability (cli, run.log, extras.volatility);
  else if (cli->format == SY_FORMAT_JSON)
    code = print_json (cli, &run, result, frozen != NULL, &extras);
  else if (options->inputs)
    code = print_inputs (cli, result);
  else
    code = print_tables (cli, &run, result, &extras);
  return code != SY_EXIT_DONE ? code : judge (cli, &run, result, &extras);
}

static SyExit
run (SyCli *cli,
     const SyCommand *command,
     GStrv *argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "reference", 0, 0, SY_OPTION_TEXT, &options.reference,
      "Date to compare with (default: the one frozen with the version)", "DATE" },
    { "current", 0, 0, SY_OPTION_TEXT, &options.current,
      "Date that is compared (default: end of the data)", "DATE" },
    SY_CLI_LIMIT_ENTRIES (options.limits),
    { "stability", 0, 0, SY_OPTION_TEXT, &options.stability,
      "Also tell how much single people's scores move, over so many days, such as 28", "DAYS" },
    { "max-changes", 0, 0, SY_OPTION_TEXT, &options.max_changes,
      "Warn when more than this share of people changes band in a week (default: 0.2)", "SHARE" },
    { "people", 0, 0, G_OPTION_ARG_NONE, &options.people,
      "List the people instead, those whose score moves most first", NULL },
    { "inputs", 0, 0, G_OPTION_ARG_NONE, &options.inputs,
      "List rules and types of events instead, with what they had then and now", NULL },
    SY_CLI_MODEL_ENTRY (options.model),
    SY_CLI_VERSION_ENTRY (options.version),
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  return drift (cli, (*argv)[0], &options);
}

const SyCommand sy_command_drift = {
  "drift",
  "PROJECT",
  "Compare the scores of two dates",
  "Population stability over bins frozen at the reference, what moved the mean, who changed band. Of each\n"
  "rule also the stability of its values (input PSI), of each type of event how many a day there were in\n"
  "the 28 days before each date, and which type may have got another name. Exits with 1 on an alarm: PSI of\n"
  "0.10 or more that is not chance, nobody left in the population, or an AUC or lift below its limit at the\n"
  "newest date whose outcome is known. Names what was noted in between (note add).\n"
  "\n"
  "Example:\n"
  "  steelyard-cli drift sample.steelyard --model Engagement --reference 2017-07-01 --current 2017-10-01\n"
  "  steelyard-cli drift sample.steelyard --model Engagement --reference 2017-07-01 --current 2017-10-01 --min-auc 0.5 --stability 28\n"
  "  steelyard-cli drift sample.steelyard --model Engagement --reference 2017-07-01 --current 2017-10-01 --inputs --format csv\n",
  1,
  run,
};
