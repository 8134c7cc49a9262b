/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample-charts-private.h"

const char *const sample_bands[3] = { "At risk", "Stable", "Growth" };
const double sample_thresholds[2] = { 34.0, 60.0 };

static const SyChartSpan app_gap[] = { { FEBRUARY + 100, FEBRUARY + 102,
                                         "app_open was not recorded" } };
const SyChartNote sample_notes[3] = {
  { FEBRUARY + 29, "new pricing" },
  { FEBRUARY + 66, "app 3.0" },
  { FEBRUARY + 125, "summer sale" },
};
const SyChartMarks sample_marks = { 1, app_gap, 3, sample_notes };

static const SyChartSample samples[] = {
  { "distribution", make_distribution },
  { "bands", make_bands },
  { "roc", make_roc },
  { "gain", make_gain },
  { "lift", make_lift },
  { "auc", make_auc },
  { "reliability", make_reliability },
  { "precision", make_precision },
  { "half-life", make_half_life },
  { "ribbon", make_ribbon },
  { "shares", make_shares },
  { "psi", make_psi },
  { "shift", make_shift },
  { "migration", make_migration },
  { "lead", make_lead },
  { "survival", make_survival },
  { "heat", make_heat },
  { "silhouette", make_silhouette },
  { "profile", make_profile },
  { "volume", make_volume },
  { "decay", make_decay },
  { "decay-steps", make_decay_steps },
  { "decay-linear", make_decay_linear },
  { "waterfall", make_waterfall },
  { "change", make_change },
  { "trajectory", make_trajectory },
  { "sparkline", make_sparkline },
  { "twelve-bands", make_twelve_bands },
  { "twelve-distribution", make_twelve_distribution },
  { "one-bin", make_one_bin },
  { "close-thresholds", make_close_thresholds },
  { "nobody", make_nobody },
  { "one-point", make_one_point },
  { "huge-psi", make_huge_psi },
  { "many-shifts", make_many_shifts },
  { "tiny-bands", make_tiny_bands },
  { "twelve-migration", make_twelve_migration },
  { "few-lead", make_few_lead },
  { "tall-heat", make_tall_heat },
  { "negative-silhouette", make_negative_silhouette },
  { "narrow-profile", make_narrow_profile },
};

const SyChartSample *
sy_chart_samples (gsize *out_n)
{
  *out_n = G_N_ELEMENTS (samples);
  return samples;
}
