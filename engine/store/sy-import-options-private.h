/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sy-import-options.h"

G_BEGIN_DECLS

/**
 * SyRoleChoice:
 * @column: as the user calls it
 * @role: what it is
 * @property: (nullable): the name to keep it under
 *
 * What was said about one column.
 */
typedef struct
{
  char *column;
  SyColumnRole role;
  char *property;
} SyRoleChoice;

struct _SyImportOptions
{
  SyImportKind kind;
  gboolean is_kind_said;
  gboolean forgets;   /* earlier imports do not count */
  GPtrArray *choices; /* SyRoleChoice, in the order they were made */
  gboolean no_column[SY_N_ROLES];
  char *type;
  char *time_format;
  gboolean has_time_range;
  gint64 first_ms;
  gint64 last_ms;
  char delimiter;
  int quote;
  int has_header;
  char *encoding;
  char decimal_mark;
  GStrv placeholders; /* NULL: the usual ones */
};

G_END_DECLS
