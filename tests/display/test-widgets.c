/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <math.h>

#include "sy-chart-handle.h"
#include "sy-chart-view.h"
#include "sy-choice-button.h"
#include "sy-flow-layout.h"
#include "sy-group-editor.h"
#include "sy-metric-card.h"
#include "sy-number-entry.h"
#include "sy-rule-list.h"
#include "sy-rule-parts.h"
#include "sy-rule-row.h"
#include "sy-toast.h"
#include "sy-weight-slider.h"
#include "widget-fixture.h"

typedef struct
{
  guint n;
  double value;
  gboolean flag;
} Heard;

/* Numbers */

static void
on_value_changed (SyNumberEntry *entry,
                  double value,
                  gpointer user_data)
{
  Heard *heard = user_data;

  heard->n++;
  heard->value = value;
}

static void
type_in (GtkWidget *entry,
         const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
}

static void
test_number_entry (void)
{
  static const struct
  {
    const char *text;
    SyNumberEntryFlags flags;
    gboolean taken;
    double value;
  } cases[] = {
    { "45", 0, TRUE, 45 },
    { "45 days", 0, TRUE, 45 },
    { " +7.5 ", 0, TRUE, 7.5 },
    { "−4", 0, TRUE, -4 },
    { "1,250", 0, TRUE, 1250 },
    { "2,5", 0, TRUE, 2.5 },
    { "", SY_NUMBER_ENTRY_OPTIONAL, TRUE, NAN },
    { "", 0, FALSE, 0 },
    { "many", 0, FALSE, 0 },
    { "1.5", SY_NUMBER_ENTRY_WHOLE, FALSE, 0 },
    { "99999", 0, FALSE, 0 },
    { "--3", 0, FALSE, 0 },
    { "nan", 0, FALSE, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GtkWidget) entry = g_object_ref_sink (sy_number_entry_new ());
      Heard heard = { 0 };

      sy_number_entry_configure (SY_NUMBER_ENTRY (entry), cases[i].flags, NULL, -10000, 10000);
      sy_number_entry_set_value (SY_NUMBER_ENTRY (entry), 11);
      g_signal_connect (entry, "value-changed", G_CALLBACK (on_value_changed), &heard);
      type_in (entry, cases[i].text);

      g_test_message ("“%s”", cases[i].text);
      g_assert_cmpuint (heard.n, ==, cases[i].taken ? 1 : 0);
      g_assert_cmpint (gtk_widget_has_css_class (entry, "error"), ==, !cases[i].taken);
      if (cases[i].taken && isnan (cases[i].value))
        g_assert_true (isnan (sy_number_entry_get_value (SY_NUMBER_ENTRY (entry))));
      else
        g_assert_cmpfloat (sy_number_entry_get_value (SY_NUMBER_ENTRY (entry)), ==,
                           cases[i].taken ? cases[i].value : 11);
      g_assert_finalize_object (g_steal_pointer (&entry));
    }
}

/* What is only shown rounded is not rounded by pressing Enter. */
static void
test_number_entry_untouched (void)
{
  g_autoptr (GtkWidget) entry = g_object_ref_sink (sy_number_entry_new ());
  Heard heard = { 0 };

  sy_number_entry_set_value (SY_NUMBER_ENTRY (entry), 1.0 / 3);
  g_signal_connect (entry, "value-changed", G_CALLBACK (on_value_changed), &heard);
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpuint (heard.n, ==, 0);
  g_assert_cmpfloat (sy_number_entry_get_value (SY_NUMBER_ENTRY (entry)), ==, 1.0 / 3);
}

/* Sliders */

static void
test_limit (void)
{
  static const struct
  {
    double largest;
    double limit;
  } cases[] = { { 0, 10 }, { 0.4, 0.5 }, { 1, 1 }, { 4, 5 }, { 10, 10 }, { 10.5, 20 }, { 24, 30 }, { 999, 1000 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpfloat_with_epsilon (sy_weight_slider_limit_for (cases[i].largest), cases[i].limit,
                                    1e-9);
}

static void
test_slider (void)
{
  g_autoptr (GtkWidget) slider = g_object_ref_sink (sy_weight_slider_new ());
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (slider);
  gboolean handled;

  gtk_test_accessible_assert_role (slider, GTK_ACCESSIBLE_ROLE_SLIDER);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      g_assert_false (GTK_IS_EVENT_CONTROLLER_SCROLL (controller));
    }

  /* As a drag does: the raw value snaps. */
  g_signal_emit_by_name (slider, "change-value", GTK_SCROLL_JUMP, 3.14, &handled);
  g_assert_cmpfloat (gtk_range_get_value (GTK_RANGE (slider)), ==, 3);
  g_signal_emit_by_name (slider, "change-value", GTK_SCROLL_JUMP, -99.0, &handled);
  g_assert_cmpfloat (gtk_range_get_value (GTK_RANGE (slider)), ==, -10);
  sy_weight_slider_set_limit (SY_WEIGHT_SLIDER (slider), 2);
  g_signal_emit_by_name (slider, "change-value", GTK_SCROLL_JUMP, 0.28, &handled);
  g_assert_cmpfloat (gtk_range_get_value (GTK_RANGE (slider)), ==, 0.3);

  g_clear_object (&controllers);
  g_assert_finalize_object (g_steal_pointer (&slider));
}

/* Layout */

static GtkWidget *
add_card (GtkWidget *box,
          int basis,
          int height,
          int stretch)
{
  GtkWidget *card = gtk_label_new (NULL);
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (box);

  gtk_widget_set_size_request (card, 50, height);
  gtk_box_append (GTK_BOX (box), card);
  g_object_set (gtk_layout_manager_get_layout_child (layout, card), "basis", basis, "stretch",
                stretch, NULL);

  return card;
}

static GtkAllocation
area_of (GtkWidget *widget)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, gtk_widget_get_parent (widget), &bounds));
  return (GtkAllocation){ (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width,
                          (int) bounds.size.height };
}

static void
test_flow (void)
{
  g_autoptr (GtkWidget) box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  GtkWidget *first, *second, *third;
  int minimum, natural;

  gtk_widget_set_layout_manager (box, sy_flow_layout_new ());
  g_object_set (gtk_widget_get_layout_manager (box), "spacing", 10, NULL);
  first = add_card (box, 200, 30, 0);
  second = add_card (box, 100, 40, 1);
  third = add_card (box, 100, 20, 0);

  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, 50);
  g_assert_cmpint (natural, ==, 420);

  /* All fit: one row, what is left is shared. */
  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, 450, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 40);
  gtk_widget_size_allocate (box, &(GtkAllocation){ 0, 0, 450, 40 }, -1);
  g_assert_cmpint (area_of (first).width, ==, 210);
  g_assert_cmpint (area_of (third).x + area_of (third).width, ==, 450);
  g_assert_cmpint (area_of (third).y, ==, 0);

  /* Two rows; the last one takes the whole width. */
  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, 400, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 70);
  gtk_widget_size_allocate (box, &(GtkAllocation){ 0, 0, 400, 170 }, -1);
  g_assert_cmpint (area_of (third).y, ==, 150);
  g_assert_cmpint (area_of (third).width, ==, 400);
  g_assert_cmpint (area_of (second).height, ==, 140);

  /* Narrow: one below the other. */
  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, 120, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 30 + 40 + 20 + 2 * 10);

  g_assert_finalize_object (g_steal_pointer (&box));
}

/* Cards */

static void
test_metric_card (void)
{
  g_autoptr (GtkWidget)
      card = g_object_ref_sink (g_object_new (SY_TYPE_METRIC_CARD, "title", "AUC", NULL));

  sy_metric_card_set (SY_METRIC_CARD (card), "0.770", "▲ 0.030", SY_TONE_MORE, "What it is");
  gtk_test_accessible_assert_property (card, GTK_ACCESSIBLE_PROPERTY_LABEL, "AUC 0.770 ▲ 0.030");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (card), ==, "What it is");
  g_assert_finalize_object (g_steal_pointer (&card));
}

/* Charts */

static SyChart *
make_distribution (double threshold)
{
  static const double edges[] = { 0, 20, 40, 60, 80, 100 };
  static const guint64 counts[] = { 5, 3, 0, 0, 0, 0, 2, 6, 4, 1 };
  static const char *const names[] = { "Low", "High" };
  SyChartDistributionInfo info = { 0 };

  info.title = "Scores";
  info.n_bins = 5;
  info.edges = edges;
  info.n_bands = 2;
  info.band_names = names;
  info.thresholds = &threshold;
  info.counts = counts;

  return sy_chart_distribution_new (&info);
}

static void
on_mark_moved (SyChartView *view,
               guint index,
               double value,
               gboolean final,
               gpointer user_data)
{
  Heard *heard = user_data;

  heard->n++;
  heard->value = value;
  heard->flag = final;
}

static void
test_chart_view (void)
{
  g_autoptr (GtkWidget) view = g_object_ref_sink (sy_chart_view_new ());
  g_autoptr (SyChart) chart = make_distribution (30);
  SyChartMark mark = { SY_CHART_HIT_THRESHOLD, "Threshold of High", 30, 1, 99, 1 };
  GtkWidget *handle;
  Heard heard = { 0 };

  sy_chart_view_set_chart (SY_CHART_VIEW (view), chart);
  sy_chart_view_set_marks (SY_CHART_VIEW (view), &mark, 1);
  g_signal_connect (view, "mark-moved", G_CALLBACK (on_mark_moved), &heard);
  gtk_test_accessible_assert_role (view, GTK_ACCESSIBLE_ROLE_IMG);

  handle = gtk_widget_get_first_child (view);
  g_assert_true (SY_IS_CHART_HANDLE (handle));
  gtk_test_accessible_assert_role (handle, GTK_ACCESSIBLE_ROLE_SLIDER);
  gtk_test_accessible_assert_property (handle, GTK_ACCESSIBLE_PROPERTY_LABEL, "Threshold of High");
  g_assert_cmpuint (heard.n, ==, 0);

  /* As assistive technology does. */
  gtk_range_set_value (GTK_RANGE (handle), 41.3);
  g_assert_cmpuint (heard.n, ==, 1);
  g_assert_cmpfloat (heard.value, ==, 41);
  g_assert_true (heard.flag);

  /* What the page sets it does not hear again. */
  mark.value = 55;
  sy_chart_view_set_marks (SY_CHART_VIEW (view), &mark, 1);
  g_assert_cmpuint (heard.n, ==, 1);
  g_assert_cmpfloat (gtk_range_get_value (GTK_RANGE (handle)), ==, 55);

  sy_chart_view_set_marks (SY_CHART_VIEW (view), NULL, 0);
  g_assert_null (gtk_widget_get_first_child (view));
  g_assert_finalize_object (g_steal_pointer (&view));
}

static void
test_chart_view_describes (void)
{
  g_autoptr (SyChart) chart = make_distribution (30);
  g_autofree char *description = sy_chart_describe (chart);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *view = sy_chart_view_new ();
  gint64 end = g_get_monotonic_time () + 2 * G_USEC_PER_SEC;

  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_present (GTK_WINDOW (window));
  sy_chart_view_set_chart (SY_CHART_VIEW (view), chart);
  while (!gtk_test_accessible_has_property (GTK_ACCESSIBLE (view),
                                            GTK_ACCESSIBLE_PROPERTY_DESCRIPTION) &&
         g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);

  gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_LABEL, "Scores");
  gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The list of rules */

static SyModel *
make_model (void)
{
  SyModel *model = sy_model_new ("Test");
  static const char *const ids[] = { "purchase", "coupon", "visit" };

  for (guint i = 0; i < 3; i++)
    {
      SyRule *rule = sy_rule_new (ids[i], SY_RULE_EVENT);

      if (i != 1)
        g_ptr_array_add (model->groups, sy_rule_group_new (i == 0 ? "One" : "Two"));
      sy_rule_add_type (rule, ids[i]);
      g_ptr_array_add (sy_model_get_group (model, model->groups->len - 1)->rules, rule);
    }

  return model;
}

static GtkWidget *
find_row (GtkWidget *widget,
          const char *id)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  widget_fixture_list (widget, SY_TYPE_RULE_ROW, rows);
  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (sy_rule_row_get_id (rows->pdata[i]), id))
      return rows->pdata[i];
  return NULL;
}

static void
on_weight_changed (SyRuleList *list,
                   const char *id,
                   double weight,
                   gboolean coalesce,
                   gpointer user_data)
{
  Heard *heard = user_data;

  g_assert_cmpstr (id, ==, "coupon");
  heard->n++;
  heard->value = weight;
  heard->flag = coalesce;
}

static void
test_rule_list (void)
{
  g_autoptr (GtkWidget) list = g_object_ref_sink (g_object_new (SY_TYPE_RULE_LIST, NULL));
  g_autoptr (SyModel) model = make_model ();
  g_autoptr (SyModel) heavier = sy_model_copy (model);
  g_autoptr (SyModel) shorter = sy_model_copy (model);
  GtkWidget *row, *slider, *entry;
  Heard heard = { 0 };

  sy_rule_list_set_model (SY_RULE_LIST (list), model);
  g_signal_connect (list, "weight-changed", G_CALLBACK (on_weight_changed), &heard);
  g_assert_cmpstr (sy_rule_list_get_selected (SY_RULE_LIST (list)), ==, "purchase");
  row = find_row (list, "coupon");
  g_assert_nonnull (row);
  slider = widget_fixture_find (row, SY_TYPE_WEIGHT_SLIDER);
  entry = widget_fixture_find (row, SY_TYPE_NUMBER_ENTRY);

  /* A changed weight keeps the row, shows in both controls and is no edit. */
  sy_model_find_rule (heavier, "coupon", NULL, NULL)->weight = 4;
  sy_rule_list_set_model (SY_RULE_LIST (list), heavier);
  g_assert_true (find_row (list, "coupon") == row);
  g_assert_cmpfloat (gtk_range_get_value (GTK_RANGE (slider)), ==, 4);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "+4");
  g_assert_cmpuint (heard.n, ==, 0);

  gtk_range_set_value (GTK_RANGE (slider), -2);
  g_assert_cmpuint (heard.n, ==, 1);
  g_assert_cmpfloat (heard.value, ==, -2);
  g_assert_true (heard.flag);
  type_in (entry, "-7.25");
  g_assert_cmpuint (heard.n, ==, 2);
  g_assert_cmpfloat (heard.value, ==, -7.25);
  g_assert_false (heard.flag);

  /* A rule that is gone takes its selection along. */
  sy_rule_list_select (SY_RULE_LIST (list), "visit", FALSE);
  g_assert_cmpstr (sy_rule_list_get_selected (SY_RULE_LIST (list)), ==, "visit");
  g_ptr_array_remove_index (shorter->groups, 1);
  sy_rule_list_set_model (SY_RULE_LIST (list), shorter);
  g_assert_null (find_row (list, "visit"));
  g_assert_cmpstr (sy_rule_list_get_selected (SY_RULE_LIST (list)), ==, "purchase");

  sy_rule_list_set_model (SY_RULE_LIST (list), NULL);
  g_assert_null (sy_rule_list_get_selected (SY_RULE_LIST (list)));
  g_assert_finalize_object (g_steal_pointer (&list));
}

/* As the page does: what is edited comes back as the model. */
static void
on_group_edited (SyRuleList *list,
                 SyModel *edited,
                 const char *label,
                 gboolean coalesce,
                 gpointer user_data)
{
  g_autoptr (SyModel) model = sy_model_ref (edited);

  ++*(guint *) user_data;
  sy_rule_list_set_model (list, model);
}

/* Focuses an entry and types, without the Enter. */
static void
begin_typing (GtkWidget *entry,
              const char *text)
{
  GtkWidget *popover = gtk_widget_get_ancestor (entry, GTK_TYPE_POPOVER);

  if (popover != NULL)
    gtk_popover_popup (GTK_POPOVER (popover));
  gtk_widget_grab_focus (entry);
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (entry)))));
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

/* Rows and settings of groups that go while something is typed in them take it along. */
static void
test_rule_list_rebuild (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *list = g_object_new (SY_TYPE_RULE_LIST, NULL);
  g_autoptr (SyModel) model = make_model ();
  g_autoptr (SyModel) shorter = sy_model_copy (model);
  g_autoptr (SyModel) renamed = sy_model_copy (model);
  GtkWidget *editor;
  Heard heard = { 0 };
  guint n_edited = 0;

  g_ptr_array_remove_index (shorter->groups, 1);
  g_free (sy_model_get_group (renamed, 0)->name);
  sy_model_get_group (renamed, 0)->name = g_strdup ("Other");
  gtk_window_set_child (GTK_WINDOW (window), list);
  gtk_window_present (GTK_WINDOW (window));
  sy_rule_list_set_model (SY_RULE_LIST (list), model);
  g_signal_connect (list, "weight-changed", G_CALLBACK (on_weight_changed), &heard);
  g_signal_connect (list, "group-edited", G_CALLBACK (on_group_edited), &n_edited);
  begin_typing (widget_fixture_find (find_row (list, "coupon"), SY_TYPE_NUMBER_ENTRY), "5");
  sy_rule_list_set_model (SY_RULE_LIST (list), shorter);
  g_assert_cmpuint (heard.n, ==, 0);
  editor = widget_fixture_find (list, SY_TYPE_GROUP_EDITOR);
  begin_typing (widget_fixture_find (editor, GTK_TYPE_ENTRY), "Typed");
  sy_rule_list_set_model (SY_RULE_LIST (list), renamed);
  g_assert_cmpuint (n_edited, ==, 0);
  g_assert_nonnull (find_row (list, "visit"));

  /* Enter renames once, though the entry goes with the name. */
  editor = widget_fixture_find (list, SY_TYPE_GROUP_EDITOR);
  begin_typing (widget_fixture_find (editor, GTK_TYPE_ENTRY), "Typed");
  g_signal_emit_by_name (widget_fixture_find (editor, GTK_TYPE_ENTRY), "activate");
  g_assert_cmpuint (n_edited, ==, 1);
  g_assert_nonnull (find_row (list, "visit"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
on_part_changed (const char *what,
                 SyRule *edited,
                 gpointer user_data)
{
  sy_rule_free (edited);
  g_assert_not_reached ();
}

/* Counts what is put into lists, anywhere below. */
static void
on_items_changed (GListModel *model,
                  guint position,
                  guint removed,
                  guint added,
                  gpointer user_data)
{
  ++*(guint *) user_data;
}

/* A drag shows a rule at every step: what drops down is filled only when it is another. */
static void
test_rule_parts_keep (void)
{
  g_autoptr (GtkWidget) grid = g_object_ref_sink (gtk_grid_new ());
  g_autoptr (GtkSizeGroup) group = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  SyRuleParts *parts = sy_rule_parts_new (GTK_GRID (grid), group, on_part_changed, NULL);
  g_autoptr (SyZone) zone = sy_zone_new ("UTC", NULL);
  g_autoptr (SyEventLogBuilder) builder = sy_event_log_builder_new (zone);
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyRule) rule = sy_rule_new ("visit", SY_RULE_EVENT);
  g_autoptr (SyRule) other = sy_rule_new ("age", SY_RULE_ATTRIBUTE);
  GtkWidget *choice;
  GtkWidget *list;
  GListModel *names;
  g_autoptr (GListModel) rows = NULL;
  guint n_changes = 0;

  sy_event_log_builder_add_event (builder, "p", "visit", 0, NULL, NULL, 0);
  sy_event_log_builder_add_event (builder, "p", "buy", 0, NULL, NULL, 0);
  sy_event_log_builder_add_attribute (builder, "p", "city", "Oslo");
  log = sy_event_log_builder_build (builder);
  sy_rule_add_type (rule, "visit");
  other->attribute = g_strdup ("age");
  sy_rule_parts_set_log (parts, log);
  sy_rule_parts_show (parts, rule);
  choice = widget_fixture_find (grid, SY_TYPE_CHOICE_BUTTON);
  rows = gtk_widget_observe_children (widget_fixture_find (choice, GTK_TYPE_LIST_BOX));
  g_signal_connect (rows, "items-changed", G_CALLBACK (on_items_changed), &n_changes);
  /* The one of what it is divided by comes first; the next one names an attribute. */
  list = gtk_grid_get_child_at (GTK_GRID (grid), 1, 5);
  names = gtk_drop_down_get_model (GTK_DROP_DOWN (list));
  rule->decay.half_life_days = 12;
  sy_rule_parts_show (parts, rule);
  g_assert_cmpuint (n_changes, ==, 0);
  g_assert_true (gtk_drop_down_get_model (GTK_DROP_DOWN (list)) == names);

  /* An attribute that the data lack has its own line, and loses it with the rule. */
  sy_rule_parts_show (parts, other);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (GTK_DROP_DOWN (list))), ==,
                    2);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (list)), ==, 1);
  sy_rule_parts_show (parts, rule);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (GTK_DROP_DOWN (list))), ==,
                    1);
  g_assert_cmpuint (n_changes, >, 0);
  sy_rule_parts_free (parts);
}

/* What it says is text, not markup. */
static void
test_toast (void)
{
  g_autoptr (AdwToast) toast = sy_toast_new ("Saved “A & B <c>”");
  g_autofree char *text = NULL;

  g_assert_true (pango_parse_markup (adw_toast_get_title (toast), -1, 0, NULL, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "Saved “A & B <c>”");
}

int
main (int argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/display/number-entry/texts", test_number_entry);
  g_test_add_func ("/display/number-entry/untouched", test_number_entry_untouched);
  g_test_add_func ("/display/weight-slider/limit", test_limit);
  g_test_add_func ("/display/weight-slider/values", test_slider);
  g_test_add_func ("/display/flow-layout/rows", test_flow);
  g_test_add_func ("/display/toast/text", test_toast);
  g_test_add_func ("/display/metric-card/label", test_metric_card);
  g_test_add_func ("/display/chart-view/marks", test_chart_view);
  g_test_add_func ("/display/chart-view/description", test_chart_view_describes);
  g_test_add_func ("/display/rule-list/rows", test_rule_list);
  g_test_add_func ("/display/rule-parts/keep", test_rule_parts_keep);
  g_test_add_func ("/display/rule-list/rebuild", test_rule_list_rebuild);

  return g_test_run ();
}
