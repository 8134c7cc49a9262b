/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-support.h"

static SyImportPlan *
plan_text (Fixture *fixture,
           const char *content,
           const SyImportOptions *options)
{
  g_autofree char *path = write_file (fixture, "in.csv", content);
  g_autoptr (GError) error = NULL;
  SyImportPlan *plan = sy_import_plan_new (NULL, path, options, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (plan);
  return plan;
}

/* Headers, a row that is repeated with its @ counting up, and the role of each column: p t y (type) a i c (account) l . (property) - (left out). */
static const struct
{
  const char *name;
  SyImportKind kind;
  const char *header;
  const char *row;
  const char *roles;
} guesses[] = {
  { "plain", SY_IMPORT_EVENTS, "customer_id,timestamp,event_type,value,ref",
    "c@,2024-01-0@T00:00:00Z,buy,1.5,x@", "ptya." },
  { "camel case", SY_IMPORT_EVENTS, "CustomerID,InvoiceDate,EventName,Revenue",
    "@,2024-01-0@,buy,1.5", "ptya" },
  { "any order", SY_IMPORT_EVENTS, "amount;event;user;ts", "1.5;buy;u@;170000000@", "aypt" },
  { "spaces and case", SY_IMPORT_EVENTS, "User ID,Event Type,Event Time,Order Total",
    "u@,buy,2024-01-0@ 10:00,3", "pyta" },
  { "e-mail", SY_IMPORT_EVENTS, "E-Mail,Date,Action", "a@x.org,2024-01-0@,open", "pty" },
  { "id wins over e-mail", SY_IMPORT_EVENTS, "email,user_id,date,event",
    "a@x.org,@,2024-01-0@,open", ".pty" },
  { "German", SY_IMPORT_EVENTS, "Kundennummer;Datum;Ereignis;Betrag", "@;2024-01-0@;Kauf;1,50",
    "ptya" },
  { "French", SY_IMPORT_EVENTS, "id_client;date_heure;type_evenement;montant",
    "@;2024-01-0@ 10:00;achat;1,50", "ptya" },
  { "Spanish", SY_IMPORT_EVENTS, "id_cliente,fecha,evento,importe", "@,2024-01-0@,compra,2",
    "ptya" },
  { "Russian", SY_IMPORT_EVENTS, "клиент,дата,событие,сумма", "к@,2024-01-0@,покупка,2", "ptya" },
  { "Japanese", SY_IMPORT_EVENTS, "顧客ID,日時,イベント,金額", "@,2024-01-0@ 10:00,購入,200",
    "ptya" },
  { "Chinese", SY_IMPORT_EVENTS, "用户ID,时间,行为,金额", "@,2024-01-0@ 10:00,购买,200", "ptya" },
  { "words of a name", SY_IMPORT_EVENTS, "acme_customer_key,utc_timestamp,crm_event_name",
    "@,2024-01-0@,buy", "pty" },
  { "event id", SY_IMPORT_EVENTS, "event_id,user,time,event", "e@,u@,2024-01-0@,buy", "ipty" },
  { "an order id is none", SY_IMPORT_EVENTS, "order_id,user,time,event", "o@,u@,2024-01-0@,buy",
    ".pty" },
  { "an id that repeats is none", SY_IMPORT_EVENTS, "event_id,user,time,event",
    "e,u@,2024-01-0@,buy", ".pty" },
  { "account", SY_IMPORT_EVENTS, "user,company_id,time,event", "u@,c,2024-01-0@,buy", "pcty" },
  { "text is no amount", SY_IMPORT_EVENTS, "user,time,event,value", "u@,2024-01-0@,buy,green",
    "pty." },
  { "numbers are not times", SY_IMPORT_EVENTS, "user,time,happened,event", "u@,soon,2024-01-0@,buy",
    "p.ty" },
  { "no names", SY_IMPORT_EVENTS, NULL, "u@,2024-01-0@ 10:00:00,buy,12.50", "ptya" },
  { "attributes", SY_IMPORT_ATTRIBUTES, "customer_id,age,signup_date,value", "@,30,2024-01-0@,5",
    "p..." },
  { "outcomes", SY_IMPORT_OUTCOMES, "customer_id,outcome,outcome_timestamp,note",
    "@,churn,2024-01-0@,x", "pyt-" },
  { "links", SY_IMPORT_LINKS, "user_id,anonymous_id,reason", "u@,a@,login", "pl-" },
  { "accounts", SY_IMPORT_ACCOUNTS, "contact,company,role", "u@,acme,buyer", "pcy" },
  { "treatments", SY_IMPORT_TREATMENTS, "customer_id,campaign,variant,sent_at",
    "@,spring,control,2024-01-0@", "pyat" },
};

static char *
repeat_row (const char *header,
            const char *row)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (header != NULL)
    g_string_append_printf (text, "%s\n", header);
  for (int i = 1; i <= 9; i++)
    {
      gsize start = text->len;

      g_string_append_printf (text, "%s\n", row);
      for (gsize j = start; j < text->len; j++)
        if (text->str[j] == '@' && text->str[j + 1] != 'x')
          text->str[j] = (char) ('0' + i);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_guesses (Fixture *fixture,
              gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (guesses); i++)
    {
      g_autofree char *content = repeat_row (guesses[i].header, guesses[i].row);
      g_autoptr (SyImportOptions) options = sy_import_options_new ();
      g_autoptr (SyImportPlan) plan = NULL;
      g_autoptr (GString) roles = g_string_new (NULL);
      const SyPlanColumn *columns;
      gsize n_columns;

      sy_import_options_set_kind (options, guesses[i].kind);
      plan = plan_text (fixture, content, options);
      columns = sy_import_plan_get_columns (plan, &n_columns);
      for (gsize j = 0; j < n_columns; j++)
        {
          g_string_append_c (roles, "-.ptyaicl"[columns[j].role]);
          g_assert_true (columns[j].is_guessed);
          g_assert_nonnull (columns[j].fate);
          g_assert_nonnull (columns[j].reason);
          g_assert_cmpfloat (columns[j].confidence, >, 0);
          g_assert_cmpfloat (columns[j].confidence, <=, 1);
        }
      g_test_message ("%s", guesses[i].name);
      g_assert_cmpstr (roles->str, ==, guesses[i].roles);
      g_assert_true (sy_import_plan_is_ready (plan, NULL));
    }
}

static void
test_choices (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (SyImportOptions) options = sy_import_options_new ();
  g_autoptr (SyImportPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  const SyPlanColumn *columns;
  gsize n_columns;

  g_assert_true (sy_import_options_parse_map (options, "person=a\\,b,time=#2", &error));
  g_assert_no_error (error);
  sy_import_options_set_role (options, "kind", SY_ROLE_PROPERTY, "art");
  sy_import_options_set_role (options, "secret", SY_ROLE_IGNORE, NULL);
  sy_import_options_set_type (options, "purchase");
  sy_import_options_set_no_column (options, SY_ROLE_AMOUNT);
  plan = plan_text (fixture, "\"a,b\",when,kind,secret,amount\nx,2024-01-01,k,s,3\n", options);
  columns = sy_import_plan_get_columns (plan, &n_columns);
  g_assert_cmpuint (n_columns, ==, 5);
  g_assert_cmpint (columns[0].role, ==, SY_ROLE_PERSON);
  g_assert_cmpint (columns[1].role, ==, SY_ROLE_TIME);
  g_assert_false (columns[1].is_guessed);
  g_assert_cmpint (columns[2].role, ==, SY_ROLE_PROPERTY);
  g_assert_cmpstr (columns[2].target, ==, "art");
  g_assert_cmpint (columns[3].role, ==, SY_ROLE_IGNORE);
  g_assert_cmpint (columns[4].role, ==, SY_ROLE_PROPERTY);
  g_assert_true (sy_import_plan_is_ready (plan, &error));
}

static void
test_bad_choices (Fixture *fixture,
                  gconstpointer data)
{
  static const char *const maps[] = { "person", "person=", "colour=a",
                                      "person=a,,", "ignore=a", "=a" };
  g_autofree char *path = write_file (fixture, "in.csv", "customer,when,event\nx,2024-01-01,k\n");
  g_autoptr (SyImportOptions) options = sy_import_options_new ();
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (maps); i++)
    {
      g_assert_false (sy_import_options_parse_map (options, maps[i], &error));
      g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID);
      g_clear_error (&error);
    }
  sy_import_options_set_role (options, "custommer", SY_ROLE_PERSON, NULL);
  g_assert_null (sy_import_plan_new (NULL, path, options, NULL, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "did you mean “customer”"));
  g_clear_error (&error);
  sy_import_options_set_role (options, "custommer", SY_ROLE_IGNORE, NULL);
  g_assert_null (sy_import_plan_new (NULL, path, options, NULL, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID);
}

/* What stands in the way, and a word the message must have. */
static const struct
{
  const char *content;
  const char *word;
} obstacles[] = {
  { "a,b\nx,y\n", "person" },
  { "customer,b\nx,y\nz,y\n", "time" },
  { "customer,date,b\nx,2024-01-01,1.5\nz,2024-01-02,2.5\n", "--type" },
  { "customer,date,event\nx,03/04/2024,buy\nz,05/06/2024,buy\n", "dmy or mdy" },
  { "customer,date,event\nx,13/04/2024,buy\nz,05/26/2024,buy\n", "dmy or mdy" },
};

static void
test_obstacles (Fixture *fixture,
                gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (obstacles); i++)
    {
      g_autoptr (SyImportPlan) plan = plan_text (fixture, obstacles[i].content, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_false (sy_import_plan_is_ready (plan, &error));
      g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, obstacles[i].word));
    }
}

/* The order is open in the first megabyte and decided by a row after it. */
static void
test_late_decision (Fixture *fixture,
                    gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("customer,date,event\n");
  g_autoptr (SyImportPlan) open = NULL;
  g_autoptr (SyImportPlan) decided = NULL;

  for (int i = 0; i < 60000; i++)
    g_string_append_printf (text, "customer%05d,%02d/%02d/2024,buy\n", i, i % 12 + 1, i % 11 + 1);
  open = plan_text (fixture, text->str, NULL);
  g_assert_false (sy_import_plan_is_ready (open, NULL));
  g_assert_true (sy_import_plan_is_time_ambiguous (open));

  g_string_append (text, "late,25/12/2024,buy\n");
  decided = plan_text (fixture, text->str, NULL);
  g_assert_true (sy_import_plan_is_ready (decided, NULL));
  g_assert_cmpstr (sy_import_plan_get_time_format (decided), ==, "dmy");
}

static void
test_names (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (SyImportPlan) plan =
      plan_text (fixture,
                 "customer,date,event,amount,amount,, amount ,note\nx,2024-01-01,b,1,2,3,4,5\n",
                 NULL);
  static const char *const expected[] = { "customer", "date", "event", "amount",
                                          "amount (2)", "column 6", "amount (3)", "note" };
  const SyPlanColumn *columns;
  gsize n_columns;

  columns = sy_import_plan_get_columns (plan, &n_columns);
  g_assert_cmpuint (n_columns, ==, G_N_ELEMENTS (expected));
  for (gsize i = 0; i < n_columns; i++)
    g_assert_cmpstr (columns[i].name, ==, expected[i]);
  g_assert_cmpint (columns[3].role, ==, SY_ROLE_AMOUNT);
  g_assert_cmpint (columns[4].role, ==, SY_ROLE_PROPERTY);
  g_assert_cmpuint (sy_import_plan_get_warnings (plan)->len, >=, 2);
}

static void
test_preview (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("customer,date,event,amount\n");
  g_autoptr (SyImportPlan) plan = NULL;
  const SyPlanRow *rows;
  gsize n_rows;

  g_string_append (
      text,
      "a,2024-01-01,buy,1.5\nb,2024-13-01,buy,2\n,2024-01-01,buy,2\nc,2024-01-01,buy,many\nd,2024-01-01\nf,2024-01-01,buy,2\ng,2024-01-01,buy,2\nh,2024-01-01,buy,2\n\"e,2024-01-01,buy,1\n");
  plan = plan_text (fixture, text->str, NULL);
  rows = sy_import_plan_get_rows (plan, &n_rows);
  g_assert_cmpuint (n_rows, ==, 9);
  g_assert_null (rows[0].problem);
  g_assert_cmpint (rows[0].line, ==, 2);
  g_assert_cmpstr (rows[0].cells[3], ==, "1.5");
  g_assert_nonnull (rows[1].problems[1]);
  g_assert_null (rows[1].problems[0]);
  g_assert_cmpstr (rows[2].problems[0], ==, "no person");
  g_assert_nonnull (rows[3].problems[3]);
  g_assert_nonnull (rows[4].problem);
  g_assert_nonnull (rows[8].problem);
  g_assert_cmpuint (rows[8].n_cells, ==, 1);
  g_assert_true (sy_import_plan_is_ready (plan, NULL));
}

static void
test_many_rows (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("customer,date,event\n");
  g_autoptr (SyImportPlan) plan = NULL;
  gsize n_rows;

  for (int i = 0; i < 100000; i++)
    g_string_append_printf (text, "customer%d,2024-01-01,\"a\nb\"\n", i);
  plan = plan_text (fixture, text->str, NULL);
  sy_import_plan_get_rows (plan, &n_rows);
  g_assert_cmpuint (n_rows, ==, SY_PLAN_PREVIEW_ROWS);
  /* The row that the end of the sample cuts is no bad row. */
  for (guint i = 0; i < sy_import_plan_get_warnings (plan)->len; i++)
    g_assert_null (strstr (sy_import_plan_get_warnings (plan)->pdata[i], "rejected"));
}

static void
test_dialect (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (SyImportOptions) options = sy_import_options_new ();
  g_autoptr (SyImportPlan) plan = NULL;
  g_autoptr (SyImportPlan) headless = NULL;

  plan = plan_text (fixture,
                    "customer;date;event;amount\na;2024-01-01;buy;1,5\nb;2024-01-02;buy;2,75\n",
                    NULL);
  g_assert_cmpint (sy_import_plan_get_delimiter (plan), ==, ';');
  g_assert_cmpint (sy_import_plan_get_decimal_mark (plan), ==, ',');
  g_assert_true (sy_import_plan_has_header (plan));
  g_assert_cmpstr (sy_import_plan_get_encoding (plan), ==, "UTF-8");
  g_assert_nonnull (strstr (sy_import_plan_get_dialect_text (plan), "semicolon"));

  sy_import_options_set_header (options, 0);
  sy_import_options_set_decimal_mark (options, '.');
  headless = plan_text (fixture, "a;2024-01-01;buy;1.5\nb;2024-01-02;buy;2.75\n", options);
  g_assert_false (sy_import_plan_has_header (headless));
  g_assert_cmpint (sy_import_plan_get_decimal_mark (headless), ==, '.');
}

static void
test_too_many (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("customer,date,event");
  g_autoptr (SyImportPlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 600; i++)
    g_string_append_printf (text, ",p%d", i);
  g_string_append (text, "\na,2024-01-01,buy");
  for (int i = 0; i < 600; i++)
    g_string_append (text, ",x");
  g_string_append (text, "\n");
  plan = plan_text (fixture, text->str, NULL);
  g_assert_false (sy_import_plan_is_ready (plan, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "600"));
}

static void
test_no_file (Fixture *fixture,
              gconstpointer data)
{
  g_autofree char *empty = write_file (fixture, "empty.csv", "");
  g_autofree char *none = g_build_filename (fixture->folder, "none.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (sy_import_plan_new (NULL, none, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (sy_import_plan_new (NULL, empty, NULL, NULL, &error));
  g_assert_error (error, SY_CSV_ERROR, SY_CSV_ERROR_EMPTY);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_TEST ("/store/plan/guesses", test_guesses);
  ADD_TEST ("/store/plan/choices", test_choices);
  ADD_TEST ("/store/plan/bad-choices", test_bad_choices);
  ADD_TEST ("/store/plan/obstacles", test_obstacles);
  ADD_TEST ("/store/plan/late-decision", test_late_decision);
  ADD_TEST ("/store/plan/names", test_names);
  ADD_TEST ("/store/plan/preview", test_preview);
  ADD_TEST ("/store/plan/many-rows", test_many_rows);
  ADD_TEST ("/store/plan/dialect", test_dialect);
  ADD_TEST ("/store/plan/too-many", test_too_many);
  ADD_TEST ("/store/plan/no-file", test_no_file);
  return g_test_run ();
}
