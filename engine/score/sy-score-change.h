/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-scorer.h"

G_BEGIN_DECLS

/**
 * SECTION:sy-score-change
 *
 * Why a score changed: the score as of t2 with model B less the score as of t1 with model A,
 * split into causes that sum to it with no residual (point 7 of what the scoring contract says must
 * always hold).
 *
 * The order is fixed, and each step is the difference of two scores that a line moves from @before
 * to @after. With u_r(aged, window, seen) the value of rule r without its per-day and occurrence
 * caps, when decay, deadlines and dates count to `aged`, windows end at `window` and events before
 * `seen` are known, and R the sum of group weight times weight times u_r over the rules:
 *
 * 1. identity: the shown score as of t1 with model A, of the person as now less of the person as
 *    then, by rule, group, and scale as in step 8. No lines when both are the same.
 * 2. decay: R (t2, t1, t1) - R (t1, t1, t1): what was known grows older; the deadlines of sequences
 *    and date rules pass.
 * 3. window expiry: R (t2, t2, t1) - R (t2, t1, t1): windows move on, and what was known leaves
 *    them.
 * 4. new events: R (t2, t2, t2) - R (t2, t2, t1): what happened in [t1, t2).
 * 5. caps: what the per-day and occurrence caps and the limits of points of the rules take away as
 *    of t2 less as of t1.
 * 6. group limits: what "only the best" and the limits of the groups and of the score take away as
 *    of t2 less as of t1.
 * 7. scale: from raw to shown score as of t2 less as of t1. With a draft's percentile scale other
 *    people move it too.
 * 8. model edit: the shown score as of t2 with model B less with model A. Rules are matched by id,
 *    groups by name, each by its points after caps; then the limits of groups and of the score, and
 *    the scale.
 *
 * In steps 2 to 6 the points of rules and groups are multiplied by the weight of the group. What is
 * measured as "once" or "latest", and what is shaped or divided by exposure, is not a sum over
 * events: the steps still are exact, and the events of a line are those that the step moved.
 */

/**
 * SyCause:
 * @SY_CAUSE_IDENTITY: keys became one person
 * @SY_CAUSE_DECAY: what was known grew older
 * @SY_CAUSE_EXPIRY: what was known left a window
 * @SY_CAUSE_EVENTS: what happened in between
 * @SY_CAUSE_CAPS: caps and limits of rules
 * @SY_CAUSE_LIMITS: "only the best" and limits of groups and of the score
 * @SY_CAUSE_SCALE: from the raw to the shown score
 * @SY_CAUSE_MODEL: another model
 * @SY_N_CAUSES: how many causes there are
 */
typedef enum
{
  SY_CAUSE_IDENTITY,
  SY_CAUSE_DECAY,
  SY_CAUSE_EXPIRY,
  SY_CAUSE_EVENTS,
  SY_CAUSE_CAPS,
  SY_CAUSE_LIMITS,
  SY_CAUSE_SCALE,
  SY_CAUSE_MODEL,
  SY_N_CAUSES,
} SyCause;

/**
 * SyChangeEvent:
 * @row: row id of the event in the project
 * @type: its canonical type
 * @time_s: UTC second, floored
 * @amount: NaN when missing
 *
 * An event behind a line.
 */
typedef struct
{
  guint32 row;
  const char *type;
  gint64 time_s;
  double amount;
} SyChangeEvent;

/**
 * SyChangeLine:
 * @cause: what moved the score
 * @group: index of the group, −1 for the score's own lines. In the model of t1 for causes but the
 *   model edit, there in that of t2 (for what it does not have any more in that of t1)
 * @rule: index of the rule in the group, −1 for lines of groups and of the score
 * @id: (nullable): id of the rule or name of the group
 * @label: (nullable): what to show: label of the rule or name of the group; %NULL for the score's
 *   own lines
 * @points: how far the line moves the score, in points of the score
 * @before: the score before this line
 * @after: and after it: @before + @points
 * @events: (array length=n_events): the events the line moves, by time: the older ones for decay
 *   (of a rule that measures "latest" or "once" the one that counts),
 *   those that left for window expiry, the new ones, those that caps left out (those that count,
 *   when the limit is one of points), the other keys' for identity, those that match for a model
 *   edit; none for groups and the score, and for rules that read no events
 * @n_events: how many
 *
 * One line of the account of a change; never one of 0 points, or of the rounding of a score.
 */
typedef struct
{
  SyCause cause;
  int group;
  int rule;
  const char *id;
  const char *label;
  double points;
  double before;
  double after;
  const SyChangeEvent *events;
  gsize n_events;
} SyChangeLine;

/**
 * SyChangeSide:
 * @scorer: the log and the instant
 * @model: the model
 * @person: the person in this log
 *
 * Where a change starts or ends; borrowed.
 */
typedef struct
{
  SyScorer *scorer;
  const SyModel *model;
  guint32 person;
} SyChangeSide;

/**
 * SyScoreChange:
 *
 * The account of the change of one person's score. Owns its texts; immutable.
 */
typedef struct _SyScoreChange SyScoreChange;

/**
 * sy_score_change_new:
 * @from: as of t1; its log may be another one of the same project, with less or other links, which
 *   gives the step of identity
 * @to: as of t2, not before t1
 *
 * Cost: eight scores of one person; with a draft's percentile scale four of everyone.
 * Returns: (transfer full): the lines by cause in the order of #SyCause, then in the model's
 */
SY_EXTERN
SyScoreChange *sy_score_change_new (const SyChangeSide *from,
                                    const SyChangeSide *to);
SY_EXTERN
SyScoreChange *sy_score_change_ref (SyScoreChange *self);
SY_EXTERN
void sy_score_change_unref (SyScoreChange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyScoreChange, sy_score_change_unref)

SY_EXTERN
const SyChangeLine *sy_score_change_get_lines (const SyScoreChange *self,
                                               gsize *out_n_lines);

/**
 * sy_score_change_get_before:
 *
 * Returns: the shown score as of t1 with model A
 */
SY_EXTERN
double sy_score_change_get_before (const SyScoreChange *self);

/**
 * sy_score_change_get_after:
 *
 * Returns: the shown score as of t2 with model B
 */
SY_EXTERN
double sy_score_change_get_after (const SyScoreChange *self);

/**
 * sy_score_change_get_total:
 * @cause: a cause
 *
 * Returns: the points of all lines of the cause; those of all causes sum to the change to 1e-9
 */
SY_EXTERN
double sy_score_change_get_total (const SyScoreChange *self,
                                  SyCause cause);

G_END_DECLS
