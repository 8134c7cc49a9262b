/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-account-list.h"

G_BEGIN_DECLS

/** SY_ACCOUNT_N_TOP: members named as those who give most. */
#define SY_ACCOUNT_N_TOP 2

/**
 * SyAccountTop:
 * @people: who gives most, %SY_PERSON_NONE for nobody
 * @shares: their parts of the account's points, NaN when not known
 *
 * Those who count most for an account.
 */
typedef struct
{
  guint32 people[SY_ACCOUNT_N_TOP];
  double shares[SY_ACCOUNT_N_TOP];
} SyAccountTop;

struct _SyAccountList
{
  SyEventLog *log;
  SyAccountMap *map;
  SyModel *model;
  SyModel *plain; /* with the scale and the bands of accounts */
  SyScores *people;
  SyAccountSpec spec; /* borrows from the model */
  SyAccountMembers *members;
  SyAccountFigures *figures;
  SyAccountScores *scores;
  SyAccountTop *tops;
  guint32 *order; /* the highest score first */
};

G_END_DECLS
