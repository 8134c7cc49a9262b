/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-model-care.h"

#include <math.h>
#include <string.h>

#include "core/sy-core.h"
#include "sy-project-private.h"

static const char *const part_names[SY_N_OWNER_PARTS] = { "taxonomy", "logic", "data", "activation",
                                                          "compliance" };
static const char *const kind_names[] = { "review", "recalibration" };

const char *
sy_owner_part_get_name (SyOwnerPart part)
{
  g_return_val_if_fail (part < SY_N_OWNER_PARTS, NULL);

  return part_names[part];
}

const char *
sy_checkup_kind_get_name (SyCheckupKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (kind_names), NULL);

  return kind_names[kind];
}

void
sy_model_care_free (SyModelCare *self)
{
  if (self == NULL)
    return;
  for (int i = 0; i < SY_N_OWNER_PARTS; i++)
    g_free (self->owners[i]);
  g_free (self);
}

void
sy_checkup_free (SyCheckup *self)
{
  if (self == NULL)
    return;
  g_free (self->author);
  g_free (self->note);
  g_free (self);
}

static gboolean
read_owners (SyDatabase *database,
             gint64 model_id,
             SyModelCare *care,
             GError **error)
{
  g_autoptr (sqlite3_stmt) statement =
      sy_database_query (database, error, "SELECT part, owner FROM model_owner WHERE model_id = ?",
                         "i", model_id);
  SyStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = sy_database_step (database, statement, error)) == SY_STEP_ROW)
    {
      g_autofree char *name = sy_column_dup_text (statement, 0);

      for (int i = 0; i < SY_N_OWNER_PARTS; i++)
        if (strcmp (name, part_names[i]) == 0 && care->owners[i] == NULL)
          care->owners[i] = sy_column_dup_text (statement, 1);
    }
  return step == SY_STEP_DONE;
}

static double
column_number (sqlite3_stmt *statement,
               int column,
               double missing)
{
  return sqlite3_column_type (statement, column) == SQLITE_NULL
             ? missing
             : sqlite3_column_double (statement, column);
}

static int
column_days (sqlite3_stmt *statement,
             int column)
{
  return (int) CLAMP (sqlite3_column_int64 (statement, column), 0, SY_CARE_MAX_DAYS);
}

SyModelCare *
sy_project_get_care (SyProject *self,
                     gint64 model_id,
                     GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (SyModelCare) care = g_new0 (SyModelCare, 1);
  g_autoptr (sqlite3_stmt) statement =
      sy_database_query (database, error,
                         "SELECT review_days, recalibration_days, min_auc, min_lift, max_high, max_share "
                         "FROM model_care WHERE model_id = ?",
                         "i", model_id);
  SyStep step = statement != NULL ? sy_database_step (database, statement, error) : SY_STEP_ERROR;

  care->recalibration_days = SY_RECALIBRATION_DAYS;
  care->min_auc = care->min_lift = (double) NAN;
  care->max_high = SY_OCCUPANCY_MAX_HIGH;
  care->max_share = SY_OCCUPANCY_MAX_SHARE;
  if (step == SY_STEP_ROW)
    {
      care->review_days = column_days (statement, 0);
      care->recalibration_days = column_days (statement, 1);
      care->min_auc = column_number (statement, 2, care->min_auc);
      care->min_lift = column_number (statement, 3, care->min_lift);
      care->max_high = column_number (statement, 4, care->max_high);
      care->max_share = column_number (statement, 5, care->max_share);
    }
  if (step == SY_STEP_ERROR || !read_owners (database, model_id, care, error))
    return NULL;
  return g_steal_pointer (&care);
}

gboolean
sy_model_care_check (const SyModelCare *care,
                     GError **error)
{
  const char *problem = NULL;

  if (care->review_days < 0 || care->review_days > SY_CARE_MAX_DAYS ||
      care->recalibration_days < 0 || care->recalibration_days > SY_CARE_MAX_DAYS)
    problem = "A review or recalibration is due after 1 to 3660 days, or never";
  else if (!isnan (care->min_auc) && !(care->min_auc >= 0 && care->min_auc <= 1))
    problem = "The lowest AUC is a number from 0 to 1, such as 0.7";
  else if (!isnan (care->min_lift) && !(care->min_lift > 0 && isfinite (care->min_lift)))
    problem = "The lowest lift is a number above 0, such as 2";
  else if (!(care->max_high > 0 && care->max_high <= 1) ||
           !(care->max_share > 0 && care->max_share <= 1))
    problem = "The share that a band may hold is a number above 0 and up to 1, such as 0.5";
  if (problem != NULL)
    g_set_error_literal (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID, problem);
  return problem == NULL;
}

static gboolean
write_owners (SyDatabase *database,
              gint64 model_id,
              const SyModelCare *care,
              GError **error)
{
  if (!sy_database_run (database, error, "DELETE FROM model_owner WHERE model_id = ?", "i",
                        model_id))
    return FALSE;
  for (int i = 0; i < SY_N_OWNER_PARTS; i++)
    if (!sy_text_is_blank (care->owners[i]) &&
        !sy_database_run (database, error,
                          "INSERT INTO model_owner (model_id, part, owner) VALUES (?, ?, ?)", "iss",
                          model_id, part_names[i], care->owners[i]))
      return FALSE;
  return TRUE;
}

static gboolean
set_care (SyProject *self,
          gint64 model_id,
          const SyModelCare *care,
          GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autofree char *name = sy_project_dup_model_name (self, model_id, error);

  return name != NULL &&
         sy_database_run (database, error,
                          "INSERT OR REPLACE INTO model_care (model_id, review_days, "
                          "recalibration_days, min_auc, min_lift, max_high, max_share) "
                          "VALUES (?, nullif (?, 0), nullif (?, 0), ?, ?, ?, ?)",
                          "iiidddd", model_id, (gint64) care->review_days,
                          (gint64) care->recalibration_days, care->min_auc, care->min_lift,
                          care->max_high, care->max_share) &&
         write_owners (database, model_id, care, error) &&
         sy_project_log_change (self, "set-care", name, "", error);
}

gboolean
sy_project_set_care (SyProject *self,
                     gint64 model_id,
                     const SyModelCare *care,
                     GError **error)
{
  SyDatabase *database = sy_project_get_database (self);

  g_return_val_if_fail (care != NULL, FALSE);

  if (!sy_model_care_check (care, error) || !sy_database_begin (database, error))
    return FALSE;
  return sy_database_end (database, set_care (self, model_id, care, error), error);
}

GPtrArray *
sy_project_list_checkups (SyProject *self,
                          gint64 model_id,
                          GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (GPtrArray) checkups = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_checkup_free);
  g_autoptr (sqlite3_stmt) statement =
      sy_database_query (database, error,
                         "SELECT id, kind = 'recalibration', author, note, done_at_ms "
                         "FROM model_checkup WHERE model_id = ? ORDER BY done_at_ms, id",
                         "i", model_id);
  SyStep step;

  if (statement == NULL)
    return NULL;
  while ((step = sy_database_step (database, statement, error)) == SY_STEP_ROW)
    {
      SyCheckup *checkup = g_new0 (SyCheckup, 1);

      checkup->id = sqlite3_column_int64 (statement, 0);
      checkup->kind = sqlite3_column_int (statement, 1) != 0 ? SY_CHECKUP_RECALIBRATION
                                                             : SY_CHECKUP_REVIEW;
      checkup->author = sy_column_dup_text (statement, 2);
      checkup->note = sy_column_dup_text (statement, 3);
      checkup->done_at_ms = sqlite3_column_int64 (statement, 4);
      g_ptr_array_add (checkups, checkup);
    }
  return step == SY_STEP_DONE ? g_steal_pointer (&checkups) : NULL;
}

static gboolean
add_checkup (SyProject *self,
             gint64 model_id,
             const SyCheckup *checkup,
             GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autofree char *name = sy_project_dup_model_name (self, model_id, error);

  return name != NULL &&
         sy_database_run (database, error,
                          "INSERT INTO model_checkup (model_id, kind, author, note, done_at_ms) "
                          "VALUES (?, ?, ?, ?, ?)",
                          "isssi", model_id, kind_names[checkup->kind], checkup->author,
                          checkup->note != NULL ? checkup->note : "", checkup->done_at_ms) &&
         sy_project_log_change (self, kind_names[checkup->kind], name, checkup->author, error);
}

gboolean
sy_project_add_checkup (SyProject *self,
                        gint64 model_id,
                        const SyCheckup *checkup,
                        GError **error)
{
  SyDatabase *database = sy_project_get_database (self);

  g_return_val_if_fail (checkup != NULL, FALSE);

  if (sy_text_is_blank (checkup->author))
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID, "Say who did it");
      return FALSE;
    }
  if (!sy_database_begin (database, error))
    return FALSE;
  return sy_database_end (database, add_checkup (self, model_id, checkup, error), error);
}
