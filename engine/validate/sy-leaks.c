/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sy-suggestion-private.h"

/* An attribute of fewer people than this, or with a difference that could be chance, is let go. */
#define MIN_KNOWN 5
#define ATTRIBUTE_P 0.001

void
sy_leaks_free (SyLeak *leaks,
               gsize n_leaks)
{
  for (gsize i = 0; leaks != NULL && i < n_leaks; i++)
    {
      g_clear_pointer (&leaks[i].id, g_free);
      g_clear_pointer (&leaks[i].rule, g_free);
      g_clear_pointer (&leaks[i].reason, g_free);
    }
  g_free (leaks);
}

/* Independent of the locale. */
static const char *
format (char buffer[G_ASCII_DTOSTR_BUF_SIZE],
        const char *how,
        double number)
{
  return g_ascii_formatd (buffer, G_ASCII_DTOSTR_BUF_SIZE, how, number);
}

static gboolean
reads_outcome (const SyRule *rule,
               const SyOutcomeSpec *outcome)
{
  char *const *const lists[] = { rule->types, rule->first };

  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (gsize i = 0; lists[l] != NULL && lists[l][i] != NULL; i++)
      if (outcome->types != NULL &&
          g_strv_contains ((const char *const *) outcome->types, lists[l][i]))
        return TRUE;
  for (gsize i = 0; outcome->types != NULL && outcome->types[i] != NULL; i++)
    if (sy_condition_names_type (rule->only_if, outcome->types[i]))
      return TRUE;
  return FALSE;
}

/* Shares of the rows with and without the outcome that have a value. */
static void
set_shares (const SySignals *signals,
            const SySignal *signal,
            SyLeak *leak)
{
  double n_with = (double) signal->n_with;
  double hits = n_with > 0 ? signal->rate_with * n_with : 0;

  leak->share_with = hits / (double) signals->n_positive;
  leak->share_without = (n_with - hits) / (double) (signals->n - signals->n_positive);
}

static void
add_outcome (GArray *leaks,
             const SyModel *model,
             const SyRule *rule,
             const SySignals *signals,
             const SySignal *signal)
{
  SyLeak leak = { .kind = SY_LEAK_OUTCOME, .auc = signal->auc.value };
  char reach[G_ASCII_DTOSTR_BUF_SIZE];

  if (!model->outcome.once || model->outcome.kind == SY_OUTCOME_ABSENCE ||
      !reads_outcome (rule, &model->outcome))
    return;
  leak.id = g_strdup (rule->id);
  leak.rule = g_strdup (rule->id);
  set_shares (signals, signal, &leak);
  leak.reason = g_strdup_printf (
      "rule “%s” reads the outcome itself, which happens once: who had it before the date is taken "
      "out, and %s %% of those left have a value",
      sy_rule_get_label (rule), format (reach, "%.1f", 100 * signal->coverage));
  g_array_append_val (leaks, leak);
}

/* The first rule that reads an attribute. */
static const SyRule *
find_reader (const SyModel *model,
             const char *attribute)
{
  for (gsize i = 0; i < sy_model_get_n_rules (model); i++)
    {
      const SyRule *rule = sy_model_get_rule_at (model, i, NULL);

      if (!rule->muted &&
          (g_strcmp0 (rule->attribute, attribute) == 0 ||
           g_strcmp0 (rule->per.attribute, attribute) == 0 ||
           g_strcmp0 (rule->multiplier.attribute, attribute) == 0 ||
           sy_condition_reads_field (rule->only_if, attribute) ||
           (rule->kind == SY_RULE_ATTRIBUTE && sy_condition_reads_field (rule->where, attribute))))
        return rule;
    }
  return NULL;
}

static char *
describe_attribute (const SyLeak *leak,
                    const char *label)
{
  char with[G_ASCII_DTOSTR_BUF_SIZE];
  char without[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *reader = label == NULL ? g_strdup ("no rule reads it")
                                          : g_strdup_printf ("rule “%s” reads it", label);

  return g_strdup_printf (
      "attribute “%s” is known of %s %% of those with the outcome and of %s %% of the others: it "
      "was probably filled in afterwards; %s",
      leak->id, format (with, "%.1f", 100 * leak->share_with),
      format (without, "%.1f", 100 * leak->share_without), reader);
}

static void
add_attribute (GArray *leaks,
               const SyLabelled *rows,
               const SyModel *model,
               const SyPersonAttribute *attribute)
{
  SyLeak leak = { .kind = SY_LEAK_ATTRIBUTE, .auc = (double) NAN };
  const SyRule *reader = find_reader (model, attribute->name);
  double n_with = (double) rows->n_positive;
  double n_without = (double) (rows->n - rows->n_positive);
  gsize known[2] = { 0 };
  double high;
  double low;
  SyTwoProportions two;

  for (gsize i = 0; i < rows->n; i++)
    known[rows->labels[i]] += attribute->values[rows->people[i]] != SY_VALUE_ABSENT;
  leak.share_with = (double) known[1] / n_with;
  leak.share_without = (double) known[0] / n_without;
  high = MAX (leak.share_with, leak.share_without);
  low = MIN (leak.share_with, leak.share_without);
  sy_two_proportions ((double) known[1], n_with, (double) known[0], n_without, &two);
  if (known[0] + known[1] < MIN_KNOWN || high < SY_LEAK_RATIO * low || !(two.p < ATTRIBUTE_P))
    return;
  leak.id = g_strdup (attribute->name);
  leak.rule = reader != NULL ? g_strdup (reader->id) : NULL;
  leak.reason = describe_attribute (&leak, reader != NULL ? sy_rule_get_label (reader) : NULL);
  g_array_append_val (leaks, leak);
}

static void
add_too_good (GArray *leaks,
              const SySignals *signals,
              const SySignal *signal)
{
  double area = MAX (signal->auc.value, 1 - signal->auc.value);
  SyLeak leak = { .kind = SY_LEAK_TOO_GOOD, .auc = signal->auc.value };
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  /* Of a handful of people any order is likely. */
  if (!(area > SY_LEAK_AUC) || signal->verdict != SY_VERDICT_TELLS)
    return;
  leak.id = g_strdup (signal->id);
  leak.rule = signal->kind == SY_SIGNAL_RULE ? g_strdup (signal->id) : NULL;
  set_shares (signals, signal, &leak);
  leak.reason = g_strdup_printf ("%s “%s” alone reaches an area of %s: does it see what came after "
                                 "the date, or the outcome under another name?",
                                 signal->kind == SY_SIGNAL_RULE ? "rule" : "event type",
                                 signal->label, format (text, "%.3f", area));
  g_array_append_val (leaks, leak);
}

SyLeak *
sy_leaks_of_rows (const SyLabelled *rows,
                  const SyModel *model,
                  const SySignals *signals,
                  gsize *out_n_leaks)
{
  GArray *leaks = g_array_new (FALSE, FALSE, sizeof (SyLeak));

  for (gsize i = 0; i < sy_model_get_n_rules (model); i++)
    {
      const SyRule *rule = sy_model_get_rule_at (model, i, NULL);
      const SySignal *signal = sy_signals_find (signals, SY_SIGNAL_RULE, rule->id);

      if (signal != NULL)
        add_outcome (leaks, model, rule, signals, signal);
    }
  for (gsize i = 0; i < sy_event_log_get_n_attributes (rows->log); i++)
    add_attribute (leaks, rows, model, sy_event_log_get_attribute (rows->log, (guint32) i));
  for (gsize i = 0; i < signals->n_signals; i++)
    add_too_good (leaks, signals, &signals->signals[i]);
  *out_n_leaks = leaks->len;
  return (SyLeak *) (gpointer) g_array_free (leaks, FALSE);
}
