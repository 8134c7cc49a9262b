/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-cli.h"

G_BEGIN_DECLS

/**
 * SyCliImported:
 * @path: the file
 * @plan: (nullable): what was to become of it
 * @report: (nullable): what became of it
 * @error: (nullable): why nothing did
 *
 * One of the files of a call.
 */
typedef struct
{
  char *path;
  SyImportPlan *plan;
  SyImportReport *report;
  GError *error;
} SyCliImported;

/* Prints the one file of a call: its mapping, and its report if there is one. */
SyExit sy_cli_print_imported (SyCli *cli,
                              const SyCliImported *imported);

/* Prints several (element-type SyCliImported), each and all together. */
SyExit sy_cli_print_all_imported (SyCli *cli,
                                  GPtrArray *all);

G_END_DECLS
