/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-event-log-load-private.h"

#include <glib/gstdio.h>

#include "store/sy-people-store.h"
#include "sy-event-columns-private.h"
#include "sy-event-layout-private.h"
#include "sy-event-load-private.h"
#include "sy-event-parts-private.h"
#include "sy-event-renewal-private.h"
#include "sy-identity-private.h"

/*
 * The store gives rows with the ids of its dictionaries. First the dictionaries are read and people
 * numbered; then the events come, from the project or as columns that were kept.
 */

#define KEEP_FROM 200000   /* events; fewer are loaded in no time */
#define MIN_EVENT_BYTES 12 /* on disk: a pointer to the cell, two lengths, and the record */

static void
clear_map (SyIdMap *self)
{
  g_clear_pointer (&self->table, sy_text_table_free);
  g_clear_pointer (&self->targets, g_free);
}

/* Takes the table; each id leads to the rank of its text plus @first. */
static gboolean
init_map (SyIdMap *self,
          SyTextTable *table,
          guint32 first)
{
  self->table = table;
  if (table == NULL)
    return FALSE;
  self->targets = g_new (guint32, (gsize) table->max_id + 1);
  for (gsize i = 0; i <= table->max_id; i++)
    self->targets[i] = SY_TARGET_NONE;
  for (gsize i = 0; i < table->n_rows; i++)
    self->targets[table->ids[i]] = (guint32) i + first;
  return TRUE;
}

static void
clear_load (SyEventLoad *self)
{
  g_clear_pointer (&self->reader, sy_event_reader_free);
  clear_map (&self->people);
  clear_map (&self->types);
  clear_map (&self->names);
  clear_map (&self->values);
  g_clear_pointer (&self->consent, sy_consent_rule_free);
  g_free (self->canonical);
  g_free (self->people_by_rank);
  g_free (self->people_by_id);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SyEventLoad, clear_load)

static gboolean
read_dictionaries (SyEventLoad *load,
                   GError **error)
{
  return init_map (&load->people, sy_event_reader_read_people (load->reader, error), 0) &&
         init_map (&load->types, sy_event_reader_read_types (load->reader, error), 0) &&
         init_map (&load->names, sy_event_reader_read_property_names (load->reader, error), 0) &&
         init_map (&load->values, sy_event_reader_read_property_values (load->reader, error), 1);
}

/* --- types --- */

typedef struct
{
  const SyEventLoad *load;
  guint32 *canonical; /* by rank; SY_TARGET_NONE for a type the reader did not tell of */
  gboolean *is_muted; /* by rank */
} TypeTarget;

static void
type_cb (guint32 type,
         guint32 canonical,
         gboolean is_muted,
         gpointer user_data)
{
  TypeTarget *target = user_data;
  guint32 rank = sy_id_map_get (&target->load->types, type);

  if (rank == SY_TARGET_NONE)
    return;
  target->canonical[rank] = sy_id_map_get (&target->load->types, canonical);
  target->is_muted[rank] = is_muted;
}

/* Makes the log's types of those that are no alias, and lets the ids of the others lead there. */
static gboolean
load_types (SyEventLoad *load,
            SyEventLog *log,
            GError **error)
{
  const SyTextTable *table = load->types.table;
  g_autofree guint32 *canonical = g_new (guint32, table->n_rows);
  g_autofree gboolean *is_muted = g_new0 (gboolean, table->n_rows);
  g_autofree guint32 *types = g_new (guint32, table->n_rows);
  g_autofree const char **names = g_new (const char *, table->n_rows);
  TypeTarget target = { load, canonical, is_muted };
  guint32 n_types = 0;

  for (gsize i = 0; i < table->n_rows; i++)
    canonical[i] = SY_TARGET_NONE;
  if (!sy_event_reader_read_type_facts (load->reader, type_cb, &target, error))
    return FALSE;
  for (guint32 i = 0; i < table->n_rows; i++)
    if (canonical[i] == i)
      {
        names[n_types] = table->texts[i];
        types[i] = n_types++;
      }
  sy_event_parts_set_types (log, names, n_types);
  for (guint32 i = 0; i < table->n_rows; i++)
    if (canonical[i] == i)
      log->types[types[i]].is_muted = is_muted[i];
  for (gsize i = 0; i < table->n_rows; i++)
    {
      guint32 at = canonical[i];

      if (at == SY_TARGET_NONE || canonical[at] != at)
        {
          g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_DAMAGED,
                       "the project is damaged: the event type “%s” leads to no type",
                       table->texts[i]);
          return FALSE;
        }
      load->types.targets[table->ids[i]] = types[at];
    }
  return TRUE;
}

/* --- people --- */

typedef struct
{
  const SyEventLoad *load;
  SyIdentity *identity;
} LinkTarget;

static void
link_cb (guint32 alias,
         guint32 person,
         gpointer user_data)
{
  LinkTarget *target = user_data;
  guint32 alias_rank = sy_id_map_get (&target->load->people, alias);
  guint32 person_rank = sy_id_map_get (&target->load->people, person);

  if (alias_rank != SY_TARGET_NONE && person_rank != SY_TARGET_NONE)
    sy_identity_link (target->identity, alias_rank, person_rank);
}

static gboolean
load_people (SyEventLoad *load,
             SyEventLog *log,
             GError **error)
{
  const SyTextTable *table = load->people.table;
  g_autoptr (SyIdentity) identity = sy_identity_new (table->n_rows, load->identity_limit);
  LinkTarget target = { load, identity };

  if (load->kind != SY_LOAD_UNLINKED &&
      !sy_event_reader_read_aliases (load->reader, link_cb, &target, error))
    return FALSE;
  load->canonical = g_new (guint32, table->n_rows);
  load->people_by_rank = g_new (guint32, table->n_rows);
  sy_identity_resolve (identity, load->canonical);
  sy_event_parts_set_people (log, table->texts, table->n_rows, load->canonical,
                             load->people_by_rank);
  load->people_by_id = g_new (guint32, (gsize) table->max_id + 1);
  for (gsize i = 0; i <= table->max_id; i++)
    load->people_by_id[i] = load->people.targets[i] != SY_TARGET_NONE
                                ? load->people_by_rank[load->people.targets[i]]
                                : SY_TARGET_NONE;
  return TRUE;
}

typedef struct
{
  const SyEventLoad *load;
  SyEventLog *log;
  SyAttributeParts *attributes;
  SyOutcomeParts *outcomes;
} FactTarget;

/* One key of a person is enough. */
static void
note_refusal (const FactTarget *target,
              guint32 rank,
              const char *name,
              const char *value)
{
  const SyConsentRule *consent = target->load->consent;
  SyEventLog *log = target->log;
  guint32 person = target->load->people_by_rank[rank];

  if (consent == NULL || !g_str_equal (name, consent->attribute) ||
      !sy_consent_rule_refuses (consent, value))
    return;
  if (log->is_refusing == NULL)
    log->is_refusing = g_new0 (guint8, log->n_people);
  log->n_refusing += log->is_refusing[person] == 0;
  log->is_refusing[person] = 1;
}

static void
attribute_cb (guint32 person,
              const char *name,
              const char *value,
              gpointer user_data)
{
  FactTarget *target = user_data;
  guint32 rank = sy_id_map_get (&target->load->people, person);

  if (rank == SY_TARGET_NONE)
    return;
  sy_attribute_parts_add (target->attributes, rank, name, value);
  note_refusal (target, rank, name, value);
}

static void
outcome_cb (guint32 person,
            const char *name,
            gint64 time_ms,
            gpointer user_data)
{
  FactTarget *target = user_data;
  guint32 rank = sy_id_map_get (&target->load->people, person);
  guint32 second;

  if (rank != SY_TARGET_NONE && sy_event_parts_get_second (time_ms, &second))
    sy_outcome_parts_add (target->outcomes, target->load->people_by_rank[rank], name, second);
}

static gboolean
load_facts (SyEventLoad *load,
            SyEventLog *log,
            GError **error)
{
  g_autoptr (SyAttributeParts)
      attributes = sy_attribute_parts_new (log->n_people, load->canonical, load->people_by_rank);
  g_autoptr (SyOutcomeParts) outcomes = sy_outcome_parts_new ();
  FactTarget target = { load, log, attributes, outcomes };

  if (!sy_event_reader_read_attributes (load->reader, attribute_cb, &target, error) ||
      !sy_event_reader_read_outcomes (load->reader, outcome_cb, &target, error))
    return FALSE;
  sy_attribute_parts_finish (attributes, log);
  sy_outcome_parts_finish (outcomes, log);
  return TRUE;
}

/* Not more events than the file has room for, whatever their ids say. */
static gint64
get_n_expected (SyProject *project,
                SyEventReader *reader)
{
  gint64 n_expected = sy_event_reader_get_max_event_id (reader) -
                      (gint64) sy_event_reader_get_n_marked (reader);
  GStatBuf status;

  if (g_stat (sy_project_get_path (project), &status) != 0)
    return 0;
  return CLAMP (n_expected, 0, (gint64) status.st_size / MIN_EVENT_BYTES);
}

/* --- columns that were kept --- */

typedef struct
{
  char *path; /* NULL when none are to be kept */
  SyFileState state;
  GThread *opening;
  SyEventColumns *columns;
} Keep;

/* Waits for the thread that opens the file; it reads the path, and may remove what lies there. */
static void
finish_opening (Keep *self)
{
  if (self->opening != NULL)
    self->columns = g_thread_join (g_steal_pointer (&self->opening));
}

static void
clear_keep (Keep *self)
{
  finish_opening (self);
  g_clear_pointer (&self->columns, sy_event_columns_close);
  g_clear_pointer (&self->path, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Keep, clear_keep)

static gpointer
open_columns (gpointer data)
{
  Keep *self = data;

  return sy_event_columns_open (self->path, &self->state);
}

/* The columns are read while the rest is read from the project. */
static void
begin_keep (Keep *self,
            const SyEventLoad *load,
            const char *project_path)
{
  if (!sy_event_reader_get_state (load->reader, &self->state))
    return;
  self->path = sy_column_cache_get_path (project_path);
  self->opening = g_thread_new ("sy-columns", open_columns, self);
}

/* Returns whether the log has its events now. */
static gboolean
take_kept (Keep *self,
           const SyEventLoad *load,
           SyEventLog *log)
{
  if (self->path == NULL)
    return FALSE;
  finish_opening (self);
  if (self->columns == NULL ||
      !sy_event_columns_fit (self->columns, log, load->values.table->n_rows))
    return FALSE;
  for (gsize i = 0; i < log->n_properties; i++)
    {
      gsize n_ranks;
      const guint32 *ranks = sy_event_columns_get_values (self->columns, i, &n_ranks);

      sy_event_load_set_dictionary (load, log, i, ranks, n_ranks);
    }
  sy_event_columns_give (g_steal_pointer (&self->columns), log);
  sy_event_layout_finish (log);
  return TRUE;
}

/* Keeps the columns that were read or renewed for the next load. */
static void
keep_columns (Keep *keep,
              const SyEventLoad *load,
              SyEventLog *log,
              GPtrArray *values)
{
  if (keep->path == NULL)
    {
      g_ptr_array_unref (values);
      return;
    }
  finish_opening (keep);
  log->columns_writer = sy_event_columns_writer_new (log, values, load->values.table->n_rows,
                                                     g_steal_pointer (&keep->path), &keep->state);
}

/* Gives the log its events: of the old one and what was added, of the cache, or of the project. */
static gboolean
load_events (Keep *keep,
             SyEventLoad *load,
             SyEventLog *log,
             SyEventLog *old,
             SyEventRenewal **out_renewal,
             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  GPtrArray *values = NULL;

  /* Where no event came, what was kept may hold still: it is mapped, where a renewal would copy it. */
  if (old != NULL && sy_event_reader_get_max_event_id (load->reader) == old->max_event_id &&
      take_kept (keep, load, log))
    return TRUE;
  if (old != NULL)
    *out_renewal = sy_event_renewal_new (load, log, old, &values, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (values == NULL && take_kept (keep, load, log))
    return TRUE;
  if (values == NULL && !sy_event_load_read (load, log, &values, error))
    return FALSE;
  keep_columns (keep, load, log, values);
  return TRUE;
}

/* --- the whole --- */

static SyEventLog *
load_log (SyProject *project,
          SyLoadKind kind,
          gint64 keep_from,
          SyEventLog *old,
          SyEventRenewal **out_renewal,
          GCancellable *cancellable,
          SyProgressFunc progress,
          gpointer user_data,
          GError **error)
{
  g_auto (SyEventLoad) load = { kind, NULL, cancellable, progress, user_data };
  g_auto (Keep) keep = { 0 };
  g_autoptr (SyEventLog) log = NULL;

  load.reader = sy_event_reader_new (project, CLAMP (g_get_num_processors (), 1, SY_MAX_LOAD_PARTS), error);
  if (load.reader == NULL)
    return NULL;
  if (kind == SY_LOAD_WITH_MARKED)
    sy_event_reader_include_marked (load.reader);
  load.n_expected = get_n_expected (project, load.reader);
  load.identity_limit = sy_project_get_identity_limit (project);
  load.consent = sy_project_get_consent (project);
  if (kind == SY_LOAD_AS_SCORED && load.n_expected >= keep_from)
    begin_keep (&keep, &load, sy_project_get_path (project));

  log = sy_event_parts_new_log (sy_project_get_zone (project));
  if (!read_dictionaries (&load, error) || !load_people (&load, log, error))
    return NULL;
  sy_event_parts_set_properties (log, load.names.table->texts, load.names.table->n_rows);
  if (!load_types (&load, log, error) || !load_facts (&load, log, error))
    return NULL;
  if (!load_events (&keep, &load, log, old, out_renewal, error))
    return NULL;
  log->max_event_id = sy_event_reader_get_max_event_id (load.reader);
  log->has_state = kind == SY_LOAD_AS_SCORED && sy_event_reader_get_state (load.reader, &log->state);
  return g_steal_pointer (&log);
}

SyEventLog *
sy_event_log_load (SyProject *project,
                   GCancellable *cancellable,
                   SyProgressFunc progress,
                   gpointer user_data,
                   GError **error)
{
  g_return_val_if_fail (project != NULL, NULL);

  return load_log (project, SY_LOAD_AS_SCORED, KEEP_FROM, NULL, NULL, cancellable, progress, user_data, error);
}

SyEventLog *
sy_event_log_load_with_marked (SyProject *project,
                               GCancellable *cancellable,
                               SyProgressFunc progress,
                               gpointer user_data,
                               GError **error)
{
  g_return_val_if_fail (project != NULL, NULL);

  return load_log (project, SY_LOAD_WITH_MARKED, G_MAXINT64, NULL, NULL, cancellable, progress, user_data, error);
}

SyEventLog *
sy_event_log_load_unlinked (SyProject *project,
                            GCancellable *cancellable,
                            SyProgressFunc progress,
                            gpointer user_data,
                            GError **error)
{
  g_return_val_if_fail (project != NULL, NULL);

  return load_log (project, SY_LOAD_UNLINKED, G_MAXINT64, NULL, NULL, cancellable, progress, user_data, error);
}

SyEventLog *
sy_event_log_load_kept (SyProject *project,
                        gint64 keep_from,
                        GError **error)
{
  return load_log (project, SY_LOAD_AS_SCORED, keep_from, NULL, NULL, NULL, NULL, NULL, error);
}

SyEventLog *
sy_event_log_renew (SyEventLog *self,
                    SyProject *project,
                    GCancellable *cancellable,
                    SyProgressFunc progress,
                    gpointer user_data,
                    SyEventRenewal **out_renewal,
                    GError **error)
{
  g_autoptr (SyEventRenewal) renewal = NULL;
  SyEventLog *log;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (project != NULL, NULL);

  log = load_log (project, SY_LOAD_AS_SCORED, KEEP_FROM, self, &renewal, cancellable, progress,
                  user_data, error);
  if (out_renewal != NULL)
    *out_renewal = g_steal_pointer (&renewal);
  return log;
}

SyEventLog *
sy_event_log_renew_kept (SyEventLog *self,
                         SyProject *project,
                         gint64 keep_from,
                         SyEventRenewal **out_renewal,
                         GError **error)
{
  return load_log (project, SY_LOAD_AS_SCORED, keep_from, self, out_renewal, NULL, NULL, NULL,
                   error);
}
