/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The widgets of cleaning and identity, one by one. */
#include "config.h"

#include <adwaita.h>

#include "sy-choice-button.h"
#include "sy-clean-form.h"
#include "sy-clean-text.h"
#include "sy-compare-grid.h"
#include "widget-fixture.h"

static void
on_changed (GtkWidget *widget,
            gpointer user_data)
{
  ++*(guint *) user_data;
}

static guint
count_rows (GtkWidget *list)
{
  guint n = 0;

  while (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), (int) n) != NULL)
    n++;
  return n;
}

static void
tick (GtkWidget *list,
      int row)
{
  GtkWidget *check = widget_fixture_find (
      GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), row)),
      GTK_TYPE_CHECK_BUTTON);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               !gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
}

/* Ticks are kept in their order, and outlive the list they were made in. */
static void
test_choice (void)
{
  const char *const items[] = { "buy", "sell", "visit", NULL };
  const char *const notes[] = { "3", "2", "1", NULL };
  const char *const others[] = { "call", NULL };
  g_autoptr (GtkWidget) button = g_object_ref_sink (sy_choice_button_new ("Events", "all"));
  SyChoiceButton *self = SY_CHOICE_BUTTON (button);
  GtkWidget *list = widget_fixture_find (button, GTK_TYPE_LIST_BOX);
  guint n_changed = 0;

  g_signal_connect (button, "changed", G_CALLBACK (on_changed), &n_changed);
  sy_choice_button_set_items (self, items, notes);
  g_assert_null (sy_choice_button_dup_chosen (self));
  g_assert_cmpuint (count_rows (list), ==, 3);
  tick (list, 2);
  tick (list, 0);
  g_assert_cmpuint (n_changed, ==, 2);
  {
    g_auto (GStrv) chosen = sy_choice_button_dup_chosen (self);
    g_autofree char *text = g_strjoinv (" ", chosen);

    g_assert_cmpstr (text, ==, "visit buy");
  }
  sy_choice_button_set_items (self, others, NULL);
  g_assert_cmpuint (count_rows (list), ==, 3);
  tick (list, 0);
  g_assert_cmpuint (n_changed, ==, 3);
  sy_choice_button_set_chosen (self, NULL);
  g_assert_cmpuint (n_changed, ==, 3);
  g_assert_null (sy_choice_button_dup_chosen (self));
  g_assert_finalize_object (g_steal_pointer (&button));
}

/* A name that the data do not have can be added by its text, where that is allowed. */
static void
test_choice_search (void)
{
  const char *const items[] = { "Alpha", "beta", "alphabet", NULL };
  g_autoptr (GtkWidget) button = g_object_ref_sink (sy_choice_button_new ("Values", "none"));
  SyChoiceButton *self = SY_CHOICE_BUTTON (button);
  GtkWidget *list = widget_fixture_find (button, GTK_TYPE_LIST_BOX);
  GtkWidget *search = widget_fixture_find (button, GTK_TYPE_SEARCH_ENTRY);

  sy_choice_button_set_items (self, items, NULL);
  gtk_editable_set_text (GTK_EDITABLE (search), "ALPHA");
  g_signal_emit_by_name (search, "search-changed");
  g_assert_cmpuint (count_rows (list), ==, 2);
  sy_choice_button_set_free_text (self, TRUE);
  g_signal_emit_by_name (search, "search-changed");
  g_assert_cmpuint (count_rows (list), ==, 3);
  tick (list, 2);
  {
    g_auto (GStrv) chosen = sy_choice_button_dup_chosen (self);

    g_assert_cmpstr (chosen[0], ==, "ALPHA");
    g_assert_null (chosen[1]);
  }
  g_assert_finalize_object (g_steal_pointer (&button));
}

static SyEventLog *
make_log (void)
{
  g_autoptr (SyZone) zone = sy_zone_new ("UTC", NULL);
  g_autoptr (SyEventLogBuilder) builder = sy_event_log_builder_new (zone);
  const SyEventField fields[] = { { "agent", "x" }, { "link", "y" } };

  for (int i = 0; i < 3; i++)
    sy_event_log_builder_add_event (builder, "ann", i == 0 ? "open" : "delivered",
                                    G_GINT64_CONSTANT (1704110400000) + i, NULL, fields, 2);
  return sy_event_log_builder_build (builder);
}

/* Each kind's form gives back the rule it was given, also with names the data do not have. */
static void
test_form (void)
{
  static const char *const rules[] = {
    "{ \"kind\": \"repeated-keys\" }",
    "{ \"kind\": \"equal-rows\", \"types\": [\"open\"] }",
    "{ \"kind\": \"too-fast\", \"types\": [\"open\", \"gone\"], \"after\": [\"delivered\"], "
    "\"property\": \"agent\", \"within_s\": 1.5 }",
    "{ \"kind\": \"burst\", \"types\": [\"open\"], \"property\": \"link\", \"at_least\": 12, "
    "\"within_s\": 3 }",
    "{ \"kind\": \"rate\", \"more_than\": 30, \"within_s\": 60 }",
    "{ \"kind\": \"values\", \"property\": \"gone\", \"patterns\": [\"a, b\", \"*c*\"] }",
    "{ \"kind\": \"people\", \"patterns\": [\"*@example.com\"] }",
    "{ \"kind\": \"dates\", \"from\": \"2024-01-01\", \"to\": \"2024-02-01T10:00:00Z\", "
    "\"outside\": true }",
  };
  g_autoptr (SyEventLog) log = make_log ();

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SyCleanRule) rule = sy_clean_rule_from_json (rules[i], &error);
      g_autoptr (GtkWidget) form = NULL;
      g_autoptr (SyCleanRule) made = NULL;
      g_autofree char *json = NULL;

      g_assert_no_error (error);
      form = g_object_ref_sink (sy_clean_form_new (rule, log));
      made = sy_clean_form_create_rule (SY_CLEAN_FORM (form));
      json = sy_clean_rule_to_json (made);
      g_assert_cmpstr (json, ==, rules[i]);
      g_assert_cmpint (sy_clean_form_has_fields (SY_CLEAN_FORM (form)), ==, i > 0);
      g_assert_finalize_object (g_steal_pointer (&form));
    }
}

/* What is edited is told, and blanks and empty lines are no patterns. */
static void
test_form_patterns (void)
{
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyCleanRule) rule = sy_clean_rule_suggest (SY_CLEAN_PEOPLE, log);
  g_autoptr (GtkWidget) form = g_object_ref_sink (sy_clean_form_new (rule, log));
  GtkWidget *view = widget_fixture_find (form, GTK_TYPE_TEXT_VIEW);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  g_autoptr (SyCleanRule) edited = NULL;
  g_autoptr (SyCleanRule) emptied = NULL;
  guint n_changed = 0;

  g_signal_connect (form, "changed", G_CALLBACK (on_changed), &n_changed);
  gtk_text_buffer_set_text (buffer, "\n  ann \n\nbob*\n", -1);
  g_assert_cmpuint (n_changed, >, 0);
  edited = sy_clean_form_create_rule (SY_CLEAN_FORM (form));
  g_assert_cmpuint (g_strv_length (edited->patterns), ==, 2);
  g_assert_cmpstr (edited->patterns[0], ==, "ann");
  gtk_text_buffer_set_text (buffer, " \n", -1);
  emptied = sy_clean_form_create_rule (SY_CLEAN_FORM (form));
  g_assert_null (emptied->patterns);
  g_assert_false (sy_clean_rule_check (emptied, NULL));
  g_assert_cmpstr (sy_clean_rule_get_problem (emptied), ==, "Write at least one pattern");
  g_assert_finalize_object (g_steal_pointer (&form));
}

static void
check_cell (GtkGrid *grid,
            int column,
            int row,
            const char *expected)
{
  GtkWidget *label = gtk_grid_get_child_at (grid, column, row);

  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), ==, expected);
}

static void
test_compare (void)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (sy_compare_grid_new ());
  SyCompareGrid *self = SY_COMPARE_GRID (widget);
  GtkGrid *grid;

  sy_compare_grid_start (self, "now", "then");
  sy_compare_grid_add_count (self, "old", NULL, 1, 1);
  sy_compare_grid_start (self, "now", "then");
  sy_compare_grid_add_count (self, "People", NULL, 1200, 1150);
  sy_compare_grid_add_count (self, "Bands", NULL, 3, 3);
  grid = GTK_GRID (widget_fixture_find (widget, GTK_TYPE_GRID));
  check_cell (grid, 2, 0, "then");
  check_cell (grid, 0, 1, "People");
  check_cell (grid, 1, 1, "1,200");
  check_cell (grid, 2, 1, "1,150");
  check_cell (grid, 3, 1, "−50");
  check_cell (grid, 3, 2, "–");
  g_assert_null (gtk_grid_get_child_at (grid, 0, 3));
  g_assert_finalize_object (g_steal_pointer (&widget));
}

int
main (int argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/data-widgets/choice", test_choice);
  g_test_add_func ("/data-widgets/choice-search", test_choice_search);
  g_test_add_func ("/data-widgets/form", test_form);
  g_test_add_func ("/data-widgets/form-patterns", test_form_patterns);
  g_test_add_func ("/data-widgets/compare", test_compare);
  return g_test_run ();
}
