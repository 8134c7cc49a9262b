/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a segment asks beyond bands and score: its course, its change, and the person. */
#include "config.h"

#include "sy-segment-private.h"

#include <math.h>
#include <string.h>

#include "core/sy-core.h"
#include "model/sy-field-private.h"

void
sy_segment_copy_more (const SySegment *self,
                      SySegment *copy)
{
  copy->where = sy_condition_copy (self->where);
  copy->clusters = sy_cluster_spec_copy (self->clusters);
}

void
sy_segment_clear_more (SySegment *self)
{
  g_clear_pointer (&self->where, sy_condition_free);
  g_clear_pointer (&self->clusters, sy_cluster_spec_free);
}

/* --- reading --- */

gboolean
sy_segment_is_more_key (const char *key)
{
  static const char *const keys[] = { "course", "change", "cluster", "where", NULL };

  return g_strv_contains (keys, key);
}

static gboolean
read_courses (SySegment *self,
              const SyJson *json,
              GError **error)
{
  gboolean is_list = sy_json_get_type (json) == SY_JSON_ARRAY && sy_json_get_size (json) > 0;

  for (gsize i = 0; is_list && i < sy_json_get_size (json); i++)
    {
      const SyJson *name = sy_json_get_element (json, i);
      SyCourse course = SY_COURSE_UNKNOWN;

      is_list = sy_json_get_type (name) == SY_JSON_TEXT &&
                sy_course_from_name (sy_json_get_text (name), &course);
      self->courses |= 1u << course;
    }
  return is_list || sy_segment_fail (error, json,
                                     "$.course: expected a list of at least one of rising, "
                                     "flat, falling, unknown");
}

static gboolean
read_change (SySegment *self,
             const SyJson *json,
             GError **error)
{
  if (sy_json_get_type (json) != SY_JSON_OBJECT)
    return sy_segment_fail (error, json,
                            "$.change: expected an object with days, at_least, at_most");
  for (gsize i = 0; i < sy_json_get_size (json); i++)
    {
      const char *key = sy_json_get_key (json, i);
      const SyJson *value = sy_json_get_element (json, i);
      double number = (double) NAN;

      if (sy_json_get_type (value) == SY_JSON_NUMBER)
        number = sy_json_get_number (value);
      if (isnan (number))
        return sy_segment_fail (error, value, "$.change: its members are numbers");
      if (strcmp (key, "days") == 0)
        self->change_days = number >= 1 && number <= SY_SEGMENT_MAX_LOW_DAYS &&
                                    !(number > floor (number))
                                ? (int) number
                                : -1;
      else if (strcmp (key, "at_least") == 0)
        self->change_min = number;
      else if (strcmp (key, "at_most") == 0)
        self->change_max = number;
      else
        return sy_segment_fail (error, value,
                                "$.change: the keys are days, at_least and at_most");
    }
  if (self->change_days < 1)
    return sy_segment_fail (error, json,
                            "$.change.days: expected a whole number of days from 1 to 366");
  if (isnan (self->change_min) && isnan (self->change_max))
    return sy_segment_fail (error, json, "$.change: needs at_least, at_most or both");
  if (self->change_min > self->change_max)
    return sy_segment_fail (error, json, "$.change.at_most: is below at_least");
  return TRUE;
}

static gboolean
read_where (SySegment *self,
            const SyJson *json,
            GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (sy_person_conditions_read (json, "where", &self->where, &local_error))
    return TRUE;
  g_set_error_literal (error, SY_SEGMENT_ERROR, SY_SEGMENT_ERROR_DOCUMENT, local_error->message);
  return FALSE;
}

gboolean
sy_segment_read_more (SySegment *self,
                      const char *key,
                      const SyJson *json,
                      GError **error)
{
  if (strcmp (key, "course") == 0)
    return read_courses (self, json, error);
  if (strcmp (key, "change") == 0)
    return read_change (self, json, error);
  if (strcmp (key, "cluster") == 0)
    return sy_segment_read_cluster (self, json, error);
  return read_where (self, json, error);
}

/* --- writing --- */

void
sy_segment_write_more (const SySegment *self,
                       SyJsonWriter *writer)
{
  if (self->courses != 0)
    {
      g_autofree const char **names = sy_courses_list (self->courses);

      sy_json_writer_key (writer, "course");
      sy_json_writer_begin_array (writer, SY_JSON_INLINE);
      for (gsize i = 0; names[i] != NULL; i++)
        sy_json_writer_text (writer, names[i]);
      sy_json_writer_end_array (writer);
    }
  if (self->change_days > 0)
    {
      sy_json_writer_key (writer, "change");
      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_writer_key (writer, "days");
      sy_json_writer_int (writer, self->change_days);
      if (!isnan (self->change_min))
        {
          sy_json_writer_key (writer, "at_least");
          sy_json_writer_number (writer, self->change_min);
        }
      if (!isnan (self->change_max))
        {
          sy_json_writer_key (writer, "at_most");
          sy_json_writer_number (writer, self->change_max);
        }
      sy_json_writer_end_object (writer);
    }
  if (self->clusters != NULL)
    sy_segment_write_cluster (self, writer);
  if (self->where != NULL)
    {
      sy_json_writer_key (writer, "where");
      sy_conditions_write (self->where, writer);
    }
}

void
sy_segment_describe_more (const SySegment *self,
                          GString *out)
{
  g_autofree char *where = sy_condition_describe (self->where);
  SyScoreMove move = { self->change_days, self->change_min, self->change_max };
  g_autofree char *course = sy_course_describe (self->courses, &move);

  if (*course != '\0')
    g_string_append_printf (out, ", %s", course);
  if (self->clusters != NULL)
    g_string_append_printf (out, ", cluster %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT,
                            self->cluster + 1, self->clusters->n_clusters);
  if (*where != '\0')
    g_string_append_printf (out, ", where %s", where);
}
