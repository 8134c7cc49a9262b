/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-session-dates.h"

#include <glib/gi18n.h>

#include "sy-format.h"
#include "sy-session-private.h"

#define N_SUGGESTED 12
#define MAX_DATES 120

void
sy_session_set_backtest_dates (SySession *self,
                               SyPeriod period,
                               gint32 from_day,
                               gint32 to_day)
{
  g_return_if_fail (SY_IS_SESSION (self));

  self->has_dates = TRUE;
  self->dates_period = period;
  self->dates_from = from_day;
  self->dates_to = to_day;
  sy_session_emit (self, SY_SESSION_DATES_CHANGED);
}

gboolean
sy_session_has_backtest_dates (SySession *self)
{
  g_return_val_if_fail (SY_IS_SESSION (self), FALSE);

  return self->has_dates;
}

gint64 *
sy_session_dup_backtest_dates (SySession *self,
                               gsize *out_n_dates)
{
  gint64 *dates;

  g_return_val_if_fail (SY_IS_SESSION (self), NULL);

  if (!self->has_dates)
    return sy_origins_suggest (self->log, N_SUGGESTED, out_n_dates);
  dates = sy_origins_between (self->zone, self->dates_from, self->dates_to, self->dates_period,
                              out_n_dates);
  *out_n_dates = MIN (*out_n_dates, MAX_DATES);
  return dates;
}

char *
sy_session_describe_dates (SySession *self,
                           gsize n_dates,
                           gint64 first,
                           gint64 last)
{
  g_autofree char *from = sy_format_as_of (self->zone, first);
  g_autofree char *to = sy_format_as_of (self->zone, last);

  if (n_dates == 1)
    return g_strdup_printf (_ ("1 date, %s"), from);
  return g_strdup_printf (_ ("%u dates, %s – %s"), (guint) n_dates, from, to);
}
