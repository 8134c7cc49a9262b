/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "csv/sy-csv-encoding-private.h"

#include <string.h>

/* 0x80 to 0x9f of Windows-1252; what it leaves open maps to the control of the same number. */
static const guint16 windows1252[32] = {
  0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
  0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008d, 0x017d, 0x008f,
  0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
  0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178
};

SyCsvEncoding
sy_csv_encoding_from_mark (const guint8 *bytes,
                           gsize n_bytes,
                           gsize *out_length)
{
  *out_length = 2;
  if (n_bytes >= 2 && bytes[0] == 0xff && bytes[1] == 0xfe)
    return SY_CSV_ENCODING_UTF16LE;
  if (n_bytes >= 2 && bytes[0] == 0xfe && bytes[1] == 0xff)
    return SY_CSV_ENCODING_UTF16BE;
  *out_length = 3;
  if (n_bytes >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0)
    return SY_CSV_ENCODING_UTF8;
  *out_length = 0;
  return SY_CSV_ENCODING_AUTO;
}

/* The length of the character that begins at @p, 0 when it is malformed, -1 when it is cut. */
static int
character_length (const guint8 *p,
                  gsize n_left)
{
  int length = p[0] >= 0xf0 ? 4 : p[0] >= 0xe0 ? 3
                              : p[0] >= 0xc2   ? 2
                                               : 0;

  if (length == 0 || p[0] > 0xf4)
    return 0;
  if ((gsize) length <= n_left)
    return g_utf8_validate_len ((const char *) p, (gsize) length, NULL) ? length : 0;
  for (gsize i = 1; i < n_left; i++)
    if ((p[i] & 0xc0) != 0x80)
      return 0;
  return -1;
}

void
sy_csv_evidence_add (SyCsvEvidence *self,
                     const guint8 *bytes,
                     gsize n_bytes)
{
  const guint8 *end = bytes + n_bytes;
  const guint8 *p = bytes;

  for (int i = 0; i < 3 && p < end && (*p & 0xc0) == 0x80 && self->n_bytes > 0; i++)
    p++;
  while (p < end)
    {
      guint64 word;
      int length;

      if (end - p >= 8 &&
          (memcpy (&word, p, 8), (word & G_GUINT64_CONSTANT (0x8080808080808080)) == 0) &&
          ((word - G_GUINT64_CONSTANT (0x0101010101010101)) &
           G_GUINT64_CONSTANT (0x8080808080808080)) == 0)
        {
          p += 8;
          continue;
        }
      if (*p < 0x80)
        {
          if (*p == 0)
            {
              if ((self->n_bytes + (gsize) (p - bytes)) % 2 == 0)
                self->n_even_nuls++;
              else
                self->n_odd_nuls++;
            }
          p++;
          continue;
        }
      length = character_length (p, (gsize) (end - p));
      if (length < 0)
        break;
      if (length > 0)
        self->n_characters++;
      else
        {
          self->n_malformed++;
          self->n_c1 += *p < 0xa0;
          self->n_in_words += *p >= 0xc0 && ((p > bytes && g_ascii_isalpha (p[-1])) ||
                                             (p + 1 < end && g_ascii_isalpha (p[1])));
          self->n_runs += *p >= 0xc0 && p > bytes && p[-1] >= 0xc0;
        }
      p += MAX (length, 1);
    }
  self->n_bytes += n_bytes;
}

/*
 * Any byte is a letter of Latin-1, so what speaks for it is that letters stand in words: an umlaut
 * beside plain letters. A code page of another alphabet has them in runs.
 */
static double
trust_in_latin (const SyCsvEvidence *self)
{
  double n = (double) self->n_malformed;
  double trust = 0.5 + 0.45 * (double) self->n_in_words / n - 0.4 * (double) self->n_runs / n;

  return CLAMP (trust, 0.2, 0.95);
}

void
sy_csv_evidence_merge (SyCsvEvidence *self,
                       const SyCsvEvidence *other)
{
  self->n_bytes += other->n_bytes;
  self->n_even_nuls += other->n_even_nuls;
  self->n_odd_nuls += other->n_odd_nuls;
  self->n_characters += other->n_characters;
  self->n_malformed += other->n_malformed;
  self->n_c1 += other->n_c1;
  self->n_in_words += other->n_in_words;
  self->n_runs += other->n_runs;
}

SyCsvEncoding
sy_csv_evidence_decide (const SyCsvEvidence *self,
                        gboolean *out_guessed,
                        double *out_confidence)
{
  gsize n_pairs = self->n_bytes / 2;

  *out_guessed = FALSE;
  *out_confidence = 0.95;
  /* Of text in Latin letters, digits and delimiters every other byte of UTF-16 is 0. */
  if (n_pairs > 1 && self->n_odd_nuls > n_pairs * 3 / 10 &&
      self->n_even_nuls < self->n_odd_nuls / 8 + 1)
    return SY_CSV_ENCODING_UTF16LE;
  if (n_pairs > 1 && self->n_even_nuls > n_pairs * 3 / 10 &&
      self->n_odd_nuls < self->n_even_nuls / 8 + 1)
    return SY_CSV_ENCODING_UTF16BE;
  /* A few bad bytes in a file of good characters are bad bytes. */
  if (self->n_malformed == 0 || self->n_characters > 4 * self->n_malformed)
    {
      *out_confidence = self->n_characters == 0 ? 1.0
                                                : 0.99 * (double) self->n_characters /
                                                      (double) (self->n_characters +
                                                                self->n_malformed);
      return SY_CSV_ENCODING_UTF8;
    }
  *out_guessed = TRUE;
  *out_confidence = trust_in_latin (self);
  return self->n_c1 > 0 ? SY_CSV_ENCODING_WINDOWS1252 : SY_CSV_ENCODING_LATIN1;
}

/* Also writes half of a surrogate pair, which is not valid UTF-8. */
static inline char *
put_character (char *out,
               guint32 c)
{
  if (c < 0x80)
    *out++ = (char) c;
  else if (c < 0x800)
    {
      *out++ = (char) (0xc0 | c >> 6);
      *out++ = (char) (0x80 | (c & 0x3f));
    }
  else if (c < 0x10000)
    {
      *out++ = (char) (0xe0 | c >> 12);
      *out++ = (char) (0x80 | (c >> 6 & 0x3f));
      *out++ = (char) (0x80 | (c & 0x3f));
    }
  else
    {
      *out++ = (char) (0xf0 | c >> 18);
      *out++ = (char) (0x80 | (c >> 12 & 0x3f));
      *out++ = (char) (0x80 | (c >> 6 & 0x3f));
      *out++ = (char) (0x80 | (c & 0x3f));
    }
  return out;
}

static char *
convert_bytes (const guint8 *bytes,
               gsize n_bytes,
               gboolean windows,
               char *out)
{
  for (gsize i = 0; i < n_bytes; i++)
    {
      guint8 c = bytes[i];

      if (c < 0x80)
        *out++ = (char) c;
      else
        out = put_character (out, windows && c < 0xa0 ? windows1252[c - 0x80] : c);
    }
  return out;
}

static char *
convert_utf16 (const guint8 *bytes,
               gsize n_bytes,
               guint low,
               gboolean at_end,
               char *out,
               gsize *out_used)
{
  gsize i = 0;

  for (; i + 1 < n_bytes; i += 2)
    {
      guint32 c = (guint32) bytes[i + low] | (guint32) bytes[i + 1 - low] << 8;

      if (c >= 0xd800 && c < 0xdc00)
        {
          guint32 second;

          if (i + 3 >= n_bytes && !at_end)
            break;
          second = i + 3 < n_bytes
                       ? (guint32) bytes[i + 2 + low] | (guint32) bytes[i + 3 - low] << 8
                       : 0;
          if (second >= 0xdc00 && second < 0xe000)
            {
              c = 0x10000 + ((c - 0xd800) << 10) + (second - 0xdc00);
              i += 2;
            }
        }
      out = put_character (out, c);
    }
  if (at_end && i < n_bytes)
    {
      *out++ = (char) 0xff;
      i++;
    }
  *out_used = i;
  return out;
}

gsize
sy_csv_encoding_convert (SyCsvEncoding encoding,
                         const guint8 *bytes,
                         gsize n_bytes,
                         gboolean at_end,
                         char *out,
                         gsize *out_used)
{
  char *end;

  *out_used = n_bytes;
  switch (encoding)
    {
    case SY_CSV_ENCODING_UTF16LE:
    case SY_CSV_ENCODING_UTF16BE:
      end = convert_utf16 (bytes, n_bytes, encoding == SY_CSV_ENCODING_UTF16BE, at_end, out,
                           out_used);
      break;
    case SY_CSV_ENCODING_LATIN1:
    case SY_CSV_ENCODING_WINDOWS1252:
      end = convert_bytes (bytes, n_bytes, encoding == SY_CSV_ENCODING_WINDOWS1252, out);
      break;
    case SY_CSV_ENCODING_AUTO:
    case SY_CSV_ENCODING_UTF8:
    default:
      memcpy (out, bytes, n_bytes);
      end = out + n_bytes;
      break;
    }
  return (gsize) (end - out);
}
