/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each member gives to an account, and the ways to compare. */
#include "config.h"

#include <string.h>

#include "account-fixture.h"

/* The parts of one account, as "ann 7 58%, bob 2 17%". */
static char *
take_apart (SyEventLog *log,
            GPtrArray *accounts,
            SyRollUp kind,
            int day)
{
  g_autoptr (SyModel) model = make_counting_model ();
  g_autoptr (SyAccountMap) map = sy_account_map_new (accounts, log);
  g_autoptr (SyAccountMembers) members = sy_account_members_new (map, START + day * DAY);
  g_autoptr (SyScores) scores = score_people (log, model, START + day * DAY);
  g_autofree SyAccountPart *parts = NULL;
  GString *text = g_string_new (NULL);
  SyAccountSpec specs[5];
  gsize n;

  make_roll_ups (specs);
  parts = sy_account_parts_new (members, &specs[kind - SY_ROLL_UP_SUM], scores, 0, &n);
  for (gsize i = 0; i < n; i++)
    {
      g_string_append_printf (text, "%s%s ", i > 0 ? ", " : "",
                              sy_event_log_get_person_key (log, parts[i].person));
      if (isnan (parts[i].points))
        g_string_append (text, "-");
      else
        g_string_append_printf (text, "%.2f %.0f%%", parts[i].points, 100 * parts[i].share);
    }
  return g_string_free (text, FALSE);
}

#define ASSERT_PARTS(kind, expected)                                    \
  G_STMT_START                                                          \
  {                                                                     \
    g_autofree char *parts_found = take_apart (log, accounts, kind, 5); \
    g_assert_cmpstr (parts_found, ==, expected);                        \
  }                                                                     \
  G_STMT_END

static void
test_parts_by_hand (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (GPtrArray) accounts = new_accounts ();
  SyAccount *acme = add_account (accounts, "acme");

  g_test_summary ("Members of 8, 4 and 4 points, and one who was not seen yet");
  add_looks (rows, "ann", 8);
  add_looks (rows, "bob", 4);
  add_looks (rows, "cleo", 4);
  sy_test_log_add (rows, "dan", "look", START + 40 * DAY, NAN);
  log = sy_test_log_build (rows);
  add_member (acme, "ann", "user", -1, -1);
  add_member (acme, "bob", NULL, -1, -1);
  add_member (acme, "cleo", "admin", -1, -1);
  add_member (acme, "dan", "admin", -1, -1);
  ASSERT_PARTS (SY_ROLL_UP_SUM, "ann 8.00 50%, bob 4.00 25%, cleo 4.00 25%, dan -");
  ASSERT_PARTS (SY_ROLL_UP_MEAN, "ann 2.67 50%, bob 1.33 25%, cleo 1.33 25%, dan -");
  ASSERT_PARTS (SY_ROLL_UP_MAX, "ann 8.00 100%, bob 0.00 0%, cleo 0.00 0%, dan -");
  /* Of the two who are equal the first is taken. */
  ASSERT_PARTS (SY_ROLL_UP_TOP, "ann 4.00 67%, bob 2.00 33%, cleo 0.00 0%, dan -");
  /* 2.5 for the admin, 1 for the user, 0.25 for others: 19 in all. */
  ASSERT_PARTS (SY_ROLL_UP_ROLE, "cleo 10.00 53%, ann 8.00 42%, bob 1.00 5%, dan -");
}

/* Whatever the roll-up, and with people who have less than nothing. */
static void
test_parts_sum (void)
{
  g_autoptr (SyTestLog) rows = make_shop (300, 150, 11);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (GPtrArray) accounts = make_accounts (120, 320, 5);
  g_autoptr (SyAccountMap) map = sy_account_map_new (accounts, log);
  g_autoptr (SyAccountMembers) members = sy_account_members_new (map, START + 60 * DAY);
  g_autoptr (SyScores) scores = NULL;
  SyAccountSpec specs[5];
  gsize n_mixed = 0;

  sy_rule_group_get_rule (sy_model_get_group (model, 0), 1)->weight = -1;
  scores = score_people (log, model, START + 60 * DAY);
  make_roll_ups (specs);
  for (int k = 0; k < 5; k++)
    {
      g_autoptr (SyAccountScores)
          found = sy_account_scores_new (log, members, NULL, model, &specs[k], scores);

      for (guint32 i = 0; i < 120; i++)
        {
          gsize n;
          g_autofree SyAccountPart *parts = sy_account_parts_new (members, &specs[k], scores, i, &n);
          gsize n_scored = 0;
          double points = 0;
          double shares = 0;

          g_assert_cmpuint (n, ==, members->starts[i + 1] - members->starts[i]);
          for (gsize m = 0; m < n; m++)
            {
              if (isnan (parts[m].points))
                continue;
              g_assert_cmpuint (m, ==, n_scored);
              n_scored++;
              points += parts[m].points;
              shares += parts[m].share;
              if (m > 0)
                g_assert_cmpfloat (parts[m - 1].points, >=, parts[m].points);
            }
          g_assert_cmpuint (n_scored, ==, found->n_scored[i]);
          if (n_scored == 0)
            continue;
          g_assert_cmpfloat_with_epsilon (points, found->raw[i], 1e-9);
          n_mixed += isnan (shares);
          if (!isnan (shares))
            g_assert_cmpfloat_with_epsilon (shares, 1, 1e-9);
        }
    }
  g_assert_cmpuint (n_mixed, >, 0);
}

/* The model's own way first, once each. */
static void
test_roll_ups (void)
{
  static const struct
  {
    SyRollUp kind;
    int top;
    gboolean has_roles;
    const char *expected;
    const char *own;
  } cases[] = {
    { SY_ROLL_UP_NONE, -1, FALSE, "sum mean max top:3 ", "mean" },
    { SY_ROLL_UP_MAX, -1, FALSE, "max sum mean top:3 ", "max" },
    { SY_ROLL_UP_TOP, 7, FALSE, "top:7 sum mean max ", "top:7" },
    { SY_ROLL_UP_ROLE, -1, TRUE, "role sum mean max top:3 ", "role" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SyModel) model = make_counting_model ();
      g_autoptr (GString) names = g_string_new (NULL);
      SyAccountSpec specs[SY_ROLL_UPS_MAX];
      SyAccountSpec own;
      g_autofree char *own_name = NULL;
      gsize n;

      model->account.kind = cases[i].kind;
      model->account.top = cases[i].top;
      if (cases[i].has_roles)
        {
          model->account.roles = g_new0 (SyRoleWeight, 1);
          model->account.roles[0] = (SyRoleWeight){ g_strdup ("admin"), 2 };
          model->account.n_roles = 1;
        }
      n = sy_roll_ups_list (model, specs);
      for (gsize k = 0; k < n; k++)
        {
          g_autofree char *name = sy_roll_up_get_name (&specs[k]);

          g_string_append_printf (names, "%s ", name);
        }
      g_assert_cmpstr (names->str, ==, cases[i].expected);
      sy_roll_up_get_own (model, &own);
      own_name = sy_roll_up_get_name (&own);
      g_assert_cmpstr (own_name, ==, cases[i].own);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/accounts/J1/parts-by-hand", test_parts_by_hand);
  g_test_add_func ("/accounts/J1/parts-sum-to-the-score", test_parts_sum);
  g_test_add_func ("/accounts/J1/ways-to-roll-up", test_roll_ups);
  return g_test_run ();
}
