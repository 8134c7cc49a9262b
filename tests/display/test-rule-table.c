/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <math.h>

#include "sy-model-edit.h"
#include "sy-number-entry.h"
#include "sy-points-row.h"
#include "sy-rule-table.h"
#include "sy-value-choice.h"
#include "widget-fixture.h"

static const char *const no_types[] = { NULL };

typedef struct
{
  GtkWidget *window;
  GtkWidget *box;
  SyRuleTable *table;
  SyEventLog *log;
  SyRule *rule; /* the draft: follows every edit */
  char *what;   /* the newest edit */
  guint n_edits;
} Fixture;

static void
on_changed (const char *what,
            SyRule *edited,
            gpointer user_data)
{
  Fixture *self = user_data;

  self->n_edits++;
  g_free (self->what);
  self->what = g_strdup (what);
  sy_rule_free (self->rule);
  self->rule = edited;
  sy_rule_table_show (self->table, edited);
}

/* Three people are pro, two free, one each of 24 numbers. */
static SyEventLog *
make_log (void)
{
  g_autoptr (SyZone) zone = sy_zone_new ("UTC", NULL);
  g_autoptr (SyEventLogBuilder) builder = sy_event_log_builder_new (zone);

  for (guint i = 0; i < 29; i++)
    {
      g_autofree char *person = g_strdup_printf ("p%02u", i);
      g_autofree char *number = g_strdup_printf ("%u", 10 + i);

      sy_event_log_builder_add_attribute (builder, person, "plan",
                                          i < 3   ? "pro"
                                          : i < 5 ? "free"
                                                  : number);
    }
  return sy_event_log_builder_build (builder);
}

static void
set_up (Fixture *self,
        gconstpointer data)
{
  self->window = gtk_window_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_window_set_child (GTK_WINDOW (self->window), self->box);
  self->table = sy_rule_table_new (GTK_BOX (self->box), on_changed, self);
  self->log = make_log ();
  self->rule = sy_model_edit_new_rule (SY_RULE_ATTRIBUTE, no_types, "plan");
  sy_rule_table_set_log (self->table, self->log);
  sy_rule_table_show (self->table, self->rule);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
tear_down (Fixture *self,
           gconstpointer data)
{
  guint n_edits = self->n_edits;

  /* What goes with the window is no edit. */
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_assert_cmpuint (self->n_edits, ==, n_edits);
  sy_rule_table_free (self->table);
  sy_rule_free (self->rule);
  sy_event_log_unref (self->log);
  g_free (self->what);
}

/* The nth widget of exactly a type, from the top. */
static GtkWidget *
get (GtkWidget *widget,
     GType type,
     guint n)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  if (widget != NULL)
    widget_fixture_list (widget, type, found);
  for (guint i = 0; i < found->len; i++)
    if (G_OBJECT_TYPE (found->pdata[i]) == type && n-- == 0)
      return found->pdata[i];
  return NULL;
}

static GtkWidget *
get_row (Fixture *self,
         guint n)
{
  return get (self->box, SY_TYPE_POINTS_ROW, n);
}

/* What is said below a row. */
static GtkWidget *
get_note (GtkWidget *row)
{
  return gtk_widget_get_last_child (adw_bin_get_child (ADW_BIN (row)));
}

static void
press (Fixture *self,
       const char *label)
{
  GtkWidget *button;

  for (guint i = 0; (button = get (self->box, GTK_TYPE_BUTTON, i)) != NULL; i++)
    if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), label) == 0)
      {
        g_signal_emit_by_name (button, "clicked");
        return;
      }
  g_assert_not_reached ();
}

static void
enter (GtkWidget *entry,
       const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
}

static char *
describe (const SyRule *rule)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < rule->n_table; i++)
    {
      g_autofree char *name = sy_points_row_describe (&rule->table[i]);

      g_string_append_printf (text, "%s%s: %d", i > 0 ? ", " : "", name,
                              (int) rule->table[i].points);
    }
  return g_string_free (text, FALSE);
}

static void
assert_table (Fixture *self,
              const char *expected,
              const char *what)
{
  g_autofree char *text = describe (self->rule);
  gsize n_rows = 0;

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpstr (self->what, ==, what);
  g_assert_true ((self->rule->where == NULL) == (self->rule->n_table > 0));
  /* What is shown is what is in the rule. */
  for (guint i = 0; get_row (self, i) != NULL; i++)
    n_rows += sy_points_row_get (SY_POINTS_ROW (get_row (self, i))) != NULL;
  g_assert_cmpuint (n_rows, ==, self->rule->n_table);
}

static void
test_values (Fixture *self,
             gconstpointer data)
{
  GtkWidget *row;

  press (self, "Add a Value");
  row = get_row (self, 0);
  /* Points first: the row has no value yet. */
  enter (get (row, SY_TYPE_NUMBER_ENTRY, 0), "5");
  g_assert_cmpuint (self->n_edits, ==, 0);
  g_assert_nonnull (self->rule->where);
  enter (get (row, GTK_TYPE_ENTRY, 0), "Pro %s");
  assert_table (self, "Pro %s: 5", "points of Pro %s");
  enter (get (row, GTK_TYPE_ENTRY, 0), "pro");
  assert_table (self, "pro: 5", "value pro");
  enter (get (row, SY_TYPE_NUMBER_ENTRY, 0), "-2");
  assert_table (self, "pro: -2", "points of pro");
  g_assert_cmpuint (self->n_edits, ==, 3);

  /* The same again and nothing at all are no edits. */
  enter (get (row, GTK_TYPE_ENTRY, 0), "pro");
  enter (get (row, GTK_TYPE_ENTRY, 0), "");
  g_assert_cmpuint (self->n_edits, ==, 3);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get (row, GTK_TYPE_ENTRY, 0))), ==, "pro");

  press (self, "Add a Value");
  g_signal_emit_by_name (get (get_row (self, 1), SY_TYPE_VALUE_CHOICE, 0), "chosen", "free");
  assert_table (self, "pro: -2, free: 0", "points of free");

  g_signal_emit_by_name (get_row (self, 0), "removed");
  assert_table (self, "free: 0", "remove pro");
  g_signal_emit_by_name (get_row (self, 0), "removed");
  assert_table (self, "", "remove free");
  g_assert_cmpstr (self->rule->where->children[0]->field, ==, "plan");
}

static void
test_ranges (Fixture *self,
             gconstpointer data)
{
  GtkWidget *row;
  GtkWidget *note;

  press (self, "Add a Range");
  row = get_row (self, 0);
  note = get_note (row);
  enter (get (row, SY_TYPE_NUMBER_ENTRY, 0), "10");
  assert_table (self, "10 or more: 0", "points of 10 or more");
  enter (get (row, SY_TYPE_NUMBER_ENTRY, 1), "100");
  assert_table (self, "10 to below 100: 0", "range 10 to below 100");

  /* On the way to 200 to 300: told, kept as typed, and no edit yet. */
  g_assert_false (gtk_widget_get_visible (note));
  enter (get (row, SY_TYPE_NUMBER_ENTRY, 0), "200");
  g_assert_true (gtk_widget_get_visible (note));
  assert_table (self, "10 to below 100: 0", "range 10 to below 100");
  sy_rule_table_show (self->table, self->rule);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get (row, SY_TYPE_NUMBER_ENTRY, 0))), ==,
                   "200");
  enter (get (row, SY_TYPE_NUMBER_ENTRY, 1), "300");
  assert_table (self, "200 to below 300: 0", "range 200 to below 300");
  g_assert_false (gtk_widget_get_visible (note));
  enter (get (row, SY_TYPE_NUMBER_ENTRY, 0), "");
  assert_table (self, "below 300: 0", "range below 300");
  /* A range without bounds is none. */
  enter (get (row, SY_TYPE_NUMBER_ENTRY, 1), "");
  assert_table (self, "below 300: 0", "range below 300");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get (row, SY_TYPE_NUMBER_ENTRY, 1))), ==,
                   "300");
}

static void
test_fill (Fixture *self,
           gconstpointer data)
{
  press (self, "Add a Value");
  enter (get (get_row (self, 0), GTK_TYPE_ENTRY, 0), "free");
  enter (get (get_row (self, 0), SY_TYPE_NUMBER_ENTRY, 0), "7");
  press (self, "Fill with the Values");
  /* The 20 of most people beside free, which has its points already. */
  g_assert_cmpstr (self->what, ==, "fill with the values");
  g_assert_cmpuint (self->rule->n_table, ==, 21);
  g_assert_cmpstr (self->rule->table[0].value, ==, "free");
  g_assert_cmpfloat (self->rule->table[0].points, ==, 7);
  g_assert_cmpstr (self->rule->table[1].value, ==, "pro");
  for (gsize i = 2; i < 21; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", 15 + (guint) i - 2);

      g_assert_cmpstr (self->rule->table[i].value, ==, number);
      g_assert_cmpfloat (self->rule->table[i].points, ==, 0);
    }
  /* The five that are left; then nothing is. */
  press (self, "Fill with the Values");
  g_assert_cmpuint (self->n_edits, ==, 4);
  g_assert_cmpuint (self->rule->n_table, ==, 26);
  g_assert_cmpstr (self->rule->table[21].value, ==, "34");
  g_assert_cmpstr (self->rule->table[25].value, ==, "38");
  press (self, "Fill with the Values");
  g_assert_cmpuint (self->n_edits, ==, 4);
}

/* Undo and edits elsewhere show the rule again: rows follow it, what is typed stays. */
static void
test_keep (Fixture *self,
           gconstpointer data)
{
  g_autoptr (SyRule) before = NULL;
  g_autoptr (SyRule) other = sy_model_edit_new_rule (SY_RULE_ATTRIBUTE, no_types, "plan");
  g_autoptr (SyRule) event = sy_rule_new ("visit", SY_RULE_EVENT);
  SyTableRow rows[] = { { NULL, 1, NAN, 4 }, { (char *) "pro", NAN, NAN, 2 } };
  GtkWidget *first;
  GtkWidget *draft;

  press (self, "Add a Value");
  first = get_row (self, 0);
  enter (get (first, GTK_TYPE_ENTRY, 0), "pro");
  before = sy_rule_copy (self->rule);
  press (self, "Add a Value");
  draft = get (get_row (self, 1), GTK_TYPE_ENTRY, 0);
  gtk_editable_set_text (GTK_EDITABLE (draft), "half typ");
  enter (get (first, SY_TYPE_NUMBER_ENTRY, 0), "9");
  sy_rule_table_show (self->table, before);
  g_assert_true (get_row (self, 0) == first);
  g_assert_cmpfloat (sy_points_row_get (SY_POINTS_ROW (first))->points, ==, 0);
  g_assert_true (get (get_row (self, 1), GTK_TYPE_ENTRY, 0) == draft);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (draft)), ==, "half typ");

  /* A range where a value was, and one row more. */
  sy_rule_edit_set_table (self->rule, rows, 2);
  sy_rule_table_show (self->table, self->rule);
  g_assert_true (sy_points_row_is_range (SY_POINTS_ROW (get_row (self, 0))));
  g_assert_cmpfloat (sy_points_row_get (SY_POINTS_ROW (get_row (self, 0)))->points, ==, 4);
  g_assert_true (get (get_row (self, 1), GTK_TYPE_ENTRY, 0) == draft);
  g_assert_cmpstr (sy_points_row_get (SY_POINTS_ROW (get_row (self, 2)))->value, ==, "pro");
  g_assert_null (get_row (self, 3));

  /* Another rule has rows of its own; one of events has no table. */
  g_free (other->id);
  other->id = g_strdup ("other");
  sy_rule_table_show (self->table, other);
  g_assert_null (get_row (self, 0));
  g_assert_true (gtk_widget_get_visible (self->box));
  sy_rule_table_show (self->table, event);
  g_assert_false (gtk_widget_get_visible (self->box));

  /* Nor does the rule of the same name of another model keep what was half typed. */
  sy_rule_table_show (self->table, other);
  press (self, "Add a Value");
  sy_rule_table_show (self->table, NULL);
  g_assert_null (get_row (self, 0));
  g_assert_false (gtk_widget_get_visible (self->box));
  press (self, "Add a Value");
  press (self, "Fill with the Values");
  g_assert_null (get_row (self, 0));
  sy_rule_table_show (self->table, other);
  g_assert_null (get_row (self, 0));
  g_assert_true (gtk_widget_get_visible (self->box));
}

static void
test_notes (Fixture *self,
            gconstpointer data)
{
  static const char *const values[] = { "pro", "none", "pro" };
  static const char *const notes[] = { "", "Nobody has this value",
                                       "A row above has this value, and counts" };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      press (self, "Add a Value");
      enter (get (get_row (self, i), GTK_TYPE_ENTRY, 0), values[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      GtkWidget *note = get_note (get_row (self, i));

      g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (note)), ==, notes[i]);
      g_assert_true (gtk_widget_get_visible (note) == (*notes[i] != '\0'));
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/display/rule-table/K1-values", test_values);
  ADD ("/display/rule-table/K1-ranges", test_ranges);
  ADD ("/display/rule-table/K1-fill", test_fill);
  ADD ("/display/rule-table/K1-keep", test_keep);
  ADD ("/display/rule-table/K1-notes", test_notes);

  return g_test_run ();
}
