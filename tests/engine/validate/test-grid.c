/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fixture.h"

static SyScores *
score (SyEventLog *log,
       const SyModel *model,
       gint64 as_of)
{
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, as_of);
  g_autoptr (GError) error = NULL;
  SyScores *scores = sy_scorer_score (scorer, model, NULL, &error);

  g_assert_no_error (error);
  return scores;
}

static SyModel *
make_looker_model (void)
{
  SyModel *model = make_shop_model ();
  SyRuleGroup *group = sy_model_get_group (model, 0);

  sy_rule_group_get_rule (group, 0)->weight = 0;
  g_ptr_array_set_size (model->bands, 0);
  g_ptr_array_add (model->bands, sy_band_new ("Few", 0));
  g_ptr_array_add (model->bands, sy_band_new ("Many", 20));
  /* Only who was there of late. */
  model->population.seen_within_days = 30;
  return model;
}

static gboolean
buys (const SyTestLog *rows,
      const char *person,
      gint64 from,
      gint64 until)
{
  for (guint i = 0; i < rows->events->len; i++)
    {
      const SyTestEvent *event = &g_array_index (rows->events, SyTestEvent, i);

      if (g_str_equal (event->person, person) && g_str_equal (event->type, "buy") &&
          event->time_ms >= from * 1000 && event->time_ms < until * 1000)
        return TRUE;
    }
  return FALSE;
}

/* K3_fit_by_behaviour: each cell is counted by hand. */
static void
test_counts (void)
{
  g_autoptr (SyTestLog) rows = make_shop (400, 150, 7);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) first = make_looker_model ();
  g_autoptr (SyModel) second = make_shop_model ();
  gint64 as_of = START + 100 * DAY;
  g_autoptr (SyScores) first_scores = score (log, first, as_of);
  g_autoptr (SyScores) second_scores = score (log, second, as_of);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyGrid) grid = sy_grid_new (log, first, first_scores, second, second_scores, NULL,
                                         &error);
  gsize n[2][3] = { { 0 } };
  gsize positives[2][3] = { { 0 } };
  gsize n_only_second = 0;
  gsize n_all = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (grid->n_rows, ==, 2);
  g_assert_cmpuint (grid->n_columns, ==, 3);
  g_assert_cmpstr (grid->row_names[0], ==, "Many");
  g_assert_cmpstr (grid->column_names[0], ==, "High");
  g_assert_true (grid->is_mature);
  for (guint32 person = 0; person < sy_event_log_get_n_people (log); person++)
    {
      guint8 row = sy_scores_get_bands (first_scores)[person];
      guint8 column = sy_scores_get_bands (second_scores)[person];

      if (column == SY_BAND_NONE)
        continue;
      if (row == SY_BAND_NONE)
        {
          n_only_second++;
          continue;
        }
      n_all++;
      n[1 - row][2 - column]++;
      positives[1 - row][2 - column] += buys (rows, sy_event_log_get_person_key (log, person),
                                              as_of, as_of + 30 * DAY);
    }
  g_assert_cmpuint (grid->all.n, ==, n_all);
  g_assert_cmpuint (grid->n_only_first, ==, 0);
  g_assert_cmpuint (grid->n_only_second, ==, n_only_second);
  g_assert_cmpuint (n_only_second, >, 0);
  for (gsize row = 0; row < 2; row++)
    for (gsize column = 0; column < 3; column++)
      {
        const SyGridCell *cell = sy_grid_get_cell (grid, row, column);
        SyInterval interval = sy_wilson ((double) positives[row][column],
                                         (double) n[row][column]);

        g_assert_cmpuint (cell->n, ==, n[row][column]);
        g_assert_cmpuint (cell->n_labelled, ==, n[row][column]);
        g_assert_cmpuint (cell->positives, ==, positives[row][column]);
        if (cell->n == 0)
          continue;
        g_assert_cmpfloat (cell->low, ==, interval.low);
        g_assert_cmpfloat (cell->high, ==, interval.high);
        g_assert_cmpfloat_with_epsilon (cell->lift, cell->rate / grid->all.rate, 1e-12);
      }
}

/* The outcome's window is not over: people, but no rates. */
static void
test_immature (void)
{
  g_autoptr (SyTestLog) rows = make_shop (100, 60, 3);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (SyScores) scores = score (log, model, START + 50 * DAY);
  g_autoptr (SyGrid) grid = sy_grid_new (log, model, scores, model, scores, NULL, NULL);

  g_assert_false (grid->is_mature);
  g_assert_cmpuint (grid->all.n, >, 0);
  g_assert_cmpuint (grid->all.n_labelled, ==, 0);
  g_assert_true (isnan (grid->all.rate));
  /* A model crossed with itself has people on the diagonal only. */
  for (gsize row = 0; row < grid->n_rows; row++)
    for (gsize column = 0; column < grid->n_columns; column++)
      if (row != column)
        g_assert_cmpuint (sy_grid_get_cell (grid, row, column)->n, ==, 0);
}

static void
test_names (void)
{
  static const struct
  {
    gsize row;
    gsize column;
    const char *name;
  } cells[] = { { 0, 0, "A1" }, { 3, 3, "D4" }, { 25, 11, "Z12" }, { 26, 0, "AA1" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autofree char *name = sy_grid_dup_cell_name (cells[i].row, cells[i].column);

      g_assert_cmpstr (name, ==, cells[i].name);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/grid/K3-counts", test_counts);
  g_test_add_func ("/grid/immature", test_immature);
  g_test_add_func ("/grid/names", test_names);
  return g_test_run ();
}
