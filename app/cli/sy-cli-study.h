/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-chart.h>

#include "sy-cli.h"

G_BEGIN_DECLS

/* What charts and reports are made of. The options of both commands: */
typedef struct
{
  char *as_of;
  char *reference;
  char *output;
  char *model;
  char *version;
  char *compare;
  char *by;          /* of a report only */
  char *errors;      /* the same */
  char *tuned_until; /* the same */
} SyCliStudyOptions;

void sy_cli_study_options_clear (SyCliStudyOptions *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SyCliStudyOptions, sy_cli_study_options_clear)

/* Their entries, for the array of a command. */
#define SY_CLI_STUDY_ENTRIES(options)                                                                                                                      \
  { "as-of", 0, 0, SY_OPTION_TEXT, &(options).as_of, "Date (end of that local day) or instant (default: end of the data)", "DATE" },                       \
      { "output", 0, 0, SY_OPTION_TEXT, &(options).output, "The file to write or replace", "FILE" },                                                       \
      { "reference", 0, 0, SY_OPTION_TEXT, &(options).reference, "Date that drift is counted from (default: the version's, or half a year ago)", "DATE" }, \
      { "model", 0, 0, SY_OPTION_TEXT, &(options).model, "Which model, when the project has several", "NAME" },                                            \
      { "version", 0, 0, SY_OPTION_TEXT, &(options).version, "A version, or draft (default: the newest version, else the draft)", "N" },                   \
  {                                                                                                                                                        \
    "compare", 0, 0, SY_OPTION_TEXT, &(options).compare, "Draw another version, or draft, as the outline", "N"                                             \
  }

/* Opens the project and computes the parts. */
SyStudy *sy_cli_study (SyCli *cli,
                       const char *path,
                       const SyCliStudyOptions *options,
                       SyStudyParts parts,
                       SyCliRun *out_run,
                       GError **error);

G_END_DECLS
