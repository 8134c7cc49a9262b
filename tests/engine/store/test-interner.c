/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <string.h>

#include "store/sy-interner-private.h"
#include "store/sy-key-set-private.h"

static guint32
intern (SyInterner *interner,
        const char *text)
{
  SyText piece = { text, (guint32) strlen (text) };
  guint32 id;

  sy_interner_intern (interner, &piece, 1, &id);
  return id;
}

static void
test_ids (void)
{
  g_autoptr (SyInterner) interner = sy_interner_new ();
  const SyText *texts;
  gsize n;

  g_assert_cmpuint (sy_interner_get_max_id (interner), ==, 0);
  g_assert_cmpuint (intern (interner, "a"), ==, 1);
  g_assert_cmpuint (intern (interner, "b"), ==, 2);
  g_assert_cmpuint (intern (interner, "a"), ==, 1);
  g_assert_cmpuint (intern (interner, ""), ==, 0);
  texts = sy_interner_get_new (interner, 1, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpmem (texts[0].text, texts[0].length, "b", 1);
}

/* What is known keeps its ids, holes and second names included. */
static void
test_known (void)
{
  g_autoptr (SyInterner) interner = sy_interner_new ();
  gsize n;

  sy_interner_add (interner, (SyText){ "old", 3 }, 7);
  sy_interner_add (interner, (SyText){ "alias", 5 }, 7);
  sy_interner_add (interner, (SyText){ "other", 5 }, 3);
  g_assert_cmpuint (intern (interner, "alias"), ==, 7);
  g_assert_cmpuint (intern (interner, "other"), ==, 3);
  g_assert_cmpuint (intern (interner, "new"), ==, 8);
  g_assert_cmpuint (sy_interner_get_n_texts (interner), ==, 4);
  sy_interner_get_new (interner, 0, &n);
  g_assert_cmpuint (n, ==, 1);
}

/* Against GLib's table, over growth, repeats in one batch and texts of all lengths. */
static void
test_many (void)
{
  g_autoptr (SyInterner) interner = sy_interner_new ();
  g_autoptr (GHashTable) expected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  char *strings[SY_INTERNER_BATCH];
  SyText texts[SY_INTERNER_BATCH];
  guint32 ids[SY_INTERNER_BATCH];

  for (int batch = 0; batch < 300; batch++)
    {
      gsize n = (gsize) g_test_rand_int_range (0, SY_INTERNER_BATCH + 1);

      for (gsize i = 0; i < n; i++)
        {
          strings[i] = g_strdup_printf ("%0*d", g_test_rand_int_range (1, 40),
                                        g_test_rand_int_range (0, 60000));
          texts[i] = (SyText){ strings[i], (guint32) strlen (strings[i]) };
        }
      sy_interner_intern (interner, texts, n, ids);
      for (gsize i = 0; i < n; i++)
        {
          gpointer known = g_hash_table_lookup (expected, strings[i]);

          if (known == NULL)
            {
              g_assert_cmpuint (ids[i], ==, g_hash_table_size (expected) + 1);
              g_hash_table_insert (expected, strings[i], GUINT_TO_POINTER (ids[i]));
              continue;
            }
          g_assert_cmpuint (ids[i], ==, GPOINTER_TO_UINT (known));
          g_free (strings[i]);
        }
    }
  g_assert_cmpuint (sy_interner_get_n_texts (interner), ==, g_hash_table_size (expected));
}

/* Texts around and beyond the size of a chunk. */
static void
test_long (void)
{
  static const gsize lengths[] = {
    1048560, 1048568, 1048576, 1048584, 5000000, 3, 16777216, 1048552
  };
  g_autoptr (SyInterner) interner = sy_interner_new ();
  g_autofree char *buffer = g_malloc (16777216);
  SyText text = { buffer, 0 };
  guint32 id;

  memset (buffer, 'x', 16777216);
  for (int round = 0; round < 2; round++)
    for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
      {
        text.length = (guint32) lengths[i];
        sy_interner_intern (interner, &text, 1, &id);
        g_assert_cmpuint (id, ==, i + 1);
      }
}

static void
test_key_set (void)
{
  g_autoptr (SyKeySet) set = sy_key_set_new ();
  guint32 n_new = 0;

  g_assert_true (sy_key_set_add (set, "a", 1));
  g_assert_false (sy_key_set_add (set, "a", 1));
  g_assert_true (sy_key_set_add (set, "", 0));
  g_assert_false (sy_key_set_add (set, "", 0));
  for (guint32 i = 0; i < 40000; i++)
    {
      guint32 key = i % 10000;

      n_new += sy_key_set_add (set, &key, sizeof key);
    }
  g_assert_cmpuint (n_new, ==, 10000);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/interner/ids", test_ids);
  g_test_add_func ("/store/interner/known", test_known);
  g_test_add_func ("/store/interner/many", test_many);
  g_test_add_func ("/store/interner/long", test_long);
  g_test_add_func ("/store/interner/key-set", test_key_set);
  return g_test_run ();
}
