/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the figures of groups say, in sentences. */
#include "config.h"

#include "sy-fairness.h"

static char *
format_ratio (double ratio)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (text, sizeof text, "%.2f", ratio));
}

char *
sy_fairness_describe_group (const SyFairnessGroup *group)
{
  g_autofree char *ratio = NULL;
  g_autofree char *common = NULL;

  g_return_val_if_fail (group != NULL, NULL);

  if (!group->is_flagged)
    return NULL;
  ratio = format_ratio (group->ratio);
  common = format_ratio (group->common_ratio);
  if (group->common_ratio >= SY_FAIRNESS_FOUR_FIFTHS)
    return g_strdup_printf ("“%s” is chosen %s times as often as the group chosen most; with the data "
                            "that all groups have %s times: this is missing data, not behaviour",
                            group->name, ratio, common);
  return g_strdup_printf (
      "“%s” is chosen %s times as often as the group chosen most, less than four fifths",
      group->name, ratio);
}

char *
sy_fairness_describe (const SyFairness *self)
{
  GString *text = g_string_new (NULL);
  gsize n_judged = 0;

  for (gsize g = 0; g < self->n_groups; g++)
    {
      g_autofree char *sentence = sy_fairness_describe_group (&self->groups[g]);

      n_judged += (gsize) self->groups[g].is_judged;
      if (sentence != NULL)
        g_string_append_printf (text, "%s%s.", text->len > 0 ? " " : "", sentence);
    }
  if (n_judged < 2)
    g_string_append_printf (text,
                            "Fewer than two groups have %d people: there is nothing to compare.",
                            SY_FAIRNESS_MIN_PEOPLE);
  else if (text->len == 0)
    g_string_append (text, "No group is chosen less than four fifths as often as the group chosen "
                           "most.");
  if (self->uncommon != NULL && self->uncommon[0] != NULL)
    {
      g_autofree char *rules = g_strjoinv (", ", self->uncommon);

      g_string_append_printf (text, " What these rules look at is missing in some groups: %s.",
                              rules);
    }
  return g_string_free (text, FALSE);
}

char *
sy_fairness_describe_chosen (const SyFairness *self,
                             const SyModel *model)
{
  const char *first = sy_model_get_band (model, self->first_band)->name;
  const char *last = sy_model_get_band (model, self->last_band)->name;

  if (self->first_band == self->last_band)
    return g_strdup (first);
  return g_strdup_printf ("%s to %s", first, last);
}
