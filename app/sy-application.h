/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SY_APPLICATION_ID "io.github.steelyard.Steelyard"

#define SY_TYPE_APPLICATION (sy_application_get_type ())

/**
 * SyApplication:
 *
 * The desktop program: one window a project, the application's actions and
 * accelerators, and the command line.
 */
G_DECLARE_FINAL_TYPE (SyApplication, sy_application, SY, APPLICATION, AdwApplication)

/**
 * sy_application_new:
 *
 * Returns: (transfer full): the application
 */
SyApplication *sy_application_new (void);

G_END_DECLS
