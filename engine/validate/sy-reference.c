/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-reference.h"

#include <math.h>
#include <string.h>

#include "core/sy-json-writer.h"
#include "core/sy-json.h"
#include "core/sy-time.h"
#include "stats/sy-stats.h"
#include "sy-mean-points-private.h"
#include "sy-outcome.h"

#define FORMAT "steelyard-reference"
#define FORMAT_VERSION 1

static const char *const kind_names[] = { "rule", "group", "score" };

static void
clear_reference (gpointer data)
{
  SyReference *self = data;

  g_clear_pointer (&self->model_sha256, g_free);
  g_clear_pointer (&self->edges, g_free);
  g_clear_pointer (&self->counts, g_free);
  sy_mean_points_free (self->lines, self->n_lines);
  self->lines = NULL;
  g_clear_pointer (&self->band_names, g_strfreev);
  g_clear_pointer (&self->band_counts, g_free);
}

SyReference *
sy_reference_ref (SyReference *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sy_reference_unref (SyReference *self)
{
  g_atomic_rc_box_release_full (self, clear_reference);
}

static void
set_bins (SyReference *self,
          const SyScores *scores)
{
  gsize n;
  g_autofree double *values = sy_scores_of_members (scores, &n);
  g_autoptr (SyRanking) ranking = sy_ranking_new ();

  if (n > 0 && sy_ranking_reset (ranking, values, n, SY_RANK_LOW_FIRST, NULL))
    self->edges = sy_bins_from_quantiles (ranking, SY_REFERENCE_BINS, &self->n_edges);
  self->counts = g_new0 (gsize, self->n_edges + 1);
  sy_bins_count (self->edges, self->n_edges, values, n, self->counts);
}

SyReference *
sy_reference_new (const SyModel *model,
                  const SyScores *scores)
{
  SyReference *self = g_atomic_rc_box_new0 (SyReference);

  self->as_of = sy_scores_get_as_of (scores);
  self->model_sha256 = sy_model_sha256 (model);
  sy_scores_get_members (scores, &self->n);
  set_bins (self, scores);
  self->mean_raw = self->n > 0 ? sy_mean_of_members (scores, sy_scores_get_raw (scores)) : 0.0;
  self->mean_score = self->n > 0 ? sy_mean_of_members (scores, sy_scores_get_score (scores)) : 0.0;
  self->lines = sy_mean_points_new (model, scores, &self->n_lines);
  self->n_bands = model->bands->len;
  self->band_names = g_new0 (char *, self->n_bands + 1);
  self->band_counts = g_new0 (gsize, self->n_bands + 1);
  for (gsize b = 0; b < self->n_bands; b++)
    self->band_names[b] = g_strdup (sy_model_get_band (model, (guint) b)->name);
  sy_count_bands (scores, self->n_bands, self->band_counts);
  return self;
}

static void
write_bins (SyJsonWriter *writer,
            const SyReference *self)
{
  sy_json_writer_key (writer, "edges");
  sy_json_writer_begin_array (writer, SY_JSON_INLINE);
  for (gsize e = 0; e < self->n_edges; e++)
    sy_json_writer_number (writer, self->edges[e]);
  sy_json_writer_end_array (writer);
  sy_json_writer_key (writer, "counts");
  sy_json_writer_begin_array (writer, SY_JSON_INLINE);
  for (gsize b = 0; b <= self->n_edges; b++)
    sy_json_writer_int (writer, (gint64) self->counts[b]);
  sy_json_writer_end_array (writer);
}

static void
write_lines (SyJsonWriter *writer,
             const SyReference *self)
{
  sy_json_writer_key (writer, "points");
  sy_json_writer_begin_array (writer, SY_JSON_LINES);
  for (gsize i = 0; i < self->n_lines; i++)
    {
      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_writer_key (writer, "kind");
      sy_json_writer_text (writer, kind_names[self->lines[i].kind]);
      sy_json_writer_key (writer, "id");
      sy_json_writer_text (writer, self->lines[i].id);
      sy_json_writer_key (writer, "label");
      sy_json_writer_text (writer, self->lines[i].label);
      sy_json_writer_key (writer, "mean");
      sy_json_writer_number (writer, self->lines[i].points);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_writer_key (writer, "bands");
  sy_json_writer_begin_array (writer, SY_JSON_LINES);
  for (gsize b = 0; b < self->n_bands; b++)
    {
      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_writer_key (writer, "name");
      sy_json_writer_text (writer, self->band_names[b]);
      sy_json_writer_key (writer, "people");
      sy_json_writer_int (writer, (gint64) self->band_counts[b]);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
}

char *
sy_reference_to_json (const SyReference *self)
{
  SyJsonWriter *writer = sy_json_writer_new ();
  g_autofree char *as_of = sy_instant_format (self->as_of);

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_writer_key (writer, "format");
  sy_json_writer_text (writer, FORMAT);
  sy_json_writer_key (writer, "format_version");
  sy_json_writer_int (writer, FORMAT_VERSION);
  sy_json_writer_key (writer, "as_of");
  sy_json_writer_text (writer, as_of);
  sy_json_writer_key (writer, "model_sha256");
  sy_json_writer_text (writer, self->model_sha256);
  sy_json_writer_key (writer, "people");
  sy_json_writer_int (writer, (gint64) self->n);
  write_bins (writer, self);
  sy_json_writer_key (writer, "mean_raw");
  sy_json_writer_number (writer, self->mean_raw);
  sy_json_writer_key (writer, "mean_score");
  sy_json_writer_number (writer, self->mean_score);
  write_lines (writer, self);
  sy_json_writer_end_object (writer);
  return sy_json_writer_finish (writer);
}

/* Reading: the first thing that is not as it should be is kept as the key at fault. */
typedef struct
{
  const char *wrong_key;
} Reader;

static const SyJson *
read_value (Reader *self,
            const SyJson *object,
            const char *key,
            SyJsonType type)
{
  const SyJson *value = self->wrong_key == NULL ? sy_json_find (object, key) : NULL;

  if (value != NULL && sy_json_get_type (value) == type)
    return value;
  if (self->wrong_key == NULL)
    self->wrong_key = key;
  return NULL;
}

static double
read_number (Reader *self,
             const SyJson *object,
             const char *key)
{
  const SyJson *value = read_value (self, object, key, SY_JSON_NUMBER);

  return value != NULL ? sy_json_get_number (value) : 0.0;
}

static gsize
to_count (Reader *self,
          double number,
          const char *key)
{
  if (number >= 0 && number <= G_MAXUINT32 && floor (number) == number)
    return (gsize) number;
  if (self->wrong_key == NULL)
    self->wrong_key = key;
  return 0;
}

static char *
read_text (Reader *self,
           const SyJson *object,
           const char *key)
{
  const SyJson *value = read_value (self, object, key, SY_JSON_TEXT);

  return g_strdup (value != NULL ? sy_json_get_text (value) : "");
}

/* The element of a list, or NULL when it is not of the type. */
static const SyJson *
read_element (Reader *self,
              const SyJson *list,
              gsize i,
              const char *key,
              SyJsonType type)
{
  const SyJson *element = sy_json_get_element (list, i);

  if (sy_json_get_type (element) == type)
    return element;
  if (self->wrong_key == NULL)
    self->wrong_key = key;
  return NULL;
}

static void
read_bins (Reader *reader,
           SyReference *self,
           const SyJson *object)
{
  const SyJson *edges = read_value (reader, object, "edges", SY_JSON_ARRAY);
  const SyJson *counts = read_value (reader, object, "counts", SY_JSON_ARRAY);
  gsize n_edges = edges != NULL ? sy_json_get_size (edges) : 0;
  gsize total = 0;

  self->edges = g_new0 (double, n_edges + 1);
  self->counts = g_new0 (gsize, n_edges + 1);
  if (counts == NULL || sy_json_get_size (counts) != n_edges + 1)
    {
      reader->wrong_key = reader->wrong_key != NULL ? reader->wrong_key : "counts";
      return;
    }
  self->n_edges = n_edges;
  for (gsize e = 0; e < n_edges; e++)
    {
      const SyJson *edge = read_element (reader, edges, e, "edges", SY_JSON_NUMBER);

      self->edges[e] = edge != NULL ? sy_json_get_number (edge) : 0.0;
      if (e > 0 && !(self->edges[e] > self->edges[e - 1]) && reader->wrong_key == NULL)
        reader->wrong_key = "edges";
    }
  for (gsize b = 0; b <= n_edges; b++)
    {
      const SyJson *count = read_element (reader, counts, b, "counts", SY_JSON_NUMBER);

      self->counts[b] = count != NULL ? to_count (reader, sy_json_get_number (count), "counts") : 0;
      total += self->counts[b];
    }
  if (total != self->n && reader->wrong_key == NULL)
    reader->wrong_key = "counts";
}

static void
read_lines (Reader *reader,
            SyReference *self,
            const SyJson *object)
{
  const SyJson *list = read_value (reader, object, "points", SY_JSON_ARRAY);
  gsize n = list != NULL ? sy_json_get_size (list) : 0;

  self->lines = g_new0 (SyMeanPoints, n + 1);
  for (gsize i = 0; i < n && reader->wrong_key == NULL; i++)
    {
      const SyJson *item = read_element (reader, list, i, "points", SY_JSON_OBJECT);
      SyMeanPoints *line = &self->lines[self->n_lines++];
      g_autofree char *kind = NULL;
      guint k = 0;

      if (item == NULL)
        return;
      kind = read_text (reader, item, "kind");
      line->id = read_text (reader, item, "id");
      line->label = read_text (reader, item, "label");
      line->points = read_number (reader, item, "mean");
      while (k < G_N_ELEMENTS (kind_names) && strcmp (kind, kind_names[k]) != 0)
        k++;
      if (k == G_N_ELEMENTS (kind_names) && reader->wrong_key == NULL)
        reader->wrong_key = "kind";
      else
        line->kind = (SyPointsKind) k;
    }
}

static void
read_bands (Reader *reader,
            SyReference *self,
            const SyJson *object)
{
  const SyJson *list = read_value (reader, object, "bands", SY_JSON_ARRAY);
  gsize n = list != NULL ? sy_json_get_size (list) : 0;

  self->band_names = g_new0 (char *, n + 1);
  self->band_counts = g_new0 (gsize, n + 1);
  for (gsize i = 0; i < n && reader->wrong_key == NULL; i++)
    {
      const SyJson *item = read_element (reader, list, i, "bands", SY_JSON_OBJECT);

      if (item == NULL)
        return;
      self->band_names[self->n_bands] = read_text (reader, item, "name");
      self->band_counts[self->n_bands++] = to_count (reader, read_number (reader, item, "people"),
                                                     "people");
    }
}

static void
read_reference (Reader *reader,
                SyReference *self,
                const SyJson *object)
{
  g_autofree char *format = read_text (reader, object, "format");
  double version = read_number (reader, object, "format_version");
  g_autofree char *as_of = read_text (reader, object, "as_of");
  gint64 as_of_ms;

  if (strcmp (format, FORMAT) != 0 && reader->wrong_key == NULL)
    reader->wrong_key = "format";
  if (version != FORMAT_VERSION && reader->wrong_key == NULL)
    reader->wrong_key = "format_version";
  if (sy_instant_parse (as_of, &as_of_ms))
    self->as_of = as_of_ms / 1000;
  else if (reader->wrong_key == NULL)
    reader->wrong_key = "as_of";
  self->model_sha256 = read_text (reader, object, "model_sha256");
  self->n = to_count (reader, read_number (reader, object, "people"), "people");
  read_bins (reader, self, object);
  self->mean_raw = read_number (reader, object, "mean_raw");
  self->mean_score = read_number (reader, object, "mean_score");
  read_lines (reader, self, object);
  read_bands (reader, self, object);
}

SyReference *
sy_reference_from_json (const char *text,
                        gssize length,
                        GError **error)
{
  g_autoptr (GError) json_error = NULL;
  g_autoptr (SyJson) json = sy_json_parse (text, length, &json_error);
  g_autoptr (SyReference) self = NULL;
  Reader reader = { NULL };

  if (json == NULL || sy_json_get_type (json) != SY_JSON_OBJECT)
    {
      g_set_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_REFERENCE,
                   "The frozen reference is not a JSON object%s%s",
                   json_error != NULL ? ": " : "", json_error != NULL ? json_error->message : "");
      return NULL;
    }
  self = g_atomic_rc_box_new0 (SyReference);
  read_reference (&reader, self, json);
  if (reader.wrong_key != NULL)
    {
      g_set_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_REFERENCE,
                   "The frozen reference has a missing or wrong \"%s\"", reader.wrong_key);
      return NULL;
    }
  return g_steal_pointer (&self);
}
