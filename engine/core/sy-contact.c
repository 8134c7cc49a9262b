/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-contact.h"

#include <string.h>

#define MIN_DIGITS 7
#define MAX_DIGITS 15 /* ITU-T E.164 */

static gboolean
is_domain (const char *text)
{
  const char *dot = strchr (text, '.');

  if (dot == NULL || dot == text || text[strlen (text) - 1] == '.' || strstr (text, "..") != NULL)
    return FALSE;
  return strpbrk (text, "@ \t<>()[],;:\"\\/") == NULL;
}

static void
remove_dots (GString *text)
{
  for (gsize i = text->len; i-- > 0;)
    if (text->str[i] == '.')
      g_string_erase (text, (gssize) i, 1);
}

char *
sy_email_normalize (const char *text)
{
  g_autofree char *lower = NULL;
  g_autoptr (GString) local = NULL;
  const char *start;
  const char *at;
  const char *domain;
  const char *tag;

  g_return_val_if_fail (text != NULL, NULL);

  if (strchr (text, '@') == NULL || !g_utf8_validate (text, -1, NULL))
    return NULL;
  lower = g_strstrip (g_utf8_strdown (text, -1));
  start = g_str_has_prefix (lower, "mailto:") ? lower + strlen ("mailto:") : lower;
  at = strrchr (start, '@');
  domain = at + 1;
  local = g_string_new_len (start, at - start);
  if (strpbrk (local->str, "@ \t<>()[],;:\"\\") != NULL || !is_domain (domain))
    return NULL;
  tag = strchr (local->str, '+');
  if (tag != NULL)
    g_string_truncate (local, (gsize) (tag - local->str));
  if (strcmp (domain, "googlemail.com") == 0)
    domain = "gmail.com";
  if (strcmp (domain, "gmail.com") == 0)
    remove_dots (local);
  return local->len == 0 ? NULL : g_strdup_printf ("%s@%s", local->str, domain);
}

char *
sy_phone_normalize (const char *text)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  gboolean is_international = FALSE;

  g_return_val_if_fail (text != NULL, NULL);

  for (const char *c = text; *c != '\0'; c++)
    {
      if (g_ascii_isdigit (*c))
        g_string_append_c (digits, *c);
      else if (*c == '+' && digits->len == 0 && !is_international)
        is_international = TRUE;
      else if (strchr (" \t-./()", *c) == NULL)
        return NULL;
    }
  if (!is_international && g_str_has_prefix (digits->str, "00"))
    g_string_erase (digits, 0, 2);
  if (digits->len < MIN_DIGITS || digits->len > MAX_DIGITS)
    return NULL;
  return g_strdup (digits->str);
}
