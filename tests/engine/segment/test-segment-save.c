/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Segments in a project: what is kept, what is replaced, and what is left alone. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "segment/sy-segment-save.h"

typedef struct
{
  char *folder;
  char *path;
  SyProject *project;
} Fixture;

static void
set_up (Fixture *self,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("sy-segment-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "p.steelyard", NULL);
  self->project = sy_project_create (self->path, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self,
           gconstpointer data)
{
  sy_project_unref (self->project);
  g_unlink (self->path);
  g_rmdir (self->folder);
  g_free (self->path);
  g_free (self->folder);
}

static SySegment *
load (Fixture *self,
      const char *name)
{
  g_autoptr (GError) error = NULL;
  SySegment *segment = sy_segment_load (self->project, name, &error);

  g_assert_no_error (error);
  return segment;
}

static char *
dup_json (Fixture *self,
          const char *name)
{
  g_autoptr (SySegmentRecord) record = sy_project_get_segment (self->project, name, NULL);

  return record == NULL ? NULL : g_strdup (record->json);
}

static void
keep_text (Fixture *self,
           const char *name,
           const char *json)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sy_project_set_segment (self->project, name, json, &error));
  g_assert_no_error (error);
}

/* So many clusters on a line; only what saving reads. */
static SyClusters *
new_clusters (gsize n)
{
  SyClusters *self = g_new0 (SyClusters, 1);
  SyClusterSpec *spec = self->spec = g_new0 (SyClusterSpec, 1);

  spec->columns = g_strsplit ("value", " ", -1);
  spec->n_columns = 1;
  spec->means = g_new0 (double, 1);
  spec->deviations = g_new0 (double, 1);
  spec->deviations[0] = 1;
  spec->n_clusters = n;
  spec->centres = g_new0 (double, n);
  for (gsize c = 0; c < n; c++)
    spec->centres[c] = -(double) c;
  return self;
}

static void
save (Fixture *self,
      gsize n)
{
  g_autoptr (SyClusters) clusters = new_clusters (n);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = sy_clusters_save (clusters, self->project, "Shop", "kind", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (names), ==, n);
}

static void
test_new (Fixture *self,
          gconstpointer data)
{
  g_autoptr (SySegment) segment = sy_segment_new ();
  g_autoptr (SySegment) kept = NULL;
  g_autoptr (SySegment) missing = NULL;
  g_autoptr (GError) error = NULL;

  segment->score_min = 20;
  g_assert_true (sy_segment_save (segment, self->project, "s", &error));
  g_assert_no_error (error);
  g_assert_true (sy_segment_find (self->project, "s", &kept, &error));
  g_assert_cmpfloat (kept->score_min, ==, 20);
  g_assert_true (sy_segment_find (self->project, "t", &missing, &error));
  g_assert_no_error (error);
  g_assert_null (missing);
  g_assert_null (sy_segment_load (self->project, "t", &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND);
}

/* Who is meant is another; what for stays, unless that is said anew. */
static void
test_replaced (Fixture *self,
               gconstpointer data)
{
  g_autoptr (SySegment) first = sy_segment_new ();
  g_autoptr (SySegment) second = sy_segment_new ();
  g_autoptr (SySegment) third = sy_segment_new ();
  g_autoptr (SySegment) after_second = NULL;
  g_autoptr (SySegment) after_third = NULL;
  g_autoptr (GError) error = NULL;

  first->use = sy_segment_use_new ();
  first->use->owner = g_strdup ("CRM");
  second->score_min = 30;
  third->use = sy_segment_use_new ();
  third->use->owner = g_strdup ("Sales");
  g_assert_true (sy_segment_save (first, self->project, "s", &error));
  g_assert_true (sy_segment_save (second, self->project, "s", &error));
  after_second = load (self, "s");
  g_assert_cmpfloat (after_second->score_min, ==, 30);
  g_assert_cmpstr (after_second->use->owner, ==, "CRM");
  g_assert_true (sy_segment_save (third, self->project, "s", &error));
  after_third = load (self, "s");
  g_assert_cmpstr (after_third->use->owner, ==, "Sales");
}

/* What cannot be read is not lost, and the message tells what to do. */
static void
test_unreadable (Fixture *self,
                 gconstpointer data)
{
  g_autoptr (SySegment) segment = sy_segment_new ();
  g_autoptr (SySegment) found = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;

  keep_text (self, "s", "{\"format\": \"later\"}");
  g_assert_false (sy_segment_find (self->project, "s", &found, NULL));
  g_assert_false (sy_segment_save (segment, self->project, "s", &error));
  g_assert_error (error, SY_SEGMENT_ERROR, SY_SEGMENT_ERROR_DOCUMENT);
  g_assert_true (g_str_has_prefix (error->message, "segment “s”: "));
  g_assert_nonnull (strstr (error->message, "steelyard-cli segment remove PROJECT 's'"));
  kept = dup_json (self, "s");
  g_assert_cmpstr (kept, ==, "{\"format\": \"later\"}");
}

/* Of clusters that cannot all be saved none is. */
static void
test_all_or_nothing (Fixture *self,
                     gconstpointer data)
{
  static const char *const agreed[] = { "kind 1", NULL };
  g_autoptr (SyClusters) four = new_clusters (4);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *none = NULL;
  g_autoptr (GError) unread = NULL;
  g_autoptr (GError) taken = NULL;

  save (self, 2);
  before = dup_json (self, "kind 1");
  /* A name that came since the question. */
  g_assert_null (sy_clusters_save (four, self->project, "Shop", "kind", agreed, &taken));
  g_assert_error (taken, SY_STORE_ERROR, SY_STORE_ERROR_EXISTS);
  g_assert_nonnull (strstr (taken->message, "“kind 2”"));
  after = dup_json (self, "kind 1");
  g_assert_cmpstr (after, ==, before);
  g_free (after);
  keep_text (self, "kind 2", "{}");
  g_assert_null (sy_clusters_save (four, self->project, "Shop", "kind", NULL, &unread));
  g_assert_error (unread, SY_SEGMENT_ERROR, SY_SEGMENT_ERROR_DOCUMENT);
  after = dup_json (self, "kind 1");
  g_assert_cmpstr (after, ==, before);
  none = dup_json (self, "kind 3");
  g_assert_null (none);
}

static void
test_saved (Fixture *self,
            gconstpointer data)
{
  g_auto (GStrv) taken = NULL;
  g_auto (GStrv) left = NULL;
  g_auto (GStrv) none_taken = NULL;
  g_auto (GStrv) none_left = NULL;
  g_autoptr (GError) error = NULL;

  save (self, 3);
  keep_text (self, "kind 13", "{}");
  keep_text (self, "kind", "{}");
  g_assert_true (sy_clusters_list_saved (self->project, "kind", 2, &taken, &left, &error));
  g_assert_no_error (error);
  g_assert_cmpstrv (taken, ((const char *const[]){ "kind 1", "kind 2", NULL }));
  g_assert_cmpstrv (left, ((const char *const[]){ "kind 3", NULL }));
  g_assert_true (
      sy_clusters_list_saved (self->project, "Kind", 2, &none_taken, &none_left, &error));
  g_assert_null (none_taken[0]);
  g_assert_null (none_left[0]);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/segment/save/N5-new", test_new);
  ADD ("/segment/save/N5-replaced-keeps-use", test_replaced);
  ADD ("/segment/save/N5-unreadable", test_unreadable);
  ADD ("/segment/save/C16-all-or-nothing", test_all_or_nothing);
  ADD ("/segment/save/C16-older-set", test_saved);
  return g_test_run ();
}
