/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-field-private.h"

#define AT SY_FIELD_AT

static void
write_texts (char *const *texts,
             SyJsonWriter *writer)
{
  sy_json_writer_begin_array (writer, SY_JSON_INLINE);
  for (; texts != NULL && *texts != NULL; texts++)
    sy_json_writer_text (writer, *texts);
  sy_json_writer_end_array (writer);
}

void
sy_conditions_write (const SyCondition *where,
                     SyJsonWriter *writer)
{
  sy_json_writer_begin_array (writer, where != NULL && where->n_children > 1 ? SY_JSON_LINES
                                                                             : SY_JSON_INLINE);
  for (gsize i = 0; where != NULL && i < where->n_children; i++)
    sy_condition_write (where->children[i], writer);
  sy_json_writer_end_array (writer);
}

static void
write_list (const SyField *field,
            const GPtrArray *list,
            SyJsonWriter *writer)
{
  sy_json_writer_begin_array (writer, SY_JSON_LINES);
  for (guint i = 0; i < list->len; i++)
    sy_object_write (field->object, list->pdata[i], writer);
  sy_json_writer_end_array (writer);
}

static void
write_array (const SyField *field,
             gconstpointer object,
             SyJsonWriter *writer)
{
  gsize n = *AT (const gsize, object, field->count_offset);
  gconstpointer rows = *AT (const gconstpointer, object, field->offset);

  sy_json_writer_begin_array (writer,
                              field->type == SY_FIELD_ARRAY ? SY_JSON_LINES : SY_JSON_INLINE);
  for (gsize i = 0; i < n; i++)
    if (field->type == SY_FIELD_ARRAY)
      sy_object_write (field->object, (const char *) rows + i * field->object->size, writer);
    else if (field->type == SY_FIELD_NUMBERS)
      sy_json_writer_number (writer, ((const double *) rows)[i]);
    else
      {
        sy_json_writer_begin_array (writer, SY_JSON_INLINE);
        sy_json_writer_number (writer, ((const SyDecayStep *) rows)[i].until_days);
        sy_json_writer_number (writer, ((const SyDecayStep *) rows)[i].factor);
        sy_json_writer_end_array (writer);
      }
  sy_json_writer_end_array (writer);
}

static void
write_field (const SyField *field,
             gconstpointer object,
             SyJsonWriter *writer)
{
  sy_json_writer_key (writer, field->key);
  switch (field->type)
    {
    case SY_FIELD_TEXT:
      sy_json_writer_text (writer, *AT (const char *const, object, field->offset));
      break;
    case SY_FIELD_TEXTS:
      write_texts (*AT (char **const, object, field->offset), writer);
      break;
    case SY_FIELD_NUMBER:
      sy_json_writer_number (writer, *AT (const double, object, field->offset));
      break;
    case SY_FIELD_INT:
      sy_json_writer_int (writer, *AT (const int, object, field->offset));
      break;
    case SY_FIELD_BOOLEAN:
      sy_json_writer_boolean (writer, *AT (const gboolean, object, field->offset));
      break;
    case SY_FIELD_NAME:
      sy_json_writer_text (writer, field->names[*AT (const guint, object, field->offset)]);
      break;
    case SY_FIELD_NAMES:
      sy_json_writer_begin_array (writer, SY_JSON_INLINE);
      for (guint i = 0; field->names[i] != NULL; i++)
        if ((*AT (const guint, object, field->offset) & (1u << i)) != 0)
          sy_json_writer_text (writer, field->names[i]);
      sy_json_writer_end_array (writer);
      break;
    case SY_FIELD_WHERE:
      sy_conditions_write (*AT (SyCondition *const, object, field->offset), writer);
      break;
    case SY_FIELD_OBJECT:
      sy_object_write (field->object, AT (const char, object, field->offset), writer);
      break;
    case SY_FIELD_LIST:
      write_list (field, *AT (GPtrArray *const, object, field->offset), writer);
      break;
    case SY_FIELD_ARRAY:
    case SY_FIELD_STEPS:
    case SY_FIELD_NUMBERS:
    default:
      write_array (field, object, writer);
      break;
    }
}

static gboolean
is_written (const SyObjectType *type,
            const SyField *field,
            gconstpointer object)
{
  return sy_field_belongs (type, field, object) &&
         ((field->flags & SY_FIELD_ALWAYS) != 0 || !sy_field_is_default (field, object));
}

static void
write_fields (const SyObjectType *type,
              gconstpointer object,
              SyJsonWriter *writer)
{
  for (gsize i = 0; i < type->n_fields; i++)
    if (is_written (type, &type->fields[i], object))
      write_field (&type->fields[i], object, writer);
}

static SyJsonLayout
get_layout (const SyObjectType *type,
            gconstpointer object)
{
  if ((type->flags & SY_OBJECT_SHORT) != 0)
    {
      for (gsize i = 0; i < type->n_fields; i++)
        if (type->fields[i].type == SY_FIELD_OBJECT && is_written (type, &type->fields[i], object))
          return SY_JSON_LINES;
      return SY_JSON_INLINE;
    }
  return (type->flags & SY_OBJECT_INLINE) != 0 ? SY_JSON_INLINE : SY_JSON_LINES;
}

void
sy_object_write (const SyObjectType *type,
                 gconstpointer object,
                 SyJsonWriter *writer)
{
  sy_json_writer_begin_object (writer, get_layout (type, object));
  write_fields (type, object, writer);
  sy_json_writer_end_object (writer);
}

char *
sy_model_to_json (const SyModel *self)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

  g_return_val_if_fail (self != NULL, NULL);

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_writer_key (writer, "format");
  sy_json_writer_text (writer, "steelyard-model");
  sy_json_writer_key (writer, "format_version");
  sy_json_writer_int (writer, SY_MODEL_FORMAT_VERSION);
  write_fields (&sy_model_type, self, writer);
  sy_json_writer_end_object (writer);
  return sy_json_writer_finish (g_steal_pointer (&writer));
}
