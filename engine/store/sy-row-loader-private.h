/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sy-event-reader.h"
#include "store/sy-import.h"
#include "sy-key-set-private.h"
#include "sy-row-parser-private.h"

G_BEGIN_DECLS

/**
 * SyDictionary:
 *
 * The project's dictionaries: each a table of ids and texts.
 */
typedef enum
{
  SY_DICTIONARY_PERSON,
  SY_DICTIONARY_EVENT_TYPE,
  SY_DICTIONARY_PROPERTY_NAME,
  SY_DICTIONARY_PROPERTY_VALUE,
  SY_DICTIONARY_ATTRIBUTE_NAME,
  SY_DICTIONARY_OUTCOME_NAME,
  SY_DICTIONARY_TREATMENT_NAME,
  SY_DICTIONARY_ACCOUNT,
} SyDictionary;
#define SY_N_DICTIONARIES (SY_DICTIONARY_ACCOUNT + 1)

/**
 * SyColumns:
 * @n_rows: rows
 * @n_allocated: room
 * @first: an id
 * @second: another id
 * @numbers: a time, a line or an event id
 * @amounts: amounts, NaN where missing
 * @texts: texts that live as long as the block is not cleared
 *
 * Rows for one table as growing columns; what the columns mean depends on the table.
 */
typedef struct
{
  gsize n_rows;
  gsize n_allocated;
  guint32 *first;
  guint32 *second;
  gint64 *numbers;
  double *amounts;
  SyText *texts;
} SyColumns;

/**
 * SyImportBlock:
 * @rows: rows of the kind's table: events (person, type, time, amount); attributes (name, person, line, text);
 *   outcomes and treatments (person, name, time, text); links (alias, person, time); accounts (account, person, from, to, text)
 * @properties: of events: name, value, event id
 * @keys: of events: event id, text
 * @members: account, person
 * @new_texts: by dictionary the entries that are new: SyText, valid as long as the loader
 * @first_new: by dictionary the id of the first of them
 * @rejected: (element-type SyRejectedRow): rows refused
 * @rows_read: rows of the file in this block
 * @duplicates: those of them that are already there
 * @people_hashes: of the people of @rows, when those are left as texts
 * @people_pieces: (element-type char): where these texts are
 * @position: bytes of the file read after this block
 * @is_last: nothing follows
 *
 * A piece of the file, parsed and interned, on its way from the thread that reads to the one that writes.
 */
typedef struct
{
  SyColumns rows;
  SyColumns properties;
  SyColumns keys;
  SyColumns members;
  GArray *new_texts[SY_N_DICTIONARIES];
  guint32 first_new[SY_N_DICTIONARIES];
  GPtrArray *rejected;
  GStringChunk *arena;
  GArray *people_hashes;
  GPtrArray *people_pieces;
  gint64 rows_read;
  gint64 duplicates;
  gint64 position;
  gboolean is_last;
} SyImportBlock;

SyImportBlock *sy_import_block_new (void);
void sy_import_block_free (SyImportBlock *self);

/**
 * sy_columns_reserve:
 * @self: columns
 * @n_more: rows
 *
 * Makes room for @n_more rows more.
 */
void sy_columns_reserve (SyColumns *self,
                         gsize n_more);

/**
 * sy_import_block_reset:
 * @self: a block
 *
 * Empties it; its memory stays.
 */
void sy_import_block_reset (SyImportBlock *self);

/**
 * sy_import_block_keep:
 * @self: a block
 * @text: a text in the reader's memory, which does not stay, or none
 *
 * Returns: the same text in the block's memory
 */
SyText sy_import_block_keep (SyImportBlock *self,
                             SyText text);

/**
 * sy_import_block_keep_people:
 * @self: a block
 * @people: (array length=n_people): keys in the reader's memory
 * @n_people: their number
 *
 * Adds them and their hashes to the texts of the block's rows, for sy_import_block_intern_people().
 */
void sy_import_block_keep_people (SyImportBlock *self,
                                  const SyText *people,
                                  gsize n_people);

/**
 * sy_import_check_limit:
 * @interner: a dictionary
 * @error: return location, or %NULL
 *
 * Returns: whether its ids are no larger than the readers of a project can follow
 */
gboolean sy_import_check_limit (const SyInterner *interner,
                                GError **error);

/**
 * sy_import_block_intern_people:
 * @self: a block of events whose people are still texts
 * @people: the dictionary of people
 * @error: return location, or %NULL
 *
 * Sets the ids of the people.
 */
gboolean sy_import_block_intern_people (SyImportBlock *self,
                                        SyInterner *people,
                                        GError **error);

/**
 * SyRowLoader:
 *
 * The reading half of an import: from the file to blocks of ids. Used by one thread at a time.
 */
typedef struct _SyRowLoader SyRowLoader;

/**
 * sy_row_loader_new:
 * @recipe: how a row is read; lives longer
 * @reader: (transfer full): the file
 * @dialect_delimiter: its delimiter
 * @column_names: (array): names of the columns; live longer
 * @next_event: id of the first new event
 */
SyRowLoader *sy_row_loader_new (const SyRecipe *recipe,
                                SyCsvReader *reader,
                                char dialect_delimiter,
                                const char *const *column_names,
                                gint64 next_event);
void sy_row_loader_free (SyRowLoader *self);

/**
 * sy_row_loader_leave_people:
 * @self: a loader of events without accounts, before the first block
 *
 * Leaves people as texts in the blocks: the other thread looks them up, with sy_import_block_intern_people()
 * and the loader's dictionary of people, which from now on is that thread's.
 */
void sy_row_loader_leave_people (SyRowLoader *self);

/**
 * sy_row_loader_get_interner:
 * @self: a loader
 * @dictionary: a dictionary
 *
 * Returns: (nullable): to be filled with what the project knows before the first block; %NULL when this import does not use it
 */
SyInterner *sy_row_loader_get_interner (SyRowLoader *self,
                                        SyDictionary dictionary);

/**
 * sy_row_loader_get_known_ids:
 * @self: a loader
 *
 * Returns: (nullable): to be filled with the event ids the project knows; %NULL when the file has none
 */
SyKeySet *sy_row_loader_get_known_ids (SyRowLoader *self);

/**
 * sy_row_loader_fill:
 * @self: a loader
 * @block: (inout): cleared and filled
 * @cancellable: (nullable): stops it
 * @error: return location, or %NULL
 *
 * Reads the next rows.
 *
 * Returns: %FALSE on error; at the end of the file @block has is_last
 */
gboolean sy_row_loader_fill (SyRowLoader *self,
                             SyImportBlock *block,
                             GCancellable *cancellable,
                             GError **error);

/**
 * sy_row_loader_get_source:
 * @self: a loader
 *
 * Returns: (transfer none): the file
 */
SyCsvSource *sy_row_loader_get_source (SyRowLoader *self);

/**
 * sy_row_loader_get_n_trimmed:
 * @self: a loader
 *
 * Returns: how many keys had blanks around them
 */
gint64 sy_row_loader_get_n_trimmed (SyRowLoader *self);

/**
 * sy_row_loader_get_n_other_order:
 * @self: a loader
 *
 * Returns: as sy_row_parser_get_n_other_order()
 */
gint64 sy_row_loader_get_n_other_order (SyRowLoader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyImportBlock, sy_import_block_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyRowLoader, sy_row_loader_free)

G_END_DECLS
