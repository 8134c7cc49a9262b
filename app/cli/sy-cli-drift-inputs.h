/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-cli.h"
#include "sy-cli-table.h"

G_BEGIN_DECLS

/* The members "rules", "types" and "renames". */
void sy_cli_write_inputs (SyJsonWriter *writer,
                          const SyDrift *drift);
/* A row a line of the mean, with the stability index of the rule's values. */
SyCliTable *sy_cli_build_shifts (const SyDrift *drift);
/* A row a type of event. */
SyCliTable *sy_cli_build_types (const SyDrift *drift);
/* Both in one table, for CSV: a column tells which it is. */
SyCliTable *sy_cli_build_inputs (const SyDrift *drift);
/* The member "renames". */
void sy_cli_write_renames (SyJsonWriter *writer,
                           const GPtrArray *renames);
/* A sentence a line, and an empty line after the last. */
void sy_cli_append_renames (GString *out,
                            const GPtrArray *renames);

G_END_DECLS
