/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-attribute-values-private.h"

#include <math.h>
#include <string.h>

static gboolean
table_row_matches (const SyTableRow *row,
                   const char *text,
                   double number)
{
  if (row->value != NULL)
    return strcmp (row->value, text) == 0;
  if (isnan (number))
    return FALSE;
  return !(number < row->min) && !(number >= row->max);
}

static double
get_table_value (const SyRule *rule,
                 const char *text,
                 double number)
{
  for (gsize i = 0; i < rule->n_table; i++)
    if (table_row_matches (&rule->table[i], text, number))
      return rule->table[i].points;
  return 0;
}

double *
sy_attribute_values_new (const SyRule *rule,
                         const SyPersonAttribute *attribute,
                         gint32 today)
{
  double *values = g_new (double, attribute->n_values + 1);

  values[SY_VALUE_ABSENT] = rule->kind == SY_RULE_ATTRIBUTE ? (double) NAN : 0;
  for (gsize i = 1; i <= attribute->n_values; i++)
    {
      double value = 1;

      if (rule->kind == SY_RULE_DATE)
        {
          double days = (double) attribute->days[i] - (double) today;

          value = attribute->days[i] != SY_DAY_NONE && !(days < rule->from_days) &&
                  !(days > rule->to_days);
        }
      else if (rule->table != NULL)
        value = get_table_value (rule, attribute->texts[i], attribute->numbers[i]);
      values[i] = value;
    }
  return values;
}
