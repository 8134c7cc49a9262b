/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-model-store.h"

#include "core/sy-core.h"
#include "sy-draft-review-private.h"
#include "sy-project-private.h"

/*
 * The draft of a model is a pointer into a tree of revisions: an edit adds a child of the current one
 * and moves the pointer to it, undo moves it to the parent, redo to the youngest child. Nothing is ever taken
 * out, so an edit after an undo loses nothing, and the history survives a restart.
 */

void
sy_model_record_free (SyModelRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->undo_label);
  g_free (self->redo_label);
  g_free (self);
}

void
sy_model_revision_free (SyModelRevision *self)
{
  if (self == NULL)
    return;
  g_free (self->label);
  g_free (self);
}

void
sy_model_version_free (SyModelVersion *self)
{
  if (self == NULL)
    return;
  g_free (self->json);
  g_free (self->sha256);
  g_free (self->reference);
  g_free (self->author);
  g_free (self->reason);
  g_free (self);
}

GPtrArray *
sy_project_list_models (SyProject *self,
                        GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (GPtrArray)
      models = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_model_record_free);
  g_autoptr (sqlite3_stmt) statement = NULL;
  SyStep step;

  statement = sy_database_query (
      database, error,
      "SELECT model.id, model.name, model.revision, "
      "CASE WHEN now.parent <> 0 THEN now.label END, "
      "(SELECT label FROM model_revision AS child WHERE child.model_id = model.id "
      " AND child.parent = model.revision ORDER BY child.number DESC LIMIT 1), "
      "(SELECT count (*) FROM model_version WHERE model_version.model_id = model.id), "
      "now.created_at_ms "
      "FROM model JOIN model_revision AS now ON now.model_id = model.id AND now.number = model.revision "
      "ORDER BY model.id",
      "");
  if (statement == NULL)
    return NULL;
  while ((step = sy_database_step (database, statement, error)) == SY_STEP_ROW)
    {
      SyModelRecord *model = g_new0 (SyModelRecord, 1);

      model->id = sqlite3_column_int64 (statement, 0);
      model->name = sy_column_dup_text (statement, 1);
      model->revision = sqlite3_column_int64 (statement, 2);
      model->undo_label = sy_column_dup_nullable (statement, 3);
      model->redo_label = sy_column_dup_nullable (statement, 4);
      model->n_versions = sqlite3_column_int64 (statement, 5);
      model->changed_at_ms = sqlite3_column_int64 (statement, 6);
      g_ptr_array_add (models, model);
    }
  return step == SY_STEP_DONE ? g_steal_pointer (&models) : NULL;
}

gint64
sy_project_find_model (SyProject *self,
                       const char *name,
                       GError **error)
{
  gint64 id;

  if (!sy_database_get_int (sy_project_get_database (self), &id, 0, error,
                            "SELECT id FROM model WHERE name = ?", "s", name))
    return 0;
  if (id == 0)
    g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND, "There is no model “%s”", name);
  return id;
}

char *
sy_project_dup_model_name (SyProject *self,
                           gint64 model_id,
                           GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (sqlite3_stmt) statement =
      sy_database_query (database, error, "SELECT name FROM model WHERE id = ?", "i", model_id);
  SyStep step = statement != NULL ? sy_database_step (database, statement, error) : SY_STEP_ERROR;

  if (step == SY_STEP_ROW)
    return sy_column_dup_text (statement, 0);
  if (step == SY_STEP_DONE)
    g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND,
                 "There is no model %" G_GINT64_FORMAT, model_id);
  return NULL;
}

/* Fails when it is no name, or another model than @id has it. */
static gboolean
check_name (SyProject *self,
            gint64 id,
            const char *name,
            GError **error)
{
  const char *problem = sy_text_find_name_problem (name);
  gint64 other;

  if (problem != NULL)
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID, "The name of the model %s", problem);
      return FALSE;
    }
  if (!sy_database_get_int (sy_project_get_database (self), &other, 0, error,
                            "SELECT id FROM model WHERE name = ? AND id <> ?", "si", name, id))
    return FALSE;
  if (other == 0)
    return TRUE;
  g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_EXISTS, "There is a model “%s” already", name);
  return FALSE;
}

/* The current revision; 0 with an error when there is no such model. */
static gint64
get_current (SyProject *self,
             gint64 model_id,
             GError **error)
{
  gint64 revision;

  if (!sy_database_get_int (sy_project_get_database (self), &revision, 0, error,
                            "SELECT revision FROM model WHERE id = ?", "i", model_id))
    return 0;
  if (revision == 0)
    g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND,
                 "There is no model %" G_GINT64_FORMAT, model_id);
  return revision;
}

static gboolean
add_revision (SyProject *self,
              gint64 model_id,
              gint64 parent,
              const char *label,
              const char *json,
              GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  gint64 number;

  return sy_database_get_int (database, &number, 1, error,
                              "SELECT max (number) + 1 FROM model_revision WHERE model_id = ?", "i",
                              model_id) &&
         sy_database_run (
             database, error,
             "INSERT INTO model_revision (model_id, number, parent, label, json, created_at_ms) "
             "VALUES (?, ?, ?, ?, ?, ?)",
             "iiissi", model_id, number, parent, label, json, sy_now_ms ()) &&
         sy_database_run (database, error, "UPDATE model SET revision = ? WHERE id = ?", "ii",
                          number, model_id);
}

static gint64
add_model (SyProject *self,
           const char *name,
           const char *json,
           const char *label,
           GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  gint64 id;

  if (!check_name (self, 0, name, error) ||
      !sy_database_get_int (database, &id, 1, error, "SELECT max (id) + 1 FROM model", "") ||
      !sy_database_run (database, error,
                        "INSERT INTO model (id, name, revision, created_at_ms) VALUES (?, ?, 1, ?)",
                        "isi", id, name, sy_now_ms ()) ||
      !add_revision (self, id, 0, label, json, error) ||
      !sy_project_log_change (self, "add-model", name, label, error))
    return 0;
  return id;
}

gint64
sy_project_add_model (SyProject *self,
                      const char *name,
                      const char *json,
                      const char *label,
                      GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  gint64 id;

  g_return_val_if_fail (name != NULL && json != NULL && label != NULL, 0);

  if (!sy_database_begin (database, error))
    return 0;
  id = add_model (self, name, json, label, error);
  return sy_database_end (database, id != 0, error) ? id : 0;
}

gboolean
sy_project_rename_model (SyProject *self,
                         gint64 model_id,
                         const char *name,
                         GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  gboolean success;

  if (!sy_database_begin (database, error))
    return FALSE;
  success = get_current (self, model_id, error) != 0 && check_name (self, model_id, name, error) &&
            sy_project_log_change (self, "rename-model", name, "", error) &&
            sy_database_run (database, error, "UPDATE model SET name = ? WHERE id = ?", "si", name,
                             model_id);
  return sy_database_end (database, success, error);
}

static gboolean
remove_model (SyProject *self,
              gint64 model_id,
              GError **error)
{
  static const char *const parts[] = {
    "DELETE FROM model_owner WHERE model_id = ?",
    "DELETE FROM model_care WHERE model_id = ?",
    "DELETE FROM model_checkup WHERE model_id = ?",
    "DELETE FROM draft_review WHERE model_id = ?",
    "DELETE FROM error_label WHERE model_id = ?",
    "DELETE FROM threshold_rule WHERE model_id = ?",
    "DELETE FROM model_revision WHERE model_id = ?",
    "DELETE FROM model WHERE id = ?",
  };
  SyDatabase *database = sy_project_get_database (self);
  gint64 n_versions;

  if (get_current (self, model_id, error) == 0 ||
      !sy_database_get_int (database, &n_versions, 0, error,
                            "SELECT count (*) FROM model_version WHERE model_id = ?", "i",
                            model_id))
    return FALSE;
  if (n_versions > 0)
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID,
                   "The model has %" G_GINT64_FORMAT " published versions, which are kept",
                   n_versions);
      return FALSE;
    }
  if (!sy_database_run (database, error,
                        "INSERT INTO change_log (changed_at_ms, action, subject, detail) "
                        "SELECT ?, 'remove-model', name, '' FROM model WHERE id = ?",
                        "ii", sy_now_ms (), model_id))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!sy_database_run (database, error, parts[i], "i", model_id))
      return FALSE;
  return TRUE;
}

gboolean
sy_project_remove_model (SyProject *self,
                         gint64 model_id,
                         GError **error)
{
  SyDatabase *database = sy_project_get_database (self);

  return sy_database_begin (database, error) &&
         sy_database_end (database, remove_model (self, model_id, error), error);
}

char *
sy_project_get_revision (SyProject *self,
                         gint64 model_id,
                         gint64 number,
                         GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (sqlite3_stmt) statement = NULL;
  SyStep step;

  statement =
      sy_database_query (database, error,
                         "SELECT json FROM model_revision WHERE model_id = ? AND number = ?", "ii",
                         model_id, number);
  step = statement != NULL ? sy_database_step (database, statement, error) : SY_STEP_ERROR;
  if (step == SY_STEP_ROW)
    return sy_column_dup_text (statement, 0);
  if (step == SY_STEP_DONE)
    g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND,
                 "Model %" G_GINT64_FORMAT " has no revision %" G_GINT64_FORMAT, model_id, number);
  return NULL;
}

char *
sy_project_get_draft (SyProject *self,
                      gint64 model_id,
                      GError **error)
{
  gint64 number = get_current (self, model_id, error);

  return number != 0 ? sy_project_get_revision (self, model_id, number, error) : NULL;
}

/* A step of the same drag: the current revision goes on instead of getting a child. */
static gboolean
can_merge (SyDatabase *database,
           gint64 model_id,
           gint64 current,
           const char *label,
           gboolean *out_can_merge,
           GError **error)
{
  gint64 n;

  if (!sy_database_get_int (
          database, &n, 0, error,
          "SELECT count (*) FROM model_revision AS now WHERE model_id = ?1 AND number = ?2 "
          "AND label = ?3 AND parent <> 0 AND NOT EXISTS "
          "(SELECT 1 FROM model_revision AS child WHERE child.model_id = ?1 AND child.parent = ?2)",
          "iis", model_id, current, label))
    return FALSE;
  *out_can_merge = n == 1;
  return TRUE;
}

static gboolean
set_draft (SyProject *self,
           gint64 model_id,
           const char *json,
           const char *label,
           gboolean merge,
           GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  gint64 current = get_current (self, model_id, error);
  g_autofree char *now = NULL;

  if (current == 0)
    return FALSE;
  now = sy_project_get_revision (self, model_id, current, error);
  if (now == NULL)
    return FALSE;
  if (g_str_equal (now, json))
    return TRUE;
  if (merge && !can_merge (database, model_id, current, label, &merge, error))
    return FALSE;
  if (merge)
    return sy_database_run (
        database, error,
        "UPDATE model_revision SET json = ?, created_at_ms = ? WHERE model_id = ? AND number = ?",
        "siii", json, sy_now_ms (), model_id, current);
  return add_revision (self, model_id, current, label, json, error);
}

gboolean
sy_project_set_draft (SyProject *self,
                      gint64 model_id,
                      const char *json,
                      const char *label,
                      gboolean merge,
                      GError **error)
{
  SyDatabase *database = sy_project_get_database (self);

  g_return_val_if_fail (json != NULL && label != NULL, FALSE);

  return sy_database_begin (database, error) &&
         sy_database_end (database, set_draft (self, model_id, json, label, merge, error), error);
}

static char *
move_draft (SyProject *self,
            gint64 model_id,
            const char *target_sql,
            const char *nothing,
            GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autofree char *json = NULL;
  gint64 current;
  gint64 target;

  current = get_current (self, model_id, error);
  if (current == 0 ||
      !sy_database_get_int (database, &target, 0, error, target_sql, "ii", model_id, current))
    return NULL;
  if (target == 0)
    {
      g_set_error_literal (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND, nothing);
      return NULL;
    }
  json = sy_project_get_revision (self, model_id, target, error);
  if (json == NULL ||
      !sy_database_run (database, error, "UPDATE model SET revision = ? WHERE id = ?", "ii", target,
                        model_id))
    return NULL;
  return g_steal_pointer (&json);
}

char *
sy_project_undo_draft (SyProject *self,
                       gint64 model_id,
                       GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autofree char *json = NULL;

  if (!sy_database_begin (database, error))
    return NULL;
  json = move_draft (self, model_id,
                     "SELECT parent FROM model_revision WHERE model_id = ? AND number = ?",
                     "There is nothing to undo", error);
  return sy_database_end (database, json != NULL, error) ? g_steal_pointer (&json) : NULL;
}

char *
sy_project_redo_draft (SyProject *self,
                       gint64 model_id,
                       GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autofree char *json = NULL;

  if (!sy_database_begin (database, error))
    return NULL;
  json = move_draft (self, model_id,
                     "SELECT max (number) FROM model_revision WHERE model_id = ? AND parent = ?",
                     "There is nothing to redo", error);
  return sy_database_end (database, json != NULL, error) ? g_steal_pointer (&json) : NULL;
}

GPtrArray *
sy_project_list_revisions (SyProject *self,
                           gint64 model_id,
                           GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (GPtrArray)
      revisions = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_model_revision_free);
  g_autoptr (sqlite3_stmt) statement = NULL;
  gint64 current = get_current (self, model_id, error);
  SyStep step;

  if (current == 0)
    return NULL;
  statement = sy_database_query (database, error,
                                 "SELECT number, parent, label, created_at_ms FROM model_revision "
                                 "WHERE model_id = ? ORDER BY number",
                                 "i", model_id);
  if (statement == NULL)
    return NULL;
  while ((step = sy_database_step (database, statement, error)) == SY_STEP_ROW)
    {
      SyModelRevision *revision = g_new0 (SyModelRevision, 1);

      revision->number = sqlite3_column_int64 (statement, 0);
      revision->parent = sqlite3_column_int64 (statement, 1);
      revision->label = sy_column_dup_text (statement, 2);
      revision->created_at_ms = sqlite3_column_int64 (statement, 3);
      revision->is_current = revision->number == current;
      g_ptr_array_add (revisions, revision);
    }
  return step == SY_STEP_DONE ? g_steal_pointer (&revisions) : NULL;
}

/* What it is published in spite of, and why. */
static gboolean
log_objections (SyProject *self,
                const SyPublication *publication,
                GError **error)
{
  g_autofree char *detail = NULL;

  if (publication->objections == NULL)
    return TRUE;
  detail = g_strdup_printf ("%s (%s)", publication->override_reason, publication->objections);
  return sy_project_log_change (self, "publish-override", "", detail, error);
}

static gint64
publish (SyProject *self,
         gint64 model_id,
         const SyPublication *publication,
         GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  const char *draft = publication->draft != NULL ? publication->draft : publication->json;
  g_autofree char *draft_sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, draft, -1);
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, publication->json,
                                                           -1);
  gint64 number;

  if (get_current (self, model_id, error) == 0 ||
      !sy_database_get_int (database, &number, 1, error,
                            "SELECT max (number) + 1 FROM model_version WHERE model_id = ?", "i",
                            model_id) ||
      !log_objections (self, publication, error) ||
      !sy_project_settle_review (self, model_id, draft_sha256, number,
                                 publication->override_reason, error) ||
      !sy_database_run (
          database, error,
          "INSERT INTO model_version (model_id, number, parent, json, sha256, reference, author, reason, published_at_ms) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
          "iiisssssi", model_id, number, number - 1, publication->json, sha256,
          publication->reference, publication->author, publication->reason, sy_now_ms ()) ||
      !sy_project_log_change (self, "publish", sha256, publication->reason, error))
    return 0;
  return number;
}

gint64
sy_project_publish (SyProject *self,
                    gint64 model_id,
                    const SyPublication *publication,
                    GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  gint64 number;

  g_return_val_if_fail (publication != NULL && publication->json != NULL, 0);

  if (sy_text_is_blank (publication->reason) || sy_text_is_blank (publication->author))
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID,
                   "A version is published with a reason and an author");
      return 0;
    }
  if (!sy_database_begin (database, error))
    return 0;
  number = publish (self, model_id, publication, error);
  return sy_database_end (database, number != 0, error) ? number : 0;
}

#define VERSION_COLUMNS "number, parent, json, sha256, reference, author, reason, published_at_ms"

static SyModelVersion *
take_version (SyDatabase *database,
              sqlite3_stmt *statement,
              GError **error)
{
  g_autoptr (SyModelVersion) version = g_new0 (SyModelVersion, 1);
  g_autofree char *sha256 = NULL;

  version->number = sqlite3_column_int64 (statement, 0);
  version->parent = sqlite3_column_int64 (statement, 1);
  version->json = sy_column_dup_text (statement, 2);
  version->sha256 = sy_column_dup_text (statement, 3);
  version->reference = sy_column_dup_nullable (statement, 4);
  version->author = sy_column_dup_text (statement, 5);
  version->reason = sy_column_dup_text (statement, 6);
  version->published_at_ms = sqlite3_column_int64 (statement, 7);
  sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, version->json, -1);
  if (g_str_equal (sha256, version->sha256))
    return g_steal_pointer (&version);
  g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_DAMAGED,
               "%s: the text of version %" G_GINT64_FORMAT " does not match its SHA-256",
               database->path, version->number);
  return NULL;
}

GPtrArray *
sy_project_list_versions (SyProject *self,
                          gint64 model_id,
                          GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (GPtrArray)
      versions = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_model_version_free);
  g_autoptr (sqlite3_stmt) statement = NULL;
  SyStep step;

  if (get_current (self, model_id, error) == 0)
    return NULL;
  statement = sy_database_query (database, error,
                                 "SELECT " VERSION_COLUMNS
                                 " FROM model_version WHERE model_id = ? ORDER BY number",
                                 "i", model_id);
  if (statement == NULL)
    return NULL;
  while ((step = sy_database_step (database, statement, error)) == SY_STEP_ROW)
    {
      SyModelVersion *version = take_version (database, statement, error);

      if (version == NULL)
        return NULL;
      g_ptr_array_add (versions, version);
    }
  return step == SY_STEP_DONE ? g_steal_pointer (&versions) : NULL;
}

SyModelVersion *
sy_project_get_version (SyProject *self,
                        gint64 model_id,
                        gint64 number,
                        GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (sqlite3_stmt) statement = NULL;
  SyStep step;

  statement = sy_database_query (database, error,
                                 "SELECT " VERSION_COLUMNS
                                 " FROM model_version WHERE model_id = ?1 "
                                 "AND (?2 = 0 OR number = ?2) ORDER BY number DESC LIMIT 1",
                                 "ii", model_id, number);
  step = statement != NULL ? sy_database_step (database, statement, error) : SY_STEP_ERROR;
  if (step == SY_STEP_ROW)
    return take_version (database, statement, error);
  if (step == SY_STEP_DONE && number == 0)
    g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND,
                 "The model has no published version");
  else if (step == SY_STEP_DONE)
    g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND,
                 "The model has no version %" G_GINT64_FORMAT, number);
  return NULL;
}
