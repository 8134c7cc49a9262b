/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli-account.h"

#include <math.h>
#include <string.h>

#define DEFAULT_CODES 5

typedef struct
{
  char **p95;
  char **season;
  char **codes;
  gboolean accounts;
  gboolean remove;
  char *as_of;
  char *model;
} Options;

static void
clear_options (Options *options)
{
  g_strfreev (options->p95);
  g_strfreev (options->season);
  g_strfreev (options->codes);
  g_free (options->as_of);
  g_free (options->model);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

typedef enum
{
  KIND_P95,
  KIND_SEASON,
  KIND_CODES,
  KIND_ACCOUNTS,
} Kind;

static const char *const kind_names[] = { "p95", "season", "codes", "accounts" };

/* What is written into the draft, and what for. */
typedef struct
{
  SyCliRun *run;
  SyModel *model;
  gboolean remove;
  GString *text;
  SyJsonWriter *writer;
} Freeze;

static void
append_numbers (GString *out,
                const double *values,
                gsize n)
{
  char buffer[SY_NUMBER_BUFFER_SIZE];

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? ", " : "",
                            sy_number_format (sy_number_round12 (values[i]), buffer));
}

static void
append_season (GString *out,
               const double *season)
{
  char low_text[G_ASCII_DTOSTR_BUF_SIZE];
  char high_text[G_ASCII_DTOSTR_BUF_SIZE];
  gsize low = 0;
  gsize high = 0;

  for (gsize i = 1; i < SY_SEASON_WEEKS; i++)
    {
      low = season[i] < season[low] ? i : low;
      high = season[i] > season[high] ? i : high;
    }
  g_string_append_printf (out,
                          "a season, from %s of an average week in week %" G_GSIZE_FORMAT
                          " to %s in week %" G_GSIZE_FORMAT,
                          g_ascii_formatd (low_text, sizeof low_text, "%.2f", season[low]), low + 1,
                          g_ascii_formatd (high_text, sizeof high_text, "%.2f", season[high]),
                          high + 1);
}

static void
append_kind (Freeze *self,
             Kind kind,
             const char *name)
{
  if (kind == KIND_ACCOUNTS)
    g_string_append_printf (self->text, "accounts by %s: ", name);
  else
    g_string_append_printf (self->text, "%s “%s”: ", kind == KIND_P95 ? "group" : "rule", name);
}

static void
append_removed (Freeze *self,
                Kind kind)
{
  static const char *const names[] = { "95th percentile", "season", "codes", "reference" };

  g_string_append_printf (self->text, "no %s any more", names[kind]);
}

/* Tells what is frozen now; of a removal that nothing is. */
static void
tell (Freeze *self,
      Kind kind,
      const char *name,
      const double *values,
      gsize n)
{
  GString *text = self->text;

  append_kind (self, kind, name);
  if (self->remove)
    append_removed (self, kind);
  else if (kind == KIND_ACCOUNTS)
    g_string_append_printf (text, "a percentile among %" G_GSIZE_FORMAT " raw scores", n);
  else if (kind == KIND_SEASON)
    append_season (text, values);
  else
    {
      if (kind == KIND_P95)
        g_string_append (text, "divided by its 95th percentile, ");
      else
        g_string_append_printf (text, "codes 1 to %" G_GSIZE_FORMAT ", the next one from ", n + 1);
      append_numbers (text, values, n);
    }
  g_string_append_c (text, '\n');

  sy_json_writer_begin_object (self->writer, SY_JSON_INLINE);
  sy_json_member_text (self->writer, "kind", kind_names[kind]);
  sy_json_member_text (self->writer, "name", name);
  sy_json_begin_member (self->writer, "values", TRUE);
  for (gsize i = 0; !self->remove && i < n; i++)
    sy_json_writer_number (self->writer, values[i]);
  sy_json_writer_end_array (self->writer);
  sy_json_writer_end_object (self->writer);
}

static gboolean
freeze_p95 (SyCli *cli,
            Freeze *self,
            const char *name,
            GError **error)
{
  for (guint i = 0; i < self->model->groups->len; i++)
    {
      SyRuleGroup *group = sy_model_get_group (self->model, i);

      if (strcmp (group->name, name) != 0)
        continue;
      if (self->remove)
        group->p95 = (double) NAN;
      else if (!sy_freeze_p95 (self->model, name, self->run->log, self->run->as_of,
                               cli->cancellable, error))
        return FALSE;
      tell (self, KIND_P95, name, &group->p95, 1);
      return TRUE;
    }
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT, "there is no group “%s” in the model",
               name);
  return FALSE;
}

static SyRule *
find_rule (Freeze *self,
           const char *id,
           GError **error)
{
  SyRule *rule = sy_model_find_rule (self->model, id, NULL, NULL);

  if (rule == NULL)
    g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT, "there is no rule “%s” in the model",
                 id);
  return rule;
}

static gboolean
freeze_season (SyCli *cli,
               Freeze *self,
               const char *id,
               GError **error)
{
  SyRule *rule = find_rule (self, id, error);

  if (rule == NULL)
    return FALSE;
  if (self->remove)
    {
      g_clear_pointer (&rule->season, g_free);
      rule->n_season = 0;
    }
  else if (!sy_freeze_season (self->model, id, self->run->log, self->run->as_of, cli->cancellable,
                              error))
    return FALSE;
  tell (self, KIND_SEASON, id, rule->season, rule->n_season);
  return TRUE;
}

/* @text: "frequency=5", or "frequency" for five. */
static gboolean
freeze_codes (SyCli *cli,
              Freeze *self,
              const char *text,
              GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "=", 2);
  guint n_codes = DEFAULT_CODES;
  SyRule *rule = find_rule (self, parts[0] != NULL ? parts[0] : "", error);

  if (rule == NULL || (parts[1] != NULL && !sy_cli_parse_count ("--codes", parts[1], 2,
                                                                SY_FREEZE_MAX_CODES, &n_codes,
                                                                error)))
    return FALSE;
  if (self->remove)
    {
      g_clear_pointer (&rule->code_edges, g_free);
      rule->n_code_edges = 0;
    }
  else if (!sy_freeze_codes (self->model, rule->id, n_codes, self->run->log, self->run->as_of,
                             cli->cancellable, error))
    return FALSE;
  tell (self, KIND_CODES, rule->id, rule->code_edges, rule->n_code_edges);
  return TRUE;
}

/* What the percentile scale of accounts ranks among. */
static gboolean
freeze_accounts (SyCli *cli,
                 Freeze *self,
                 GError **error)
{
  SyScaleSpec *scale = &self->model->account.scale;
  g_autoptr (SyAccountMap) accounts = NULL;
  g_autofree char *by = NULL;
  SyAccountSpec spec;

  if (self->remove)
    {
      if (scale->kind != SY_SCALE_PERCENTILE)
        {
          g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                       "accounts have no percentile scale of their own in the model: there is nothing "
                       "to remove");
          return FALSE;
        }
      g_clear_pointer (&scale->reference, g_free);
      scale->n_reference = 0;
    }
  else
    {
      accounts = sy_account_map_load (self->run->project, self->run->log, error);
      if (accounts == NULL ||
          (scale->kind == SY_SCALE_PERCENTILE &&
           !sy_cli_check_accounts (sy_account_map_get_n_accounts (accounts), error)) ||
          !sy_freeze_accounts (self->model, accounts, self->run->log, self->run->as_of, cli->cancellable, error))
        return FALSE;
    }
  sy_roll_up_get_own (self->model, &spec);
  by = sy_roll_up_get_name (&spec);
  tell (self, KIND_ACCOUNTS, by, scale->reference, scale->n_reference);
  return TRUE;
}

/* Seasons first, as codes hang on them, and both before the points of a group; accounts have them
 * all. */
static gboolean
freeze_all (SyCli *cli,
            Freeze *self,
            const Options *options,
            GError **error)
{
  for (char **id = options->season; id != NULL && *id != NULL; id++)
    if (!freeze_season (cli, self, *id, error))
      return FALSE;
  for (char **text = options->codes; text != NULL && *text != NULL; text++)
    if (!freeze_codes (cli, self, *text, error))
      return FALSE;
  for (char **name = options->p95; name != NULL && *name != NULL; name++)
    if (!freeze_p95 (cli, self, *name, error))
      return FALSE;
  return !options->accounts || freeze_accounts (cli, self, error);
}

static gboolean
write_draft (SyCliRun *run,
             const SyModel *model,
             gboolean remove,
             GError **error)
{
  g_autofree char *json = sy_model_to_json (model);

  return sy_project_set_draft (run->project, run->chosen.id, json,
                               remove ? "Removed frozen numbers" : "Froze numbers", FALSE, error);
}

static SyExit
freeze (SyCli *cli,
        const char *path,
        const Options *options)
{
  g_auto (SyCliRun) run = { 0 };
  g_autoptr (SyModel) model = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *sha256 = NULL;
  Freeze self;

  if (!sy_cli_run_open (cli, path, SY_PROJECT_READ_WRITE, options->model, "draft", options->as_of,
                        &run, &error))
    return sy_cli_fail (cli, error);
  model = sy_model_copy (run.chosen.model);
  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_text (writer, "model", run.chosen.name);
  sy_json_member_version (writer, run.chosen.version);
  sy_json_member_instant (writer, "as_of", run.as_of);
  sy_json_begin_member (writer, "frozen", TRUE);
  self = (Freeze){ &run, model, options->remove, text, writer };
  sy_cli_start (cli, "measuring");
  if (!freeze_all (cli, &self, options, &error) ||
      !write_draft (&run, model, options->remove, &error))
    return sy_cli_fail (cli, error);
  sha256 = sy_model_sha256 (model);
  sy_json_writer_end_array (writer);
  sy_json_member_text (writer, "sha256", sha256);
  sy_json_writer_end_object (writer);
  if (cli->format == SY_FORMAT_JSON)
    return sy_cli_print_json (cli, g_steal_pointer (&writer));
  return sy_cli_print (cli, text->str);
}

static SyExit
run (SyCli *cli,
     const SyCommand *command,
     GStrv *argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "p95", 0, 0, SY_OPTION_TEXTS, &options.p95,
      "A group: divide its points by their 95th percentile; may be repeated", "GROUP" },
    { "season", 0, 0, SY_OPTION_TEXTS, &options.season,
      "A rule: divide what it measures by how busy its weeks were a year before; may be repeated",
      "RULE" },
    { "codes", 0, 0, SY_OPTION_TEXTS, &options.codes,
      "A rule: turn its value into a code 1 to N by quantiles (default 5); may be repeated",
      "RULE[=N]" },
    { "accounts", 0, 0, G_OPTION_ARG_NONE, &options.accounts,
      "The percentile scale of accounts: rank among the accounts of that date", NULL },
    { "remove", 0, 0, G_OPTION_ARG_NONE, &options.remove, "Take these out again", NULL },
    SY_CLI_AS_OF_ENTRY (options.as_of),
    SY_CLI_MODEL_ENTRY (options.model),
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  if (options.p95 == NULL && options.season == NULL && options.codes == NULL &&
      !options.accounts)
    return sy_cli_fail_missing (cli, "--p95, --season, --codes or --accounts (what to freeze)");
  return freeze (cli, (*argv)[0], &options);
}

const SyCommand sy_command_model_freeze = {
  "model freeze",
  "PROJECT",
  "Measure what a model keeps from the data",
  "Writes numbers into the draft that come from the data before the date and then stay: no score moves\n"
  "because other people changed. --p95 makes groups of points of another size alike; --season takes\n"
  "out the time of the year and needs a year of data; --codes gives people 1 to N in equal shares, such as\n"
  "the R, F and M of an RFM code. --accounts keeps what a percentile scale of accounts ranks among,\n"
  "which publishing freezes else. Run it again for newer numbers.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli model freeze sample.steelyard --model \"RFM value\" --as-of 2017-10-01 --codes recency=5 --codes frequency=5 --codes money=5\n"
  "  steelyard-cli model freeze sample.steelyard --model Engagement --as-of 2017-10-01 --p95 Commerce\n"
  "  steelyard-cli model freeze sample.steelyard --model Engagement --as-of 2017-12-31 --season shopping_days\n",
  1,
  run,
};
