/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-event-log-private.h"

G_BEGIN_DECLS

/*
 * Events of one type in the order they came, still to be sorted. @amounts is %NULL
 * until the first amount, each of @properties until the first value.
 */
typedef struct
{
  SyArena *columns; /* holds the arrays */
  gsize n_events;
  gsize n_allocated;
  gsize n_expected;
  gsize n_properties;
  guint32 *people;
  guint32 *seconds;
  guint32 *rows;
  double *amounts;
  guint32 **properties;
} SyTypeBlock;

/*
 * A guess of @n_expected events that is not too low spares copying.
 */
void sy_type_block_init (SyTypeBlock *self,
                         SyArena *columns,
                         gsize n_expected,
                         gsize n_properties);
void sy_type_block_clear (SyTypeBlock *self);

void sy_type_block_grow (SyTypeBlock *self);
void sy_type_block_make_amounts (SyTypeBlock *self);

/*
 * Appends an event; @amount is NaN when missing.
 */
static inline void
sy_type_block_add (SyTypeBlock *self,
                   guint32 person,
                   guint32 second,
                   double amount,
                   guint32 row)
{
  gsize i = self->n_events;

  if (G_UNLIKELY (i == self->n_allocated))
    sy_type_block_grow (self);
  self->people[i] = person;
  self->seconds[i] = second;
  self->rows[i] = row;
  if (self->amounts != NULL)
    self->amounts[i] = amount;
  else if (amount == amount)
    {
      sy_type_block_make_amounts (self);
      self->amounts[i] = amount;
    }
  self->n_events++;
}

/*
 * Gives a property of the event at @index a value id of the log's dictionary.
 */
void sy_type_block_set_property (SyTypeBlock *self,
                                 gsize index,
                                 gsize property,
                                 guint32 value);

/*
 * Sorts the events of all types into the log, which has its zone, people, types (names
 * and property_values) and properties already. @parts holds n_parts arrays of n_types
 * blocks, of which nothing may be read afterwards.
 */
void sy_event_layout_fill (SyEventLog *log,
                           SyTypeBlock **parts,
                           gsize n_parts,
                           guint n_threads);

/*
 * Sets what follows from the runs of all types: n_events, first_seconds, the span and the table of days.
 */
void sy_event_layout_finish (SyEventLog *log);

G_END_DECLS
