/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is due, and what was done of it: model due, model checked. */
#include "config.h"

#include "sy-cli.h"

#include <string.h>

/* --- model checked --- */

typedef struct
{
  char *kind;
  char *author;
  char *note;
  char *on;
  char *model;
} CheckedOptions;

static void
clear_checked_options (CheckedOptions *options)
{
  g_free (options->kind);
  g_free (options->author);
  g_free (options->note);
  g_free (options->on);
  g_free (options->model);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CheckedOptions, clear_checked_options)

static gboolean
parse_kind (const char *text,
            SyCheckupKind *out_kind,
            GError **error)
{
  for (int i = SY_CHECKUP_REVIEW; i <= SY_CHECKUP_RECALIBRATION; i++)
    if (strcmp (text, sy_checkup_kind_get_name ((SyCheckupKind) i)) == 0)
      {
        *out_kind = (SyCheckupKind) i;
        return TRUE;
      }
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
               "--kind: “%s” is neither review nor recalibration", text);
  return FALSE;
}

static SyExit
note_checkup (SyCli *cli,
              const char *path,
              const CheckedOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) project = sy_cli_open (cli, path, SY_PROJECT_READ_WRITE, &error);
  g_autofree char *name = NULL;
  g_autofree char *day_text = NULL;
  g_autofree char *line = NULL;
  SyCheckup checkup = { .author = options->author, .note = options->note };
  gint32 day;
  gint64 id;

  id = project != NULL ? sy_cli_choose_model (project, options->model, &name, &error) : 0;
  if (id == 0 || !parse_kind (options->kind, &checkup.kind, &error) ||
      !sy_cli_parse_today (project, options->on, &day, &error))
    return sy_cli_fail (cli, error);
  if (checkup.author == NULL)
    checkup.author = (char *) g_get_user_name ();
  checkup.done_at_ms = options->on == NULL
                           ? g_get_real_time () / 1000
                           : sy_zone_day_start (sy_project_get_zone (project), day) * 1000;
  if (!sy_project_add_checkup (project, id, &checkup, &error))
    return sy_cli_fail (cli, error);
  day_text = sy_day_format (day);
  if (cli->format == SY_FORMAT_JSON)
    {
      g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "model", name);
      sy_json_member_text (writer, "kind", sy_checkup_kind_get_name (checkup.kind));
      sy_json_member_text (writer, "day", day_text);
      sy_json_member_text (writer, "author", checkup.author);
      sy_json_member_text (writer, "note", checkup.note);
      sy_json_writer_end_object (writer);
      return sy_cli_print_json (cli, g_steal_pointer (&writer));
    }
  line = g_strdup_printf ("Noted the %s of “%s” on %s by %s\n",
                          sy_checkup_kind_get_name (checkup.kind), name, day_text, checkup.author);
  return sy_cli_print (cli, line);
}

static SyExit
run_checked (SyCli *cli,
             const SyCommand *command,
             GStrv *argv)
{
  g_auto (CheckedOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "kind", 0, 0, SY_OPTION_TEXT, &options.kind, "What was done: review or recalibration",
      "KIND" },
    { "note", 0, 0, SY_OPTION_TEXT, &options.note, "What was found", "TEXT" },
    SY_CLI_AUTHOR_ENTRY (options.author),
    { "on", 0, 0, SY_OPTION_TEXT, &options.on, "The day it was done (default: today)", "DATE" },
    SY_CLI_MODEL_ENTRY (options.model),
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  if (options.kind == NULL)
    return sy_cli_fail_missing (cli, "--kind");
  return note_checkup (cli, (*argv)[0], &options);
}

/* --- model due --- */

typedef struct
{
  char *on;
  char *model;
} DueOptions;

static void
clear_due_options (DueOptions *options)
{
  g_free (options->on);
  g_free (options->model);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DueOptions, clear_due_options)

/* What is due of one model. */
typedef struct
{
  char *name;
  SyWeakening weakening;
  GPtrArray *due;
} ModelDue;

static void
free_model_due (gpointer data)
{
  ModelDue *self = data;

  g_free (self->name);
  g_clear_pointer (&self->due, g_ptr_array_unref);
  g_free (self);
}

static GPtrArray *
collect_due (SyCli *cli,
             SyProject *project,
             const char *only,
             gint32 today,
             GError **error)
{
  g_autoptr (GPtrArray) models = sy_project_list_models (project, error);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (free_model_due);
  g_autoptr (SyEventLog) log = NULL;

  sy_cli_start (cli, "reading events");
  for (guint i = 0; models != NULL && i < models->len; i++)
    {
      const SyModelRecord *record = models->pdata[i];
      ModelDue *model;

      if (only != NULL && strcmp (only, record->name) != 0)
        continue;
      model = g_new0 (ModelDue, 1);
      model->name = g_strdup (record->name);
      g_ptr_array_add (all, model);
      if (!sy_due_measure_weakening (project, record->id, &log, &model->weakening,
                                     cli->cancellable, sy_cli_show_progress, cli, error))
        return NULL;
      model->due = sy_due_list (project, record->id, today,
                                model->weakening.is_known ? &model->weakening : NULL, error);
      if (model->due == NULL)
        return NULL;
    }
  return models != NULL ? g_steal_pointer (&all) : NULL;
}

static void
write_weakening (SyJsonWriter *writer,
                 const SyWeakening *weakening)
{
  sy_json_begin_member (writer, "outcome", FALSE);
  sy_json_member_instant (writer, "then_as_of", weakening->then_as_of);
  sy_json_member_instant (writer, "now_as_of", weakening->now_as_of);
  sy_json_member_auc (writer, "then", &weakening->then);
  sy_json_member_auc (writer, "now", &weakening->now);
  sy_json_member_number (writer, "difference", weakening->difference);
  sy_json_member_number (writer, "p", weakening->p);
  sy_json_member_boolean (writer, "weaker", weakening->is_weaker);
  sy_json_writer_end_object (writer);
}

static void
write_due (SyJsonWriter *writer,
           const SyDue *due)
{
  g_autofree char *last = sy_day_format (due->last_day);
  g_autofree char *day = sy_day_format (due->due_day);

  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  sy_json_member_text (writer, "kind", sy_checkup_kind_get_name (due->kind));
  sy_json_member_text (writer, "cause", sy_due_cause_get_name (due->cause));
  sy_json_member_text (writer, "last", last);
  sy_json_member_text (writer, "due", day);
  sy_json_member_boolean (writer, "overdue", due->is_overdue);
  sy_json_member_text (writer, "text", due->text);
  sy_json_writer_end_object (writer);
}

static SyExit
print_due_json (SyCli *cli,
                GPtrArray *all,
                gint32 today)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();
  g_autofree char *day = sy_day_format (today);

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_text (writer, "on", day);
  sy_json_begin_member (writer, "models", TRUE);
  for (guint i = 0; i < all->len; i++)
    {
      const ModelDue *model = all->pdata[i];

      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "model", model->name);
      if (model->weakening.is_known)
        write_weakening (writer, &model->weakening);
      sy_json_begin_member (writer, "due", TRUE);
      for (guint j = 0; j < model->due->len; j++)
        write_due (writer, model->due->pdata[j]);
      sy_json_writer_end_array (writer);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  return sy_cli_print_json (cli, g_steal_pointer (&writer));
}

static SyExit
print_due_table (SyCli *cli,
                 GPtrArray *all)
{
  g_autoptr (SyCliTable) table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "model", "model", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "what", "kind", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "due", "due", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "state", "state", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "why", "text", SY_ALIGN_LEFT);
  for (guint i = 0; i < all->len; i++)
    {
      const ModelDue *model = all->pdata[i];

      for (guint j = 0; j < model->due->len; j++)
        {
          const SyDue *due = model->due->pdata[j];
          g_autofree char *day = sy_day_format (due->due_day);

          sy_cli_table_add_text (table, model->name);
          sy_cli_table_add_text (table, sy_checkup_kind_get_name (due->kind));
          sy_cli_table_add_text (table, day);
          sy_cli_table_add_text (table, due->is_overdue ? "overdue" : "to come");
          sy_cli_table_add_text (table, due->text);
        }
    }
  return sy_cli_print_table (cli, table);
}

static gboolean
has_overdue (GPtrArray *all)
{
  for (guint i = 0; i < all->len; i++)
    {
      const ModelDue *model = all->pdata[i];

      for (guint j = 0; j < model->due->len; j++)
        if (((const SyDue *) model->due->pdata[j])->is_overdue)
          return TRUE;
    }
  return FALSE;
}

static SyExit
run_due (SyCli *cli,
         const SyCommand *command,
         GStrv *argv)
{
  g_auto (DueOptions) options = { 0 };
  g_autoptr (SyProject) project = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  const GOptionEntry entries[] = {
    { "on", 0, 0, SY_OPTION_TEXT, &options.on, "The day to ask for (default: today)", "DATE" },
    { "model", 0, 0, SY_OPTION_TEXT, &options.model, "Only this model", "NAME" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  gint32 today;
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  project = sy_cli_open (cli, (*argv)[0], SY_PROJECT_READ_ONLY, &error);
  if (project == NULL || !sy_cli_parse_today (project, options.on, &today, &error) ||
      (options.model != NULL && sy_cli_choose_model (project, options.model, &name, &error) == 0))
    return sy_cli_fail (cli, error);
  all = collect_due (cli, project, name, today, &error);
  if (all == NULL)
    return sy_cli_fail (cli, error);
  sy_cli_end_progress (cli);
  code = cli->format == SY_FORMAT_JSON ? print_due_json (cli, all, today)
                                       : print_due_table (cli, all);
  return code == SY_EXIT_DONE && has_overdue (all) ? SY_EXIT_CHECK_FAILED : code;
}

const SyCommand sy_command_model_checked = {
  "model checked",
  "PROJECT",
  "Note that a model was reviewed or recalibrated",
  "The next one is due so many days later as model care says.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli model checked sample.steelyard --model Engagement --kind review --author Ana --note \"Weights still fit\"\n",
  1,
  run_checked,
};

const SyCommand sy_command_model_due = {
  "model due",
  "PROJECT",
  "List reviews and recalibrations that are due",
  "A review is due so many days after the last one as model care says. A recalibration of a published\n"
  "model is due after 91 days or what model care says, on the day of a note on a launch or another\n"
  "change (note add), and when the AUC at the newest date whose outcome is known is lower than it was\n"
  "when the version was published, by more than chance. A new version counts as both.\n"
  "Exits with 1 when something is overdue.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli model due sample.steelyard\n",
  1,
  run_due,
};
