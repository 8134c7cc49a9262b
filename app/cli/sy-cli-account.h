/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-cli.h"

G_BEGIN_DECLS

/**
 * SyCliRollUp:
 * @by: (nullable): what was given with --by
 * @roles: (nullable): weights, as NAME=WEIGHT
 * @other: (nullable): the weight of other roles
 *
 * The options that say how people are rolled up: sy-cli-roll-up.c
 */
typedef struct
{
  char *by;
  char **roles;
  char *other;
} SyCliRollUp;

#define SY_CLI_ROLE_ENTRIES(roll_up)                                               \
  { "role", 0, 0, SY_OPTION_TEXTS, &(roll_up).roles,                               \
    "Weight of a role, with --by role; may be repeated (default: the model's)",    \
    "NAME=WEIGHT" },                                                               \
  {                                                                                \
    "other-role", 0, 0, SY_OPTION_TEXT, &(roll_up).other,                          \
        "Weight of other roles and of none (default: the model's, or 1)", "WEIGHT" \
  }

#define SY_CLI_ROLL_UP_ENTRIES(roll_up)                                                        \
  { "by", 0, 0, SY_OPTION_TEXT, &(roll_up).by,                                                 \
    "How people are rolled up: sum, mean, max, top:K or role (default: the model's, or mean)", \
    "HOW" },                                                                                   \
      SY_CLI_ROLE_ENTRIES (roll_up)

void sy_cli_roll_up_clear (SyCliRollUp *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SyCliRollUp, sy_cli_roll_up_clear)

/* The model with the roles of the options in its roll-up. */
SyModel *sy_cli_roll_up_apply_roles (const SyCliRollUp *self,
                                     const SyModel *model,
                                     GError **error);
/* The roll-up of a text; NULL: the model's own, or mean. @out_spec borrows from the model. */
gboolean sy_cli_roll_up_parse (const char *by,
                               const SyModel *model,
                               SyAccountSpec *out_spec,
                               GError **error);
/* Says on standard error when @spec is not how the frozen percentile scale of accounts in @model was
 * measured. */
void sy_cli_roll_up_note (SyCli *cli,
                          const SyModel *model,
                          const SyAccountSpec *spec);

/**
 * SyCliAccounts:
 * @run: project, log, model, date
 * @model: the model, with the roles of the options
 * @map: the accounts
 * @spec: the roll-up, borrowed from @model
 *
 * What the commands on accounts need.
 */
typedef struct
{
  SyCliRun run;
  SyModel *model;
  SyAccountMap *map;
  SyAccountSpec spec;
} SyCliAccounts;

void sy_cli_accounts_clear (SyCliAccounts *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SyCliAccounts, sy_cli_accounts_clear)

/* Whether there is any; says what to do when there is none. */
gboolean sy_cli_check_accounts (gsize n_accounts,
                                GError **error);

/* A project without accounts is an error. */
gboolean sy_cli_accounts_open (SyCli *cli,
                               const char *path,
                               const char *model,
                               const char *version,
                               const char *as_of,
                               const SyCliRollUp *roll_up,
                               SyCliAccounts *out_accounts,
                               GError **error);

/**
 * SyCliAccountState:
 * @members: at one instant
 * @figures: of the accounts
 * @scores: of the accounts
 *
 * Accounts at one instant.
 */
typedef struct
{
  SyAccountMembers *members;
  SyAccountFigures *figures;
  SyAccountScores *scores;
} SyCliAccountState;

void sy_cli_account_state_clear (SyCliAccountState *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SyCliAccountState, sy_cli_account_state_clear)

gboolean sy_cli_account_state_compute (SyCli *cli,
                                       const SyCliAccounts *accounts,
                                       gint64 as_of,
                                       SyCliAccountState *out_state,
                                       GError **error);

/* "seat_use>=0.5": a figure or an attribute, = != < <= > >=, a number or a text. */
SyCondition *sy_cli_parse_conditions (char *const *texts,
                                      GError **error);

/* The name of a band of accounts, NULL for none. */
const char *sy_cli_get_account_band (const SyModel *model,
                                     guint8 band);

G_END_DECLS
