/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli-account.h"

typedef struct
{
  SyCliRollUp roll_up;
  char *rows;
  char *columns;
  char *as_of;
} Options;

static void
clear_options (Options *options)
{
  sy_cli_roll_up_clear (&options->roll_up);
  g_free (options->rows);
  g_free (options->columns);
  g_free (options->as_of);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

/* Accounts by another model than that of @accounts. */
static gboolean
score_rows (SyCli *cli,
            const SyCliAccounts *accounts,
            const Options *options,
            const SyCliModel *rows,
            SyCliAccountState *out_state,
            GError **error)
{
  SyCliAccounts other = *accounts;
  g_autoptr (SyModel) model = sy_cli_roll_up_apply_roles (&options->roll_up, rows->model, error);

  other.model = model;
  if (model == NULL || !sy_cli_roll_up_parse (options->roll_up.by, model, &other.spec, error))
    return FALSE;
  sy_cli_roll_up_note (cli, rows->model, &other.spec);
  return sy_cli_account_state_compute (cli, &other, accounts->run.as_of, out_state, error);
}

static SyExit
print_grid (SyCli *cli,
            const char *path,
            const Options *options)
{
  g_auto (SyCliAccounts) accounts = { 0 };
  g_auto (SyCliModel) rows = { 0 };
  g_auto (SyCliAccountState) first = { 0 };
  g_auto (SyCliAccountState) second = { 0 };
  g_autoptr (SyGrid) grid = NULL;
  g_autoptr (GError) error = NULL;

  if (!sy_cli_accounts_open (cli, path, options->columns, NULL, options->as_of, &options->roll_up,
                             &accounts, &error) ||
      !sy_cli_load_model (accounts.run.project, options->rows, NULL, &rows, &error) ||
      !score_rows (cli, &accounts, options, &rows, &first, &error) ||
      !sy_cli_account_state_compute (cli, &accounts, accounts.run.as_of, &second, &error))
    return sy_cli_fail (cli, error);
  grid = sy_grid_new_for_accounts (accounts.run.log, second.members, rows.model, first.scores,
                                   accounts.model, second.scores, cli->cancellable, &error);
  if (grid == NULL)
    return sy_cli_fail (cli, error);
  return sy_cli_print_grid (cli, &accounts.run, &rows, grid, "accounts");
}

static SyExit
run (SyCli *cli,
     const SyCommand *command,
     GStrv *argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "rows", 0, 0, SY_OPTION_TEXT, &options.rows, "The model whose bands are the rows: value",
      "NAME" },
    { "columns", 0, 0, SY_OPTION_TEXT, &options.columns,
      "The model whose bands are the columns, and whose outcome counts: health", "NAME" },
    SY_CLI_ROLL_UP_ENTRIES (options.roll_up),
    SY_CLI_AS_OF_ENTRY (options.as_of),
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  if (options.rows == NULL || options.columns == NULL)
    return sy_cli_fail_missing (cli, options.rows == NULL ? "--rows" : "--columns");
  return print_grid (cli, (*argv)[0], &options);
}

const SyCommand sy_command_account_grid = {
  "account grid",
  "PROJECT",
  "Cross the bands of accounts by two models",
  "As grid, of accounts: how many are in each pair of bands, such as value by health, and how many\n"
  "of them had the outcome of the second model. Each model rolls up in its own way, or both in that\n"
  "of --by.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli import sample.steelyard customers.csv --kind accounts --map person=customer_id,account=household_comp\n"
  "  steelyard-cli account grid sample.steelyard --rows \"RFM value\" --columns Engagement --as-of 2017-10-01\n",
  1,
  run,
};
