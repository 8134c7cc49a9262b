/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-session-care.h"
#include "sy-session.h"

G_BEGIN_DECLS

/**
 * SyEdit:
 * @model: (nullable): a draft; %NULL while only its text is known
 * @json: (nullable): the draft's text, read on first use
 * @label: what was done to get to or away from it
 *
 * A step of the undo or of the redo stack.
 */
typedef struct
{
  SyModel *model;
  char *json;
  char *label;
} SyEdit;

/**
 * SyModelState:
 * @id: the model's number in the file
 * @name: its name
 * @draft: the draft
 * @undo: (element-type SyEdit): drafts before, the newest last
 * @redo: (element-type SyEdit): drafts after, the next last
 * @versions: (element-type SyModelVersion): published versions, oldest first
 *
 * One model as the file has it; what a thread reads and the session takes over.
 */
typedef struct
{
  gint64 id;
  char *name;
  SyModel *draft;
  GPtrArray *undo;
  GPtrArray *redo;
  GPtrArray *versions;
} SyModelState;

struct _SySession
{
  GObject parent_instance;

  /* Owned */
  char *path;
  char *title;
  SyZone *zone;
  SyEventLog *log;
  SyEventRenewal *renewal; /* how the log came of the one last tuned on, or NULL */
  GPtrArray *types;        /* of SyTypeEntry */
  gboolean is_read_only;
  gboolean is_closed;

  /* The file: touched in its lane only */
  SyJobLane *store_lane;
  SyProject *project;

  /* The model */
  char **model_names;
  SyModelState *model;
  int compared_version; /* 0 the newest, -1 none */
  int published_version;
  SyModel *published;
  SyModel *newest;
  SyReference *reference;

  /* Who looks after it, and notes; NULL until first read */
  SyGovernance *governance;

  /* An edit that is not on disk yet */
  gboolean is_coalescing;
  gboolean has_unsaved;
  guint flush_id;
  gboolean has_diverged;
  GError *write_error;

  /* When */
  gint64 as_of;
  gboolean follows_end;

  /* Dates of a backtest, when the user chose them */
  gboolean has_dates;
  SyPeriod dates_period;
  gint32 dates_from;
  gint32 dates_to;

  /* Tuning: the tuner is touched in its lane only */
  SyJobLane *tuning_lane;
  struct _SyTunerBox *tuner_box;
  SyTuning *tuning;
  SyModel *tuned_draft;
  GError *tuning_error;
  gboolean tuning_runs;
  gboolean tuning_waits;
  guint tuning_generation;
};

/**
 * SySessionSignal:
 *
 * Indexes for sy_session_emit().
 */
typedef enum
{
  SY_SESSION_MODEL_CHANGED,
  SY_SESSION_LOG_CHANGED,
  SY_SESSION_AS_OF_CHANGED,
  SY_SESSION_TUNING_CHANGED,
  SY_SESSION_PROJECT_CHANGED,
  SY_SESSION_CARE_CHANGED,
  SY_SESSION_NOTES_CHANGED,
  SY_SESSION_TYPES_CHANGED,
  SY_SESSION_DATES_CHANGED,
  SY_SESSION_ERROR,
  SY_SESSION_N_SIGNALS,
} SySessionSignal;

void sy_session_emit (SySession *self, SySessionSignal signal);
void sy_session_emit_error (SySession *self, const GError *error);
void sy_session_notify_tuning_busy (SySession *self);

/* sy-session-state.c */
SyEdit *sy_edit_new (SyModel *model, const char *label);
void sy_edit_free (SyEdit *edit);
void sy_model_state_free (SyModelState *state);
SyModelState *sy_model_state_read (SyProject *project, const SyModelRecord *record, GError **error);

/* sy-session-versions.c */
void sy_session_read_versions (SySession *self);

/* sy-session-choose.c */
void sy_session_take_model (SySession *self, SyModelState *state);
void sy_session_follow_name (SySession *self, const char *before);

/* sy-session-model.c */
void sy_session_flush (SySession *self);

/* sy-session-care.c: after another model was chosen or something was published */
void sy_session_refresh_care (SySession *self);

/* sy-session-tuning.c */
void sy_session_drop_tuner (SySession *self);
void sy_session_clear_tuning (SySession *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyModelState, sy_model_state_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyEdit, sy_edit_free)

G_END_DECLS
