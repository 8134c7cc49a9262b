/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "events/sy-events.h"
#include "model/sy-model.h"

G_BEGIN_DECLS

/**
 * SyAccountFigures:
 * @n_members: members as of t
 * @n_active: those of them with an event in the active days before t
 * @seats: seats that were bought; NaN when not known
 * @seat_use: @n_active / @seats; NaN without seats, may be above 1
 * @adoption: share of the features that a member used in the active days before t, 0 to 1; NaN when
 *   the model names none
 * @renewal_days: days from the date of t to the renewal, below 0 when it is past; NaN when not known
 * @billing: (nullable): state of the bills; a text of the log
 * @owner: (nullable): who looks after the account; a text of the log
 *
 * What is known of an account besides its score. An attribute of an account is the one that was
 * imported under the account's key; without it, the one of its members, if all who have one agree.
 * Marked events count nowhere.
 */
typedef struct
{
  guint32 n_members;
  guint32 n_active;
  double seats;
  double seat_use;
  double adoption;
  double renewal_days;
  const char *billing;
  const char *owner;
} SyAccountFigures;

/**
 * sy_account_figures_new:
 * @log: the events
 * @members: the members at t
 * @inputs: where figures come from
 *
 * Cost: a look at the events of the active days, and at the members' attributes.
 *
 * Returns: (transfer full) (array): one an account; the log owns the texts; free with g_free()
 */
SY_EXTERN
SyAccountFigures *sy_account_figures_new (const SyEventLog *log,
                                          const SyAccountMembers *members,
                                          const SyAccountInputs *inputs);

/**
 * sy_account_find_attribute:
 * @log: the events
 * @members: the members at t
 * @account: an account of the map
 * @attribute: an attribute of people
 *
 * Returns: the value's id in @attribute, by the rule of #SyAccountFigures; %SY_VALUE_ABSENT for none
 */
SY_EXTERN
guint32 sy_account_find_attribute (const SyAccountMembers *members,
                                   guint32 account,
                                   const SyPersonAttribute *attribute);

/**
 * SY_ACCOUNT_FIELDS:
 *
 * The figures a condition on accounts can name; other fields are attributes.
 */
#define SY_ACCOUNT_FIELDS "members, active, seats, seat_use, adoption, renewal_days, billing, owner"

/**
 * sy_account_condition_holds:
 * @condition: (nullable): a condition, or an "all" of several
 * @log: the events
 * @members: the members at t
 * @figures: the account's figures
 * @account: the account
 *
 * A test on a figure that is not known, or on an attribute that the account does not have, does not
 * hold, as everywhere.
 *
 * Returns: whether it holds; %TRUE for %NULL
 */
SY_EXTERN
gboolean sy_account_condition_holds (const SyCondition *condition,
                                     const SyEventLog *log,
                                     const SyAccountMembers *members,
                                     const SyAccountFigures *figures,
                                     guint32 account);

G_END_DECLS
