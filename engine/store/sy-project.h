/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/sy-core.h"

G_BEGIN_DECLS

/**
 * SY_STORE_ERROR:
 *
 * Error domain of the project file.
 */
#define SY_STORE_ERROR (sy_store_error_quark ())
SY_EXTERN
GQuark sy_store_error_quark (void);

/**
 * SyStoreError:
 * @SY_STORE_ERROR_NOT_A_PROJECT: the file is something else
 * @SY_STORE_ERROR_NEWER: written by a newer Steelyard; the message names both versions
 * @SY_STORE_ERROR_DAMAGED: a project, but its schema or content is not what it must be
 * @SY_STORE_ERROR_BUSY: another program holds the project
 * @SY_STORE_ERROR_IO: cannot read or write (full disk, permission, missing folder)
 * @SY_STORE_ERROR_READ_ONLY: a write to a project that can only be read
 * @SY_STORE_ERROR_EXISTS: the file, or an object of that name, is already there
 * @SY_STORE_ERROR_NOT_FOUND: no file, or no object of that name
 * @SY_STORE_ERROR_REVIEW: the project publishes only reviewed drafts, and this one is not approved
 * @SY_STORE_ERROR_INVALID: what the caller asked for cannot be done as asked: an unknown
 *   time zone, an import without a person column, dates whose day/month order is open
 */
typedef enum
{
  SY_STORE_ERROR_NOT_A_PROJECT,
  SY_STORE_ERROR_NEWER,
  SY_STORE_ERROR_DAMAGED,
  SY_STORE_ERROR_BUSY,
  SY_STORE_ERROR_IO,
  SY_STORE_ERROR_READ_ONLY,
  SY_STORE_ERROR_EXISTS,
  SY_STORE_ERROR_NOT_FOUND,
  SY_STORE_ERROR_INVALID,
  SY_STORE_ERROR_REVIEW,
} SyStoreError;

/**
 * SyProjectFlags:
 * @SY_PROJECT_READ_WRITE: open for reading and writing
 * @SY_PROJECT_READ_ONLY: open for reading; every write answers %SY_STORE_ERROR_READ_ONLY
 */
typedef enum
{
  SY_PROJECT_READ_WRITE = 0,
  SY_PROJECT_READ_ONLY = 1 << 0,
} SyProjectFlags;

/**
 * SyProject:
 *
 * An open project file. It belongs to the thread that opened it: every call is made there
 * (asserted). Another thread opens the same path again; SQLite keeps the two apart, one
 * writer at a time, and a writer that finds the file taken waits five seconds.
 */
typedef struct _SyProject SyProject;

/**
 * sy_project_create:
 * @path: where the new file goes; its folder exists
 * @timezone: IANA name of the zone in which local timestamps and days are read, or %NULL for UTC
 * @error: return location, or %NULL
 *
 * Makes an empty project and opens it. The file appears under its name only when it is
 * complete. Errors: %SY_STORE_ERROR_EXISTS, %SY_STORE_ERROR_IO, %SY_STORE_ERROR_INVALID (the zone).
 * Returns: (transfer full): the project
 */
SY_EXTERN
SyProject *sy_project_create (const char *path,
                              const char *timezone,
                              GError **error);

/**
 * sy_project_open:
 * @path: the project file
 * @flags: how
 * @error: return location, or %NULL
 *
 * Opens a project that may come from a stranger: nothing stored in it is run, its schema is compared
 * with the known one before a row is read, and older files are brought up to date (read-write only).
 * A file that cannot be written is opened read-only (see sy_project_is_read_only()). What a crash has left
 * half written is taken back first, also for %SY_PROJECT_READ_ONLY, as far as the file can be written.
 * Errors: %SY_STORE_ERROR_NOT_FOUND, %SY_STORE_ERROR_NOT_A_PROJECT, %SY_STORE_ERROR_NEWER,
 * %SY_STORE_ERROR_DAMAGED, %SY_STORE_ERROR_BUSY, %SY_STORE_ERROR_IO.
 * Returns: (transfer full): the project
 */
SY_EXTERN
SyProject *sy_project_open (const char *path,
                            SyProjectFlags flags,
                            GError **error);

/**
 * sy_project_ref:
 * @self: a project
 *
 * Returns: (transfer full): @self
 */
SY_EXTERN
SyProject *sy_project_ref (SyProject *self);

/**
 * sy_project_unref:
 * @self: (transfer full): a project
 *
 * Lets go; the last one closes the file.
 */
SY_EXTERN
void sy_project_unref (SyProject *self);

/**
 * sy_project_get_path:
 * @self: a project
 *
 * Returns: the absolute path; valid as long as @self
 */
SY_EXTERN
const char *sy_project_get_path (SyProject *self);

/**
 * sy_project_get_zone:
 * @self: a project
 *
 * Returns: (transfer none): the project's time zone
 */
SY_EXTERN
SyZone *sy_project_get_zone (SyProject *self);

/**
 * sy_project_is_read_only:
 * @self: a project
 *
 * Returns: %TRUE if nothing can be written, because it was asked for or because the file does not allow it
 */
SY_EXTERN
gboolean sy_project_is_read_only (SyProject *self);

/**
 * sy_project_get_data_version:
 * @self: a project
 *
 * A number that changes when another connection (of this or another program) has written
 * to the file since it was last asked. Cheap enough to poll each second.
 *
 * Returns: the number, or -1 if the file cannot be read now
 */
SY_EXTERN
gint64 sy_project_get_data_version (SyProject *self);

/**
 * SyTypeInfo:
 * @name: the event type
 * @n_events: its events
 * @n_amounts: those of them that carry an amount
 * @first_ms: time of the first, milliseconds since 1970 UTC (0 without events)
 * @last_ms: time of the last
 */
typedef struct
{
  char *name;
  gint64 n_events;
  gint64 n_amounts;
  gint64 first_ms;
  gint64 last_ms;
} SyTypeInfo;

/**
 * SyProjectInfo:
 * @n_people: people known to the project
 * @n_events: stored events, marked ones included
 * @n_marked: events that cleaning has marked
 * @n_rejected: rows that imports refused and the project keeps
 * @first_ms: time of the first event (0 without events)
 * @last_ms: time of the last event
 * @types: (element-type SyTypeInfo): event types by name
 * @properties: names of event properties
 * @attributes: names of people's attributes
 * @outcomes: names of imported outcomes
 * @n_imports: imports not undone
 * @n_models: models
 * @n_versions: published versions of all models
 * @file_size: bytes
 */
typedef struct
{
  gint64 n_people;
  gint64 n_events;
  gint64 n_marked;
  gint64 n_rejected;
  gint64 first_ms;
  gint64 last_ms;
  GPtrArray *types;
  GStrv properties;
  GStrv attributes;
  GStrv outcomes;
  gint64 n_imports;
  gint64 n_models;
  gint64 n_versions;
  gint64 file_size;
} SyProjectInfo;

/**
 * sy_project_get_info:
 * @self: a project
 * @cancellable: (nullable): stops it
 * @error: return location, or %NULL
 *
 * Counts what is in the file; reads every event once (about 0.2 s for 10 million).
 *
 * Returns: (transfer full): the counts
 */
SY_EXTERN
SyProjectInfo *sy_project_get_info (SyProject *self,
                                    GCancellable *cancellable,
                                    GError **error);

/**
 * sy_project_info_free:
 * @self: (nullable): counts
 */
SY_EXTERN
void sy_project_info_free (SyProjectInfo *self);

/**
 * SyCheckReport:
 * @problems: (element-type utf8): one line each; empty when all is well
 * @n_checks: how many checks ran
 */
typedef struct
{
  GPtrArray *problems;
  guint n_checks;
} SyCheckReport;

/**
 * sy_project_check:
 * @self: a project
 * @cancellable: (nullable): stops it
 * @error: return location, or %NULL
 *
 * Looks for damage: SQLite's integrity check, references, the schema, times out of range,
 * imports whose counts do not add up, published versions that differ from their SHA-256.
 * Damage is reported, not an error.
 *
 * Returns: (transfer full): the findings
 */
SY_EXTERN
SyCheckReport *sy_project_check (SyProject *self,
                                 GCancellable *cancellable,
                                 GError **error);

/**
 * sy_check_report_free:
 * @self: (nullable): findings
 */
SY_EXTERN
void sy_check_report_free (SyCheckReport *self);

/**
 * sy_project_save_copy:
 * @self: a project
 * @path: where the copy goes; refused if something is there
 * @cancellable: (nullable): stops it
 * @error: return location, or %NULL
 *
 * Writes a compact, consistent copy; the file appears only when it is complete.
 * Errors: %SY_STORE_ERROR_EXISTS, %SY_STORE_ERROR_IO.
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_save_copy (SyProject *self,
                               const char *path,
                               GCancellable *cancellable,
                               GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyProject, sy_project_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyProjectInfo, sy_project_info_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyCheckReport, sy_check_report_free)

G_END_DECLS
