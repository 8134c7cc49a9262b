/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-person-query.h"

G_BEGIN_DECLS

#define SY_TYPE_ADVICE_VIEW (sy_advice_view_get_type ())

/**
 * SyAdviceView:
 *
 * Two cards about one person: the rules that moved the score most in the last days, and the fewest
 * events that would lift it to each higher band.
 */
G_DECLARE_FINAL_TYPE (SyAdviceView, sy_advice_view, SY, ADVICE_VIEW, AdwBin)

/**
 * sy_advice_view_set_query:
 * @self: a view
 * @query: (nullable): whom it is about; %NULL for nobody
 *
 * Finds reasons and efforts in a job, and shows them.
 */
void sy_advice_view_set_query (SyAdviceView *self,
                               SyPersonQuery *query);

G_END_DECLS
