/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample-charts.h"

#include <math.h>

static const char *const three_bands[] = { "At risk", "Stable", "Growth" };
static const double three_thresholds[] = { 34.0, 60.0 };

static SyChart *
make_distribution (void)
{
  enum
  {
    N = 50
  };
  double edges[N + 1];
  guint64 counts[3 * N] = { 0 };
  guint64 comparison[N];
  SyChartDistributionInfo info = {
    .title = "Score distribution",
    .subtitle = "412,906 people · filled: draft, coloured by band · line: v4 published · drag a threshold to move it",
    .x_label = "score",
    .n_bins = N,
    .edges = edges,
    .n_bands = 3,
    .band_names = three_bands,
    .thresholds = three_thresholds,
    .counts = counts,
    .comparison = comparison,
    .comparison_name = "v4 published",
  };

  for (int i = 0; i < N; i++)
    {
      double middle = 2.0 * i + 1.0;
      double draft = 15500.0 * exp (-pow ((middle - 26.0) / 15.0, 2.0)) + 11000.0 * exp (-pow ((middle - 58.0) / 26.0, 2.0));
      double before = 20000.0 * exp (-pow ((middle - 34.0) / 19.0, 2.0)) + 4500.0 * exp (-pow ((middle - 72.0) / 22.0, 2.0));
      int band = middle < 34.0 ? 0 : middle < 60.0 ? 1
                                                   : 2;

      edges[i] = 2.0 * i;
      counts[band * N + i] = (guint64) draft;
      comparison[i] = (guint64) before;
    }
  edges[N] = 100.0;
  return sy_chart_distribution_new (&info);
}

static const SyChartSample samples[] = {
  { "distribution", make_distribution },
};

const SyChartSample *
sy_chart_samples (gsize *out_n)
{
  *out_n = G_N_ELEMENTS (samples);
  return samples;
}
