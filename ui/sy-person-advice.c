/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-person-advice.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-format.h"

#define MAX_REASONS 5

struct _SyPersonAdvice
{
  GArray *reasons;
  GArray *reaches;
  const char *note;
};

static void
clear_reason (gpointer data)
{
  g_free (((SyAdviceReason *) data)->text);
}

static void
clear_reach (gpointer data)
{
  SyAdviceReach *reach = data;

  g_free (reach->band);
  g_free (reach->bound);
  g_free (reach->text);
}

static gboolean
find_reasons (SyPersonAdvice *self,
              const SyPersonQuery *query,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (SyReasons) reasons = sy_reasons_new (query->log, query->model, query->scores,
                                                  SY_REASONS_DEFAULT_DAYS, cancellable, error);
  SyReason found[MAX_REASONS];
  gsize n;

  if (reasons == NULL)
    return FALSE;
  n = sy_reasons_find (reasons, query->person, MAX_REASONS, found);
  for (gsize i = 0; i < n; i++)
    {
      SyAdviceReason reason = { sy_reasons_describe (reasons, &found[i]), found[i].change };

      g_array_append_val (self->reasons, reason);
    }
  return TRUE;
}

/* "2 × purchase of 23.5 + 1 × visit": the events with their amounts. */
static char *
describe_set (const SyEffort *effort)
{
  const SyEffortSet *set = &effort->sets[0];
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < effort->n_types; i++)
    {
      if (set->counts[i] == 0)
        continue;
      g_string_append_printf (text, "%s%u × %s", text->len > 0 ? " + " : "", set->counts[i],
                              effort->types[i]);
      if (!isnan (effort->amounts[i]))
        {
          g_autofree char *amount = sy_format_number (effort->amounts[i], 2);

          g_string_append_printf (text, _ (" of %s"), amount);
        }
    }
  return g_string_free (text, FALSE);
}

static char *
describe_effort (const SyEffort *effort)
{
  g_autofree char *set = NULL;
  g_autofree char *after = NULL;

  if (effort->n_there > 0)
    return g_strdup (_ ("There already"));
  if (effort->n_sets == 0)
    return g_strdup_printf (_ ("Not within %u more events"), effort->max_events);
  set = describe_set (effort);
  after = sy_format_number (effort->people[0].after, 1);
  return g_strdup_printf (_ ("%s → %s"), set, after);
}

static gboolean
find_reach (SyPersonAdvice *self,
            const SyPersonQuery *query,
            guint band,
            const char *const *types,
            GCancellable *cancellable,
            SyProgressFunc progress,
            gpointer user_data,
            GError **error)
{
  const SyEffortQuery effort_query = { query->log, query->model, query->as_of, &query->person, 1,
                                       band, types, SY_PERSON_ADVICE_EVENTS };
  g_autoptr (SyEffort) effort = sy_effort_find (&effort_query, cancellable, progress, user_data,
                                                error);
  const SyBand *target = sy_model_get_band (query->model, band);
  g_autofree char *min = NULL;
  SyAdviceReach reach;

  if (effort == NULL)
    return FALSE;
  min = sy_format_short (target->min);
  reach.band = g_strdup (target->name);
  reach.bound = g_strdup_printf (_ ("%s or more"), min);
  reach.text = describe_effort (effort);
  reach.is_reached = effort->n_there > 0 || effort->n_sets > 0;
  g_array_append_val (self->reaches, reach);
  return TRUE;
}

static gboolean
find_reaches (SyPersonAdvice *self,
              const SyPersonQuery *query,
              GCancellable *cancellable,
              SyProgressFunc progress,
              gpointer user_data,
              GError **error)
{
  g_auto (GStrv) types = sy_effort_list_types (query->log, query->model);
  guint n_bands = query->model->bands->len;
  guint8 band = sy_scores_get_bands (query->scores)[query->person];

  if (n_bands == 0)
    self->note = _ ("The model has no bands.");
  else if (band == SY_BAND_NONE)
    self->note = _ ("Nobody outside the population has a band.");
  else if (band + 1U >= n_bands)
    self->note = _ ("In the highest band already.");
  else if (types[0] == NULL)
    self->note = _ ("No rule gives points for events: nothing a person does lifts the score.");
  if (self->note != NULL)
    return TRUE;
  for (guint target = band + 1U; target < n_bands; target++)
    if (!find_reach (self, query, target, (const char *const *) types, cancellable, progress,
                     user_data, error))
      return FALSE;
  return TRUE;
}

SyPersonAdvice *
sy_person_advice_new (const SyPersonQuery *query,
                      GCancellable *cancellable,
                      SyProgressFunc progress,
                      gpointer user_data,
                      GError **error)
{
  g_autoptr (SyPersonAdvice) self = g_atomic_rc_box_new0 (SyPersonAdvice);

  self->reasons = g_array_new (FALSE, FALSE, sizeof (SyAdviceReason));
  g_array_set_clear_func (self->reasons, clear_reason);
  self->reaches = g_array_new (FALSE, FALSE, sizeof (SyAdviceReach));
  g_array_set_clear_func (self->reaches, clear_reach);
  if (!find_reasons (self, query, cancellable, error) ||
      !find_reaches (self, query, cancellable, progress, user_data, error))
    return NULL;
  return g_steal_pointer (&self);
}

SyPersonAdvice *
sy_person_advice_ref (SyPersonAdvice *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  SyPersonAdvice *self = data;

  g_clear_pointer (&self->reasons, g_array_unref);
  g_clear_pointer (&self->reaches, g_array_unref);
}

void
sy_person_advice_unref (SyPersonAdvice *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

const SyAdviceReason *
sy_person_advice_get_reasons (SyPersonAdvice *self,
                              gsize *out_n_reasons)
{
  *out_n_reasons = self->reasons->len;
  return (const SyAdviceReason *) (void *) self->reasons->data;
}

const SyAdviceReach *
sy_person_advice_get_reaches (SyPersonAdvice *self,
                              gsize *out_n_reaches)
{
  *out_n_reaches = self->reaches->len;
  return (const SyAdviceReach *) (void *) self->reaches->data;
}

const char *
sy_person_advice_get_note (SyPersonAdvice *self)
{
  return self->note;
}
