/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cards of the pages Backtest and Drift, without the pages. */
#include "config.h"

#include <adwaita.h>
#include <string.h>

#include "sy-cause-table.h"
#include "sy-fairness-card.h"
#include "sy-input-table.h"
#include "widget-fixture.h"

/* With the narrow no-break space before it. */
#define PERCENT "\xe2\x80\xaf%"
#define N_PEOPLE 80
#define START sy_day_from_civil (2024, 1, 1)
#define AS_OF ((gint64) (START + 60) * SY_DAY_SECONDS)

static SyModel *
make_model (const char *weight)
{
  g_autofree char *text = g_strdup_printf (
      "{\"format\": \"steelyard-model\", \"format_version\": 1, \"name\": \"Shop\", \"purpose\": \"engagement\","
      " \"entity\": \"person\", \"groups\": [{\"name\": \"All\", \"rules\": [{\"id\": \"buy\", \"label\": \"Buy\","
      " \"kind\": \"event\", \"types\": [\"buy\"], \"measure\": \"count\", \"weight\": %s}]}],"
      " \"scale\": {\"kind\": \"none\"}, \"bands\": [{\"name\": \"Low\"}, {\"name\": \"Mid\", \"min\": 2},"
      " {\"name\": \"Top\", \"min\": 10}]}",
      weight);
  g_autoptr (GError) error = NULL;
  SyModel *model = sy_model_from_json (text, -1, &error);

  g_assert_no_error (error);
  return model;
}

/* Everyone buys once; who is on the plan "paid", every second, ten times. */
static SyEventLog *
make_log (gboolean with_attributes)
{
  g_autoptr (SyZone) zone = sy_zone_new ("UTC", NULL);
  g_autoptr (SyEventLogBuilder) builder = sy_event_log_builder_new (zone);

  for (int i = 0; i < N_PEOPLE; i++)
    {
      g_autofree char *key = g_strdup_printf ("p%02d", i);

      if (with_attributes)
        sy_event_log_builder_add_attribute (builder, key, "plan", i % 2 == 0 ? "free" : "paid");
      for (int day = 0; day < (i % 2 == 0 ? 1 : 10); day++)
        sy_event_log_builder_add_event (builder, key, "buy",
                                        (gint64) (START + day) * SY_DAY_SECONDS * 1000, NULL, NULL,
                                        0);
    }
  return sy_event_log_builder_build (builder);
}

/* The first shown label or cell that holds the text. */
static GtkWidget *
find_text (GtkWidget *widget,
           const char *text)
{
  const char *own = GTK_IS_LABEL (widget)         ? gtk_label_get_label (GTK_LABEL (widget))
                    : GTK_IS_INSCRIPTION (widget) ? gtk_inscription_get_text (
                                                        GTK_INSCRIPTION (widget))
                                                  : NULL;

  if (!gtk_widget_get_visible (widget))
    return NULL;
  if (own != NULL && strstr (own, text) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_text (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_list (GtkWidget *widget,
           guint n_items)
{
  g_autoptr (GPtrArray) lists = g_ptr_array_new ();

  widget_fixture_list (widget, GTK_TYPE_DROP_DOWN, lists);
  for (guint i = 0; i < lists->len; i++)
    if (g_list_model_get_n_items (gtk_drop_down_get_model (lists->pdata[i])) == n_items)
      return lists->pdata[i];
  return NULL;
}

static void
wait_for_text (GtkWidget *widget,
               const char *text)
{
  while (find_text (widget, text) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_no_attributes (void)
{
  g_autoptr (GtkWidget) card = g_object_ref_sink (g_object_new (SY_TYPE_FAIRNESS_CARD, NULL));
  g_autoptr (SyEventLog) log = make_log (FALSE);
  g_autoptr (SyModel) model = make_model ("1");

  sy_fairness_card_show (SY_FAIRNESS_CARD (card), log, model, AS_OF);
  g_assert_nonnull (find_text (card, "Import attributes of people"));
  g_assert_null (find_text (card, "comparing groups"));
  g_assert_finalize_object (g_steal_pointer (&card));
}

static void
test_flag (void)
{
  g_autoptr (GtkWidget) card = g_object_ref_sink (g_object_new (SY_TYPE_FAIRNESS_CARD, NULL));
  g_autoptr (SyEventLog) log = make_log (TRUE);
  g_autoptr (SyModel) model = make_model ("1");
  GtkWidget *bands;

  sy_fairness_card_show (SY_FAIRNESS_CARD (card), log, model, AS_OF);
  g_assert_null (find_text (card, "Import attributes of people"));
  wait_for_text (card, "“free” is chosen 0.00 times as often as the group chosen most");
  g_assert_nonnull (find_text (card, "chosen: Top"));
  /* The lowest band alone is the third choice of four: there the paid ones are missing. */
  bands = find_list (card, 4);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (bands), 2);
  wait_for_text (card, "“paid” is chosen 0.00 times");
  g_assert_nonnull (find_text (card, "chosen: Low"));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (bands), 1);
  wait_for_text (card, "chosen: Mid to Top");
  g_assert_finalize_object (g_steal_pointer (&card));
}

/* A card that goes while it computes, and one that is told to stop. */
static void
test_stop (void)
{
  g_autoptr (GtkWidget) card = g_object_ref_sink (g_object_new (SY_TYPE_FAIRNESS_CARD, NULL));
  g_autoptr (SyEventLog) log = make_log (TRUE);
  g_autoptr (SyModel) model = make_model ("1");

  sy_fairness_card_show (SY_FAIRNESS_CARD (card), log, model, AS_OF);
  sy_fairness_card_cancel (SY_FAIRNESS_CARD (card));
  sy_fairness_card_show (SY_FAIRNESS_CARD (card), log, model, AS_OF);
  wait_for_text (card, "“free” is chosen");
  sy_fairness_card_show (SY_FAIRNESS_CARD (card), log, model, AS_OF + SY_DAY_SECONDS);
  g_object_run_dispose (G_OBJECT (card));
  for (int i = 0; i < 20; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (5000);
    }
}

static void
test_cause (void)
{
  g_autoptr (GtkWidget) table = g_object_ref_sink (g_object_new (SY_TYPE_CAUSE_TABLE, NULL));
  g_autoptr (SyEventLog) log = make_log (FALSE);
  g_autoptr (SyModel) model = make_model ("1");
  g_autoptr (SyModel) edited = make_model ("2");
  g_autoptr (GError) error = NULL;
  SyDriftOptions options = { .reference_as_of = AS_OF - 57 * SY_DAY_SECONDS, .current_as_of = AS_OF, .other = edited };
  g_autoptr (SyDrift) drift = sy_drift_run (log, model, &options, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  sy_cause_table_update (SY_CAUSE_TABLE (table), NULL, "v1", sy_event_log_get_zone (log));
  g_assert_nonnull (find_text (table, "Publish a version"));
  g_assert_null (find_text (table, "80 people"));
  sy_cause_table_update (SY_CAUSE_TABLE (table), drift, "v1", sy_event_log_get_zone (log));
  /* After three days half have bought thrice, after ten ten times; the draft counts each twice. */
  g_assert_nonnull (find_text (table, "80 people\nLow 50.0" PERCENT "\nMid 50.0" PERCENT "\nTop 0.0" PERCENT));
  g_assert_nonnull (find_text (table, "Low 50.0" PERCENT "\nMid 0.0" PERCENT "\nTop 50.0" PERCENT));
  g_assert_nonnull (find_text (table, "Low 0.0" PERCENT "\nMid 100.0" PERCENT "\nTop 0.0" PERCENT));
  g_assert_nonnull (find_text (table, "v1 weights"));
}

static void
test_inputs (void)
{
  g_autoptr (GtkWidget) table = g_object_ref_sink (g_object_new (SY_TYPE_INPUT_TABLE, NULL));
  g_autoptr (SyEventLog) log = make_log (FALSE);
  g_autoptr (SyModel) model = make_model ("1");
  g_autoptr (GError) error = NULL;
  SyDriftOptions options = { .reference_as_of = AS_OF - 57 * SY_DAY_SECONDS, .current_as_of = AS_OF };
  g_autoptr (SyDrift) drift = sy_drift_run (log, model, &options, NULL, NULL, NULL, &error);
  SyRename *rename = g_new0 (SyRename, 1);

  g_assert_no_error (error);
  /* 160 events in three days, and none in the last 28. */
  sy_input_table_show_types (SY_INPUT_TABLE (table), drift);
  g_assert_nonnull (find_text (table, "buy"));
  g_assert_nonnull (find_text (table, "53.3"));
  g_assert_nonnull (find_text (table, "−100"));
  g_assert_null (find_text (table, "may have become"));
  rename->from = g_strdup ("buy");
  rename->to = g_strdup ("purchase");
  rename->day = START;
  g_ptr_array_add (drift->renames, rename);
  sy_input_table_show_types (SY_INPUT_TABLE (table), drift);
  g_assert_nonnull (find_text (table, "“buy” may have become “purchase” on 1 Jan 2024."));
  drift->shifts[0].psi = (SyPsi){ 0.5, 0.0625, FALSE };
  sy_input_table_show_rules (SY_INPUT_TABLE (table), drift);
  g_assert_null (find_text (table, "may have become"));
  g_assert_nonnull (find_text (table, "Buy"));
  g_assert_nonnull (find_text (table, "0.0625"));
  g_assert_true (gtk_widget_has_css_class (find_text (table, "0.500"), "warning"));
  /* Above 0.10, as chance may have it. */
  drift->shifts[0].psi.critical = 0.6;
  sy_input_table_show_rules (SY_INPUT_TABLE (table), drift);
  g_assert_false (gtk_widget_has_css_class (find_text (table, "0.500"), "warning"));
}

int
main (int argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/display/fairness/Q2-no-attributes", test_no_attributes);
  g_test_add_func ("/display/fairness/Q2-flag", test_flag);
  g_test_add_func ("/display/fairness/stop", test_stop);
  g_test_add_func ("/display/drift/H7-cells", test_cause);
  g_test_add_func ("/display/drift/H4-inputs", test_inputs);
  return g_test_run ();
}
