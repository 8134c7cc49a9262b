/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-rule-text.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "sy-format.h"
#include "sy-person-condition.h"

/* Below this a rule that lowers the AUC is not worth a warning. */
#define NOTABLE_AUC_LOSS 0.0005

static void
append_part (GString *text,
             char *part)
{
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
  g_free (part);
}

static char *
days_text (double days)
{
  g_autofree char *number = sy_format_short (days);

  /* Translators: a number of days, as short as it gets */
  return g_strdup_printf (_ ("%s d"), number);
}

static void
append_decay (GString *text,
              const SyRule *rule)
{
  g_autofree char *days = NULL;

  switch (rule->decay.kind)
    {
    case SY_DECAY_EXPONENTIAL:
      append_part (text, days_text (rule->decay.half_life_days));
      break;
    case SY_DECAY_LINEAR:
      days = days_text (rule->decay.span_days);
      append_part (text, g_strdup_printf (_ ("%s linear"), days));
      break;
    case SY_DECAY_STEPS:
      append_part (text,
                   g_strdup_printf (g_dngettext (NULL, "%u step", "%u steps", rule->decay.n_steps),
                                    (guint) rule->decay.n_steps));
      break;
    case SY_DECAY_NONE:
      if (!isnan (rule->window_days) && rule->measure != SY_MEASURE_INACTIVE)
        {
          days = days_text (rule->window_days);
          append_part (text, g_strdup_printf (_ ("in %s"), days));
        }
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
append_event (GString *text,
              const SyRule *rule)
{
  g_autofree char *days = NULL;

  switch (rule->measure)
    {
    case SY_MEASURE_ONCE:
      append_part (text, g_strdup (_ ("once")));
      break;
    case SY_MEASURE_LATEST:
      append_part (text, g_strdup (_ ("latest")));
      break;
    case SY_MEASURE_INACTIVE:
      if (isnan (rule->window_days))
        append_part (text, g_strdup (_ ("never")));
      else
        {
          days = days_text (rule->window_days);
          append_part (text, g_strdup_printf (_ ("none in %s"), days));
        }
      break;
    case SY_MEASURE_TREND:
      days = days_text (rule->trend_days);
      append_part (text, g_strdup_printf (_ ("trend of %s"), days));
      break;
    case SY_MEASURE_COUNT:
    case SY_MEASURE_AMOUNT:
    case SY_MEASURE_DAYS:
    default:
      break;
    }

  append_decay (text, rule);
  if (rule->daily_cap > 0)
    append_part (text, g_strdup_printf (_ ("≤ %d a day"), rule->daily_cap));
  if (rule->max_occurrences > 0)
    append_part (text, g_strdup_printf (_ ("≤ %d in all"), rule->max_occurrences));
}

/* What the rule hangs on. */
static void
append_gate (GString *text,
             const SyRule *rule)
{
  char *factor = sy_multiplier_describe (&rule->multiplier);

  if (rule->only_if != NULL)
    {
      g_autofree char *who = sy_person_condition_describe (rule->only_if);

      append_part (text, g_strdup_printf (_ ("only if %s"), who));
    }
  if (*factor != '\0')
    append_part (text, factor);
  else
    g_free (factor);
}

char *
sy_rule_text_chip (const SyRule *rule)
{
  GString *text;

  g_return_val_if_fail (rule != NULL, NULL);

  text = g_string_new (NULL);
  if (rule->muted)
    append_part (text, g_strdup (_ ("muted")));
  else
    switch (rule->kind)
      {
      case SY_RULE_EVENT:
        append_event (text, rule);
        break;
      case SY_RULE_ATTRIBUTE:
        append_part (text, g_strdup (rule->n_table > 0 ? _ ("by value") : _ ("attribute")));
        break;
      case SY_RULE_SEQUENCE:
        {
          g_autofree char *days = days_text (rule->within_days);

          append_part (text, g_strdup_printf (_ ("not followed in %s"), days));
        }
        break;
      case SY_RULE_MILESTONE:
        append_part (text, g_strdup (_ ("once")));
        append_decay (text, rule);
        break;
      case SY_RULE_DATE:
        append_part (text, g_strdup (_ ("date")));
        break;
      default:
        g_assert_not_reached ();
      }
  if (!rule->muted)
    append_gate (text, rule);

  return g_string_free (text, FALSE);
}

static const char *
measure_text (const SyRule *rule)
{
  switch (rule->measure)
    {
    case SY_MEASURE_COUNT:
      return _ ("count");
    case SY_MEASURE_AMOUNT:
      return _ ("value-weighted");
    case SY_MEASURE_DAYS:
      return _ ("distinct days");
    case SY_MEASURE_ONCE:
      return _ ("happened at all");
    case SY_MEASURE_LATEST:
      return _ ("the latest only");
    case SY_MEASURE_INACTIVE:
      return _ ("did not happen");
    case SY_MEASURE_TREND:
      return _ ("trend");
    default:
      return "";
    }
}

static const char *
decay_text (SyDecayKind kind)
{
  switch (kind)
    {
    case SY_DECAY_EXPONENTIAL:
      return _ ("exponential decay");
    case SY_DECAY_LINEAR:
      return _ ("linear decay");
    case SY_DECAY_STEPS:
      return _ ("decay in steps");
    case SY_DECAY_NONE:
    default:
      return _ ("no decay");
    }
}

char *
sy_rule_text_subtitle (const SyRule *rule)
{
  g_return_val_if_fail (rule != NULL, NULL);

  switch (rule->kind)
    {
    case SY_RULE_EVENT:
      if (rule->measure == SY_MEASURE_INACTIVE || rule->measure == SY_MEASURE_TREND)
        return g_strdup (measure_text (rule));
      return g_strdup_printf ("%s · %s", measure_text (rule), decay_text (rule->decay.kind));
    case SY_RULE_MILESTONE:
      return g_strdup_printf ("%s · %s", _ ("milestone"), decay_text (rule->decay.kind));
    case SY_RULE_SEQUENCE:
      return g_strdup (_ ("one thing without another"));
    case SY_RULE_ATTRIBUTE:
      return g_strdup_printf (_ ("attribute %s"), rule->attribute != NULL ? rule->attribute : "");
    case SY_RULE_DATE:
      return g_strdup_printf (_ ("days to %s"), rule->attribute != NULL ? rule->attribute : "");
    default:
      g_return_val_if_reached (NULL);
    }
}

char *
sy_rule_text_outcome (const SyOutcomeSpec *outcome)
{
  char *text, *end;

  g_return_val_if_fail (outcome != NULL, NULL);

  if (outcome->name == NULL || *outcome->name == '\0')
    return g_strdup (_ ("the outcome"));

  /* "Lapsed within 60 days" is "lapsed" in a sentence; what is all capitals stays. */
  text = g_strdup (outcome->name);
  end = strstr (text, " within ");
  if (end != NULL)
    *end = '\0';
  if (g_unichar_isupper (g_utf8_get_char (text)) &&
      !g_unichar_isupper (g_utf8_get_char (g_utf8_next_char (text))))
    {
      g_autofree char *first = g_utf8_strdown (text, (gssize) (g_utf8_next_char (text) - text));
      g_autofree char *whole = text;

      text = g_strconcat (first, g_utf8_next_char (whole), NULL);
    }

  return text;
}

char *
sy_rule_text_evidence (const SyRuleEvidence *evidence,
                       const SyOutcomeSpec *outcome,
                       SyTone *out_tone)
{
  g_autofree char *event = NULL;

  g_return_val_if_fail (outcome != NULL && out_tone != NULL, NULL);

  *out_tone = SY_TONE_PLAIN;
  if (evidence == NULL)
    return g_strdup ("");

  if (evidence->auc_change > NOTABLE_AUC_LOSS && evidence->p_adjusted < 0.05)
    {
      g_autofree char *loss = sy_format_number (evidence->auc_change, 3);

      *out_tone = SY_TONE_LESS;
      return g_strdup_printf (_ ("▼ lowers the AUC by %s"), loss);
    }

  event = sy_rule_text_outcome (outcome);
  if (!isnan (evidence->ratio))
    {
      g_autofree char *ratio = sy_format_number (evidence->ratio, evidence->ratio < 9.95 ? 1 : 0);

      *out_tone = evidence->ratio < 1 ? SY_TONE_LESS : SY_TONE_MORE;
      if (outcome->direction == SY_DIRECTION_LESS)
        return g_strdup_printf (_ ("%s× not %s vs %s"), ratio, event, event);
      return g_strdup_printf (_ ("%s× %s vs not"), ratio, event);
    }

  if (evidence->n_reached == 0)
    return g_strdup (_ ("nobody reached"));

  return g_strdup ("");
}

char *
sy_rule_text_information_value (double value)
{
  g_autofree char *number = sy_format_number (value, 2);
  const char *word = value < 0.02  ? _ ("none")
                     : value < 0.1 ? _ ("weak")
                     : value < 0.3 ? _ ("medium")
                                   : _ ("strong");

  if (isnan (value))
    return g_strdup ("–");

  return g_strdup_printf ("%s %s", number, word);
}
