/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-session-private.h"
#include "sy-format.h"

G_DEFINE_FINAL_TYPE (SySession, sy_session, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_TUNING_BUSY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint signals[SY_SESSION_N_SIGNALS];

void
sy_session_emit (SySession *self,
                 SySessionSignal signal)
{
  g_signal_emit (self, signals[signal], 0);
}

void
sy_session_emit_error (SySession *self,
                       const GError *error)
{
  g_signal_emit (self, signals[SY_SESSION_ERROR], 0, error);
}

void
sy_session_notify_tuning_busy (SySession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TUNING_BUSY]);
}

static void
sy_session_get_property (GObject *object,
                         guint prop_id,
                         GValue *value,
                         GParamSpec *pspec)
{
  SySession *self = SY_SESSION (object);

  switch (prop_id)
    {
    case PROP_TUNING_BUSY:
      g_value_set_boolean (value, self->tuning_runs);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* A session that was not closed is closed here: the task that closes it keeps
 * it alive until the file is written. */
static void
sy_session_dispose (GObject *object)
{
  SySession *self = SY_SESSION (object);

  if (!self->is_closed && self->project != NULL)
    sy_session_close_async (self, NULL, NULL);

  G_OBJECT_CLASS (sy_session_parent_class)->dispose (object);
}

static void
sy_session_finalize (GObject *object)
{
  SySession *self = SY_SESSION (object);

  g_clear_handle_id (&self->flush_id, g_source_remove);
  g_clear_pointer (&self->model, sy_model_state_free);
  g_clear_pointer (&self->model_names, g_strfreev);
  g_clear_pointer (&self->governance, sy_governance_unref);
  g_clear_pointer (&self->published, sy_model_unref);
  g_clear_pointer (&self->newest, sy_model_unref);
  g_clear_pointer (&self->reference, sy_reference_unref);
  sy_session_clear_tuning (self);
  g_clear_error (&self->tuning_error);
  g_clear_error (&self->write_error);
  g_clear_pointer (&self->renewal, sy_event_renewal_unref);
  g_clear_pointer (&self->log, sy_event_log_unref);
  g_clear_pointer (&self->types, g_ptr_array_unref);
  g_clear_pointer (&self->zone, sy_zone_unref);
  g_clear_pointer (&self->store_lane, sy_job_lane_free);
  g_clear_pointer (&self->tuning_lane, sy_job_lane_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (sy_session_parent_class)->finalize (object);
}

static guint
add_signal (SySessionClass *klass,
            const char *name)
{
  return g_signal_new (name,
                       G_TYPE_FROM_CLASS (klass),
                       G_SIGNAL_RUN_LAST,
                       0,
                       NULL,
                       NULL,
                       NULL,
                       G_TYPE_NONE,
                       0);
}

static void
sy_session_class_init (SySessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sy_session_get_property;
  object_class->dispose = sy_session_dispose;
  object_class->finalize = sy_session_finalize;

  /**
   * SySession:tuning-busy:
   *
   * Whether an evaluation of the draft runs.
   */
  properties[PROP_TUNING_BUSY] = g_param_spec_boolean ("tuning-busy", NULL, NULL, FALSE,
                                                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SY_SESSION_MODEL_CHANGED] = add_signal (klass, "model-changed");
  signals[SY_SESSION_LOG_CHANGED] = add_signal (klass, "log-changed");
  signals[SY_SESSION_AS_OF_CHANGED] = add_signal (klass, "as-of-changed");
  signals[SY_SESSION_TUNING_CHANGED] = add_signal (klass, "tuning-changed");
  signals[SY_SESSION_PROJECT_CHANGED] = add_signal (klass, "project-changed");
  signals[SY_SESSION_CARE_CHANGED] = add_signal (klass, "care-changed");
  signals[SY_SESSION_NOTES_CHANGED] = add_signal (klass, "notes-changed");
  signals[SY_SESSION_TYPES_CHANGED] = add_signal (klass, "types-changed");
  signals[SY_SESSION_DATES_CHANGED] = add_signal (klass, "dates-changed");
  signals[SY_SESSION_ERROR] = g_signal_new ("error",
                                            G_TYPE_FROM_CLASS (klass),
                                            G_SIGNAL_RUN_LAST,
                                            0,
                                            NULL,
                                            NULL,
                                            NULL,
                                            G_TYPE_NONE,
                                            1,
                                            G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
sy_session_init (SySession *self)
{
}

void
sy_session_project_changed (SySession *self)
{
  g_return_if_fail (SY_IS_SESSION (self));

  sy_session_read_types (self);
  sy_session_emit (self, SY_SESSION_PROJECT_CHANGED);
}

const char *
sy_session_get_path (SySession *self)
{
  g_return_val_if_fail (SY_IS_SESSION (self), NULL);

  return self->path;
}

const char *
sy_session_get_title (SySession *self)
{
  g_return_val_if_fail (SY_IS_SESSION (self), NULL);

  return self->title;
}

gboolean
sy_session_is_read_only (SySession *self)
{
  g_return_val_if_fail (SY_IS_SESSION (self), FALSE);

  return self->is_read_only;
}

SyZone *
sy_session_get_zone (SySession *self)
{
  g_return_val_if_fail (SY_IS_SESSION (self), NULL);

  return self->zone;
}

SyEventLog *
sy_session_get_log (SySession *self)
{
  g_return_val_if_fail (SY_IS_SESSION (self), NULL);

  return self->log;
}

gint64
sy_session_get_as_of (SySession *self)
{
  g_return_val_if_fail (SY_IS_SESSION (self), 0);

  return self->as_of;
}

char *
sy_session_dup_as_of_text (SySession *self)
{
  g_return_val_if_fail (SY_IS_SESSION (self), NULL);

  return sy_format_as_of (self->zone, self->as_of);
}
