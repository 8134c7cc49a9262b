/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "events/sy-events.h"
#include "model/sy-model.h"

G_BEGIN_DECLS

/*
 * Who is scored as of an instant. Immutable, reference-counted.
 */
typedef struct
{
  guint32 *members; /* ascending */
  gsize n_members;
  guint8 *is_member; /* by person */
  gsize n_refused;   /* who would be members, but refuse to be */
} SyPopulation;

SyPopulation *sy_population_new (const SyEventLog *log,
                                 const SyPopulationSpec *spec,
                                 gint64 as_of);
SyPopulation *sy_population_ref (SyPopulation *self);
void sy_population_unref (SyPopulation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyPopulation, sy_population_unref)

/*
 * Whether two specs choose the same people of every log.
 */
gboolean sy_population_spec_equal (const SyPopulationSpec *a,
                                   const SyPopulationSpec *b);

/*
 * A deep copy in place, and its release.
 */
void sy_population_spec_copy (const SyPopulationSpec *from,
                              SyPopulationSpec *to);
void sy_population_spec_clear (SyPopulationSpec *self);

G_END_DECLS
