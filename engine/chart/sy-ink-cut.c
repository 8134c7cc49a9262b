/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names cut to the room there is, such that different ones still look different. */
#include "config.h"

#include "sy-ink-private.h"

#include <string.h>

/* Which part of a name gives way, the best first. */
typedef enum
{
  CUT_END,
  CUT_MIDDLE,
  CUT_START,
  N_CUTS,
} Cut;

/* @n_kept characters of the text and an ellipsis. */
static char *
shorten (const char *text,
         glong n_chars,
         glong n_kept,
         Cut cut)
{
  glong n_first = cut == CUT_END ? n_kept : cut == CUT_MIDDLE ? (n_kept + 1) / 2
                                                              : 0;
  g_autofree char *first = g_utf8_substring (text, 0, n_first);
  const char *last = g_utf8_offset_to_pointer (text, n_chars - (n_kept - n_first));

  /* A blank beside the ellipsis tells nobody anything: " 4" and "14" must not be apart by it. */
  while (g_ascii_isspace (*last))
    last++;
  return g_strconcat (g_strchomp (first), "\xe2\x80\xa6", last, NULL);
}

/* The longest that fits. */
static char *
cut_text (SyInk *self,
          SyFont font,
          const char *text,
          Cut cut,
          double max_width)
{
  glong n_chars = g_utf8_strlen (text, -1);
  glong least = 0, most = n_chars - 1;

  if (sy_ink_text_width (self, font, text) <= max_width)
    return g_strdup (text);
  while (least < most)
    {
      glong middle = (least + most + 1) / 2;
      g_autofree char *tried = shorten (text, n_chars, middle, cut);

      if (sy_ink_text_width (self, font, tried) <= max_width)
        least = middle;
      else
        most = middle - 1;
    }
  return shorten (text, n_chars, MAX (least, 0), cut);
}

/* Whether no two of the texts that were different have become the same. */
static gboolean
are_apart (const char *const *texts,
           char **cuts,
           gsize n_texts)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; i < n_texts; i++)
    {
      const char *other = g_hash_table_lookup (seen, cuts[i]);

      if (other != NULL && strcmp (other, texts[i]) != 0)
        return FALSE;
      g_hash_table_insert (seen, cuts[i], (gpointer) texts[i]);
    }
  return TRUE;
}

char **
sy_ink_cut_texts (SyInk *self,
                  SyFont font,
                  const char *const *texts,
                  const double *max_widths,
                  gsize n_texts)
{
  for (Cut cut = CUT_END;; cut++)
    {
      g_auto (GStrv) cuts = g_new0 (char *, n_texts + 1);

      for (gsize i = 0; i < n_texts; i++)
        cuts[i] = cut_text (self, font, texts[i], cut, max_widths[i]);
      if (cut + 1 == N_CUTS || are_apart (texts, cuts, n_texts))
        return g_steal_pointer (&cuts);
    }
}

char **
sy_ink_cut_names (SyInk *self,
                  SyFont font,
                  const char *const *names,
                  gsize n_names,
                  double max_width)
{
  g_autofree double *max_widths = g_new (double, MAX (n_names, 1));

  for (gsize i = 0; i < n_names; i++)
    max_widths[i] = max_width;
  return sy_ink_cut_texts (self, font, names, max_widths, n_names);
}
