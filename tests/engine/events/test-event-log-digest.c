/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sy-engine.h"

#define SECOND G_GINT64_CONSTANT (1000)

typedef struct
{
  const char *person;
  const char *type;
  gint64 second;
  double amount;
  const char *channel;
  const char *device;
} Row;

/* Two ties: rows 1 to 3 share person, type, second and amount, and differ in what else they say. */
static const Row rows[] = {
  { "a", "buy", 100, 5, "web", NULL },
  { "a", "buy", 200, 5, "web", "phone" },
  { "a", "buy", 200, 5, "app", NULL },
  { "a", "buy", 200, 5, NULL, "tablet" },
  { "b", "buy", 100, NAN, "web", NULL },
  { "b", "visit", 50, NAN, NULL, NULL },
  { "c", "visit", 60, NAN, NULL, "phone" },
};

static char *
compute (const Row *items,
         const gsize *order,
         gsize n,
         const char *zone_name)
{
  g_autoptr (SyZone) zone = sy_zone_new (zone_name, NULL);
  g_autoptr (SyEventLogBuilder) builder = sy_event_log_builder_new (zone);
  g_autoptr (SyEventLog) log = NULL;

  for (gsize i = 0; i < n; i++)
    {
      const Row *row = &items[order == NULL ? i : order[i]];
      SyEventField fields[2];
      gsize n_fields = 0;

      if (row->channel != NULL)
        fields[n_fields++] = (SyEventField){ "channel", row->channel };
      if (row->device != NULL)
        fields[n_fields++] = (SyEventField){ "device", row->device };
      sy_event_log_builder_add_event (builder, row->person, row->type, row->second * SECOND,
                                      isnan (row->amount) ? NULL : &row->amount, fields, n_fields);
    }
  sy_event_log_builder_add_attribute (builder, "a", "plan", "pro");
  sy_event_log_builder_add_outcome (builder, "b", "left", 500 * SECOND);
  log = sy_event_log_builder_build (builder);
  return sy_event_log_compute_sha256 (log);
}

static void
test_order (void)
{
  g_autofree char *expected = compute (rows, NULL, G_N_ELEMENTS (rows), "UTC");

  g_test_summary ("A shuffled import has the same digest, also where events tie");
  g_assert_cmpuint (strlen (expected), ==, 64);
  for (int trial = 0; trial < 200; trial++)
    {
      gsize order[G_N_ELEMENTS (rows)];
      g_autofree char *digest = NULL;

      for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
        order[i] = i;
      for (gsize i = G_N_ELEMENTS (rows) - 1; i > 0; i--)
        {
          gsize j = (gsize) g_test_rand_int_range (0, (gint32) i + 1);
          gsize kept = order[i];

          order[i] = order[j];
          order[j] = kept;
        }
      digest = compute (rows, order, G_N_ELEMENTS (rows), "UTC");
      g_assert_cmpstr (digest, ==, expected);
    }
}

static void
test_changes (void)
{
  g_autofree char *expected = compute (rows, NULL, G_N_ELEMENTS (rows), "UTC");
  g_autofree char *zone = compute (rows, NULL, G_N_ELEMENTS (rows), "Europe/Paris");
  g_autofree char *fewer = compute (rows, NULL, G_N_ELEMENTS (rows) - 1, "UTC");

  g_test_summary ("Anything that could change a score changes the digest");
  g_assert_cmpstr (zone, !=, expected);
  g_assert_cmpstr (fewer, !=, expected);
  for (int field = 0; field < 6; field++)
    for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
      {
        Row changed[G_N_ELEMENTS (rows)];
        g_autofree char *digest = NULL;

        memcpy (changed, rows, sizeof rows);
        if (field == 0)
          changed[i].person = "d";
        else if (field == 1)
          changed[i].type = "other";
        else if (field == 2)
          changed[i].second++;
        else if (field == 3)
          changed[i].amount = isnan (changed[i].amount) ? 0 : changed[i].amount + 1;
        else if (field == 4)
          changed[i].channel = changed[i].channel == NULL ? "new" : NULL;
        else
          changed[i].device = "watch";
        digest = compute (changed, NULL, G_N_ELEMENTS (rows), "UTC");
        g_test_message ("field %d of row %" G_GSIZE_FORMAT, field, i);
        g_assert_cmpstr (digest, !=, expected);
      }
}

static void
test_swapped_values (void)
{
  Row swapped[G_N_ELEMENTS (rows)];
  g_autofree char *expected = compute (rows, NULL, G_N_ELEMENTS (rows), "UTC");
  g_autofree char *digest = NULL;

  g_test_summary ("The values of one event's properties belong to it, within a tie too");
  memcpy (swapped, rows, sizeof rows);
  swapped[1].device = NULL;
  swapped[2].device = "phone";
  digest = compute (swapped, NULL, G_N_ELEMENTS (rows), "UTC");
  g_assert_cmpstr (digest, !=, expected);
}

static void
test_empty (void)
{
  g_autoptr (SyZone) zone = sy_zone_new ("UTC", NULL);
  g_autoptr (SyEventLogBuilder) builder = sy_event_log_builder_new (zone);
  g_autoptr (SyEventLog) log = sy_event_log_builder_build (builder);
  g_autofree char *digest = sy_event_log_compute_sha256 (log);
  g_autofree char *again = sy_event_log_compute_sha256 (log);

  g_assert_cmpuint (strlen (digest), ==, 64);
  g_assert_cmpstr (digest, ==, again);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/events/digest/order", test_order);
  g_test_add_func ("/events/digest/changes", test_changes);
  g_test_add_func ("/events/digest/swapped-values", test_swapped_values);
  g_test_add_func ("/events/digest/empty", test_empty);
  return g_test_run ();
}
