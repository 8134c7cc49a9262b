/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-cli.h"

G_BEGIN_DECLS

/**
 * SyCliLimits:
 * @auc_text: (nullable): what was given with --min-auc
 * @lift_text: (nullable): what was given with --min-lift
 * @auc: the limit: the option's, else the model's, see model care; NaN for none
 * @lift: the same of the lift
 */
typedef struct
{
  char *auc_text;
  char *lift_text;
  double auc;
  double lift;
} SyCliLimits;

#define SY_CLI_LIMIT_ENTRIES(limits)                                                           \
  { "min-auc", 0, 0, SY_OPTION_TEXT, &(limits).auc_text,                                       \
    "Alarm when the AUC at the newest date is lower (default: what model care says)", "AUC" }, \
  {                                                                                            \
    "min-lift", 0, 0, SY_OPTION_TEXT, &(limits).lift_text,                                     \
        "Alarm when the lift of the best 10 % there is lower (default: the same)", "LIFT"      \
  }

void sy_cli_limits_clear (SyCliLimits *self);
gboolean sy_cli_limits_read (SyCliLimits *self,
                             const SyCliRun *run,
                             GError **error);
gboolean sy_cli_limits_are_set (const SyCliLimits *self);
void sy_json_member_performance (SyJsonWriter *writer,
                                 const SyPerformance *performance);
/* Notes what is below its limit. */
SyExit sy_cli_judge_performance (SyCli *cli,
                                 const SyCliRun *run,
                                 const SyPerformance *performance);

G_END_DECLS
