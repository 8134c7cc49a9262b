/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SyFileKind:
 * @SY_FILE_PROJECT: Steelyard projects
 * @SY_FILE_CSV: CSV files, also compressed
 * @SY_FILE_MODEL: model documents (JSON)
 * @SY_FILE_REPORT: reports (PDF, HTML)
 * @SY_FILE_SPEC: specifications (PDF, HTML, Markdown)
 *
 * What a file chooser shows.
 */
typedef enum
{
  SY_FILE_PROJECT,
  SY_FILE_CSV,
  SY_FILE_MODEL,
  SY_FILE_REPORT,
  SY_FILE_SPEC,
} SyFileKind;

/**
 * SyFilesFunc:
 * @file: (nullable): what was chosen, %NULL when nothing was
 * @user_data: what was passed
 */
typedef void (*SyFilesFunc) (GFile *file, gpointer user_data);

/**
 * sy_files_open:
 * @parent: the window that asks
 * @title: the chooser's title
 * @kind: what may be chosen
 * @callback: called once
 * @user_data: (type GObject): passed to @callback; kept alive until then
 */
void sy_files_open (GtkWindow *parent,
                    const char *title,
                    SyFileKind kind,
                    SyFilesFunc callback,
                    gpointer user_data);

/**
 * SyFilesManyFunc:
 * @files: (element-type GFile): what was chosen, empty when nothing was
 * @user_data: what was passed
 */
typedef void (*SyFilesManyFunc) (GListModel *files, gpointer user_data);

/**
 * sy_files_open_many:
 * @parent: the window that asks
 * @title: the chooser's title
 * @kind: what may be chosen
 * @callback: called once
 * @user_data: (type GObject): passed to @callback; kept alive until then
 *
 * As sy_files_open(), for any number of files.
 */
void sy_files_open_many (GtkWindow *parent,
                         const char *title,
                         SyFileKind kind,
                         SyFilesManyFunc callback,
                         gpointer user_data);

/**
 * sy_files_open_folder:
 * @parent: the window that asks
 * @title: the chooser's title
 * @callback: called once, with the folder
 * @user_data: (type GObject): passed to @callback; kept alive until then
 */
void sy_files_open_folder (GtkWindow *parent,
                           const char *title,
                           SyFilesFunc callback,
                           gpointer user_data);

/**
 * sy_files_save:
 * @parent: the window that asks
 * @title: the chooser's title
 * @kind: what will be written
 * @name: suggested file name
 * @callback: called once; an existing file was confirmed by the user
 * @user_data: (type GObject): passed to @callback; kept alive until then
 */
void sy_files_save (GtkWindow *parent,
                    const char *title,
                    SyFileKind kind,
                    const char *name,
                    SyFilesFunc callback,
                    gpointer user_data);

/**
 * sy_files_is_project:
 * @path: a file name
 *
 * Returns: whether the name ends as a project's does
 */
gboolean sy_files_is_project (const char *path);

/**
 * sy_files_remember:
 * @path: a project that was opened
 *
 * Puts the project on the desktop's list of recent files.
 */
void sy_files_remember (const char *path);

/**
 * sy_files_list_recent:
 *
 * Returns: (transfer full) (element-type utf8): paths of projects opened lately
 *   that still exist, newest first, at most 6
 */
GPtrArray *sy_files_list_recent (void);

G_END_DECLS
