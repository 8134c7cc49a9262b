/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <math.h>

#include "sy-dictionary-table.h"
#include "widget-fixture.h"

#define AS_OF G_GINT64_CONSTANT (1704153600) /* 2024-01-02 */

typedef struct
{
  guint n_asked;
  guint n_withdrawn;
  char *name;
  gboolean mute;
} Heard;

static SyDictionary *
create_dictionary (void)
{
  static const char *const names[] = { "click", "open" };
  g_autoptr (SyZone) zone = sy_zone_new ("UTC", NULL);
  g_autoptr (SyEventLogBuilder) builder = sy_event_log_builder_new (zone);
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) sy_type_entry_free);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      SyTypeEntry *entry = g_new0 (SyTypeEntry, 1);

      entry->name = g_strdup (names[i]);
      entry->cadence_days = NAN;
      entry->n_events = i + 1;
      g_ptr_array_add (entries, entry);
      for (guint k = 0; k <= i; k++)
        sy_event_log_builder_add_event (builder, "a", names[i],
                                        (AS_OF - 3600 * (gint64) (k + 1)) * 1000, NULL, NULL, 0);
    }
  log = sy_event_log_builder_build (builder);
  return sy_dictionary_new (entries, log, AS_OF, NULL, NULL);
}

static void
on_mute_asked (SyDictionaryTable *table,
               const char *name,
               gboolean mute,
               Heard *heard)
{
  heard->n_asked++;
  g_free (heard->name);
  heard->name = g_strdup (name);
  heard->mute = mute;
}

static void
on_mute_withdrawn (SyDictionaryTable *table,
                   Heard *heard)
{
  heard->n_withdrawn++;
}

static GPtrArray *
show (GtkWidget *table,
      GtkWidget **out_window)
{
  GPtrArray *switches = g_ptr_array_new ();

  *out_window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (*out_window), 900, 400);
  gtk_window_set_child (GTK_WINDOW (*out_window), table);
  gtk_window_present (GTK_WINDOW (*out_window));
  gtk_test_widget_wait_for_draw (*out_window);
  widget_fixture_list (table, GTK_TYPE_SWITCH, switches);
  return switches;
}

static void
test_rows (void)
{
  GtkWidget *widget = sy_dictionary_table_new ();
  SyDictionaryTable *table = SY_DICTIONARY_TABLE (widget);
  g_autoptr (SyDictionary) dictionary = create_dictionary ();

  g_object_ref_sink (widget);
  g_assert_null (sy_dictionary_table_get_selected (table));
  sy_dictionary_table_set_dictionary (table, dictionary);
  g_test_summary ("the most events come first");
  g_assert_cmpstr (sy_dictionary_table_get_selected (table), ==, "open");
  g_assert_cmpuint (sy_dictionary_table_set_filter (table, SY_DICTIONARY_ALL, "CLI"), ==, 1);
  g_assert_cmpstr (sy_dictionary_table_get_selected (table), ==, "click");
  g_assert_cmpuint (sy_dictionary_table_set_filter (table, SY_DICTIONARY_MUTED, NULL), ==, 0);
  g_assert_null (sy_dictionary_table_get_selected (table));
  g_assert_cmpuint (sy_dictionary_table_set_filter (table, SY_DICTIONARY_ALL, NULL), ==, 2);
  sy_dictionary_table_select (table, "click");
  sy_dictionary_table_set_dictionary (table, dictionary);
  g_test_summary ("the same type stays selected");
  g_assert_cmpstr (sy_dictionary_table_get_selected (table), ==, "click");
  sy_dictionary_table_set_dictionary (table, NULL);
  g_assert_null (sy_dictionary_table_get_selected (table));
  g_assert_finalize_object (widget);
}

static void
test_switch_asks (void)
{
  GtkWidget *widget = sy_dictionary_table_new ();
  SyDictionaryTable *table = SY_DICTIONARY_TABLE (widget);
  g_autoptr (SyDictionary) dictionary = create_dictionary ();
  g_autoptr (GPtrArray) switches = NULL;
  Heard heard = { 0 };
  GtkWidget *window;
  GtkSwitch *click;

  g_signal_connect (table, "mute-asked", G_CALLBACK (on_mute_asked), &heard);
  g_signal_connect (table, "mute-withdrawn", G_CALLBACK (on_mute_withdrawn), &heard);
  sy_dictionary_table_set_dictionary (table, dictionary);
  switches = show (widget, &window);
  g_assert_cmpuint (switches->len, ==, 2);
  click = g_ptr_array_index (switches, 1);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (click), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Mute click");

  gtk_switch_set_active (click, TRUE);
  g_assert_cmpuint (heard.n_asked, ==, 1);
  g_assert_cmpstr (heard.name, ==, "click");
  g_assert_true (heard.mute);
  g_assert_true (gtk_switch_get_active (click));
  g_assert_false (gtk_switch_get_state (click));
  g_assert_cmpstr (sy_dictionary_table_get_selected (table), ==, "click");

  gtk_switch_set_active (click, FALSE);
  g_assert_cmpuint (heard.n_withdrawn, ==, 1);
  gtk_switch_set_active (click, TRUE);
  sy_dictionary_table_select (table, "open");
  g_test_summary ("another row ends the question");
  g_assert_false (gtk_switch_get_active (click));
  sy_dictionary_table_set_read_only (table, TRUE);
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (click)));
  g_free (heard.name);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/display/dictionary-table/rows", test_rows);
  g_test_add_func ("/display/dictionary-table/switch-asks", test_switch_asks);

  return g_test_run ();
}
