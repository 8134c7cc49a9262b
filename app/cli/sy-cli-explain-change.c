/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "explain --since": why a score changed. */
#include "config.h"

#include "sy-cli-explain.h"

#include <math.h>

static const char *const cause_names[] = { "identity", "decay", "expiry", "events",
                                           "caps", "limits", "scale", "model" };
static const char *const cause_labels[] = { "linked keys", "decay", "window expiry",
                                            "new events", "caps", "group limits",
                                            "scale", "model edit" };

/* Where the change starts. */
typedef struct
{
  SyCliModel model; /* empty: the one it ends with */
  SyScorer *scorer;
  guint32 person;
} Start;

static void
clear_start (Start *self)
{
  sy_cli_model_clear (&self->model);
  g_clear_pointer (&self->scorer, sy_scorer_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Start, clear_start)

/* What is printed. */
typedef struct
{
  const SyCliRun *run;
  guint32 person;
  const SyContributions *now;
  const SyContributions *then;
  const Start *start;
  const SyModel *start_model;
  const SyScoreChange *change;
  const SyChangeLine *lines;
  gsize n_lines;
  gboolean with_events;
} Answer;

/* --- line by line, then and now --- */

/* One line of the account then and now. */
typedef struct
{
  const SyContribution *before;
  const SyContribution *after;
} Change;

static gboolean
is_same_line (const SyContribution *a,
              const SyContribution *b)
{
  return a->kind == b->kind && g_strcmp0 (a->id, b->id) == 0;
}

/* Both accounts have the model's order, so a merge by search keeps it. */
static GArray *
match_lines (const SyContributions *then,
             const SyContributions *now)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (Change));
  gsize n_then;
  gsize n_now;
  const SyContribution *before = sy_contributions_get_lines (then, &n_then);
  const SyContribution *after = sy_contributions_get_lines (now, &n_now);

  for (gsize i = 0; i < n_now; i++)
    {
      Change change = { NULL, &after[i] };

      for (gsize j = 0; j < n_then && change.before == NULL; j++)
        if (is_same_line (&before[j], &after[i]))
          change.before = &before[j];
      g_array_append_val (changes, change);
    }
  for (gsize j = 0; j < n_then; j++)
    {
      Change change = { &before[j], NULL };
      gboolean is_matched = FALSE;

      for (gsize i = 0; i < n_now; i++)
        is_matched = is_matched || is_same_line (&before[j], &after[i]);
      if (!is_matched)
        g_array_append_val (changes, change);
    }
  return changes;
}

static double
get_points (const SyContribution *line)
{
  return line == NULL ? 0 : line->points;
}

static void
write_changes (SyJsonWriter *writer,
               const Answer *answer)
{
  g_autoptr (GArray) changes = match_lines (answer->then, answer->now);

  sy_json_begin_member (writer, "changes", TRUE);
  for (guint i = 0; i < changes->len; i++)
    {
      const Change *change = &g_array_index (changes, Change, i);
      const SyContribution *line = change->after != NULL ? change->after : change->before;

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "kind", sy_cli_contribution_kinds[line->kind]);
      sy_json_member_text (writer, "id", line->id);
      sy_json_member_text (writer, "label", line->label);
      sy_json_member_number (writer, "before", get_points (change->before));
      sy_json_member_number (writer, "after", get_points (change->after));
      sy_json_member_number (writer, "change",
                             get_points (change->after) - get_points (change->before));
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
}

/* --- by cause --- */

static void
write_event (SyJsonWriter *writer,
             const SyChangeEvent *event)
{
  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  sy_json_member_int (writer, "row", event->row);
  sy_json_member_text (writer, "type", event->type);
  sy_json_member_instant (writer, "time", event->time_s);
  sy_json_member_number (writer, "amount", event->amount);
  sy_json_writer_end_object (writer);
}

static void
write_instant_of (SyJsonWriter *writer,
                  const char *key,
                  const SyChangeLine *line,
                  gsize index)
{
  if (line->n_events > 0)
    sy_json_member_instant (writer, key, line->events[index].time_s);
  else
    sy_json_member_text (writer, key, NULL);
}

static void
write_line (SyJsonWriter *writer,
            const SyChangeLine *line,
            gboolean with_events)
{
  sy_json_writer_begin_object (writer, with_events ? SY_JSON_LINES : SY_JSON_INLINE);
  sy_json_member_text (writer, "id", line->id);
  sy_json_member_text (writer, "label", line->label);
  sy_json_member_number (writer, "before", line->before);
  sy_json_member_number (writer, "after", line->after);
  sy_json_member_number (writer, "change", line->points);
  sy_json_member_int (writer, "events", (gint64) line->n_events);
  write_instant_of (writer, "first", line, 0);
  write_instant_of (writer, "last", line, line->n_events - 1);
  if (with_events)
    {
      sy_json_begin_member (writer, "event_rows", TRUE);
      for (gsize i = 0; i < line->n_events; i++)
        write_event (writer, &line->events[i]);
      sy_json_writer_end_array (writer);
    }
  sy_json_writer_end_object (writer);
}

static void
write_causes (SyJsonWriter *writer,
              const Answer *answer)
{
  sy_json_begin_member (writer, "causes", TRUE);
  for (guint cause = 0; cause < SY_N_CAUSES; cause++)
    {
      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "cause", cause_names[cause]);
      sy_json_member_number (writer, "change",
                             sy_score_change_get_total (answer->change, (SyCause) cause));
      sy_json_begin_member (writer, "lines", TRUE);
      for (gsize i = 0; i < answer->n_lines; i++)
        if (answer->lines[i].cause == (SyCause) cause)
          write_line (writer, &answer->lines[i], answer->with_events);
      sy_json_writer_end_array (writer);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
}

static SyExit
print_json (SyCli *cli,
            const Answer *answer)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();
  const Start *start = answer->start;
  double before = sy_score_change_get_before (answer->change);
  double after = sy_score_change_get_after (answer->change);
  gint64 version = start->model.model == NULL ? answer->run->chosen.version : start->model.version;

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_cli_explain_write_head (writer, answer->run, answer->person, answer->now);
  sy_json_member_instant (writer, "since", sy_scorer_get_as_of (start->scorer));
  if (version > 0)
    sy_json_member_int (writer, "version_before", version);
  else
    sy_json_member_text (writer, "version_before", "draft");
  sy_json_member_number (writer, "score_before", before);
  sy_json_member_text (writer, "band_before",
                       sy_cli_get_band_name (answer->start_model,
                                             sy_contributions_get_band (answer->then)));
  sy_json_member_number (writer, "change", after - before);
  write_changes (writer, answer);
  write_causes (writer, answer);
  sy_json_writer_end_object (writer);
  return sy_cli_print_json (cli, g_steal_pointer (&writer));
}

static const char *
get_label (const SyChangeLine *line)
{
  if (line->label != NULL)
    return line->label;
  return line->cause == SY_CAUSE_LIMITS ? "limits of the score" : "scale";
}

/* A group's line is told from a rule's. */
static char *
describe_line (const SyChangeLine *line)
{
  gboolean is_group = line->group >= 0 && line->rule < 0;

  return g_strconcat (is_group ? "limit of " : "", get_label (line), NULL);
}

static void
add_day (SyCliTable *table,
         const Answer *answer,
         const SyChangeLine *line,
         gsize index)
{
  g_autofree char *day = NULL;

  if (line->n_events > 0)
    day = sy_day_format (sy_zone_day (sy_project_get_zone (answer->run->project),
                                      line->events[index].time_s));
  sy_cli_table_add_text (table, day);
}

/* For people in words, for programs as in JSON. */
static void
add_cause (SyCliTable *table,
           const SyChangeLine *line,
           SyFormat format)
{
  sy_cli_table_add_text (table, format == SY_FORMAT_TABLE ? cause_labels[line->cause]
                                                          : cause_names[line->cause]);
}

static SyCliTable *
build_causes (const Answer *answer,
              SyFormat format)
{
  SyCliTable *table = sy_cli_table_new ();
  double before = sy_score_change_get_before (answer->change);
  double after = sy_score_change_get_after (answer->change);

  sy_cli_table_add_column (table, "cause", "cause", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "what", "label", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "events", "events", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "first", "first", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "last", "last", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "before", "before", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "after", "after", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "change", "change", SY_ALIGN_RIGHT);
  for (gsize i = 0; i < answer->n_lines; i++)
    {
      const SyChangeLine *line = &answer->lines[i];
      g_autofree char *label = describe_line (line);

      add_cause (table, line, format);
      sy_cli_table_add_text (table, label);
      sy_cli_table_add_int (table, (gint64) line->n_events);
      add_day (table, answer, line, 0);
      add_day (table, answer, line, line->n_events - 1);
      sy_cli_table_add_number (table, line->before, 3);
      sy_cli_table_add_number (table, line->after, 3);
      sy_cli_table_add_number (table, line->points, 3);
    }
  if (format == SY_FORMAT_TABLE)
    {
      sy_cli_table_add_text (table, "score");
      for (guint i = 0; i < 4; i++)
        sy_cli_table_add_text (table, "");
      sy_cli_table_add_number (table, before, 3);
      sy_cli_table_add_number (table, after, 3);
      sy_cli_table_add_number (table, after - before, 3);
    }
  return table;
}

static SyCliTable *
build_events (const Answer *answer,
              SyFormat format)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "cause", "cause", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "what", "label", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "row", "row", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "type", "type", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "time", "time", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "amount", "amount", SY_ALIGN_RIGHT);
  for (gsize i = 0; i < answer->n_lines; i++)
    for (gsize j = 0; j < answer->lines[i].n_events; j++)
      {
        const SyChangeEvent *event = &answer->lines[i].events[j];
        g_autofree char *time = sy_instant_format (event->time_s);

        add_cause (table, &answer->lines[i], format);
        sy_cli_table_add_text (table, get_label (&answer->lines[i]));
        sy_cli_table_add_int (table, event->row);
        sy_cli_table_add_text (table, event->type);
        sy_cli_table_add_text (table, time);
        sy_cli_table_add_number (table, event->amount, 2);
      }
  return table;
}

static void
append_start (GString *out,
              const Answer *answer)
{
  gint64 since = sy_scorer_get_as_of (answer->start->scorer);
  g_autofree char *day = sy_cli_format_as_of (sy_project_get_zone (answer->run->project), since);
  g_autofree char *score = sy_model_format_score (answer->start_model,
                                                  sy_score_change_get_before (answer->change));
  const char *band = sy_cli_get_band_name (answer->start_model,
                                           sy_contributions_get_band (answer->then));
  g_autofree char *version = NULL;

  g_string_truncate (out, out->len - 1); /* the empty line after the head */
  if (answer->start->model.model != NULL)
    version = sy_cli_describe_version (answer->start->model.version);
  g_string_append_printf (out, "from %s%s%s: %s, %s\n\n", day, version == NULL ? "" : ", ",
                          version == NULL ? "" : version, score,
                          band == NULL ? "outside the population" : band);
}

static SyExit
print_tables (SyCli *cli,
              const Answer *answer)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (SyCliTable) causes = build_causes (answer, cli->format);
  g_autoptr (SyCliTable) events = answer->with_events ? build_events (answer, cli->format) : NULL;

  if (cli->format == SY_FORMAT_TABLE)
    {
      sy_cli_explain_append_head (out, answer->run, answer->person, answer->now);
      append_start (out, answer);
    }
  /* One CSV holds one table. */
  if (cli->format == SY_FORMAT_TABLE || events == NULL)
    sy_cli_append_table (cli, out, causes);
  if (events != NULL)
    {
      if (cli->format == SY_FORMAT_TABLE)
        g_string_append_c (out, '\n');
      sy_cli_append_table (cli, out, events);
    }
  return sy_cli_print (cli, out->str);
}

/* --- both ends --- */

static gboolean
open_start (SyCli *cli,
            SyCliRun *run,
            guint32 person,
            const SyCliExplainOptions *options,
            Start *start,
            GError **error)
{
  g_autoptr (SyEventLog) log = sy_event_log_ref (run->log);
  const char *key = sy_event_log_get_person_key (run->log, person);
  gint64 since = run->as_of;

  if (options->since != NULL && !sy_cli_parse_as_of (run, options->since, &since, error))
    return FALSE;
  if (since > run->as_of)
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                   "--since: “%s” is after the date of the score", options->since);
      return FALSE;
    }
  if (options->from_version != NULL &&
      !sy_cli_load_model (run->project, run->chosen.name, options->from_version, &start->model,
                          error))
    return FALSE;
  if (options->from_unlinked)
    {
      sy_cli_start (cli, "reading events without links");
      sy_event_log_unref (log);
      log = sy_event_log_load_unlinked (run->project, cli->cancellable, sy_cli_show_progress, cli,
                                        error);
      if (log == NULL)
        return FALSE;
    }
  start->person = sy_event_log_find_person (log, key);
  if (start->person == SY_PERSON_NONE)
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                   "“%s” is known by links only; there is no score without them", key);
      return FALSE;
    }
  start->scorer = sy_scorer_new (log, since);
  return TRUE;
}

SyExit
sy_cli_explain_change (SyCli *cli,
                       SyCliRun *run,
                       guint32 person,
                       const SyContributions *now,
                       const SyCliExplainOptions *options)
{
  g_auto (Start) start = { { 0 } };
  g_autoptr (GError) error = NULL;
  g_autoptr (SyScorer) scorer = sy_scorer_new (run->log, run->as_of);
  g_autoptr (SyContributions) then = NULL;
  g_autoptr (SyScoreChange) change = NULL;
  Answer answer = { run, person, now };

  if (!open_start (cli, run, person, options, &start, &error))
    return sy_cli_fail (cli, error);
  answer.start = &start;
  answer.start_model = start.model.model != NULL ? start.model.model : run->chosen.model;
  answer.with_events = options->events;
  answer.then = then = sy_scorer_explain (start.scorer, answer.start_model, start.person);
  answer.change = change = sy_score_change_new (
      &(SyChangeSide){ start.scorer, answer.start_model, start.person },
      &(SyChangeSide){ scorer, run->chosen.model, person });
  answer.lines = sy_score_change_get_lines (change, &answer.n_lines);
  return cli->format == SY_FORMAT_JSON ? print_json (cli, &answer) : print_tables (cli, &answer);
}
