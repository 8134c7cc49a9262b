/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits of bands of people and of accounts. */
#include "config.h"

#include <math.h>

#include "sy-band-edit.h"
#include "sy-condition-text.h"
#include "setting-fixture.h"

static void
test_bands (void)
{
  g_autoptr (SyModel) model = sy_model_new ("Test");
  const SySetting *name = find_setting ("Name");
  g_autoptr (SyModel) two = sy_band_edit_add (model, SY_BANDS_OF_PEOPLE, "High");
  g_autoptr (SyModel) three = sy_band_edit_add (two, SY_BANDS_OF_PEOPLE, "High");
  g_autoptr (SyModel) without_first = sy_band_edit_remove (three, SY_BANDS_OF_PEOPLE, 0);
  g_autoptr (SyModel) goal = NULL;
  g_autoptr (SyModel) nameless = NULL;
  g_autofree char *label = NULL;
  const SySetting *goals = find_setting ("Goal");

  g_assert_true (can_score (two) && can_score (three) && can_score (without_first));
  g_assert_cmpfloat (sy_model_get_band (two, 1)->min, ==, 50);
  g_assert_cmpstr (sy_model_get_band (three, 2)->name, ==, "High 2");
  g_assert_cmpfloat (sy_model_get_band (three, 2)->min, ==, 75);
  g_assert_null (sy_band_edit_remove (model, SY_BANDS_OF_PEOPLE, 0));
  goal = sy_setting_edit_text (goals, three, 2, "Keep");
  g_assert_cmpstr (sy_model_get_band (goal, 2)->playbook.goal, ==, "Keep");
  label = sy_setting_dup_label (goals, three, 2);
  g_assert_cmpstr (label, ==, "High 2: goal");
  /* A name cannot be taken away. */
  nameless = sy_setting_edit_text (name, three, 0, "  ");
  g_assert_cmpstr (nameless->name, ==, "Test");
}

static SyModel *
read_model (const char *keys)
{
  g_autofree char *json = g_strconcat ("{\"format\":\"steelyard-model\",\"format_version\":1,"
                                       "\"name\":\"Test\",\"purpose\":\"other\","
                                       "\"entity\":\"person\",\"groups\":[],",
                                       keys, "}", NULL);
  g_autoptr (GError) error = NULL;
  SyModel *model = sy_model_from_json (json, -1, &error);

  g_assert_no_error (error);
  return model;
}

static void
test_band_course (void)
{
  const SyScoreMove fall = { 14, NAN, -5 };
  const SyScoreMove none = { -1, NAN, NAN };
  g_autoptr (SyModel) model =
      read_model ("\"scale\":{\"kind\":\"range\",\"lo\":0,\"hi\":50},\"bands\":["
                  "{\"name\":\"Low\",\"min\":null},{\"name\":\"High\",\"min\":60}]");
  g_autoptr (SyModel) asks = sy_band_edit_set_course (model, 1, 1u << SY_COURSE_FALLING, &fall);
  g_autoptr (SyModel) told =
      read_model ("\"scale\":{\"kind\":\"range\",\"lo\":0,\"hi\":50},\"bands\":["
                  "{\"name\":\"Low\",\"min\":null},{\"name\":\"High\",\"min\":60,"
                  "\"course\":[\"falling\"],\"change\":{\"days\":14,\"at_most\":-5}}]");
  g_autoptr (SyModel) back = sy_band_edit_set_course (asks, 1, 0, &none);
  g_autoptr (SyModel) alone = sy_band_edit_remove (asks, SY_BANDS_OF_PEOPLE, 0);

  g_assert_true (can_score (asks));
  g_assert_true (sy_model_equal (asks, told));
  g_assert_true (sy_model_equal (back, model));
  /* What becomes the first band asks for nothing. */
  g_assert_true (can_score (alone));
  g_assert_false (sy_model_asks_course (alone));
}

static char *
describe_as_accounts (const SyModel *model)
{
  g_autoptr (SyModel) accounts = sy_model_new_for_accounts (model);

  sy_band_edit_clear_accounts (&accounts->account);
  return sy_model_to_json (accounts);
}

/* Bands of their own are those of people to begin with: no account changes its band or score. */
static void
test_account_bands (void)
{
  static const char *const scales[] = {
    "\"scale\":{\"kind\":\"none\"}",
    "\"scale\":{\"kind\":\"range\",\"lo\":-3,\"hi\":40}",
    "\"scale\":{\"kind\":\"percentile\"}",
    "\"scale\":{\"kind\":\"logistic\",\"b0\":-1,\"b1\":0.5}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      g_autofree char *keys = g_strconcat (
          scales[i],
          ",\"bands\":[{\"name\":\"Low\",\"min\":null},{\"name\":\"High\",\"min\":60,"
          "\"course\":[\"falling\"],\"playbook\":{\"goal\":\"Keep\"}}],"
          "\"account\":{\"kind\":\"mean\"}",
          NULL);
      g_autoptr (SyModel) model = read_model (keys);
      g_autoptr (SyModel) own = sy_band_edit_part_accounts (model);
      g_autoptr (SyModel) more = sy_band_edit_add (own, SY_BANDS_OF_ACCOUNTS, "High");
      g_autoptr (SyModel) joined = sy_band_edit_join_accounts (more);
      g_autofree char *before = describe_as_accounts (model);
      g_autofree char *after = describe_as_accounts (own);

      g_assert_true (can_score (own) && can_score (more));
      g_assert_cmpuint (own->account.bands->len, ==, 2);
      g_assert_cmpstr (after, ==, before);
      g_assert_null (sy_band_edit_part_accounts (own));
      g_assert_cmpstr (((SyBand *) more->account.bands->pdata[2])->name, ==, "High 2");
      g_assert_cmpfloat (((SyBand *) more->account.bands->pdata[2])->min, ==, i == 0 ? 70 : 80);
      g_assert_cmpuint (more->bands->len, ==, 2);
      g_assert_true (sy_model_equal (joined, model));
    }
}

/* A percentile stays one, frozen or not: the accounts are ranked among each other. */
static void
test_account_percentile (void)
{
  g_autoptr (SyModel) frozen = read_model (
      "\"scale\":{\"kind\":\"percentile\",\"reference\":[0,2,7]},"
      "\"bands\":[{\"name\":\"All\",\"min\":null}],\"account\":{\"kind\":\"sum\"}");
  g_autoptr (SyModel) apart = sy_band_edit_part_accounts (frozen);
  g_autoptr (SyModel) model =
      read_model ("\"scale\":{\"kind\":\"percentile\"},\"bands\":[{\"name\":\"All\",\"min\":null}],"
                  "\"account\":{\"kind\":\"sum\"}");
  g_autoptr (SyModel) own = sy_band_edit_part_accounts (model);

  g_assert_true (can_score (own));
  g_assert_cmpint (own->account.scale.kind, ==, SY_SCALE_PERCENTILE);
  g_assert_cmpuint (own->account.scale.n_reference, ==, 0);
  g_assert_true (can_score (apart));
  g_assert_cmpint (apart->account.scale.kind, ==, SY_SCALE_PERCENTILE);
  g_assert_cmpuint (apart->account.scale.n_reference, ==, 0);
  g_assert_null (apart->account.scale.reference);
  g_assert_cmpuint (apart->scale.n_reference, ==, 3);
}

static void
test_account_band_edits (void)
{
  g_autoptr (SyModel) model =
      read_model ("\"scale\":{\"kind\":\"none\"},\"bands\":[{\"name\":\"All\",\"min\":null}],"
                  "\"account\":{\"kind\":\"top\",\"top\":2,"
                  "\"scale\":{\"kind\":\"range\",\"lo\":0,\"hi\":9},\"bands\":["
                  "{\"name\":\"Weak\",\"min\":null},{\"name\":\"Healthy\",\"min\":50}]}");
  SyCondition *use = sy_condition_test_from_text ("seat_use", SY_OPERATOR_AT_LEAST, "0.5");
  g_autoptr (SyModel) asks = sy_band_edit_set_where (model, 1, use);
  g_autoptr (SyModel) alone = sy_band_edit_remove (asks, SY_BANDS_OF_ACCOUNTS, 0);
  g_autoptr (SyModel) none = sy_band_edit_remove (alone, SY_BANDS_OF_ACCOUNTS, 0);
  g_autoptr (SyModel) named = NULL;
  g_autoptr (SyModel) logistic = NULL;
  g_autoptr (SyModel) apart = NULL;
  g_autofree char *label = NULL;
  const SySetting *goal = NULL;
  const SySetting *kind = NULL;
  const SySetting *settings;
  gsize n;

  g_assert_true (can_score (asks) && can_score (alone) && can_score (none));
  g_assert_true (sy_condition_equal (((SyBand *) asks->account.bands->pdata[1])->where, use));
  g_assert_null (((SyBand *) alone->account.bands->pdata[0])->where);
  g_assert_cmpuint (none->account.bands->len, ==, 0);
  g_assert_cmpint (none->account.scale.kind, ==, SY_SCALE_NONE);
  settings = sy_setting_list (&n);
  for (gsize i = 0; i < n; i++)
    if (settings[i].page == SY_SETTING_PAGE_ACCOUNT_BAND && g_str_equal (settings[i].title, "Goal"))
      goal = &settings[i];
    else if (g_strcmp0 (settings[i].group, "Scale of Accounts") == 0 &&
             g_str_equal (settings[i].title, "Kind"))
      kind = &settings[i];
  named = sy_setting_edit_text (goal, model, 1, "Renew");
  label = sy_setting_dup_label (goal, model, 1);
  g_assert_true (can_score (named));
  g_assert_cmpstr (((SyBand *) named->account.bands->pdata[1])->playbook.goal, ==, "Renew");
  g_assert_cmpstr (label, ==, "Healthy: goal");
  logistic = sy_setting_edit_number (kind, model, 0, SY_SCALE_LOGISTIC);
  g_assert_true (can_score (logistic));
  g_assert_cmpfloat (logistic->account.scale.b1, ==, 1);
  g_assert_cmpint (logistic->scale.kind, ==, SY_SCALE_NONE);
  /* Without a roll-up nothing is said of accounts. */
  apart = sy_setting_edit_number (find_setting ("Points of an account are"), model, 0,
                                  SY_ROLL_UP_NONE);
  g_assert_true (can_score (apart));
  g_assert_cmpuint (apart->account.bands->len, ==, 0);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/bands/E2-bands", test_bands);
  g_test_add_func ("/ui/bands/L6-course", test_band_course);
  g_test_add_func ("/ui/bands/J5-own", test_account_bands);
  g_test_add_func ("/ui/bands/J5-percentile", test_account_percentile);
  g_test_add_func ("/ui/bands/J5-edits", test_account_band_edits);
  return g_test_run ();
}
