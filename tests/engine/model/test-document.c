/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sy-engine.h"

static char *
load (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "model", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
write_groups (SyJsonWriter *writer,
              const SyJson *rule)
{
  sy_json_writer_begin_array (writer, SY_JSON_LINES);
  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_writer_key (writer, "name");
  sy_json_writer_text (writer, "G");
  sy_json_writer_key (writer, "rules");
  sy_json_writer_begin_array (writer, SY_JSON_LINES);
  sy_json_writer_value (writer, rule);
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  sy_json_writer_end_array (writer);
}

/* Keys of a case that are not keys of the document. */
static gboolean
is_directive (const char *key)
{
  static const char *const directives[] = { "name", "rule", "drop", "model_name",
                                            "path", "message", "beyond_schema", NULL };

  return g_strv_contains (directives, key);
}

/* The base with what the case changes; the same as in check-schema.py. */
static char *
build_document (const SyJson *base,
                const SyJson *item)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();
  const SyJson *drop = sy_json_find (item, "drop");
  const SyJson *name = sy_json_find (item, "model_name");

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  for (gsize i = 0; i < sy_json_get_size (base); i++)
    {
      const char *key = sy_json_get_key (base, i);
      const SyJson *changed = is_directive (key) ? NULL : sy_json_find (item, key);

      if (drop != NULL && strcmp (sy_json_get_text (drop), key) == 0)
        continue;
      sy_json_writer_key (writer, key);
      if (strcmp (key, "name") == 0 && name != NULL)
        sy_json_writer_value (writer, name);
      else if (strcmp (key, "groups") == 0 && sy_json_find (item, "rule") != NULL)
        write_groups (writer, sy_json_find (item, "rule"));
      else
        sy_json_writer_value (writer, changed != NULL ? changed : sy_json_get_element (base, i));
    }
  for (gsize i = 0; i < sy_json_get_size (item); i++)
    if (!is_directive (sy_json_get_key (item, i)) &&
        sy_json_find (base, sy_json_get_key (item, i)) == NULL)
      {
        sy_json_writer_key (writer, sy_json_get_key (item, i));
        sy_json_writer_value (writer, sy_json_get_element (item, i));
      }
  sy_json_writer_end_object (writer);
  return sy_json_writer_finish (g_steal_pointer (&writer));
}

static void
assert_round_trip (const SyModel *model)
{
  g_autofree char *first = sy_model_to_json (model);
  g_autofree char *second = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyModel) again = sy_model_from_json (first, -1, &error);
  g_autoptr (SyModel) copy = sy_model_copy (model);
  g_auto (GStrv) changes = NULL;

  g_assert_no_error (error);
  second = sy_model_to_json (again);
  g_assert_cmpstr (first, ==, second);
  g_assert_true (sy_model_equal (model, again));
  g_assert_true (sy_model_equal (model, copy));
  g_assert_true (sy_model_check (model, &error));
  g_assert_no_error (error);
  changes = sy_model_diff (model, again);
  g_assert_cmpuint (g_strv_length (changes), ==, 0);
}

static void
test_good (void)
{
  g_autofree char *text = load ("cases.json");
  g_autoptr (GError) error = NULL;
  g_autoptr (SyJson) cases = sy_json_parse (text, -1, &error);
  const SyJson *good;

  g_assert_no_error (error);
  good = sy_json_find (cases, "good");
  g_assert_cmpuint (sy_json_get_size (good), >, 20);
  for (gsize i = 0; i < sy_json_get_size (good); i++)
    {
      const SyJson *item = sy_json_get_element (good, i);
      g_autofree char *document = build_document (sy_json_find (cases, "base"), item);
      g_autoptr (SyModel) model = NULL;

      g_test_message ("%s", sy_json_get_text (sy_json_find (item, "name")));
      model = sy_model_from_json (document, -1, &error);
      g_assert_no_error (error);
      assert_round_trip (model);
    }
}

static void
test_bad (void)
{
  g_autofree char *text = load ("cases.json");
  g_autoptr (SyJson) cases = sy_json_parse (text, -1, NULL);
  const SyJson *bad = sy_json_find (cases, "bad");

  g_assert_cmpuint (sy_json_get_size (bad), >, 80);
  for (gsize i = 0; i < sy_json_get_size (bad); i++)
    {
      const SyJson *item = sy_json_get_element (bad, i);
      g_autofree char *document = build_document (sy_json_find (cases, "base"), item);
      g_autofree char *prefix = g_strconcat (sy_json_get_text (sy_json_find (item, "path")), ": ",
                                             NULL);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", sy_json_get_text (sy_json_find (item, "name")));
      g_assert_null (sy_model_from_json (document, -1, &error));
      g_assert_error (error, SY_MODEL_ERROR, SY_MODEL_ERROR_INVALID);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, prefix));
      g_assert_nonnull (strstr (error->message, sy_json_get_text (sy_json_find (item, "message"))));
      g_assert_nonnull (strstr (error->message, " (line "));
    }
}

static void
test_place (void)
{
  g_autoptr (GError) error = NULL;
  const char *text =
      "{\n  \"format\": \"steelyard-model\",\n  \"format_version\": 1,\n  \"name\": 7\n}";

  g_assert_null (sy_model_from_json (text, -1, &error));
  g_assert_error (error, SY_MODEL_ERROR, SY_MODEL_ERROR_INVALID);
  g_assert_cmpstr (
      error->message, ==,
      "$.name: expected a text in double quotes, found the number 7 (line 4, column 11)");
}

static void
test_not_a_model (void)
{
  static const struct
  {
    const char *text;
    SyModelError code;
    const char *message;
  } cases[] = {
    { "", SY_MODEL_ERROR_SYNTAX,
      "not JSON: line 1, column 1: expected a value, but the text ends" },
    { "{\"format\": \"steelyard-model\", \"format\": 1}", SY_MODEL_ERROR_SYNTAX,
      "not JSON: line 1, column 31: the key “format” stands twice in this object; keep one" },
    { "{\"weight\": NaN}", SY_MODEL_ERROR_SYNTAX,
      "not JSON: line 1, column 12: expected a value, but found “N”" },
    { "{\"weight\": 1e400}", SY_MODEL_ERROR_SYNTAX,
      "not JSON: line 1, column 12: the number 1e400 is too large" },
    { "[]", SY_MODEL_ERROR_VERSION,
      "$.format: this is not a Steelyard model; it must start with \"format\": \"steelyard-model\"" },
    { "{}", SY_MODEL_ERROR_VERSION,
      "$.format: this is not a Steelyard model; it must start with \"format\": \"steelyard-model\"" },
    { "{\"format\": \"steelyard-model\"}", SY_MODEL_ERROR_VERSION,
      "$.format_version: expected the number 1" },
    { "{\"format\": \"steelyard-model\", \"format_version\": 2, \"new\": []}",
      SY_MODEL_ERROR_VERSION,
      "$.format_version: this model has version 2, this program reads version 1; use a newer Steelyard" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sy_model_from_json (cases[i].text, -1, &error));
      g_assert_error (error, SY_MODEL_ERROR, (int) cases[i].code);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static void
test_example (void)
{
  g_autofree char *text = load ("example.json");
  g_autoptr (GError) error = NULL;
  g_autoptr (SyModel) model = sy_model_from_json (text, -1, &error);
  const SyRule *purchase;
  const SyRule *kids;
  guint group;
  guint index;

  g_assert_no_error (error);
  assert_round_trip (model);
  g_assert_cmpstr (model->name, ==, "Engagement");
  g_assert_cmpint (model->purpose, ==, SY_PURPOSE_ENGAGEMENT);
  g_assert_cmpint (model->outcome.kind, ==, SY_OUTCOME_ABSENCE);
  g_assert_cmpint (model->outcome.direction, ==, SY_DIRECTION_LESS);
  g_assert_cmpfloat (model->outcome.horizon_days, ==, 60);
  g_assert_cmpuint (sy_model_get_n_rules (model), ==, 5);
  purchase = sy_model_find_rule (model, "purchase", &group, &index);
  g_assert_cmpuint (group, ==, 0);
  g_assert_cmpuint (index, ==, 0);
  g_assert_cmpint (purchase->daily_cap, ==, 3);
  g_assert_cmpint (purchase->max_occurrences, ==, -1);
  g_assert_null (purchase->where);
  g_assert_true (isnan (purchase->points_min));
  g_assert_cmpfloat (purchase->points_max, ==, 60);
  g_assert_cmpfloat (purchase->decay.half_life_days, ==, 45);
  kids = sy_model_find_rule (model, "kids", &group, NULL);
  g_assert_cmpuint (group, ==, 2);
  g_assert_cmpuint (kids->n_table, ==, 3);
  g_assert_cmpstr (kids->table[2].value, ==, "3+");
  g_assert_cmpfloat (kids->table[2].points, ==, 4);
  g_assert_cmpfloat (kids->weight, ==, 1);
  g_assert_null (sy_model_find_rule (model, "nobody", NULL, NULL));
  g_assert_cmpuint (model->bands->len, ==, 3);
  g_assert_cmpstr (sy_model_get_band (model, 0)->playbook.owner, ==, "lifecycle");
  g_assert_true (sy_model_check_publishable (model, &error));
  g_assert_no_error (error);
}

static void
test_find_band (void)
{
  g_autofree char *text = load ("example.json");
  g_autoptr (SyModel) model = sy_model_from_json (text, -1, NULL);

  g_assert_cmpuint (sy_model_find_band (model, 0), ==, 0);
  g_assert_cmpuint (sy_model_find_band (model, -5), ==, 0);
  g_assert_cmpuint (sy_model_find_band (model, 33.999), ==, 0);
  g_assert_cmpuint (sy_model_find_band (model, 34), ==, 1);
  g_assert_cmpuint (sy_model_find_band (model, 60), ==, 2);
  g_assert_cmpuint (sy_model_find_band (model, 1e9), ==, 2);
  for (guint i = 0; i < 3; i++)
    {
      guint band = 99;

      g_assert_true (sy_model_find_band_named (model, sy_model_get_band (model, i)->name, &band));
      g_assert_cmpuint (band, ==, i);
    }
  g_assert_true (sy_model_find_band_named (model, sy_model_get_band (model, 2)->name, NULL));
}

static void
test_find_no_band (void)
{
  g_autofree char *text = load ("example.json");
  g_autoptr (SyModel) model = sy_model_from_json (text, -1, NULL);
  g_autofree char *upper = g_ascii_strup (sy_model_get_band (model, 1)->name, -1);
  guint band = 99;

  g_assert_cmpstr (upper, !=, sy_model_get_band (model, 1)->name);
  g_assert_false (sy_model_find_band_named (model, upper, &band));
  g_assert_false (sy_model_find_band_named (model, "", &band));
  g_ptr_array_set_size (model->bands, 0);
  g_assert_false (sy_model_find_band_named (model, "Growth", &band));
  g_assert_cmpuint (band, ==, 99);
}

static void
test_sha256 (void)
{
  g_autofree char *text = load ("example.json");
  g_autoptr (SyModel) model = sy_model_from_json (text, -1, NULL);
  g_autoptr (SyModel) copy = sy_model_copy (model);
  g_autofree char *json = sy_model_to_json (model);
  g_autofree char *expected = g_compute_checksum_for_string (G_CHECKSUM_SHA256, json, -1);
  g_autofree char *digest = sy_model_sha256 (model);
  g_autofree char *changed = NULL;

  g_assert_cmpstr (digest, ==, expected);
  sy_model_find_rule (copy, "purchase", NULL, NULL)->weight = 5;
  changed = sy_model_sha256 (copy);
  g_assert_cmpstr (digest, !=, changed);
  g_assert_false (sy_model_equal (model, copy));
  g_assert_cmpfloat (sy_model_find_rule (model, "purchase", NULL, NULL)->weight, ==, 4);
}

static void
test_edited (void)
{
  g_autoptr (SyModel) model = sy_model_new ("New");
  g_autoptr (GError) error = NULL;
  SyRuleGroup *group = sy_rule_group_new ("G");
  SyRule *rule = sy_rule_new ("r", SY_RULE_EVENT);

  g_test_summary ("A tree edited in memory is checked as a document is");
  assert_round_trip (model);
  g_assert_false (sy_model_check_publishable (model, &error));
  g_assert_error (error, SY_MODEL_ERROR, SY_MODEL_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, "$.outcome: "));
  g_clear_error (&error);
  g_ptr_array_add (model->groups, group);
  g_ptr_array_add (group->rules, rule);
  g_assert_false (sy_model_check (model, &error));
  g_assert_error (error, SY_MODEL_ERROR, SY_MODEL_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, "$.groups[0].rules[0].types: "));
  g_clear_error (&error);
  sy_rule_add_type (rule, "a");
  sy_rule_add_type (rule, "b");
  /* Larger numbers would not stay finite when they are multiplied. */
  rule->weight = -1.1e15;
  g_assert_false (sy_model_check (model, &error));
  g_assert_error (error, SY_MODEL_ERROR, SY_MODEL_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, "$.groups[0].rules[0].weight: must be from -1e15 to 1e15"));
  g_clear_error (&error);
  rule->weight = (double) INFINITY;
  g_assert_false (sy_model_check (model, &error));
  g_assert_error (error, SY_MODEL_ERROR, SY_MODEL_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, "$.groups[0].rules[0].weight: "));
  g_clear_error (&error);
  rule->weight = 1;
  model->outcome.kind = SY_OUTCOME_EVENT;
  model->outcome.types = g_strsplit ("a", ",", -1);
  model->outcome.horizon_days = 30;
  assert_round_trip (model);
  g_assert_true (sy_model_check_publishable (model, &error));
  g_assert_no_error (error);
  rule->muted = TRUE;
  g_assert_false (sy_model_check_publishable (model, &error));
  g_assert_error (error, SY_MODEL_ERROR, SY_MODEL_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, "$.groups: "));
}

static void
test_hidden_fields (void)
{
  g_autofree char *text = load ("example.json");
  g_autoptr (SyModel) model = sy_model_from_json (text, -1, NULL);
  g_autoptr (SyModel) copy = sy_model_copy (model);
  SyRule *rule = sy_model_find_rule (copy, "silent", NULL, NULL);

  g_test_summary ("What a kind or measure does not use is neither written nor compared");
  rule->decay.kind = SY_DECAY_EXPONENTIAL;
  rule->decay.half_life_days = 3;
  rule->trend_days = 5;
  rule->amount.kind = SY_AMOUNT_LOG1P;
  g_assert_true (sy_model_equal (model, copy));
  g_assert_true (sy_rule_value_equal (rule, sy_model_find_rule (model, "silent", NULL, NULL)));
  assert_round_trip (copy);
}

static void
test_account_diff (void)
{
  g_autoptr (SyModel) before = sy_model_new ("M");
  g_autoptr (SyModel) after = NULL;
  g_auto (GStrv) added = NULL;
  g_auto (GStrv) changed = NULL;
  g_autoptr (SyModel) none = sy_model_copy (before);
  SyBand *band = g_new0 (SyBand, 1);

  before->account.kind = SY_ROLL_UP_SUM;
  band->name = g_strdup ("All");
  band->min = NAN;
  g_ptr_array_add (before->account.bands, band);
  added = sy_model_diff (none, before);
  g_assert_cmpstr (added[0], ==, "model: account none → sum, bands 1");
  g_assert_null (added[1]);

  after = sy_model_copy (before);
  after->account.kind = SY_ROLL_UP_TOP;
  after->account.top = 3;
  after->account.inputs.seats = g_strdup ("seats");
  band = g_new0 (SyBand, 1);
  band->name = g_strdup ("Good");
  band->min = 50;
  g_ptr_array_add (after->account.bands, band);
  changed = sy_model_diff (before, after);
  g_assert_cmpstr (changed[0], ==, "account: kind sum → top");
  g_assert_cmpstr (changed[1], ==, "account: top none → 3");
  g_assert_cmpstr (changed[2], ==, "account: inputs none → seats \"seats\"");
  g_assert_cmpstr (changed[3], ==, "account band \"Good\" added from 50");
  g_assert_null (changed[4]);
}

/* Four bands: a view of the same score and bands. */
static void
test_display (void)
{
  g_autoptr (SyModel) model = sy_model_new ("Display");
  g_autofree char *endless = NULL;
  static const struct
  {
    SyDisplay display;
    double score;
    const char *shown;
    const char *band;
  } cases[] = {
    { SY_DISPLAY_NUMBER, 72.46, "72.5", "Good" },
    { SY_DISPLAY_NUMBER, 0, "0.0", "Low" },
    { SY_DISPLAY_LETTER, 72.46, "B", "B Good" },
    { SY_DISPLAY_LETTER, 0, "D", "D Low" },
    { SY_DISPLAY_LETTER, 24.9999, "D", "D Low" },
    { SY_DISPLAY_LETTER, 25, "C", "C Fair" },
    { SY_DISPLAY_LETTER, 90, "A", "A Best" },
    { SY_DISPLAY_PERCENT, 72.46, "72 %", "50–90 % Good" },
    { SY_DISPLAY_PERCENT, 100, "100 %", "90–100 % Best" },
    { SY_DISPLAY_PERCENT, 3, "3 %", "0–25 % Low" },
  };

  model->display = SY_DISPLAY_PERCENT;
  model->scale = (SyScaleSpec){ SY_SCALE_NONE, NAN, NAN, NAN, NAN, NULL, 0 };
  endless = sy_model_format_score (model, -3);
  g_assert_cmpstr (endless, ==, "-3.0");
  model->scale = (SyScaleSpec){ SY_SCALE_RANGE, 0, 1, NAN, NAN, NULL, 0 };
  g_ptr_array_set_size (model->bands, 0);
  g_ptr_array_add (model->bands, sy_band_new ("Low", (double) NAN));
  g_ptr_array_add (model->bands, sy_band_new ("Fair", 25));
  g_ptr_array_add (model->bands, sy_band_new ("Good", 50));
  g_ptr_array_add (model->bands, sy_band_new ("Best", 90));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = NULL;
      g_autofree char *band = NULL;

      model->display = cases[i].display;
      shown = sy_model_format_score (model, cases[i].score);
      band = sy_model_format_band (model, sy_model_find_band (model, cases[i].score));
      g_assert_cmpstr (shown, ==, cases[i].shown);
      g_assert_cmpstr (band, ==, cases[i].band);
    }
}

/* As many bands as there can be still have letters of their own. */
static void
test_many_letters (void)
{
  g_autoptr (SyModel) model = sy_model_new ("Letters");
  g_autofree char *top = NULL;
  g_autofree char *last = NULL;
  g_autofree char *below = NULL;
  g_autofree char *bottom = NULL;

  for (int i = 1; i < SY_MODEL_MAX_BANDS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Band %d", i);

      g_ptr_array_add (model->bands, sy_band_new (name, i));
    }
  top = sy_model_get_letter (model, 31);
  last = sy_model_get_letter (model, 6);
  below = sy_model_get_letter (model, 5);
  bottom = sy_model_get_letter (model, 0);
  g_assert_cmpstr (top, ==, "A");
  g_assert_cmpstr (last, ==, "Z");
  g_assert_cmpstr (below, ==, "AA");
  g_assert_cmpstr (bottom, ==, "AF");
}

/* The new keys: told as changes, and nothing but the frozen numbers makes another value column. */
static void
test_new_keys (void)
{
  g_autoptr (SyModel) a = sy_model_new ("A");
  g_autoptr (SyModel) b = NULL;
  SyRuleGroup *group = sy_rule_group_new ("Web");
  SyRule *rule = sy_rule_new ("visit", SY_RULE_EVENT);
  const SyRule *before;
  g_autofree char *described = NULL;
  g_auto (GStrv) lines = NULL;
  const char *const expected[] = { "group \"Web\": p95 none → 4.5",
                                   "rule \"visit\": component none → depth",
                                   "rule \"visit\": polarity none → negative",
                                   "rule \"visit\": season none → 53 values",
                                   "rule \"visit\": code edges none → 2 values",
                                   "model: display number → letter" };

  sy_rule_add_type (rule, "visit");
  rule->window_days = 30;
  g_ptr_array_add (group->rules, rule);
  g_ptr_array_add (a->groups, group);
  b = sy_model_copy (a);
  before = rule;
  rule = sy_rule_group_get_rule (sy_model_get_group (b, 0), 0);
  rule->component = SY_COMPONENT_DEPTH;
  rule->polarity = SY_POLARITY_NEGATIVE;
  sy_model_get_group (b, 0)->p95 = 4.5;
  b->display = SY_DISPLAY_LETTER;
  g_assert_true (sy_rule_value_equal (before, rule));
  g_assert_cmpuint (sy_rule_value_hash (before), ==, sy_rule_value_hash (rule));
  rule->code_edges = g_new0 (double, 2);
  rule->code_edges[1] = 3;
  rule->n_code_edges = 2;
  g_assert_false (sy_rule_value_equal (before, rule));
  rule->season = g_new (double, SY_SEASON_WEEKS);
  for (gsize i = 0; i < SY_SEASON_WEEKS; i++)
    rule->season[i] = 1;
  rule->n_season = SY_SEASON_WEEKS;
  described = sy_rule_describe (rule);
  g_assert_cmpstr (described, ==,
                   "visit, count, last 30 days, against the season, as code 1 to 3");
  lines = sy_model_diff (a, b);
  g_assert_cmpuint (g_strv_length (lines), ==, G_N_ELEMENTS (expected));
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    if (!g_strv_contains ((const char *const *) lines, expected[i]))
      {
        g_autofree char *all = g_strjoinv ("; ", lines);

        g_error ("no “%s” in “%s”", expected[i], all);
      }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/document/good", test_good);
  g_test_add_func ("/model/document/bad", test_bad);
  g_test_add_func ("/model/document/place", test_place);
  g_test_add_func ("/model/document/not-a-model", test_not_a_model);
  g_test_add_func ("/model/document/example", test_example);
  g_test_add_func ("/model/document/E1-find-band", test_find_band);
  g_test_add_func ("/model/document/E1-find-no-band", test_find_no_band);
  g_test_add_func ("/model/document/sha256", test_sha256);
  g_test_add_func ("/model/document/edited", test_edited);
  g_test_add_func ("/model/document/hidden-fields", test_hidden_fields);
  g_test_add_func ("/model/document/J1-account-diff", test_account_diff);
  g_test_add_func ("/model/K4/display", test_display);
  g_test_add_func ("/model/E1/letters-of-many-bands", test_many_letters);
  g_test_add_func ("/model/document/new-keys", test_new_keys);
  return g_test_run ();
}
