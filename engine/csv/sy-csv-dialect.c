/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "csv/sy-csv-dialect.h"

#include <string.h>

G_DEFINE_QUARK (sy_csv_error, sy_csv_error)

static const char *const encoding_names[] = {
  "auto",
  "UTF-8",
  "UTF-16LE",
  "UTF-16BE",
  "ISO-8859-1",
  "windows-1252",
};

static const struct
{
  const char *name;
  SyCsvEncoding encoding;
} encoding_aliases[] = {
  { "auto", SY_CSV_ENCODING_AUTO },
  { "utf8", SY_CSV_ENCODING_UTF8 },
  { "ascii", SY_CSV_ENCODING_UTF8 },
  { "usascii", SY_CSV_ENCODING_UTF8 },
  { "utf16", SY_CSV_ENCODING_UTF16LE },
  { "utf16le", SY_CSV_ENCODING_UTF16LE },
  { "utf16be", SY_CSV_ENCODING_UTF16BE },
  { "iso88591", SY_CSV_ENCODING_LATIN1 },
  { "latin1", SY_CSV_ENCODING_LATIN1 },
  { "windows1252", SY_CSV_ENCODING_WINDOWS1252 },
  { "cp1252", SY_CSV_ENCODING_WINDOWS1252 },
};

static const struct
{
  char delimiter;
  const char *name;
} delimiter_names[] = {
  { ',', "comma" },
  { ';', "semicolon" },
  { '\t', "tab" },
  { '|', "pipe" },
  { SY_CSV_BLANKS, "blanks" },
  { ':', "colon" },
  { '\t', "\\t" },
  { SY_CSV_BLANKS, "space" },
};

const char *
sy_csv_encoding_get_name (SyCsvEncoding encoding)
{
  g_return_val_if_fail ((guint) encoding < G_N_ELEMENTS (encoding_names), NULL);

  return encoding_names[encoding];
}

gboolean
sy_csv_encoding_parse (const char *name,
                       SyCsvEncoding *out_encoding,
                       GError **error)
{
  g_autoptr (GString) plain = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p++)
    if (*p != '-' && *p != '_' && *p != ' ')
      g_string_append_c (plain, g_ascii_tolower (*p));
  for (gsize i = 0; i < G_N_ELEMENTS (encoding_aliases); i++)
    if (strcmp (plain->str, encoding_aliases[i].name) == 0)
      {
        *out_encoding = encoding_aliases[i].encoding;
        return TRUE;
      }
  g_set_error (
      error, SY_CSV_ERROR, SY_CSV_ERROR_OPTION,
      "the encoding “%s” is not known; there are auto, UTF-8, UTF-16LE, UTF-16BE, ISO-8859-1 and Windows-1252",
      name);
  return FALSE;
}

gboolean
sy_csv_delimiter_parse (const char *name,
                        char *out_delimiter,
                        GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (delimiter_names); i++)
    if (g_ascii_strcasecmp (name, delimiter_names[i].name) == 0)
      {
        *out_delimiter = delimiter_names[i].delimiter;
        return TRUE;
      }
  if (name[0] != '\0' && name[1] == '\0' &&
      (g_ascii_ispunct (name[0]) || name[0] == '\t' || name[0] == ' ' || name[0] == 0x1f) &&
      name[0] != '"' && name[0] != '\'' && name[0] != '\\')
    {
      *out_delimiter = name[0];
      return TRUE;
    }
  g_set_error (
      error, SY_CSV_ERROR, SY_CSV_ERROR_OPTION,
      "“%s” cannot separate fields; give one character, or comma, semicolon, tab, pipe or blanks",
      name);
  return FALSE;
}

const char *
sy_csv_delimiter_get_name (char delimiter)
{
  for (gsize i = 0; i < G_N_ELEMENTS (delimiter_names); i++)
    if (delimiter_names[i].delimiter == delimiter)
      return delimiter_names[i].name;
  return "other";
}
