/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/sy-macros.h"

G_BEGIN_DECLS

/**
 * SyImportKind:
 * @SY_IMPORT_EVENTS: a row is something a person did at a time
 * @SY_IMPORT_ATTRIBUTES: a row describes a person; every other column is an attribute
 * @SY_IMPORT_OUTCOMES: a row says that (or whether) an outcome happened to a person
 * @SY_IMPORT_LINKS: a row says that two keys are one person
 * @SY_IMPORT_ACCOUNTS: a row puts a person in an account
 * @SY_IMPORT_TREATMENTS: a row says what was done to a person (an arm, a mail, a discount)
 */
typedef enum
{
  SY_IMPORT_EVENTS,
  SY_IMPORT_ATTRIBUTES,
  SY_IMPORT_OUTCOMES,
  SY_IMPORT_LINKS,
  SY_IMPORT_ACCOUNTS,
  SY_IMPORT_TREATMENTS,
} SyImportKind;

/**
 * sy_import_kind_to_string:
 * @kind: a kind
 *
 * Returns: "events", "attributes", "outcomes", "links", "accounts" or "treatments"
 */
SY_EXTERN
const char *sy_import_kind_to_string (SyImportKind kind);

/**
 * sy_import_kind_from_string:
 * @text: a kind's name
 * @out_kind: (out): written only on success
 *
 * Returns: %FALSE if there is no such kind
 */
SY_EXTERN
gboolean sy_import_kind_from_string (const char *text,
                                     SyImportKind *out_kind);

/**
 * SyColumnRole:
 * @SY_ROLE_IGNORE: left out, on purpose
 * @SY_ROLE_PROPERTY: kept under its name: a property of the event, or an attribute of the person
 * @SY_ROLE_PERSON: the person's key ("person")
 * @SY_ROLE_TIME: when ("time"); since when the person belongs to the account (also "from")
 * @SY_ROLE_TYPE: the event type; the name of the outcome or of the treatment ("type"); the role in the account (also "role")
 * @SY_ROLE_AMOUNT: the event's amount; the outcome's or treatment's value ("amount")
 * @SY_ROLE_ID: the source's own event id; rows that repeat one are duplicates ("id")
 * @SY_ROLE_ACCOUNT: the account the person belongs to ("account")
 * @SY_ROLE_ALIAS: another key of the same person ("alias")
 * @SY_ROLE_END: until when the person belongs to the account ("to"); a date means the end of that day
 * @SY_ROLE_CLOCK: the time of day, where @SY_ROLE_TIME holds only the date ("clock")
 */
typedef enum
{
  SY_ROLE_IGNORE,
  SY_ROLE_PROPERTY,
  SY_ROLE_PERSON,
  SY_ROLE_TIME,
  SY_ROLE_TYPE,
  SY_ROLE_AMOUNT,
  SY_ROLE_ID,
  SY_ROLE_ACCOUNT,
  SY_ROLE_ALIAS,
  SY_ROLE_END,
  SY_ROLE_CLOCK,
} SyColumnRole;
#define SY_N_ROLES (SY_ROLE_CLOCK + 1)

/**
 * sy_column_role_to_string:
 * @role: a role
 *
 * Returns: the word used in "--map": "person", "time", ...; "ignore" and "property" for the first two
 */
SY_EXTERN
const char *sy_column_role_to_string (SyColumnRole role);

/**
 * sy_column_role_from_string:
 * @text: a role's word
 * @out_role: (out): written only on success
 *
 * Returns: %FALSE if there is no such role
 */
SY_EXTERN
gboolean sy_column_role_from_string (const char *text,
                                     SyColumnRole *out_role);

/**
 * SyImportOptions:
 *
 * What the user says about a file; everything left unsaid is guessed. A column is meant by its
 * header, by its unique name ("amount (2)" for a second "amount"), or by "#3" for the third.
 */
typedef struct _SyImportOptions SyImportOptions;

/**
 * sy_import_options_new:
 *
 * Returns: (transfer full): options that leave everything to be guessed, for events
 */
SY_EXTERN
SyImportOptions *sy_import_options_new (void);

/**
 * sy_import_options_copy:
 * @self: options
 *
 * Returns: (transfer full): an equal set
 */
SY_EXTERN
SyImportOptions *sy_import_options_copy (const SyImportOptions *self);

/**
 * sy_import_options_free:
 * @self: (nullable): options
 */
SY_EXTERN
void sy_import_options_free (SyImportOptions *self);

/**
 * sy_import_options_set_kind:
 * @self: options
 * @kind: what a row is
 */
SY_EXTERN
void sy_import_options_set_kind (SyImportOptions *self,
                                 SyImportKind kind);

/**
 * sy_import_options_get_kind:
 * @self: options
 *
 * Returns: what a row is
 */
SY_EXTERN
SyImportKind sy_import_options_get_kind (const SyImportOptions *self);

/**
 * sy_import_options_set_uses_memory:
 * @self: options
 * @uses_memory: whether what is left unsaid is taken from the last import of a file with the same
 * columns
 *
 * It is, unless this says otherwise: then everything is guessed anew.
 */
SY_EXTERN
void sy_import_options_set_uses_memory (SyImportOptions *self,
                                        gboolean uses_memory);

/**
 * sy_import_options_set_role:
 * @self: options
 * @column: the column
 * @role: what it is; a role other than "ignore" and "property" goes to one column, the last one named
 * @property: (nullable): for %SY_ROLE_PROPERTY the name to keep it under, %NULL for the column's own
 *
 * Says what a column is, instead of the guess. When any of the person, time, type, amount, id, account or alias
 * roles is given, the roles that are not given are still guessed among the other columns.
 */
SY_EXTERN
void sy_import_options_set_role (SyImportOptions *self,
                                 const char *column,
                                 SyColumnRole role,
                                 const char *property);

/**
 * sy_import_options_parse_map:
 * @self: options
 * @text: "person=customer_id,time=ts,type=event"; a comma inside a column name is written "\,"
 * @error: return location, or %NULL
 *
 * Sets several roles.
 * Errors: %SY_STORE_ERROR_INVALID.
 * Returns: %TRUE on success; on failure @self is as it was
 */
SY_EXTERN
gboolean sy_import_options_parse_map (SyImportOptions *self,
                                      const char *text,
                                      GError **error);

/**
 * sy_import_options_set_no_column:
 * @self: options
 * @role: a role that no column has, although one looks like it
 *
 * Stops the guess for a role.
 */
SY_EXTERN
void sy_import_options_set_no_column (SyImportOptions *self,
                                      SyColumnRole role);

/**
 * sy_import_options_set_type:
 * @self: options
 * @type: (nullable): the type (or outcome or treatment name) of all rows; %NULL to take it from a column
 */
SY_EXTERN
void sy_import_options_set_type (SyImportOptions *self,
                                 const char *type);

/**
 * sy_import_options_set_time_format:
 * @self: options
 * @format: (nullable): a name or pattern as sy_time_format_from_name() reads it; %NULL to detect it
 */
SY_EXTERN
void sy_import_options_set_time_format (SyImportOptions *self,
                                        const char *format);

/**
 * sy_import_options_set_time_range:
 * @self: options
 * @first_ms: earliest accepted time, milliseconds since 1970 UTC
 * @last_ms: latest accepted time
 *
 * Rows outside are rejected. The default is 1970-01-01 to a day from now; nothing outside 1930 to 2066 is ever accepted.
 */
SY_EXTERN
void sy_import_options_set_time_range (SyImportOptions *self,
                                       gint64 first_ms,
                                       gint64 last_ms);

/**
 * sy_import_options_set_delimiter:
 * @self: options
 * @delimiter: the byte between fields, or 0 to guess
 */
SY_EXTERN
void sy_import_options_set_delimiter (SyImportOptions *self,
                                      char delimiter);

/**
 * sy_import_options_set_quote:
 * @self: options
 * @quote: the quoting byte, 0 to guess, or -1 for none
 */
SY_EXTERN
void sy_import_options_set_quote (SyImportOptions *self,
                                  int quote);

/**
 * sy_import_options_set_header:
 * @self: options
 * @has_header: 1 if the first row names the columns, 0 if not, -1 to guess
 */
SY_EXTERN
void sy_import_options_set_header (SyImportOptions *self,
                                   int has_header);

/**
 * sy_import_options_set_encoding:
 * @self: options
 * @encoding: (nullable): a name such as "utf-8" or "windows-1252", or %NULL to guess
 */
SY_EXTERN
void sy_import_options_set_encoding (SyImportOptions *self,
                                     const char *encoding);

/**
 * sy_import_options_set_decimal_mark:
 * @self: options
 * @mark: '.' or ',', or 0 to guess
 */
SY_EXTERN
void sy_import_options_set_decimal_mark (SyImportOptions *self,
                                         char mark);

/**
 * sy_import_options_set_placeholders:
 * @self: options
 * @words: (nullable): words that mean "no value", compared without case, or %NULL for the usual
 * ones
 *
 * The usual ones: NULL, NIL, N/A, #N/A, NaN, \N, (null), unknown and Select; of amounts also NA,
 * None, a hyphen and a question mark, which may be values elsewhere. A field that is empty or blank
 * is always missing.
 */
SY_EXTERN
void sy_import_options_set_placeholders (SyImportOptions *self,
                                         const char *const *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyImportOptions, sy_import_options_free)

G_END_DECLS
