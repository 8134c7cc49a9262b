/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-model.h"

G_BEGIN_DECLS

/**
 * sy_model_list_inputs:
 * @self: a model
 *
 * What a score rests on besides events: the attributes of people, and the properties of events, in its rules, muted
 * ones included, in what rules are divided by, and in its population.
 *
 * Returns: (transfer full) (array zero-terminated=1): their names, each once, in bytewise order
 */
SY_EXTERN
char **sy_model_list_inputs (const SyModel *self);

/**
 * sy_model_list_types:
 * @self: a model
 *
 * The event types that a model names: in its rules, muted ones included, its population and its outcome.
 *
 * Returns: (transfer full) (array zero-terminated=1): their names, each once, in bytewise order
 */
SY_EXTERN
char **sy_model_list_types (const SyModel *self);

G_END_DECLS
