/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-consent.h"

#include <string.h>

#include "core/sy-core.h"
#include "sy-project-private.h"
#include "sy-record-store.h"

/* The rule is one setting, {"attribute": ..., "refusals": [...]}, so that it is there as a whole or not at all. */
#define CONSENT_SETTING "consent"

void
sy_consent_rule_free (SyConsentRule *self)
{
  if (self == NULL)
    return;
  g_free (self->attribute);
  g_strfreev (self->refusals);
  g_free (self);
}

gboolean
sy_consent_rule_refuses (const SyConsentRule *self,
                         const char *value)
{
  g_autofree char *trimmed = NULL;
  g_autofree char *folded = NULL;

  g_return_val_if_fail (self != NULL && value != NULL, FALSE);

  trimmed = g_strstrip (g_strdup (value));
  folded = g_utf8_casefold (trimmed, -1);
  for (char **refusal = self->refusals; *refusal != NULL; refusal++)
    {
      g_autofree char *other = g_utf8_casefold (*refusal, -1);

      if (strcmp (folded, other) == 0)
        return TRUE;
    }
  return FALSE;
}

static SyConsentRule *
parse_rule (const SyJson *json)
{
  const SyJson *attribute = sy_json_get_type (json) == SY_JSON_OBJECT
                                ? sy_json_find (json, "attribute")
                                : NULL;
  const SyJson *refusals = attribute != NULL ? sy_json_find (json, "refusals") : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  SyConsentRule *rule;

  if (refusals == NULL || sy_json_get_type (attribute) != SY_JSON_TEXT ||
      sy_json_get_type (refusals) != SY_JSON_ARRAY)
    return NULL;
  for (gsize i = 0; i < sy_json_get_size (refusals); i++)
    {
      const SyJson *refusal = sy_json_get_element (refusals, i);

      if (sy_json_get_type (refusal) == SY_JSON_TEXT)
        g_strv_builder_add (builder, sy_json_get_text (refusal));
    }
  rule = g_new0 (SyConsentRule, 1);
  rule->attribute = g_strdup (sy_json_get_text (attribute));
  rule->refusals = g_strv_builder_end (builder);
  return rule;
}

SyConsentRule *
sy_project_get_consent (SyProject *self)
{
  g_autofree char *text = sy_project_get_setting (self, CONSENT_SETTING);
  g_autoptr (SyJson) json = text != NULL ? sy_json_parse (text, -1, NULL) : NULL;

  return json != NULL ? parse_rule (json) : NULL;
}

static char *
write_rule (const char *attribute,
            const char *const *refusals)
{
  SyJsonWriter *writer = sy_json_writer_new ();

  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  sy_json_writer_key (writer, "attribute");
  sy_json_writer_text (writer, attribute);
  sy_json_writer_key (writer, "refusals");
  sy_json_writer_begin_array (writer, SY_JSON_INLINE);
  for (; *refusals != NULL; refusals++)
    {
      g_autofree char *trimmed = g_strstrip (g_strdup (*refusals));

      sy_json_writer_text (writer, trimmed);
    }
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  return sy_json_writer_finish (writer);
}

static gboolean
check_rule (SyProject *self,
            const char *attribute,
            const char *const *refusals,
            GError **error)
{
  gint64 n;

  if (refusals == NULL || refusals[0] == NULL)
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID,
                   "Name at least one value that means no");
      return FALSE;
    }
  if (!sy_database_get_int (sy_project_get_database (self), &n, 0, error,
                            "SELECT count (*) FROM attribute_name WHERE name = ?", "s", attribute))
    return FALSE;
  if (n == 0)
    g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND, "There is no attribute “%s”",
                 attribute);
  return n > 0;
}

gboolean
sy_project_set_consent (SyProject *self,
                        const char *attribute,
                        const char *const *refusals,
                        GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autofree char *json = NULL;
  gboolean success;

  if (attribute != NULL && !check_rule (self, attribute, refusals, error))
    return FALSE;
  json = attribute != NULL ? write_rule (attribute, refusals) : NULL;
  if (!sy_database_begin (database, error))
    return FALSE;
  success = sy_project_write_setting (self, CONSENT_SETTING, json, error) &&
            sy_project_log_change (self, "set-consent", attribute != NULL ? attribute : "no rule",
                                   json != NULL ? json : "", error);
  return sy_database_end (database, success, error);
}
