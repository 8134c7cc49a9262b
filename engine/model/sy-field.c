/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-field-private.h"

#include <math.h>
#include <string.h>

#include "core/sy-number.h"

#define AT SY_FIELD_AT

static gsize
get_element_size (const SyField *field)
{
  switch (field->type)
    {
    case SY_FIELD_STEPS:
      return sizeof (SyDecayStep);
    case SY_FIELD_NUMBERS:
      return sizeof (double);
    default:
      return field->object->size;
    }
}

gboolean
sy_field_belongs (const SyObjectType *type,
                  const SyField *field,
                  gconstpointer object)
{
  guint kind = type->kind_offset < 0 ? 0 : *AT (const guint, object, type->kind_offset);
  guint measure = type->measure_offset < 0 ? 0 : *AT (const guint, object, type->measure_offset);

  if (field->kinds != 0 && (field->kinds & (1u << kind)) == 0)
    return FALSE;
  /* Only event rules have a measure. */
  return field->measures == 0 || kind != SY_RULE_EVENT || (field->measures & (1u << measure)) != 0;
}

gboolean
sy_field_is_default (const SyField *field,
                     gconstpointer object)
{
  switch (field->type)
    {
    case SY_FIELD_NUMBER:
      return sy_number_equal (*AT (const double, object, field->offset), field->absent);
    case SY_FIELD_INT:
      return *AT (const int, object, field->offset) == (int) field->absent;
    case SY_FIELD_BOOLEAN:
    case SY_FIELD_NAME:
    case SY_FIELD_NAMES:
      return *AT (const guint, object, field->offset) == 0;
    case SY_FIELD_OBJECT:
      return sy_object_is_default (field->object, AT (const char, object, field->offset));
    case SY_FIELD_LIST:
      return (*AT (GPtrArray *const, object, field->offset))->len == 0;
    case SY_FIELD_ARRAY:
    case SY_FIELD_STEPS:
    case SY_FIELD_NUMBERS:
      return *AT (const gsize, object, field->count_offset) == 0;
    case SY_FIELD_TEXT:
    case SY_FIELD_TEXTS:
    case SY_FIELD_WHERE:
    default:
      return *AT (const gconstpointer, object, field->offset) == NULL;
    }
}

static gboolean
texts_equal (char *const *a,
             char *const *b)
{
  return a == b || (a != NULL && b != NULL &&
                    g_strv_equal ((const char *const *) a, (const char *const *) b));
}

static gboolean
list_equal (const SyObjectType *type,
            const GPtrArray *a,
            const GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!sy_object_equal (type, a->pdata[i], b->pdata[i], 0))
      return FALSE;
  return TRUE;
}

static gboolean
array_equal (const SyField *field,
             gconstpointer a,
             gconstpointer b)
{
  gsize n = *AT (const gsize, a, field->count_offset);
  const char *rows_a = *AT (const char *const, a, field->offset);
  const char *rows_b = *AT (const char *const, b, field->offset);

  if (n != *AT (const gsize, b, field->count_offset))
    return FALSE;
  if (field->type == SY_FIELD_ARRAY)
    {
      for (gsize i = 0; i < n; i++)
        if (!sy_object_equal (field->object, rows_a + i * field->object->size,
                              rows_b + i * field->object->size, 0))
          return FALSE;
      return TRUE;
    }
  for (gsize i = 0; i < n * get_element_size (field) / sizeof (double); i++)
    if (!sy_number_equal (((const double *) (gconstpointer) rows_a)[i],
                          ((const double *) (gconstpointer) rows_b)[i]))
      return FALSE;
  return TRUE;
}

gboolean
sy_field_equal (const SyField *field,
                gconstpointer a,
                gconstpointer b)
{
  switch (field->type)
    {
    case SY_FIELD_TEXT:
      return g_strcmp0 (*AT (const char *const, a, field->offset),
                        *AT (const char *const, b, field->offset)) == 0;
    case SY_FIELD_TEXTS:
      return texts_equal (*AT (char **const, a, field->offset),
                          *AT (char **const, b, field->offset));
    case SY_FIELD_NUMBER:
      return sy_number_equal (*AT (const double, a, field->offset),
                              *AT (const double, b, field->offset));
    case SY_FIELD_WHERE:
      return sy_condition_equal (*AT (SyCondition *const, a, field->offset),
                                 *AT (SyCondition *const, b, field->offset));
    case SY_FIELD_OBJECT:
      return sy_object_equal (field->object, AT (const char, a, field->offset),
                              AT (const char, b, field->offset), 0);
    case SY_FIELD_LIST:
      return list_equal (field->object, *AT (GPtrArray *const, a, field->offset),
                         *AT (GPtrArray *const, b, field->offset));
    case SY_FIELD_ARRAY:
    case SY_FIELD_STEPS:
    case SY_FIELD_NUMBERS:
      return array_equal (field, a, b);
    case SY_FIELD_INT:
    case SY_FIELD_BOOLEAN:
    case SY_FIELD_NAME:
    case SY_FIELD_NAMES:
    default:
      return *AT (const int, a, field->offset) == *AT (const int, b, field->offset);
    }
}

static gpointer
object_dup (const SyObjectType *type,
            gconstpointer source)
{
  gpointer target = g_malloc0 (type->size);

  sy_object_copy (type, source, target);
  return target;
}

static void
free_group (gpointer group)
{
  sy_rule_group_free (group);
}

static void
free_rule (gpointer rule)
{
  sy_rule_free (rule);
}

static void
free_band (gpointer band)
{
  sy_band_free (band);
}

static void
free_account_band (gpointer band)
{
  sy_object_clear (&sy_account_band_type, band);
  g_free (band);
}

static GPtrArray *
new_list (const SyObjectType *type)
{
  if (type == &sy_group_type)
    return g_ptr_array_new_with_free_func (free_group);
  if (type == &sy_rule_type)
    return g_ptr_array_new_with_free_func (free_rule);
  if (type == &sy_account_band_type)
    return g_ptr_array_new_with_free_func (free_account_band);
  g_assert (type == &sy_band_type);
  return g_ptr_array_new_with_free_func (free_band);
}

void
sy_object_init (const SyObjectType *type,
                gpointer object)
{
  for (gsize i = 0; i < type->n_fields; i++)
    {
      const SyField *field = &type->fields[i];

      if (field->type == SY_FIELD_NUMBER)
        *AT (double, object, field->offset) = field->absent;
      else if (field->type == SY_FIELD_INT)
        *AT (int, object, field->offset) = (int) field->absent;
      else if (field->type == SY_FIELD_OBJECT)
        sy_object_init (field->object, AT (char, object, field->offset));
      else if (field->type == SY_FIELD_LIST)
        *AT (GPtrArray *, object, field->offset) = new_list (field->object);
    }
}

static void
clear_array (const SyField *field,
             gpointer object)
{
  char *rows = *AT (char *, object, field->offset);

  if (field->type == SY_FIELD_ARRAY)
    for (gsize i = 0; i < *AT (gsize, object, field->count_offset); i++)
      sy_object_clear (field->object, rows + i * field->object->size);
  g_clear_pointer (AT (gpointer, object, field->offset), g_free);
  *AT (gsize, object, field->count_offset) = 0;
}

void
sy_object_clear (const SyObjectType *type,
                 gpointer object)
{
  for (gsize i = 0; i < type->n_fields; i++)
    {
      const SyField *field = &type->fields[i];

      switch (field->type)
        {
        case SY_FIELD_TEXT:
          g_clear_pointer (AT (char *, object, field->offset), g_free);
          break;
        case SY_FIELD_TEXTS:
          g_clear_pointer (AT (char **, object, field->offset), g_strfreev);
          break;
        case SY_FIELD_WHERE:
          g_clear_pointer (AT (SyCondition *, object, field->offset), sy_condition_free);
          break;
        case SY_FIELD_OBJECT:
          sy_object_clear (field->object, AT (char, object, field->offset));
          break;
        case SY_FIELD_LIST:
          g_clear_pointer (AT (GPtrArray *, object, field->offset), g_ptr_array_unref);
          break;
        case SY_FIELD_ARRAY:
        case SY_FIELD_STEPS:
        case SY_FIELD_NUMBERS:
          clear_array (field, object);
          break;
        case SY_FIELD_NUMBER:
        case SY_FIELD_INT:
        case SY_FIELD_BOOLEAN:
        case SY_FIELD_NAME:
        case SY_FIELD_NAMES:
        default:
          break;
        }
    }
}

static void
copy_array (const SyField *field,
            gconstpointer source,
            gpointer target)
{
  gsize n = *AT (const gsize, source, field->count_offset);
  gsize size = get_element_size (field);
  const char *from = *AT (const char *const, source, field->offset);
  char *to = n == 0 ? NULL : g_malloc0_n (n, size);

  if (field->type == SY_FIELD_ARRAY)
    for (gsize i = 0; i < n; i++)
      sy_object_copy (field->object, from + i * size, to + i * size);
  else if (n > 0)
    memcpy (to, from, n * size);
  *AT (char *, target, field->offset) = to;
  *AT (gsize, target, field->count_offset) = n;
}

static void
copy_list (const SyField *field,
           gconstpointer source,
           gpointer target)
{
  const GPtrArray *from = *AT (GPtrArray *const, source, field->offset);
  GPtrArray *to = new_list (field->object);

  for (guint i = 0; i < from->len; i++)
    g_ptr_array_add (to, object_dup (field->object, from->pdata[i]));
  *AT (GPtrArray *, target, field->offset) = to;
}

/* @target is all zero. */
void
sy_object_copy (const SyObjectType *type,
                gconstpointer source,
                gpointer target)
{
  for (gsize i = 0; i < type->n_fields; i++)
    {
      const SyField *field = &type->fields[i];

      switch (field->type)
        {
        case SY_FIELD_TEXT:
          *AT (char *, target, field->offset) = g_strdup (*AT (const char *const, source, field->offset));
          break;
        case SY_FIELD_TEXTS:
          *AT (char **, target, field->offset) = g_strdupv (*AT (char **const, source, field->offset));
          break;
        case SY_FIELD_NUMBER:
          *AT (double, target, field->offset) = *AT (const double, source, field->offset);
          break;
        case SY_FIELD_WHERE:
          *AT (SyCondition *, target, field->offset) = sy_condition_copy (*AT (SyCondition *const, source, field->offset));
          break;
        case SY_FIELD_OBJECT:
          sy_object_copy (field->object, AT (const char, source, field->offset),
                          AT (char, target, field->offset));
          break;
        case SY_FIELD_LIST:
          copy_list (field, source, target);
          break;
        case SY_FIELD_ARRAY:
        case SY_FIELD_STEPS:
        case SY_FIELD_NUMBERS:
          copy_array (field, source, target);
          break;
        case SY_FIELD_INT:
        case SY_FIELD_BOOLEAN:
        case SY_FIELD_NAME:
        case SY_FIELD_NAMES:
        default:
          *AT (int, target, field->offset) = *AT (const int, source, field->offset);
          break;
        }
    }
}

gboolean
sy_object_equal (const SyObjectType *type,
                 gconstpointer a,
                 gconstpointer b,
                 SyFieldFlags ignored)
{
  /* The kind and the measure are fields too, so belonging needs a look at one side only. */
  for (gsize i = 0; i < type->n_fields; i++)
    {
      const SyField *field = &type->fields[i];

      if ((field->flags & ignored) == 0 &&
          (sy_field_belongs (type, field, a) || sy_field_belongs (type, field, b)) &&
          !sy_field_equal (field, a, b))
        return FALSE;
    }
  return TRUE;
}

gboolean
sy_object_is_default (const SyObjectType *type,
                      gconstpointer object)
{
  for (gsize i = 0; i < type->n_fields; i++)
    if (sy_field_belongs (type, &type->fields[i], object) &&
        !sy_field_is_default (&type->fields[i], object))
      return FALSE;
  return TRUE;
}

static guint
hash_number (double number)
{
  number = number == 0 ? 0 : number;
  return isnan (number) ? 7 : g_double_hash (&number);
}

static guint
hash_field (const SyField *field,
            gconstpointer object)
{
  guint hash = 5381;

  switch (field->type)
    {
    case SY_FIELD_TEXT:
      return *AT (const char *const, object, field->offset) == NULL
                 ? 0
                 : g_str_hash (*AT (const char *const, object, field->offset));
    case SY_FIELD_TEXTS:
      for (char *const *text = *AT (char **const, object, field->offset);
           text != NULL && *text != NULL; text++)
        hash = hash * 33 + g_str_hash (*text);
      return hash;
    case SY_FIELD_NUMBER:
      return hash_number (*AT (const double, object, field->offset));
    case SY_FIELD_WHERE:
      return sy_condition_hash (*AT (SyCondition *const, object, field->offset));
    case SY_FIELD_OBJECT:
      return sy_object_hash (field->object, AT (const char, object, field->offset), 0);
    case SY_FIELD_LIST:
      return (*AT (GPtrArray *const, object, field->offset))->len;
    case SY_FIELD_ARRAY:
    case SY_FIELD_STEPS:
    case SY_FIELD_NUMBERS:
      return (guint) *AT (const gsize, object, field->count_offset);
    case SY_FIELD_INT:
    case SY_FIELD_BOOLEAN:
    case SY_FIELD_NAME:
    case SY_FIELD_NAMES:
    default:
      return *AT (const guint, object, field->offset);
    }
}

guint
sy_object_hash (const SyObjectType *type,
                gconstpointer object,
                SyFieldFlags ignored)
{
  guint hash = 17;

  for (gsize i = 0; i < type->n_fields; i++)
    if ((type->fields[i].flags & ignored) == 0 && sy_field_belongs (type, &type->fields[i], object))
      hash = hash * 31 + hash_field (&type->fields[i], object);
  return hash;
}

const SyField *
sy_object_find_field (const SyObjectType *type,
                      const char *key)
{
  for (gsize i = 0; i < type->n_fields; i++)
    if (strcmp (type->fields[i].key, key) == 0)
      return &type->fields[i];
  return NULL;
}
