/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-engine.h>

#include "sy-table-source.h"

G_BEGIN_DECLS

/**
 * sy_merged_people_create_source:
 * @map: (transfer full): who is who
 *
 * Returns: (transfer full): a table of the people who have more than one key: the key they go by, the
 *   others, and how many; those of most keys first
 */
SyTableSource *sy_merged_people_create_source (SyIdentityMap *map);

G_END_DECLS
