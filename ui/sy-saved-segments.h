/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_SAVED_SEGMENTS (sy_saved_segments_get_type ())

/**
 * SySavedSegments:
 *
 * The segments that the project keeps: choose one, save the one at hand under a name, remove one.
 */
G_DECLARE_FINAL_TYPE (SySavedSegments, sy_saved_segments, SY, SAVED_SEGMENTS, AdwBin)

/**
 * sy_saved_segments_set_session:
 * @self: a list without a session
 * @session: whose segments
 */
void sy_saved_segments_set_session (SySavedSegments *self,
                                    SySession *session);

/**
 * sy_saved_segments_save:
 * @self: a list
 * @name: what to keep it as; a segment of that name is replaced
 * @segment: (nullable): who is meant; %NULL to remove it
 */
void sy_saved_segments_save (SySavedSegments *self,
                             const char *name,
                             const SySegment *segment);

/**
 * sy_saved_segments_change:
 * @self: a list
 * @name: a segment that the project keeps
 * @segment: what it is from now on
 *
 * As sy_saved_segments_save(), but one that was removed meanwhile stays removed.
 */
void sy_saved_segments_change (SySavedSegments *self,
                               const char *name,
                               const SySegment *segment);

/**
 * SySavedSegments::chosen:
 * @self: a list
 * @segment: a #SySegment, to be copied
 * @name: its name
 */

/**
 * SySavedSegments::save:
 * @self: a list
 * @name: what the user wants to keep the segment at hand as
 */

/**
 * SySavedSegments::removed:
 * @self: a list
 * @name: what the user does not want to keep any longer
 */

G_END_DECLS
