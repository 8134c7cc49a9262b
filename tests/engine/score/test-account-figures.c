/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "../validate/account-fixture.h"

typedef struct
{
  SyEventLog *log;
  GPtrArray *accounts;
  SyAccountMap *map;
  SyAccountMembers *members;
  SyAccountFigures *figures;
} World;

static void
clear_world (World *world)
{
  g_free (world->figures);
  sy_account_members_free (world->members);
  sy_account_map_unref (world->map);
  g_ptr_array_unref (world->accounts);
  sy_event_log_unref (world->log);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, clear_world)

static const char *const features[] = { "report", "export", "share", NULL };

/* As of day 40: "own" has attributes of its own, "agree" and "differ" those of their people. */
static void
make_world (World *world)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("Europe/Paris");
  SyAccountInputs inputs = { 10, (char *) "seats", (char **) features, (char *) "renews",
                             (char *) "billing", (char *) "csm" };
  SyAccount *account;

  /* Day 30 is the first of the active days; what is at t has not been seen. */
  sy_test_log_add (rows, "ann", "report", START + 30 * DAY, NAN);
  sy_test_log_add (rows, "bob", "report", START + 30 * DAY - 1, NAN);
  sy_test_log_add (rows, "cleo", "export", START + 40 * DAY - 1, NAN);
  sy_test_log_add (rows, "cleo", "report", START + 39 * DAY, NAN);
  sy_test_log_add (rows, "dan", "share", START + 40 * DAY, NAN);
  sy_test_log_add_attribute (rows, "ann", "seats", "8");
  sy_test_log_add_attribute (rows, "bob", "seats", "8");
  sy_test_log_add_attribute (rows, "dan", "seats", "9");
  sy_test_log_add_attribute (rows, "eve", "seats", "0");
  sy_test_log_add_attribute (rows, "ann", "billing", "paid");
  sy_test_log_add_attribute (rows, "own", "seats", "4");
  sy_test_log_add_attribute (rows, "own", "renews", "2024-02-19");
  sy_test_log_add_attribute (rows, "own", "billing", "overdue");
  sy_test_log_add_attribute (rows, "own", "csm", "Olga");
  sy_test_log_add_attribute (rows, "agree", "renews", "2024-01-31 and more");
  world->log = sy_test_log_build (rows);
  world->accounts = new_accounts ();
  account = add_account (world->accounts, "agree");
  add_member (account, "ann", NULL, -1, -1);
  add_member (account, "bob", NULL, -1, -1);
  add_member (account, "cleo", NULL, -1, -1);
  account = add_account (world->accounts, "differ");
  add_member (account, "ann", NULL, -1, -1);
  add_member (account, "dan", NULL, -1, -1);
  account = add_account (world->accounts, "own");
  add_member (account, "ann", NULL, -1, -1);
  add_member (account, "cleo", NULL, -1, -1);
  account = add_account (world->accounts, "zero");
  add_member (account, "eve", NULL, -1, -1);
  world->map = sy_account_map_new (world->accounts, world->log);
  world->members = sy_account_members_new (world->map, START + 40 * DAY);
  world->figures = sy_account_figures_new (world->log, world->members, &inputs);
}

static void
test_seats (void)
{
  g_auto (World) world = { 0 };

  make_world (&world);
  g_assert_cmpuint (world.figures[0].n_members, ==, 3);
  g_assert_cmpuint (world.figures[0].n_active, ==, 2);
  g_assert_cmpfloat (world.figures[0].seats, ==, 8);
  g_assert_cmpfloat (world.figures[0].seat_use, ==, 0.25);
  /* 8 and 9 seats: nobody knows. */
  g_assert_true (isnan (world.figures[1].seats));
  g_assert_true (isnan (world.figures[1].seat_use));
  g_assert_cmpuint (world.figures[1].n_active, ==, 1);
  g_assert_cmpfloat (world.figures[2].seats, ==, 4);
  g_assert_cmpfloat (world.figures[2].seat_use, ==, 0.5);
  g_assert_cmpfloat (world.figures[3].seats, ==, 0);
  g_assert_true (isnan (world.figures[3].seat_use));
}

static void
test_adoption (void)
{
  g_auto (World) world = { 0 };

  make_world (&world);
  g_assert_cmpfloat (world.figures[0].adoption, ==, 2 / 3.0);
  g_assert_cmpfloat (world.figures[1].adoption, ==, 1 / 3.0);
  g_assert_cmpfloat (world.figures[3].adoption, ==, 0);
}

static void
test_renewal_and_billing (void)
{
  g_auto (World) world = { 0 };

  g_test_summary ("t is 2024-02-10 01:00 in Paris, so the date is 10 February");
  make_world (&world);
  g_assert_cmpfloat (world.figures[2].renewal_days, ==, 9);
  g_assert_cmpfloat (world.figures[0].renewal_days, ==, -10);
  g_assert_true (isnan (world.figures[1].renewal_days));
  g_assert_cmpstr (world.figures[2].billing, ==, "overdue");
  g_assert_cmpstr (world.figures[0].billing, ==, "paid");
  g_assert_cmpstr (world.figures[2].owner, ==, "Olga");
  g_assert_null (world.figures[0].owner);
}

static gboolean
holds (const World *world,
       guint32 account,
       const char *field,
       SyOperator op,
       double number,
       const char *text)
{
  g_autoptr (SyCondition) test = sy_condition_new_test (field, op);

  if (text != NULL)
    sy_condition_add_text (test, text);
  else if (op != SY_OPERATOR_EXISTS)
    sy_condition_add_number (test, number);
  return sy_account_condition_holds (test, world->log, world->members, &world->figures[account],
                                     account);
}

static void
test_conditions (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (SyCondition) not_both = sy_condition_new (SY_CONDITION_NOT);
  SyCondition *both = sy_condition_new (SY_CONDITION_ALL);
  SyCondition *first = sy_condition_new_test ("seat_use", SY_OPERATOR_AT_LEAST);
  SyCondition *second = sy_condition_new_test ("billing", SY_OPERATOR_EQUAL);

  make_world (&world);
  g_assert_true (holds (&world, 2, "seat_use", SY_OPERATOR_AT_LEAST, 0.5, NULL));
  g_assert_false (holds (&world, 0, "seat_use", SY_OPERATOR_AT_LEAST, 0.5, NULL));
  g_assert_false (holds (&world, 1, "seat_use", SY_OPERATOR_LESS, 100, NULL));
  g_assert_false (holds (&world, 1, "seat_use", SY_OPERATOR_EXISTS, 0, NULL));
  g_assert_true (holds (&world, 1, "active", SY_OPERATOR_EQUAL, 1, NULL));
  g_assert_true (holds (&world, 2, "billing", SY_OPERATOR_CONTAINS, 0, "due"));
  g_assert_false (holds (&world, 1, "owner", SY_OPERATOR_NOT_EQUAL, 0, "Olga"));
  /* An attribute that is no figure, and one that nobody has. */
  g_assert_true (holds (&world, 2, "csm", SY_OPERATOR_EQUAL, 0, "Olga"));
  g_assert_false (holds (&world, 2, "region", SY_OPERATOR_EXISTS, 0, NULL));
  sy_condition_add_number (first, 0.5);
  sy_condition_add_text (second, "overdue");
  sy_condition_add_child (both, first);
  sy_condition_add_child (both, second);
  sy_condition_add_child (not_both, both);
  g_assert_false (sy_account_condition_holds (not_both, world.log, world.members,
                                              &world.figures[2], 2));
  g_assert_true (sy_account_condition_holds (not_both, world.log, world.members, &world.figures[0],
                                             0));
  g_assert_true (sy_account_condition_holds (NULL, world.log, world.members, &world.figures[0], 0));
}

static void
test_bands (void)
{
  g_auto (World) world = { 0 };
  SyRule *rule = sy_rule_new ("any", SY_RULE_EVENT);
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (rule);
  g_autoptr (SyScores) people = NULL;
  g_autoptr (SyAccountScores) found = NULL;
  static const char *const names[] = { "Quiet", "Busy", "Healthy" };

  g_test_summary ("Two accounts with points for the highest band; one meets its condition");
  make_world (&world);
  sy_rule_add_type (rule, "report");
  sy_rule_add_type (rule, "export");
  model->account.kind = SY_ROLL_UP_SUM;
  for (int i = 0; i < 3; i++)
    {
      SyBand *band = g_new0 (SyBand, 1);

      band->name = g_strdup (names[i]);
      band->min = i == 0 ? (double) NAN : i + 0.5;
      if (i == 2)
        {
          SyCondition *all = sy_condition_new (SY_CONDITION_ALL);
          SyCondition *test = sy_condition_new_test ("seat_use", SY_OPERATOR_AT_LEAST);

          sy_condition_add_number (test, 0.5);
          sy_condition_add_child (all, test);
          band->where = all;
        }
      g_ptr_array_add (model->account.bands, band);
    }
  people = score_people (world.log, model, START + 40 * DAY);
  found = sy_account_scores_new (world.log, world.members, world.figures, model, &model->account,
                                 people);
  g_assert_cmpfloat (found->raw[0], ==, 4);
  g_assert_cmpint (found->bands[0], ==, 1);
  g_assert_cmpint (found->bands[1], ==, 0);
  g_assert_cmpfloat (found->raw[2], ==, 3);
  g_assert_cmpint (found->bands[2], ==, 2);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/account-figures/J3/seats", test_seats);
  g_test_add_func ("/account-figures/J3/adoption", test_adoption);
  g_test_add_func ("/account-figures/J4/renewal-and-billing", test_renewal_and_billing);
  g_test_add_func ("/account-figures/J4/conditions", test_conditions);
  g_test_add_func ("/account-figures/J5/bands-with-conditions", test_bands);
  return g_test_run ();
}
