/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a segment is for: segment use. */
#include "config.h"

#include "sy-cli.h"

typedef struct
{
  char *purpose;
  char *decision;
  char *channel;
  char *owner;
  char **items;
  char **done;
  char **undone;
  char **dropped;
  char *author;
  char *on;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->purpose);
  g_free (options->decision);
  g_free (options->channel);
  g_free (options->owner);
  g_strfreev (options->items);
  g_strfreev (options->done);
  g_strfreev (options->undone);
  g_strfreev (options->dropped);
  g_free (options->author);
  g_free (options->on);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static void
append_line (GString *out,
             const char *what,
             const char *text)
{
  if (text != NULL)
    g_string_append_printf (out, "  %s: %s\n", what, text);
}

void
sy_cli_append_use (GString *out,
                   const SySegmentUse *use)
{
  append_line (out, "purpose", use->purpose);
  append_line (out, "decision", use->decision);
  append_line (out, "channel", use->channel);
  append_line (out, "owner", use->owner);
  for (guint i = 0; i < use->checklist->len; i++)
    {
      const SyCheckItem *item = use->checklist->pdata[i];
      g_autofree char *day = item->done_by != NULL ? sy_day_format (item->done_on) : NULL;

      g_string_append_printf (out, "  [%s] %s", item->done_by != NULL ? "x" : " ", item->text);
      if (item->done_by != NULL)
        g_string_append_printf (out, " (%s, %s)", item->done_by, day);
      g_string_append_c (out, '\n');
    }
}

/* An empty text takes a part away. */
static void
apply_text (const char *text,
            char **part)
{
  if (text == NULL)
    return;
  g_free (*part);
  *part = sy_text_is_blank (text) ? NULL : g_strdup (text);
}

static SyCheckItem *
find_item (const SySegmentUse *use,
           const char *option,
           const char *text,
           GError **error)
{
  SyCheckItem *item = sy_segment_use_find_item (use, text);

  if (item == NULL)
    g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                 "%s: the checklist has no item “%s”", option, text);
  return item;
}

static gboolean
apply_checklist (const Options *options,
                 SySegmentUse *use,
                 gint32 today,
                 GError **error)
{
  if (options->author != NULL && sy_text_is_blank (options->author))
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT, "--author: say who did it");
      return FALSE;
    }
  for (char **text = options->items; text != NULL && *text != NULL; text++)
    if (!sy_text_is_blank (*text))
      sy_segment_use_add_item (use, *text);
  for (char **text = options->done; text != NULL && *text != NULL; text++)
    {
      SyCheckItem *item = find_item (use, "--done", *text, error);

      if (item == NULL)
        return FALSE;
      g_free (item->done_by);
      item->done_by = g_strdup (options->author != NULL ? options->author : g_get_user_name ());
      item->done_on = today;
    }
  for (char **text = options->undone; text != NULL && *text != NULL; text++)
    {
      SyCheckItem *item = find_item (use, "--undone", *text, error);

      if (item == NULL)
        return FALSE;
      g_clear_pointer (&item->done_by, g_free);
    }
  for (char **text = options->dropped; text != NULL && *text != NULL; text++)
    if (find_item (use, "--drop", *text, error) == NULL ||
        !sy_segment_use_remove_item (use, *text))
      return FALSE;
  return TRUE;
}

static gboolean
is_change (const Options *options)
{
  return options->purpose != NULL || options->decision != NULL || options->channel != NULL ||
         options->owner != NULL || options->items != NULL || options->done != NULL ||
         options->undone != NULL || options->dropped != NULL;
}

static SyExit
describe_use (SyCli *cli,
              const char *path,
              const char *name,
              const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) project =
      sy_cli_open (cli, path, is_change (options) ? SY_PROJECT_READ_WRITE : SY_PROJECT_READ_ONLY,
                   &error);
  g_autoptr (SySegment) segment = project == NULL ? NULL
                                                  : sy_segment_load (project, name, &error);
  g_autofree char *json = NULL;
  gint32 today;

  if (segment == NULL || !sy_cli_parse_today (project, options->on, &today, &error))
    return sy_cli_fail (cli, error);
  if (!is_change (options))
    return sy_cli_print_segment (cli, name, segment);
  if (segment->use == NULL)
    segment->use = sy_segment_use_new ();
  apply_text (options->purpose, &segment->use->purpose);
  apply_text (options->decision, &segment->use->decision);
  apply_text (options->channel, &segment->use->channel);
  apply_text (options->owner, &segment->use->owner);
  if (!apply_checklist (options, segment->use, today, &error))
    return sy_cli_fail (cli, error);
  json = sy_segment_to_json (segment);
  if (!sy_project_set_segment (project, name, json, &error))
    return sy_cli_fail (cli, error);
  return sy_cli_print_segment (cli, name, segment);
}

static SyExit
run (SyCli *cli,
     const SyCommand *command,
     GStrv *argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "purpose", 0, 0, SY_OPTION_TEXT, &options.purpose, "What the segment is for", "TEXT" },
    { "decision", 0, 0, SY_OPTION_TEXT, &options.decision, "What is decided by being in it",
      "TEXT" },
    { "channel", 0, 0, SY_OPTION_TEXT, &options.channel, "Where its people are reached", "TEXT" },
    { "owner", 0, 0, SY_OPTION_TEXT, &options.owner, "Who answers for it", "NAME" },
    { "item", 0, 0, SY_OPTION_TEXTS, &options.items,
      "Put this on the checklist; may be repeated", "TEXT" },
    { "done", 0, 0, SY_OPTION_TEXTS, &options.done, "This item is done; may be repeated", "TEXT" },
    { "undone", 0, 0, SY_OPTION_TEXTS, &options.undone, "This item is to be done again", "TEXT" },
    { "drop", 0, 0, SY_OPTION_TEXTS, &options.dropped, "Take this item off the checklist", "TEXT" },
    SY_CLI_AUTHOR_ENTRY (options.author),
    { "on", 0, 0, SY_OPTION_TEXT, &options.on, "The day it was done (default: today)", "DATE" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  return describe_use (cli, (*argv)[0], (*argv)[1], &options);
}

const SyCommand sy_command_segment_use = {
  "segment use",
  "PROJECT NAME",
  "Write down what a segment is for, who answers for it, and what was checked",
  "One use a segment. export says when purpose, decision, channel or owner is missing, and refuses with\n"
  "--documented. An empty text takes one away; without options it tells.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli segment use sample.steelyard rescue --purpose \"Win back\" --decision \"Gets the reminder\" --channel email --owner \"CRM team\" --item \"Size agrees with last week\"\n"
  "  steelyard-cli segment use sample.steelyard rescue --done \"Size agrees with last week\" --author Ana\n",
  2,
  run,
};
