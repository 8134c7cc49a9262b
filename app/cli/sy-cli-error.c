/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli.h"

#include <stdio.h>

G_DEFINE_QUARK (sy - cli - error - quark, sy_cli_error)

static SyExit
get_store_exit (int code)
{
  switch ((SyStoreError) code)
    {
    case SY_STORE_ERROR_NOT_A_PROJECT:
    case SY_STORE_ERROR_NEWER:
    case SY_STORE_ERROR_DAMAGED:
      return SY_EXIT_DAMAGED;
    case SY_STORE_ERROR_BUSY:
      return SY_EXIT_BUSY;
    case SY_STORE_ERROR_NOT_FOUND:
    case SY_STORE_ERROR_INVALID:
    case SY_STORE_ERROR_EXISTS: /* a name that is taken; of a file "new" says so itself */
      return SY_EXIT_INPUT;
    case SY_STORE_ERROR_REVIEW:
      return SY_EXIT_CHECK_FAILED;
    case SY_STORE_ERROR_IO:
    case SY_STORE_ERROR_READ_ONLY:
    default:
      return SY_EXIT_IO;
    }
}

/* Everything else that can go wrong comes from what the user gave. */
static SyExit
get_exit (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return SY_EXIT_INTERRUPTED;
  if (error->domain == SY_CLI_ERROR)
    return (SyExit) error->code;
  if (error->domain == SY_STORE_ERROR)
    return get_store_exit (error->code);
  if (g_error_matches (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_OBJECTION))
    return SY_EXIT_CHECK_FAILED;
  if (error->domain == G_IO_ERROR || error->domain == G_FILE_ERROR)
    return SY_EXIT_IO;
  return SY_EXIT_INPUT;
}

SyExit
sy_cli_fail (SyCli *cli,
             const GError *error)
{
  SyExit code = get_exit (error);
  g_autofree char *shown = sy_cli_text_escape (error->message);

  sy_cli_end_progress (cli);
  if (code == SY_EXIT_INTERRUPTED)
    fprintf (stderr, "steelyard-cli: interrupted; nothing was changed\n");
  else
    fprintf (stderr, "steelyard-cli: %s\n", shown);
  return code;
}

void
sy_cli_note (SyCli *cli,
             const char *format,
             ...)
{
  g_autofree char *message = NULL;
  g_autofree char *shown = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  shown = sy_cli_text_escape (message);
  sy_cli_end_progress (cli);
  fprintf (stderr, "steelyard-cli: %s\n", shown);
}
