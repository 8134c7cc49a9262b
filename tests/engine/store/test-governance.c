/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reviews of drafts, owners and intervals, notes. */
#include "store-support.h"

#include <math.h>

#define SHA_ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define SHA_OTHER "0000000000000000000000000000000000000000000000000000000000000000"

static gint64
publish (SyProject *project,
         gint64 model,
         const char *override_reason,
         GError **error)
{
  const SyPublication publication = { .json = "frozen",
                                      .draft = "abc",
                                      .reason = "why",
                                      .author = "ana",
                                      .override_reason = override_reason };

  return sy_project_publish (project, model, &publication, error);
}

static void
assert_refused (gboolean result,
                GError **error,
                int code,
                const char *words)
{
  g_assert_false (result);
  g_assert_error (*error, SY_STORE_ERROR, code);
  g_assert_nonnull (strstr ((*error)->message, words));
  g_clear_error (error);
}

static SyDraftState
get_state (SyProject *project,
           gint64 model,
           const char *sha256)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reviews = sy_project_list_reviews (project, model, &error);
  const SyDraftReview *review;

  g_assert_no_error (error);
  review = sy_draft_reviews_find (reviews, sha256);
  return review != NULL ? review->state : SY_DRAFT_STATE_NONE;
}

static void
test_review (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GPtrArray) reviews = NULL;
  g_autoptr (GError) error = NULL;
  gint64 model = sy_project_add_model (project, "m", "abc", "new", &error);
  const SyDraftReview *review;

  g_assert_cmpint (get_state (project, model, SHA_ABC), ==, SY_DRAFT_STATE_NONE);
  assert_refused (sy_project_request_review (project, model, SHA_ABC, "", NULL, &error), &error,
                  SY_STORE_ERROR_INVALID, "name");
  assert_refused (sy_project_request_review (project, 99, SHA_ABC, "ana", NULL, &error), &error,
                  SY_STORE_ERROR_NOT_FOUND, "99");
  assert_refused (sy_project_decide_review (project, model, SHA_ABC, TRUE, "bo", NULL, &error),
                  &error, SY_STORE_ERROR_INVALID, "Nobody asked");
  g_assert_true (sy_project_request_review (project, model, SHA_ABC, "ana", "new decay", &error));
  g_assert_cmpint (get_state (project, model, SHA_ABC), ==, SY_DRAFT_STATE_ASKED);
  assert_refused (sy_project_request_review (project, model, SHA_ABC, "ana", NULL, &error), &error,
                  SY_STORE_ERROR_INVALID, "waits");
  assert_refused (sy_project_decide_review (project, model, SHA_OTHER, TRUE, "bo", NULL, &error),
                  &error, SY_STORE_ERROR_INVALID, "has changed");
  assert_refused (sy_project_decide_review (project, model, SHA_ABC, FALSE, "bo", "", &error),
                  &error, SY_STORE_ERROR_INVALID, "note");
  g_assert_true (sy_project_decide_review (project, model, SHA_ABC, FALSE, "bo", "twice", &error));
  g_assert_cmpint (get_state (project, model, SHA_ABC), ==, SY_DRAFT_STATE_RETURNED);
  assert_refused (sy_project_decide_review (project, model, SHA_ABC, TRUE, "bo", NULL, &error),
                  &error, SY_STORE_ERROR_INVALID, "returned already, by bo");

  /* A newer draft takes the place of one that waits. */
  g_assert_true (sy_project_request_review (project, model, SHA_ABC, "ana", NULL, &error));
  g_assert_true (sy_project_request_review (project, model, SHA_OTHER, "ana", NULL, &error));
  g_assert_cmpint (get_state (project, model, SHA_ABC), ==, SY_DRAFT_STATE_WITHDRAWN);
  reviews = sy_project_list_reviews (project, model, &error);
  g_assert_cmpuint (reviews->len, ==, 3);
  review = reviews->pdata[0];
  g_assert_cmpstr (review->asked_by, ==, "ana");
  g_assert_cmpstr (review->asked_note, ==, "new decay");
  g_assert_cmpstr (review->decided_by, ==, "bo");
  g_assert_cmpstr (review->decided_note, ==, "twice");
  g_assert_cmpint (review->decided_at_ms, >=, review->asked_at_ms);
  g_assert_cmpint (review->version, ==, 0);
}

static void
test_required (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GPtrArray) reviews = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GError) error = NULL;
  gint64 model = sy_project_add_model (project, "m", "abc", "new", &error);

  g_test_summary ("What is published is the draft that was approved, or the log says why not");
  g_assert_false (sy_project_get_review_required (project));
  g_assert_cmpint (publish (project, model, NULL, &error), ==, 1);
  g_assert_true (sy_project_set_review_required (project, TRUE, &error));
  g_assert_true (sy_project_get_review_required (project));
  assert_refused (publish (project, model, NULL, &error) > 0, &error, SY_STORE_ERROR_REVIEW,
                  "nobody approved");
  assert_refused (publish (project, model, "", &error) > 0, &error, SY_STORE_ERROR_REVIEW,
                  "nobody approved");
  g_assert_true (sy_project_request_review (project, model, SHA_OTHER, "ana", NULL, &error));
  g_assert_true (sy_project_decide_review (project, model, SHA_OTHER, TRUE, "bo", NULL, &error));
  assert_refused (publish (project, model, NULL, &error) > 0, &error, SY_STORE_ERROR_REVIEW,
                  "nobody approved");
  g_assert_true (sy_project_request_review (project, model, SHA_ABC, "ana", NULL, &error));
  assert_refused (publish (project, model, NULL, &error) > 0, &error, SY_STORE_ERROR_REVIEW,
                  "not decided");
  assert_refused (sy_project_decide_review (project, model, SHA_ABC, TRUE, "ana", NULL, &error),
                  &error, SY_STORE_ERROR_INVALID, "somebody else");
  assert_refused (sy_project_decide_review (project, model, SHA_ABC, TRUE, " ana\t", NULL, &error),
                  &error, SY_STORE_ERROR_INVALID, "ana asked for this review: somebody else");
  g_assert_true (sy_project_decide_review (project, model, SHA_ABC, TRUE, "bo", NULL, &error));
  g_assert_cmpint (publish (project, model, NULL, &error), ==, 2);
  reviews = sy_project_list_reviews (project, model, &error);
  g_assert_cmpstr (sy_draft_reviews_find_version (reviews, 2)->sha256, ==, SHA_ABC);
  g_assert_null (sy_draft_reviews_find_version (reviews, 1));

  g_assert_true (sy_project_request_review (project, model, SHA_ABC, "ana", NULL, &error));
  g_assert_true (sy_project_decide_review (project, model, SHA_ABC, FALSE, "bo", "no", &error));
  assert_refused (publish (project, model, NULL, &error) > 0, &error, SY_STORE_ERROR_REVIEW,
                  "sent back");
  g_assert_cmpint (publish (project, model, "the site is down", &error), ==, 3);
  changes = sy_project_list_changes (project, 2, &error);
  g_assert_cmpstr (((SyChange *) changes->pdata[0])->action, ==, "publish");
  g_assert_cmpstr (((SyChange *) changes->pdata[1])->action, ==, "publish-without-review");
  g_assert_cmpstr (((SyChange *) changes->pdata[1])->detail, ==, "the site is down");
  g_assert_true (sy_project_set_review_required (project, FALSE, &error));
  g_assert_cmpint (publish (project, model, NULL, &error), ==, 4);
}

/* A blank, of whatever script, says no more than nothing. */
static void
test_blank (Fixture *fixture,
            gconstpointer data)
{
  static const char *const blanks[] = { "", " ", "\t\n", "\302\240", "\343\200\200\342\200\213" };
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GError) error = NULL;
  gint64 model = sy_project_add_model (project, "m", "abc", "new", &error);

  g_assert_true (sy_project_set_review_required (project, TRUE, &error));
  for (gsize i = 0; i < G_N_ELEMENTS (blanks); i++)
    {
      const SyPublication without[] = {
        { .json = "abc", .reason = blanks[i], .author = "ana", .override_reason = "trial" },
        { .json = "abc", .reason = "why", .author = blanks[i], .override_reason = "trial" },
      };
      const SyCheckup checkup = { .author = (char *) blanks[i] };

      for (gsize j = 0; j < G_N_ELEMENTS (without); j++)
        assert_refused (sy_project_publish (project, model, &without[j], &error) != 0, &error,
                        SY_STORE_ERROR_INVALID, "reason and an author");
      assert_refused (publish (project, model, blanks[i], &error) != 0, &error,
                      SY_STORE_ERROR_REVIEW, "nobody approved");
      assert_refused (sy_project_request_review (project, model, SHA_ABC, blanks[i], "x", &error),
                      &error, SY_STORE_ERROR_INVALID, "needs a name");
      assert_refused (sy_project_add_checkup (project, model, &checkup, &error), &error,
                      SY_STORE_ERROR_INVALID, "who did it");
      assert_refused (sy_project_add_note (project, 17000, SY_NOTE_OTHER, blanks[i], &error) != 0,
                      &error, SY_STORE_ERROR_INVALID, "one line");
    }
  g_assert_true (sy_project_request_review (project, model, SHA_ABC, "ana", NULL, &error));
  for (gsize i = 0; i < G_N_ELEMENTS (blanks); i++)
    {
      assert_refused (sy_project_decide_review (project, model, SHA_ABC, TRUE, blanks[i], "x",
                                                &error),
                      &error, SY_STORE_ERROR_INVALID, "needs a name");
      assert_refused (sy_project_decide_review (project, model, SHA_ABC, FALSE, "bo", blanks[i],
                                                &error),
                      &error, SY_STORE_ERROR_INVALID, "Say in a note");
    }
  g_assert_cmpint (get_state (project, model, SHA_ABC), ==, SY_DRAFT_STATE_ASKED);
}

static void
test_care (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (SyModelCare) care = NULL;
  g_autoptr (SyModelCare) again = NULL;
  g_autoptr (GError) error = NULL;
  gint64 model = sy_project_add_model (project, "m", "abc", "new", &error);

  care = sy_project_get_care (project, model, &error);
  g_assert_no_error (error);
  g_assert_cmpint (care->review_days, ==, 0);
  g_assert_cmpint (care->recalibration_days, ==, 91);
  g_assert_true (isnan (care->min_auc) && isnan (care->min_lift));
  g_assert_cmpfloat (care->max_high, ==, 0.5);
  g_assert_cmpfloat (care->max_share, ==, 0.8);
  care->owners[SY_OWNER_LOGIC] = g_strdup ("ana");
  care->owners[SY_OWNER_COMPLIANCE] = g_strdup ("");
  care->review_days = 30;
  care->recalibration_days = 0;
  care->min_auc = 0.65;
  care->max_high = 0.625;
  care->max_share = 1;
  g_assert_true (sy_project_set_care (project, model, care, &error));
  again = sy_project_get_care (project, model, &error);
  g_assert_cmpstr (again->owners[SY_OWNER_LOGIC], ==, "ana");
  g_assert_null (again->owners[SY_OWNER_TAXONOMY]);
  g_assert_null (again->owners[SY_OWNER_COMPLIANCE]);
  g_assert_cmpint (again->review_days, ==, 30);
  g_assert_cmpint (again->recalibration_days, ==, 0);
  g_assert_cmpfloat (again->min_auc, ==, 0.65);
  g_assert_true (isnan (again->min_lift));
  g_assert_cmpfloat (again->max_high, ==, 0.625);
  g_assert_cmpfloat (again->max_share, ==, 1);

  care->min_auc = 1.5;
  assert_refused (sy_project_set_care (project, model, care, &error), &error,
                  SY_STORE_ERROR_INVALID, "AUC");
  care->min_auc = (double) NAN;
  care->min_lift = 0;
  assert_refused (sy_project_set_care (project, model, care, &error), &error,
                  SY_STORE_ERROR_INVALID, "lift");
  care->min_lift = (double) NAN;
  care->max_high = 0;
  assert_refused (sy_project_set_care (project, model, care, &error), &error,
                  SY_STORE_ERROR_INVALID, "share that a band may hold");
  care->max_high = 1;
  care->max_share = 1.01;
  assert_refused (sy_project_set_care (project, model, care, &error), &error,
                  SY_STORE_ERROR_INVALID, "share that a band may hold");
  care->max_share = (double) NAN;
  assert_refused (sy_project_set_care (project, model, care, &error), &error,
                  SY_STORE_ERROR_INVALID, "share that a band may hold");
  care->max_share = 0.8;
  care->review_days = -1;
  assert_refused (sy_project_set_care (project, model, care, &error), &error,
                  SY_STORE_ERROR_INVALID, "days");
  care->review_days = 1;
  assert_refused (sy_project_set_care (project, 99, care, &error), &error,
                  SY_STORE_ERROR_NOT_FOUND, "99");
}

static void
test_checkups (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GPtrArray) checkups = NULL;
  g_autoptr (GError) error = NULL;
  gint64 model = sy_project_add_model (project, "m", "abc", "new", &error);
  SyCheckup checkup = { .kind = SY_CHECKUP_RECALIBRATION,
                        .author = (char *) "bo",
                        .note = (char *) "fine",
                        .done_at_ms = 5000 };

  g_assert_true (sy_project_add_checkup (project, model, &checkup, &error));
  checkup.kind = SY_CHECKUP_REVIEW;
  checkup.note = NULL;
  checkup.done_at_ms = 4000;
  g_assert_true (sy_project_add_checkup (project, model, &checkup, &error));
  checkup.author = (char *) "";
  assert_refused (sy_project_add_checkup (project, model, &checkup, &error), &error,
                  SY_STORE_ERROR_INVALID, "who");
  checkups = sy_project_list_checkups (project, model, &error);
  g_assert_cmpuint (checkups->len, ==, 2);
  g_assert_cmpint (((SyCheckup *) checkups->pdata[0])->kind, ==, SY_CHECKUP_REVIEW);
  g_assert_cmpstr (((SyCheckup *) checkups->pdata[0])->note, ==, "");
  g_assert_cmpint (((SyCheckup *) checkups->pdata[1])->kind, ==, SY_CHECKUP_RECALIBRATION);
  g_assert_cmpint (((SyCheckup *) checkups->pdata[1])->done_at_ms, ==, 5000);
}

static void
test_notes (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GError) error = NULL;
  const SyNote *note;
  gint64 second = sy_project_add_note (project, 200, SY_NOTE_PRICING, "New prices", &error);
  gint64 first = sy_project_add_note (project, -100, SY_NOTE_OTHER, "Founded", &error);

  g_assert_no_error (error);
  g_assert_cmpint (second, ==, 1);
  g_assert_cmpint (first, ==, 2);
  assert_refused (sy_project_add_note (project, 1, SY_NOTE_OTHER, "", &error) > 0, &error,
                  SY_STORE_ERROR_INVALID, "one line");
  assert_refused (sy_project_add_note (project, 1, SY_NOTE_OTHER, "a\nb", &error) > 0, &error,
                  SY_STORE_ERROR_INVALID, "one line");
  notes = sy_project_list_notes (project, &error);
  g_assert_cmpuint (notes->len, ==, 2);
  note = notes->pdata[0];
  g_assert_cmpint (note->id, ==, first);
  g_assert_cmpint (note->day, ==, -100);
  note = notes->pdata[1];
  g_assert_cmpint (note->day, ==, 200);
  g_assert_cmpint (note->kind, ==, SY_NOTE_PRICING);
  g_assert_cmpstr (note->text, ==, "New prices");
  g_assert_true (sy_project_remove_note (project, first, &error));
  assert_refused (sy_project_remove_note (project, first, &error), &error,
                  SY_STORE_ERROR_NOT_FOUND, "no note 2");
  g_clear_pointer (&notes, g_ptr_array_unref);
  notes = sy_project_list_notes (project, &error);
  g_assert_cmpuint (notes->len, ==, 1);
}

/* A model that was never published goes with all that is known of it. */
static void
test_removed (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (SyModelCare) care = NULL;
  g_autoptr (SyCheckReport) report = NULL;
  g_autoptr (GPtrArray) reviews = NULL;
  g_autoptr (GPtrArray) checkups = NULL;
  g_autoptr (GError) error = NULL;
  gint64 model = sy_project_add_model (project, "m", "abc", "new", &error);
  const SyCheckup checkup = { .author = (char *) "bo", .done_at_ms = 1 };

  care = sy_project_get_care (project, model, &error);
  care->owners[SY_OWNER_DATA] = g_strdup ("cé");
  g_assert_true (sy_project_set_care (project, model, care, &error));
  g_assert_true (sy_project_add_checkup (project, model, &checkup, &error));
  g_assert_true (sy_project_request_review (project, model, SHA_ABC, "ana", NULL, &error));
  g_assert_true (sy_project_remove_model (project, model, &error));
  g_assert_no_error (error);
  reviews = sy_project_list_reviews (project, model, &error);
  g_assert_cmpuint (reviews->len, ==, 0);
  checkups = sy_project_list_checkups (project, model, &error);
  g_assert_cmpuint (checkups->len, ==, 0);
  report = sy_project_check (project, NULL, &error);
  g_assert_cmpuint (report->problems->len, ==, 0);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_TEST ("/store/governance/N3-review", test_review);
  ADD_TEST ("/store/governance/N3-required", test_required);
  ADD_TEST ("/store/governance/N3-blank", test_blank);
  ADD_TEST ("/store/governance/N4-care", test_care);
  ADD_TEST ("/store/governance/N6-checkups", test_checkups);
  ADD_TEST ("/store/governance/H6-notes", test_notes);
  ADD_TEST ("/store/governance/removed", test_removed);
  return g_test_run ();
}
