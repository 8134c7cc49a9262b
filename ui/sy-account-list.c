/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-account-list-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sy-account-members.h"
#include "sy-format.h"
#include "sy-roll-up-text.h"

/* Accounts between two looks at whether the list is still wanted. */
#define CHECK_EVERY 1024

static int
compare_scores (gconstpointer a,
                gconstpointer b,
                gpointer user_data)
{
  const double *score = user_data;
  guint32 first = *(const guint32 *) a;
  guint32 second = *(const guint32 *) b;

  if (isnan (score[first]) != isnan (score[second]))
    return isnan (score[first]) ? 1 : -1;
  if (score[first] < score[second] || score[first] > score[second])
    return score[first] < score[second] ? 1 : -1;
  return (first > second) - (first < second);
}

static void
find_top (SyAccountList *self,
          guint32 account)
{
  SyAccountTop *top = &self->tops[account];
  gsize n;
  g_autofree SyAccountPart *parts = sy_account_parts_new (self->members, &self->spec, self->people,
                                                          account, &n);

  for (gsize i = 0; i < SY_ACCOUNT_N_TOP; i++)
    {
      gboolean gives = i < n && parts[i].points > 0;

      top->people[i] = gives ? parts[i].person : SY_PERSON_NONE;
      top->shares[i] = gives ? parts[i].share : (double) NAN;
    }
}

SyAccountList *
sy_account_list_new (SyEventLog *log,
                     SyAccountMap *map,
                     SyModel *model,
                     SyScores *people,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (SyAccountList) self = NULL;
  gsize n;

  g_return_val_if_fail (log != NULL && map != NULL && model != NULL && people != NULL, NULL);

  self = g_atomic_rc_box_new0 (SyAccountList);
  self->log = sy_event_log_ref (log);
  self->map = sy_account_map_ref (map);
  self->model = sy_model_ref (model);
  self->plain = sy_model_new_for_accounts (model);
  self->people = sy_scores_ref (people);
  sy_roll_up_get_own (self->model, &self->spec);
  self->members = sy_account_members_new (map, sy_scores_get_as_of (people));
  self->figures = sy_account_figures_new (log, self->members, &self->model->account.inputs);
  self->scores = sy_account_scores_new (log, self->members, self->figures, self->model, &self->spec,
                                        people);
  n = self->scores->n_accounts;
  self->tops = g_new0 (SyAccountTop, n + 1);
  self->order = g_new (guint32, n + 1);
  for (guint32 i = 0; i < n; i++)
    {
      if (i % CHECK_EVERY == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      find_top (self, i);
      self->order[i] = i;
    }
  g_qsort_with_data (self->order, (int) n, sizeof *self->order, compare_scores, self->scores->score);
  return g_steal_pointer (&self);
}

SyAccountList *
sy_account_list_ref (SyAccountList *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_list (gpointer data)
{
  SyAccountList *self = data;

  g_free (self->order);
  g_free (self->tops);
  sy_account_scores_free (self->scores);
  g_free (self->figures);
  sy_account_members_free (self->members);
  sy_scores_unref (self->people);
  sy_model_unref (self->plain);
  sy_model_unref (self->model);
  sy_account_map_unref (self->map);
  sy_event_log_unref (self->log);
}

void
sy_account_list_unref (SyAccountList *self)
{
  g_atomic_rc_box_release_full (self, clear_list);
}

const SyAccountScores *
sy_account_list_get_scores (SyAccountList *self)
{
  return self->scores;
}

const char *
sy_account_list_get_key (SyAccountList *self,
                         guint32 account)
{
  return sy_account_map_get_key (self->map, account);
}

guint32
sy_account_list_find (SyAccountList *self,
                      const char *key)
{
  gsize low = 0;
  gsize high = self->scores->n_accounts;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      int order = strcmp (sy_account_map_get_key (self->map, (guint32) middle), key);

      if (order == 0)
        return (guint32) middle;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return G_MAXUINT32;
}

char *
sy_account_list_dup_roll_up (SyAccountList *self)
{
  return sy_roll_up_describe (&self->spec);
}

/* The letter is that of the band, which may ask for more than the score. */
char *
sy_account_list_dup_score (SyAccountList *self,
                           guint32 account)
{
  guint8 band = self->scores->bands[account];

  if (band != SY_BAND_NONE && self->plain->display == SY_DISPLAY_LETTER)
    return sy_model_get_letter (self->plain, band);
  return sy_format_score (self->plain, self->scores->score[account]);
}

const char *
sy_account_list_get_band (SyAccountList *self,
                          guint32 account)
{
  guint8 band = self->scores->bands[account];

  return band == SY_BAND_NONE ? "" : sy_model_get_band (self->plain, band)->name;
}

SyTableSource *
sy_account_list_create_members (SyAccountList *self,
                                guint32 account)
{
  return sy_account_members_create_source (self->log, self->model, self->people, self->members,
                                           &self->spec, account);
}

SyChart *
sy_account_list_create_chart (SyAccountList *self)
{
  return sy_chart_distribution_from_accounts (self->scores, self->model);
}
