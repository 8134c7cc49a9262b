/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/sy-progress.h"
#include "csv/sy-csv-writer.h"
#include "events/sy-events.h"
#include "model/sy-model.h"
#include "score/sy-score.h"
#include "segment/sy-segment-claims.h"
#include "segment/sy-segment.h"

G_BEGIN_DECLS

/**
 * SECTION:sy-export
 *
 * Scores and segments as CSV for other programs, each with a manifest that says
 * exactly what it is.
 *
 * Columns: `person`, `raw`, `score`, `shown` (as people read it, see sy_model_format_score()),
 * `probability` (of the outcome, empty when the model says none, see sy_scores_get_probability()),
 * `band`, `reasons` (the three rules that give most
 * points, either way), `action` (of the band's playbook), `model`, `as_of`,
 * `attribute:NAME` (empty when missing), `points:ID` (points of one rule), `group:NAME` (points of a
 * group, as they enter the raw score), `stage` (of the model's lifecycle, see sy_lifecycle_compute()),
 * `tenure` (days since the first event of any type), `first_event`, `last_event`, `first:TYPE`, `last:TYPE` (local dates of the first and last event before the date, of any or one type)
 * and `playbook:PART` (a key of the band's playbook in the model document, such as `playbook:owner`;
 * channels are joined by "; ").
 *
 * What the score is made of (see #SyComponents): `recency`, `frequency`, `depth`, `value`, `limits`
 * and `scale`, which sum to the score, and `friction`, the part of the first four that is bad
 * news.
 *
 * Columns that look back, and score earlier days to do so: `delta:DAYS` (how far the score moved in
 * so many days, 1 to 3660; see sy_score_deltas()), `slope` and `course` (of the last 30 days; see
 * sy_trajectory_compute()), `reason:N` (the text of the N-th of the rules that moved the score most
 * in %SY_REASONS_DEFAULT_DAYS days, 1 to 20; see sy_reasons_find()). Each is empty when there is
 * none.
 */

/**
 * SY_EXPORT_ERROR:
 *
 * The domain of #SyExportError.
 */
#define SY_EXPORT_ERROR (sy_export_error_quark ())
SY_EXTERN
GQuark sy_export_error_quark (void);

/**
 * SyExportError:
 * @SY_EXPORT_ERROR_COLUMN: there is no such column, attribute or rule
 *
 * What can be wrong with an export besides the disk.
 */
typedef enum
{
  SY_EXPORT_ERROR_COLUMN,
} SyExportError;

/**
 * SyExportSource:
 * @log: the events
 * @model: the model
 * @scores: its scores
 * @types: (nullable) (element-type SyTypeEntry): entries of the event dictionary, which tell
 *   friction (see sy_project_list_model_types())
 *
 * What is exported; all borrowed.
 */
typedef struct
{
  SyEventLog *log;
  const SyModel *model;
  const SyScores *scores;
  GPtrArray *types;
} SyExportSource;

/**
 * sy_export_check_columns:
 * @source: what is exported
 * @columns: (array zero-terminated=1): names of columns
 * @error: return location, or %NULL
 *
 * Errors: %SY_EXPORT_ERROR_COLUMN, with a suggestion.
 *
 * Returns: %TRUE when all can be written
 */
SY_EXTERN
gboolean sy_export_check_columns (const SyExportSource *source,
                                  const char *const *columns,
                                  GError **error);

/**
 * sy_export_rows:
 * @source: what is exported
 * @people: (array length=n_people): who, ascending, so that rows are sorted by the bytes of their
 *   key
 * @n_people: how many
 * @columns: (array zero-terminated=1): names of columns
 * @writer: where the header and the rows go; the caller finishes it
 * @cancellable: (nullable): to stop
 * @progress: (nullable): told the rows done
 * @user_data: for @progress
 * @error: return location, or %NULL
 *
 * Writes a header and one row a person. Numbers have full precision.
 * Errors: %SY_EXPORT_ERROR_COLUMN, %G_IO_ERROR_CANCELLED.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_export_rows (const SyExportSource *source,
                         const guint32 *people,
                         gsize n_people,
                         const char *const *columns,
                         SyCsvWriter *writer,
                         GCancellable *cancellable,
                         SyProgressFunc progress,
                         gpointer user_data,
                         GError **error);

/**
 * sy_export_reasons:
 * @source: what is exported
 * @person: a person
 *
 * Returns: (transfer full): `Purchase +12.3; Money spent +4.1; No purchase in 21 days -10`: the
 *   three rules that give most points either way; empty when none gives any
 */
SY_EXTERN
char *sy_export_reasons (const SyExportSource *source,
                         guint32 person);

/**
 * SyExportOptions:
 * @columns: (array zero-terminated=1) (nullable): names of columns; %NULL for person, score, band
 * @flags: how the CSV is written; by default safe for spreadsheets
 * @segment: (nullable): who; %NULL for everyone
 * @segment_name: (nullable): name of the segment, when it has one
 * @version: published version of the model, 0 for the draft
 * @project: (nullable): name of the project, for the manifest
 * @created_at: when, UTC second, for the manifest
 * @claims: (nullable): what all segments choose at the date; with it people of @segment, which is then
 *   named, are left out whom another segment has (see sy_segment_claims_keep())
 *
 * How to export. Start from %SY_EXPORT_OPTIONS_INIT.
 */
typedef struct
{
  const char *const *columns;
  SyCsvWriterFlags flags;
  const SySegment *segment;
  const char *segment_name;
  gint64 version;
  const char *project;
  gint64 created_at;
  const SySegmentClaims *claims;
} SyExportOptions;

/**
 * SY_EXPORT_OPTIONS_INIT:
 *
 * Everyone, three columns, safe for spreadsheets, the draft.
 */
#define SY_EXPORT_OPTIONS_INIT                                \
  {                                                           \
    NULL, SY_CSV_WRITER_DEFAULT, NULL, NULL, 0, NULL, 0, NULL \
  }

/**
 * SyExportResult:
 * @n_rows: people written
 * @n_lost: people of the segment who were left out, as another segment has them
 * @n_made_harmless: texts that got an apostrophe, as a spreadsheet would have run them
 * @manifest_path: (type filename): where the manifest is: the CSV's name with `.manifest.json`
 *   added
 * @manifest: its text
 *
 * What was written.
 */
typedef struct
{
  gsize n_rows;
  gsize n_lost;
  gint64 n_made_harmless;
  char *manifest_path;
  char *manifest;
} SyExportResult;

/**
 * sy_export_result_free:
 * @self: (nullable) (transfer full): a result
 *
 * Frees it.
 */
SY_EXTERN
void sy_export_result_free (SyExportResult *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyExportResult, sy_export_result_free)

/**
 * sy_export_segment:
 * @source: what is exported
 * @path: (type filename): the CSV to write or replace
 * @options: (nullable): how
 * @cancellable: (nullable): to stop; the files are then as they were
 * @progress: (nullable): told the rows done
 * @user_data: for @progress
 * @error: return location, or %NULL
 *
 * Writes the CSV and beside it the manifest: SHA-256 of the CSV, of the model and of the data
 * (sy_event_log_compute_sha256()), the as-of instant, the rows and the columns; of a named segment also
 * what it is for, and which of purpose, decision, channel and owner nobody wrote down. Each file is
 * complete or untouched; the manifest of an older export is removed before the new CSV takes its
 * place, so that a manifest never describes another file.
 * Errors: %SY_EXPORT_ERROR_COLUMN, %SY_SEGMENT_ERROR_BAND, %G_IO_ERROR.
 *
 * Returns: (transfer full): what was written, or %NULL
 */
SY_EXTERN
SyExportResult *sy_export_segment (const SyExportSource *source,
                                   const char *path,
                                   const SyExportOptions *options,
                                   GCancellable *cancellable,
                                   SyProgressFunc progress,
                                   gpointer user_data,
                                   GError **error);

G_END_DECLS
