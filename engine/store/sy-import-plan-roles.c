/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-import-plan-parts-private.h"

#include <string.h>

#include "core/sy-text.h"

/* What the columns are called and what each becomes: as said, as remembered, as guessed. */

static gboolean
is_blank (gunichar c)
{
  return g_unichar_isspace (c) || c == 0x200b || c == 0xfeff;
}

/* A header without the blanks around it, some of which nobody sees, and without a comment's "#". */
static char *
clean_header (const char *header,
              gboolean is_first)
{
  const char *end = header + strlen (header);

  while (*header != '\0' && is_blank (g_utf8_get_char (header)))
    header = g_utf8_next_char (header);
  while (end > header && is_blank (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  if (is_first && *header == '#' && g_unichar_isalpha (g_utf8_get_char (header + 1)))
    header++;
  return g_strndup (header, (gsize) (end - header));
}

void
sy_plan_name_columns (SyImportPlan *self,
                      const char *const *headers)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; i < self->n_columns; i++)
    {
      SyPlanColumn *column = &self->columns[i];
      g_autofree char *base = NULL;

      column->header = g_strdup (headers != NULL ? headers[i] : "");
      base = clean_header (column->header, i == 0);
      if (base[0] == '\0')
        {
          g_free (base);
          base = g_strdup_printf ("column %" G_GSIZE_FORMAT, i + 1);
        }
      column->name = g_strdup (base);
      for (int n = 2; g_hash_table_contains (names, column->name); n++)
        {
          g_free (column->name);
          column->name = g_strdup_printf ("%s (%d)", base, n);
        }
      if (!g_str_equal (column->name, base))
        sy_plan_warn (
            self, "Two columns are named “%s”: the one at place %" G_GSIZE_FORMAT " is called “%s”",
            base, i + 1, column->name);
      g_hash_table_add (names, column->name);
    }
}

/* By unique name, by header, or by "#3"; -1 when there is none. */
static int
find_column (SyImportPlan *self,
             const char *text)
{
  guint64 number;

  for (gsize i = 0; i < self->n_columns; i++)
    if (g_str_equal (self->columns[i].name, text))
      return (int) i;
  for (gsize i = 0; i < self->n_columns; i++)
    if (g_str_equal (self->columns[i].header, text))
      return (int) i;
  if (text[0] == '#' &&
      g_ascii_string_to_unsigned (text + 1, 10, 1, self->n_columns, &number, NULL))
    return (int) number - 1;
  return -1;
}

static gboolean
set_column_error (SyImportPlan *self,
                  const char *text,
                  GError **error)
{
  g_autofree const char **names = g_new0 (const char *, self->n_columns + 1);
  const char *suggestion;

  for (gsize i = 0; i < self->n_columns; i++)
    names[i] = self->columns[i].name;
  suggestion = sy_text_suggest (text, names);
  if (suggestion != NULL)
    g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID,
                 "There is no column “%s”; did you mean “%s”?", text, suggestion);
  else
    {
      g_autofree char *list = g_strjoinv (", ", (GStrv) names);

      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID,
                   "There is no column “%s”; the file has %s", text, list);
    }
  return FALSE;
}

/* Which roles an import of this kind knows, besides property and ignore. */
gboolean
sy_plan_kind_has_role (SyImportKind kind,
                       SyColumnRole role)
{
  switch (role)
    {
    case SY_ROLE_PERSON:
      return TRUE;
    case SY_ROLE_TIME:
    case SY_ROLE_CLOCK:
      return kind != SY_IMPORT_ATTRIBUTES;
    case SY_ROLE_TYPE:
      return kind != SY_IMPORT_ATTRIBUTES && kind != SY_IMPORT_LINKS;
    case SY_ROLE_AMOUNT:
      return kind == SY_IMPORT_EVENTS || kind == SY_IMPORT_OUTCOMES || kind == SY_IMPORT_TREATMENTS;
    case SY_ROLE_ID:
      return kind == SY_IMPORT_EVENTS;
    case SY_ROLE_ACCOUNT:
      return kind == SY_IMPORT_EVENTS || kind == SY_IMPORT_ACCOUNTS;
    case SY_ROLE_ALIAS:
      return kind == SY_IMPORT_LINKS;
    case SY_ROLE_END:
      return kind == SY_IMPORT_ACCOUNTS;
    case SY_ROLE_IGNORE:
    case SY_ROLE_PROPERTY:
    default:
      return TRUE;
    }
}

/* A column becomes what it is known to be. */
static void
settle_role (SyPlanColumn *column,
             SyColumnRole role,
             const char *target,
             char *reason)
{
  column->role = role;
  column->is_guessed = FALSE;
  column->confidence = 1;
  g_free (column->target);
  column->target = g_strdup (target);
  g_free (column->reason);
  column->reason = reason;
}

static gboolean
apply_choices (SyImportPlan *self,
               gboolean is_open[SY_N_ROLES],
               gboolean *is_free,
               GError **error)
{
  const SyImportOptions *options = self->options;

  for (guint i = 0; i < options->choices->len; i++)
    {
      const SyRoleChoice *choice = options->choices->pdata[i];
      int index = find_column (self, choice->column);

      if (index < 0)
        return set_column_error (self, choice->column, error);
      if (!sy_plan_kind_has_role (options->kind, choice->role))
        {
          g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID, "%s have no column for “%s”",
                       sy_import_kind_to_string (options->kind),
                       sy_column_role_to_string (choice->role));
          return FALSE;
        }
      settle_role (&self->columns[index], choice->role, choice->property, g_strdup ("as said"));
      is_free[index] = FALSE;
      if (choice->role > SY_ROLE_PROPERTY)
        is_open[choice->role] = FALSE;
    }
  return TRUE;
}

/* What was decided about columns of the same names holds for what nobody says now. */
static void
apply_memory (SyImportPlan *self,
              gboolean is_open[SY_N_ROLES],
              gboolean *is_free)
{
  for (gsize i = 0; self->memory != NULL && i < self->n_columns; i++)
    {
      SyPlanColumn *column = &self->columns[i];
      const char *target;
      SyColumnRole role;

      if (!is_free[i] || !sy_import_memory_find_column (self->memory, column->name, &role, &target))
        continue;
      if (role > SY_ROLE_PROPERTY &&
          (!is_open[role] || !sy_plan_kind_has_role (self->options->kind, role)))
        continue;
      settle_role (column, role, target,
                   g_strdup_printf ("as in the import of “%s”", self->memory->file_name));
      is_free[i] = FALSE;
      if (role > SY_ROLE_PROPERTY)
        is_open[role] = FALSE;
    }
}

/* The columns in front of a list of rejected rows. */
static void
apply_repair (SyImportPlan *self,
              gboolean is_open[SY_N_ROLES],
              gboolean *is_free)
{
  for (gsize i = 0; i < self->n_columns; i++)
    {
      SyPlanColumn *column = &self->columns[i];
      gboolean is_key = g_str_equal (column->name, SY_REJECTED_ROW_COLUMN);

      if (!is_free[i] || !(is_key || g_str_equal (column->name, SY_REJECTED_REASON_COLUMN)))
        continue;
      if (is_key && self->options->kind == SY_IMPORT_EVENTS && is_open[SY_ROLE_ID])
        {
          settle_role (column, SY_ROLE_ID, NULL,
                       g_strdup ("a mended row comes in once, however often its file does"));
          is_open[SY_ROLE_ID] = FALSE;
        }
      else
        settle_role (column, SY_ROLE_IGNORE, NULL, g_strdup ("tells about a rejected row"));
      is_free[i] = FALSE;
    }
}

/* A time of day belongs to a date without one; beside a full time it is a column like others. */
static void
check_clock (SyImportPlan *self)
{
  SyPlanColumn *clock = NULL;
  gboolean has_date = FALSE;

  for (gsize i = 0; i < self->n_columns; i++)
    {
      const SyColumnSample *sample = &self->samples[i];

      if (self->columns[i].role == SY_ROLE_CLOCK)
        clock = &self->columns[i];
      else if (self->columns[i].role == SY_ROLE_TIME)
        has_date = sample->n_dates == sample->n_values;
    }
  if (clock == NULL || !clock->is_guessed || has_date)
    return;
  clock->role = SY_ROLE_PROPERTY;
  clock->confidence = 1;
  g_free (clock->reason);
  clock->reason = g_strdup ("the time has its time of day already");
  clock->target = g_strdup (clock->name);
}

gboolean
sy_plan_assign_roles (SyImportPlan *self,
                      GError **error)
{
  const SyImportOptions *options = self->options;
  gboolean is_open[SY_N_ROLES];
  g_autofree gboolean *is_free = g_new (gboolean, self->n_columns);
  g_autofree const char **headers = g_new (const char *, self->n_columns);
  g_autofree SyColumnGuess *guesses = g_new0 (SyColumnGuess, self->n_columns);

  for (gsize role = 0; role < SY_N_ROLES; role++)
    is_open[role] = !options->no_column[role];
  if (options->type != NULL)
    is_open[SY_ROLE_TYPE] = FALSE;
  for (gsize i = 0; i < self->n_columns; i++)
    {
      is_free[i] = TRUE;
      headers[i] = self->columns[i].header;
    }
  if (!apply_choices (self, is_open, is_free, error))
    return FALSE;
  apply_memory (self, is_open, is_free);
  apply_repair (self, is_open, is_free);
  sy_column_guess (options->kind, headers, self->samples, self->n_columns, is_open, is_free,
                   guesses);
  for (gsize i = 0; i < self->n_columns; i++)
    {
      SyPlanColumn *column = &self->columns[i];

      if (is_free[i])
        {
          column->role = guesses[i].role;
          column->confidence = guesses[i].confidence;
          column->reason = g_steal_pointer (&guesses[i].reason);
          column->is_guessed = TRUE;
        }
      g_free (guesses[i].reason);
      /* Only events and people carry further columns. */
      if (column->role == SY_ROLE_PROPERTY && options->kind != SY_IMPORT_EVENTS &&
          options->kind != SY_IMPORT_ATTRIBUTES)
        column->role = SY_ROLE_IGNORE;
      if (column->role == SY_ROLE_PROPERTY && column->target == NULL)
        column->target = g_strdup (column->name);
      if (column->reason == NULL)
        column->reason = g_strdup ("no other role fits");
    }
  check_clock (self);
  return TRUE;
}
