/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/sy-progress.h"
#include "store/sy-mark-store.h"
#include "sy-clean-rule.h"

G_BEGIN_DECLS

/**
 * sy_clean_rule_find:
 * @self: a rule
 * @log: the events it looks at; those that other rules mark should be among them (sy_event_log_load_with_marked())
 * @project: the project of the log, on its thread: asked for milliseconds and the sources' ids
 * @out_n_rows: (out): how many
 * @cancellable: (nullable): stops it
 * @error: return location, or %NULL
 *
 * Finds what a rule marks, whatever other rules mark: so their order does not matter.
 * Errors: %SY_CLEAN_ERROR_RULE, those of the project, %G_IO_ERROR_CANCELLED.
 * Returns: (transfer full) (array length=out_n_rows): row ids of events, ascending, each once
 */
SY_EXTERN
guint32 *sy_clean_rule_find (const SyCleanRule *self,
                             SyEventLog *log,
                             SyProject *project,
                             gsize *out_n_rows,
                             GCancellable *cancellable,
                             GError **error);

/**
 * SyCleanPreview:
 * @n_events: events the rule marks
 * @n_people: people they belong to
 * @n_new: those of the events that nothing marks now
 * @rows: (array length=n_events): their ids, ascending
 * @before: the log as it is
 * @after: the log as it would be
 *
 * What a rule would do. sy_log_effect_compute() on the two logs tells what that does to a model.
 */
typedef struct
{
  gsize n_events;
  gsize n_people;
  gsize n_new;
  guint32 *rows;
  SyEventLog *before;
  SyEventLog *after;
} SyCleanPreview;

/**
 * sy_cleaning_preview:
 * @project: a project, on its thread
 * @rule: (nullable): a rule; %NULL to see what taking @name back does
 * @name: (nullable): the applied rule that @rule would take the place of
 * @cancellable: (nullable): stops it
 * @progress: (nullable): told the events read
 * @user_data: for @progress
 * @error: return location, or %NULL
 *
 * Reads the events and looks; writes nothing.
 * Errors: as sy_clean_rule_find() and sy_event_log_load().
 * Returns: (transfer full): the preview
 */
SY_EXTERN
SyCleanPreview *sy_cleaning_preview (SyProject *project,
                                     const SyCleanRule *rule,
                                     const char *name,
                                     GCancellable *cancellable,
                                     SyProgressFunc progress,
                                     gpointer user_data,
                                     GError **error);

/**
 * sy_cleaning_preview_in_log:
 * @project: the project of @log, on its thread
 * @log: its events with the marked ones (sy_event_log_load_with_marked()), of the present state of
 *   the file
 * @rule: (nullable): as in sy_cleaning_preview()
 * @name: (nullable): as there
 * @cancellable: (nullable): stops it
 * @error: return location, or %NULL
 *
 * What sy_cleaning_preview() finds, for who looks at one rule after the other: the events are not
 * read again.
 * Errors: as sy_clean_rule_find().
 * Returns: (transfer full): the preview
 */
SY_EXTERN
SyCleanPreview *sy_cleaning_preview_in_log (SyProject *project,
                                            SyEventLog *log,
                                            const SyCleanRule *rule,
                                            const char *name,
                                            GCancellable *cancellable,
                                            GError **error);

/**
 * sy_clean_preview_free:
 * @self: (nullable): a preview
 */
SY_EXTERN
void sy_clean_preview_free (SyCleanPreview *self);

/**
 * sy_cleaning_apply:
 * @project: the project
 * @name: what the rule is called; an applied rule of that name gives way, with its marks
 * @rule: the rule of the preview
 * @preview: what sy_cleaning_preview() found
 * @cancellable: (nullable): stops it
 * @error: return location, or %NULL
 *
 * Stores the rule and its marks; sy_project_undo_clean_rule() takes both back.
 * Errors: those of sy_project_set_clean_rule().
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_cleaning_apply (SyProject *project,
                            const char *name,
                            const SyCleanRule *rule,
                            const SyCleanPreview *preview,
                            GCancellable *cancellable,
                            GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyCleanPreview, sy_clean_preview_free)

G_END_DECLS
