/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-cli.h"

G_BEGIN_DECLS

/* @log: NULL leaves the people out. */
void sy_cli_write_stability (SyJsonWriter *writer,
                             SyEventLog *log,
                             const SyVolatility *volatility,
                             double max_share);
void sy_cli_append_stability (GString *out,
                              const SyVolatility *volatility);
/* A row a person. */
SyExit sy_cli_print_stability (SyCli *cli,
                               SyEventLog *log,
                               const SyVolatility *volatility);

G_END_DECLS
