/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-import-plan-parts-private.h"

#include <string.h>

#include "csv/sy-csv.h"

/* How the times are written: as said, as the whole column shows, as remembered. */

/* Reads on while the day may still come first or the month. */
static gboolean
settle_order (SyImportPlan *self,
              gsize column,
              SyTimeDetection *detection,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (SyTimeDetect) detect = sy_time_detect_new ();
  g_autoptr (SyCsvReader) reader = NULL;
  g_autoptr (GError) local_error = NULL;
  const SyCsvBlock *block;

  if (self->is_stream)
    return TRUE;
  reader = sy_import_plan_open_reader (self, error);
  if (reader == NULL)
    return FALSE;
  while (detection->finding == SY_TIME_FINDING_AMBIGUOUS &&
         (block = sy_csv_reader_next_block (reader, cancellable, &local_error)) != NULL)
    {
      for (gsize i = 0; i < block->n_rows; i++)
        if (block->rows[i].n_fields > column)
          sy_time_detect_add (detect, block->rows[i].fields[column].text,
                              block->rows[i].fields[column].length);
      sy_time_detect_finish (detect, detection);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Formats that only say what the values leave open; the values themselves are asked first. */
gboolean
sy_plan_is_order (const char *format)
{
  return format == NULL || g_str_equal (format, "auto") || g_str_equal (format, "dmy") ||
         g_str_equal (format, "mdy") || g_str_equal (format, "ymd");
}

/* The format of an earlier file, where the values leave it open or nothing else reads them. */
static gboolean
recall_time_format (SyImportPlan *self,
                    gsize column,
                    const SyTimeDetection *detection)
{
  const char *name = self->memory != NULL ? sy_import_memory_get_text (self->memory, "time_format")
                                          : NULL;
  const SyColumnSample *sample = &self->samples[column];

  if (name == NULL || g_str_equal (name, "auto"))
    return FALSE;
  if (sy_plan_is_order (name)
          ? detection->finding != SY_TIME_FINDING_AMBIGUOUS &&
                (detection->finding != SY_TIME_FINDING_NONE || sample->n_values > 20)
          : sample->n_said * 2 < sample->n_values)
    return FALSE;
  self->recipe.time_format = sy_time_format_from_name (name, NULL);
  self->time_finding = SY_TIME_FINDING_SURE;
  return self->recipe.time_format != NULL;
}

gboolean
sy_plan_decide_time_format (SyImportPlan *self,
                            GCancellable *cancellable,
                            GError **error)
{
  SyRecipe *recipe = &self->recipe;
  const char *name = self->options->time_format;
  int column = recipe->columns[recipe->columns[SY_ROLE_TIME] >= 0 ? SY_ROLE_TIME : SY_ROLE_END];
  SyTimeDetection detection;

  if (column < 0)
    return TRUE;
  detection = self->samples[column].time_detection;
  if (name != NULL && !g_str_equal (name, "auto"))
    {
      recipe->time_format = sy_time_format_from_name (name, error);
      return recipe->time_format != NULL;
    }
  if (detection.finding == SY_TIME_FINDING_AMBIGUOUS &&
      !settle_order (self, (gsize) column, &detection, cancellable, error))
    return FALSE;
  if (recall_time_format (self, (gsize) column, &detection))
    return TRUE;
  self->time_finding = detection.finding;
  if (detection.choices != NULL)
    sy_plan_obstruct (
        self,
        "“%s” has dates such as “%s”, where the order of day, month and year is open: say it "
        "with --time-format %s",
        self->columns[column].name, self->samples[column].example, detection.choices);
  else if (detection.finding == SY_TIME_FINDING_MIXED)
    sy_plan_obstruct (
        self,
        "“%s” has rows that need the day first and rows that need the month first: "
        "say how to read it with --time-format dmy or mdy; rows that do not fit are rejected",
        self->columns[column].name);
  else if (detection.finding == SY_TIME_FINDING_NONE &&
           detection.n_times * 2 < detection.n_values && recipe->kind == SY_IMPORT_EVENTS)
    sy_plan_obstruct (
        self,
        "“%s” does not look like times: name another column with --map time=COLUMN, or say how to read it with --time-format",
        self->columns[column].name);
  if (detection.n_without_zone > 0 && detection.finding == SY_TIME_FINDING_SURE)
    sy_plan_warn (self, "The times of “%s” name no time zone: they are read in %s",
                  self->columns[column].name, sy_zone_get_name (self->zone));
  recipe->time_format =
      sy_time_format_from_name (detection.format_name != NULL ? detection.format_name : "auto",
                                error);
  recipe->is_order_open = self->is_sample_cut;
  if (g_strcmp0 (detection.format_name, "dmy") == 0)
    recipe->other_order = sy_time_format_from_name ("mdy", NULL);
  else if (g_strcmp0 (detection.format_name, "mdy") == 0)
    recipe->other_order = sy_time_format_from_name ("dmy", NULL);
  return recipe->time_format != NULL;
}
