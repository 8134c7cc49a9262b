/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sy-project.h"

G_BEGIN_DECLS

/**
 * sy_project_get_setting:
 * @self: a project
 * @name: a setting, such as "as-of"
 *
 * Returns: (transfer full) (nullable): its text, %NULL when it was never set or cannot be read
 */
SY_EXTERN
char *sy_project_get_setting (SyProject *self,
                              const char *name);

/**
 * sy_project_set_setting:
 * @self: a project
 * @name: a setting
 * @value: (nullable): its text, %NULL to forget it
 * @error: return location, or %NULL
 *
 * Errors: %SY_STORE_ERROR_READ_ONLY, %SY_STORE_ERROR_BUSY, %SY_STORE_ERROR_IO.
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_set_setting (SyProject *self,
                                 const char *name,
                                 const char *value,
                                 GError **error);

/**
 * SySegmentRecord:
 * @id: the segment's number
 * @name: unique in the project
 * @json: its rules
 * @changed_at_ms: when it was last changed, milliseconds since 1970 UTC
 */
typedef struct
{
  gint64 id;
  char *name;
  char *json;
  gint64 changed_at_ms;
} SySegmentRecord;

/**
 * sy_segment_record_free:
 * @self: (nullable): a segment
 */
SY_EXTERN
void sy_segment_record_free (SySegmentRecord *self);

/**
 * sy_project_list_segments:
 * @self: a project
 * @error: return location, or %NULL
 *
 * Returns: (transfer full) (element-type SySegmentRecord): the segments by name
 */
SY_EXTERN
GPtrArray *sy_project_list_segments (SyProject *self,
                                     GError **error);

/**
 * sy_project_get_segment:
 * @self: a project
 * @name: a segment's name
 * @error: return location, or %NULL
 *
 * Errors: %SY_STORE_ERROR_NOT_FOUND.
 * Returns: (transfer full): the segment
 */
SY_EXTERN
SySegmentRecord *sy_project_get_segment (SyProject *self,
                                         const char *name,
                                         GError **error);

/**
 * sy_project_set_segment:
 * @self: a project
 * @name: a segment's name; it is made when there is none, and must then be a name as
 *   sy_text_find_name_problem() wants it
 * @json: its rules
 * @error: return location, or %NULL
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_set_segment (SyProject *self,
                                 const char *name,
                                 const char *json,
                                 GError **error);

/**
 * sy_project_set_segments:
 * @self: a project
 * @names: (array zero-terminated=1): names of segments; they are made when there are none
 * @jsons: (array zero-terminated=1): the rules of each
 * @may_replace: (nullable) (array zero-terminated=1): the names that may be there already; %NULL
 *   for all
 * @error: return location, or %NULL
 *
 * All or nothing: on an error no segment is another. Errors: %SY_STORE_ERROR_EXISTS (a name that
 * is not in @may_replace), %SY_STORE_ERROR_READ_ONLY, %SY_STORE_ERROR_IO.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_set_segments (SyProject *self,
                                  const char *const *names,
                                  const char *const *jsons,
                                  const char *const *may_replace,
                                  GError **error);

/**
 * sy_project_remove_segment:
 * @self: a project
 * @name: a segment's name
 * @error: return location, or %NULL
 *
 * Errors: %SY_STORE_ERROR_NOT_FOUND, %SY_STORE_ERROR_READ_ONLY.
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_remove_segment (SyProject *self,
                                    const char *name,
                                    GError **error);

/**
 * SyExportRecord:
 * @id: the export's number
 * @file_name: name of the file without its folder
 * @n_rows: rows written
 * @manifest: JSON: model SHA-256, as-of, what was chosen
 * @exported_at_ms: when, milliseconds since 1970 UTC
 */
typedef struct
{
  gint64 id;
  char *file_name;
  gint64 n_rows;
  char *manifest;
  gint64 exported_at_ms;
} SyExportRecord;

/**
 * sy_export_record_free:
 * @self: (nullable): a record
 */
SY_EXTERN
void sy_export_record_free (SyExportRecord *self);

/**
 * sy_project_add_export:
 * @self: a project
 * @file_name: name of the file without its folder
 * @n_rows: rows written
 * @manifest: JSON of what was written
 * @error: return location, or %NULL
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_add_export (SyProject *self,
                                const char *file_name,
                                gint64 n_rows,
                                const char *manifest,
                                GError **error);

/**
 * sy_project_list_exports:
 * @self: a project
 * @error: return location, or %NULL
 *
 * Returns: (transfer full) (element-type SyExportRecord): the exports, oldest first
 */
SY_EXTERN
GPtrArray *sy_project_list_exports (SyProject *self,
                                    GError **error);

/**
 * SyChange:
 * @id: the entry's number
 * @changed_at_ms: when, milliseconds since 1970 UTC
 * @action: a short word: "create", "import", "undo-import", "publish", ...
 * @subject: what it was done to
 * @detail: one line for people, may be empty
 */
typedef struct
{
  gint64 id;
  gint64 changed_at_ms;
  char *action;
  char *subject;
  char *detail;
} SyChange;

/**
 * sy_change_free:
 * @self: (nullable): an entry
 */
SY_EXTERN
void sy_change_free (SyChange *self);

/**
 * sy_project_list_changes:
 * @self: a project
 * @limit: how many at most
 * @error: return location, or %NULL
 *
 * Returns: (transfer full) (element-type SyChange): the change log, newest first
 */
SY_EXTERN
GPtrArray *sy_project_list_changes (SyProject *self,
                                    gint64 limit,
                                    GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SySegmentRecord, sy_segment_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyExportRecord, sy_export_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyChange, sy_change_free)

G_END_DECLS
