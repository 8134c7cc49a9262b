/* SPDX-License-Identifier: GPL-3.0-or-later */
/* segment backtest: a segment replayed at past dates. */
#include "config.h"

#include "sy-cli.h"

#include <math.h>

typedef struct
{
  SyCliOrigins origins;
  char *model;
  char *version;
} Options;

static void
clear_options (Options *options)
{
  sy_cli_origins_clear (&options->origins);
  g_free (options->model);
  g_free (options->version);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static void
write_side (SyJsonWriter *writer,
            const char *key,
            const SySegmentSide *side)
{
  sy_json_writer_key (writer, key);
  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  sy_json_member_int (writer, "people", (gint64) side->n_people);
  sy_json_member_int (writer, "already", (gint64) side->n_already);
  sy_json_member_int (writer, "immature", (gint64) side->n_immature);
  sy_json_member_int (writer, "n", (gint64) side->n);
  sy_json_member_int (writer, "positives", (gint64) side->n_positive);
  sy_json_member_range (writer, "rate", side->rate, side->interval.low, side->interval.high);
  sy_json_member_boolean (writer, "small_n", sy_is_small_n (side->n));
  sy_json_writer_end_object (writer);
}

static void
write_range (SyJsonWriter *writer,
             const char *key,
             double value,
             SyInterval interval)
{
  sy_json_writer_key (writer, key);
  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  sy_json_member_range (writer, "value", value, interval.low, interval.high);
  sy_json_writer_end_object (writer);
}

static void
write_outcome (SyJsonWriter *writer,
               const SySegmentOutcome *outcome,
               gboolean is_pooled)
{
  const SyTwoProportions *against = &outcome->against;

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  if (!is_pooled)
    {
      sy_json_member_instant (writer, "as_of", outcome->as_of);
      sy_json_member_boolean (writer, "mature", outcome->is_mature);
    }
  sy_json_member_int (writer, "refused", (gint64) outcome->n_refused);
  write_side (writer, "inside", &outcome->inside);
  write_side (writer, "outside", &outcome->outside);
  write_range (writer, "difference", against->difference, against->newcombe);
  write_range (writer, "ratio", against->ratio, against->ratio_interval);
  sy_json_member_number (writer, "p", against->p);
  sy_json_writer_end_object (writer);
}

static SyExit
print_json (SyCli *cli,
            const SyCliRun *run,
            const char *name,
            const SySegment *segment,
            const SySegmentBacktest *backtest)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();
  g_autofree char *description = sy_segment_describe (segment);
  const SyOutcomeSpec *outcome = &run->chosen.model->outcome;

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_text (writer, "segment", name);
  sy_json_member_text (writer, "description", description);
  sy_json_member_text (writer, "model", run->chosen.name);
  sy_json_member_version (writer, run->chosen.version);
  sy_json_member_text (writer, "outcome", outcome->name);
  sy_json_member_number (writer, "horizon_days", outcome->horizon_days);
  sy_json_member_number (writer, "gap_days", outcome->gap_days);
  sy_json_begin_member (writer, "origins", TRUE);
  for (gsize i = 0; i < backtest->n_origins; i++)
    write_outcome (writer, &backtest->origins[i], FALSE);
  sy_json_writer_end_array (writer);
  sy_json_writer_key (writer, "pooled");
  write_outcome (writer, &backtest->pooled, TRUE);
  sy_json_writer_end_object (writer);
  return sy_cli_print_json (cli, g_steal_pointer (&writer));
}

/* What compares the sides stands in the line of those inside. */
static void
add_side (SyCliTable *table,
          const char *as_of,
          const char *name,
          const SySegmentSide *side,
          const SyTwoProportions *against)
{
  double nan = (double) NAN;

  sy_cli_table_add_text (table, as_of);
  sy_cli_table_add_text (table, name);
  sy_cli_table_add_int (table, (gint64) side->n);
  sy_cli_table_add_int (table, (gint64) side->n_positive);
  sy_cli_table_add_int (table, (gint64) side->n_immature);
  sy_cli_table_add_int (table, (gint64) side->n_already);
  sy_cli_table_add_rate_range (table, side->rate, side->interval.low, side->interval.high, side->n);
  sy_cli_table_add_share (table, against != NULL ? against->difference : nan);
  sy_cli_table_add_share (table, against != NULL ? against->newcombe.low : nan);
  sy_cli_table_add_share (table, against != NULL ? against->newcombe.high : nan);
  sy_cli_table_add_number (table, against != NULL ? against->ratio : nan, 2);
  sy_cli_table_add_number (table, against != NULL ? against->ratio_interval.low : nan, 2);
  sy_cli_table_add_number (table, against != NULL ? against->ratio_interval.high : nan, 2);
}

static void
add_outcome (SyCliTable *table,
             const char *as_of,
             const SySegmentOutcome *outcome)
{
  add_side (table, as_of, "inside", &outcome->inside, &outcome->against);
  add_side (table, as_of, "outside", &outcome->outside, NULL);
}

static SyCliTable *
build_table (const SyCliRun *run,
             const SySegmentBacktest *backtest)
{
  static const struct
  {
    const char *title;
    const char *key;
  } columns[] = {
    { "people", "n" },
    { "with outcome", "positives" },
    { "too recent", "immature" },
    { "had it before", "already" },
    { "rate", "rate" },
    { "from", "low" },
    { "to", "high" },
    { "difference", "difference" },
    { "from", "difference_low" },
    { "to", "difference_high" },
    { "ratio", "ratio" },
    { "from", "ratio_low" },
    { "to", "ratio_high" },
  };
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "as of", "as_of", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "segment", "side", SY_ALIGN_LEFT);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    sy_cli_table_add_column (table, columns[i].title, columns[i].key, SY_ALIGN_RIGHT);
  for (gsize i = 0; i < backtest->n_origins; i++)
    {
      g_autofree char *as_of = sy_cli_format_as_of (sy_project_get_zone (run->project),
                                                    backtest->origins[i].as_of);

      add_outcome (table, as_of, &backtest->origins[i]);
    }
  if (backtest->n_origins > 1)
    add_outcome (table, "all", &backtest->pooled);
  return table;
}

static SyExit
print_table (SyCli *cli,
             const SyCliRun *run,
             const char *name,
             const SySegment *segment,
             const SySegmentBacktest *backtest)
{
  g_autoptr (SyCliTable) table = build_table (run, backtest);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *description = sy_segment_describe (segment);
  const SyOutcomeSpec *outcome = &run->chosen.model->outcome;
  char days[SY_NUMBER_BUFFER_SIZE];

  if (cli->format == SY_FORMAT_CSV)
    return sy_cli_print_table (cli, table);
  g_string_append_printf (out, "%s (%s) against “%s” within %s days\n\n", name, description,
                          outcome->name != NULL ? outcome->name : "the outcome",
                          sy_number_format (outcome->horizon_days, days));
  sy_cli_table_append (table, cli->width, out);
  if (backtest->n_mature > 1)
    g_string_append (out, "Over all dates the intervals count people: who is there at several dates says no more "
                          "than once what they say alike\n");
  return sy_cli_print (cli, out->str);
}

static void
note_sides (SyCli *cli,
            const SySegmentBacktest *backtest)
{
  gsize n_refused = 0;

  for (gsize i = 0; i < backtest->n_origins; i++)
    n_refused = MAX (n_refused, backtest->origins[i].n_refused);
  if (backtest->n_mature == 0)
    sy_cli_note (cli, "no date has a complete outcome window yet: there are no rates");
  else if (backtest->pooled.inside.n == 0)
    sy_cli_note (cli, "the segment held nobody at these dates");
  else if (backtest->pooled.outside.n == 0)
    sy_cli_note (cli, "the segment held everybody at these dates: there is nobody to compare with");
  if (n_refused > 0)
    sy_cli_note (cli, "up to %" G_GSIZE_FORMAT " people a date are left out, as they refuse today",
                 n_refused);
}

static SyExit
backtest (SyCli *cli,
          const char *path,
          const char *name,
          const Options *options)
{
  g_auto (SyCliRun) run = { 0 };
  g_autoptr (SyProject) project = NULL;
  g_autoptr (SySegment) segment = NULL;
  g_autoptr (SySegmentBacktest) found = NULL;
  g_autoptr (GArray) origins = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;
  SyExit code;

  project = sy_cli_open (cli, path, SY_PROJECT_READ_ONLY, &error);
  segment = project == NULL ? NULL : sy_segment_load (project, name, &error);
  if (segment == NULL)
    return sy_cli_fail (cli, error);
  if (!sy_cli_run_open (cli, path, SY_PROJECT_READ_ONLY,
                        options->model != NULL ? options->model : segment->model, options->version,
                        NULL, &run, &error) ||
      !sy_cli_origins_collect (&options->origins, &run, origins, &error))
    return sy_cli_fail (cli, error);
  sy_cli_start (cli, "scoring dates");
  found = sy_segment_backtest_run (run.log, run.chosen.model, segment,
                                   (const gint64 *) (gpointer) origins->data, origins->len,
                                   cli->cancellable, sy_cli_show_progress, cli, &error);
  if (found == NULL)
    return sy_cli_fail (cli, error);
  sy_cli_end_progress (cli);
  code = cli->format == SY_FORMAT_JSON ? print_json (cli, &run, name, segment, found)
                                       : print_table (cli, &run, name, segment, found);
  if (code == SY_EXIT_DONE)
    note_sides (cli, found);
  return code;
}

static SyExit
run_backtest (SyCli *cli,
              const SyCommand *command,
              GStrv *argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    SY_CLI_ORIGIN_ENTRIES (options.origins),
    { "model", 0, 0, SY_OPTION_TEXT, &options.model, "Another model than the segment's", "NAME" },
    SY_CLI_VERSION_ENTRY (options.version),
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  return backtest (cli, (*argv)[0], (*argv)[1], &options);
}

const SyCommand sy_command_segment_backtest = {
  "segment backtest",
  "PROJECT NAME",
  "Hold a segment at past dates against what happened next",
  "Finds at each date whom the segment would have meant, from what was known then, and looks in the\n"
  "outcome window of the model after it: how often the outcome came in the segment and outside it, each\n"
  "with its 95 % interval (Wilson), the difference (Newcombe) and the ratio (Katz). People whose window is\n"
  "not over yet are counted as too recent. A rate of fewer than 30 people is marked with a star. Over\n"
  "all dates the intervals count people, not rows.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli segment backtest sample.steelyard rescue --as-of 2017-07-01 --as-of 2017-09-01\n"
  "  steelyard-cli segment backtest sample.steelyard rescue --monthly 2017-04-01..2017-09-01 --format csv\n",
  2,
  run_backtest,
};
