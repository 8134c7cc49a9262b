/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sy-draft-review.h"

G_BEGIN_DECLS

/**
 * sy_project_settle_review:
 * @self: a project in a transaction that publishes
 * @model_id: a model
 * @sha256: of the draft's text
 * @version: the number it is published as
 * @override_reason: (nullable): why it is published although nobody approved it
 * @error: return location, or %NULL
 *
 * Refuses a draft that must be approved and is not, and notes the version with the review that
 * approved it. An override is logged. Errors: %SY_STORE_ERROR_REVIEW.
 *
 * Returns: %TRUE when it may be published
 */
gboolean sy_project_settle_review (SyProject *self,
                                   gint64 model_id,
                                   const char *sha256,
                                   gint64 version,
                                   const char *override_reason,
                                   GError **error);

G_END_DECLS
