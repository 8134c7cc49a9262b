/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-model-setting.h"

G_BEGIN_DECLS

/*
 * A setting by its title, the first of that title.
 */
static inline const SySetting *
find_setting (const char *title)
{
  gsize n;
  const SySetting *settings = sy_setting_list (&n);

  for (gsize i = 0; i < n; i++)
    if (g_str_equal (settings[i].title, title))
      return &settings[i];
  g_assert_not_reached ();
}

/*
 * Whether a model can be scored; says why not.
 */
static inline gboolean
can_score (const SyModel *model)
{
  g_autoptr (GError) error = NULL;

  if (!sy_model_check (model, &error))
    g_test_message ("%s", error->message);
  return error == NULL;
}

G_END_DECLS
