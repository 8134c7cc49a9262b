/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-segment.h"

#include <math.h>
#include <string.h>

#include "core/sy-core.h"

#define FORMAT "steelyard-segment"
#define FORMAT_VERSION 1

G_DEFINE_QUARK (sy_segment_error, sy_segment_error)

SySegment *
sy_segment_new (void)
{
  SySegment *self = g_new0 (SySegment, 1);

  self->score_min = (double) NAN;
  self->score_max = (double) NAN;
  return self;
}

SySegment *
sy_segment_copy (const SySegment *self)
{
  SySegment *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (SySegment, 1);
  *copy = (SySegment){ g_strdup (self->model), g_strdupv (self->bands), self->score_min, self->score_max };
  return copy;
}

void
sy_segment_free (SySegment *self)
{
  if (self == NULL)
    return;
  g_free (self->model);
  g_strfreev (self->bands);
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

static G_GNUC_PRINTF (3, 4) gboolean
    fail (GError **error,
          const SyJson *json,
          const char *format,
          ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, SY_SEGMENT_ERROR, SY_SEGMENT_ERROR_DOCUMENT, "%s (line %u, column %u)",
               message, sy_json_get_line (json), sy_json_get_column (json));
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
    return fail (error, json, "$.%s: expected a number or null", key);
  *out_value = sy_json_get_number (json);
  return TRUE;
}

static gboolean
read_bands (SySegment *self,
            const SyJson *json,
            GError **error)
{
  if (sy_json_get_type (json) != SY_JSON_ARRAY || sy_json_get_size (json) == 0)
    return fail (error, json, "$.bands: expected a list of at least one band's name");
  for (gsize i = 0; i < sy_json_get_size (json); i++)
    {
      const SyJson *name = sy_json_get_element (json, i);

      if (sy_json_get_type (name) != SY_JSON_TEXT || *sy_json_get_text (name) == '\0')
        return fail (error, name, "$.bands[%" G_GSIZE_FORMAT "]: expected the name of a band", i);
      sy_segment_add_band (self, sy_json_get_text (name));
    }
  return TRUE;
}

static gboolean
read_member (SySegment *self,
             const char *key,
             const SyJson *json,
             GError **error)
{
  static const char *const keys[] = { "model", "bands", "score_min", "score_max", NULL };
  const char *near;

  if (strcmp (key, "format") == 0 || strcmp (key, "format_version") == 0)
    return TRUE;
  if (strcmp (key, "bands") == 0)
    return read_bands (self, json, error);
  if (strcmp (key, "score_min") == 0)
    return read_limit (json, key, &self->score_min, error);
  if (strcmp (key, "score_max") == 0)
    return read_limit (json, key, &self->score_max, error);
  if (strcmp (key, "model") == 0)
    {
      if (sy_json_get_type (json) != SY_JSON_TEXT || *sy_json_get_text (json) == '\0')
        return fail (error, json, "$.model: expected the name of a model");
      self->model = g_strdup (sy_json_get_text (json));
      return TRUE;
    }
  near = sy_text_suggest (key, keys);
  if (near != NULL)
    return fail (error, json, "$.%s: this key is unknown; did you mean \"%s\"?", key, near);
  return fail (error, json,
               "$.%s: this key is unknown; the keys are model, bands, score_min, score_max", key);
}

static gboolean
check_format (const SyJson *json,
              GError **error)
{
  const SyJson *format;
  const SyJson *version;

  if (sy_json_get_type (json) != SY_JSON_OBJECT)
    return fail (error, json, "$: expected a segment in braces");
  format = sy_json_find (json, "format");
  version = sy_json_find (json, "format_version");
  if (format == NULL || sy_json_get_type (format) != SY_JSON_TEXT ||
      strcmp (sy_json_get_text (format), FORMAT) != 0)
    return fail (error, json,
                 "$.format: this is not a segment; it must start with \"format\": \"" FORMAT "\"");
  if (version == NULL || sy_json_get_type (version) != SY_JSON_NUMBER ||
      sy_json_get_number (version) != FORMAT_VERSION)
    return fail (error, json, "$.format_version: this program reads version %d", FORMAT_VERSION);
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
      fail (error, json, "$.score_max: must be more than score_min, it is exclusive");
      return NULL;
    }
  return g_steal_pointer (&self);
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
    {
      sy_json_writer_key (writer, "bands");
      sy_json_writer_begin_array (writer, SY_JSON_INLINE);
      for (char **band = self->bands; *band != NULL; band++)
        sy_json_writer_text (writer, *band);
      sy_json_writer_end_array (writer);
    }
  if (!isnan (self->score_min))
    {
      sy_json_writer_key (writer, "score_min");
      sy_json_writer_number (writer, self->score_min);
    }
  if (!isnan (self->score_max))
    {
      sy_json_writer_key (writer, "score_max");
      sy_json_writer_number (writer, self->score_max);
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
  return g_string_free (out->len > 0 ? out : g_string_append (out, "everyone"), FALSE);
}

/* Which bands of the model are meant. */
static gboolean
choose_bands (const SySegment *self,
              const SyModel *model,
              gboolean out_chosen[SY_MODEL_MAX_BANDS],
              GError **error)
{
  for (guint i = 0; i < SY_MODEL_MAX_BANDS; i++)
    out_chosen[i] = self->bands == NULL;
  for (char **name = self->bands; name != NULL && *name != NULL; name++)
    {
      guint i = 0;

      while (i < model->bands->len && strcmp (sy_model_get_band (model, i)->name, *name) != 0)
        i++;
      if (i == model->bands->len)
        {
          g_set_error (error, SY_SEGMENT_ERROR, SY_SEGMENT_ERROR_BAND,
                       "the model “%s” has no band “%s”", model->name, *name);
          return FALSE;
        }
      out_chosen[i] = TRUE;
    }
  return TRUE;
}

guint32 *
sy_segment_select (const SySegment *self,
                   const SyModel *model,
                   const SyScores *scores,
                   gsize *out_n_people,
                   GError **error)
{
  gboolean chosen[SY_MODEL_MAX_BANDS];
  gsize n_members;
  gsize n_people = 0;
  const guint32 *members;
  const double *score;
  const guint8 *bands;
  guint32 *people;

  g_return_val_if_fail (self != NULL && model != NULL && scores != NULL && out_n_people != NULL,
                        NULL);

  if (!choose_bands (self, model, chosen, error))
    return NULL;
  members = sy_scores_get_members (scores, &n_members);
  score = sy_scores_get_score (scores);
  bands = sy_scores_get_bands (scores);
  people = g_new (guint32, n_members + 1);
  for (gsize i = 0; i < n_members; i++)
    {
      guint32 person = members[i];

      if (bands[person] < SY_MODEL_MAX_BANDS && !chosen[bands[person]])
        continue;
      if (score[person] < self->score_min || score[person] >= self->score_max)
        continue;
      people[n_people++] = person;
    }
  *out_n_people = n_people;
  return people;
}
