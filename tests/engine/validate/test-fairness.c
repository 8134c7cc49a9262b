/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fixture.h"

#define N_PAIRS 100

/* Pairs of people who buy alike: the first of each comes by the web, the second to a store. Looks are
 * seen on the web only, unless @is_tracked. The store's people skip every second purchase when @is_slow. */
static SyEventLog *
make_pairs (gboolean is_tracked,
            gboolean is_slow)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  GRand *random = g_rand_new_with_seed (7);

  for (gsize pair = 0; pair < N_PAIRS; pair++)
    {
      const char *web = get_key (2 * pair);
      const char *store = get_key (2 * pair + 1);
      guint n = 2 + (guint) g_rand_int_range (random, 0, 20);

      sy_test_log_add_attribute (rows, web, "place", "web");
      sy_test_log_add_attribute (rows, store, "place", "store");
      for (guint e = 0; e < n; e++)
        {
          gint64 second = e == 0 ? START : START + g_rand_int_range (random, 0, 100 * DAY);
          const char *type = e % 2 == 0 ? "buy" : "look";

          sy_test_log_add (rows, web, type, second, (double) NAN);
          if ((e % 2 == 0 || is_tracked) && !(is_slow && e % 4 == 0 && e > 0))
            sy_test_log_add (rows, store, type, second, (double) NAN);
        }
    }
  g_rand_free (random);
  return sy_test_log_build (rows);
}

static SyFairness *
compute (SyEventLog *log,
         const SyModel *model,
         const char *attribute,
         guint first,
         guint last)
{
  g_autoptr (GError) error = NULL;
  SyFairness *found = sy_fairness_new (log, model, START + 60 * DAY, attribute, first, last, NULL,
                                       &error);

  g_assert_no_error (error);
  return found;
}

static void
assert_gaps_sum (const SyFairness *found)
{
  for (gsize g = 0; g < found->n_groups; g++)
    {
      const SyFairnessGroup *group = &found->groups[g];

      g_assert_cmpfloat_with_epsilon (group->gap, group->mean - found->all.mean, 1e-12);
      g_assert_cmpfloat_with_epsilon (
          group->gap_coverage + group->gap_behaviour + group->gap_limits, group->gap, 1e-12);
    }
}

static void
test_coverage (void)
{
  g_autoptr (SyEventLog) log = make_pairs (FALSE, FALSE);
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (SyFairness) found = compute (log, model, "place", 2, 2);

  g_test_summary ("Who buys alike and is not seen looking has a gap of coverage, none of behaviour");
  g_assert_cmpuint (found->n_groups, ==, 2);
  g_assert_cmpstr (found->groups[0].name, ==, "store");
  g_assert_cmpstr (found->groups[1].name, ==, "web");
  g_assert_cmpstr (found->uncommon[0], ==, "look");
  g_assert_null (found->uncommon[1]);
  g_assert_cmpuint (found->groups[0].n_observed, ==, 1);
  g_assert_cmpuint (found->groups[1].n_observed, ==, 2);
  g_assert_cmpuint (found->groups[0].n_rules, ==, 2);
  g_assert_cmpuint (found->groups[0].n_types, ==, 2);
  g_assert_cmpfloat (found->groups[0].types_share, ==, 0.5);
  g_assert_cmpfloat (found->groups[1].types_share, ==, 1);
  g_assert_cmpfloat (found->all.types_share, ==, 1);
  g_assert_true (found->groups[0].is_flagged);
  g_assert_false (found->groups[1].is_flagged);
  g_assert_cmpfloat (found->groups[0].gap_coverage, <, -0.5);
  g_assert_cmpfloat_with_epsilon (found->groups[0].gap_behaviour, 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (found->groups[0].common_ratio, 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (found->groups[1].common_ratio, 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (found->groups[0].common_share, found->all.chosen.value, 1e-12);
  assert_gaps_sum (found);
}

/* Web customers alone have a date of renewal, and it is far off: the rule's value is 0 for everyone, but it looks at
 * what the store does not have. */
static void
test_coverage_of_attributes (gconstpointer data)
{
  SyRuleKind kind = (SyRuleKind) GPOINTER_TO_INT (data);
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (SyFairness) found = NULL;
  SyRule *rule = sy_rule_new ("renewal", kind);

  rule->attribute = g_strdup ("renewal");
  rule->weight = 5;
  if (kind == SY_RULE_DATE)
    rule->to_days = 30;
  else
    {
      /* It holds for nobody, and makes 0 of the value of those without data. */
      rule->only_if = sy_condition_new_person (SY_PERSON_TEST_FIRST_EVENT);
      rule->only_if->person->from_days = 10000;
    }
  for (gsize person = 0; person < 2 * N_PAIRS; person++)
    {
      const char *key = get_key (person);
      gint64 second = START + (gint64) (person % 50) * DAY;

      sy_test_log_add (rows, key, "buy", second, (double) NAN);
      sy_test_log_add (rows, key, "look", second, (double) NAN);
      sy_test_log_add_attribute (rows, key, "place", person % 2 == 0 ? "web" : "store");
      if (person % 2 == 0)
        sy_test_log_add_attribute (rows, key, "renewal", "2090-01-01");
      else if (kind == SY_RULE_DATE)
        sy_test_log_add_attribute (rows, key, "renewal", "unknown");
    }
  log = sy_test_log_build (rows);
  g_ptr_array_add (sy_model_get_group (model, 0)->rules, rule);
  found = compute (log, model, "place", 2, 2);
  g_assert_cmpstr (found->uncommon[0], ==, "renewal");
  g_assert_null (found->uncommon[1]);
  g_assert_cmpuint (found->groups[0].n_observed, ==, 2);
  g_assert_cmpuint (found->groups[1].n_observed, ==, 3);
}

static void
test_behaviour (void)
{
  g_autoptr (SyEventLog) log = make_pairs (TRUE, TRUE);
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (SyFairness) found = NULL;

  g_test_summary ("Who buys less has a gap of behaviour, and the same share with common data");
  model->score_max = 15;
  found = compute (log, model, "place", 2, 2);
  g_assert_null (found->uncommon[0]);
  g_assert_cmpfloat (found->groups[0].gap_behaviour, <, -0.5);
  g_assert_cmpfloat_with_epsilon (found->groups[0].gap_coverage, 0, 1e-12);
  g_assert_cmpfloat (found->groups[0].gap_limits, >, 0);
  for (gsize g = 0; g < 2; g++)
    g_assert_cmpfloat_with_epsilon (found->groups[g].common_share, found->groups[g].chosen.value,
                                    1e-12);
  assert_gaps_sum (found);
}

static void
test_sentences (void)
{
  g_autoptr (SyEventLog) log = make_pairs (FALSE, FALSE);
  g_autoptr (SyEventLog) alike = make_pairs (TRUE, FALSE);
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (SyFairness) found = compute (log, model, "place", 2, 2);
  g_autoptr (SyFairness) fair = compute (alike, model, "place", 2, 2);
  SyFairnessGroup slow = { .name = "store", .is_judged = TRUE, .is_flagged = TRUE, .ratio = 0.5, .common_ratio = 0.625 };
  g_autofree char *missing = sy_fairness_describe (found);
  g_autofree char *nobody = sy_fairness_describe (fair);
  g_autofree char *behaviour = sy_fairness_describe_group (&slow);
  g_autofree char *highest = sy_fairness_describe_chosen (found, model);

  g_test_summary ("The sentence tells missing data from behaviour");
  g_assert_true (g_str_has_prefix (missing, "“store” is chosen "));
  g_assert_nonnull (strstr (missing, "have 1.00 times: this is missing data, not behaviour. What these "
                                     "rules look at is missing in some groups: look."));
  g_assert_cmpstr (nobody, ==,
                   "No group is chosen less than four fifths as often as the group chosen most.");
  g_assert_cmpstr (behaviour, ==,
                   "“store” is chosen 0.50 times as often as the group chosen most, less than four "
                   "fifths");
  g_assert_cmpstr (highest, ==, sy_model_get_band (model, 2)->name);
  slow.is_flagged = FALSE;
  g_assert_null (sy_fairness_describe_group (&slow));
  found->groups[0].is_judged = found->groups[0].is_flagged = FALSE;
  g_free (missing);
  missing = sy_fairness_describe (found);
  g_assert_true (g_str_has_prefix (missing, "Fewer than two groups have 30 people"));
}

/* Counts of a group, the slow way. */
typedef struct
{
  gsize n;
  gsize chosen;
  gsize labels;
  gsize positives;
  gsize found;
  gsize found_of;
  gsize wrong;
  gsize wrong_of;
} Tally;

static Tally
tally (SyEventLog *log,
       const SyModel *model,
       const char *place,
       guint first,
       guint last,
       gboolean wanted)
{
  Tally out = { 0 };
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, START + 60 * DAY);
  g_autoptr (SyScores) scores = sy_scorer_score (scorer, model, NULL, NULL);
  g_autoptr (SyOutcome) outcome = NULL;
  const SyPersonAttribute *attribute = sy_event_log_find_attribute (log, "place");
  gsize n;
  const guint32 *members = sy_scores_get_members (scores, &n);
  const guint8 *bands = sy_scores_get_bands (scores);

  outcome = sy_outcome_evaluate (log, &model->outcome, START + 60 * DAY, members, n, NULL, NULL);
  for (gsize i = 0; i < n; i++)
    if (g_strcmp0 (attribute->texts[attribute->values[members[i]]], place) == 0)
      {
        out.n++;
        out.chosen += bands[members[i]] >= first && bands[members[i]] <= last;
      }
  for (gsize i = 0; i < outcome->n; i++)
    {
      guint32 person = outcome->people[i];
      gboolean is_chosen = bands[person] >= first && bands[person] <= last;

      if (g_strcmp0 (attribute->texts[attribute->values[person]], place) != 0)
        continue;
      out.labels++;
      out.positives += outcome->labels[i];
      out.found_of += outcome->labels[i] == wanted;
      out.found += outcome->labels[i] == wanted && is_chosen;
      out.wrong_of += outcome->labels[i] != wanted;
      out.wrong += outcome->labels[i] != wanted && is_chosen;
    }
  return out;
}

static void
assert_rate (const SyFairnessRate *rate,
             gsize count,
             gsize n)
{
  SyInterval interval = sy_wilson ((double) count, (double) n);

  g_assert_cmpuint (rate->count, ==, count);
  g_assert_cmpuint (rate->n, ==, n);
  g_assert_cmpfloat_with_epsilon (rate->value, (double) count / (double) n, 1e-15);
  g_assert_cmpfloat_with_epsilon (rate->interval.low, interval.low, 1e-15);
  g_assert_cmpfloat_with_epsilon (rate->interval.high, interval.high, 1e-15);
}

static void
assert_counts (SyEventLog *log,
               const SyModel *model,
               guint first,
               guint last,
               gboolean wanted)
{
  g_autoptr (SyFairness) found = compute (log, model, "place", first, last);
  double largest = MAX (found->groups[0].chosen.value, found->groups[1].chosen.value);

  g_assert_true (found->is_mature);
  g_assert_cmpint (found->looks_for_outcome, ==, wanted);
  for (gsize g = 0; g < found->n_groups; g++)
    {
      const SyFairnessGroup *group = &found->groups[g];
      Tally expected = tally (log, model, group->name, first, last, wanted);

      assert_rate (&group->chosen, expected.chosen, expected.n);
      assert_rate (&group->outcome, expected.positives, expected.labels);
      assert_rate (&group->found, expected.found, expected.found_of);
      assert_rate (&group->wrong, expected.wrong, expected.wrong_of);
      assert_rate (&group->right, expected.found, expected.found + expected.wrong);
      g_assert_cmpfloat_with_epsilon (group->ratio, group->chosen.value / largest, 1e-15);
      g_assert_cmpint (group->is_flagged, ==, group->ratio < 0.8);
    }
  g_assert_cmpuint (found->all.chosen.count, ==,
                    found->groups[0].chosen.count + found->groups[1].chosen.count);
}

static void
test_counts (void)
{
  g_autoptr (SyEventLog) log = make_pairs (TRUE, TRUE);
  g_autoptr (SyModel) model = make_shop_model ();

  g_test_summary ("Shares and errors by the definition, of high and of low bands, for either direction");
  assert_counts (log, model, 2, 2, TRUE);
  assert_counts (log, model, 0, 1, FALSE);
  model->outcome.direction = SY_DIRECTION_LESS;
  assert_counts (log, model, 1, 2, FALSE);
}

static void
test_channels (void)
{
  g_autoptr (SyEventLog) log = make_pairs (TRUE, FALSE);
  g_autoptr (SyModel) model = make_shop_model ();
  SyRuleGroup *other = sy_rule_group_new ("Friction");
  SyRule *silent = sy_rule_new ("silent", SY_RULE_EVENT);
  g_autoptr (SyFairness) found = NULL;
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, START + 60 * DAY);
  g_autoptr (SyScores) scores = NULL;
  double sums[2] = { 0, 0 };
  gsize n;

  g_test_summary ("The share of a channel is its mean over the sum of the absolute means");
  sy_rule_add_type (silent, "buy");
  silent->measure = SY_MEASURE_COUNT;
  silent->weight = -0.5;
  g_ptr_array_add (other->rules, silent);
  g_ptr_array_add (model->groups, other);
  found = compute (log, model, "place", 2, 2);
  scores = sy_scorer_score (scorer, model, NULL, NULL);
  sy_scores_get_members (scores, &n);
  for (gsize i = 0; i < n; i++)
    for (gsize c = 0; c < 2; c++)
      sums[c] += sy_scores_get_group_points (scores, c)[sy_scores_get_members (scores, &n)[i]];
  g_assert_cmpuint (found->n_channels, ==, 2);
  g_assert_cmpstr (found->channel_names[1], ==, "Friction");
  g_assert_cmpfloat (found->all.channels[1], <, 0);
  for (gsize c = 0; c < 2; c++)
    g_assert_cmpfloat_with_epsilon (found->all.channels[c], sums[c] / (sums[0] - sums[1]), 1e-12);
}

static void
test_immature (void)
{
  g_autoptr (SyEventLog) log = make_pairs (TRUE, FALSE);
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (SyFairness) found = sy_fairness_new (log, model, START + 95 * DAY, "place", 2, 2, NULL,
                                                  NULL);
  g_autoptr (SyFairness) nobody = sy_fairness_new (log, model, START - DAY, "place", 2, 2, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_test_summary ("An outcome that is not known gives no errors; nobody gives no groups");
  g_assert_false (found->is_mature);
  g_assert_cmpuint (found->all.outcome.n, ==, 0);
  g_assert_true (isnan (found->all.found.value));
  g_assert_cmpuint (nobody->n_groups, ==, 0);
  g_assert_true (isnan (nobody->all.chosen.value));
  g_assert_null (sy_fairness_new (log, model, START, "plase", 2, 2, NULL, &error));
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE);
  g_assert_nonnull (strstr (error->message, "did you mean “place”?"));
}

static void
test_missing (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (SyFairness) found = NULL;

  g_test_summary ("People without a value, and few people, are neither judged nor compared with");
  for (gsize i = 0; i < 100; i++)
    {
      guint n_events = i < 40 ? 2 : 8;

      if (i < 40)
        sy_test_log_add_attribute (rows, get_key (i), "place", "a");
      else if (i < 50)
        sy_test_log_add_attribute (rows, get_key (i), "place", "few");
      for (guint e = 0; e < n_events; e++)
        sy_test_log_add (rows, get_key (i), "look", START + DAY * (e + 1), (double) NAN);
    }
  log = sy_test_log_build (rows);
  found = compute (log, model, "place", 1, 2);
  g_assert_cmpuint (found->n_groups, ==, 3);
  g_assert_cmpstr (found->groups[2].name, ==, "(missing)");
  g_assert_true (found->groups[2].is_missing);
  g_assert_true (found->groups[1].is_small);
  for (gsize g = 0; g < 3; g++)
    {
      g_assert_cmpint (found->groups[g].is_judged, ==, g == 0);
      g_assert_false (found->groups[g].is_flagged);
    }
  g_assert_cmpfloat (found->groups[2].chosen.value, ==, 1);
  g_assert_cmpfloat (found->groups[0].chosen.value, ==, 0);
}

static void
test_groups (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyPeopleGroups) ages = NULL;
  g_autoptr (SyPeopleGroups) towns = NULL;
  gsize counts[SY_PEOPLE_GROUPS_MAX] = { 0 };

  g_test_summary ("Many numbers make quarters, many texts the most frequent ones and the others");
  for (gsize i = 0; i < 400; i++)
    {
      g_autofree char *age = g_strdup_printf ("%u", (guint) (i % 100));
      g_autofree char *town = g_strdup_printf ("t%02u", (guint) (i < 100 ? 0 : i % 60));

      sy_test_log_add (rows, get_key (i), "buy", START, (double) NAN);
      sy_test_log_add_attribute (rows, get_key (i), "age", sy_test_log_keep (rows, age));
      if (i > 0)
        sy_test_log_add_attribute (rows, get_key (i), "town", sy_test_log_keep (rows, town));
    }
  log = sy_test_log_build (rows);
  ages = sy_people_groups_new (log, "age", NULL);
  g_assert_cmpuint (ages->n_groups, ==, 4);
  g_assert_cmpint (ages->missing, ==, -1);
  g_assert_cmpstr (ages->names[0], ==, "below 24.75");
  g_assert_cmpstr (ages->names[1], ==, "24.75 to below 49.5");
  g_assert_cmpstr (ages->names[3], ==, "74.25 or more");
  for (gsize i = 0; i < 400; i++)
    counts[ages->of[i]]++;
  for (gsize g = 0; g < 4; g++)
    g_assert_cmpuint (counts[g], ==, 100);
  towns = sy_people_groups_new (log, "town", NULL);
  g_assert_cmpuint (towns->n_groups, ==, SY_PEOPLE_GROUPS_MAX);
  g_assert_cmpstr (towns->names[0], ==, "t00");
  g_assert_cmpstr (towns->names[22], ==, "(other)");
  g_assert_cmpint (towns->missing, ==, 23);
  g_assert_cmpuint (towns->of[0], ==, 23);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fairness/Q1/coverage", test_coverage);
  g_test_add_data_func ("/fairness/Q1/coverage-of-dates", GINT_TO_POINTER (SY_RULE_DATE),
                        test_coverage_of_attributes);
  g_test_add_data_func ("/fairness/Q1/coverage-of-attributes", GINT_TO_POINTER (SY_RULE_ATTRIBUTE),
                        test_coverage_of_attributes);
  g_test_add_func ("/fairness/Q1/behaviour", test_behaviour);
  g_test_add_func ("/fairness/Q1-Q2/sentences", test_sentences);
  g_test_add_func ("/fairness/Q2/counts", test_counts);
  g_test_add_func ("/fairness/Q2/immature", test_immature);
  g_test_add_func ("/fairness/Q2/missing", test_missing);
  g_test_add_func ("/fairness/Q4/channels", test_channels);
  g_test_add_func ("/people-groups/groups", test_groups);
  return g_test_run ();
}
