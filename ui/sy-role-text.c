/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-role-text.h"

#include <string.h>

char *
sy_roles_to_text (const SyAccountSpec *account)
{
  GString *text = g_string_new (NULL);
  char buffer[SY_NUMBER_BUFFER_SIZE];

  for (gsize i = 0; i < account->n_roles; i++)
    g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", account->roles[i].role,
                            sy_number_format (account->roles[i].weight, buffer));
  return g_string_free (text, FALSE);
}

/* "account admin 2": the last word is the weight when it is a number. */
static SyRoleWeight
read_role (const char *text)
{
  const char *space = strrchr (text, ' ');
  SyRoleWeight role = { NULL, 1 };

  if (space != NULL && sy_number_parse (space + 1, strlen (space + 1), &role.weight))
    {
      role.role = g_strstrip (g_strndup (text, (gsize) (space - text)));
      return role;
    }
  role.weight = 1;
  role.role = g_strdup (text);
  return role;
}

gboolean
sy_roles_from_text (SyAccountSpec *account,
                    const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  g_autoptr (GPtrArray) told = g_ptr_array_new ();
  gsize n;

  for (gsize i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_ptr_array_add (told, parts[i]);
  n = told->len;
  if (n == 0)
    return FALSE;
  for (gsize i = 0; i < account->n_roles; i++)
    g_free (account->roles[i].role);
  g_free (account->roles);
  account->roles = g_new0 (SyRoleWeight, n);
  account->n_roles = n;
  for (gsize i = 0; i < n; i++)
    account->roles[i] = read_role (told->pdata[i]);
  return TRUE;
}
