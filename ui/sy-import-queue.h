/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-table-source.h"

#include <sy-engine.h>

G_BEGIN_DECLS

/**
 * SyImportQueue:
 *
 * The files of one assistant, one after the other, and what became of each.
 */
typedef struct _SyImportQueue SyImportQueue;

/**
 * sy_import_queue_new:
 * @paths: (array zero-terminated=1): the files, at least one
 *
 * Returns: (transfer full): a queue at its first file
 */
SyImportQueue *sy_import_queue_new (const char *const *paths);

/**
 * sy_import_queue_free:
 * @self: (nullable): a queue
 */
void sy_import_queue_free (SyImportQueue *self);

/**
 * sy_import_queue_get_path:
 * @self: a queue
 *
 * Returns: the file it is at
 */
const char *sy_import_queue_get_path (SyImportQueue *self);

/**
 * sy_import_queue_get_n_files:
 * @self: a queue
 *
 * Returns: how many files there are
 */
guint sy_import_queue_get_n_files (SyImportQueue *self);

/**
 * sy_import_queue_get_n_left:
 * @self: a queue
 *
 * Returns: how many files come after this one
 */
guint sy_import_queue_get_n_left (SyImportQueue *self);

/**
 * sy_import_queue_get_position:
 * @self: a queue
 *
 * Returns: the number of the file it is at, from 1
 */
guint sy_import_queue_get_position (SyImportQueue *self);

/**
 * sy_import_queue_set_outcome:
 * @self: a queue
 * @report: (nullable): what became of the file it is at; %NULL when it did not come in
 * @message: (nullable): why it did not
 */
void sy_import_queue_set_outcome (SyImportQueue *self,
                                  const SyImportReport *report,
                                  const char *message);

/**
 * sy_import_queue_next:
 * @self: a queue with files left
 *
 * Goes on to the next file.
 */
void sy_import_queue_next (SyImportQueue *self);

/**
 * sy_import_queue_dup_headline:
 * @self: a queue at its end
 *
 * Returns: (transfer full): one line: "3 of 4 files imported, 12,000 rows"
 */
char *sy_import_queue_dup_headline (SyImportQueue *self);

/**
 * sy_import_queue_create_source:
 * @self: a queue
 *
 * Returns: (transfer full): a row for each file, and what became of it
 */
SyTableSource *sy_import_queue_create_source (SyImportQueue *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyImportQueue, sy_import_queue_free)

G_END_DECLS
