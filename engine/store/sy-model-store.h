/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sy-project.h"

G_BEGIN_DECLS

/**
 * SyModelRecord:
 * @id: the model's number
 * @name: unique in the project
 * @revision: number of the draft's current revision
 * @undo_label: (nullable): what undo would take back, %NULL when there is nothing
 * @redo_label: (nullable): what redo would do again
 * @n_versions: published versions
 * @changed_at_ms: when the draft was last changed, milliseconds since 1970 UTC
 */
typedef struct
{
  gint64 id;
  char *name;
  gint64 revision;
  char *undo_label;
  char *redo_label;
  gint64 n_versions;
  gint64 changed_at_ms;
} SyModelRecord;

/**
 * sy_model_record_free:
 * @self: (nullable): a record
 */
SY_EXTERN
void sy_model_record_free (SyModelRecord *self);

/**
 * SyModelRevision:
 * @number: unique among the model's revisions
 * @parent: the revision it was made from, 0 for the first
 * @label: what was done: "Weight of Purchase 3 to 4"
 * @created_at_ms: when
 * @is_current: the draft is this one
 */
typedef struct
{
  gint64 number;
  gint64 parent;
  char *label;
  gint64 created_at_ms;
  gboolean is_current;
} SyModelRevision;

/**
 * sy_model_revision_free:
 * @self: (nullable): a revision
 */
SY_EXTERN
void sy_model_revision_free (SyModelRevision *self);

/**
 * SyModelVersion:
 * @number: 1, 2, ... within the model
 * @parent: the version it follows, 0 for the first
 * @json: the document, byte for byte as published
 * @sha256: of @json, 64 hexadecimal digits
 * @reference: (nullable): JSON: what is frozen with it (score bins, percentiles)
 * @author: who
 * @reason: why
 * @published_at_ms: when, milliseconds since 1970 UTC
 *
 * A published version; it never changes.
 */
typedef struct
{
  gint64 number;
  gint64 parent;
  char *json;
  char *sha256;
  char *reference;
  char *author;
  char *reason;
  gint64 published_at_ms;
} SyModelVersion;

/**
 * sy_model_version_free:
 * @self: (nullable): a version
 */
SY_EXTERN
void sy_model_version_free (SyModelVersion *self);

/**
 * sy_project_list_models:
 * @self: a project
 * @error: return location, or %NULL
 *
 * Returns: (transfer full) (element-type SyModelRecord): the models in the order they were made
 */
SY_EXTERN
GPtrArray *sy_project_list_models (SyProject *self,
                                   GError **error);

/**
 * sy_project_find_model:
 * @self: a project
 * @name: a model's name
 * @error: return location, or %NULL
 *
 * Errors: %SY_STORE_ERROR_NOT_FOUND.
 * Returns: its id, or 0 on error
 */
SY_EXTERN
gint64 sy_project_find_model (SyProject *self,
                              const char *name,
                              GError **error);

/**
 * sy_project_add_model:
 * @self: a project
 * @name: a name no other model has
 * @json: the first draft
 * @label: what the history calls it, such as "From template Engagement"
 * @error: return location, or %NULL
 *
 * Errors: %SY_STORE_ERROR_EXISTS, %SY_STORE_ERROR_READ_ONLY, %SY_STORE_ERROR_IO.
 * Returns: the model's id, or 0 on error
 */
SY_EXTERN
gint64 sy_project_add_model (SyProject *self,
                             const char *name,
                             const char *json,
                             const char *label,
                             GError **error);

/**
 * sy_project_rename_model:
 * @self: a project
 * @model_id: a model
 * @name: a name no other model has
 * @error: return location, or %NULL
 *
 * Errors: %SY_STORE_ERROR_EXISTS, %SY_STORE_ERROR_NOT_FOUND, %SY_STORE_ERROR_READ_ONLY.
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_rename_model (SyProject *self,
                                  gint64 model_id,
                                  const char *name,
                                  GError **error);

/**
 * sy_project_remove_model:
 * @self: a project
 * @model_id: a model that was never published
 * @error: return location, or %NULL
 *
 * Errors: %SY_STORE_ERROR_INVALID (it has published versions), %SY_STORE_ERROR_NOT_FOUND, %SY_STORE_ERROR_READ_ONLY.
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_remove_model (SyProject *self,
                                  gint64 model_id,
                                  GError **error);

/**
 * sy_project_get_draft:
 * @self: a project
 * @model_id: a model
 * @error: return location, or %NULL
 *
 * Errors: %SY_STORE_ERROR_NOT_FOUND.
 * Returns: (transfer full): the draft's JSON text
 */
SY_EXTERN
char *sy_project_get_draft (SyProject *self,
                            gint64 model_id,
                            GError **error);

/**
 * sy_project_set_draft:
 * @self: a project
 * @model_id: a model
 * @json: the new draft
 * @label: what was done, for the undo menu
 * @merge: replace the current revision instead of following it, if that has the same label and nothing was undone:
 *   for the many small steps of one drag
 * @error: return location, or %NULL
 *
 * Saves an edit as a revision; on disk when the call returns. A draft equal to the current one is no edit.
 * After an undo it opens a branch: the revisions that were undone stay in the history.
 * Errors: %SY_STORE_ERROR_NOT_FOUND, %SY_STORE_ERROR_READ_ONLY, %SY_STORE_ERROR_IO.
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_set_draft (SyProject *self,
                               gint64 model_id,
                               const char *json,
                               const char *label,
                               gboolean merge,
                               GError **error);

/**
 * sy_project_undo_draft:
 * @self: a project
 * @model_id: a model
 * @error: return location, or %NULL
 *
 * Goes back to the revision before. Errors: %SY_STORE_ERROR_NOT_FOUND (nothing to undo), %SY_STORE_ERROR_READ_ONLY.
 * Returns: (transfer full): the draft's JSON text now
 */
SY_EXTERN
char *sy_project_undo_draft (SyProject *self,
                             gint64 model_id,
                             GError **error);

/**
 * sy_project_redo_draft:
 * @self: a project
 * @model_id: a model
 * @error: return location, or %NULL
 *
 * Goes forward to the latest revision made from the current one.
 * Errors: %SY_STORE_ERROR_NOT_FOUND (nothing to redo), %SY_STORE_ERROR_READ_ONLY.
 * Returns: (transfer full): the draft's JSON text now
 */
SY_EXTERN
char *sy_project_redo_draft (SyProject *self,
                             gint64 model_id,
                             GError **error);

/**
 * sy_project_list_revisions:
 * @self: a project
 * @model_id: a model
 * @error: return location, or %NULL
 *
 * Returns: (transfer full) (element-type SyModelRevision): all revisions, oldest first
 */
SY_EXTERN
GPtrArray *sy_project_list_revisions (SyProject *self,
                                      gint64 model_id,
                                      GError **error);

/**
 * sy_project_get_revision:
 * @self: a project
 * @model_id: a model
 * @number: one of its revisions
 * @error: return location, or %NULL
 *
 * Errors: %SY_STORE_ERROR_NOT_FOUND.
 * Returns: (transfer full): its JSON text
 */
SY_EXTERN
char *sy_project_get_revision (SyProject *self,
                               gint64 model_id,
                               gint64 number,
                               GError **error);

/**
 * SyPublication:
 * @json: the document
 * @draft: (nullable): the text of the draft it was made of, which a review approves; %NULL when it is
 *   @json itself
 * @reference: (nullable): JSON frozen with it
 * @reason: why, not blank
 * @author: who, not empty
 * @override_reason: (nullable): why it is published although the project demands a review and nobody
 *   approved it, or in spite of @objections; goes into the change log
 * @objections: (nullable): what stands against it
 *
 * What sy_project_publish() takes.
 */
typedef struct
{
  const char *json;
  const char *draft;
  const char *reference;
  const char *reason;
  const char *author;
  const char *override_reason;
  const char *objections;
} SyPublication;

/**
 * sy_project_publish:
 * @self: a project
 * @model_id: a model
 * @publication: what
 * @error: return location, or %NULL
 *
 * Freezes a version, and notes it with the review of the draft, when there is one.
 * Errors: %SY_STORE_ERROR_INVALID (no reason or author), %SY_STORE_ERROR_REVIEW (the project demands
 * a review, see sy_project_set_review_required()), %SY_STORE_ERROR_NOT_FOUND,
 * %SY_STORE_ERROR_READ_ONLY.
 *
 * Returns: the version's number, or 0 on error
 */
SY_EXTERN
gint64 sy_project_publish (SyProject *self,
                           gint64 model_id,
                           const SyPublication *publication,
                           GError **error);

/**
 * sy_project_list_versions:
 * @self: a project
 * @model_id: a model
 * @error: return location, or %NULL
 *
 * Returns: (transfer full) (element-type SyModelVersion): the versions, oldest first
 */
SY_EXTERN
GPtrArray *sy_project_list_versions (SyProject *self,
                                     gint64 model_id,
                                     GError **error);

/**
 * sy_project_get_version:
 * @self: a project
 * @model_id: a model
 * @number: a version, or 0 for the latest
 * @error: return location, or %NULL
 *
 * Errors: %SY_STORE_ERROR_NOT_FOUND, %SY_STORE_ERROR_DAMAGED (the text does not match its SHA-256).
 * Returns: (transfer full): the version
 */
SY_EXTERN
SyModelVersion *sy_project_get_version (SyProject *self,
                                        gint64 model_id,
                                        gint64 number,
                                        GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyModelRecord, sy_model_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyModelRevision, sy_model_revision_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyModelVersion, sy_model_version_free)

G_END_DECLS
