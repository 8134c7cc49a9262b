/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is who: the match report, people who are perhaps one, and the rule for shared identifiers. */
#include "config.h"

#include "sy-cli.h"

#include <math.h>

/* --- report --- */

static double
get_share (gint64 part,
           gint64 whole)
{
  return whole == 0 ? (double) NAN : (double) part / (double) whole;
}

static void
write_stage (SyJsonWriter *writer,
             const SyIdentityReport *report,
             const SyIdentityStage *stage)
{
  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  sy_json_member_int (writer, "import", stage->import_id);
  sy_json_member_int (writer, "links", stage->n_links);
  sy_json_member_int (writer, "people", stage->n_people);
  sy_json_member_int (writer, "shared", stage->n_shared);
  sy_json_member_int (writer, "attributed", stage->n_attributed);
  sy_json_member_number (writer, "share", get_share (stage->n_attributed, report->n_events));
  sy_json_member_int (writer, "orphans", stage->n_orphans);
  sy_json_member_int (writer, "without_account", stage->n_without_account);
  sy_json_writer_end_object (writer);
}

static SyExit
print_report_json (SyCli *cli,
                   const SyIdentityReport *report)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_int (writer, "limit", report->limit);
  sy_json_member_int (writer, "keys", report->n_keys);
  sy_json_member_int (writer, "events", report->n_events);
  sy_json_begin_member (writer, "stages", TRUE);
  for (gsize i = 0; i < report->n_stages; i++)
    write_stage (writer, report, &report->stages[i]);
  sy_json_writer_end_array (writer);
  sy_json_begin_member (writer, "shared", TRUE);
  for (guint i = 0; i < report->shared->len; i++)
    {
      const SySharedIdentifier *shared = report->shared->pdata[i];

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "key", shared->key);
      sy_json_member_int (writer, "people", shared->n_people);
      sy_json_member_int (writer, "events", shared->n_events);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  return sy_cli_print_json (cli, g_steal_pointer (&writer));
}

static SyCliTable *
make_stages_table (const SyIdentityReport *report)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "after", "import", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "links", "links", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "people", "people", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "attributed", "attributed", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "share", "share", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "orphans", "orphans", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "no account", "without_account", SY_ALIGN_RIGHT);
  for (gsize i = 0; i < report->n_stages; i++)
    {
      const SyIdentityStage *stage = &report->stages[i];
      g_autofree char *name = stage->import_id == 0
                                  ? g_strdup ("no links")
                                  : g_strdup_printf ("import %" G_GINT64_FORMAT, stage->import_id);

      sy_cli_table_add_text (table, name);
      sy_cli_table_add_int (table, stage->n_links);
      sy_cli_table_add_int (table, stage->n_people);
      sy_cli_table_add_int (table, stage->n_attributed);
      sy_cli_table_add_share (table, get_share (stage->n_attributed, report->n_events));
      sy_cli_table_add_int (table, stage->n_orphans);
      sy_cli_table_add_int (table, stage->n_without_account);
    }
  return table;
}

static SyExit
print_report (SyCli *cli,
              const SyIdentityReport *report)
{
  g_autoptr (SyCliTable) stages = make_stages_table (report);
  g_autoptr (SyCliTable) identifiers = sy_cli_table_new ();
  g_autoptr (GString) out = g_string_new (NULL);

  if (cli->format == SY_FORMAT_CSV)
    return sy_cli_print_table (cli, stages);
  g_string_append_printf (out,
                          "%" G_GINT64_FORMAT " keys, %" G_GINT64_FORMAT
                          " people, %" G_GINT64_FORMAT " events\n\n",
                          report->n_keys, sy_identity_report_get_now (report)->n_people,
                          report->n_events);
  sy_cli_append_table (cli, out, stages);
  if (report->shared->len > 0)
    {
      g_string_append_printf (out, "\nLinked to more than %u people, and so not used to merge:\n",
                              report->limit);
      sy_cli_table_add_column (identifiers, "identifier", "identifier", SY_ALIGN_LEFT);
      sy_cli_table_add_column (identifiers, "people", "people", SY_ALIGN_RIGHT);
      sy_cli_table_add_column (identifiers, "events", "events", SY_ALIGN_RIGHT);
      for (guint i = 0; i < report->shared->len; i++)
        {
          const SySharedIdentifier *shared = report->shared->pdata[i];

          sy_cli_table_add_text (identifiers, shared->key);
          sy_cli_table_add_int (identifiers, shared->n_people);
          sy_cli_table_add_int (identifiers, shared->n_events);
        }
      sy_cli_append_table (cli, out, identifiers);
    }
  return sy_cli_print (cli, out->str);
}

static SyExit
run_report (SyCli *cli,
            const SyCommand *command,
            GStrv *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) project = NULL;
  g_autoptr (SyIdentityReport) report = NULL;
  SyExit code;

  if (!sy_cli_parse (cli, command, NULL, argv, &code))
    return code;
  project = sy_cli_open (cli, (*argv)[0], SY_PROJECT_READ_ONLY, &error);
  report = project == NULL ? NULL : sy_identity_report_run (project, cli->cancellable, &error);
  if (report == NULL)
    return sy_cli_fail (cli, error);
  return cli->format == SY_FORMAT_JSON ? print_report_json (cli, report)
                                       : print_report (cli, report);
}

/* --- candidates --- */

static SyExit
print_candidates_json (SyCli *cli,
                       GPtrArray *candidates)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_begin_member (writer, "candidates", TRUE);
  for (guint i = 0; i < candidates->len; i++)
    {
      const SyDuplicate *candidate = candidates->pdata[i];

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "kind", sy_duplicate_kind_to_string (candidate->kind));
      sy_json_member_text (writer, "value", candidate->value);
      sy_json_member_texts (writer, "keys", (const char *const *) candidate->keys);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  return sy_cli_print_json (cli, g_steal_pointer (&writer));
}

/* One row a link, so that the CSV can be imported as it is. */
static SyExit
print_candidates (SyCli *cli,
                  GPtrArray *candidates)
{
  g_autoptr (SyCliTable) table = sy_cli_table_new ();

  if (candidates->len == 0 && cli->format == SY_FORMAT_TABLE)
    return sy_cli_print (cli, "No two people share an e-mail address or a telephone number\n");
  sy_cli_table_add_column (table, "perhaps also", "alias", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "person", "person", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "by", "kind", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "value", "value", SY_ALIGN_LEFT);
  for (guint i = 0; i < candidates->len; i++)
    {
      const SyDuplicate *candidate = candidates->pdata[i];

      for (char **key = candidate->keys + 1; *key != NULL; key++)
        {
          sy_cli_table_add_text (table, *key);
          sy_cli_table_add_text (table, candidate->keys[0]);
          sy_cli_table_add_text (table, sy_duplicate_kind_to_string (candidate->kind));
          sy_cli_table_add_text (table, candidate->value);
        }
    }
  return sy_cli_print_table (cli, table);
}

static SyExit
run_candidates (SyCli *cli,
                const SyCommand *command,
                GStrv *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) project = NULL;
  g_autoptr (GPtrArray) candidates = NULL;
  SyExit code;

  if (!sy_cli_parse (cli, command, NULL, argv, &code))
    return code;
  project = sy_cli_open (cli, (*argv)[0], SY_PROJECT_READ_ONLY, &error);
  candidates = project == NULL ? NULL : sy_duplicates_find (project, cli->cancellable, &error);
  if (candidates == NULL)
    return sy_cli_fail (cli, error);
  return cli->format == SY_FORMAT_JSON ? print_candidates_json (cli, candidates)
                                       : print_candidates (cli, candidates);
}

/* --- rule --- */

static SyExit
print_rule (SyCli *cli,
            guint limit)
{
  g_autoptr (SyJsonWriter) writer = NULL;
  g_autofree char *line = NULL;

  if (cli->format == SY_FORMAT_JSON)
    {
      writer = sy_json_writer_new ();
      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_int (writer, "max_people", limit);
      sy_json_writer_end_object (writer);
      return sy_cli_print_json (cli, g_steal_pointer (&writer));
    }
  if (cli->format == SY_FORMAT_CSV)
    line = g_strdup_printf ("max_people\n%u\n", limit);
  else if (limit == 0)
    line = g_strdup ("An identifier merges however many people it is linked to\n");
  else
    line = g_strdup_printf ("An identifier that is linked to more than %u people merges nobody\n",
                            limit);
  return sy_cli_print (cli, line);
}

static SyExit
run_rule (SyCli *cli,
          const SyCommand *command,
          GStrv *argv)
{
  g_autofree char *max_people = NULL;
  const GOptionEntry entries[] = {
    { "max-people", 0, 0, SY_OPTION_TEXT, &max_people,
      "Change the rule: to how many people at most (0: any number)", "N" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) project = NULL;
  guint limit = 0;
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  if (!sy_cli_parse_count ("--max-people", max_people, 0, G_MAXINT32, &limit, &error))
    return sy_cli_fail (cli, error);
  project = sy_cli_open (cli, (*argv)[0],
                         max_people != NULL ? SY_PROJECT_READ_WRITE : SY_PROJECT_READ_ONLY, &error);
  if (project == NULL ||
      (max_people != NULL && !sy_project_set_identity_limit (project, limit, &error)))
    return sy_cli_fail (cli, error);
  return print_rule (cli, sy_project_get_identity_limit (project));
}

const SyCommand sy_command_identity_report = {
  "identity report",
  "PROJECT",
  "Show how events find their people, before and after each import of links",
  "An event is attributed when more is known of its person than events: an attribute, an outcome,\n"
  "a treatment, an account, or a link that names the person. The others are orphans.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli identity report sample.steelyard\n",
  1,
  run_report,
};

const SyCommand sy_command_identity_candidates = {
  "identity candidates",
  "PROJECT",
  "List people who are perhaps one",
  "Compares e-mail addresses (case, tags after a plus, dots at Gmail) and telephone numbers in keys\n"
  "and attributes. Nothing is merged; the CSV can be imported as links when you agree.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli identity candidates sample.steelyard\n",
  1,
  run_candidates,
};

const SyCommand sy_command_identity_rule = {
  "identity rule",
  "PROJECT",
  "Show or change the rule for shared identifiers",
  "A device or an address of many people says nothing about who is who. Beyond this many people an\n"
  "identifier is not used to merge, and keeps its events.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli identity rule sample.steelyard --max-people 5\n",
  1,
  run_rule,
};
