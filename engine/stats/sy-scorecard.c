/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-scorecard.h"

#include <math.h>

#include "core/sy-sum.h"

double
sy_information_value (const gsize *positives,
                      const gsize *n,
                      gsize n_bins,
                      double *out_woe)
{
  gsize with = 0;
  gsize all = 0;
  gsize n_used = 0;
  double add = 0.0;
  SySum sum = { 0 };

  for (gsize b = 0; b < n_bins; b++)
    {
      with += positives[b];
      all += n[b];
      n_used += n[b] > 0;
      if (n[b] > 0 && (positives[b] == 0 || positives[b] == n[b]))
        add = 0.5;
      if (out_woe != NULL)
        out_woe[b] = (double) NAN;
    }
  if (with == 0 || with == all)
    return (double) NAN;
  for (gsize b = 0; b < n_bins; b++)
    {
      double e;
      double ne;
      double woe;

      if (n[b] == 0)
        continue;
      e = ((double) positives[b] + add) / ((double) with + add * (double) n_used);
      ne = ((double) (n[b] - positives[b]) + add) / ((double) (all - with) + add * (double) n_used);
      woe = log (e / ne);
      if (out_woe != NULL)
        out_woe[b] = woe;
      sy_sum_add (&sum, (e - ne) * woe);
    }
  return sy_sum_get (&sum);
}

SyPdo
sy_pdo (double points,
        double odds,
        double pdo)
{
  SyPdo result;

  result.factor = pdo / M_LN2;
  result.offset = points - result.factor * log (odds);
  return result;
}

void
sy_set_overlap (const guint32 *first,
                gsize n_first,
                const guint32 *second,
                gsize n_second,
                SySetOverlap *out_overlap)
{
  gsize both = 0;
  gsize i = 0;
  gsize j = 0;
  gsize either;

  while (i < n_first && j < n_second)
    {
      guint32 a = first[i];
      guint32 b = second[j];

      both += a == b;
      i += a <= b;
      j += b <= a;
    }
  either = n_first + n_second - both;
  out_overlap->n_both = both;
  out_overlap->jaccard = (double) both / (double) MAX (either, 1);
  out_overlap->coefficient = (double) both / (double) MAX (MIN (n_first, n_second), 1);
  out_overlap->first_in_second = (double) both / (double) MAX (n_first, 1);
  out_overlap->second_in_first = (double) both / (double) MAX (n_second, 1);
}
