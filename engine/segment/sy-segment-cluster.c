/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "cluster": {"by": "components", "columns": ["recency", "value"], "means": [1, 2],
 *             "deviations": [3, 4], "centres": [[-1, 0.5], [1, -0.5]], "member": 1}
 */
#include "config.h"

#include "sy-segment-private.h"

#include <math.h>
#include <string.h>

#include "stats/sy-stats.h"

#define BY_COMPONENTS "components"
#define BY_GROUPS "groups"

static gboolean
fail (GError **error,
      const SyJson *json)
{
  return sy_segment_fail (error, json,
                          "$.cluster: expected what “segment cluster --save” writes: by, "
                          "columns, means, deviations, centres and member");
}

/* A list of so many numbers. */
static double *
read_numbers (const SyJson *json,
              gsize n)
{
  g_autofree double *numbers = NULL;

  if (json == NULL || sy_json_get_type (json) != SY_JSON_ARRAY || sy_json_get_size (json) != n)
    return NULL;
  numbers = g_new (double, n + 1);
  for (gsize i = 0; i < n; i++)
    {
      const SyJson *number = sy_json_get_element (json, i);

      if (sy_json_get_type (number) != SY_JSON_NUMBER)
        return NULL;
      numbers[i] = sy_json_get_number (number);
    }
  return g_steal_pointer (&numbers);
}

static gboolean
read_columns (SyClusterSpec *spec,
              const SyJson *json)
{
  gsize n = json == NULL || sy_json_get_type (json) != SY_JSON_ARRAY ? 0 : sy_json_get_size (json);

  spec->columns = g_new0 (char *, n + 1);
  for (; spec->n_columns < n; spec->n_columns++)
    {
      const SyJson *name = sy_json_get_element (json, spec->n_columns);

      if (sy_json_get_type (name) != SY_JSON_TEXT)
        return FALSE;
      spec->columns[spec->n_columns] = g_strdup (sy_json_get_text (name));
    }
  return n > 0;
}

static gboolean
read_centres (SyClusterSpec *spec,
              const SyJson *json)
{
  gsize n = json == NULL || sy_json_get_type (json) != SY_JSON_ARRAY ? 0 : sy_json_get_size (json);

  if (n < 2 || n > SY_KMEANS_MAX_CLUSTERS)
    return FALSE;
  spec->centres = g_new0 (double, n * spec->n_columns);
  for (; spec->n_clusters < n; spec->n_clusters++)
    {
      g_autofree double *centre = read_numbers (sy_json_get_element (json, spec->n_clusters),
                                                spec->n_columns);

      if (centre == NULL)
        return FALSE;
      memcpy (spec->centres + spec->n_clusters * spec->n_columns, centre,
              spec->n_columns * sizeof (double));
    }
  return TRUE;
}

static gboolean
read_by (SyClusterSpec *spec,
         const SyJson *json)
{
  if (json == NULL || sy_json_get_type (json) != SY_JSON_TEXT)
    return FALSE;
  spec->by_groups = strcmp (sy_json_get_text (json), BY_GROUPS) == 0;
  return spec->by_groups || strcmp (sy_json_get_text (json), BY_COMPONENTS) == 0;
}

gboolean
sy_segment_read_cluster (SySegment *self,
                         const SyJson *json,
                         GError **error)
{
  g_autoptr (SyClusterSpec) spec = g_new0 (SyClusterSpec, 1);
  const SyJson *member;
  double index;

  if (sy_json_get_type (json) != SY_JSON_OBJECT || sy_json_get_size (json) != 6 ||
      !read_by (spec, sy_json_find (json, "by")) ||
      !read_columns (spec, sy_json_find (json, "columns")))
    return fail (error, json);
  spec->means = read_numbers (sy_json_find (json, "means"), spec->n_columns);
  spec->deviations = read_numbers (sy_json_find (json, "deviations"), spec->n_columns);
  if (spec->means == NULL || spec->deviations == NULL ||
      !read_centres (spec, sy_json_find (json, "centres")))
    return fail (error, json);
  for (gsize j = 0; j < spec->n_columns; j++)
    if (!(spec->deviations[j] > 0))
      return sy_segment_fail (error, json, "$.cluster.deviations: must be more than 0");
  member = sy_json_find (json, "member");
  index = member != NULL && sy_json_get_type (member) == SY_JSON_NUMBER
              ? sy_json_get_number (member)
              : (double) NAN;
  if (!(index >= 1 && index <= (double) spec->n_clusters) || index > floor (index))
    return sy_segment_fail (error, json,
                            "$.cluster.member: expected the number of a centre, from 1 on");
  self->cluster = (gsize) index - 1;
  self->clusters = g_steal_pointer (&spec);
  return TRUE;
}

static void
write_numbers (SyJsonWriter *writer,
               const double *numbers,
               gsize n)
{
  sy_json_writer_begin_array (writer, SY_JSON_INLINE);
  for (gsize i = 0; i < n; i++)
    sy_json_writer_number (writer, numbers[i]);
  sy_json_writer_end_array (writer);
}

void
sy_segment_write_cluster (const SySegment *self,
                          SyJsonWriter *writer)
{
  const SyClusterSpec *spec = self->clusters;

  sy_json_writer_key (writer, "cluster");
  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  sy_json_writer_key (writer, "by");
  sy_json_writer_text (writer, spec->by_groups ? BY_GROUPS : BY_COMPONENTS);
  sy_json_writer_key (writer, "columns");
  sy_json_writer_begin_array (writer, SY_JSON_INLINE);
  for (gsize j = 0; j < spec->n_columns; j++)
    sy_json_writer_text (writer, spec->columns[j]);
  sy_json_writer_end_array (writer);
  sy_json_writer_key (writer, "means");
  write_numbers (writer, spec->means, spec->n_columns);
  sy_json_writer_key (writer, "deviations");
  write_numbers (writer, spec->deviations, spec->n_columns);
  sy_json_writer_key (writer, "centres");
  sy_json_writer_begin_array (writer, SY_JSON_INLINE);
  for (gsize c = 0; c < spec->n_clusters; c++)
    write_numbers (writer, spec->centres + c * spec->n_columns, spec->n_columns);
  sy_json_writer_end_array (writer);
  sy_json_writer_key (writer, "member");
  sy_json_writer_int (writer, (gint64) self->cluster + 1);
  sy_json_writer_end_object (writer);
}
