/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts: who belongs to them, their roll-ups, and their outcomes. */
#include "config.h"

#include <string.h>

#include "account-fixture.h"

static int
compare_down (gconstpointer a,
              gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first < second) - (first > second);
}

static double
slow_weight (const char *role)
{
  if (g_strcmp0 (role, "admin") == 0)
    return 2.5;
  return g_strcmp0 (role, "user") == 0 ? 1 : 0.25;
}

/* The roll-up as its sentence in the contract reads; NaN for an account without scored members. */
static double
slow_roll_up (const SyAccount *account,
              const SyAccountSpec *spec,
              SyEventLog *log,
              const SyScores *scores,
              gint64 as_of,
              gsize *out_n)
{
  double raw[64];
  double weight[64];
  const char *people[64];
  gsize n = 0;
  double sum = 0;

  for (guint m = 0; m < account->members->len; m++)
    {
      const SyAccountMember *member = account->members->pdata[m];
      guint32 person = sy_event_log_find_person (log, member->person);
      gsize i = 0;

      if (member->from_ms >= as_of * 1000 || member->to_ms < as_of * 1000 ||
          person == SY_PERSON_NONE || sy_scores_get_bands (scores)[person] == SY_BAND_NONE)
        continue;
      while (i < n && strcmp (people[i], member->person) != 0)
        i++;
      if (i < n)
        {
          weight[i] = MAX (weight[i], slow_weight (member->role));
          continue;
        }
      people[n] = member->person;
      raw[n] = sy_scores_get_raw (scores)[person];
      weight[n++] = slow_weight (member->role);
    }
  *out_n = n;
  if (n == 0)
    return (double) NAN;
  for (gsize i = 0; i < n; i++)
    sum += raw[i] * (spec->kind == SY_ROLL_UP_ROLE ? weight[i] : 1);
  qsort (raw, n, sizeof *raw, compare_down);
  switch (spec->kind)
    {
    case SY_ROLL_UP_MEAN:
      return sum / (double) n;
    case SY_ROLL_UP_MAX:
      return raw[0];
    case SY_ROLL_UP_TOP:
      return n == 1 ? raw[0] : (raw[0] + raw[1]) / 2;
    default:
      return sum;
    }
}

static void
test_random (void)
{
  g_autoptr (SyTestLog) rows = make_shop (300, 150, 11);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (GPtrArray) accounts = make_accounts (120, 320, 5);
  g_autoptr (SyAccountMap) map = sy_account_map_new (accounts, log);
  SyAccountSpec specs[5];
  gsize n_seen = 0;

  make_roll_ups (specs);
  for (int day = 20; day <= 140; day += 40)
    {
      gint64 as_of = START + day * DAY;
      g_autoptr (SyScores) scores = score_people (log, model, as_of);
      g_autoptr (SyAccountMembers) members = sy_account_members_new (map, as_of);

      for (int k = 0; k < 5; k++)
        {
          g_autoptr (SyAccountScores)
              found = sy_account_scores_new (log, members, NULL, model, &specs[k], scores);

          g_assert_cmpuint (found->n_accounts, ==, 120);
          for (guint i = 0; i < 120; i++)
            {
              gsize n;
              double expected = slow_roll_up (accounts->pdata[i], &specs[k], log, scores, as_of, &n);

              g_assert_cmpuint (found->n_scored[i], ==, n);
              if (n == 0)
                {
                  g_assert_true (isnan (found->raw[i]));
                  g_assert_cmpint (found->bands[i], ==, SY_BAND_NONE);
                  continue;
                }
              n_seen++;
              g_assert_cmpfloat_with_epsilon (found->raw[i], expected, 1e-9);
              /* The model's scale of 0 to 20 in percent, and its bands. */
              g_assert_cmpfloat_with_epsilon (found->score[i], CLAMP (expected * 5, 0, 100), 1e-9);
              g_assert_cmpint (found->bands[i], ==,
                               (found->score[i] >= 15) + (found->score[i] >= 45));
            }
        }
    }
  g_assert_cmpuint (n_seen, >, 1000);
}

static double
roll_up_one (SyEventLog *log,
             GPtrArray *accounts,
             SyRollUp kind,
             int day,
             guint32 *out_n_scored)
{
  g_autoptr (SyModel) model = make_counting_model ();
  g_autoptr (SyAccountMap) map = sy_account_map_new (accounts, log);
  g_autoptr (SyAccountMembers) members = sy_account_members_new (map, START + day * DAY);
  g_autoptr (SyScores) scores = score_people (log, model, START + day * DAY);
  SyAccountSpec specs[5];
  g_autoptr (SyAccountScores) found = NULL;

  make_roll_ups (specs);
  found = sy_account_scores_new (log, members, NULL, model, &specs[kind - SY_ROLL_UP_SUM], scores);
  if (out_n_scored != NULL)
    *out_n_scored = found->n_scored[0];
  return found->raw[0];
}

static void
test_by_hand (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (GPtrArray) accounts = new_accounts ();
  SyAccount *acme = add_account (accounts, "acme");
  guint32 n_scored;

  g_test_summary ("Members of 7, 2 and 3 points; the last is there under two keys and two roles");
  add_looks (rows, "ann", 7);
  add_looks (rows, "bob", 2);
  add_looks (rows, "cleo", 2);
  add_looks (rows, "cookie", 1);
  sy_test_log_add_link (rows, "cookie", "cleo");
  log = sy_test_log_build (rows);
  add_member (acme, "ann", "user", -1, -1);
  add_member (acme, "bob", NULL, -1, -1);
  add_member (acme, "cleo", "guest", -1, -1);
  add_member (acme, "cookie", "admin", -1, -1);
  add_member (acme, "nobody", "admin", -1, -1);

  g_assert_cmpfloat (roll_up_one (log, accounts, SY_ROLL_UP_SUM, 5, &n_scored), ==, 12);
  g_assert_cmpuint (n_scored, ==, 3);
  g_assert_cmpfloat (roll_up_one (log, accounts, SY_ROLL_UP_MEAN, 5, NULL), ==, 4);
  g_assert_cmpfloat (roll_up_one (log, accounts, SY_ROLL_UP_MAX, 5, NULL), ==, 7);
  g_assert_cmpfloat (roll_up_one (log, accounts, SY_ROLL_UP_TOP, 5, NULL), ==, 5);
  g_assert_cmpfloat (roll_up_one (log, accounts, SY_ROLL_UP_ROLE, 5, NULL), ==,
                     7 * 1 + 2 * 0.25 + 3 * 2.5);
  /* Before anybody was seen there is no score. */
  g_assert_true (isnan (roll_up_one (log, accounts, SY_ROLL_UP_SUM, 1, &n_scored)));
  g_assert_cmpuint (n_scored, ==, 0);
}

static void
test_dates (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (GPtrArray) accounts = new_accounts ();
  SyAccount *acme = add_account (accounts, "acme");

  g_test_summary ("A member from day 10 to day 20 counts from the end of day 10 to the start of day 20");
  add_looks (rows, "ann", 7);
  add_looks (rows, "bob", 2);
  log = sy_test_log_build (rows);
  add_member (acme, "ann", NULL, 10, 20);
  add_member (acme, "bob", NULL, 15, -1);
  g_assert_true (isnan (roll_up_one (log, accounts, SY_ROLL_UP_SUM, 10, NULL)));
  g_assert_cmpfloat (roll_up_one (log, accounts, SY_ROLL_UP_SUM, 11, NULL), ==, 7);
  g_assert_cmpfloat (roll_up_one (log, accounts, SY_ROLL_UP_SUM, 16, NULL), ==, 9);
  g_assert_cmpfloat (roll_up_one (log, accounts, SY_ROLL_UP_SUM, 20, NULL), ==, 9);
  g_assert_cmpfloat (roll_up_one (log, accounts, SY_ROLL_UP_SUM, 21, NULL), ==, 2);
}

/* Labels of all accounts at a day, "1", "0", or "-" for one that is taken out. */
static char *
label_all (SyEventLog *log,
           GPtrArray *accounts,
           const SyOutcomeSpec *spec,
           int day)
{
  g_autoptr (SyAccountMap) map = sy_account_map_new (accounts, log);
  g_autoptr (SyAccountMembers) members = sy_account_members_new (map, START + day * DAY);
  g_autofree guint32 *all = g_new (guint32, accounts->len + 1);
  g_autoptr (SyOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;
  char *text = g_strnfill (accounts->len, '-');

  for (guint i = 0; i < accounts->len; i++)
    all[i] = i;
  outcome = sy_account_outcome_evaluate (log, spec, members, all, accounts->len, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (outcome->n_population, ==, accounts->len);
  g_assert_cmpuint (outcome->n + outcome->n_already + outcome->n_immature, ==, accounts->len);
  for (gsize i = 0; i < outcome->n; i++)
    text[outcome->people[i]] = outcome->labels[i] ? '1' : '0';
  return text;
}

#define ASSERT_LABELS(spec, day, expected)                                   \
  G_STMT_START                                                               \
  {                                                                          \
    g_autofree char *labels_found = label_all (log, accounts, &(spec), day); \
    g_assert_cmpstr (labels_found, ==, expected);                            \
  }                                                                          \
  G_STMT_END

static void
test_outcomes (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (GPtrArray) accounts = new_accounts ();
  char *types[] = { (char *) "buy", NULL };
  SyOutcomeSpec spec = { .kind = SY_OUTCOME_EVENT, .types = types, .horizon_days = 10 };
  SyAccount *account;

  /* Window of day 10: days 10 to 20. */
  sy_test_log_add (rows, "ann", "buy", START + 12 * DAY, 30);
  sy_test_log_add (rows, "bob", "buy", START + 13 * DAY, 20);
  sy_test_log_add (rows, "cleo", "look", START + 12 * DAY, NAN);
  sy_test_log_add (rows, "dan", "buy", START + 2 * DAY, 5);
  sy_test_log_add (rows, "delta", "buy", START + 14 * DAY, 1);
  sy_test_log_add (rows, "eve", "look", START + 90 * DAY, NAN);
  log = sy_test_log_build (rows);
  account = add_account (accounts, "a-both");
  add_member (account, "ann", NULL, -1, -1);
  add_member (account, "bob", NULL, -1, -1);
  account = add_account (accounts, "b-one");
  add_member (account, "bob", NULL, -1, -1);
  add_member (account, "cleo", NULL, -1, -1);
  account = add_account (accounts, "c-before");
  add_member (account, "dan", NULL, -1, -1);
  account = add_account (accounts, "delta"); /* a row under its own key */
  add_member (account, "cleo", NULL, -1, -1);
  account = add_account (accounts, "e-late"); /* ann joins after t */
  add_member (account, "ann", NULL, 11, -1);

  ASSERT_LABELS (spec, 10, "11010");
  spec.once = TRUE;
  ASSERT_LABELS (spec, 10, "11-10");
  spec.once = FALSE;
  spec.kind = SY_OUTCOME_ABSENCE;
  ASSERT_LABELS (spec, 10, "00101");
  spec.kind = SY_OUTCOME_COUNT;
  spec.count = 2;
  ASSERT_LABELS (spec, 10, "10000");
  spec.kind = SY_OUTCOME_AMOUNT;
  spec.amount = 50;
  ASSERT_LABELS (spec, 10, "10000");
  spec.kind = SY_OUTCOME_EVENT;
  ASSERT_LABELS (spec, 82, "-----");
}

static void
test_imported_outcome (void)
{
  g_autoptr (SyZone) zone = sy_zone_new ("UTC", NULL);
  g_autoptr (SyEventLogBuilder) builder = sy_event_log_builder_new (zone);
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (GPtrArray) accounts = new_accounts ();
  SyOutcomeSpec spec = { .kind = SY_OUTCOME_IMPORTED, .name = (char *) "churned", .horizon_days = 10 };

  g_test_summary ("A row under a member's key, one under the account's key, one too late, none");
  sy_event_log_builder_add_event (builder, "ann", "look", START * 1000, NULL, NULL, 0);
  sy_event_log_builder_add_event (builder, "eve", "look", (START + 90 * DAY) * 1000, NULL, NULL, 0);
  sy_event_log_builder_add_outcome (builder, "ann", "churned", (START + 12 * DAY) * 1000);
  sy_event_log_builder_add_outcome (builder, "beta", "churned", (START + 19 * DAY) * 1000);
  sy_event_log_builder_add_outcome (builder, "gamma", "churned", (START + 20 * DAY) * 1000);
  log = sy_event_log_builder_build (builder);
  add_member (add_account (accounts, "alpha"), "ann", NULL, -1, -1);
  add_member (add_account (accounts, "beta"), "eve", NULL, -1, -1);
  add_member (add_account (accounts, "delta"), "eve", NULL, -1, -1);
  add_member (add_account (accounts, "gamma"), "eve", NULL, -1, -1);
  ASSERT_LABELS (spec, 10, "1100");
}

/* Mann and Whitney by all pairs. */
static double
slow_auc (const double *scores,
          const guint8 *labels,
          gsize n)
{
  double wins = 0;
  double pairs = 0;

  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n; j++)
      if (labels[i] && !labels[j])
        {
          pairs++;
          wins += fabs (scores[i] - scores[j]) < 1e-9 ? 0.5 : scores[i] > scores[j];
        }
  return wins / pairs;
}

static SyModel *
copy_without_scale (const SyModel *model)
{
  SyModel *copy = sy_model_copy (model);

  copy->scale = (SyScaleSpec){ SY_SCALE_NONE, NAN, NAN, NAN, NAN, NULL, 0 };
  return copy;
}

static void
test_compare (void)
{
  g_autoptr (SyTestLog) rows = make_shop (600, 200, 3);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (SyModel) unscaled = copy_without_scale (model);
  g_autoptr (GPtrArray) accounts = make_accounts (250, 600, 8);
  g_autoptr (SyAccountMap) map = sy_account_map_new (accounts, log);
  gint64 as_of = START + 120 * DAY;
  g_autoptr (SyScores) people = score_people (log, model, as_of);
  g_autoptr (SyAccountMembers) members = sy_account_members_new (map, as_of);
  g_autoptr (SyRollUpComparison) found = NULL;
  g_autoptr (GError) error = NULL;
  SyAccountSpec specs[5];

  g_test_summary ("Each line is a backtest of its own, and the area by all pairs");
  make_roll_ups (specs);
  found = sy_roll_ups_compare (log, map, model, specs, 5, &as_of, 1, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->n_roll_ups, ==, 5);
  g_assert_cmpuint (found->n, >, 120);
  for (int k = 0; k < 5; k++)
    {
      const SyRollUpResult *line = &found->roll_ups[k];
      g_autoptr (SyBacktest) alone =
          sy_account_backtest_run (log, map, unscaled, &specs[k], &as_of, 1, NULL, NULL, NULL, &error);
      g_autofree double *scores = g_new (double, 250);
      g_autoptr (SyOutcome) outcome = NULL;
      g_autoptr (SyAccountScores) own = sy_account_scores_new (log, members, NULL, model, &specs[k], people);

      g_assert_no_error (error);
      g_assert_cmpuint (alone->pooled.n, ==, found->n);
      g_assert_cmpuint (alone->pooled.n_positive, ==, found->n_positive);
      g_assert_cmpfloat (line->auc.value, ==, alone->pooled.figures->auc.value);
      g_assert_cmpfloat (line->auc.low, ==, alone->pooled.figures->auc.low);
      g_assert_cmpfloat (line->auc.high, ==, alone->pooled.figures->auc.high);
      g_assert_cmpfloat (line->ks, ==, alone->pooled.figures->ks.value);
      g_assert_true (isnan (line->against_first.p) == (k == 0));
      if (k > 0)
        g_assert_cmpfloat_with_epsilon (line->against_first.difference,
                                        line->auc.value - found->roll_ups[0].auc.value, 1e-12);

      outcome = sy_account_outcome_evaluate (log, &model->outcome, members, own->accounts, own->n,
                                             NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (outcome->n, ==, found->n);
      for (gsize i = 0; i < outcome->n; i++)
        {
          gsize n;

          scores[i] = slow_roll_up (accounts->pdata[outcome->people[i]], &specs[k], log, people,
                                    as_of, &n);
        }
      g_assert_cmpfloat_with_epsilon (line->auc.value, slow_auc (scores, outcome->labels, outcome->n),
                                      1e-12);
    }
}

static void
test_sum_is_pooled_people (void)
{
  g_autoptr (SyTestLog) rows = make_shop (400, 200, 21);
  g_autoptr (SyTestLog) pooled = sy_test_log_copy (rows);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyEventLog) pooled_log = NULL;
  g_autoptr (SyModel) model = make_counting_model ();
  g_autoptr (GPtrArray) accounts = new_accounts ();
  g_autoptr (SyAccountMap) map = NULL;
  g_autoptr (SyRollUpComparison) found = NULL;
  g_autoptr (SyBacktest) expected = NULL;
  g_autoptr (GError) error = NULL;
  gint64 origins[] = { START + 60 * DAY, START + 120 * DAY };
  SyBacktestOptions options = SY_BACKTEST_OPTIONS_INIT;
  SyAccountSpec sum = { .kind = SY_ROLL_UP_SUM, .top = -1, .other_weight = 1 };
  char keys[80][16];

  g_test_summary ("A sum of scores without caps is the score of one person with all the events");
  for (guint a = 0; a < 80; a++)
    {
      SyAccount *account;

      g_snprintf (keys[a], sizeof keys[a], "team-%03u", a);
      account = add_account (accounts, keys[a]);
      for (gsize p = a; p < 400; p += 80)
        add_member (account, get_key (p), NULL, -1, -1);
    }
  for (guint i = 0; i < pooled->events->len; i++)
    {
      SyTestEvent *event = &g_array_index (pooled->events, SyTestEvent, i);

      event->person = keys[(guint) g_ascii_strtoull (event->person + 1, NULL, 10) % 80];
    }
  pooled_log = sy_test_log_build (pooled);
  map = sy_account_map_new (accounts, log);
  model->outcome.kind = SY_OUTCOME_COUNT;
  model->outcome.count = 3;
  model->outcome.types = g_strsplit ("buy", ",", -1);
  model->outcome.horizon_days = 30;
  options.origins = origins;
  options.n_origins = 2;
  expected = sy_backtest_run (pooled_log, model, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  found = sy_roll_ups_compare (log, map, model, &sum, 1, origins, 2, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->n, ==, expected->pooled.n);
  g_assert_cmpuint (found->n_positive, ==, expected->pooled.n_positive);
  g_assert_cmpuint (found->n_positive, >, 10);
  g_assert_cmpuint (found->n - found->n_positive, >, 10);
  g_assert_cmpfloat_with_epsilon (found->roll_ups[0].auc.value,
                                  expected->pooled.figures->auc.value, 1e-12);
  g_assert_cmpfloat_with_epsilon (found->roll_ups[0].auc.low, expected->pooled.figures->auc.low,
                                  1e-12);
  g_assert_cmpfloat_with_epsilon (found->roll_ups[0].auc.high, expected->pooled.figures->auc.high,
                                  1e-12);
}

/* Value by health, each cell counted by hand. */
static void
test_quadrants (void)
{
  g_autoptr (SyTestLog) rows = make_shop (500, 150, 17);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) value = make_counting_model ();
  g_autoptr (SyModel) health = make_shop_model ();
  g_autoptr (GPtrArray) accounts = make_accounts (200, 500, 4);
  g_autoptr (SyAccountMap) map = sy_account_map_new (accounts, log);
  gint64 as_of = START + 100 * DAY;
  g_autoptr (SyAccountMembers) members = sy_account_members_new (map, as_of);
  g_autoptr (SyScores) value_people = score_people (log, value, as_of);
  g_autoptr (SyScores) health_people = NULL;
  g_autoptr (SyAccountScores) value_scores = NULL;
  g_autoptr (SyAccountScores) health_scores = NULL;
  g_autoptr (SyOutcome) outcome = NULL;
  g_autoptr (SyGrid) grid = NULL;
  g_autoptr (GError) error = NULL;
  SyAccountSpec specs[5];
  gsize n[2][3] = { { 0 } };
  gsize positives[2][3] = { { 0 } };
  gsize n_only_value = 0;
  gsize n_used = 0;

  make_roll_ups (specs);
  sy_model_get_band (value, 0)->min = NAN;
  g_ptr_array_add (value->bands, sy_band_new ("Large", 25));
  /* Who was not seen of late has no health. */
  health->population.seen_within_days = 20;
  health_people = score_people (log, health, as_of);
  value_scores = sy_account_scores_new (log, members, NULL, value, &specs[0], value_people);
  health_scores = sy_account_scores_new (log, members, NULL, health, &specs[1], health_people);
  outcome = sy_account_outcome_evaluate (log, &health->outcome, members, health_scores->accounts,
                                         health_scores->n, NULL, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < outcome->n; i++)
    {
      guint32 account = outcome->people[i];
      double sum = value_scores->raw[account];
      double mean = health_scores->score[account];
      guint row = sum >= 25 ? 0 : 1;
      guint column = mean >= 45 ? 0 : mean >= 15 ? 1
                                                 : 2;

      n[row][column]++;
      positives[row][column] += outcome->labels[i];
    }
  for (guint i = 0; i < 200; i++)
    n_only_value += value_scores->n_scored[i] > 0 && health_scores->n_scored[i] == 0;
  grid = sy_grid_new_for_accounts (log, members, value, value_scores, health, health_scores, NULL,
                                   &error);
  g_assert_no_error (error);
  g_assert_true (grid->is_mature);
  g_assert_cmpuint (grid->all.n, ==, health_scores->n);
  g_assert_cmpuint (grid->all.positives, ==, outcome->n_positive);
  g_assert_cmpuint (grid->n_only_first, ==, n_only_value);
  g_assert_cmpuint (n_only_value, >, 0);
  for (guint row = 0; row < 2; row++)
    for (guint column = 0; column < 3; column++)
      {
        const SyGridCell *cell = sy_grid_get_cell (grid, row, column);

        g_assert_cmpuint (cell->n, ==, n[row][column]);
        g_assert_cmpuint (cell->positives, ==, positives[row][column]);
        if (cell->n > 0)
          g_assert_cmpfloat (cell->rate, ==, (double) cell->positives / (double) cell->n);
        n_used += cell->n > 0;
      }
  g_assert_cmpuint (n_used, >=, 4);
}

static void
test_errors (void)
{
  g_autoptr (SyTestLog) rows = make_shop (10, 50, 1);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_counting_model ();
  g_autoptr (GPtrArray) accounts = make_accounts (3, 10, 1);
  g_autoptr (SyAccountMap) map = sy_account_map_new (accounts, log);
  SyAccountSpec sum = { .kind = SY_ROLL_UP_SUM, .top = -1, .other_weight = 1 };
  gint64 as_of = START + 30 * DAY;
  g_autoptr (GError) error = NULL;

  g_assert_null (sy_account_backtest_run (log, map, model, &sum, &as_of, 0, NULL, NULL, NULL, &error));
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_NO_ORIGIN);
  g_clear_error (&error);
  g_assert_null (sy_roll_ups_compare (log, map, model, &sum, 1, &as_of, 1, NULL, NULL, NULL, &error));
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_NO_OUTCOME);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/accounts/J1/random", test_random);
  g_test_add_func ("/accounts/J1/by-hand", test_by_hand);
  g_test_add_func ("/accounts/J1/validity-dates", test_dates);
  g_test_add_func ("/accounts/J1/outcomes", test_outcomes);
  g_test_add_func ("/accounts/J1/imported-outcome", test_imported_outcome);
  g_test_add_func ("/accounts/J1/edge16-compare-is-separate-backtests", test_compare);
  g_test_add_func ("/accounts/J1/edge16-sum-is-pooled-people", test_sum_is_pooled_people);
  g_test_add_func ("/accounts/J2/quadrants", test_quadrants);
  g_test_add_func ("/accounts/J1/errors", test_errors);
  return g_test_run ();
}
