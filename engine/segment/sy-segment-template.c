/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-segment-template.h"

#include <string.h>

static const struct
{
  const char *name;
  guint courses;
} templates[] = {
  { "stalled-on-trial", 1u << SY_COURSE_FLAT | 1u << SY_COURSE_FALLING },
  { "rising-on-trial", 1u << SY_COURSE_RISING },
};

const char *const *
sy_segment_template_get_names (void)
{
  static const char *const names[] = { "stalled-on-trial", "rising-on-trial", NULL };

  G_STATIC_ASSERT (G_N_ELEMENTS (names) == G_N_ELEMENTS (templates) + 1);
  return names;
}

static gboolean
is_of_trial (const char *text)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);

  return strstr (lower, "trial") != NULL;
}

/* A test for the values of an attribute that speak of a trial; NULL when none does. */
static SyCondition *
find_trial (const SyPersonAttribute *attribute)
{
  SyCondition *test = NULL;

  for (gsize i = 1; i <= attribute->n_values; i++)
    if (is_of_trial (attribute->texts[i]))
      {
        if (test == NULL)
          test = sy_condition_new_test (attribute->name, SY_OPERATOR_IN);
        sy_condition_add_text (test, attribute->texts[i]);
      }
  return test;
}

static SyCondition *
make_trial (const SyEventLog *log)
{
  SyCondition *trial = NULL;

  for (guint32 i = 0; i < sy_event_log_get_n_attributes (log) && trial == NULL; i++)
    trial = find_trial (sy_event_log_get_attribute (log, i));
  if (trial == NULL)
    {
      trial = sy_condition_new_person (SY_PERSON_TEST_FIRST_EVENT);
      trial->person->to_days = SY_SEGMENT_TRIAL_DAYS;
    }
  return trial;
}

SySegment *
sy_segment_template_make (const char *name,
                          const SyEventLog *log)
{
  g_return_val_if_fail (name != NULL && log != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (templates); i++)
    if (strcmp (templates[i].name, name) == 0)
      {
        SySegment *segment = sy_segment_new ();

        segment->courses = templates[i].courses;
        segment->where = sy_condition_new (SY_CONDITION_ALL);
        sy_condition_add_child (segment->where, make_trial (log));
        return segment;
      }
  return NULL;
}
