/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-occupancy.h"

#include <math.h>

#include "core/sy-number.h"
#include "stats/sy-stats.h"
#include "sy-mean-points-private.h"

static void
check_shares (GArray *alarms,
              const SyModel *model,
              const SyScores *scores,
              gsize n,
              double max_high,
              double max_share)
{
  guint n_bands = model->bands->len;
  gsize counts[SY_MODEL_MAX_BANDS] = { 0 };

  sy_count_bands (scores, n_bands, counts);
  for (guint b = 0; b < n_bands; b++)
    {
      gboolean is_high = b == n_bands - 1;
      SyOccupancyAlarm alarm = {
        .kind = is_high ? SY_OCCUPANCY_HIGH : SY_OCCUPANCY_FULL,
        .band = b,
        .share = (double) counts[b] / (double) n,
        .limit = is_high ? max_high : max_share,
        .low = (double) NAN,
        .high = (double) NAN,
      };

      if (alarm.share > alarm.limit)
        g_array_append_val (alarms, alarm);
    }
}

static void
check_thresholds (GArray *alarms,
                  const SyModel *model,
                  const SyScores *scores)
{
  g_autoptr (SyRanking) ranking = sy_ranking_new ();
  gsize counts[SY_MODEL_MAX_BANDS] = { 0 };
  gsize n;
  g_autofree double *values = sy_scores_of_members (scores, &n);
  double low;
  double high;

  if (!sy_ranking_reset (ranking, values, n, SY_RANK_LOW_FIRST, NULL))
    return;
  low = sy_ranking_get_quantile (ranking, 0.05);
  high = sy_ranking_get_quantile (ranking, 0.95);
  sy_count_bands (scores, model->bands->len, counts);
  for (guint b = 1; b < model->bands->len; b++)
    {
      double min = sy_number_round12 (sy_model_get_band (model, b)->min);
      SyOccupancyAlarm alarm = { SY_OCCUPANCY_THRESHOLD, b, (double) counts[b] / (double) n,
                                 (double) NAN, low, high };

      if (min < low || min > high)
        g_array_append_val (alarms, alarm);
    }
}

GArray *
sy_occupancy_check (const SyModel *model,
                    const SyScores *scores,
                    double max_high,
                    double max_share)
{
  GArray *alarms = g_array_new (FALSE, FALSE, sizeof (SyOccupancyAlarm));
  gsize n;

  g_return_val_if_fail (model != NULL && scores != NULL, alarms);

  sy_scores_get_members (scores, &n);
  if (n < SY_OCCUPANCY_MIN_PEOPLE || model->bands->len < 2)
    return alarms;
  check_shares (alarms, model, scores, n, max_high, max_share);
  check_thresholds (alarms, model, scores);
  return alarms;
}

char *
sy_occupancy_describe (const SyOccupancyAlarm *alarm,
                       const SyModel *model)
{
  const SyBand *band = sy_model_get_band (model, alarm->band);
  char share[G_ASCII_DTOSTR_BUF_SIZE];
  char limit[SY_NUMBER_BUFFER_SIZE];
  char min[SY_NUMBER_BUFFER_SIZE];
  char low[G_ASCII_DTOSTR_BUF_SIZE];
  char high[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (share, sizeof share, "%.1f", 100 * alarm->share);
  sy_number_format (sy_number_round12 (100 * alarm->limit), limit);
  g_ascii_formatd (low, sizeof low, "%.1f", alarm->low);
  g_ascii_formatd (high, sizeof high, "%.1f", alarm->high);
  switch (alarm->kind)
    {
    case SY_OCCUPANCY_HIGH:
      return g_strdup_printf ("everyone is high: the band “%s” holds %s %% of the people, more than "
                              "%s %%",
                              band->name, share, limit);
    case SY_OCCUPANCY_FULL:
      return g_strdup_printf ("the band “%s” holds %s %% of the people, more than %s %%",
                              band->name, share, limit);
    case SY_OCCUPANCY_THRESHOLD:
    default:
      return g_strdup_printf ("the band “%s” starts at %s, outside the scores of nine in ten people, "
                              "%s to %s",
                              band->name, sy_number_format (band->min, min), low, high);
    }
}
