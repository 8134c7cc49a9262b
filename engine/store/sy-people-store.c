/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-people-store.h"

#include "sy-project-private.h"
#include "sy-record-store.h"

#define LIMIT_SETTING "identity.limit"

guint
sy_project_get_identity_limit (SyProject *self)
{
  g_autofree char *text = sy_project_get_setting (self, LIMIT_SETTING);
  guint64 limit;

  if (text != NULL && g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT32, &limit, NULL))
    return (guint) limit;
  return SY_IDENTITY_DEFAULT_LIMIT;
}

gboolean
sy_project_set_identity_limit (SyProject *self,
                               guint limit,
                               GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autofree char *text = g_strdup_printf ("%u", limit);
  g_autofree char *detail = limit == 0 ? g_strdup ("no limit")
                                       : g_strdup_printf ("at most %u people an identifier", limit);
  gboolean success;

  if (!sy_database_begin (database, error))
    return FALSE;
  success = sy_project_write_setting (self, LIMIT_SETTING, text, error) &&
            sy_project_log_change (self, "set-identity-rule", "identity", detail, error);
  return sy_database_end (database, success, error);
}

/* Ids of a damaged file may be anything. */
static gboolean
is_person_id (gint64 id)
{
  return id >= 1 && id <= G_MAXUINT32;
}

gboolean
sy_project_read_links (SyProject *self,
                       SyLinkFunc func,
                       gpointer user_data,
                       GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (sqlite3_stmt) statement = NULL;
  SyStep step;

  statement =
      sy_database_query (database, error,
                         "SELECT import_id, alias_id, person_id FROM alias ORDER BY import_id, id",
                         "");
  if (statement == NULL)
    return FALSE;
  while ((step = sy_database_step (database, statement, error)) == SY_STEP_ROW)
    {
      gint64 alias = sqlite3_column_int64 (statement, 1);
      gint64 person = sqlite3_column_int64 (statement, 2);

      if (is_person_id (alias) && is_person_id (person))
        func (sqlite3_column_int64 (statement, 0), (guint32) alias, (guint32) person, user_data);
    }
  return step == SY_STEP_DONE;
}

gboolean
sy_project_read_relations (SyProject *self,
                           SyRelationFunc func,
                           gpointer user_data,
                           GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (sqlite3_stmt) statement = NULL;
  SyStep step;

  /* 1 and 2 are the relations. */
  statement = sy_database_query (
      database, error,
      "SELECT person_id, 1 FROM attribute UNION SELECT person_id, 1 FROM outcome "
      "UNION SELECT person_id, 1 FROM treatment UNION SELECT person_id, 2 FROM account_member",
      "");
  if (statement == NULL)
    return FALSE;
  while ((step = sy_database_step (database, statement, error)) == SY_STEP_ROW)
    {
      gint64 person = sqlite3_column_int64 (statement, 0);

      if (is_person_id (person))
        func ((guint32) person, (SyPersonRelation) sqlite3_column_int64 (statement, 1), user_data);
    }
  return step == SY_STEP_DONE;
}

gboolean
sy_project_read_members (SyProject *self,
                         SyMemberFunc func,
                         gpointer user_data,
                         GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (sqlite3_stmt) statement = NULL;
  SyStep step;

  statement = sy_database_query (
      database, error,
      "SELECT account.key, person_id, role, from_ms, to_ms FROM account_member JOIN account ON account.id = account_id "
      "ORDER BY account.key, account_member.id",
      "");
  if (statement == NULL)
    return FALSE;
  while ((step = sy_database_step (database, statement, error)) == SY_STEP_ROW)
    {
      g_autofree char *account = sy_column_dup_text (statement, 0);
      g_autofree char *role = sy_column_dup_nullable (statement, 2);
      gint64 person = sqlite3_column_int64 (statement, 1);

      if (is_person_id (person))
        func (account, (guint32) person, role,
              sqlite3_column_type (statement, 3) == SQLITE_NULL
                  ? G_MININT64
                  : sqlite3_column_int64 (statement, 3),
              sqlite3_column_type (statement, 4) == SQLITE_NULL
                  ? G_MAXINT64
                  : sqlite3_column_int64 (statement, 4),
              user_data);
    }
  return step == SY_STEP_DONE;
}

char **
sy_project_list_attribute_names (SyProject *self,
                                 GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (sqlite3_stmt) statement =
      sy_database_query (database, error, "SELECT name FROM attribute_name ORDER BY name", "");
  SyStep step;

  if (statement == NULL)
    return NULL;
  while ((step = sy_database_step (database, statement, error)) == SY_STEP_ROW)
    g_ptr_array_add (names, sy_column_dup_text (statement, 0));
  if (step != SY_STEP_DONE)
    return NULL;
  g_ptr_array_add (names, NULL);
  g_ptr_array_set_free_func (names, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

void
sy_treatment_free (SyTreatment *self)
{
  if (self == NULL)
    return;
  g_free (self->person);
  g_free (self->name);
  g_free (self->arm);
  g_free (self);
}

GPtrArray *
sy_project_list_treatments (SyProject *self,
                            GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (GPtrArray)
      treatments = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_treatment_free);
  g_autoptr (sqlite3_stmt) statement = NULL;
  SyStep step;

  statement = sy_database_query (
      database, error,
      "SELECT person.key, treatment_name.name, value, time_ms FROM treatment "
      "JOIN person ON person.id = person_id JOIN treatment_name ON treatment_name.id = name_id "
      "ORDER BY treatment_name.name, person.key, time_ms, treatment.id",
      "");
  if (statement == NULL)
    return NULL;
  while ((step = sy_database_step (database, statement, error)) == SY_STEP_ROW)
    {
      SyTreatment *treatment = g_new0 (SyTreatment, 1);

      treatment->person = sy_column_dup_text (statement, 0);
      treatment->name = sy_column_dup_text (statement, 1);
      treatment->arm = sy_column_dup_nullable (statement, 2);
      treatment->has_start = sqlite3_column_type (statement, 3) != SQLITE_NULL;
      treatment->start_ms = sqlite3_column_int64 (statement, 3);
      g_ptr_array_add (treatments, treatment);
    }
  return step == SY_STEP_DONE ? g_steal_pointer (&treatments) : NULL;
}
