/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * SyPageStream:
 *
 * A database file in memory that SQLite opens like any other, and that grows at its end by pages which are
 * made elsewhere. Of these only the last ones are there: a page is dropped once it has been carried on. Used
 * by one thread.
 */
typedef struct _SyPageStream SyPageStream;

/**
 * sy_page_stream_new:
 * @image: (array length=size): a database; it is copied
 * @size: its bytes, whole pages
 * @page_size: bytes of a page
 *
 * Makes the file and registers a VFS of its own, which sends everything but the database itself (temporary
 * files) on to the default one.
 *
 * Returns: (transfer full): a stream
 */
SyPageStream *sy_page_stream_new (const guint8 *image,
                                  gsize size,
                                  gsize page_size);

/**
 * sy_page_stream_free:
 * @self: (nullable): a stream that no connection has open
 */
void sy_page_stream_free (SyPageStream *self);

/**
 * sy_page_stream_get_vfs:
 * @self: a stream
 *
 * Returns: the name of its VFS; whatever is opened there as a main database is the stream
 */
const char *sy_page_stream_get_vfs (const SyPageStream *self);

/**
 * sy_page_stream_put:
 * @page: (inout): a page, for another one of the same size
 * @stream: a #SyPageStream; a #SyPutPage
 *
 * Appends a page. Not while a transaction of SQLite writes to the file.
 *
 * Returns: its number
 */
guint32 sy_page_stream_put (guint8 **page,
                            gpointer stream);

/**
 * sy_page_stream_get_n_pages:
 * @self: a stream
 *
 * Returns: the pages of the file
 */
gsize sy_page_stream_get_n_pages (const SyPageStream *self);

/**
 * sy_page_stream_drop:
 * @self: a stream
 * @number: a page's number
 *
 * Forgets the content of the pages before @number that were put. To read one again is an I/O error.
 */
void sy_page_stream_drop (SyPageStream *self,
                          gsize number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyPageStream, sy_page_stream_free)

G_END_DECLS
