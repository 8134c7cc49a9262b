/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-text.h"

#include <string.h>

#define MAX_LENGTH 64

/* Optimal string alignment distance over bytes, three rows at a time. */
static gsize
get_distance (const char *a,
              const char *b)
{
  gsize rows[3][MAX_LENGTH + 1];
  gsize n_a = strlen (a);
  gsize n_b = strlen (b);

  if (n_a > MAX_LENGTH || n_b > MAX_LENGTH)
    return G_MAXSIZE;
  for (gsize j = 0; j <= n_b; j++)
    rows[0][j] = j;
  for (gsize i = 1; i <= n_a; i++)
    {
      gsize *row = rows[i % 3];
      const gsize *above = rows[(i + 2) % 3];
      const gsize *above2 = rows[(i + 1) % 3];

      row[0] = i;
      for (gsize j = 1; j <= n_b; j++)
        {
          gboolean is_same = g_ascii_tolower (a[i - 1]) == g_ascii_tolower (b[j - 1]);

          row[j] = MIN (MIN (above[j], row[j - 1]) + 1, above[j - 1] + (is_same ? 0 : 1));
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            row[j] = MIN (row[j], above2[j - 2] + 1);
        }
    }
  return rows[n_a % 3][n_b];
}

const char *
sy_text_suggest (const char *word,
                 const char *const *candidates)
{
  const char *best = NULL;
  gsize best_distance = G_MAXSIZE;

  g_return_val_if_fail (word != NULL && candidates != NULL, NULL);

  for (gsize i = 0; candidates[i] != NULL; i++)
    {
      gsize distance = get_distance (word, candidates[i]);

      if (distance < best_distance && distance * 3 <= MAX (strlen (candidates[i]), 3))
        {
          best = candidates[i];
          best_distance = distance;
        }
    }
  return best;
}

static gboolean
is_blank (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_SPACE_SEPARATOR:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      return TRUE;
    default:
      return FALSE;
    }
}

gboolean
sy_text_is_blank (const char *text)
{
  for (; text != NULL && *text != '\0'; text = g_utf8_next_char (text))
    if (!is_blank (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

char *
sy_text_strip (const char *text)
{
  const char *end;

  g_return_val_if_fail (text != NULL, NULL);

  while (*text != '\0' && is_blank (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  end = text + strlen (text);
  while (end > text && is_blank (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  return g_strndup (text, (gsize) (end - text));
}

const char *
sy_text_find_name_problem (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  if (*name == '\0')
    return "is empty";
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    switch (g_unichar_type (g_utf8_get_char (p)))
      {
      case G_UNICODE_CONTROL:
      case G_UNICODE_LINE_SEPARATOR:
      case G_UNICODE_PARAGRAPH_SEPARATOR:
        return "holds a line break or a control character";
      default:
        break;
      }
  return sy_text_is_blank (name) ? "is nothing but white space" : NULL;
}
