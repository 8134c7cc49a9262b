/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-course.h"

#include <math.h>
#include <string.h>

#include "core/sy-number.h"
#include "sy-field-private.h"

const char *const sy_course_names[] = { "unknown", "flat", "rising", "falling", NULL };

const char *
sy_course_get_name (SyCourse course)
{
  g_return_val_if_fail ((guint) course <= SY_COURSE_FALLING, NULL);

  return sy_course_names[course];
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

const char **
sy_courses_list (guint courses)
{
  static const SyCourse order[] = { SY_COURSE_RISING, SY_COURSE_FLAT, SY_COURSE_FALLING,
                                    SY_COURSE_UNKNOWN };
  const char **names = g_new0 (const char *, G_N_ELEMENTS (order) + 1);
  gsize n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    if ((courses & (1u << order[i])) != 0)
      names[n++] = sy_course_get_name (order[i]);
  return names;
}

char *
sy_course_describe (guint courses,
                    const SyScoreMove *move)
{
  g_autofree const char **names = sy_courses_list (courses);
  g_autofree char *words = g_strjoinv (" or ", (char **) names);
  GString *out;

  g_return_val_if_fail (move != NULL, NULL);

  out = g_string_new (words);
  if (move->days > 0)
    describe_move (move, out);
  return g_string_free (out, FALSE);
}
