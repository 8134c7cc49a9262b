/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-settings.h"

#define SCHEMA_ID "io.github.steelyard.Steelyard"

static GSettings *
open_settings (void)
{
  GSettingsSchemaSource *installed = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchemaSource) built = NULL;
  g_autoptr (GSettingsSchema) schema = NULL;

  if (installed != NULL)
    schema = g_settings_schema_source_lookup (installed, SCHEMA_ID, TRUE);
  if (schema == NULL)
    {
      built = g_settings_schema_source_new_from_directory (BUILD_DATADIR, installed, FALSE, NULL);
      if (built != NULL)
        schema = g_settings_schema_source_lookup (built, SCHEMA_ID, FALSE);
    }
  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

GSettings *
sy_settings_get (void)
{
  static gsize opened;
  static GSettings *settings;

  if (g_once_init_enter (&opened))
    {
      settings = open_settings ();
      g_once_init_leave (&opened, 1);
    }
  return settings;
}

char *
sy_settings_dup_string (const char *key)
{
  GSettings *settings = sy_settings_get ();

  return settings != NULL ? g_settings_get_string (settings, key) : NULL;
}

void
sy_settings_set_string (const char *key,
                        const char *value)
{
  GSettings *settings = sy_settings_get ();

  if (settings != NULL)
    g_settings_set_string (settings, key, value);
}
