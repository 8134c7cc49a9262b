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
 * @SY_CONDITION_PERSON: in "only_if" only: a #SyPersonTest
 */
typedef enum
{
  SY_CONDITION_TEST,
  SY_CONDITION_ALL,
  SY_CONDITION_ANY,
  SY_CONDITION_NOT,
  SY_CONDITION_PERSON,
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
 * SyPersonTestKind:
 * @SY_PERSON_TEST_NONE: nothing is asked
 * @SY_PERSON_TEST_COUNT: how many events of some types there were in a window
 * @SY_PERSON_TEST_DATE: how many days there are until a date attribute
 * @SY_PERSON_TEST_FIRST_EVENT: how many days there are since the person's first event
 */
typedef enum
{
  SY_PERSON_TEST_NONE,
  SY_PERSON_TEST_COUNT,
  SY_PERSON_TEST_DATE,
  SY_PERSON_TEST_FIRST_EVENT,
} SyPersonTestKind;

/**
 * SyPersonTest:
 * @kind: what is asked
 * @types: (array zero-terminated=1) (nullable): count: the event types that are counted
 * @where: (nullable): count: conditions on those events, as in #SyRule
 * @window_days: count: only events in [t - window, t); NaN for all before t
 * @at_least: count: holds with so many or more; -1 for no lower bound
 * @at_most: count: holds with so many or fewer; -1 for no upper bound
 * @attribute: (nullable): date: the attribute's name
 * @from_days: date: days from the local day before t to the attribute's day, negative in the
 *   past; first event: days from its local day to the local day before t. Lower bound, inclusive;
 *   NaN for none
 * @to_days: upper bound, inclusive; NaN for none
 *
 * A test on what a person did or when something of theirs is, seen at t. A count of types that
 * are all muted does not hold, whatever its bounds, and neither does a test on a date that is
 * missing or no date, or on the first event of someone without one before t.
 */
typedef struct _SyPersonTest
{
  SyPersonTestKind kind;
  char **types;
  SyCondition *where;
  double window_days;
  int at_least;
  int at_most;
  char *attribute;
  double from_days;
  double to_days;
} SyPersonTest;

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
 * @person: (nullable): for person: what is asked
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
  SyPersonTest *person;
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
 * sy_condition_new_person:
 * @kind: count, date or first event
 *
 * Makes a test on a person, all of its other fields at their defaults.
 * Returns: (transfer full): a new node, whose @person is to be filled in
 */
SY_EXTERN
SyCondition *sy_condition_new_person (SyPersonTestKind kind);

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
 * SyPersonTestFunc:
 * @test: a test in the tree
 * @user_data: what was given with the function
 */
typedef void (*SyPersonTestFunc) (SyPersonTest *test,
                                  gpointer user_data);

/**
 * sy_condition_foreach_person:
 * @self: (nullable): a tree
 * @func: called for each test on a person in it, in the order of the document
 * @user_data: for @func
 */
SY_EXTERN
void sy_condition_foreach_person (SyCondition *self,
                                  SyPersonTestFunc func,
                                  gpointer user_data);

/**
 * sy_condition_names_type:
 * @self: (nullable): a tree
 * @type: an event type
 *
 * Returns: %TRUE when a test on a person in it counts events of @type
 */
SY_EXTERN
gboolean sy_condition_names_type (const SyCondition *self,
                                  const char *type);

/**
 * sy_condition_reads_field:
 * @self: (nullable): a tree
 * @field: an event property, or an attribute where the tree is about people
 *
 * Returns: %TRUE when a test in it compares @field, or asks for the days to it
 */
SY_EXTERN
gboolean sy_condition_reads_field (const SyCondition *self,
                                   const char *field);

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
