/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-study.h"

/* Labels by band, whether a list of errors was asked for or not. */
gboolean sy_study_run_labels (SyStudy *self,
                              SyEventLog *log,
                              const SyStudyOptions *options,
                              GCancellable *cancellable,
                              GError **error);

/* The list of those whom the score was wrong about as of a date; nothing when one band has no wrong
 * side. */
gboolean sy_study_run_errors (SyStudy *self,
                              SyEventLog *log,
                              gint64 as_of,
                              const SyStudyOptions *options,
                              GCancellable *cancellable,
                              GError **error);
void sy_study_clear_errors (SyStudy *self);
