/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Writes a CSV event log of any size to standard output:
 *
 *   make-events ROWS [PEOPLE [TYPES [SEED]]]
 *
 * Rows come in time order over two years, people and types with the long tails
 * that real logs have (a few people and types make most of the events). The
 * same arguments give the same bytes on every machine. 10 million rows of
 * 500,000 people are 524 MB.
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SPAN_SECONDS (730 * 86400)
#define FIRST_SECOND 1672531200 /* 2023-01-01T00:00:00Z */

typedef struct
{
  const char *name;
  int has_amount;
} Type;

static const Type all_types[] = {
  { "page_view", 0 },
  { "email_open", 0 },
  { "login", 0 },
  { "email_click", 0 },
  { "search", 0 },
  { "product_view", 0 },
  { "add_to_cart", 1 },
  { "app_open", 0 },
  { "purchase", 1 },
  { "push_open", 0 },
  { "feature_used", 0 },
  { "checkout_start", 1 },
  { "wishlist_add", 0 },
  { "ticket_opened", 0 },
  { "review_posted", 0 },
  { "coupon_used", 1 },
  { "refund", 1 },
  { "invite_sent", 0 },
  { "unsubscribe", 0 },
  { "payment_fail", 0 },
};
#define N_TYPES (sizeof all_types / sizeof all_types[0])

static uint64_t random_state;

/* splitmix64: Steele, Lea, Flood, OOPSLA 2014. */
static uint64_t
next_random (void)
{
  uint64_t z = (random_state += UINT64_C (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * UINT64_C (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static double
next_unit (void)
{
  return (double) (next_random () >> 11) * 0x1p-53;
}

static uint64_t
argument (int argc,
          char **argv,
          int index,
          uint64_t fallback)
{
  return index < argc ? strtoull (argv[index], NULL, 10) : fallback;
}

static void
write_row (uint64_t person,
           time_t second,
           const char *type,
           double amount)
{
  static time_t last_second = -1;
  static char stamp[32];
  struct tm tm;

  if (second != last_second)
    {
      gmtime_r (&second, &tm);
      strftime (stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%SZ", &tm);
      last_second = second;
    }
  if (amount > 0)
    printf ("customer-%08" PRIu64 ",%s,%s,%.2f\n", person, stamp, type, amount);
  else
    printf ("customer-%08" PRIu64 ",%s,%s,\n", person, stamp, type);
}

int
main (int argc,
      char **argv)
{
  uint64_t rows = argument (argc, argv, 1, 0);
  uint64_t people = argument (argc, argv, 2, rows / 20 + 1);
  uint64_t types = argument (argc, argv, 3, N_TYPES);
  uint64_t row;
  static char buffer[1 << 20];

  random_state = argument (argc, argv, 4, 1);
  if (rows == 0 || people == 0 || types == 0 || types > N_TYPES)
    {
      fprintf (stderr, "usage: make-events ROWS [PEOPLE [TYPES (1 to %zu) [SEED]]]\n", N_TYPES);
      return 2;
    }
  setvbuf (stdout, buffer, _IOFBF, sizeof buffer);
  puts ("customer_id,timestamp,event_type,value");
  for (row = 0; row < rows; row++)
    {
      double skew = next_unit ();
      uint64_t person = (uint64_t) (pow (next_unit (), 1.5) * (double) people);
      uint64_t type = (uint64_t) (skew * sqrt (skew) * (double) types);
      time_t second = FIRST_SECOND +
                      (time_t) ((double) SPAN_SECONDS * (double) row / (double) rows);
      /* Spread the identifiers, so that busy people are not neighbours. */
      uint64_t identifier = person * UINT64_C (2654435761) % UINT64_C (99999989);
      double amount = all_types[type].has_amount ? exp (2 + 2 * next_unit ()) : 0;

      write_row (identifier, second, all_types[type].name, amount);
    }
  return fflush (stdout) == 0 && !ferror (stdout) ? 0 : 1;
}
