/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-value-counts.h"

#include <string.h>

struct _SyValueCounts
{
  SyEventLog *log;
  const SyPersonAttribute *attribute; /* of the log */
  gsize *counts;                      /* n_values + 1, by id */
};

SyValueCounts *
sy_value_counts_new (SyEventLog *log,
                     const char *attribute)
{
  const SyPersonAttribute *found =
      log != NULL && attribute != NULL ? sy_event_log_find_attribute (log, attribute) : NULL;
  SyValueCounts *self;

  if (found == NULL)
    return NULL;
  self = g_new0 (SyValueCounts, 1);
  self->log = sy_event_log_ref (log);
  self->attribute = found;
  self->counts = g_new0 (gsize, found->n_values + 1);
  for (gsize i = 0; i < sy_event_log_get_n_people (log); i++)
    self->counts[found->values[i]]++;
  return self;
}

void
sy_value_counts_free (SyValueCounts *self)
{
  g_free (self->counts);
  sy_event_log_unref (self->log);
  g_free (self);
}

gsize
sy_value_counts_get (const SyValueCounts *self,
                     const char *value)
{
  gsize low = 1;
  gsize high;

  g_return_val_if_fail (value != NULL, 0);

  if (self == NULL)
    return 0;
  high = self->attribute->n_values + 1;
  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      int order = strcmp (self->attribute->texts[middle], value);

      if (order == 0)
        return self->counts[middle];
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return 0;
}

/* Those of most people first; ids are in bytewise order. */
static int
compare_ids (gconstpointer a,
             gconstpointer b,
             gpointer data)
{
  const gsize *counts = data;
  gsize id_a = *(const gsize *) a;
  gsize id_b = *(const gsize *) b;

  if (counts[id_a] != counts[id_b])
    return counts[id_a] > counts[id_b] ? -1 : 1;
  return id_a < id_b ? -1 : id_a > id_b;
}

char **
sy_value_counts_list (const SyValueCounts *self,
                      gsize max)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree gsize *ids = NULL;
  gsize n_values = self != NULL ? self->attribute->n_values : 0;
  gsize least = 0;
  gsize n = 0;

  g_return_val_if_fail (max >= 1, NULL);

  /* Few may be asked for of very many: what cannot be among the best so far is not looked at. */
  max = MIN (max, n_values);
  ids = g_new (gsize, 2 * max);
  for (gsize id = 1; id <= n_values; id++)
    {
      if (self->counts[id] <= least)
        continue;
      ids[n++] = id;
      if (n < 2 * max)
        continue;
      g_qsort_with_data (ids, (int) n, sizeof *ids, compare_ids, self->counts);
      n = max;
      least = self->counts[ids[n - 1]];
    }
  if (n > 0)
    g_qsort_with_data (ids, (int) n, sizeof *ids, compare_ids, self->counts);
  for (gsize i = 0; i < MIN (n, max); i++)
    g_strv_builder_add (builder, self->attribute->texts[ids[i]]);
  return g_strv_builder_end (builder);
}
