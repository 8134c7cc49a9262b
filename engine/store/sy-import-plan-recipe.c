/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-import-plan-parts-private.h"

#include <string.h>

#include "core/sy-core.h"
#include "csv/sy-csv.h"
#include "sy-project-private.h"

#define MAX_PROPERTIES 500
#define DAY_MS (SY_DAY_SECONDS * G_GINT64_CONSTANT (1000))

/* How a row is read, what stands in the way of it, and what it means in words. */

static void
require (SyImportPlan *self,
         SyColumnRole role,
         const char *what)
{
  if (self->recipe.columns[role] < 0)
    sy_plan_obstruct (self, "No column looks like %s: name it with --map %s=COLUMN", what,
                      sy_column_role_to_string (role));
}

/* A column that is called like a time, but does not look like one, is what to talk about. */
static void
require_time (SyImportPlan *self,
              const char *what)
{
  const char *example = NULL;
  double best = 0.5;
  gsize found = 0;

  for (gsize i = 0; i < self->n_columns && self->recipe.columns[SY_ROLE_TIME] < 0; i++)
    {
      double claim = sy_column_claim_by_name (self->recipe.kind, SY_ROLE_TIME,
                                              self->columns[i].header);

      if (claim > best && self->columns[i].is_guessed && self->samples[i].example != NULL)
        {
          best = claim;
          found = i;
          example = self->samples[i].example;
        }
    }
  if (example != NULL)
    sy_plan_obstruct (
        self,
        "“%s” is called like a time, but “%s” does not look like one: say how to read it with "
        "--time-format, or name another column with --map time=COLUMN",
        self->columns[found].name, example);
  require (self, SY_ROLE_TIME, what);
}

static void
check_roles (SyImportPlan *self)
{
  const SyRecipe *recipe = &self->recipe;

  require (self, SY_ROLE_PERSON, "the person");
  switch (recipe->kind)
    {
    case SY_IMPORT_EVENTS:
      require_time (self, "the time");
      if (recipe->columns[SY_ROLE_TYPE] < 0 && recipe->type == NULL)
        sy_plan_obstruct (
            self,
            "No column looks like the event type: name it with --map type=COLUMN, or give all rows one with --type NAME");
      break;

    case SY_IMPORT_OUTCOMES:
      require_time (self, "the time of the outcome");
      if (recipe->columns[SY_ROLE_TYPE] < 0 && recipe->type == NULL)
        sy_plan_obstruct (
            self,
            "The outcome has no name: name its column with --map type=COLUMN, or give it with --type NAME");
      break;

    case SY_IMPORT_TREATMENTS:
      if (recipe->columns[SY_ROLE_TYPE] < 0 && recipe->type == NULL)
        sy_plan_obstruct (
            self,
            "The treatment has no name: name its column with --map type=COLUMN, or give it with --type NAME");
      break;

    case SY_IMPORT_LINKS:
      require (self, SY_ROLE_ALIAS, "the other key of the person");
      break;

    case SY_IMPORT_ACCOUNTS:
      require (self, SY_ROLE_ACCOUNT, "the account");
      break;

    case SY_IMPORT_ATTRIBUTES:
    default:
      if (recipe->n_properties == 0)
        sy_plan_obstruct (self, "No column is left to be an attribute");
      break;
    }
}

static void
decide_amount_format (SyImportPlan *self)
{
  SyRecipe *recipe = &self->recipe;
  int column = recipe->columns[SY_ROLE_AMOUNT];
  const char *known = self->memory != NULL
                          ? sy_import_memory_get_text (self->memory, "decimal_mark")
                          : NULL;
  char mark = known != NULL && known[0] != '\0' ? known[0] : self->sniff.dialect.decimal_mark;

  recipe->amount_format.decimal_mark = mark;
  if (self->options->decimal_mark != 0)
    recipe->amount_format.decimal_mark = self->options->decimal_mark;
  else if (column >= 0 && recipe->kind == SY_IMPORT_EVENTS &&
           !sy_amount_detect_finish (&self->samples[column].amounts, mark, &recipe->amount_format))
    sy_plan_warn (
        self, "Some amounts of “%s” can be read in two ways: they are read with a decimal %s",
        self->columns[column].name, recipe->amount_format.decimal_mark == ',' ? "comma" : "point");
}

/* What is called an amount and holds words is kept, but as something else than it seems to be. */
static void
check_amount_names (SyImportPlan *self)
{
  if (self->recipe.kind != SY_IMPORT_EVENTS || self->recipe.columns[SY_ROLE_AMOUNT] >= 0 ||
      self->options->no_column[SY_ROLE_AMOUNT])
    return;
  for (gsize i = 0; i < self->n_columns; i++)
    {
      const SyColumnSample *sample = &self->samples[i];
      const SyPlanColumn *column = &self->columns[i];

      if (column->role == SY_ROLE_PROPERTY && column->is_guessed && sample->n_values > 0 &&
          sy_column_claim_by_name (SY_IMPORT_EVENTS, SY_ROLE_AMOUNT, column->header) >= 0.85)
        sy_plan_warn (
            self,
            "“%s” is called like an amount, but %.0f %% of its values are no numbers, such as "
            "“%s”: it is kept as a property, unless you say that it is the amount",
            column->name,
            100.0 * (1.0 - (double) sample->amounts.n_numbers / (double) sample->n_values),
            sample->example);
    }
}

gboolean
sy_plan_make_recipe (SyImportPlan *self,
                     GCancellable *cancellable,
                     GError **error)
{
  const SyImportOptions *options = self->options;
  SyRecipe *recipe = &self->recipe;

  recipe->kind = options->kind;
  recipe->n_columns = self->n_columns;
  recipe->property_columns = g_new (int, self->n_columns);
  recipe->property_names = g_new (char *, self->n_columns);
  for (gsize role = 0; role < SY_N_ROLES; role++)
    recipe->columns[role] = -1;
  for (gsize i = 0; i < self->n_columns; i++)
    {
      const SyPlanColumn *column = &self->columns[i];

      if (column->role == SY_ROLE_PROPERTY)
        {
          recipe->property_columns[recipe->n_properties] = (int) i;
          recipe->property_names[recipe->n_properties++] = g_strdup (column->target);
        }
      else
        recipe->columns[column->role] = (int) i;
    }
  if (recipe->columns[SY_ROLE_TYPE] < 0 && options->type != NULL &&
      sy_plan_kind_has_role (options->kind, SY_ROLE_TYPE) && options->kind != SY_IMPORT_ACCOUNTS)
    recipe->type = g_strstrip (g_strdup (options->type));
  if (recipe->type != NULL &&
      (recipe->type[0] == '\0' || strlen (recipe->type) > SY_MAX_KEY_LENGTH))
    g_clear_pointer (&recipe->type, g_free);
  recipe->zone = sy_zone_ref (self->zone);
  recipe->first_ms = options->has_time_range ? options->first_ms : 0;
  recipe->last_ms = options->has_time_range ? options->last_ms : sy_now_ms () + DAY_MS;
  /* Who belongs to an account may do so for years to come. */
  if (recipe->kind == SY_IMPORT_ACCOUNTS && !options->has_time_range)
    recipe->last_ms = G_MAXINT64;
  if (self->sniff.dialect.has_header)
    {
      self->headers = g_new0 (const char *, self->n_columns);
      for (gsize i = 0; i < self->n_columns; i++)
        self->headers[i] = self->columns[i].header;
      recipe->headers = self->headers;
    }
  check_roles (self);
  check_amount_names (self);
  decide_amount_format (self);
  return sy_plan_decide_time_format (self, cancellable, error);
}

void
sy_plan_check_properties (SyImportPlan *self)
{
  if (self->recipe.n_properties > MAX_PROPERTIES)
    {
      sy_plan_obstruct (self,
                        "%" G_GSIZE_FORMAT
                        " columns are to be kept, more than %d: leave some out with --ignore",
                        self->recipe.n_properties, MAX_PROPERTIES);
      return;
    }
  for (gsize i = 0; i < self->recipe.n_properties; i++)
    for (gsize j = 0; j < i; j++)
      if (g_str_equal (self->recipe.property_names[i], self->recipe.property_names[j]))
        sy_plan_obstruct (self, "Two columns are to be kept as “%s”: give one another name",
                          self->recipe.property_names[i]);
}

char *
sy_plan_describe_fate (SyImportPlan *self,
                       const SyPlanColumn *column)
{
  SyImportKind kind = self->options->kind;

  switch (column->role)
    {
    case SY_ROLE_PROPERTY:
      return g_strdup_printf (kind == SY_IMPORT_ATTRIBUTES ? "attribute “%s” of the person"
                                                           : "kept as property “%s”",
                              column->target);
    case SY_ROLE_PERSON:
      return g_strdup ("the person");
    case SY_ROLE_TIME:
      return g_strdup_printf ("the time (%s, %s)",
                              self->recipe.time_format != NULL
                                  ? sy_time_format_get_name (self->recipe.time_format)
                                  : "auto",
                              sy_zone_get_name (self->zone));
    case SY_ROLE_TYPE:
      return g_strdup (kind == SY_IMPORT_OUTCOMES     ? "the name of the outcome"
                       : kind == SY_IMPORT_TREATMENTS ? "the name of the treatment"
                       : kind == SY_IMPORT_ACCOUNTS   ? "the person's role in the account"
                                                      : "the event type");
    case SY_ROLE_AMOUNT:
      return kind == SY_IMPORT_EVENTS
                 ? g_strdup_printf ("the amount (decimal %s)",
                                    self->recipe.amount_format.decimal_mark == ',' ? "comma"
                                                                                   : "point")
                 : g_strdup ("the value");
    case SY_ROLE_ID:
      return g_strdup ("the event's id: rows that repeat one are duplicates");
    case SY_ROLE_ACCOUNT:
      return g_strdup ("the account");
    case SY_ROLE_ALIAS:
      return g_strdup ("another key of the person");
    case SY_ROLE_END:
      return g_strdup_printf ("until when the person belongs to the account (%s)",
                              self->recipe.time_format != NULL
                                  ? sy_time_format_get_name (self->recipe.time_format)
                                  : "auto");
    case SY_ROLE_CLOCK:
      return g_strdup ("the time of day, put behind the date");
    case SY_ROLE_IGNORE:
    default:
      return g_strdup ("left out");
    }
}
