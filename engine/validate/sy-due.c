/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-due.h"

#include <math.h>

#include "core/sy-core.h"
#include "events/sy-events.h"
#include "sy-reference.h"

const char *
sy_due_cause_get_name (SyDueCause cause)
{
  static const char *const names[] = { "cadence", "note", "weaker" };

  g_return_val_if_fail (cause < G_N_ELEMENTS (names), NULL);

  return names[cause];
}

void
sy_due_free (SyDue *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_free (self);
}

/* All that is read of a model. */
typedef struct
{
  SyZone *zone;
  SyModelCare *care;
  GPtrArray *checkups;
  GPtrArray *notes;
  SyModelVersion *version; /* the newest, or NULL */
  gint64 created_at_ms;
} Input;

static void
clear_input (Input *input)
{
  g_clear_pointer (&input->care, sy_model_care_free);
  g_clear_pointer (&input->checkups, g_ptr_array_unref);
  g_clear_pointer (&input->notes, g_ptr_array_unref);
  g_clear_pointer (&input->version, sy_model_version_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Input, clear_input)

/* NULL in @out_version when nothing was published. */
static gboolean
read_newest_version (SyProject *project,
                     gint64 model_id,
                     SyModelVersion **out_version,
                     GError **error)
{
  g_autoptr (GError) local_error = NULL;

  *out_version = sy_project_get_version (project, model_id, 0, &local_error);
  if (*out_version != NULL ||
      g_error_matches (local_error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
read_input (SyProject *project,
            gint64 model_id,
            Input *input,
            GError **error)
{
  g_autoptr (GPtrArray) revisions = sy_project_list_revisions (project, model_id, error);

  if (revisions == NULL)
    return FALSE;
  input->zone = sy_project_get_zone (project);
  input->created_at_ms = revisions->len > 0
                             ? ((SyModelRevision *) revisions->pdata[0])->created_at_ms
                             : 0;
  input->care = sy_project_get_care (project, model_id, error);
  input->checkups = input->care == NULL ? NULL : sy_project_list_checkups (project, model_id, error);
  input->notes = input->checkups == NULL ? NULL : sy_project_list_notes (project, error);
  if (input->notes == NULL)
    return FALSE;
  return read_newest_version (project, model_id, &input->version, error);
}

static gint32
day_of_ms (const Input *input,
           gint64 ms)
{
  return sy_zone_day (input->zone, ms / 1000);
}

/* The last of the checkups of a kind, the newest version and the beginning. */
static gint32
find_last_day (const Input *input,
               SyCheckupKind kind)
{
  gint64 last_ms = input->version != NULL ? input->version->published_at_ms : input->created_at_ms;

  for (guint i = 0; i < input->checkups->len; i++)
    {
      const SyCheckup *checkup = input->checkups->pdata[i];

      if (checkup->kind == kind)
        last_ms = MAX (last_ms, checkup->done_at_ms);
    }
  return day_of_ms (input, last_ms);
}

static SyDue *
new_due (SyCheckupKind kind,
         SyDueCause cause,
         gint32 last_day,
         gint32 due_day,
         char *text)
{
  SyDue *due = g_new0 (SyDue, 1);

  due->kind = kind;
  due->cause = cause;
  due->last_day = last_day;
  due->due_day = due_day;
  due->text = text;
  return due;
}

static SyDue *
find_by_cadence (SyCheckupKind kind,
                 gint32 last_day,
                 int days)
{
  g_autofree char *day = sy_day_format (last_day);

  if (days <= 0)
    return NULL;
  return new_due (kind, SY_DUE_CADENCE, last_day, last_day + days,
                  g_strdup_printf ("%d days after the last, of %s", days, day));
}

/* The first note since the last recalibration that may have changed how people behave. */
static SyDue *
find_by_note (const Input *input,
              gint32 last_day,
              gint32 today)
{
  for (guint i = 0; i < input->notes->len; i++)
    {
      const SyNote *note = input->notes->pdata[i];

      if (note->kind != SY_NOTE_OTHER && note->day > last_day && note->day <= today)
        return new_due (SY_CHECKUP_RECALIBRATION, SY_DUE_NOTE, last_day, note->day,
                        g_strdup_printf ("%s: %s", sy_note_kind_get_name (note->kind), note->text));
    }
  return NULL;
}

/* Nothing is said again of what was there when somebody last calibrated. */
static SyDue *
find_by_weakening (const Input *input,
                   const SyWeakening *weakening,
                   gint32 last_day)
{
  char then[G_ASCII_DTOSTR_BUF_SIZE];
  char now[G_ASCII_DTOSTR_BUF_SIZE];
  char p[G_ASCII_DTOSTR_BUF_SIZE];
  gint32 day;

  if (weakening == NULL || !weakening->is_weaker)
    return NULL;
  day = sy_zone_day (input->zone, weakening->now_as_of - 1);
  for (guint i = 0; i < input->checkups->len; i++)
    {
      const SyCheckup *checkup = input->checkups->pdata[i];

      if (checkup->kind == SY_CHECKUP_RECALIBRATION &&
          day_of_ms (input, checkup->done_at_ms) >= day &&
          checkup->done_at_ms >= input->version->published_at_ms)
        return NULL;
    }
  g_ascii_formatd (then, sizeof then, "%.3f", weakening->then.value);
  g_ascii_formatd (now, sizeof now, "%.3f", weakening->now.value);
  g_ascii_formatd (p, sizeof p, "%.2g", weakening->p);
  return new_due (SY_CHECKUP_RECALIBRATION, SY_DUE_WEAKER, last_day, day,
                  g_strdup_printf ("the AUC fell from %s to %s, p %s", then, now, p));
}

static void
keep_first (SyDue **first,
            SyDue *other)
{
  if (other == NULL)
    return;
  if (*first == NULL || other->due_day < (*first)->due_day)
    {
      sy_due_free (*first);
      *first = other;
    }
  else
    sy_due_free (other);
}

static void
take_due (GPtrArray *list,
          SyDue *due,
          gint32 today)
{
  if (due == NULL)
    return;
  due->is_overdue = due->due_day <= today;
  g_ptr_array_add (list, due);
}

gboolean
sy_due_measure_weakening (SyProject *project,
                          gint64 model_id,
                          SyEventLog **log,
                          SyWeakening *out_weakening,
                          GCancellable *cancellable,
                          SyProgressFunc progress,
                          gpointer user_data,
                          GError **error)
{
  g_autoptr (SyModelVersion) version = NULL;
  g_autoptr (SyModel) model = NULL;
  g_autoptr (SyReference) reference = NULL;
  gint64 first, last;

  g_return_val_if_fail (project != NULL && log != NULL && out_weakening != NULL, FALSE);

  *out_weakening = (SyWeakening){ .difference = (double) NAN, .z = (double) NAN, .p = (double) NAN };
  if (!read_newest_version (project, model_id, &version, error))
    return FALSE;
  if (version == NULL || version->reference == NULL)
    return TRUE;
  model = sy_model_from_json (version->json, -1, error);
  reference = model != NULL ? sy_reference_from_json (version->reference, -1, error) : NULL;
  if (reference == NULL)
    return FALSE;
  if (*log == NULL)
    *log = sy_event_log_load (project, cancellable, progress, user_data, error);
  if (*log == NULL)
    return FALSE;
  if (!sy_event_log_get_span (*log, &first, &last))
    return TRUE;
  return sy_weakening_measure (*log, model, reference->as_of, last + 1, out_weakening, cancellable,
                               error);
}

GPtrArray *
sy_due_list (SyProject *project,
             gint64 model_id,
             gint32 today,
             const SyWeakening *weakening,
             GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_due_free);
  g_auto (Input) input = { 0 };
  SyDue *due;
  gint32 last_day;

  g_return_val_if_fail (project != NULL, NULL);

  if (!read_input (project, model_id, &input, error))
    return NULL;
  take_due (list,
            find_by_cadence (SY_CHECKUP_REVIEW, find_last_day (&input, SY_CHECKUP_REVIEW),
                             input.care->review_days),
            today);
  if (input.version == NULL)
    return g_steal_pointer (&list);
  last_day = find_last_day (&input, SY_CHECKUP_RECALIBRATION);
  due = find_by_cadence (SY_CHECKUP_RECALIBRATION, last_day, input.care->recalibration_days);
  keep_first (&due, find_by_note (&input, last_day, today));
  keep_first (&due, find_by_weakening (&input, weakening, last_day));
  take_due (list, due, today);
  return g_steal_pointer (&list);
}
