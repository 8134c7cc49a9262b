/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-row-loader-private.h"

#include <string.h>

#include "sy-rows-table-private.h"

/*
 * The reader's blocks are taken whole: first all rows are parsed, the bad ones put aside, then each column
 * of texts is interned in one batch, then the ids go to the columns of the block that is sent on.
 */

#define BLOCK_ROWS ((gsize) 16 * 1024)
#define BATCH SY_INTERNER_BATCH
G_STATIC_ASSERT (SY_CSV_BLOCK_ROWS <= BATCH);

struct _SyRowLoader
{
  const SyRecipe *recipe;
  SyCsvReader *reader;
  SyRowParser *parser;
  const char *const *column_names;
  char delimiter;
  SyInterner *interners[SY_N_DICTIONARIES];
  guint32 n_known[SY_N_DICTIONARIES]; /* largest id before the first block */
  gsize n_sent[SY_N_DICTIONARIES];
  gboolean is_started;
  gboolean leaves_people;
  SyKeySet *known_ids;
  SyKeySet *known_members;
  gint64 next_event;
  guint32 type;        /* id of the type of all rows, 0 before the first */
  guint32 *names;      /* by property, 0 before its first value */
  gsize *order;        /* properties by the id of their names, those without last */
  guint32 **value_ids; /* by property, of the batch */

  /* The batch: rows that parsed. */
  gsize n;
  const SyCsvRow *rows[BATCH];
  SyText people[BATCH];
  SyText others[BATCH]; /* type, name, alias or account */
  SyText texts[BATCH];  /* value, role */
  SyText accounts[BATCH];
  SyText ids[BATCH];
  gint64 times_ms[BATCH];
  double amounts[BATCH];
  guint32 person_ids[BATCH];
  guint32 other_ids[BATCH];
  guint32 account_ids[BATCH];
};

/* --- the loader --- */

static gboolean
uses (const SyRecipe *recipe,
      SyDictionary dictionary)
{
  switch (dictionary)
    {
    case SY_DICTIONARY_PERSON:
      return TRUE;
    case SY_DICTIONARY_EVENT_TYPE:
      return recipe->kind == SY_IMPORT_EVENTS;
    case SY_DICTIONARY_PROPERTY_NAME:
    case SY_DICTIONARY_PROPERTY_VALUE:
      return recipe->kind == SY_IMPORT_EVENTS && recipe->n_properties > 0;
    case SY_DICTIONARY_ATTRIBUTE_NAME:
      return recipe->kind == SY_IMPORT_ATTRIBUTES;
    case SY_DICTIONARY_OUTCOME_NAME:
      return recipe->kind == SY_IMPORT_OUTCOMES;
    case SY_DICTIONARY_TREATMENT_NAME:
      return recipe->kind == SY_IMPORT_TREATMENTS;
    case SY_DICTIONARY_ACCOUNT:
      return recipe->columns[SY_ROLE_ACCOUNT] >= 0;
    default:
      g_assert_not_reached ();
    }
}

SyRowLoader *
sy_row_loader_new (const SyRecipe *recipe,
                   SyCsvReader *reader,
                   char dialect_delimiter,
                   const char *const *column_names,
                   gint64 next_event)
{
  SyRowLoader *self = g_new0 (SyRowLoader, 1);

  self->recipe = recipe;
  self->reader = reader;
  self->parser = sy_row_parser_new (recipe);
  self->column_names = column_names;
  self->delimiter = dialect_delimiter;
  self->next_event = next_event;
  for (SyDictionary i = 0; i < SY_N_DICTIONARIES; i++)
    if (uses (recipe, i))
      self->interners[i] = sy_interner_new ();
  if (recipe->columns[SY_ROLE_ID] >= 0)
    self->known_ids = sy_key_set_new ();
  if (recipe->kind == SY_IMPORT_EVENTS && recipe->columns[SY_ROLE_ACCOUNT] >= 0)
    self->known_members = sy_key_set_new ();
  self->names = g_new0 (guint32, recipe->n_properties + 1);
  self->order = g_new (gsize, recipe->n_properties + 1);
  self->value_ids = g_new0 (guint32 *, recipe->n_properties + 1);
  for (gsize i = 0; i < recipe->n_properties; i++)
    {
      self->order[i] = i;
      self->value_ids[i] = g_new (guint32, BATCH);
    }
  return self;
}

void
sy_row_loader_free (SyRowLoader *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->reader, sy_csv_reader_free);
  g_clear_pointer (&self->parser, sy_row_parser_free);
  for (gsize i = 0; i < SY_N_DICTIONARIES; i++)
    g_clear_pointer (&self->interners[i], sy_interner_free);
  g_clear_pointer (&self->known_ids, sy_key_set_free);
  g_clear_pointer (&self->known_members, sy_key_set_free);
  for (gsize i = 0; i < self->recipe->n_properties; i++)
    g_free (self->value_ids[i]);
  g_free (self->value_ids);
  g_free (self->names);
  g_free (self->order);
  g_free (self);
}

void
sy_row_loader_leave_people (SyRowLoader *self)
{
  g_assert (self->recipe->kind == SY_IMPORT_EVENTS && self->known_members == NULL);
  self->leaves_people = TRUE;
}

/* Whether the loader itself fills a dictionary. */
static gboolean
fills (const SyRowLoader *self,
       SyDictionary dictionary)
{
  return self->interners[dictionary] != NULL &&
         !(self->leaves_people && dictionary == SY_DICTIONARY_PERSON);
}

SyInterner *
sy_row_loader_get_interner (SyRowLoader *self,
                            SyDictionary dictionary)
{
  return self->interners[dictionary];
}

SyKeySet *
sy_row_loader_get_known_ids (SyRowLoader *self)
{
  return self->known_ids;
}

SyCsvSource *
sy_row_loader_get_source (SyRowLoader *self)
{
  return sy_csv_reader_get_source (self->reader);
}

gint64
sy_row_loader_get_n_trimmed (SyRowLoader *self)
{
  return sy_row_parser_get_n_trimmed (self->parser);
}

gint64
sy_row_loader_get_n_other_order (SyRowLoader *self)
{
  return sy_row_parser_get_n_other_order (self->parser);
}

/* --- rejected rows --- */

static void
append_field (GString *text,
              const SyCsvField *field)
{
  if ((field->flags & SY_CSV_FIELD_QUOTED) == 0)
    {
      g_string_append_len (text, field->text, field->length);
      return;
    }
  g_string_append_c (text, '"');
  for (guint32 i = 0; i < field->length; i++)
    {
      if (field->text[i] == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, field->text[i]);
    }
  g_string_append_c (text, '"');
}

/* The reader may have taken the doubled quotes out of a good row in place: put them back. */
static void
keep_raw (SyRowLoader *self,
          const SyCsvRow *row,
          SyRejectedRow *rejected)
{
  gboolean has_quotes = FALSE;

  for (gsize i = 0; i < row->n_fields; i++)
    has_quotes |= (row->fields[i].flags & SY_CSV_FIELD_QUOTED) != 0;
  if (row->status == SY_CSV_ROW_OK && has_quotes)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (gsize i = 0; i < row->n_fields; i++)
        {
          if (i > 0)
            g_string_append_c (text, self->delimiter);
          append_field (text, &row->fields[i]);
        }
      rejected->raw_length = text->len;
      rejected->raw = g_string_free (g_steal_pointer (&text), FALSE);
      return;
    }
  rejected->raw = g_malloc (row->raw_length + 1);
  memcpy (rejected->raw, row->raw, row->raw_length);
  rejected->raw[row->raw_length] = '\0';
  rejected->raw_length = row->raw_length;
}

static void
reject (SyRowLoader *self,
        SyImportBlock *block,
        const SyCsvRow *row,
        const SyRowFault *fault)
{
  SyRejectedRow *rejected = g_new0 (SyRejectedRow, 1);

  rejected->line = row->line;
  rejected->offset = row->offset;
  if (fault->column >= 0 && (gsize) fault->column < self->recipe->n_columns)
    rejected->column = g_strdup (self->column_names[fault->column]);
  rejected->reason = g_strdup (fault->reason);
  keep_raw (self, row, rejected);
  g_ptr_array_add (block->rejected, rejected);
}

/* --- a batch --- */

static void
parse_batch (SyRowLoader *self,
             SyImportBlock *block,
             const SyCsvBlock *csv)
{
  SyColumnRole other = self->recipe->kind == SY_IMPORT_LINKS      ? SY_ROLE_ALIAS
                       : self->recipe->kind == SY_IMPORT_ACCOUNTS ? SY_ROLE_ACCOUNT
                                                                  : SY_ROLE_TYPE;
  SyColumnRole text = self->recipe->kind == SY_IMPORT_ACCOUNTS ? SY_ROLE_TYPE : SY_ROLE_AMOUNT;
  gsize n = 0;

  for (gsize i = 0; i < csv->n_rows; i++)
    {
      const SyCsvRow *row = &csv->rows[i];
      SyParsedRow parsed;
      SyRowFault fault;

      if (G_UNLIKELY (!sy_row_parser_parse (self->parser, row, &parsed, &fault)))
        {
          reject (self, block, row, &fault);
          continue;
        }
      if (self->known_ids != NULL && parsed.texts[SY_ROLE_ID].length > 0 &&
          !sy_key_set_add (self->known_ids, parsed.texts[SY_ROLE_ID].text,
                           parsed.texts[SY_ROLE_ID].length))
        {
          block->duplicates++;
          continue;
        }
      self->rows[n] = row;
      self->people[n] = parsed.texts[SY_ROLE_PERSON];
      self->others[n] = parsed.texts[other];
      self->texts[n] = parsed.texts[text];
      self->accounts[n] = parsed.texts[SY_ROLE_ACCOUNT];
      self->ids[n] = parsed.texts[SY_ROLE_ID];
      self->times_ms[n] = parsed.time_ms;
      /* The end of a membership takes the place of an amount; a double holds its milliseconds exactly. */
      self->amounts[n] = parsed.end_ms != G_MININT64 ? (double) parsed.end_ms : parsed.amount;
      n++;
    }
  self->n = n;
  block->rows_read += (gint64) csv->n_rows;
}

/* The ids of types or names: of a column, or one for all rows. */
static void
intern_names (SyRowLoader *self,
              SyDictionary dictionary)
{
  if (self->recipe->type == NULL)
    {
      sy_interner_intern (self->interners[dictionary], self->others, self->n, self->other_ids);
      return;
    }
  if (self->type == 0 && self->n > 0)
    {
      SyText type = { self->recipe->type, (guint32) strlen (self->recipe->type) };

      sy_interner_intern (self->interners[dictionary], &type, 1, &self->type);
    }
  for (gsize i = 0; i < self->n; i++)
    self->other_ids[i] = self->type;
}

static int
compare_names (gconstpointer a,
               gconstpointer b,
               gpointer user_data)
{
  const guint32 *names = user_data;
  guint32 first = names[*(const gsize *) a] - 1; /* 0 becomes the largest */
  guint32 second = names[*(const gsize *) b] - 1;

  return first < second ? -1 : first > second;
}

static void
name_property (SyRowLoader *self,
               SyDictionary dictionary,
               gsize property)
{
  const char *name = self->recipe->property_names[property];
  SyText text = { name, (guint32) strlen (name) };

  sy_interner_intern (self->interners[dictionary], &text, 1, &self->names[property]);
  g_qsort_with_data (self->order, (int) self->recipe->n_properties, sizeof (gsize), compare_names,
                     self->names);
}

static void
add_properties (SyRowLoader *self,
                SyImportBlock *block)
{
  SyText values[BATCH];
  SyColumns *out = &block->properties;
  gsize n_properties = self->recipe->n_properties;

  for (gsize property = 0; property < n_properties; property++)
    {
      gsize n_present = 0;

      for (gsize i = 0; i < self->n; i++)
        {
          values[i] = sy_row_parser_get_property (self->parser, self->rows[i], property);
          n_present += values[i].length > 0;
        }
      if (n_present > 0 && self->names[property] == 0)
        name_property (self, SY_DICTIONARY_PROPERTY_NAME, property);
      sy_interner_intern (self->interners[SY_DICTIONARY_PROPERTY_VALUE], values, self->n,
                          self->value_ids[property]);
    }
  /* In the order of the table's key, so that it only ever grows at its end. */
  sy_columns_reserve (out, self->n * n_properties);
  for (gsize i = 0; i < self->n; i++)
    for (gsize j = 0; j < n_properties; j++)
      {
        gsize property = self->order[j];

        if (self->value_ids[property][i] == 0)
          continue;
        out->first[out->n_rows] = self->names[property];
        out->second[out->n_rows] = self->value_ids[property][i];
        out->numbers[out->n_rows++] = self->next_event + (gint64) i;
      }
}

static void
add_keys (SyRowLoader *self,
          SyImportBlock *block)
{
  SyColumns *out = &block->keys;

  sy_columns_reserve (out, self->n);
  for (gsize i = 0; i < self->n; i++)
    if (self->ids[i].length > 0)
      {
        out->numbers[out->n_rows] = self->next_event + (gint64) i;
        out->texts[out->n_rows++] = sy_import_block_keep (block, self->ids[i]);
      }
}

/* Each pair of account and person once an import. */
static void
add_members (SyRowLoader *self,
             SyImportBlock *block)
{
  SyColumns *out = &block->members;

  sy_interner_intern (self->interners[SY_DICTIONARY_ACCOUNT], self->accounts, self->n,
                      self->account_ids);
  sy_columns_reserve (out, self->n);
  for (gsize i = 0; i < self->n; i++)
    {
      const guint32 pair[2] = { self->account_ids[i], self->person_ids[i] };

      if (pair[0] == 0 || !sy_key_set_add (self->known_members, pair, sizeof pair))
        continue;
      out->first[out->n_rows] = pair[0];
      out->second[out->n_rows++] = pair[1];
    }
}

static void
add_events (SyRowLoader *self,
            SyImportBlock *block)
{
  SyColumns *out = &block->rows;

  if (self->n == 0)
    return;
  intern_names (self, SY_DICTIONARY_EVENT_TYPE);
  sy_columns_reserve (out, self->n);
  if (self->leaves_people)
    sy_import_block_keep_people (block, self->people, self->n);
  else
    memcpy (out->first + out->n_rows, self->person_ids, self->n * sizeof (guint32));
  memcpy (out->second + out->n_rows, self->other_ids, self->n * sizeof (guint32));
  memcpy (out->numbers + out->n_rows, self->times_ms, self->n * sizeof (gint64));
  memcpy (out->amounts + out->n_rows, self->amounts, self->n * sizeof (double));
  out->n_rows += self->n;
  if (self->recipe->n_properties > 0)
    add_properties (self, block);
  if (self->known_ids != NULL)
    add_keys (self, block);
  if (self->known_members != NULL)
    add_members (self, block);
  self->next_event += (gint64) self->n;
}

/* Missing cells too: the row says that nothing is known, and that the person is. */
static void
add_attributes (SyRowLoader *self,
                SyImportBlock *block)
{
  SyColumns *out = &block->rows;

  for (gsize property = 0; property < self->recipe->n_properties; property++)
    if (self->names[property] == 0)
      name_property (self, SY_DICTIONARY_ATTRIBUTE_NAME, property);
  sy_columns_reserve (out, self->n * self->recipe->n_properties);
  for (gsize i = 0; i < self->n; i++)
    for (gsize property = 0; property < self->recipe->n_properties; property++)
      {
        out->first[out->n_rows] = self->names[property];
        out->second[out->n_rows] = self->person_ids[i];
        out->numbers[out->n_rows] = self->rows[i]->line;
        out->texts[out->n_rows++] =
            sy_import_block_keep (block, sy_row_parser_get_property (self->parser, self->rows[i], property));
      }
}

/* Outcomes, treatments, links and members of accounts: two ids, a time, a text, of members an end. */
static void
add_facts (SyRowLoader *self,
           SyImportBlock *block,
           SyDictionary dictionary,
           gboolean person_first)
{
  SyColumns *out = &block->rows;

  G_STATIC_ASSERT (SY_ROWS_MISSING == G_MININT64);
  intern_names (self, dictionary);
  sy_columns_reserve (out, self->n);
  for (gsize i = 0; i < self->n; i++)
    {
      out->first[out->n_rows] = person_first ? self->person_ids[i] : self->other_ids[i];
      out->second[out->n_rows] = person_first ? self->other_ids[i] : self->person_ids[i];
      out->numbers[out->n_rows] = self->times_ms[i];
      out->amounts[out->n_rows] = self->amounts[i];
      out->texts[out->n_rows++] = sy_import_block_keep (block, self->texts[i]);
    }
}

static void
add_batch (SyRowLoader *self,
           SyImportBlock *block,
           const SyCsvBlock *csv)
{
  parse_batch (self, block, csv);
  if (!self->leaves_people)
    sy_interner_intern (self->interners[SY_DICTIONARY_PERSON], self->people, self->n,
                        self->person_ids);
  switch (self->recipe->kind)
    {
    case SY_IMPORT_ATTRIBUTES:
      add_attributes (self, block);
      break;
    case SY_IMPORT_OUTCOMES:
      add_facts (self, block, SY_DICTIONARY_OUTCOME_NAME, TRUE);
      break;
    case SY_IMPORT_TREATMENTS:
      add_facts (self, block, SY_DICTIONARY_TREATMENT_NAME, TRUE);
      break;
    case SY_IMPORT_LINKS:
      add_facts (self, block, SY_DICTIONARY_PERSON, FALSE);
      break;
    case SY_IMPORT_ACCOUNTS:
      add_facts (self, block, SY_DICTIONARY_ACCOUNT, FALSE);
      break;
    case SY_IMPORT_EVENTS:
    default:
      add_events (self, block);
      break;
    }
}

static void
take_new_texts (SyRowLoader *self,
                SyImportBlock *block)
{
  for (SyDictionary i = 0; i < SY_N_DICTIONARIES; i++)
    {
      const SyText *texts;
      gsize n;

      if (!fills (self, i))
        continue;
      texts = sy_interner_get_new (self->interners[i], self->n_sent[i], &n);
      block->first_new[i] = self->n_known[i] + (guint32) self->n_sent[i] + 1;
      g_array_append_vals (block->new_texts[i], texts, (guint) n);
      self->n_sent[i] += n;
    }
}

static gboolean
check_limits (SyRowLoader *self,
              GError **error)
{
  for (SyDictionary i = 0; i < SY_N_DICTIONARIES; i++)
    if (fills (self, i) && !sy_import_check_limit (self->interners[i], error))
      return FALSE;
  if (self->next_event > G_MAXUINT32)
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID, "More than %u events",
                   G_MAXUINT32);
      return FALSE;
    }
  return TRUE;
}

gboolean
sy_row_loader_fill (SyRowLoader *self,
                    SyImportBlock *block,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (!self->is_started)
    for (SyDictionary i = 0; i < SY_N_DICTIONARIES; i++)
      self->n_known[i] = fills (self, i) ? sy_interner_get_max_id (self->interners[i]) : 0;
  self->is_started = TRUE;
  sy_import_block_reset (block);
  while (block->rows.n_rows + SY_CSV_BLOCK_ROWS <= BLOCK_ROWS &&
         block->properties.n_rows < 4 * BLOCK_ROWS && block->rejected->len < BLOCK_ROWS)
    {
      const SyCsvBlock *csv = sy_csv_reader_next_block (self->reader, cancellable, &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (csv == NULL)
        {
          block->is_last = TRUE;
          break;
        }
      add_batch (self, block, csv);
    }
  take_new_texts (self, block);
  block->position = sy_csv_source_get_position (sy_csv_reader_get_source (self->reader));
  return check_limits (self, error);
}
