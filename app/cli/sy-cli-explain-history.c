/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "explain --history": the daily series of a score, and where it is going. */
#include "config.h"

#include "sy-cli-explain.h"

#include <math.h>

/* What is printed: the last @n_shown days. */
typedef struct
{
  const SyCliRun *run;
  guint32 person;
  const SyContributions *now;
  const SyScoreDay *days;
  gsize n_days;
  gsize n_shown;
  SyTrajectory trajectory;
} Answer;

static void
write_trajectory (SyJsonWriter *writer,
                  const SyTrajectory *trajectory)
{
  sy_json_begin_member (writer, "trajectory", FALSE);
  sy_json_member_number (writer, "delta_7", trajectory->delta_7);
  sy_json_member_number (writer, "delta_14", trajectory->delta_14);
  sy_json_member_number (writer, "delta_30", trajectory->delta_30);
  sy_json_member_number (writer, "slope", trajectory->slope.slope);
  sy_json_member_number (writer, "slope_low", trajectory->slope.low);
  sy_json_member_number (writer, "slope_high", trajectory->slope.high);
  sy_json_member_text (writer, "course", sy_course_get_name (trajectory->course));
  sy_json_writer_end_object (writer);
}

static SyExit
print_json (SyCli *cli,
            const Answer *answer)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_cli_explain_write_head (writer, answer->run, answer->person, answer->now);
  write_trajectory (writer, &answer->trajectory);
  sy_json_begin_member (writer, "history", TRUE);
  for (gsize i = answer->n_days - answer->n_shown; i < answer->n_days; i++)
    {
      const SyScoreDay *day = &answer->days[i];

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_instant (writer, "as_of", day->as_of);
      sy_json_member_number (writer, "score", day->score);
      sy_json_member_text (writer, "band",
                           sy_cli_get_band_name (answer->run->chosen.model, day->band));
      sy_json_member_int (writer, "events", (gint64) day->n_events);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  return sy_cli_print_json (cli, g_steal_pointer (&writer));
}

static void
append_number (GString *out,
               const char *before,
               const char *format,
               double value,
               const char *after)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, before);
  g_string_append (out,
                   isnan (value) ? "–" : g_ascii_formatd (text, sizeof text, format, value));
  g_string_append (out, after);
}

static void
append_trajectory (GString *out,
                   const SyTrajectory *trajectory)
{
  g_string_truncate (out, out->len - 1); /* the empty line after the head */
  append_number (out, "7 days ", "%+.1f", trajectory->delta_7, ", ");
  append_number (out, "14 days ", "%+.1f", trajectory->delta_14, ", ");
  append_number (out, "30 days ", "%+.1f", trajectory->delta_30, "; ");
  if (trajectory->course == SY_COURSE_UNKNOWN)
    g_string_append (out, "too few days to tell a course\n\n");
  else
    {
      g_string_append (out, sy_course_get_name (trajectory->course));
      append_number (out, ", ", "%+.2f", trajectory->slope.slope, " a day\n\n");
    }
}

static SyExit
print_table (SyCli *cli,
             const Answer *answer)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (SyCliTable) table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "as of", "as_of", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "score", "score", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "band", "band", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "events", "events", SY_ALIGN_RIGHT);
  for (gsize i = answer->n_days - answer->n_shown; i < answer->n_days; i++)
    {
      const SyScoreDay *day = &answer->days[i];
      g_autofree char *as_of = sy_cli_format_as_of (sy_project_get_zone (answer->run->project),
                                                    day->as_of);

      sy_cli_table_add_text (table, as_of);
      sy_cli_table_add_number (table, day->score, 1);
      sy_cli_table_add_text (table, sy_cli_get_band_name (answer->run->chosen.model, day->band));
      sy_cli_table_add_int (table, (gint64) day->n_events);
    }
  if (cli->format == SY_FORMAT_TABLE)
    {
      sy_cli_explain_append_head (out, answer->run, answer->person, answer->now);
      append_trajectory (out, &answer->trajectory);
    }
  sy_cli_append_table (cli, out, table);
  return sy_cli_print (cli, out->str);
}

SyExit
sy_cli_explain_history (SyCli *cli,
                        SyCliRun *run,
                        guint32 person,
                        const SyContributions *now,
                        guint n_days)
{
  g_autoptr (GError) error = NULL;
  gsize n_back = MAX (n_days, SY_TRAJECTORY_DAYS);
  g_autofree SyScoreDay *days = NULL;
  g_autofree double *scores = g_new (double, n_back + 1);
  Answer answer = { run, person, now, NULL, n_back + 1, n_days + 1 };

  days = sy_score_history (run->log, run->chosen.model, person, run->as_of, n_back,
                           cli->cancellable, &error);
  if (days == NULL)
    return sy_cli_fail (cli, error);
  for (gsize i = 0; i <= n_back; i++)
    scores[i] = days[i].score;
  answer.days = days;
  sy_trajectory_compute (run->chosen.model, scores, n_back + 1, &answer.trajectory);
  return cli->format == SY_FORMAT_JSON ? print_json (cli, &answer) : print_table (cli, &answer);
}
