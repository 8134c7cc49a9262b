/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sy-project.h"

G_BEGIN_DECLS

/**
 * SyNoteKind:
 * @SY_NOTE_LAUNCH: something new was put on the market
 * @SY_NOTE_PRICING: prices changed
 * @SY_NOTE_CHANNEL: a channel or a campaign began or ended
 * @SY_NOTE_PRODUCT: the product changed
 * @SY_NOTE_TRACKING: what is recorded changed
 * @SY_NOTE_OTHER: anything else
 * @SY_N_NOTE_KINDS: how many there are
 *
 * What happened.
 */
typedef enum
{
  SY_NOTE_LAUNCH,
  SY_NOTE_PRICING,
  SY_NOTE_CHANNEL,
  SY_NOTE_PRODUCT,
  SY_NOTE_TRACKING,
  SY_NOTE_OTHER,
  SY_N_NOTE_KINDS,
} SyNoteKind;

/**
 * sy_note_kind_get_name:
 * @kind: a kind
 *
 * Returns: (transfer none): "launch", "pricing", "channel", "product", "tracking" or "other"
 */
SY_EXTERN
const char *sy_note_kind_get_name (SyNoteKind kind);

/**
 * sy_note_kind_parse:
 * @name: a word
 * @out_kind: (out): its kind
 *
 * Returns: whether it is the name of a kind
 */
SY_EXTERN
gboolean sy_note_kind_parse (const char *name,
                             SyNoteKind *out_kind);

/**
 * SyNote:
 * @id: the note's number
 * @day: the day, 1970-01-01 is 0
 * @kind: what happened
 * @text: in a few words
 * @noted_at_ms: when it was written down, milliseconds since 1970 UTC
 *
 * What explains a break in a curve; charts mark it on their time axes.
 */
typedef struct
{
  gint64 id;
  gint32 day;
  SyNoteKind kind;
  char *text;
  gint64 noted_at_ms;
} SyNote;

/**
 * sy_note_free:
 * @self: (nullable): a note
 */
SY_EXTERN
void sy_note_free (SyNote *self);

/**
 * sy_project_list_notes:
 * @self: a project
 * @error: return location, or %NULL
 *
 * Returns: (transfer full) (element-type SyNote): the notes, the earliest day first
 */
SY_EXTERN
GPtrArray *sy_project_list_notes (SyProject *self,
                                  GError **error);

/**
 * sy_project_add_note:
 * @self: a project
 * @day: the day, 1970-01-01 is 0
 * @kind: what happened
 * @text: in a few words, one line, not empty
 * @error: return location, or %NULL
 *
 * Errors: %SY_STORE_ERROR_INVALID (no text, or a line break in it), %SY_STORE_ERROR_READ_ONLY.
 *
 * Returns: the note's number, or 0 on error
 */
SY_EXTERN
gint64 sy_project_add_note (SyProject *self,
                            gint32 day,
                            SyNoteKind kind,
                            const char *text,
                            GError **error);

/**
 * sy_project_remove_note:
 * @self: a project
 * @id: a note's number
 * @error: return location, or %NULL
 *
 * Errors: %SY_STORE_ERROR_NOT_FOUND, %SY_STORE_ERROR_READ_ONLY.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_remove_note (SyProject *self,
                                 gint64 id,
                                 GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyNote, sy_note_free)

G_END_DECLS
