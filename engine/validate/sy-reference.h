/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/sy-macros.h"
#include "model/sy-model.h"
#include "score/sy-scores.h"

G_BEGIN_DECLS

/**
 * SyPointsKind:
 * @SY_POINTS_RULE: points of a rule, times its group's weight
 * @SY_POINTS_GROUP: what a group's limits take from its rules, or what "max" leaves out
 * @SY_POINTS_SCORE: what the limits of the raw score change
 *
 * The lines that a mean raw score is made of.
 */
typedef enum
{
  SY_POINTS_RULE,
  SY_POINTS_GROUP,
  SY_POINTS_SCORE,
} SyPointsKind;

/**
 * SyMeanPoints:
 * @kind: what the line is
 * @id: id of the rule or name of the group; "" for the score
 * @label: what to show
 * @points: mean over the population
 *
 * One line of a mean raw score; all lines sum to it. Limits that change nothing have no line.
 */
typedef struct
{
  SyPointsKind kind;
  char *id;
  char *label;
  double points;
} SyMeanPoints;

/**
 * SyReference:
 * @as_of: when it was taken, UTC second
 * @model_sha256: of the model it was taken with
 * @n: people in the population
 * @n_edges: number of inner edges; there is one bin more
 * @edges: (array length=n_edges): rising; a bin holds lower <= score < upper
 * @counts: (array): n_edges + 1 people counts
 * @mean_raw: mean raw score
 * @mean_score: mean of the score people read
 * @n_lines: number of lines
 * @lines: (array length=n_lines): what the mean raw score is made of
 * @n_bands: number of bands
 * @band_names: (array length=n_bands): their names
 * @band_counts: (array length=n_bands): people per band
 *
 * A population as a version found it: what later dates are compared with. Its bins are frozen
 * with the version; they never come from the current data.
 */
typedef struct _SyReference
{
  gint64 as_of;
  char *model_sha256;
  gsize n;
  gsize n_edges;
  double *edges;
  gsize *counts;
  double mean_raw;
  double mean_score;
  gsize n_lines;
  SyMeanPoints *lines;
  gsize n_bands;
  char **band_names;
  gsize *band_counts;
} SyReference;

/**
 * SY_REFERENCE_BINS:
 *
 * Bins wished: tenths of the reference. Ties may leave fewer.
 */
#define SY_REFERENCE_BINS 10

/**
 * sy_reference_new:
 * @model: a model
 * @scores: its scores
 *
 * Takes a reference; edges are the deciles of the score in the population.
 *
 * Returns: (transfer full): the reference; without bins when the population is empty
 */
SY_EXTERN
SyReference *sy_reference_new (const SyModel *model,
                               const SyScores *scores);

/**
 * sy_reference_ref:
 * @self: a reference
 *
 * Returns: (transfer full): @self
 */
SY_EXTERN
SyReference *sy_reference_ref (SyReference *self);

/**
 * sy_reference_unref:
 * @self: a reference
 *
 * Drops a reference.
 */
SY_EXTERN
void sy_reference_unref (SyReference *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyReference, sy_reference_unref)

/**
 * sy_reference_to_json:
 * @self: a reference
 *
 * Writes it as text, to be stored with a version. The same reference gives the same bytes, and
 * every number reads back exactly.
 *
 * Returns: (transfer full): the text
 */
SY_EXTERN
char *sy_reference_to_json (const SyReference *self);

/**
 * sy_reference_from_json:
 * @text: what sy_reference_to_json() wrote
 * @length: its length, or -1
 * @error: return location, or %NULL
 *
 * Errors: %SY_VALIDATE_ERROR_REFERENCE.
 *
 * Returns: (transfer full): the reference, or %NULL
 */
SY_EXTERN
SyReference *sy_reference_from_json (const char *text,
                                     gssize length,
                                     GError **error);

G_END_DECLS
