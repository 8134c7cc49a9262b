/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-test-log.h"

#include <math.h>
#include <string.h>

const char *const sy_test_properties[SY_TEST_N_PROPERTIES] = { "channel", "price", "note" };

static const char *const types[] = { "visit", "purchase", "ticket", "email_open", "refund" };

static const char *const property_values[SY_TEST_N_PROPERTIES][8] = {
  { "web", "email", "app", "Web", "web store", "e-mail", "", "ünïcode" },
  { "5", "5.0", "05", "7.5", "-3", "1e2", "5 EUR", "nan" },
  { "a", "b", "ab", "abc", "ba", "1", "01", "1.0" },
};

/* Zones with clocks put forward and back at midnight, by half an hour, at 00:01, and one that left
 * out a whole day; with a day near which to look. */
static const struct
{
  const char *zone;
  gint64 middle_s;
} places[] = {
  { "UTC", 1500000000 },
  { "Europe/Paris", 1301187600 },        /* 2011-03-27 */
  { "Europe/Paris", 1319936400 },        /* 2011-10-30 */
  { "America/New_York", 1489302000 },    /* 2017-03-12 */
  { "America/St_Johns", 1289097060 },    /* 2010-11-07 00:01 back to 23:01 */
  { "America/St_Johns", 1268537460 },    /* 2010-03-14 */
  { "America/Sao_Paulo", 1508036400 },   /* 2017-10-15, no midnight */
  { "Pacific/Apia", 1325239200 },        /* 2011-12-30 did not exist */
  { "Australia/Lord_Howe", 1475337600 }, /* half an hour */
  { "Asia/Kathmandu", 1500000000 },
  { "Asia/Tokyo", -900000000 }, /* before 1970 */
};

SyTestLog *
sy_test_log_new (const char *zone)
{
  SyTestLog *self = g_new0 (SyTestLog, 1);

  self->zone = zone;
  self->events = g_array_new (FALSE, FALSE, sizeof (SyTestEvent));
  self->attributes = g_array_new (FALSE, FALSE, sizeof (SyTestAttribute));
  self->links = g_array_new (FALSE, FALSE, sizeof (SyTestLink));
  self->aliases = g_array_new (FALSE, FALSE, sizeof (SyTestTypeAlias));
  self->muted = g_ptr_array_new ();
  self->texts = g_string_chunk_new (1024);
  return self;
}

void
sy_test_log_free (SyTestLog *self)
{
  g_array_unref (self->events);
  g_array_unref (self->attributes);
  g_array_unref (self->links);
  g_array_unref (self->aliases);
  g_ptr_array_unref (self->muted);
  g_clear_pointer (&self->texts, g_string_chunk_free);
  g_free (self);
}

const char *
sy_test_log_keep (SyTestLog *self,
                  const char *text)
{
  return g_string_chunk_insert_const (self->texts, text);
}

SyTestLog *
sy_test_log_copy (const SyTestLog *self)
{
  SyTestLog *copy = g_new0 (SyTestLog, 1);

  copy->zone = self->zone;
  copy->events = g_array_copy (self->events);
  copy->attributes = g_array_copy (self->attributes);
  copy->links = g_array_copy (self->links);
  copy->aliases = g_array_copy (self->aliases);
  copy->muted = g_ptr_array_copy (self->muted, NULL, NULL);
  return copy;
}

SyTestEvent *
sy_test_log_add (SyTestLog *self,
                 const char *person,
                 const char *type,
                 gint64 second,
                 double amount)
{
  SyTestEvent event = { person, type, second * 1000, amount, { NULL } };

  g_array_append_val (self->events, event);
  return &g_array_index (self->events, SyTestEvent, self->events->len - 1);
}

void
sy_test_log_add_attribute (SyTestLog *self,
                           const char *person,
                           const char *name,
                           const char *text)
{
  SyTestAttribute attribute = { person, name, text };

  g_array_append_val (self->attributes, attribute);
}

void
sy_test_log_add_link (SyTestLog *self,
                      const char *alias,
                      const char *person)
{
  SyTestLink link = { alias, person };

  g_array_append_val (self->links, link);
}

void
sy_test_log_add_type_alias (SyTestLog *self,
                            const char *name,
                            const char *canonical)
{
  SyTestTypeAlias alias = { name, canonical };

  g_array_append_val (self->aliases, alias);
}

void
sy_test_log_mute (SyTestLog *self,
                  const char *type)
{
  g_ptr_array_add (self->muted, (gpointer) type);
}

const char *
sy_test_log_resolve_type (const SyTestLog *self,
                          const char *name)
{
  for (guint i = 0; i < self->aliases->len; i++)
    if (strcmp (g_array_index (self->aliases, SyTestTypeAlias, i).name, name) == 0)
      return g_array_index (self->aliases, SyTestTypeAlias, i).canonical;
  return name;
}

gboolean
sy_test_log_is_muted (const SyTestLog *self,
                      const char *name)
{
  return g_ptr_array_find_with_equal_func (self->muted, sy_test_log_resolve_type (self, name),
                                           g_str_equal, NULL);
}

static void
shuffle (GArray *rows,
         GRand *random)
{
  gsize size = g_array_get_element_size (rows);
  g_autofree guint8 *spare = g_malloc (size);

  for (guint i = rows->len; i > 1; i--)
    {
      guint8 *last = (guint8 *) rows->data + (i - 1) * size;
      guint8 *other = (guint8 *) rows->data +
                      (gsize) g_rand_int_range (random, 0, (gint32) i) * size;

      memcpy (spare, last, size);
      memmove (last, other, size);
      memcpy (other, spare, size);
    }
}

void
sy_test_log_shuffle (SyTestLog *self,
                     GRand *random)
{
  shuffle (self->events, random);
  shuffle (self->attributes, random);
  shuffle (self->links, random);
}

SyEventLog *
sy_test_log_build (const SyTestLog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyZone) zone = sy_zone_new (self->zone, &error);
  g_autoptr (SyEventLogBuilder) builder = NULL;

  g_assert_no_error (error);
  builder = sy_event_log_builder_new (zone);
  for (guint i = 0; i < self->links->len; i++)
    {
      const SyTestLink *link = &g_array_index (self->links, SyTestLink, i);

      sy_event_log_builder_add_link (builder, link->alias, link->person);
    }
  for (guint i = 0; i < self->events->len; i++)
    {
      const SyTestEvent *event = &g_array_index (self->events, SyTestEvent, i);
      SyEventField fields[SY_TEST_N_PROPERTIES];
      gsize n_fields = 0;

      for (guint j = 0; j < SY_TEST_N_PROPERTIES; j++)
        if (event->properties[j] != NULL)
          fields[n_fields++] = (SyEventField){ sy_test_properties[j], event->properties[j] };
      sy_event_log_builder_add_event (builder, event->person, event->type, event->time_ms,
                                      isnan (event->amount) ? NULL : &event->amount, fields,
                                      n_fields);
    }
  for (guint i = 0; i < self->attributes->len; i++)
    {
      const SyTestAttribute *attribute = &g_array_index (self->attributes, SyTestAttribute, i);

      sy_event_log_builder_add_attribute (builder, attribute->person, attribute->name,
                                          attribute->text);
    }
  for (guint i = 0; i < self->aliases->len; i++)
    {
      const SyTestTypeAlias *alias = &g_array_index (self->aliases, SyTestTypeAlias, i);

      sy_event_log_builder_add_type_alias (builder, alias->name, alias->canonical);
    }
  for (guint i = 0; i < self->muted->len; i++)
    sy_event_log_builder_mute_type (builder, self->muted->pdata[i]);
  return sy_event_log_builder_build (builder);
}

/* --- random logs --- */

static const char *
pick_person (SyTestLog *self,
             GRand *random,
             int n_people)
{
  char key[32];

  g_snprintf (key, sizeof key, "customer-%d", g_rand_int_range (random, 1, n_people + 1));
  return sy_test_log_keep (self, key);
}

static gint64
pick_time_ms (GRand *random,
              gint64 middle_s)
{
  gint64 second = middle_s;

  switch (g_rand_int_range (random, 0, 5))
    {
    case 4: /* the hour in which clocks change */
      second += g_rand_int_range (random, -5000, 5000);
      break;
    case 0: /* whole days away: edges of windows */
      second += g_rand_int_range (random, -60, 60) * 86400;
      break;
    case 1: /* the days on which clocks change */
      second += g_rand_int_range (random, -40 * 3600, 40 * 3600);
      break;
    case 2: /* few instants, so that many are equal */
      second += g_rand_int_range (random, -3, 3) * 43200;
      break;
    default:
      second += g_rand_int_range (random, -100 * 86400, 100 * 86400);
      break;
    }
  return second * 1000 + (g_rand_boolean (random) ? g_rand_int_range (random, 0, 1000) : 0);
}

static double
pick_amount (GRand *random)
{
  switch (g_rand_int_range (random, 0, 5))
    {
    case 0:
      return NAN;
    case 1:
      return g_rand_int_range (random, -3, 6);
    case 2:
      return g_rand_int_range (random, -200, 2000) / 100.0;
    case 3:
      return 5;
    default:
      return exp (g_rand_double_range (random, -5, 8));
    }
}

static void
add_random_attributes (SyTestLog *self,
                       GRand *random,
                       int n_people,
                       gint64 middle_s)
{
  static const char *const plans[] = { "free", "pro", "Pro", "team", "3+" };
  static const char *const seats[] = { "0", "1", "2.5", "10", "n/a", "1e1" };

  for (int i = 1; i <= n_people + 2; i++)
    {
      g_autofree char *key = g_strdup_printf ("customer-%d", i);
      const char *person = sy_test_log_keep (self, key);

      if (g_rand_int_range (random, 0, 3) > 0)
        sy_test_log_add_attribute (self, person, "plan",
                                   plans[g_rand_int_range (random, 0, G_N_ELEMENTS (plans))]);
      if (g_rand_int_range (random, 0, 3) > 0)
        sy_test_log_add_attribute (self, person, "seats",
                                   seats[g_rand_int_range (random, 0, G_N_ELEMENTS (seats))]);
      if (g_rand_int_range (random, 0, 3) > 0)
        {
          g_autoptr (GDateTime) middle = g_date_time_new_from_unix_utc (middle_s);
          g_autoptr (GDateTime)
              renewal = g_date_time_add_days (middle, g_rand_int_range (random, -120, 120));
          static const char *const formats[] = { "%Y-%m-%d", "%Y-%m-%d 12:00", "%d.%m.%Y",
                                                 "%Y-%m-%dT00:00:00Z", "%Y-%m-%dx" };
          g_autofree char *text =
              g_date_time_format (renewal,
                                  formats[g_rand_int_range (random, 0, G_N_ELEMENTS (formats))]);

          sy_test_log_add_attribute (self, person, "renewal", sy_test_log_keep (self, text));
        }
    }
}

SyTestLog *
sy_test_log_new_random (GRand *random)
{
  gsize place = (gsize) g_rand_int_range (random, 0, G_N_ELEMENTS (places));
  SyTestLog *self = sy_test_log_new (places[place].zone);
  int n_people = g_rand_int_range (random, 1, 16);
  int n_events = g_rand_int_range (random, 0, 400);
  int n_links = g_rand_int_range (random, 0, 2) * g_rand_int_range (random, 0, 5);

  for (int i = 0; i < n_events; i++)
    {
      SyTestEvent *event =
          sy_test_log_add (self, pick_person (self, random, n_people),
                           types[g_rand_int_range (random, 0, G_N_ELEMENTS (types))], 0,
                           pick_amount (random));

      event->time_ms = pick_time_ms (random, places[place].middle_s);
      if (g_strcmp0 (event->type, "visit") == 0)
        event->amount = NAN;
      for (guint j = 0; j < SY_TEST_N_PROPERTIES; j++)
        if (g_rand_boolean (random))
          event->properties[j] = property_values[j][g_rand_int_range (random, 0, 8)];
      if (i % 17 == 0)
        {
          SyTestEvent twin = *event;

          g_array_append_val (self->events, twin);
        }
    }
  for (int i = 0; i < n_links; i++)
    sy_test_log_add_link (self, pick_person (self, random, n_people),
                          pick_person (self, random, n_people));
  add_random_attributes (self, random, n_people, places[place].middle_s);
  if (g_rand_int_range (random, 0, 3) == 0)
    sy_test_log_add_type_alias (self, "email_open", g_rand_boolean (random) ? "visit" : "open");
  if (g_rand_int_range (random, 0, 3) == 0)
    sy_test_log_mute (self, types[g_rand_int_range (random, 0, 3)]);
  if (g_rand_int_range (random, 0, 4) == 0)
    sy_test_log_mute (self, sy_test_log_resolve_type (self, "email_open"));
  sy_test_log_shuffle (self, random);
  return self;
}

gint64
sy_test_log_pick_instant (const SyTestLog *self,
                          GRand *random)
{
  static const gint64 offsets[] = { 0, 1, 86400, 7 * 86400, 30 * 86400 + 1, 14 * 86400 };
  gint64 second = 1500000000;

  if (self->events->len > 0)
    {
      guint i = (guint) g_rand_int_range (random, 0, (gint32) self->events->len);
      gint64 time_ms = g_array_index (self->events, SyTestEvent, i).time_ms;

      second = (time_ms - (time_ms % 1000 + 1000) % 1000) / 1000;
    }
  if (g_rand_int_range (random, 0, 4) == 0)
    return second + g_rand_int_range (random, -100 * 86400, 200 * 86400);
  return second + offsets[g_rand_int_range (random, 0, G_N_ELEMENTS (offsets))];
}

/* --- two logs --- */

static void
assert_same_dictionary (gsize n_values,
                        const char *const *texts,
                        const double *numbers,
                        gsize n_other_values,
                        const char *const *other_texts,
                        const double *other_numbers)
{
  g_assert_cmpuint (n_values, ==, n_other_values);
  for (gsize i = 1; i <= n_values; i++)
    {
      g_assert_cmpstr (texts[i], ==, other_texts[i]);
      g_assert_true (isnan (numbers[i]) ? isnan (other_numbers[i])
                                        : numbers[i] == other_numbers[i]);
    }
}

static void
assert_same_type (const SyEventLog *a,
                  const SyEventLog *b,
                  guint32 type)
{
  const SyEventRuns *x = sy_event_log_get_runs (a, type);
  const SyEventRuns *y = sy_event_log_get_runs (b, type);

  g_assert_cmpstr (sy_event_log_get_type_name (a, type), ==, sy_event_log_get_type_name (b, type));
  g_assert_cmpmem (x->people, x->n_runs * 4, y->people, y->n_runs * 4);
  g_assert_cmpmem (x->starts, (x->n_runs + 1) * 4, y->starts, (y->n_runs + 1) * 4);
  g_assert_cmpmem (x->seconds, x->n_events * 4, y->seconds, y->n_events * 4);
  g_assert_cmpmem (x->rows, x->n_events * 4, y->rows, y->n_events * 4);
  g_assert_true ((x->amounts == NULL) == (y->amounts == NULL));
  for (gsize i = 0; x->amounts != NULL && i < x->n_events; i++)
    g_assert_true (isnan (x->amounts[i]) ? isnan (y->amounts[i]) : x->amounts[i] == y->amounts[i]);
  for (guint32 i = 0; i < sy_event_log_get_n_properties (a); i++)
    {
      const guint32 *values = sy_event_log_get_property_values (a, type, i);
      const guint32 *other = sy_event_log_get_property_values (b, type, i);

      g_assert_true ((values == NULL) == (other == NULL));
      if (values != NULL)
        g_assert_cmpmem (values, x->n_events * 4, other, y->n_events * 4);
    }
}

void
sy_test_log_assert_same (const SyEventLog *a,
                         const SyEventLog *b)
{
  gsize n_people = sy_event_log_get_n_people (a);

  g_assert_cmpuint (n_people, ==, sy_event_log_get_n_people (b));
  for (guint32 i = 0; i < n_people; i++)
    g_assert_cmpstr (sy_event_log_get_person_key (a, i), ==, sy_event_log_get_person_key (b, i));
  g_assert_cmpmem (sy_event_log_get_first_seconds (a), n_people * 4,
                   sy_event_log_get_first_seconds (b), n_people * 4);
  g_assert_cmpuint (sy_event_log_get_n_properties (a), ==, sy_event_log_get_n_properties (b));
  for (guint32 i = 0; i < sy_event_log_get_n_properties (a); i++)
    {
      const SyEventProperty *x = sy_event_log_get_property (a, i);
      const SyEventProperty *y = sy_event_log_get_property (b, i);

      g_assert_cmpstr (x->name, ==, y->name);
      assert_same_dictionary (x->n_values, x->texts, x->numbers, y->n_values, y->texts, y->numbers);
    }
  g_assert_cmpuint (sy_event_log_get_n_types (a), ==, sy_event_log_get_n_types (b));
  for (guint32 i = 0; i < sy_event_log_get_n_types (a); i++)
    assert_same_type (a, b, i);
  g_assert_cmpuint (sy_event_log_get_n_attributes (a), ==, sy_event_log_get_n_attributes (b));
  for (guint32 i = 0; i < sy_event_log_get_n_attributes (a); i++)
    {
      const SyPersonAttribute *x = sy_event_log_get_attribute (a, i);
      const SyPersonAttribute *y = sy_event_log_get_attribute (b, i);

      g_assert_cmpstr (x->name, ==, y->name);
      assert_same_dictionary (x->n_values, x->texts, x->numbers, y->n_values, y->texts, y->numbers);
      g_assert_cmpmem (x->values, n_people * 4, y->values, n_people * 4);
      g_assert_cmpmem (x->days, (x->n_values + 1) * 4, y->days, (y->n_values + 1) * 4);
    }
  g_assert_cmpint (sy_event_log_get_data_end (a), ==, sy_event_log_get_data_end (b));
  g_assert_cmpuint (sy_event_log_get_n_events (a), ==, sy_event_log_get_n_events (b));
  for (guint32 i = 0; i < sy_event_log_get_n_types (a); i++)
    g_assert_cmpint (sy_event_log_is_type_muted (a, i), ==, sy_event_log_is_type_muted (b, i));
}

/* --- files --- */

static void
append_cell (GString *csv,
             const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", "\"", -1);
  g_autofree char *quoted = g_strjoinv ("\"\"", parts);

  g_string_append_printf (csv, ",\"%s\"", quoted);
}

char *
sy_test_log_write_events (const SyTestLog *self,
                          guint first,
                          guint n)
{
  GString *csv = g_string_new ("time,person,type,amount");
  char number[SY_NUMBER_BUFFER_SIZE];

  for (guint i = 0; i < SY_TEST_N_PROPERTIES; i++)
    g_string_append_printf (csv, ",%s", sy_test_properties[i]);
  g_string_append_c (csv, '\n');
  for (guint i = first; i < first + n; i++)
    {
      const SyTestEvent *event = &g_array_index (self->events, SyTestEvent, i);

      g_string_append_printf (csv, "%" G_GINT64_FORMAT, event->time_ms);
      append_cell (csv, event->person);
      append_cell (csv, event->type);
      append_cell (csv, isnan (event->amount) ? "" : sy_number_format (event->amount, number));
      for (guint j = 0; j < SY_TEST_N_PROPERTIES; j++)
        append_cell (csv, event->properties[j]);
      g_string_append_c (csv, '\n');
    }
  return g_string_free (csv, FALSE);
}
