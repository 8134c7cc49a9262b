/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading walks the document and the tables of sy-model-fields.c side by side. For
 * each object: the kind first (other keys depend on it), then every key of the text must be
 * a field that belongs there, then every required field must have stood, then the
 * object's own check. The place of every value is a chain on the stack; it becomes a
 * path only when something is wrong.
 */
#include "config.h"

#include "sy-field-private.h"

#include <math.h>
#include <string.h>

#include "core/sy-number.h"
#include "core/sy-text.h"

#define AT SY_FIELD_AT
#define MAX_TEXT 4000

struct _SyModelReader
{
  GHashTable *seen; /* "kind\037id" */
  GError **error;
};

static gboolean
is_plain_key (const char *key)
{
  if (*key == '\0' || g_ascii_isdigit (*key))
    return FALSE;
  for (; *key != '\0'; key++)
    if (!g_ascii_isalnum (*key) && *key != '_')
      return FALSE;
  return TRUE;
}

static void
append_key (GString *path,
            const char *key)
{
  if (is_plain_key (key))
    g_string_append_printf (path, ".%s", key);
  else
    g_string_append_printf (path, "[\"%s\"]", key);
}

static void
append_path (GString *path,
             const SyPlace *place)
{
  if (place->parent == NULL)
    {
      g_string_append_c (path, '$');
      return;
    }
  append_path (path, place->parent);
  if (place->key != NULL)
    append_key (path, place->key);
  else
    g_string_append_printf (path, "[%" G_GSIZE_FORMAT "]", place->index);
}

gboolean
sy_model_reader_fail (SyModelReader *reader,
                      const SyPlace *place,
                      const char *key,
                      const char *format,
                      ...)
{
  g_autoptr (GString) path = g_string_new (NULL);
  g_autofree char *message = NULL;
  const SyJson *json = place->json;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  append_path (path, place);
  if (key != NULL)
    {
      append_key (path, key);
      if (sy_json_get_type (json) == SY_JSON_OBJECT && sy_json_find (json, key) != NULL)
        json = sy_json_find (json, key);
    }
  g_set_error (reader->error, SY_MODEL_ERROR, SY_MODEL_ERROR_INVALID, "%s: %s (line %u, column %u)",
               path->str, message, sy_json_get_line (json), sy_json_get_column (json));
  return FALSE;
}

gboolean
sy_model_reader_is_new (SyModelReader *reader,
                        const char *kind,
                        const char *id)
{
  return g_hash_table_add (reader->seen, g_strdup_printf ("%s\037%s", kind, id));
}

static char *
name_found (const SyJson *json)
{
  char buffer[SY_NUMBER_BUFFER_SIZE];

  switch (sy_json_get_type (json))
    {
    case SY_JSON_NULL:
      return g_strdup ("null");
    case SY_JSON_BOOLEAN:
      return g_strdup (sy_json_get_boolean (json) ? "true" : "false");
    case SY_JSON_NUMBER:
      return g_strdup_printf ("the number %s",
                              sy_number_format (sy_json_get_number (json), buffer));
    case SY_JSON_TEXT:
      return g_strdup_printf ("the text \"%.40s\"", sy_json_get_text (json));
    case SY_JSON_ARRAY:
      return g_strdup ("a list");
    case SY_JSON_OBJECT:
    default:
      return g_strdup ("an object");
    }
}

gboolean
sy_model_reader_fail_expected (SyModelReader *reader,
                               const SyPlace *place,
                               const char *what)
{
  g_autofree char *found = name_found (place->json);

  return sy_model_reader_fail (reader, place, NULL, "expected %s, found %s", what, found);
}

gboolean
sy_model_reader_text (SyModelReader *reader,
                      const SyPlace *place,
                      char **out_text)
{
  const char *text;

  if (sy_json_get_type (place->json) != SY_JSON_TEXT)
    return sy_model_reader_fail_expected (reader, place, "a text in double quotes");
  text = sy_json_get_text (place->json);
  if (*text == '\0')
    return sy_model_reader_fail (reader, place, NULL,
                                 "the text is empty; write something or remove the key");
  if (strlen (text) > MAX_TEXT)
    return sy_model_reader_fail (reader, place, NULL, "the text is longer than %d bytes", MAX_TEXT);
  *out_text = g_strdup (text);
  return TRUE;
}

static gboolean
read_texts (SyModelReader *reader,
            const SyPlace *place,
            char ***out_texts)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  if (sy_json_get_type (place->json) != SY_JSON_ARRAY)
    return sy_model_reader_fail_expected (reader, place, "a list of texts, such as [\"purchase\"]");
  if (sy_json_get_size (place->json) == 0)
    return sy_model_reader_fail (reader, place, NULL, "the list is empty; name at least one");
  for (gsize i = 0; i < sy_json_get_size (place->json); i++)
    {
      SyPlace element = { place, NULL, i, sy_json_get_element (place->json, i) };
      char *text = NULL;

      if (!sy_model_reader_text (reader, &element, &text))
        return FALSE;
      if (g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL))
        {
          sy_model_reader_fail (reader, &element, NULL,
                                "\"%s\" stands twice in this list; keep one", text);
          g_free (text);
          return FALSE;
        }
      g_ptr_array_add (texts, text);
    }
  g_ptr_array_add (texts, NULL);
  g_ptr_array_set_free_func (texts, NULL);
  *out_texts = (char **) g_ptr_array_free (g_steal_pointer (&texts), FALSE);
  return TRUE;
}

static gboolean
check_range (SyModelReader *reader,
             const SyPlace *place,
             const SyField *field,
             double value)
{
  char low[SY_NUMBER_BUFFER_SIZE];
  char high[SY_NUMBER_BUFFER_SIZE];
  gboolean is_open = (field->flags & SY_FIELD_OPEN) != 0;

  /* Products of a few of them, and sums over any number of events, stay finite. */
  if (fabs (value) > SY_MODEL_MAX_NUMBER)
    return sy_model_reader_fail (reader, place, NULL, "must be from -1e15 to 1e15");
  if ((is_open ? value > field->low : value >= field->low) && value <= field->high)
    return TRUE;
  sy_number_format (field->low, low);
  sy_number_format (field->high, high);
  if (is_open)
    return sy_model_reader_fail (reader, place, NULL, "must be more than %s and at most %s", low,
                                 high);
  return sy_model_reader_fail (reader, place, NULL, "must be from %s to %s", low, high);
}

static gboolean
read_number (SyModelReader *reader,
             const SyPlace *place,
             const SyField *field,
             double *out_value)
{
  gboolean may_be_null = isnan (field->absent) && (field->flags & SY_FIELD_REQUIRED) == 0;
  double value;

  if (sy_json_get_type (place->json) == SY_JSON_NULL && may_be_null)
    return TRUE;
  if (sy_json_get_type (place->json) != SY_JSON_NUMBER)
    return sy_model_reader_fail_expected (reader, place,
                                          may_be_null ? "a number or null" : "a number");
  value = sy_json_get_number (place->json);
  if (!check_range (reader, place, field, value))
    return FALSE;
  *out_value = value;
  return TRUE;
}

static gboolean
read_int (SyModelReader *reader,
          const SyPlace *place,
          const SyField *field,
          int *out_value)
{
  gboolean may_be_null = (field->flags & SY_FIELD_REQUIRED) == 0;
  double value;

  if (sy_json_get_type (place->json) == SY_JSON_NULL && may_be_null)
    return TRUE;
  if (sy_json_get_type (place->json) != SY_JSON_NUMBER ||
      sy_json_get_number (place->json) != floor (sy_json_get_number (place->json)))
    return sy_model_reader_fail_expected (reader, place,
                                          may_be_null ? "a whole number or null"
                                                      : "a whole number");
  value = sy_json_get_number (place->json);
  if (!check_range (reader, place, field, value))
    return FALSE;
  *out_value = (int) value;
  return TRUE;
}

static gboolean
fail_name (SyModelReader *reader,
           const SyPlace *place,
           const char *const *names,
           const char *noun)
{
  g_autofree char *list = NULL;
  const char *first = *names[0] == '\0' ? names[1] : names[0];

  list = g_strjoinv (", ", (char **) (first == names[0] ? names : names + 1));
  if (sy_json_get_type (place->json) == SY_JSON_TEXT)
    {
      const char *text = sy_json_get_text (place->json);
      const char *near = sy_text_suggest (text, names);

      if (near != NULL && *near != '\0')
        return sy_model_reader_fail (reader, place, NULL,
                                     "\"%.40s\" is not %s; did you mean \"%s\"? (one of %s)", text,
                                     noun, near, list);
      return sy_model_reader_fail (reader, place, NULL, "\"%.40s\" is not %s; use one of %s", text,
                                   noun, list);
    }
  return sy_model_reader_fail_expected (reader, place, list);
}

gboolean
sy_model_reader_name (SyModelReader *reader,
                      const SyPlace *place,
                      const char *const *names,
                      const char *noun,
                      guint *out_index)
{
  if (sy_json_get_type (place->json) == SY_JSON_TEXT)
    for (guint i = 0; names[i] != NULL; i++)
      if (*names[i] != '\0' && strcmp (names[i], sy_json_get_text (place->json)) == 0)
        {
          *out_index = i;
          return TRUE;
        }
  return fail_name (reader, place, names, noun);
}

static gboolean
read_names (SyModelReader *reader,
            const SyPlace *place,
            const SyField *field,
            guint *out_bits)
{
  if (sy_json_get_type (place->json) != SY_JSON_ARRAY || sy_json_get_size (place->json) == 0)
    {
      g_autofree char *names = g_strjoinv (", ", (char **) field->names);
      g_autofree char *what = g_strdup_printf ("a list of at least one of %s", names);

      return sy_model_reader_fail_expected (reader, place, what);
    }
  for (gsize i = 0; i < sy_json_get_size (place->json); i++)
    {
      SyPlace element = { place, NULL, i, sy_json_get_element (place->json, i) };
      guint name;

      if (!sy_model_reader_name (reader, &element, field->names, field->noun, &name))
        return FALSE;
      *out_bits |= 1u << name;
    }
  return TRUE;
}

static gboolean
read_list (SyModelReader *reader,
           const SyPlace *place,
           const SyField *field,
           GPtrArray *list)
{
  if (sy_json_get_type (place->json) != SY_JSON_ARRAY)
    return sy_model_reader_fail_expected (reader, place, "a list");
  for (gsize i = 0; i < sy_json_get_size (place->json); i++)
    {
      SyPlace element = { place, NULL, i, sy_json_get_element (place->json, i) };
      gpointer object = g_malloc0 (field->object->size);

      /* Owned by the list from here, also when it is read in part only. */
      sy_object_init (field->object, object);
      g_ptr_array_add (list, object);
      if (!sy_object_read (reader, &element, field->object, object))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_step (SyModelReader *reader,
           const SyPlace *place,
           SyDecayStep *step)
{
  const SyJson *json = place->json;
  const SyJson *until;
  const SyJson *factor;

  if (sy_json_get_type (json) != SY_JSON_ARRAY || sy_json_get_size (json) != 2)
    return sy_model_reader_fail_expected (reader, place, "a pair [days, factor], such as [7, 0.5]");
  until = sy_json_get_element (json, 0);
  factor = sy_json_get_element (json, 1);
  if (sy_json_get_type (until) != SY_JSON_NUMBER || sy_json_get_type (factor) != SY_JSON_NUMBER)
    return sy_model_reader_fail (reader, place, NULL,
                                 "expected two numbers [days, factor], such as [7, 0.5]");
  step->until_days = sy_json_get_number (until);
  step->factor = sy_json_get_number (factor);
  if (step->until_days <= 0 || step->factor < 0 || step->factor > 1000)
    return sy_model_reader_fail (reader, place, NULL,
                                 "the days must be more than 0 and the factor from 0 to 1000");
  return TRUE;
}

static gboolean
read_array (SyModelReader *reader,
            const SyPlace *place,
            const SyField *field,
            gpointer object)
{
  gsize *count = AT (gsize, object, field->count_offset);
  gsize size = field->type == SY_FIELD_ARRAY   ? field->object->size
               : field->type == SY_FIELD_STEPS ? sizeof (SyDecayStep)
                                               : sizeof (double);
  gsize n;
  char *rows;

  if (sy_json_get_type (place->json) != SY_JSON_ARRAY)
    return sy_model_reader_fail_expected (reader, place, "a list");
  n = sy_json_get_size (place->json);
  if (n == 0)
    return sy_model_reader_fail (reader, place, NULL, "the list is empty; give at least %s",
                                 field->noun);
  rows = g_malloc0_n (n, size);
  *AT (char *, object, field->offset) = rows;
  *count = n;
  for (gsize i = 0; i < n && field->type == SY_FIELD_ARRAY; i++)
    sy_object_init (field->object, rows + i * size);
  for (gsize i = 0; i < n; i++)
    {
      SyPlace element = { place, NULL, i, sy_json_get_element (place->json, i) };

      if (field->type == SY_FIELD_ARRAY)
        {
          if (!sy_object_read (reader, &element, field->object, rows + i * size))
            return FALSE;
        }
      else if (field->type == SY_FIELD_STEPS)
        {
          if (!read_step (reader, &element, &((SyDecayStep *) (gpointer) rows)[i]))
            return FALSE;
        }
      else if (sy_json_get_type (element.json) != SY_JSON_NUMBER)
        return sy_model_reader_fail_expected (reader, &element, "a number");
      else
        ((double *) (gpointer) rows)[i] = sy_json_get_number (element.json);
    }
  return TRUE;
}

static gboolean
read_field (SyModelReader *reader,
            const SyPlace *place,
            const SyField *field,
            gpointer object)
{
  switch (field->type)
    {
    case SY_FIELD_TEXT:
      return sy_model_reader_text (reader, place, AT (char *, object, field->offset));
    case SY_FIELD_TEXTS:
      return read_texts (reader, place, AT (char **, object, field->offset));
    case SY_FIELD_NUMBER:
      return read_number (reader, place, field, AT (double, object, field->offset));
    case SY_FIELD_INT:
      return read_int (reader, place, field, AT (int, object, field->offset));
    case SY_FIELD_BOOLEAN:
      if (sy_json_get_type (place->json) != SY_JSON_BOOLEAN)
        return sy_model_reader_fail_expected (reader, place, "true or false");
      *AT (gboolean, object, field->offset) = sy_json_get_boolean (place->json);
      return TRUE;
    case SY_FIELD_NAME:
      return sy_model_reader_name (reader, place, field->names, field->noun,
                                   AT (guint, object, field->offset));
    case SY_FIELD_NAMES:
      return read_names (reader, place, field, AT (guint, object, field->offset));
    case SY_FIELD_WHERE:
      return sy_condition_read (reader, place, (field->flags & SY_FIELD_PERSON) != 0,
                                AT (SyCondition *, object, field->offset));
    case SY_FIELD_OBJECT:
      return sy_object_read (reader, place, field->object, AT (char, object, field->offset));
    case SY_FIELD_LIST:
      return read_list (reader, place, field, *AT (GPtrArray *, object, field->offset));
    case SY_FIELD_ARRAY:
    case SY_FIELD_STEPS:
    case SY_FIELD_NUMBERS:
    default:
      return read_array (reader, place, field, object);
    }
}

static gboolean
fail_unknown (SyModelReader *reader,
              const SyPlace *place,
              const SyObjectType *type,
              const char *key)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  g_autofree char *list = NULL;
  const char *near;

  for (gsize i = 0; i < type->n_fields; i++)
    g_ptr_array_add (keys, (gpointer) type->fields[i].key);
  g_ptr_array_add (keys, NULL);
  near = sy_text_suggest (key, (const char *const *) keys->pdata);
  if (near != NULL)
    return sy_model_reader_fail (reader, place, key, "this key is unknown; did you mean \"%s\"?",
                                 near);
  list = g_strjoinv (", ", (char **) keys->pdata);
  return sy_model_reader_fail (reader, place, key, "this key is unknown; the keys of %s are %s",
                               type->noun, list);
}

/* Kind and measure: what the other keys depend on. */
static gboolean
read_selector (SyModelReader *reader,
               const SyPlace *place,
               const SyObjectType *type,
               gpointer object,
               const char *key)
{
  const SyField *field = sy_object_find_field (type, key);
  SyPlace inner = { place, key, 0, sy_json_find (place->json, key) };

  if (inner.json != NULL)
    return !sy_field_belongs (type, field, object) || read_field (reader, &inner, field, object);
  if ((field->flags & SY_FIELD_REQUIRED) != 0)
    {
      gboolean has_none = *field->names[0] == '\0';
      g_autofree char *list = g_strjoinv (", ",
                                          (char **) (has_none ? field->names + 1 : field->names));

      return sy_model_reader_fail (reader, place, key, "this key is missing; use one of %s", list);
    }
  return TRUE;
}

static gboolean
fail_misplaced (SyModelReader *reader,
                const SyPlace *place,
                const SyObjectType *type,
                gconstpointer object,
                const SyField *field)
{
  const SyField *kind = sy_object_find_field (type, "kind");
  const char *kind_name = kind->names[*AT (const guint, object, type->kind_offset)];
  const SyField *measure = sy_object_find_field (type, "measure");

  if (measure != NULL && (field->kinds & (1u << *AT (const guint, object, type->kind_offset))) != 0)
    return sy_model_reader_fail (
        reader, place, field->key,
        "does not belong to the measure \"%s\"; remove this key or change the measure",
        measure->names[*AT (const guint, object, type->measure_offset)]);
  return sy_model_reader_fail (
      reader, place, field->key,
      "does not belong to %s of kind \"%s\"; remove this key or change the kind", type->noun,
      kind_name);
}

static gboolean
read_members (SyModelReader *reader,
              const SyPlace *place,
              const SyObjectType *type,
              gpointer object)
{
  for (gsize i = 0; i < sy_json_get_size (place->json); i++)
    {
      const char *key = sy_json_get_key (place->json, i);
      const SyField *field = sy_object_find_field (type, key);
      SyPlace inner = { place, key, 0, sy_json_get_element (place->json, i) };

      if (type == &sy_model_type && place->parent == NULL &&
          (strcmp (key, "format") == 0 || strcmp (key, "format_version") == 0))
        continue;
      if (field == NULL)
        return fail_unknown (reader, place, type, key);
      if (!sy_field_belongs (type, field, object))
        return fail_misplaced (reader, place, type, object, field);
      if ((type->kind_offset >= 0 && strcmp (key, "kind") == 0) ||
          (type->measure_offset >= 0 && strcmp (key, "measure") == 0))
        continue;
      if (!read_field (reader, &inner, field, object))
        return FALSE;
    }
  return TRUE;
}

gboolean
sy_object_read (SyModelReader *reader,
                const SyPlace *place,
                const SyObjectType *type,
                gpointer object)
{
  if (sy_json_get_type (place->json) != SY_JSON_OBJECT)
    {
      g_autofree char *what = g_strdup_printf ("%s in braces", type->noun);

      return sy_model_reader_fail_expected (reader, place, what);
    }
  if (type->kind_offset >= 0 && !read_selector (reader, place, type, object, "kind"))
    return FALSE;
  if (type->measure_offset >= 0 && !read_selector (reader, place, type, object, "measure"))
    return FALSE;
  if (!read_members (reader, place, type, object))
    return FALSE;
  for (gsize i = 0; i < type->n_fields; i++)
    if ((type->fields[i].flags & SY_FIELD_REQUIRED) != 0 &&
        sy_field_belongs (type, &type->fields[i], object) &&
        sy_json_find (place->json, type->fields[i].key) == NULL)
      return sy_model_reader_fail (reader, place, type->fields[i].key,
                                   "this key is missing; %s needs it", type->noun);
  return type->check == NULL || type->check (reader, place, object);
}

gboolean
sy_person_conditions_read (const SyJson *json,
                           const char *key,
                           SyCondition **out_where,
                           GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  SyModelReader reader = { seen, error };
  SyPlace root = { NULL, NULL, 0, json };
  SyPlace place = { &root, key, 0, json };

  return sy_condition_read (&reader, &place, TRUE, out_where);
}

static gboolean
check_format (const SyJson *json,
              GError **error)
{
  const SyJson *format = NULL;
  const SyJson *version = NULL;

  if (sy_json_get_type (json) == SY_JSON_OBJECT)
    {
      format = sy_json_find (json, "format");
      version = sy_json_find (json, "format_version");
    }
  if (format == NULL || sy_json_get_type (format) != SY_JSON_TEXT ||
      strcmp (sy_json_get_text (format), "steelyard-model") != 0)
    {
      g_set_error (
          error, SY_MODEL_ERROR, SY_MODEL_ERROR_VERSION,
          "$.format: this is not a Steelyard model; it must start with \"format\": \"steelyard-model\"");
      return FALSE;
    }
  if (version == NULL || sy_json_get_type (version) != SY_JSON_NUMBER)
    {
      g_set_error (error, SY_MODEL_ERROR, SY_MODEL_ERROR_VERSION,
                   "$.format_version: expected the number %d", SY_MODEL_FORMAT_VERSION);
      return FALSE;
    }
  if (sy_json_get_number (version) != SY_MODEL_FORMAT_VERSION)
    {
      char buffer[SY_NUMBER_BUFFER_SIZE];

      g_set_error (
          error, SY_MODEL_ERROR, SY_MODEL_ERROR_VERSION,
          "$.format_version: this model has version %s, this program reads version %d; use a newer Steelyard",
          sy_number_format (sy_json_get_number (version), buffer), SY_MODEL_FORMAT_VERSION);
      return FALSE;
    }
  return TRUE;
}

SyModel *
sy_model_from_json (const char *text,
                    gssize length,
                    GError **error)
{
  g_autoptr (GError) syntax_error = NULL;
  g_autoptr (SyJson) json = sy_json_parse (text, length, &syntax_error);
  g_autoptr (GHashTable) seen = NULL;
  g_autoptr (SyModel) model = NULL;
  SyModelReader reader;
  SyPlace root = { NULL, NULL, 0, json };

  if (json == NULL)
    {
      g_set_error (error, SY_MODEL_ERROR, SY_MODEL_ERROR_SYNTAX, "not JSON: %s",
                   syntax_error->message);
      return NULL;
    }
  if (!check_format (json, error))
    return NULL;
  seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  reader = (SyModelReader){ seen, error };
  model = sy_model_new ("");
  /* Back to all defaults: the document gives the rest. */
  sy_object_clear (&sy_model_type, model);
  memset (model, 0, sizeof *model);
  sy_object_init (&sy_model_type, model);
  if (!sy_object_read (&reader, &root, &sy_model_type, model))
    return NULL;
  return g_steal_pointer (&model);
}

gboolean
sy_model_check (const SyModel *self,
                GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (SyModel) model = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!sy_check_names (self, error))
    return FALSE;
  text = sy_model_to_json (self);
  model = sy_model_from_json (text, -1, error);
  return model != NULL;
}
