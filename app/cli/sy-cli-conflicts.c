/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is in several segments, and which of them has them. */
#include "config.h"

#include "sy-cli.h"

/* The segments of a project and whom they mean. */
typedef struct
{
  SyCliRun run;
  SySegmentClaims *claims;
} Answer;

static void
clear_answer (Answer *answer)
{
  sy_cli_run_clear (&answer->run);
  g_clear_pointer (&answer->claims, sy_segment_claims_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, clear_answer)

static const char *
get_name (const Answer *answer,
          gsize segment)
{
  return ((const SySegmentRecord *) answer->claims->records->pdata[segment])->name;
}

SySegmentClaims *
sy_cli_claim_segments (SyCli *cli,
                       SyCliRun *run,
                       const char *model,
                       GError **error)
{
  g_autofree char *name = NULL;

  /* The model at hand; with several, each segment has to name its own. */
  if (model == NULL && sy_cli_choose_model (run->project, NULL, &name, NULL) != 0)
    model = name;
  return sy_segment_claims_new (run->project, run->log, model, run->as_of, cli->cancellable, error);
}

static void
write_segment (SyJsonWriter *writer,
               const Answer *answer,
               guint segment)
{
  const SySegmentClaim *claim = &g_array_index (answer->claims->claims, SySegmentClaim, segment);
  const SySegmentChoice *choice = answer->claims->choices->pdata[segment];

  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  sy_json_member_text (writer, "segment", get_name (answer, segment));
  sy_json_member_int (writer, "priority", claim->priority);
  sy_json_member_int (writer, "matching", (gint64) choice->n_matching);
  sy_json_member_int (writer, "converting", (gint64) choice->n_converting);
  sy_json_member_int (writer, "low", (gint64) choice->n_low);
  sy_json_member_int (writer, "waiting", (gint64) choice->n_waiting);
  sy_json_member_int (writer, "n", (gint64) claim->n_people);
  sy_json_member_int (writer, "kept", (gint64) claim->n_kept);
  sy_json_member_int (writer, "lost", (gint64) (claim->n_people - claim->n_kept));
  sy_json_writer_end_object (writer);
}

static SyExit
print_json (SyCli *cli,
            const Answer *answer)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_instant (writer, "as_of", answer->run.as_of);
  sy_json_begin_member (writer, "segments", TRUE);
  for (guint i = 0; i < answer->claims->records->len; i++)
    write_segment (writer, answer, i);
  sy_json_writer_end_array (writer);
  sy_json_begin_member (writer, "conflicts", TRUE);
  for (guint i = 0; i < answer->claims->conflicts->len; i++)
    {
      const SySegmentConflict *conflict = &g_array_index (answer->claims->conflicts, SySegmentConflict, i);

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "person",
                           sy_event_log_get_person_key (answer->run.log, conflict->person));
      sy_json_member_text (writer, "segment", get_name (answer, conflict->winner));
      sy_json_member_text (writer, "lost_by", get_name (answer, conflict->loser));
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  return sy_cli_print_json (cli, g_steal_pointer (&writer));
}

static SyCliTable *
make_segments (const Answer *answer)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "segment", "segment", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "priority", "priority", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "match", "matching", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "converting", "converting", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "low for long", "low", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "waiting", "waiting", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "chosen", "n", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "kept", "kept", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "lost", "lost", SY_ALIGN_RIGHT);
  for (guint i = 0; i < answer->claims->records->len; i++)
    {
      const SySegmentClaim *claim = &g_array_index (answer->claims->claims, SySegmentClaim, i);
      const SySegmentChoice *choice = answer->claims->choices->pdata[i];

      sy_cli_table_add_text (table, get_name (answer, i));
      sy_cli_table_add_int (table, claim->priority);
      sy_cli_table_add_int (table, (gint64) choice->n_matching);
      sy_cli_table_add_int (table, (gint64) choice->n_converting);
      sy_cli_table_add_int (table, (gint64) choice->n_low);
      sy_cli_table_add_int (table, (gint64) choice->n_waiting);
      sy_cli_table_add_int (table, (gint64) claim->n_people);
      sy_cli_table_add_int (table, (gint64) claim->n_kept);
      sy_cli_table_add_int (table, (gint64) (claim->n_people - claim->n_kept));
    }
  return table;
}

static SyCliTable *
make_losers (const Answer *answer)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "person", "person", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "segment", "segment", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "lost by", "lost_by", SY_ALIGN_LEFT);
  for (guint i = 0; i < answer->claims->conflicts->len; i++)
    {
      const SySegmentConflict *conflict = &g_array_index (answer->claims->conflicts, SySegmentConflict, i);

      sy_cli_table_add_text (table,
                             sy_event_log_get_person_key (answer->run.log, conflict->person));
      sy_cli_table_add_text (table, get_name (answer, conflict->winner));
      sy_cli_table_add_text (table, get_name (answer, conflict->loser));
    }
  return table;
}

static SyExit
print_table (SyCli *cli,
             const Answer *answer)
{
  g_autoptr (SyCliTable) segments = make_segments (answer);
  g_autoptr (SyCliTable) losers = make_losers (answer);
  g_autoptr (GString) out = g_string_new (NULL);

  if (cli->format == SY_FORMAT_CSV)
    return sy_cli_print_table (cli, losers);
  sy_cli_append_table (cli, out, segments);
  g_string_append_c (out, '\n');
  if (answer->claims->conflicts->len == 0)
    g_string_append (out, "Nobody is in two segments\n");
  else
    sy_cli_append_table (cli, out, losers);
  return sy_cli_print (cli, out->str);
}

/* The run needs a model to open: that of a segment, unless one is told. */
static gboolean
open_answer (SyCli *cli,
             const char *path,
             const char *model,
             const char *as_of,
             Answer *answer,
             GError **error)
{
  g_autoptr (SyProject) project = sy_cli_open (cli, path, SY_PROJECT_READ_ONLY, error);
  g_autoptr (GPtrArray) records = project == NULL ? NULL : sy_project_list_segments (project, error);
  g_autofree char *own = NULL;

  if (records == NULL)
    return FALSE;
  for (guint i = 0; own == NULL && i < records->len; i++)
    {
      const SySegmentRecord *record = records->pdata[i];
      g_autoptr (SySegment) segment = sy_segment_load (project, record->name, error);

      if (segment == NULL)
        return FALSE;
      own = g_strdup (segment->model);
    }
  return sy_cli_run_open (cli, path, SY_PROJECT_READ_ONLY, model != NULL ? model : own, NULL, as_of,
                          &answer->run, error);
}

static SyExit
run (SyCli *cli,
     const SyCommand *command,
     GStrv *argv)
{
  g_autofree char *as_of = NULL;
  g_autofree char *model = NULL;
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    SY_CLI_AS_OF_ENTRY (as_of),
    { "model", 0, 0, SY_OPTION_TEXT, &model, "The model of segments that name none", "NAME" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  if (!open_answer (cli, (*argv)[0], model, as_of, &answer, &error))
    return sy_cli_fail (cli, error);
  answer.claims = sy_cli_claim_segments (cli, &answer.run, model, &error);
  if (answer.claims == NULL)
    return sy_cli_fail (cli, error);
  sy_cli_end_progress (cli);
  return cli->format == SY_FORMAT_JSON ? print_json (cli, &answer) : print_table (cli, &answer);
}

const SyCommand sy_command_segment_conflicts = {
  "segment conflicts",
  "PROJECT",
  "Show who is in several segments, and which of them has them",
  "Everyone belongs to the segment of the highest priority that chose them, of equal ones to the\n"
  "first by name; the others lose them, and are listed. Also counts whom each segment leaves alone:\n"
  "converting already, low for long, or waiting for the next stage.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli segment conflicts sample.steelyard --as-of 2017-10-01\n",
  1,
  run,
};
