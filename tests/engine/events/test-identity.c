/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "events/sy-identity-private.h"

typedef struct
{
  guint32 alias;
  guint32 person;
} Link;

/* Resolves the links in the given and in the opposite order; both must give what is expected. */
static void
assert_resolved (gsize n_keys,
                 const Link *links,
                 gsize n_links,
                 const guint32 *expected)
{
  for (guint turn = 0; turn < 2; turn++)
    {
      g_autoptr (SyIdentity) identity = sy_identity_new (n_keys, 0);
      g_autofree guint32 *canonical = g_new (guint32, n_keys);

      for (gsize i = 0; i < n_links; i++)
        {
          const Link *link = &links[turn == 0 ? i : n_links - 1 - i];

          sy_identity_link (identity, link->alias, link->person);
        }
      sy_identity_resolve (identity, canonical);
      g_assert_cmpmem (canonical, n_keys * sizeof *canonical, expected, n_keys * sizeof *expected);
    }
}

static void
test_none (void)
{
  assert_resolved (0, NULL, 0, NULL);
  assert_resolved (3, NULL, 0, (const guint32[]){ 0, 1, 2 });
}

/* 0 → 2 → 4, and 3 → 4. */
static void
test_chain (void)
{
  const Link links[] = { { 0, 2 }, { 2, 4 }, { 3, 4 } };

  assert_resolved (5, links, G_N_ELEMENTS (links), (const guint32[]){ 4, 1, 4, 4, 4 });
}

/* An alias of two people makes them one, known by the first in order. */
static void
test_fork (void)
{
  const Link links[] = { { 0, 3 }, { 0, 2 } };

  assert_resolved (4, links, G_N_ELEMENTS (links), (const guint32[]){ 2, 1, 2, 2 });
}

/* Everyone is an alias: the first of all. */
static void
test_circle (void)
{
  const Link links[] = { { 1, 2 }, { 2, 3 }, { 3, 1 }, { 1, 2 } };

  assert_resolved (4, links, G_N_ELEMENTS (links), (const guint32[]){ 0, 1, 1, 1 });
}

/* A link to oneself says nothing. */
static void
test_self (void)
{
  const Link links[] = { { 1, 1 }, { 0, 1 } };

  assert_resolved (2, links, G_N_ELEMENTS (links), (const guint32[]){ 1, 1 });
}

/* Key 0 is an alias of three people, key 1 of two. */
static void
test_shared (void)
{
  const Link links[] = { { 0, 2 }, { 0, 3 }, { 0, 4 }, { 0, 4 }, { 1, 4 }, { 1, 3 } };
  const guint32 expected[][5] = {
    { 2, 2, 2, 2, 2 }, { 0, 1, 2, 3, 4 }, { 0, 3, 2, 3, 3 }, { 2, 2, 2, 2, 2 }
  };

  for (guint limit = 0; limit < G_N_ELEMENTS (expected); limit++)
    for (guint turn = 0; turn < 2; turn++)
      {
        g_autoptr (SyIdentity) identity = sy_identity_new (5, limit);
        guint32 canonical[5];
        const SySharedAlias *shared;
        gsize n_shared;

        for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
          {
            const Link *link = &links[turn == 0 ? i : G_N_ELEMENTS (links) - 1 - i];

            sy_identity_link (identity, link->alias, link->person);
          }
        sy_identity_resolve (identity, canonical);
        g_assert_cmpmem (canonical, sizeof canonical, expected[limit], sizeof expected[limit]);
        g_assert_cmpuint (sy_identity_get_n_links (identity), ==, 5);
        shared = sy_identity_get_shared (identity, &n_shared);
        g_assert_cmpuint (n_shared, ==, limit == 1 ? 2 : limit == 2 ? 1
                                                                    : 0);
        if (n_shared > 0)
          {
            g_assert_cmpuint (shared[0].key, ==, 0);
            g_assert_cmpuint (shared[0].n_people, ==, 3);
          }
        g_assert_cmpint (sy_identity_is_named (identity, 2), ==, limit == 0 || limit == 3);
      }
}

/* Links that come later join what was there. */
static void
test_later (void)
{
  g_autoptr (SyIdentity) identity = sy_identity_new (3, 0);
  guint32 canonical[3];

  sy_identity_link (identity, 1, 2);
  sy_identity_resolve (identity, canonical);
  g_assert_cmpuint (canonical[1], ==, 2);
  g_assert_cmpuint (canonical[0], ==, 0);
  sy_identity_link (identity, 2, 0);
  sy_identity_resolve (identity, canonical);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (canonical[i], ==, 0);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/events/identity/none", test_none);
  g_test_add_func ("/events/identity/chain", test_chain);
  g_test_add_func ("/events/identity/fork", test_fork);
  g_test_add_func ("/events/identity/circle", test_circle);
  g_test_add_func ("/events/identity/self", test_self);
  g_test_add_func ("/events/identity/B3-shared", test_shared);
  g_test_add_func ("/events/identity/later", test_later);

  return g_test_run ();
}
