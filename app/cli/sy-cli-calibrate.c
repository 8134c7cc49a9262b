/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli.h"

#include <math.h>

typedef struct
{
  SyCliOrigins origins;
  gboolean isotonic;
  gboolean rules;
  gboolean as_scale;
  gboolean remove;
  char *blend;
  char *model;
} Options;

static void
clear_options (Options *options)
{
  sy_cli_origins_clear (&options->origins);
  g_free (options->blend);
  g_free (options->model);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

/* --- what was fitted --- */

static void
append_number (GString *out,
               const char *before,
               double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, before);
  g_string_append (out, g_ascii_formatd (buffer, sizeof buffer, "%.6g", value));
}

static void
append_layer (GString *out,
              const SyLayerSpec *layer)
{
  switch (layer->kind)
    {
    case SY_LAYER_LOGISTIC:
      append_number (out, "Probability 1 / (1 + exp (-(b0 + b1 points))): b0 ", layer->b0);
      append_number (out, ", b1 ", layer->b1);
      break;
    case SY_LAYER_ISOTONIC:
      g_string_append_printf (out, "Probability by a table of %" G_GSIZE_FORMAT " raw scores",
                              layer->n_raw);
      append_number (out, ": ", layer->p[0]);
      append_number (out, " up to ", layer->raw[0]);
      append_number (out, " points, ", layer->p[layer->n_p - 1]);
      append_number (out, " from ", layer->raw[layer->n_raw - 1]);
      break;
    case SY_LAYER_RULES:
      append_number (out, "Probability by the values of rules: log odds ", layer->b0);
      for (gsize i = 0; i < layer->n_rules; i++)
        {
          append_number (out, layer->rules[i].b < 0 ? " - " : " + ", fabs (layer->rules[i].b));
          g_string_append_printf (out, " %s", layer->rules[i].rule);
        }
      break;
    case SY_LAYER_NONE:
    default:
      break;
    }
  g_string_append_c (out, '\n');
}

static SyCliTable *
build_bins (const SyReliability *reliability)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "from", "from", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "n", "n", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "predicted", "predicted", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "observed", "observed", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "low", "low", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "high", "high", SY_ALIGN_RIGHT);
  for (gsize i = 0; i < SY_N_RELIABILITY_BINS; i++)
    {
      const SyReliabilityBin *bin = &reliability->bins[i];

      if (bin->n == 0)
        continue;
      sy_cli_table_add_number (table, bin->lo, 1);
      sy_cli_table_add_int (table, (gint64) bin->n);
      sy_cli_table_add_number (table, bin->predicted, 3);
      sy_cli_table_add_number (table, bin->observed, 3);
      sy_cli_table_add_number (table, bin->low, 3);
      sy_cli_table_add_number (table, bin->high, 3);
    }
  return table;
}

static SyExit
print_tables (SyCli *cli,
              const SyCalibration *calibration,
              const SyModel *model)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *rows = sy_cli_describe_rows (calibration->n_dates, calibration->n,
                                                calibration->n_positive);
  const SyReliability *held_out = &calibration->held_out;

  if (cli->format == SY_FORMAT_TABLE)
    {
      append_layer (out, &calibration->layer);
      if (model->probability.blend > 0)
        {
          append_number (out, "It makes ", 100 * model->probability.blend);
          g_string_append (out, " % of the score\n");
        }
      g_string_append_printf (out, "Fitted to %s\n", rows);
    }
  if (calibration->n_held_out > 0)
    {
      g_autoptr (SyCliTable) bins = build_bins (held_out);

      if (cli->format == SY_FORMAT_TABLE)
        {
          append_number (out, "People it was not fitted to: Brier score ", held_out->brier);
          append_number (out, ", skill ", held_out->skill);
          append_number (out, ", calibration error ", held_out->ece);
          g_string_append (out, "\n\n");
        }
      sy_cli_append_table (cli, out, bins);
    }
  return sy_cli_print (cli, out->str);
}

static void
write_layer (SyJsonWriter *writer,
             const SyLayerSpec *layer)
{
  static const char *const kinds[] = { "none", "logistic", "isotonic", "rules" };

  sy_json_member_text (writer, "kind", kinds[layer->kind]);
  sy_json_member_number (writer, "b0", layer->b0);
  sy_json_member_number (writer, "b1", layer->b1);
  sy_json_begin_member (writer, "table", TRUE);
  for (gsize i = 0; i < layer->n_raw; i++)
    {
      sy_json_writer_begin_array (writer, SY_JSON_INLINE);
      sy_json_writer_number (writer, layer->raw[i]);
      sy_json_writer_number (writer, layer->p[i]);
      sy_json_writer_end_array (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_begin_member (writer, "rules", TRUE);
  for (gsize i = 0; i < layer->n_rules; i++)
    {
      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "rule", layer->rules[i].rule);
      sy_json_member_number (writer, "b", layer->rules[i].b);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
}

void
sy_cli_write_reliability_bins (SyJsonWriter *writer,
                               const SyReliability *reliability)
{
  sy_json_begin_member (writer, "bins", TRUE);
  for (gsize i = 0; reliability != NULL && i < SY_N_RELIABILITY_BINS; i++)
    {
      const SyReliabilityBin *bin = &reliability->bins[i];

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_number (writer, "from", bin->lo);
      sy_json_member_int (writer, "n", (gint64) bin->n);
      sy_json_member_number (writer, "predicted", bin->predicted);
      sy_json_member_range (writer, "observed", bin->observed, bin->low, bin->high);
      sy_json_member_boolean (writer, "small_n", sy_is_small_n (bin->n));
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
}

static void
write_held_out (SyJsonWriter *writer,
                const SyCalibration *calibration)
{
  const SyReliability *held_out = &calibration->held_out;
  gboolean is_known = calibration->n_held_out > 0;
  double nan = (double) NAN;

  sy_json_member_number (writer, "brier", is_known ? held_out->brier : nan);
  sy_json_member_number (writer, "skill", is_known ? held_out->skill : nan);
  sy_json_member_number (writer, "log_loss", is_known ? held_out->log_loss : nan);
  sy_json_member_number (writer, "ece", is_known ? held_out->ece : nan);
  sy_cli_write_reliability_bins (writer, is_known ? held_out : NULL);
}

static SyExit
print_json (SyCli *cli,
            const SyCliRun *run,
            const SyCalibration *calibration,
            const SyModel *model)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();
  g_autofree char *sha256 = sy_model_sha256 (model);

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_text (writer, "model", run->chosen.name);
  sy_json_member_version (writer, run->chosen.version);
  sy_json_member_int (writer, "dates", (gint64) calibration->n_dates);
  sy_json_member_instant (writer, "first", calibration->first);
  sy_json_member_instant (writer, "last", calibration->last);
  sy_json_member_int (writer, "n", (gint64) calibration->n);
  sy_json_member_int (writer, "positives", (gint64) calibration->n_positive);
  write_layer (writer, &calibration->layer);
  sy_json_member_number (writer, "blend", model->probability.blend);
  write_held_out (writer, calibration);
  sy_json_member_text (writer, "sha256", sha256);
  sy_json_writer_end_object (writer);
  return sy_cli_print_json (cli, g_steal_pointer (&writer));
}

/* --- the draft --- */

static gboolean
write_draft (SyCliRun *run,
             const SyModel *model,
             const char *what,
             GError **error)
{
  g_autofree char *json = NULL;

  if (!sy_model_check (model, error))
    return FALSE;
  json = sy_model_to_json (model);
  return sy_project_set_draft (run->project, run->chosen.id, json, what, FALSE, error);
}

static SyExit
remove_layer (SyCli *cli,
              SyCliRun *run)
{
  g_autoptr (SyModel) model = sy_model_copy (run->chosen.model);
  g_autoptr (GError) error = NULL;

  sy_model_set_layer (model, NULL);
  if (!write_draft (run, model, "Removed the probability", &error))
    return sy_cli_fail (cli, error);
  return sy_cli_print (cli, cli->format == SY_FORMAT_JSON ? "{}\n" : "no probability any more\n");
}

static SyExit
calibrate (SyCli *cli,
           const char *path,
           const Options *options)
{
  g_auto (SyCliRun) run = { 0 };
  g_autoptr (SyModel) model = NULL;
  g_autoptr (SyCalibration) calibration = NULL;
  g_autoptr (GPtrArray) types = NULL;
  g_autoptr (GArray) origins = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;
  SyCalibrationOptions what = { .kind = options->rules      ? SY_LAYER_RULES
                                        : options->isotonic ? SY_LAYER_ISOTONIC
                                                            : SY_LAYER_LOGISTIC,
                                .seed = 1 };
  double blend = 0;

  if (!sy_cli_parse_number ("--blend", options->blend, &blend, &error) ||
      !sy_cli_run_open (cli, path, SY_PROJECT_READ_WRITE, options->model, "draft", NULL, &run,
                        &error))
    return sy_cli_fail (cli, error);
  if (options->remove)
    return remove_layer (cli, &run);
  types = sy_project_list_types (run.project, cli->cancellable, &error);
  if (types == NULL || !sy_cli_origins_collect (&options->origins, &run, origins, &error))
    return sy_cli_fail (cli, error);
  what.origins = (const gint64 *) (gconstpointer) origins->data;
  what.n_origins = origins->len;
  what.types = types;
  sy_cli_start (cli, "fitting");
  calibration = sy_calibration_run (run.log, run.chosen.model, &what, cli->cancellable, &error);
  if (calibration == NULL)
    return sy_cli_fail (cli, error);
  model = sy_model_copy (run.chosen.model);
  if (options->as_scale)
    sy_calibration_apply_scale (calibration, model);
  else
    sy_calibration_apply (calibration, model, blend);
  if (!write_draft (&run, model, "Calibrated the probability", &error))
    return sy_cli_fail (cli, error);
  sy_cli_end_progress (cli);
  return cli->format == SY_FORMAT_JSON ? print_json (cli, &run, calibration, model)
                                       : print_tables (cli, calibration, model);
}

/* What is wrong with the options, or NULL. */
static const char *
find_conflict (const Options *options)
{
  if (options->isotonic && options->rules)
    return "--isotonic and --rules do not go together: each is a way to fit the probability";
  if (options->as_scale && (options->isotonic || options->rules || options->blend != NULL))
    return "--as-scale stands alone: the scale is the logistic fit itself";
  return NULL;
}

static gboolean
check_blend (const char *text,
             GError **error)
{
  double blend = 0;

  if (!sy_cli_parse_number ("--blend", text, &blend, error))
    return FALSE;
  if (blend >= 0 && blend <= 1)
    return TRUE;
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT, "--blend: “%s” is not from 0 to 1", text);
  return FALSE;
}

static SyExit
run (SyCli *cli,
     const SyCommand *command,
     GStrv *argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    SY_CLI_ORIGIN_ENTRIES (options.origins),
    { "isotonic", 0, 0, G_OPTION_ARG_NONE, &options.isotonic,
      "A table of raw scores that only rises (or falls), instead of a logistic curve", NULL },
    { "rules", 0, 0, G_OPTION_ARG_NONE, &options.rules,
      "Coefficients of the rules' values, which can rank otherwise than the points", NULL },
    { "blend", 0, 0, SY_OPTION_TEXT, &options.blend,
      "The part of the score that the probability makes, 0 (default) to 1", "A" },
    { "as-scale", 0, 0, G_OPTION_ARG_NONE, &options.as_scale,
      "Make the logistic curve the scale: the score is the probability in percent", NULL },
    { "remove", 0, 0, G_OPTION_ARG_NONE, &options.remove, "Take the probability out again", NULL },
    SY_CLI_MODEL_ENTRY (options.model),
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr (GError) error = NULL;
  const char *conflict;
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  conflict = find_conflict (&options);
  if (conflict != NULL)
    return sy_cli_fail_usage (cli, conflict);
  if (!check_blend (options.blend, &error))
    return sy_cli_fail (cli, error);
  return calibrate (cli, (*argv)[0], &options);
}

const SyCommand sy_command_model_calibrate = {
  "model calibrate",
  "PROJECT",
  "Fit how probable the outcome is, and keep it",
  "Fits the probability of the outcome to the dates, by the raw score (a logistic curve after Platt,\n"
  "or a table) or by the values of the rules, and writes it into the draft, where it stays: frozen\n"
  "with the version, no probability moves because other people changed. score, explain and export\n"
  "show it; with --blend it is part of the score: 100 x ((1 - A) x score / 100 + A x p). Says how good\n"
  "it is for people that it was not fitted to. Calibrate again after an edit of the rules.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli model calibrate sample.steelyard --model Engagement --monthly 2017-03-01..2017-09-01\n"
  "  steelyard-cli model calibrate sample.steelyard --model Engagement --rules --blend 0.5\n",
  1,
  run,
};
