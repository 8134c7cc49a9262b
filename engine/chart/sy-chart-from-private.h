/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-chart-from.h"

/**
 * SyBandColumns:
 *
 * Rows of a band-by-outcome table as the columns a chart takes. The names are borrowed.
 */
typedef struct
{
  guint n_bands;
  const char **names;
  double *thresholds;
  guint64 *n;
  guint64 *positives;
  double *low;
  double *high;
} SyBandColumns;

void sy_band_columns_init (SyBandColumns *self,
                           const SyBandOutcome *bands,
                           gsize n_bands);
void sy_band_columns_clear (SyBandColumns *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SyBandColumns, sy_band_columns_clear)

/**
 * sy_chart_bands_from_columns:
 * @bands: the model's bands
 * @compared: those of the compared version; no bands for none
 * @base_rate: rate of all
 * @outcome: (nullable): its name
 * @version: (nullable): name of the compared version
 * @remark: (nullable): what else the subtitle says
 *
 * Returns: (transfer full): the outcome by band
 */
SyChart *sy_chart_bands_from_columns (const SyBandColumns *bands,
                                      const SyBandColumns *compared,
                                      double base_rate,
                                      const char *outcome,
                                      const char *version,
                                      const char *remark);

/* "Feb 2017"; "All" for the row of all of them. */
char *sy_chart_name_cohort (const SyCohorts *cohorts,
                            gsize cohort);
