/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-testing.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

double
sy_normal_p (double z)
{
  return erfc (fabs (z) / M_SQRT2);
}

double
sy_chi2_p (double chi2,
           double df)
{
  g_return_val_if_fail (chi2 >= 0 && df > 0, (double) NAN);

  if (df == 1.0)
    return erfc (sqrt (chi2 / 2));
  return gsl_cdf_chisq_Q (chi2, df);
}

double
sy_mcnemar_exact (gsize b,
                  gsize c)
{
  gsize n = b + c;
  gsize least = MIN (b, c);
  double log_term;
  double sum = 0.0;

  if (n == 0)
    return 1.0;
  /* The lower tail of a binomial with p = 1/2, from its largest term down. */
  log_term = lgamma ((double) n + 1) - lgamma ((double) least + 1) -
             lgamma ((double) (n - least) + 1) - (double) n * M_LN2;
  for (gsize k = least; log_term > -745.0; k--)
    {
      double term = exp (log_term);

      sum += term;
      if (k == 0 || term < 1e-18 * sum)
        break;
      log_term += log ((double) k / (double) (n - k + 1));
    }
  return MIN (1.0, 2 * sum);
}

typedef struct
{
  double p;
  gsize index;
} RankedP;

static int
compare_p (gconstpointer a,
           gconstpointer b)
{
  const RankedP *first = a;
  const RankedP *second = b;

  if (first->p != second->p)
    return first->p < second->p ? -1 : 1;
  return (first->index > second->index) - (first->index < second->index);
}

void
sy_benjamini_hochberg (const double *p,
                       gsize n,
                       double *out_adjusted)
{
  g_autofree RankedP *ranked = g_new (RankedP, n);
  double least = 1.0;

  for (gsize i = 0; i < n; i++)
    ranked[i] = (RankedP){ p[i], i };
  if (n > 1)
    qsort (ranked, n, sizeof *ranked, compare_p);
  for (gsize k = n; k > 0; k--)
    {
      least = MIN (least, ranked[k - 1].p * ((double) n / (double) k));
      out_adjusted[ranked[k - 1].index] = least;
    }
}
