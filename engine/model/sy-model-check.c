/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a document must obey beyond types and ranges, and what it probably does not mean. */
#include "config.h"

#include "sy-field-private.h"

#include <math.h>
#include <string.h>

#include "core/sy-number.h"
#include "core/sy-text.h"

#define MAX_ID 64

static gboolean
check_limits (SyModelReader *reader,
              const SyPlace *place,
              const char *key_max,
              double min,
              double max)
{
  if (!isnan (min) && !isnan (max) && min > max)
    return sy_model_reader_fail (reader, place, key_max,
                                 "is below the lower limit; swap them or remove one");
  return TRUE;
}

static gboolean
is_id (const char *id)
{
  if (strlen (id) > MAX_ID)
    return FALSE;
  for (; *id != '\0'; id++)
    if (!g_ascii_isalnum (*id) && strchr ("_.-", *id) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
check_attribute_rule (SyModelReader *reader,
                      const SyPlace *place,
                      const SyRule *rule)
{
  if ((rule->where != NULL) == (rule->n_table > 0))
    return sy_model_reader_fail (
        reader, place, rule->where != NULL ? "table" : NULL,
        "an attribute rule needs either a \"table\" or a \"where\", and not both");
  return TRUE;
}

/* Bounds of days: at least one, and in order. */
static gboolean
check_days (SyModelReader *reader,
            const SyPlace *place,
            const char *noun,
            double from_days,
            double to_days)
{
  if (isnan (from_days) && isnan (to_days))
    return sy_model_reader_fail (reader, place, NULL, "%s needs \"from_days\", \"to_days\" or both",
                                 noun);
  return check_limits (reader, place, "to_days", from_days, to_days);
}

static gboolean
check_date_rule (SyModelReader *reader,
                 const SyPlace *place,
                 const SyRule *rule)
{
  return check_days (reader, place, "a date rule", rule->from_days, rule->to_days);
}

gboolean
sy_check_person_test (SyModelReader *reader,
                      const SyPlace *place,
                      gconstpointer object)
{
  const SyPersonTest *test = object;

  if (test->kind != SY_PERSON_TEST_COUNT)
    return check_days (reader, place, "a condition on days", test->from_days, test->to_days);
  if (test->at_least < 0 && test->at_most < 0)
    return sy_model_reader_fail (reader, place, NULL,
                                 "a count needs \"at_least\", \"at_most\" or both");
  if (test->at_least >= 0 && test->at_most >= 0)
    return check_limits (reader, place, "at_most", test->at_least, test->at_most);
  return TRUE;
}

gboolean
sy_check_multiplier (SyModelReader *reader,
                     const SyPlace *place,
                     gconstpointer object)
{
  const SyMultiplier *multiplier = object;

  return check_days (reader, place, "a multiplier", multiplier->from_days, multiplier->to_days);
}

/* Frozen numbers of an event rule. */
static gboolean
check_event_rule (SyModelReader *reader,
                  const SyPlace *place,
                  const SyRule *rule)
{
  if (rule->n_season > 0 && rule->n_season != SY_SEASON_WEEKS)
    return sy_model_reader_fail (reader, place, "season", "must have %d factors, one for each week",
                                 SY_SEASON_WEEKS);
  for (gsize i = 0; i < rule->n_season; i++)
    if (!(rule->season[i] > 0))
      return sy_model_reader_fail (reader, place, "season",
                                   "every factor must be more than 0 (element %" G_GSIZE_FORMAT ")",
                                   i);
  for (gsize i = 1; i < rule->n_code_edges; i++)
    if (rule->code_edges[i] <= rule->code_edges[i - 1])
      return sy_model_reader_fail (reader, place, "code_edges",
                                   "must rise (element %" G_GSIZE_FORMAT ")", i);
  return TRUE;
}

gboolean
sy_check_rule (SyModelReader *reader,
               const SyPlace *place,
               gconstpointer object)
{
  const SyRule *rule = object;

  if (!is_id (rule->id))
    return sy_model_reader_fail (reader, place, "id",
                                 "an id has 1 to %d of the characters A-Z a-z 0-9 _ . -", MAX_ID);
  if (!sy_model_reader_is_new (reader, "rule", rule->id))
    return sy_model_reader_fail (reader, place, "id",
                                 "another rule has the id \"%s\"; ids are unique in a model",
                                 rule->id);
  if (rule->kind == SY_RULE_ATTRIBUTE && !check_attribute_rule (reader, place, rule))
    return FALSE;
  if (rule->kind == SY_RULE_EVENT && !check_event_rule (reader, place, rule))
    return FALSE;
  if (rule->kind == SY_RULE_DATE && !check_date_rule (reader, place, rule))
    return FALSE;
  return check_limits (reader, place, "points_max", rule->points_min, rule->points_max);
}

gboolean
sy_check_group (SyModelReader *reader,
                const SyPlace *place,
                gconstpointer object)
{
  const SyRuleGroup *group = object;

  if (!sy_model_reader_is_new (reader, "group", group->name))
    return sy_model_reader_fail (reader, place, "name",
                                 "another group is named \"%s\"; names are unique in a model",
                                 group->name);
  return check_limits (reader, place, "points_max", group->points_min, group->points_max);
}

gboolean
sy_check_row (SyModelReader *reader,
              const SyPlace *place,
              gconstpointer object)
{
  const SyTableRow *row = object;
  gboolean has_range = !isnan (row->min) || !isnan (row->max);

  if ((row->value != NULL) == has_range)
    return sy_model_reader_fail (
        reader, place, NULL,
        "a row needs either a \"value\", or a \"min\" (inclusive), a \"max\" (exclusive) or both");
  if (!isnan (row->min) && !isnan (row->max) && row->min >= row->max)
    return sy_model_reader_fail (reader, place, "max",
                                 "must be more than \"min\": the row would match nothing");
  return TRUE;
}

gboolean
sy_check_outcome (SyModelReader *reader,
                  const SyPlace *place,
                  gconstpointer object)
{
  const SyOutcomeSpec *outcome = object;

  if (outcome->kind == SY_OUTCOME_IMPORTED && outcome->name == NULL)
    return sy_model_reader_fail (reader, place, "name",
                                 "this key is missing; an imported outcome is found by its name");
  return TRUE;
}

gboolean
sy_check_scale (SyModelReader *reader,
                const SyPlace *place,
                gconstpointer object)
{
  const SyScaleSpec *scale = object;

  if (scale->kind == SY_SCALE_RANGE && scale->hi <= scale->lo)
    return sy_model_reader_fail (reader, place, "hi", "must be more than \"lo\"");
  for (gsize i = 1; i < scale->n_reference; i++)
    if (scale->reference[i] < scale->reference[i - 1])
      return sy_model_reader_fail (reader, place, "reference",
                                   "must be in ascending order (element %" G_GSIZE_FORMAT ")", i);
  return TRUE;
}

gboolean
sy_check_coefficient (SyModelReader *reader,
                      const SyPlace *place,
                      gconstpointer object)
{
  const SyCoefficient *coefficient = object;

  if (!sy_model_reader_is_new (reader, "coefficient", coefficient->rule))
    return sy_model_reader_fail (reader, place, "rule",
                                 "\"%s\" has a coefficient already; keep one", coefficient->rule);
  return TRUE;
}

gboolean
sy_check_layer (SyModelReader *reader,
                const SyPlace *place,
                gconstpointer object)
{
  const SyLayerSpec *layer = object;

  if (layer->n_p != layer->n_raw)
    return sy_model_reader_fail (reader, place, "p",
                                 "must have as many elements as \"raw\", %" G_GSIZE_FORMAT,
                                 layer->n_raw);
  for (gsize i = 0; i < layer->n_raw; i++)
    {
      if (i > 0 && layer->raw[i] <= layer->raw[i - 1])
        return sy_model_reader_fail (reader, place, "raw",
                                     "must rise (element %" G_GSIZE_FORMAT ")", i);
      if (!(layer->p[i] >= 0 && layer->p[i] <= 1))
        return sy_model_reader_fail (reader, place, "p",
                                     "must be from 0 to 1 (element %" G_GSIZE_FORMAT ")", i);
    }
  return TRUE;
}

gboolean
sy_check_score (SyModelReader *reader,
                const SyPlace *place,
                gconstpointer object)
{
  const SyModel *model = object;

  return check_limits (reader, place, "max", model->score_min, model->score_max);
}

gboolean
sy_check_band (SyModelReader *reader,
               const SyPlace *place,
               gconstpointer object)
{
  const SyBand *band = object;

  if (!sy_model_reader_is_new (reader, "band", band->name))
    return sy_model_reader_fail (reader, place, "name",
                                 "another band is named \"%s\"; names are unique in a model",
                                 band->name);
  return TRUE;
}

gboolean
sy_check_move (SyModelReader *reader,
               const SyPlace *place,
               gconstpointer object)
{
  const SyScoreMove *move = object;

  if (isnan (move->at_least) && isnan (move->at_most))
    return sy_model_reader_fail (reader, place, NULL, "needs at_least, at_most or both");
  return check_limits (reader, place, "at_most", move->at_least, move->at_most);
}

gboolean
sy_check_account_band (SyModelReader *reader,
                       const SyPlace *place,
                       gconstpointer object)
{
  const SyBand *band = object;

  if (!sy_model_reader_is_new (reader, "account band", band->name))
    return sy_model_reader_fail (reader, place, "name",
                                 "another band of accounts is named \"%s\"; their names are unique",
                                 band->name);
  return TRUE;
}

gboolean
sy_check_role (SyModelReader *reader,
               const SyPlace *place,
               gconstpointer object)
{
  const SyRoleWeight *role = object;

  if (!sy_model_reader_is_new (reader, "role", role->role))
    return sy_model_reader_fail (reader, place, "role", "\"%s\" has a weight already; keep one",
                                 role->role);
  return TRUE;
}

/* The lower end of what a score can be; NaN when it has none. */
static double
get_scale_low (const SyModel *model)
{
  return model->scale.kind == SY_SCALE_NONE ? model->score_min : 0;
}

static double
get_scale_high (const SyModel *model)
{
  return model->scale.kind == SY_SCALE_NONE ? model->score_max : 100;
}

static gboolean
check_first_band (SyModelReader *reader,
                  const SyPlace *place,
                  double min,
                  double low)
{
  char buffer[SY_NUMBER_BUFFER_SIZE];

  if (isnan (min) || min <= low)
    return TRUE;
  if (isnan (low))
    return sy_model_reader_fail (
        reader, place, "min",
        "the first band must reach down to the end of the scale, which has none here: write null");
  return sy_model_reader_fail (
      reader, place, "min",
      "the first band must start at %s or lower (or null): scores below it would have no band",
      sy_number_format (low, buffer));
}

/* @low: the lower end of the scale of these bands, or NaN. */
static gboolean
check_bands (SyModelReader *reader,
             const SyPlace *place,
             const GPtrArray *bands,
             double low)
{
  SyPlace list = { place, "bands", 0, sy_json_find (place->json, "bands") };

  for (guint i = 0; i < bands->len; i++)
    {
      SyPlace band = { &list, NULL, i, sy_json_get_element (list.json, i) };
      double min = ((const SyBand *) bands->pdata[i])->min;
      double before = i == 0 ? (double) NAN : ((const SyBand *) bands->pdata[i - 1])->min;

      if (i == 0)
        {
          if (!check_first_band (reader, &band, min, low))
            return FALSE;
        }
      else if (isnan (min))
        return sy_model_reader_fail (reader, &band, "min",
                                     "only the first band may have no lower bound");
      else if (!isnan (before) && min <= before)
        return sy_model_reader_fail (reader, &band, "min",
                                     "bands must rise: this one starts at or below the one before");
    }
  return TRUE;
}

gboolean
sy_check_account (SyModelReader *reader,
                  const SyPlace *place,
                  gconstpointer object)
{
  const SyAccountSpec *account = object;
  SyPlace list = { place, "bands", 0, sy_json_find (place->json, "bands") };

  if (account->bands->len == 0 && sy_json_find (place->json, "scale") != NULL)
    return sy_model_reader_fail (
        reader, place, "scale",
        "a scale of accounts needs \"bands\" of accounts; add them or remove this key");
  if (account->bands->len > SY_MODEL_MAX_BANDS)
    return sy_model_reader_fail (reader, &list, NULL, "accounts have at most %d bands",
                                 SY_MODEL_MAX_BANDS);
  if (account->bands->len > 0 && ((const SyBand *) account->bands->pdata[0])->where != NULL)
    {
      SyPlace first = { &list, NULL, 0, sy_json_get_element (list.json, 0) };

      return sy_model_reader_fail (
          reader, &first, "where",
          "the first band takes every account that no other takes; move the conditions up");
    }
  return check_bands (reader, place, account->bands,
                      account->scale.kind == SY_SCALE_NONE ? (double) NAN : 0);
}

gboolean
sy_check_lifecycle (SyModelReader *reader,
                    const SyPlace *place,
                    gconstpointer object)
{
  const SyLifecycleSpec *lifecycle = object;

  if (lifecycle->dormant_days < lifecycle->lapsing_days)
    return sy_model_reader_fail (reader, place, "dormant_days",
                                 "must be at least \"lapsing_days\": one lapses before one sleeps");
  return TRUE;
}

/* Courses and changes of bands of people. */
static gboolean
check_courses (SyModelReader *reader,
               const SyPlace *place,
               const SyModel *model)
{
  SyPlace list = { place, "bands", 0, sy_json_find (place->json, "bands") };
  SyPlace first = { &list, NULL, 0, sy_json_get_element (list.json, 0) };
  const SyBand *lowest = model->bands->pdata[0];

  if (sy_band_asks_course (lowest))
    return sy_model_reader_fail (
        reader, &first, lowest->courses != 0 ? "course" : "change",
        "the first band takes everybody whom no other takes; move this key to a higher band");
  if (model->display == SY_DISPLAY_LETTER && sy_model_asks_course (model))
    return sy_model_reader_fail (
        reader, place, "display",
        "a letter tells the band of a score alone; with bands that ask for \"course\" or \"change\" "
        "use \"number\" or \"percent\"");
  return TRUE;
}

static gboolean
check_name (const char *path,
            const char *name,
            GError **error)
{
  const char *problem = sy_text_find_name_problem (name);

  if (problem != NULL)
    g_set_error (error, SY_MODEL_ERROR, SY_MODEL_ERROR_INVALID, "%s: the name %s", path, problem);
  return problem == NULL;
}

static gboolean
check_band_names (const char *path,
                  const GPtrArray *bands,
                  GError **error)
{
  for (guint i = 0; i < bands->len; i++)
    {
      g_autofree char *place = g_strdup_printf ("%s[%u].name", path, i);

      if (!check_name (place, ((const SyBand *) bands->pdata[i])->name, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
sy_check_names (const SyModel *model,
                GError **error)
{
  return check_name ("$.name", model->name, error) &&
         check_band_names ("$.bands", model->bands, error) &&
         check_band_names ("$.account.bands", model->account.bands, error);
}

gboolean
sy_check_model (SyModelReader *reader,
                const SyPlace *place,
                gconstpointer object)
{
  const SyModel *model = object;
  SyPlace list = { place, "bands", 0, sy_json_find (place->json, "bands") };

  if (model->bands->len == 0 || model->bands->len > SY_MODEL_MAX_BANDS)
    return sy_model_reader_fail (reader, &list, NULL, "a model has 1 to %d bands",
                                 SY_MODEL_MAX_BANDS);
  if (model->probability.blend > 0 && model->scale.kind == SY_SCALE_NONE)
    {
      SyPlace probability = { place, "probability", 0, sy_json_find (place->json, "probability") };

      return sy_model_reader_fail (
          reader, &probability, "blend",
          "needs a scale from 0 to 100, which this model has not; choose a scale or remove it");
    }
  return check_bands (reader, place, model->bands, get_scale_low (model)) &&
         check_courses (reader, place, model);
}

gboolean
sy_model_check_publishable (const SyModel *self,
                            GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->outcome.kind == SY_OUTCOME_NONE)
    {
      g_set_error (
          error, SY_MODEL_ERROR, SY_MODEL_ERROR_INVALID,
          "$.outcome: a version needs an outcome with a horizon to be held against; add one and publish again");
      return FALSE;
    }
  for (guint i = 0; i < self->groups->len; i++)
    for (guint j = 0; j < sy_model_get_group (self, i)->rules->len; j++)
      if (!sy_rule_group_get_rule (sy_model_get_group (self, i), j)->muted)
        return TRUE;
  g_set_error (error, SY_MODEL_ERROR, SY_MODEL_ERROR_INVALID,
               "$.groups: no rule gives points; add a rule or unmute one and publish again");
  return FALSE;
}

static void
warn_of_decay (GPtrArray *lines,
               const char *path,
               const SyRule *rule)
{
  const SyDecay *decay = &rule->decay;

  if (rule->kind != SY_RULE_EVENT && rule->kind != SY_RULE_MILESTONE)
    return;
  if (decay->kind == SY_DECAY_LINEAR && !isnan (rule->window_days) &&
      decay->span_days < rule->window_days)
    g_ptr_array_add (
        lines,
        g_strdup_printf (
            "%s.decay.span_days: events older than this score 0, although the window is longer",
            path));
  for (gsize i = 1; decay->kind == SY_DECAY_STEPS && i < decay->n_steps; i++)
    {
      if (decay->steps[i].until_days <= decay->steps[i - 1].until_days)
        g_ptr_array_add (lines,
                         g_strdup_printf ("%s.decay.steps[%" G_GSIZE_FORMAT
                                          "]: is never reached: the step before lasts as long",
                                          path, i));
      if (decay->steps[i].factor > decay->steps[i - 1].factor)
        g_ptr_array_add (lines, g_strdup_printf ("%s.decay.steps[%" G_GSIZE_FORMAT
                                                 "]: older events count more than newer ones",
                                                 path, i));
    }
}

static void
warn_of_rule (GPtrArray *lines,
              const char *path,
              const SyRule *rule)
{
  if (rule->weight == 0 && !rule->muted)
    g_ptr_array_add (lines, g_strdup_printf ("%s.weight: is 0, so the rule gives no points", path));
  if (rule->points_max <= 0 && rule->weight > 0 && rule->points_max <= rule->points_min)
    g_ptr_array_add (
        lines,
        g_strdup_printf ("%s.points_max: both limits are equal, so everyone gets the same points",
                         path));
  if (rule->kind == SY_RULE_EVENT && rule->measure == SY_MEASURE_INACTIVE &&
      isnan (rule->window_days))
    g_ptr_array_add (
        lines,
        g_strdup_printf (
            "%s.window_days: without a window, \"inactive\" means that it never happened", path));
  if (rule->kind == SY_RULE_EVENT && rule->measure == SY_MEASURE_TREND &&
      (rule->daily_cap >= 0 || rule->max_occurrences >= 0))
    g_ptr_array_add (lines,
                     g_strdup_printf ("%s.%s: a trend counts all matches, so the cap changes nothing",
                                      path, rule->daily_cap >= 0 ? "daily_cap" : "max_occurrences"));
  if (rule->kind == SY_RULE_EVENT && rule->n_season > 0 &&
      rule->measure != SY_MEASURE_TREND && isnan (rule->window_days))
    g_ptr_array_add (
        lines, g_strdup_printf ("%s.season: without \"window_days\" it divides nothing", path));
  warn_of_decay (lines, path, rule);
}

/* Coefficients of what is gone. */
static void
warn_of_layer (GPtrArray *lines,
               const SyModel *model)
{
  for (gsize i = 0; i < model->probability.n_rules; i++)
    if (sy_model_find_rule (model, model->probability.rules[i].rule, NULL, NULL) == NULL)
      g_ptr_array_add (lines, g_strdup_printf ("$.probability.rules[%" G_GSIZE_FORMAT
                                               "].rule: there is no rule \"%s\"; calibrate again",
                                               i, model->probability.rules[i].rule));
}

static void
warn_of_bands (GPtrArray *lines,
               const char *path,
               const GPtrArray *bands,
               double high)
{
  char buffer[SY_NUMBER_BUFFER_SIZE];

  for (guint i = 1; i < bands->len; i++)
    if (((const SyBand *) bands->pdata[i])->min > high)
      g_ptr_array_add (lines,
                       g_strdup_printf ("%s[%u].min: nobody reaches it, the scale ends at %s", path,
                                        i, sy_number_format (high, buffer)));
}

char **
sy_model_get_warnings (const SyModel *self)
{
  GPtrArray *lines = g_ptr_array_new ();

  g_return_val_if_fail (self != NULL, NULL);

  if (self->outcome.kind == SY_OUTCOME_NONE)
    g_ptr_array_add (lines,
                     g_strdup ("$.outcome: without an outcome the score cannot be validated"));
  else if (self->outcome.name == NULL)
    g_ptr_array_add (lines,
                     g_strdup ("$.outcome.name: give the outcome a name that reports can show"));
  for (guint i = 0; i < self->groups->len; i++)
    for (guint j = 0; j < sy_model_get_group (self, i)->rules->len; j++)
      {
        g_autofree char *path = g_strdup_printf ("$.groups[%u].rules[%u]", i, j);

        warn_of_rule (lines, path, sy_rule_group_get_rule (sy_model_get_group (self, i), j));
      }
  if (self->display == SY_DISPLAY_PERCENT && self->scale.kind == SY_SCALE_NONE)
    g_ptr_array_add (lines, g_strdup ("$.display: percent needs a scale from 0 to 100, which this "
                                      "model has not: scores are shown as numbers"));
  warn_of_layer (lines, self);
  warn_of_bands (lines, "$.bands", self->bands, get_scale_high (self));
  warn_of_bands (lines, "$.account.bands", self->account.bands,
                 self->account.scale.kind == SY_SCALE_NONE ? (double) NAN : 100);
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_free (lines, FALSE);
}
