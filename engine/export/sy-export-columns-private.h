/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-export.h"

G_BEGIN_DECLS

/*
 * The columns of an export by their names.
 */

#define SY_EXPORT_MAX_REASON 20
#define SY_EXPORT_MAX_DELTA 3660

typedef enum
{
  SY_EXPORT_COLUMN_PERSON,
  SY_EXPORT_COLUMN_RAW,
  SY_EXPORT_COLUMN_SCORE,
  SY_EXPORT_COLUMN_BAND,
  SY_EXPORT_COLUMN_REASONS,
  SY_EXPORT_COLUMN_ACTION,
  SY_EXPORT_COLUMN_MODEL,
  SY_EXPORT_COLUMN_AS_OF,
  SY_EXPORT_COLUMN_COURSE,
  SY_EXPORT_COLUMN_SLOPE,
  SY_EXPORT_COLUMN_FRICTION,
  SY_EXPORT_COLUMN_SHOWN,
  SY_EXPORT_COLUMN_STAGE,
  SY_EXPORT_COLUMN_TENURE,
  SY_EXPORT_COLUMN_FIRST,
  SY_EXPORT_COLUMN_LAST,
  SY_EXPORT_COLUMN_PROBABILITY,
  SY_EXPORT_COLUMN_COMPONENT,
  SY_EXPORT_COLUMN_ATTRIBUTE,
  SY_EXPORT_COLUMN_POINTS,
  SY_EXPORT_COLUMN_GROUP,
  SY_EXPORT_COLUMN_DELTA,
  SY_EXPORT_COLUMN_REASON,
  SY_EXPORT_COLUMN_PLAYBOOK,
} SyExportColumnKind;

/*
 * A column, and what fills it.
 */
typedef struct
{
  SyExportColumnKind kind;
  const SyPersonAttribute *attribute;
  gsize rule;
  guint group;
  SyComponentLine component;
  guint number;     /* of a delta: days; of a reason: its place from 1; of a playbook: the part */
  double *points;   /* of the people of the slice */
  double *deltas;   /* of everyone */
  guint32 type;     /* of a first or last event; SY_TYPE_NONE for any */
  guint32 *seconds; /* of that event, of everyone */
} SyExportColumn;

/*
 * The rule with index @index through all groups; there is one.
 */
const SyRule *sy_export_get_rule (const SyModel *model,
                                  gsize index);

/*
 * Errors: SY_EXPORT_ERROR_COLUMN, with a suggestion.
 */
gboolean sy_export_column_find (const SyExportSource *source,
                                const char *name,
                                SyExportColumn *out_column,
                                GError **error);

G_END_DECLS
