/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-band-edit.h"

#include <math.h>

GPtrArray *
sy_band_edit_list (const SyModel *model,
                   SyBandsOf of)
{
  g_return_val_if_fail (model != NULL, NULL);

  return of == SY_BANDS_OF_PEOPLE ? model->bands : model->account.bands;
}

static gboolean
has_name (const GPtrArray *bands,
          const char *name)
{
  for (guint i = 0; i < bands->len; i++)
    if (g_str_equal (((const SyBand *) bands->pdata[i])->name, name))
      return TRUE;
  return FALSE;
}

SyModel *
sy_band_edit_add (const SyModel *model,
                  SyBandsOf of,
                  const char *name)
{
  const GPtrArray *bands = sy_band_edit_list (model, of);
  g_autofree char *free_name = g_strdup (name);
  SyScaleKind scale;
  double below;
  double min;
  SyModel *copy;

  g_return_val_if_fail (bands != NULL && bands->len > 0 && name != NULL, NULL);

  if (bands->len >= SY_MODEL_MAX_BANDS)
    return NULL;
  for (guint i = 2; has_name (bands, free_name); i++)
    {
      g_free (free_name);
      free_name = g_strdup_printf ("%s %u", name, i);
    }
  below = ((const SyBand *) bands->pdata[bands->len - 1])->min;
  if (isnan (below))
    below = 0;
  scale = of == SY_BANDS_OF_PEOPLE ? model->scale.kind : model->account.scale.kind;
  min = scale != SY_SCALE_NONE && below < 100 ? (below + 100) / 2 : below + 10;
  copy = sy_model_copy (model);
  g_ptr_array_add (sy_band_edit_list (copy, of), sy_band_new (free_name, min));
  return copy;
}

SyModel *
sy_band_edit_remove (const SyModel *model,
                     SyBandsOf of,
                     guint band)
{
  const GPtrArray *bands = sy_band_edit_list (model, of);
  GPtrArray *left;
  SyModel *copy;

  g_return_val_if_fail (bands != NULL && band < bands->len, NULL);

  if (bands->len == 1)
    return of == SY_BANDS_OF_PEOPLE ? NULL : sy_band_edit_join_accounts (model);
  copy = sy_model_copy (model);
  left = sy_band_edit_list (copy, of);
  if (band == 0)
    {
      SyBand *first = left->pdata[1];

      first->min = ((const SyBand *) left->pdata[0])->min;
      sy_band_clear_course (first);
      g_clear_pointer (&first->where, sy_condition_free);
    }
  g_ptr_array_remove_index (left, band);
  return copy;
}

SyModel *
sy_band_edit_set_course (const SyModel *model,
                         guint band,
                         guint courses,
                         const SyScoreMove *move)
{
  SyModel *copy;
  SyBand *it;

  g_return_val_if_fail (model != NULL && band > 0 && band < model->bands->len, NULL);

  copy = sy_model_copy (model);
  it = sy_model_get_band (copy, band);
  sy_band_clear_course (it);
  it->courses = courses;
  if (move->days > 0)
    it->change = *move;
  return copy;
}

SyModel *
sy_band_edit_set_where (const SyModel *model,
                        guint band,
                        SyCondition *where)
{
  SyModel *copy;
  SyBand *it;

  g_return_val_if_fail (model != NULL && band > 0 && band < model->account.bands->len, NULL);

  copy = sy_model_copy (model);
  it = copy->account.bands->pdata[band];
  g_clear_pointer (&it->where, sy_condition_free);
  it->where = where;
  return copy;
}

static void
clear_scale (SyScaleSpec *scale)
{
  g_free (scale->reference);
  *scale = (SyScaleSpec){ SY_SCALE_NONE, NAN, NAN, NAN, NAN, NULL, 0 };
}

/* But for the reference: people and accounts are not ranked among each other. */
static void
copy_scale (const SyScaleSpec *from,
            SyScaleSpec *to)
{
  clear_scale (to);
  *to = *from;
  to->reference = NULL;
  to->n_reference = 0;
}

SyModel *
sy_band_edit_part_accounts (const SyModel *model)
{
  g_autoptr (SyModel) donor = NULL;
  SyModel *copy;
  SyAccountSpec *account;

  g_return_val_if_fail (model != NULL && model->account.kind != SY_ROLL_UP_NONE, NULL);

  if (model->account.bands->len > 0)
    return NULL;
  donor = sy_model_copy (model);
  copy = sy_model_copy (model);
  account = &copy->account;
  copy_scale (&model->scale, &account->scale);
  while (donor->bands->len > 0)
    {
      SyBand *band = g_ptr_array_steal_index (donor->bands, 0);

      sy_band_clear_course (band);
      g_ptr_array_add (account->bands, band);
    }
  /* The points of accounts have no limits that they could reach down to. */
  if (account->scale.kind == SY_SCALE_NONE)
    ((SyBand *) account->bands->pdata[0])->min = (double) NAN;
  return copy;
}

SyModel *
sy_band_edit_join_accounts (const SyModel *model)
{
  SyModel *copy = sy_model_copy (model);

  sy_band_edit_clear_accounts (&copy->account);
  return copy;
}

void
sy_band_edit_clear_accounts (SyAccountSpec *account)
{
  g_return_if_fail (account != NULL);

  g_ptr_array_set_size (account->bands, 0);
  clear_scale (&account->scale);
}
