/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include "core/sy-macros.h"

G_BEGIN_DECLS

/**
 * SyConditionKind:
 * @SY_CONDITION_TEST: a field compared with one or more values
 * @SY_CONDITION_ALL: every child holds; holds when there are no children
 * @SY_CONDITION_ANY: at least one child holds; never holds without children
 * @SY_CONDITION_NOT: the only child does not hold
 */
typedef enum
{
  SY_CONDITION_TEST,
  SY_CONDITION_ALL,
  SY_CONDITION_ANY,
  SY_CONDITION_NOT,
} SyConditionKind;

/**
 * SyOperator:
 * @SY_OPERATOR_EQUAL: "=", the same number or the same bytes
 * @SY_OPERATOR_NOT_EQUAL: "!=", present and different
 * @SY_OPERATOR_IN: "in", equal to one of the values
 * @SY_OPERATOR_LESS: "<", numeric
 * @SY_OPERATOR_AT_MOST: "<=", numeric
 * @SY_OPERATOR_MORE: ">", numeric
 * @SY_OPERATOR_AT_LEAST: ">=", numeric
 * @SY_OPERATOR_CONTAINS: "contains", the value's bytes occur in the field's
 * @SY_OPERATOR_EXISTS: "exists", the field is present
 */
typedef enum
{
  SY_OPERATOR_EQUAL,
  SY_OPERATOR_NOT_EQUAL,
  SY_OPERATOR_IN,
  SY_OPERATOR_LESS,
  SY_OPERATOR_AT_MOST,
  SY_OPERATOR_MORE,
  SY_OPERATOR_AT_LEAST,
  SY_OPERATOR_CONTAINS,
  SY_OPERATOR_EXISTS,
} SyOperator;

/**
 * SyConditionValue:
 * @text: (nullable): the text to compare with, or %NULL when @number is meant
 * @number: the number to compare with; NaN when @text is set
 *
 * A number is compared with fields that read as a number (sy_number_parse());
 * a text is compared with the field's bytes, so "1" and 1 differ on purpose:
 * 1 also meets "1.0" and "01", "1" only "1".
 */
typedef struct _SyConditionValue
{
  char *text;
  double number;
} SyConditionValue;

typedef struct _SyCondition SyCondition;

/**
 * SyCondition:
 * @kind: what the node does
 * @field: (nullable): for tests: "amount" or the name of an event property; in
 *   attribute rules and population filters the name of an attribute
 * @op: for tests: the comparison
 * @values: (array length=n_values) (nullable): for tests: what is compared with
 * @n_values: 0 for %SY_OPERATOR_EXISTS, at least 1 for %SY_OPERATOR_IN, else 1
 * @children: (array length=n_children) (nullable): for all, any and not
 * @n_children: 1 for not
 *
 * One node of a condition tree. A test on a missing field does not hold,
 * whatever its operator ("!=" too); put it under not to turn that round.
 */
struct _SyCondition
{
  SyConditionKind kind;
  char *field;
  SyOperator op;
  SyConditionValue *values;
  gsize n_values;
  SyCondition **children;
  gsize n_children;
};

/**
 * sy_condition_new_test:
 * @field: the field's name
 * @op: the comparison
 *
 * Makes a test without values; add them with sy_condition_add_text() and
 * sy_condition_add_number().
 * Returns: (transfer full): a new node
 */
SY_EXTERN
SyCondition *sy_condition_new_test (const char *field,
                                    SyOperator op);

/**
 * sy_condition_new:
 * @kind: all, any or not
 *
 * Makes an inner node without children.
 * Returns: (transfer full): a new node
 */
SY_EXTERN
SyCondition *sy_condition_new (SyConditionKind kind);

/**
 * sy_condition_add_text:
 * @self: a test
 * @text: a value to compare with
 */
SY_EXTERN
void sy_condition_add_text (SyCondition *self,
                            const char *text);

/**
 * sy_condition_add_number:
 * @self: a test
 * @number: a finite value to compare with
 */
SY_EXTERN
void sy_condition_add_number (SyCondition *self,
                              double number);

/**
 * sy_condition_add_child:
 * @self: an inner node
 * @child: (transfer full): the child
 */
SY_EXTERN
void sy_condition_add_child (SyCondition *self,
                             SyCondition *child);

/**
 * sy_condition_copy:
 * @self: (nullable): a tree
 *
 * Returns: (transfer full) (nullable): a deep copy; %NULL for %NULL
 */
SY_EXTERN
SyCondition *sy_condition_copy (const SyCondition *self);

/**
 * sy_condition_free:
 * @self: (nullable) (transfer full): a tree
 */
SY_EXTERN
void sy_condition_free (SyCondition *self);

/**
 * sy_condition_equal:
 * @a: (nullable): a tree
 * @b: (nullable): a tree
 *
 * Returns: %TRUE when both are written the same way
 */
SY_EXTERN
gboolean sy_condition_equal (const SyCondition *a,
                             const SyCondition *b);

/**
 * sy_condition_describe:
 * @self: (nullable): a tree
 *
 * One line for people, such as `amount >= 5 and not (channel = "web")`.
 * Returns: (transfer full): the text; empty for %NULL
 */
SY_EXTERN
char *sy_condition_describe (const SyCondition *self);

/**
 * sy_operator_get_name:
 * @op: an operator
 *
 * Returns: (transfer none): how the operator is written in the document
 */
SY_EXTERN
const char *sy_operator_get_name (SyOperator op);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyCondition, sy_condition_free)

G_END_DECLS
