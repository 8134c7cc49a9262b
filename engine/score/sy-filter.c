/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-filter-private.h"

#include <math.h>
#include <string.h>

/* What a test reads, once for each field of the tree it is used for. */
typedef struct
{
  guint32 property;                   /* of events, when the log has it */
  const SyPersonAttribute *attribute; /* of people, likewise */
} Slot;

typedef struct _Node Node;

struct _Node
{
  SyConditionKind kind;
  const SyCondition *amount_test; /* a test on the amount, else NULL */
  gsize slot;                     /* of another test */
  guint8 *table;                  /* whether it holds, by value id; NULL for an unknown field */
  Node *children;
  gsize n_children;
};

struct _SyFilter
{
  const SyEventLog *log;
  SyCondition *condition;
  Node root;
  GArray *slots;
};

/* --- tests --- */

/* @text is NULL for an amount, which has no bytes. */
static gboolean
is_equal (const SyConditionValue *value,
          const char *text,
          double number)
{
  if (value->text != NULL)
    return text != NULL && strcmp (value->text, text) == 0;
  return !(number < value->number) && !(number > value->number) && !isnan (number);
}

gboolean
sy_condition_test_holds (const SyCondition *test,
                         const char *text,
                         double number)
{
  const SyConditionValue *value = test->values;

  switch (test->op)
    {
    case SY_OPERATOR_EQUAL:
      return is_equal (value, text, number);
    case SY_OPERATOR_NOT_EQUAL:
      return !is_equal (value, text, number);
    case SY_OPERATOR_IN:
      for (gsize i = 0; i < test->n_values; i++)
        if (is_equal (&value[i], text, number))
          return TRUE;
      return FALSE;
    case SY_OPERATOR_LESS:
      return number < value->number;
    case SY_OPERATOR_AT_MOST:
      return number <= value->number;
    case SY_OPERATOR_MORE:
      return number > value->number;
    case SY_OPERATOR_AT_LEAST:
      return number >= value->number;
    case SY_OPERATOR_CONTAINS:
      return text != NULL && value->text != NULL && strstr (text, value->text) != NULL;
    case SY_OPERATOR_EXISTS:
      return TRUE;
    default:
      g_assert_not_reached ();
    }
}

static guint8 *
make_table (const SyCondition *test,
            gsize n_values,
            const char *const *texts,
            const double *numbers)
{
  guint8 *table = g_new (guint8, n_values + 1);

  table[SY_VALUE_ABSENT] = FALSE;
  for (gsize i = 1; i <= n_values; i++)
    table[i] = sy_condition_test_holds (test, texts[i], numbers[i]) != FALSE;
  return table;
}

/* --- the tree --- */

static void
init_test (SyFilter *self,
           Node *node,
           const SyCondition *test,
           gboolean is_for_events)
{
  Slot slot = { 0 };

  if (is_for_events && strcmp (test->field, "amount") == 0)
    {
      node->amount_test = test;
      return;
    }
  node->slot = self->slots->len;
  if (is_for_events)
    {
      const SyEventProperty *property = sy_event_log_find_property (self->log, test->field,
                                                                    &slot.property);

      if (property != NULL)
        node->table = make_table (test, property->n_values, property->texts, property->numbers);
    }
  else
    {
      slot.attribute = sy_event_log_find_attribute (self->log, test->field);
      if (slot.attribute != NULL)
        node->table = make_table (test, slot.attribute->n_values, slot.attribute->texts,
                                  slot.attribute->numbers);
    }
  if (node->table != NULL)
    g_array_append_val (self->slots, slot);
}

static void
init_node (SyFilter *self,
           Node *node,
           const SyCondition *condition,
           gboolean is_for_events)
{
  node->kind = condition->kind;
  if (condition->kind == SY_CONDITION_TEST)
    {
      init_test (self, node, condition, is_for_events);
      return;
    }
  node->n_children = condition->n_children;
  node->children = g_new0 (Node, condition->n_children);
  for (gsize i = 0; i < condition->n_children; i++)
    init_node (self, &node->children[i], condition->children[i], is_for_events);
}

static void
clear_node (Node *node)
{
  for (gsize i = 0; i < node->n_children; i++)
    clear_node (&node->children[i]);
  g_free (node->children);
  g_free (node->table);
}

static SyFilter *
new_filter (const SyEventLog *log,
            const SyCondition *condition,
            gboolean is_for_events)
{
  SyFilter *self = g_new0 (SyFilter, 1);

  self->log = log;
  self->condition = sy_condition_copy (condition);
  self->slots = g_array_new (FALSE, FALSE, sizeof (Slot));
  init_node (self, &self->root, self->condition, is_for_events);
  return self;
}

SyFilter *
sy_filter_new_for_events (const SyEventLog *log,
                          const SyCondition *condition)
{
  return new_filter (log, condition, TRUE);
}

SyFilter *
sy_filter_new_for_people (const SyEventLog *log,
                          const SyCondition *condition)
{
  return new_filter (log, condition, FALSE);
}

void
sy_filter_free (SyFilter *self)
{
  clear_node (&self->root);
  g_array_unref (self->slots);
  sy_condition_free (self->condition);
  g_free (self);
}

void
sy_filter_init_view_of_type (const SyFilter *self,
                             guint32 type,
                             SyFilterView *out_view)
{
  out_view->amounts = sy_event_log_get_runs (self->log, type)->amounts;
  out_view->values = g_new (const guint32 *, self->slots->len);
  for (guint i = 0; i < self->slots->len; i++)
    out_view->values[i] =
        sy_event_log_get_property_values (self->log, type,
                                          g_array_index (self->slots, Slot, i).property);
}

void
sy_filter_init_view_of_people (const SyFilter *self,
                               SyFilterView *out_view)
{
  out_view->amounts = NULL;
  out_view->values = g_new (const guint32 *, self->slots->len);
  for (guint i = 0; i < self->slots->len; i++)
    out_view->values[i] = g_array_index (self->slots, Slot, i).attribute->values;
}

void
sy_filter_view_clear (SyFilterView *view)
{
  g_clear_pointer (&view->values, g_free);
}

static gboolean
node_holds (const Node *node,
            const SyFilterView *view,
            gsize row)
{
  switch (node->kind)
    {
    case SY_CONDITION_ALL:
      for (gsize i = 0; i < node->n_children; i++)
        if (!node_holds (&node->children[i], view, row))
          return FALSE;
      return TRUE;
    case SY_CONDITION_ANY:
      for (gsize i = 0; i < node->n_children; i++)
        if (node_holds (&node->children[i], view, row))
          return TRUE;
      return FALSE;
    case SY_CONDITION_NOT:
      return !node_holds (&node->children[0], view, row);
    case SY_CONDITION_TEST:
      if (node->amount_test != NULL)
        return view->amounts != NULL && !isnan (view->amounts[row]) &&
               sy_condition_test_holds (node->amount_test, NULL, view->amounts[row]);
      return node->table != NULL && view->values[node->slot] != NULL &&
             node->table[view->values[node->slot][row]];
    default:
      g_assert_not_reached ();
    }
}

gboolean
sy_filter_holds (const SyFilter *self,
                 const SyFilterView *view,
                 gsize row)
{
  return node_holds (&self->root, view, row);
}
