/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who came back and what was spent, by band. */
#include "config.h"

#include "sy-cli-follow-up.h"

#include <math.h>

/* "2017-02", or "all". */
static char *
name_cohort (const SyCohorts *cohorts,
             gsize cohort)
{
  int year, month, day;

  if (cohort == cohorts->n_cohorts)
    return g_strdup ("all");
  sy_day_to_civil (cohorts->months[cohort], &year, &month, &day);
  return g_strdup_printf ("%04d-%02d", year, month);
}

static const char *
name_band (const SyCohorts *cohorts,
           gsize band)
{
  return band == cohorts->n_bands ? "all" : cohorts->band_names[band];
}

void
sy_cli_write_cohorts (SyJsonWriter *writer,
                      const SyCohorts *cohorts)
{
  sy_json_begin_member (writer, "cohorts", FALSE);
  sy_json_member_instant (writer, "as_of", cohorts->as_of);
  sy_json_member_number (writer, "window_days", cohorts->window_days);
  sy_json_begin_member (writer, "cells", TRUE);
  for (gsize c = 0; c <= cohorts->n_cohorts; c++)
    for (gsize b = 0; b <= cohorts->n_bands; b++)
      {
        const SyCohortCell *cell = sy_cohorts_get_cell (cohorts, c, b);
        g_autofree char *cohort = name_cohort (cohorts, c);

        sy_json_writer_begin_object (writer, SY_JSON_INLINE);
        sy_json_member_text (writer, "cohort", cohort);
        sy_json_member_text (writer, "band", name_band (cohorts, b));
        sy_json_member_int (writer, "n", (gint64) cell->n);
        sy_json_member_int (writer, "retained", (gint64) cell->n_retained);
        sy_json_member_range (writer, "retention", cell->retention, cell->low, cell->high);
        sy_json_member_int (writer, "positives", (gint64) cell->n_positive);
        sy_json_member_number (writer, "rate", cell->rate);
        sy_json_member_boolean (writer, "small_n", sy_is_small_n (cell->n));
        sy_json_writer_end_object (writer);
      }
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
}

SyCliTable *
sy_cli_build_cohorts (const SyCohorts *cohorts)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "first seen", "cohort", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "band", "band", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "people", "n", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "retained", "retained", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "share", "retention", SY_ALIGN_RIGHT);
  sy_cli_table_add_range_columns (table);
  sy_cli_table_add_column (table, "with outcome", "positives", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "rate", "rate", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "from", "rate_low", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "to", "rate_high", SY_ALIGN_RIGHT);
  for (gsize c = 0; c <= cohorts->n_cohorts; c++)
    for (gsize b = 0; b <= cohorts->n_bands; b++)
      {
        const SyCohortCell *cell = sy_cohorts_get_cell (cohorts, c, b);
        g_autofree char *cohort = name_cohort (cohorts, c);

        sy_cli_table_add_text (table, cohort);
        sy_cli_table_add_text (table, name_band (cohorts, b));
        sy_cli_table_add_int (table, (gint64) cell->n);
        sy_cli_table_add_int (table, (gint64) cell->n_retained);
        sy_cli_table_add_rate_range (table, cell->retention, cell->low, cell->high, cell->n);
        sy_cli_table_add_int (table, (gint64) cell->n_positive);
        sy_cli_table_add_rate_range (table, cell->rate, cell->rate_low, cell->rate_high, cell->n);
      }
  return table;
}

static void
write_estimate (SyJsonWriter *writer,
                const char *key,
                const SyEstimate *estimate)
{
  sy_json_writer_key (writer, key);
  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  sy_json_member_range (writer, "value", estimate->value, estimate->low, estimate->high);
  sy_json_writer_end_object (writer);
}

void
sy_cli_write_money (SyJsonWriter *writer,
                    const SyMoney *money)
{
  sy_json_begin_member (writer, "money", FALSE);
  sy_json_member_instant (writer, "as_of", money->as_of);
  sy_json_member_number (writer, "window_days", money->window_days);
  sy_json_member_texts (writer, "types", (const char *const *) money->types);
  sy_json_begin_member (writer, "bands", TRUE);
  for (gsize i = 0; i <= money->n_bands; i++)
    {
      const SyBandMoney *band = &money->bands[i];

      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "name", i < money->n_bands ? band->name : "all");
      sy_json_member_int (writer, "n", (gint64) band->n);
      sy_json_member_int (writer, "buyers", (gint64) band->n_buyers);
      sy_json_member_int (writer, "orders", (gint64) band->n_orders);
      sy_json_member_number (writer, "revenue", band->revenue);
      sy_json_member_number (writer, "revenue_before", band->before);
      write_estimate (writer, "revenue_per_person", &band->per_person);
      write_estimate (writer, "order_value", &band->order_value);
      write_estimate (writer, "orders_per_person", &band->orders);
      write_estimate (writer, "buyer_rate", &band->buyers);
      write_estimate (writer, "repeat_rate", &band->repeat);
      write_estimate (writer, "lifetime_value", &band->lifetime);
      write_estimate (writer, "net_revenue_retention", &band->retention);
      sy_json_member_int (writer, "spent_before", (gint64) band->n_before);
      write_estimate (writer, "expansion_rate", &band->expansion);
      sy_json_member_boolean (writer, "small_n", sy_is_small_n (band->n));
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
}

/* A figure and the ends of its interval. */
static void
add_columns (SyCliTable *table,
             const char *title,
             const char *key)
{
  g_autofree char *low = g_strconcat (key, "_low", NULL);
  g_autofree char *high = g_strconcat (key, "_high", NULL);

  sy_cli_table_add_column (table, title, key, SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "from", low, SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "to", high, SY_ALIGN_RIGHT);
}

static void
add_number (SyCliTable *table,
            const SyEstimate *estimate)
{
  sy_cli_table_add_number (table, estimate->value, 2);
  sy_cli_table_add_number (table, estimate->low, 2);
  sy_cli_table_add_number (table, estimate->high, 2);
}

static void
add_rate (SyCliTable *table,
          const SyEstimate *estimate,
          gsize n)
{
  sy_cli_table_add_rate_range (table, estimate->value, estimate->low, estimate->high, n);
}

SyCliTable *
sy_cli_build_money (const SyMoney *money)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "band", "band", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "people", "n", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "revenue", "revenue", SY_ALIGN_RIGHT);
  add_columns (table, "a person", "revenue_per_person");
  sy_cli_table_add_column (table, "orders", "orders", SY_ALIGN_RIGHT);
  add_columns (table, "order value", "order_value");
  add_columns (table, "orders a person", "orders_per_person");
  sy_cli_table_add_column (table, "buyers", "buyers", SY_ALIGN_RIGHT);
  add_columns (table, "buy again", "repeat_rate");
  add_columns (table, "lifetime so far", "lifetime_value");
  add_columns (table, "of revenue before", "net_revenue_retention");
  add_columns (table, "spent more", "expansion_rate");
  for (gsize i = 0; i <= money->n_bands; i++)
    {
      const SyBandMoney *band = &money->bands[i];

      sy_cli_table_add_text (table, i < money->n_bands ? band->name : "all");
      sy_cli_table_add_int (table, (gint64) band->n);
      sy_cli_table_add_number (table, band->revenue, 2);
      add_number (table, &band->per_person);
      sy_cli_table_add_int (table, (gint64) band->n_orders);
      add_number (table, &band->order_value);
      add_number (table, &band->orders);
      sy_cli_table_add_int (table, (gint64) band->n_buyers);
      add_rate (table, &band->repeat, band->n_buyers);
      add_number (table, &band->lifetime);
      add_rate (table, &band->retention, band->n);
      add_rate (table, &band->expansion, band->n_before);
    }
  return table;
}
