/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli-account.h"

#include <math.h>

typedef struct
{
  SyCliRollUp roll_up;
  char *as_of;
  char *model;
  char *version;
  char **bands;
  char **where;
} Options;

static void
clear_options (Options *options)
{
  sy_cli_roll_up_clear (&options->roll_up);
  g_free (options->as_of);
  g_free (options->model);
  g_free (options->version);
  g_strfreev (options->bands);
  g_strfreev (options->where);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

/* What is printed: the accounts that were asked for. */
typedef struct
{
  const SyCliAccounts *accounts;
  const SyCliAccountState *state;
  GArray *chosen; /* guint32 */
} Answer;

static gboolean
is_wanted (const Options *options,
           const SyCliAccounts *accounts,
           const SyCliAccountState *state,
           const SyCondition *where,
           guint32 account)
{
  const char *band = sy_cli_get_account_band (accounts->model, state->scores->bands[account]);

  if (options->bands != NULL &&
      (band == NULL || !g_strv_contains ((const char *const *) options->bands, band)))
    return FALSE;
  return sy_account_condition_holds (where, accounts->run.log, state->members,
                                     &state->figures[account], account);
}

static gboolean
check_bands (const Options *options,
             const SyModel *model,
             GError **error)
{
  g_autoptr (SyModel) plain = sy_model_new_for_accounts (model);

  for (char **name = options->bands; name != NULL && *name != NULL; name++)
    {
      if (sy_model_find_band_named (plain, *name, NULL))
        continue;
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                   "--band: accounts have no band “%s” in the model “%s”", *name, model->name);
      return FALSE;
    }
  return TRUE;
}

/* A figure that accounts have, or an attribute of their own or of their people. */
static gboolean
check_where (const SyCondition *where,
             const SyEventLog *log,
             GError **error)
{
  g_auto (GStrv) figures = g_strsplit (SY_ACCOUNT_FIELDS, ", ", -1);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (gsize i = 0; figures[i] != NULL; i++)
    g_ptr_array_add (names, figures[i]);
  for (guint32 i = 0; i < sy_event_log_get_n_attributes (log); i++)
    g_ptr_array_add (names, (gpointer) sy_event_log_get_attribute (log, i)->name);
  g_ptr_array_add (names, NULL);
  for (gsize i = 0; i < where->n_children; i++)
    if (!g_strv_contains ((const char *const *) names->pdata, where->children[i]->field))
      return sy_cli_fail_attribute ("--where", where->children[i]->field,
                                    (const char *const *) names->pdata, error);
  return TRUE;
}

static SyExit
print_json (SyCli *cli,
            const Answer *answer)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();
  const SyCliAccounts *accounts = answer->accounts;
  const SyAccountScores *scores = answer->state->scores;
  g_autofree char *sha256 = sy_model_sha256 (accounts->run.chosen.model);
  g_autofree char *by = sy_roll_up_get_name (&accounts->spec);

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_text (writer, "model", accounts->run.chosen.name);
  sy_json_member_version (writer, accounts->run.chosen.version);
  sy_json_member_text (writer, "sha256", sha256);
  sy_json_member_instant (writer, "as_of", scores->as_of);
  sy_json_member_text (writer, "by", by);
  sy_json_member_int (writer, "n", (gint64) scores->n);
  sy_json_member_int (writer, "without_score", (gint64) (scores->n_accounts - scores->n));
  sy_json_begin_member (writer, "accounts", TRUE);
  for (guint i = 0; i < answer->chosen->len; i++)
    {
      guint32 account = g_array_index (answer->chosen, guint32, i);
      const SyAccountFigures *figures = &answer->state->figures[account];

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "account", sy_account_map_get_key (accounts->map, account));
      sy_json_member_number (writer, "raw", scores->raw[account]);
      sy_json_member_number (writer, "score", scores->score[account]);
      sy_json_member_text (writer, "band",
                           sy_cli_get_account_band (accounts->model, scores->bands[account]));
      sy_json_member_int (writer, "members", figures->n_members);
      sy_json_member_int (writer, "scored", scores->n_scored[account]);
      sy_json_member_int (writer, "active", figures->n_active);
      sy_json_member_number (writer, "seats", figures->seats);
      sy_json_member_number (writer, "seat_use", figures->seat_use);
      sy_json_member_number (writer, "adoption", figures->adoption);
      sy_json_member_number (writer, "renewal_days", figures->renewal_days);
      sy_json_member_text (writer, "billing", figures->billing);
      sy_json_member_text (writer, "owner", figures->owner);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  return sy_cli_print_json (cli, g_steal_pointer (&writer));
}

/* In a table for people, columns of figures the model does not ask for are left out. */
static SyCliTable *
make_table (const Answer *answer,
            gboolean is_csv)
{
  SyCliTable *table = sy_cli_table_new ();
  const SyCliAccounts *accounts = answer->accounts;
  const SyAccountScores *scores = answer->state->scores;
  const SyAccountInputs *inputs = &accounts->model->account.inputs;
  const struct
  {
    const char *title;
    const char *key;
    gboolean is_shown;
  } optional[] = {
    { "seats", "seats", is_csv || inputs->seats != NULL },
    { "seat use", "seat_use", is_csv || inputs->seats != NULL },
    { "adoption", "adoption", is_csv || inputs->features != NULL },
    { "days to renewal", "renewal_days", is_csv || inputs->renewal != NULL },
    { "billing", "billing", is_csv || inputs->billing != NULL },
    { "owner", "owner", is_csv || inputs->owner != NULL },
  };

  sy_cli_table_add_column (table, "account", "account", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "raw", "raw", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "score", "score", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "band", "band", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "members", "members", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "scored", "scored", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "active", "active", SY_ALIGN_RIGHT);
  for (gsize i = 0; i < G_N_ELEMENTS (optional); i++)
    if (optional[i].is_shown)
      sy_cli_table_add_column (table, optional[i].title, optional[i].key,
                               i < 4 ? SY_ALIGN_RIGHT : SY_ALIGN_LEFT);
  for (guint i = 0; i < answer->chosen->len; i++)
    {
      guint32 account = g_array_index (answer->chosen, guint32, i);
      const SyAccountFigures *figures = &answer->state->figures[account];

      sy_cli_table_add_text (table, sy_account_map_get_key (accounts->map, account));
      sy_cli_table_add_number (table, scores->raw[account], 3);
      sy_cli_table_add_number (table, scores->score[account], 1);
      sy_cli_table_add_text (table,
                             sy_cli_get_account_band (accounts->model, scores->bands[account]));
      sy_cli_table_add_int (table, figures->n_members);
      sy_cli_table_add_int (table, scores->n_scored[account]);
      sy_cli_table_add_int (table, figures->n_active);
      if (optional[0].is_shown)
        sy_cli_table_add_number (table, figures->seats, 0);
      if (optional[1].is_shown)
        sy_cli_table_add_share (table, figures->seat_use);
      if (optional[2].is_shown)
        sy_cli_table_add_share (table, figures->adoption);
      if (optional[3].is_shown)
        sy_cli_table_add_number (table, figures->renewal_days, 0);
      if (optional[4].is_shown)
        sy_cli_table_add_text (table, figures->billing);
      if (optional[5].is_shown)
        sy_cli_table_add_text (table, figures->owner);
    }
  return table;
}

static SyExit
print_table (SyCli *cli,
             const Answer *answer)
{
  const SyCliAccounts *accounts = answer->accounts;
  const SyAccountScores *scores = answer->state->scores;
  g_autoptr (SyCliTable) table = make_table (answer, cli->format == SY_FORMAT_CSV);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *by = sy_roll_up_get_name (&accounts->spec);
  g_autofree char *version = sy_cli_describe_version (accounts->run.chosen.version);
  g_autofree char *as_of = sy_cli_format_as_of (sy_project_get_zone (accounts->run.project),
                                                scores->as_of);

  sy_cli_end_progress (cli);
  if (cli->format == SY_FORMAT_CSV)
    return sy_cli_print_table (cli, table);
  g_string_append_printf (text,
                          "%s (%s) by %s as of %s: %" G_GSIZE_FORMAT " accounts with a score, "
                          "%" G_GSIZE_FORMAT " without\n\n",
                          accounts->run.chosen.name, version, by, as_of, scores->n,
                          scores->n_accounts - scores->n);
  sy_cli_append_table (cli, text, table);
  return sy_cli_print (cli, text->str);
}

static SyExit
list_scores (SyCli *cli,
             const char *path,
             const Options *options)
{
  g_auto (SyCliAccounts) accounts = { 0 };
  g_auto (SyCliAccountState) state = { 0 };
  g_autoptr (SyCondition) where = NULL;
  g_autoptr (GArray) chosen = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GError) error = NULL;
  Answer answer = { &accounts, &state, chosen };

  where = sy_cli_parse_conditions (options->where, &error);
  if (where == NULL ||
      !sy_cli_accounts_open (cli, path, options->model, options->version, options->as_of,
                             &options->roll_up, &accounts, &error) ||
      !check_bands (options, accounts.model, &error) ||
      !check_where (where, accounts.run.log, &error) ||
      !sy_cli_account_state_compute (cli, &accounts, accounts.run.as_of, &state, &error))
    return sy_cli_fail (cli, error);
  for (gsize i = 0; i < state.scores->n; i++)
    if (is_wanted (options, &accounts, &state, where, state.scores->accounts[i]))
      g_array_append_val (chosen, state.scores->accounts[i]);
  return cli->format == SY_FORMAT_JSON ? print_json (cli, &answer) : print_table (cli, &answer);
}

static SyExit
run (SyCli *cli,
     const SyCommand *command,
     GStrv *argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    SY_CLI_ROLL_UP_ENTRIES (options.roll_up),
    { "band", 0, 0, SY_OPTION_TEXTS, &options.bands, "Only accounts in this band; may be repeated",
      "NAME" },
    { "where", 0, 0, SY_OPTION_TEXTS, &options.where,
      "Only accounts with this figure or attribute, such as seat_use<0.5; all of several",
      "CONDITION" },
    SY_CLI_AS_OF_ENTRY (options.as_of),
    SY_CLI_MODEL_ENTRY (options.model),
    SY_CLI_VERSION_ENTRY (options.version),
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  return list_scores (cli, (*argv)[0], &options);
}

const SyCommand sy_command_account_score = {
  "account score",
  "PROJECT",
  "Score accounts from the scores of their people",
  "Rolls up the raw scores of those who belong to an account on that date, each once, then takes\n"
  "the model's scale and bands, or those it has for accounts. Figures of an account come from what\n"
  "the model names under “account”: seats, features, renewal, billing and owner; an attribute\n"
  "imported under the account's own key goes before those of its people.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli import sample.steelyard customers.csv --kind accounts --map person=customer_id,account=household_comp\n"
  "  steelyard-cli account score sample.steelyard --model Engagement --by top:3\n",
  1,
  run,
};
