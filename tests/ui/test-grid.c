/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two models crossed, without the page. */
#include "config.h"

#include "project-fixture.h"
#include "sy-grid-figures.h"
#include "sy-scored-people.h"

#include <string.h>

#define DAY(year, month, day) ((gint64) sy_day_from_civil (year, month, day) * SY_DAY_SECONDS)

/* Rows: who ever visited, every third person. */
static SyModel *
make_rows (void)
{
  static const char json[] =
      "{ \"format\": \"steelyard-model\", \"format_version\": 1, \"name\": \"Visits\","
      "  \"purpose\": \"value\", \"entity\": \"person\","
      "  \"groups\": [ { \"name\": \"All\", \"rules\": ["
      "    { \"id\": \"visit\", \"label\": \"Visit\", \"kind\": \"event\", \"types\": [\"visit\"],"
      "      \"measure\": \"once\", \"weight\": 1 } ] } ],"
      "  \"scale\": { \"kind\": \"none\" },"
      "  \"bands\": [ { \"name\": \"No\" }, { \"name\": \"Yes\", \"min\": 1 } ] }";
  g_autoptr (GError) error = NULL;
  SyModel *model = sy_model_from_json (json, -1, &error);

  g_assert_no_error (error);
  return model;
}

static SyGridFigures *
make_figures (gint64 as_of,
              gboolean with_outcome)
{
  g_autoptr (SyEventLog) log = project_fixture_log ();
  g_autoptr (SyModel) rows = make_rows ();
  g_autoptr (SyModel) columns = with_outcome ? project_fixture_model () : make_rows ();
  g_autoptr (GError) error = NULL;
  SyGridFigures *figures = sy_grid_figures_new (log, rows, columns, as_of, NULL, &error);

  g_assert_no_error (error);
  return figures;
}

static void
test_counts (void)
{
  g_autoptr (SyGridFigures) figures = make_figures (DAY (2024, 7, 15), TRUE);
  const SyGrid *now = sy_grid_figures_get_now (figures);
  gsize n_yes = 0;

  g_assert_cmpuint (now->n_rows, ==, 2);
  g_assert_cmpstr (now->row_names[0], ==, "Yes");
  g_assert_cmpstr (now->column_names[0], ==, "High");
  for (gsize column = 0; column < now->n_columns; column++)
    n_yes += sy_grid_get_cell (now, 0, column)->n;
  g_assert_cmpuint (n_yes, ==, 20);
  g_assert_cmpuint (now->all.n, ==, 60);
}

static void
test_people (void)
{
  g_autoptr (SyGridFigures) figures = make_figures (DAY (2024, 7, 15), TRUE);
  const SyGrid *now = sy_grid_figures_get_now (figures);
  gsize n_all = 0;

  for (gsize row = 0; row < now->n_rows; row++)
    for (gsize column = 0; column < now->n_columns; column++)
      {
        g_autoptr (SyTableSource) people = sy_grid_figures_create_people (figures, row, column);
        guint n = sy_table_source_get_n_rows (people);

        g_assert_cmpuint (n, ==, sy_grid_get_cell (now, row, column)->n);
        n_all += n;
        for (guint i = 0; i < n; i++)
          {
            g_autofree char *key = sy_table_source_get_text (people, i, 0);
            g_autofree char *band = sy_table_source_get_text (people, i, 2);

            /* p00, p03, … visit. */
            g_assert_cmpint (g_ascii_strtoll (key + 1, NULL, 10) % 3 == 0, ==, row == 0);
            g_assert_cmpstr (band, ==, now->column_names[column]);
          }
      }
  g_assert_cmpuint (n_all, ==, 60);
}

static void
test_rates (void)
{
  /* The data end with December: what happens within 60 days is known until November. */
  g_autoptr (SyGridFigures) figures = make_figures (DAY (2025, 1, 1), TRUE);
  const SyGrid *past = sy_grid_figures_get_past (figures);
  guint darkest = 0;

  g_assert_cmpint (sy_grid_figures_get_past_as_of (figures), <, DAY (2024, 11, 1));
  g_assert_true (past->is_mature);
  g_assert_cmpuint (past->all.n_labelled, ==, 60);
  for (gsize row = 0; row < past->n_rows; row++)
    for (gsize column = 0; column < past->n_columns; column++)
      {
        const SyGridCell *cell = sy_grid_get_cell (past, row, column);
        g_autofree char *rate = sy_grid_figures_dup_rate (figures, row, column);
        g_autofree char *range = sy_grid_figures_dup_range (figures, row, column);
        g_autofree char *n = g_strdup_printf ("n %u", (guint) cell->n_labelled);

        darkest = MAX (darkest, sy_grid_figures_get_heat (figures, row, column));
        if (cell->n_labelled == 0)
          {
            g_assert_cmpstr (rate, ==, "–");
            g_assert_cmpstr (range, ==, "");
          }
        else
          g_assert_true (g_str_has_suffix (range, n));
      }
  g_assert_cmpuint (darkest, ==, SY_GRID_N_HEATS - 1);
}

static void
test_no_outcome (void)
{
  g_autoptr (SyGridFigures) figures = make_figures (DAY (2024, 7, 15), FALSE);
  g_autofree char *rate = sy_grid_figures_dup_rate (figures, 0, 0);
  g_autofree char *range = sy_grid_figures_dup_range (figures, 0, 0);

  g_assert_null (sy_grid_figures_get_past (figures));
  g_assert_cmpstr (rate, ==, "");
  g_assert_cmpstr (range, ==, "");
  /* One model twice: nobody beside the diagonal, and the most are darkest. */
  g_assert_cmpuint (sy_grid_get_cell (sy_grid_figures_get_now (figures), 0, 1)->n, ==, 0);
  g_assert_cmpuint (sy_grid_figures_get_heat (figures, 1, 1), ==, SY_GRID_N_HEATS - 1);
  g_assert_cmpuint (sy_grid_figures_get_heat (figures, 0, 1), ==, 0);
}

static void
test_cancelled (void)
{
  g_autoptr (SyEventLog) log = project_fixture_log ();
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (sy_grid_figures_new (log, model, model, DAY (2024, 7, 15), cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/grid/K3/counts", test_counts);
  g_test_add_func ("/ui/grid/K3/people-of-a-cell", test_people);
  g_test_add_func ("/ui/grid/K3/rates", test_rates);
  g_test_add_func ("/ui/grid/K3/no-outcome", test_no_outcome);
  g_test_add_func ("/ui/grid/K3/cancelled", test_cancelled);
  return g_test_run ();
}
