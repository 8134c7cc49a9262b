/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "core/sy-key-sort-private.h"

static void
assert_sorted (const char *const *keys,
               gsize n_keys)
{
  g_autofree guint32 *order = g_new (guint32, n_keys);
  g_autofree gboolean *seen = g_new0 (gboolean, n_keys);

  sy_key_sort (keys, n_keys, order);
  for (gsize i = 0; i < n_keys; i++)
    {
      g_assert_false (seen[order[i]]);
      seen[order[i]] = TRUE;
      if (i > 0)
        {
          int difference = strcmp (keys[order[i - 1]], keys[order[i]]);

          /* Bytewise, and stable. */
          g_assert_cmpint (difference, <=, 0);
          if (difference == 0)
            g_assert_cmpuint (order[i - 1], <, order[i]);
        }
    }
}

static void
test_small (void)
{
  const char *const keys[] = { "b", "a", "", "é", "Z", "aa",
                               "a", "12345678", "1234567", "123456789", "12345678", "\x7f" };

  assert_sorted (keys, 0);
  assert_sorted (keys, 1);
  assert_sorted (keys, 2);
  assert_sorted (keys, G_N_ELEMENTS (keys));
}

/* Common beginnings of many lengths, equal keys, keys that begin others, bytes above 127. */
static void
test_random (void)
{
  for (guint seed = 0; seed < 40; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
      int n_keys = g_rand_int_range (random, 1, 3000);
      int n_common = g_rand_int_range (random, 0, 20);
      int n_letters = g_rand_int_range (random, 1, 30);

      for (int i = 0; i < n_keys; i++)
        {
          GString *key = g_string_new (NULL);
          int length = g_rand_int_range (random, 0, 24);

          for (int j = 0; j < n_common; j++)
            g_string_append_c (key, (char) ('a' + j));
          for (int j = 0; j < length; j++)
            g_string_append_c (key, (char) g_rand_int_range (random, 256 - n_letters, 256));
          g_ptr_array_add (keys, g_string_free (key, FALSE));
        }
      assert_sorted ((const char *const *) keys->pdata, keys->len);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/key-sort/small", test_small);
  g_test_add_func ("/core/key-sort/random", test_random);

  return g_test_run ();
}
