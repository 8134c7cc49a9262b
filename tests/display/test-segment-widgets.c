/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forms of a segment and of conditions on people, one by one. */
#include "config.h"

#include <adwaita.h>
#include <math.h>

#include "sy-number-entry.h"
#include "sy-person-conditions.h"
#include "sy-segment-more.h"
#include "sy-segment-purpose.h"
#include "widget-fixture.h"

#define HEAD "{\"format\":\"steelyard-segment\",\"format_version\":1,"

static SySegment *
read_segment (const char *body)
{
  g_autofree char *json = g_strconcat (HEAD, body, "}", NULL);
  g_autoptr (GError) error = NULL;
  SySegment *segment = sy_segment_from_json (json, &error);

  g_assert_no_error (error);
  return segment;
}

static void
on_changed (GtkWidget *widget,
            gpointer user_data)
{
  ++*(guint *) user_data;
}

static void
enter (GtkWidget *entry,
       const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
}

static const char conditions[] =
    "\"where\":[{\"kind\":\"count\",\"types\":[\"visit\"],\"window_days\":14,\"at_least\":3},"
    "{\"not\":{\"any\":[{\"field\":\"plan\",\"op\":\"=\",\"value\":\"trial\"},"
    "{\"not\":{\"kind\":\"first_event\",\"to_days\":30}}]}}]";

/* Any tree comes out as it went in, also when it was shown over another. */
static void
test_conditions (void)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (sy_person_conditions_new ("Only people who"));
  SyPersonConditions *self = SY_PERSON_CONDITIONS (widget);
  g_autoptr (SySegment) segment = read_segment (conditions);
  g_autoptr (GPtrArray) groups = g_ptr_array_new ();
  g_autoptr (SyCondition) same = NULL;
  g_autoptr (SyCondition) turned = NULL;
  guint n_changes = 0;

  g_signal_connect (self, "changed", G_CALLBACK (on_changed), &n_changes);
  g_assert_null (sy_person_conditions_dup_condition (self));
  sy_person_conditions_set_condition (self, segment->where);
  same = sy_person_conditions_dup_condition (self);
  g_assert_true (sy_condition_equal (same, segment->where));
  g_assert_cmpuint (n_changes, ==, 0);
  widget_fixture_list (widget, GTK_TYPE_DROP_DOWN, groups);
  g_assert_cmpuint (groups->len, ==, 1);
  g_assert_cmpuint (gtk_drop_down_get_selected (groups->pdata[0]), ==, 3);
  gtk_drop_down_set_selected (groups->pdata[0], 0);
  g_assert_cmpuint (n_changes, ==, 1);
  turned = sy_person_conditions_dup_condition (self);
  g_assert_cmpint (turned->children[1]->kind, ==, SY_CONDITION_ALL);
  g_assert_cmpuint (turned->children[1]->n_children, ==, 2);
  sy_person_conditions_set_condition (self, NULL);
  g_assert_null (sy_person_conditions_dup_condition (self));
  g_assert_finalize_object (g_steal_pointer (&widget));
}

static void
test_more (void)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (g_object_new (SY_TYPE_SEGMENT_MORE, NULL));
  SySegmentMore *self = SY_SEGMENT_MORE (widget);
  g_autofree char *body = g_strconcat ("\"course\":[\"flat\",\"falling\"],\"change\":{\"days\":14,"
                                       "\"at_most\":-10},",
                                       conditions, NULL);
  g_autoptr (SySegment) segment = read_segment (body);
  g_autoptr (SySegment) applied = sy_segment_new ();
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  g_autofree char *before = sy_segment_to_json (segment);
  g_autofree char *after = NULL;
  guint n_changes = 0;

  g_signal_connect (self, "changed", G_CALLBACK (on_changed), &n_changes);
  sy_segment_more_show (self, segment);
  sy_segment_more_apply (self, applied);
  after = sy_segment_to_json (applied);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (n_changes, ==, 0);

  /* A least change above the largest one takes its place; without days there is no change. */
  widget_fixture_list (widget, SY_TYPE_NUMBER_ENTRY, entries);
  g_assert_cmpuint (entries->len, ==, 3);
  enter (entries->pdata[1], "5");
  sy_segment_more_apply (self, applied);
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpfloat (applied->change_min, ==, 5);
  g_assert_true (isnan (applied->change_max));
  enter (entries->pdata[0], "");
  sy_segment_more_apply (self, applied);
  g_assert_cmpint (applied->change_days, ==, -1);
  g_assert_true (isnan (applied->change_min));
  enter (entries->pdata[2], "-3");
  sy_segment_more_apply (self, applied);
  g_assert_cmpint (applied->change_days, ==, 14);
  g_assert_cmpfloat (applied->change_max, ==, -3);
  g_assert_finalize_object (g_steal_pointer (&widget));
}

static void
test_purpose (void)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (g_object_new (SY_TYPE_SEGMENT_PURPOSE, NULL));
  SySegmentPurpose *self = SY_SEGMENT_PURPOSE (widget);
  g_autoptr (SySegment) segment = read_segment (
      "\"use\":{\"purpose\":\"Win back\",\"checklist\":[{\"text\":\"Sizes\"}]}");
  g_autoptr (SySegmentUse) use = NULL;
  g_autoptr (GPtrArray) checks = g_ptr_array_new ();
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  g_autofree char *gaps = sy_segment_use_describe_gaps (segment->use);
  guint n_changes = 0;

  g_assert_cmpstr (gaps, ==,
                   "Nobody wrote down its decision, channel, owner; 1 check is not done");
  g_signal_connect (self, "changed", G_CALLBACK (on_changed), &n_changes);
  sy_segment_purpose_show (self, segment->use, TRUE);
  g_assert_cmpuint (n_changes, ==, 0);
  widget_fixture_list (widget, GTK_TYPE_CHECK_BUTTON, checks);
  g_assert_cmpuint (checks->len, ==, 1);
  gtk_check_button_set_active (checks->pdata[0], TRUE);
  widget_fixture_list (widget, ADW_TYPE_ENTRY_ROW, entries);
  g_assert_cmpuint (entries->len, ==, 5);
  gtk_editable_set_text (entries->pdata[3], "Ada");
  g_signal_emit_by_name (entries->pdata[3], "apply");
  gtk_editable_set_text (entries->pdata[0], " ");
  g_signal_emit_by_name (entries->pdata[0], "apply");
  gtk_editable_set_text (entries->pdata[4], "Consent");
  g_signal_emit_by_name (entries->pdata[4], "apply");
  g_assert_cmpuint (n_changes, ==, 4);
  use = sy_segment_purpose_dup_use (self);
  g_assert_cmpstr (use->owner, ==, "Ada");
  g_assert_null (use->purpose);
  g_assert_nonnull (sy_segment_use_find_item (use, "Sizes")->done_by);
  g_assert_null (sy_segment_use_find_item (use, "Consent")->done_by);
  sy_segment_purpose_show (self, NULL, FALSE);
  g_assert_cmpuint (n_changes, ==, 4);
  g_assert_finalize_object (g_steal_pointer (&widget));
}

int
main (int argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/segment-widgets/C5-conditions", test_conditions);
  g_test_add_func ("/segment-widgets/L5-L6-more", test_more);
  g_test_add_func ("/segment-widgets/N5-purpose", test_purpose);
  return g_test_run ();
}
