/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report as pages. The blocks run down A4 pages; a heading keeps with what
 * follows it, a chart is never split, a table is split between rows and
 * repeats its header. The run is made twice, first on a surface that is thrown
 * away, to know how many pages there are. Lengths are points. */
#include "config.h"

#include "sy-report-document-private.h"

#include <cairo-pdf.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "sy-chart-save-private.h"

#define PAGE_WIDTH 595.28
#define PAGE_HEIGHT 841.89
#define MARGIN 54.0
#define TOP 54.0
#define BOTTOM 62.0
#define WIDTH (PAGE_WIDTH - 2.0 * MARGIN)
#define FLOOR (PAGE_HEIGHT - BOTTOM)
#define COLUMN_GAP 18.0
#define CELL_GAP 8.0
#define FACT_NAMES 96.0
#define METRIC_GAP 10.0
/* A table up to this height is not split. */
#define KEEP_TOGETHER 300.0
/* The charts' units are pixels of a screen; on paper they are smaller. */
#define CHART_SCALE 0.74

typedef enum
{
  FONT_TITLE,
  FONT_SUBTITLE,
  FONT_SECTION,
  FONT_HEADING,
  FONT_TEXT,
  FONT_NOTE,
  FONT_FIGURE,
  FONT_CELL,
  FONT_STRONG,
  N_FONTS,
} Font;

static const struct
{
  double size;
  PangoWeight weight;
} fonts[N_FONTS] = {
  [FONT_TITLE] = { 24.0, PANGO_WEIGHT_BOLD },
  [FONT_SUBTITLE] = { 11.5, PANGO_WEIGHT_NORMAL },
  [FONT_SECTION] = { 15.0, PANGO_WEIGHT_BOLD },
  [FONT_HEADING] = { 10.5, PANGO_WEIGHT_BOLD },
  [FONT_TEXT] = { 9.5, PANGO_WEIGHT_NORMAL },
  [FONT_NOTE] = { 8.0, PANGO_WEIGHT_NORMAL },
  [FONT_FIGURE] = { 17.0, PANGO_WEIGHT_BOLD },
  [FONT_CELL] = { 8.5, PANGO_WEIGHT_NORMAL },
  [FONT_STRONG] = { 8.5, PANGO_WEIGHT_BOLD },
};

typedef struct
{
  const SyDocument *document;
  cairo_surface_t *surface;
  cairo_t *cr;
  PangoLayout *layout;
  SyChartStyle style;
  double y;
  guint page;
  /* 0 on the first run. */
  guint n_pages;
} Run;

static void
set_text (Run *run,
          Font font,
          const char *text,
          double width)
{
  PangoFontDescription *description = pango_font_description_from_string (run->style.font_family);

  pango_font_description_set_weight (description, fonts[font].weight);
  pango_font_description_set_absolute_size (description, fonts[font].size * PANGO_SCALE);
  pango_layout_set_font_description (run->layout, description);
  pango_font_description_free (description);
  pango_layout_set_width (run->layout, width > 0.0 ? (int) floor (width * PANGO_SCALE) : -1);
  pango_layout_set_alignment (run->layout, PANGO_ALIGN_LEFT);
  pango_layout_set_text (run->layout, text != NULL ? text : "", -1);
}

static double
text_height (Run *run,
             Font font,
             const char *text,
             double width)
{
  PangoRectangle logical;

  set_text (run, font, text, width);
  pango_layout_get_extents (run->layout, NULL, &logical);
  return (double) logical.height / PANGO_SCALE;
}

/* Draws a paragraph at a place; returns its height. */
static double
put_text (Run *run,
          Font font,
          SyColor color,
          const char *text,
          double x,
          double y,
          double width,
          PangoAlignment alignment)
{
  PangoRectangle logical;

  set_text (run, font, text, width);
  pango_layout_set_alignment (run->layout, alignment);
  pango_layout_get_extents (run->layout, NULL, &logical);
  cairo_set_source_rgba (run->cr, color.red, color.green, color.blue, color.alpha);
  cairo_move_to (run->cr, x, y);
  pango_cairo_show_layout (run->cr, run->layout);
  cairo_new_path (run->cr);
  return (double) logical.height / PANGO_SCALE;
}

static void
put_rule (Run *run,
          double y,
          double darker)
{
  cairo_set_source_rgba (run->cr, run->style.grid.red - darker, run->style.grid.green - darker,
                         run->style.grid.blue - darker, 1.0);
  cairo_set_line_width (run->cr, 0.5);
  cairo_move_to (run->cr, MARGIN, y);
  cairo_line_to (run->cr, MARGIN + WIDTH, y);
  cairo_stroke (run->cr);
}

static void
put_footer (Run *run)
{
  g_autofree char *number = run->n_pages > 0 ? g_strdup_printf ("%u of %u", run->page, run->n_pages)
                                             : g_strdup ("");
  double y = PAGE_HEIGHT - 40.0;

  put_rule (run, y - 6.0, 0.0);
  put_text (run, FONT_NOTE, run->style.dim, run->document->footer, MARGIN, y, WIDTH - 60.0,
            PANGO_ALIGN_LEFT);
  put_text (run, FONT_NOTE, run->style.dim, number, MARGIN + WIDTH - 60.0, y, 60.0,
            PANGO_ALIGN_RIGHT);
}

static void
next_page (Run *run)
{
  put_footer (run);
  cairo_show_page (run->cr);
  run->page++;
  run->y = TOP;
}

/* Begins a page when a piece of this height does not fit on the current one. */
static void
make_room (Run *run,
           double height)
{
  if (run->y + height > FLOOR && run->y > TOP)
    next_page (run);
}

static void
column_edges (const SyBlock *block,
              double *lefts,
              double *widths)
{
  double sum = 0.0, x = MARGIN;

  for (gsize i = 0; i < block->n_columns; i++)
    sum += block->weights[i];
  for (gsize i = 0; i < block->n_columns; i++)
    {
      double width = WIDTH * block->weights[i] / sum;

      lefts[i] = x;
      widths[i] = width - (i + 1 < block->n_columns ? CELL_GAP : 0.0);
      x += width;
    }
}

static double
row_height (Run *run,
            const SyBlock *block,
            gsize row,
            const double *widths)
{
  double height = 0.0;

  if (sy_block_get_cell (block, row, 0) == NULL)
    return text_height (run, FONT_STRONG, sy_block_get_cell (block, row, 1), WIDTH) + 10.0;
  for (gsize column = 0; column < block->n_columns; column++)
    height = MAX (height, text_height (run, FONT_CELL, sy_block_get_cell (block, row, column),
                                       widths[column]));
  return height + 6.0;
}

static double
header_height (Run *run,
               const SyBlock *block,
               const double *widths)
{
  double height = 0.0;

  for (gsize column = 0; column < block->n_columns; column++)
    height = MAX (height, text_height (run, FONT_CELL, block->header[column], widths[column]));
  return height + 6.0;
}

static void
put_header (Run *run,
            const SyBlock *block,
            const double *lefts,
            const double *widths)
{
  double height = header_height (run, block, widths);

  for (gsize column = 0; column < block->n_columns; column++)
    {
      double own = text_height (run, FONT_CELL, block->header[column], widths[column]);

      put_text (run, FONT_CELL, run->style.dim, block->header[column], lefts[column],
                run->y + height - own - 3.0, widths[column],
                block->numeric[column] ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
    }
  run->y += height;
  put_rule (run, run->y, 0.12);
}

static void
put_row (Run *run,
         const SyBlock *block,
         gsize row,
         double height,
         const double *lefts,
         const double *widths)
{
  if (sy_block_get_cell (block, row, 0) == NULL)
    put_text (run, FONT_STRONG, run->style.text, sy_block_get_cell (block, row, 1), MARGIN,
              run->y + 7.0, WIDTH, PANGO_ALIGN_LEFT);
  else
    for (gsize column = 0; column < block->n_columns; column++)
      put_text (run, FONT_CELL, run->style.text, sy_block_get_cell (block, row, column),
                lefts[column], run->y + 3.0, widths[column],
                block->numeric[column] ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  run->y += height;
  put_rule (run, run->y, 0.0);
}

/* What of a table does not stand on two pages: all of it, or of a long one the header and the first rows. */
static double
table_height (Run *run,
              const SyBlock *block)
{
  g_autofree double *lefts = g_new (double, block->n_columns);
  g_autofree double *widths = g_new (double, block->n_columns);
  gsize n_rows = sy_block_get_n_rows (block);
  double height, first;

  column_edges (block, lefts, widths);
  height = header_height (run, block, widths);
  first = height;
  for (gsize row = 0; row < n_rows && height <= KEEP_TOGETHER; row++)
    {
      height += row_height (run, block, row, widths);
      if (row < 2)
        first = height;
    }
  return height > KEEP_TOGETHER ? first : height;
}

static void
put_table (Run *run,
           const SyBlock *block)
{
  g_autofree double *lefts = g_new (double, block->n_columns);
  g_autofree double *widths = g_new (double, block->n_columns);
  gsize n_rows = sy_block_get_n_rows (block);

  column_edges (block, lefts, widths);
  make_room (run, table_height (run, block));
  put_header (run, block, lefts, widths);
  for (gsize row = 0; row < n_rows; row++)
    {
      double height = row_height (run, block, row, widths);
      double wanted = height;

      /* A heading among the rows is not left alone at the foot of a page. */
      if (sy_block_get_cell (block, row, 0) == NULL && row + 1 < n_rows)
        wanted += row_height (run, block, row + 1, widths);
      if (run->y + wanted > FLOOR)
        {
          next_page (run);
          put_header (run, block, lefts, widths);
        }
      put_row (run, block, row, height, lefts, widths);
    }
  run->y += 10.0;
}

static double
fact_height (Run *run,
             const SyBlock *block,
             gsize row)
{
  return text_height (run, FONT_TEXT, sy_block_get_cell (block, row, 1), WIDTH - FACT_NAMES);
}

static void
put_facts (Run *run,
           const SyBlock *block)
{
  double names = FACT_NAMES;

  for (gsize row = 0; row < sy_block_get_n_rows (block); row++)
    {
      const char *value = sy_block_get_cell (block, row, 1);
      double height = fact_height (run, block, row);

      make_room (run, height);
      put_text (run, FONT_TEXT, run->style.dim, sy_block_get_cell (block, row, 0), MARGIN, run->y,
                names - 8.0, PANGO_ALIGN_LEFT);
      put_text (run, FONT_TEXT, run->style.text, value, MARGIN + names, run->y, WIDTH - names,
                PANGO_ALIGN_LEFT);
      run->y += height + 2.5;
    }
  run->y += 6.0;
}

static double
metric_width (const SyBlock *block)
{
  gsize n = sy_block_get_n_rows (block);

  return n > 0 ? (WIDTH - METRIC_GAP * (double) (n - 1)) / (double) n : WIDTH;
}

static double
metrics_height (Run *run,
                const SyBlock *block)
{
  double height = 0.0;

  for (gsize i = 0; i < sy_block_get_n_rows (block); i++)
    height = MAX (height, 40.0 + text_height (run, FONT_NOTE, sy_block_get_cell (block, i, 2),
                                              metric_width (block) - 16.0));
  return height;
}

static void
put_metrics (Run *run,
             const SyBlock *block)
{
  gsize n = sy_block_get_n_rows (block);
  double width = metric_width (block);
  double height = metrics_height (run, block);

  make_room (run, height);
  for (gsize i = 0; i < n; i++)
    {
      double x = MARGIN + (width + METRIC_GAP) * (double) i;

      cairo_rectangle (run->cr, x + 0.25, run->y + 0.25, width - 0.5, height - 0.5);
      cairo_set_source_rgb (run->cr, run->style.grid.red - 0.05, run->style.grid.green - 0.05,
                            run->style.grid.blue - 0.05);
      cairo_set_line_width (run->cr, 0.5);
      cairo_stroke (run->cr);
      put_text (run, FONT_NOTE, run->style.dim, sy_block_get_cell (block, i, 0), x + 8.0,
                run->y + 6.0, width - 12.0, PANGO_ALIGN_LEFT);
      put_text (run, FONT_FIGURE, run->style.text, sy_block_get_cell (block, i, 1), x + 8.0,
                run->y + 14.0, 0.0, PANGO_ALIGN_LEFT);
      put_text (run, FONT_NOTE, run->style.dim, sy_block_get_cell (block, i, 2), x + 8.0,
                run->y + 35.0, width - 16.0, PANGO_ALIGN_LEFT);
    }
  run->y += height + 12.0;
}

static double
charts_height (const SyBlock *block)
{
  return block->height * CHART_SCALE;
}

static void
put_charts (Run *run,
            const SyBlock *block)
{
  double height = charts_height (block);
  double width = block->charts[1] != NULL ? (WIDTH - COLUMN_GAP) / 2.0 : WIDTH;

  make_room (run, height);
  for (guint i = 0; i < 2 && block->charts[i] != NULL; i++)
    {
      cairo_save (run->cr);
      cairo_translate (run->cr, MARGIN + (width + COLUMN_GAP) * i, run->y);
      sy_chart_draw (block->charts[i], run->cr, width, height, &run->style);
      cairo_restore (run->cr);
    }
  run->y += height + 14.0;
}

static Font
heading_font (const SyBlock *block)
{
  return block->level == 1 ? FONT_SECTION : FONT_HEADING;
}

/* The room above it. */
static double
heading_space (const SyBlock *block)
{
  return block->level == 1 ? 16.0 : 8.0;
}

static double
heading_height (Run *run,
                const SyBlock *block)
{
  return text_height (run, heading_font (block), block->text, WIDTH) + heading_space (block) + 4.0;
}

/* How much of a block must stand on one page. */
static double
least_height (Run *run,
              const SyBlock *block)
{
  switch (block->kind)
    {
    case SY_BLOCK_CHARTS:
      return charts_height (block);
    case SY_BLOCK_TABLE:
      return table_height (run, block);
    case SY_BLOCK_METRICS:
      return metrics_height (run, block);
    case SY_BLOCK_FACTS:
      return sy_block_get_n_rows (block) > 0 ? fact_height (run, block, 0) : 0.0;
    case SY_BLOCK_HEADING:
      return heading_height (run, block);
    case SY_BLOCK_TEXT:
    case SY_BLOCK_NOTE:
    default:
      return text_height (run, block->kind == SY_BLOCK_NOTE ? FONT_NOTE : FONT_TEXT, block->text,
                          WIDTH);
    }
}

/* What a heading brings along: headings and one text below it, and what stands below those. */
static double
following_height (Run *run,
                  guint i)
{
  gboolean has_text = FALSE;
  double height = 0.0;

  for (guint next = i + 1; next < run->document->blocks->len; next++)
    {
      const SyBlock *block = g_ptr_array_index (run->document->blocks, next);
      gboolean is_text = block->kind == SY_BLOCK_TEXT || block->kind == SY_BLOCK_NOTE;

      height += least_height (run, block) + 8.0;
      if (has_text || (!is_text && block->kind != SY_BLOCK_HEADING))
        break;
      has_text = is_text;
    }
  return height;
}

static void
put_heading (Run *run,
             const SyBlock *block,
             guint i)
{
  Font font = heading_font (block);

  make_room (run, MIN (heading_height (run, block) + following_height (run, i), FLOOR - TOP));
  if (run->y > TOP)
    run->y += heading_space (block);
  if (block->level == 1 && run->n_pages > 0)
    {
      g_autofree char *link = g_strdup_printf ("page=%u pos=[%d %d]", run->page, (int) MARGIN,
                                               (int) run->y);

      cairo_pdf_surface_add_outline (run->surface, CAIRO_PDF_OUTLINE_ROOT, block->text, link,
                                     (cairo_pdf_outline_flags_t) 0);
    }
  run->y += put_text (run, font, run->style.text, block->text, MARGIN, run->y, WIDTH,
                      PANGO_ALIGN_LEFT) +
            4.0;
}

static void
put_block (Run *run,
           guint i)
{
  const SyBlock *block = g_ptr_array_index (run->document->blocks, i);
  Font font = block->kind == SY_BLOCK_NOTE ? FONT_NOTE : FONT_TEXT;

  switch (block->kind)
    {
    case SY_BLOCK_HEADING:
      put_heading (run, block, i);
      break;
    case SY_BLOCK_FACTS:
      put_facts (run, block);
      break;
    case SY_BLOCK_METRICS:
      put_metrics (run, block);
      break;
    case SY_BLOCK_TABLE:
      put_table (run, block);
      break;
    case SY_BLOCK_CHARTS:
      put_charts (run, block);
      break;
    case SY_BLOCK_TEXT:
    case SY_BLOCK_NOTE:
    default:
      make_room (run, text_height (run, font, block->text, WIDTH));
      run->y += put_text (run, font,
                          block->kind == SY_BLOCK_NOTE ? run->style.dim : run->style.text,
                          block->text, MARGIN, run->y, WIDTH, PANGO_ALIGN_LEFT) +
                7.0;
    }
}

/* One run over the document; returns how many pages it took, 0 on trouble. */
static guint
run_pages (const SyDocument *document,
           GByteArray *bytes,
           guint n_pages)
{
  Run run = { .document = document, .y = TOP, .page = 1, .n_pages = n_pages };
  cairo_font_options_t *options = cairo_font_options_create ();
  PangoContext *context;
  cairo_status_t status;

  sy_chart_style_init (&run.style, FALSE);
  run.style.padding = 0.0;
  run.style.background.alpha = 0.0;
  run.style.scale = CHART_SCALE;
  run.surface = cairo_pdf_surface_create_for_stream (sy_chart_collect_cb, bytes, PAGE_WIDTH,
                                                     PAGE_HEIGHT);
  cairo_pdf_surface_set_metadata (run.surface, CAIRO_PDF_METADATA_CREATE_DATE, SY_CHART_PDF_DATE);
  cairo_pdf_surface_set_metadata (run.surface, CAIRO_PDF_METADATA_CREATOR, "Steelyard");
  cairo_pdf_surface_set_metadata (run.surface, CAIRO_PDF_METADATA_TITLE, document->title);
  run.cr = cairo_create (run.surface);

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_language (context, pango_language_from_string ("en"));
  cairo_font_options_destroy (options);
  run.layout = pango_layout_new (context);
  pango_layout_set_wrap (run.layout, PANGO_WRAP_WORD_CHAR);
  g_object_unref (context);

  run.y += put_text (&run, FONT_TITLE, run.style.text, document->title, MARGIN, run.y, WIDTH,
                     PANGO_ALIGN_LEFT) +
           1.0;
  run.y += put_text (&run, FONT_SUBTITLE, run.style.dim, document->subtitle, MARGIN, run.y, WIDTH,
                     PANGO_ALIGN_LEFT) +
           14.0;
  for (guint i = 0; i < document->blocks->len; i++)
    put_block (&run, i);
  put_footer (&run);
  cairo_show_page (run.cr);

  g_object_unref (run.layout);
  status = cairo_status (run.cr);
  cairo_destroy (run.cr);
  cairo_surface_finish (run.surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (run.surface);
  cairo_surface_destroy (run.surface);
  return status == CAIRO_STATUS_SUCCESS ? run.page : 0;
}

GBytes *
sy_document_to_pdf (const SyDocument *self,
                    GError **error)
{
  g_autoptr (GByteArray) draft = g_byte_array_new ();
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint n_pages = run_pages (self, draft, 0);

  if (n_pages == 0 || run_pages (self, bytes, n_pages) == 0)
    {
      g_set_error (error, SY_CHART_ERROR, SY_CHART_ERROR_RENDER, "the report could not be drawn");
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
