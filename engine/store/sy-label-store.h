/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sy-project.h"

G_BEGIN_DECLS

/**
 * SyErrorLabel:
 * @SY_ERROR_LABEL_GOOD: the score was right: a good lead
 * @SY_ERROR_LABEL_JUNK: the score was wrong: no such behaviour should count
 * @SY_ERROR_LABEL_WRONG_PERSON: the events are somebody else's
 * @SY_ERROR_LABEL_MISSING_EVENT: an event that would have told is not in the data
 * @SY_ERROR_LABEL_LATE: the score was right, but the outcome came after the window
 *
 * What somebody found when looking at a person and their score.
 */
typedef enum
{
  SY_ERROR_LABEL_GOOD,
  SY_ERROR_LABEL_JUNK,
  SY_ERROR_LABEL_WRONG_PERSON,
  SY_ERROR_LABEL_MISSING_EVENT,
  SY_ERROR_LABEL_LATE,
  SY_N_ERROR_LABELS,
} SyErrorLabel;

/**
 * sy_error_label_get_name:
 * @self: a label
 *
 * Returns: its stable name: "good", "junk", "wrong-person", "missing-event" or "late"
 */
SY_EXTERN
const char *sy_error_label_get_name (SyErrorLabel self);

/**
 * sy_error_label_from_name:
 * @name: a name of sy_error_label_get_name()
 * @out_label: (out): the label
 *
 * Returns: %FALSE for another text
 */
SY_EXTERN
gboolean sy_error_label_from_name (const char *name,
                                   SyErrorLabel *out_label);

/**
 * SyErrorLabelRecord:
 * @person: the key under which the person was labelled
 * @as_of: the date of the score, UTC seconds
 * @label: what was found
 * @note: free text, may be empty
 * @changed_at_ms: when, milliseconds since 1970 UTC
 */
typedef struct
{
  char *person;
  gint64 as_of;
  SyErrorLabel label;
  char *note;
  gint64 changed_at_ms;
} SyErrorLabelRecord;

/**
 * sy_error_label_record_free:
 * @self: (nullable): a record
 */
SY_EXTERN
void sy_error_label_record_free (SyErrorLabelRecord *self);

/**
 * sy_project_list_error_labels:
 * @self: a project
 * @model: the name of a model
 * @error: return location, or %NULL
 *
 * Returns: (transfer full) (element-type SyErrorLabelRecord): the labels of the model, by date, then key
 */
SY_EXTERN
GPtrArray *sy_project_list_error_labels (SyProject *self,
                                         const char *model,
                                         GError **error);

/**
 * sy_project_set_error_label:
 * @self: a project
 * @model: the name of a model
 * @person: a key of the project
 * @as_of: the date of the score, UTC seconds
 * @label: what was found
 * @note: (nullable): free text
 * @error: return location, or %NULL
 *
 * Takes the place of an earlier label of the same model, person and date. The labels of a person go
 * with the person. Errors: %SY_STORE_ERROR_NOT_FOUND (no such model or key),
 * %SY_STORE_ERROR_READ_ONLY, %SY_STORE_ERROR_BUSY, %SY_STORE_ERROR_IO.
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_set_error_label (SyProject *self,
                                     const char *model,
                                     const char *person,
                                     gint64 as_of,
                                     SyErrorLabel label,
                                     const char *note,
                                     GError **error);

/**
 * sy_project_import_error_labels:
 * @self: a project
 * @model: the name of a model
 * @path: (type filename): a CSV file whose first line names the columns person and label and, where
 *   wanted, note and date (or as_of); further columns are not read
 * @as_of: the date of the score of rows without one, UTC seconds; %G_MININT64 when each must tell
 * @out_n_labels: (out) (optional): how many labels were set
 * @cancellable: (nullable): to stop
 * @error: return location, or %NULL
 *
 * Sets the labels of a file, all of them or none. Labels are those of sy_error_label_get_name(), in any
 * case; dates mean the end of their local day, as in sy_as_of_parse(). A message names file, line and
 * column. Errors: %SY_STORE_ERROR_INVALID (a column, label or date that cannot be used; a person twice
 * at one date; no rows), %SY_STORE_ERROR_NOT_FOUND (no such model or key), those of reading a CSV file
 * and of a write, %G_IO_ERROR_CANCELLED.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_import_error_labels (SyProject *self,
                                         const char *model,
                                         const char *path,
                                         gint64 as_of,
                                         gsize *out_n_labels,
                                         GCancellable *cancellable,
                                         GError **error);

/**
 * sy_project_remove_error_label:
 * @self: a project
 * @model: the name of a model
 * @person: a key of the project
 * @as_of: the date of the score, UTC seconds
 * @error: return location, or %NULL
 *
 * Errors: %SY_STORE_ERROR_NOT_FOUND (there is no such label), and those of a write.
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_remove_error_label (SyProject *self,
                                        const char *model,
                                        const char *person,
                                        gint64 as_of,
                                        GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyErrorLabelRecord, sy_error_label_record_free)

G_END_DECLS
