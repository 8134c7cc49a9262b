/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sy-project.h"

G_BEGIN_DECLS

/*
 * In a transaction: drops the decisions of sy_project_keep_apart() that name one of @keys, as a
 * person who is forgotten is named nowhere.
 */
gboolean sy_project_forget_apart (SyProject *self,
                                  const char *const *keys,
                                  GError **error);

G_END_DECLS
