/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-decimate-private.h"

#include <math.h>

/* Writes the points of one column that matter, without repeats; returns the new end. */
static gsize
keep_column (double *x,
             double *y,
             gsize from,
             gsize to,
             gsize end)
{
  gsize low = from, high = from;
  gsize wanted[4];
  gsize last = G_MAXSIZE;

  for (gsize i = from + 1; i < to; i++)
    {
      if (y[i] < y[low])
        low = i;
      if (y[i] > y[high])
        high = i;
    }
  wanted[0] = from;
  wanted[1] = MIN (low, high);
  wanted[2] = MAX (low, high);
  wanted[3] = to - 1;
  for (guint k = 0; k < G_N_ELEMENTS (wanted); k++)
    if (wanted[k] != last)
      {
        last = wanted[k];
        x[end] = x[last];
        y[end] = y[last];
        end++;
      }
  return end;
}

gsize
sy_decimate_line (double *x,
                  double *y,
                  gsize n)
{
  gsize end = 0;

  for (gsize from = 0; from < n;)
    {
      gsize to = from + 1;

      if (isfinite (y[from]))
        while (to < n && isfinite (y[to]) && floor (x[to]) == floor (x[from]))
          to++;
      end = keep_column (x, y, from, to, end);
      from = to;
    }
  return end;
}

gsize
sy_decimate_stride (gsize n,
                    double room,
                    double least)
{
  double most = MAX (room / least, 1.0);

  return n > 0 ? (gsize) ceil ((double) n / most) : 1;
}
