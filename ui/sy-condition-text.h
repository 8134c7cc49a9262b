/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-engine.h>

G_BEGIN_DECLS

/*
 * The values of a test as one types them: numbers compare as numbers, anything else, or what stands
 * in quotes, as text; a comma parts the values of "in".
 */

/**
 * sy_condition_test_from_text:
 * @field: what is compared
 * @op: how
 * @value: with what; nothing for %SY_OPERATOR_EXISTS
 *
 * Returns: (transfer full) (nullable): the test; %NULL when something is missing, or when what only
 *   numbers have is asked of a text
 */
SyCondition *sy_condition_test_from_text (const char *field,
                                          SyOperator op,
                                          const char *value);

/**
 * sy_condition_test_format_values:
 * @test: a test
 *
 * Returns: (transfer full): its values as sy_condition_test_from_text() reads them
 */
char *sy_condition_test_format_values (const SyCondition *test);

G_END_DECLS
