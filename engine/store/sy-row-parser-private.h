/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/sy-core.h"
#include "csv/sy-csv.h"
#include "store/sy-import-options.h"
#include "sy-interner-private.h"

G_BEGIN_DECLS

/**
 * SY_MAX_KEY_LENGTH:
 *
 * The longest key of a person, type, event or account, in bytes.
 */
#define SY_MAX_KEY_LENGTH 1000

/**
 * SyRecipe:
 * @kind: what a row is
 * @n_columns: fields of a row
 * @columns: by role the column's index, or -1
 * @n_properties: columns kept under a name
 * @property_columns: (array length=n_properties): their indexes
 * @property_names: (array length=n_properties): their names
 * @type: (nullable): the type of all rows
 * @time_format: (nullable): how times are written
 * @zone: of times that name none
 * @amount_format: how amounts are written
 * @first_ms: earliest accepted time
 * @last_ms: latest accepted time
 * @placeholders: words that mean "no value"
 * @amount_placeholders: more such words, for amounts only
 * @headers: (nullable) (array length=n_columns): the header's fields, borrowed: a row that repeats
 * them is none
 * @other_order: (nullable): the order of day and month that was not chosen, when nobody said which
 * it is
 * @is_order_open: the order was decided before the end of the file was seen
 *
 * How a row becomes an event (or whatever it is); made by the plan, never changed after.
 */
typedef struct
{
  SyImportKind kind;
  gsize n_columns;
  int columns[SY_N_ROLES];
  gsize n_properties;
  int *property_columns;
  char **property_names;
  char *type;
  SyTimeFormat *time_format;
  SyZone *zone;
  SyAmountFormat amount_format;
  gint64 first_ms;
  gint64 last_ms;
  GStrv placeholders;
  const char *const *amount_placeholders;
  const char *const *headers;
  SyTimeFormat *other_order;
  gboolean is_order_open;
} SyRecipe;

/**
 * SyParsedRow:
 * @texts: by role, trimmed; a NULL text where there is none
 * @time_ms: %G_MININT64 when missing (outcomes, links and treatments only)
 * @amount: NaN when missing (events only)
 *
 * A good row, with texts borrowed from the reader's block.
 */
typedef struct
{
  SyText texts[SY_N_ROLES];
  gint64 time_ms;
  gint64 end_ms;
  double amount;
} SyParsedRow;

/**
 * SyRowFault:
 * @column: the column at fault, or -1 for the row
 * @reason: why
 */
typedef struct
{
  int column;
  const char *reason;
} SyRowFault;

/**
 * SyRowParser:
 *
 * Applies a recipe; used by one thread.
 */
typedef struct _SyRowParser SyRowParser;

SyRowParser *sy_row_parser_new (const SyRecipe *recipe);
void sy_row_parser_free (SyRowParser *self);

/**
 * sy_row_parser_parse:
 * @self: a parser
 * @row: a row of the reader, good or bad
 * @out_row: (out caller-allocates): the row; written only on success
 * @out_fault: (out caller-allocates): the first thing wrong; written only on failure
 *
 * Returns: %TRUE if the row can be stored
 */
gboolean sy_row_parser_parse (SyRowParser *self,
                              const SyCsvRow *row,
                              SyParsedRow *out_row,
                              SyRowFault *out_fault);

/**
 * sy_row_parser_get_property:
 * @self: a parser
 * @row: a row that parsed
 * @property: which property
 *
 * Returns: its text, trimmed; a NULL text when it is missing or a placeholder
 */
SyText sy_row_parser_get_property (SyRowParser *self,
                                   const SyCsvRow *row,
                                   gsize property);

/**
 * sy_row_parser_get_n_trimmed:
 * @self: a parser
 *
 * Returns: how many keys and types had blanks around them so far
 */
gint64 sy_row_parser_get_n_trimmed (const SyRowParser *self);

/**
 * sy_row_parser_get_n_other_order:
 * @self: a parser
 *
 * Returns: how many times so far could be read only in the order of day and month that was not
 * chosen
 */
gint64 sy_row_parser_get_n_other_order (const SyRowParser *self);

/**
 * sy_is_no:
 * @text: an outcome's value
 *
 * Returns: whether it says that the outcome did not happen
 */
gboolean sy_is_no (SyText text);

void sy_recipe_clear (SyRecipe *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyRowParser, sy_row_parser_free)

G_END_DECLS
