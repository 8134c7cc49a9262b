/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-time-groups.h"

#include <string.h>

#include "score/sy-score.h"
#include "store/sy-people-store.h"
#include "sy-outcome.h"

void
sy_time_groups_free (SyTimeGroups *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_strfreev (self->names);
  g_free (self->of);
  g_free (self);
}

static SyTimeGroups *
make (const SyEventLog *log,
      char *title)
{
  SyTimeGroups *self = g_new0 (SyTimeGroups, 1);
  gsize n_people = sy_event_log_get_n_people (log);

  self->title = title;
  self->of = g_new (guint32, n_people + 1);
  for (gsize i = 0; i < n_people; i++)
    self->of[i] = SY_TIME_GROUP_NONE;
  return self;
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
counts (const SyTreatment *treatment,
        const char *name,
        gint64 as_of)
{
  return strcmp (treatment->name, name) == 0 && treatment->arm != NULL &&
         (!treatment->has_start || treatment->start_ms < as_of * 1000);
}

/* The arms that somebody was assigned to before the date. */
static void
name_arms (SyTimeGroups *self,
           const GPtrArray *treatments,
           const char *name,
           gint64 as_of)
{
  g_autoptr (GPtrArray) arms = g_ptr_array_new ();

  for (guint i = 0; i < treatments->len; i++)
    {
      const SyTreatment *treatment = g_ptr_array_index (treatments, i);

      if (counts (treatment, name, as_of) &&
          !g_ptr_array_find_with_equal_func (arms, treatment->arm, g_str_equal, NULL))
        g_ptr_array_add (arms, treatment->arm);
    }
  g_ptr_array_sort (arms, compare_texts);
  self->n_groups = arms->len;
  self->names = g_new0 (char *, arms->len + 1);
  for (guint i = 0; i < arms->len; i++)
    self->names[i] = g_strdup (g_ptr_array_index (arms, i));
}

static guint32
find_arm (const SyTimeGroups *self,
          const char *arm)
{
  guint32 group = 0;

  while (strcmp (self->names[group], arm) != 0)
    group++;
  return group;
}

SyTimeGroups *
sy_time_groups_new_for_treatment (const SyEventLog *log,
                                  const GPtrArray *treatments,
                                  const char *name,
                                  gint64 as_of,
                                  GError **error)
{
  g_autoptr (SyTimeGroups) self = make (log, g_strdup_printf ("arm of %s", name));
  g_autofree guint8 *is_torn = g_malloc0 (sy_event_log_get_n_people (log) + 1);

  name_arms (self, treatments, name, as_of);
  if (self->n_groups == 0)
    {
      g_set_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE,
                   "Nobody was assigned to an arm of the treatment “%s” before the date", name);
      return NULL;
    }
  for (guint i = 0; i < treatments->len; i++)
    {
      const SyTreatment *treatment = g_ptr_array_index (treatments, i);
      guint32 person = sy_event_log_find_person (log, treatment->person);
      guint32 arm;

      if (person == SY_PERSON_NONE || !counts (treatment, name, as_of))
        continue;
      arm = find_arm (self, treatment->arm);
      is_torn[person] |= self->of[person] != SY_TIME_GROUP_NONE && self->of[person] != arm;
      self->of[person] = arm;
    }
  for (gsize i = 0; i < sy_event_log_get_n_people (log); i++)
    if (is_torn[i])
      self->of[i] = SY_TIME_GROUP_NONE;
  return g_steal_pointer (&self);
}

SyTimeGroups *
sy_time_groups_new_for_segment (SyEventLog *log,
                                const SyModel *model,
                                const SySegment *segment,
                                const char *name,
                                gint64 as_of,
                                GCancellable *cancellable,
                                GError **error)
{
  g_autoptr (SyTimeGroups) self = make (log, g_strdup_printf ("segment %s", name));
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, as_of);
  g_autoptr (SyScores) scores = sy_scorer_score (scorer, model, cancellable, error);
  g_autofree guint32 *people = NULL;
  gsize n_people = 0;

  if (scores == NULL)
    return NULL;
  people = sy_segment_select (segment, log, model, scores, cancellable, &n_people, error);
  if (people == NULL)
    return NULL;
  self->n_groups = 2;
  self->names = g_new0 (char *, 3);
  self->names[0] = g_strdup ("inside");
  self->names[1] = g_strdup ("outside");
  for (gsize i = 0; i < sy_event_log_get_n_people (log); i++)
    self->of[i] = 1;
  for (gsize i = 0; i < n_people; i++)
    self->of[people[i]] = 0;
  return g_steal_pointer (&self);
}
