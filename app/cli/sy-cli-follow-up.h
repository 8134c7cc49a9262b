/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-cli.h"

G_BEGIN_DECLS

/* What a backtest tells beyond its figures, as of its last date with a complete outcome window. */
typedef struct
{
  gboolean lead_time;
  gboolean survival;
  char *from;
  char *by;
  gboolean cohorts;
  gboolean money;
  char **money_types;
  char *threshold;
  char *errors;
} SyCliFollowUpOptions;

void sy_cli_follow_up_options_clear (SyCliFollowUpOptions *self);

typedef struct _SyCliFollowUp
{
  SyLeadTime *lead;
  SyTimeToOutcome *times;
  SyCohorts *cohorts;
  SyMoney *money;
  SyErrorReview *errors;
  SyReasons *reasons;
  GPtrArray *labels;
} SyCliFollowUp;

void sy_cli_follow_up_clear (SyCliFollowUp *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SyCliFollowUp, sy_cli_follow_up_clear)

/* Whether the options go together with the format; an error of usage when not. */
gboolean sy_cli_follow_up_check (const SyCliFollowUpOptions *options,
                                 SyFormat format,
                                 GError **error);
/* Computes what is asked for; nothing, with a note, when no date is mature; for CSV that is an error. */
gboolean sy_cli_follow_up_run (SyCli *cli,
                               const SyCliRun *run,
                               const SyCliFollowUpOptions *options,
                               const SyBacktest *backtest,
                               SyCliFollowUp *out,
                               GError **error);
/* The members of the answer. */
void sy_cli_follow_up_write (SyJsonWriter *writer,
                             const SyCliRun *run,
                             const SyCliFollowUp *self);
/* The tables with a heading each. */
void sy_cli_follow_up_append (SyCli *cli,
                              const SyCliRun *run,
                              const SyCliFollowUp *self,
                              GString *out);
/* The one table that was asked for, as CSV; FALSE when none was. */
gboolean sy_cli_follow_up_append_csv (const SyCliRun *run,
                                      const SyCliFollowUp *self,
                                      GString *out);

/* The parts: JSON, table, and the lines above and below it. */
void sy_cli_write_lead_time (SyJsonWriter *writer,
                             const SyLeadTime *lead);
SyCliTable *sy_cli_build_lead_time (const SyLeadTime *lead);
void sy_cli_write_survival (SyJsonWriter *writer,
                            const SyTimeToOutcome *times);
/* sy-cli-survival.c */
SyTimeToOutcome *sy_cli_run_survival (SyCli *cli,
                                      const SyCliRun *run,
                                      const SyCliFollowUpOptions *options,
                                      gint64 as_of,
                                      GError **error);
SyCliTable *sy_cli_build_survival (const SyTimeToOutcome *times);
void sy_cli_append_survival_words (GString *out,
                                   const SyTimeToOutcome *times);
/* sy-cli-money.c */
void sy_cli_write_cohorts (SyJsonWriter *writer,
                           const SyCohorts *cohorts);
SyCliTable *sy_cli_build_cohorts (const SyCohorts *cohorts);
void sy_cli_write_money (SyJsonWriter *writer,
                         const SyMoney *money);
SyCliTable *sy_cli_build_money (const SyMoney *money);
/* sy-cli-errors.c */
void sy_cli_write_errors (SyJsonWriter *writer,
                          const SyCliRun *run,
                          const SyCliFollowUp *follow_up);
SyCliTable *sy_cli_build_errors (const SyCliRun *run,
                                 const SyCliFollowUp *follow_up);
void sy_cli_append_agreement (GString *out,
                              const SyCliRun *run,
                              const SyCliFollowUp *follow_up);

G_END_DECLS
