/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SyDocumentKind:
 * @SY_DOCUMENT_REPORT: charts and tables of the model as of the date
 * @SY_DOCUMENT_SPEC: what gives how many points, and the history of versions
 *
 * What the model that is shown can be written down as.
 */
typedef enum
{
  SY_DOCUMENT_REPORT,
  SY_DOCUMENT_SPEC,
} SyDocumentKind;

/**
 * sy_document_save:
 * @window: the window that asks for the file, and tells by a toast that it is written
 * @session: a session with a model
 * @kind: which document
 *
 * Writes the document of the draft, or of the newest version when the draft is the same.
 */
void sy_document_save (GtkWindow *window,
                       SySession *session,
                       SyDocumentKind kind);

G_END_DECLS
