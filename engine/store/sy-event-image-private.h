/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SY_EVENT_IMAGE_PAGE 65536

/**
 * SyEventImage:
 *
 * Rows of the table `event`, laid out in memory as the pages of a SQLite database, so that SQLite
 * copies whole records out of it and need not make each from its values.
 */
typedef struct _SyEventImage SyEventImage;

SyEventImage *sy_event_image_new (void);
void sy_event_image_free (SyEventImage *self);

/**
 * sy_event_image_clear:
 * @self: an image
 *
 * Takes all rows out; the memory is kept for the next ones.
 */
void sy_event_image_clear (SyEventImage *self);

/**
 * sy_event_image_add:
 * @self: an image
 * @people: (array length=n): ids of people
 * @types: (array length=n): ids of types
 * @times_ms: (array length=n): milliseconds since 1970
 * @amounts: (array length=n): amounts, NaN for NULL
 * @n: rows
 *
 * Appends rows.
 */
void sy_event_image_add (SyEventImage *self,
                         const guint32 *people,
                         const guint32 *types,
                         const gint64 *times_ms,
                         const double *amounts,
                         gsize n);

/**
 * sy_event_image_get_n_rows:
 * @self: an image
 *
 * Returns: the rows added since it was cleared
 */
gsize sy_event_image_get_n_rows (const SyEventImage *self);

/**
 * sy_event_image_seal:
 * @self: an image with at least one row
 * @first_page: (array fixed-size=65536): the first page of a database of that page size whose only
 *   table, with its root on page 2, has the columns id (NULL in every record), person, type, time
 *   and amount
 * @out_size: (out): bytes of the image
 *
 * Completes the image. Nothing may be added until it is cleared.
 *
 * Returns: (transfer none): a database, to be opened read-only; valid until the image is cleared
 */
guint8 *sy_event_image_seal (SyEventImage *self,
                             const guint8 *first_page,
                             gsize *out_size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyEventImage, sy_event_image_free)

G_END_DECLS
