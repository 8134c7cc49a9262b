/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-application.h"
#include "sy-window.h"

struct _SyApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (SyApplication, sy_application, ADW_TYPE_APPLICATION)

static void
sy_application_activate (GApplication *application)
{
  gtk_window_present (GTK_WINDOW (sy_window_new (GTK_APPLICATION (application))));
}

static void
sy_application_class_init (SyApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->activate = sy_application_activate;
}

static void
sy_application_init (SyApplication *self)
{
}

SyApplication *
sy_application_new (void)
{
  return g_object_new (SY_TYPE_APPLICATION,
                       "application-id",
                       SY_APPLICATION_ID,
                       "flags",
                       G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path",
                       "/io/github/steelyard/Steelyard",
                       NULL);
}
