/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-report-document-private.h"
#include "sy-report.h"

/* The sections of a report, in its order. Each leaves itself out when its part
 * of the study is missing; errors that were asked for say why. */
void sy_report_add_model (SyDocument *document,
                          const SyReportInfo *info);
void sy_report_add_distribution (SyDocument *document,
                                 const SyReportInfo *info);
void sy_report_add_backtest (SyDocument *document,
                             const SyReportInfo *info);
void sy_report_add_follow_up (SyDocument *document,
                              const SyReportInfo *info);
void sy_report_add_errors (SyDocument *document,
                           const SyReportInfo *info);
void sy_report_add_labels (SyDocument *document,
                           const SyReportInfo *info);
void sy_report_add_fairness (SyDocument *document,
                             const SyReportInfo *info);
void sy_report_add_drift (SyDocument *document,
                          const SyReportInfo *info);
void sy_report_add_rules (SyDocument *document,
                          const SyReportInfo *info);
void sy_report_add_definitions (SyDocument *document,
                                const SyReportInfo *info);

/* An outcome in words, as "no purchase in the 60 days from the date on". */
char *sy_report_describe_outcome (const SyOutcomeSpec *spec);
/* "from 2 to 9", "to 9", or "" where there is no limit. */
char *sy_report_describe_limits (double lowest,
                                 double highest);
/* "+3.50", or "muted". */
char *sy_report_describe_weight (const SyRule *rule);
/* The group's name, and what it does with its rules' points. */
char *sy_report_describe_group (const SyRuleGroup *group);
/* "12.3 %", with a star where few people stand behind it; sy_report_add_small_note() explains the star. */
char *sy_report_describe_rate (double rate,
                               gsize n);
/* "12.3 % [10.0–14.9]", with the star; a dash for nobody. */
char *sy_report_describe_share (double share,
                                const SyInterval *interval,
                                gsize n);
void sy_report_add_small_note (SyDocument *document);
/* A population in words, as "people with an event in the 365 days before the date". */
char *sy_report_describe_population (const SyPopulationSpec *spec);
