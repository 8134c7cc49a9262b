/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A score as people read it. */
#include "config.h"

#include "sy-model.h"

#include <math.h>

#include "core/sy-number.h"

/* Percent of what has no end is none. */
static SyDisplay
get_display (const SyModel *self)
{
  if (self->display == SY_DISPLAY_PERCENT && self->scale.kind == SY_SCALE_NONE)
    return SY_DISPLAY_NUMBER;
  return self->display;
}

char *
sy_model_get_letter (const SyModel *self,
                     guint band)
{
  guint from_top;

  g_return_val_if_fail (self != NULL && band < self->bands->len, NULL);

  from_top = self->bands->len - 1 - band;
  if (from_top < 26)
    return g_strdup_printf ("%c", 'A' + (int) from_top);
  return g_strdup_printf ("A%c", 'A' + (int) from_top - 26);
}

char *
sy_model_format_score (const SyModel *self,
                       double score)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_return_val_if_fail (self != NULL, NULL);

  switch (get_display (self))
    {
    case SY_DISPLAY_LETTER:
      return sy_model_get_letter (self, sy_model_find_band (self, score));
    case SY_DISPLAY_PERCENT:
      return g_strconcat (g_ascii_formatd (text, sizeof text, "%.0f", score), " %", NULL);
    case SY_DISPLAY_NUMBER:
    default:
      return g_strdup (g_ascii_formatd (text, sizeof text, "%.1f", score));
    }
}

char *
sy_model_format_band (const SyModel *self,
                      guint band)
{
  const SyBand *it;
  g_autofree char *letter = NULL;
  char low[SY_NUMBER_BUFFER_SIZE];
  char high[SY_NUMBER_BUFFER_SIZE];

  g_return_val_if_fail (self != NULL && band < self->bands->len, NULL);

  it = sy_model_get_band (self, band);
  switch (get_display (self))
    {
    case SY_DISPLAY_LETTER:
      letter = sy_model_get_letter (self, band);
      return g_strdup_printf ("%s %s", letter, it->name);
    case SY_DISPLAY_PERCENT:
      sy_number_format (isnan (it->min) ? 0 : MAX (it->min, 0), low);
      sy_number_format (band + 1 < self->bands->len ? sy_model_get_band (self, band + 1)->min : 100,
                        high);
      return g_strdup_printf ("%s–%s %% %s", low, high, it->name);
    case SY_DISPLAY_NUMBER:
    default:
      return g_strdup (it->name);
    }
}
