/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "fixture.h"

static void
test_roles (void)
{
  static const struct
  {
    const char *type;
    const char *role;
  } cases[] = {
    { "purchase", "purchase" },
    { "Order Completed", "purchase" },
    { "orderCompleted", "purchase" },
    { "order_cancelled", "cancel" },
    { "payment_failed", "failure" },
    { "Email Clicked", "click" },
    { "email-open", "open" },
    { "email_unsubscribed", "unsubscribe" },
    { "newsletter sent", "delivery" },
    { "campaign_received", "delivery" },
    { "coupon_redeemed", "offer" },
    { "ADD_TO_CART", "cart" },
    { "support ticket", "ticket" },
    { "product_view", "view" },
    { "webinar_registration", "content" },
    { "signed up", "signup" },
    { "login", "login" },
    { "feature_used", "feature" },
    /* "open" begins no word of it, and "use" none of this. */
    { "reopened_xyz", NULL },
    { "because", NULL },
    { "zzz", NULL },
    { "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (sy_template_find_role (cases[i].type), ==, cases[i].role);
}

/* A hundred people with events of the given types. */
static SyEventLog *
make_log (const char *const *types)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  GRand *random = g_rand_new_with_seed (71);

  for (int i = 0; i < 3000; i++)
    {
      g_autofree char *person = g_strdup_printf ("p%d", g_rand_int_range (random, 0, 100));
      const char *type = types[g_rand_int_range (random, 0,
                                                 (int) g_strv_length ((char **) types))];

      sy_test_log_add (rows, sy_test_log_keep (rows, person), type,
                       START + g_rand_int_range (random, 0, 200 * DAY),
                       g_rand_int_range (random, 1, 50));
    }
  g_rand_free (random);
  return sy_test_log_build (rows);
}

static void
check_no_role (char *const *types)
{
  for (gsize i = 0; types != NULL && types[i] != NULL; i++)
    g_assert_cmpint (types[i][0], !=, '@');
}

/* Where there is a type for every role, nothing of any template is left out, and it can be published. */
static void
test_all_fit (void)
{
  static const char *const types[] = {
    "unsubscribe", "payment failed", "refund", "cancel", "cart", "download", "demo asked",
    "signup", "renewal", "ticket", "coupon", "click", "open", "sent", "purchase", "login",
    "feature", "view", NULL
  };
  g_autoptr (SyEventLog) log = make_log (types);
  gsize n;
  const SyTemplate *templates = sy_template_list (&n);

  g_assert_cmpuint (n, ==, 7);
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) notes = NULL;
      g_autoptr (SyModel) model = sy_template_adapt (templates[i].id, log, START + 200 * DAY,
                                                     &notes, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (g_strv_length (notes), ==, 0);
      g_assert_true (sy_model_check (model, &error));
      g_assert_true (sy_model_check_publishable (model, &error));
      check_no_role (model->outcome.types);
      for (guint g = 0; g < model->groups->len; g++)
        for (guint r = 0; r < sy_model_get_group (model, g)->rules->len; r++)
          {
            const SyRule *rule = sy_rule_group_get_rule (sy_model_get_group (model, g), r);

            check_no_role (rule->types);
            check_no_role (rule->first);
            check_no_role (rule->unless);
            check_no_role (rule->per.types);
          }
    }
}

/* The scale reaches to the points of one in twenty, in two digits, and no band is empty. */
static void
test_scale (void)
{
  static const char *const types[] = { "purchase", "refund", NULL };
  g_autoptr (SyEventLog) log = make_log (types);
  g_auto (GStrv) notes = NULL;
  g_autoptr (SyModel) model = sy_template_adapt ("segments", log, START + 200 * DAY, &notes, NULL,
                                                 NULL);
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, START + 200 * DAY);
  g_autoptr (SyScores) scores = sy_scorer_score (scorer, model, NULL, NULL);
  gsize n_people;
  const guint32 *members = sy_scores_get_members (scores, &n_people);
  gsize n_at_top = 0;

  for (gsize i = 0; i < n_people; i++)
    n_at_top += sy_scores_get_raw (scores)[members[i]] >= model->scale.hi;
  g_assert_cmpuint (n_people, ==, 100);
  g_assert_cmpuint (n_at_top, <=, 5);
  g_assert_cmpuint (n_at_top, >=, 1);
  g_assert_cmpfloat (model->scale.lo, ==, 0);
}

/* What no event is for is left out and told; of nothing no model is made. */
static void
test_left_out (void)
{
  static const char *const some[] = { "purchase", "xyz", NULL };
  static const char *const none[] = { "xyz", NULL };
  g_autoptr (SyEventLog) log = make_log (some);
  g_autoptr (SyEventLog) strange = make_log (none);
  g_auto (GStrv) notes = NULL;
  g_auto (GStrv) no_notes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyModel) model = sy_template_adapt ("account", log, START + 200 * DAY, &notes, NULL,
                                                 &error);

  g_assert_null (model);
  g_assert_error (error, SY_MODEL_ERROR, SY_MODEL_ERROR_INVALID);
  g_clear_error (&error);
  model = sy_template_adapt ("segments", log, START + 200 * DAY, &notes, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (notes), ==, 1);
  g_assert_cmpstr (notes[0], ==, "left out: “Refunds”: no event type is for it");
  g_assert_cmpint (model->outcome.kind, ==, SY_OUTCOME_EVENT);
  g_assert_null (sy_template_adapt ("segments", strange, START, &no_notes, NULL, &error));
  g_assert_error (error, SY_MODEL_ERROR, SY_MODEL_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (sy_template_adapt ("segment", log, START, &no_notes, NULL, &error));
  g_assert_error (error, SY_MODEL_ERROR, SY_MODEL_ERROR_INVALID);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/validate/template/roles", test_roles);
  g_test_add_func ("/validate/template/C3-all-fit", test_all_fit);
  g_test_add_func ("/validate/template/scale", test_scale);
  g_test_add_func ("/validate/template/left-out", test_left_out);
  return g_test_run ();
}
