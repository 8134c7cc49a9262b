/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of the identity section, without a display. */
#include "config.h"

#include "project-fixture.h"
#include "sy-consent-form.h"
#include "sy-identity-figures.h"

static void
import (SyProject *project,
        const char *folder,
        SyImportKind kind,
        const char *text)
{
  static int n_files = 0;
  g_autofree char *name = g_strdup_printf ("in%d.csv", n_files++);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (SyImportOptions) options = sy_import_options_new ();
  g_autoptr (SyImportPlan) plan = NULL;
  g_autoptr (SyImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  sy_import_options_set_kind (options, kind);
  plan = sy_import_plan_new (project, path, options, NULL, &error);
  g_assert_no_error (error);
  report = sy_project_import (project, plan, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->rejected, ==, 0);
}

static void
check_row (SyTableSource *source,
           guint row,
           const char *expected)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < sy_table_source_get_n_columns (source); i++)
    {
      g_autofree char *cell = sy_table_source_get_text (source, row, i);

      g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", cell);
    }
  g_assert_cmpstr (text->str, ==, expected);
  g_string_free (text, TRUE);
}

static SyIdentityFigures *
read_figures (SyProject *project)
{
  g_autoptr (GError) error = NULL;
  SyIdentityFigures *figures = sy_identity_figures_read (project, 1719792000, NULL, &error);

  g_assert_no_error (error);
  return figures;
}

/* 60 people; nothing is known of them, nothing linked. */
static void
test_plain (void)
{
  char *path = project_fixture_new ();
  g_autoptr (SyProject) project = sy_project_open (path, SY_PROJECT_READ_WRITE, NULL);
  g_autoptr (SyIdentityFigures) figures = read_figures (project);

  g_assert_cmpint (figures->report->n_keys, ==, 60);
  g_assert_cmpuint (figures->merges->len, ==, 0);
  g_assert_cmpuint (figures->candidates->len, ==, 0);
  g_assert_cmpuint (figures->accounts->len, ==, 0);
  g_assert_cmpuint (figures->n_members, ==, 0);
  g_assert_null (figures->consent);
  g_assert_cmpuint (sy_table_source_get_n_rows (figures->people), ==, 0);
  g_assert_cmpuint (sy_table_source_get_n_rows (figures->shared), ==, 0);
  check_row (figures->stages, 0, "without links|0|60|0|0.0\342\200\257%|720|60");
  project_fixture_free (path);
}

static void
test_links (void)
{
  const char *const keys[] = { "p05", "p06", NULL };
  char *path = project_fixture_new ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (SyProject) project = sy_project_open (path, SY_PROJECT_READ_WRITE, NULL);
  g_autoptr (SyIdentityFigures) figures = NULL;
  g_autoptr (GError) error = NULL;
  const SyMerge *merge;
  g_autofree char *title = NULL;
  g_autofree char *people = NULL;

  import (project, folder, SY_IMPORT_LINKS, "alias,person\np01,p00\np02,p00\ncookie,p03\n");
  g_assert_cmpint (sy_project_link_keys (project, keys, &error), >, 0);
  g_assert_true (sy_project_set_identity_limit (project, 1, &error));
  import (project, folder, SY_IMPORT_LINKS, "alias,person\ntablet,p07\ntablet,p08\n");
  figures = read_figures (project);

  g_assert_cmpuint (figures->merges->len, ==, 3);
  merge = figures->merges->pdata[0];
  g_assert_false (merge->is_by_hand);
  g_assert_cmpint (merge->n_links, ==, 3);
  /* Keys count from the start, also those that only a link brought. */
  g_assert_cmpint (merge->n_merged, ==, 3);
  g_assert_cmpint (merge->n_attributed, >, 0);
  merge = figures->merges->pdata[1];
  g_assert_true (merge->is_by_hand);
  g_assert_cmpstr (merge->title, ==, "p05 = p06");
  g_assert_cmpint (merge->n_merged, ==, 1);
  merge = figures->merges->pdata[2];
  g_assert_cmpint (merge->n_merged, ==, 0);

  g_assert_cmpuint (sy_table_source_get_n_rows (figures->people), ==, 3);
  check_row (figures->people, 0, "p00|p01, p02|3");
  check_row (figures->people, 1, "p03|cookie|2");
  check_row (figures->people, 2, "p05|p06|2");
  check_row (figures->shared, 0, "tablet|2|0");
  g_assert_cmpuint (sy_table_source_get_n_rows (figures->stages), ==, 4);
  title = sy_table_source_get_text (figures->stages, 2, 0);
  people = sy_table_source_get_text (figures->stages, 2, 2);
  g_assert_cmpstr (title, ==, "p05 = p06");
  g_assert_cmpstr (people, ==, "58");
  project_fixture_free (path);
}

/* A person with many keys names some of them and counts the rest. */
static void
test_many_keys (void)
{
  char *path = project_fixture_new ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (SyProject) project = sy_project_open (path, SY_PROJECT_READ_WRITE, NULL);
  g_autoptr (GString) links = g_string_new ("alias,person\n");
  g_autoptr (SyIdentityFigures) figures = NULL;
  g_autoptr (GArray) order = NULL;

  for (int i = 10; i < 30; i++)
    g_string_append_printf (links, "p%d,p09\n", i);
  g_string_append (links, "p40,p39\n");
  import (project, folder, SY_IMPORT_LINKS, links->str);
  figures = read_figures (project);
  check_row (figures->people, 0, "p09|p10, p11, p12, p13, p14, p15, p16, p17, 12 more|21");
  order = sy_table_source_sort (figures->people, 2, FALSE);
  g_assert_cmpuint (g_array_index (order, guint, 0), ==, 1);
  project_fixture_free (path);
}

static void
test_accounts (void)
{
  char *path = project_fixture_new ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (SyProject) project = sy_project_open (path, SY_PROJECT_READ_WRITE, NULL);
  g_autoptr (SyIdentityFigures) figures = NULL;
  g_autoptr (SyTableSource) members = NULL;

  import (project, folder, SY_IMPORT_ACCOUNTS,
          "person,account,role,from,to\n"
          "p00,Acme,admin,2024-01-01,\n"
          "p00,Acme,buyer,2024-01-01,\n"
          "p01,Acme,,,2024-03-31\n"
          "p01,Globex,user,2024-04-01,2050-12-31\n");
  figures = read_figures (project);
  g_assert_cmpuint (figures->n_members, ==, 2);
  check_row (figures->account_table, 0, "Acme|2|1|no role 1, admin 1, buyer 1");
  check_row (figures->account_table, 1, "Globex|1|1|user 1");
  members = sy_identity_figures_create_members (figures, 0, sy_project_get_zone (project));
  check_row (members, 0, "p00|admin|2024-01-01|for ever");
  check_row (members, 2, "p01|–|the start|2024-03-31");
  project_fixture_free (path);
}

static void
test_consent (void)
{
  g_autoptr (SyEventLog) log = project_fixture_log ();
  char *refusals[] = { (char *) "paris", (char *) "Rome", NULL };
  const SyConsentRule rule = { (char *) "city", refusals };
  const SyConsentRule unknown = { (char *) "town", refusals };

  g_assert_cmpuint (sy_consent_count (log, &rule), ==, 1);
  g_assert_cmpuint (sy_consent_count (log, &unknown), ==, 0);
}

static void
test_cancelled (void)
{
  char *path = project_fixture_new ();
  g_autoptr (SyProject) project = sy_project_open (path, SY_PROJECT_READ_WRITE, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (sy_identity_figures_read (project, 0, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  project_fixture_free (path);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/identity/plain", test_plain);
  g_test_add_func ("/ui/identity/links", test_links);
  g_test_add_func ("/ui/identity/many-keys", test_many_keys);
  g_test_add_func ("/ui/identity/accounts", test_accounts);
  g_test_add_func ("/ui/identity/consent", test_consent);
  g_test_add_func ("/ui/identity/cancelled", test_cancelled);
  return g_test_run ();
}
