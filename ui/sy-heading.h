/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SyHeading:
 * @title: the heading of a card
 * @subtitle: the line below it
 *
 * The two lines that a card begins with, for cards made without a template.
 */
typedef struct
{
  GtkLabel *title;
  GtkLabel *subtitle;
} SyHeading;

/**
 * sy_heading_init:
 * @self: a heading
 *
 * Returns: (transfer floating): the widget that holds both labels
 */
GtkWidget *sy_heading_init (SyHeading *self);

/**
 * sy_heading_set:
 * @self: a heading
 * @title: what it says
 * @subtitle: what the line below says
 */
void sy_heading_set (SyHeading *self,
                     const char *title,
                     const char *subtitle);

G_END_DECLS
