/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-chart.h"

void
sy_chart_style_init (SyChartStyle *style,
                     gboolean dark)
{
  g_error ("not yet");
}

void
sy_chart_style_band (const SyChartStyle *style,
                     guint band,
                     guint n_bands,
                     SyColor *out_color)
{
  g_error ("not yet");
}

GQuark
sy_chart_error_quark (void)
{
  g_error ("not yet");
}

SyChart *
sy_chart_ref (SyChart *self)
{
  g_error ("not yet");
}

void
sy_chart_unref (SyChart *self)
{
  g_error ("not yet");
}

const char *
sy_chart_get_title (const SyChart *self)
{
  g_error ("not yet");
}

const char *
sy_chart_get_subtitle (const SyChart *self)
{
  g_error ("not yet");
}

gboolean
sy_chart_is_empty (const SyChart *self)
{
  g_error ("not yet");
}

void
sy_chart_draw (SyChart *self,
               cairo_t *cr,
               double width,
               double height,
               const SyChartStyle *style)
{
  g_error ("not yet");
}

gboolean
sy_chart_hit (SyChart *self,
              double width,
              double height,
              const SyChartStyle *style,
              double x,
              double y,
              SyChartHit *out_hit)
{
  g_error ("not yet");
}

void
sy_chart_hit_clear (SyChartHit *hit)
{
  g_error ("not yet");
}

double
sy_chart_x_to_value (SyChart *self,
                     double width,
                     double height,
                     const SyChartStyle *style,
                     double x)
{
  g_error ("not yet");
}

double
sy_chart_value_to_x (SyChart *self,
                     double width,
                     double height,
                     const SyChartStyle *style,
                     double value)
{
  g_error ("not yet");
}

char *
sy_chart_describe (SyChart *self)
{
  g_error ("not yet");
}

SyChartTable *
sy_chart_to_table (SyChart *self)
{
  g_error ("not yet");
}

const char *
sy_chart_table_get (const SyChartTable *table,
                    gsize row,
                    gsize column)
{
  g_error ("not yet");
}

void
sy_chart_table_free (SyChartTable *table)
{
  g_error ("not yet");
}

gboolean
sy_chart_format_from_path (const char *path,
                           SyChartFormat *out_format,
                           GError **error)
{
  g_error ("not yet");
}

GBytes *
sy_chart_to_bytes (SyChart *self,
                   SyChartFormat format,
                   double width,
                   double height,
                   const SyChartStyle *style,
                   GError **error)
{
  g_error ("not yet");
}

gboolean
sy_chart_save (SyChart *self,
               const char *path,
               double width,
               double height,
               const SyChartStyle *style,
               GError **error)
{
  g_error ("not yet");
}

SyChart *
sy_chart_distribution_new (const SyChartDistributionInfo *info)
{
  g_error ("not yet");
}

SyChart *
sy_chart_decay_new (const SyChartDecayInfo *info)
{
  g_error ("not yet");
}

double
sy_chart_decay_pick_max_days (const SyChartDecayInfo *info)
{
  g_error ("not yet");
}

SyChart *
sy_chart_waterfall_new (const SyChartWaterfallInfo *info)
{
  g_error ("not yet");
}

double
sy_chart_waterfall_natural_height (gsize n_lines,
                                   const SyChartStyle *style)
{
  g_error ("not yet");
}

SyChart *
sy_chart_trajectory_new (const SyChartTrajectoryInfo *info)
{
  g_error ("not yet");
}

SyChart *
sy_chart_sparkline_new (const char *label,
                        const gint32 *days,
                        const double *values,
                        gsize n_values)
{
  g_error ("not yet");
}

SyChart *
sy_chart_bands_new (const SyChartBandsInfo *info)
{
  g_error ("not yet");
}

SyChart *
sy_chart_roc_new (const SyChartRocInfo *info)
{
  g_error ("not yet");
}

SyChart *
sy_chart_gain_new (const SyChartDecilesInfo *info)
{
  g_error ("not yet");
}

SyChart *
sy_chart_lift_new (const SyChartDecilesInfo *info)
{
  g_error ("not yet");
}

SyChart *
sy_chart_auc_new (const SyChartAucInfo *info)
{
  g_error ("not yet");
}

SyChart *
sy_chart_reliability_new (const SyChartReliabilityInfo *info)
{
  g_error ("not yet");
}

SyChart *
sy_chart_precision_new (const SyChartPrecisionInfo *info)
{
  g_error ("not yet");
}

SyChart *
sy_chart_ribbon_new (const SyChartRibbonInfo *info)
{
  g_error ("not yet");
}

SyChart *
sy_chart_shares_new (const SyChartSharesInfo *info)
{
  g_error ("not yet");
}

SyChart *
sy_chart_psi_new (const SyChartPsiInfo *info)
{
  g_error ("not yet");
}

SyChart *
sy_chart_shift_new (const SyChartShiftInfo *info)
{
  g_error ("not yet");
}

SyChart *
sy_chart_migration_new (const SyChartMigrationInfo *info)
{
  g_error ("not yet");
}

SyChart *
sy_chart_volume_new (const SyChartVolumeInfo *info)
{
  g_error ("not yet");
}
