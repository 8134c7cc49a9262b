/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "events/sy-events.h"
#include "model/sy-model.h"

G_BEGIN_DECLS

/*
 * The value of an attribute or date rule for each value of its attribute's dictionary, by value id:
 * 1 where a rule without table leaves it to its conditions, NaN for a missing attribute. @today is
 * the last local day that is over.
 */
double *sy_attribute_values_new (const SyRule *rule,
                                 const SyPersonAttribute *attribute,
                                 gint32 today);

G_END_DECLS
