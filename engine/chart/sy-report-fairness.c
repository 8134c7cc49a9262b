/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The section on how the score treats groups of people. */
#include "config.h"

#include <math.h>

#include "stats/sy-stats.h"
#include "sy-chart-text-private.h"
#include "sy-report-private.h"

#define GROUP_HEIGHT 26.0

static char *
rate_text (const SyFairnessRate *rate)
{
  return sy_report_describe_share (rate->n > 0 ? rate->value : (double) NAN, &rate->interval, rate->n);
}

static const char *
verdict_of (const SyFairnessGroup *group)
{
  return group->is_flagged ? "below 4/5" : group->is_small ? "small n"
                                                           : "";
}

static const SyFairnessGroup *
get_group (const SyFairness *fairness,
           gsize g)
{
  return g < fairness->n_groups ? &fairness->groups[g] : &fairness->all;
}

static void
add_shares (SyDocument *document,
            const SyFairness *fairness)
{
  SyBlock *table = sy_document_add_table (document, fairness->attribute, 1.4, 't', "People", 0.8, 'n',
                                          "Chosen [95 %]", 1.9, 'n', "Ratio", 0.8, 'n',
                                          "Ratio, common data", 1.2, 'n', "", 1.0, 't', NULL);

  for (gsize g = 0; g <= fairness->n_groups; g++)
    {
      const SyFairnessGroup *group = get_group (fairness, g);

      sy_block_take_row (table, g_strdup (group->name), sy_text_count (group->n, ","),
                         rate_text (&group->chosen), sy_text_fixed (group->ratio, 2, ""),
                         sy_text_fixed (group->common_ratio, 2, ""), g_strdup (verdict_of (group)));
    }
}

static void
add_errors (SyDocument *document,
            const SyFairness *fairness,
            const SyModel *model)
{
  SyBlock *table;

  if (!fairness->is_mature)
    return;
  sy_document_add_heading (document, 2, "Outcome and errors by group");
  sy_document_take_text (
      document,
      g_strdup_printf ("The bands are for people %s “%s”. Found: chosen of those; false alarms: chosen of "
                       "the others; right: those of the chosen.",
                       fairness->looks_for_outcome ? "with" : "without", model->outcome.name));
  table = sy_document_add_table (document, fairness->attribute, 1.2, 't', "Labelled", 0.8, 'n',
                                 "Outcome [95 %]", 1.8, 'n', "Found", 1.8, 'n', "False alarms", 1.8,
                                 'n', "Right", 1.8, 'n', NULL);
  for (gsize g = 0; g <= fairness->n_groups; g++)
    {
      const SyFairnessGroup *group = get_group (fairness, g);

      sy_block_take_row (table, g_strdup (group->name), sy_text_count (group->outcome.n, ","),
                         rate_text (&group->outcome), rate_text (&group->found),
                         rate_text (&group->wrong), rate_text (&group->right));
    }
}

static void
add_gaps (SyDocument *document,
          const SyFairness *fairness)
{
  SyBlock *table;

  sy_document_add_heading (document, 2, "Where the gap of the mean raw score comes from");
  table = sy_document_add_table (document, fairness->attribute, 1.4, 't', "Mean raw", 1.0, 'n', "Gap",
                                 0.9, 'n', "Behaviour", 1.0, 'n', "Missing data", 1.1, 'n', "Limits",
                                 0.9, 'n', "Rules observed", 1.1, 'n', "Event types seen", 1.1, 'n', NULL);
  for (gsize g = 0; g <= fairness->n_groups; g++)
    {
      const SyFairnessGroup *group = get_group (fairness, g);
      g_autofree char *observed = sy_text_count (group->n_observed, ",");
      g_autofree char *rules = sy_text_count (group->n_rules, ",");

      sy_block_take_row (table, g_strdup (group->name), sy_text_fixed (group->mean, 2, ","),
                         sy_text_signed (group->gap, 2, ","),
                         sy_text_signed (group->gap_behaviour, 2, ","),
                         sy_text_signed (group->gap_coverage, 2, ","),
                         sy_text_signed (group->gap_limits, 2, ","),
                         g_strdup_printf ("%s of %s", observed, rules),
                         sy_text_percent (group->types_share, 0));
    }
}

/* One line a channel: there can be more of them than a page is wide. */
static void
add_channels (SyDocument *document,
              const SyFairness *fairness)
{
  SyBlock *table;

  if (fairness->n_channels < 2)
    return;
  sy_document_add_heading (document, 2, "Share of the points by channel");
  table = sy_document_add_table (document, fairness->attribute, 1.0, 't', "Channel", 1.0, 't',
                                 "Share of the points", 1.0, 'n', NULL);
  for (gsize g = 0; g <= fairness->n_groups; g++)
    for (gsize c = 0; c < fairness->n_channels; c++)
      {
        const SyFairnessGroup *group = get_group (fairness, g);

        sy_block_take_row (table, g_strdup (c == 0 ? group->name : ""),
                           g_strdup (fairness->channel_names[c]),
                           sy_text_percent (group->channels[c], 1));
      }
}

void
sy_report_add_fairness (SyDocument *document,
                        const SyReportInfo *info)
{
  const SyStudy *study = info->study;
  const SyFairness *fairness = study->fairness;
  g_autofree char *title = NULL;
  g_autofree char *date = NULL;
  g_autofree char *chosen = NULL;
  g_autofree char *people = NULL;

  if (fairness == NULL)
    return;
  title = g_strdup_printf ("Fairness by %s", fairness->attribute);
  date = sy_chart_date (study->zone, fairness->as_of);
  chosen = sy_fairness_describe_chosen (fairness, study->model);
  people = sy_text_count (fairness->all.n, ",");
  sy_document_add_heading (document, 1, title);
  sy_document_take_text (
      document,
      g_strdup_printf ("How the score treats %s people as of %s; chosen are those in the band %s.",
                       people, date, chosen));
  sy_document_take_text (document, sy_fairness_describe (fairness));
  sy_document_take_charts (document, sy_chart_heat_from_fairness (fairness), NULL,
                           120.0 + GROUP_HEIGHT * (double) fairness->n_groups);
  add_shares (document, fairness);
  add_errors (document, fairness, study->model);
  add_gaps (document, fairness);
  add_channels (document, fairness);
  sy_document_take_note (
      document,
      g_strdup_printf ("Ratio: share chosen over that of the group chosen most; below four fifths is "
                       "flagged, a reason to look and no proof of bias (29 CFR 1607.4 D). Common data: as if only "
                       "what is seen of all groups counted. Event types seen: of those that rules look at, the "
                       "share that is seen of a group at all; the gap of the others is under missing data. * Small n, fewer than %d people.",
                       SY_SMALL_N));
}
