/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a band asks, and bands of accounts, in the settings of a model. */
#include "config.h"

#include <adwaita.h>
#include <math.h>

#include "sy-band-group.h"
#include "sy-condition-editor.h"
#include "sy-course-form.h"
#include "sy-number-entry.h"
#include "widget-fixture.h"

static const char document[] =
    "{\"format\":\"steelyard-model\",\"format_version\":1,\"name\":\"Test\",\"purpose\":\"other\","
    "\"entity\":\"person\",\"groups\":[],\"scale\":{\"kind\":\"range\",\"lo\":0,\"hi\":50},\"bands\":["
    "{\"name\":\"Low\",\"min\":null},{\"name\":\"Middle\",\"min\":20},"
    "{\"name\":\"High\",\"min\":60,\"change\":{\"days\":30,\"at_least\":2}}],"
    "\"account\":{\"kind\":\"sum\"}}";

/* A window in small: takes every edit that holds, and shows it. */
typedef struct
{
  GtkWidget *window;
  SyBandGroup *group;
  SyModel *model;
  char *label;
  guint n_edits;
} Fixture;

static void
on_edited (SyModel *edited,
           const char *label,
           gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (edited);
  g_assert_true (sy_model_check (edited, &error));
  sy_model_ref (edited);
  sy_model_unref (fixture->model);
  fixture->model = edited;
  g_free (fixture->label);
  fixture->label = g_strdup (label);
  fixture->n_edits++;
  sy_band_group_show (fixture->group, fixture->model);
}

static void
set_up (Fixture *fixture,
        SyBandsOf of)
{
  g_autoptr (GError) error = NULL;

  *fixture = (Fixture){ 0 };
  fixture->model = sy_model_from_json (document, -1, &error);
  g_assert_no_error (error);
  fixture->window = gtk_window_new ();
  fixture->group = sy_band_group_new (of, on_edited, fixture);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->group));
  sy_band_group_show (fixture->group, fixture->model);
}

static void
tear_down (Fixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  sy_model_unref (fixture->model);
  g_free (fixture->label);
}

static GtkWidget *
get_nth (GtkWidget *widget,
         GType type,
         guint n)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  widget_fixture_list (widget, type, found);
  g_assert_cmpuint (n, <, found->len);
  return found->pdata[n];
}

static guint
count (GtkWidget *widget,
       GType type)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  widget_fixture_list (widget, type, found);
  return found->len;
}

static void
enter (GtkWidget *entry,
       const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
}

static void
click (Fixture *fixture,
       const char *label)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  widget_fixture_list (GTK_WIDGET (fixture->group), GTK_TYPE_BUTTON, buttons);
  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_button_get_label (buttons->pdata[i]), label) == 0)
      {
        g_signal_emit_by_name (buttons->pdata[i], "clicked");
        return;
      }
  g_error ("no button “%s”", label);
}

/* The label below the controls; NULL when nothing is said. */
static const char *
get_note (GtkWidget *form)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  GtkWidget *note;

  widget_fixture_list (form, GTK_TYPE_LABEL, labels);
  note = labels->pdata[labels->len - 1];
  return gtk_widget_get_visible (note) ? gtk_label_get_label (GTK_LABEL (note)) : NULL;
}

static const char *
get_subtitle (Fixture *fixture,
              guint row)
{
  return adw_expander_row_get_subtitle (
      ADW_EXPANDER_ROW (get_nth (GTK_WIDGET (fixture->group), ADW_TYPE_EXPANDER_ROW, row)));
}

static void
test_course (void)
{
  Fixture fixture;
  GtkWidget *form;
  const SyBand *band;

  set_up (&fixture, SY_BANDS_OF_PEOPLE);
  /* The lowest, at the bottom, asks for nothing. */
  g_assert_cmpuint (count (GTK_WIDGET (fixture.group), ADW_TYPE_EXPANDER_ROW), ==, 3);
  g_assert_cmpuint (count (GTK_WIDGET (fixture.group), SY_TYPE_COURSE_FORM), ==, 2);
  g_assert_cmpstr (get_subtitle (&fixture, 0), ==, "from 60 when changed by 2 or more in 30 days");
  g_assert_cmpstr (get_subtitle (&fixture, 1), ==, "from 20");
  g_assert_cmpstr (get_subtitle (&fixture, 2), ==, "from the lowest score");

  form = get_nth (GTK_WIDGET (fixture.group), SY_TYPE_COURSE_FORM, 1);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (get_nth (form, GTK_TYPE_CHECK_BUTTON, 2)), TRUE);
  band = sy_model_get_band (fixture.model, 1);
  g_assert_cmpuint (fixture.n_edits, ==, 1);
  g_assert_cmpstr (fixture.label, ==, "Middle: what it asks");
  g_assert_cmpuint (band->courses, ==, 1u << SY_COURSE_FALLING);
  g_assert_cmpstr (get_subtitle (&fixture, 1), ==, "from 20 when falling");

  enter (get_nth (form, SY_TYPE_NUMBER_ENTRY, 2), "-5");
  band = sy_model_get_band (fixture.model, 1);
  g_assert_cmpint (band->change.days, ==, 14);
  g_assert_cmpfloat (band->change.at_most, ==, -5);
  g_assert_true (isnan (band->change.at_least));
  g_assert_cmpstr (get_subtitle (&fixture, 1), ==, "from 20 when falling, changed by -5 or less in 14 days");
  g_assert_cmpuint (fixture.n_edits, ==, 2);
  /* The other band is what it was. */
  g_assert_cmpfloat (sy_model_get_band (fixture.model, 2)->change.at_least, ==, 2);
  tear_down (&fixture);
}

/* Days alone are no edit: what is missing is said below them. */
static void
test_notes (void)
{
  Fixture fixture;
  g_autoptr (SyModel) letters = NULL;
  GtkWidget *form;
  GtkWidget *check;

  set_up (&fixture, SY_BANDS_OF_PEOPLE);
  form = get_nth (GTK_WIDGET (fixture.group), SY_TYPE_COURSE_FORM, 1);
  check = get_nth (form, GTK_TYPE_CHECK_BUTTON, 0);
  g_assert_null (get_note (form));
  enter (get_nth (form, SY_TYPE_NUMBER_ENTRY, 0), "7");
  g_assert_cmpuint (fixture.n_edits, ==, 0);
  g_assert_nonnull (g_strstr_len (get_note (form), -1, "a least or a largest change"));
  enter (get_nth (form, SY_TYPE_NUMBER_ENTRY, 1), "3");
  g_assert_null (get_note (form));
  g_assert_cmpuint (fixture.n_edits, ==, 1);
  g_assert_cmpint (sy_model_get_band (fixture.model, 1)->change.days, ==, 7);

  /* Letters tell the score alone. */
  g_assert_true (gtk_widget_is_sensitive (check));
  letters = sy_model_without_course (fixture.model);
  letters->display = SY_DISPLAY_LETTER;
  g_assert_true (sy_model_check (letters, NULL));
  sy_band_group_show (fixture.group, letters);
  g_assert_false (gtk_widget_is_sensitive (check));
  g_assert_nonnull (g_strstr_len (get_note (form), -1, "as a number or percent"));
  sy_band_group_show (fixture.group, fixture.model);
  g_assert_true (gtk_widget_is_sensitive (check));
  g_assert_null (get_note (form));
  tear_down (&fixture);
}

static void
test_accounts (void)
{
  Fixture fixture;
  GtkWidget *name;
  const GPtrArray *bands;

  set_up (&fixture, SY_BANDS_OF_ACCOUNTS);
  g_assert_cmpuint (count (GTK_WIDGET (fixture.group), ADW_TYPE_EXPANDER_ROW), ==, 0);
  click (&fixture, "Start From Those of People");
  bands = fixture.model->account.bands;
  g_assert_cmpuint (bands->len, ==, 3);
  g_assert_cmpstr (fixture.label, ==, "Accounts: bands of their own");
  g_assert_cmpuint (count (GTK_WIDGET (fixture.group), ADW_TYPE_EXPANDER_ROW), ==, 3);
  g_assert_cmpuint (count (GTK_WIDGET (fixture.group), SY_TYPE_COURSE_FORM), ==, 0);
  g_assert_cmpuint (count (GTK_WIDGET (fixture.group), SY_TYPE_CONDITION_EDITOR), ==, 2);
  g_assert_cmpstr (get_subtitle (&fixture, 0), ==, "from 60");

  click (&fixture, "Add a Band");
  g_assert_cmpuint (fixture.model->account.bands->len, ==, 4);
  g_assert_cmpuint (fixture.model->bands->len, ==, 3);
  g_assert_cmpstr (fixture.label, ==, "Add a band of accounts");
  name = get_nth (GTK_WIDGET (fixture.group), ADW_TYPE_ENTRY_ROW, 0);
  gtk_editable_set_text (GTK_EDITABLE (name), "Best");
  g_signal_emit_by_name (name, "apply");
  bands = fixture.model->account.bands;
  g_assert_cmpstr (((const SyBand *) bands->pdata[3])->name, ==, "Best");
  g_assert_cmpstr (fixture.label, ==, "New band: name");
  enter (get_nth (GTK_WIDGET (fixture.group), SY_TYPE_NUMBER_ENTRY, 0), "90");
  bands = fixture.model->account.bands;
  g_assert_cmpfloat (((const SyBand *) bands->pdata[3])->min, ==, 90);
  /* The highest stands at the top. */
  click (&fixture, "Remove This Band");
  g_assert_cmpuint (fixture.model->account.bands->len, ==, 3);
  g_assert_cmpstr (fixture.label, ==, "Remove the band of accounts Best");
  click (&fixture, "Use Those of People");
  g_assert_cmpuint (fixture.model->account.bands->len, ==, 0);
  g_assert_cmpint (fixture.model->account.scale.kind, ==, SY_SCALE_NONE);
  g_assert_cmpuint (count (GTK_WIDGET (fixture.group), ADW_TYPE_EXPANDER_ROW), ==, 0);
  tear_down (&fixture);
}

static void
test_account_conditions (void)
{
  Fixture fixture;
  GtkWidget *editor;
  const SyBand *band;
  g_autofree char *text = NULL;

  set_up (&fixture, SY_BANDS_OF_ACCOUNTS);
  click (&fixture, "Start From Those of People");
  editor = get_nth (GTK_WIDGET (fixture.group), SY_TYPE_CONDITION_EDITOR, 0);
  g_signal_emit_by_name (get_nth (editor, GTK_TYPE_BUTTON, 0), "clicked");
  enter (get_nth (editor, GTK_TYPE_ENTRY, 0), "seat_use");
  /* A row that is not complete is no edit. */
  g_assert_cmpuint (fixture.n_edits, ==, 1);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (get_nth (editor, GTK_TYPE_DROP_DOWN, 0)),
                              SY_OPERATOR_AT_LEAST);
  enter (get_nth (editor, GTK_TYPE_ENTRY, 1), "0.5");
  band = fixture.model->account.bands->pdata[2];
  g_assert_nonnull (band->where);
  text = sy_condition_describe (band->where);
  g_assert_cmpstr (text, ==, "seat_use >= 0.5");
  g_assert_cmpstr (fixture.label, ==, "High: what it asks");
  g_assert_true (g_str_has_prefix (get_subtitle (&fixture, 0), "from 60 when seat_use "));
  tear_down (&fixture);
}

int
main (int argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/band-group/L6-course", test_course);
  g_test_add_func ("/band-group/L6-notes", test_notes);
  g_test_add_func ("/band-group/J5-accounts", test_accounts);
  g_test_add_func ("/band-group/J5-conditions", test_account_conditions);
  return g_test_run ();
}
