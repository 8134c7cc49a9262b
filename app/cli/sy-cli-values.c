/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of options. */
#include "config.h"

#include "sy-cli.h"

#include <string.h>

gboolean
sy_cli_parse_number (const char *option,
                     const char *text,
                     double *out_value,
                     GError **error)
{
  if (text == NULL || sy_number_parse (text, strlen (text), out_value))
    return TRUE;
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT, "%s: “%s” is not a number", option, text);
  return FALSE;
}

gboolean
sy_cli_parse_share (const char *option,
                    const char *text,
                    double *out_share,
                    GError **error)
{
  g_autofree char *number = g_strdup (text);
  gboolean is_percent = text != NULL && g_str_has_suffix (text, "%");

  if (text == NULL)
    return TRUE;
  if (is_percent)
    {
      number[strlen (number) - 1] = '\0';
      g_strchomp (number);
    }
  if (!sy_cli_parse_number (option, number, out_share, error))
    return FALSE;
  if (is_percent)
    *out_share = sy_number_round12 (*out_share / 100);
  return TRUE;
}

gboolean
sy_cli_check_name (const char *option,
                   const char *name,
                   GError **error)
{
  const char *problem = name == NULL ? NULL : sy_text_find_name_problem (name);

  if (problem != NULL)
    g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT, "%s: the name %s", option, problem);
  return problem == NULL;
}

gboolean
sy_cli_fail_attribute (const char *option,
                       const char *name,
                       const char *const *names,
                       GError **error)
{
  const char *near = sy_text_suggest (name, names);

  if (near != NULL)
    g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                 "%s: there is no attribute “%s”; did you mean “%s”?", option, name, near);
  else
    g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT, "%s: there is no attribute “%s” (attribute list)",
                 option, name);
  return FALSE;
}

gboolean
sy_cli_parse_count (const char *option,
                    const char *text,
                    guint min,
                    guint max,
                    guint *out_count,
                    GError **error)
{
  guint64 count;

  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, min, max, &count, NULL))
    {
      g_autofree char *range = max == G_MAXINT32 ? NULL
                                                 : g_strdup_printf (" from %u to %u", min, max);

      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT, "%s: “%s” is not a count%s", option,
                   text, range == NULL ? "" : range);
      return FALSE;
    }
  *out_count = (guint) count;
  return TRUE;
}

gboolean
sy_cli_parse_days (const char *text,
                   gint32 *out_from,
                   gint32 *out_to,
                   GError **error)
{
  const char *dots = strstr (text, "..");
  g_autofree char *from = dots == NULL ? NULL : g_strndup (text, (gsize) (dots - text));

  if (dots != NULL && sy_day_parse (from, out_from) && sy_day_parse (dots + 2, out_to) &&
      *out_from <= *out_to)
    return TRUE;
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
               "“%s” is no range of dates such as 2017-03-01..2017-10-01", text);
  return FALSE;
}

gboolean
sy_cli_parse_today (SyProject *project,
                    const char *text,
                    gint32 *out_day,
                    GError **error)
{
  if (text == NULL)
    {
      *out_day = sy_zone_day (sy_project_get_zone (project), g_get_real_time () / G_USEC_PER_SEC);
      return TRUE;
    }
  if (sy_day_parse (text, out_day))
    return TRUE;
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
               "--on: “%s” is not a date such as 2024-01-31", text);
  return FALSE;
}
