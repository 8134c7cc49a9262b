/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fixture.h"

/* Accounts as a test writes them down. */

static inline GPtrArray *
new_accounts (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) sy_account_free);
}

/* To be called in bytewise order of the keys. */
static inline SyAccount *
add_account (GPtrArray *accounts,
             const char *key)
{
  SyAccount *account = sy_account_new (key);

  g_ptr_array_add (accounts, account);
  return account;
}

/* Days since START; a @from of -1 and a @to of -1: without end. */
static inline void
add_member (SyAccount *account,
            const char *person,
            const char *role,
            int from,
            int to)
{
  SyAccountMember *member = g_new0 (SyAccountMember, 1);

  member->person = g_strdup (person);
  member->role = g_strdup (role);
  member->from_ms = from < 0 ? G_MININT64 : (START + from * DAY) * 1000;
  member->to_ms = to < 0 ? G_MAXINT64 : (START + to * DAY) * 1000;
  g_ptr_array_add (account->members, member);
}

/* Accounts of 0 to 9 of the shop's people, in no order, some twice, some in two accounts. */
static inline GPtrArray *
make_accounts (gsize n_accounts,
               gsize n_people,
               guint32 seed)
{
  static const char *const roles[] = { NULL, "admin", "user", "guest" };
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  GPtrArray *accounts = new_accounts ();

  for (gsize i = 0; i < n_accounts; i++)
    {
      g_autofree char *key = g_strdup_printf ("acme-%04u", (guint) i);
      SyAccount *account = add_account (accounts, key);

      for (int m = g_rand_int_range (random, 0, 10); m > 0; m--)
        {
          const char *person = get_key ((gsize) g_rand_int_range (random, 0, (gint32) n_people));
          int from = g_rand_int_range (random, -60, 120);

          add_member (account, person, roles[g_rand_int_range (random, 0, 4)], MAX (from, -1),
                      g_rand_boolean (random) ? -1 : MAX (from, 0) + g_rand_int_range (random, 1, 90));
        }
    }
  return accounts;
}

static inline SyScores *
score_people (SyEventLog *log,
              const SyModel *model,
              gint64 as_of)
{
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, as_of);
  g_autoptr (GError) error = NULL;
  SyScores *scores = sy_scorer_score (scorer, model, NULL, &error);

  g_assert_no_error (error);
  return scores;
}

/* Every way to roll up. */
static inline gsize
make_roll_ups (SyAccountSpec out_specs[5])
{
  static SyRoleWeight roles[] = { { (char *) "admin", 2.5 }, { (char *) "user", 1 } };

  for (int i = 0; i < 5; i++)
    {
      out_specs[i] = (SyAccountSpec){ .kind = (SyRollUp) (SY_ROLL_UP_SUM + i), .top = -1 };
      out_specs[i].other_weight = 0.25;
    }
  out_specs[3].top = 2;
  out_specs[4].roles = roles;
  out_specs[4].n_roles = 2;
  return 5;
}

/* One event is one point. */
static inline SyModel *
make_counting_model (void)
{
  SyRule *rule = sy_rule_new ("any", SY_RULE_EVENT);

  sy_rule_add_type (rule, "buy");
  sy_rule_add_type (rule, "look");
  return sy_test_model_new_with_rule (rule);
}

static inline void
add_looks (SyTestLog *rows,
           const char *person,
           int n)
{
  for (int i = 0; i < n; i++)
    sy_test_log_add (rows, person, "look", START + DAY + i, NAN);
}
