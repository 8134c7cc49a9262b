/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "project-fixture.h"
#include "sy-component-text.h"
#include "sy-format.h"
#include "sy-model-edit.h"
#include "sy-model-freeze.h"
#include "setting-fixture.h"
#include "sy-role-text.h"
#include "sy-tune-origins.h"

/* Every setting that applies, set to what it says already, changes nothing. */
static void
test_round_trip (void)
{
  g_autoptr (SyModel) model = project_fixture_model ();
  gsize n;
  guint n_tried = 0;
  const SySetting *settings = sy_setting_list (&n);

  for (gsize i = 0; i < n; i++)
    {
      guint band = settings[i].page == SY_SETTING_PAGE_BAND ? model->bands->len - 1 : 0;
      g_autoptr (SyModel) edited = NULL;

      if (settings[i].page == SY_SETTING_PAGE_ACCOUNT_BAND && model->account.bands->len == 0)
        continue;
      if ((settings[i].applies != NULL && !settings[i].applies (model, band)) ||
          settings[i].settle != NULL)
        continue;
      if (settings[i].kind == SY_SETTING_NUMBER || settings[i].kind == SY_SETTING_WHOLE ||
          settings[i].kind == SY_SETTING_CHOICE)
        edited = sy_setting_edit_number (&settings[i], model, band,
                                         sy_setting_get_number (&settings[i], model, band));
      else
        {
          g_autofree char *text = sy_setting_dup_text (&settings[i], model, band);

          edited = sy_setting_edit_text (&settings[i], model, band, text);
        }
      g_test_message ("%s", settings[i].title);
      g_assert_true (sy_model_equal (edited, model));
      n_tried++;
    }
  /* With another number the list of settings, or what applies to this model, has changed. */
  g_assert_cmpuint (n_tried, ==, 28);
}

static void
test_scale (void)
{
  g_autoptr (SyModel) model = project_fixture_model ();
  const SySetting *kind = find_setting ("Kind");
  const SySetting *low = find_setting ("Points for 0");

  for (guint scale = SY_SCALE_NONE; scale <= SY_SCALE_LOGISTIC; scale++)
    {
      g_autoptr (SyModel) edited = sy_setting_edit_number (kind, model, 0, scale);

      g_assert_true (can_score (edited));
      g_assert_cmpint (edited->scale.kind, ==, scale);
      g_assert_cmpint (low->applies (edited, 0), ==, scale == SY_SCALE_RANGE);
    }
}

static void
test_roll_up (void)
{
  g_autoptr (SyModel) model = project_fixture_model ();
  const SySetting *kind = find_setting ("Points of an account are");
  const SySetting *roles = find_setting ("Weights of roles, as “admin 2, user 1”");
  g_autoptr (SyModel) by_role = NULL;
  g_autoptr (SyModel) edited = NULL;
  g_autofree char *text = NULL;

  for (guint roll_up = SY_ROLL_UP_NONE; roll_up <= SY_ROLL_UP_ROLE; roll_up++)
    {
      g_autoptr (SyModel) one = sy_setting_edit_number (kind, model, 0, roll_up);
      g_autoptr (SyModel) back = sy_setting_edit_number (kind, one, 0, SY_ROLL_UP_NONE);

      g_assert_true (can_score (one));
      g_assert_cmpuint (back->account.n_roles, ==, 0);
    }
  by_role = sy_setting_edit_number (kind, model, 0, SY_ROLL_UP_ROLE);
  edited = sy_setting_edit_text (roles, by_role, 0, " account admin 2.5 ,user,");
  g_assert_true (can_score (edited));
  g_assert_cmpuint (edited->account.n_roles, ==, 2);
  g_assert_cmpstr (edited->account.roles[0].role, ==, "account admin");
  g_assert_cmpfloat (edited->account.roles[0].weight, ==, 2.5);
  g_assert_cmpfloat (edited->account.roles[1].weight, ==, 1);
  text = sy_roles_to_text (&edited->account);
  g_assert_cmpstr (text, ==, "account admin 2.5, user 1");
}

/* Whether an edit kept what a percentile scale of accounts ranks among. */
static gboolean
keeps_reference (SyModel *edited)
{
  g_autoptr (SyModel) owned = edited;

  g_assert_true (can_score (owned));
  return owned->account.scale.n_reference == 2;
}

/* It stays only as long as the points of accounts are made in the same way. */
static void
test_roll_up_reference (void)
{
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (SyModel) by_role = NULL;
  const SySetting *kind = find_setting ("Points of an account are");
  const SySetting *roles = find_setting ("Weights of roles, as “admin 2, user 1”");
  const SySetting *other = find_setting ("Weight of other roles");
  const SySetting *top = find_setting ("Of how many");
  const double points[] = { 1, 2 };

  model->account.kind = SY_ROLL_UP_TOP;
  model->account.top = 3;
  model->account.scale.kind = SY_SCALE_PERCENTILE;
  model->account.scale.reference = g_memdup2 (points, sizeof points);
  model->account.scale.n_reference = G_N_ELEMENTS (points);
  g_ptr_array_add (model->account.bands, sy_band_new ("All", 0));
  g_assert_true (keeps_reference (sy_setting_edit_number (kind, model, 0, SY_ROLL_UP_TOP)));
  g_assert_true (keeps_reference (sy_setting_edit_number (top, model, 0, 3)));
  g_assert_true (keeps_reference (sy_setting_edit_text (find_setting ("Name"), model, 0, "New")));
  g_assert_false (keeps_reference (sy_setting_edit_number (kind, model, 0, SY_ROLL_UP_SUM)));
  g_assert_false (keeps_reference (sy_setting_edit_number (top, model, 0, 4)));
  by_role = sy_setting_edit_number (kind, model, 0, SY_ROLL_UP_ROLE);
  by_role->account.scale.reference = g_memdup2 (points, sizeof points);
  by_role->account.scale.n_reference = G_N_ELEMENTS (points);
  g_assert_true (keeps_reference (sy_setting_edit_text (roles, by_role, 0, "admin 2")));
  g_assert_false (keeps_reference (sy_setting_edit_text (roles, by_role, 0, "admin 3")));
  g_assert_false (keeps_reference (sy_setting_edit_number (other, by_role, 0, 0.5)));
}

static void
test_new_rules (void)
{
  static const char *const types[] = { "a", "b", NULL };
  static const char *const one[] = { "a", NULL };

  for (guint kind = SY_RULE_EVENT; kind <= SY_RULE_DATE; kind++)
    {
      g_autoptr (SyModel) model = sy_model_new ("Test");
      g_autoptr (SyModel) edited = NULL;
      g_autofree char *id = NULL;
      SyRule *rule = sy_model_edit_new_rule (kind, types, "plan");

      g_assert_nonnull (rule);
      edited = sy_model_edit_add_rule (model, 0, rule, &id);
      g_assert_true (can_score (edited));
    }
  g_assert_null (sy_model_edit_new_rule (SY_RULE_SEQUENCE, one, NULL));
  g_assert_null (sy_model_edit_new_rule (SY_RULE_DATE, types, NULL));
}

/* Whatever a rule had, another measure leaves a model that can be written and read back. */
static void
test_measures (void)
{
  for (guint from = SY_MEASURE_COUNT; from <= SY_MEASURE_TREND; from++)
    for (guint to = SY_MEASURE_COUNT; to <= SY_MEASURE_TREND; to++)
      {
        g_autoptr (SyModel) model = project_fixture_model ();
        g_autoptr (SyModel) edited = NULL;
        g_autoptr (SyModel) read = NULL;
        g_autofree char *json = NULL;
        SyRule *rule;

        edited = sy_model_edit_rule (model, "buy", &rule);
        sy_rule_edit_set_measure (rule, from);
        if (from != SY_MEASURE_TREND)
          rule->window_days = 90;
        if (from != SY_MEASURE_INACTIVE)
          rule->daily_cap = rule->max_occurrences = 3;
        if (sy_rule_can_have_season (rule))
          {
            rule->n_season = SY_SEASON_WEEKS;
            rule->season = g_new (double, SY_SEASON_WEEKS);
            for (gsize i = 0; i < SY_SEASON_WEEKS; i++)
              rule->season[i] = 1;
          }
        sy_rule_edit_set_measure (rule, to);
        json = sy_model_to_json (edited);
        read = sy_model_from_json (json, -1, NULL);
        g_test_message ("%u to %u", from, to);
        g_assert_nonnull (read);
        g_assert_true (sy_model_equal (read, edited));
      }
}

static void
test_new_group (void)
{
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (SyModel) edited = sy_model_edit_to_new_group (model, "buy", "New group");
  guint group;

  g_assert_nonnull (edited);
  g_assert_true (can_score (edited));
  g_assert_cmpuint (edited->groups->len, ==, model->groups->len + 1);
  sy_model_find_rule (edited, "buy", &group, NULL);
  g_assert_cmpstr (sy_model_get_group (edited, group)->name, ==, "New group");
  g_assert_null (sy_model_edit_to_new_group (edited, "buy", "New group"));
}

static void
test_per (void)
{
  SyRule *rule = sy_rule_new ("a", SY_RULE_EVENT);

  sy_rule_add_type (rule, "click");
  sy_rule_edit_set_per (rule, SY_EXPOSURE_EVENTS, NULL);
  g_assert_cmpstr (rule->per.types[0], ==, "click");
  sy_rule_edit_set_per (rule, SY_EXPOSURE_ATTRIBUTE, "seats");
  g_assert_null (rule->per.types);
  g_assert_cmpstr (rule->per.attribute, ==, "seats");
  sy_rule_edit_set_per (rule, SY_EXPOSURE_NONE, NULL);
  g_assert_null (rule->per.attribute);
  sy_rule_free (rule);
}

static void
test_freeze (void)
{
  g_autoptr (SyEventLog) log = project_fixture_log ();
  g_autoptr (SyModel) model = project_fixture_model ();
  gint64 as_of = sy_event_log_get_data_end (log);
  const char *group = sy_model_get_group (model, 0)->name;
  g_autoptr (SyModel) expected = sy_model_copy (model);
  g_autoptr (SyModel) measured = NULL;
  g_autoptr (SyModel) draft = NULL;
  g_autoptr (SyModel) taken = NULL;
  g_autoptr (SyModel) removed = NULL;
  g_autofree char *label = NULL;
  SyRule *rule;

  g_assert_true (sy_freeze_p95 (expected, group, log, as_of, NULL, NULL));
  measured = sy_model_freeze_measure (model, SY_FROZEN_P95, group, 0, log, NULL, as_of, NULL, NULL);
  g_assert_true (sy_model_equal (measured, expected));
  /* What was edited meanwhile stays. */
  draft = sy_model_edit_rule (model, "buy", &rule);
  rule->weight = 77;
  taken = sy_model_freeze_take (draft, measured, SY_FROZEN_P95, group);
  g_assert_cmpfloat (sy_model_find_rule (taken, "buy", NULL, NULL)->weight, ==, 77);
  g_assert_cmpfloat (sy_model_get_group (taken, 0)->p95, ==,
                     sy_model_get_group (expected, 0)->p95);
  removed = sy_model_freeze_take (taken, NULL, SY_FROZEN_P95, group);
  g_assert_true (sy_model_equal (removed, draft));
  label = sy_model_freeze_label (model, SY_FROZEN_CODES, "buy", FALSE);
  g_assert_true (g_str_has_suffix (label, ": codes measured"));
  g_assert_null (sy_model_freeze_take (draft, measured, SY_FROZEN_CODES, "missing"));
  g_assert_null (sy_model_freeze_take (draft, measured, SY_FROZEN_P95, "missing"));
}

static void
test_freeze_codes (void)
{
  g_autoptr (SyEventLog) log = project_fixture_log ();
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyModel) measured =
      sy_model_freeze_measure (model, SY_FROZEN_CODES, "buy", 2, log, NULL,
                               sy_event_log_get_data_end (log), NULL, &error);
  g_autoptr (SyModel) taken = NULL;
  g_autofree char *text = NULL;
  g_autofree char *none = NULL;
  const SyRule *rule;

  g_assert_no_error (error);
  taken = sy_model_freeze_take (model, measured, SY_FROZEN_CODES, "buy");
  g_assert_true (sy_model_equal (taken, measured));
  rule = sy_model_find_rule (taken, "buy", NULL, NULL);
  text = sy_rule_describe_codes (rule);
  g_assert_cmpstr (text, ==, "1 to 2");
  none = sy_rule_describe_season (rule);
  g_assert_cmpstr (none, ==, "none");
  /* A rule without a year of data has no season. */
  g_assert_null (sy_model_freeze_measure (model, SY_FROZEN_SEASON, "buy", 0, log, NULL,
                                          sy_event_log_get_data_end (log), NULL, &error));
  g_assert_nonnull (error);
}

static void
test_range (void)
{
  g_autoptr (SyEventLog) log = project_fixture_log ();
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (SyModel) range = sy_setting_edit_number (find_setting ("Kind"), model, 0,
                                                      SY_SCALE_RANGE);
  g_autoptr (SyModel) measured =
      sy_model_freeze_measure (range, SY_FROZEN_RANGE, "", 0, log, NULL,
                               sy_event_log_get_data_end (log), NULL, NULL);
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, sy_event_log_get_data_end (log));
  g_autoptr (SyScores) scores = sy_scorer_score (scorer, range, NULL, NULL);
  g_autoptr (SyModel) taken = NULL;
  double highest = -INFINITY;
  gsize n;
  const guint32 *members = sy_scores_get_members (scores, &n);

  for (gsize i = 0; i < n; i++)
    highest = MAX (highest, sy_scores_get_raw (scores)[members[i]]);
  taken = sy_model_freeze_take (range, measured, SY_FROZEN_RANGE, "");
  g_assert_true (can_score (taken));
  g_assert_cmpfloat (taken->scale.hi, >, taken->scale.lo);
  /* Rounded up to two digits, at most a tenth above the highest. */
  g_assert_cmpfloat (taken->scale.hi, <=, highest * 1.1 + 1e-9);
  g_assert_null (sy_model_freeze_take (range, NULL, SY_FROZEN_RANGE, ""));
}

static void
test_display (void)
{
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (SyModel) letters = sy_setting_edit_number (find_setting ("Show the score as"), model, 0,
                                                        SY_DISPLAY_LETTER);
  g_autofree char *number = sy_format_score (model, 72.44);
  g_autofree char *high = sy_format_score (letters, 1e6);
  g_autofree char *low = sy_format_score (letters, -1e6);
  g_autofree char *nothing = sy_format_score (letters, NAN);
  g_autofree char *last = sy_model_get_letter (letters, 0);

  g_assert_cmpstr (number, ==, "72.4");
  g_assert_cmpstr (high, ==, "A");
  g_assert_cmpstr (low, ==, last);
  g_assert_cmpstr (nothing, ==, "–");
}

static void
test_origins (void)
{
  g_autoptr (SyEventLog) log = project_fixture_log ();
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (SyModel) bare = sy_model_new ("Bare");
  gint64 end = sy_event_log_get_data_end (log);
  double days = model->outcome.horizon_days + model->outcome.gap_days;
  gsize n;
  g_autofree gint64 *origins = sy_tune_origins_choose (log, model, &n);
  gsize n_bare;
  g_autofree gint64 *none = sy_tune_origins_choose (log, bare, &n_bare);
  gsize n_all;
  g_autofree gint64 *all = sy_origins_suggest (log, 100, &n_all);
  gsize n_known = 0;

  for (gsize i = 0; i < n_all; i++)
    n_known += (double) all[i] + days * SY_DAY_SECONDS <= (double) end;
  g_assert_cmpuint (n, ==, MIN (n_known, SY_TUNE_N_ORIGINS));
  for (gsize i = 0; i < n; i++)
    g_assert_cmpint (origins[i], ==, all[n_known - n + i]);
  g_assert_cmpuint (n_bare, ==, 0);
}

static void
on_changed (gboolean *done)
{
  *done = TRUE;
}

static void
count_changed (guint *n)
{
  (*n)++;
}

/* Edits that follow one another without a rest are one request: a drag is not slowed by the dates. */
static void
test_origins_rest (void)
{
  g_autoptr (SyEventLog) log = project_fixture_log ();
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (SyTuneOrigins) origins = sy_tune_origins_new ();
  g_autoptr (SyModel) newest = NULL;
  SyRule *rule;
  guint n_changes = 0;
  guint n_moved = 0;
  GArray *figures;

  g_signal_connect_swapped (origins, "changed", G_CALLBACK (count_changed), &n_changes);
  sy_tune_origins_request (origins, log, model, model);
  while (n_changes == 0)
    g_main_context_iteration (NULL, TRUE);

  newest = sy_model_edit_rule (model, "buy", &rule);
  rule->weight = -7;
  for (guint i = 0; i < 4; i++)
    sy_tune_origins_request (origins, log, i < 3 ? model : newest, model);
  while (n_changes == 1)
    g_main_context_iteration (NULL, TRUE);
  /* What comes first is the last edit: the draft is not the published model. */
  figures = sy_tune_origins_get (origins);
  for (guint i = 0; i < figures->len; i++)
    {
      const SyOriginTuning *tuning = &g_array_index (figures, SyOriginTuning, i);

      n_moved += !isnan (tuning->draft.value) && tuning->draft.value != tuning->published.value;
    }
  g_assert_cmpuint (n_moved, >, 0);
  sy_tune_origins_stop (origins);
}

/* Of many requests the newest is the one whose figures stay. */
static void
test_origins_latest (void)
{
  g_autoptr (SyEventLog) log = project_fixture_log ();
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (SyTuneOrigins) origins = sy_tune_origins_new ();
  g_autoptr (SyOriginTuner) tuner = NULL;
  g_autoptr (SyModel) newest = NULL;
  g_autoptr (GArray) expected = NULL;
  GArray *figures = NULL;
  gboolean done = FALSE;
  guint n_areas = 0;
  gsize n;
  g_autofree gint64 *dates = sy_tune_origins_choose (log, model, &n);

  for (guint i = 0; i < 5; i++)
    {
      SyRule *rule;

      g_clear_pointer (&newest, sy_model_unref);
      newest = sy_model_edit_rule (model, "buy", &rule);
      rule->weight = 5 - 3 * (int) i;
      sy_tune_origins_request (origins, log, newest, model);
    }
  g_signal_connect_swapped (origins, "changed", G_CALLBACK (on_changed), &done);
  tuner = sy_origin_tuner_new (log, dates, n);
  expected = sy_origin_tuner_evaluate (tuner, newest, model, NULL, NULL);
  g_assert_cmpuint (expected->len, >, 1);
  /* The first, and then the newest: the three between were replaced. */
  for (guint i = 0; i < 2; i++)
    {
      done = FALSE;
      while (!done)
        g_main_context_iteration (NULL, TRUE);
    }
  figures = sy_tune_origins_get (origins);
  g_assert_cmpuint (figures->len, ==, expected->len);
  for (guint i = 0; i < figures->len; i++)
    {
      double found = g_array_index (figures, SyOriginTuning, i).draft.value;
      double wanted = g_array_index (expected, SyOriginTuning, i).draft.value;

      g_assert_cmpint (isnan (found), ==, isnan (wanted));
      if (isnan (wanted))
        continue;
      g_assert_cmpfloat_with_epsilon (found, wanted, 1e-12);
      n_areas++;
    }
  g_assert_cmpuint (n_areas, >, 0);
  sy_tune_origins_stop (origins);
  g_assert_null (sy_tune_origins_get (origins));
}

static void
test_components (void)
{
  SyComponents components = { { -1.5, 27.25, 0, 6.5, 0, 5 }, 37.25, -1.5 };
  g_autofree char *text = sy_component_text_sum (&components);

  g_assert_cmpstr (text, ==,
                   "recency −1.5 · frequency +27.2 · depth 0.0 · value +6.5 · scale +5.0 = 37.2"
                   " · of it friction −1.5");
}

/* A new name is an edit like any other, and the project's list follows it there and back. */
static void
test_rename (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  g_autoptr (SyModel) edited =
      sy_setting_edit_text (find_setting ("Name"), sy_session_get_draft (session), 0, "Loyalty");
  g_autoptr (SyProject) project = NULL;

  sy_session_set_draft (session, edited, "Model: name", FALSE);
  g_assert_cmpstr (sy_session_get_model_name (session), ==, "Loyalty");
  g_assert_cmpstr (sy_session_get_model_names (session)[0], ==, "Loyalty");
  sy_session_undo (session);
  g_assert_cmpstr (sy_session_get_model_name (session), ==, "Engagement");
  sy_session_redo (session);
  project_fixture_close (session);
  project = sy_project_open (path, SY_PROJECT_READ_ONLY, NULL);
  g_assert_cmpint (sy_project_find_model (project, "Loyalty", NULL), !=, 0);
  g_assert_cmpint (sy_project_find_model (project, "Engagement", NULL), ==, 0);
  g_clear_pointer (&project, sy_project_unref);
  session = project_fixture_open (path);
  g_assert_cmpstr (sy_session_get_model_name (session), ==, "Loyalty");
  sy_session_undo (session);
  g_assert_cmpstr (sy_session_get_model_name (session), ==, "Engagement");
  project_fixture_close (session);
  project_fixture_free (path);
}

static void
test_types (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  GPtrArray *types = sy_session_get_types (session);
  SyEventLog *log = sy_session_get_log (session);

  g_assert_cmpuint (types->len, ==, sy_event_log_get_n_types (log));
  for (guint i = 0; i < types->len; i++)
    g_assert_cmpstr (((SyTypeEntry *) g_ptr_array_index (types, i))->name, ==,
                     sy_event_log_get_type_name (log, i));
  project_fixture_close (session);
  project_fixture_free (path);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/settings/round-trip", test_round_trip);
  g_test_add_func ("/ui/settings/D4-scale-kinds", test_scale);
  g_test_add_func ("/ui/settings/J1-roll-up", test_roll_up);
  g_test_add_func ("/ui/settings/J5-roll-up-reference", test_roll_up_reference);
  g_test_add_func ("/ui/settings/E1-display", test_display);
  g_test_add_func ("/ui/settings/rename", test_rename);
  g_test_add_func ("/ui/rules/new-kinds", test_new_rules);
  g_test_add_func ("/ui/rules/measures", test_measures);
  g_test_add_func ("/ui/rules/new-group", test_new_group);
  g_test_add_func ("/ui/rules/D6-per", test_per);
  g_test_add_func ("/ui/freeze/D5-p95", test_freeze);
  g_test_add_func ("/ui/freeze/C8-codes", test_freeze_codes);
  g_test_add_func ("/ui/freeze/D4-range", test_range);
  g_test_add_func ("/ui/origins/known-dates", test_origins);
  g_test_add_func ("/ui/origins/one-for-a-drag", test_origins_rest);
  g_test_add_func ("/ui/origins/latest-wins", test_origins_latest);
  g_test_add_func ("/ui/components/C7-text", test_components);
  g_test_add_func ("/ui/session/types", test_types);

  return g_test_run ();
}
