/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-cli.h"

G_BEGIN_DECLS

/* What a change of the log does to a model, for "types mute" and "clean". */

/* Opens the model and the instant of the options; without @model and a model in the project @out_run has none,
 * which is no error. The log of the run stays NULL. */
gboolean sy_cli_effect_open (SyCli *cli,
                             SyProject *project,
                             const char *model,
                             const char *version,
                             const char *as_of,
                             SyCliRun *out_run,
                             GError **error);
/* NULL with @error set, or without it when there is no model or no event. */
SyLogEffect *sy_cli_effect_compute (SyCli *cli,
                                    SyCliRun *run,
                                    SyEventLog *before,
                                    SyEventLog *after,
                                    GError **error);
/* @effect may be NULL. */
void sy_cli_effect_write (SyJsonWriter *writer,
                          const SyCliRun *run,
                          const SyLogEffect *effect);
void sy_cli_effect_append (SyCli *cli,
                           GString *out,
                           const SyCliRun *run,
                           const SyLogEffect *effect);

G_END_DECLS
