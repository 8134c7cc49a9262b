/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-suggest-text.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "sy-format.h"

/* A change of the area is one when its p is below this. */
#define CHANGE_LEVEL 0.05

char *
sy_suggest_text_verdict (const SySignal *signal)
{
  if (signal->is_against)
    return g_strdup (_ ("tells against its weight"));
  if (signal->verdict == SY_VERDICT_UNTESTED)
    return g_strdup (_ ("the same for all"));
  if (signal->verdict == SY_VERDICT_REJECTED)
    return g_strdup (_ ("no more than chance"));
  if (isnan (signal->auc_change))
    return g_strdup (signal->is_used ? _ ("tells") : _ ("tells, not used"));
  if (!(signal->auc_change_p < CHANGE_LEVEL))
    return g_strdup (_ ("tells, adds nothing"));
  return g_strdup (signal->auc_change > 0 ? _ ("tells, better without")
                                          : _ ("tells, helps"));
}

static const char *
describe_sign (const SyRuleWeight *rule)
{
  if (rule->sign == 0)
    return _ ("either sign");
  if (rule->source == SY_SIGN_DICTIONARY)
    return rule->sign > 0 ? _ ("+ by the event dictionary") : _ ("− by the event dictionary");
  return rule->sign > 0 ? _ ("+ by its weight") : _ ("− by its weight");
}

char *
sy_suggest_text_weight (const SyRuleWeight *rule)
{
  g_autofree char *fitted = sy_format_signed (rule->fitted, 2);

  if (rule->is_constant)
    return g_strdup (_ ("the same for all: left alone"));
  if (rule->is_held)
    return g_strdup_printf (_ ("%s · held: beside the others it tells the opposite, or nothing"),
                            describe_sign (rule));
  return g_strdup_printf (_ ("%s · fitted %s"), describe_sign (rule), fitted);
}

gboolean
sy_suggest_has_no_effect (const SySignal *signal)
{
  return signal->kind == SY_SIGNAL_RULE &&
         (signal->verdict != SY_VERDICT_TELLS || !(signal->auc_change_p < CHANGE_LEVEL));
}

char *
sy_suggest_text_no_effect (const SySignals *signals,
                           const SySignal *signal)
{
  g_autofree char *q = sy_format_number (signal->q, 2);
  g_autofree char *without = sy_format_number (signals->auc.value + signal->auc_change, 4);
  g_autofree char *with = sy_format_number (signals->auc.value, 4);
  g_autofree char *p = sy_format_number (signal->auc_change_p, 2);

  if (signal->verdict == SY_VERDICT_UNTESTED)
    return g_strdup (_ ("The same for all these people"));
  if (signal->verdict == SY_VERDICT_REJECTED)
    return g_strdup_printf (_ ("Alone no more than chance: q = %s"), q);
  return g_strdup_printf (_ ("Adds nothing to the others: AUC without it %s, with it %s, p = %s"),
                          without, with, p);
}

char *
sy_suggest_text_pair (const SyRedundantPair *pair)
{
  g_autofree char *correlation = sy_format_number (pair->correlation, 2);

  return g_strdup_printf (pair->is_duplicate
                              ? _ ("Their points are correlated %s: one repeats the other")
                              : _ ("Their points are correlated %s"),
                          correlation);
}

/* The table */

enum
{
  COLUMN_NAME,
  COLUMN_KIND,
  COLUMN_PEOPLE,
  COLUMN_RATE_WITH,
  COLUMN_RATE_WITHOUT,
  COLUMN_LIFT,
  COLUMN_INFORMATION,
  COLUMN_AUC,
  COLUMN_Q,
  COLUMN_AUC_WITHOUT,
  COLUMN_VERDICT,
};

static const char *
name_kind (const SySignal *signal)
{
  if (signal->kind == SY_SIGNAL_RULE)
    return _ ("rule");
  return signal->is_used ? _ ("event") : _ ("event, unused");
}

static double
get_number (const SySuggestion *suggestion,
            guint row,
            guint column)
{
  const SySignal *signal = &suggestion->signals->signals[row];

  switch (column)
    {
    case COLUMN_PEOPLE:
      return (double) signal->n_with;
    case COLUMN_RATE_WITH:
      return signal->rate_with;
    case COLUMN_RATE_WITHOUT:
      return signal->rate_without;
    case COLUMN_LIFT:
      return signal->lift;
    case COLUMN_INFORMATION:
      return signal->information_value;
    case COLUMN_AUC:
      return signal->auc.value;
    case COLUMN_Q:
      return signal->q;
    case COLUMN_AUC_WITHOUT:
      return suggestion->signals->auc.value + signal->auc_change;
    default:
      return NAN;
    }
}

static char *
format_lift (const SySignal *signal)
{
  g_autofree char *lift = sy_format_number (signal->lift, 2);
  g_autofree char *low = sy_format_number (signal->lift_interval.low, 2);
  g_autofree char *high = sy_format_number (signal->lift_interval.high, 2);

  if (isnan (signal->lift_interval.low))
    return g_steal_pointer (&lift);
  return g_strdup_printf (_ ("%s (%s – %s)"), lift, low, high);
}

static char *
get_text (gconstpointer data,
          guint row,
          guint column)
{
  const SySuggestion *suggestion = data;
  const SySignal *signal = &suggestion->signals->signals[row];
  double number = get_number (suggestion, row, column);

  switch (column)
    {
    case COLUMN_NAME:
      return g_strdup (signal->label);
    case COLUMN_KIND:
      return g_strdup (name_kind (signal));
    case COLUMN_PEOPLE:
      return sy_format_percent (signal->coverage, 0);
    case COLUMN_RATE_WITH:
    case COLUMN_RATE_WITHOUT:
      return sy_format_percent (number, 1);
    case COLUMN_LIFT:
      return format_lift (signal);
    case COLUMN_INFORMATION:
      return sy_format_number (number, 2);
    case COLUMN_AUC:
    case COLUMN_AUC_WITHOUT:
      return isnan (number) ? g_strdup ("") : sy_format_number (number, 3);
    case COLUMN_Q:
      return number < 0.001 ? g_strdup ("< 0.001") : sy_format_number (number, 3);
    default:
      return sy_suggest_text_verdict (signal);
    }
}

static int
compare (gconstpointer data,
         guint a,
         guint b,
         guint column)
{
  double x = get_number (data, a, column);
  double y = get_number (data, b, column);

  if (column == COLUMN_NAME || column == COLUMN_KIND || column == COLUMN_VERDICT)
    {
      g_autofree char *first = get_text (data, a, column);
      g_autofree char *second = get_text (data, b, column);

      return g_utf8_collate (first, second);
    }
  if (isnan (x) || isnan (y))
    return isnan (y) - isnan (x);
  return (x > y) - (x < y);
}

static const SyTableFuncs funcs = {
  .get_text = get_text,
  .compare = compare,
  .free = (GDestroyNotify) sy_suggestion_unref,
};

SyTableSource *
sy_suggest_create_evidence (SySuggestion *suggestion)
{
  const SyTableColumn columns[] = {
    { _ ("What"), FALSE, 0 },
    { _ ("Kind"), FALSE, 5 },
    { _ ("People"), TRUE, 6 },
    { _ ("With"), TRUE, 6 },
    { _ ("Without"), TRUE, 7 },
    { _ ("Lift"), TRUE, 15 },
    { _ ("IV"), TRUE, 4 },
    { _ ("AUC"), TRUE, 5 },
    { _ ("q"), TRUE, 6 },
    { _ ("AUC Less"), TRUE, 7 },
    { _ ("Verdict"), FALSE, 19 },
  };

  return sy_table_source_new (columns, G_N_ELEMENTS (columns),
                              (guint) suggestion->signals->n_signals, &funcs,
                              sy_suggestion_ref (suggestion));
}
