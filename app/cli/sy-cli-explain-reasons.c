/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "explain --reasons": the rules that moved a score, with what was done. */
#include "config.h"

#include "sy-cli-explain.h"

#include <math.h>

static const char *const unit_names[] = { "points", "events", "days", "amount" };

/* What is printed. */
typedef struct
{
  const SyCliRun *run;
  guint32 person;
  const SyContributions *now;
  const SyReasons *reasons;
  const SyReason *found;
  gsize n_found;
  guint n_days;
} Answer;

static SyExit
print_json (SyCli *cli,
            const Answer *answer)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_cli_explain_write_head (writer, answer->run, answer->person, answer->now);
  sy_json_member_int (writer, "within_days", answer->n_days);
  sy_json_begin_member (writer, "reasons", TRUE);
  for (gsize i = 0; i < answer->n_found; i++)
    {
      const SyReason *reason = &answer->found[i];
      g_autofree char *text = sy_reasons_describe (answer->reasons, reason);

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "id", reason->id);
      sy_json_member_text (writer, "label", reason->label);
      sy_json_member_number (writer, "points_before", reason->points_before);
      sy_json_member_number (writer, "points_after", reason->points_after);
      sy_json_member_number (writer, "change", reason->change);
      sy_json_member_text (writer, "unit", unit_names[reason->unit]);
      sy_json_member_number (writer, "before", reason->before);
      sy_json_member_number (writer, "after", reason->after);
      sy_json_member_text (writer, "text", text);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  return sy_cli_print_json (cli, g_steal_pointer (&writer));
}

static SyExit
print_table (SyCli *cli,
             const Answer *answer)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (SyCliTable) table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "what", "label", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "points then", "points_before", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "now", "points_after", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "change", "change", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "unit", "unit", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "before", "before", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "after", "after", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "reason", "text", SY_ALIGN_LEFT);
  for (gsize i = 0; i < answer->n_found; i++)
    {
      const SyReason *reason = &answer->found[i];
      g_autofree char *text = sy_reasons_describe (answer->reasons, reason);
      guint decimals = reason->unit == SY_REASON_AMOUNT ? 2 : 0;

      sy_cli_table_add_text (table, reason->label);
      sy_cli_table_add_number (table, reason->points_before, 3);
      sy_cli_table_add_number (table, reason->points_after, 3);
      sy_cli_table_add_number (table, reason->change, 3);
      sy_cli_table_add_text (table, unit_names[reason->unit]);
      sy_cli_table_add_number (table, reason->before, decimals);
      sy_cli_table_add_number (table, reason->after, decimals);
      sy_cli_table_add_text (table, text);
    }
  if (cli->format == SY_FORMAT_TABLE)
    sy_cli_explain_append_head (out, answer->run, answer->person, answer->now);
  sy_cli_append_table (cli, out, table);
  return sy_cli_print (cli, out->str);
}

SyExit
sy_cli_explain_reasons (SyCli *cli,
                        SyCliRun *run,
                        guint32 person,
                        const SyContributions *now,
                        guint max_reasons,
                        guint n_days)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyScores) scores = sy_cli_run_score (cli, run, &error);
  g_autoptr (SyReasons) reasons = NULL;
  g_autofree SyReason *found = g_new (SyReason, max_reasons);
  Answer answer = { run, person, now, NULL, found, 0, n_days };

  if (scores != NULL)
    reasons = sy_reasons_new (run->log, run->chosen.model, scores, n_days, cli->cancellable,
                              &error);
  if (reasons == NULL)
    return sy_cli_fail (cli, error);
  answer.reasons = reasons;
  answer.n_found = sy_reasons_find (reasons, person, max_reasons, found);
  return cli->format == SY_FORMAT_JSON ? print_json (cli, &answer) : print_table (cli, &answer);
}
