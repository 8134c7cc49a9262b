/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * What the program remembers of the user, in GSettings. A program that runs
 * from its build folder uses the schema beside it; without any schema it
 * remembers nothing and uses the defaults given here.
 */

/**
 * sy_settings_get:
 *
 * Returns: (transfer none) (nullable): the settings; %NULL when no schema is installed
 */
GSettings *sy_settings_get (void);

/**
 * sy_settings_dup_string:
 * @key: a key of type s
 *
 * Returns: (transfer full) (nullable): the value; %NULL without a schema
 */
char *sy_settings_dup_string (const char *key);

/**
 * sy_settings_set_string:
 * @key: a key of type s
 * @value: the value
 */
void sy_settings_set_string (const char *key, const char *value);

G_END_DECLS
