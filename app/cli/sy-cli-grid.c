/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli.h"

#include <math.h>
#include <string.h>

typedef struct
{
  char *rows;
  char *columns;
  char *as_of;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->rows);
  g_free (options->columns);
  g_free (options->as_of);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

/* The model of the columns is the run's: its outcome counts. */
static SyGrid *
make_grid (SyCli *cli,
           SyCliRun *run,
           const SyCliModel *rows,
           GError **error)
{
  g_autoptr (SyScorer) scorer = sy_scorer_new (run->log, run->as_of);
  g_autoptr (SyScores) first = sy_scorer_score (scorer, rows->model, cli->cancellable, error);
  g_autoptr (SyScores) second = NULL;

  if (first == NULL)
    return NULL;
  second = sy_scorer_score (scorer, run->chosen.model, cli->cancellable, error);
  if (second == NULL)
    return NULL;
  return sy_grid_new (run->log, rows->model, first, run->chosen.model, second, cli->cancellable,
                      error);
}

static void
write_cell (SyJsonWriter *writer,
            const SyGrid *grid,
            gsize row,
            gsize column,
            const char *entities)
{
  const SyGridCell *cell = sy_grid_get_cell (grid, row, column);
  g_autofree char *name = sy_grid_dup_cell_name (row, column);

  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  sy_json_member_text (writer, "cell", name);
  sy_json_member_text (writer, "row", grid->row_names[row]);
  sy_json_member_text (writer, "column", grid->column_names[column]);
  sy_json_member_int (writer, entities, (gint64) cell->n);
  sy_json_member_int (writer, "n", (gint64) cell->n_labelled);
  sy_json_member_int (writer, "positives", (gint64) cell->positives);
  sy_json_member_range (writer, "rate", cell->rate, cell->low, cell->high);
  sy_json_member_number (writer, "lift", cell->lift);
  sy_json_writer_end_object (writer);
}

static void
write_model (SyJsonWriter *writer,
             const char *key,
             const SyCliModel *model)
{
  g_autofree char *sha256 = sy_model_sha256 (model->model);

  sy_json_writer_key (writer, key);
  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  sy_json_member_text (writer, "model", model->name);
  sy_json_member_version (writer, model->version);
  sy_json_member_text (writer, "sha256", sha256);
  sy_json_writer_end_object (writer);
}

static SyExit
print_json (SyCli *cli,
            const SyCliRun *run,
            const SyCliModel *rows,
            const SyGrid *grid,
            const char *entities)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  write_model (writer, "rows", rows);
  write_model (writer, "columns", &run->chosen);
  sy_json_member_instant (writer, "as_of", run->as_of);
  sy_json_member_text (writer, "outcome", run->chosen.model->outcome.name);
  sy_json_member_boolean (writer, "mature", grid->is_mature);
  sy_json_member_int (writer, entities, (gint64) grid->all.n);
  sy_json_member_int (writer, "only_rows", (gint64) grid->n_only_first);
  sy_json_member_int (writer, "only_columns", (gint64) grid->n_only_second);
  sy_json_member_number (writer, "base_rate", grid->all.rate);
  sy_json_begin_member (writer, "cells", TRUE);
  for (gsize row = 0; row < grid->n_rows; row++)
    for (gsize column = 0; column < grid->n_columns; column++)
      write_cell (writer, grid, row, column, entities);
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  return sy_cli_print_json (cli, g_steal_pointer (&writer));
}

/* As the model shows its bands; those of accounts have only their names. */
static char *
format_band (const SyModel *model,
             guint band,
             const char *name)
{
  if (band < model->bands->len && strcmp (sy_model_get_band (model, band)->name, name) == 0)
    return sy_model_format_band (model, band);
  return g_strdup (name);
}

static SyCliTable *
make_table (const SyGrid *grid,
            const SyModel *rows,
            const SyModel *columns,
            const char *entities)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "cell", "cell", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "rows", "row", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "columns", "column", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, entities, entities, SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "known", "n", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "with outcome", "positives", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "rate", "rate", SY_ALIGN_RIGHT);
  sy_cli_table_add_range_columns (table);
  sy_cli_table_add_column (table, "lift", "lift", SY_ALIGN_RIGHT);
  for (gsize row = 0; row < grid->n_rows; row++)
    for (gsize column = 0; column < grid->n_columns; column++)
      {
        const SyGridCell *cell = sy_grid_get_cell (grid, row, column);
        g_autofree char *name = sy_grid_dup_cell_name (row, column);
        guint row_band = (guint) (grid->n_rows - 1 - row);
        guint column_band = (guint) (grid->n_columns - 1 - column);
        g_autofree char *row_name = format_band (rows, row_band, grid->row_names[row]);
        g_autofree char *column_name = format_band (columns, column_band, grid->column_names[column]);

        sy_cli_table_add_text (table, name);
        sy_cli_table_add_text (table, row_name);
        sy_cli_table_add_text (table, column_name);
        sy_cli_table_add_int (table, (gint64) cell->n);
        sy_cli_table_add_int (table, (gint64) cell->n_labelled);
        sy_cli_table_add_int (table, (gint64) cell->positives);
        sy_cli_table_add_rate_range (table, cell->rate, cell->low, cell->high, cell->n_labelled);
        sy_cli_table_add_number (table, cell->lift, 2);
      }
  return table;
}

static SyExit
print_table (SyCli *cli,
             const SyCliRun *run,
             const SyCliModel *rows,
             const SyGrid *grid,
             const char *entities)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (SyCliTable) table = make_table (grid, rows->model, run->chosen.model, entities);
  g_autofree char *as_of = sy_cli_format_as_of (sy_project_get_zone (run->project), run->as_of);
  const SyOutcomeSpec *outcome = &run->chosen.model->outcome;
  g_autofree char *name = sy_cli_quote_outcome (outcome);

  sy_cli_end_progress (cli);
  if (cli->format == SY_FORMAT_CSV)
    return sy_cli_print_table (cli, table);
  g_string_append_printf (text,
                          "%s (rows, A the highest band) by %s (columns, 1 the highest) as of %s: "
                          "%" G_GSIZE_FORMAT " %s\n",
                          rows->name, run->chosen.name, as_of, grid->all.n, entities);
  if (outcome->kind == SY_OUTCOME_NONE)
    g_string_append_printf (text, "%s has no outcome: no rates\n", run->chosen.name);
  else if (!grid->is_mature)
    g_string_append_printf (text,
                            "The outcome%s is not known yet for that date: choose one at least "
                            "%g days before the end of the data for rates\n",
                            name, outcome->horizon_days + outcome->gap_days);
  else if (grid->all.n_labelled > 0)
    g_string_append_printf (text, "Outcome%s: %.1f %% of %" G_GSIZE_FORMAT " %s\n",
                            name, 100 * grid->all.rate, grid->all.n_labelled, entities);
  if (grid->n_only_first + grid->n_only_second > 0)
    g_string_append_printf (text,
                            "In no cell: %" G_GSIZE_FORMAT " %s only the first scores, "
                            "%" G_GSIZE_FORMAT " only the second\n",
                            grid->n_only_first, entities, grid->n_only_second);
  g_string_append_c (text, '\n');
  sy_cli_append_table (cli, text, table);
  return sy_cli_print (cli, text->str);
}

SyExit
sy_cli_print_grid (SyCli *cli,
                   const SyCliRun *run,
                   const SyCliModel *rows,
                   const SyGrid *grid,
                   const char *entities)
{
  return cli->format == SY_FORMAT_JSON ? print_json (cli, run, rows, grid, entities)
                                       : print_table (cli, run, rows, grid, entities);
}

static SyExit
run (SyCli *cli,
     const SyCommand *command,
     GStrv *argv)
{
  g_auto (Options) options = { 0 };
  g_auto (SyCliRun) run = { 0 };
  g_auto (SyCliModel) rows = { 0 };
  g_autoptr (SyGrid) grid = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "rows", 0, 0, SY_OPTION_TEXT, &options.rows, "The model whose bands are the rows: fit, value",
      "NAME" },
    { "columns", 0, 0, SY_OPTION_TEXT, &options.columns,
      "The model whose bands are the columns, and whose outcome counts: behaviour, health", "NAME" },
    SY_CLI_AS_OF_ENTRY (options.as_of),
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  if (options.rows == NULL || options.columns == NULL)
    return sy_cli_fail_missing (cli, options.rows == NULL ? "--rows" : "--columns");
  if (!sy_cli_run_open (cli, (*argv)[0], SY_PROJECT_READ_ONLY, options.columns, NULL, options.as_of,
                        &run, &error) ||
      !sy_cli_load_model (run.project, options.rows, NULL, &rows, &error))
    return sy_cli_fail (cli, error);
  grid = make_grid (cli, &run, &rows, &error);
  if (grid == NULL)
    return sy_cli_fail (cli, error);
  return sy_cli_print_grid (cli, &run, &rows, grid, "people");
}

const SyCommand sy_command_grid = {
  "grid",
  "PROJECT",
  "Cross the bands of two models",
  "Counts the people of each pair of bands, A1 the best of both, and how many of them had the outcome\n"
  "of the second model. Of each model the newest version counts, or the draft when there is none.\n"
  "Who had a one-time outcome before is in a cell, but not among those whose outcome is known, n: these\n"
  "are the ones that the rates count.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli grid sample.steelyard --rows \"RFM value\" --columns Engagement --as-of 2017-10-01\n",
  1,
  run,
};
