/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened to the business: note add, list, remove. */
#include "config.h"

#include "sy-cli.h"

typedef struct
{
  char *day;
  char *kind;
  char *text;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->day);
  g_free (options->kind);
  g_free (options->text);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

void
sy_cli_write_note (SyJsonWriter *writer,
                   const SyNote *note)
{
  g_autofree char *day = sy_day_format (note->day);

  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  sy_json_member_int (writer, "id", note->id);
  sy_json_member_text (writer, "day", day);
  sy_json_member_text (writer, "kind", sy_note_kind_get_name (note->kind));
  sy_json_member_text (writer, "text", note->text);
  sy_json_writer_end_object (writer);
}

static SyExit
print_notes (SyCli *cli,
             GPtrArray *notes)
{
  g_autoptr (SyCliTable) table = sy_cli_table_new ();

  if (cli->format == SY_FORMAT_JSON)
    {
      g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_begin_member (writer, "notes", TRUE);
      for (guint i = 0; i < notes->len; i++)
        sy_cli_write_note (writer, notes->pdata[i]);
      sy_json_writer_end_array (writer);
      sy_json_writer_end_object (writer);
      return sy_cli_print_json (cli, g_steal_pointer (&writer));
    }
  sy_cli_table_add_column (table, "number", "id", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "day", "day", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "kind", "kind", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "what happened", "text", SY_ALIGN_LEFT);
  for (guint i = 0; i < notes->len; i++)
    {
      const SyNote *note = notes->pdata[i];
      g_autofree char *day = sy_day_format (note->day);

      sy_cli_table_add_int (table, note->id);
      sy_cli_table_add_text (table, day);
      sy_cli_table_add_text (table, sy_note_kind_get_name (note->kind));
      sy_cli_table_add_text (table, note->text);
    }
  return sy_cli_print_table (cli, table);
}

static SyExit
list_notes (SyCli *cli,
            SyProject *project)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) notes = sy_project_list_notes (project, &error);

  return notes == NULL ? sy_cli_fail (cli, error) : print_notes (cli, notes);
}

static gboolean
parse_options (const Options *options,
               gint32 *out_day,
               SyNoteKind *out_kind,
               GError **error)
{
  *out_kind = SY_NOTE_OTHER;
  if (!sy_day_parse (options->day, out_day))
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                   "--day: “%s” is not a date such as 2024-01-31", options->day);
      return FALSE;
    }
  if (options->kind == NULL || sy_note_kind_parse (options->kind, out_kind))
    return TRUE;
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
               "--kind: “%s” is none of launch, pricing, channel, product, tracking and other",
               options->kind);
  return FALSE;
}

static SyExit
run_add (SyCli *cli,
         const SyCommand *command,
         GStrv *argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (SyProject) project = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "day", 0, 0, SY_OPTION_TEXT, &options.day, "When", "DATE" },
    { "kind", 0, 0, SY_OPTION_TEXT, &options.kind,
      "launch, pricing, channel, product, tracking or other (default: other)", "KIND" },
    { "text", 0, 0, SY_OPTION_TEXT, &options.text, "What happened, in a few words", "TEXT" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyNoteKind kind;
  gint32 day;
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  if (options.day == NULL || options.text == NULL)
    return sy_cli_fail_missing (cli, "--day and --text");
  if (!parse_options (&options, &day, &kind, &error))
    return sy_cli_fail (cli, error);
  project = sy_cli_open (cli, (*argv)[0], SY_PROJECT_READ_WRITE, &error);
  if (project == NULL || sy_project_add_note (project, day, kind, options.text, &error) == 0)
    return sy_cli_fail (cli, error);
  return list_notes (cli, project);
}

static SyExit
run_list (SyCli *cli,
          const SyCommand *command,
          GStrv *argv)
{
  g_autoptr (SyProject) project = NULL;
  g_autoptr (GError) error = NULL;
  SyExit code;

  if (!sy_cli_parse (cli, command, NULL, argv, &code))
    return code;
  project = sy_cli_open (cli, (*argv)[0], SY_PROJECT_READ_ONLY, &error);
  return project == NULL ? sy_cli_fail (cli, error) : list_notes (cli, project);
}

static SyExit
run_remove (SyCli *cli,
            const SyCommand *command,
            GStrv *argv)
{
  g_autoptr (SyProject) project = NULL;
  g_autoptr (GError) error = NULL;
  guint id = 0;
  SyExit code;

  if (!sy_cli_parse (cli, command, NULL, argv, &code))
    return code;
  if (!sy_cli_parse_count ("NUMBER", (*argv)[1], 1, G_MAXINT, &id, &error))
    return sy_cli_fail (cli, error);
  project = sy_cli_open (cli, (*argv)[0], SY_PROJECT_READ_WRITE, &error);
  if (project == NULL || !sy_project_remove_note (project, id, &error))
    return sy_cli_fail (cli, error);
  return list_notes (cli, project);
}

const SyCommand sy_command_note_add = {
  "note add",
  "PROJECT",
  "Note what happened on a day, for the time axes of all charts",
  "A launch, a price change, a new channel, a change of the product or of what is recorded explains\n"
  "many a break in a curve. All but other also make a recalibration due (model due).\n"
  "\n"
  "Example:\n"
  "  steelyard-cli note add sample.steelyard --day 2017-08-15 --kind pricing --text \"New prices\"\n",
  1,
  run_add,
};

const SyCommand sy_command_note_list = {
  "note list",
  "PROJECT",
  "List the notes",
  "Example:\n"
  "  steelyard-cli note list sample.steelyard\n",
  1,
  run_list,
};

const SyCommand sy_command_note_remove = {
  "note remove",
  "PROJECT NUMBER",
  "Take a note away",
  "Example:\n"
  "  steelyard-cli note remove sample.steelyard 1\n",
  2,
  run_remove,
};
