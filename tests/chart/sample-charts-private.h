/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sample-charts.h"

/* 2024-02-01, a Thursday. */
#define FEBRUARY 19754
#define N_WEEKS 22

/*
 * What the files of samples share.
 */
extern const char *const sample_bands[3];
extern const double sample_thresholds[2];
extern const SyChartNote sample_notes[3];
extern const SyChartMarks sample_marks;

/* sample-outcomes.c: scores, outcomes and what became of people. */
SyChart *make_distribution (void);
SyChart *make_bands (void);
SyChart *make_roc (void);
SyChart *make_gain (void);
SyChart *make_lift (void);
SyChart *make_auc (void);
SyChart *make_reliability (void);
SyChart *make_half_life (void);
SyChart *make_precision (void);
SyChart *make_lead (void);
SyChart *make_few_lead (void);
SyChart *make_survival (void);
SyChart *make_heat (void);
SyChart *make_tall_heat (void);

/* sample-clusters.c: people who are alike. */
SyChart *make_silhouette (void);
SyChart *make_negative_silhouette (void);
SyChart *make_profile (void);
SyChart *make_narrow_profile (void);

/* sample-courses.c: over time, and what a score is made of. */
SyChart *make_ribbon (void);
SyChart *make_shares (void);
SyChart *make_psi (void);
SyChart *make_shift (void);
SyChart *make_migration (void);
SyChart *make_volume (void);
SyChart *make_decay (void);
SyChart *make_decay_steps (void);
SyChart *make_decay_linear (void);
SyChart *make_waterfall (void);
SyChart *make_change (void);
SyChart *make_trajectory (void);
SyChart *make_sparkline (void);

/* sample-edges.c: the degenerate ones. */
SyChart *make_twelve_bands (void);
SyChart *make_twelve_distribution (void);
SyChart *make_one_bin (void);
SyChart *make_close_thresholds (void);
SyChart *make_nobody (void);
SyChart *make_one_point (void);
SyChart *make_huge_psi (void);
SyChart *make_many_shifts (void);
SyChart *make_tiny_bands (void);
SyChart *make_twelve_migration (void);
