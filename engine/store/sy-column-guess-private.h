/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "csv/sy-csv.h"
#include "store/sy-import-options.h"

G_BEGIN_DECLS

/**
 * SyColumnSample:
 * @n_values: cells that hold something
 * @n_missing: cells that do not
 * @n_with_letters: cells with a letter
 * @distinct: hashes of the values, up to a limit
 * @n_distinct: how many different values, %SY_SAMPLE_DISTINCT meaning "or more"
 * @times: what the values say as times
 * @amounts: what they say as amounts
 * @n_clocks: cells that are a time of day and nothing else
 * @n_dates: cells that are a date without a time of day
 * @n_said: cells that are times in the format that was said
 * @example: (nullable): the first value, shortened
 *
 * What the first rows tell about a column.
 */
typedef struct
{
  gsize n_values;
  gsize n_missing;
  gsize n_with_letters;
  GHashTable *distinct;
  gsize n_distinct;
  SyTimeDetect *times;
  SyTimeDetection time_detection; /* after sy_column_sample_finish() */
  SyAmountDetect amounts;
  gsize n_clocks;
  gsize n_dates;
  gsize n_said;
  char *example;
} SyColumnSample;

#define SY_SAMPLE_DISTINCT 5000

void sy_column_sample_init (SyColumnSample *self);
void sy_column_sample_clear (SyColumnSample *self);
/*
 * Adds a cell. is_missing: it stands for no value; is_no_amount: it does where an amount is
 * expected; said: (nullable): the time format the user named, in which a cell may be a time as
 * well; zone: of times without one.
 */
void sy_column_sample_add (SyColumnSample *self,
                           const char *text,
                           gsize length,
                           gboolean is_missing,
                           gboolean is_no_amount,
                           SyTimeFormat *said,
                           const SyZone *zone);
void sy_column_sample_finish (SyColumnSample *self);

/**
 * sy_column_claim_by_name:
 * @kind: what a row is
 * @role: a role
 * @header: a column's name
 *
 * Returns: how much the name says that the column has the role, 0 to 1
 */
double sy_column_claim_by_name (SyImportKind kind,
                                SyColumnRole role,
                                const char *header);

/**
 * SyColumnGuess:
 * @role: the role, %SY_ROLE_PROPERTY when none fits
 * @confidence: 0 to 1
 * @reason: (nullable): one line
 */
typedef struct
{
  SyColumnRole role;
  double confidence;
  char *reason;
} SyColumnGuess;

/**
 * sy_column_guess:
 * @kind: what a row is
 * @headers: (array length=n_columns): names of the columns, "" where there is none
 * @samples: (array length=n_columns): what the first rows tell
 * @n_columns: columns
 * @is_open: by role, whether it is looked for
 * @is_free: (array length=n_columns): whether the column may get one
 * @out_guesses: (array length=n_columns): roles for the free columns; reasons are the caller's to free
 *
 * Finds which column is what by its name, in the languages such files come in, and by its values.
 * Each role goes to the column that fits best, best fits first.
 */
void sy_column_guess (SyImportKind kind,
                      const char *const *headers,
                      const SyColumnSample *samples,
                      gsize n_columns,
                      const gboolean is_open[SY_N_ROLES],
                      const gboolean *is_free,
                      SyColumnGuess *out_guesses);

G_END_DECLS
