/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-event-image-private.h"

#include <string.h>

#include "sy-event-cells-private.h"

/*
 * Page 1 is the caller's; page 2 is the table's root; the other pages follow as they become full. Rowids count
 * from 1.
 */

#define PAGE SY_EVENT_IMAGE_PAGE
#define ROOT 1        /* its place among the pages, from 0 */
#define FIRST_OTHER 2 /* likewise */
#define PAGE_COUNT_OFFSET 28

struct _SyEventImage
{
  guint8 *pages;
  gsize n_allocated; /* pages */
  gsize n_pages;
  gsize n_rows;
  SyTreeBuilder *tree;
};

static void
reserve (SyEventImage *self,
         gsize n_pages)
{
  if (n_pages <= self->n_allocated)
    return;
  self->n_allocated = MAX (n_pages, self->n_allocated * 2);
  self->pages = g_realloc (self->pages, self->n_allocated * PAGE);
}

static guint32
put_page (guint8 **page,
          gpointer user_data)
{
  SyEventImage *self = user_data;

  reserve (self, self->n_pages + 1);
  memcpy (self->pages + self->n_pages * PAGE, *page, PAGE);
  return (guint32) ++self->n_pages;
}

SyEventImage *
sy_event_image_new (void)
{
  SyEventImage *self = g_new0 (SyEventImage, 1);

  reserve (self, FIRST_OTHER);
  sy_event_image_clear (self);
  return self;
}

void
sy_event_image_free (SyEventImage *self)
{
  if (self == NULL)
    return;
  sy_tree_builder_free (self->tree);
  g_free (self->pages);
  g_free (self);
}

void
sy_event_image_clear (SyEventImage *self)
{
  g_clear_pointer (&self->tree, sy_tree_builder_free);
  self->tree = sy_tree_builder_new (SY_TREE_TABLE, PAGE, put_page, self);
  self->n_pages = FIRST_OTHER;
  self->n_rows = 0;
}

gsize
sy_event_image_get_n_rows (const SyEventImage *self)
{
  return self->n_rows;
}

void
sy_event_image_add (SyEventImage *self,
                    const guint32 *people,
                    const guint32 *types,
                    const gint64 *times_ms,
                    const double *amounts,
                    gsize n)
{
  sy_event_cells_add (self->tree, (guint32) self->n_rows + 1, people, types, times_ms, amounts, n);
  self->n_rows += n;
}

guint8 *
sy_event_image_seal (SyEventImage *self,
                     const guint8 *first_page,
                     gsize *out_size)
{
  guint8 **root;
  guint32 n_pages;

  g_assert (self->n_rows > 0);

  root = sy_tree_builder_finish (self->tree);
  memcpy (self->pages + ROOT * PAGE, *root, PAGE);
  memcpy (self->pages, first_page, PAGE);
  n_pages = GUINT32_TO_BE ((guint32) self->n_pages);
  memcpy (self->pages + PAGE_COUNT_OFFSET, &n_pages, sizeof n_pages);
  *out_size = self->n_pages * PAGE;
  return self->pages;
}
