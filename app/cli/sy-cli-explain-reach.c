/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "explain --reach": the least effort that lifts one person, or the people of a band. */
#include "config.h"

#include "sy-cli-explain.h"

#include <math.h>

#define DEFAULT_EVENTS 5

/* What is printed. */
typedef struct
{
  const SyCliRun *run;
  const SyEffort *effort;
  const SyBand *target;
  const SyContributions *now; /* of one person; NULL for a band */
  guint32 person;
  const char *from_band; /* NULL for one person */
} Answer;

static gboolean
find_band (const SyModel *model,
           const char *name,
           guint *out_band,
           GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *list = NULL;

  if (sy_model_find_band_named (model, name, out_band))
    return TRUE;
  for (guint i = 0; i < model->bands->len; i++)
    g_ptr_array_add (names, sy_model_get_band (model, i)->name);
  g_ptr_array_add (names, NULL);
  list = g_strjoinv (", ", (char **) names->pdata);
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
               "the model has no band “%s”; its bands are %s", name, list);
  return FALSE;
}

/* --- JSON --- */

static void
write_set (SyJsonWriter *writer,
           const Answer *answer,
           const SyEffortSet *set)
{
  const SyEffort *effort = answer->effort;

  sy_json_writer_key (writer, "events");
  sy_json_writer_begin_array (writer, SY_JSON_INLINE);
  for (gsize i = 0; i < effort->n_types; i++)
    {
      if (set->counts[i] == 0)
        continue;
      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "type", effort->types[i]);
      sy_json_member_int (writer, "count", set->counts[i]);
      sy_json_member_number (writer, "amount", effort->amounts[i]);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_member_int (writer, "n_events", set->n_events);
}

static void
write_person (SyJsonWriter *writer,
              const Answer *answer)
{
  const SyEffort *effort = answer->effort;

  sy_json_member_boolean (writer, "there", effort->n_there > 0);
  if (effort->n_sets == 0)
    {
      sy_json_member_text (writer, "effort", NULL);
      return;
    }
  sy_json_begin_member (writer, "effort", FALSE);
  write_set (writer, answer, &effort->sets[0]);
  sy_json_member_number (writer, "score_after", effort->people[0].after);
  sy_json_writer_end_object (writer);
}

static gsize
count_unreached (const SyEffort *effort)
{
  gsize n = 0;

  for (gsize i = 0; i < effort->n_people; i++)
    n += effort->people[i].set == SY_EFFORT_NONE;
  return n;
}

static void
write_band (SyJsonWriter *writer,
            const Answer *answer)
{
  const SyEffort *effort = answer->effort;

  sy_json_member_int (writer, "n", (gint64) (effort->n_people + effort->n_there));
  sy_json_member_int (writer, "there", (gint64) effort->n_there);
  sy_json_begin_member (writer, "efforts", TRUE);
  for (gsize i = 0; i < effort->n_sets; i++)
    {
      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      write_set (writer, answer, &effort->sets[i]);
      sy_json_member_int (writer, "people", (gint64) effort->sets[i].n_people);
      sy_json_member_int (writer, "reaching", (gint64) effort->sets[i].n_reaching);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_member_int (writer, "unreached", (gint64) count_unreached (effort));
}

static SyExit
print_json (SyCli *cli,
            const Answer *answer)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  if (answer->now != NULL)
    sy_cli_explain_write_head (writer, answer->run, answer->person, answer->now);
  else
    {
      sy_json_member_text (writer, "model", answer->run->chosen.name);
      sy_json_member_version (writer, answer->run->chosen.version);
      sy_json_member_instant (writer, "as_of", answer->run->as_of);
      sy_json_member_text (writer, "band", answer->from_band);
    }
  sy_json_member_text (writer, "reach", answer->target->name);
  sy_json_member_number (writer, "reach_min", answer->target->min);
  sy_json_member_texts (writer, "types", (const char *const *) answer->effort->types);
  sy_json_member_int (writer, "max_events", answer->effort->max_events);
  if (answer->now != NULL)
    write_person (writer, answer);
  else
    write_band (writer, answer);
  sy_json_writer_end_object (writer);
  return sy_cli_print_json (cli, g_steal_pointer (&writer));
}

/* --- tables --- */

static SyCliTable *
build_person (const Answer *answer)
{
  const SyEffort *effort = answer->effort;
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "type", "type", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "more events", "count", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "amount each", "amount", SY_ALIGN_RIGHT);
  for (gsize i = 0; i < effort->n_types && effort->n_sets > 0; i++)
    if (effort->sets[0].counts[i] > 0)
      {
        sy_cli_table_add_text (table, effort->types[i]);
        sy_cli_table_add_int (table, effort->sets[0].counts[i]);
        sy_cli_table_add_number (table, effort->amounts[i], 2);
      }
  return table;
}

static SyCliTable *
build_band (const Answer *answer)
{
  const SyEffort *effort = answer->effort;
  double n_all = (double) (effort->n_people + effort->n_there);
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "effort", "effort", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "events", "n_events", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "moves", "reaching", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "of the band", "reaching_share", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "smallest for", "people", SY_ALIGN_RIGHT);
  for (gsize i = 0; i < effort->n_sets; i++)
    {
      const SyEffortSet *set = &effort->sets[i];
      g_autofree char *text = sy_effort_describe (effort, set);

      sy_cli_table_add_text (table, text);
      sy_cli_table_add_int (table, set->n_events);
      sy_cli_table_add_int (table, (gint64) set->n_reaching);
      sy_cli_table_add_share (table, (double) set->n_reaching / n_all);
      sy_cli_table_add_int (table, (gint64) set->n_people);
    }
  return table;
}

static void
append_target (GString *out,
               const Answer *answer)
{
  char min[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, answer->target->name);
  if (!isnan (answer->target->min))
    g_string_append_printf (out, " (%s or more)", sy_number_format (answer->target->min, min));
}

static void
append_person (GString *out,
               const Answer *answer)
{
  const SyEffort *effort = answer->effort;

  sy_cli_explain_append_head (out, answer->run, answer->person, answer->now);
  g_string_truncate (out, out->len - 1); /* the empty line after the head */
  if (effort->n_there > 0)
    g_string_append (out, "already in or above ");
  else if (effort->n_sets == 0)
    g_string_append_printf (out, "%u more events would not reach ", effort->max_events);
  else
    {
      g_autofree char *text = sy_effort_describe (effort, &effort->sets[0]);
      g_autofree char *score = sy_model_format_score (answer->run->chosen.model,
                                                      effort->people[0].after);

      g_string_append_printf (out, "%s would make it %s, in ", text, score);
    }
  append_target (out, answer);
  g_string_append (out, effort->n_sets > 0 ? "\n\n" : "\n");
}

static void
append_band (GString *out,
             const Answer *answer)
{
  g_autofree char *as_of = sy_cli_format_as_of (sy_project_get_zone (answer->run->project),
                                                answer->run->as_of);
  g_autofree char *version = sy_cli_describe_version (answer->run->chosen.version);
  const SyEffort *effort = answer->effort;

  g_string_append_printf (out, "%s (%s) as of %s: %" G_GSIZE_FORMAT " people in %s; to reach ",
                          answer->run->chosen.name, version, as_of,
                          effort->n_people + effort->n_there, answer->from_band);
  append_target (out, answer);
  g_string_append (out, "\n\n");
}

static SyExit
print_table (SyCli *cli,
             const Answer *answer)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (SyCliTable) table = answer->now != NULL ? build_person (answer) : build_band (answer);
  gboolean is_csv = cli->format == SY_FORMAT_CSV;

  if (!is_csv && answer->now != NULL)
    append_person (out, answer);
  else if (!is_csv)
    append_band (out, answer);
  if (is_csv || answer->effort->n_sets > 0)
    sy_cli_append_table (cli, out, table);
  if (!is_csv && answer->now == NULL)
    g_string_append_printf (out,
                            "%s%" G_GSIZE_FORMAT " people are out of the reach of %u events\n",
                            answer->effort->n_sets > 0 ? "\n" : "",
                            count_unreached (answer->effort), answer->effort->max_events);
  return sy_cli_print (cli, out->str);
}

/* --- whom, and by which events --- */

static guint32 *
list_band (const SyScores *scores,
           guint band,
           gsize *out_n_people)
{
  gsize n_members;
  const guint32 *members = sy_scores_get_members (scores, &n_members);
  guint32 *people = g_new (guint32, n_members + 1);
  gsize n = 0;

  for (gsize i = 0; i < n_members; i++)
    if (sy_scores_get_bands (scores)[members[i]] == band)
      people[n++] = members[i];
  *out_n_people = n;
  return people;
}

static char **
choose_types (const SyCliRun *run,
              const SyCliExplainOptions *options,
              GError **error)
{
  g_auto (GStrv) types = options->types != NULL
                             ? g_strdupv (options->types)
                             : sy_effort_list_types (run->log, run->chosen.model);

  for (gsize i = 0; types[i] != NULL; i++)
    if (sy_event_log_find_type (run->log, types[i]) == SY_TYPE_NONE)
      {
        g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                     "--type: there are no events of type “%s”", types[i]);
        return NULL;
      }
  if (types[0] == NULL)
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                   "no rule gives points for events; name the allowed ones with --type");
      return NULL;
    }
  return g_steal_pointer (&types);
}

SyExit
sy_cli_explain_reach (SyCli *cli,
                      SyCliRun *run,
                      guint32 person,
                      const SyContributions *now,
                      const SyCliExplainOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyScores) scores = NULL;
  g_autoptr (SyEffort) effort = NULL;
  g_autofree guint32 *people = NULL;
  g_auto (GStrv) types = NULL;
  const SyModel *model = run->chosen.model;
  SyEffortQuery query;
  Answer answer = { run, NULL, NULL, now, person, options->band };
  gsize n_people = 1;
  guint max_events = DEFAULT_EVENTS;
  guint target = 0;
  guint band = 0;

  if (!sy_cli_parse_count ("--max-events", options->max_events, 1, SY_EFFORT_MAX_EVENTS,
                           &max_events, &error) ||
      !find_band (model, options->reach, &target, &error) ||
      (options->band != NULL && !find_band (model, options->band, &band, &error)))
    return sy_cli_fail (cli, error);
  types = choose_types (run, options, &error);
  scores = types == NULL ? NULL : sy_cli_run_score (cli, run, &error);
  if (scores == NULL)
    return sy_cli_fail (cli, error);
  people = options->band != NULL ? list_band (scores, band, &n_people)
                                 : g_memdup2 (&person, sizeof person);
  query = (SyEffortQuery){ run->log, model, run->as_of, people, n_people,
                           target, (const char *const *) types, max_events };
  sy_cli_start (cli, "trying events");
  effort = sy_effort_find (&query, cli->cancellable, sy_cli_show_progress, cli, &error);
  if (effort == NULL)
    return sy_cli_fail (cli, error);
  answer.effort = effort;
  answer.target = sy_model_get_band (model, target);
  return cli->format == SY_FORMAT_JSON ? print_json (cli, &answer) : print_table (cli, &answer);
}
