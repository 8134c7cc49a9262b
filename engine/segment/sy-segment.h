/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/sy-macros.h"
#include "core/sy-json-writer.h"
#include "model/sy-model.h"
#include "score/sy-score.h"
#include "sy-clusters.h"
#include "sy-segment-use.h"

G_BEGIN_DECLS

/**
 * SECTION:sy-segment
 *
 * A segment says which of the scored people are meant: those in some bands, or
 * with a score in a range, or both; and who of them is left alone for now. It is stored as a
 * small JSON document.
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
 * @SY_SEGMENT_ERROR_BAND: the model has no band or no group of that name
 *
 * What can be wrong with a segment.
 */
typedef enum
{
  SY_SEGMENT_ERROR_DOCUMENT,
  SY_SEGMENT_ERROR_BAND,
} SySegmentError;

/** SY_SEGMENT_MAX_LOW_DAYS: the longest that a low score is looked back for. */
#define SY_SEGMENT_MAX_LOW_DAYS 366

/**
 * SySegment:
 * @model: (nullable): name of the model whose score is meant; %NULL for the one at hand
 * @bands: (array zero-terminated=1) (nullable): names of bands; %NULL for all
 * @score_min: lowest score, inclusive; NaN for none
 * @score_max: highest score, exclusive, as with bands; NaN for none
 * @priority: when someone is in several segments, the one of the highest priority has them; 0 by
 *   default
 * @converting_types: (array zero-terminated=1) (nullable): who has such an event in the
 *   @converting_days before t is converting already, and left alone
 * @converting_days: more than 0; NaN without @converting_types
 * @low_score: who is below it now and at the same time of each of the @low_days days before is
 *   left alone; NaN for none. A day without a score is not low
 * @low_days: 1 to %SY_SEGMENT_MAX_LOW_DAYS; -1 without @low_score
 * @after_types: (array zero-terminated=1) (nullable): a touch, such as a message without a discount:
 *   only people are meant who had one @after_days or more before t and have had no event of
 *   @without_types since the last such
 * @after_days: 0 or more; NaN without @after_types
 * @without_types: (array zero-terminated=1) (nullable): what they have not done; needed with
 *   @after_types
 * @courses: bits `1 << SyCourse` of the courses of the score that are meant; 0 for all
 * @change_days: the change of the score over so many days is asked for, 1 to
 *   %SY_SEGMENT_MAX_LOW_DAYS; -1 when it is not
 * @change_min: least change in points, inclusive; NaN for none
 * @change_max: largest change, inclusive; NaN for none. Who has no score at both ends did not
 *   change
 * @clusters: (nullable): clusters, of which one is meant
 * @cluster: the index of that one, below `clusters->n_clusters`
 * @where: (nullable): conditions on the person as in the only_if of #SyRule, seen as of the scores
 * @use: (nullable): what it is for and who answers for it; chooses nobody
 *
 * Who is meant. A person must meet all that is given. Types are canonical names; what the event
 * dictionary mutes counts here.
 */
typedef struct _SySegment
{
  char *model;
  char **bands;
  double score_min;
  double score_max;
  int priority;
  char **converting_types;
  double converting_days;
  double low_score;
  int low_days;
  char **after_types;
  double after_days;
  char **without_types;
  guint courses;
  int change_days;
  double change_min;
  double change_max;
  SyClusterSpec *clusters;
  gsize cluster;
  SyCondition *where;
  SySegmentUse *use;
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
 * SySegmentChoice:
 * @n_matching: people in the bands and the range, of the course, the change and the conditions
 * @n_converting: of them, those left alone as they convert already
 * @n_low: of the others, those left alone as they are low for long
 * @n_waiting: of the others, those who had no touch, or none long enough ago, or came back since
 * @n_people: the others: who is meant
 * @people: (array length=n_people): they, ascending
 *
 * Whom a segment chose, and whom it left out.
 */
typedef struct _SySegmentChoice
{
  gsize n_matching;
  gsize n_converting;
  gsize n_low;
  gsize n_waiting;
  gsize n_people;
  guint32 *people;
} SySegmentChoice;

/**
 * sy_segment_choose:
 * @self: a segment
 * @log: the events
 * @model: the model
 * @scores: its scores
 * @cancellable: (nullable): to stop
 * @error: return location, or %NULL
 *
 * Chooses among the population of the scores. Cost: with a low score, a scoring of everyone for
 * each of its days; with a course, 31 of them; with a change, one. Errors: %SY_SEGMENT_ERROR_BAND, %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the choice, or %NULL
 */
SY_EXTERN
SySegmentChoice *sy_segment_choose (const SySegment *self,
                                    SyEventLog *log,
                                    const SyModel *model,
                                    const SyScores *scores,
                                    GCancellable *cancellable,
                                    GError **error);

/**
 * sy_segment_choice_free:
 * @self: (nullable): a choice
 */
SY_EXTERN
void sy_segment_choice_free (SySegmentChoice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SySegmentChoice, sy_segment_choice_free)

/**
 * sy_segment_select:
 * @self: a segment
 * @log: the events
 * @model: the model
 * @scores: its scores
 * @cancellable: (nullable): to stop
 * @out_n_people: (out): how many
 * @error: return location, or %NULL
 *
 * The people of sy_segment_choose().
 *
 * Returns: (transfer full) (array length=out_n_people): people, ascending; never %NULL on
 *   success, also when nobody is meant; free with g_free()
 */
SY_EXTERN
guint32 *sy_segment_select (const SySegment *self,
                            SyEventLog *log,
                            const SyModel *model,
                            const SyScores *scores,
                            GCancellable *cancellable,
                            gsize *out_n_people,
                            GError **error);

G_END_DECLS
