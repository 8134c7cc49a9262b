/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-fairness-table.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-format.h"

enum
{
  COLUMN_GROUP,
  COLUMN_PEOPLE,
  COLUMN_CHOSEN,
  COLUMN_RATIO,
  COLUMN_COMMON,
  COLUMN_VERDICT,
  COLUMN_OUTCOME,
  COLUMN_FOUND,
  COLUMN_WRONG,
  COLUMN_RIGHT,
  COLUMN_GAP,
  COLUMN_BEHAVIOUR,
  COLUMN_MISSING,
  COLUMN_LIMITS,
  COLUMN_RULES,
  COLUMN_TYPES,
  N_COLUMNS
};

/* What a cell says, and what it is sorted by: NaN is by the text. */
typedef struct
{
  char *text;
  double key;
} Cell;

typedef struct
{
  guint n_all;   /* columns that there could be */
  guint *shown;  /* those of them that say something, by column of the table */
  GArray *cells; /* Cell, row by row, all columns */
  char **notes;  /* by row, of the verdict; NULL where there is none */
  gboolean *dim; /* by row */
  guint n_rows;
} Groups;

static void
clear_cell (gpointer data)
{
  g_free (((Cell *) data)->text);
}

static void
groups_free (gpointer data)
{
  Groups *self = data;

  for (guint row = 0; row < self->n_rows; row++)
    g_free (self->notes[row]);
  g_free (self->notes);
  g_free (self->dim);
  g_free (self->shown);
  g_array_unref (self->cells);
  g_free (self);
}

static const Cell *
get_cell (const Groups *self,
          guint row,
          guint column)
{
  return &g_array_index (self->cells, Cell, row * self->n_all + self->shown[column]);
}

static char *
get_text (gconstpointer data,
          guint row,
          guint column)
{
  return g_strdup (get_cell (data, row, column)->text);
}

static const char *
get_note (gconstpointer data,
          guint row,
          guint column)
{
  const Groups *self = data;

  return self->shown[column] == COLUMN_VERDICT ? self->notes[row] : NULL;
}

static gboolean
is_dim (gconstpointer data,
        guint row)
{
  return ((const Groups *) data)->dim[row];
}

/* What is not known is below every number. */
static int
compare (gconstpointer data,
         guint a,
         guint b,
         guint column)
{
  const Cell *first = get_cell (data, a, column);
  const Cell *second = get_cell (data, b, column);
  gboolean has_first = !isnan (first->key);
  gboolean has_second = !isnan (second->key);

  if (!has_first && !has_second)
    return g_utf8_collate (first->text, second->text);
  if (!has_first || !has_second)
    return has_first - has_second;
  return (first->key > second->key) - (first->key < second->key);
}

static const SyTableFuncs funcs = {
  .get_text = get_text,
  .compare = compare,
  .get_note = get_note,
  .is_dim = is_dim,
  .free = groups_free,
};

static void
take (Groups *self,
      char *text,
      double key)
{
  Cell cell = { text, key };

  g_array_append_val (self->cells, cell);
}

static void
add_number (Groups *self,
            double value)
{
  take (self, isnan (value) ? g_strdup ("–") : sy_format_number (value, 2), value);
}

static void
add_points (Groups *self,
            double value)
{
  take (self, isnan (value) ? g_strdup ("–") : sy_format_signed (value, 2), value);
}

static void
add_share (Groups *self,
           double value)
{
  take (self, isnan (value) ? g_strdup ("–") : sy_format_percent (value, 1), value);
}

/* A star where few people are behind the share. */
static void
add_rate (Groups *self,
          const SyFairnessRate *rate)
{
  g_autofree char *share = sy_format_percent (rate->value, 1);

  take (self,
        rate->n == 0 ? g_strdup ("–") : g_strconcat (share, sy_is_small_n (rate->n) ? " *" : "", NULL),
        rate->value);
}

static void
add_chosen (Groups *self,
            const SyFairnessRate *rate)
{
  g_autofree char *share = sy_format_percent (rate->value, 1);
  g_autofree char *low = sy_format_number (rate->interval.low * 100, 1);
  g_autofree char *high = sy_format_number (rate->interval.high * 100, 1);

  take (self,
        rate->n == 0 ? g_strdup ("–")
                     : g_strdup_printf ("%s (%s – %s)%s", share, low, high,
                                        sy_is_small_n (rate->n) ? " *" : ""),
        rate->value);
}

static const char *
get_verdict (const SyFairnessGroup *group)
{
  if (group->is_flagged)
    return group->common_ratio >= SY_FAIRNESS_FOUR_FIFTHS ? _ ("missing data") : _ ("below 4/5");
  if (group->is_missing)
    return _ ("no value");
  return group->is_small ? _ ("small n") : "";
}

static void
add_group (Groups *self,
           const SyFairness *fairness,
           const SyFairnessGroup *group)
{
  g_autofree char *observed = sy_format_count ((gint64) group->n_observed);
  g_autofree char *rules = sy_format_count ((gint64) group->n_rules);

  take (self, g_strdup (group->name), NAN);
  take (self, sy_format_count ((gint64) group->n), (double) group->n);
  add_chosen (self, &group->chosen);
  add_number (self, group->ratio);
  add_number (self, group->common_ratio);
  take (self, g_strdup (get_verdict (group)), NAN);
  add_rate (self, &group->outcome);
  add_rate (self, &group->found);
  add_rate (self, &group->wrong);
  add_rate (self, &group->right);
  add_points (self, group->gap);
  add_points (self, group->gap_behaviour);
  add_points (self, group->gap_coverage);
  add_points (self, group->gap_limits);
  take (self, g_strdup_printf (_ ("%s of %s"), observed, rules), (double) group->n_observed);
  add_share (self, group->types_share);
  for (gsize c = 0; c < fairness->n_channels; c++)
    add_share (self, group->channels[c]);
}

/* Columns of missing data and of limits are left out where there are none: they take room. */
static gboolean
is_shown (const SyFairness *fairness,
          guint column)
{
  gboolean has_limits = FALSE;

  if (column == COLUMN_COMMON || column == COLUMN_MISSING || column == COLUMN_RULES ||
      column == COLUMN_TYPES)
    return fairness->uncommon[0] != NULL;
  if (column != COLUMN_LIMITS)
    return TRUE;
  for (gsize g = 0; g < fairness->n_groups; g++)
    has_limits = has_limits || fabs (fairness->groups[g].gap_limits) >= 0.005;
  return has_limits;
}

SyTableSource *
sy_fairness_table_new (const SyFairness *fairness)
{
  const SyTableColumn fixed[N_COLUMNS] = {
    { fairness->attribute, FALSE, 14 },
    { _ ("People"), TRUE, 7 },
    { _ ("Chosen (95 %)"), TRUE, 28 },
    { _ ("Ratio"), TRUE, 6 },
    { _ ("Common data"), TRUE, 10 },
    { _ ("Verdict"), FALSE, 11 },
    { _ ("Outcome"), TRUE, 8 },
    { _ ("Found"), TRUE, 8 },
    { _ ("False alarms"), TRUE, 9 },
    { _ ("Right"), TRUE, 8 },
    { _ ("Gap"), TRUE, 7 },
    { _ ("Behaviour"), TRUE, 8 },
    { _ ("Missing data"), TRUE, 10 },
    { _ ("Limits"), TRUE, 7 },
    { _ ("Rules seen"), TRUE, 9 },
    { _ ("Events seen"), TRUE, 9 },
  };
  g_autofree SyTableColumn *columns = NULL;
  Groups *self = g_new0 (Groups, 1);
  guint n_shown = 0;

  self->n_all = N_COLUMNS + (guint) fairness->n_channels;
  self->shown = g_new (guint, self->n_all);
  self->n_rows = (guint) fairness->n_groups + 1;
  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  g_array_set_clear_func (self->cells, clear_cell);
  self->notes = g_new0 (char *, self->n_rows);
  self->dim = g_new0 (gboolean, self->n_rows);
  columns = g_new0 (SyTableColumn, self->n_all);
  for (guint c = 0; c < self->n_all; c++)
    {
      if (!is_shown (fairness, c))
        continue;
      columns[n_shown] = c < N_COLUMNS ? fixed[c]
                                       : (SyTableColumn){ fairness->channel_names[c - N_COLUMNS], TRUE, 10 };
      self->shown[n_shown++] = c;
    }
  for (guint row = 0; row < self->n_rows; row++)
    {
      const SyFairnessGroup *group = row < fairness->n_groups ? &fairness->groups[row]
                                                              : &fairness->all;

      add_group (self, fairness, group);
      self->notes[row] = sy_fairness_describe_group (group);
      self->dim[row] = sy_is_small_n (group->n);
    }
  return sy_table_source_new (columns, n_shown, self->n_rows, &funcs, self);
}
