/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The accounts of the window, without the window. */
#include "config.h"

#include "project-fixture.h"
#include "sy-account-list.h"
#include "sy-account-members.h"
#include "sy-condition-text.h"
#include "sy-model-freeze.h"
#include "sy-roll-up-text.h"

#include <math.h>
#include <string.h>

#define DAY(year, month, day) ((gint64) sy_day_from_civil (year, month, day) * SY_DAY_SECONDS)

static void
add_member (GPtrArray *accounts,
            const char *key,
            const char *person,
            const char *role)
{
  SyAccount *account = accounts->len > 0 ? accounts->pdata[accounts->len - 1] : NULL;
  SyAccountMember *member = g_new0 (SyAccountMember, 1);

  if (account == NULL || strcmp (account->key, key) != 0)
    {
      account = sy_account_new (key);
      g_ptr_array_add (accounts, account);
    }
  member->person = g_strdup (person);
  member->role = g_strdup (role);
  member->from_ms = G_MININT64;
  member->to_ms = G_MAXINT64;
  g_ptr_array_add (account->members, member);
}

/* Everybody bought in each month to June; who is divisible by three also visited. Acme has both, Beta
 * one who did not visit, Void nobody who was seen. */
static SyAccountMap *
make_map (SyEventLog *log)
{
  g_autoptr (GPtrArray) accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_account_free);

  add_member (accounts, "Acme", "p01", "user");
  add_member (accounts, "Acme", "p03", "admin");
  add_member (accounts, "Acme", "p03", "buyer");
  add_member (accounts, "Beta", "p02", NULL);
  add_member (accounts, "Void", "nobody", NULL);
  return sy_account_map_new (accounts, log);
}

static SyScores *
score (SyEventLog *log,
       const SyModel *model)
{
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, DAY (2024, 6, 1));
  g_autoptr (GError) error = NULL;
  SyScores *scores = sy_scorer_score (scorer, model, NULL, &error);

  g_assert_no_error (error);
  return scores;
}

static SyAccountList *
make_list (SyModel *model)
{
  g_autoptr (SyEventLog) log = project_fixture_log ();
  g_autoptr (SyAccountMap) map = make_map (log);
  g_autoptr (SyScores) scores = score (log, model);

  return sy_account_list_new (log, map, model, scores, NULL, NULL);
}

static char *
row_text (SyTableSource *source,
          guint row)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < sy_table_source_get_n_columns (source); i++)
    {
      g_autofree char *cell = sy_table_source_get_text (source, row, i);

      g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", cell);
    }
  return g_string_free (text, FALSE);
}

/* The same figures as the engine gives the command line. */
static void
test_rows (void)
{
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (SyAccountList) list = NULL;
  g_autoptr (SyTableSource) all = NULL;
  g_autoptr (SyTableSource) found = NULL;
  g_autoptr (SyTableSource) none = NULL;
  const SyAccountScores *scores;
  g_autofree char *first = NULL;
  g_autofree char *score_text = NULL;
  g_autofree char *last = NULL;
  guint n_bands;

  model->account.kind = SY_ROLL_UP_SUM;
  list = make_list (model);
  scores = sy_account_list_get_scores (list);
  all = sy_account_list_create_source (list, NULL);
  g_assert_cmpuint (sy_table_source_get_n_rows (all), ==, 3);
  /* The highest first, without a score last. */
  g_assert_cmpuint (sy_account_list_get_account (all, 0), ==, 0);
  g_assert_cmpuint (sy_account_list_get_account (all, 1), ==, 1);
  g_assert_cmpfloat (scores->raw[0], >, scores->raw[1]);
  first = row_text (all, 0);
  score_text = sy_account_list_dup_score (list, 0);
  g_assert_true (g_str_has_prefix (first, "Acme|"));
  g_assert_nonnull (strstr (first, score_text));
  g_assert_nonnull (strstr (first, "|2|2|p03 ("));
  last = row_text (all, 2);
  g_assert_cmpstr (last, ==, "Void|–|no score|0|0|–");
  g_assert_true (sy_table_source_is_dim (all, 2));
  g_assert_cmpuint (sy_table_source_get_band (all, 0, 2, &n_bands), ==, scores->bands[0]);
  g_assert_cmpuint (n_bands, ==, 2);
  g_assert_cmpuint (sy_table_source_get_band (all, 0, 1, &n_bands), ==, G_MAXUINT);
  g_assert_cmpuint (sy_table_source_get_band (all, 2, 2, &n_bands), ==, G_MAXUINT);

  found = sy_account_list_create_source (list, "ET");
  g_assert_cmpuint (sy_table_source_get_n_rows (found), ==, 1);
  g_assert_cmpuint (sy_account_list_get_account (found, 0), ==, 1);
  none = sy_account_list_create_source (list, "acmes");
  g_assert_cmpuint (sy_table_source_get_n_rows (none), ==, 0);
  g_assert_cmpuint (sy_account_list_find (list, "Beta"), ==, 1);
  g_assert_cmpuint (sy_account_list_find (list, "beta"), ==, G_MAXUINT32);
}

static char *
sort_rows (SyTableSource *source,
           guint column,
           gboolean descending)
{
  g_autoptr (GArray) order = sy_table_source_sort (source, column, descending);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < order->len; i++)
    {
      g_autofree char *key = sy_table_source_get_text (source, g_array_index (order, guint, i), 0);

      g_string_append_c (text, *key);
    }
  return g_string_free (text, FALSE);
}

/* By every column that is always there, both ways: without a score as the least. */
static void
test_sort (void)
{
  static const struct
  {
    const char *title;
    const char *up;
  } expected[] = {
    { "Account", "ABV" },
    { "Score", "VBA" },
    { "Band", "VBA" },
    { "Members", "VBA" },
    { "Scored", "VBA" },
    /* p02, then p03, then nobody. */
    { "Most From", "BAV" },
  };
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (SyAccountList) list = NULL;
  g_autoptr (SyTableSource) all = NULL;

  model->account.kind = SY_ROLL_UP_SUM;
  list = make_list (model);
  all = sy_account_list_create_source (list, NULL);
  g_assert_cmpuint (sy_table_source_get_n_columns (all), ==, G_N_ELEMENTS (expected));
  for (guint column = 0; column < G_N_ELEMENTS (expected); column++)
    {
      g_autofree char *up = sort_rows (all, column, FALSE);
      g_autofree char *down = sort_rows (all, column, TRUE);

      g_assert_cmpstr (sy_table_source_get_column (all, column)->title, ==, expected[column].title);
      g_assert_cmpstr (up, ==, expected[column].up);
      g_strreverse (up);
      g_assert_cmpstr (down, ==, up);
    }
}

static void
test_members (void)
{
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (SyAccountList) list = NULL;
  g_autoptr (SyTableSource) members = NULL;
  g_autoptr (SyTableSource) empty = NULL;
  g_autofree char *first = NULL;
  g_autofree char *share = NULL;
  g_autofree char *other = NULL;

  model->account.kind = SY_ROLL_UP_MAX;
  list = make_list (model);
  members = sy_account_list_create_members (list, 0);
  g_assert_cmpuint (sy_table_source_get_n_rows (members), ==, 2);
  first = row_text (members, 0);
  g_assert_true (g_str_has_prefix (first, "p03|"));
  g_assert_nonnull (strstr (first, "|admin, buyer|"));
  share = sy_table_source_get_text (members, 0, 5);
  g_assert_true (g_str_has_prefix (share, "100"));
  other = sy_table_source_get_text (members, 1, 5);
  g_assert_true (g_str_has_prefix (other, "0"));
  g_assert_cmpstr (sy_account_members_get_key (members, 1), <, sy_account_members_get_key (members, 0));
  empty = sy_account_list_create_members (list, 2);
  g_assert_cmpuint (sy_table_source_get_n_rows (empty), ==, 0);
}

/* Letters are those of the bands, which may ask for more than the score. */
static void
test_letters (void)
{
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (SyAccountList) list = NULL;
  g_autofree char *letter = NULL;
  SyBand *high = sy_band_new ("Big", 0);

  model->display = SY_DISPLAY_LETTER;
  model->account.kind = SY_ROLL_UP_SUM;
  model->account.scale.kind = SY_SCALE_NONE;
  g_ptr_array_add (model->account.bands, sy_band_new ("Small", NAN));
  high->where = sy_condition_test_from_text ("members", SY_OPERATOR_AT_LEAST, "5");
  g_ptr_array_add (model->account.bands, high);
  list = make_list (model);
  letter = sy_account_list_dup_score (list, 0);
  g_assert_cmpstr (letter, ==, "B");
  g_assert_cmpstr (sy_account_list_get_band (list, 0), ==, "Small");
}

/* Each account is in one bar of the chart. */
static void
test_chart (void)
{
  static const SyScaleKind scales[] = { SY_SCALE_NONE, SY_SCALE_RANGE, SY_SCALE_PERCENTILE };

  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      g_autoptr (SyModel) model = project_fixture_model ();
      g_autoptr (SyAccountList) list = NULL;
      g_autoptr (SyChart) chart = NULL;
      g_autoptr (SyChartTable) table = NULL;
      double sum = 0;

      model->scale.kind = scales[i];
      list = make_list (model);
      chart = sy_account_list_create_chart (list);
      table = sy_chart_to_table (chart);
      g_assert_cmpstr (sy_chart_get_title (chart), ==, "Accounts by band");
      for (gsize row = 0; row < table->n_rows; row++)
        sum += g_ascii_strtod (sy_chart_table_get (table, row, 2), NULL);
      g_assert_cmpfloat (sum, ==, 2);
      g_assert_cmpuint (table->n_rows, <=, 60);
    }
}

static void
test_use (void)
{
  g_autoptr (SyModel) model = project_fixture_model ();
  SyAccountSpec specs[SY_ROLL_UPS_MAX];
  SyRoleWeight weights[] = { { (char *) "admin", 2 } };
  SyAccountSpec role = { .kind = SY_ROLL_UP_ROLE, .top = -1, .roles = weights, .n_roles = 1, .other_weight = 0.5 };
  gsize n = sy_roll_ups_list (model, specs);
  g_autoptr (SyModel) by_role = NULL;
  g_autoptr (SyModel) by_top = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  g_assert_cmpuint (n, ==, 4);
  /* A model that does not say rolls up by the mean. */
  g_assert_true (sy_roll_up_is_own (model, &specs[1]));
  by_role = sy_roll_up_use (model, &role);
  g_assert_true (sy_model_check (by_role, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (by_role->account.n_roles, ==, 1);
  g_assert_cmpfloat (by_role->account.other_weight, ==, 0.5);
  by_top = sy_roll_up_use (by_role, &specs[3]);
  g_assert_true (sy_model_check (by_top, &error));
  g_assert_cmpint (by_top->account.top, ==, 3);
  g_assert_cmpuint (by_top->account.n_roles, ==, 0);
  name = sy_roll_up_describe (&by_top->account);
  g_assert_cmpstr (name, ==, "mean of top 3");
  g_assert_true (sy_roll_up_is_own (by_top, &specs[3]));
  g_assert_false (sy_roll_up_is_own (by_top, &specs[0]));
  /* None of it changes a score of a person; a weight does. */
  g_assert_true (sy_roll_up_has_same_people (model, by_top));
  g_assert_true (sy_roll_up_has_same_people (by_role, by_top));
  sy_model_find_rule (by_top, "buy", NULL, NULL)->weight = 5;
  g_assert_false (sy_roll_up_has_same_people (model, by_top));
  weights[0].weight = 3;
  {
    g_autoptr (SyModel) heavier = sy_roll_up_use (model, &role);

    g_assert_false (sy_roll_up_has_same_people (by_role, heavier));
  }
}

static void
test_freeze (void)
{
  g_autoptr (SyEventLog) log = project_fixture_log ();
  g_autoptr (SyAccountMap) map = make_map (log);
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (SyModel) plain = project_fixture_model ();
  g_autoptr (SyModel) measured = NULL;
  g_autoptr (SyModel) taken = NULL;
  g_autoptr (SyModel) removed = NULL;
  g_autofree char *label = NULL;
  g_autoptr (GError) error = NULL;

  model->account.kind = SY_ROLL_UP_SUM;
  model->account.scale.kind = SY_SCALE_PERCENTILE;
  g_ptr_array_add (model->account.bands, sy_band_new ("All", 0));
  measured = sy_model_freeze_measure (model, SY_FROZEN_ACCOUNTS, "", 0, log, map,
                                      DAY (2024, 6, 1), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (measured->account.scale.n_reference, ==, 2);
  taken = sy_model_freeze_take (model, measured, SY_FROZEN_ACCOUNTS, "");
  g_assert_true (sy_model_equal (taken, measured));
  removed = sy_model_freeze_take (taken, NULL, SY_FROZEN_ACCOUNTS, "");
  g_assert_true (sy_model_equal (removed, model));
  label = sy_model_freeze_label (model, SY_FROZEN_ACCOUNTS, "", FALSE);
  g_assert_cmpstr (label, ==, "Percentile of accounts measured");
  g_assert_null (sy_model_freeze_take (plain, measured, SY_FROZEN_ACCOUNTS, ""));
  g_assert_null (sy_model_freeze_measure (plain, SY_FROZEN_ACCOUNTS, "", 0, log, map,
                                          DAY (2024, 6, 1), NULL, &error));
  g_assert_nonnull (error);
}

/* Points kept under one roll-up are not those of another. */
static void
test_freeze_roll_up (void)
{
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (SyModel) heavier = NULL;
  g_autoptr (SyModel) summed = NULL;
  g_autoptr (SyModel) same = NULL;
  g_autoptr (SyModel) by_role = NULL;
  SyRoleWeight weights[] = { { (char *) "admin", 2 } };
  SyAccountSpec role = { .kind = SY_ROLL_UP_ROLE, .top = -1, .roles = weights, .n_roles = 1, .other_weight = 1 };
  SyAccountSpec sum = { .kind = SY_ROLL_UP_SUM, .top = -1 };
  const double points[] = { 1, 2 };

  model->account.kind = SY_ROLL_UP_MEAN;
  model->account.scale.kind = SY_SCALE_PERCENTILE;
  g_ptr_array_add (model->account.bands, sy_band_new ("All", 0));
  by_role = sy_roll_up_use (model, &role);
  by_role->account.scale.reference = g_memdup2 (points, sizeof points);
  by_role->account.scale.n_reference = G_N_ELEMENTS (points);
  same = sy_roll_up_use (by_role, &role);
  g_assert_true (sy_model_equal (same, by_role));
  weights[0].weight = 3;
  heavier = sy_roll_up_use (by_role, &role);
  summed = sy_roll_up_use (by_role, &sum);
  g_assert_cmpuint (heavier->account.scale.n_reference, ==, 0);
  g_assert_cmpuint (summed->account.scale.n_reference, ==, 0);
  g_assert_cmpint (summed->account.scale.kind, ==, SY_SCALE_PERCENTILE);
  g_assert_true (sy_model_check (summed, NULL));
  /* The draft was edited while the accounts were measured. */
  g_assert_null (sy_model_freeze_take (heavier, by_role, SY_FROZEN_ACCOUNTS, ""));
  g_assert_null (sy_model_freeze_take (summed, by_role, SY_FROZEN_ACCOUNTS, ""));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/accounts/J1-rows", test_rows);
  g_test_add_func ("/ui/accounts/J1-sort", test_sort);
  g_test_add_func ("/ui/accounts/J1-members", test_members);
  g_test_add_func ("/ui/accounts/J5-letters", test_letters);
  g_test_add_func ("/ui/accounts/J5-chart", test_chart);
  g_test_add_func ("/ui/accounts/J1-use", test_use);
  g_test_add_func ("/ui/accounts/J5-freeze", test_freeze);
  g_test_add_func ("/ui/accounts/J5-freeze-roll-up", test_freeze_roll_up);
  return g_test_run ();
}
