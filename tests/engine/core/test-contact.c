/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-engine.h"

typedef struct
{
  const char *text;
  const char *expected;
} Case;

static void
test_email (void)
{
  const Case cases[] = {
    { "Ann.Lee@Example.COM", "ann.lee@example.com" },
    { "  ann@example.com\t", "ann@example.com" },
    { "mailto:Ann@example.com", "ann@example.com" },
    { "ann+news@example.com", "ann@example.com" },
    { "ann+a+b@example.com", "ann@example.com" },
    { "a.n.n@gmail.com", "ann@gmail.com" },
    { "A.nn+x@GoogleMail.com", "ann@gmail.com" },
    { "a.n.n@gmail.com.example", "a.n.n@gmail.com.example" },
    { "JÜRGEN@exämple.de", "jürgen@exämple.de" },
    { "", NULL },
    { "@", NULL },
    { "ann", NULL },
    { "@example.com", NULL },
    { "+tag@example.com", NULL },
    { "...@gmail.com", NULL },
    { "ann@", NULL },
    { "ann@example", NULL },
    { "ann@.com", NULL },
    { "ann@example.", NULL },
    { "ann@exa..mple.com", NULL },
    { "ann@b@example.com", NULL },
    { "ann lee@example.com", NULL },
    { "ann@example.com, bob@example.com", NULL },
    { "\xff@example.com", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = sy_email_normalize (cases[i].text);

      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

static void
test_phone (void)
{
  const Case cases[] = {
    { "+49 (0)30 / 123-45.67", "490301234567" },
    { "0049 30 1234567", "49301234567" },
    { "+49301234567", "49301234567" },
    { "030 1234567", "0301234567" },
    { "1234567", "1234567" },
    { "123456789012345", "123456789012345" },
    { "", NULL },
    { "123456", NULL },
    { "1234567890123456", NULL },
    { "12+34567", NULL },
    { "++1234567", NULL },
    { "1234567x", NULL },
    { "+", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = sy_phone_normalize (cases[i].text);

      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/contact/email", test_email);
  g_test_add_func ("/core/contact/phone", test_phone);
  return g_test_run ();
}
