/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-support.h"

#include <fcntl.h>
#include <unistd.h>

#define TABLES                                                                                         \
  "person,event_type,property_name,property_value,attribute_name,outcome_name,treatment_name,account," \
  "event,event_property,event_key,event_mark,attribute,outcome,treatment,alias,account_member,rejected_row,import"

static SyImportReport *
try_import (Fixture *fixture,
            SyProject *project,
            const char *content,
            const SyImportOptions *options,
            GError **error)
{
  static int n_files = 0;
  g_autofree char *name = g_strdup_printf ("in%d.csv", n_files++);
  g_autofree char *path = write_file (fixture, name, content);
  g_autoptr (SyImportPlan) plan = sy_import_plan_new (project, path, options, NULL, error);

  return plan != NULL ? sy_project_import (project, plan, NULL, NULL, NULL, error) : NULL;
}

static SyImportReport *
import_text (Fixture *fixture,
             SyProject *project,
             const char *content,
             const SyImportOptions *options)
{
  g_autoptr (GError) error = NULL;
  SyImportReport *report = try_import (fixture, project, content, options, &error);

  if (report == NULL)
    g_error ("%s", error->message);
  g_assert_cmpint (report->rows_read, ==, report->accepted + report->rejected + report->duplicates);
  return report;
}

static void
assert_counts (SyImportReport *report,
               gint64 accepted,
               gint64 rejected,
               gint64 duplicates)
{
  g_assert_cmpint (report->accepted, ==, accepted);
  g_assert_cmpint (report->rejected, ==, rejected);
  g_assert_cmpint (report->duplicates, ==, duplicates);
  sy_import_report_free (report);
}

static void
assert_healthy (SyProject *project)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyCheckReport) report = sy_project_check (project, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < report->problems->len; i++)
    g_test_message ("%s", (char *) report->problems->pdata[i]);
  g_assert_cmpuint (report->problems->len, ==, 0);
}

/* Everything an import may touch. */
static char *
dump (Fixture *fixture)
{
  g_auto (GStrv) tables = g_strsplit (TABLES, ",", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; tables[i] != NULL; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s", tables[i]);
      g_autofree char *rows = query_sql (fixture->path, sql);

      g_string_append_printf (text, "%s:\n%s", tables[i], rows);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_query (Fixture *fixture,
              const char *sql,
              const char *expected)
{
  g_autofree char *text = query_sql (fixture->path, sql);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_events (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (SyProjectInfo) info = NULL;
  g_autoptr (GPtrArray) imports = NULL;

  assert_counts (import_text (fixture, project,
                              "customer_id,timestamp,event_type,value,channel\n"
                              "007,2024-01-02T03:04:05.678Z,buy,1.5,web\n"
                              "\"a \"\"b\"\"\",2024-01-01,\"multi\nline\",-2e3,\n"
                              "007,1704164645,buy,,\"shop, old\"\n"
                              "007,1704164645,buy,,\"shop, old\"\n",
                              NULL),
                 4, 0, 0);
  assert_query (fixture, "SELECT id, person, type, time, amount FROM events_readable ORDER BY id",
                "1|007|buy|2024-01-02T03:04:05.678Z|1.5\n"
                "2|a \"b\"|multi\nline|2024-01-01T00:00:00.000Z|-2000.0\n"
                "3|007|buy|2024-01-02T03:04:05.000Z|\n"
                "4|007|buy|2024-01-02T03:04:05.000Z|\n");
  assert_query (fixture, "SELECT * FROM event_properties_readable ORDER BY 1, 2",
                "1|channel|web\n3|channel|shop, old\n4|channel|shop, old\n");
  assert_query (
      fixture,
      "SELECT count(*) FROM sqlite_schema WHERE name IN ('person_text', 'property_value_text')",
      "2\n");
  info = sy_project_get_info (project, NULL, NULL);
  g_assert_cmpint (info->n_events, ==, 4);
  g_assert_cmpint (info->n_people, ==, 2);
  g_assert_cmpuint (info->types->len, ==, 2);
  g_assert_cmpstr (((SyTypeInfo *) info->types->pdata[0])->name, ==, "buy");
  g_assert_cmpint (((SyTypeInfo *) info->types->pdata[0])->n_events, ==, 3);
  g_assert_cmpint (((SyTypeInfo *) info->types->pdata[0])->n_amounts, ==, 1);
  g_assert_cmpint (info->first_ms, ==, G_GINT64_CONSTANT (1704067200000));
  g_assert_cmpint (info->last_ms, ==, G_GINT64_CONSTANT (1704164645678));
  g_assert_cmpstr (info->properties[0], ==, "channel");
  imports = sy_project_list_imports (project, NULL);
  g_assert_cmpuint (imports->len, ==, 1);
  g_assert_cmpint (((SyImportRecord *) imports->pdata[0])->accepted, ==, 4);
  g_assert_cmpuint (strlen (((SyImportRecord *) imports->pdata[0])->digest), ==, 32);
  assert_healthy (project);
}

static void
test_rejected (Fixture *fixture,
               gconstpointer data)
{
  static const struct
  {
    const char *row;
    const char *column; /* NULL: the row; "" accepted */
    const char *word;
  } cases[] = {
    { "a,2024-01-01,buy,1", "", NULL },
    { ",2024-01-01,buy,1", "customer", "no person" },
    { "  ,2024-01-01,buy,1", "customer", "no person" },
    { "NULL,2024-01-01,buy,1", "customer", "no person" },
    { "a,,buy,1", "time", "no time" },
    { "a,n/a,buy,1", "time", "no time" },
    { "a,2023-02-29,buy,1", "time", "" },
    { "a,yesterday,buy,1", "time", "" },
    { "a,1969-12-31,buy,1", "time", "before" },
    { "a,1929-12-31,buy,1", "time", "before" },
    { "a,2065-01-01,buy,1", "time", "after" },
    { "a,2067-01-01,buy,1", "time", "after" },
    { "a,2024-01-01,,1", "event", "no event type" },
    { "a,2024-01-01,buy,one", "amount", "" },
    { "a,2024-01-01,buy,nan(0)", "amount", "" },
    { "a,2024-01-01,buy,inf", "amount", "" },
    { "a,2024-01-01,buy,1e999", "amount", "" },
    { "a,2024-01-01,buy,0x10", "amount", "" },
    { "a,2024-01-01,buy,N/A", "", NULL },
    { "a,2024-01-01,buy,NA", "", NULL },
    { "a,2024-01-01,buy,-", "", NULL },
    { "a,2024-01-01,buy,\"1,234.50\"", "", NULL },
    { "a,2024-01-01,buy", NULL, "" },
    { "a,2024-01-01,buy,1,2", NULL, "" },
    { "\"say \"\"hi\"\"\",2024-01-01,buy,\"o\"\"ne\"", "amount", "" },
  };
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GString) text = g_string_new ("customer,time,event,amount\n");
  g_autoptr (SyImportReport) report = NULL;
  g_autoptr (GPtrArray) kept = NULL;
  guint n = 0;

  /* Enough good rows that the columns are what they are. */
  for (int i = 0; i < 400; i++)
    g_string_append (text, "good,2024-01-01,buy,1\n");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_string_append_printf (text, "%s\n", cases[i].row);
  report = import_text (fixture, project, text->str, NULL);
  kept = sy_project_list_rejected (project, report->import_id, 0, 1000, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const SyRejectedRow *row;

      g_test_message ("%s", cases[i].row);
      if (g_strcmp0 (cases[i].column, "") == 0)
        {
          g_assert_cmpint (n < kept->len ? ((SyRejectedRow *) kept->pdata[n])->line : -1, !=,
                           402 + (int) i);
          continue;
        }
      g_assert_cmpuint (n, <, kept->len);
      row = kept->pdata[n];
      g_assert_cmpint (row->line, ==, 402 + (int) i);
      if (cases[i].column != NULL)
        g_assert_cmpstr (row->column, ==, cases[i].column);
      g_assert_cmpuint (strlen (row->reason), >, 3);
      g_assert_nonnull (strstr (row->reason, cases[i].word));
      g_assert_cmpstr (row->raw, ==, cases[i].row);
      /* The offset leads to the row. */
      g_assert_true (strncmp (text->str + row->offset, cases[i].row, strlen (cases[i].row)) == 0);
      g_assert_cmpstr (((SyRejectedRow *) report->bad_rows->pdata[n])->raw, ==, cases[i].row);
      n++;
    }
  g_assert_cmpuint (n, ==, kept->len);
  g_assert_cmpint (report->rejected, ==, n);
  assert_healthy (project);
}

/* The report shows a hundred, the project keeps all, broken bytes included. */
static void
test_all_rejected (Fixture *fixture,
                   gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GString) text = g_string_new ("customer,time,event\n");
  g_autoptr (SyImportReport) report = NULL;
  g_autoptr (SyImportOptions) options = sy_import_options_new ();
  g_autoptr (GPtrArray) kept = NULL;

  sy_import_options_set_encoding (options, "utf-8");
  sy_import_options_parse_map (options, "person=customer,time=time,type=event", NULL);
  for (int i = 0; i < 3000; i++)
    g_string_append (text, ",2024-01-01,buy\n");
  g_string_append (text, "caf\xe9,2024-01-01,buy\n");
  report = import_text (fixture, project, text->str, options);
  g_assert_cmpint (report->rejected, ==, 3001);
  g_assert_cmpuint (report->bad_rows->len, ==, SY_REPORT_BAD_ROWS);
  kept = sy_project_list_rejected (project, report->import_id, 2999, 10, NULL);
  g_assert_cmpuint (kept->len, ==, 2);
  g_assert_cmpstr (((SyRejectedRow *) kept->pdata[1])->raw, ==, "caf\xe9,2024-01-01,buy");
  assert_query (fixture, "SELECT count(*), count(first_event) FROM import", "1|0\n");
  assert_query (fixture, "SELECT typeof(raw), count(*) FROM rejected_row GROUP BY 1",
                "blob|1\ntext|3000\n");
  assert_healthy (project);
}

static void
test_range (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (SyImportOptions) options = sy_import_options_new ();

  sy_import_options_set_time_range (options, G_MININT64, G_MAXINT64);
  sy_import_options_parse_map (options, "person=customer,time=time,type=event", NULL);
  assert_counts (
      import_text (fixture, project,
                   "customer,time,event\na,1930-01-01T00:00:00Z,x\na,1929-12-31T23:59:59Z,x\n"
                   "a,2066-02-06T06:28:15Z,x\na,2066-02-06T06:28:16Z,x\na,1969-01-01,x\n",
                   options),
      3, 2, 0);
  assert_healthy (project);
}

static void
test_keys (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (SyImportReport) report = NULL;
  g_autofree char *long_key = g_strnfill (1001, 'k');
  g_autofree char *text =
      g_strdup_printf ("customer,time,event\n 00042 ,2024-01-01,\tbuy \n42,2024-01-01,buy\n"
                       "'; DROP TABLE event; --,2024-01-01,buy\nＡ＝,2024-01-01,buy\n"
                       "%s,2024-01-01,buy\n%s,2024-01-01,buy\n",
                       long_key, long_key + 1);

  report = import_text (fixture, project, text, NULL);
  g_assert_cmpint (report->accepted, ==, 5);
  g_assert_cmpint (report->rejected, ==, 1);
  g_assert_cmpint (report->n_new_people, ==, 5);
  g_assert_cmpint (report->n_new_types, ==, 1);
  g_assert_cmpuint (report->notes->len, ==, 1);
  g_assert_true (g_str_has_prefix (report->notes->pdata[0], "2 keys"));
  assert_query (fixture, "SELECT key FROM person WHERE id <= 4 ORDER BY id",
                "00042\n42\n'; DROP TABLE event; --\nＡ＝\n");
  assert_healthy (project);
}

static void
test_same_file (Fixture *fixture,
                gconstpointer data)
{
  const char *text =
      "customer,time,event,until\na,2024-01-01,x,2024-03-01\nb,2024-01-01,x,2024-03-01\n,2024-01-01,x,2024-03-01\n";
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (SyImportOptions) options = sy_import_options_new ();
  g_autoptr (SyImportReport) again = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  assert_counts (import_text (fixture, project, text, NULL), 2, 1, 0);
  before = dump (fixture);
  again = import_text (fixture, project, text, NULL);
  g_assert_cmpint (again->rows_read, ==, 3);
  g_assert_cmpint (again->duplicates, ==, 3);
  g_assert_cmpint (again->import_id, ==, 0);
  g_assert_cmpuint (again->bad_rows->len, ==, 0);
  g_assert_cmpuint (again->notes->len, ==, 1);
  after = dump (fixture);
  g_assert_cmpstr (before, ==, after);

  /* Another column as the time makes other events of it. */
  sy_import_options_parse_map (options, "time=until", NULL);
  sy_import_options_set_role (options, "time", SY_ROLE_IGNORE, NULL);
  assert_counts (import_text (fixture, project, text, options), 2, 1, 0);
  assert_healthy (project);
}

/* A file that cannot be looked at twice is known at its end. */
static void
test_same_stream (Fixture *fixture,
                  gconstpointer data)
{
  const char *text = "customer,time,event\na,2024-01-01,x\nb,2024-01-01,x\n";
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyImportPlan) plan = NULL;
  int fd;

  assert_counts (import_text (fixture, project, text, NULL), 2, 0, 0);
  before = dump (fixture);
  path = write_file (fixture, "piped.csv", text);
  fd = g_open (path, O_RDONLY, 0);
  g_assert_cmpint (dup2 (fd, 0), ==, 0);
  g_close (fd, NULL);
  plan = sy_import_plan_new (project, "-", NULL, NULL, &error);
  g_assert_no_error (error);
  assert_counts (sy_project_import (project, plan, NULL, NULL, NULL, &error), 0, 0, 2);
  after = dump (fixture);
  g_assert_cmpstr (before, ==, after);

  /* It has been read. */
  g_assert_null (sy_project_import (project, plan, NULL, NULL, NULL, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID);
}

static void
test_event_ids (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);

  assert_counts (import_text (fixture, project,
                              "event_id,customer,time,event\ne1,a,2024-01-01,x\ne2,b,2024-01-01,x\n"
                              "e3,b,2024-01-01,x\n,b,2024-01-01,x\n,b,2024-01-01,x\n",
                              NULL),
                 5, 0, 0);
  /* Known ids, an id twice, one that only a rejected row had, and a person that only a duplicate has. */
  {
    g_autoptr (SyImportOptions) options = sy_import_options_new ();

    sy_import_options_parse_map (options, "id=event_id", NULL);
    assert_counts (
        import_text (
            fixture, project,
            "event_id,customer,time,event\ne3,nobody,2024-01-01,x\ne4,b,2024-01-01,x\n e4 ,b,2024-01-01,x\n"
            "e5,,2024-01-01,x\ne5,b,2024-01-01,x\n",
            options),
        2, 1, 2);
  }
  assert_query (fixture, "SELECT event_id, key FROM event_key ORDER BY 1",
                "1|e1\n2|e2\n3|e3\n6|e4\n7|e5\n");
  assert_query (fixture, "SELECT count(*) FROM person WHERE key = 'nobody'", "0\n");
  assert_healthy (project);
}

static void
test_kinds (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (SyImportOptions) options = sy_import_options_new ();

  sy_import_options_set_kind (options, SY_IMPORT_ATTRIBUTES);
  assert_counts (import_text (fixture, project,
                              "customer,age,city\na,30,\nb,NIL,\"\"\na,31,Rome\n,1,x\n", options),
                 3, 1, 0);
  assert_query (
      fixture,
      "SELECT person, name, coalesce(value, '-') FROM attributes_readable ORDER BY 1, 2, 3",
      "a|age|30\na|age|31\na|city|-\na|city|Rome\nb|age|-\nb|city|-\n");

  sy_import_options_set_kind (options, SY_IMPORT_OUTCOMES);
  sy_import_options_set_type (options, "churn");
  assert_counts (import_text (fixture, project,
                              "customer,churned,churned_at\na,1,2024-01-01\nb,0,\nc,1,\n", options),
                 2, 1, 0);
  assert_query (fixture,
                "SELECT person, name, coalesce(time, '-'), value FROM outcomes_readable ORDER BY 1",
                "a|churn|2024-01-01T00:00:00.000Z|1\nb|churn|-|0\n");

  sy_import_options_set_type (options, NULL);
  sy_import_options_set_kind (options, SY_IMPORT_LINKS);
  assert_counts (import_text (fixture, project, "user_id,anonymous_id\na,x\na,a\nz,y\n", options),
                 2, 1, 0);
  assert_query (fixture, "SELECT * FROM links_readable ORDER BY 1", "x|a\ny|z\n");

  sy_import_options_set_kind (options, SY_IMPORT_ACCOUNTS);
  assert_counts (import_text (fixture, project,
                              "contact,company,role\na,acme,buyer\nb,acme,\n,acme,\n", options),
                 2, 1, 0);
  assert_query (fixture,
                "SELECT account, person, coalesce(role, '-') FROM accounts_readable ORDER BY 2",
                "acme|a|buyer\nacme|b|-\n");

  sy_import_options_set_kind (options, SY_IMPORT_TREATMENTS);
  assert_counts (
      import_text (
          fixture, project,
          "customer,campaign,variant,sent_at\na,spring,control,2024-01-01\nb,spring,mail,\n",
          options),
      1, 1, 0);
  assert_query (fixture, "SELECT person, name, value FROM treatments_readable",
                "a|spring|control\n");

  sy_import_options_set_kind (options, SY_IMPORT_EVENTS);
  assert_counts (
      import_text (
          fixture, project,
          "user,company_id,time,event\na,acme,2024-01-01,x\na,acme,2024-01-02,x\nd,,2024-01-02,x\n",
          options),
      3, 0, 0);
  assert_query (fixture, "SELECT count(*) FROM account_member", "3\n");
  assert_healthy (project);
}

/* Events keep the name they came with; what it counts as is resolved when a log is loaded. */
static void
test_type_alias (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEventLog) log = NULL;

  assert_counts (import_text (fixture, project, "customer,time,event\na,2024-01-01,buy\n", NULL), 1,
                 0, 0);
  g_assert_true (sy_project_set_type_alias (project, "purchase", "buy", &error));
  g_assert_no_error (error);
  assert_counts (import_text (fixture, project,
                              "customer,time,event\na,2024-01-01,purchase\na,2024-01-01,buy\n",
                              NULL),
                 2, 0, 0);
  assert_query (fixture, "SELECT type, count(*) FROM events_readable GROUP BY 1 ORDER BY 1",
                "buy|2\npurchase|1\n");
  log = sy_event_log_load (project, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sy_event_log_get_n_types (log), ==, 1);
  g_assert_cmpuint (sy_event_log_get_runs (log, 0)->n_events, ==, 3);
}

/* Rows across all borders of blocks, with properties that come and go. */
static void
test_many_rows (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GString) text = g_string_new ("customer,time,event,amount,p,q\n");
  int n_rejected = 0;

  for (int i = 0; i < 100000; i++)
    {
      g_string_append_printf (text, "c%d,%d,t%d,%d,%s,%d\n", i % 7001, 1700000000 + i, i % 13, i,
                              i < 40000 ? "" : "v", i % 1000);
      if (i % 977 == 5)
        {
          g_string_append (text, "nobody,never,none,1,none,none\n");
          n_rejected++;
        }
    }
  assert_counts (import_text (fixture, project, text->str, NULL), 100000, n_rejected, 0);
  assert_query (fixture, "SELECT count(*), count(DISTINCT key) FROM person", "7001|7001\n");
  assert_query (
      fixture,
      "SELECT count(*), sum(person.key = 'c' || (cast (amount AS INTEGER) % 7001)), sum(event_type.name = 't' || (cast (amount AS INTEGER) % 13)),"
      " sum(time_ms = (1700000000 + cast(amount AS INTEGER)) * 1000) FROM event"
      " JOIN person ON person.id = person_id JOIN event_type ON event_type.id = type_id",
      "100000|100000|100000|100000\n");
  assert_query (
      fixture,
      "SELECT property_name.name, count(*), sum(CASE property_name.name WHEN 'p' THEN amount >= 40000"
      " ELSE value = '' || (cast (amount AS INTEGER) % 1000) END) FROM event_property"
      " JOIN event ON event.id = event_id JOIN property_name ON property_name.id = name_id"
      " JOIN property_value ON property_value.id = value_id GROUP BY 1",
      "p|60000|60000\nq|100000|100000\n");
  assert_healthy (project);
}

typedef struct
{
  GCancellable *cancellable;
  int n_calls;
  int cancel_at;
} Canceller;

static void
count_progress (gint64 done,
                gint64 total,
                gpointer user_data)
{
  Canceller *canceller = user_data;

  g_assert_cmpint (done, <=, total);
  if (++canceller->n_calls == canceller->cancel_at)
    g_cancellable_cancel (canceller->cancellable);
}

/* At any moment: nothing of the file is left, the project goes on, and the same import then works. */
static void
test_cancel (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GString) text = g_string_new ("customer,time,event,amount,p\n");
  g_autoptr (SyImportPlan) plan = NULL;
  g_autoptr (SyImportReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *before = NULL;
  Canceller canceller = { 0 };

  assert_counts (import_text (fixture, project, "customer,time,event\na,2024-01-01,buy\n", NULL), 1,
                 0, 0);
  for (int i = 0; i < 60000; i++)
    g_string_append_printf (text, "c%d,%d,t,1,%d\n", i % 5000, 1700000000 + i, i % 300);
  path = write_file (fixture, "big.csv", text->str);
  before = dump (fixture);
  plan = sy_import_plan_new (project, path, NULL, NULL, &error);
  g_assert_no_error (error);
  for (int at = 0; at < 4; at++)
    {
      g_autofree char *after = NULL;

      canceller.cancellable = g_cancellable_new ();
      canceller.n_calls = 0;
      canceller.cancel_at = at;
      if (at == 0)
        g_cancellable_cancel (canceller.cancellable);
      g_assert_null (sy_project_import (project, plan, canceller.cancellable, count_progress,
                                        &canceller, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_error (&error);
      g_clear_object (&canceller.cancellable);
      after = dump (fixture);
      g_assert_cmpstr (before, ==, after);
      assert_healthy (project);
    }
  report = sy_project_import (project, plan, NULL, count_progress, &canceller, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->accepted, ==, 60000);
  g_assert_cmpint (canceller.n_calls, >, 3);
}

static void
test_refused (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (SyImportPlan) ready = NULL;
  g_autoptr (SyImportPlan) open = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *good = write_file (fixture, "good.csv",
                                      "customer,time,event\na,2024-01-01,buy\n");
  g_autofree char *bad = write_file (fixture, "bad.csv", "customer,time,event\na,01/02/2024,buy\n");

  ready = sy_import_plan_new (project, good, NULL, NULL, NULL);
  open = sy_import_plan_new (project, bad, NULL, NULL, NULL);
  g_assert_null (sy_project_import (project, open, NULL, NULL, NULL, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_clear_pointer (&project, sy_project_unref);

  project = sy_project_open (fixture->path, SY_PROJECT_READ_ONLY, NULL);
  g_assert_null (sy_project_import (project, ready, NULL, NULL, NULL, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_clear_pointer (&project, sy_project_unref);

  project = fixture_open (fixture);
  g_assert_cmpint (g_unlink (good), ==, 0);
  g_assert_null (sy_project_import (project, ready, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  assert_query (fixture, "SELECT count(*) FROM import", "0\n");
  assert_healthy (project);
}

/* A compressed file that ends too soon leaves nothing. */
static void
test_damaged_gzip (Fixture *fixture,
                   gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GString) text = g_string_new ("customer,time,event\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (GConverter)
      compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6));
  g_autofree char *packed = g_malloc (8000000);
  g_autofree char *path = g_build_filename (fixture->folder, "in.csv.gz", NULL);
  g_autofree char *before = dump (fixture);
  g_autofree char *after = NULL;
  g_autoptr (SyImportPlan) plan = NULL;
  gsize n_read;
  gsize n_written;

  for (int i = 0; i < 200000; i++)
    g_string_append_printf (text, "c%u,%d,t\n", g_test_rand_int (), 1700000000 + i);
  g_assert_cmpint (g_converter_convert (compressor, text->str, text->len, packed, 8000000,
                                        G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL),
                   ==, G_CONVERTER_FINISHED);
  g_assert_true (g_file_set_contents (path, packed, (gssize) n_written - 1000, NULL));
  plan = sy_import_plan_new (project, path, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (sy_project_import (project, plan, NULL, NULL, NULL, &error));
  g_assert_error (error, SY_CSV_ERROR, SY_CSV_ERROR_DAMAGED);
  g_clear_error (&error);
  after = dump (fixture);
  g_assert_cmpstr (before, ==, after);

  g_assert_true (g_file_set_contents (path, packed, (gssize) n_written, NULL));
  assert_counts (sy_project_import (project, plan, NULL, NULL, NULL, &error), 200000, 0, 0);
  assert_healthy (project);
}

/* One file of each kind; each import undone in turn, first and last, leaves what the others make. */
static void
test_undo (Fixture *fixture,
           gconstpointer data)
{
  static const struct
  {
    SyImportKind kind;
    const char *text;
  } files[] = {
    { SY_IMPORT_EVENTS,
      "event_id,customer,time,event,amount,channel,company_id\n1,a,2024-01-01,buy,1,web,acme\n2,b,2024-01-01,buy,2,shop,\n3,,2024-01-01,x,1,,\n" },
    { SY_IMPORT_EVENTS,
      "event_id,customer,time,event,amount,channel,place\n2,b,2024-01-01,buy,2,shop,\n4,b,2024-02-01,sell,2,web,Rome\n5,c,2024-02-02,buy,,phone,Oslo\n" },
    { SY_IMPORT_ATTRIBUTES, "customer,age,city\na,30,Rome\nd,,\n" },
    { SY_IMPORT_ATTRIBUTES, "customer,age,zip\na,31,100\nc,5,200\n" },
    { SY_IMPORT_OUTCOMES,
      "customer,outcome,outcome_time\nb,churn,2024-03-01\ne,churn,2024-03-02\n" },
    { SY_IMPORT_LINKS, "user_id,anonymous_id\nc,x\n" },
    { SY_IMPORT_ACCOUNTS, "contact,company\na,acme\nf,other\n" },
    { SY_IMPORT_TREATMENTS,
      "customer,campaign,variant,sent_at\na,spring,control,2024-01-01\ng,autumn,mail,2024-01-01\n" },
  };
  g_autoptr (SyProject) project = fixture_create (fixture);
  char *states[G_N_ELEMENTS (files)] = { NULL };
  g_autoptr (GError) error = NULL;
  gint64 ids[G_N_ELEMENTS (files)];
  char *empty = dump (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (SyImportOptions) options = sy_import_options_new ();
      g_autoptr (SyImportReport) report = NULL;

      sy_import_options_set_kind (options, files[i].kind);
      report = import_text (fixture, project, files[i].text, options);
      ids[i] = report->import_id;
      states[i] = dump (fixture);
    }
  assert_healthy (project);

  /* Backwards: every state comes back to the letter. */
  for (gsize i = G_N_ELEMENTS (files); i > 0; i--)
    {
      g_autofree char *state = NULL;

      g_assert_true (sy_project_undo_import (project, ids[i - 1], NULL, &error));
      g_assert_no_error (error);
      state = dump (fixture);
      g_assert_cmpstr (state, ==, i > 1 ? states[i - 2] : empty);
      assert_healthy (project);
    }
  g_free (empty);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    g_free (g_steal_pointer (&states[i]));

  g_assert_false (sy_project_undo_import (project, 99, NULL, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND);
}

/* Forwards: people and words that a later file uses too stay until that goes as well. */
static void
test_undo_first (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GError) error = NULL;

  assert_counts (import_text (fixture, project,
                              "customer,time,event,p\na,2024-01-01,buy,x\nb,2024-01-01,sell,y\n",
                              NULL),
                 2, 0, 0);
  assert_counts (import_text (fixture, project,
                              "customer,time,event,p\nb,2024-01-02,sell,x\nc,2024-01-01,give,z\n",
                              NULL),
                 2, 0, 0);
  run_sql (
      fixture->path,
      "INSERT INTO clean_rule VALUES (1, 'bots', '{}', 0, 0); INSERT INTO event_mark VALUES (1, 1), (3, 1)");
  g_assert_true (sy_project_undo_import (project, 1, NULL, &error));
  assert_query (fixture, "SELECT group_concat(key) FROM (SELECT key FROM person ORDER BY id)",
                "b,c\n");
  assert_query (fixture, "SELECT group_concat(name) FROM (SELECT name FROM event_type ORDER BY id)",
                "sell,give\n");
  assert_query (fixture,
                "SELECT group_concat(value) FROM (SELECT value FROM property_value ORDER BY id)",
                "x,z\n");
  assert_query (fixture, "SELECT group_concat(event_id) FROM event_mark", "3\n");
  assert_query (
      fixture,
      "SELECT group_concat(person || type) FROM (SELECT * FROM events_readable ORDER BY id)",
      "bsell,cgive\n");
  assert_healthy (project);

  /* What is undone can be imported again, and new ids do not meet old ones. */
  assert_counts (import_text (fixture, project,
                              "customer,time,event,p\na,2024-01-01,buy,x\nb,2024-01-01,sell,y\n",
                              NULL),
                 2, 0, 0);
  assert_query (
      fixture,
      "SELECT group_concat(person || type) FROM (SELECT * FROM events_readable ORDER BY id)",
      "bsell,cgive,abuy,bsell\n");
  g_assert_true (sy_project_undo_import (project, 2, NULL, &error));
  g_assert_true (sy_project_undo_import (project, 3, NULL, &error));
  assert_query (
      fixture,
      "SELECT (SELECT count(*) FROM person) + (SELECT count(*) FROM event_type) + (SELECT count(*) FROM property_value)"
      " + (SELECT count(*) FROM property_name) + (SELECT count(*) FROM event_mark)",
      "0\n");
  assert_query (fixture, "SELECT group_concat(action) FROM change_log",
                "create,import,import,undo-import,import,undo-import,undo-import\n");
}

/* Places, times and numbers that the C locale does not know. */
static void
test_zone (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (SyProject) project = sy_project_create (fixture->path, "Europe/Berlin", NULL);
  g_autoptr (SyImportOptions) options = sy_import_options_new ();

  sy_import_options_set_time_format (options, "dmy");
  assert_counts (
      import_text (
          fixture, project,
          "Kunde;Datum;Ereignis;Betrag\na;05.07.2024 12:00;Kauf;1.234,50 €\na;31.03.2024 02:30;Kauf;-0,5\na;27.10.2024 02:30;Kauf;7\n",
          options),
      3, 0, 0);
  /* The gap moves forward, the fold takes the first. */
  assert_query (
      fixture, "SELECT time, amount FROM events_readable ORDER BY id",
      "2024-07-05T10:00:00.000Z|1234.5\n2024-03-31T01:30:00.000Z|-0.5\n2024-10-27T00:30:00.000Z|7.0\n");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_TEST ("/store/import/events", test_events);
  ADD_TEST ("/store/import/A1-rejected", test_rejected);
  ADD_TEST ("/store/import/all-rejected", test_all_rejected);
  ADD_TEST ("/store/import/range", test_range);
  ADD_TEST ("/store/import/keys", test_keys);
  ADD_TEST ("/store/import/A16-same-file", test_same_file);
  ADD_TEST ("/store/import/same-stream", test_same_stream);
  ADD_TEST ("/store/import/event-ids", test_event_ids);
  ADD_TEST ("/store/import/A2-A4-A15-kinds", test_kinds);
  ADD_TEST ("/store/import/type-alias", test_type_alias);
  ADD_TEST ("/store/import/many-rows", test_many_rows);
  ADD_TEST ("/store/import/cancel", test_cancel);
  ADD_TEST ("/store/import/refused", test_refused);
  ADD_TEST ("/store/import/damaged-gzip", test_damaged_gzip);
  ADD_TEST ("/store/import/undo", test_undo);
  ADD_TEST ("/store/import/undo-first", test_undo_first);
  ADD_TEST ("/store/import/A9-zone", test_zone);
  return g_test_run ();
}
