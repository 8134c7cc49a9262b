/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-segment-use.h"

#include <string.h>

#include "core/sy-core.h"
#include "sy-segment-private.h"

#define N_PARTS 4

static const char *const part_names[N_PARTS] = { "purpose", "decision", "channel", "owner" };

static char **
get_part (SySegmentUse *self,
          gsize i)
{
  char **const parts[N_PARTS] = { &self->purpose, &self->decision, &self->channel, &self->owner };

  return parts[i];
}

static const char *
peek_part (const SySegmentUse *self,
           gsize i)
{
  const char *const parts[N_PARTS] = { self->purpose, self->decision, self->channel, self->owner };

  return parts[i];
}

static void
free_item (gpointer data)
{
  SyCheckItem *item = data;

  g_free (item->text);
  g_free (item->done_by);
  g_free (item);
}

SySegmentUse *
sy_segment_use_new (void)
{
  SySegmentUse *self = g_new0 (SySegmentUse, 1);

  self->checklist = g_ptr_array_new_with_free_func (free_item);
  return self;
}

SySegmentUse *
sy_segment_use_copy (const SySegmentUse *self)
{
  SySegmentUse *copy;

  if (self == NULL)
    return NULL;
  copy = sy_segment_use_new ();
  for (gsize i = 0; i < N_PARTS; i++)
    *get_part (copy, i) = g_strdup (peek_part (self, i));
  for (guint i = 0; i < self->checklist->len; i++)
    {
      const SyCheckItem *item = self->checklist->pdata[i];
      SyCheckItem *other = g_new0 (SyCheckItem, 1);

      other->text = g_strdup (item->text);
      other->done_by = g_strdup (item->done_by);
      other->done_on = item->done_on;
      g_ptr_array_add (copy->checklist, other);
    }
  return copy;
}

void
sy_segment_use_free (SySegmentUse *self)
{
  if (self == NULL)
    return;
  for (gsize i = 0; i < N_PARTS; i++)
    g_free (*get_part (self, i));
  g_ptr_array_unref (self->checklist);
  g_free (self);
}

SyCheckItem *
sy_segment_use_find_item (const SySegmentUse *self,
                          const char *text)
{
  g_return_val_if_fail (self != NULL && text != NULL, NULL);

  for (guint i = 0; i < self->checklist->len; i++)
    {
      SyCheckItem *item = self->checklist->pdata[i];

      if (strcmp (item->text, text) == 0)
        return item;
    }
  return NULL;
}

void
sy_segment_use_add_item (SySegmentUse *self,
                         const char *text)
{
  SyCheckItem *item;

  g_return_if_fail (self != NULL && text != NULL && *text != '\0');

  if (sy_segment_use_find_item (self, text) != NULL)
    return;
  item = g_new0 (SyCheckItem, 1);
  item->text = g_strdup (text);
  g_ptr_array_add (self->checklist, item);
}

gboolean
sy_segment_use_remove_item (SySegmentUse *self,
                            const char *text)
{
  SyCheckItem *item = sy_segment_use_find_item (self, text);

  return item != NULL && g_ptr_array_remove (self->checklist, item);
}

char **
sy_segment_use_list_missing (const SySegmentUse *self)
{
  g_autoptr (GStrvBuilder) missing = g_strv_builder_new ();

  for (gsize i = 0; i < N_PARTS; i++)
    {
      const char *part = self != NULL ? peek_part (self, i) : NULL;

      if (sy_text_is_blank (part))
        g_strv_builder_add (missing, part_names[i]);
    }
  return g_strv_builder_end (missing);
}

guint
sy_segment_use_count_open (const SySegmentUse *self)
{
  guint n = 0;

  for (guint i = 0; self != NULL && i < self->checklist->len; i++)
    n += ((const SyCheckItem *) self->checklist->pdata[i])->done_by == NULL;
  return n;
}

char *
sy_segment_use_describe_gaps (const SySegmentUse *self)
{
  g_auto (GStrv) missing = sy_segment_use_list_missing (self);
  g_autofree char *list = g_strjoinv (", ", missing);
  guint n_open = sy_segment_use_count_open (self);
  g_autofree char *open = g_strdup_printf (
      n_open == 1 ? "%u check is not done" : "%u checks are not done", n_open);

  if (*list != '\0' && n_open > 0)
    return g_strdup_printf ("Nobody wrote down its %s; %s", list, open);
  if (*list != '\0')
    return g_strdup_printf ("Nobody wrote down its %s", list);
  return n_open > 0 ? g_steal_pointer (&open) : NULL;
}

/* Reading: every failure has its place in the document. */

static gboolean
read_text (const SyJson *json,
           const char *path,
           char **out_text,
           GError **error)
{
  if (sy_json_get_type (json) != SY_JSON_TEXT || *sy_json_get_text (json) == '\0')
    return sy_segment_fail (error, json, "%s: expected a text that is not empty", path);
  g_free (*out_text);
  *out_text = g_strdup (sy_json_get_text (json));
  return TRUE;
}

static gboolean
read_item_member (SyCheckItem *item,
                  const char *key,
                  const SyJson *json,
                  gboolean *has_day,
                  GError **error)
{
  g_autofree char *path = g_strdup_printf ("$.use.checklist.%s", key);

  if (strcmp (key, "text") == 0)
    return read_text (json, path, &item->text, error);
  if (strcmp (key, "done_by") == 0)
    return read_text (json, path, &item->done_by, error);
  if (strcmp (key, "done_on") != 0)
    return sy_segment_fail (error, json,
                            "%s: this key is unknown; the keys are text, done_by, done_on", path);
  *has_day = sy_json_get_type (json) == SY_JSON_TEXT &&
             sy_day_parse (sy_json_get_text (json), &item->done_on);
  return *has_day || sy_segment_fail (error, json, "%s: expected a date such as 2024-01-31", path);
}

static gboolean
read_item (SySegmentUse *self,
           const SyJson *json,
           GError **error)
{
  SyCheckItem *item = g_new0 (SyCheckItem, 1);
  gboolean has_day = FALSE;

  g_ptr_array_add (self->checklist, item);
  if (sy_json_get_type (json) != SY_JSON_OBJECT)
    return sy_segment_fail (error, json, "$.use.checklist: expected items in braces");
  for (gsize i = 0; i < sy_json_get_size (json); i++)
    if (!read_item_member (item, sy_json_get_key (json, i), sy_json_get_element (json, i), &has_day,
                           error))
      return FALSE;
  if (item->text == NULL)
    return sy_segment_fail (error, json, "$.use.checklist: an item needs a text");
  if (has_day != (item->done_by != NULL))
    return sy_segment_fail (error, json, "$.use.checklist: done_by and done_on go together");
  return TRUE;
}

static gboolean
read_checklist (SySegmentUse *self,
                const SyJson *json,
                GError **error)
{
  if (sy_json_get_type (json) != SY_JSON_ARRAY)
    return sy_segment_fail (error, json, "$.use.checklist: expected a list of items");
  for (gsize i = 0; i < sy_json_get_size (json); i++)
    if (!read_item (self, sy_json_get_element (json, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
read_member (SySegmentUse *self,
             const char *key,
             const SyJson *json,
             GError **error)
{
  g_autofree char *path = g_strdup_printf ("$.use.%s", key);

  if (strcmp (key, "checklist") == 0)
    return read_checklist (self, json, error);
  for (gsize i = 0; i < N_PARTS; i++)
    if (strcmp (key, part_names[i]) == 0)
      return read_text (json, path, get_part (self, i), error);
  return sy_segment_fail (
      error, json,
      "%s: this key is unknown; the keys are purpose, decision, channel, owner, checklist", path);
}

SySegmentUse *
sy_segment_use_read (const SyJson *json,
                     GError **error)
{
  g_autoptr (SySegmentUse) self = sy_segment_use_new ();

  if (sy_json_get_type (json) != SY_JSON_OBJECT)
    {
      sy_segment_fail (error, json, "$.use: expected an object with purpose, owner and so on");
      return NULL;
    }
  for (gsize i = 0; i < sy_json_get_size (json); i++)
    if (!read_member (self, sy_json_get_key (json, i), sy_json_get_element (json, i), error))
      return NULL;
  return g_steal_pointer (&self);
}

static void
write_text (SyJsonWriter *writer,
            const char *key,
            const char *text)
{
  sy_json_writer_key (writer, key);
  sy_json_writer_text (writer, text);
}

static void
write_item (SyJsonWriter *writer,
            const SyCheckItem *item)
{
  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  write_text (writer, "text", item->text);
  if (item->done_by != NULL)
    {
      g_autofree char *day = sy_day_format (item->done_on);

      write_text (writer, "done_by", item->done_by);
      write_text (writer, "done_on", day);
    }
  sy_json_writer_end_object (writer);
}

void
sy_segment_use_write (const SySegmentUse *self,
                      SyJsonWriter *writer)
{
  g_return_if_fail (self != NULL && writer != NULL);

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  for (gsize i = 0; i < N_PARTS; i++)
    if (!sy_text_is_blank (peek_part (self, i)))
      write_text (writer, part_names[i], peek_part (self, i));
  if (self->checklist->len > 0)
    {
      sy_json_writer_key (writer, "checklist");
      sy_json_writer_begin_array (writer, SY_JSON_LINES);
      for (guint i = 0; i < self->checklist->len; i++)
        write_item (writer, self->checklist->pdata[i]);
      sy_json_writer_end_array (writer);
    }
  sy_json_writer_end_object (writer);
}
