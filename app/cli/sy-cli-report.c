/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli-study.h"

static SyExit
print_report (SyCli *cli,
              const SyCliRun *run,
              const char *output)
{
  g_autofree char *line = NULL;

  if (cli->format == SY_FORMAT_JSON)
    {
      g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "output", output);
      sy_json_member_text (writer, "model", run->chosen.name);
      sy_json_member_version (writer, run->chosen.version);
      sy_json_member_instant (writer, "as_of", run->as_of);
      sy_json_writer_end_object (writer);
      return sy_cli_print_json (cli, g_steal_pointer (&writer));
    }
  line = g_strdup_printf ("%s\n", output);
  return sy_cli_print (cli, line);
}

static SyExit
write_report (SyCli *cli,
              const char *path,
              const SyCliStudyOptions *options)
{
  g_auto (SyCliRun) run = { 0 };
  g_autoptr (SyStudy) study = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *version = NULL;
  g_autofree char *project = g_path_get_basename (path);
  g_autofree char *data_sha256 = NULL;
  SyReportInfo info = { 0 };

  if (!g_str_has_suffix (options->output, ".pdf") && !g_str_has_suffix (options->output, ".html") &&
      !g_str_has_suffix (options->output, ".htm") && !g_str_has_suffix (options->output, ".md"))
    {
      g_set_error (&error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                   "%s: a report ends in .pdf, .html or .md", options->output);
      return sy_cli_fail (cli, error);
    }
  study = sy_cli_study (cli, path, options, SY_STUDY_ALL, &run, &error);
  if (study == NULL)
    return sy_cli_fail (cli, error);
  version = sy_cli_describe_version (run.chosen.version);
  data_sha256 = sy_event_log_compute_sha256 (run.log);
  info.study = study;
  info.model_name = version;
  info.project_name = project;
  info.data_sha256 = data_sha256;
  if (!sy_report_write (options->output, &info, &error))
    return sy_cli_fail (cli, error);
  return print_report (cli, &run, options->output);
}

static SyExit
run (SyCli *cli,
     const SyCommand *command,
     GStrv *argv)
{
  g_auto (SyCliStudyOptions) options = { 0 };
  const GOptionEntry entries[] = {
    SY_CLI_STUDY_ENTRIES (options),
    { "by", 0, 0, SY_OPTION_TEXT, &options.by,
      "Also tell how the score treats groups of people, made by this attribute", "ATTRIBUTE" },
    { "errors", 0, 0, SY_OPTION_TEXT, &options.errors,
      "Also list the N worst errors of each kind: keys of people, and what was found (error label)",
      "N" },
    { "tuned-until", 0, 0, SY_OPTION_TEXT, &options.tuned_until,
      "The last date that you looked at while tuning: the backtest is then of the dates after it",
      "DATE" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  if (options.output == NULL)
    return sy_cli_fail_missing (cli, "--output");
  return write_report (cli, (*argv)[0], &options);
}

const SyCommand sy_command_report = {
  "report",
  "PROJECT",
  "Write the charts and tables to a PDF, an HTML or a Markdown file",
  "The ending of the file chooses the format; Markdown has the tables only. With --compare the drift is\n"
  "split into data and edit: both models at both dates. Errors are of the last date whose outcome is known.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli report sample.steelyard --model Engagement --as-of 2017-10-01 --output engagement.html\n"
  "  steelyard-cli report sample.steelyard --model Engagement --by income --errors 10 --output engagement.html\n",
  1,
  run,
};
