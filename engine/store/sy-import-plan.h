/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sy-import-options.h"
#include "store/sy-project.h"

G_BEGIN_DECLS

/**
 * SyPlanColumn:
 * @header: as the file has it ("" without a header)
 * @name: unique: "amount (2)" for the second "amount", "column 3" for a nameless third
 * @role: what it becomes
 * @target: (nullable): for %SY_ROLE_PROPERTY the name it is kept under
 * @is_guessed: nobody said so
 * @confidence: 0 to 1; 1 when it was said
 * @reason: one line: why this role
 * @fate: one line for people: "the person", "kept as property ref", "left out"
 */
typedef struct
{
  char *header;
  char *name;
  SyColumnRole role;
  char *target;
  gboolean is_guessed;
  double confidence;
  char *reason;
  char *fate;
} SyPlanColumn;

/**
 * SyPlanRow:
 * @line: where the row starts, from 1
 * @n_cells: cells; may differ from the number of columns
 * @cells: (array length=n_cells): their text, UTF-8
 * @problems: (array length=n_cells): why a cell would be refused, or %NULL
 * @problem: (nullable): why the row as a whole would be refused
 */
typedef struct
{
  gint64 line;
  gsize n_cells;
  char **cells;
  char **problems;
  char *problem;
} SyPlanRow;

/**
 * SyImportPlan:
 *
 * What an import of a file would do: how the file is read, what each column becomes, the first
 * rows parsed with the very code of the import. Made from the first megabyte; immutable.
 */
typedef struct _SyImportPlan SyImportPlan;

/**
 * SY_PLAN_PREVIEW_ROWS:
 *
 * How many rows a plan shows at most.
 */
#define SY_PLAN_PREVIEW_ROWS 200

/**
 * sy_import_plan_new:
 * @project: (nullable): its zone is used for local times, and the file is looked up among its imports; %NULL means UTC
 * @path: the file, plain or gzip, or "-" for standard input (which a plan holds until it is freed)
 * @options: (nullable): what is known
 * @cancellable: (nullable): stops it
 * @error: return location, or %NULL
 *
 * Looks at the start of the file. A plan can come out not ready (see sy_import_plan_is_ready()): that is shown to the
 * user, with the options to change.
 * Errors: %SY_STORE_ERROR_INVALID (an option names no column), %SY_CSV_ERROR, %G_IO_ERROR.
 * Returns: (transfer full): the plan
 */
SY_EXTERN
SyImportPlan *sy_import_plan_new (SyProject *project,
                                  const char *path,
                                  const SyImportOptions *options,
                                  GCancellable *cancellable,
                                  GError **error);

/**
 * sy_import_plan_ref:
 * @self: a plan
 *
 * Returns: (transfer full): @self
 */
SY_EXTERN
SyImportPlan *sy_import_plan_ref (SyImportPlan *self);

/**
 * sy_import_plan_unref:
 * @self: (transfer full): a plan
 */
SY_EXTERN
void sy_import_plan_unref (SyImportPlan *self);

/**
 * sy_import_plan_get_path:
 * @self: a plan
 *
 * Returns: the file
 */
SY_EXTERN
const char *sy_import_plan_get_path (SyImportPlan *self);

/**
 * sy_import_plan_get_options:
 * @self: a plan
 *
 * Returns: (transfer none): the options it was made with; copy, change, and make a new plan
 */
SY_EXTERN
const SyImportOptions *sy_import_plan_get_options (SyImportPlan *self);

/**
 * sy_import_plan_is_ready:
 * @self: a plan
 * @error: return location, or %NULL
 *
 * Tells whether an import may run.
 * Errors: %SY_STORE_ERROR_INVALID with what is missing and the option that supplies it:
 * no person or time column, no type, or a day/month order that the data leave open.
 * Returns: %TRUE if it may
 */
SY_EXTERN
gboolean sy_import_plan_is_ready (SyImportPlan *self,
                                  GError **error);

/**
 * sy_import_plan_get_columns:
 * @self: a plan
 * @out_n_columns: (out): how many
 *
 * Returns: (array length=out_n_columns): the columns in file order
 */
SY_EXTERN
const SyPlanColumn *sy_import_plan_get_columns (SyImportPlan *self,
                                                gsize *out_n_columns);

/**
 * sy_import_plan_get_rows:
 * @self: a plan
 * @out_n_rows: (out): how many, at most %SY_PLAN_PREVIEW_ROWS
 *
 * Returns: (array length=out_n_rows): the first data rows
 */
SY_EXTERN
const SyPlanRow *sy_import_plan_get_rows (SyImportPlan *self,
                                          gsize *out_n_rows);

/**
 * sy_import_plan_get_dialect_text:
 * @self: a plan
 *
 * Returns: one line: "comma, quoted by \", header, UTF-8: 98 % of 4,000 lines have 4 fields"
 */
SY_EXTERN
const char *sy_import_plan_get_dialect_text (SyImportPlan *self);

/**
 * sy_import_plan_get_time_format:
 * @self: a plan
 *
 * Returns: (nullable): the name of the time format, %NULL without a time column
 */
SY_EXTERN
const char *sy_import_plan_get_time_format (SyImportPlan *self);

/**
 * sy_import_plan_is_time_ambiguous:
 * @self: a plan
 *
 * Returns: %TRUE if the sample fits both day-month and month-day order and nothing was said
 */
SY_EXTERN
gboolean sy_import_plan_is_time_ambiguous (SyImportPlan *self);

/**
 * sy_import_plan_get_delimiter:
 * @self: a plan
 *
 * Returns: the byte between fields
 */
SY_EXTERN
char sy_import_plan_get_delimiter (SyImportPlan *self);

/**
 * sy_import_plan_get_quote:
 * @self: a plan
 *
 * Returns: the quoting byte, 0 for none
 */
SY_EXTERN
char sy_import_plan_get_quote (SyImportPlan *self);

/**
 * sy_import_plan_get_encoding:
 * @self: a plan
 *
 * Returns: the encoding's name
 */
SY_EXTERN
const char *sy_import_plan_get_encoding (SyImportPlan *self);

/**
 * sy_import_plan_get_encoding_confidence:
 * @self: a plan
 *
 * Returns: how likely the encoding is the right one, 0 to 1; 1 when it was said or the file is
 * marked
 */
SY_EXTERN
double sy_import_plan_get_encoding_confidence (SyImportPlan *self);

/**
 * sy_import_plan_get_decimal_mark:
 * @self: a plan
 *
 * Returns: '.' or ','
 */
SY_EXTERN
char sy_import_plan_get_decimal_mark (SyImportPlan *self);

/**
 * sy_import_plan_has_header:
 * @self: a plan
 *
 * Returns: whether the first row names the columns
 */
SY_EXTERN
gboolean sy_import_plan_has_header (SyImportPlan *self);

/**
 * sy_import_plan_get_placeholders:
 * @self: a plan
 *
 * Returns: (array zero-terminated=1): the words that mean "no value"
 */
SY_EXTERN
const char *const *sy_import_plan_get_placeholders (SyImportPlan *self);

/**
 * sy_import_plan_get_n_rows_done:
 * @self: a plan
 *
 * Returns: how many rows the import that runs, or ran last, has read; callable from any thread
 */
SY_EXTERN
gint64 sy_import_plan_get_n_rows_done (SyImportPlan *self);

/**
 * sy_import_plan_get_remembered:
 * @self: a plan
 *
 * Returns: (nullable): the file whose import decided what was left unsaid, because its columns were
 * the same
 */
SY_EXTERN
const char *sy_import_plan_get_remembered (SyImportPlan *self);

/**
 * sy_import_plan_get_warnings:
 * @self: a plan
 *
 * Returns: (element-type utf8): one line each: duplicate headers, local times read in the project's zone,
 *   a sample with refused rows, a file of the same name imported before
 */
SY_EXTERN
GPtrArray *sy_import_plan_get_warnings (SyImportPlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyImportPlan, sy_import_plan_unref)

G_END_DECLS
