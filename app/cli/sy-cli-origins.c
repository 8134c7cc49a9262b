/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli.h"

#define N_SUGGESTED 6

void
sy_cli_origins_clear (SyCliOrigins *self)
{
  g_clear_pointer (&self->as_of, g_strfreev);
  g_clear_pointer (&self->monthly, g_free);
  g_clear_pointer (&self->weekly, g_free);
}

static gboolean
add_range (const SyCliRun *run,
           const char *text,
           SyPeriod period,
           GArray *origins,
           GError **error)
{
  g_autofree gint64 *range = NULL;
  gint32 from_day;
  gint32 to_day;
  gsize n;

  if (!sy_cli_parse_days (text, &from_day, &to_day, error))
    return FALSE;
  range = sy_origins_between (sy_project_get_zone (run->project), from_day, to_day, period, &n);
  g_array_append_vals (origins, range, (guint) n);
  return TRUE;
}

gboolean
sy_cli_origins_collect (const SyCliOrigins *self,
                        SyCliRun *run,
                        GArray *origins,
                        GError **error)
{
  if (!sy_outcome_check_known (run->log, &run->chosen.model->outcome, error))
    return FALSE;
  for (char **text = self->as_of; text != NULL && *text != NULL; text++)
    {
      gint64 as_of;

      if (!sy_cli_parse_as_of (run, *text, &as_of, error))
        return FALSE;
      g_array_append_val (origins, as_of);
    }
  if (self->monthly != NULL &&
      !add_range (run, self->monthly, SY_PERIOD_MONTH, origins, error))
    return FALSE;
  if (self->weekly != NULL && !add_range (run, self->weekly, SY_PERIOD_WEEK, origins, error))
    return FALSE;
  if (origins->len == 0)
    {
      gsize n;
      g_autofree gint64 *suggested = sy_origins_suggest (run->log, N_SUGGESTED, &n);

      g_array_append_vals (origins, suggested, (guint) n);
    }
  if (origins->len == 0)
    g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                 "the data are too short to choose dates; give them with --as-of");
  return origins->len > 0;
}

char *
sy_cli_describe_rows (gsize n_origins,
                      gsize n,
                      gsize n_positive)
{
  return g_strdup_printf ("%" G_GSIZE_FORMAT " %s, %" G_GSIZE_FORMAT " people%s, %" G_GSIZE_FORMAT
                          " with the outcome",
                          n_origins, n_origins == 1 ? "date" : "dates", n,
                          n_origins == 1 ? "" : " (counted at each date)", n_positive);
}
