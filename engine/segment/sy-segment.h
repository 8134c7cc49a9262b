/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/sy-macros.h"
#include "core/sy-json-writer.h"
#include "model/sy-model.h"
#include "score/sy-score.h"

G_BEGIN_DECLS

/**
 * SECTION:sy-segment
 *
 * A segment says which of the scored people are meant: those in some bands, or
 * with a score in a range, or both. It is stored as a small JSON document.
 */

/**
 * SY_SEGMENT_ERROR:
 *
 * The domain of #SySegmentError.
 */
#define SY_SEGMENT_ERROR (sy_segment_error_quark ())
SY_EXTERN
GQuark sy_segment_error_quark (void);

/**
 * SySegmentError:
 * @SY_SEGMENT_ERROR_DOCUMENT: the text is no segment; the message gives the place
 * @SY_SEGMENT_ERROR_BAND: the model has no band of that name
 *
 * What can be wrong with a segment.
 */
typedef enum
{
  SY_SEGMENT_ERROR_DOCUMENT,
  SY_SEGMENT_ERROR_BAND,
} SySegmentError;

/**
 * SySegment:
 * @model: (nullable): name of the model whose score is meant; %NULL for the one at hand
 * @bands: (array zero-terminated=1) (nullable): names of bands; %NULL for all
 * @score_min: lowest score, inclusive; NaN for none
 * @score_max: highest score, exclusive, as with bands; NaN for none
 *
 * Who is meant. A person must meet all that is given.
 */
typedef struct _SySegment
{
  char *model;
  char **bands;
  double score_min;
  double score_max;
} SySegment;

/**
 * sy_segment_new:
 *
 * Returns: (transfer full): the segment of everyone in the population
 */
SY_EXTERN
SySegment *sy_segment_new (void);

/**
 * sy_segment_copy:
 * @self: a segment
 *
 * Returns: (transfer full): a copy
 */
SY_EXTERN
SySegment *sy_segment_copy (const SySegment *self);

/**
 * sy_segment_free:
 * @self: (nullable) (transfer full): a segment
 *
 * Frees it.
 */
SY_EXTERN
void sy_segment_free (SySegment *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SySegment, sy_segment_free)

/**
 * sy_segment_add_band:
 * @self: a segment
 * @name: a band's name
 *
 * Adds a band to those that are meant.
 */
SY_EXTERN
void sy_segment_add_band (SySegment *self,
                          const char *name);

/**
 * sy_segment_from_json:
 * @text: a segment document, UTF-8
 * @error: return location, or %NULL
 *
 * Reads a document, refusing unknown keys, empty lists and a range that holds nothing.
 * Errors: %SY_SEGMENT_ERROR_DOCUMENT.
 *
 * Returns: (transfer full): the segment, or %NULL
 */
SY_EXTERN
SySegment *sy_segment_from_json (const char *text,
                                 GError **error);

/**
 * sy_segment_to_json:
 * @self: a segment
 *
 * Returns: (transfer full): its document; the same segment gives the same bytes
 */
SY_EXTERN
char *sy_segment_to_json (const SySegment *self);

/**
 * sy_segment_write:
 * @self: a segment
 * @writer: where to put it, as one object in a line
 *
 * Writes what is chosen, for manifests and lists.
 */
SY_EXTERN
void sy_segment_write (const SySegment *self,
                       SyJsonWriter *writer);

/**
 * sy_segment_describe:
 * @self: a segment
 *
 * Returns: (transfer full): one line for people: `At risk or Stable, score 20 to below 60`
 */
SY_EXTERN
char *sy_segment_describe (const SySegment *self);

/**
 * sy_segment_select:
 * @self: a segment
 * @model: the model
 * @scores: its scores
 * @out_n_people: (out): how many
 * @error: return location, or %NULL
 *
 * Chooses among the population of the scores. Errors: %SY_SEGMENT_ERROR_BAND.
 *
 * Returns: (transfer full) (array length=out_n_people): people, ascending; never %NULL on
 *   success, also when nobody is meant; free with g_free()
 */
SY_EXTERN
guint32 *sy_segment_select (const SySegment *self,
                            const SyModel *model,
                            const SyScores *scores,
                            gsize *out_n_people,
                            GError **error);

G_END_DECLS
