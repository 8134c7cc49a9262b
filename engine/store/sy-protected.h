/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sy-project.h"

G_BEGIN_DECLS

/**
 * SyProtection:
 * @SY_PROTECTION_NONE: a score may use it
 * @SY_PROTECTION_BY_NAME: its name says that it is protected, such as age or gender, and nobody said that it is not
 * @SY_PROTECTION_DECLARED: the project says that it is protected
 *
 * Whether a score may rest on an attribute of people.
 */
typedef enum
{
  SY_PROTECTION_NONE,
  SY_PROTECTION_BY_NAME,
  SY_PROTECTION_DECLARED,
} SyProtection;

/**
 * sy_protection_guess:
 * @name: name of an attribute
 *
 * Looks for the words age, birth, born, citizenship, color, colour, creed, disability, disabled, ethnic, ethnicity,
 * gender, handicap, marital, nationality, orientation, pregnancy, pregnant, race, religion, sex, sexual, union and
 * veteran, in letters of either case, between characters that are no letters or where a capital follows a small letter.
 *
 * Returns: whether the name says that the attribute is protected
 */
SY_EXTERN
gboolean sy_protection_guess (const char *name);

/**
 * SyProtectionList:
 *
 * What a project says of its attributes.
 */
typedef struct _SyProtectionList SyProtectionList;

/**
 * sy_project_read_protection:
 * @self: a project
 * @error: return location, or %NULL
 *
 * Errors: %SY_STORE_ERROR_INVALID (what is kept is no list of attributes), %SY_STORE_ERROR_BUSY,
 * %SY_STORE_ERROR_DAMAGED, %SY_STORE_ERROR_IO.
 * Returns: (transfer full): what the project says now
 */
SY_EXTERN
SyProtectionList *sy_project_read_protection (SyProject *self,
                                              GError **error);

/**
 * sy_protection_list_free:
 * @self: (nullable): a list
 */
SY_EXTERN
void sy_protection_list_free (SyProtectionList *self);

/**
 * sy_protection_list_get:
 * @self: a list
 * @attribute: name of an attribute, which need not be there
 *
 * Returns: whether a score may rest on it
 */
SY_EXTERN
SyProtection sy_protection_list_get (const SyProtectionList *self,
                                     const char *attribute);

/**
 * sy_project_set_protected:
 * @self: a project
 * @attribute: name of an attribute
 * @is_protected: whether it is protected; what its name says no longer counts
 * @error: return location, or %NULL
 *
 * Says whether an attribute is protected, and logs it. Errors: %SY_STORE_ERROR_NOT_FOUND (no such attribute),
 * %SY_STORE_ERROR_INVALID (what is kept is no list of attributes), %SY_STORE_ERROR_READ_ONLY, %SY_STORE_ERROR_BUSY, %SY_STORE_ERROR_IO.
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_set_protected (SyProject *self,
                                   const char *attribute,
                                   gboolean is_protected,
                                   GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyProtectionList, sy_protection_list_free)

G_END_DECLS
