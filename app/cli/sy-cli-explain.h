/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-cli.h"

G_BEGIN_DECLS

/* The options of "explain", and what its answers share. */
typedef struct
{
  char *person;
  char *as_of;
  char *since;
  char *from_version;
  gboolean from_unlinked;
  gboolean events;
  char *history;
  char *reasons;
  char *reach;
  char *band;
  char **types;
  char *max_events;
  char *within;
  char *model;
  char *version;
} SyCliExplainOptions;

extern const char *const sy_cli_contribution_kinds[];

/* What a line of an account is called; owned by the caller. */
char *sy_cli_describe_contribution (const SyContribution *line);

/* The lines of an account, as a list. */
void sy_cli_write_contributions (SyJsonWriter *writer,
                                 const char *key,
                                 const SyContributions *account);

/* The name of a band, or NULL outside the population. */
const char *sy_cli_get_band_name (const SyModel *model,
                                  guint8 band);

/* The members that every JSON answer starts with. */
void sy_cli_explain_write_head (SyJsonWriter *writer,
                                const SyCliRun *run,
                                guint32 person,
                                const SyContributions *now);

/* The line that every table starts with. */
void sy_cli_explain_append_head (GString *out,
                                 const SyCliRun *run,
                                 guint32 person,
                                 const SyContributions *now);

/* Why the score changed: sy-cli-explain-change.c */
SyExit sy_cli_explain_change (SyCli *cli,
                              SyCliRun *run,
                              guint32 person,
                              const SyContributions *now,
                              const SyCliExplainOptions *options);

/* The last @n_days days and today: sy-cli-explain-history.c */
SyExit sy_cli_explain_history (SyCli *cli,
                               SyCliRun *run,
                               guint32 person,
                               const SyContributions *now,
                               guint n_days);

/* The @max_reasons rules that moved the score most in @n_days days: sy-cli-explain-reasons.c */
SyExit sy_cli_explain_reasons (SyCli *cli,
                               SyCliRun *run,
                               guint32 person,
                               const SyContributions *now,
                               guint max_reasons,
                               guint n_days);

/* What would lift the person, or (@now is NULL) the people of a band: sy-cli-explain-reach.c */
SyExit sy_cli_explain_reach (SyCli *cli,
                             SyCliRun *run,
                             guint32 person,
                             const SyContributions *now,
                             const SyCliExplainOptions *options);

G_END_DECLS
