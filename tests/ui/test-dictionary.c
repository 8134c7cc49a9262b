/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "project-fixture.h"
#include "sy-dictionary-edit.h"
#include "sy-dictionary-text.h"

#include <math.h>
#include <string.h>

#define DAY(year, month, day) ((gint64) sy_day_from_civil (year, month, day) * SY_DAY_SECONDS)

static SyTypeEntry *
create_entry (const char *name,
              const char *canonical,
              gint64 n_events)
{
  SyTypeEntry *entry = g_new0 (SyTypeEntry, 1);

  entry->name = g_strdup (name);
  entry->canonical = g_strdup (canonical);
  entry->n_events = n_events;
  entry->cadence_days = NAN;
  return entry;
}

static GPtrArray *
create_entries (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) sy_type_entry_free);
}

/* Ten "open" a day for 60 days from Monday 1 January 2024, none on Wednesday 14 February; "rare" once a week. */
static SyEventLog *
create_daily_log (void)
{
  g_autoptr (SyZone) zone = sy_zone_new ("UTC", NULL);
  g_autoptr (SyEventLogBuilder) builder = sy_event_log_builder_new (zone);

  for (int day = 0; day < 60; day++)
    {
      gint64 noon_ms = (DAY (2024, 1, 1) + day * SY_DAY_SECONDS + 43200) * 1000;
      double amount = 5.0;

      for (int i = 0; i < 10 && day != 44; i++)
        sy_event_log_builder_add_event (builder, i % 2 == 0 ? "a" : "b", "open", noon_ms + i,
                                        i == 0 ? &amount : NULL, NULL, 0);
      if (day % 7 == 0 && day != 28)
        sy_event_log_builder_add_event (builder, "a", "rare", noon_ms, NULL, NULL, 0);
    }
  return sy_event_log_builder_build (builder);
}

static SyDictionary *
create_dictionary (gint64 as_of)
{
  g_autoptr (SyEventLog) log = create_daily_log ();
  g_autoptr (GPtrArray) entries = create_entries ();
  SyTypeEntry *open = create_entry ("open", NULL, 90);

  open->n_aliases = 2;
  open->cadence_days = 2.0;
  open->owner = g_strdup ("Ada");
  g_ptr_array_add (entries, create_entry ("Seen", "open", 500));
  g_ptr_array_add (entries, create_entry ("later", "open", 0));
  g_ptr_array_add (entries, open);
  g_ptr_array_add (entries, create_entry ("planned", NULL, 0));
  g_ptr_array_add (entries, create_entry ("rare", NULL, 8));
  return sy_dictionary_new (entries, log, as_of, NULL, NULL);
}

static void
test_lines (void)
{
  g_autoptr (SyDictionary) dictionary = create_dictionary (DAY (2024, 3, 1));
  const SyDictionaryLine *line = sy_dictionary_find (dictionary, "open");
  double total = 0.0;

  g_test_summary ("aliases are no lines of their own");
  g_assert_cmpuint (dictionary->n_lines, ==, 3);
  g_assert_null (sy_dictionary_find (dictionary, "Seen"));
  g_assert_cmpuint (line->n_events, ==, 590);
  g_assert_cmpuint (line->n_people, ==, 2);
  g_assert_cmpuint (line->n_amounts, ==, 59);
  g_assert_cmpint (line->first, ==, DAY (2024, 1, 1) + 43200);
  g_assert_cmpuint (line->aliases->len, ==, 2);
  g_assert_cmpstr (((SyTypeEntry *) line->aliases->pdata[0])->name, ==, "Seen");
  /* 60 days are 8 whole weeks back from the as-of date. */
  g_assert_cmpuint (line->n_weeks, ==, 8);
  g_assert_cmpint (line->weeks[7], ==, sy_day_from_civil (2024, 2, 23));
  for (gsize i = 0; i < line->n_weeks; i++)
    total += line->counts[i];
  g_assert_cmpfloat_with_epsilon (total, 550.0, 1e-9);
}

static void
test_no_events (void)
{
  g_autoptr (SyDictionary) dictionary = create_dictionary (DAY (2024, 3, 1));
  const SyDictionaryLine *line = sy_dictionary_find (dictionary, "planned");
  g_autoptr (SyChart) chart = sy_dictionary_line_create_sparkline (line);
  g_autofree char *lag = sy_dictionary_text_lag (line);

  g_assert_cmpuint (line->n_events, ==, 0);
  g_assert_cmpuint (line->n_weeks, ==, 0);
  g_assert_true (sy_chart_is_empty (chart));
  g_assert_cmpstr (lag, ==, "–");
}

static void
test_before_the_log (void)
{
  g_autoptr (SyDictionary) dictionary = create_dictionary (DAY (2023, 6, 1));
  const SyDictionaryLine *line = sy_dictionary_find (dictionary, "open");
  g_autofree char *freshness = sy_dictionary_text_freshness (line);

  g_assert_cmpuint (line->n_weeks, ==, 0);
  g_assert_cmpuint (line->gaps->len, ==, 0);
  g_assert_cmpstr (freshness, ==, "No event before the as-of date");
}

static void
test_gaps (void)
{
  g_autoptr (SyDictionary) dictionary = create_dictionary (DAY (2024, 3, 1));
  const SyDictionaryLine *open = sy_dictionary_find (dictionary, "open");
  const SyDictionaryLine *rare = sy_dictionary_find (dictionary, "rare");
  g_autofree char *days = sy_dictionary_text_gaps (open, 3);

  g_assert_cmpstr (days, ==, "14 Feb 2024: 0 of 10 expected");
  for (gsize i = 0; i < open->n_weeks; i++)
    g_assert_cmpint (open->has_gap[i], ==, i == 5);
  g_test_summary ("one event a week that is missing once may be chance");
  g_assert_cmpuint (rare->gaps->len, ==, 0);
}

static void
test_freshness (void)
{
  g_autoptr (SyDictionary) fresh = create_dictionary (DAY (2024, 3, 1));
  g_autoptr (SyDictionary) stale = create_dictionary (DAY (2024, 3, 10));
  g_autoptr (SyDictionary) patient = NULL;
  g_autoptr (SyTypeEntry) entry = create_entry ("open", NULL, 0);
  g_autofree char *text = NULL;

  g_assert_false (sy_dictionary_find (fresh, "open")->freshness.is_stale);
  g_assert_true (sy_dictionary_find (stale, "open")->freshness.is_stale);
  text = sy_dictionary_text_freshness (sy_dictionary_find (stale, "open"));
  g_assert_cmpstr (text, ==, "Stale: silent for 9\302\240d, at most 2\302\240d is normal");
  g_test_summary ("without a cadence nothing is stale");
  g_assert_false (sy_dictionary_find (stale, "rare")->freshness.is_stale);
  entry->cadence_days = 30.0;
  entry->category = SY_TYPE_CATEGORY_VALUE;
  patient = sy_dictionary_with_entry (stale, entry);
  g_assert_false (sy_dictionary_find (patient, "open")->freshness.is_stale);
  g_assert_cmpint (sy_dictionary_find (patient, "open")->entry->category, ==,
                   SY_TYPE_CATEGORY_VALUE);
  g_assert_cmpint (sy_dictionary_find (patient, "open")->entry->n_events, ==, 90);
  g_assert_true (sy_dictionary_find (stale, "open")->freshness.is_stale);
}

static void
test_cancelled (void)
{
  g_autoptr (SyEventLog) log = create_daily_log ();
  g_autoptr (GPtrArray) entries = create_entries ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (entries, create_entry ("open", NULL, 1));
  g_cancellable_cancel (cancellable);
  g_assert_null (sy_dictionary_new (entries, log, 0, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_filter (void)
{
  static const struct
  {
    SyDictionaryFilter filter;
    const char *needle;
    const char *matches;
  } cases[] = {
    { SY_DICTIONARY_ALL, NULL, "open planned rare " },
    { SY_DICTIONARY_ALL, "", "open planned rare " },
    { SY_DICTIONARY_ALL, "SEEN", "open " },
    { SY_DICTIONARY_ALL, "ada", "open " },
    { SY_DICTIONARY_ALL, "nobody", "" },
    { SY_DICTIONARY_UNMAPPED, NULL, "rare " },
    { SY_DICTIONARY_MUTED, NULL, "" },
    { SY_DICTIONARY_STALE, NULL, "open " },
    { SY_DICTIONARY_GAPS, NULL, "open " },
    { SY_DICTIONARY_GAPS, "rare", "" },
  };
  g_autoptr (SyDictionary) dictionary = create_dictionary (DAY (2024, 3, 10));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) found = g_string_new (NULL);

      for (gsize k = 0; k < dictionary->n_lines; k++)
        if (sy_dictionary_line_matches (&dictionary->lines[k], cases[i].filter, cases[i].needle))
          g_string_append_printf (found, "%s ", dictionary->lines[k].entry->name);
      g_assert_cmpstr (found->str, ==, cases[i].matches);
    }
}

static void
test_order (void)
{
  g_autoptr (SyDictionary) dictionary = create_dictionary (DAY (2024, 3, 10));
  const SyDictionaryLine *open = sy_dictionary_find (dictionary, "open");
  const SyDictionaryLine *planned = sy_dictionary_find (dictionary, "planned");
  const SyDictionaryLine *rare = sy_dictionary_find (dictionary, "rare");

  g_assert_cmpint (sy_dictionary_line_compare (open, rare, SY_DICTIONARY_NAME), <, 0);
  g_assert_cmpint (sy_dictionary_line_compare (open, rare, SY_DICTIONARY_EVENTS), >, 0);
  g_assert_cmpint (sy_dictionary_line_compare (planned, rare, SY_DICTIONARY_SEEN), <, 0);
  g_assert_cmpint (sy_dictionary_line_compare (open, rare, SY_DICTIONARY_TRACKING), <, 0);
  g_test_summary ("equal ones go by name");
  g_assert_cmpint (sy_dictionary_line_compare (planned, rare, SY_DICTIONARY_CATEGORY), <, 0);
  g_assert_cmpint (sy_dictionary_line_compare (rare, rare, SY_DICTIONARY_VOLUME), ==, 0);
}

static void
test_texts (void)
{
  g_autoptr (SyDictionary) dictionary = create_dictionary (DAY (2024, 3, 10));
  g_autofree char *summary = sy_dictionary_text_summary (dictionary);
  g_autofree char *names = sy_dictionary_text_names (sy_dictionary_find (dictionary, "open"));
  g_autofree char *unmapped = sy_dictionary_text_names (sy_dictionary_find (dictionary, "rare"));

  g_assert_cmpstr (summary, ==, "3 types · 1 unmapped · 1 stale · 1 with tracking gaps");
  g_assert_cmpstr (names, ==, "also Seen\302\240500, later\302\2400");
  g_assert_cmpstr (unmapped, ==, "unmapped");
}

/* Edits */

static SyDictionary *
read_dictionary (SyProject *project)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = sy_project_list_types (project, NULL, &error);
  g_autoptr (SyEventLog) log = sy_event_log_load (project, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return sy_dictionary_new (entries, log, sy_event_log_get_data_end (log), NULL, NULL);
}

static char *
describe (SyProject *project)
{
  g_autoptr (SyDictionary) dictionary = read_dictionary (project);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < dictionary->n_lines; i++)
    {
      const SyDictionaryLine *line = &dictionary->lines[i];

      g_string_append_printf (text, "%s %d %s%s", line->entry->name, (int) line->n_events,
                              sy_type_category_get_name (line->entry->category),
                              line->entry->is_muted ? " muted" : "");
      for (guint k = 0; k < line->aliases->len; k++)
        g_string_append_printf (text, " <%s", ((SyTypeEntry *) line->aliases->pdata[k])->name);
      g_string_append (text, "; ");
    }
  return g_string_free (text, FALSE);
}

static void
assert_dictionary (SyProject *project,
                   const char *expected)
{
  g_autofree char *text = describe (project);

  g_assert_cmpstr (text, ==, expected);
}

/* Takes the edit. */
static void
apply (SyProject *project,
       SyDictionaryEdit *edit)
{
  g_autoptr (SyDictionaryEdit) own = edit;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (own);
  sy_dictionary_edit_apply (own, project, &error);
  g_assert_no_error (error);
}

static void
merge (SyProject *project,
       const char *name,
       const char *target)
{
  g_autoptr (SyDictionary) dictionary = read_dictionary (project);
  g_autoptr (GError) error = NULL;
  SyDictionaryEdit *edit = sy_dictionary_edit_new_merge (dictionary, name, target, &error);

  g_assert_no_error (error);
  apply (project, edit);
}

static void
take_back (SyProject *project,
           const char *name)
{
  g_autoptr (SyDictionary) dictionary = read_dictionary (project);

  apply (project, sy_dictionary_edit_new_take_back (dictionary, name));
}

static SyProject *
open_fixture (const char *path)
{
  g_autoptr (GError) error = NULL;
  SyProject *project = sy_project_open (path, SY_PROJECT_READ_WRITE, &error);

  g_assert_no_error (error);
  return project;
}

static void
test_merge (void)
{
  char *path = project_fixture_new ();
  g_autoptr (SyProject) project = open_fixture (path);

  assert_dictionary (project, "buy 540 ; visit 180 ; ");
  merge (project, "visit", "buy");
  assert_dictionary (project, "buy 720  <visit; ");
  merge (project, "planned", "buy");
  assert_dictionary (project, "buy 720  <visit <planned; ");
  take_back (project, "visit");
  take_back (project, "planned");
  assert_dictionary (project, "buy 540 ; visit 180 ; ");
  g_clear_pointer (&project, sy_project_unref);
  project_fixture_free (path);
}

static void
test_rename (void)
{
  char *path = project_fixture_new ();
  g_autoptr (SyProject) project = open_fixture (path);
  g_autoptr (SyTypeEntry) entry = create_entry ("buy", NULL, 0);

  entry->category = SY_TYPE_CATEGORY_VALUE;
  apply (project, sy_dictionary_edit_new_describe (entry));
  apply (project, sy_dictionary_edit_new_mute ("buy", TRUE));
  merge (project, "kauf", "buy");
  g_test_summary ("a new name takes the description, the mute and the aliases along");
  merge (project, "buy", "order");
  assert_dictionary (project, "order 540 value muted <buy <kauf; visit 180 ; ");
  merge (project, "order", "purchase");
  assert_dictionary (project, "purchase 540 value muted <buy <kauf <order; visit 180 ; ");
  take_back (project, "order");
  take_back (project, "kauf");
  g_test_summary ("the last alias brings them back");
  take_back (project, "buy");
  assert_dictionary (project, "buy 540 value muted; visit 180 ; ");
  g_clear_pointer (&project, sy_project_unref);
  project_fixture_free (path);
}

static void
test_refused (void)
{
  char *path = project_fixture_new ();
  g_autoptr (SyProject) project = open_fixture (path);
  g_autoptr (SyDictionary) dictionary = NULL;
  static const char *const targets[] = { "visit", "", "alias" };

  merge (project, "alias", "buy");
  dictionary = read_dictionary (project);
  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sy_dictionary_edit_new_merge (dictionary, "visit", targets[i], &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    }
  g_assert_null (sy_dictionary_edit_new_take_back (dictionary, "visit"));
  g_clear_pointer (&project, sy_project_unref);
  project_fixture_free (path);
}

static void
test_follow (void)
{
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (SyModel) renamed = sy_dictionary_edit_rename_in_model (model, "buy", "order");
  g_autoptr (SyModel) merged = sy_dictionary_edit_rename_in_model (renamed, "visit", "order");

  g_assert_cmpstr (renamed->outcome.types[0], ==, "order");
  g_assert_cmpstr (sy_model_find_rule (renamed, "buy", NULL, NULL)->types[0], ==, "order");
  g_assert_cmpstr (sy_model_find_rule (renamed, "visit", NULL, NULL)->types[0], ==, "visit");
  g_assert_cmpstr (sy_model_find_rule (merged, "visit", NULL, NULL)->types[0], ==, "order");
  g_assert_cmpstr (model->outcome.types[0], ==, "buy");
  g_assert_null (sy_dictionary_edit_rename_in_model (model, "open", "order"));
}

static void
test_follow_once (void)
{
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (SyModel) merged = NULL;
  SyRule *rule = sy_model_find_rule (model, "buy", NULL, NULL);

  g_test_summary ("a rule that names both keeps one of them");
  g_strfreev (rule->types);
  rule->types = g_strsplit ("buy order visit", " ", -1);
  merged = sy_dictionary_edit_rename_in_model (model, "buy", "order");
  rule = sy_model_find_rule (merged, "buy", NULL, NULL);
  g_assert_cmpuint (g_strv_length (rule->types), ==, 2);
  g_assert_cmpstr (rule->types[0], ==, "order");
  g_assert_cmpstr (rule->types[1], ==, "visit");
}

static void
test_effect (void)
{
  g_autoptr (SyEventLog) log = project_fixture_log ();
  g_autoptr (SyModel) model = project_fixture_model ();
  gint64 as_of = DAY (2024, 8, 1);
  guint32 visit = sy_event_log_find_type (log, "visit");
  g_autoptr (SyEventLog) muted = sy_event_log_with_muted (log, visit, TRUE);
  g_autoptr (SyLogEffect) effect = sy_log_effect_compute (log, muted, model, as_of, NULL, NULL);
  g_autoptr (SyLogEffect) none = sy_log_effect_compute (log, log, model, as_of, NULL, NULL);
  g_autofree char *text = sy_dictionary_text_effect ("Muting visit: ", effect);
  g_autofree char *nothing = sy_dictionary_text_effect ("Letting visit count: ", none);

  g_assert_cmpuint (effect->n_scores_changed, ==, 20);
  g_assert_true (g_str_has_prefix (text, "Muting visit: AUC "));
  g_assert_nonnull (strstr (text, " → "));
  g_assert_nonnull (strstr (text, "PSI "));
  g_assert_true (g_str_has_suffix (text, "change band."));
  g_assert_cmpstr (nothing, ==, "Letting visit count: no score changes.");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dictionary/lines", test_lines);
  g_test_add_func ("/dictionary/no-events", test_no_events);
  g_test_add_func ("/dictionary/before-the-log", test_before_the_log);
  g_test_add_func ("/dictionary/gaps", test_gaps);
  g_test_add_func ("/dictionary/freshness", test_freshness);
  g_test_add_func ("/dictionary/cancelled", test_cancelled);
  g_test_add_func ("/dictionary/filter", test_filter);
  g_test_add_func ("/dictionary/order", test_order);
  g_test_add_func ("/dictionary/texts", test_texts);
  g_test_add_func ("/dictionary/edit/merge", test_merge);
  g_test_add_func ("/dictionary/edit/rename", test_rename);
  g_test_add_func ("/dictionary/edit/refused", test_refused);
  g_test_add_func ("/dictionary/edit/follow", test_follow);
  g_test_add_func ("/dictionary/edit/follow-once", test_follow_once);
  g_test_add_func ("/dictionary/A12-effect", test_effect);

  return g_test_run ();
}
