/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Defines a segment by options, a template or a document: segment set. */
#include "config.h"

#include "sy-cli.h"

#include <string.h>

static SySegment *
read_segment (const char *path,
              GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) local_error = NULL;
  SySegment *segment;

  if (!g_file_get_contents (path, &text, NULL, error))
    return NULL;
  segment = sy_segment_from_json (text, &local_error);
  if (segment == NULL)
    g_propagate_prefixed_error (error, g_steal_pointer (&local_error), "%s: ", path);
  return segment;
}

/* Bands are names of a model: a mistake is better told now than at the export. */
static gboolean
check_model (SyProject *project,
             const SySegment *segment,
             GError **error)
{
  g_auto (SyCliModel) chosen = { 0 };

  if (segment->bands == NULL)
    return segment->model == NULL ||
           sy_cli_choose_model (project, segment->model, &chosen.name, error) != 0;
  if (!sy_cli_load_model (project, segment->model, "draft", &chosen, error))
    return FALSE;
  for (char **name = segment->bands; *name != NULL; name++)
    {
      if (sy_model_find_band_named (chosen.model, *name, NULL))
        continue;
      g_set_error (error, SY_SEGMENT_ERROR, SY_SEGMENT_ERROR_BAND,
                   "the model “%s” has no band “%s”", chosen.name, *name);
      return FALSE;
    }
  return TRUE;
}

typedef struct
{
  char **bands;
  char *min;
  char *max;
  char *model;
  char *file;
  char *priority;
  char **unless_events;
  char *within;
  char *unless_below;
  char *low_days;
  char **after;
  char *wait;
  char **without;
  char *template;
  char **courses;
  char **attributes;
  char *change_days;
  char *change_min;
  char *change_max;
} SetOptions;

static void
clear_set_options (SetOptions *options)
{
  g_strfreev (options->bands);
  g_free (options->min);
  g_free (options->max);
  g_free (options->model);
  g_free (options->file);
  g_free (options->priority);
  g_strfreev (options->unless_events);
  g_free (options->within);
  g_free (options->unless_below);
  g_free (options->low_days);
  g_strfreev (options->after);
  g_free (options->wait);
  g_strfreev (options->without);
  g_free (options->template);
  g_strfreev (options->courses);
  g_strfreev (options->attributes);
  g_free (options->change_days);
  g_free (options->change_min);
  g_free (options->change_max);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SetOptions, clear_set_options)

/* Whom a segment leaves alone. What is missing or out of range is told by the document's reader. */
static gboolean
apply_rules (const SetOptions *options,
             SySegment *segment,
             GError **error)
{
  double priority = segment->priority;
  double low_days = segment->low_days;

  if (!sy_cli_parse_number ("--priority", options->priority, &priority, error) ||
      !sy_cli_parse_number ("--within", options->within, &segment->converting_days, error) ||
      !sy_cli_parse_number ("--unless-below", options->unless_below, &segment->low_score, error) ||
      !sy_cli_parse_number ("--low-days", options->low_days, &low_days, error) ||
      !sy_cli_parse_number ("--wait", options->wait, &segment->after_days, error))
    return FALSE;
  if ((options->unless_events != NULL) != (options->within != NULL) ||
      (options->unless_below != NULL) != (options->low_days != NULL) ||
      (options->after != NULL) != (options->wait != NULL) ||
      (options->after != NULL) != (options->without != NULL))
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE,
                   "these go together: --unless-event and --within; --unless-below and --low-days; "
                   "--after, --wait and --without");
      return FALSE;
    }
  segment->priority = (int) CLAMP (priority, G_MININT, G_MAXINT);
  segment->low_days = (int) CLAMP (low_days, -1, G_MAXINT);
  segment->converting_types = g_strdupv (options->unless_events);
  segment->after_types = g_strdupv (options->after);
  segment->without_types = g_strdupv (options->without);
  return TRUE;
}

static gboolean
apply_courses (char *const *names,
               SySegment *segment,
               GError **error)
{
  for (; names != NULL && *names != NULL; names++)
    {
      SyCourse course;

      if (!sy_course_from_name (*names, &course))
        {
          g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                       "--course: “%s” is not one of rising, flat, falling, unknown", *names);
          return FALSE;
        }
      segment->courses |= 1u << course;
    }
  return TRUE;
}

static gboolean
apply_attributes (char *const *texts,
                  SySegment *segment,
                  GError **error)
{
  for (; texts != NULL && *texts != NULL; texts++)
    {
      const char *sign = strchr (*texts, '=');
      g_autofree char *name = sign == NULL ? NULL : g_strndup (*texts, (gsize) (sign - *texts));
      SyCondition *test;

      if (sign == NULL || sign == *texts)
        {
          g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                       "--attribute: “%s” is not NAME=VALUE", *texts);
          return FALSE;
        }
      if (segment->where == NULL)
        segment->where = sy_condition_new (SY_CONDITION_ALL);
      test = sy_condition_new_test (name, SY_OPERATOR_EQUAL);
      sy_condition_add_text (test, sign + 1);
      sy_condition_add_child (segment->where, test);
    }
  return TRUE;
}

/* Where the score goes and what is known of a person. */
static gboolean
apply_more (const SetOptions *options,
            SySegment *segment,
            GError **error)
{
  guint days = 0;

  if (!apply_courses (options->courses, segment, error) ||
      !apply_attributes (options->attributes, segment, error) ||
      !sy_cli_parse_count ("--change-days", options->change_days, 1, SY_SEGMENT_MAX_LOW_DAYS,
                           &days, error) ||
      !sy_cli_parse_number ("--change-min", options->change_min, &segment->change_min, error) ||
      !sy_cli_parse_number ("--change-max", options->change_max, &segment->change_max, error))
    return FALSE;
  if (days > 0)
    segment->change_days = (int) days;
  if ((options->change_days != NULL) !=
      (options->change_min != NULL || options->change_max != NULL))
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE,
                   "these go together: --change-days, and --change-min or --change-max");
      return FALSE;
    }
  return TRUE;
}

/* The segment of a template, over the people of the project. */
static SySegment *
make_from_template (SyCli *cli,
                    const char *path,
                    const SetOptions *options,
                    GError **error)
{
  g_auto (SyCliRun) run = { 0 };
  SySegment *segment;

  if (!sy_cli_run_open (cli, path, SY_PROJECT_READ_ONLY, options->model, NULL, NULL, &run, error))
    return NULL;
  sy_cli_end_progress (cli);
  segment = sy_segment_template_make (options->template, run.log);
  if (segment == NULL)
    {
      g_autofree char *names = g_strjoinv (", ", (char **) sy_segment_template_get_names ());

      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                   "--template: there is no “%s”; use one of %s", options->template, names);
      return NULL;
    }
  return segment;
}

static gboolean
check_segment (const SySegment *segment,
               GError **error)
{
  g_autofree char *json = sy_segment_to_json (segment);
  g_autoptr (SySegment) again = sy_segment_from_json (json, error);

  return again != NULL;
}

static gboolean
has_other_options (const SetOptions *options)
{
  const void *const others[] = {
    options->bands, options->min, options->max, options->priority,
    options->unless_events, options->within, options->unless_below, options->low_days,
    options->after, options->wait, options->without, options->template,
    options->courses, options->attributes, options->change_days, options->change_min,
    options->change_max
  };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (others[i] != NULL)
      return TRUE;
  return FALSE;
}

/* An attribute that nobody has would leave nobody. */
static gboolean
check_attributes (SyProject *project,
                  char *const *texts,
                  GError **error)
{
  g_auto (GStrv) names = texts == NULL ? NULL : sy_project_list_attribute_names (project, error);

  if (texts != NULL && names == NULL)
    return FALSE;
  for (; texts != NULL && *texts != NULL; texts++)
    {
      g_autofree char *name = g_strndup (*texts, strcspn (*texts, "="));

      if (!g_strv_contains ((const char *const *) names, name))
        return sy_cli_fail_attribute ("--attribute", name, (const char *const *) names, error);
    }
  return TRUE;
}

/* Without an option the segment is everyone: right for a new one, a slip for one that says more. */
static gboolean
check_replaced (SyProject *project,
                const char *name,
                const SetOptions *options,
                GError **error)
{
  g_autoptr (SySegment) before = NULL;

  if (options->file != NULL || options->model != NULL || has_other_options (options))
    return TRUE;
  if (!sy_segment_find (project, name, &before, error))
    return FALSE;
  if (before == NULL)
    return TRUE;
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
               "there is a segment “%s” already, and without an option it would become everyone: say "
               "who is meant, or take it away with “segment remove”",
               name);
  return FALSE;
}

static SyExit
set_segment (SyCli *cli,
             const char *path,
             const char *name,
             const SetOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) project = NULL;
  g_autoptr (SySegment) segment = NULL;

  if (options->file != NULL)
    segment = read_segment (options->file, &error);
  else if (options->template != NULL)
    segment = make_from_template (cli, path, options, &error);
  else
    segment = sy_segment_new ();
  if (segment == NULL ||
      (options->file == NULL &&
       (!sy_cli_limit_segment (segment, options->bands, options->min, options->max, &error) ||
        !apply_rules (options, segment, &error) || !apply_more (options, segment, &error) ||
        !check_segment (segment, &error))))
    return sy_cli_fail (cli, error);
  if (options->model != NULL)
    {
      g_free (segment->model);
      segment->model = g_strdup (options->model);
    }
  project = sy_cli_open (cli, path, SY_PROJECT_READ_WRITE, &error);
  if (project == NULL || !check_replaced (project, name, options, &error) ||
      !check_attributes (project, options->attributes, &error) || !check_model (project, segment, &error) ||
      !sy_segment_save (segment, project, name, &error))
    return sy_cli_fail (cli, error);
  return sy_cli_print_segment (cli, name, segment);
}

static SyExit
run_set (SyCli *cli,
         const SyCommand *command,
         GStrv *argv)
{
  g_auto (SetOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "band", 0, 0, SY_OPTION_TEXTS, &options.bands, "People in this band; may be repeated",
      "NAME" },
    { "min", 0, 0, SY_OPTION_TEXT, &options.min, "Lowest score, inclusive", "SCORE" },
    { "max", 0, 0, SY_OPTION_TEXT, &options.max, "Highest score, exclusive", "SCORE" },
    { "model", 0, 0, SY_OPTION_TEXT, &options.model,
      "The model whose score is meant (default: the one at hand)", "NAME" },
    { "priority", 0, 0, SY_OPTION_TEXT, &options.priority,
      "Who is in several segments belongs to the one of the highest (default: 0)", "N" },
    { "unless-event", 0, 0, SY_OPTION_TEXTS, &options.unless_events,
      "Leave alone who has this event, as they convert already; may be repeated", "TYPE" },
    { "within", 0, 0, SY_OPTION_TEXT, &options.within, "In the last so many days", "DAYS" },
    { "unless-below", 0, 0, SY_OPTION_TEXT, &options.unless_below,
      "Leave alone who is below this score", "SCORE" },
    { "low-days", 0, 0, SY_OPTION_TEXT, &options.low_days,
      "And was so on each of so many days before", "DAYS" },
    { "after", 0, 0, SY_OPTION_TEXTS, &options.after,
      "Only who had this event, such as a message without a discount; may be repeated", "TYPE" },
    { "wait", 0, 0, SY_OPTION_TEXT, &options.wait, "So many days ago or more", "DAYS" },
    { "without", 0, 0, SY_OPTION_TEXTS, &options.without,
      "And not this one since; may be repeated", "TYPE" },
    { "course", 0, 0, SY_OPTION_TEXTS, &options.courses,
      "Only whose score is rising, flat, falling or unknown; may be repeated", "COURSE" },
    { "change-days", 0, 0, SY_OPTION_TEXT, &options.change_days,
      "Only whose score changed in so many days, such as 7, 14 or 30", "DAYS" },
    { "change-min", 0, 0, SY_OPTION_TEXT, &options.change_min, "By so many points or more",
      "POINTS" },
    { "change-max", 0, 0, SY_OPTION_TEXT, &options.change_max,
      "By so many points or fewer; negative for a fall", "POINTS" },
    { "attribute", 0, 0, SY_OPTION_TEXTS, &options.attributes,
      "Only who has this value of an attribute; may be repeated, all must hold", "NAME=VALUE" },
    { "template", 0, 0, SY_OPTION_TEXT, &options.template,
      "A ready segment: stalled-on-trial or rising-on-trial", "NAME" },
    { "file", 0, 0, SY_OPTION_TEXT, &options.file,
      "A segment document instead of these options", "FILE" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  if (options.file != NULL && has_other_options (&options))
    return sy_cli_fail_usage (cli, "beside --file there is only --model: the document says the rest");
  return set_segment (cli, (*argv)[0], (*argv)[1], &options);
}

const SyCommand sy_command_segment_set = {
  "segment set",
  "PROJECT NAME",
  "Define a segment by bands and score range",
  "A person must be in one of the bands, when any is given, and within the range. Who converts\n"
  "already or is low for long can be left alone; with --after, --wait and --without the next stage of an\n"
  "incentive goes only to who did not come back after the one before. The course of the score and its\n"
  "change can be asked for beside its state. A template finds who is on trial by an attribute that says\n"
  "so, else by a first event in the last 30 days. A name alone makes a new segment of everyone; it does\n"
  "not make one that is there say less.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli segment set sample.steelyard rescue --model Engagement --band \"At risk\" --min 10\n"
  "  steelyard-cli segment set sample.steelyard quiet --model Engagement --max 40 --priority 2 --unless-event purchase --within 7\n"
  "  steelyard-cli segment set sample.steelyard slipping --model Engagement --band Growth --course falling\n"
  "  steelyard-cli segment set sample.steelyard stalled --model Engagement --template stalled-on-trial\n",
  2,
  run_set,
};
