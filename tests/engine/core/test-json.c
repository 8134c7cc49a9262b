/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "sy-engine.h"

typedef struct
{
  const char *name;
  const char *text;
  const char *message; /* what the error says after the place; NULL: reads */
} Case;

static const Case cases[] = {
  { "empty", "", "line 1, column 1: expected a value, but the text ends" },
  { "blank", " \n ", "line 2, column 2: expected a value, but the text ends" },
  { "object", "{}", NULL },
  { "bom", "\xef\xbb\xbf[]", NULL },
  { "scalars", "[null, true, false, 0, -1.5e-3, \"a\"]", NULL },
  { "comma-at-end", "{\"a\": 1,}",
    "line 1, column 9: expected a key in double quotes, but found “}”" },
  { "comma-missing", "{\n  \"a\": 1\n  \"b\": 2}",
    "line 3, column 3: expected “,” or “}”, but found “\"”" },
  { "comment", "{\"a\": 1 /* no */}", "line 1, column 9: expected “,” or “}”, but found “/”" },
  { "single-quotes", "{'a': 1}",
    "line 1, column 2: expected a key in double quotes, but found “'”" },
  { "hex", "[0x10]", "line 1, column 3: expected “,” or “]”, but found “x”" },
  { "octal", "[010]", "line 1, column 2: a number cannot start with a zero" },
  { "plus", "[+1]", "line 1, column 2: expected a value, but found “+”" },
  { "point-first", "[.5]", "line 1, column 2: expected a value, but found “.”" },
  { "point-last", "[5.]", "line 1, column 2: expected a digit after the decimal point" },
  { "exponent", "[5e]", "line 1, column 2: expected a digit in the exponent" },
  { "minus", "[-]", "line 1, column 2: expected a digit after the minus sign" },
  { "nan", "[NaN]", "line 1, column 2: expected a value, but found “N”" },
  { "infinity", "[1e999]", "line 1, column 2: the number 1e999 is too large" },
  { "word", "[nullx]", "line 1, column 2: expected a value, but found “n”" },
  { "twice", "{\"a\": 1, \"a\": 2}",
    "line 1, column 10: the key “a” stands twice in this object; keep one" },
  { "twice-escaped", "{\"a\": 1, \"\\u0061\": 2}",
    "line 1, column 10: the key “a” stands twice in this object; keep one" },
  { "zero-escape", "[\"\\u0000\"]", "line 1, column 3: a text cannot hold \\u0000" },
  { "half-pair", "[\"\\ud800\"]", "line 1, column 3: half of a surrogate pair" },
  { "low-pair", "[\"\\udc00\"]", "line 1, column 3: half of a surrogate pair" },
  { "bad-pair", "[\"\\ud800\\u0041\"]", "line 1, column 3: half of a surrogate pair" },
  { "newline-in-text", "[\"a\nb\"]",
    "line 1, column 4: a text cannot hold the control character 0x0a; write it as \\n, \\t or \\u00.." },
  { "open-text", "[\"abc", "line 1, column 2: this text has no closing quote" },
  { "escape", "[\"\\x\"]",
    "line 1, column 3: a backslash must be followed by one of \" \\ / b f n r t u" },
  { "open-list", "[1", "line 1, column 3: expected “,” or “]”, but the text ends" },
  { "second-value", "{} {}", "line 1, column 4: expected nothing after the value, but found “{”" },
  { "utf8-columns", "[\"äöü\", x]", "line 1, column 9: expected a value, but found “x”" },
};

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SyJson) json = sy_json_parse (cases[i].text, -1, &error);

      g_test_message ("%s", cases[i].name);
      if (cases[i].message == NULL)
        {
          g_assert_no_error (error);
          g_assert_nonnull (json);
          continue;
        }
      g_assert_null (json);
      g_assert_error (error, SY_JSON_ERROR, SY_JSON_ERROR_SYNTAX);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static void
test_bytes (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sy_json_parse ("[\"\xff\"]", -1, &error));
  g_assert_error (error, SY_JSON_ERROR, SY_JSON_ERROR_SYNTAX);
  g_assert_cmpstr (error->message, ==, "line 1, column 3: the text is not UTF-8 here (byte 0xff)");
  g_clear_error (&error);
  g_assert_null (sy_json_parse ("[1,\0 2]", 7, &error));
  g_assert_error (error, SY_JSON_ERROR, SY_JSON_ERROR_SYNTAX);
  g_clear_error (&error);
  g_assert_null (sy_json_parse (NULL, 0, &error));
  g_assert_error (error, SY_JSON_ERROR, SY_JSON_ERROR_SYNTAX);
}

static void
test_depth (void)
{
  g_test_summary ("A file of open brackets is refused, not a crash");
  for (int depth = SY_JSON_MAX_DEPTH; depth <= 1000000;
       depth = depth == SY_JSON_MAX_DEPTH ? depth + 1 : depth * 10)
    {
      g_autofree char *text = g_strnfill ((gsize) depth * 2, '[');
      g_autoptr (GError) error = NULL;
      g_autoptr (SyJson) json = NULL;

      memset (text + depth, ']', (gsize) depth);
      json = sy_json_parse (text, -1, &error);
      if (depth == SY_JSON_MAX_DEPTH)
        g_assert_nonnull (json);
      else
        g_assert_error (error, SY_JSON_ERROR, SY_JSON_ERROR_SYNTAX);
    }
}

static void
test_read (void)
{
  g_autoptr (SyJson) json = sy_json_parse (
      "{\"a\": [1, -0, 1e-400],\n \"b\": \"\\u00e4\\ud83d\\ude00\\n\",\r\n\"c\": {\"d\": true}}",
      -1, NULL);
  const SyJson *a = sy_json_find (json, "a");
  const SyJson *c = sy_json_find (json, "c");

  g_assert_cmpint (sy_json_get_type (json), ==, SY_JSON_OBJECT);
  g_assert_cmpuint (sy_json_get_size (json), ==, 3);
  g_assert_cmpstr (sy_json_get_key (json, 1), ==, "b");
  g_assert_cmpuint (sy_json_get_size (a), ==, 3);
  g_assert_cmpfloat (sy_json_get_number (sy_json_get_element (a, 0)), ==, 1);
  g_assert_false (signbit (sy_json_get_number (sy_json_get_element (a, 1))));
  g_assert_cmpfloat (sy_json_get_number (sy_json_get_element (a, 2)), ==, 0);
  g_assert_cmpstr (sy_json_get_text (sy_json_find (json, "b")), ==, "ä😀\n");
  g_assert_cmpuint (sy_json_get_line (c), ==, 3);
  g_assert_cmpuint (sy_json_get_column (c), ==, 6);
  g_assert_true (sy_json_get_boolean (sy_json_find (c, "d")));
  g_assert_null (sy_json_find (json, "d"));
}

static char *
write_sample (void)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_writer_key (writer, "text");
  sy_json_writer_text (writer, "a\"\\\n\t\x01ä");
  sy_json_writer_key (writer, "none");
  sy_json_writer_text (writer, NULL);
  sy_json_writer_key (writer, "numbers");
  sy_json_writer_begin_array (writer, SY_JSON_INLINE);
  sy_json_writer_number (writer, 0.1);
  sy_json_writer_number (writer, 1e-20);
  sy_json_writer_number (writer, (double) NAN);
  sy_json_writer_int (writer, G_MAXINT64);
  sy_json_writer_end_array (writer);
  sy_json_writer_key (writer, "inner");
  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  sy_json_writer_key (writer, "yes");
  sy_json_writer_boolean (writer, TRUE);
  sy_json_writer_key (writer, "list");
  sy_json_writer_begin_array (writer, SY_JSON_LINES);
  sy_json_writer_int (writer, 1);
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  sy_json_writer_key (writer, "empty");
  sy_json_writer_begin_array (writer, SY_JSON_LINES);
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  return sy_json_writer_finish (g_steal_pointer (&writer));
}

static void
test_write (void)
{
  g_autofree char *text = write_sample ();

  g_assert_cmpstr (text, ==,
                   "{\n"
                   "  \"text\": \"a\\\"\\\\\\n\\t\\u0001ä\",\n"
                   "  \"none\": null,\n"
                   "  \"numbers\": [0.1, 1e-20, null, 9223372036854775807],\n"
                   "  \"inner\": { \"yes\": true, \"list\": [1] },\n"
                   "  \"empty\": []\n"
                   "}\n");
}

static void
test_write_by_peer (void)
{
  g_autofree char *text = write_sample ();
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) error = NULL;
  JsonObject *object;

  g_test_summary ("Another library reads what is written, and sees the same");
  g_assert_true (json_parser_load_from_data (parser, text, -1, &error));
  g_assert_no_error (error);
  object = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpstr (json_object_get_string_member (object, "text"), ==, "a\"\\\n\t\x01ä");
  g_assert_cmpfloat (json_array_get_double_element (json_object_get_array_member (object,
                                                                                  "numbers"),
                                                    0),
                     ==, 0.1);
}

static void
test_suggest (void)
{
  static const char *const words[] = { "half_life_days", "span_days", "weight", "id", NULL };

  g_assert_cmpstr (sy_text_suggest ("halflife_days", words), ==, "half_life_days");
  g_assert_cmpstr (sy_text_suggest ("wieght", words), ==, "weight");
  g_assert_cmpstr (sy_text_suggest ("WEIGHT", words), ==, "weight");
  g_assert_cmpstr (sy_text_suggest ("if", words), ==, "id");
  g_assert_null (sy_text_suggest ("colour", words));
  g_assert_null (sy_text_suggest ("", words));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/json/cases", test_cases);
  g_test_add_func ("/core/json/bytes", test_bytes);
  g_test_add_func ("/core/json/depth", test_depth);
  g_test_add_func ("/core/json/read", test_read);
  g_test_add_func ("/core/json/write", test_write);
  g_test_add_func ("/core/json/write-by-peer", test_write_by_peer);
  g_test_add_func ("/core/text/suggest", test_suggest);
  return g_test_run ();
}
