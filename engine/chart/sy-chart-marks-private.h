/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-chart-drift.h"
#include "sy-chart-private.h"

/**
 * sy_chart_keep_marks:
 * @self: the chart that owns the copy
 * @marks: gaps and annotations
 *
 * Returns: a copy that lives as long as @self; notes in the order of their days
 */
SyChartMarks sy_chart_keep_marks (SyChart *self,
                                  const SyChartMarks *marks);

/* Room the labels of the notes need above the plot. */
double sy_chart_marks_room (const SyInk *ink,
                            const SyChartMarks *marks);

/* Shades the gaps; call before the data is drawn. */
void sy_chart_draw_gaps (SyInk *ink,
                         const SyChartMarks *marks);

/* Lines and labels of the notes; labels that would overlap leave their pointer only. */
void sy_chart_draw_notes (SyInk *ink,
                          const SyChartMarks *marks);

/* The text of a note that was hit. */
char *sy_chart_note_tooltip (const SyChartMarks *marks,
                             guint index);

/* Adds a line for each gap that covers a day from @from to before @to. */
void sy_chart_append_gaps (GString *text,
                           const SyChartMarks *marks,
                           gint32 from,
                           gint32 to);

/**
 * sy_chart_day_axis:
 * @days: (array length=n): ascending day numbers
 * @n: at least 1
 *
 * Returns: a time axis from the first to the last day, or three days around a lone one
 */
SyAxis sy_chart_day_axis (const gint32 *days,
                          gsize n);

/* Positions of days on the x axis; a lone day becomes both ends of the plot (two positions). */
double *sy_chart_map_days (const SyInk *ink,
                           const gint32 *days,
                           gsize n);

/* Marks a column of the plot around each day, for the pointer. */
void sy_chart_mark_days (SyInk *ink,
                         const gint32 *days,
                         gsize n);

/* Whether days ascend strictly; charts over time refuse others. */
gboolean sy_chart_days_are_sound (const gint32 *days,
                                  gsize n);
