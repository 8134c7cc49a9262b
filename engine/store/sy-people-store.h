/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sy-project.h"

G_BEGIN_DECLS

/**
 * sy_project_list_attribute_names:
 * @self: a project
 * @error: return location, or %NULL
 *
 * Returns: (transfer full) (array zero-terminated=1): the attributes that were ever imported, by name
 */
SY_EXTERN
char **sy_project_list_attribute_names (SyProject *self,
                                        GError **error);

/**
 * SY_IDENTITY_DEFAULT_LIMIT:
 *
 * Of how many people's keys an identifier may be an alias, in a project that does not say.
 */
#define SY_IDENTITY_DEFAULT_LIMIT 10

/**
 * sy_project_get_identity_limit:
 * @self: a project
 *
 * The shared-identifier rule: an alias that is linked to more keys than this merges nobody.
 *
 * Returns: the limit; 0: an alias merges however many it is linked to
 */
SY_EXTERN
guint sy_project_get_identity_limit (SyProject *self);

/**
 * sy_project_set_identity_limit:
 * @self: a project
 * @limit: as in sy_project_get_identity_limit()
 * @error: return location, or %NULL
 *
 * Changes the rule and logs it; the next log that is loaded follows it. Errors:
 * %SY_STORE_ERROR_READ_ONLY, %SY_STORE_ERROR_BUSY, %SY_STORE_ERROR_IO.
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_set_identity_limit (SyProject *self,
                                        guint limit,
                                        GError **error);

/**
 * SyLinkFunc:
 * @import_id: the import that brought the link
 * @alias: a person id
 * @person: the person id it stands for
 * @user_data: the caller's
 */
typedef void (*SyLinkFunc) (gint64 import_id,
                            guint32 alias,
                            guint32 person,
                            gpointer user_data);

/**
 * sy_project_read_links:
 * @self: a project
 * @func: called for each link, those of an import together, the oldest import first
 * @user_data: for @func
 * @error: return location, or %NULL
 *
 * The ids are those of sy_event_reader_read_people().
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_read_links (SyProject *self,
                                SyLinkFunc func,
                                gpointer user_data,
                                GError **error);

/**
 * SyPersonRelation:
 * @SY_PERSON_HAS_FACTS: an attribute, an outcome, a treatment
 * @SY_PERSON_HAS_ACCOUNT: a member of an account
 */
typedef enum
{
  SY_PERSON_HAS_FACTS = 1 << 0,
  SY_PERSON_HAS_ACCOUNT = 1 << 1,
} SyPersonRelation;

/**
 * SyRelationFunc:
 * @person: a person id
 * @relation: something known of that key besides events
 * @user_data: the caller's
 */
typedef void (*SyRelationFunc) (guint32 person,
                                SyPersonRelation relation,
                                gpointer user_data);

/**
 * sy_project_read_relations:
 * @self: a project
 * @func: called for each key and relation, perhaps several times
 * @user_data: for @func
 * @error: return location, or %NULL
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_read_relations (SyProject *self,
                                    SyRelationFunc func,
                                    gpointer user_data,
                                    GError **error);

/**
 * SyMemberFunc:
 * @account: the account's key; valid during the call
 * @person: a person id
 * @role: (nullable): the person's role; valid during the call
 * @from_ms: since when, milliseconds since 1970 UTC; %G_MININT64: from the start
 * @to_ms: until before when; %G_MAXINT64: for ever
 * @user_data: the caller's
 */
typedef void (*SyMemberFunc) (const char *account,
                              guint32 person,
                              const char *role,
                              gint64 from_ms,
                              gint64 to_ms,
                              gpointer user_data);

/**
 * sy_project_read_members:
 * @self: a project
 * @func: called for each member of an account, all of an account together, accounts in bytewise order
 * @user_data: for @func
 * @error: return location, or %NULL
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_read_members (SyProject *self,
                                  SyMemberFunc func,
                                  gpointer user_data,
                                  GError **error);

/**
 * SyTreatment:
 * @person: the person's key as imported
 * @name: the treatment
 * @arm: (nullable): the arm the person was assigned to
 * @has_start: whether the assignment has a time
 * @start_ms: when it started, milliseconds since 1970 UTC
 *
 * An assignment to a treatment or a holdout.
 */
typedef struct
{
  char *person;
  char *name;
  char *arm;
  gboolean has_start;
  gint64 start_ms;
} SyTreatment;

/**
 * sy_treatment_free:
 * @self: (nullable): an assignment
 */
SY_EXTERN
void sy_treatment_free (SyTreatment *self);

/**
 * sy_project_list_treatments:
 * @self: a project
 * @error: return location, or %NULL
 *
 * Returns: (transfer full) (element-type SyTreatment): the assignments by treatment, person and time
 */
SY_EXTERN
GPtrArray *sy_project_list_treatments (SyProject *self,
                                       GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyTreatment, sy_treatment_free)

G_END_DECLS
