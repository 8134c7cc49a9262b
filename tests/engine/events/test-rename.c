/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "../stats/random.h"
#include "sy-test-log.h"

#define DAY 86400
#define FIRST_DAY 19723 /* 2024-01-01 */
#define N_PEOPLE 200

/* What is unlike a plain rename on day 60 of 100. */
typedef struct
{
  const char *what;
  int day;          /* the old name's last day is the one before */
  int n_days;       /* of the log */
  int pause;        /* days between the two names */
  double rate;      /* of a person on a day, of the new name; the old one has 0.1 */
  double left;      /* of the old rate that stays */
  gsize first_new;  /* the first person with the new name */
  gboolean is_also; /* the old one stays in full */
  gboolean is_found;
} Case;

static const Case cases[] = {
  { "a rename", 60, 100, 0, 0.1, 0, 0, FALSE, TRUE },
  { "with some late versions of the app", 60, 100, 0, 0.1, 0.02, 0, FALSE, TRUE },
  { "with two days lost", 60, 100, 2, 0.1, 0, 0, FALSE, TRUE },
  { "a narrower definition", 60, 100, 0, 0.06, 0, 0, FALSE, TRUE },
  { "seen after a week", 60, 67, 0, 0.1, 0, 0, FALSE, TRUE },
  { "too early to tell", 60, 63, 0, 0.1, 0, 0, FALSE, FALSE },
  { "too little before", 10, 60, 0, 0.1, 0, 0, FALSE, FALSE },
  { "a little history", 20, 60, 0, 0.1, 0, 0, FALSE, TRUE },
  { "a month apart", 60, 140, 30, 0.1, 0, 0, FALSE, FALSE },
  { "five times as many", 60, 100, 0, 0.5, 0, 0, FALSE, FALSE },
  { "a tenth", 60, 100, 0, 0.01, 0, 0, FALSE, FALSE },
  { "half of the old stays", 60, 100, 0, 0.1, 0.5, 0, FALSE, FALSE },
  { "something new beside it", 60, 100, 0, 0.1, 0, 0, TRUE, FALSE },
  { "other people", 60, 100, 0, 0.1, 0, N_PEOPLE, FALSE, FALSE },
};

static void
add_person (SyTestLog *rows,
            const Case *c,
            TestRandom *random,
            const char *key,
            gboolean has_old,
            gboolean has_new)
{
  for (int day = 0; day < c->n_days; day++)
    {
      gint64 noon = (gint64) (FIRST_DAY + day) * DAY + DAY / 2;
      double old = day < c->day || c->is_also ? 0.1 : 0.1 * c->left;

      /* Something else goes on, so that the log has all its days. */
      if (test_random_unit (random) < 0.3)
        sy_test_log_add (rows, key, "visit", noon, NAN);
      if (has_old && test_random_unit (random) < old)
        sy_test_log_add (rows, key, "buy", noon + 1, NAN);
      if (has_new && day >= c->day + c->pause && test_random_unit (random) < c->rate)
        sy_test_log_add (rows, key, "purchase", noon + 2, NAN);
    }
}

static SyEventLog *
build (const Case *c,
       guint seed)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  TestRandom random = { seed };
  static char keys[2 * N_PEOPLE][8];

  for (gsize p = 0; p < 2 * N_PEOPLE; p++)
    {
      gboolean is_new = p >= c->first_new && p < c->first_new + N_PEOPLE;

      g_snprintf (keys[p], sizeof keys[p], "p%03u", (guint) p);
      if (p < N_PEOPLE || is_new)
        add_person (rows, c, &random, keys[p], p < N_PEOPLE, is_new);
    }
  return sy_test_log_build (rows);
}

static void
test_rule (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SyEventLog) log = build (&cases[i], 40 + (guint) i);
      g_autoptr (GPtrArray) renames = sy_renames_find (log);
      const SyRename *rename;
      g_autofree char *sentence = NULL;

      g_test_message ("%s", cases[i].what);
      g_assert_cmpuint (renames->len, ==, cases[i].is_found);
      if (renames->len == 0)
        continue;
      rename = renames->pdata[0];
      g_assert_cmpstr (rename->from, ==, "buy");
      g_assert_cmpstr (rename->to, ==, "purchase");
      g_assert_cmpint (rename->day, ==, FIRST_DAY + cases[i].day + cases[i].pause);
      g_assert_cmpfloat_with_epsilon (rename->before, 20, 3);
      g_assert_cmpfloat_with_epsilon (rename->after, 200 * cases[i].rate, 4);
      g_assert_cmpuint (rename->n_people, >, 50);
      sentence = sy_rename_describe (rename, "3 Mar");
      g_assert_cmpstr (sentence, ==, "“buy” may have become “purchase” on 3 Mar");
    }
}

/* The whole log moves to names of a new scheme on one day: each finds its own. */
static void
test_pairs (void)
{
  static const char *const names[][2] = {
    { "a1", "b1" }, { "a2", "b2" }, { "a3", "b3" }
  };
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (GPtrArray) renames = NULL;
  static char keys[300][8];
  TestRandom random = { 60 };

  for (gsize p = 0; p < G_N_ELEMENTS (keys); p++)
    {
      gsize kind = p % 3;

      g_snprintf (keys[p], sizeof keys[p], "p%03u", (guint) p);
      for (int day = 0; day < 80; day++)
        if (test_random_unit (&random) < 0.2)
          sy_test_log_add (rows, keys[p], names[kind][day >= 40],
                           (gint64) (FIRST_DAY + day) * DAY + DAY / 2, NAN);
    }
  log = sy_test_log_build (rows);
  renames = sy_renames_find (log);
  g_assert_cmpuint (renames->len, ==, 3);
  for (gsize i = 0; i < 3; i++)
    {
      const SyRename *rename = renames->pdata[i];

      g_assert_cmpstr (rename->from, ==, names[i][0]);
      g_assert_cmpstr (rename->to, ==, names[i][1]);
    }
}

static void
test_empty (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) none = sy_test_log_build (rows);
  g_autoptr (SyEventLog) one = NULL;
  g_autoptr (GPtrArray) of_none = sy_renames_find (none);
  g_autoptr (GPtrArray) of_one = NULL;

  sy_test_log_add (rows, "a", "buy", (gint64) FIRST_DAY * DAY, NAN);
  one = sy_test_log_build (rows);
  of_one = sy_renames_find (one);
  g_assert_cmpuint (of_none->len, ==, 0);
  g_assert_cmpuint (of_one->len, ==, 0);
  sy_rename_free (NULL);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/events/rename/H4-rule", test_rule);
  g_test_add_func ("/events/rename/H4-pairs", test_pairs);
  g_test_add_func ("/events/rename/empty", test_empty);
  return g_test_run ();
}
