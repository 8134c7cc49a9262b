/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/sy-project.h"

G_BEGIN_DECLS

/**
 * SyIdentityStage:
 * @import_id: the import of links that is added here, 0 for the first stage, which has none
 * @n_links: different links so far
 * @n_people: people who remain, with their keys merged
 * @n_shared: identifiers that the rule keeps from merging
 * @n_attributed: events of people of whom more is known than events
 * @n_orphans: the other events
 * @n_without_account: people who are in no account
 *
 * How well events find their people after the links of one more import. More than events is known
 * of a person by an attribute, an outcome, a treatment, an account, or a link that names the person.
 */
typedef struct
{
  gint64 import_id;
  gint64 n_links;
  gint64 n_people;
  gint64 n_shared;
  gint64 n_attributed;
  gint64 n_orphans;
  gint64 n_without_account;
} SyIdentityStage;

/**
 * SySharedIdentifier:
 * @key: the identifier
 * @n_people: how many keys it is linked to
 * @n_events: events under the identifier itself, which stay with it
 */
typedef struct
{
  char *key;
  gint64 n_people;
  gint64 n_events;
} SySharedIdentifier;

/**
 * SyIdentityReport:
 * @limit: of how many keys an identifier may be an alias, 0: of any number
 * @n_keys: keys the project knows
 * @n_events: events that are not marked
 * @stages: (array length=n_stages): first without links, then after each import of links, the oldest
 *   first; the last is how things are now
 * @n_stages: at least 1
 * @shared: (element-type SySharedIdentifier): what the rule keeps from merging now, those of most people first
 */
typedef struct
{
  guint limit;
  gint64 n_keys;
  gint64 n_events;
  SyIdentityStage *stages;
  gsize n_stages;
  GPtrArray *shared;
} SyIdentityReport;

/**
 * sy_identity_report_run:
 * @project: a project, on its thread
 * @cancellable: (nullable): stops it
 * @error: return location, or %NULL
 *
 * Reads every event once: a second for some ten million.
 * Errors: those of the project's readers, %G_IO_ERROR_CANCELLED.
 * Returns: (transfer full): the report
 */
SY_EXTERN
SyIdentityReport *sy_identity_report_run (SyProject *project,
                                          GCancellable *cancellable,
                                          GError **error);

/**
 * sy_identity_report_run_with_limit:
 * @project: a project, on its thread
 * @limit: a limit as in sy_project_get_identity_limit()
 * @cancellable: (nullable): stops it
 * @error: return location, or %NULL
 *
 * The report as it would be under another rule for shared identifiers; writes nothing. Errors and cost: as
 * sy_identity_report_run().
 * Returns: (transfer full): the report
 */
SY_EXTERN
SyIdentityReport *sy_identity_report_run_with_limit (SyProject *project,
                                                     guint limit,
                                                     GCancellable *cancellable,
                                                     GError **error);

/**
 * sy_identity_report_get_now:
 * @self: a report
 *
 * Returns: (transfer none): the last stage
 */
SY_EXTERN
const SyIdentityStage *sy_identity_report_get_now (const SyIdentityReport *self);

/**
 * sy_identity_report_free:
 * @self: (nullable): a report
 */
SY_EXTERN
void sy_identity_report_free (SyIdentityReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyIdentityReport, sy_identity_report_free)

G_END_DECLS
