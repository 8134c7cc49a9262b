/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-export.h"

#include <math.h>
#include <string.h>

#include "core/sy-core.h"
#include "score/sy-edge-events-private.h"
#include "sy-export-columns-private.h"

#define N_REASONS 3
#define CANCEL_ROWS 4096

/* What the rows of one export share. */
typedef struct
{
  const SyExportSource *source;
  const guint32 *people;
  gsize n_people;
  SyExportColumn *columns;
  gsize n_columns;
  double **rule_points;     /* (n_rules) only for reasons */
  SyComponents *components; /* of the people of the slice; NULL when no column shows them */
  char *as_of;

  /* What looks back; NULL when no column does. */
  SyTrajectory *trajectories;
  SyReasons *moved;
  SyLifecycle *stages;
  SyReason found[SY_EXPORT_MAX_REASON]; /* of the row */
  gsize n_found;
} Table;

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
                              sy_rule_get_label (sy_export_get_rule (model, best[i])), text);
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
      g_free (table->columns[i].seconds);
    }
  g_clear_pointer (&table->trajectories, g_free);
  g_clear_pointer (&table->moved, sy_reasons_free);
  g_clear_pointer (&table->stages, g_free);
  g_clear_pointer (&table->components, g_free);
  g_clear_pointer (&table->columns, g_free);
  g_clear_pointer (&table->rule_points, free_rule_points);
  g_clear_pointer (&table->as_of, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, clear_table)

static gboolean
has_column (const Table *table,
            SyExportColumnKind kind)
{
  for (gsize i = 0; i < table->n_columns; i++)
    if (table->columns[i].kind == kind)
      return TRUE;
  return FALSE;
}

/* The first or last event before the date of everyone, of one type or of any. */
static guint32 *
find_events (const SyEventLog *log,
             const SyExportColumn *column,
             gint64 as_of)
{
  guint32 bound = sy_event_log_get_bound (as_of);
  guint32 *seconds = sy_edge_events_new (log);

  for (guint32 type = 0; type < sy_event_log_get_n_types (log); type++)
    {
      const SyEventRuns *runs = sy_event_log_get_runs (log, type);

      if (column->type != SY_TYPE_NONE && column->type != type)
        continue;
      if (column->kind == SY_EXPORT_COLUMN_LAST)
        sy_edge_events_take_last (seconds, runs, 0, bound);
      else
        sy_edge_events_take_first (seconds, runs, 0, bound);
    }
  return seconds;
}

static void
write_event (const Table *table,
             const SyExportColumn *column,
             guint32 person,
             SyCsvWriter *writer)
{
  const SyZone *zone = sy_event_log_get_zone (table->source->log);
  guint32 second = column->seconds[person];
  gint64 instant = SY_EVENT_EPOCH + (gint64) second;
  g_autofree char *day = NULL;

  if (second == SY_SECOND_NONE)
    sy_csv_writer_add_text (writer, NULL, -1);
  else if (column->kind == SY_EXPORT_COLUMN_TENURE)
    sy_csv_writer_add_number (writer, (double) (sy_scores_get_as_of (table->source->scores) -
                                                instant) /
                                          SY_DAY_SECONDS);
  else
    {
      day = sy_day_format (sy_zone_day (zone, instant));
      sy_csv_writer_add_text (writer, day, -1);
    }
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
      SyExportColumn *column = &table->columns[i];

      if (column->kind == SY_EXPORT_COLUMN_TENURE || column->kind == SY_EXPORT_COLUMN_FIRST ||
          column->kind == SY_EXPORT_COLUMN_LAST)
        column->seconds = find_events (source->log, column, as_of);
      if (column->kind != SY_EXPORT_COLUMN_DELTA)
        continue;
      column->deltas = sy_score_deltas (source->log, source->model, source->scores, column->number,
                                        cancellable, error);
      if (column->deltas == NULL)
        return FALSE;
    }
  if (has_column (table, SY_EXPORT_COLUMN_COURSE) || has_column (table, SY_EXPORT_COLUMN_SLOPE))
    {
      table->trajectories = sy_trajectories_compute (source->log, source->model, as_of, cancellable,
                                                     NULL, NULL, error);
      if (table->trajectories == NULL)
        return FALSE;
    }
  if (has_column (table, SY_EXPORT_COLUMN_STAGE))
    table->stages = sy_lifecycle_compute (source->log, &source->model->lifecycle, as_of);
  if (has_column (table, SY_EXPORT_COLUMN_REASON))
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
      SyExportColumn *column = &table->columns[i];

      if (column->kind != SY_EXPORT_COLUMN_POINTS)
        continue;
      column->points = g_renew (double, column->points, n_people);
      sy_scores_get_rule_points (table->source->scores, column->rule, people, n_people,
                                 column->points);
    }
  if (has_column (table, SY_EXPORT_COLUMN_COMPONENT) ||
      has_column (table, SY_EXPORT_COLUMN_FRICTION))
    {
      table->components = g_renew (SyComponents, table->components, n_people);
      sy_scores_get_components (table->source->scores, table->source->model, table->source->types,
                                people, n_people, table->components);
    }
  if (has_column (table, SY_EXPORT_COLUMN_REASONS))
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
            const SyExportColumn *column,
            gsize row,
            SyCsvWriter *writer)
{
  const SyExportSource *source = table->source;
  guint32 person = table->people[row];
  const SyBand *band = get_band (table, person);
  g_autofree char *shown = NULL;

  switch (column->kind)
    {
    case SY_EXPORT_COLUMN_PERSON:
      sy_csv_writer_add_text (writer, sy_event_log_get_person_key (source->log, person), -1);
      break;
    case SY_EXPORT_COLUMN_RAW:
      sy_csv_writer_add_number (writer, sy_scores_get_raw (source->scores)[person]);
      break;
    case SY_EXPORT_COLUMN_SCORE:
      sy_csv_writer_add_number (writer, sy_scores_get_score (source->scores)[person]);
      break;
    case SY_EXPORT_COLUMN_PROBABILITY:
      sy_csv_writer_add_number (writer, sy_scores_get_probability (source->scores, person));
      break;
    case SY_EXPORT_COLUMN_SHOWN:
      shown = sy_model_format_score (source->model, sy_scores_get_score (source->scores)[person]);
      sy_csv_writer_add_text (writer, shown, -1);
      break;
    case SY_EXPORT_COLUMN_BAND:
      sy_csv_writer_add_text (writer, band == NULL ? NULL : band->name, -1);
      break;
    case SY_EXPORT_COLUMN_REASONS:
      write_reasons (table, row, writer);
      break;
    case SY_EXPORT_COLUMN_TENURE:
    case SY_EXPORT_COLUMN_FIRST:
    case SY_EXPORT_COLUMN_LAST:
      write_event (table, column, person, writer);
      break;
    case SY_EXPORT_COLUMN_STAGE:
      sy_csv_writer_add_text (writer, sy_stage_get_name (table->stages[person].stage), -1);
      break;
    case SY_EXPORT_COLUMN_PLAYBOOK:
      write_playbook (band, column->number, writer);
      break;
    case SY_EXPORT_COLUMN_ACTION:
      sy_csv_writer_add_text (writer, band == NULL ? NULL : band->playbook.action, -1);
      break;
    case SY_EXPORT_COLUMN_MODEL:
      sy_csv_writer_add_text (writer, source->model->name, -1);
      break;
    case SY_EXPORT_COLUMN_AS_OF:
      sy_csv_writer_add_text (writer, table->as_of, -1);
      break;
    case SY_EXPORT_COLUMN_COURSE:
      sy_csv_writer_add_text (writer, sy_course_get_name (table->trajectories[person].course), -1);
      break;
    case SY_EXPORT_COLUMN_SLOPE:
      sy_csv_writer_add_number (writer, table->trajectories[person].slope.slope);
      break;
    case SY_EXPORT_COLUMN_DELTA:
      sy_csv_writer_add_number (writer, column->deltas[person]);
      break;
    case SY_EXPORT_COLUMN_REASON:
      write_reason (table, column->number, writer);
      break;
    case SY_EXPORT_COLUMN_FRICTION:
      sy_csv_writer_add_number (writer, table->components[row].friction);
      break;
    case SY_EXPORT_COLUMN_COMPONENT:
      sy_csv_writer_add_number (writer, table->components[row].lines[column->component]);
      break;
    case SY_EXPORT_COLUMN_GROUP:
      sy_csv_writer_add_number (writer,
                                sy_scores_get_group_points (source->scores, column->group)[person]);
      break;
    case SY_EXPORT_COLUMN_ATTRIBUTE:
      sy_csv_writer_add_text (writer, column->attribute->texts[column->attribute->values[person]],
                              -1);
      break;
    case SY_EXPORT_COLUMN_POINTS:
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
  table.columns = g_new0 (SyExportColumn, table.n_columns);
  table.as_of = sy_instant_format (sy_scores_get_as_of (source->scores));
  for (gsize i = 0; i < table.n_columns; i++)
    {
      sy_export_column_find (source, columns[i], &table.columns[i], NULL);
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
            table.n_found = sy_reasons_find (table.moved, table.people[row], SY_EXPORT_MAX_REASON,
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
