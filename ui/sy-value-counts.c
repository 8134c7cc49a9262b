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

char **
sy_value_counts_list (const SyValueCounts *self,
                      gsize max)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree gsize *top = NULL;
  gsize n = 0;

  g_return_val_if_fail (max >= 1, NULL);

  /* Few are asked for and there may be very many: each is put in its place among the best so far. */
  top = g_new (gsize, max);
  for (gsize id = 1; self != NULL && id <= self->attribute->n_values; id++)
    {
      gsize place = n;

      if (self->counts[id] == 0 || (n == max && self->counts[id] <= self->counts[top[n - 1]]))
        continue;
      while (place > 0 && self->counts[top[place - 1]] < self->counts[id])
        place--;
      n = MIN (n + 1, max);
      memmove (&top[place + 1], &top[place], (n - place - 1) * sizeof *top);
      top[place] = id;
    }
  for (gsize i = 0; i < n; i++)
    g_strv_builder_add (builder, self->attribute->texts[top[i]]);
  return g_strv_builder_end (builder);
}
