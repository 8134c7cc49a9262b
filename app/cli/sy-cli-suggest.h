/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-cli.h"

G_BEGIN_DECLS

/* How "model suggest" prints: sy-cli-suggest-tables.c. @accepted: what changed in the draft, or
 * NULL. */
SyExit sy_cli_suggest_print (SyCli *cli,
                             const SyCliRun *run,
                             const SySuggestion *suggestion,
                             char *const *accepted);

G_END_DECLS
