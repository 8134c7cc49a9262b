/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sy-project.h"

G_BEGIN_DECLS

/*
 * Cleaning rules that were applied, and the events they mark. An event that at least one rule marks
 * is left out of the log, and so scores nothing; no event is ever deleted. Rules do not share
 * marks: taking one back leaves those of the others as they are. What a rule marks is
 * decided in events/sy-cleaning.h.
 */

/**
 * SyCleanRuleRecord:
 * @id: the rule's number
 * @name: unique in the project
 * @json: the rule, see sy_clean_rule_from_json()
 * @applied_at_ms: when it was last applied, milliseconds since 1970 UTC
 * @n_events: events it marks
 * @n_people: people they came from (by the key they came with)
 * @n_alone: events that no other rule marks: what would count again without this rule
 * @is_stale: whether events were imported or undone, or names or links changed since, so that it should be applied anew
 */
typedef struct
{
  gint64 id;
  char *name;
  char *json;
  gint64 applied_at_ms;
  gint64 n_events;
  gint64 n_people;
  gint64 n_alone;
  gboolean is_stale;
} SyCleanRuleRecord;

/**
 * sy_clean_rule_record_free:
 * @self: (nullable): a record
 */
SY_EXTERN
void sy_clean_rule_record_free (SyCleanRuleRecord *self);

/**
 * sy_project_list_clean_rules:
 * @self: a project
 * @error: return location, or %NULL
 *
 * Returns: (transfer full) (element-type SyCleanRuleRecord): the applied rules by name
 */
SY_EXTERN
GPtrArray *sy_project_list_clean_rules (SyProject *self,
                                        GError **error);

/**
 * sy_project_get_clean_rule:
 * @self: a project
 * @name: a rule's name
 * @error: return location, or %NULL
 *
 * Errors: %SY_STORE_ERROR_NOT_FOUND.
 * Returns: (transfer full): the rule
 */
SY_EXTERN
SyCleanRuleRecord *sy_project_get_clean_rule (SyProject *self,
                                              const char *name,
                                              GError **error);

/**
 * sy_project_set_clean_rule:
 * @self: a project
 * @name: a name; a rule of that name loses its marks first
 * @json: the rule
 * @events: (array length=n_events): ids of the events it marks, in any order, each once
 * @n_events: how many
 * @cancellable: (nullable): stops it; nothing is changed then
 * @error: return location, or %NULL
 *
 * Stores a rule with its marks, in one transaction. Most callers want sy_cleaning_apply().
 * Errors: %SY_STORE_ERROR_NOT_FOUND (an event is not there), %SY_STORE_ERROR_READ_ONLY, %SY_STORE_ERROR_BUSY.
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_set_clean_rule (SyProject *self,
                                    const char *name,
                                    const char *json,
                                    const guint32 *events,
                                    gsize n_events,
                                    GCancellable *cancellable,
                                    GError **error);

/**
 * sy_project_undo_clean_rule:
 * @self: a project
 * @name: a rule's name
 * @error: return location, or %NULL
 *
 * Takes the rule and its marks away. Events that no other rule marks count again, exactly as before.
 * Errors: %SY_STORE_ERROR_NOT_FOUND, %SY_STORE_ERROR_READ_ONLY.
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_undo_clean_rule (SyProject *self,
                                     const char *name,
                                     GError **error);

/**
 * sy_project_read_marked:
 * @self: a project
 * @except: (nullable): the name of a rule whose marks do not count
 * @out_n_events: (out): how many
 * @error: return location, or %NULL
 *
 * Returns: (transfer full) (array length=out_n_events): ids of the events that a rule marks, ascending
 */
SY_EXTERN
guint32 *sy_project_read_marked (SyProject *self,
                                 const char *except,
                                 gsize *out_n_events,
                                 GError **error);

/**
 * sy_project_find_repeated_keys:
 * @self: a project
 * @cancellable: (nullable): stops it
 * @out_n_events: (out): how many
 * @error: return location, or %NULL
 *
 * Finds the events whose source gave them the id of an earlier one. Imports leave such rows
 * out by themselves; there are some only when a file was imported in another way.
 * Returns: (transfer full) (array length=out_n_events): ids of all but the first of each, ascending
 */
SY_EXTERN
guint32 *sy_project_find_repeated_keys (SyProject *self,
                                        GCancellable *cancellable,
                                        gsize *out_n_events,
                                        GError **error);

/**
 * sy_project_read_event_times:
 * @self: a project
 * @events: (array length=n_events): ids of events
 * @n_events: how many
 * @out_times_ms: (out caller-allocates) (array length=n_events): their times, milliseconds since 1970 UTC
 * @cancellable: (nullable): stops it
 * @error: return location, or %NULL
 *
 * The log keeps whole seconds; this tells more of a few events.
 * Errors: %SY_STORE_ERROR_NOT_FOUND.
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_read_event_times (SyProject *self,
                                      const guint32 *events,
                                      gsize n_events,
                                      gint64 *out_times_ms,
                                      GCancellable *cancellable,
                                      GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyCleanRuleRecord, sy_clean_rule_record_free)

G_END_DECLS
