/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was found of errors, and how a threshold was chosen. */
#include "store-support.h"

#define AS_OF 1704067200

static void
import_people (Fixture *fixture,
               SyProject *project,
               const char *content)
{
  g_autofree char *path = write_file (fixture, "people.csv", content);
  g_autoptr (SyImportOptions) options = sy_import_options_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyImportPlan) plan = sy_import_plan_new (project, path, options, NULL, &error);
  g_autoptr (SyImportReport) report = NULL;

  g_assert_no_error (error);
  report = sy_project_import (project, plan, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static SyProject *
create (Fixture *fixture)
{
  SyProject *project = fixture_create (fixture);
  g_autoptr (GError) error = NULL;

  import_people (fixture, project,
                 "person,time,type\nann,1700000000,visit\nbob,1700000001,visit\n");
  import_people (fixture, project, "person,time,type\ncat,1700000002,visit\n");
  sy_project_add_model (project, "M", "{}", "new", &error);
  sy_project_add_model (project, "N", "{}", "new", &error);
  g_assert_no_error (error);
  return project;
}

static char *
list (SyProject *project,
      const char *model)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) labels = sy_project_list_error_labels (project, model, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < labels->len; i++)
    {
      const SyErrorLabelRecord *label = labels->pdata[i];

      g_assert_cmpint (label->changed_at_ms, >, 0);
      g_string_append_printf (text, "%s %d %s %s; ", label->person, (int) (label->as_of - AS_OF),
                              sy_error_label_get_name (label->label), label->note);
    }
  return g_string_free (text, FALSE);
}

static void
assert_list (SyProject *project,
             const char *model,
             const char *expected)
{
  g_autofree char *text = list (project, model);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_healthy (SyProject *project)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyCheckReport) report = sy_project_check (project, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->problems->len, ==, 0);
}

static void
test_labels (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (SyProject) project = create (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_true (sy_project_set_error_label (project, "M", "bob", AS_OF, SY_ERROR_LABEL_JUNK, "a", &error));
  g_assert_true (sy_project_set_error_label (project, "M", "ann", AS_OF, SY_ERROR_LABEL_LATE, NULL, &error));
  g_assert_true (sy_project_set_error_label (project, "M", "ann", AS_OF - 1, SY_ERROR_LABEL_WRONG_PERSON, NULL, &error));
  g_assert_true (sy_project_set_error_label (project, "N", "cat", AS_OF, SY_ERROR_LABEL_MISSING_EVENT, NULL, &error));
  g_assert_no_error (error);
  assert_list (project, "M", "ann -1 wrong-person ; ann 0 late ; bob 0 junk a; ");
  /* A second label takes the place of the first. */
  g_assert_true (sy_project_set_error_label (project, "M", "bob", AS_OF, SY_ERROR_LABEL_LATE, "b", &error));
  assert_list (project, "M", "ann -1 wrong-person ; ann 0 late ; bob 0 late b; ");
  g_assert_true (sy_project_remove_error_label (project, "M", "ann", AS_OF - 1, &error));
  g_assert_false (sy_project_remove_error_label (project, "M", "ann", AS_OF - 1, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (sy_project_set_error_label (project, "M", "eve", AS_OF, SY_ERROR_LABEL_LATE, NULL, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (sy_project_set_error_label (project, "O", "ann", AS_OF, SY_ERROR_LABEL_LATE, NULL, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  assert_list (project, "M", "ann 0 late ; bob 0 late b; ");
  assert_list (project, "N", "cat 0 missing-event ; ");
  g_clear_pointer (&project, sy_project_unref);
  project = fixture_open (fixture);
  assert_list (project, "M", "ann 0 late ; bob 0 late b; ");
}

/* Sets the labels of a file whose default date is AS_OF; returns the message, or NULL. */
static char *
import_labels (Fixture *fixture,
               SyProject *project,
               const char *content,
               gint64 as_of)
{
  g_autofree char *path = write_file (fixture, "labels.csv", content);
  g_autoptr (GError) error = NULL;
  gsize n = 0;

  if (sy_project_import_error_labels (project, "M", path, as_of, &n, NULL, &error))
    {
      g_assert_no_error (error);
      return g_strdup_printf ("%" G_GSIZE_FORMAT, n);
    }
  g_assert_nonnull (error);
  g_assert_true (g_str_has_prefix (error->message, path) || strstr (error->message, "labels.csv") != NULL);
  return g_strdup (strstr (error->message, "labels.csv"));
}

static void
assert_import (Fixture *fixture,
               SyProject *project,
               const char *content,
               gint64 as_of,
               const char *expected)
{
  g_autofree char *message = import_labels (fixture, project, content, as_of);

  if (g_str_has_suffix (expected, "*"))
    {
      g_autofree char *start = g_strndup (expected, strlen (expected) - 1);

      if (!g_str_has_prefix (message, start))
        g_error ("“%s” does not begin with “%s”", message, start);
    }
  else
    g_assert_cmpstr (message, ==, expected);
}

/* All of a file: columns by name in any order, labels in any case, dates as the end of their day. */
static void
test_file (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (SyProject) project = create (fixture);

  assert_import (fixture, project,
                 "Note;extra;LABEL;person\n\"a; b\";1;Good;ann\n;2; junk ;bob\n", AS_OF, "2");
  assert_list (project, "M", "ann 0 good a; b; bob 0 junk ; ");
  /* 2023-12-31 ends at AS_OF in UTC; a row without a date takes that of the call; a new label the old one's place. */
  assert_import (fixture, project,
                 "person,label,as_of\nann,late,2023-12-30\nbob,good,2023-12-31\ncat,wrong-person,\n",
                 AS_OF - 7, "3");
  assert_list (project, "M",
               "ann -86400 late ; cat -7 wrong-person ; ann 0 good a; b; bob 0 good ; ");
  assert_list (project, "N", "");
  assert_healthy (project);
}

/* Nothing of a file with a fault, and the message says where it is. */
static void
test_file_faults (Fixture *fixture,
                  gconstpointer data)
{
  static const struct
  {
    const char *content;
    gint64 as_of;
    const char *message;
  } cases[] = {
    { "person,label\nann,good\nbob,great\n", AS_OF, "labels.csv, line 3, column 2 (label): “great” is no label*" },
    { "label,person\ngood,ann\njunk,eve\n", AS_OF, "labels.csv, line 3, column 2 (person): There is no person “eve”" },
    { "label,person\ngood,ann\njunk,\n", AS_OF, "labels.csv, line 3, column 2 (person): there is no person" },
    { "person,label\nann,good\nann,junk\n", AS_OF,
      "labels.csv, line 3, column 1 (person): “ann” has a label of that date already, on line 2" },
    { "person,label,date\nann,good,2023-12-31\nbob,good,soon\n", AS_OF, "labels.csv, line 3, column 3 (date): *" },
    { "person,label,date\nann,good,2023-12-31\nbob,good,\n", G_MININT64,
      "labels.csv, line 3, column 3 (date): there is no date*" },
    { "person,label\nann,good\n", G_MININT64, "labels.csv, line 1: there is no column “date”*" },
    { "person,found\nann,good\n", AS_OF, "labels.csv, line 1: there is no column “label”*" },
    { "person,label\nann,good\nbob\n", AS_OF, "labels.csv, line 3: *" },
    { "person,label\n", AS_OF, "labels.csv: there are no labels in it" },
  };
  g_autoptr (SyProject) project = create (fixture);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      assert_import (fixture, project, cases[i].content, cases[i].as_of, cases[i].message);
      assert_list (project, "M", "");
    }
  assert_healthy (project);
  g_assert_false (sy_project_import_error_labels (project, "M", "/nonexistent/labels.csv", AS_OF, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* Labels go with the person, the import, and the model. */
static void
test_gone (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (SyProject) project = create (fixture);
  g_autoptr (GError) error = NULL;
  static const char *const keys[] = { "bob", NULL };
  g_autoptr (SyForgetReceipt) receipt = NULL;

  g_assert_true (sy_project_set_error_label (project, "M", "ann", AS_OF, SY_ERROR_LABEL_LATE, NULL, &error));
  g_assert_true (sy_project_set_error_label (project, "M", "bob", AS_OF, SY_ERROR_LABEL_JUNK, "secret", &error));
  g_assert_true (sy_project_set_error_label (project, "M", "cat", AS_OF, SY_ERROR_LABEL_JUNK, NULL, &error));
  g_assert_true (sy_project_set_error_label (project, "N", "ann", AS_OF, SY_ERROR_LABEL_JUNK, NULL, &error));
  g_assert_no_error (error);
  receipt = sy_project_forget_keys (project, keys, NULL, &error);
  g_assert_no_error (error);
  assert_list (project, "M", "ann 0 late ; cat 0 junk ; ");
  assert_healthy (project);
  g_assert_true (sy_project_undo_import (project, 2, NULL, &error));
  g_assert_no_error (error);
  assert_list (project, "M", "ann 0 late ; ");
  assert_healthy (project);
  g_assert_true (sy_project_set_threshold_rule (project, "N", "{1}", &error));
  g_assert_true (sy_project_remove_model (project, sy_project_find_model (project, "N", NULL), &error));
  g_assert_no_error (error);
  assert_healthy (project);
  assert_list (project, "M", "ann 0 late ; ");
}

static void
test_threshold (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (SyProject) project = create (fixture);
  g_autoptr (GError) error = NULL;
  char *rule = sy_project_get_threshold_rule (project, "M", &error);

  g_assert_null (rule);
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (sy_project_set_threshold_rule (project, "M", "{1}", &error));
  g_assert_true (sy_project_set_threshold_rule (project, "M", "{2}", &error));
  rule = sy_project_get_threshold_rule (project, "M", &error);
  g_assert_cmpstr (rule, ==, "{2}");
  g_free (rule);
  g_assert_true (sy_project_set_threshold_rule (project, "M", NULL, &error));
  g_assert_null (sy_project_get_threshold_rule (project, "M", NULL));
  g_assert_false (sy_project_set_threshold_rule (project, "O", "{}", &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_TEST ("/store/labels/G4-labels", test_labels);
  ADD_TEST ("/store/labels/G4-gone-with-the-person", test_gone);
  ADD_TEST ("/store/labels/G6-file", test_file);
  ADD_TEST ("/store/labels/G6-file-faults", test_file_faults);
  ADD_TEST ("/store/labels/K6-threshold", test_threshold);
  return g_test_run ();
}
