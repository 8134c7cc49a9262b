/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a specification from points to bands: of people, their stages, of accounts. */
#include "config.h"

#include "sy-spec-private.h"

#include <math.h>
#include <string.h>

#include "sy-chart-text-private.h"

static char *
describe_scale (const SyScaleSpec *scale)
{
  g_autofree char *lo = sy_text_value (scale->lo, ",");
  g_autofree char *hi = sy_text_value (scale->hi, ",");
  g_autofree char *b0 = sy_text_value (scale->b0, ",");
  g_autofree char *b1 = sy_text_value (scale->b1, ",");

  switch (scale->kind)
    {
    case SY_SCALE_RANGE:
      return g_strdup_printf ("0 at %s points or fewer, 100 at %s or more, evenly between", lo, hi);
    case SY_SCALE_PERCENTILE:
      return g_strdup ("percent of the people of the frozen reference with fewer points, ties half");
    case SY_SCALE_LOGISTIC:
      return g_strdup_printf ("100 / (1 + exp (−(%s + %s × points)))", b0, b1);
    case SY_SCALE_NONE:
    default:
      return g_strdup ("the points themselves");
    }
}

/* How the probability is made and what part of the score it is; NULL without one. */
static char *
describe_layer (const SyModel *model)
{
  const SyLayerSpec *layer = &model->probability;
  g_autofree char *b0 = sy_text_value (layer->b0, ",");
  g_autofree char *b1 = sy_text_value (layer->b1, ",");
  g_autofree char *blend = sy_text_value (100 * layer->blend, ",");
  GString *text = g_string_new (NULL);

  if (layer->kind == SY_LAYER_LOGISTIC)
    g_string_append_printf (text, "1 / (1 + exp (−(%s + %s × points)))", b0, b1);
  else if (layer->kind == SY_LAYER_ISOTONIC)
    g_string_append_printf (text, "by a frozen table of %" G_GSIZE_FORMAT " raw scores",
                            layer->n_raw);
  else if (layer->kind == SY_LAYER_RULES)
    {
      g_string_append_printf (text, "log odds %s", b0);
      for (gsize i = 0; i < layer->n_rules; i++)
        {
          g_autofree char *b = sy_text_value (layer->rules[i].b, ",");

          g_string_append_printf (text, " + %s × %s", b, layer->rules[i].rule);
        }
      g_string_append (text, " (the values of rules, before their weights)");
    }
  if (layer->blend > 0)
    g_string_append_printf (text, "; it makes %s" SY_NBSP "%% of the score%s", blend,
                            model->outcome.direction == SY_DIRECTION_LESS
                                ? ", as the probability of its contrary"
                                : "");
  if (text->len > 0)
    return g_string_free (text, FALSE);
  g_string_free (text, TRUE);
  return NULL;
}

static char *
join_words (char **words)
{
  return words != NULL ? g_strjoinv (", ", words) : g_strdup ("");
}

/* "goal: …; action: …", of what is said. */
static char *
describe_playbook (const SyPlaybook *playbook)
{
  g_autofree char *channels = join_words (playbook->channels);
  const struct
  {
    const char *name;
    const char *text;
  } parts[] = {
    { "goal", playbook->goal },
    { "action", playbook->action },
    { "channels", channels },
    { "offer", playbook->offer_rule },
    { "at most", playbook->frequency_cap },
    { "not when", playbook->suppress_when },
    { "success", playbook->success_metric },
    { "owner", playbook->owner },
  };
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i].text != NULL && *parts[i].text != '\0')
      g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "; " : "", parts[i].name,
                              parts[i].text);
  return g_string_free (text, FALSE);
}

/* What is asked beyond the score: of accounts their figures, of people the course. */
static char *
describe_conditions (const SyBand *band)
{
  if (band->where != NULL)
    return sy_condition_describe (band->where);
  return sy_course_describe (band->courses, &band->change);
}

/* Conditions stand before what to do. */
static void
add_band_table (SyDocument *document,
                const GPtrArray *bands)
{
  SyBlock *table;

  if (bands->len == 0)
    return;
  table = sy_document_add_table (document, "Band", 1.2, 't', "Score from", 0.8, 'n',
                                 "What to do", 4.0, 't', NULL);
  for (guint i = 0; i < bands->len; i++)
    {
      const SyBand *band = bands->pdata[i];
      g_autofree char *when = describe_conditions (band);
      g_autofree char *playbook = describe_playbook (&band->playbook);

      sy_block_take_row (table, g_strdup (band->name), sy_text_value (band->min, ","),
                         *when == '\0' ? g_strdup (playbook)
                                       : g_strdup_printf ("when %s%s%s", when,
                                                          *playbook == '\0' ? "" : "; ", playbook));
    }
}

void
sy_spec_add_bands (SyDocument *document,
                   const SyModel *model)
{
  g_autofree char *limits = sy_report_describe_limits (model->score_min, model->score_max);
  SyBlock *facts;

  sy_document_add_heading (document, 1, "From points to bands");
  facts = sy_document_add_facts (document);
  sy_block_take_row (facts, g_strdup ("Points"),
                     *limits != '\0'
                         ? g_strdup_printf ("the sum of the groups, limited %s", limits)
                         : g_strdup ("the sum of the groups"));
  sy_block_take_row (facts, g_strdup ("Score"), describe_scale (&model->scale));
  if (model->probability.kind != SY_LAYER_NONE)
    sy_block_take_row (facts, g_strdup ("Probability"), describe_layer (model));
  if (model->display != SY_DISPLAY_NUMBER)
    sy_block_take_row (facts, g_strdup ("Shown as"),
                       g_strdup (model->display == SY_DISPLAY_LETTER
                                     ? "the letter of the band, A the highest"
                                     : "percent"));
  if (sy_model_asks_course (model))
    sy_block_take_row (facts, g_strdup ("Band"),
                       g_strdup ("the highest whose score is reached and whose course and change "
                                 "hold; the course is that of the last 30 days"));
  add_band_table (document, model->bands);
}

static char *
describe_roll_up (const SyAccountSpec *account)
{
  g_autoptr (GString) text = g_string_new ("the sum of the members' points, each times the weight of "
                                           "the role: ");
  g_autofree char *other = sy_text_value (account->other_weight, ",");

  switch (account->kind)
    {
    case SY_ROLL_UP_MEAN:
      return g_strdup ("the mean of the members' points");
    case SY_ROLL_UP_MAX:
      return g_strdup ("the points of the member with most");
    case SY_ROLL_UP_TOP:
      return g_strdup_printf ("the mean of the %d members with most points", account->top);
    case SY_ROLL_UP_ROLE:
      for (gsize i = 0; i < account->n_roles; i++)
        {
          g_autofree char *weight = sy_text_value (account->roles[i].weight, ",");

          g_string_append_printf (text, "%s %s, ", account->roles[i].role, weight);
        }
      return g_strdup_printf ("%sothers %s", text->str, other);
    case SY_ROLL_UP_SUM:
    case SY_ROLL_UP_NONE:
    default:
      return g_strdup ("the sum of the members' points");
    }
}

void
sy_spec_add_accounts (SyDocument *document,
                      const SyModel *model)
{
  const SyAccountSpec *account = &model->account;
  const SyAccountInputs *inputs = &account->inputs;
  g_autofree char *features = join_words (inputs->features);
  g_autofree char *days = sy_text_value (inputs->active_days, ",");
  const struct
  {
    const char *name;
    const char *text;
  } parts[] = {
    { "Seats", inputs->seats },
    { "Features", features },
    { "Renewal", inputs->renewal },
    { "Billing", inputs->billing },
    { "Owner", inputs->owner },
  };
  SyBlock *facts;

  if (account->kind == SY_ROLL_UP_NONE)
    return;
  sy_document_add_heading (document, 1, "Accounts");
  facts = sy_document_add_facts (document);
  sy_block_take_row (facts, g_strdup ("Points"), describe_roll_up (account));
  sy_block_take_row (facts, g_strdup ("Score"),
                     describe_scale (account->bands->len > 0 ? &account->scale : &model->scale));
  sy_block_take_row (facts, g_strdup ("Active"),
                     g_strdup_printf ("members with an event in the last %s days", days));
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i].text != NULL && *parts[i].text != '\0')
      sy_block_take_row (facts, g_strdup (parts[i].name), g_strdup (parts[i].text));
  add_band_table (document, account->bands);
}

/* Whether the model says more of stages than that there are some. */
static gboolean
has_stages (const SyLifecycleSpec *spec)
{
  g_autoptr (SyModel) plain = sy_model_new ("Plain");
  g_autoptr (SyModel) same = sy_model_new ("Plain");

  same->lifecycle = *spec;
  same->lifecycle.types = g_strdupv (spec->types);
  return !sy_model_equal (plain, same);
}

void
sy_spec_add_stages (SyDocument *document,
                    const SyModel *model)
{
  const SyLifecycleSpec *spec = &model->lifecycle;
  g_autofree char *types = spec->types == NULL ? g_strdup ("any event") : join_words (spec->types);
  g_autofree char *new_days = sy_text_value (spec->new_days, ",");
  g_autofree char *lapsing_days = sy_text_value (spec->lapsing_days, ",");
  g_autofree char *dormant_days = sy_text_value (spec->dormant_days, ",");
  g_autofree char *trend_days = sy_text_value (spec->trend_days, ",");
  g_autofree char *drop = sy_text_value (100 * spec->trend_drop, ",");
  SyBlock *facts;

  if (!has_stages (spec))
    return;
  sy_document_add_heading (document, 1, "Stages");
  facts = sy_document_add_facts (document);
  sy_block_take_row (facts, g_strdup ("Dormant"),
                     g_strdup_printf ("%s days or more without %s", dormant_days, types));
  sy_block_take_row (facts, g_strdup ("New"),
                     g_strdup_printf ("first seen less than %s days ago", new_days));
  sy_block_take_row (facts, g_strdup ("Lapsing"),
                     g_strdup_printf ("%s days or more without it, or %s %% less in %s days "
                                      "than in as many before, or worse",
                                      lapsing_days, drop, trend_days));
  sy_block_take_row (facts, g_strdup ("Active"), g_strdup ("everyone else"));
}
