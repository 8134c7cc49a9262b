/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-export.h"

#include <math.h>
#include <string.h>

#include "core/sy-core.h"

#define N_REASONS 3
#define CANCEL_ROWS 4096
#define MAX_REASON 20
#define MAX_DELTA 3660

typedef enum
{
  COLUMN_PERSON,
  COLUMN_RAW,
  COLUMN_SCORE,
  COLUMN_BAND,
  COLUMN_REASONS,
  COLUMN_ACTION,
  COLUMN_MODEL,
  COLUMN_AS_OF,
  COLUMN_COURSE,
  COLUMN_SLOPE,
  COLUMN_STAGE,
  COLUMN_ATTRIBUTE,
  COLUMN_POINTS,
  COLUMN_DELTA,
  COLUMN_REASON,
  COLUMN_PLAYBOOK,
} ColumnKind;

static const char *const column_names[] = { "person", "raw", "score", "band", "reasons",
                                            "action", "model", "as_of", "course", "slope",
                                            "stage", NULL };

static const char *const playbook_names[] = { "goal", "action", "channels", "offer_rule",
                                              "frequency_cap", "suppress_when", "success_metric",
                                              "owner", NULL };

typedef struct
{
  ColumnKind kind;
  const SyPersonAttribute *attribute;
  gsize rule;
  guint number;   /* of a delta: days; of a reason: its place from 1; of a playbook: the part */
  double *points; /* of the people of the slice */
  double *deltas; /* of everyone */
} Column;

/* What the rows of one export share. */
typedef struct
{
  const SyExportSource *source;
  const guint32 *people;
  gsize n_people;
  Column *columns;
  gsize n_columns;
  double **rule_points; /* (n_rules) only for reasons */
  char *as_of;

  /* What looks back; NULL when no column does. */
  SyTrajectory *trajectories;
  SyReasons *moved;
  SyLifecycle *stages;
  SyReason found[MAX_REASON]; /* of the row */
  gsize n_found;
} Table;

G_DEFINE_QUARK (sy_export_error, sy_export_error)

/* The rule with index @index through all groups; there is one. */
static const SyRule *
get_rule (const SyModel *model,
          gsize index)
{
  SyRuleGroup *const *group = (SyRuleGroup *const *) model->groups->pdata;

  for (; index >= (*group)->rules->len; group++)
    index -= (*group)->rules->len;
  return (*group)->rules->pdata[index];
}

static const char *
suggest_column (const SyExportSource *source,
                const char *name,
                GPtrArray *names)
{
  for (gsize i = 0; column_names[i] != NULL; i++)
    g_ptr_array_add (names, g_strdup (column_names[i]));
  for (gsize i = 0; i < sy_event_log_get_n_attributes (source->log); i++)
    g_ptr_array_add (names,
                     g_strconcat ("attribute:",
                                  sy_event_log_get_attribute (source->log, (guint32) i)->name,
                                  NULL));
  for (gsize i = 0; i < sy_model_get_n_rules (source->model); i++)
    g_ptr_array_add (names, g_strconcat ("points:", get_rule (source->model, i)->id, NULL));
  for (gsize i = 0; playbook_names[i] != NULL; i++)
    g_ptr_array_add (names, g_strconcat ("playbook:", playbook_names[i], NULL));
  g_ptr_array_add (names, NULL);
  return sy_text_suggest (name, (const char *const *) names->pdata);
}

static gboolean
fail_column (const SyExportSource *source,
             const char *name,
             GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *near = suggest_column (source, name, names);

  if (near != NULL)
    g_set_error (error, SY_EXPORT_ERROR, SY_EXPORT_ERROR_COLUMN,
                 "there is no column “%s”; did you mean “%s”?", name, near);
  else
    g_set_error (
        error, SY_EXPORT_ERROR, SY_EXPORT_ERROR_COLUMN,
        "there is no column “%s”; the columns are person, raw, score, band, reasons, action, model, as_of, course, slope, stage, attribute:NAME, points:RULE, delta:DAYS, reason:N, playbook:PART",
        name);
  return FALSE;
}

/* "delta:7": the number after the colon. */
static gboolean
has_number (const char *name,
            const char *prefix,
            guint max,
            guint *out_number)
{
  guint64 number;

  if (!g_str_has_prefix (name, prefix) ||
      !g_ascii_string_to_unsigned (name + strlen (prefix), 10, 1, max, &number, NULL))
    return FALSE;
  *out_number = (guint) number;
  return TRUE;
}

static gboolean
find_column (const SyExportSource *source,
             const char *name,
             Column *out_column,
             GError **error)
{
  *out_column = (Column){ COLUMN_PERSON };
  for (guint i = 0; column_names[i] != NULL; i++)
    if (strcmp (column_names[i], name) == 0)
      {
        out_column->kind = (ColumnKind) i;
        return TRUE;
      }
  if (g_str_has_prefix (name, "attribute:"))
    {
      out_column->kind = COLUMN_ATTRIBUTE;
      out_column->attribute = sy_event_log_find_attribute (source->log,
                                                           name + strlen ("attribute:"));
      if (out_column->attribute != NULL)
        return TRUE;
    }
  if (g_str_has_prefix (name, "points:"))
    for (gsize i = 0; i < sy_model_get_n_rules (source->model); i++)
      if (strcmp (get_rule (source->model, i)->id, name + strlen ("points:")) == 0)
        {
          out_column->kind = COLUMN_POINTS;
          out_column->rule = i;
          return TRUE;
        }
  if (has_number (name, "delta:", MAX_DELTA, &out_column->number))
    {
      out_column->kind = COLUMN_DELTA;
      return TRUE;
    }
  if (has_number (name, "reason:", MAX_REASON, &out_column->number))
    {
      out_column->kind = COLUMN_REASON;
      return TRUE;
    }
  for (guint i = 0; g_str_has_prefix (name, "playbook:") && playbook_names[i] != NULL; i++)
    if (strcmp (playbook_names[i], name + strlen ("playbook:")) == 0)
      {
        out_column->kind = COLUMN_PLAYBOOK;
        out_column->number = i;
        return TRUE;
      }
  return fail_column (source, name, error);
}

gboolean
sy_export_check_columns (const SyExportSource *source,
                         const char *const *columns,
                         GError **error)
{
  Column column;

  g_return_val_if_fail (source != NULL && columns != NULL, FALSE);

  if (columns[0] == NULL)
    {
      g_set_error (error, SY_EXPORT_ERROR, SY_EXPORT_ERROR_COLUMN, "name at least one column");
      return FALSE;
    }
  for (gsize i = 0; columns[i] != NULL; i++)
    if (!find_column (source, columns[i], &column, error))
      return FALSE;
  return TRUE;
}

/* Appends the strongest rules; @points[rule] is read at @at. */
static void
append_reasons (GString *out,
                const SyModel *model,
                gsize n_rules,
                double *const *points,
                gsize at)
{
  gsize best[N_REASONS];
  gsize n_best = 0;

  for (gsize rule = 0; rule < n_rules; rule++)
    {
      double size = fabs (points[rule][at]);
      gsize place = n_best;

      if (!(size > 0))
        continue;
      while (place > 0 && size > fabs (points[best[place - 1]][at]))
        place--;
      if (place >= N_REASONS)
        continue;
      n_best = MIN (n_best + 1, N_REASONS);
      for (gsize i = n_best - 1; i > place; i--)
        best[i] = best[i - 1];
      best[place] = rule;
    }
  for (gsize i = 0; i < n_best; i++)
    {
      char text[G_ASCII_DTOSTR_BUF_SIZE];
      double value = points[best[i]][at];

      g_ascii_formatd (text, sizeof text, fabs (value) < 0.05 ? "%+.2g" : "%+.1f", value);
      g_string_append_printf (out, "%s%s %s", i > 0 ? "; " : "",
                              sy_rule_get_label (get_rule (model, best[i])), text);
    }
}

static double **
collect_rule_points (const SyExportSource *source,
                     const guint32 *people,
                     gsize n_people)
{
  gsize n_rules = sy_scores_get_n_rules (source->scores);
  double **points = g_new0 (double *, n_rules + 1);

  for (gsize i = 0; i < n_rules; i++)
    {
      points[i] = g_new (double, n_people);
      sy_scores_get_rule_points (source->scores, i, people, n_people, points[i]);
    }
  return points;
}

static void
free_rule_points (double **points)
{
  for (gsize i = 0; points != NULL && points[i] != NULL; i++)
    g_free (points[i]);
  g_free (points);
}

char *
sy_export_reasons (const SyExportSource *source,
                   guint32 person)
{
  GString *out = g_string_new (NULL);
  double **points;

  g_return_val_if_fail (source != NULL, NULL);

  points = collect_rule_points (source, &person, 1);
  append_reasons (out, source->model, sy_scores_get_n_rules (source->scores), points, 0);
  free_rule_points (points);
  return g_string_free (out, FALSE);
}

static void
clear_table (Table *table)
{
  for (gsize i = 0; i < table->n_columns; i++)
    {
      g_free (table->columns[i].points);
      g_free (table->columns[i].deltas);
    }
  g_clear_pointer (&table->trajectories, g_free);
  g_clear_pointer (&table->moved, sy_reasons_free);
  g_clear_pointer (&table->stages, g_free);
  g_clear_pointer (&table->columns, g_free);
  g_clear_pointer (&table->rule_points, free_rule_points);
  g_clear_pointer (&table->as_of, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, clear_table)

static gboolean
has_column (const Table *table,
            ColumnKind kind)
{
  for (gsize i = 0; i < table->n_columns; i++)
    if (table->columns[i].kind == kind)
      return TRUE;
  return FALSE;
}

/* Scores earlier days for the columns that look back. */
static gboolean
look_back (Table *table,
           GCancellable *cancellable,
           GError **error)
{
  const SyExportSource *source = table->source;
  gint64 as_of = sy_scores_get_as_of (source->scores);

  for (gsize i = 0; i < table->n_columns; i++)
    {
      Column *column = &table->columns[i];

      if (column->kind != COLUMN_DELTA)
        continue;
      column->deltas = sy_score_deltas (source->log, source->model, source->scores, column->number,
                                        cancellable, error);
      if (column->deltas == NULL)
        return FALSE;
    }
  if (has_column (table, COLUMN_COURSE) || has_column (table, COLUMN_SLOPE))
    {
      table->trajectories = sy_trajectories_compute (source->log, source->model, as_of, cancellable,
                                                     NULL, NULL, error);
      if (table->trajectories == NULL)
        return FALSE;
    }
  if (has_column (table, COLUMN_STAGE))
    table->stages = sy_lifecycle_compute (source->log, &source->model->lifecycle, as_of);
  if (has_column (table, COLUMN_REASON))
    {
      table->moved = sy_reasons_new (source->log, source->model, source->scores,
                                     SY_REASONS_DEFAULT_DAYS, cancellable, error);
      if (table->moved == NULL)
        return FALSE;
    }
  return TRUE;
}

/* Rule points are read a slice of people at a time, so memory does not grow with the rows. */
static void
fill_slice (Table *table,
            const guint32 *people,
            gsize n_people)
{
  table->people = people;
  table->n_people = n_people;
  g_clear_pointer (&table->rule_points, free_rule_points);
  for (gsize i = 0; i < table->n_columns; i++)
    {
      Column *column = &table->columns[i];

      if (column->kind != COLUMN_POINTS)
        continue;
      column->points = g_renew (double, column->points, n_people);
      sy_scores_get_rule_points (table->source->scores, column->rule, people, n_people,
                                 column->points);
    }
  if (has_column (table, COLUMN_REASONS))
    table->rule_points = collect_rule_points (table->source, people, n_people);
}

static void
write_reasons (const Table *table,
               gsize row,
               SyCsvWriter *writer)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_reasons (text, table->source->model, sy_scores_get_n_rules (table->source->scores),
                  table->rule_points, row);
  sy_csv_writer_add_text (writer, text->len == 0 ? NULL : text->str, (gssize) text->len);
}

static void
write_reason (const Table *table,
              guint place,
              SyCsvWriter *writer)
{
  g_autofree char *text = NULL;

  if (place <= table->n_found)
    text = sy_reasons_describe (table->moved, &table->found[place - 1]);
  sy_csv_writer_add_text (writer, text, -1);
}

static void
write_playbook (const SyBand *band,
                guint part,
                SyCsvWriter *writer)
{
  const SyPlaybook *playbook = band == NULL ? NULL : &band->playbook;
  g_autofree char *channels = playbook == NULL || playbook->channels == NULL
                                  ? NULL
                                  : g_strjoinv ("; ", playbook->channels);
  const char *const texts[] = {
    playbook == NULL ? NULL : playbook->goal,
    playbook == NULL ? NULL : playbook->action,
    channels,
    playbook == NULL ? NULL : playbook->offer_rule,
    playbook == NULL ? NULL : playbook->frequency_cap,
    playbook == NULL ? NULL : playbook->suppress_when,
    playbook == NULL ? NULL : playbook->success_metric,
    playbook == NULL ? NULL : playbook->owner,
  };

  sy_csv_writer_add_text (writer, texts[part], -1);
}

static const SyBand *
get_band (const Table *table,
          guint32 person)
{
  guint8 band = sy_scores_get_bands (table->source->scores)[person];

  return band == SY_BAND_NONE ? NULL : sy_model_get_band (table->source->model, band);
}

static void
write_cell (const Table *table,
            const Column *column,
            gsize row,
            SyCsvWriter *writer)
{
  const SyExportSource *source = table->source;
  guint32 person = table->people[row];
  const SyBand *band = get_band (table, person);

  switch (column->kind)
    {
    case COLUMN_PERSON:
      sy_csv_writer_add_text (writer, sy_event_log_get_person_key (source->log, person), -1);
      break;
    case COLUMN_RAW:
      sy_csv_writer_add_number (writer, sy_scores_get_raw (source->scores)[person]);
      break;
    case COLUMN_SCORE:
      sy_csv_writer_add_number (writer, sy_scores_get_score (source->scores)[person]);
      break;
    case COLUMN_BAND:
      sy_csv_writer_add_text (writer, band == NULL ? NULL : band->name, -1);
      break;
    case COLUMN_REASONS:
      write_reasons (table, row, writer);
      break;
    case COLUMN_STAGE:
      sy_csv_writer_add_text (writer, sy_stage_get_name (table->stages[person].stage), -1);
      break;
    case COLUMN_PLAYBOOK:
      write_playbook (band, column->number, writer);
      break;
    case COLUMN_ACTION:
      sy_csv_writer_add_text (writer, band == NULL ? NULL : band->playbook.action, -1);
      break;
    case COLUMN_MODEL:
      sy_csv_writer_add_text (writer, source->model->name, -1);
      break;
    case COLUMN_AS_OF:
      sy_csv_writer_add_text (writer, table->as_of, -1);
      break;
    case COLUMN_COURSE:
      sy_csv_writer_add_text (writer, sy_course_get_name (table->trajectories[person].course), -1);
      break;
    case COLUMN_SLOPE:
      sy_csv_writer_add_number (writer, table->trajectories[person].slope.slope);
      break;
    case COLUMN_DELTA:
      sy_csv_writer_add_number (writer, column->deltas[person]);
      break;
    case COLUMN_REASON:
      write_reason (table, column->number, writer);
      break;
    case COLUMN_ATTRIBUTE:
      sy_csv_writer_add_text (writer, column->attribute->texts[column->attribute->values[person]],
                              -1);
      break;
    case COLUMN_POINTS:
    default:
      sy_csv_writer_add_number (writer, column->points[row]);
      break;
    }
}

gboolean
sy_export_rows (const SyExportSource *source,
                const guint32 *people,
                gsize n_people,
                const char *const *columns,
                SyCsvWriter *writer,
                GCancellable *cancellable,
                SyProgressFunc progress,
                gpointer user_data,
                GError **error)
{
  g_auto (Table) table = { source };

  g_return_val_if_fail (source != NULL && (people != NULL || n_people == 0) && columns != NULL &&
                            writer != NULL,
                        FALSE);

  if (!sy_export_check_columns (source, columns, error))
    return FALSE;
  table.n_columns = g_strv_length ((char **) columns);
  table.columns = g_new0 (Column, table.n_columns);
  table.as_of = sy_instant_format (sy_scores_get_as_of (source->scores));
  for (gsize i = 0; i < table.n_columns; i++)
    {
      find_column (source, columns[i], &table.columns[i], NULL);
      sy_csv_writer_add_text (writer, columns[i], -1);
    }
  sy_csv_writer_end_row (writer);
  if (!look_back (&table, cancellable, error))
    return FALSE;
  for (gsize start = 0; start < n_people; start += CANCEL_ROWS)
    {
      fill_slice (&table, people + start, MIN (CANCEL_ROWS, n_people - start));
      for (gsize row = 0; row < table.n_people; row++)
        {
          if (table.moved != NULL)
            table.n_found = sy_reasons_find (table.moved, table.people[row], MAX_REASON,
                                             table.found);
          for (gsize i = 0; i < table.n_columns; i++)
            write_cell (&table, &table.columns[i], row, writer);
          sy_csv_writer_end_row (writer);
        }
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (progress != NULL)
        progress ((gint64) (start + table.n_people), (gint64) n_people, user_data);
    }
  return TRUE;
}
