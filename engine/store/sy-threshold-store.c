/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-threshold-store.h"

#include "core/sy-core.h"
#include "sy-model-store.h"
#include "sy-project-private.h"

char *
sy_project_get_threshold_rule (SyProject *self,
                               const char *model,
                               GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (sqlite3_stmt) statement = NULL;
  SyStep step;

  g_return_val_if_fail (model != NULL, NULL);

  statement = sy_database_query (database, error,
                                 "SELECT json FROM threshold_rule JOIN model ON model.id = model_id "
                                 "WHERE model.name = ?",
                                 "s", model);
  step = statement != NULL ? sy_database_step (database, statement, error) : SY_STEP_ERROR;
  if (step == SY_STEP_ROW)
    return sy_column_dup_text (statement, 0);
  if (step == SY_STEP_DONE)
    g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND,
                 "The model “%s” has no rule for its threshold yet", model);
  return NULL;
}

static gboolean
write_rule (SyProject *self,
            const char *model,
            const char *json,
            GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  gint64 id = sy_project_find_model (self, model, error);

  if (id == 0)
    return FALSE;
  if (json == NULL)
    return sy_database_run (database, error, "DELETE FROM threshold_rule WHERE model_id = ?", "i",
                            id) &&
           sy_project_log_change (self, "set-threshold", model, "no rule", error);
  return sy_database_run (database, error,
                          "INSERT INTO threshold_rule (model_id, json, changed_at_ms) "
                          "VALUES (?1, ?2, ?3) "
                          "ON CONFLICT (model_id) DO UPDATE SET json = ?2, changed_at_ms = ?3",
                          "isi", id, json, sy_now_ms ()) &&
         sy_project_log_change (self, "set-threshold", model, json, error);
}

gboolean
sy_project_set_threshold_rule (SyProject *self,
                               const char *model,
                               const char *json,
                               GError **error)
{
  SyDatabase *database = sy_project_get_database (self);

  g_return_val_if_fail (model != NULL, FALSE);

  if (!sy_database_begin (database, error))
    return FALSE;
  return sy_database_end (database, write_rule (self, model, json, error), error);
}
