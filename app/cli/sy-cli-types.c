/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The event dictionary: what types mean, which names are the same, which are muted. */
#include "config.h"

#include "sy-cli-clean.h"

#include <math.h>
#include <string.h>

/* --- list --- */

static void
add_type_columns (SyCliTable *table)
{
  sy_cli_table_add_column (table, "type", "type", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "counts as", "counts_as", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "category", "category", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "events", "events", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "first", "first", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "last", "last", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "state", "state", SY_ALIGN_LEFT);
}

static const char *
get_state (const SyTypeEntry *entry)
{
  if (entry->canonical != NULL)
    return "alias";
  if (entry->is_muted)
    return "muted";
  return sy_type_entry_is_unmapped (entry) ? "unmapped" : "known";
}

static char *
format_day (SyZone *zone,
            const SyTypeEntry *entry,
            gint64 time_ms)
{
  return entry->n_events == 0
             ? g_strdup ("")
             : sy_day_format (sy_zone_day (zone, (gint64) floor ((double) time_ms / 1000)));
}

static void
write_nullable (SyJsonWriter *writer,
                const char *key,
                const char *text)
{
  sy_json_writer_key (writer, key);
  if (text == NULL || *text == '\0')
    sy_json_writer_null (writer);
  else
    sy_json_writer_text (writer, text);
}

static void
write_type (SyJsonWriter *writer,
            const SyTypeEntry *entry)
{
  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_text (writer, "type", entry->name);
  write_nullable (writer, "counts_as", entry->canonical);
  sy_json_member_text (writer, "state", get_state (entry));
  write_nullable (writer, "category", sy_type_category_get_name (entry->category));
  sy_json_member_int (writer, "polarity", entry->polarity);
  write_nullable (writer, "channel", entry->channel);
  write_nullable (writer, "owner", entry->owner);
  write_nullable (writer, "meaning", entry->meaning);
  sy_json_member_number (writer, "cadence_days", entry->cadence_days);
  sy_json_member_boolean (writer, "muted", entry->is_muted);
  sy_json_member_int (writer, "events", entry->n_events);
  sy_json_writer_end_object (writer);
}

static SyExit
print_types (SyCli *cli,
             SyProject *project,
             GPtrArray *types)
{
  g_autoptr (SyCliTable) table = sy_cli_table_new ();
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

  add_type_columns (table);
  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_begin_member (writer, "types", TRUE);
  for (guint i = 0; i < types->len; i++)
    {
      const SyTypeEntry *entry = types->pdata[i];
      g_autofree char *first = format_day (sy_project_get_zone (project), entry, entry->first_ms);
      g_autofree char *last = format_day (sy_project_get_zone (project), entry, entry->last_ms);

      sy_cli_table_add_text (table, entry->name);
      sy_cli_table_add_text (table, entry->canonical != NULL ? entry->canonical : "");
      sy_cli_table_add_text (table, sy_type_category_get_name (entry->category));
      sy_cli_table_add_int (table, entry->n_events);
      sy_cli_table_add_text (table, first);
      sy_cli_table_add_text (table, last);
      sy_cli_table_add_text (table, get_state (entry));
      write_type (writer, entry);
    }
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  if (cli->format == SY_FORMAT_JSON)
    return sy_cli_print_json (cli, g_steal_pointer (&writer));
  return sy_cli_print_table (cli, table);
}

static SyExit
run_list (SyCli *cli,
          const SyCommand *command,
          GStrv *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) project = NULL;
  g_autoptr (GPtrArray) types = NULL;
  gboolean only_unmapped = FALSE;
  const GOptionEntry entries[] = {
    { "unmapped", 0, 0, G_OPTION_ARG_NONE, &only_unmapped,
      "Only names that the dictionary says nothing of", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  project = sy_cli_open (cli, (*argv)[0], SY_PROJECT_READ_ONLY, &error);
  types = project == NULL ? NULL : sy_project_list_types (project, cli->cancellable, &error);
  if (types == NULL)
    return sy_cli_fail (cli, error);
  for (guint i = types->len; only_unmapped && i-- > 0;)
    if (!sy_type_entry_is_unmapped (types->pdata[i]))
      g_ptr_array_remove_index (types, i);
  return print_types (cli, project, types);
}

static SyExit
print_type (SyCli *cli,
            SyProject *project,
            const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray)
      types = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_type_entry_free);
  g_autoptr (GPtrArray) all = sy_project_list_types (project, cli->cancellable, &error);

  if (all == NULL)
    return sy_cli_fail (cli, error);
  for (guint i = 0; i < all->len; i++)
    if (strcmp (((const SyTypeEntry *) all->pdata[i])->name, name) == 0)
      {
        g_ptr_array_add (types, g_ptr_array_steal_index (all, i));
        break;
      }
  return print_types (cli, project, types);
}

/* --- set --- */

typedef struct
{
  char *category;
  char *polarity;
  char *channel;
  char *owner;
  char *meaning;
  char *cadence;
} SetOptions;

static void
clear_set_options (SetOptions *options)
{
  g_free (options->category);
  g_free (options->polarity);
  g_free (options->channel);
  g_free (options->owner);
  g_free (options->meaning);
  g_free (options->cadence);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SetOptions, clear_set_options)

static void
replace (char **text,
         const char *with)
{
  if (with == NULL)
    return;
  g_free (*text);
  *text = g_strdup (with);
}

static gboolean
change_entry (SyTypeEntry *entry,
              const SetOptions *options,
              GError **error)
{
  gint64 polarity = entry->polarity;

  if (options->category != NULL &&
      !sy_type_category_from_name (options->category, &entry->category))
    {
      g_set_error (
          error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
          "“%s” is no category; they are low-intent, medium-intent, high-intent, friction, value and other",
          options->category);
      return FALSE;
    }
  if (options->polarity != NULL &&
      !g_ascii_string_to_signed (options->polarity, 10, -1, 1, &polarity, NULL))
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT, "--polarity is -1, 0 or 1");
      return FALSE;
    }
  entry->polarity = (int) polarity;
  if (options->cadence != NULL && *options->cadence == '\0')
    entry->cadence_days = (double) NAN;
  else if (options->cadence != NULL &&
           !sy_number_parse (options->cadence, strlen (options->cadence), &entry->cadence_days))
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                   "--cadence needs a number of days, not “%s”", options->cadence);
      return FALSE;
    }
  replace (&entry->channel, options->channel);
  replace (&entry->owner, options->owner);
  replace (&entry->meaning, options->meaning);
  return TRUE;
}

static SyExit
run_set (SyCli *cli,
         const SyCommand *command,
         GStrv *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) project = NULL;
  g_autoptr (SyTypeEntry) entry = NULL;
  g_auto (SetOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "category", 0, 0, SY_OPTION_TEXT, &options.category,
      "low-intent, medium-intent, high-intent, friction, value or other", "NAME" },
    { "polarity", 0, 0, SY_OPTION_TEXT, &options.polarity, "1 good news, -1 bad news, 0 neither",
      "N" },
    { "channel", 0, 0, SY_OPTION_TEXT, &options.channel, "Where it happens", "TEXT" },
    { "owner", 0, 0, SY_OPTION_TEXT, &options.owner, "Who answers for its tracking", "TEXT" },
    { "meaning", 0, 0, SY_OPTION_TEXT, &options.meaning, "What it means", "TEXT" },
    { "cadence", 0, 0, SY_OPTION_TEXT, &options.cadence,
      "Longest silence that is normal, for “types gaps”", "DAYS" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  project = sy_cli_open (cli, (*argv)[0], SY_PROJECT_READ_WRITE, &error);
  entry = project == NULL ? NULL : sy_project_get_type (project, (*argv)[1], &error);
  if (entry == NULL || !change_entry (entry, &options, &error) ||
      !sy_project_set_type (project, entry, &error))
    return sy_cli_fail (cli, error);
  return print_type (cli, project, (*argv)[1]);
}

/* --- alias --- */

static SyExit
run_alias (SyCli *cli,
           const SyCommand *command,
           GStrv *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) project = NULL;
  g_autofree char *target = NULL;
  gboolean remove = FALSE;
  const GOptionEntry entries[] = {
    { "to", 0, 0, SY_OPTION_TEXT, &target, "The type it counts as; made when there is none",
      "TYPE" },
    { "remove", 0, 0, G_OPTION_ARG_NONE, &remove, "Let the name stand for itself again", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  if ((target == NULL) == !remove)
    return sy_cli_fail_missing (cli, "--to");
  project = sy_cli_open (cli, (*argv)[0], SY_PROJECT_READ_WRITE, &error);
  if (project == NULL ||
      !sy_project_set_type_alias (project, (*argv)[1], remove ? NULL : target, &error))
    return sy_cli_fail (cli, error);
  return print_type (cli, project, (*argv)[1]);
}

/* --- mute --- */

typedef struct
{
  gboolean off;
  gboolean preview;
  char *as_of;
  char *model;
  char *version;
} MuteOptions;

static void
clear_mute_options (MuteOptions *options)
{
  g_free (options->as_of);
  g_free (options->model);
  g_free (options->version);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MuteOptions, clear_mute_options)

static SyExit
print_mute (SyCli *cli,
            const SyCliRun *run,
            const char *type,
            const MuteOptions *options,
            const SyLogEffect *effect)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (cli->format == SY_FORMAT_JSON)
    {
      g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "type", type);
      sy_json_member_boolean (writer, "muted", !options->off);
      sy_json_member_boolean (writer, "applied", !options->preview);
      sy_cli_effect_write (writer, run, effect);
      sy_json_writer_end_object (writer);
      return sy_cli_print_json (cli, g_steal_pointer (&writer));
    }
  g_string_append_printf (out, "%s %s %s.\n", type, options->preview ? "would" : "does",
                          options->off ? "count in rules" : "give nothing to any rule");
  sy_cli_effect_append (cli, out, run, effect);
  return sy_cli_print (cli, out->str);
}

static SyExit
mute (SyCli *cli,
      const char *path,
      const char *name,
      const MuteOptions *options)
{
  g_auto (SyCliRun) run = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) project = NULL;
  g_autoptr (SyTypeEntry) entry = NULL;
  g_autoptr (SyEventLog) other = NULL;
  g_autoptr (SyLogEffect) effect = NULL;
  guint32 type;

  project = sy_cli_open (cli, path, options->preview ? SY_PROJECT_READ_ONLY : SY_PROJECT_READ_WRITE,
                         &error);
  entry = project == NULL ? NULL : sy_project_get_type (project, name, &error);
  if (entry == NULL || !sy_cli_effect_open (cli, project, options->model, options->version,
                                            options->as_of, &run, &error))
    return sy_cli_fail (cli, error);
  sy_cli_start (cli, "reading events");
  run.log = sy_event_log_load (project, cli->cancellable, sy_cli_show_progress, cli, &error);
  if (run.log == NULL)
    return sy_cli_fail (cli, error);
  type = sy_event_log_find_type (run.log, name);
  if (type != SY_TYPE_NONE)
    {
      other = sy_event_log_with_muted (run.log, type, !options->off);
      effect = sy_cli_effect_compute (cli, &run, run.log, other, &error);
    }
  if (error != NULL ||
      (!options->preview && !sy_project_set_type_muted (project, name, !options->off, &error)))
    return sy_cli_fail (cli, error);
  return print_mute (cli, &run, name, options, effect);
}

static SyExit
run_mute (SyCli *cli,
          const SyCommand *command,
          GStrv *argv)
{
  g_auto (MuteOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "off", 0, 0, G_OPTION_ARG_NONE, &options.off, "Let the type count again", NULL },
    { "preview", 0, 0, G_OPTION_ARG_NONE, &options.preview, "Only show the effect", NULL },
    { "as-of", 0, 0, SY_OPTION_TEXT, &options.as_of,
      "Show the effect on scores of this date (default: end of the data)", "DATE" },
    { "model", 0, 0, SY_OPTION_TEXT, &options.model, "Show the effect on this model", "NAME" },
    SY_CLI_VERSION_ENTRY (options.version),
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  return mute (cli, (*argv)[0], (*argv)[1], &options);
}

const SyCommand sy_command_types_list = {
  "types list",
  "PROJECT",
  "List the event types and what is known of them",
  "Example:\n"
  "  steelyard-cli types list sample.steelyard\n",
  1,
  run_list,
};

const SyCommand sy_command_types_set = {
  "types set",
  "PROJECT TYPE",
  "Say what an event type means",
  "What is not given stays; an empty text takes it away. No score changes.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli types set sample.steelyard purchase --category value --polarity 1\n",
  2,
  run_set,
};

const SyCommand sy_command_types_alias = {
  "types alias",
  "PROJECT NAME",
  "Let a name count as another event type",
  "Events keep the name they came with, so no new import is needed, and later ones count too.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli types alias sample.steelyard bought --to purchase\n",
  2,
  run_alias,
};

const SyCommand sy_command_types_mute = {
  "types mute",
  "PROJECT TYPE",
  "Let an event type give nothing to any rule",
  "Its events stay in the log, the population and the outcomes. Shows what it does to a model.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli types mute sample.steelyard purchase --preview --model Engagement\n",
  2,
  run_mute,
};
