/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-segment.h"

#include <math.h>
#include <string.h>

#include "core/sy-core.h"
#include "sy-segment-private.h"

#define FORMAT "steelyard-segment"
#define FORMAT_VERSION 1
#define MAX_DAYS 36525
#define MAX_PRIORITY 1000000

G_DEFINE_QUARK (sy_segment_error, sy_segment_error)

SySegment *
sy_segment_new (void)
{
  SySegment *self = g_new0 (SySegment, 1);

  self->score_min = (double) NAN;
  self->score_max = (double) NAN;
  self->converting_days = (double) NAN;
  self->low_score = (double) NAN;
  self->low_days = -1;
  self->after_days = (double) NAN;
  self->change_days = -1;
  self->change_min = (double) NAN;
  self->change_max = (double) NAN;
  return self;
}

SySegment *
sy_segment_copy (const SySegment *self)
{
  SySegment *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (SySegment, 1);
  *copy = *self;
  copy->model = g_strdup (self->model);
  copy->bands = g_strdupv (self->bands);
  copy->converting_types = g_strdupv (self->converting_types);
  copy->after_types = g_strdupv (self->after_types);
  copy->without_types = g_strdupv (self->without_types);
  sy_segment_copy_more (self, copy);
  copy->use = sy_segment_use_copy (self->use);
  return copy;
}

void
sy_segment_free (SySegment *self)
{
  if (self == NULL)
    return;
  g_free (self->model);
  g_strfreev (self->bands);
  g_strfreev (self->converting_types);
  g_strfreev (self->after_types);
  g_strfreev (self->without_types);
  sy_segment_clear_more (self);
  sy_segment_use_free (self->use);
  g_free (self);
}

void
sy_segment_add_band (SySegment *self,
                     const char *name)
{
  guint n;

  g_return_if_fail (self != NULL && name != NULL);

  n = self->bands == NULL ? 0 : g_strv_length (self->bands);
  self->bands = g_renew (char *, self->bands, n + 2);
  self->bands[n] = g_strdup (name);
  self->bands[n + 1] = NULL;
}

gboolean
sy_segment_fail (GError **error,
                 const SyJson *json,
                 const char *format,
                 ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, SY_SEGMENT_ERROR, SY_SEGMENT_ERROR_DOCUMENT, "%s (line %u, column %u)", message,
               sy_json_get_line (json), sy_json_get_column (json));
  return FALSE;
}

static gboolean
read_limit (const SyJson *json,
            const char *key,
            double *out_value,
            GError **error)
{
  if (sy_json_get_type (json) == SY_JSON_NULL)
    return TRUE;
  if (sy_json_get_type (json) != SY_JSON_NUMBER)
    return sy_segment_fail (error, json, "$.%s: expected a number or null", key);
  *out_value = sy_json_get_number (json);
  return TRUE;
}

/* A list of at least one name. */
static gboolean
read_names (const SyJson *json,
            const char *key,
            const char *noun,
            char ***out_names,
            GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  if (sy_json_get_type (json) != SY_JSON_ARRAY || sy_json_get_size (json) == 0)
    return sy_segment_fail (error, json, "$.%s: expected a list of at least one %s", key, noun);
  for (gsize i = 0; i < sy_json_get_size (json); i++)
    {
      const SyJson *name = sy_json_get_element (json, i);

      if (sy_json_get_type (name) != SY_JSON_TEXT || *sy_json_get_text (name) == '\0')
        return sy_segment_fail (error, name, "$.%s[%" G_GSIZE_FORMAT "]: expected the name of %s", key, i,
                                g_str_has_prefix (noun, "band") ? "a band" : "an event type");
      g_ptr_array_add (names, g_strdup (sy_json_get_text (name)));
    }
  g_ptr_array_add (names, NULL);
  g_ptr_array_set_free_func (names, NULL);
  *out_names = (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
  return TRUE;
}

static gboolean
read_days (const SyJson *json,
           const char *key,
           double min,
           double max,
           gboolean is_whole,
           double *out_days,
           GError **error)
{
  double days = sy_json_get_type (json) == SY_JSON_NUMBER ? sy_json_get_number (json)
                                                          : (double) NAN;

  if (!(days >= min && days <= max) || (is_whole && days > floor (days)))
    return sy_segment_fail (error, json, "$.%s: expected %s from %g to %g", key,
                            is_whole ? "a whole number of days" : "a number of days", min, max);
  *out_days = days;
  return TRUE;
}

/* The members of a rule: all of them, and no others. */
static gboolean
check_members (const SyJson *json,
               const char *key,
               const char *const *members,
               GError **error)
{
  g_autofree char *list = g_strjoinv (", ", (char **) members);

  if (sy_json_get_type (json) != SY_JSON_OBJECT)
    return sy_segment_fail (error, json, "$.%s: expected an object with %s", key, list);
  for (gsize i = 0; i < sy_json_get_size (json); i++)
    if (!g_strv_contains (members, sy_json_get_key (json, i)))
      return sy_segment_fail (error, sy_json_get_element (json, i),
                              "$.%s.%s: this key is unknown; the keys are %s", key, sy_json_get_key (json, i),
                              list);
  for (gsize i = 0; members[i] != NULL; i++)
    if (sy_json_find (json, members[i]) == NULL)
      return sy_segment_fail (error, json, "$.%s.%s: this key is missing", key, members[i]);
  return TRUE;
}

static gboolean
read_unless_events (SySegment *self,
                    const SyJson *json,
                    GError **error)
{
  static const char *const members[] = { "types", "within_days", NULL };

  return check_members (json, "unless_events", members, error) &&
         read_names (sy_json_find (json, "types"), "unless_events.types", "event type",
                     &self->converting_types, error) &&
         read_days (sy_json_find (json, "within_days"), "unless_events.within_days", 1e-5, MAX_DAYS,
                    FALSE, &self->converting_days, error);
}

static gboolean
read_unless_low (SySegment *self,
                 const SyJson *json,
                 GError **error)
{
  static const char *const members[] = { "score_below", "days", NULL };
  double days = 0;

  if (!check_members (json, "unless_low", members, error) ||
      !read_limit (sy_json_find (json, "score_below"), "unless_low.score_below", &self->low_score,
                   error) ||
      !read_days (sy_json_find (json, "days"), "unless_low.days", 1, SY_SEGMENT_MAX_LOW_DAYS, TRUE,
                  &days, error))
    return FALSE;
  self->low_days = (int) days;
  if (isnan (self->low_score))
    return sy_segment_fail (error, json, "$.unless_low.score_below: expected a number");
  return TRUE;
}

static gboolean
read_after (SySegment *self,
            const SyJson *json,
            GError **error)
{
  static const char *const members[] = { "types", "days", "without", NULL };

  return check_members (json, "after", members, error) &&
         read_names (sy_json_find (json, "types"), "after.types", "event type", &self->after_types,
                     error) &&
         read_days (sy_json_find (json, "days"), "after.days", 0, MAX_DAYS, FALSE,
                    &self->after_days, error) &&
         read_names (sy_json_find (json, "without"), "after.without", "event type",
                     &self->without_types, error);
}

static gboolean
read_priority (SySegment *self,
               const SyJson *json,
               GError **error)
{
  double priority = sy_json_get_type (json) == SY_JSON_NUMBER ? sy_json_get_number (json)
                                                              : (double) NAN;

  if (!(fabs (priority) <= MAX_PRIORITY) || priority > floor (priority))
    return sy_segment_fail (error, json, "$.priority: expected a whole number from -%d to %d", MAX_PRIORITY,
                            MAX_PRIORITY);
  self->priority = (int) priority;
  return TRUE;
}

static gboolean
read_model (SySegment *self,
            const SyJson *json,
            GError **error)
{
  if (sy_json_get_type (json) != SY_JSON_TEXT || *sy_json_get_text (json) == '\0')
    return sy_segment_fail (error, json, "$.model: expected the name of a model");
  self->model = g_strdup (sy_json_get_text (json));
  return TRUE;
}

static gboolean
read_member (SySegment *self,
             const char *key,
             const SyJson *json,
             GError **error)
{
  static const char *const keys[] = { "model", "bands", "score_min", "score_max", "priority",
                                      "course", "change", "cluster", "where", "unless_events", "unless_low",
                                      "after", "use", NULL };
  g_autofree char *list = NULL;
  const char *near;

  if (strcmp (key, "format") == 0 || strcmp (key, "format_version") == 0)
    return TRUE;
  if (strcmp (key, "model") == 0)
    return read_model (self, json, error);
  if (strcmp (key, "bands") == 0)
    return read_names (json, "bands", "band's name", &self->bands, error);
  if (strcmp (key, "score_min") == 0)
    return read_limit (json, key, &self->score_min, error);
  if (strcmp (key, "score_max") == 0)
    return read_limit (json, key, &self->score_max, error);
  if (strcmp (key, "priority") == 0)
    return read_priority (self, json, error);
  if (sy_segment_is_more_key (key))
    return sy_segment_read_more (self, key, json, error);
  if (strcmp (key, "unless_events") == 0)
    return read_unless_events (self, json, error);
  if (strcmp (key, "unless_low") == 0)
    return read_unless_low (self, json, error);
  if (strcmp (key, "after") == 0)
    return read_after (self, json, error);
  if (strcmp (key, "use") == 0)
    {
      g_clear_pointer (&self->use, sy_segment_use_free);
      self->use = sy_segment_use_read (json, error);
      return self->use != NULL;
    }
  near = sy_text_suggest (key, keys);
  if (near != NULL)
    return sy_segment_fail (error, json, "$.%s: this key is unknown; did you mean \"%s\"?", key, near);
  list = g_strjoinv (", ", (char **) keys);
  return sy_segment_fail (error, json, "$.%s: this key is unknown; the keys are %s", key, list);
}

static gboolean
check_format (const SyJson *json,
              GError **error)
{
  const SyJson *format;
  const SyJson *version;

  if (sy_json_get_type (json) != SY_JSON_OBJECT)
    return sy_segment_fail (error, json, "$: expected a segment in braces");
  format = sy_json_find (json, "format");
  version = sy_json_find (json, "format_version");
  if (format == NULL || sy_json_get_type (format) != SY_JSON_TEXT ||
      strcmp (sy_json_get_text (format), FORMAT) != 0)
    return sy_segment_fail (error, json,
                            "$.format: this is not a segment; it must start with \"format\": \"" FORMAT "\"");
  if (version == NULL || sy_json_get_type (version) != SY_JSON_NUMBER ||
      sy_json_get_number (version) != FORMAT_VERSION)
    return sy_segment_fail (error, json, "$.format_version: this program reads version %d", FORMAT_VERSION);
  return TRUE;
}

SySegment *
sy_segment_from_json (const char *text,
                      GError **error)
{
  g_autoptr (GError) syntax_error = NULL;
  g_autoptr (SyJson) json = NULL;
  g_autoptr (SySegment) self = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  json = sy_json_parse (text, -1, &syntax_error);
  if (json == NULL)
    {
      g_set_error (error, SY_SEGMENT_ERROR, SY_SEGMENT_ERROR_DOCUMENT, "not JSON: %s",
                   syntax_error->message);
      return NULL;
    }
  if (!check_format (json, error))
    return NULL;
  self = sy_segment_new ();
  for (gsize i = 0; i < sy_json_get_size (json); i++)
    if (!read_member (self, sy_json_get_key (json, i), sy_json_get_element (json, i), error))
      return NULL;
  if (self->score_min >= self->score_max)
    {
      sy_segment_fail (error, json, "$.score_max: must be more than score_min, it is exclusive");
      return NULL;
    }
  return g_steal_pointer (&self);
}

static void
write_names (SyJsonWriter *writer,
             const char *key,
             char *const *names)
{
  sy_json_writer_key (writer, key);
  sy_json_writer_begin_array (writer, SY_JSON_INLINE);
  for (; *names != NULL; names++)
    sy_json_writer_text (writer, *names);
  sy_json_writer_end_array (writer);
}

static void
write_number (SyJsonWriter *writer,
              const char *key,
              double number)
{
  sy_json_writer_key (writer, key);
  sy_json_writer_number (writer, number);
}

/* What is left out: nothing of it in older documents. */
static void
write_rules (const SySegment *self,
             SyJsonWriter *writer)
{
  if (self->priority != 0)
    write_number (writer, "priority", self->priority);
  if (self->converting_types != NULL)
    {
      sy_json_writer_key (writer, "unless_events");
      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      write_names (writer, "types", self->converting_types);
      write_number (writer, "within_days", self->converting_days);
      sy_json_writer_end_object (writer);
    }
  if (!isnan (self->low_score))
    {
      sy_json_writer_key (writer, "unless_low");
      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      write_number (writer, "score_below", self->low_score);
      write_number (writer, "days", self->low_days);
      sy_json_writer_end_object (writer);
    }
  if (self->after_types != NULL)
    {
      sy_json_writer_key (writer, "after");
      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      write_names (writer, "types", self->after_types);
      write_number (writer, "days", self->after_days);
      write_names (writer, "without", self->without_types);
      sy_json_writer_end_object (writer);
    }
}

static void
write_members (const SySegment *self,
               SyJsonWriter *writer)
{
  if (self->model != NULL)
    {
      sy_json_writer_key (writer, "model");
      sy_json_writer_text (writer, self->model);
    }
  if (self->bands != NULL)
    write_names (writer, "bands", self->bands);
  if (!isnan (self->score_min))
    write_number (writer, "score_min", self->score_min);
  if (!isnan (self->score_max))
    write_number (writer, "score_max", self->score_max);
  sy_segment_write_more (self, writer);
  write_rules (self, writer);
  if (self->use != NULL)
    {
      sy_json_writer_key (writer, "use");
      sy_segment_use_write (self->use, writer);
    }
}

char *
sy_segment_to_json (const SySegment *self)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

  g_return_val_if_fail (self != NULL, NULL);

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_writer_key (writer, "format");
  sy_json_writer_text (writer, FORMAT);
  sy_json_writer_key (writer, "format_version");
  sy_json_writer_int (writer, FORMAT_VERSION);
  write_members (self, writer);
  sy_json_writer_end_object (writer);
  return sy_json_writer_finish (g_steal_pointer (&writer));
}

void
sy_segment_write (const SySegment *self,
                  SyJsonWriter *writer)
{
  g_return_if_fail (self != NULL && writer != NULL);

  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  write_members (self, writer);
  sy_json_writer_end_object (writer);
}

static void
describe_rules (const SySegment *self,
                GString *out)
{
  g_autofree char *converting = self->converting_types == NULL
                                    ? NULL
                                    : g_strjoinv (" or ", self->converting_types);
  g_autofree char *after = self->after_types == NULL ? NULL
                                                     : g_strjoinv (" or ", self->after_types);
  g_autofree char *without = self->without_types == NULL ? NULL
                                                         : g_strjoinv (" or ", self->without_types);
  char number[SY_NUMBER_BUFFER_SIZE];

  if (after != NULL)
    g_string_append_printf (out, ", %s days after %s without %s since",
                            sy_number_format (self->after_days, number), after, without);
  if (converting != NULL)
    g_string_append_printf (out, ", not with %s in the last %s days", converting,
                            sy_number_format (self->converting_days, number));
  if (!isnan (self->low_score))
    g_string_append_printf (out, ", not below %s for %d days",
                            sy_number_format (self->low_score, number), self->low_days);
  if (self->priority != 0)
    g_string_append_printf (out, ", priority %d", self->priority);
}

char *
sy_segment_describe (const SySegment *self)
{
  GString *out = g_string_new (NULL);
  char low[SY_NUMBER_BUFFER_SIZE];
  char high[SY_NUMBER_BUFFER_SIZE];
  gboolean has_min;
  gboolean has_max;

  g_return_val_if_fail (self != NULL, NULL);

  has_min = !isnan (self->score_min);
  has_max = !isnan (self->score_max);
  if (self->bands != NULL)
    {
      g_autofree char *bands = g_strjoinv (" or ", self->bands);

      g_string_append (out, bands);
    }
  if (out->len > 0 && (has_min || has_max))
    g_string_append (out, ", ");
  sy_number_format (self->score_min, low);
  sy_number_format (self->score_max, high);
  if (has_min && has_max)
    g_string_append_printf (out, "score %s to below %s", low, high);
  else if (has_min)
    g_string_append_printf (out, "score %s or more", low);
  else if (has_max)
    g_string_append_printf (out, "score below %s", high);
  if (out->len == 0)
    g_string_append (out, "everyone");
  sy_segment_describe_more (self, out);
  describe_rules (self, out);
  return g_string_free (out, FALSE);
}
