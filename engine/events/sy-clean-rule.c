/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-clean-rule.h"

#include <math.h>
#include <string.h>

#include "core/sy-core.h"

G_DEFINE_QUARK (sy_clean_error, sy_clean_error)

typedef enum
{
  MEMBER_TYPES = 1 << 0,
  MEMBER_AFTER = 1 << 1,
  MEMBER_PROPERTY = 1 << 2,
  MEMBER_WITHIN = 1 << 3,
  MEMBER_COUNT = 1 << 4,
  MEMBER_PATTERNS = 1 << 5,
  MEMBER_FROM = 1 << 6,
  MEMBER_TO = 1 << 7,
  MEMBER_OUTSIDE = 1 << 8,
} Member;

static const struct
{
  const char *name;
  guint needed;
  guint allowed; /* besides */
} kinds[SY_N_CLEAN_KINDS] = {
  [SY_CLEAN_REPEATED_KEYS] = { "repeated-keys", 0, 0 },
  [SY_CLEAN_EQUAL_ROWS] = { "equal-rows", 0, MEMBER_TYPES },
  [SY_CLEAN_TOO_FAST] = { "too-fast", MEMBER_TYPES | MEMBER_AFTER | MEMBER_WITHIN,
                          MEMBER_PROPERTY },
  [SY_CLEAN_BURST] = { "burst", MEMBER_PROPERTY | MEMBER_WITHIN | MEMBER_COUNT, MEMBER_TYPES },
  [SY_CLEAN_RATE] = { "rate", MEMBER_COUNT, MEMBER_TYPES | MEMBER_WITHIN },
  [SY_CLEAN_VALUES] = { "values", MEMBER_PROPERTY | MEMBER_PATTERNS, MEMBER_TYPES },
  [SY_CLEAN_PEOPLE] = { "people", MEMBER_PATTERNS, MEMBER_TYPES },
  [SY_CLEAN_DATES] = { "dates", 0, MEMBER_TYPES | MEMBER_FROM | MEMBER_TO | MEMBER_OUTSIDE },
};

static const char *const keys[] = { "types", "after", "property", "within_s",
                                    "at_least", "patterns", "from", "to",
                                    "outside", "kind", "more_than", NULL };

const char *
sy_clean_kind_get_name (SyCleanKind self)
{
  g_return_val_if_fail (self < SY_N_CLEAN_KINDS, NULL);

  return kinds[self].name;
}

gboolean
sy_clean_kind_from_name (const char *name,
                         SyCleanKind *out_kind)
{
  g_return_val_if_fail (name != NULL && out_kind != NULL, FALSE);

  for (SyCleanKind i = 0; i < SY_N_CLEAN_KINDS; i++)
    if (strcmp (kinds[i].name, name) == 0)
      {
        *out_kind = i;
        return TRUE;
      }
  return FALSE;
}

SyCleanRule *
sy_clean_rule_new (SyCleanKind kind)
{
  SyCleanRule *self = g_new0 (SyCleanRule, 1);

  self->kind = kind;
  self->within_s = (double) NAN;
  return self;
}

void
sy_clean_rule_free (SyCleanRule *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->types);
  g_strfreev (self->after);
  g_strfreev (self->patterns);
  g_free (self->property);
  g_free (self->from);
  g_free (self->to);
  g_free (self);
}

/* --- check --- */

static gboolean
has_texts (char *const *texts)
{
  return texts != NULL && texts[0] != NULL;
}

static guint
get_members (const SyCleanRule *self)
{
  guint members = 0;

  members |= has_texts (self->types) ? MEMBER_TYPES : 0;
  members |= has_texts (self->after) ? MEMBER_AFTER : 0;
  members |= self->property != NULL ? MEMBER_PROPERTY : 0;
  members |= !isnan (self->within_s) ? MEMBER_WITHIN : 0;
  members |= self->count != 0 ? MEMBER_COUNT : 0;
  members |= has_texts (self->patterns) ? MEMBER_PATTERNS : 0;
  members |= self->from != NULL ? MEMBER_FROM : 0;
  members |= self->to != NULL ? MEMBER_TO : 0;
  members |= self->outside ? MEMBER_OUTSIDE : 0;
  return members;
}

static const char *
get_key (const SyCleanRule *self,
         guint member)
{
  if (member == MEMBER_COUNT && self->kind == SY_CLEAN_RATE)
    return "more_than";
  return keys[g_bit_nth_lsf (member, -1)];
}

static gboolean
fail (const SyCleanRule *self,
      const char *what,
      const char *key,
      GError **error)
{
  g_set_error (error, SY_CLEAN_ERROR, SY_CLEAN_ERROR_RULE, "a %s rule %s %s",
               kinds[self->kind].name, what, key);
  return FALSE;
}

gboolean
sy_clean_rule_check (const SyCleanRule *self,
                     GError **error)
{
  guint members;
  guint missing;
  guint extra;

  g_return_val_if_fail (self != NULL && self->kind < SY_N_CLEAN_KINDS, FALSE);

  members = get_members (self);
  missing = kinds[self->kind].needed & ~members;
  extra = members & ~(kinds[self->kind].needed | kinds[self->kind].allowed);
  if (missing != 0)
    return fail (self, "needs", get_key (self, missing & (~missing + 1)), error);
  if (extra != 0)
    return fail (self, "has no use for", get_key (self, extra & (~extra + 1)), error);
  if (self->kind == SY_CLEAN_DATES && self->from == NULL && self->to == NULL)
    return fail (self, "needs", "from, to, or both", error);
  if (self->within_s < 0 || isinf (self->within_s))
    return fail (self, "needs at least 0 seconds for", "within_s", error);
  if ((members & MEMBER_COUNT) != 0 && self->count < (self->kind == SY_CLEAN_BURST ? 2 : 1))
    return fail (self, self->kind == SY_CLEAN_BURST ? "needs 2 or more for" : "needs 1 or more for",
                 get_key (self, MEMBER_COUNT), error);
  return TRUE;
}

/* --- JSON --- */

static gboolean
fail_at (GError **error,
         const SyJson *json,
         const char *key,
         const char *what)
{
  g_set_error (error, SY_CLEAN_ERROR, SY_CLEAN_ERROR_RULE, "$.%s: %s (line %u, column %u)", key,
               what, sy_json_get_line (json), sy_json_get_column (json));
  return FALSE;
}

static gboolean
read_text (const SyJson *json,
           const char *key,
           char **out_text,
           GError **error)
{
  if (sy_json_get_type (json) != SY_JSON_TEXT || *sy_json_get_text (json) == '\0')
    return fail_at (error, json, key, "expected a text");
  *out_text = g_strdup (sy_json_get_text (json));
  return TRUE;
}

static gboolean
read_texts (const SyJson *json,
            const char *key,
            char ***out_texts,
            GError **error)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();

  if (sy_json_get_type (json) != SY_JSON_ARRAY || sy_json_get_size (json) == 0)
    return fail_at (error, json, key, "expected a list of texts");
  for (gsize i = 0; i < sy_json_get_size (json); i++)
    {
      g_autofree char *text = NULL;

      if (!read_text (sy_json_get_element (json, i), key, &text, error))
        return FALSE;
      g_strv_builder_add (texts, text);
    }
  *out_texts = g_strv_builder_end (texts);
  return TRUE;
}

static gboolean
read_count (const SyJson *json,
            const char *key,
            gint64 *out_count,
            GError **error)
{
  double number = sy_json_get_type (json) == SY_JSON_NUMBER ? sy_json_get_number (json) : 0;

  if (!(number >= 1) || number > G_MAXINT32 || floor (number) < number)
    return fail_at (error, json, key, "expected a whole number, 1 or more");
  *out_count = (gint64) number;
  return TRUE;
}

static gboolean
read_member (SyCleanRule *self,
             const char *key,
             const SyJson *json,
             GError **error)
{
  const char *near;
  g_autofree char *message = NULL;

  if (strcmp (key, "kind") == 0)
    return TRUE;
  if (strcmp (key, "types") == 0)
    return read_texts (json, key, &self->types, error);
  if (strcmp (key, "after") == 0)
    return read_texts (json, key, &self->after, error);
  if (strcmp (key, "patterns") == 0)
    return read_texts (json, key, &self->patterns, error);
  if (strcmp (key, "property") == 0)
    return read_text (json, key, &self->property, error);
  if (strcmp (key, "from") == 0)
    return read_text (json, key, &self->from, error);
  if (strcmp (key, "to") == 0)
    return read_text (json, key, &self->to, error);
  if (strcmp (key, self->kind == SY_CLEAN_RATE ? "more_than" : "at_least") == 0)
    return read_count (json, key, &self->count, error);
  if (strcmp (key, "within_s") == 0)
    {
      if (sy_json_get_type (json) != SY_JSON_NUMBER)
        return fail_at (error, json, key, "expected a number of seconds");
      self->within_s = sy_json_get_number (json);
      return TRUE;
    }
  if (strcmp (key, "outside") == 0)
    {
      if (sy_json_get_type (json) != SY_JSON_BOOLEAN)
        return fail_at (error, json, key, "expected true or false");
      self->outside = sy_json_get_boolean (json);
      return TRUE;
    }
  near = sy_text_suggest (key, keys);
  message = near == NULL ? g_strdup ("this key is unknown")
                         : g_strdup_printf ("this key is unknown here; did you mean \"%s\"?", near);
  return fail_at (error, json, key, message);
}

static gboolean
read_kind (const SyJson *json,
           SyCleanKind *out_kind,
           GError **error)
{
  const SyJson *kind = sy_json_get_type (json) == SY_JSON_OBJECT ? sy_json_find (json, "kind")
                                                                 : NULL;
  const char *names[SY_N_CLEAN_KINDS + 1] = { NULL };
  g_autofree char *list = NULL;
  g_autofree char *message = NULL;

  if (kind != NULL && sy_json_get_type (kind) == SY_JSON_TEXT &&
      sy_clean_kind_from_name (sy_json_get_text (kind), out_kind))
    return TRUE;
  for (SyCleanKind i = 0; i < SY_N_CLEAN_KINDS; i++)
    names[i] = kinds[i].name;
  list = g_strjoinv (", ", (char **) names);
  message = g_strconcat ("expected one of ", list, NULL);
  return fail_at (error, kind != NULL ? kind : json, "kind", message);
}

SyCleanRule *
sy_clean_rule_from_json (const char *text,
                         GError **error)
{
  g_autoptr (GError) syntax_error = NULL;
  g_autoptr (SyJson) json = NULL;
  g_autoptr (SyCleanRule) self = NULL;
  SyCleanKind kind;

  g_return_val_if_fail (text != NULL, NULL);

  json = sy_json_parse (text, -1, &syntax_error);
  if (json == NULL)
    {
      g_set_error (error, SY_CLEAN_ERROR, SY_CLEAN_ERROR_RULE, "not JSON: %s",
                   syntax_error->message);
      return NULL;
    }
  if (!read_kind (json, &kind, error))
    return NULL;
  self = sy_clean_rule_new (kind);
  for (gsize i = 0; i < sy_json_get_size (json); i++)
    if (!read_member (self, sy_json_get_key (json, i), sy_json_get_element (json, i), error))
      return NULL;
  return sy_clean_rule_check (self, error) ? g_steal_pointer (&self) : NULL;
}

static void
write_text (SyJsonWriter *writer,
            const char *key,
            const char *text)
{
  if (text == NULL)
    return;
  sy_json_writer_key (writer, key);
  sy_json_writer_text (writer, text);
}

static void
write_texts (SyJsonWriter *writer,
             const char *key,
             char *const *texts)
{
  if (!has_texts (texts))
    return;
  sy_json_writer_key (writer, key);
  sy_json_writer_begin_array (writer, SY_JSON_INLINE);
  for (gsize i = 0; texts[i] != NULL; i++)
    sy_json_writer_text (writer, texts[i]);
  sy_json_writer_end_array (writer);
}

char *
sy_clean_rule_to_json (const SyCleanRule *self)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

  g_return_val_if_fail (self != NULL, NULL);

  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  write_text (writer, "kind", kinds[self->kind].name);
  write_texts (writer, "types", self->types);
  write_texts (writer, "after", self->after);
  write_text (writer, "property", self->property);
  if (self->count != 0)
    {
      sy_json_writer_key (writer, get_key (self, MEMBER_COUNT));
      sy_json_writer_int (writer, self->count);
    }
  if (!isnan (self->within_s))
    {
      sy_json_writer_key (writer, "within_s");
      sy_json_writer_number (writer, self->within_s);
    }
  write_texts (writer, "patterns", self->patterns);
  write_text (writer, "from", self->from);
  write_text (writer, "to", self->to);
  if (self->outside)
    {
      sy_json_writer_key (writer, "outside");
      sy_json_writer_boolean (writer, TRUE);
    }
  sy_json_writer_end_object (writer);
  return g_strchomp (sy_json_writer_finish (g_steal_pointer (&writer)));
}

char *
sy_clean_rule_describe (const SyCleanRule *self)
{
  g_autofree char *types = NULL;
  g_autofree char *after = NULL;
  g_autofree char *patterns = NULL;
  char within[SY_NUMBER_BUFFER_SIZE];

  g_return_val_if_fail (self != NULL, NULL);

  types = has_texts (self->types) ? g_strjoinv (", ", self->types) : g_strdup ("events");
  after = has_texts (self->after) ? g_strjoinv (", ", self->after) : g_strdup ("");
  patterns = has_texts (self->patterns) ? g_strjoinv (", ", self->patterns) : g_strdup ("");
  sy_number_format (isnan (self->within_s) ? 60 : self->within_s, within);
  switch (self->kind)
    {
    case SY_CLEAN_REPEATED_KEYS:
      return g_strdup ("events with the id of an earlier one");
    case SY_CLEAN_EQUAL_ROWS:
      return g_strdup_printf ("%s equal to an earlier one in everything", types);
    case SY_CLEAN_TOO_FAST:
      return g_strdup_printf ("%s within %s s after %s%s%s", types, within, after,
                              self->property != NULL ? " of the same " : "",
                              self->property != NULL ? self->property : "");
    case SY_CLEAN_BURST:
      return g_strdup_printf ("%s with %" G_GINT64_FORMAT " or more values of %s within %s s",
                              types, self->count, self->property, within);
    case SY_CLEAN_RATE:
      return g_strdup_printf ("%s where more than %" G_GINT64_FORMAT " come in %s s", types,
                              self->count, within);
    case SY_CLEAN_VALUES:
      return g_strdup_printf ("%s whose %s is like %s", types, self->property, patterns);
    case SY_CLEAN_PEOPLE:
      return g_strdup_printf ("%s of people like %s", types, patterns);
    case SY_CLEAN_DATES:
      return g_strdup_printf ("%s %s%s%s%s%s", types, self->outside ? "outside" : "in the time",
                              self->from != NULL ? " from " : "",
                              self->from != NULL ? self->from : "", self->to != NULL ? " to " : "",
                              self->to != NULL ? self->to : "");
    case SY_N_CLEAN_KINDS:
    default:
      g_assert_not_reached ();
    }
}
