/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-column-guess-private.h"
#include "sy-import-memory-private.h"
#include "sy-import-options-private.h"
#include "sy-import-plan-private.h"

G_BEGIN_DECLS

/* A plan from within, for the files that make it. */
struct _SyImportPlan
{
  char *path;
  SyImportOptions *options;
  SyZone *zone;
  SyCsvSource *input; /* what cannot be opened twice, until it is read */
  gboolean is_stream;
  SyCsvSniff sniff;
  gint64 size;
  SyPlanColumn *columns;
  gsize n_columns;
  SyPlanRow *rows;
  gsize n_rows;
  SyRecipe recipe;
  SyTimeFinding time_finding;
  const char **headers; /* of the columns, in one array */
  GPtrArray *warnings;
  gint64 n_rows_done;     /* atomic */
  GError *obstacle;       /* why the import cannot run */
  SyImportMemory *memory; /* what an earlier import decided, or NULL */

  /* While the plan is made. */
  GBytes *sample;
  gboolean is_sample_cut;
  SyColumnSample *samples;
  SyTimeFormat *said_format;
  gsize n_sampled;
  gsize n_faulty;
  char *first_fault;
};

/* Something to tell about the file. */
void sy_plan_warn (SyImportPlan *self,
                   const char *format,
                   ...) G_GNUC_PRINTF (2, 3);

/* Something that stands in the way; the first is the one to tell. */
void sy_plan_obstruct (SyImportPlan *self,
                       const char *format,
                       ...) G_GNUC_PRINTF (2, 3);

/* Gives each column a name that no other has. */
void sy_plan_name_columns (SyImportPlan *self,
                           const char *const *headers);

/* Which roles an import of this kind knows, besides property and ignore. */
gboolean sy_plan_kind_has_role (SyImportKind kind,
                                SyColumnRole role);

/* Decides what each column becomes: as said, as remembered, as guessed. */
gboolean sy_plan_assign_roles (SyImportPlan *self,
                               GError **error);

/* Decides how the times are written. */
gboolean sy_plan_decide_time_format (SyImportPlan *self,
                                     GCancellable *cancellable,
                                     GError **error);

/* Decides how a row is read. */
gboolean sy_plan_make_recipe (SyImportPlan *self,
                              GCancellable *cancellable,
                              GError **error);

/* Whether the properties can be kept. */
void sy_plan_check_properties (SyImportPlan *self);

/* What becomes of a column, in words. */
char *sy_plan_describe_fate (SyImportPlan *self,
                             const SyPlanColumn *column);

/* Looks for an import of a file with the same columns, and takes from it what nobody says. */
gboolean sy_plan_remember (SyImportPlan *self,
                           SyProject *project,
                           GError **error);

/* Formats that only say what the values leave open; the values themselves are asked first. */
gboolean sy_plan_is_order (const char *format);

G_END_DECLS
