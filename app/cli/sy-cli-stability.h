/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-cli.h"

G_BEGIN_DECLS

/* More people change band in a week than @max_share of them. */
gboolean sy_cli_stability_is_alarm (const SyVolatility *volatility,
                                    double max_share);
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
