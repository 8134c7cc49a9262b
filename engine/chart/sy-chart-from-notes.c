/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was noted in a project, for time axes. */
#include "config.h"

#include "sy-chart-from.h"

SyChartNote *
sy_chart_notes_from (GPtrArray *notes,
                     SyChartMarks *out_marks)
{
  SyChartNote *made;

  g_return_val_if_fail (out_marks != NULL, NULL);

  *out_marks = (SyChartMarks){ 0 };
  if (notes == NULL || notes->len == 0)
    return NULL;
  made = g_new (SyChartNote, notes->len);
  for (guint i = 0; i < notes->len; i++)
    {
      const SyNote *note = notes->pdata[i];

      made[i] = (SyChartNote){ note->day, note->text };
    }
  out_marks->n_notes = notes->len;
  out_marks->notes = made;
  return made;
}
