/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-session.h"

struct _SySession
{
  GObject parent_instance;

  /* Owned */
  char *path;
};

G_DEFINE_FINAL_TYPE (SySession, sy_session, G_TYPE_OBJECT)

static void
sy_session_finalize (GObject *object)
{
  SySession *self = SY_SESSION (object);

  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (sy_session_parent_class)->finalize (object);
}

static void
sy_session_class_init (SySessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sy_session_finalize;
}

static void
sy_session_init (SySession *self)
{
}
