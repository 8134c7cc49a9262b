/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sy-engine.h>

#include "sy-cli-table.h"

G_BEGIN_DECLS

/* What the commands share: arguments, output, errors, progress, the project and its models. */

/* A contract: scripts read these. */
typedef enum
{
  SY_EXIT_DONE = 0,
  SY_EXIT_CHECK_FAILED = 1, /* drift alarm, inverted bands, too many rejected rows */
  SY_EXIT_USAGE = 2,        /* unknown command or option, missing argument */
  SY_EXIT_INPUT = 3,        /* bad CSV, model or option value */
  SY_EXIT_IO = 4,           /* cannot read or write */
  SY_EXIT_BUSY = 5,         /* another program holds the project */
  SY_EXIT_DAMAGED = 6,      /* no Steelyard project, or damaged */
  SY_EXIT_INTERRUPTED = 130 /* Ctrl+C: nothing half done is left behind */
} SyExit;

typedef enum
{
  SY_FORMAT_TABLE,
  SY_FORMAT_CSV,
  SY_FORMAT_JSON,
} SyFormat;

typedef enum
{
  SY_PROGRESS_AUTO,
  SY_PROGRESS_NONE,
  SY_PROGRESS_JSON,
} SyProgressMode;

/**
 * SyCli:
 * @command: what runs, for messages: "model set"
 * @format: how results are printed
 * @progress: whether and how progress is shown
 * @cancellable: cancelled by Ctrl+C
 * @width: columns of the terminal, 0 when standard output is none
 * @last_progress: when progress was last shown, monotonic microseconds
 * @shows_progress: a line of progress stands on the terminal
 * @task: what is going on, for the progress line
 */
typedef struct
{
  const char *command;
  SyFormat format;
  SyProgressMode progress;
  GCancellable *cancellable;
  guint width;
  gint64 last_progress;
  gboolean shows_progress;
  const char *task;
} SyCli;

/**
 * SyCommand:
 * @name: "score", or "model set" for one under another
 * @arguments: what follows, for the help: "PROJECT FILE"
 * @summary: one line for the list of commands
 * @description: below the options: more words, and examples that work on the sample
 * @n_arguments: how many arguments it takes
 * @run: does it; @argv holds what follows the name and is left with the arguments
 * @takes_more: whether the last argument may be repeated
 */
typedef struct _SyCommand SyCommand;
struct _SyCommand
{
  const char *name;
  const char *arguments;
  const char *summary;
  const char *description;
  guint n_arguments;
  SyExit (*run) (SyCli *cli,
                 const SyCommand *command,
                 GStrv *argv);
  gboolean takes_more;
};

extern const SyCommand sy_command_new;
extern const SyCommand sy_command_import;
extern const SyCommand sy_command_info;
extern const SyCommand sy_command_model_new;
extern const SyCommand sy_command_model_set;
extern const SyCommand sy_command_model_show;
extern const SyCommand sy_command_model_diff;
extern const SyCommand sy_command_model_restore;
extern const SyCommand sy_command_model_publish;
extern const SyCommand sy_command_model_request_review;
extern const SyCommand sy_command_model_approve;
extern const SyCommand sy_command_model_return;
extern const SyCommand sy_command_model_reviews;
extern const SyCommand sy_command_model_require_review;
extern const SyCommand sy_command_model_list;
extern const SyCommand sy_command_model_spec;
extern const SyCommand sy_command_model_suggest;
extern const SyCommand sy_command_model_half_life;
extern const SyCommand sy_command_model_review;
extern const SyCommand sy_command_model_care;
extern const SyCommand sy_command_model_checked;
extern const SyCommand sy_command_model_due;
extern const SyCommand sy_command_model_freeze;
extern const SyCommand sy_command_model_calibrate;
extern const SyCommand sy_command_score;
extern const SyCommand sy_command_explain;
extern const SyCommand sy_command_changes;
extern const SyCommand sy_command_backtest;
extern const SyCommand sy_command_error_label;
extern const SyCommand sy_command_error_list;
extern const SyCommand sy_command_threshold_set;
extern const SyCommand sy_command_threshold_show;
extern const SyCommand sy_command_drift;
extern const SyCommand sy_command_migration;
extern const SyCommand sy_command_grid;
extern const SyCommand sy_command_ready;
extern const SyCommand sy_command_stages;
extern const SyCommand sy_command_fairness;
extern const SyCommand sy_command_segment_list;
extern const SyCommand sy_command_segment_set;
extern const SyCommand sy_command_segment_show;
extern const SyCommand sy_command_segment_count;
extern const SyCommand sy_command_segment_backtest;
extern const SyCommand sy_command_segment_cluster;
extern const SyCommand sy_command_segment_conflicts;
extern const SyCommand sy_command_segment_use;
extern const SyCommand sy_command_segment_remove;
extern const SyCommand sy_command_identity_report;
extern const SyCommand sy_command_identity_candidates;
extern const SyCommand sy_command_identity_rule;
extern const SyCommand sy_command_attribute_list;
extern const SyCommand sy_command_attribute_protect;
extern const SyCommand sy_command_attribute_release;
extern const SyCommand sy_command_account_list;
extern const SyCommand sy_command_account_score;
extern const SyCommand sy_command_account_compare;
extern const SyCommand sy_command_account_backtest;
extern const SyCommand sy_command_account_grid;
extern const SyCommand sy_command_account_migration;
extern const SyCommand sy_command_account_ready;
extern const SyCommand sy_command_treatment_list;
extern const SyCommand sy_command_consent_set;
extern const SyCommand sy_command_consent_show;
extern const SyCommand sy_command_forget;
extern const SyCommand sy_command_types_list;
extern const SyCommand sy_command_types_set;
extern const SyCommand sy_command_types_alias;
extern const SyCommand sy_command_types_mute;
extern const SyCommand sy_command_types_fill;
extern const SyCommand sy_command_types_gaps;
extern const SyCommand sy_command_clean_preview;
extern const SyCommand sy_command_clean_apply;
extern const SyCommand sy_command_clean_list;
extern const SyCommand sy_command_clean_undo;
extern const SyCommand sy_command_note_add;
extern const SyCommand sy_command_note_list;
extern const SyCommand sy_command_note_remove;
extern const SyCommand sy_command_export;
extern const SyCommand sy_command_chart;
extern const SyCommand sy_command_report;
extern const SyCommand sy_command_check;

/* Arguments: sy-cli-options.c */

/* Options are read as raw bytes and checked to be UTF-8 here, so that the locale does not matter. */
#define SY_OPTION_TEXT G_OPTION_ARG_FILENAME
#define SY_OPTION_TEXTS G_OPTION_ARG_FILENAME_ARRAY

/**
 * sy_cli_parse:
 * @entries: the command's own options
 * @argv: what was written; options are taken out, the arguments stay
 * @out_exit: (out): what to return when %FALSE
 *
 * Reads the options (with those every command has) and counts the arguments. Prints help or what is
 * wrong, with a suggestion. Returns: %TRUE to go on.
 */
gboolean sy_cli_parse (SyCli *cli,
                       const SyCommand *command,
                       const GOptionEntry *entries,
                       GStrv *argv,
                       SyExit *out_exit);

/* Says that a required option is missing; returns SY_EXIT_USAGE. */
SyExit sy_cli_fail_missing (SyCli *cli,
                            const char *option);

/* Says that options do not go together or are given wrongly; returns SY_EXIT_USAGE. */
SyExit sy_cli_fail_usage (SyCli *cli,
                          const char *message);

/* Values of options: sy-cli-values.c. A @text of NULL leaves the result alone. */
gboolean sy_cli_parse_number (const char *option,
                              const char *text,
                              double *out_value,
                              GError **error);
/* "12 %" and "0.12" are the same share. */
gboolean sy_cli_parse_share (const char *option,
                             const char *text,
                             double *out_share,
                             GError **error);
/* Whether something can be called so. */
gboolean sy_cli_check_name (const char *option,
                            const char *name,
                            GError **error);
/* Says that none of @names is the attribute; returns FALSE. */
gboolean sy_cli_fail_attribute (const char *option,
                                const char *name,
                                const char *const *names,
                                GError **error);
gboolean sy_cli_parse_count (const char *option,
                             const char *text,
                             guint min,
                             guint max,
                             guint *out_count,
                             GError **error);
/* "2017-03-01..2017-10-01", not NULL. */
gboolean sy_cli_parse_days (const char *text,
                            gint32 *out_from,
                            gint32 *out_to,
                            GError **error);

/* Today, as the project's clocks show it, or the day that --on gives. */
gboolean sy_cli_parse_today (SyProject *project,
                             const char *text,
                             gint32 *out_day,
                             GError **error);

/* Errors: sy-cli-error.c */
#define SY_CLI_ERROR (sy_cli_error_quark ())
GQuark sy_cli_error_quark (void);

/* The codes are exit codes. */
typedef enum
{
  SY_CLI_ERROR_USAGE = SY_EXIT_USAGE,
  SY_CLI_ERROR_INPUT = SY_EXIT_INPUT,
  SY_CLI_ERROR_IO = SY_EXIT_IO,
} SyCliError;

/* Prints `steelyard-cli: message` and tells the exit code that the error means. */
SyExit sy_cli_fail (SyCli *cli,
                    const GError *error);
/* A remark on standard error. */
void sy_cli_note (SyCli *cli,
                  const char *format,
                  ...) G_GNUC_PRINTF (2, 3);

/* Output: sy-cli-output.c. All of it goes through here, so that a full disk is noticed. */
SyExit sy_cli_print (SyCli *cli,
                     const char *text);
SyExit sy_cli_print_json (SyCli *cli,
                          SyJsonWriter *writer);
SyExit sy_cli_print_table (SyCli *cli,
                           SyCliTable *table);
void sy_cli_append_table (SyCli *cli,
                          GString *out,
                          SyCliTable *table);
void sy_json_member_text (SyJsonWriter *writer,
                          const char *key,
                          const char *text);
void sy_json_member_number (SyJsonWriter *writer,
                            const char *key,
                            double value);
void sy_json_member_int (SyJsonWriter *writer,
                         const char *key,
                         gint64 value);
void sy_json_member_boolean (SyJsonWriter *writer,
                             const char *key,
                             gboolean value);
void sy_json_member_instant (SyJsonWriter *writer,
                             const char *key,
                             gint64 utc_s);
void sy_json_member_texts (SyJsonWriter *writer,
                           const char *key,
                           const char *const *texts);
/* A figure, and low and high: the ends of its interval. */
void sy_json_member_range (SyJsonWriter *writer,
                           const char *key,
                           double value,
                           double low,
                           double high);
/* With its interval; null for NULL. */
void sy_json_member_auc (SyJsonWriter *writer,
                         const char *key,
                         const SyAuc *auc);
void sy_json_member_comparison (SyJsonWriter *writer,
                                const char *key,
                                const SyAucComparison *comparison);
/* The number, or "draft" for 0. */
void sy_json_member_version (SyJsonWriter *writer,
                             gint64 version);
void sy_json_begin_member (SyJsonWriter *writer,
                           const char *key,
                           gboolean is_array);

/* To go on after "the outcome": “ “Purchase”” with the blank before it, or "" when it has no name. */
char *sy_cli_quote_outcome (const SyOutcomeSpec *outcome);

/* What a score is made of, as an object. */
void sy_cli_write_components (SyJsonWriter *writer,
                              const char *key,
                              const SyComponents *components);
/* The same as a line: "recency 1.2 + frequency 3.4 - limits 0.5 = score 4.1; friction -0.3". */
void sy_cli_append_components (GString *out,
                               const SyComponents *components);

/* Progress: for engine calls, with a SyCli as the user data. */
void sy_cli_start (SyCli *cli,
                   const char *task);
void sy_cli_show_progress (gint64 done,
                           gint64 total,
                           gpointer cli);
void sy_cli_end_progress (SyCli *cli);

/* The project: sy-cli-project.c */
SyProject *sy_cli_open (SyCli *cli,
                        const char *path,
                        SyProjectFlags flags,
                        GError **error);

/**
 * SyCliModel:
 * @id: the model's number
 * @name: its name
 * @version: the published version, 0 for the draft
 * @model: the model
 * @reference: (nullable): JSON frozen with the version
 */
typedef struct
{
  gint64 id;
  char *name;
  gint64 version;
  SyModel *model;
  char *reference;
} SyCliModel;

void sy_cli_model_clear (SyCliModel *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SyCliModel, sy_cli_model_clear)

/* The project's model of a name; when @name is NULL its only one, or the one that the window shows; 0 on error. */
gint64 sy_cli_choose_model (SyProject *project,
                            const char *name,
                            char **out_name,
                            GError **error);
/* @version: "draft", a number, or NULL for the newest version, or the draft when there is none. */
gboolean sy_cli_load_model (SyProject *project,
                            const char *name,
                            const char *version,
                            SyCliModel *out_model,
                            GError **error);
char *sy_cli_describe_version (gint64 version);

/**
 * SyCliRun:
 * @project: the project, open for reading
 * @log: its events
 * @chosen: the model
 * @as_of: the instant, UTC second
 *
 * What most commands need.
 */
typedef struct
{
  SyProject *project;
  SyEventLog *log;
  SyCliModel chosen;
  gint64 as_of;
} SyCliRun;

void sy_cli_run_clear (SyCliRun *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SyCliRun, sy_cli_run_clear)

/* @as_of: a date or an instant, or NULL for the end of the data. */
gboolean sy_cli_run_open (SyCli *cli,
                          const char *path,
                          SyProjectFlags flags,
                          const char *model,
                          const char *version,
                          const char *as_of,
                          SyCliRun *out_run,
                          GError **error);
SyScores *sy_cli_run_score (SyCli *cli,
                            SyCliRun *self,
                            GError **error);
gboolean sy_cli_parse_as_of (SyCliRun *self,
                             const char *text,
                             gint64 *out_as_of,
                             GError **error);
/* "2017-09-30" when the instant is the end of a local day, else "2017-09-30T12:00:00Z". */
char *sy_cli_format_as_of (SyZone *zone,
                           gint64 as_of);

/**
 * SyCliOrigins:
 * @as_of: (nullable): what was given with --as-of
 * @monthly: (nullable): a range of dates
 * @weekly: (nullable): the same
 *
 * The dates of a command that looks back: sy-cli-origins.c
 */
typedef struct
{
  char **as_of;
  char *monthly;
  char *weekly;
} SyCliOrigins;

/* For the options of a command: which model, which of its versions, and when. */
#define SY_CLI_MODEL_ENTRY(model)                                                                \
  {                                                                                              \
    "model", 0, 0, SY_OPTION_TEXT, &(model), "Which model, when the project has several", "NAME" \
  }
#define SY_CLI_AUTHOR_ENTRY(author)                              \
  {                                                              \
    "author", 0, 0, SY_OPTION_TEXT, &(author),                   \
        "Who (default: the name you are logged in with)", "NAME" \
  }
#define SY_CLI_VERSION_ENTRY(version)                                            \
  {                                                                              \
    "version", 0, 0, SY_OPTION_TEXT, &(version),                                 \
        "A version, or draft (default: the newest version, else the draft)", "N" \
  }
#define SY_CLI_AS_OF_ENTRY(as_of)                                                    \
  {                                                                                  \
    "as-of", 0, 0, SY_OPTION_TEXT, &(as_of),                                         \
        "Date (end of that local day) or instant (default: end of the data)", "DATE" \
  }
#define SY_CLI_ORIGIN_ENTRIES(origins)                                                          \
  { "as-of", 0, 0, SY_OPTION_TEXTS, &(origins).as_of,                                           \
    "Date to score at; may be repeated (default: the last starts of months)", "DATE" },         \
      { "monthly", 0, 0, SY_OPTION_TEXT, &(origins).monthly, "A date each month", "FROM..TO" }, \
  {                                                                                             \
    "weekly", 0, 0, SY_OPTION_TEXT, &(origins).weekly, "A date each week", "FROM..TO"           \
  }

void sy_cli_origins_clear (SyCliOrigins *self);
/* Appends gint64; without any option the last starts of months. Fails when nothing can be the outcome of the run. */
gboolean sy_cli_origins_collect (const SyCliOrigins *self,
                                 SyCliRun *run,
                                 GArray *origins,
                                 GError **error);
/* "6 dates, 1204 people, 245 with the outcome": who was seen twice counts twice. */
char *sy_cli_describe_rows (gsize n_origins,
                            gsize n,
                            gsize n_positive);

/* Whom all segments choose; @model: of those that name none, NULL for the one at hand: sy-cli-conflicts.c */
SySegmentClaims *sy_cli_claim_segments (SyCli *cli,
                                        SyCliRun *run,
                                        const char *model,
                                        GError **error);

/* Notes the alarms of the bands' occupancy, by the limits of the model's care; returns SyOccupancyAlarm, or
 * NULL on error: sy-cli-occupancy.c */
GArray *sy_cli_check_occupancy (SyCli *cli,
                                const SyCliRun *run,
                                const SyScores *scores,
                                GError **error);
void sy_json_member_alarms (SyJsonWriter *writer,
                            const GArray *alarms,
                            const SyModel *model);

/* Prints and judges a backtest of people or accounts: sy-cli-backtest.c. @alarms, @follow_up: of people, or
 * NULL; @performance: of people when there is a limit, or NULL. */
struct _SyCliFollowUp;
SyExit sy_cli_print_backtest (SyCli *cli,
                              const SyCliRun *run,
                              const SyBacktest *backtest,
                              const char *entities,
                              const GArray *alarms,
                              const struct _SyCliFollowUp *follow_up,
                              const SyPerformance *performance);

/* The member "bins" of probabilities held against what happened; empty for NULL: sy-cli-calibrate.c */
void sy_cli_write_reliability_bins (SyJsonWriter *writer,
                                    const SyReliability *reliability);

/* Prints a grid of people or accounts, whose columns are the run's: sy-cli-grid.c */
SyExit sy_cli_print_grid (SyCli *cli,
                          const SyCliRun *run,
                          const SyCliModel *rows,
                          const SyGrid *grid,
                          const char *entities);

/* A note as an object: sy-cli-note.c */
void sy_cli_write_note (SyJsonWriter *writer,
                        const SyNote *note);

/* Segments: sy-cli-segment.c */
/* Adds bands and a range of scores; each may be NULL. */
gboolean sy_cli_limit_segment (SySegment *segment,
                               char *const *bands,
                               const char *min,
                               const char *max,
                               GError **error);
SyExit sy_cli_print_segment (SyCli *cli,
                             const char *name,
                             const SySegment *segment);
/* What it is for, a line each: sy-cli-use.c */
void sy_cli_append_use (GString *out,
                        const SySegmentUse *use);

G_END_DECLS
