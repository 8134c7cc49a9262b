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
      g_autoptr (SyIdentity) identity = sy_identity_new (n_keys);
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

  return g_test_run ();
}
