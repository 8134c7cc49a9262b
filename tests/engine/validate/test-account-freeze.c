/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The percentile scale of accounts, and what it keeps. */
#include "config.h"

#include <string.h>

#include "account-fixture.h"

/* Accounts of 1, 2, 3 and 4 points, and a model that ranks them. */
static SyModel *
make_ranking_model (void)
{
  SyModel *model = make_counting_model ();

  model->account.kind = SY_ROLL_UP_SUM;
  model->account.scale.kind = SY_SCALE_PERCENTILE;
  g_ptr_array_add (model->account.bands, sy_band_new ("Lower", 0));
  g_ptr_array_add (model->account.bands, sy_band_new ("Upper", 50));
  return model;
}

static SyEventLog *
make_ranked_accounts (GPtrArray *accounts)
{
  static const char *const people[] = { "p1", "p2", "p3", "p4" };
  static const char *const keys[] = { "a1", "a2", "a3", "a4" };
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");

  for (int i = 0; i < 4; i++)
    {
      add_looks (rows, people[i], i + 1);
      add_member (add_account (accounts, keys[i]), people[i], NULL, -1, -1);
    }
  /* Somebody without an account, who is not ranked among them, and an account without a score. */
  add_looks (rows, "loner", 100);
  add_account (accounts, "empty");
  return sy_test_log_build (rows);
}

static SyAccountScores *
score_accounts (SyEventLog *log,
                SyAccountMap *map,
                const SyModel *model,
                gint64 as_of)
{
  g_autoptr (SyAccountMembers) members = sy_account_members_new (map, as_of);
  g_autoptr (SyScores) scores = score_people (log, model, as_of);
  SyAccountSpec spec;

  sy_roll_up_get_own (model, &spec);
  return sy_account_scores_new (log, members, NULL, model, &spec, scores);
}

static void
test_own_percentile (void)
{
  g_autoptr (GPtrArray) accounts = new_accounts ();
  g_autoptr (SyEventLog) log = make_ranked_accounts (accounts);
  g_autoptr (SyAccountMap) map = sy_account_map_new (accounts, log);
  g_autoptr (SyModel) model = make_ranking_model ();
  g_autoptr (SyAccountScores) draft = NULL;
  g_autoptr (SyAccountScores) frozen = NULL;
  g_autoptr (SyModel) shared = NULL;
  g_autoptr (SyAccountScores) as_people = NULL;
  g_autoptr (GError) error = NULL;
  gint64 as_of = START + 5 * DAY;

  g_assert_true (sy_model_check (model, &error));
  draft = score_accounts (log, map, model, as_of);
  /* Mid-ranks of four. */
  for (int i = 0; i < 4; i++)
    g_assert_cmpfloat_with_epsilon (draft->score[i], 12.5 + 25 * i, 1e-9);
  g_assert_cmpint (draft->bands[1], ==, 0);
  g_assert_cmpint (draft->bands[2], ==, 1);
  g_assert_true (sy_freeze_accounts (model, map, log, as_of, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (model->account.scale.n_reference, ==, 4);
  for (int i = 0; i < 4; i++)
    g_assert_cmpfloat (model->account.scale.reference[i], ==, i + 1);
  g_assert_true (sy_model_check (model, &error));
  frozen = score_accounts (log, map, model, as_of);
  for (int i = 0; i < 4; i++)
    g_assert_cmpfloat (frozen->score[i], ==, draft->score[i]);

  /* The scale of people: the loner is the fifth of them. */
  shared = make_counting_model ();
  shared->scale.kind = SY_SCALE_PERCENTILE;
  shared->account.kind = SY_ROLL_UP_SUM;
  as_people = score_accounts (log, map, shared, as_of);
  g_assert_cmpfloat_with_epsilon (as_people->score[3], 70, 1e-9);
}

/* What others do after the freeze moves no account. */
static void
test_frozen_stays (void)
{
  g_autoptr (GPtrArray) accounts = new_accounts ();
  g_autoptr (SyEventLog) log = make_ranked_accounts (accounts);
  g_autoptr (SyAccountMap) map = sy_account_map_new (accounts, log);
  g_autoptr (SyModel) model = make_ranking_model ();
  g_autoptr (GPtrArray) fewer = new_accounts ();
  g_autoptr (SyAccountMap) lone = NULL;
  g_autoptr (SyAccountScores) found = NULL;

  g_assert_true (sy_freeze_accounts (model, map, log, START + 5 * DAY, NULL, NULL));
  add_member (add_account (fewer, "a1"), "p1", NULL, -1, -1);
  lone = sy_account_map_new (fewer, log);
  found = score_accounts (log, lone, model, START + 5 * DAY);
  g_assert_cmpfloat_with_epsilon (found->score[0], 12.5, 1e-9);
}

/* Two at 1 and 3 points in one account, one of 2 in the other: sums 4 and 2, means 2 and 2. */
static void
test_other_roll_up (void)
{
  g_autoptr (GPtrArray) accounts = new_accounts ();
  g_autoptr (SyEventLog) log = make_ranked_accounts (accounts);
  g_autoptr (GPtrArray) two = new_accounts ();
  g_autoptr (SyModel) model = make_ranking_model ();
  g_autoptr (SyModel) before = NULL;
  g_autoptr (SyAccountMap) map = NULL;
  g_autoptr (SyAccountMembers) members = NULL;
  g_autoptr (SyScores) people = NULL;
  g_autoptr (SyAccountScores) found = NULL;
  SyAccount *pair = add_account (two, "a1");
  SyAccountSpec spec = { .kind = SY_ROLL_UP_MEAN, .top = -1 };

  g_test_summary ("A reference of sums ranks no means");
  add_member (pair, "p1", NULL, -1, -1);
  add_member (pair, "p3", NULL, -1, -1);
  add_member (add_account (two, "a2"), "p2", NULL, -1, -1);
  map = sy_account_map_new (two, log);
  g_assert_true (sy_freeze_accounts (model, map, log, START + 5 * DAY, NULL, NULL));
  members = sy_account_members_new (map, START + 5 * DAY);
  people = score_people (log, model, START + 5 * DAY);
  found = sy_account_scores_new (log, members, NULL, model, &spec, people);
  /* Alike among themselves; among the sums they would be at 25. */
  g_assert_cmpfloat_with_epsilon (found->score[0], 50, 1e-9);
  g_assert_cmpfloat_with_epsilon (found->score[1], 50, 1e-9);
  before = sy_model_copy (model);
  sy_roll_up_drop_reference (&model->account, &before->account);
  g_assert_cmpuint (model->account.scale.n_reference, ==, 2);
  model->account.kind = SY_ROLL_UP_MEAN;
  sy_roll_up_drop_reference (&model->account, &before->account);
  g_assert_cmpuint (model->account.scale.n_reference, ==, 0);
  g_assert_null (model->account.scale.reference);
}

static void
test_equal_roll_ups (void)
{
  SyRoleWeight one[] = { { (char *) "admin", 2 } };
  SyRoleWeight heavier[] = { { (char *) "admin", 3 } };
  SyRoleWeight named[] = { { (char *) "buyer", 2 } };
  const SyAccountSpec ways[] = {
    { .kind = SY_ROLL_UP_MEAN, .top = -1, .other_weight = 1 },
    { .kind = SY_ROLL_UP_SUM, .top = -1, .other_weight = 1 },
    { .kind = SY_ROLL_UP_TOP, .top = 3, .other_weight = 1 },
    { .kind = SY_ROLL_UP_TOP, .top = 4, .other_weight = 1 },
    { .kind = SY_ROLL_UP_ROLE, .top = -1, .other_weight = 1, .roles = one, .n_roles = 1 },
    { .kind = SY_ROLL_UP_ROLE, .top = -1, .other_weight = 1, .roles = heavier, .n_roles = 1 },
    { .kind = SY_ROLL_UP_ROLE, .top = -1, .other_weight = 1, .roles = named, .n_roles = 1 },
    { .kind = SY_ROLL_UP_ROLE, .top = -1, .other_weight = 0.5, .roles = one, .n_roles = 1 },
    { .kind = SY_ROLL_UP_ROLE, .top = -1, .other_weight = 1 },
  };
  SyAccountSpec silent = { .kind = SY_ROLL_UP_NONE, .top = -1 };
  SyAccountSpec sum = ways[1];

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (ways); k++)
      g_assert_cmpint (sy_roll_up_equal (&ways[i], &ways[k]), ==, i == k);
  /* What does not say is the mean; roles mean nothing to a sum. */
  g_assert_true (sy_roll_up_equal (&silent, &ways[0]));
  sum.roles = one;
  sum.n_roles = 1;
  g_assert_true (sy_roll_up_equal (&sum, &ways[1]));
}

static void
test_freeze_errors (void)
{
  g_autoptr (GPtrArray) accounts = new_accounts ();
  g_autoptr (SyEventLog) log = make_ranked_accounts (accounts);
  g_autoptr (SyAccountMap) map = sy_account_map_new (accounts, log);
  g_autoptr (SyModel) model = make_ranking_model ();
  g_autoptr (SyModel) before = sy_model_copy (model);
  g_autoptr (SyModel) plain = make_counting_model ();
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (sy_freeze_accounts (plain, map, log, START + 5 * DAY, NULL, &error));
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE);
  g_assert_nonnull (strstr (error->message, "no percentile scale of their own"));
  g_clear_error (&error);
  g_assert_false (sy_freeze_accounts (model, map, log, START, NULL, &error));
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE);
  g_assert_nonnull (strstr (error->message, "none has a score"));
  g_clear_error (&error);
  g_cancellable_cancel (cancelled);
  g_assert_false (sy_freeze_accounts (model, map, log, START + 5 * DAY, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (sy_model_equal (model, before));
}

static void
test_publish (void)
{
  g_autoptr (GPtrArray) accounts = new_accounts ();
  g_autoptr (SyEventLog) log = make_ranked_accounts (accounts);
  g_autoptr (SyAccountMap) map = sy_account_map_new (accounts, log);
  g_autoptr (SyModel) model = make_ranking_model ();
  g_autoptr (SyModel) frozen = NULL;
  g_autoptr (SyModel) again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *more = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Publishing freezes the reference of accounts once; a frozen one stays");
  model->outcome.kind = SY_OUTCOME_EVENT;
  model->outcome.types = g_strsplit ("buy", ",", -1);
  model->outcome.horizon_days = 30;
  frozen = sy_publish_freeze (model, log, map, START + 5 * DAY, NULL, &text, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (model->account.scale.n_reference, ==, 0);
  g_assert_cmpuint (frozen->account.scale.n_reference, ==, 4);
  g_assert_cmpfloat (frozen->account.scale.reference[3], ==, 4);
  frozen->account.scale.reference[3] = 5;
  again = sy_publish_freeze (frozen, log, map, START + 5 * DAY, NULL, &more, &error);
  g_assert_no_error (error);
  g_assert_true (sy_model_equal (again, frozen));
  g_assert_null (sy_publish_freeze (model, log, map, START, NULL, &more, &error));
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/accounts/J5/percentile-among-accounts", test_own_percentile);
  g_test_add_func ("/accounts/J5/frozen-percentile-stays", test_frozen_stays);
  g_test_add_func ("/accounts/J5/frozen-percentile-of-another-roll-up", test_other_roll_up);
  g_test_add_func ("/accounts/J5/equal-roll-ups", test_equal_roll_ups);
  g_test_add_func ("/accounts/J5/freeze-errors", test_freeze_errors);
  g_test_add_func ("/accounts/J5/publish-freezes-accounts", test_publish);
  return g_test_run ();
}
