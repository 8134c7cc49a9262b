/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-course.h"

#include <math.h>
#include <string.h>

#include "core/sy-number.h"

const char *
sy_course_get_name (SyCourse course)
{
  static const char *const names[] = { "unknown", "flat", "rising", "falling" };

  g_return_val_if_fail ((guint) course < G_N_ELEMENTS (names), NULL);

  return names[course];
}

gboolean
sy_course_from_name (const char *name,
                     SyCourse *out_course)
{
  g_return_val_if_fail (name != NULL && out_course != NULL, FALSE);

  for (guint i = SY_COURSE_UNKNOWN; i <= SY_COURSE_FALLING; i++)
    if (strcmp (sy_course_get_name ((SyCourse) i), name) == 0)
      {
        *out_course = (SyCourse) i;
        return TRUE;
      }
  return FALSE;
}

gboolean
sy_score_move_holds (const SyScoreMove *self,
                     double change)
{
  return !isnan (change) && !(change < self->at_least) && !(change > self->at_most);
}

static void
describe_move (const SyScoreMove *move,
               GString *out)
{
  char low[SY_NUMBER_BUFFER_SIZE];
  char high[SY_NUMBER_BUFFER_SIZE];

  sy_number_format (move->at_least, low);
  sy_number_format (move->at_most, high);
  g_string_append (out, out->len > 0 ? ", " : "");
  if (isnan (move->at_most))
    g_string_append_printf (out, "changed by %s or more in %d days", low, move->days);
  else if (isnan (move->at_least))
    g_string_append_printf (out, "changed by %s or less in %d days", high, move->days);
  else
    g_string_append_printf (out, "changed by %s to %s in %d days", low, high, move->days);
}

char *
sy_course_describe (guint courses,
                    const SyScoreMove *move)
{
  static const SyCourse order[] = { SY_COURSE_RISING, SY_COURSE_FLAT, SY_COURSE_FALLING,
                                    SY_COURSE_UNKNOWN };
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (move != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    if ((courses & (1u << order[i])) != 0)
      g_string_append_printf (out, "%s%s", out->len > 0 ? " or " : "",
                              sy_course_get_name (order[i]));
  if (move->days > 0)
    describe_move (move, out);
  return g_string_free (out, FALSE);
}
