/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the segments of a project choose, side by side. */
#include "config.h"

#include "sy-segment-claims.h"

#include <string.h>

#include "core/sy-core.h"
#include "sy-segment-private.h"
#include "sy-segment-save.h"

/* A model of the segments and its scores at the date. */
typedef struct
{
  SyModel *model;
  SyScores *scores;
} Scored;

static void
scored_free (gpointer data)
{
  Scored *scored = data;

  g_clear_pointer (&scored->scores, sy_scores_unref);
  g_clear_pointer (&scored->model, sy_model_unref);
  g_free (scored);
}

static void
choice_free (gpointer data)
{
  sy_segment_choice_free (data);
}

void
sy_segment_claims_free (SySegmentClaims *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_pointer (&self->claims, g_array_unref);
  g_clear_pointer (&self->conflicts, g_array_unref);
  g_free (self);
}

/* The newest published version, or the draft of a model that has none. */
static SyModel *
load_model (SyProject *project,
            const char *name,
            GError **error)
{
  gint64 id = sy_project_find_model (project, name, error);
  g_autoptr (SyModelVersion) version = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *draft = NULL;

  if (id == 0)
    return NULL;
  version = sy_project_get_version (project, id, 0, &local_error);
  if (version != NULL)
    return sy_model_from_json (version->json, -1, error);
  if (!g_error_matches (local_error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  draft = sy_project_get_draft (project, id, error);
  return draft != NULL ? sy_model_from_json (draft, -1, error) : NULL;
}

/* Scores a model the first time that it is asked for. */
static const Scored *
get_scored (GHashTable *known,
            SyProject *project,
            SyScorer *scorer,
            const char *name,
            GCancellable *cancellable,
            GError **error)
{
  Scored *scored = g_hash_table_lookup (known, name);

  if (scored != NULL)
    return scored;
  scored = g_new0 (Scored, 1);
  scored->model = load_model (project, name, error);
  if (scored->model != NULL)
    scored->scores = sy_scorer_score (scorer, scored->model, cancellable, error);
  if (scored->scores == NULL)
    {
      scored_free (scored);
      return NULL;
    }
  g_hash_table_insert (known, g_strdup (name), scored);
  return scored;
}

static gboolean
add_claim (SySegmentClaims *self,
           GHashTable *known,
           SyProject *project,
           SyEventLog *log,
           SyScorer *scorer,
           const SySegmentRecord *record,
           const char *model,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (SySegment) segment = sy_segment_from_json (record->json, error);
  const Scored *scored;
  SySegmentChoice *choice;
  SySegmentClaim claim = { 0 };

  if (segment == NULL)
    return FALSE;
  if (segment->model != NULL)
    model = segment->model;
  if (model == NULL)
    {
      g_set_error (error, SY_SEGMENT_ERROR, SY_SEGMENT_ERROR_DOCUMENT,
                   "it names no model, and there are several; choose one");
      return FALSE;
    }
  scored = get_scored (known, project, scorer, model, cancellable, error);
  choice = scored == NULL ? NULL
                          : sy_segment_choose (segment, log, scored->model, scored->scores,
                                               cancellable, error);
  if (choice == NULL)
    return FALSE;
  g_ptr_array_add (self->choices, choice);
  claim.priority = segment->priority;
  claim.people = choice->people;
  claim.n_people = choice->n_people;
  g_array_append_val (self->claims, claim);
  return TRUE;
}

SySegmentClaims *
sy_segment_claims_new (SyProject *project,
                       SyEventLog *log,
                       const char *model,
                       gint64 as_of,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (SySegmentClaims) self = NULL;
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, scored_free);
  g_autoptr (SyScorer) scorer = NULL;
  GPtrArray *records;

  g_return_val_if_fail (project != NULL && log != NULL, NULL);

  records = sy_project_list_segments (project, error);
  if (records == NULL)
    return NULL;
  self = g_new0 (SySegmentClaims, 1);
  self->records = records;
  self->choices = g_ptr_array_new_with_free_func (choice_free);
  self->claims = g_array_new (FALSE, FALSE, sizeof (SySegmentClaim));
  self->n_people = sy_event_log_get_n_people (log);
  scorer = sy_scorer_new (log, as_of);
  for (guint i = 0; i < records->len; i++)
    {
      const SySegmentRecord *record = records->pdata[i];
      g_autoptr (GError) local_error = NULL;

      if (add_claim (self, known, project, log, scorer, record, model, cancellable, &local_error))
        continue;
      if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        g_propagate_prefixed_error (error, g_steal_pointer (&local_error), "segment “%s”: ",
                                    record->name);
      return NULL;
    }
  self->conflicts = sy_segment_conflicts_find ((SySegmentClaim *) (gpointer) self->claims->data,
                                               self->claims->len, self->n_people);
  return g_steal_pointer (&self);
}

gsize
sy_segment_claims_keep (const SySegmentClaims *self,
                        const char *name,
                        guint32 *people,
                        gsize n_people)
{
  g_autoptr (GArray) claims = NULL;
  g_autoptr (GArray) conflicts = NULL;
  g_autofree guint8 *lost = NULL;
  gsize own = G_MAXSIZE;
  gsize n = 0;

  g_return_val_if_fail (self != NULL && name != NULL, n_people);
  g_return_val_if_fail (people != NULL || n_people == 0, 0);

  for (guint i = 0; i < self->records->len; i++)
    if (strcmp (((const SySegmentRecord *) self->records->pdata[i])->name, name) == 0)
      own = i;
  claims = g_array_copy (self->claims);
  if (own == G_MAXSIZE)
    {
      const SySegmentClaim unknown = { 0 };

      own = claims->len;
      g_array_append_val (claims, unknown);
    }
  g_array_index (claims, SySegmentClaim, own).people = people;
  g_array_index (claims, SySegmentClaim, own).n_people = n_people;
  conflicts = sy_segment_conflicts_find ((SySegmentClaim *) (gpointer) claims->data, claims->len,
                                         self->n_people);
  lost = g_malloc0 (self->n_people + 1);
  for (guint i = 0; i < conflicts->len; i++)
    {
      const SySegmentConflict *conflict = &g_array_index (conflicts, SySegmentConflict, i);

      if (conflict->loser == own)
        lost[conflict->person] = 1;
    }
  for (gsize i = 0; i < n_people; i++)
    if (!lost[people[i]])
      people[n++] = people[i];
  return n;
}
