/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "csv/sy-time-format.h"
#include "csv/sy-time-parse-private.h"

/*
 * A date such as 03/04/2024 is 3 April or March 4. One value cannot tell, a column mostly can: 25/04/2024 is a date
 * with the day first only. So each value is tried in every order, and what is counted is which
 * orders failed.
 */

enum
{
  CAN_DMY = 1 << 0,
  CAN_MDY = 1 << 1,
  CAN_YMD = 1 << 2,
};

struct _SyTimeDetect
{
  gsize n_values;
  gsize n_free;       /* times that need no order */
  gsize n_ordered[8]; /* dates by the orders that read them */
  gsize n_same;       /* of those read by both dmy and mdy: to the same day */
  gsize n_without_zone;
  gsize n_plain_numbers;
};

SyTimeDetect *
sy_time_detect_new (void)
{
  return g_new0 (SyTimeDetect, 1);
}

void
sy_time_detect_free (SyTimeDetect *self)
{
  g_free (self);
}

static gboolean
needs_zone (const SyTimeParts *parts)
{
  return !parts->has_offset && parts->zone == NULL;
}

void
sy_time_detect_add (SyTimeDetect *self,
                    const char *text,
                    gsize length)
{
  SyTimeParts dmy = { 0 };
  SyTimeParts mdy = { 0 };
  SyTimeParts ymd = { 0 };
  guint can = 0;

  if (length == 0)
    return;
  self->n_values++;
  if (sy_time_parse_any (text, length, SY_TIME_ORDER_DMY, &dmy) == NULL)
    can |= CAN_DMY;
  if (dmy.shape != SY_TIME_SHAPE_ORDERED)
    {
      if (can == 0)
        return;
      self->n_free++;
      self->n_without_zone += needs_zone (&dmy);
      self->n_plain_numbers += dmy.shape == SY_TIME_SHAPE_DIGITS || dmy.shape == SY_TIME_SHAPE_UNIX;
      return;
    }

  if (sy_time_parse_any (text, length, SY_TIME_ORDER_MDY, &mdy) == NULL)
    can |= CAN_MDY;
  if (sy_time_parse_any (text, length, SY_TIME_ORDER_YMD, &ymd) == NULL)
    can |= CAN_YMD;
  if (can == 0)
    return;
  self->n_ordered[can]++;
  self->n_same += (can & (CAN_DMY | CAN_MDY)) == (CAN_DMY | CAN_MDY) && dmy.day == mdy.day;
  self->n_without_zone += (can & CAN_DMY) != 0   ? needs_zone (&dmy)
                          : (can & CAN_MDY) != 0 ? needs_zone (&mdy)
                                                 : needs_zone (&ymd);
}

static gsize
count_read_by (const SyTimeDetect *self,
               guint order)
{
  gsize n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (self->n_ordered); i++)
    if ((i & order) != 0)
      n += self->n_ordered[i];
  return n;
}

/* Among dates that need an order: sure when one order reads all of them but for a few, and no other does. */
static SyTimeFinding
decide_order (const SyTimeDetect *self,
              gsize n_ordered,
              const char **out_name,
              const char **out_choices,
              gsize *out_n_read)
{
  static const char *const choices[] = { "dmy or mdy", "dmy or ymd", "mdy or ymd",
                                         "dmy, mdy or ymd" };
  static const char *const names[] = { "dmy", "mdy", "ymd" };
  gsize n_read[3];
  guint best = 0;
  gsize n_only_dmy;
  gsize n_only_mdy;

  for (guint i = 0; i < 3; i++)
    {
      n_read[i] = count_read_by (self, 1u << i);
      if (n_read[i] > n_read[best])
        best = i;
    }
  *out_name = names[best];
  *out_choices = n_read[0] == n_read[1] ? choices[n_read[1] == n_read[2] ? 3 : 0]
                                        : choices[n_read[0] == n_read[2] ? 1 : 2];
  *out_n_read = n_read[best];

  n_only_dmy = self->n_ordered[CAN_DMY] + self->n_ordered[CAN_DMY | CAN_YMD];
  n_only_mdy = self->n_ordered[CAN_MDY] + self->n_ordered[CAN_MDY | CAN_YMD];
  /* One wrong date in a hundred is a bad row; more of them make a column nobody can read safely. */
  if (MIN (n_only_dmy, n_only_mdy) * 100 > MAX (n_only_dmy, n_only_mdy) ||
      (n_ordered - n_read[best]) * 100 > n_ordered)
    return SY_TIME_FINDING_MIXED;
  /* Is there another order that reads as many? */
  for (guint i = 0; i < 3; i++)
    if (i != best && n_read[i] == n_read[best])
      {
        /* When every date is the same both ways, either will do. */
        if (best == 0 && i == 1 && self->n_same == n_ordered && n_read[2] < n_ordered)
          continue;
        return SY_TIME_FINDING_AMBIGUOUS;
      }
  return SY_TIME_FINDING_SURE;
}

void
sy_time_detect_finish (const SyTimeDetect *self,
                       SyTimeDetection *out_detection)
{
  gsize n_ordered = count_read_by (self, CAN_DMY | CAN_MDY | CAN_YMD);
  gsize n_times = self->n_free + n_ordered;
  SyTimeFinding finding = SY_TIME_FINDING_SURE;
  const char *name = "auto";
  const char *choices = NULL;

  if (n_ordered > 0 && n_times * 2 >= self->n_values)
    {
      gsize n_read;

      finding = decide_order (self, n_ordered, &name, &choices, &n_read);
      if (finding == SY_TIME_FINDING_SURE)
        n_times = self->n_free + n_read;
      else
        name = NULL;
      if (finding != SY_TIME_FINDING_AMBIGUOUS)
        choices = NULL;
    }
  /* Many bad times are still times, and read in the order of the good ones. */
  if (n_times == 0 || n_times * 10 < self->n_values * 9)
    {
      finding = SY_TIME_FINDING_NONE;
      name = n_times * 2 >= self->n_values && n_times > 0 ? name : NULL;
    }
  *out_detection = (SyTimeDetection){
    finding, name, self->n_values, n_times, self->n_without_zone, self->n_plain_numbers,
    choices
  };
}
