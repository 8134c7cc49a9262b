/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "events/sy-events.h"
#include "model/sy-model.h"
#include "score/sy-score.h"
#include "stats/sy-stats.h"
#include "store/sy-label-store.h"

G_BEGIN_DECLS

/**
 * SECTION:sy-label-agreement
 *
 * Whether the bands agree with what sales or service found: of the people of a band who have a label,
 * how many are good and how many junk. A label counts in the band that its person had as of the date
 * of the label. The outcome is not asked, so that labels of last week count too.
 */

/**
 * sy_error_labels_map:
 * @labels: (element-type SyErrorLabelRecord): labels of a model
 * @log: the events
 * @as_of: a date
 *
 * What was found last of each person at a date: people merged since they were labelled have the label
 * that was given last. Labels of other dates and of keys that the log does not know are left out.
 *
 * Returns: (transfer container): the labels, borrowed from @labels, by %GUINT_TO_POINTER (person)
 */
SY_EXTERN
GHashTable *sy_error_labels_map (const GPtrArray *labels,
                                 const SyEventLog *log,
                                 gint64 as_of);

/**
 * SyBandLabels:
 * @name: name of the band; of the last row "All"
 * @n: people with a label, once for each date
 * @counts: by label
 * @good: counts[SY_ERROR_LABEL_GOOD] / n, NaN for nobody
 * @good_interval: its Wilson interval of 95 %
 * @junk: counts[SY_ERROR_LABEL_JUNK] / n
 * @junk_interval: its Wilson interval
 *
 * What was found of the people of a band.
 */
typedef struct
{
  char *name;
  gsize n;
  gsize counts[SY_N_ERROR_LABELS];
  double good;
  SyInterval good_interval;
  double junk;
  SyInterval junk_interval;
} SyBandLabels;

/**
 * SyLabelAgreement:
 * @n_bands: number of bands
 * @bands: (array length=n_bands+1): in the model's order, then all of them together
 * @n_dates: number of dates of labels
 * @n_outside: labels that are in no band: of people whom the log does not know or who were outside the
 *   population at the date; not counted
 *
 * Labels by band.
 */
typedef struct _SyLabelAgreement
{
  gsize n_bands;
  SyBandLabels *bands;
  gsize n_dates;
  gsize n_outside;
} SyLabelAgreement;

/**
 * sy_label_agreement_run:
 * @log: the events
 * @model: the model whose bands are asked
 * @labels: (element-type SyErrorLabelRecord): labels, of any dates
 * @cancellable: (nullable): to stop
 * @error: return location, or %NULL
 *
 * Scores everyone once for each date that labels have. Errors: %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the counts, or %NULL
 */
SY_EXTERN
SyLabelAgreement *sy_label_agreement_run (SyEventLog *log,
                                          const SyModel *model,
                                          const GPtrArray *labels,
                                          GCancellable *cancellable,
                                          GError **error);

/**
 * sy_label_agreement_at:
 * @log: the events
 * @model: the model
 * @scores: its scores
 * @labels: (element-type SyErrorLabelRecord): labels; those of other dates than the scores' are not counted
 *
 * The same of one date whose scores are there already.
 *
 * Returns: (transfer full): the counts
 */
SY_EXTERN
SyLabelAgreement *sy_label_agreement_at (const SyEventLog *log,
                                         const SyModel *model,
                                         const SyScores *scores,
                                         const GPtrArray *labels);

/**
 * sy_label_agreement_free:
 * @self: (nullable): counts
 */
SY_EXTERN
void sy_label_agreement_free (SyLabelAgreement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyLabelAgreement, sy_label_agreement_free)

G_END_DECLS
