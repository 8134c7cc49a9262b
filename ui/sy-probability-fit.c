/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-probability-fit.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-format.h"
#include "sy-session-dates.h"

/* As the command line does, so that both say the same. */
#define SEED 1
/* Coefficients that are told; the rest is counted. */
#define MAX_TOLD 6

SyFitInput *
sy_fit_input_new (SySession *session,
                  SyLayerKind kind)
{
  SyFitInput *input = g_new0 (SyFitInput, 1);

  input->log = sy_event_log_ref (sy_session_get_log (session));
  input->model = sy_model_ref (sy_session_get_draft (session));
  input->types = g_ptr_array_ref (sy_session_get_types (session));
  input->dates = sy_session_dup_backtest_dates (session, &input->n_dates);
  input->kind = kind;
  return input;
}

void
sy_fit_input_free (SyFitInput *input)
{
  sy_event_log_unref (input->log);
  sy_model_unref (input->model);
  g_ptr_array_unref (input->types);
  g_free (input->dates);
  g_free (input);
}

gpointer
sy_fit_run_job (SyJob *job,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  const SyFitInput *input = data;
  const SyCalibrationOptions options = { input->kind, input->dates, input->n_dates, SEED,
                                         input->types };

  if (input->n_dates == 0)
    {
      g_set_error_literal (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_NO_ORIGIN,
                           _ ("The data are too short to choose dates"));
      return NULL;
    }
  return sy_calibration_run (input->log, input->model, &options, cancellable, error);
}

SyModel *
sy_fit_apply (const SyCalibration *calibration,
              const SyModel *draft)
{
  SyModel *copy = sy_model_copy (draft);

  if (calibration != NULL)
    sy_calibration_apply (calibration, copy, draft->probability.blend);
  else
    sy_model_set_layer (copy, NULL);
  return copy;
}

gboolean
sy_fit_is_for (const SyModel *fitted,
               const SyModel *draft)
{
  g_autoptr (SyModel) before = sy_fit_apply (NULL, fitted);
  g_autoptr (SyModel) now = sy_fit_apply (NULL, draft);

  return sy_model_equal (before, now);
}

gboolean
sy_fit_is_in (const SyCalibration *calibration,
              const SyModel *draft)
{
  SyLayerSpec layer = draft->probability; /* borrowed */

  layer.blend = calibration->layer.blend;
  return sy_layer_spec_equal (&calibration->layer, &layer);
}

/* Words */

/* Coefficients may be small: digits that count, not decimals. */
static char *
format_digits (double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  return sy_format_minus (g_ascii_formatd (buffer, sizeof buffer, "%.4g", value));
}

char *
sy_fit_dup_name (const SyModel *model)
{
  switch (model->probability.kind)
    {
    case SY_LAYER_LOGISTIC:
      return g_strdup (_ ("Logistic curve over the points"));
    case SY_LAYER_ISOTONIC:
      return g_strdup (_ ("Table of points and probabilities"));
    case SY_LAYER_RULES:
      return g_strdup (_ ("Coefficients of the rules"));
    case SY_LAYER_NONE:
    default:
      return g_strdup (_ ("No probability yet"));
    }
}

static char *
describe_table (const SyLayerSpec *layer)
{
  g_autofree char *first = sy_format_percent (layer->p[0], 1);
  g_autofree char *last = sy_format_percent (layer->p[layer->n_p - 1], 1);
  g_autofree char *low = format_digits (layer->raw[0]);
  g_autofree char *high = format_digits (layer->raw[layer->n_raw - 1]);

  /* Translators: a number of rows; a percentage and points, twice */
  return g_strdup_printf (_ ("%u rows: %s up to %s points, %s from %s"), (guint) layer->n_raw, first,
                          low, last, high);
}

static char *
describe_rules (const SyModel *model)
{
  const SyLayerSpec *layer = &model->probability;
  g_autofree char *intercept = format_digits (layer->b0);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _ ("Log odds %s"), intercept);
  for (gsize i = 0; i < layer->n_rules && i < MAX_TOLD; i++)
    {
      const SyRule *rule = sy_model_find_rule (model, layer->rules[i].rule, NULL, NULL);
      g_autofree char *size = format_digits (fabs (layer->rules[i].b));

      g_string_append_printf (text, " %s %s × %s", layer->rules[i].b < 0 ? "−" : "+", size,
                              rule != NULL ? sy_rule_get_label (rule) : layer->rules[i].rule);
    }
  if (layer->n_rules > MAX_TOLD)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, _ ("and %u more"), (guint) layer->n_rules - MAX_TOLD);
    }
  return g_string_free (text, FALSE);
}

char *
sy_fit_dup_formula (const SyModel *model)
{
  const SyLayerSpec *layer = &model->probability;
  g_autofree char *b0 = NULL;
  g_autofree char *b1 = NULL;

  switch (layer->kind)
    {
    case SY_LAYER_LOGISTIC:
      b0 = format_digits (layer->b0);
      b1 = format_digits (layer->b1);
      return g_strdup_printf (_ ("1 / (1 + exp(−(b0 + b1 × points))), b0 %s, b1 %s"), b0, b1);
    case SY_LAYER_ISOTONIC:
      return describe_table (layer);
    case SY_LAYER_RULES:
      return describe_rules (model);
    case SY_LAYER_NONE:
    default:
      return g_strdup (_ ("How probable the outcome is, for each person beside the score"));
    }
}

char *
sy_fit_dup_rows (const SyCalibration *calibration)
{
  g_autofree char *n = sy_format_count_of ((gint64) calibration->n, _ ("person"), _ ("people"));
  g_autofree char *positive = sy_format_count ((gint64) calibration->n_positive);

  if (calibration->n_dates == 1)
    return g_strdup_printf (_ ("%s, %s with the outcome"), n, positive);
  return g_strdup_printf (_ ("%s, counted at each date; %s with the outcome"), n, positive);
}

char *
sy_fit_dup_quality (const SyCalibration *calibration)
{
  const SyReliability *held_out = &calibration->held_out;
  g_autofree char *brier = NULL;
  g_autofree char *base = NULL;
  g_autofree char *skill = NULL;
  g_autofree char *ece = NULL;

  if (calibration->n_held_out == 0)
    return g_strdup (_ ("Not known: half of the people all have the outcome, or all lack it"));
  brier = sy_format_number (held_out->brier, 3);
  base = sy_format_number (held_out->uncertainty, 3);
  skill = sy_format_number (held_out->skill, 3);
  ece = sy_format_number (held_out->ece, 3);
  return g_strdup_printf (
      _ ("Brier score %s (%s with the same probability for all), skill %s, calibration error %s"),
      brier, base, skill, ece);
}
