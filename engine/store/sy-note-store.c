/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-note-store.h"

#include <string.h>

#include "core/sy-core.h"
#include "sy-project-private.h"

static const char *const kind_names[SY_N_NOTE_KINDS] = { "launch", "pricing", "channel",
                                                         "product", "tracking", "other" };

const char *
sy_note_kind_get_name (SyNoteKind kind)
{
  g_return_val_if_fail (kind < SY_N_NOTE_KINDS, NULL);

  return kind_names[kind];
}

gboolean
sy_note_kind_parse (const char *name,
                    SyNoteKind *out_kind)
{
  g_return_val_if_fail (name != NULL && out_kind != NULL, FALSE);

  for (int i = 0; i < SY_N_NOTE_KINDS; i++)
    if (strcmp (name, kind_names[i]) == 0)
      {
        *out_kind = (SyNoteKind) i;
        return TRUE;
      }
  return FALSE;
}

void
sy_note_free (SyNote *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_free (self);
}

GPtrArray *
sy_project_list_notes (SyProject *self,
                       GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_note_free);
  g_autoptr (sqlite3_stmt) statement =
      sy_database_query (database, error,
                         "SELECT id, day, kind, text, noted_at_ms FROM note ORDER BY day, id", "");
  SyStep step;

  if (statement == NULL)
    return NULL;
  while ((step = sy_database_step (database, statement, error)) == SY_STEP_ROW)
    {
      SyNote *note = g_new0 (SyNote, 1);
      g_autofree char *kind = sy_column_dup_text (statement, 2);

      note->id = sqlite3_column_int64 (statement, 0);
      note->day = (gint32) CLAMP (sqlite3_column_int64 (statement, 1), G_MININT32, G_MAXINT32);
      if (!sy_note_kind_parse (kind, &note->kind))
        note->kind = SY_NOTE_OTHER;
      note->text = sy_column_dup_text (statement, 3);
      note->noted_at_ms = sqlite3_column_int64 (statement, 4);
      g_ptr_array_add (notes, note);
    }
  return step == SY_STEP_DONE ? g_steal_pointer (&notes) : NULL;
}

static gint64
add_note (SyProject *self,
          gint32 day,
          SyNoteKind kind,
          const char *text,
          GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autofree char *subject = sy_day_format (day);
  gint64 id;

  if (!sy_database_run (database, error,
                        "INSERT INTO note (day, kind, text, noted_at_ms) VALUES (?, ?, ?, ?)",
                        "issi", (gint64) day, kind_names[kind], text, sy_now_ms ()))
    return 0;
  id = sqlite3_last_insert_rowid (database->db);
  return sy_project_log_change (self, "add-note", subject, text, error) ? id : 0;
}

gint64
sy_project_add_note (SyProject *self,
                     gint32 day,
                     SyNoteKind kind,
                     const char *text,
                     GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  gint64 id;

  g_return_val_if_fail (kind < SY_N_NOTE_KINDS, 0);

  if (sy_text_is_blank (text) || strpbrk (text, "\n\r") != NULL)
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID,
                   "A note says in one line what happened");
      return 0;
    }
  if (!sy_database_begin (database, error))
    return 0;
  id = add_note (self, day, kind, text, error);
  return sy_database_end (database, id != 0, error) ? id : 0;
}

static gboolean
remove_note (SyProject *self,
             gint64 id,
             GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autofree char *subject = g_strdup_printf ("note %" G_GINT64_FORMAT, id);

  if (!sy_project_log_change (self, "remove-note", subject, "", error) ||
      !sy_database_run (database, error, "DELETE FROM note WHERE id = ?", "i", id))
    return FALSE;
  if (sqlite3_changes (database->db) > 0)
    return TRUE;
  g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND,
               "There is no note %" G_GINT64_FORMAT, id);
  return FALSE;
}

gboolean
sy_project_remove_note (SyProject *self,
                        gint64 id,
                        GError **error)
{
  SyDatabase *database = sy_project_get_database (self);

  return sy_database_begin (database, error) &&
         sy_database_end (database, remove_note (self, id, error), error);
}
