/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a report says of few people, of one class only, and where its pages end. */
#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "sy-chart.h"
#include "sy-engine.h"
#include "sy-chart-style.h"
#include "sy-ink-private.h"
#include "sy-report-document-private.h"

#define DAY 86400
/* 2023-01-01, UTC. */
#define FIRST G_GINT64_CONSTANT (1672531200)
#define AS_OF (FIRST + (gint64) 300 * DAY)

/* Ten people visit four times before the date, forty once; every third buys after it, three of the
 * forty have bought before. */
static SyEventLog *
make_log (void)
{
  g_autoptr (SyZone) zone = sy_zone_new ("UTC", NULL);
  g_autoptr (SyEventLogBuilder) builder = sy_event_log_builder_new (zone);
  static const double spent_before[50] = { [12] = 20.0, [13] = 20.0, [15] = 5.0 };

  for (int person = 0; person < 50; person++)
    {
      g_autofree char *key = g_strdup_printf ("p%02d", person);
      double amount = 10.0;

      for (int visit = 0; visit < (person < 10 ? 4 : 1); visit++)
        sy_event_log_builder_add_event (builder, key, "visit",
                                        (AS_OF - (gint64) (visit * 10 + 5) * DAY) * 1000, NULL, NULL,
                                        0);
      if (spent_before[person] > 0.0)
        sy_event_log_builder_add_event (builder, key, "purchase", (AS_OF - 20 * DAY) * 1000,
                                        &spent_before[person], NULL, 0);
      if (person % 3 == 0)
        sy_event_log_builder_add_event (builder, key, "purchase", (AS_OF + 5 * DAY) * 1000, &amount,
                                        NULL, 0);
    }
  sy_event_log_builder_add_event (builder, "late", "visit", (AS_OF + 60 * DAY) * 1000, NULL, NULL, 0);
  return sy_event_log_builder_build (builder);
}

static SyModel *
make_model (const char *outcome_type)
{
  g_autofree char *text = g_strdup_printf (
      "{\"format\":\"steelyard-model\",\"format_version\":1,\"name\":\"M\",\"purpose\":\"engagement\","
      "\"entity\":\"person\",\"outcome\":{\"name\":\"Buys\",\"kind\":\"event\",\"types\":[\"%s\"],"
      "\"horizon_days\":30,\"gap_days\":0,\"direction\":\"more\"},"
      "\"groups\":[{\"name\":\"G\",\"combine\":\"sum\",\"weight\":1,\"rules\":["
      "{\"id\":\"visit\",\"label\":\"Visit\",\"kind\":\"event\",\"types\":[\"visit\"],"
      "\"measure\":\"count\",\"weight\":10}]}],\"scale\":{\"kind\":\"range\",\"lo\":0,\"hi\":100},"
      "\"bands\":[{\"name\":\"Many\",\"min\":0},{\"name\":\"Few\",\"min\":25}]}",
      outcome_type);
  g_autoptr (GError) error = NULL;
  SyModel *model = sy_model_from_json (text, -1, &error);

  g_assert_no_error (error);
  return model;
}

static SyStudy *
run_study (SyEventLog *log,
           SyModel *model)
{
  SyStudyOptions options = SY_STUDY_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  SyStudy *study;

  options.as_of = AS_OF;
  study = sy_study_run (log, model, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return study;
}

static char *
write_report (const SyStudy *study,
              const char *name)
{
  g_autofree char *folder = g_dir_make_tmp ("sy-report-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  SyReportInfo info = { .study = study };
  g_autoptr (GError) error = NULL;
  char *text;

  g_assert_true (sy_report_write (path, &info, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  return text;
}

static void
assert_has (const char *text,
            const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is missing in: %s", part, text);
}

static void
assert_lacks (const char *text,
              const char *part)
{
  if (strstr (text, part) != NULL)
    g_error ("“%s” stands in: %s", part, text);
}

/* Of forty people 13 buy (32.5 %), of ten 4 (40 %): only the second is a rate of few. */
static void
test_few_people (void)
{
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyModel) model = make_model ("purchase");
  g_autoptr (SyStudy) study = run_study (log, model);
  g_autofree char *text = write_report (study, "report.md");

  assert_has (text, "| Many | 40 | 13 | 32.5\xc2\xa0% | ");
  assert_has (text, "| Few | 10 | 4 | 40.0\xc2\xa0% \\* | ");
  assert_has (text, "\\* Small n, fewer than 30 people");
}

/* Each cell of the cohorts has its share, interval and number of people; Wilson's of 13 of 40 and 4 of 10. */
static void
test_cohort_cells (void)
{
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyModel) model = make_model ("purchase");
  g_autoptr (SyStudy) study = run_study (log, model);
  g_autofree char *text = write_report (study, "report.md");

  assert_has (text, "| First seen | Many | Few | All |");
  assert_has (text, "| All | 32\xc2\xa0%\xc2\xa0\\[20\xe2\x80\x93"
                    "48\\] n\xc2\xa0=\xc2\xa0"
                    "40 | "
                    "40\xc2\xa0%\xc2\xa0\\[17\xe2\x80\x93"
                    "69\\] n\xc2\xa0=\xc2\xa0"
                    "10\xc2\xa0\\* | ");
}

/* Of forty people who spent 45 before and 130 after, three spent before, and one of them more after: 130/45, and
 * Wilson's of one of three. */
static void
test_kept (void)
{
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyModel) model = make_model ("purchase");
  g_autoptr (SyStudy) study = run_study (log, model);
  g_autofree char *text = write_report (study, "report.md");

  assert_has (text, "Kept (NRR)");
  assert_has (text, "| Many | 45 | 130 | 288.9\xc2\xa0% \\[");
  assert_has (text, " | 3 | 33.3\xc2\xa0% \\[6.1\xe2\x80\x93"
                    "79.2\\]\xc2\xa0\\* |");
}

/* Of three labelled people of one band two are good, the junk one stands in the other. */
static void
test_labels (void)
{
  static const struct
  {
    const char *person;
    SyErrorLabel label;
  } found[] = { { "p20", SY_ERROR_LABEL_GOOD }, { "p21", SY_ERROR_LABEL_GOOD }, { "p22", SY_ERROR_LABEL_LATE }, { "p03", SY_ERROR_LABEL_JUNK }, { "late", SY_ERROR_LABEL_JUNK } };
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyModel) model = make_model ("purchase");
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  SyErrorLabelRecord records[G_N_ELEMENTS (found)];
  SyStudyOptions options = SY_STUDY_OPTIONS_INIT;
  g_autoptr (SyStudy) bare = run_study (log, model);
  g_autoptr (SyStudy) study = NULL;
  g_autofree char *bare_text = write_report (bare, "report.md");
  g_autofree char *text = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (found); i++)
    {
      records[i] = (SyErrorLabelRecord){ .person = (char *) found[i].person,
                                         .as_of = AS_OF,
                                         .label = found[i].label,
                                         .note = (char *) "" };
      g_ptr_array_add (labels, &records[i]);
    }
  options.as_of = AS_OF;
  options.error_labels = labels;
  study = sy_study_run (log, model, &options, NULL, NULL, NULL, NULL);
  text = write_report (study, "report.md");
  assert_lacks (bare_text, "What was found of people");
  assert_has (text, "## What was found of people, by band");
  assert_has (text, "| Many | 3 | 2 | 66.7\xc2\xa0% \\[20.8\xe2\x80\x93"
                    "93.9\\]\xc2\xa0\\* | 0 | 0.0\xc2\xa0% ");
  assert_has (text, "| Few | 1 | 0 | 0.0\xc2\xa0% \\[0.0\xe2\x80\x93"
                    "79.3\\]\xc2\xa0\\* | 1 | 100.0\xc2\xa0% ");
  assert_has (text, "1 more are of people who were in no band at the date.");
}

static void
test_nobody (void)
{
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyModel) model = make_model ("never");
  g_autoptr (SyStudy) study = run_study (log, model);
  g_autofree char *text = write_report (study, "report.html");

  g_test_summary ("A report of a model whose outcome nobody had says so, in whole sentences");
  assert_lacks (text, "the 0 people");
  assert_lacks (text, "\xe2\x80\x93 days");
  assert_lacks (text, "holds \xe2\x80\x93");
  assert_has (text, "Nobody had the outcome in its window: there is no lead to tell.");
  assert_has (text, "Nobody had the outcome: there is nothing to rank apart");
}

static void
test_auc_of_one_class (void)
{
  static const gint32 days[] = { 19000, 19031 };
  static const double none[] = { NAN, NAN };
  static const double second[] = { NAN, 0.7 };
  static const guint8 immature[] = { 1, 1 };
  SyChartAucInfo info = { .title = "AUC", .n_points = 2, .days = days, .auc = none };
  g_autoptr (SyChart) empty = sy_chart_auc_new (&info);
  g_autoptr (SyChart) early = NULL;
  g_autoptr (SyChart) full = NULL;
  g_autofree char *why = sy_chart_describe (empty);
  g_autofree char *early_why = NULL;

  info.immature = immature;
  early = sy_chart_auc_new (&info);
  early_why = sy_chart_describe (early);
  info.immature = NULL;
  info.auc = second;
  full = sy_chart_auc_new (&info);
  g_assert_true (sy_chart_is_empty (empty));
  assert_has (why, "Nothing to show: an AUC needs people with and without the outcome");
  g_assert_true (sy_chart_is_empty (early));
  assert_has (early_why, "Nothing to show: the horizon of no origin is over yet");
  g_assert_false (sy_chart_is_empty (full));
}

static void
test_definitions (void)
{
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyModel) model = make_model ("purchase");
  g_autoptr (SyStudy) study = run_study (log, model);
  g_autofree char *text = write_report (study, "report.md");
  const char *definitions = strstr (text, "## How the figures are made");

  g_assert_nonnull (definitions);
  assert_has (definitions, "Lead time");
  assert_has (definitions, "Kaplan and Meier (1958)");
  assert_has (definitions, "Log-rank");
  assert_has (definitions, "net revenue retention");
}

/* Where the one bookmark of a document points: the page of its heading, from 1. */
static guint
find_heading_page (const char *data,
                   gsize size,
                   guint *out_n_pages)
{
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func (g_free);
  const char *kids = memmem (data, size, "/Kids [ ", 8);
  const char *dest = memmem (data, size, "/Dest [", 7);
  g_auto (GStrv) numbers = NULL;
  g_autofree char *list = NULL;
  guint page = 0;

  g_assert_nonnull (kids);
  g_assert_nonnull (dest);
  list = g_strndup (kids + 8, (gsize) (strchr (kids, ']') - kids) - 8);
  numbers = g_strsplit_set (g_strstrip (list), " ", -1);
  *out_n_pages = g_strv_length (numbers) / 3;
  for (guint i = 0; i < *out_n_pages; i++)
    if (g_ascii_strtoll (numbers[3 * i], NULL, 10) == g_ascii_strtoll (dest + 7, NULL, 10))
      page = i + 1;
  return page;
}

/* Text, a heading and a table of eight rows: whatever the room, the heading is where the table is. */
static void
test_heading_with_table (void)
{
  guint n_moved = 0, n_stayed = 0;

  for (guint n_lines = 25; n_lines <= 45; n_lines++)
    {
      g_autoptr (SyDocument) document = sy_document_new ("T", "S", "F");
      g_autoptr (GBytes) pdf = NULL;
      SyBlock *table;
      guint n_pages, page;

      for (guint i = 0; i < n_lines; i++)
        sy_document_take_text (document, g_strdup ("A line."));
      sy_document_add_heading (document, 1, "Heading");
      table = sy_document_add_table (document, "Name", 1.0, 't', "Figure", 1.0, 'n', NULL);
      for (guint i = 0; i < 8; i++)
        sy_block_take_row (table, g_strdup ("name"), g_strdup ("1"));
      pdf = sy_document_to_pdf (document, NULL);
      page = find_heading_page (g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf), &n_pages);
      g_assert_cmpuint (page, ==, n_pages);
      n_moved += n_pages == 2;
      n_stayed += n_pages == 1;
    }
  g_assert_cmpuint (n_moved, >, 0);
  g_assert_cmpuint (n_stayed, >, 0);
}

/* Sixteen names that differ at the end only, and some that fit. */
static void
test_names_stay_apart (void)
{
  const char *names[16];
  g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func (g_free);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 400, 300);
  cairo_t *cr = cairo_create (surface);
  SyChartStyle style;
  SyInk ink;

  for (guint i = 0; i < 16; i++)
    {
      g_ptr_array_add (owned, g_strdup_printf ("Band number %u", i + 1));
      names[i] = owned->pdata[i];
    }
  sy_chart_style_init (&style, FALSE);
  sy_ink_init (&ink, cr, 400, 300, &style);
  for (double room = 36.0; room < 250.0; room += 10.0)
    {
      g_auto (GStrv) cuts = sy_ink_cut_names (&ink, SY_FONT_NAME, names, 16, room);
      g_autoptr (GHashTable) set = g_hash_table_new (g_str_hash, g_str_equal);

      for (guint i = 0; i < 16; i++)
        {
          g_autofree char *number = g_strdup_printf ("%u", i + 1);

          /* The number is what tells them apart. */
          g_assert_true (g_str_has_suffix (cuts[i], number));
          g_assert_cmpfloat (sy_ink_text_width (&ink, SY_FONT_NAME, cuts[i]), <=, room);
          g_hash_table_add (set, cuts[i]);
        }
      g_assert_cmpuint (g_hash_table_size (set), ==, 16);
    }
  {
    static const char *const apart[] = { "Growing customers", "Sleeping customers", "New" };
    g_auto (GStrv) cuts = sy_ink_cut_names (&ink, SY_FONT_NAME, apart, 3, 60.0);

    g_assert_true (g_str_has_suffix (cuts[0], "\xe2\x80\xa6"));
    g_assert_cmpstr (cuts[2], ==, "New");
  }
  sy_ink_clear (&ink);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/report/G3-few-people", test_few_people);
  g_test_add_func ("/chart/report/G3-F13-cohort-cells", test_cohort_cells);
  g_test_add_func ("/chart/report/F15-kept-and-expanded", test_kept);
  g_test_add_func ("/chart/report/G6-labels", test_labels);
  g_test_add_func ("/chart/report/F10-nobody-with-the-outcome", test_nobody);
  g_test_add_func ("/chart/auc/F3-one-class", test_auc_of_one_class);
  g_test_add_func ("/chart/report/definitions", test_definitions);
  g_test_add_func ("/chart/report/heading-with-table", test_heading_with_table);
  g_test_add_func ("/chart/bands/names-stay-apart", test_names_stay_apart);
  return g_test_run ();
}
