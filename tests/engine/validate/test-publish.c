/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "sy-engine.h"

#include "../../support/small-world.h"

static void
test_freeze (void)
{
  g_autoptr (SyEventLog) log = world_new_log ();
  g_autoptr (SyModel) model = world_new_model ();
  g_autofree char *before = sy_model_to_json (model);
  g_autofree char *after = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyModel) frozen = sy_publish_freeze (model, log, NULL, WORLD_AS_OF, NULL, &text, &error);
  g_autoptr (SyReference) reference = NULL;

  g_assert_no_error (error);
  g_assert_true (sy_model_equal (model, frozen));
  after = sy_model_to_json (model);
  g_assert_cmpstr (before, ==, after);
  reference = sy_reference_from_json (text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (reference->as_of, ==, WORLD_AS_OF);
  g_assert_cmpuint (reference->n, ==, 4);
  g_assert_cmpfloat (reference->mean_raw, ==, 8.5);
}

static void
test_percentiles (void)
{
  g_autoptr (SyEventLog) log = world_new_log ();
  g_autoptr (SyModel) model = world_new_model ();
  g_autoptr (SyModel) frozen = NULL;
  g_autoptr (SyScores) draft = NULL;
  g_autoptr (SyScores) version = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize n_members;
  const guint32 *members;

  g_test_summary (
      "A percentile scale keeps the raw scores it was published with, and scores with them as the draft did");
  model->scale.kind = SY_SCALE_PERCENTILE;
  frozen = sy_publish_freeze (model, log, NULL, WORLD_AS_OF, NULL, &text, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (model->scale.n_reference, ==, 0);
  g_assert_cmpuint (frozen->scale.n_reference, ==, 4);
  g_assert_cmpfloat (frozen->scale.reference[0], ==, 1);
  g_assert_cmpfloat (frozen->scale.reference[1], ==, 2);
  g_assert_cmpfloat (frozen->scale.reference[2], ==, 10);
  g_assert_cmpfloat (frozen->scale.reference[3], ==, 21);
  g_assert_true (sy_model_check (frozen, &error));
  g_assert_no_error (error);
  draft = world_score (log, model);
  version = world_score (log, frozen);
  members = sy_scores_get_members (draft, &n_members);
  g_assert_cmpuint (n_members, ==, 4);
  for (gsize i = 0; i < n_members; i++)
    g_assert_cmpfloat (sy_scores_get_score (draft)[members[i]], ==,
                       sy_scores_get_score (version)[members[i]]);
}

static void
test_many_percentiles (void)
{
  g_autoptr (SyZone) zone = sy_zone_new ("UTC", NULL);
  g_autoptr (SyEventLogBuilder) builder = sy_event_log_builder_new (zone);
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyModel) model = world_new_model ();
  g_autoptr (SyModel) frozen = NULL;
  g_autofree char *text = NULL;
  const int n_people = 20001;

  for (int i = 0; i < n_people; i++)
    {
      g_autofree char *key = g_strdup_printf ("p%d", i);

      for (int j = 0; j <= i % 7; j++)
        sy_event_log_builder_add_event (builder, key, "visit", j * WORLD_DAY_MS, NULL, NULL, 0);
    }
  log = sy_event_log_builder_build (builder);
  model->scale.kind = SY_SCALE_PERCENTILE;
  frozen = sy_publish_freeze (model, log, NULL, WORLD_AS_OF, NULL, &text, NULL);
  g_assert_cmpuint (frozen->scale.n_reference, ==, SY_PERCENTILE_POINTS);
  g_assert_cmpfloat (frozen->scale.reference[0], ==, 1);
  g_assert_cmpfloat (frozen->scale.reference[SY_PERCENTILE_POINTS / 2], ==, 4);
  g_assert_cmpfloat (frozen->scale.reference[SY_PERCENTILE_POINTS - 1], ==, 7);
}

static void
test_refused (void)
{
  g_autoptr (SyEventLog) log = world_new_log ();
  g_autoptr (SyModel) model = world_new_model ();
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancelled);
  g_assert_null (sy_publish_freeze (model, log, NULL, WORLD_AS_OF, cancelled, &text, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  model->outcome.kind = SY_OUTCOME_NONE;
  g_assert_null (sy_publish_freeze (model, log, NULL, WORLD_AS_OF, NULL, &text, &error));
  g_assert_error (error, SY_MODEL_ERROR, SY_MODEL_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, "$.outcome: "));
}

static void
test_draft (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("steelyard-publish-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "p.steelyard", NULL);
  g_autoptr (SyProject) project = sy_project_create (path, NULL, &error);
  g_autoptr (SyEventLog) log = world_new_log ();
  g_autoptr (SyModel) model = world_new_model ();
  g_autofree char *json = sy_model_to_json (model);
  g_autofree char *sha256 = sy_model_sha256 (model);
  g_autoptr (SyModelVersion) version = NULL;
  gint64 id;

  g_assert_no_error (error);
  id = sy_project_add_model (project, "World", json, "New", &error);
  g_assert_no_error (error);
  g_assert_cmpint (sy_publish_draft (project, id, log, WORLD_AS_OF, "why", "who", NULL, &error), ==,
                   1);
  g_assert_no_error (error);
  version = sy_project_get_version (project, id, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (version->json, ==, json);
  g_assert_cmpstr (version->sha256, ==, sha256);
  g_assert_nonnull (version->reference);
  g_assert_cmpint (sy_publish_draft (project, id, log, WORLD_AS_OF, "", "who", NULL, &error), ==,
                   0);
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (sy_publish_draft (project, id + 1, log, WORLD_AS_OF, "why", "who", NULL, &error),
                   ==, 0);
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND);
  g_clear_pointer (&project, sy_project_unref);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static gint64
publish (SyProject *project,
         gint64 id,
         SyEventLog *log,
         const SyModel *model,
         const char *override_reason,
         GError **error)
{
  const SyPublishOptions options = { 3 * 86400, "why", "who", override_reason };

  return sy_publish_model (project, id, model, log, &options, NULL, error);
}

/* The detail of the newest entry of an action, or NULL. */
static const char *
find_detail (GPtrArray *changes,
             const char *action)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const SyChange *change = changes->pdata[i];

      if (g_str_equal (change->action, action))
        return change->detail;
    }
  return NULL;
}

/* As of day 3 Ann is high and Bob low; in the five days after it Ann visits and Bob does not. */
static void
test_gate (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("steelyard-publish-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "p.steelyard", NULL);
  g_autoptr (SyProject) project = sy_project_create (path, NULL, &error);
  g_autoptr (SyEventLog) log = world_new_log ();
  g_autoptr (SyModel) model = world_new_model ();
  g_autoptr (GPtrArray) changes = NULL;
  g_autofree char *json = NULL;
  const char *detail;
  SyRule *rule = sy_rule_new ("years", SY_RULE_ATTRIBUTE);
  gint64 id;

  g_test_summary ("Bands out of order and protected attributes need a reason, which is logged");
  g_strfreev (model->outcome.types);
  model->outcome.types = g_strsplit ("visit", ",", -1);
  json = sy_model_to_json (model);
  id = sy_project_add_model (project, "World", json, "New", &error);
  g_assert_cmpint (publish (project, id, log, model, NULL, &error), ==, 1);
  g_assert_no_error (error);

  model->outcome.direction = SY_DIRECTION_LESS;
  g_assert_cmpint (publish (project, id, log, model, NULL, &error), ==, 0);
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_OBJECTION);
  g_assert_nonnull (strstr (error->message, "the bands “low” and “high” are in the wrong order: 0.0 % and 100.0 %"));
  g_clear_error (&error);
  g_assert_cmpint (publish (project, id, log, model, "", &error), ==, 0);
  g_clear_error (&error);
  g_assert_cmpint (publish (project, id, log, model, "two people", &error), ==, 2);
  g_assert_no_error (error);

  model->outcome.direction = SY_DIRECTION_MORE;
  rule->attribute = g_strdup ("age_group");
  rule->table = g_new0 (SyTableRow, 1);
  rule->n_table = 1;
  rule->table[0] = (SyTableRow){ g_strdup ("old"), (double) NAN, (double) NAN, 1 };
  g_ptr_array_add (sy_model_get_group (model, 0)->rules, rule);
  g_assert_cmpint (publish (project, id, log, model, NULL, &error), ==, 0);
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_OBJECTION);
  g_assert_nonnull (strstr (error->message, "the score rests on what is protected: age_group"));
  g_clear_error (&error);
  g_assert_cmpint (publish (project, id, log, model, "asked for by law", &error), ==, 3);
  g_assert_no_error (error);
  changes = sy_project_list_changes (project, 100, &error);
  g_assert_no_error (error);
  detail = find_detail (changes, "publish-override");
  g_assert_nonnull (detail);
  g_assert_true (g_str_has_prefix (detail, "asked for by law (the score rests on what is protected"));

  g_strfreev (model->outcome.types);
  model->outcome.types = g_strsplit ("purchse", ",", -1);
  g_assert_cmpint (publish (project, id, log, model, NULL, &error), ==, 0);
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_OBJECTION);
  g_assert_nonnull (strstr (error->message, "of the type “purchse”, and there are none"));

  g_clear_pointer (&project, sy_project_unref);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/validate/publish/freeze", test_freeze);
  g_test_add_func ("/validate/publish/D4-percentiles", test_percentiles);
  g_test_add_func ("/validate/publish/many-percentiles", test_many_percentiles);
  g_test_add_func ("/validate/publish/C11-refused", test_refused);
  g_test_add_func ("/validate/publish/draft", test_draft);
  g_test_add_func ("/publish/Q3/gate", test_gate);
  return g_test_run ();
}
