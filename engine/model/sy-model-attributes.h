/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-model.h"

G_BEGIN_DECLS

/**
 * sy_model_list_attributes:
 * @self: a model
 *
 * The attributes of people that a score rests on: those of its rules, muted ones included, of what rules are divided
 * by, and of its population.
 *
 * Returns: (transfer full) (array zero-terminated=1): their names, each once, in bytewise order
 */
SY_EXTERN
char **sy_model_list_attributes (const SyModel *self);

G_END_DECLS
