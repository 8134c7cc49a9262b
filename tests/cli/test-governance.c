/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reviews, owners, what is due, uses of segments, notes and limits, from the command line. */
#include "config.h"

#include <string.h>

#include "cli-fixture.h"

#define MODEL " sample.steelyard --model Engagement"

static void
expect_words (CliFixture *fixture,
              const char *line,
              int exit,
              const char *words)
{
  g_auto (CliResult) result = cli_expect (fixture, line, exit);

  if (strstr (result.out, words) == NULL && strstr (result.err, words) == NULL)
    g_error ("%s: “%s” is neither in %s nor in %s", line, words, result.out, result.err);
}

static char *
read_text (CliFixture *fixture,
           const char *name)
{
  g_autofree char *path = cli_path (fixture, name);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
test_review (CliFixture *fixture,
             gconstpointer data)
{
  g_autoptr (SyJson) reviews = NULL;

  g_test_summary ("What is not approved as it is cannot be published where the project says so");
  expect_words (fixture, "model reviews" MODEL, 0, "draft; the project demands no review");
  expect_words (fixture, "model require-review sample.steelyard", 0, "Only approved drafts");
  cli_write (fixture, "edit.sh",
             "steelyard-cli model show" MODEL
             " --version draft | sed 's/\"weight\": 6/\"weight\": 7/' > m.json && "
             "steelyard-cli model set sample.steelyard --file m.json");
  cli_expect_error (fixture, "model approve" MODEL " --author bo", 3, "Nobody asked");
  {
    g_auto (CliResult) edited = cli_run_shell (fixture, "sh edit.sh");

    g_assert_cmpint (edited.exit, ==, 0);
  }
  expect_words (fixture, "model publish" MODEL " --reason x", 1, "nobody approved this draft");
  expect_words (fixture, "model request-review" MODEL " --author ana --note look", 0,
                "in review, by ana");
  expect_words (fixture, "model publish" MODEL " --reason x", 1, "not decided yet");
  cli_expect_error (fixture, "model approve" MODEL " --author ana", 3, "somebody else");
  cli_expect_error (fixture, "model return" MODEL " --author bo", 2, "--note");
  expect_words (fixture, "model return" MODEL " --author bo --note \"too much\"", 0,
                "returned, by bo");
  expect_words (fixture, "model publish" MODEL " --reason x", 1, "sent back");
  expect_words (fixture, "model request-review" MODEL " --author ana", 0, "in review");
  expect_words (fixture, "model approve" MODEL " --author bo", 0, "approved, by bo");
  expect_words (fixture, "model publish" MODEL " --reason x", 0, "Published version 2");
  reviews = cli_expect_json (fixture, "model reviews" MODEL, 0);
  cli_assert_keys (reviews, "", "model required sha256 state reviews");
  cli_assert_keys (reviews, "reviews.0",
                   "sha256 state asked_by asked_note asked_at decided_by decided_note decided_at version");
  g_assert_cmpstr (cli_get_text (reviews, "state"), ==, "approved");
  g_assert_cmpstr (cli_get_text (reviews, "reviews.0.decided_note"), ==, "too much");
  g_assert_cmpfloat (cli_get_number (reviews, "reviews.1.version"), ==, 2);
  expect_words (fixture, "model publish sample.steelyard --model \"RFM value\" --reason x "
                         "--override \"trial\"",
                0, "Published version 1");
  expect_words (fixture, "model require-review sample.steelyard --off", 0, "without review");
  expect_words (fixture, "model publish sample.steelyard --model \"Coupon intent\" --reason x", 0,
                "Published version 1");
}

static void
test_blank (CliFixture *fixture,
            gconstpointer data)
{
  g_test_summary ("A blank is neither a reason nor a name");
  cli_expect_error (fixture, "model publish sample.steelyard --model \"RFM value\" --reason ' '", 3,
                    "a reason and an author");
  cli_expect_error (fixture,
                    "model publish sample.steelyard --model \"RFM value\" --reason x --author '\302\240'",
                    3, "a reason and an author");
  expect_words (fixture, "model require-review sample.steelyard", 0, "Only approved drafts");
  expect_words (fixture, "model publish sample.steelyard --model \"RFM value\" --reason x --override ' '", 1,
                "nobody approved this draft");
  cli_expect_error (fixture, "model request-review" MODEL " --author ' '", 3, "needs a name");
  expect_words (fixture, "model request-review" MODEL " --author ana", 0, "in review");
  cli_expect_error (fixture, "model approve" MODEL " --author ' '", 3, "needs a name");
  cli_expect_error (fixture, "model approve" MODEL " --author ' ana '", 3, "somebody else");
  cli_expect_error (fixture, "model return" MODEL " --author bo --note ' '", 3, "in a note");
  cli_expect_error (fixture, "model checked" MODEL " --kind review --author ' '", 3, "who did it");
  expect_words (fixture, "model care" MODEL " --logic ' '", 0, "nobody");
}

/* What the draft says is what the version says, and one step of the history undoes it. */
static void
test_restore (CliFixture *fixture,
              gconstpointer data)
{
  g_autoptr (SyJson) restored = NULL;
  g_autoptr (SyJson) draft = NULL;
  g_autoptr (SyProject) project = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = cli_path (fixture, "sample.steelyard");
  g_autofree char *before = NULL;
  g_autofree char *undone = NULL;
  gint64 id;

  cli_write (fixture, "edit.sh",
             "steelyard-cli model show" MODEL
             " --version draft | sed 's/\"weight\": 6/\"weight\": 7/' > m.json && "
             "steelyard-cli model set sample.steelyard --file m.json");
  {
    g_auto (CliResult) edited = cli_run_shell (fixture, "sh edit.sh");

    g_assert_cmpint (edited.exit, ==, 0);
  }
  before = read_text (fixture, "m.json");
  cli_expect_error (fixture, "model restore" MODEL, 2, "--version");
  cli_expect_error (fixture, "model restore" MODEL " --version 9", 3, "no version 9");
  cli_expect_error (fixture, "model restore" MODEL " --version draft", 3, "--version");
  restored = cli_expect_json (fixture, "model restore" MODEL " --version 1", 0);
  cli_assert_keys (restored, "", "model version restored sha256 changes");
  g_assert_cmpfloat (cli_get_number (restored, "restored"), ==, 1);
  g_assert_nonnull (strstr (cli_get_text (restored, "changes.0"), "weight"));
  draft = cli_expect_json (fixture, "model diff sample.steelyard 1 draft --model Engagement", 0);
  g_assert_cmpuint (sy_json_get_size (cli_get (draft, "changes")), ==, 0);
  expect_words (fixture, "model restore" MODEL " --version 1", 0, "says already");
  project = sy_project_open (path, SY_PROJECT_READ_WRITE, &error);
  g_assert_no_error (error);
  id = sy_project_find_model (project, "Engagement", &error);
  undone = sy_project_undo_draft (project, id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (undone, ==, before);
}

static void
test_care (CliFixture *fixture,
           gconstpointer data)
{
  g_autoptr (SyJson) care = NULL;
  g_autoptr (SyJson) bare = NULL;
  g_autofree char *spec = NULL;

  expect_words (fixture, "model care" MODEL " --logic Ana --compliance \"The DPO\" --review-days 30",
                0, "every 30 days");
  care = cli_expect_json (fixture, "model care" MODEL " --min-auc 0.6 --taxonomy none", 0);
  cli_assert_keys (care, "", "model owners review_days recalibration_days min_auc min_lift max_high max_share");
  cli_assert_keys (care, "owners", "taxonomy logic data activation compliance");
  g_assert_cmpstr (cli_get_text (care, "owners.logic"), ==, "Ana");
  g_assert_cmpfloat (cli_get_number (care, "min_auc"), ==, 0.6);
  bare = cli_expect_json (fixture, "model care" MODEL " --logic none --review-days none", 0);
  g_assert_cmpint (sy_json_get_type (cli_get (bare, "owners.logic")), ==, SY_JSON_NULL);
  g_assert_cmpint (sy_json_get_type (cli_get (bare, "review_days")), ==, SY_JSON_NULL);
  cli_expect_error (fixture, "model care" MODEL " --min-auc 2", 3, "from 0 to 1");
  cli_expect_error (fixture, "model care" MODEL " --review-days 0", 3, "--review-days");
  expect_words (fixture, "model care" MODEL " --logic Ana --review-days 91", 0, "Ana");
  expect_words (fixture, "model spec" MODEL " --output spec.md", 0, "spec.md");
  spec = read_text (fixture, "spec.md");
  g_assert_nonnull (strstr (spec, "The DPO"));
  g_assert_nonnull (strstr (spec, "Owner of the logic"));
  g_assert_nonnull (strstr (spec, "every 91 days"));
}

static void
test_due (CliFixture *fixture,
          gconstpointer data)
{
  g_autoptr (SyJson) due = NULL;
  g_autoptr (SyJson) measured = NULL;
  g_autoptr (SyJson) backtest = NULL;
  g_autofree char *line = NULL;

  expect_words (fixture, "model due" MODEL, 0, "recalibration");
  expect_words (fixture, "model due" MODEL " --on 2999-01-01", 1, "overdue");
  expect_words (fixture, "model checked" MODEL " --kind recalibration --on 2998-12-31 --author bo",
                0, "2998-12-31 by bo");
  expect_words (fixture, "model due" MODEL " --on 2999-01-01", 0, "2999-04-01");
  measured = cli_expect_json (fixture, "model due" MODEL " --on 2999-01-01", 0);
  line = g_strdup_printf ("backtest" MODEL " --version 1 --as-of %s",
                          cli_get_text (measured, "models.0.outcome.now_as_of"));
  backtest = cli_expect_json (fixture, line, 0);
  g_assert_cmpfloat (cli_get_number (measured, "models.0.outcome.now.value"), ==,
                     cli_get_number (backtest, "origins.0.auc.value"));
  cli_expect_error (fixture, "model checked" MODEL " --kind revision", 3, "neither review nor");
  cli_expect_error (fixture, "model due" MODEL " --on yesterday", 3, "--on");
  expect_words (fixture, "note add sample.steelyard --day 2999-01-01 --kind launch --text Club", 0,
                "Club");
  due = cli_expect_json (fixture, "model due" MODEL " --on 2999-01-02", 1);
  cli_assert_keys (due, "models.0", "model outcome due");
  cli_assert_keys (due, "models.0.due.0", "kind cause last due overdue text");
  g_assert_cmpstr (cli_get_text (due, "models.0.due.0.cause"), ==, "note");
  g_assert_cmpstr (cli_get_text (due, "models.0.due.0.text"), ==, "launch: Club");
}

static void
test_use (CliFixture *fixture,
          gconstpointer data)
{
  g_autofree char *manifest = NULL;

  expect_words (fixture, "segment set sample.steelyard s --model Engagement --min 10", 0, "s: ");
  expect_words (fixture, "export sample.steelyard --segment s --as-of 2017-10-01 --output s.csv", 0,
                "segment “s”: Nobody wrote down its purpose, decision, channel, owner");
  expect_words (
      fixture,
      "export sample.steelyard --segment s --as-of 2017-10-01 --output t.csv --documented", 1,
      "Nobody wrote down its purpose");
  expect_words (fixture,
                "segment use sample.steelyard s --purpose Win --decision Mail --channel email "
                "--owner CRM --item Size",
                0, "owner: CRM");
  expect_words (
      fixture,
      "export sample.steelyard --segment s --as-of 2017-10-01 --output t.csv --documented", 1,
      "segment “s”: 1 check is not done");
  cli_expect_error (fixture, "segment use sample.steelyard s --done Seize", 3, "no item “Seize”");
  expect_words (fixture, "segment use sample.steelyard s --done Size --author Ana --on 2017-10-02",
                0, "[x] Size (Ana, 2017-10-02)");
  /* Who is meant changes; what for stays. */
  expect_words (fixture, "segment set sample.steelyard s --model Engagement --min 20", 0,
                "owner: CRM");
  expect_words (fixture, "segment list sample.steelyard", 0, "CRM");
  expect_words (
      fixture,
      "export sample.steelyard --segment s --as-of 2017-10-01 --output t.csv --documented", 0,
      "t.csv");
  manifest = read_text (fixture, "t.csv.manifest.json");
  g_assert_nonnull (strstr (manifest, "\"use_missing\": []"));
  g_assert_nonnull (strstr (manifest, "\"purpose\": \"Win\""));
  cli_expect_error (fixture, "export sample.steelyard --all --output t.csv --documented", 2,
                    "--segment");
  expect_words (fixture, "segment use sample.steelyard s --undone Size --owner \"\"", 0,
                "[ ] Size");
  expect_words (fixture, "segment use sample.steelyard s --drop Size", 0, "channel: email");
  expect_words (fixture, "segment remove sample.steelyard s", 0, "Removed the segment “s”\n");
  cli_expect_error (fixture, "segment remove sample.steelyard s", 3, "no segment “s”");
  cli_expect_error (fixture, "segment show sample.steelyard s", 3, "no segment “s”");
}

static void
test_clusters_keep_use (CliFixture *fixture,
                        gconstpointer data)
{
#define CLUSTER "segment cluster sample.steelyard --model \"RFM value\" --as-of 2017-10-01 --save kind "

  g_test_summary ("Whom a cluster holds changes when it is saved again; what it is for stays");
  expect_words (fixture, CLUSTER "-k 3", 0, "saved as “kind 3”");
  expect_words (fixture, "segment use sample.steelyard 'kind 2' --owner CRM --item Size", 0, "CRM");
  expect_words (fixture, CLUSTER "-k 2", 0, "“kind 3” of an older set stayed");
  expect_words (fixture, "segment show sample.steelyard 'kind 2'", 0, "cluster 2 of 2");
  expect_words (fixture, "segment show sample.steelyard 'kind 2'", 0, "owner: CRM\n  [ ] Size");
  /* What a later version wrote is not lost either. */
  g_assert_cmpint (cli_run_sql (fixture, "sample.steelyard",
                                "UPDATE segment SET json = replace (json, 'owner', 'boss') "
                                "WHERE name = 'kind 2'"),
                   ==, 1);
  cli_expect_error (fixture, CLUSTER "-k 4", 3, "segment “kind 2”: ");
  cli_expect_error (fixture, CLUSTER "-k 4", 3, "segment remove PROJECT 'kind 2'");
  /* All or nothing: neither the one before it is another, nor is there a new one. */
  expect_words (fixture, "segment show sample.steelyard 'kind 1'", 0, "cluster 1 of 2");
  cli_expect_error (fixture, "segment show sample.steelyard 'kind 4'", 3, "no segment “kind 4”");
  cli_expect_error (fixture, "segment set sample.steelyard 'kind 2' --min 10", 3,
                    "segment “kind 2”: ");
#undef CLUSTER
}

static void
test_notes (CliFixture *fixture,
            gconstpointer data)
{
  g_autoptr (SyJson) drift = NULL;
  g_autoptr (SyJson) quiet = NULL;
  g_autofree char *report = NULL;

  expect_words (fixture, "note add sample.steelyard --day 2017-08-15 --kind pricing --text Prices",
                0, "Prices");
  expect_words (fixture, "note add sample.steelyard --day 2017-11-15 --text Later", 0, "other");
  cli_expect_error (fixture, "note add sample.steelyard --day 15.8.2017 --text x", 3, "--day");
  cli_expect_error (fixture, "note add sample.steelyard --day 2017-08-15 --kind war --text x", 3,
                    "none of launch");
  drift = cli_expect_json (
      fixture, "drift" MODEL " --reference 2017-07-01 --current 2017-10-01", 0);
  g_assert_cmpuint (sy_json_get_size (cli_get (drift, "notes")), ==, 1);
  g_assert_cmpstr (cli_get_text (drift, "notes.0.text"), ==, "Prices");
  expect_words (fixture, "report" MODEL " --as-of 2017-12-01 --output r.html", 0, "r.html");
  report = read_text (fixture, "r.html");
  g_assert_nonnull (strstr (report, "Prices"));
  expect_words (fixture, "note remove sample.steelyard 1", 0, "Later");
  cli_expect_error (fixture, "note remove sample.steelyard 1", 3, "no note 1");
  quiet = cli_expect_json (fixture,
                           "drift" MODEL " --reference 2017-07-01 --current 2017-10-01", 0);
  g_assert_null (sy_json_find (quiet, "notes"));
}

static void
test_alarm (CliFixture *fixture,
            gconstpointer data)
{
  const char *backtest = "backtest" MODEL " --as-of 2017-07-01 --as-of 2017-09-01";
  g_autofree char *low = g_strconcat (backtest, " --min-auc 0.1 --min-lift 0.1", NULL);
  g_autofree char *high = g_strconcat (backtest, " --min-auc 0.99", NULL);
  g_autofree char *lift = g_strconcat (backtest, " --min-lift 50", NULL);
  g_autoptr (SyJson) json = cli_expect_json (fixture, low, 0);

  cli_assert_keys (json, "performance",
                   "as_of n positives auc top_decile_lift top_decile_lift_low top_decile_lift_high "
                   "min_auc min_lift alarm");
  g_assert_cmpfloat (cli_get_number (json, "performance.top_decile_lift_low"), <,
                     cli_get_number (json, "performance.top_decile_lift"));
  g_assert_cmpfloat (cli_get_number (json, "performance.top_decile_lift_high"), >,
                     cli_get_number (json, "performance.top_decile_lift"));
  g_assert_cmpfloat (cli_get_number (json, "performance.auc.value"), ==,
                     cli_get_number (json, "origins.1.auc.value"));
  expect_words (fixture, high, 1, "the AUC is ");
  expect_words (fixture, lift, 1, "below its limit of 50");
  /* What the model says holds without options, and for drift too. */
  expect_words (fixture, "model care" MODEL " --min-auc 0.99", 0, "0.99");
  expect_words (fixture, backtest, 1, "below its limit of 0.99");
  expect_words (fixture, low, 0, "");
  expect_words (fixture, "drift" MODEL " --reference 2017-07-01 --current 2017-09-01", 1,
                "below its limit of 0.99");
}

static void
test_stability (CliFixture *fixture,
                gconstpointer data)
{
  const char *drift = "drift" MODEL " --reference 2017-07-01 --current 2017-10-01";
  g_autofree char *with = g_strconcat (drift, " --stability 14", NULL);
  g_autofree char *strict = g_strconcat (drift, " --stability 14 --max-changes 0.0001", NULL);
  g_autofree char *listing = g_strconcat (drift, " --people --stability 14", NULL);
  g_autofree char *people = g_strconcat (listing, " --format csv", NULL);
  g_autofree char *first = NULL;
  g_autoptr (SyJson) listed = NULL;
  g_autoptr (SyJson) json = cli_expect_json (fixture, with, 0);
  g_auto (CliResult) rows = cli_expect (fixture, people, 0);

  cli_assert_keys (json, "stability",
                   "days n mean_daily_change p95_daily_change mean_sd weeks_seen band_changes "
                   "weekly_band_changes limit volatile");
  g_assert_cmpfloat (cli_get_number (json, "stability.days"), ==, 14);
  g_assert_cmpfloat_with_epsilon (cli_get_number (json, "stability.weekly_band_changes"),
                                  cli_get_number (json, "stability.band_changes") /
                                      cli_get_number (json, "stability.weeks_seen"),
                                  1e-12);
  expect_words (fixture, with, 0, "Stability over 14 days");
  expect_words (fixture, strict, 0, "overly volatile");
  g_assert_true (g_str_has_prefix (rows.out, "person,days,mean_daily_change,sd,band_changes\n"));
  /* In JSON too those whose score moves most come first. */
  listed = cli_expect_json (fixture, listing, 0);
  first = g_strdup_printf ("band_changes\n%s,", cli_get_text (listed, "stability.people.0.person"));
  g_assert_nonnull (strstr (rows.out, first));
  g_assert_cmpfloat (cli_get_number (listed, "stability.people.0.mean_daily_change"), >,
                     cli_get_number (listed, "stability.people.50.mean_daily_change"));
}

#define ADD(path, func) \
  g_test_add (path, CliFixture, NULL, cli_set_up_sample, func, cli_tear_down)

int
main (int argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  ADD ("/cli/governance/N3-review", test_review);
  ADD ("/cli/governance/N3-blank", test_blank);
  ADD ("/cli/governance/N2-restore", test_restore);
  ADD ("/cli/governance/N4-care", test_care);
  ADD ("/cli/governance/N6-G5-due", test_due);
  ADD ("/cli/governance/N5-I9-use", test_use);
  ADD ("/cli/governance/N5-C16-clusters-keep-use", test_clusters_keep_use);
  ADD ("/cli/governance/H6-notes", test_notes);
  ADD ("/cli/governance/H5-alarm", test_alarm);
  ADD ("/cli/governance/H3-stability", test_stability);
  status = g_test_run ();
  cli_remove_sample ();
  return status;
}
