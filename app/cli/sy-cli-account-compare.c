/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts against what happened next: one roll-up in full, or several side by side. */
#include "config.h"

#include "sy-cli-account.h"

#include <math.h>
#include <string.h>

#define MAX_ROLL_UPS 32

typedef struct
{
  SyCliOrigins origins;
  SyCliRollUp roll_up;
  char **ways; /* several --by */
  char *model;
  char *version;
} Options;

static void
clear_options (Options *options)
{
  sy_cli_origins_clear (&options->origins);
  sy_cli_roll_up_clear (&options->roll_up);
  g_strfreev (options->ways);
  g_free (options->model);
  g_free (options->version);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static void
write_roll_up (SyJsonWriter *writer,
               const SyRollUpResult *line)
{
  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_text (writer, "by", line->name);
  sy_json_member_auc (writer, "auc", &line->auc);
  sy_json_member_number (writer, "ks", line->ks);
  sy_json_member_number (writer, "top_decile_lift", line->top_decile_lift);
  sy_json_member_comparison (writer, "against_first", &line->against_first);
  sy_json_writer_end_object (writer);
}

static SyExit
print_json (SyCli *cli,
            const SyCliAccounts *accounts,
            const SyRollUpComparison *found)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();
  g_autofree char *sha256 = sy_model_sha256 (accounts->run.chosen.model);

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_text (writer, "model", accounts->run.chosen.name);
  sy_json_member_version (writer, accounts->run.chosen.version);
  sy_json_member_text (writer, "sha256", sha256);
  sy_json_member_text (writer, "outcome", found->outcome);
  sy_json_member_int (writer, "dates", (gint64) found->n_origins);
  sy_json_member_int (writer, "n", (gint64) found->n);
  sy_json_member_int (writer, "positives", (gint64) found->n_positive);
  sy_json_member_int (writer, "already", (gint64) found->n_already);
  sy_json_member_int (writer, "immature", (gint64) found->n_immature);
  sy_json_begin_member (writer, "roll_ups", TRUE);
  for (gsize i = 0; i < found->n_roll_ups; i++)
    write_roll_up (writer, &found->roll_ups[i]);
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  return sy_cli_print_json (cli, g_steal_pointer (&writer));
}

static SyCliTable *
make_table (const SyRollUpComparison *found)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "by", "by", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "AUC", "auc", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "from", "auc_low", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "to", "auc_high", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "KS", "ks", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "top tenth", "top_decile_lift", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "to the first", "difference", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "p", "p", SY_ALIGN_RIGHT);
  for (gsize i = 0; i < found->n_roll_ups; i++)
    {
      const SyRollUpResult *line = &found->roll_ups[i];

      sy_cli_table_add_text (table, line->name);
      sy_cli_table_add_number (table, line->auc.value, 4);
      sy_cli_table_add_number (table, line->auc.low, 4);
      sy_cli_table_add_number (table, line->auc.high, 4);
      sy_cli_table_add_number (table, line->ks, 4);
      sy_cli_table_add_number (table, line->top_decile_lift, 2);
      sy_cli_table_add_number (table, line->against_first.difference, 4);
      sy_cli_table_add_number (table, line->against_first.p, 4);
    }
  return table;
}

static SyExit
print_table (SyCli *cli,
             const SyCliAccounts *accounts,
             const SyRollUpComparison *found)
{
  g_autoptr (SyCliTable) table = make_table (found);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *version = sy_cli_describe_version (accounts->run.chosen.version);

  sy_cli_end_progress (cli);
  if (cli->format == SY_FORMAT_CSV)
    return sy_cli_print_table (cli, table);
  g_string_append_printf (text,
                          "%s (%s) against “%s” of accounts: %" G_GSIZE_FORMAT " %s, %" G_GSIZE_FORMAT
                          " accounts%s, %" G_GSIZE_FORMAT " with the outcome\n\n",
                          accounts->run.chosen.name, version,
                          found->outcome != NULL ? found->outcome : "the outcome",
                          found->n_origins, found->n_origins == 1 ? "date" : "dates", found->n,
                          found->n_origins == 1 ? "" : " (counted at each date)", found->n_positive);
  sy_cli_append_table (cli, text, table);
  return sy_cli_print (cli, text->str);
}

/* What was asked for; else all. */
static gboolean
collect_roll_ups (const Options *options,
                  const SyModel *model,
                  SyAccountSpec *out_specs,
                  gsize *out_n,
                  GError **error)
{
  *out_n = 0;
  for (char **by = options->ways; by != NULL && *by != NULL; by++)
    {
      if (*out_n == MAX_ROLL_UPS)
        {
          g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT, "--by: at most %d", MAX_ROLL_UPS);
          return FALSE;
        }
      if (!sy_cli_roll_up_parse (*by, model, &out_specs[(*out_n)++], error))
        return FALSE;
    }
  if (options->ways == NULL)
    *out_n = sy_roll_ups_list (model, out_specs);
  return TRUE;
}

static SyExit
compare (SyCli *cli,
         const char *path,
         const Options *options)
{
  g_auto (SyCliAccounts) accounts = { 0 };
  g_autoptr (GArray) origins = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (SyRollUpComparison) found = NULL;
  g_autoptr (GError) error = NULL;
  SyAccountSpec specs[MAX_ROLL_UPS];
  gsize n_specs;

  if (!sy_cli_accounts_open (cli, path, options->model, options->version, NULL, &options->roll_up,
                             &accounts, &error) ||
      !collect_roll_ups (options, accounts.model, specs, &n_specs, &error) ||
      !sy_cli_origins_collect (&options->origins, &accounts.run, origins, &error))
    return sy_cli_fail (cli, error);
  sy_cli_start (cli, "scoring dates");
  found = sy_roll_ups_compare (accounts.run.log, accounts.map, accounts.model, specs, n_specs,
                               (const gint64 *) (gpointer) origins->data, origins->len,
                               cli->cancellable, sy_cli_show_progress, cli, &error);
  if (found == NULL)
    return sy_cli_fail (cli, error);
  if (found->n_origins == 0)
    sy_cli_note (cli, "no date has a complete outcome window yet: there are no figures");
  return cli->format == SY_FORMAT_JSON ? print_json (cli, &accounts, found)
                                       : print_table (cli, &accounts, found);
}

static SyExit
run_compare (SyCli *cli,
             const SyCommand *command,
             GStrv *argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    SY_CLI_ORIGIN_ENTRIES (options.origins),
    { "by", 0, 0, SY_OPTION_TEXTS, &options.ways,
      "A way to roll up: sum, mean, max, top:K or role; may be repeated (default: all)", "HOW" },
    SY_CLI_ROLE_ENTRIES (options.roll_up),
    SY_CLI_MODEL_ENTRY (options.model),
    SY_CLI_VERSION_ENTRY (options.version),
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  return compare (cli, (*argv)[0], &options);
}

const SyCommand sy_command_account_compare = {
  "account compare",
  "PROJECT",
  "Judge the ways to roll people up to accounts",
  "Holds the raw score of accounts by each way against the outcome of accounts, on the same\n"
  "accounts: the outcome of any member in the window, or one imported under the account's key;\n"
  "counts and amounts are of all members together, an absence is one of all. The last columns\n"
  "compare each with the first, in pairs.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli import sample.steelyard customers.csv --kind accounts --map person=customer_id,account=household_comp\n"
  "  steelyard-cli account compare sample.steelyard --model Engagement --as-of 2017-07-01 --by mean --by max\n",
  1,
  run_compare,
};

static SyExit
backtest (SyCli *cli,
          const char *path,
          const Options *options)
{
  g_auto (SyCliAccounts) accounts = { 0 };
  g_autoptr (GArray) origins = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (SyBacktest) found = NULL;
  g_autoptr (GError) error = NULL;

  if (!sy_cli_accounts_open (cli, path, options->model, options->version, NULL, &options->roll_up,
                             &accounts, &error) ||
      !sy_cli_origins_collect (&options->origins, &accounts.run, origins, &error))
    return sy_cli_fail (cli, error);
  sy_cli_start (cli, "scoring dates");
  found = sy_account_backtest_run (accounts.run.log, accounts.map, accounts.model, &accounts.spec,
                                   (const gint64 *) (gpointer) origins->data, origins->len,
                                   cli->cancellable, sy_cli_show_progress, cli, &error);
  if (found == NULL)
    return sy_cli_fail (cli, error);
  return sy_cli_print_backtest (cli, &accounts.run, found, "accounts", NULL, NULL, NULL);
}

static SyExit
run_backtest (SyCli *cli,
              const SyCommand *command,
              GStrv *argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    SY_CLI_ORIGIN_ENTRIES (options.origins),
    SY_CLI_ROLL_UP_ENTRIES (options.roll_up),
    SY_CLI_MODEL_ENTRY (options.model),
    SY_CLI_VERSION_ENTRY (options.version),
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  return backtest (cli, (*argv)[0], &options);
}

const SyCommand sy_command_account_backtest = {
  "account backtest",
  "PROJECT",
  "Hold past scores of accounts against what happened next",
  "As backtest, of accounts: their scores and bands against the outcome of accounts, as in\n"
  "account compare. Exits with 1 when neighbouring bands are in the wrong order.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli import sample.steelyard customers.csv --kind accounts --map person=customer_id,account=household_comp\n"
  "  steelyard-cli account backtest sample.steelyard --model Engagement --as-of 2017-07-01 --by max\n",
  1,
  run_backtest,
};
