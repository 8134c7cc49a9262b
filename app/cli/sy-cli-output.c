/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PROGRESS_INTERVAL_US 100000

SyExit
sy_cli_print (SyCli *cli,
              const char *text)
{
  gsize length = strlen (text);

  sy_cli_end_progress (cli);
  if (fwrite (text, 1, length, stdout) != length || fflush (stdout) != 0)
    {
      fprintf (stderr, "steelyard-cli: cannot write to standard output: %s\n", g_strerror (errno));
      return SY_EXIT_IO;
    }
  return SY_EXIT_DONE;
}

SyExit
sy_cli_print_json (SyCli *cli,
                   SyJsonWriter *writer)
{
  g_autofree char *text = sy_json_writer_finish (writer);

  return sy_cli_print (cli, text);
}

void
sy_cli_append_table (SyCli *cli,
                     GString *out,
                     SyCliTable *table)
{
  if (cli->format == SY_FORMAT_CSV)
    sy_cli_table_append_csv (table, out);
  else
    sy_cli_table_append (table, cli->width, out);
}

SyExit
sy_cli_print_table (SyCli *cli,
                    SyCliTable *table)
{
  g_autoptr (GString) out = g_string_new (NULL);

  sy_cli_append_table (cli, out, table);
  return sy_cli_print (cli, out->str);
}

void
sy_json_member_text (SyJsonWriter *writer,
                     const char *key,
                     const char *text)
{
  sy_json_writer_key (writer, key);
  sy_json_writer_text (writer, text);
}

void
sy_json_member_number (SyJsonWriter *writer,
                       const char *key,
                       double value)
{
  sy_json_writer_key (writer, key);
  sy_json_writer_number (writer, value);
}

void
sy_json_member_int (SyJsonWriter *writer,
                    const char *key,
                    gint64 value)
{
  sy_json_writer_key (writer, key);
  sy_json_writer_int (writer, value);
}

void
sy_json_member_boolean (SyJsonWriter *writer,
                        const char *key,
                        gboolean value)
{
  sy_json_writer_key (writer, key);
  sy_json_writer_boolean (writer, value);
}

void
sy_json_member_instant (SyJsonWriter *writer,
                        const char *key,
                        gint64 utc_s)
{
  g_autofree char *text = sy_instant_format (utc_s);

  sy_json_member_text (writer, key, text);
}

void
sy_json_member_texts (SyJsonWriter *writer,
                      const char *key,
                      const char *const *texts)
{
  sy_json_writer_key (writer, key);
  sy_json_writer_begin_array (writer, SY_JSON_INLINE);
  for (; texts != NULL && *texts != NULL; texts++)
    sy_json_writer_text (writer, *texts);
  sy_json_writer_end_array (writer);
}

void
sy_json_member_range (SyJsonWriter *writer,
                      const char *key,
                      double value,
                      double low,
                      double high)
{
  sy_json_member_number (writer, key, value);
  sy_json_member_number (writer, "low", low);
  sy_json_member_number (writer, "high", high);
}

void
sy_json_member_auc (SyJsonWriter *writer,
                    const char *key,
                    const SyAuc *auc)
{
  sy_json_writer_key (writer, key);
  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  if (auc != NULL)
    sy_json_member_range (writer, "value", auc->value, auc->low, auc->high);
  else
    sy_json_member_range (writer, "value", (double) NAN, (double) NAN, (double) NAN);
  sy_json_writer_end_object (writer);
}

void
sy_json_member_comparison (SyJsonWriter *writer,
                           const char *key,
                           const SyAucComparison *comparison)
{
  sy_json_writer_key (writer, key);
  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  sy_json_member_range (writer, "difference", comparison->difference, comparison->low,
                        comparison->high);
  sy_json_member_number (writer, "z", comparison->z);
  sy_json_member_number (writer, "p", comparison->p);
  sy_json_writer_end_object (writer);
}

void
sy_json_member_version (SyJsonWriter *writer,
                        gint64 version)
{
  if (version > 0)
    sy_json_member_int (writer, "version", version);
  else
    sy_json_member_text (writer, "version", "draft");
}

void
sy_json_begin_member (SyJsonWriter *writer,
                      const char *key,
                      gboolean is_array)
{
  sy_json_writer_key (writer, key);
  if (is_array)
    sy_json_writer_begin_array (writer, SY_JSON_LINES);
  else
    sy_json_writer_begin_object (writer, SY_JSON_LINES);
}

void
sy_cli_start (SyCli *cli,
              const char *task)
{
  cli->task = task;
  cli->last_progress = 0;
}

void
sy_cli_show_progress (gint64 done,
                      gint64 total,
                      gpointer data)
{
  SyCli *cli = data;
  gint64 now = g_get_monotonic_time ();

  if (cli->progress == SY_PROGRESS_NONE ||
      (cli->progress == SY_PROGRESS_AUTO && !isatty (STDERR_FILENO)))
    return;
  if (now - cli->last_progress < PROGRESS_INTERVAL_US && done != total)
    return;
  cli->last_progress = now;
  if (cli->progress == SY_PROGRESS_JSON)
    {
      fprintf (stderr,
               "{\"task\": \"%s\", \"done\": %" G_GINT64_FORMAT ", \"total\": %" G_GINT64_FORMAT
               "}\n",
               cli->task, done, total);
      return;
    }
  cli->shows_progress = TRUE;
  if (total > 0)
    fprintf (stderr, "\r%s %3d %%\033[K", cli->task, (int) (100 * done / total));
  else
    fprintf (stderr, "\r%s %" G_GINT64_FORMAT "\033[K", cli->task, done);
  fflush (stderr);
}

void
sy_cli_end_progress (SyCli *cli)
{
  if (!cli->shows_progress)
    return;
  fputs ("\r\033[K", stderr);
  cli->shows_progress = FALSE;
}

void
sy_cli_write_components (SyJsonWriter *writer,
                         const char *key,
                         const SyComponents *components)
{
  sy_json_writer_key (writer, key);
  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  for (guint i = 0; i < SY_N_COMPONENT_LINES; i++)
    sy_json_member_number (writer, sy_component_line_get_name ((SyComponentLine) i),
                           components->lines[i]);
  sy_json_member_number (writer, "score", components->score);
  sy_json_member_number (writer, "friction", components->friction);
  sy_json_writer_end_object (writer);
}

void
sy_cli_append_components (GString *out,
                          const SyComponents *components)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < SY_N_COMPONENT_LINES; i++)
    {
      double points = components->lines[i] + 0.0; /* no "-0" */

      g_ascii_formatd (text, sizeof text, "%.2f", i == 0 ? points : fabs (points));
      g_string_append_printf (out, "%s%s %s", i == 0 ? "" : points < 0 ? " - "
                                                                       : " + ",
                              sy_component_line_get_name ((SyComponentLine) i), text);
    }
  g_string_append_printf (out, " = score %s",
                          g_ascii_formatd (text, sizeof text, "%.2f", components->score));
  g_string_append_printf (out, "; of it friction %s\n",
                          g_ascii_formatd (text, sizeof text, "%.2f", components->friction + 0.0));
}

char *
sy_cli_quote_outcome (const SyOutcomeSpec *outcome)
{
  return outcome->name != NULL ? g_strdup_printf (" “%s”", outcome->name) : g_strdup ("");
}
