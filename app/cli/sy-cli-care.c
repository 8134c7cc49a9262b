/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who looks after a model: model care. */
#include "config.h"

#include "sy-cli.h"

#include <math.h>
#include <string.h>

typedef struct
{
  char *owners[SY_N_OWNER_PARTS];
  char *review_days;
  char *recalibration_days;
  char *min_auc;
  char *min_lift;
  char *max_high;
  char *max_share;
  char *model;
} CareOptions;

static void
clear_care_options (CareOptions *options)
{
  for (int i = 0; i < SY_N_OWNER_PARTS; i++)
    g_free (options->owners[i]);
  g_free (options->review_days);
  g_free (options->recalibration_days);
  g_free (options->min_auc);
  g_free (options->min_lift);
  g_free (options->max_high);
  g_free (options->max_share);
  g_free (options->model);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CareOptions, clear_care_options)

/* "none" takes a value away. */
static gboolean
is_none (const char *text)
{
  return text != NULL && strcmp (text, "none") == 0;
}

static gboolean
apply_days (const char *option,
            const char *text,
            int *days,
            GError **error)
{
  guint count = (guint) *days;

  if (!is_none (text) &&
      !sy_cli_parse_count (option, text, 1, SY_CARE_MAX_DAYS, &count, error))
    return FALSE;
  *days = is_none (text) ? 0 : (int) count;
  return TRUE;
}

static gboolean
apply_limit (const char *option,
             const char *text,
             double *limit,
             GError **error)
{
  if (!is_none (text))
    return sy_cli_parse_number (option, text, limit, error);
  *limit = (double) NAN;
  return TRUE;
}

/* "60 %" and "0.6" are the same share; no share is over 1. */
static gboolean
apply_share (const char *option,
             const char *text,
             double *share,
             GError **error)
{
  if (!is_none (text))
    return sy_cli_parse_share (option, text, share, error);
  *share = 1;
  return TRUE;
}

static gboolean
apply_care (const CareOptions *options,
            SyModelCare *care,
            GError **error)
{
  for (int i = 0; i < SY_N_OWNER_PARTS; i++)
    if (options->owners[i] != NULL)
      {
        g_free (care->owners[i]);
        care->owners[i] = is_none (options->owners[i]) || sy_text_is_blank (options->owners[i])
                              ? NULL
                              : g_strdup (options->owners[i]);
      }
  return apply_days ("--review-days", options->review_days, &care->review_days, error) &&
         apply_days ("--recalibration-days", options->recalibration_days,
                     &care->recalibration_days, error) &&
         apply_limit ("--min-auc", options->min_auc, &care->min_auc, error) &&
         apply_limit ("--min-lift", options->min_lift, &care->min_lift, error) &&
         apply_share ("--max-high", options->max_high, &care->max_high, error) &&
         apply_share ("--max-share", options->max_share, &care->max_share, error);
}

static void
member_days (SyJsonWriter *writer,
             const char *key,
             int days)
{
  if (days > 0)
    sy_json_member_int (writer, key, days);
  else
    sy_json_member_text (writer, key, NULL);
}

static char *
describe_days (int days)
{
  return days > 0 ? g_strdup_printf ("every %d days", days) : g_strdup ("never");
}

static char *
describe_limit (double limit)
{
  char number[SY_NUMBER_BUFFER_SIZE];

  return isnan (limit) ? g_strdup ("none") : g_strdup (sy_number_format (limit, number));
}

static char *
describe_share (double share)
{
  char number[SY_NUMBER_BUFFER_SIZE];

  return share < 1 ? g_strdup_printf ("%s %%", sy_number_format (sy_number_round12 (100 * share), number))
                   : g_strdup ("none");
}

static void
add_fact (SyCliTable *table,
          const char *what,
          const char *value)
{
  sy_cli_table_add_text (table, what);
  sy_cli_table_add_text (table, value);
}

static SyCliTable *
build_care (const SyModelCare *care)
{
  SyCliTable *table = sy_cli_table_new ();
  g_autofree char *review = describe_days (care->review_days);
  g_autofree char *recalibration = describe_days (care->recalibration_days);
  g_autofree char *auc = describe_limit (care->min_auc);
  g_autofree char *lift = describe_limit (care->min_lift);
  g_autofree char *high = describe_share (care->max_high);
  g_autofree char *share = describe_share (care->max_share);

  sy_cli_table_add_column (table, "what", "what", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "who or how much", "value", SY_ALIGN_LEFT);
  for (int i = 0; i < SY_N_OWNER_PARTS; i++)
    {
      g_autofree char *what = g_strconcat (sy_owner_part_get_name ((SyOwnerPart) i), " owner",
                                           NULL);

      add_fact (table, what, care->owners[i] != NULL ? care->owners[i] : "nobody");
    }
  add_fact (table, "review", review);
  add_fact (table, "recalibration", recalibration);
  add_fact (table, "lowest AUC", auc);
  add_fact (table, "lowest lift", lift);
  add_fact (table, "highest band at most", high);
  add_fact (table, "other bands at most", share);
  return table;
}

static SyExit
print_care (SyCli *cli,
            const char *name,
            const SyModelCare *care)
{
  g_autoptr (SyCliTable) table = NULL;

  if (cli->format == SY_FORMAT_JSON)
    {
      g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "model", name);
      sy_json_begin_member (writer, "owners", FALSE);
      for (int i = 0; i < SY_N_OWNER_PARTS; i++)
        sy_json_member_text (writer, sy_owner_part_get_name ((SyOwnerPart) i), care->owners[i]);
      sy_json_writer_end_object (writer);
      member_days (writer, "review_days", care->review_days);
      member_days (writer, "recalibration_days", care->recalibration_days);
      sy_json_member_number (writer, "min_auc", care->min_auc);
      sy_json_member_number (writer, "min_lift", care->min_lift);
      sy_json_member_number (writer, "max_high", care->max_high);
      sy_json_member_number (writer, "max_share", care->max_share);
      sy_json_writer_end_object (writer);
      return sy_cli_print_json (cli, g_steal_pointer (&writer));
    }
  table = build_care (care);
  return sy_cli_print_table (cli, table);
}

/* A project is opened for writing only when something is set. */
static SyExit
care_for (SyCli *cli,
          const char *path,
          const CareOptions *options)
{
  gboolean is_change = options->review_days != NULL || options->recalibration_days != NULL ||
                       options->min_auc != NULL || options->min_lift != NULL ||
                       options->max_high != NULL || options->max_share != NULL;
  g_autoptr (SyModelCare) care = NULL;
  g_autoptr (SyProject) project = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  gint64 id;

  for (int i = 0; i < SY_N_OWNER_PARTS; i++)
    is_change |= options->owners[i] != NULL;
  project = sy_cli_open (cli, path, is_change ? SY_PROJECT_READ_WRITE : SY_PROJECT_READ_ONLY,
                         &error);
  id = project != NULL ? sy_cli_choose_model (project, options->model, &name, &error) : 0;
  care = id != 0 ? sy_project_get_care (project, id, &error) : NULL;
  if (care == NULL || !apply_care (options, care, &error) ||
      (is_change && !sy_project_set_care (project, id, care, &error)))
    return sy_cli_fail (cli, error);
  return print_care (cli, name, care);
}

static SyExit
run_care (SyCli *cli,
          const SyCommand *command,
          GStrv *argv)
{
  g_auto (CareOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "taxonomy", 0, 0, SY_OPTION_TEXT, &options.owners[SY_OWNER_TAXONOMY],
      "Who answers for what events are called and mean; none for nobody", "NAME" },
    { "logic", 0, 0, SY_OPTION_TEXT, &options.owners[SY_OWNER_LOGIC],
      "Who answers for rules, weights and bands", "NAME" },
    { "data", 0, 0, SY_OPTION_TEXT, &options.owners[SY_OWNER_DATA],
      "Who answers for the events being there, whole and in time", "NAME" },
    { "activation", 0, 0, SY_OPTION_TEXT, &options.owners[SY_OWNER_ACTIVATION],
      "Who answers for what is done with bands and segments", "NAME" },
    { "compliance", 0, 0, SY_OPTION_TEXT, &options.owners[SY_OWNER_COMPLIANCE],
      "Who answers for consent, retention and fair use", "NAME" },
    { "review-days", 0, 0, SY_OPTION_TEXT, &options.review_days,
      "A review is due so many days after the last; none for never", "DAYS" },
    { "recalibration-days", 0, 0, SY_OPTION_TEXT, &options.recalibration_days,
      "The same of a recalibration (91 in a new model)", "DAYS" },
    { "min-auc", 0, 0, SY_OPTION_TEXT, &options.min_auc,
      "backtest and drift raise an alarm below this AUC; none for no limit", "AUC" },
    { "min-lift", 0, 0, SY_OPTION_TEXT, &options.min_lift,
      "The same of the lift of the best 10 %", "LIFT" },
    { "max-high", 0, 0, SY_OPTION_TEXT, &options.max_high,
      "score and backtest say that everyone is high above this share of people in the highest band, such as 60% (default 50%); none for no limit",
      "SHARE" },
    { "max-share", 0, 0, SY_OPTION_TEXT, &options.max_share,
      "The same of each other band, which is then too full (default 80%)", "SHARE" },
    SY_CLI_MODEL_ENTRY (options.model),
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  return care_for (cli, (*argv)[0], &options);
}

const SyCommand sy_command_model_care = {
  "model care",
  "PROJECT",
  "Say who looks after a model, how often, and what is too little",
  "Without options it tells. They belong to the model, not to a version: a new owner changes no score.\n"
  "The specification of the model names them.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli model care sample.steelyard --model Engagement --logic Ana --activation \"CRM team\" --review-days 91 --min-auc 0.6\n"
  "  steelyard-cli model care sample.steelyard --model Engagement --max-high 60% --max-share 90%\n"
  "  steelyard-cli model care sample.steelyard --model Engagement\n",
  1,
  run_care,
};
