/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli-suggest.h"

#include <math.h>

static const char *const kind_names[] = { "type", "rule" };
static const char *const verdict_names[] = { "untested", "rejected", "tells" };
static const char *const leak_names[] = { "outcome", "attribute", "too_good" };
static const char *const source_names[] = { "free", "dictionary", "weight" };

/* A change of the area is one when its p is below this. */
#define CHANGE_LEVEL 0.05

static const SyRuleWeight *
find_weight (const SySuggestion *suggestion,
             const SySignal *signal)
{
  return signal->kind == SY_SIGNAL_RULE ? sy_weights_find (suggestion->weights, signal->id) : NULL;
}

/* The share of all with the outcome. */
static double
get_base_rate (const SySignals *signals)
{
  return signals->n > 0 ? (double) signals->n_positive / (double) signals->n : (double) NAN;
}

static void
write_signals (SyJsonWriter *writer,
               const SySignals *signals)
{
  sy_json_begin_member (writer, "signals", TRUE);
  for (gsize i = 0; i < signals->n_signals; i++)
    {
      const SySignal *signal = &signals->signals[i];

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "kind", kind_names[signal->kind]);
      sy_json_member_text (writer, "id", signal->id);
      sy_json_member_text (writer, "label", signal->label);
      sy_json_member_boolean (writer, "used", signal->is_used);
      sy_json_member_int (writer, "with", (gint64) signal->n_with);
      sy_json_member_number (writer, "coverage", signal->coverage);
      sy_json_member_number (writer, "rate_with", signal->rate_with);
      sy_json_member_number (writer, "rate_without", signal->rate_without);
      sy_json_member_number (writer, "lift", signal->lift);
      sy_json_member_number (writer, "lift_low", signal->lift_interval.low);
      sy_json_member_number (writer, "lift_high", signal->lift_interval.high);
      sy_json_member_number (writer, "ratio", signal->ratio);
      sy_json_member_number (writer, "ratio_low", signal->ratio_interval.low);
      sy_json_member_number (writer, "ratio_high", signal->ratio_interval.high);
      sy_json_member_number (writer, "information_value", signal->information_value);
      sy_json_member_number (writer, "auc", signal->auc.value);
      sy_json_member_number (writer, "auc_low", signal->auc.low);
      sy_json_member_number (writer, "auc_high", signal->auc.high);
      sy_json_member_number (writer, "z", signal->z);
      sy_json_member_number (writer, "p", signal->p);
      sy_json_member_number (writer, "q", signal->q);
      sy_json_member_text (writer, "verdict", verdict_names[signal->verdict]);
      sy_json_member_number (writer, "auc_without", signals->auc.value + signal->auc_change);
      sy_json_member_number (writer, "auc_without_p", signal->auc_change_p);
      sy_json_member_boolean (writer, "against_weight", signal->is_against);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
}

static void
write_weights (SyJsonWriter *writer,
               const SyWeights *weights)
{
  sy_json_begin_member (writer, "weights", FALSE);
  sy_json_member_number (writer, "penalty", weights->penalty);
  sy_json_member_int (writer, "fitted_rows", (gint64) weights->n_fitted);
  sy_json_member_number (writer, "points_per_log_odds", weights->scale);
  sy_json_member_auc (writer, "auc_current", &weights->current);
  sy_json_member_auc (writer, "auc_fitted", &weights->fitted);
  sy_json_member_auc (writer, "auc_suggested", &weights->suggested);
  sy_json_member_auc (writer, "auc_cross_validated", &weights->cross_validated);
  sy_json_member_comparison (writer, "cross_validated_to_current", &weights->unseen);
  sy_json_member_comparison (writer, "suggested_to_current", &weights->gain);
  sy_json_member_comparison (writer, "suggested_to_fitted", &weights->rounding);
  sy_json_member_int (writer, "people", (gint64) weights->n_people);
  sy_json_member_int (writer, "bands_changed", (gint64) weights->n_bands_changed);
  sy_json_begin_member (writer, "rules", TRUE);
  for (gsize i = 0; i < weights->n_rules; i++)
    {
      const SyRuleWeight *rule = &weights->rules[i];

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "id", rule->id);
      sy_json_member_text (writer, "label", rule->label);
      sy_json_member_number (writer, "current", rule->current);
      sy_json_member_number (writer, "fitted", rule->fitted);
      sy_json_member_number (writer, "suggested", rule->suggested);
      sy_json_member_number (writer, "step", rule->step);
      sy_json_member_number (writer, "log_odds", rule->coefficient);
      sy_json_member_int (writer, "sign", rule->sign);
      sy_json_member_text (writer, "sign_source", source_names[rule->source]);
      sy_json_member_boolean (writer, "held", rule->is_held);
      sy_json_member_boolean (writer, "constant", rule->is_constant);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
}

static void
write_leaks (SyJsonWriter *writer,
             const SySuggestion *suggestion)
{
  sy_json_begin_member (writer, "leaks", TRUE);
  for (gsize i = 0; i < suggestion->n_leaks; i++)
    {
      const SyLeak *leak = &suggestion->leaks[i];

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "kind", leak_names[leak->kind]);
      sy_json_member_text (writer, "id", leak->id);
      sy_json_member_text (writer, "rule", leak->rule);
      sy_json_member_number (writer, "share_with", leak->share_with);
      sy_json_member_number (writer, "share_without", leak->share_without);
      sy_json_member_number (writer, "auc", leak->auc);
      sy_json_member_text (writer, "reason", leak->reason);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
}

static void
write_redundancy (SyJsonWriter *writer,
                  const SyRedundancy *redundancy)
{
  sy_json_begin_member (writer, "redundant", TRUE);
  for (gsize i = 0; i < redundancy->n_pairs; i++)
    {
      const SyRedundantPair *pair = &redundancy->pairs[i];

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "first", pair->first);
      sy_json_member_text (writer, "second", pair->second);
      sy_json_member_number (writer, "correlation", pair->correlation);
      sy_json_member_boolean (writer, "duplicate", pair->is_duplicate);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_begin_member (writer, "caps", TRUE);
  for (gsize i = 0; i < redundancy->n_rules; i++)
    {
      const SyRuleCaps *caps = &redundancy->rules[i];

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "id", caps->id);
      sy_json_member_number (writer, "mean_points", caps->mean_points);
      sy_json_member_int (writer, "capped", (gint64) caps->n_capped);
      sy_json_member_number (writer, "lost_to_caps", caps->lost_to_caps);
      sy_json_member_int (writer, "limited", (gint64) caps->n_limited);
      sy_json_member_number (writer, "lost_to_limits", caps->lost_to_limits);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
}

static SyExit
print_json (SyCli *cli,
            const SyCliRun *run,
            const SySuggestion *suggestion,
            char *const *accepted)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();
  const SySignals *signals = suggestion->signals;
  const SyOutcomeSpec *outcome = &run->chosen.model->outcome;

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_text (writer, "model", run->chosen.name);
  sy_json_member_version (writer, run->chosen.version);
  sy_json_member_text (writer, "outcome", outcome->name);
  sy_json_member_text (writer, "direction",
                       outcome->direction == SY_DIRECTION_MORE ? "more" : "less");
  sy_json_begin_member (writer, "origins", TRUE);
  for (gsize i = 0; i < signals->n_origins; i++)
    {
      g_autofree char *instant = sy_instant_format (signals->origins[i]);

      sy_json_writer_text (writer, instant);
    }
  sy_json_writer_end_array (writer);
  sy_json_member_int (writer, "n", (gint64) signals->n);
  sy_json_member_int (writer, "positives", (gint64) signals->n_positive);
  sy_json_member_number (writer, "base_rate", get_base_rate (signals));
  sy_json_member_number (writer, "q", signals->level);
  write_signals (writer, signals);
  write_weights (writer, suggestion->weights);
  write_leaks (writer, suggestion);
  write_redundancy (writer, suggestion->redundancy);
  sy_json_member_texts (writer, "accepted", (const char *const *) accepted);
  sy_json_writer_end_object (writer);
  return sy_cli_print_json (cli, g_steal_pointer (&writer));
}

/* What the test says, and of a rule what the score is without it. */
static const char *
describe_verdict (const SySignal *signal)
{
  static const char *const words[] = { "same for all", "reject", "tells" };

  if (signal->is_against)
    return "tells against its weight";
  if (signal->verdict != SY_VERDICT_TELLS || isnan (signal->auc_change))
    return words[signal->verdict];
  if (!(signal->auc_change_p < CHANGE_LEVEL))
    return "tells, adds nothing to the others";
  return signal->auc_change > 0 ? "tells, the score is better without" : "tells, helps";
}

/* Nobody needs more digits of what is next to nothing. */
static void
add_p (SyCliTable *table,
       double p)
{
  if (p < 0.0001)
    sy_cli_table_add_text (table, "<0.0001");
  else
    sy_cli_table_add_number (table, p, 4);
}

static SyCliTable *
build_signals (const SySignals *signals)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "signal", "label", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "is a", "kind", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "people", "with", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "have it", "coverage", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "rate with", "rate_with", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "without", "rate_without", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "ratio", "ratio", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "lift", "lift", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "from", "lift_low", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "to", "lift_high", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "IV", "information_value", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "AUC alone", "auc", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "q", "q", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "AUC without it", "auc_without", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "verdict", "verdict", SY_ALIGN_LEFT);
  for (gsize i = 0; i < signals->n_signals; i++)
    {
      const SySignal *signal = &signals->signals[i];

      sy_cli_table_add_text (table, signal->label);
      sy_cli_table_add_text (table, signal->kind == SY_SIGNAL_RULE ? "rule"
                                    : signal->is_used              ? "type"
                                                                   : "type, unused");
      sy_cli_table_add_int (table, (gint64) signal->n_with);
      sy_cli_table_add_share (table, signal->coverage);
      sy_cli_table_add_rate (table, signal->rate_with, signal->n_with);
      sy_cli_table_add_rate (table, signal->rate_without, signals->n - signal->n_with);
      sy_cli_table_add_number (table, signal->ratio, 2);
      sy_cli_table_add_number (table, signal->lift, 2);
      sy_cli_table_add_number (table, signal->lift_interval.low, 2);
      sy_cli_table_add_number (table, signal->lift_interval.high, 2);
      sy_cli_table_add_number (table, signal->information_value, 3);
      sy_cli_table_add_number (table, signal->auc.value, 4);
      add_p (table, signal->q);
      sy_cli_table_add_number (table, signals->auc.value + signal->auc_change, 4);
      sy_cli_table_add_text (table, describe_verdict (signal));
    }
  return table;
}

static const char *
describe_sign (const SyRuleWeight *rule)
{
  if (rule->sign == 0)
    return "free";
  if (rule->source == SY_SIGN_DICTIONARY)
    return rule->sign > 0 ? "+ by the dictionary" : "− by the dictionary";
  return rule->sign > 0 ? "+ by its weight" : "− by its weight";
}

static const char *
describe_weight (const SyRuleWeight *rule)
{
  if (rule->is_constant)
    return "the same for all: left alone";
  if (rule->is_held)
    return "held: beside the others it tells the opposite, or nothing";
  if (rule->suggested == 0.0)
    return "rounds to 0";
  return "";
}

static SyCliTable *
build_weights (const SyWeights *weights)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "weight of", "label", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "rule", "id", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "now", "current", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "fitted", "fitted", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "suggested", "suggested", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "sign", "sign", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "", "remark", SY_ALIGN_LEFT);
  for (gsize i = 0; i < weights->n_rules; i++)
    {
      const SyRuleWeight *rule = &weights->rules[i];
      char now[SY_NUMBER_BUFFER_SIZE];
      char suggested[SY_NUMBER_BUFFER_SIZE];

      sy_cli_table_add_text (table, rule->label);
      sy_cli_table_add_text (table, rule->id);
      sy_cli_table_add_text (table, sy_number_format (rule->current, now));
      sy_cli_table_add_number (table, rule->fitted, 3);
      sy_cli_table_add_text (table, sy_number_format (rule->suggested, suggested));
      sy_cli_table_add_text (table, describe_sign (rule));
      sy_cli_table_add_text (table, describe_weight (rule));
    }
  return table;
}

static SyCliTable *
build_caps (const SyRedundancy *redundancy)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "caps of", "label", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "mean points", "mean_points", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "people at a cap", "capped", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "points lost", "lost_to_caps", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "people at a limit", "limited", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "points lost", "lost_to_limits", SY_ALIGN_RIGHT);
  for (gsize i = 0; i < redundancy->n_rules; i++)
    {
      const SyRuleCaps *caps = &redundancy->rules[i];

      if (caps->n_capped == 0 && caps->n_limited == 0)
        continue;
      sy_cli_table_add_text (table, caps->label);
      sy_cli_table_add_number (table, caps->mean_points, 2);
      sy_cli_table_add_int (table, (gint64) caps->n_capped);
      sy_cli_table_add_number (table, caps->lost_to_caps, 3);
      sy_cli_table_add_int (table, (gint64) caps->n_limited);
      sy_cli_table_add_number (table, caps->lost_to_limits, 3);
    }
  return table;
}

/* One row a signal, with what is proposed for the rules. */
static SyExit
print_csv (SyCli *cli,
           const SySuggestion *suggestion)
{
  static const char *const keys[] = { "kind", "id", "label", "used", "with", "coverage",
                                      "rate_with", "rate_without", "base_rate", "lift", "lift_low",
                                      "lift_high", "ratio", "ratio_low", "ratio_high",
                                      "information_value", "auc", "auc_low", "auc_high", "z", "p",
                                      "q", "verdict", "against_weight", "auc_without", "current",
                                      "fitted", "suggested" };
  g_autoptr (SyCliTable) table = sy_cli_table_new ();
  const SySignals *signals = suggestion->signals;

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    sy_cli_table_add_column (table, keys[i], keys[i], SY_ALIGN_LEFT);
  for (gsize i = 0; i < signals->n_signals; i++)
    {
      const SySignal *signal = &signals->signals[i];
      const SyRuleWeight *weight = find_weight (suggestion, signal);
      const double numbers[] = { signal->coverage, signal->rate_with, signal->rate_without,
                                 get_base_rate (signals), signal->lift,
                                 signal->lift_interval.low, signal->lift_interval.high,
                                 signal->ratio, signal->ratio_interval.low,
                                 signal->ratio_interval.high, signal->information_value,
                                 signal->auc.value, signal->auc.low, signal->auc.high, signal->z,
                                 signal->p, signal->q };
      const double weights[] = { signals->auc.value + signal->auc_change,
                                 weight != NULL ? weight->current : (double) NAN,
                                 weight != NULL ? weight->fitted : (double) NAN,
                                 weight != NULL ? weight->suggested : (double) NAN };

      sy_cli_table_add_text (table, kind_names[signal->kind]);
      sy_cli_table_add_text (table, signal->id);
      sy_cli_table_add_text (table, signal->label);
      sy_cli_table_add_int (table, signal->is_used);
      sy_cli_table_add_int (table, (gint64) signal->n_with);
      for (gsize k = 0; k < G_N_ELEMENTS (numbers); k++)
        sy_cli_table_add_number (table, numbers[k], 4);
      sy_cli_table_add_text (table, verdict_names[signal->verdict]);
      sy_cli_table_add_int (table, signal->is_against);
      for (gsize k = 0; k < G_N_ELEMENTS (weights); k++)
        sy_cli_table_add_number (table, weights[k], 4);
    }
  return sy_cli_print_table (cli, table);
}

static void
append_number (GString *out,
               const char *before,
               const char *format,
               double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (out, "%s%s", before, g_ascii_formatd (text, sizeof text, format, number));
}

static void
append_worth (GString *out,
              const SyWeights *weights)
{
  append_number (out, "\nAUC now ", "%.4f", weights->current.value);
  append_number (out, ", with the fitted weights ", "%.4f", weights->fitted.value);
  append_number (out, ", with the suggested ones ", "%.4f", weights->suggested.value);
  append_number (out, ".\nOn people the fit has not seen ", "%.4f", weights->cross_validated.value);
  append_number (out, ", against now ", "%+.4f", weights->unseen.difference);
  append_number (out, " (", "%+.4f", weights->unseen.low);
  append_number (out, " to ", "%+.4f", weights->unseen.high);
  append_number (out, "), p ", "%.2g", weights->unseen.p);
  append_number (out, ".\nSuggested against now, on the people fitted to ", "%+.4f",
                 weights->gain.difference);
  append_number (out, " (", "%+.4f", weights->gain.low);
  append_number (out, " to ", "%+.4f", weights->gain.high);
  append_number (out, "), p ", "%.2g", weights->gain.p);
  append_number (out, "; rounding changes the area by ", "%+.4f", weights->rounding.difference);
  append_number (out, ", p ", "%.2g", weights->rounding.p);
  g_string_append_printf (out,
                          ".\n%" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT
                          " people would change band; scale and bands stay as they are.\n",
                          weights->n_bands_changed, weights->n_people);
}

static void
append_leaks (GString *out,
              const SySuggestion *suggestion)
{
  if (suggestion->n_leaks > 0)
    g_string_append (out, "\nMay know the outcome beforehand:\n");
  else
    g_string_append (out, "\nNothing seems to know the outcome beforehand.\n");
  for (gsize i = 0; i < suggestion->n_leaks; i++)
    {
      g_autofree char *reason = sy_cli_text_escape (suggestion->leaks[i].reason);

      g_string_append_printf (out, "  %s\n", reason);
    }
}

static void
append_redundancy (SyCli *cli,
                   GString *out,
                   const SyRedundancy *redundancy)
{
  g_autoptr (SyCliTable) caps = build_caps (redundancy);

  if (redundancy->n_pairs == 0)
    g_string_append (out, "No two rules say the same: all correlations of points are below 0.9.\n");
  for (gsize i = 0; i < redundancy->n_pairs; i++)
    {
      const SyRedundantPair *pair = &redundancy->pairs[i];

      g_string_append_printf (out, "Rules “%s” and “%s” are correlated ", pair->first,
                              pair->second);
      append_number (out, "", "%.2f", pair->correlation);
      g_string_append (out, pair->is_duplicate ? ": one repeats the other.\n" : ".\n");
    }
  if (sy_cli_table_get_n_rows (caps) == 0)
    return;
  g_string_append_c (out, '\n');
  sy_cli_table_append (caps, cli->width, out);
}

static SyExit
print_tables (SyCli *cli,
              const SyCliRun *run,
              const SySuggestion *suggestion,
              char *const *accepted)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const SySignals *signals = suggestion->signals;
  const SyOutcomeSpec *outcome = &run->chosen.model->outcome;
  g_autoptr (SyCliTable) signal_table = build_signals (signals);
  g_autoptr (SyCliTable) weight_table = build_weights (suggestion->weights);
  g_autofree char *version = sy_cli_describe_version (run->chosen.version);
  g_autofree char *rows = sy_cli_describe_rows (signals->n_origins, signals->n,
                                                signals->n_positive);

  g_string_append_printf (out, "%s (%s) against “%s”; a higher score should mean %s\n%s",
                          run->chosen.name, version,
                          outcome->name != NULL ? outcome->name : "the outcome",
                          outcome->direction == SY_DIRECTION_MORE ? "more of it" : "less of it",
                          rows);
  append_number (out, ": base rate ", "%.1f", 100 * get_base_rate (signals));
  g_string_append (out, " %\n\n");
  sy_cli_table_append (signal_table, cli->width, out);
  append_number (out, "\nReject: no more than chance, with a share of ", "%g", signals->level);
  g_string_append (out, " of the others false. AUC alone: above 0.5 when more of it goes with what "
                        "a high score should mean.\n\n");
  sy_cli_table_append (weight_table, cli->width, out);
  append_worth (out, suggestion->weights);
  append_leaks (out, suggestion);
  append_redundancy (cli, out, suggestion->redundancy);
  if (accepted != NULL)
    g_string_append (out, accepted[0] != NULL ? "\nChanged in the draft:\n"
                                              : "\nThe draft has these weights already.\n");
  for (gsize i = 0; accepted != NULL && accepted[i] != NULL; i++)
    g_string_append_printf (out, "  %s\n", accepted[i]);
  return sy_cli_print (cli, out->str);
}

SyExit
sy_cli_suggest_print (SyCli *cli,
                      const SyCliRun *run,
                      const SySuggestion *suggestion,
                      char *const *accepted)
{
  if (cli->format == SY_FORMAT_JSON)
    return print_json (cli, run, suggestion, accepted);
  if (cli->format == SY_FORMAT_CSV)
    return print_csv (cli, suggestion);
  return print_tables (cli, run, suggestion, accepted);
}
