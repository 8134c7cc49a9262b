/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <sy-engine.h>

G_BEGIN_DECLS

#define SY_TYPE_CAUSE_TABLE (sy_cause_table_get_type ())

/**
 * SyCauseTable:
 *
 * Data or edit: two dates by two models, each corner with its people, the share of every
 * band and the PSI against the first corner.
 */
G_DECLARE_FINAL_TYPE (SyCauseTable, sy_cause_table, SY, CAUSE_TABLE, AdwBin)

/**
 * sy_cause_table_update:
 * @self: a table
 * @drift: (nullable): two dates compared, with a second model
 * @model_name: what the first model is, as "v4"
 * @zone: the project's time zone
 */
void sy_cause_table_update (SyCauseTable *self,
                            const SyDrift *drift,
                            const char *model_name,
                            SyZone *zone);

G_END_DECLS
