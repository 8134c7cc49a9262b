/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sy-event-cells-private.h"

#define RECORD_HEADER 6 /* its length, and a serial type for each of five columns */
#define MAX_CELL (1 + 5 + RECORD_HEADER + 6 + 6 + 8 + 8)
#define PROPERTY_HEADER 4 /* likewise, of three */
#define MAX_PROPERTY_CELL (1 + PROPERTY_HEADER + 3 * 8)

static inline guint8 *
put_real_before (guint8 *end,
                 double value,
                 guint8 *out_type)
{
  guint64 bits;

  memcpy (&bits, &value, sizeof bits);
  *out_type = isnan (value) ? 0 : 7;
  return sy_put_bytes_before (end, bits, isnan (value) ? 0 : 8);
}

/* A cell that ends at @end: the length of the record, the rowid, and the record, from its end on. */
static inline guint8 *
put_cell (guint8 *end,
          guint32 row,
          guint32 person,
          guint32 type,
          gint64 time_ms,
          double amount)
{
  guint8 types[4];
  guint8 *start = end;
  guint64 bits;
  guint n_bytes;

  start = put_real_before (start, amount, &types[3]);
  start = sy_put_integer_before (start, time_ms, &types[2]);
  start = sy_put_integer_before (start, type, &types[1]);
  start = sy_put_integer_before (start, person, &types[0]);
  /* The length of the header, NULL for the id, and the four. */
  start = sy_put_bytes_before (start,
                               (guint64) RECORD_HEADER << 40 | (guint64) types[0] << 24 |
                                   (guint64) types[1] << 16 | (guint64) types[2] << 8 | types[3],
                               RECORD_HEADER);
  bits = sy_varint_bits (row, &n_bytes);
  return sy_put_bytes_before (start, (guint64) (end - start) << (8 * n_bytes) | bits, n_bytes + 1);
}

void
sy_event_cells_add (SyTreeBuilder *tree,
                    guint32 first_row,
                    const guint32 *people,
                    const guint32 *types,
                    const gint64 *times_ms,
                    const double *amounts,
                    gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      guint8 *end = sy_tree_builder_reserve (tree, MAX_CELL);
      guint32 row = first_row + (guint32) i;

      sy_tree_builder_commit (tree,
                              put_cell (end, row, people[i], types[i], times_ms[i], amounts[i]),
                              row);
    }
}

static inline guint8 *
put_property_cell (guint8 *end,
                   gint64 event,
                   guint32 name,
                   guint32 value)
{
  guint8 types[3];
  guint8 *start = end;

  start = sy_put_integer_before (start, value, &types[2]);
  start = sy_put_integer_before (start, name, &types[1]);
  start = sy_put_integer_before (start, event, &types[0]);
  start = sy_put_bytes_before (start,
                               (guint64) PROPERTY_HEADER << 24 | (guint64) types[0] << 16 |
                                   (guint64) types[1] << 8 | types[2],
                               PROPERTY_HEADER);
  return sy_put_bytes_before (start, (guint64) (end - start), 1);
}

void
sy_property_cells_add (SyTreeBuilder *tree,
                       const gint64 *events,
                       const guint32 *names,
                       const guint32 *values,
                       gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      guint8 *end = sy_tree_builder_reserve (tree, MAX_PROPERTY_CELL);

      sy_tree_builder_commit (tree, put_property_cell (end, events[i], names[i], values[i]), 0);
    }
}
