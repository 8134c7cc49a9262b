/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "account-fixture.h"

typedef struct
{
  SyEventLog *log;
  SyModel *model;
  SyScores *before;
  SyScores *now;
  SyMigration *migration;
} World;

static void
clear_world (World *world)
{
  sy_migration_free (world->migration);
  sy_scores_unref (world->before);
  sy_scores_unref (world->now);
  sy_model_unref (world->model);
  sy_event_log_unref (world->log);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, clear_world)

static void
make_world (World *world)
{
  g_autoptr (SyTestLog) rows = make_shop (500, 150, 19);

  world->log = sy_test_log_build (rows);
  world->model = make_shop_model ();
  world->model->population.seen_within_days = 60;
  world->before = score_people (world->log, world->model, START + 70 * DAY);
  world->now = score_people (world->log, world->model, START + 140 * DAY);
  world->migration = sy_migration_new (world->model, world->before, world->now);
}

static void
test_matrix (void)
{
  g_auto (World) world = { 0 };
  const SyMigration *found;
  g_autoptr (SyDrift) drift = NULL;
  g_autoptr (GError) error = NULL;
  SyDriftOptions options = { START + 70 * DAY, START + 140 * DAY, NULL, NULL };
  gsize all_in = 0;
  gsize all_out = 0;

  g_test_summary ("Counts are those of the drift; rows sum to one; flows add up");
  make_world (&world);
  found = world.migration;
  drift = sy_drift_run (world.log, world.model, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->n_bands, ==, 3);
  g_assert_cmpuint (found->n_both, ==, drift->n_both);
  for (gsize row = 0; row < 3; row++)
    {
      const SyMigrationBand *band = &found->bands[row];
      double sum = 0;

      for (gsize column = 0; column < 3; column++)
        {
          const SyMigrationCell *cell = sy_migration_get_cell (found, row, column);

          g_assert_cmpuint (cell->n, ==, drift->migration[row * 3 + column]);
          sum += cell->share;
        }
      g_assert_cmpfloat_with_epsilon (sum, 1, 1e-12);
      g_assert_cmpuint (band->before, ==, drift->band_reference[row]);
      g_assert_cmpuint (band->now, ==, drift->band_current[row]);
      g_assert_cmpuint (band->now + band->out + band->left, ==,
                        band->before + band->in + band->entered);
      all_in += band->in;
      all_out += band->out;
    }
  g_assert_cmpuint (all_in, ==, all_out);
  g_assert_cmpuint (all_in, ==, found->n_up + found->n_down);
  g_assert_cmpuint (found->n_up, >, 10);
  g_assert_cmpuint (found->n_down, >, 3);
}

static void
test_reasons (void)
{
  g_auto (World) world = { 0 };

  g_test_summary ("The lines of two rules sum to the change of the raw score of who moved");
  make_world (&world);
  for (gsize row = 0; row < 3; row++)
    for (gsize column = 0; column < 3; column++)
      {
        const SyMigrationCell *cell = sy_migration_get_cell (world.migration, row, column);
        const guint8 *before = sy_scores_get_bands (world.before);
        const guint8 *now = sy_scores_get_bands (world.now);
        double raw = 0;
        double buy = 0;
        double sum = 0;
        double direction = column > row ? 1 : -1;

        if (row == column || cell->n == 0)
          {
            g_assert_cmpuint (cell->n_reasons, ==, 0);
            continue;
          }
        for (guint32 i = 0; i < sy_scores_get_n_people (world.now); i++)
          if (before[i] == row && now[i] == column)
            {
              double points[2];

              sy_scores_get_rule_points (world.before, 0, &i, 1, &points[0]);
              sy_scores_get_rule_points (world.now, 0, &i, 1, &points[1]);
              buy += (points[1] - points[0]) / (double) cell->n;
              raw += (sy_scores_get_raw (world.now)[i] - sy_scores_get_raw (world.before)[i]) /
                     (double) cell->n;
            }
        g_assert_cmpuint (cell->n_reasons, >=, 1);
        for (gsize k = 0; k < cell->n_reasons; k++)
          {
            const SyPointsShift *reason = &cell->reasons[k];

            g_assert_cmpfloat (reason->shift * direction, >, 0);
            if (k > 0)
              g_assert_cmpfloat (fabs (reason->shift), <=, fabs (cell->reasons[k - 1].shift));
            if (g_str_equal (reason->id, "buy"))
              g_assert_cmpfloat_with_epsilon (reason->shift, buy, 1e-9);
            sum += reason->shift;
          }
        if (cell->n_reasons == 2)
          g_assert_cmpfloat_with_epsilon (sum, raw, 1e-9);
      }
}

static void
test_accounts (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  SyRule *rule = sy_rule_new ("any", SY_RULE_EVENT);
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (rule);
  g_autoptr (GPtrArray) accounts = new_accounts ();
  g_autoptr (SyAccountMap) map = NULL;
  SyAccountScores *scores[2];
  g_autoptr (SyMigration) found = NULL;

  g_test_summary ("One rises, one falls as a member leaves, one comes, one goes");
  sy_rule_add_type (rule, "look");
  g_ptr_array_add (model->bands, sy_band_new ("Busy", 2));
  model->account.kind = SY_ROLL_UP_SUM;
  sy_test_log_add (rows, "ann", "look", START, NAN);
  sy_test_log_add (rows, "bob", "look", START, NAN);
  sy_test_log_add (rows, "bob", "look", START + 15 * DAY, NAN);
  log = sy_test_log_build (rows);
  add_member (add_account (accounts, "comes"), "ann", NULL, 15, -1);
  add_member (add_account (accounts, "falls"), "ann", NULL, -1, -1);
  add_member (accounts->pdata[1], "bob", NULL, -1, 12);
  add_member (add_account (accounts, "goes"), "bob", NULL, -1, 12);
  add_member (add_account (accounts, "rises"), "bob", NULL, -1, -1);
  map = sy_account_map_new (accounts, log);
  for (int k = 0; k < 2; k++)
    {
      gint64 as_of = START + (k == 0 ? 10 : 20) * DAY;
      g_autoptr (SyAccountMembers) members = sy_account_members_new (map, as_of);
      g_autoptr (SyScores) people = score_people (log, model, as_of);

      scores[k] = sy_account_scores_new (log, members, NULL, model, &model->account, people);
    }
  found = sy_migration_new_for_accounts (model, scores[0], scores[1]);
  g_assert_cmpuint (found->n_both, ==, 2);
  g_assert_cmpuint (found->n_up, ==, 1);
  g_assert_cmpuint (found->n_down, ==, 1);
  g_assert_cmpuint (found->bands[0].entered, ==, 1);
  g_assert_cmpuint (found->bands[0].left, ==, 1);
  g_assert_cmpfloat (sy_migration_get_cell (found, 0, 1)->change, ==, 1);
  g_assert_cmpfloat (sy_migration_get_cell (found, 1, 0)->change, ==, -1);
  g_assert_cmpfloat (sy_migration_get_cell (found, 1, 0)->share, ==, 1);
  g_assert_true (isnan (sy_migration_get_cell (found, 1, 1)->change));
  sy_account_scores_free (scores[0]);
  sy_account_scores_free (scores[1]);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/migration/E9/matrix", test_matrix);
  g_test_add_func ("/migration/E9/reasons", test_reasons);
  g_test_add_func ("/migration/J5/accounts", test_accounts);
  return g_test_run ();
}
