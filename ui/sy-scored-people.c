/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-scored-people.h"
#include "sy-format.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  SyEventLog *log;
  SyModel *model;
  SyScores *scores;
  guint32 *people;
} ScoredPeople;

static void
scored_people_free (gpointer data)
{
  ScoredPeople *self = data;

  sy_event_log_unref (self->log);
  sy_model_unref (self->model);
  sy_scores_unref (self->scores);
  g_free (self->people);
  g_free (self);
}

static const char *
get_band_name (const ScoredPeople *self,
               guint32 person)
{
  guint8 band = sy_scores_get_bands (self->scores)[person];

  if (band == SY_BAND_NONE || band >= self->model->bands->len)
    return "";
  return sy_model_get_band (self->model, band)->name;
}

static char *
get_text (gconstpointer data,
          guint row,
          guint column)
{
  const ScoredPeople *self = data;
  const SyExportSource source = { self->log, self->model, self->scores };
  guint32 person = self->people[row];
  g_autofree char *reasons = NULL;

  switch (column)
    {
    case 0:
      return g_strdup (sy_event_log_get_person_key (self->log, person));
    case 1:
      return sy_format_score (self->model, sy_scores_get_score (self->scores)[person]);
    case 2:
      return g_strdup (get_band_name (self, person));
    default:
      reasons = sy_export_reasons (&source, person);
      return sy_format_minus (reasons);
    }
}

/* People are numbered in the order of their keys. */
static int
compare (gconstpointer data,
         guint a,
         guint b,
         guint column)
{
  const ScoredPeople *self = data;
  guint32 x = self->people[a];
  guint32 y = self->people[b];
  double score_x = sy_scores_get_score (self->scores)[x];
  double score_y = sy_scores_get_score (self->scores)[y];

  if (column == 0)
    return x < y ? -1 : x > y;
  return score_x < score_y ? -1 : score_x > score_y;
}

static const SyTableFuncs funcs = {
  .get_text = get_text,
  .compare = compare,
  .free = scored_people_free,
};

SyTableSource *
sy_scored_people_create_source (SyEventLog *log,
                                SyModel *model,
                                SyScores *scores,
                                guint32 *people,
                                gsize n_people,
                                gboolean with_reasons)
{
  const SyTableColumn columns[] = {
    { _ ("Person"), FALSE, with_reasons ? 18 : 0 },
    { _ ("Score"), TRUE, 7 },
    { _ ("Band"), FALSE, 10 },
    { _ ("Because of"), FALSE, 0 },
  };
  guint n_columns = with_reasons ? 4 : 3;
  ScoredPeople *self = g_new0 (ScoredPeople, 1);

  self->log = sy_event_log_ref (log);
  self->model = sy_model_ref (model);
  self->scores = sy_scores_ref (scores);
  self->people = people;
  return sy_table_source_new (columns, n_columns, (guint) n_people, &funcs, self);
}

guint32
sy_scored_people_get_person (SyTableSource *source,
                             guint row)
{
  const ScoredPeople *self = sy_table_source_get_data (source);

  return self->people[row];
}

guint32 *
sy_scored_people_find (SyEventLog *log,
                       SyScores *scores,
                       const char *text,
                       gsize limit,
                       gsize *out_n_people)
{
  gsize n_members;
  const guint32 *members = sy_scores_get_members (scores, &n_members);
  g_autofree char *wanted = text != NULL ? g_utf8_casefold (text, -1) : NULL;
  guint32 *people = g_new (guint32, MIN (n_members, limit) + 1);
  gsize n = 0;

  for (gsize i = 0; i < n_members && n < limit; i++)
    {
      if (wanted != NULL && *wanted != '\0')
        {
          g_autofree char *key = g_utf8_casefold (sy_event_log_get_person_key (log, members[i]),
                                                  -1);

          if (strstr (key, wanted) == NULL)
            continue;
        }
      people[n++] = members[i];
    }
  *out_n_people = n;
  return people;
}
