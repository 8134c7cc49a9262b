/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-measurer-private.h"

G_BEGIN_DECLS

/*
 * Conditions on the person, and a multiplier, prepared for a log and an instant.
 * Immutable; any number of threads may ask.
 */
typedef struct _SyGate SyGate;

/*
 * Both of a rule, or NULL for none; borrowed. NULL when there is neither.
 */
SyGate *sy_gate_new (const SyEventLog *log,
                     const SyCondition *only_if,
                     const SyMultiplier *multiplier,
                     const SyRuleMoment *moment);
void sy_gate_free (SyGate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyGate, sy_gate_free)

/*
 * Whether new events of the types that are marked in @is_type, by type of the log, may change what
 * it says of the person they belong to.
 */
gboolean sy_gate_reads (const SyGate *self,
                        const gboolean *is_type);

/*
 * Whether the conditions hold for each of the people [start, end): 0 or 1.
 */
void sy_gate_hold (const SyGate *self,
                   guint32 start,
                   guint32 end,
                   guint8 *out_holds);

/*
 * What the value of one person is multiplied with: 0 where the conditions do not hold.
 */
double sy_gate_get_factor (const SyGate *self,
                           guint32 person);

/*
 * Multiplies the values of the people [start, end). Where the conditions do not hold the value is
 * 0, whatever it was; where they do, NaN stays.
 */
void sy_gate_apply (const SyGate *self,
                    guint32 start,
                    guint32 end,
                    double *values);

/*
 * Appends the events of a person that the conditions count to @matches, with their rows. An event
 * that two conditions count is there twice.
 */
void sy_gate_list (const SyGate *self,
                   guint32 person,
                   GArray *matches);

G_END_DECLS
