/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "fixture.h"

#define N_ORIGINS 6

static const gint64 *
get_origins (void)
{
  static gint64 origins[N_ORIGINS];

  for (gsize i = 0; i < N_ORIGINS; i++)
    origins[i] = START + (60 + 30 * (gint64) i) * DAY;
  return origins;
}

static GArray *
evaluate (SyOriginTuner *tuner,
          const SyModel *draft,
          const SyModel *published)
{
  g_autoptr (GError) error = NULL;
  GArray *tunings = sy_origin_tuner_evaluate (tuner, draft, published, NULL, &error);

  g_assert_no_error (error);
  return tunings;
}

static void
check_same_auc (const SyAuc *a,
                const SyAuc *b)
{
  g_assert_cmpint (isnan (a->value), ==, isnan (b->value));
  if (isnan (a->value))
    return;
  g_assert_cmpfloat (a->value, ==, b->value);
  g_assert_cmpfloat (a->low, ==, b->low);
  g_assert_cmpfloat (a->high, ==, b->high);
}

/* At each instant what a tuner of that instant alone says. */
static void
check_each (SyEventLog *log,
            const GArray *tunings,
            const SyModel *draft,
            const SyModel *published)
{
  for (guint i = 0; i < tunings->len; i++)
    {
      const SyOriginTuning *tuning = &g_array_index (tunings, SyOriginTuning, i);
      g_autoptr (SyTuner) tuner = sy_tuner_new (log, tuning->as_of);
      g_autoptr (SyTuning) expected = sy_tuner_evaluate (tuner, draft, published, NULL, NULL);

      g_assert_cmpuint (tuning->n, ==, expected->n);
      g_assert_cmpuint (tuning->n_positive, ==, expected->n_positive);
      check_same_auc (&tuning->draft, &expected->draft.auc);
      if (published == NULL)
        {
          g_assert_true (isnan (tuning->published.value));
          g_assert_true (isnan (tuning->comparison.p));
          continue;
        }
      check_same_auc (&tuning->published, &expected->published.auc);
      g_assert_cmpfloat (tuning->comparison.difference, ==, expected->comparison.difference);
      if (!isnan (expected->comparison.p))
        g_assert_cmpfloat (tuning->comparison.p, ==, expected->comparison.p);
    }
}

static void
test_edits (void)
{
  g_autoptr (SyTestLog) rows = make_shop (3000, 250, 61);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) published = make_shop_model ();
  g_autoptr (SyModel) draft = sy_model_copy (published);
  g_autoptr (SyOriginTuner) tuner = sy_origin_tuner_new (log, get_origins (), N_ORIGINS);
  g_autoptr (SyOriginTuner) one = sy_origin_tuner_new (log, get_origins (), N_ORIGINS);
  GRand *random = g_rand_new_with_seed (62);

  sy_origin_tuner_set_n_threads (one, 1);
  for (guint step = 0; step < 12; step++)
    {
      SyModel *edited = sy_test_model_edit (draft, random);
      const SyModel *compared = step % 4 == 3 ? NULL : published;
      g_autoptr (GArray) tunings = NULL;
      g_autoptr (GArray) on_one = NULL;

      sy_model_unref (draft);
      draft = edited;
      tunings = evaluate (tuner, draft, compared);
      on_one = evaluate (one, draft, compared);
      /* The data end after 250 days, the window of the outcome is 30 long. */
      g_assert_cmpuint (tunings->len, ==, N_ORIGINS);
      check_each (log, tunings, draft, compared);
      g_assert_cmpmem (tunings->data, tunings->len * sizeof (SyOriginTuning), on_one->data,
                       on_one->len * sizeof (SyOriginTuning));
    }
  g_rand_free (random);
}

/* Instants whose window has not ended are no evidence. */
static void
test_immature (void)
{
  g_autoptr (SyTestLog) rows = make_shop (500, 250, 63);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) draft = make_shop_model ();
  g_autoptr (SyOriginTuner) tuner = sy_origin_tuner_new (log, get_origins (), N_ORIGINS);
  g_autoptr (GArray) tunings = NULL;
  g_autoptr (GArray) none = NULL;

  draft->outcome.horizon_days = 100;
  tunings = evaluate (tuner, draft, NULL);
  g_assert_cmpuint (tunings->len, ==, 4);
  for (guint i = 0; i < tunings->len; i++)
    g_assert_cmpint (g_array_index (tunings, SyOriginTuning, i).as_of, ==, get_origins ()[i]);
  check_each (log, tunings, draft, NULL);

  draft->outcome.kind = SY_OUTCOME_NONE;
  none = evaluate (tuner, draft, NULL);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_cancel (void)
{
  g_autoptr (SyTestLog) rows = make_shop (50, 250, 64);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) draft = make_shop_model ();
  g_autoptr (SyOriginTuner) tuner = sy_origin_tuner_new (log, get_origins (), N_ORIGINS);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) tunings = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (sy_origin_tuner_evaluate (tuner, draft, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  tunings = evaluate (tuner, draft, NULL);
  check_each (log, tunings, draft, NULL);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/validate/origin-tuner/edits", test_edits);
  g_test_add_func ("/validate/origin-tuner/immature", test_immature);
  g_test_add_func ("/validate/origin-tuner/cancel", test_cancel);
  return g_test_run ();
}
