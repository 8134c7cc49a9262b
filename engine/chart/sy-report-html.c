/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report as one HTML file: style sheet and drawings inside, no script,
 * nothing fetched. Below each drawing its numbers can be unfolded. */
#include "config.h"

#include "sy-report-document-private.h"

#include <math.h>
#include <string.h>

#include "sy-chart-save-private.h"

/* A drawing with more rows than this is not also a table. */
#define MOST_ROWS 120

static const char style_sheet[] =
    ":root{color-scheme:light}"
    "body{margin:0;background:#fafafa;color:#2f2f33;font:15px/1.5 Cantarell,system-ui,sans-serif}"
    "main{max-width:820px;margin:0 auto;padding:40px 28px 64px}"
    "h1{font-size:28px;line-height:1.2;margin:0}"
    ".sub{color:#6f6f74;margin:4px 0 24px}"
    "h2{font-size:20px;margin:44px 0 8px;padding-top:20px;border-top:1px solid #dededf}"
    "h3{font-size:15px;margin:24px 0 6px}"
    "p{margin:8px 0}.note{color:#6f6f74;font-size:13px}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:3px 20px;margin:12px 0;font-size:14px}"
    "dt{color:#6f6f74}dd{margin:0;overflow-wrap:anywhere}"
    ".metrics{display:flex;flex-wrap:wrap;gap:12px;margin:20px 0}"
    ".metric,figure{background:#fff;border-radius:12px;box-shadow:0 0 0 1px rgba(0,0,0,.07),0 1px 3px rgba(0,0,0,.06)}"
    ".metric{flex:1 1 120px;padding:12px 16px}"
    ".metric b{display:block;font-size:22px;line-height:1.3}"
    ".metric span{color:#6f6f74;font-size:13px}"
    ".pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(340px,1fr));gap:14px}"
    "figure{margin:14px 0;padding:14px 16px}.pair figure{margin:0}"
    "figure{overflow-x:auto}figure svg{display:block;width:100%;min-width:540px;height:auto}.pair figure svg{min-width:300px}"
    "details{font-size:13px;color:#6f6f74;margin-top:6px}summary{cursor:pointer}"
    ".scroll{overflow-x:auto}"
    "table{border-collapse:collapse;width:100%;font-size:13px;font-variant-numeric:tabular-nums;margin:10px 0;color:#2f2f33}"
    "th,td{text-align:left;vertical-align:top;padding:5px 10px;border-bottom:1px solid #e6e6e8}"
    "th{color:#6f6f74;font-weight:normal}th[scope=rowgroup]{color:#2f2f33;font-weight:bold;padding-top:14px}"
    ".n{text-align:right;white-space:nowrap}"
    "footer{color:#6f6f74;font-size:12px;margin-top:48px}"
    "@media print{body{background:#fff}figure,.metric{box-shadow:none;border:1px solid #e6e6e8;break-inside:avoid}details{display:none}}";

static void
append_escaped (GString *out,
                const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text != NULL ? text : "", -1);

  g_string_append (out, escaped);
}

static void
append_element (GString *out,
                const char *tag,
                const char *attributes,
                const char *text)
{
  g_string_append_printf (out, "<%s%s>", tag, attributes);
  append_escaped (out, text);
  g_string_append_printf (out, "</%s>", tag);
}

static void
append_table (GString *out,
              const SyBlock *block)
{
  gsize n_rows = sy_block_get_n_rows (block);

  g_string_append (out, "<div class=\"scroll\"><table><thead><tr>");
  for (gsize column = 0; column < block->n_columns; column++)
    append_element (out, "th",
                    block->numeric[column] ? " scope=\"col\" class=\"n\"" : " scope=\"col\"",
                    block->header[column]);
  g_string_append (out, "</tr></thead><tbody>\n");
  for (gsize row = 0; row < n_rows; row++)
    {
      g_string_append (out, "<tr>");
      if (sy_block_get_cell (block, row, 0) == NULL)
        {
          g_autofree char *span = g_strdup_printf (" scope=\"rowgroup\" colspan=\"%" G_GSIZE_FORMAT
                                                   "\"",
                                                   block->n_columns);

          append_element (out, "th", span, sy_block_get_cell (block, row, 1));
        }
      else
        for (gsize column = 0; column < block->n_columns; column++)
          append_element (out, "td", block->numeric[column] ? " class=\"n\"" : "",
                          sy_block_get_cell (block, row, column));
      g_string_append (out, "</tr>\n");
    }
  g_string_append (out, "</tbody></table></div>\n");
}

static void
append_numbers (GString *out,
                SyChart *chart)
{
  g_autoptr (SyChartTable) table = sy_chart_to_table (chart);

  if (table->n_rows == 0 || table->n_rows > MOST_ROWS)
    return;
  g_string_append (out,
                   "<details><summary>Numbers</summary><div class=\"scroll\"><table><thead><tr>");
  for (gsize column = 0; column < table->n_columns; column++)
    append_element (out, "th",
                    table->numeric[column] ? " scope=\"col\" class=\"n\"" : " scope=\"col\"",
                    table->header[column]);
  g_string_append (out, "</tr></thead><tbody>\n");
  for (gsize row = 0; row < table->n_rows; row++)
    {
      g_string_append (out, "<tr>");
      for (gsize column = 0; column < table->n_columns; column++)
        append_element (out, "td", table->numeric[column] ? " class=\"n\"" : "",
                        sy_chart_table_get (table, row, column));
      g_string_append (out, "</tr>\n");
    }
  g_string_append (out, "</tbody></table></div></details>");
}

static gboolean
append_charts (GString *out,
               const SyBlock *block,
               guint *n_charts,
               GError **error)
{
  gboolean pair = block->charts[1] != NULL;
  SyChartStyle style;

  sy_chart_style_init (&style, FALSE);
  style.padding = 0.0;
  style.background.alpha = 0.0;
  if (pair)
    g_string_append (out, "<div class=\"pair\">");
  for (guint i = 0; i < 2 && block->charts[i] != NULL; i++)
    {
      g_autofree char *prefix = g_strdup_printf ("c%u-", ++*n_charts);
      g_autofree char *svg = sy_chart_to_svg (block->charts[i], pair ? 370.0 : 760.0, block->height,
                                              &style, prefix, TRUE, error);

      if (svg == NULL)
        return FALSE;
      g_string_append_printf (out, "<figure>%s", svg);
      append_numbers (out, block->charts[i]);
      g_string_append (out, "</figure>\n");
    }
  if (pair)
    g_string_append (out, "</div>\n");
  return TRUE;
}

static gboolean
append_block (GString *out,
              const SyBlock *block,
              guint *n_charts,
              GError **error)
{
  gsize n_rows = sy_block_get_n_rows (block);

  switch (block->kind)
    {
    case SY_BLOCK_HEADING:
      append_element (out, block->level == 1 ? "h2" : "h3", "", block->text);
      break;
    case SY_BLOCK_TEXT:
      append_element (out, "p", "", block->text);
      break;
    case SY_BLOCK_NOTE:
      append_element (out, "p", " class=\"note\"", block->text);
      break;
    case SY_BLOCK_FACTS:
      g_string_append (out, "<dl>");
      for (gsize row = 0; row < n_rows; row++)
        {
          append_element (out, "dt", "", sy_block_get_cell (block, row, 0));
          append_element (out, "dd", "", sy_block_get_cell (block, row, 1));
        }
      g_string_append (out, "</dl>");
      break;
    case SY_BLOCK_METRICS:
      g_string_append (out, "<div class=\"metrics\">");
      for (gsize row = 0; row < n_rows; row++)
        {
          g_string_append (out, "<div class=\"metric\">");
          append_element (out, "span", "", sy_block_get_cell (block, row, 0));
          append_element (out, "b", "", sy_block_get_cell (block, row, 1));
          append_element (out, "span", "", sy_block_get_cell (block, row, 2));
          g_string_append (out, "</div>");
        }
      g_string_append (out, "</div>");
      break;
    case SY_BLOCK_TABLE:
      append_table (out, block);
      break;
    case SY_BLOCK_CHARTS:
    default:
      return append_charts (out, block, n_charts, error);
    }
  g_string_append_c (out, '\n');
  return TRUE;
}

GBytes *
sy_document_to_html (const SyDocument *self,
                     GError **error)
{
  g_autoptr (GString) out = g_string_sized_new (1 << 18);
  guint n_charts = 0;
  gsize length;

  g_string_append (
      out,
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"generator\" content=\"Steelyard\">\n");
  append_element (out, "title", "", self->title);
  g_string_append_printf (out, "\n<style>%s</style>\n</head>\n<body>\n<main>\n", style_sheet);
  append_element (out, "h1", "", self->title);
  append_element (out, "p", " class=\"sub\"", self->subtitle);
  g_string_append_c (out, '\n');
  for (guint i = 0; i < self->blocks->len; i++)
    if (!append_block (out, g_ptr_array_index (self->blocks, i), &n_charts, error))
      return NULL;
  append_element (out, "footer", "", self->footer);
  g_string_append (out, "\n</main>\n</body>\n</html>\n");
  length = out->len;
  return g_bytes_new_take (g_string_free (g_steal_pointer (&out), FALSE), length);
}
