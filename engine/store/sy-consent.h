/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sy-project.h"

G_BEGIN_DECLS

/**
 * SyConsentRule:
 * @attribute: the attribute that tells whether a person agrees
 * @refusals: (array zero-terminated=1): values that mean no, at least one; letters of either case
 *
 * Who is not to be scored. A person refuses when one of their keys has one of the values now; without a
 * value nobody refuses.
 */
typedef struct
{
  char *attribute;
  char **refusals;
} SyConsentRule;

/**
 * sy_consent_rule_free:
 * @self: (nullable): a rule
 */
SY_EXTERN
void sy_consent_rule_free (SyConsentRule *self);

/**
 * sy_consent_rule_refuses:
 * @self: a rule
 * @value: a value of its attribute
 *
 * Returns: %TRUE if the value means no; blanks around it do not matter
 */
SY_EXTERN
gboolean sy_consent_rule_refuses (const SyConsentRule *self,
                                  const char *value);

/**
 * sy_project_get_consent:
 * @self: a project
 *
 * Returns: (transfer full) (nullable): the project's rule, %NULL without one
 */
SY_EXTERN
SyConsentRule *sy_project_get_consent (SyProject *self);

/**
 * sy_project_set_consent:
 * @self: a project
 * @attribute: (nullable): the attribute, %NULL for no rule
 * @refusals: (array zero-terminated=1) (nullable): values that mean no; %NULL only without @attribute
 * @error: return location, or %NULL
 *
 * Changes the rule and logs it; logs that are loaded afterwards leave those who refuse out of every population, and so
 * out of every export. Errors: %SY_STORE_ERROR_INVALID (no value), %SY_STORE_ERROR_NOT_FOUND (no such
 * attribute), %SY_STORE_ERROR_READ_ONLY, %SY_STORE_ERROR_BUSY, %SY_STORE_ERROR_IO.
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_set_consent (SyProject *self,
                                 const char *attribute,
                                 const char *const *refusals,
                                 GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyConsentRule, sy_consent_rule_free)

G_END_DECLS
