/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-account-members.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>

#include "sy-format.h"

enum
{
  COLUMN_PERSON,
  COLUMN_SCORE,
  COLUMN_BAND,
  COLUMN_ROLE,
  COLUMN_GIVES,
  COLUMN_SHARE,
  N_COLUMNS
};

typedef struct
{
  SyEventLog *log;
  SyModel *model;
  SyScores *people;
  SyAccountPart *parts;
  char **roles; /* one a member, %NULL for none */
  gsize n;
} Members;

static void
members_free (gpointer data)
{
  Members *self = data;

  for (gsize i = 0; i < self->n; i++)
    g_free (self->roles[i]);
  g_free (self->roles);
  g_free (self->parts);
  sy_scores_unref (self->people);
  sy_model_unref (self->model);
  sy_event_log_unref (self->log);
  g_free (self);
}

static guint
get_band (gconstpointer data,
          guint row,
          guint column,
          guint *out_n_bands)
{
  const Members *self = data;
  guint8 band = sy_scores_get_bands (self->people)[self->parts[row].person];

  if (column != COLUMN_BAND || band >= self->model->bands->len)
    return G_MAXUINT;
  *out_n_bands = self->model->bands->len;
  return band;
}

static char *
get_text (gconstpointer data,
          guint row,
          guint column)
{
  const Members *self = data;
  const SyAccountPart *part = &self->parts[row];
  guint n_bands;
  guint band;

  switch (column)
    {
    case COLUMN_PERSON:
      return g_strdup (sy_event_log_get_person_key (self->log, part->person));
    case COLUMN_SCORE:
      return sy_format_score (self->model, isnan (part->raw)
                                               ? part->raw
                                               : sy_scores_get_score (self->people)[part->person]);
    case COLUMN_BAND:
      band = get_band (data, row, column, &n_bands);
      return g_strdup (band == G_MAXUINT ? _ ("not scored")
                                         : sy_model_get_band (self->model, band)->name);
    case COLUMN_ROLE:
      return g_strdup (self->roles[row] != NULL ? self->roles[row] : "–");
    case COLUMN_GIVES:
      return sy_format_number (part->points, 2);
    case COLUMN_SHARE:
    default:
      return sy_format_percent (part->share, 0);
    }
}

static double
get_number (const Members *self,
            guint row,
            guint column)
{
  const SyAccountPart *part = &self->parts[row];

  switch (column)
    {
    case COLUMN_SCORE:
    case COLUMN_BAND:
      return isnan (part->raw) ? part->raw : sy_scores_get_score (self->people)[part->person];
    case COLUMN_SHARE:
      return part->share;
    case COLUMN_GIVES:
    default:
      return part->points;
    }
}

static int
compare (gconstpointer data,
         guint a,
         guint b,
         guint column)
{
  const Members *self = data;
  guint32 first = self->parts[a].person;
  guint32 second = self->parts[b].person;

  /* People are numbered in the order of their keys. */
  if (column == COLUMN_PERSON)
    return (first > second) - (first < second);
  if (column == COLUMN_ROLE)
    return g_strcmp0 (self->roles[a], self->roles[b]);
  return sy_table_compare_numbers (get_number (self, a, column), get_number (self, b, column));
}

static gboolean
is_dim (gconstpointer data,
        guint row)
{
  const Members *self = data;

  return isnan (self->parts[row].raw);
}

static const SyTableFuncs funcs = {
  .get_text = get_text,
  .compare = compare,
  .is_dim = is_dim,
  .get_band = get_band,
  .free = members_free,
};

static int
compare_people (gconstpointer a,
                gconstpointer b)
{
  guint32 first = *(const guint32 *) a;
  guint32 second = *(const guint32 *) b;

  return (first > second) - (first < second);
}

/* "buyer, user" */
static char *
join_roles (const SyAccountMembers *members,
            guint32 account,
            guint32 person)
{
  const guint32 *people = members->people + members->starts[account];
  gsize n = members->starts[account + 1] - members->starts[account];
  const guint32 *at = bsearch (&person, people, n, sizeof person, compare_people);
  gsize member = (gsize) (at - members->people);
  GString *text = NULL;

  for (guint32 i = members->role_starts[member]; i < members->role_starts[member + 1]; i++)
    {
      if (members->roles[i] == NULL)
        continue;
      if (text == NULL)
        text = g_string_new (members->roles[i]);
      else
        g_string_append_printf (text, ", %s", members->roles[i]);
    }
  return text != NULL ? g_string_free (text, FALSE) : NULL;
}

SyTableSource *
sy_account_members_create_source (SyEventLog *log,
                                  SyModel *model,
                                  SyScores *people,
                                  const SyAccountMembers *members,
                                  const SyAccountSpec *spec,
                                  guint32 account)
{
  const SyTableColumn columns[N_COLUMNS] = {
    { _ ("Person"), FALSE, 10 },
    { _ ("Score"), TRUE, 6 },
    { _ ("Band"), FALSE, 10 },
    { _ ("Role"), FALSE, 0 },
    { _ ("Gives"), TRUE, 7 },
    { _ ("Share"), TRUE, 6 },
  };
  Members *self = g_new0 (Members, 1);

  self->log = sy_event_log_ref (log);
  self->model = sy_model_ref (model);
  self->people = sy_scores_ref (people);
  self->parts = sy_account_parts_new (members, spec, people, account, &self->n);
  self->roles = g_new0 (char *, self->n + 1);
  for (gsize i = 0; i < self->n; i++)
    self->roles[i] = join_roles (members, account, self->parts[i].person);
  return sy_table_source_new (columns, N_COLUMNS, (guint) self->n, &funcs, self);
}

const char *
sy_account_members_get_key (SyTableSource *source,
                            guint row)
{
  const Members *self = sy_table_source_get_data (source);

  return sy_event_log_get_person_key (self->log, self->parts[row].person);
}
