/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli-study.h"

#include <string.h>

#define DEFAULT_WIDTH 800
#define DEFAULT_HEIGHT 480
#define MIN_SIZE 100
#define MAX_SIZE 10000

typedef struct
{
  SyCliStudyOptions study;
  char *width;
  char *height;
  gboolean dark;
} Options;

static void
clear_options (Options *options)
{
  sy_cli_study_options_clear (&options->study);
  g_free (options->width);
  g_free (options->height);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static gboolean
parse_size (const char *option,
            const char *text,
            double *size,
            GError **error)
{
  if (text == NULL)
    return TRUE;
  if (sy_number_parse (text, strlen (text), size) && *size >= MIN_SIZE && *size <= MAX_SIZE)
    return TRUE;
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT, "%s: “%s” is not a size from %d to %d",
               option, text, MIN_SIZE, MAX_SIZE);
  return FALSE;
}

/* The contract's word for a score over time is "drift". */
static gboolean
find_chart (const char *name,
            SyStudyParts *out_parts,
            GError **error)
{
  const char *const *names = sy_study_chart_names ();
  g_autofree char *list = NULL;
  const char *near;

  if (sy_study_chart_parts (name, out_parts, NULL))
    return TRUE;
  near = sy_text_suggest (name, names);
  list = g_strjoinv (", ", (char **) names);
  if (near != NULL)
    g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                 "there is no chart “%s”; did you mean “%s”?", name, near);
  else
    g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                 "there is no chart “%s”; the charts are %s", name, list);
  return FALSE;
}

static SyExit
print_chart (SyCli *cli,
             const Options *options,
             const char *name,
             SyChart *chart)
{
  g_autofree char *description = sy_chart_describe (chart);
  g_autofree char *line = NULL;

  if (cli->format == SY_FORMAT_JSON)
    {
      g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "chart", name);
      sy_json_member_text (writer, "output", options->study.output);
      sy_json_member_text (writer, "title", sy_chart_get_title (chart));
      sy_json_member_text (writer, "description", description);
      sy_json_member_boolean (writer, "empty", sy_chart_is_empty (chart));
      sy_json_writer_end_object (writer);
      return sy_cli_print_json (cli, g_steal_pointer (&writer));
    }
  line = g_strdup_printf ("%s\n%s\n", options->study.output, description);
  return sy_cli_print (cli, line);
}

static SyExit
draw (SyCli *cli,
      const char *path,
      const char *name,
      const Options *options)
{
  g_auto (SyCliRun) run = { 0 };
  g_autoptr (SyStudy) study = NULL;
  g_autoptr (SyChart) chart = NULL;
  g_autoptr (GError) error = NULL;
  double width = DEFAULT_WIDTH;
  double height = DEFAULT_HEIGHT;
  SyChartFormat format;
  SyChartStyle style;
  SyStudyParts parts;

  /* The cheap mistakes before the long work. */
  if (!parse_size ("--width", options->width, &width, &error) ||
      !parse_size ("--height", options->height, &height, &error) ||
      !find_chart (name, &parts, &error) ||
      !sy_chart_format_from_path (options->study.output, &format, &error))
    return sy_cli_fail (cli, error);
  study = sy_cli_study (cli, path, &options->study, parts, &run, &error);
  chart = study == NULL ? NULL : sy_study_chart (study, name, &error);
  if (chart == NULL)
    return sy_cli_fail (cli, error);
  sy_chart_style_init (&style, options->dark);
  if (!sy_chart_save (chart, options->study.output, width, height, &style, &error))
    return sy_cli_fail (cli, error);
  return print_chart (cli, options, name, chart);
}

static SyExit
run (SyCli *cli,
     const SyCommand *command,
     GStrv *argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    SY_CLI_STUDY_ENTRIES (options.study),
    { "width", 0, 0, SY_OPTION_TEXT, &options.width,
      "Width in points (PNG: two pixels a point; default 800)", "POINTS" },
    { "height", 0, 0, SY_OPTION_TEXT, &options.height, "Height in points (default 480)", "POINTS" },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &options.dark, "For a dark background", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  if (options.study.output == NULL)
    return sy_cli_fail_missing (cli, "--output");
  return draw (cli, (*argv)[0], (*argv)[1], &options);
}

const SyCommand sy_command_chart = {
  "chart",
  "PROJECT NAME",
  "Draw a chart: PNG, SVG or PDF",
  "The charts are distribution, bands, roc, gain, lift, reliability, precision, auc, lead-time,\n"
  "survival, cohorts, drift, shares, psi, points-shift and migration; those from drift on need\n"
  "--reference, but for a published version. The ending of the file chooses the format.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli chart sample.steelyard distribution --model Engagement --as-of 2017-10-01 --output scores.svg\n",
  2,
  run,
};
