/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "core/sy-json-writer.h"
#include "core/sy-macros.h"

G_BEGIN_DECLS

/**
 * SyCheckItem:
 * @text: what is to be checked: "Sizes agree with last week"
 * @done_by: (nullable): who checked it, %NULL while nobody did
 * @done_on: the day, 1970-01-01 is 0; read only with @done_by
 *
 * A line of the checklist of a segment.
 */
typedef struct
{
  char *text;
  char *done_by;
  gint32 done_on;
} SyCheckItem;

/**
 * SySegmentUse:
 * @purpose: (nullable): what the segment is for
 * @decision: (nullable): what is decided by being in it
 * @channel: (nullable): where its people are reached
 * @owner: (nullable): who answers for it
 * @checklist: (element-type SyCheckItem): what is checked before it is used, in order
 *
 * One use case a segment: why it is there and who answers for it.
 */
typedef struct
{
  char *purpose;
  char *decision;
  char *channel;
  char *owner;
  GPtrArray *checklist;
} SySegmentUse;

/**
 * sy_segment_use_new:
 *
 * Returns: (transfer full): a use of which nothing is known
 */
SY_EXTERN
SySegmentUse *sy_segment_use_new (void);

/**
 * sy_segment_use_copy:
 * @self: (nullable): a use
 *
 * Returns: (transfer full) (nullable): a copy
 */
SY_EXTERN
SySegmentUse *sy_segment_use_copy (const SySegmentUse *self);

/**
 * sy_segment_use_free:
 * @self: (nullable): a use
 */
SY_EXTERN
void sy_segment_use_free (SySegmentUse *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SySegmentUse, sy_segment_use_free)

/**
 * sy_segment_use_find_item:
 * @self: a use
 * @text: the text of an item
 *
 * Returns: (transfer none) (nullable): the item
 */
SY_EXTERN
SyCheckItem *sy_segment_use_find_item (const SySegmentUse *self,
                                       const char *text);

/**
 * sy_segment_use_add_item:
 * @self: a use
 * @text: the text of an item, not empty
 *
 * Adds an item that nobody checked yet; one of the same text stays as it is.
 */
SY_EXTERN
void sy_segment_use_add_item (SySegmentUse *self,
                              const char *text);

/**
 * sy_segment_use_remove_item:
 * @self: a use
 * @text: the text of an item
 *
 * Returns: whether there was such an item
 */
SY_EXTERN
gboolean sy_segment_use_remove_item (SySegmentUse *self,
                                     const char *text);

/**
 * sy_segment_use_list_missing:
 * @self: (nullable): a use, %NULL for none
 *
 * What has to be written down before a segment leaves the house: purpose, decision, channel, owner.
 *
 * Returns: (transfer full) (array zero-terminated=1): those that are missing, by name
 */
SY_EXTERN
char **sy_segment_use_list_missing (const SySegmentUse *self);

/**
 * sy_segment_use_count_open:
 * @self: (nullable): a use
 *
 * Returns: how many items of the checklist nobody checked yet
 */
SY_EXTERN
guint sy_segment_use_count_open (const SySegmentUse *self);

/**
 * sy_segment_use_describe_gaps:
 * @self: (nullable): a use, %NULL for none
 *
 * Returns: (transfer full) (nullable): what nobody wrote down or checked yet, in one sentence without a
 *   full stop: "Nobody wrote down its owner; 1 check is not done"; %NULL when nothing is missing
 */
SY_EXTERN
char *sy_segment_use_describe_gaps (const SySegmentUse *self);

/**
 * sy_segment_use_write:
 * @self: a use
 * @writer: where to put it, as one object
 */
SY_EXTERN
void sy_segment_use_write (const SySegmentUse *self,
                           SyJsonWriter *writer);

G_END_DECLS
