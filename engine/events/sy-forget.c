/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-forget.h"

#include "sy-identity-map.h"

SyForgetReceipt *
sy_forget_person (SyProject *project,
                  const char *key,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (SyIdentityMap) map = NULL;
  g_auto (GStrv) keys = NULL;

  g_return_val_if_fail (project != NULL && key != NULL, NULL);

  map = sy_identity_map_load (project, error);
  if (map == NULL)
    return NULL;
  keys = sy_identity_map_list_keys (map, key);
  if (keys == NULL)
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND, "There is no person “%s”", key);
      return NULL;
    }
  return sy_project_forget_keys (project, (const char *const *) keys, cancellable, error);
}
