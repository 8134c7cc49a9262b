/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Differences as lines for people. Rules are matched by id, groups and bands by name, so
 * a moved rule is a move and not a removal and an addition; within a match every field that
 * differs gives one line `rule "purchase": weight 4 → 5`.
 */
#include "config.h"

#include "sy-field-private.h"

#include <math.h>
#include <string.h>

#include "core/sy-number.h"

#define AT SY_FIELD_AT

typedef const char *(*GetName) (gconstpointer object);

static const char *
get_rule_name (gconstpointer object)
{
  return ((const SyRule *) object)->id;
}

static const char *
get_group_name (gconstpointer object)
{
  return ((const SyRuleGroup *) object)->name;
}

static const char *
get_band_name (gconstpointer object)
{
  return ((const SyBand *) object)->name;
}

static char *describe_object (const SyObjectType *type,
                              gconstpointer object);

static char *
describe_array (const SyField *field,
                gconstpointer object)
{
  gsize n = *AT (const gsize, object, field->count_offset);
  gconstpointer rows = *AT (const gconstpointer, object, field->offset);
  GString *out;
  char a[SY_NUMBER_BUFFER_SIZE];
  char b[SY_NUMBER_BUFFER_SIZE];

  if (field->type == SY_FIELD_NUMBERS)
    return g_strdup_printf ("%" G_GSIZE_FORMAT " values", n);
  out = g_string_new (NULL);
  for (gsize i = 0; i < n; i++)
    {
      g_string_append (out, i > 0 ? ", " : "");
      if (field->type == SY_FIELD_STEPS)
        {
          const SyDecayStep *step = &((const SyDecayStep *) rows)[i];

          g_string_append_printf (out, "%s to %s days", sy_number_format (step->factor, a),
                                  sy_number_format (step->until_days, b));
        }
      else
        {
          g_autofree char *row = describe_object (field->object,
                                                  (const char *) rows + i * field->object->size);

          g_string_append_printf (out, "{%s}", row);
        }
    }
  return g_string_free (out, FALSE);
}

static char *
describe_names (const SyField *field,
                guint bits)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; field->names[i] != NULL; i++)
    if ((bits & (1u << i)) != 0)
      g_string_append_printf (out, "%s%s", out->len > 0 ? " or " : "", field->names[i]);
  return g_string_free (out, FALSE);
}

static char *
describe_field (const SyField *field,
                gconstpointer object)
{
  char buffer[SY_NUMBER_BUFFER_SIZE];

  switch (field->type)
    {
    case SY_FIELD_BOOLEAN:
      return g_strdup (*AT (const gboolean, object, field->offset) ? "yes" : "no");
    case SY_FIELD_NAME:
      if (*field->names[*AT (const guint, object, field->offset)] != '\0')
        return g_strdup (field->names[*AT (const guint, object, field->offset)]);
      break;
    default:
      break;
    }
  if (sy_field_is_default (field, object) &&
      !(field->type == SY_FIELD_NUMBER && !isnan (field->absent)))
    return g_strdup ("none");
  switch (field->type)
    {
    case SY_FIELD_TEXT:
      return g_strdup_printf ("\"%s\"", *AT (const char *const, object, field->offset));
    case SY_FIELD_TEXTS:
      return g_strjoinv (", ", *AT (char **const, object, field->offset));
    case SY_FIELD_NUMBER:
      return g_strdup (sy_number_format (*AT (const double, object, field->offset), buffer));
    case SY_FIELD_INT:
      return g_strdup_printf ("%d", *AT (const int, object, field->offset));
    case SY_FIELD_NAMES:
      return describe_names (field, *AT (const guint, object, field->offset));
    case SY_FIELD_WHERE:
      return sy_condition_describe (*AT (SyCondition *const, object, field->offset));
    case SY_FIELD_OBJECT:
      return describe_object (field->object, AT (const char, object, field->offset));
    case SY_FIELD_LIST:
      return g_strdup_printf ("%u", (*AT (GPtrArray *const, object, field->offset))->len);
    default:
      return describe_array (field, object);
    }
}

/* The keys of a JSON document read well enough as words: "half_life_days" is "half life days". */
static char *
name_field (const SyField *field)
{
  return g_strdelimit (g_strdup (field->key), "_", ' ');
}

static char *
describe_object (const SyObjectType *type,
                 gconstpointer object)
{
  GString *out = g_string_new (NULL);

  for (gsize i = 0; i < type->n_fields; i++)
    {
      const SyField *field = &type->fields[i];
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;

      if (!sy_field_belongs (type, field, object) ||
          (sy_field_is_default (field, object) && (field->flags & SY_FIELD_ALWAYS) == 0))
        continue;
      name = name_field (field);
      value = describe_field (field, object);
      g_string_append (out, out->len > 0 ? ", " : "");
      if (field->type == SY_FIELD_NAME && strcmp (field->key, "kind") == 0)
        g_string_append (out, value);
      else
        g_string_append_printf (out, "%s %s", name, value);
    }
  return g_string_free (out, FALSE);
}

static void diff_list (GPtrArray *lines,
                       const SyObjectType *type,
                       const char *context,
                       const GPtrArray *a,
                       const GPtrArray *b);

static void
add_change (GPtrArray *lines,
            const char *context,
            const SyField *field,
            const SyObjectType *type,
            gconstpointer a,
            gconstpointer b)
{
  g_autofree char *name = name_field (field);
  g_autofree char *before = sy_field_belongs (type, field, a) ? describe_field (field, a)
                                                              : g_strdup ("none");
  g_autofree char *after = sy_field_belongs (type, field, b) ? describe_field (field, b)
                                                             : g_strdup ("none");

  if (strcmp (before, after) == 0)
    g_ptr_array_add (lines, g_strdup_printf ("%s: %s changed", context, name));
  else
    g_ptr_array_add (lines, g_strdup_printf ("%s: %s %s → %s", context, name, before, after));
}

static void
diff_object (GPtrArray *lines,
             const SyObjectType *type,
             const char *context,
             gconstpointer a,
             gconstpointer b)
{
  for (gsize i = 0; i < type->n_fields; i++)
    {
      const SyField *field = &type->fields[i];

      if (!sy_field_belongs (type, field, a) && !sy_field_belongs (type, field, b))
        continue;
      if (sy_field_equal (field, a, b))
        continue;
      if (field->type == SY_FIELD_LIST)
        diff_list (lines, field->object, context, *AT (GPtrArray *const, a, field->offset),
                   *AT (GPtrArray *const, b, field->offset));
      else if (field->type == SY_FIELD_OBJECT && type == &sy_model_type &&
               !sy_field_is_default (field, a) && !sy_field_is_default (field, b))
        diff_object (lines, field->object, field->key, AT (const char, a, field->offset),
                     AT (const char, b, field->offset));
      else
        add_change (lines, context, field, type, a, b);
    }
}

static GetName
get_namer (const SyObjectType *type)
{
  if (type == &sy_rule_type)
    return get_rule_name;
  return type == &sy_group_type ? get_group_name : get_band_name;
}

static gconstpointer
find_named (const GPtrArray *list,
            GetName get_name,
            const char *name,
            guint *out_index)
{
  for (guint i = 0; i < list->len; i++)
    if (strcmp (get_name (list->pdata[i]), name) == 0)
      {
        *out_index = i;
        return list->pdata[i];
      }
  return NULL;
}

/* Whether the elements that both lists have stand in another order. */
static gboolean
is_reordered (const GPtrArray *a,
              const GPtrArray *b,
              GetName get_name)
{
  guint last = 0;

  for (guint i = 0; i < b->len; i++)
    {
      guint index;

      if (find_named (a, get_name, get_name (b->pdata[i]), &index) == NULL)
        continue;
      if (index < last)
        return TRUE;
      last = index;
    }
  return FALSE;
}

static void
diff_list (GPtrArray *lines,
           const SyObjectType *type,
           const char *context,
           const GPtrArray *a,
           const GPtrArray *b)
{
  GetName get_name = get_namer (type);
  const char *noun = strchr (type->noun, ' ') + 1;
  guint index;

  for (guint i = 0; i < a->len; i++)
    if (type != &sy_rule_type && find_named (b, get_name, get_name (a->pdata[i]), &index) == NULL)
      g_ptr_array_add (lines, g_strdup_printf ("%s \"%s\" removed", noun, get_name (a->pdata[i])));
  for (guint i = 0; i < b->len; i++)
    {
      gconstpointer before = find_named (a, get_name, get_name (b->pdata[i]), &index);
      g_autofree char *name = g_strdup_printf ("%s \"%s\"", noun, get_name (b->pdata[i]));

      if (before != NULL)
        diff_object (lines, type, name, before, b->pdata[i]);
      else if ((type == &sy_band_type || type == &sy_account_band_type) &&
               !isnan (((const SyBand *) b->pdata[i])->min))
        {
          char buffer[SY_NUMBER_BUFFER_SIZE];

          g_ptr_array_add (lines,
                           g_strdup_printf ("%s added from %s", name,
                                            sy_number_format (((const SyBand *) b->pdata[i])->min,
                                                              buffer)));
        }
      else if (type != &sy_rule_type)
        g_ptr_array_add (lines, g_strdup_printf ("%s added", name));
    }
  if (is_reordered (a, b, get_name))
    g_ptr_array_add (lines, g_strdup_printf ("%s%s%ss in another order",
                                             type == &sy_rule_type ? context : "",
                                             type == &sy_rule_type ? ": " : "", noun));
}

/* Rules that came, went or moved between groups: seen from the whole model. */
static void
diff_rules (GPtrArray *lines,
            const SyModel *a,
            const SyModel *b)
{
  guint group_a;
  guint group_b;

  for (guint i = 0; i < a->groups->len; i++)
    for (guint j = 0; j < sy_model_get_group (a, i)->rules->len; j++)
      {
        const SyRule *rule = sy_rule_group_get_rule (sy_model_get_group (a, i), j);

        if (sy_model_find_rule (b, rule->id, NULL, NULL) == NULL)
          g_ptr_array_add (lines, g_strdup_printf ("rule \"%s\" removed", rule->id));
      }
  for (guint i = 0; i < b->groups->len; i++)
    for (guint j = 0; j < sy_model_get_group (b, i)->rules->len; j++)
      {
        const SyRule *rule = sy_rule_group_get_rule (sy_model_get_group (b, i), j);
        const SyRule *before = sy_model_find_rule (a, rule->id, &group_a, NULL);
        g_autofree char *name = g_strdup_printf ("rule \"%s\"", rule->id);
        g_autofree char *text = NULL;

        group_b = i;
        if (before == NULL)
          {
            char buffer[SY_NUMBER_BUFFER_SIZE];

            text = sy_rule_describe (rule);
            g_ptr_array_add (lines, g_strdup_printf ("%s added: %s, weight %s", name, text,
                                                     sy_number_format (rule->weight, buffer)));
          }
        else if (strcmp (sy_model_get_group (a, group_a)->name,
                         sy_model_get_group (b, group_b)->name) != 0)
          {
            g_ptr_array_add (lines, g_strdup_printf ("%s: group \"%s\" → \"%s\"", name,
                                                     sy_model_get_group (a, group_a)->name,
                                                     sy_model_get_group (b, group_b)->name));
            diff_object (lines, &sy_rule_type, name, before, rule);
          }
      }
}

char **
sy_model_diff (const SyModel *a,
               const SyModel *b)
{
  GPtrArray *lines;

  g_return_val_if_fail (a != NULL && b != NULL, NULL);

  lines = g_ptr_array_new ();
  diff_object (lines, &sy_model_type, "model", a, b);
  diff_rules (lines, a, b);
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_free (lines, FALSE);
}
