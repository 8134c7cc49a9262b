/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli-suggest.h"

#include <string.h>

typedef struct
{
  SyCliOrigins origins;
  char *level;
  char *model;
  char **accept;
  gboolean accept_all;
} Options;

static void
clear_options (Options *options)
{
  sy_cli_origins_clear (&options->origins);
  g_free (options->level);
  g_free (options->model);
  g_strfreev (options->accept);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static gboolean
parse_level (const char *text,
             double *out_level,
             GError **error)
{
  if (text == NULL)
    return TRUE;
  if (sy_number_parse (text, strlen (text), out_level) && *out_level > 0 && *out_level < 1)
    return TRUE;
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
               "--level: “%s” is not a share between 0 and 1, such as 0.1", text);
  return FALSE;
}

/* What the dictionary says of the types of the log. */
static GPtrArray *
load_dictionary (const SyCliRun *run,
                 GError **error)
{
  g_autoptr (GPtrArray)
      types = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_type_entry_free);

  for (gsize i = 0; i < sy_event_log_get_n_types (run->log); i++)
    {
      SyTypeEntry *entry = sy_project_get_type (
          run->project, sy_event_log_get_type_name (run->log, (guint32) i), error);

      if (entry == NULL)
        return NULL;
      g_ptr_array_add (types, entry);
    }
  return g_steal_pointer (&types);
}

/* Writes the accepted weights as an edit of the draft; returns what changed. */
static char **
accept_weights (SyCliRun *run,
                const SySuggestion *suggestion,
                const Options *options,
                GError **error)
{
  const char *const *ids = options->accept_all ? NULL : (const char *const *) options->accept;
  g_autoptr (SyModel)
      edited = sy_weights_apply (suggestion->weights, run->chosen.model, ids, error);
  g_autofree char *json = NULL;

  if (edited == NULL)
    return NULL;
  json = sy_model_to_json (edited);
  if (!sy_project_set_draft (run->project, run->chosen.id, json, "Suggested weights", FALSE, error))
    return NULL;
  return sy_model_diff (run->chosen.model, edited);
}

static SyExit
suggest (SyCli *cli,
         const char *path,
         const Options *options)
{
  gboolean accepts = options->accept != NULL || options->accept_all;
  g_auto (SyCliRun) run = { 0 };
  g_autoptr (GArray) origins = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) types = NULL;
  g_autoptr (SySuggestion) suggestion = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) accepted = NULL;
  SySuggestionOptions suggestion_options = SY_SUGGESTION_OPTIONS_INIT;

  if (!parse_level (options->level, &suggestion_options.level, &error) ||
      !sy_cli_run_open (cli, path, accepts ? SY_PROJECT_READ_WRITE : SY_PROJECT_READ_ONLY,
                        options->model, "draft", NULL, &run, &error) ||
      !sy_cli_origins_collect (&options->origins, &run, origins, &error))
    return sy_cli_fail (cli, error);
  types = load_dictionary (&run, &error);
  if (types == NULL)
    return sy_cli_fail (cli, error);
  suggestion_options.origins = (const gint64 *) (gpointer) origins->data;
  suggestion_options.n_origins = origins->len;
  suggestion_options.types = types;
  sy_cli_start (cli, "weighing evidence");
  suggestion = sy_suggestion_run (run.log, run.chosen.model, &suggestion_options, cli->cancellable,
                                  sy_cli_show_progress, cli, &error);
  if (suggestion == NULL)
    return sy_cli_fail (cli, error);
  if (accepts)
    {
      accepted = accept_weights (&run, suggestion, options, &error);
      if (accepted == NULL)
        return sy_cli_fail (cli, error);
    }
  return sy_cli_suggest_print (cli, &run, suggestion, accepted);
}

static SyExit
run (SyCli *cli,
     const SyCommand *command,
     GStrv *argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    SY_CLI_ORIGIN_ENTRIES (options.origins),
    SY_CLI_MODEL_ENTRY (options.model),
    { "level", 0, 0, SY_OPTION_TEXT, &options.level,
      "Share of false discoveries among what is not rejected (default 0.1)", "Q" },
    { "accept", 0, 0, SY_OPTION_TEXTS, &options.accept,
      "Put the suggested weight of this rule in the draft; may be repeated", "RULE" },
    { "accept-all", 0, 0, G_OPTION_ARG_NONE, &options.accept_all,
      "Put all suggested weights in the draft", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  return suggest (cli, (*argv)[0], &options);
}

const SyCommand sy_command_model_suggest = {
  "model suggest",
  "PROJECT",
  "Tell what the data would change in the draft",
  "Holds each event type and rule against the outcome, fits whole-number weights, and names what\n"
  "may know the outcome beforehand, what is said twice and what caps cut off. Weights keep the\n"
  "sign that the event dictionary gives, else the one they have. Nothing is changed unless you\n"
  "accept it; the window can undo it.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli model suggest sample.steelyard --model Engagement --as-of 2017-10-01\n"
  "  steelyard-cli model suggest sample.steelyard --model Engagement --accept coupon\n",
  1,
  run,
};
