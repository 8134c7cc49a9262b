/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who moved between bands: people, and accounts. */
#include "config.h"

#include "sy-cli-account.h"

#include <math.h>

#define DEFAULT_DAYS 90

typedef struct
{
  SyCliRollUp roll_up;
  char *reference;
  char *current;
  char *model;
  char *version;
} Options;

static void
clear_options (Options *options)
{
  sy_cli_roll_up_clear (&options->roll_up);
  g_free (options->reference);
  g_free (options->current);
  g_free (options->model);
  g_free (options->version);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static void
write_cell (SyJsonWriter *writer,
            const SyMigration *migration,
            gsize row,
            gsize column)
{
  const SyMigrationCell *cell = sy_migration_get_cell (migration, row, column);

  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  sy_json_member_text (writer, "from", migration->bands[row].name);
  sy_json_member_text (writer, "to", migration->bands[column].name);
  sy_json_member_int (writer, "n", (gint64) cell->n);
  sy_json_member_number (writer, "share", cell->share);
  sy_json_member_number (writer, "change", cell->change);
  sy_json_begin_member (writer, "reasons", TRUE);
  for (gsize i = 0; i < cell->n_reasons; i++)
    {
      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "id", cell->reasons[i].id);
      sy_json_member_text (writer, "label", cell->reasons[i].label);
      sy_json_member_number (writer, "before", cell->reasons[i].reference);
      sy_json_member_number (writer, "now", cell->reasons[i].current);
      sy_json_member_number (writer, "shift", cell->reasons[i].shift);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
}

/* Begins an object, which the caller may add to. */
static void
write_migration (SyJsonWriter *writer,
                 const SyCliModel *chosen,
                 const SyMigration *migration)
{
  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_text (writer, "model", chosen->name);
  sy_json_member_version (writer, chosen->version);
  sy_json_member_instant (writer, "reference_as_of", migration->before_as_of);
  sy_json_member_instant (writer, "current_as_of", migration->now_as_of);
  sy_json_member_int (writer, "both", (gint64) migration->n_both);
  sy_json_member_int (writer, "up", (gint64) migration->n_up);
  sy_json_member_int (writer, "down", (gint64) migration->n_down);
  sy_json_begin_member (writer, "bands", TRUE);
  for (gsize b = 0; b < migration->n_bands; b++)
    {
      const SyMigrationBand *band = &migration->bands[b];

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "name", band->name);
      sy_json_member_int (writer, "before", (gint64) band->before);
      sy_json_member_int (writer, "now", (gint64) band->now);
      sy_json_member_int (writer, "in", (gint64) band->in);
      sy_json_member_int (writer, "out", (gint64) band->out);
      sy_json_member_int (writer, "net", (gint64) band->in - (gint64) band->out);
      sy_json_member_int (writer, "entered", (gint64) band->entered);
      sy_json_member_int (writer, "left", (gint64) band->left);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_begin_member (writer, "cells", TRUE);
  for (gsize row = 0; row < migration->n_bands; row++)
    for (gsize column = 0; column < migration->n_bands; column++)
      write_cell (writer, migration, row, column);
  sy_json_writer_end_array (writer);
}

static char *
describe_reasons (const SyMigrationCell *cell)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < cell->n_reasons; i++)
    {
      char points[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (points, sizeof points, "%+.2f", cell->reasons[i].shift);
      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", cell->reasons[i].label, points);
    }
  return g_string_free (text, FALSE);
}

/* The moves and who stayed; empty cells are left out for people. */
static SyCliTable *
make_cells (const SyMigration *migration,
            gboolean is_csv)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "from", "from", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "to", "to", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "n", "n", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "of the row", "share", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "mean change", "change", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "mean points of", "reasons", SY_ALIGN_LEFT);
  for (gsize row = 0; row < migration->n_bands; row++)
    for (gsize column = 0; column < migration->n_bands; column++)
      {
        const SyMigrationCell *cell = sy_migration_get_cell (migration, row, column);
        g_autofree char *reasons = describe_reasons (cell);

        if (cell->n == 0 && !is_csv)
          continue;
        sy_cli_table_add_text (table, migration->bands[row].name);
        sy_cli_table_add_text (table, migration->bands[column].name);
        sy_cli_table_add_int (table, (gint64) cell->n);
        sy_cli_table_add_rate (table, cell->share, migration->bands[row].before);
        sy_cli_table_add_number (table, cell->change, 1);
        sy_cli_table_add_text (table, cell->n_reasons > 0 ? reasons : NULL);
      }
  return table;
}

static SyCliTable *
make_flows (const SyMigration *migration)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "band", "band", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "before", "before", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "in", "in", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "out", "out", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "net", "net", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "entered", "entered", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "left", "left", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "now", "now", SY_ALIGN_RIGHT);
  for (gsize b = 0; b < migration->n_bands; b++)
    {
      const SyMigrationBand *band = &migration->bands[b];

      sy_cli_table_add_text (table, band->name);
      sy_cli_table_add_int (table, (gint64) band->before);
      sy_cli_table_add_int (table, (gint64) band->in);
      sy_cli_table_add_int (table, (gint64) band->out);
      sy_cli_table_add_int (table, (gint64) band->in - (gint64) band->out);
      sy_cli_table_add_int (table, (gint64) band->entered);
      sy_cli_table_add_int (table, (gint64) band->left);
      sy_cli_table_add_int (table, (gint64) band->now);
    }
  return table;
}

static void
append_migration (SyCli *cli,
                  GString *out,
                  const SyCliRun *run,
                  const SyMigration *migration,
                  const char *entities)
{
  SyZone *zone = sy_project_get_zone (run->project);
  g_autoptr (SyCliTable) flows = make_flows (migration);
  g_autoptr (SyCliTable) cells = make_cells (migration, FALSE);
  g_autofree char *before = sy_cli_format_as_of (zone, migration->before_as_of);
  g_autofree char *now = sy_cli_format_as_of (zone, migration->now_as_of);
  g_autofree char *version = sy_cli_describe_version (run->chosen.version);

  g_string_append_printf (out,
                          "%s (%s) from %s to %s: %" G_GSIZE_FORMAT " %s in a higher band, "
                          "%" G_GSIZE_FORMAT " in a lower one, of %" G_GSIZE_FORMAT "\n\n",
                          run->chosen.name, version, before, now, migration->n_up, entities,
                          migration->n_down, migration->n_both);
  sy_cli_append_table (cli, out, flows);
  g_string_append_c (out, '\n');
  sy_cli_append_table (cli, out, cells);
}

/* The two dates: the end of the data and some time before, unless told. */
static gboolean
get_dates (const Options *options,
           SyCliRun *run,
           gint64 *out_before,
           gint64 *out_now,
           GError **error)
{
  *out_now = run->as_of;
  *out_before = sy_instant_shift (sy_project_get_zone (run->project), run->as_of, -DEFAULT_DAYS);
  if (options->reference != NULL && !sy_cli_parse_as_of (run, options->reference, out_before, error))
    return FALSE;
  if (*out_before < *out_now)
    return TRUE;
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
               "--reference: must be before the date of --current");
  return FALSE;
}

static SyExit
migrate (SyCli *cli,
         const char *path,
         const Options *options)
{
  g_auto (SyCliRun) run = { 0 };
  g_autoptr (SyScorer) scorer = NULL;
  g_autoptr (SyScores) before = NULL;
  g_autoptr (SyScores) now = NULL;
  g_autoptr (SyMigration) migration = NULL;
  g_autoptr (SyCliTable) csv = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gint64 reference;
  gint64 current;

  if (!sy_cli_run_open (cli, path, SY_PROJECT_READ_ONLY, options->model, options->version,
                        options->current, &run, &error) ||
      !get_dates (options, &run, &reference, &current, &error))
    return sy_cli_fail (cli, error);
  scorer = sy_scorer_new (run.log, reference);
  before = sy_scorer_score (scorer, run.chosen.model, cli->cancellable, &error);
  now = before == NULL ? NULL : sy_cli_run_score (cli, &run, &error);
  if (now == NULL)
    return sy_cli_fail (cli, error);
  migration = sy_migration_new (run.chosen.model, before, now);
  sy_cli_end_progress (cli);
  if (cli->format == SY_FORMAT_JSON)
    {
      g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

      write_migration (writer, &run.chosen, migration);
      sy_json_writer_end_object (writer);
      return sy_cli_print_json (cli, g_steal_pointer (&writer));
    }
  csv = make_cells (migration, TRUE);
  if (cli->format == SY_FORMAT_CSV)
    return sy_cli_print_table (cli, csv);
  append_migration (cli, out, &run, migration, "people");
  return sy_cli_print (cli, out->str);
}

/* Accounts at both dates. */
typedef struct
{
  const SyCliAccounts *accounts;
  SyCliAccountState before;
  SyCliAccountState now;
} Pair;

static void
clear_pair (Pair *pair)
{
  sy_cli_account_state_clear (&pair->before);
  sy_cli_account_state_clear (&pair->now);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pair, clear_pair)

static gboolean
has_score (const Pair *pair,
           gsize account)
{
  return pair->before.scores->n_scored[account] > 0 || pair->now.scores->n_scored[account] > 0;
}

static const char *
get_trend (const Pair *pair,
           gsize account)
{
  double before = sy_number_round12 (pair->before.scores->score[account]);
  double now = sy_number_round12 (pair->now.scores->score[account]);

  if (isnan (before) || isnan (now))
    return isnan (before) ? "new" : "gone";
  return now > before ? "up" : now < before ? "down"
                                            : "steady";
}

static void
write_account (SyJsonWriter *writer,
               const Pair *pair,
               guint32 account)
{
  const SyModel *model = pair->accounts->model;
  const SyAccountScores *before = pair->before.scores;
  const SyAccountScores *now = pair->now.scores;

  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  sy_json_member_text (writer, "account", sy_account_map_get_key (pair->accounts->map, account));
  sy_json_member_text (writer, "owner", pair->now.figures[account].owner);
  sy_json_member_text (writer, "band_before", sy_cli_get_account_band (model, before->bands[account]));
  sy_json_member_text (writer, "band", sy_cli_get_account_band (model, now->bands[account]));
  sy_json_member_number (writer, "score_before", before->score[account]);
  sy_json_member_number (writer, "score", now->score[account]);
  sy_json_member_number (writer, "change", now->score[account] - before->score[account]);
  sy_json_member_text (writer, "trend", get_trend (pair, account));
  sy_json_writer_end_object (writer);
}

static SyCliTable *
make_accounts (const Pair *pair)
{
  const SyModel *model = pair->accounts->model;
  const SyAccountScores *before = pair->before.scores;
  const SyAccountScores *now = pair->now.scores;
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "account", "account", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "owner", "owner", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "band then", "band_before", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "band", "band", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "score then", "score_before", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "score", "score", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "change", "change", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "trend", "trend", SY_ALIGN_LEFT);
  for (guint32 i = 0; i < now->n_accounts; i++)
    {
      if (!has_score (pair, i))
        continue;
      sy_cli_table_add_text (table, sy_account_map_get_key (pair->accounts->map, i));
      sy_cli_table_add_text (table, pair->now.figures[i].owner);
      sy_cli_table_add_text (table, sy_cli_get_account_band (model, before->bands[i]));
      sy_cli_table_add_text (table, sy_cli_get_account_band (model, now->bands[i]));
      sy_cli_table_add_number (table, before->score[i], 1);
      sy_cli_table_add_number (table, now->score[i], 1);
      sy_cli_table_add_number (table, now->score[i] - before->score[i], 1);
      sy_cli_table_add_text (table, get_trend (pair, i));
    }
  return table;
}

static SyExit
print_pair (SyCli *cli,
            const Pair *pair)
{
  const SyCliRun *run = &pair->accounts->run;
  g_autoptr (SyMigration) migration = sy_migration_new_for_accounts (
      pair->accounts->model, pair->before.scores, pair->now.scores);
  g_autoptr (SyCliTable) table = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  sy_cli_end_progress (cli);
  if (cli->format == SY_FORMAT_JSON)
    {
      g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

      write_migration (writer, &run->chosen, migration);
      sy_json_begin_member (writer, "accounts", TRUE);
      for (guint32 i = 0; i < pair->now.scores->n_accounts; i++)
        if (has_score (pair, i))
          write_account (writer, pair, i);
      sy_json_writer_end_array (writer);
      sy_json_writer_end_object (writer);
      return sy_cli_print_json (cli, g_steal_pointer (&writer));
    }
  table = make_accounts (pair);
  if (cli->format == SY_FORMAT_CSV)
    return sy_cli_print_table (cli, table);
  append_migration (cli, out, run, migration, "accounts");
  g_string_append_c (out, '\n');
  sy_cli_append_table (cli, out, table);
  return sy_cli_print (cli, out->str);
}

static SyExit
migrate_accounts (SyCli *cli,
                  const char *path,
                  const Options *options)
{
  g_auto (SyCliAccounts) accounts = { 0 };
  g_auto (Pair) pair = { &accounts, { 0 }, { 0 } };
  g_autoptr (GError) error = NULL;
  gint64 reference;
  gint64 current;

  if (!sy_cli_accounts_open (cli, path, options->model, options->version, options->current,
                             &options->roll_up, &accounts, &error) ||
      !get_dates (options, &accounts.run, &reference, &current, &error) ||
      !sy_cli_account_state_compute (cli, &accounts, reference, &pair.before, &error) ||
      !sy_cli_account_state_compute (cli, &accounts, current, &pair.now, &error))
    return sy_cli_fail (cli, error);
  return print_pair (cli, &pair);
}

#define DATE_ENTRIES                                           \
  { "reference", 0, 0, SY_OPTION_TEXT, &options.reference,     \
    "The earlier date (default: 90 days before)", "DATE" },    \
      { "current", 0, 0, SY_OPTION_TEXT, &options.current,     \
        "The later date (default: end of the data)", "DATE" }, \
      SY_CLI_MODEL_ENTRY (options.model),                      \
      SY_CLI_VERSION_ENTRY (options.version)

static SyExit
run_people (SyCli *cli,
            const SyCommand *command,
            GStrv *argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    DATE_ENTRIES,
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  return migrate (cli, (*argv)[0], &options);
}

static SyExit
run_accounts (SyCli *cli,
              const SyCommand *command,
              GStrv *argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    DATE_ENTRIES,
    SY_CLI_ROLL_UP_ENTRIES (options.roll_up),
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  return migrate_accounts (cli, (*argv)[0], &options);
}

const SyCommand sy_command_migration = {
  "migration",
  "PROJECT",
  "Show who moved between bands from one date to another",
  "For each band who came, went, entered and left, and for each pair of bands the share of the row\n"
  "and the rules whose points moved these people most, in the direction of the move.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli migration sample.steelyard --model Engagement --reference 2017-07-01 --current 2017-10-01\n",
  1,
  run_people,
};

const SyCommand sy_command_account_migration = {
  "account migration",
  "PROJECT",
  "Show which accounts moved between bands from one date to another",
  "As migration, of accounts; then each account with its owner, both bands and scores, and the trend.\n"
  "Members, seats and the like are those of each date; attributes are those of today.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli import sample.steelyard customers.csv --kind accounts --map person=customer_id,account=household_comp\n"
  "  steelyard-cli account migration sample.steelyard --model Engagement --reference 2017-07-01\n",
  1,
  run_accounts,
};
