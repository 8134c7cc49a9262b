/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-person-query.h"

SyPersonQuery *
sy_person_query_new (SyEventLog *log,
                     SyModel *model,
                     SyScores *scores,
                     SyModel *compared,
                     int compared_version,
                     guint32 person)
{
  SyPersonQuery *self = g_atomic_rc_box_new0 (SyPersonQuery);

  self->log = sy_event_log_ref (log);
  self->model = sy_model_ref (model);
  self->scores = sy_scores_ref (scores);
  if (compared != NULL && !sy_model_equal (compared, model))
    {
      self->compared = sy_model_ref (compared);
      self->compared_version = compared_version;
    }
  self->as_of = sy_scores_get_as_of (scores);
  self->person = person;
  return self;
}

SyPersonQuery *
sy_person_query_ref (SyPersonQuery *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  SyPersonQuery *self = data;

  g_clear_pointer (&self->log, sy_event_log_unref);
  g_clear_pointer (&self->model, sy_model_unref);
  g_clear_pointer (&self->scores, sy_scores_unref);
  g_clear_pointer (&self->compared, sy_model_unref);
  g_clear_pointer (&self->types, g_ptr_array_unref);
}

void
sy_person_query_unref (SyPersonQuery *self)
{
  g_atomic_rc_box_release_full (self, clear);
}
