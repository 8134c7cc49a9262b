/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the header bar of the window says: model, version, project, date, outcome, and what is
 * compared. */
#include "config.h"

#include "sy-window-private.h"

#include <glib/gi18n.h>

static char *
dup_subtitle (SySession *session)
{
  g_autofree char *as_of = sy_session_dup_as_of_text (session);
  g_autofree char *stem = g_strdup (sy_session_get_title (session));
  SyModel *model = sy_session_get_draft (session);
  GString *text = g_string_new (stem);

  if (as_of != NULL)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, _ ("as of %s"), as_of);
    }
  if (model != NULL && model->outcome.kind != SY_OUTCOME_NONE && model->outcome.name != NULL)
    g_string_append_printf (text, " · %s", model->outcome.name);
  return g_string_free (text, FALSE);
}

static void
update_title (SyWindow *self)
{
  const char *name = sy_session_get_model_name (self->session);
  int newest = sy_session_get_newest_version (self->session);
  g_autofree char *title = NULL;
  g_autofree char *subtitle = dup_subtitle (self->session);

  if (name == NULL)
    title = g_strdup (_ ("No model yet"));
  else if (sy_session_is_draft_changed (self->session))
    /* Translators: the model and the version its draft will become */
    title = g_strdup_printf (_ ("%s — draft of v%d"), name, newest + 1);
  else
    title = g_strdup_printf (_ ("%s — v%d"), name, newest);
  adw_window_title_set_title (self->title_widget, title);
  adw_window_title_set_subtitle (self->title_widget, subtitle);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

/* As many versions stand open in the menu, the older ones in one below it. */
#define N_RECENT_VERSIONS 8

static GMenuModel *
create_compare_menu (SyWindow *self)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) recent = g_menu_new ();
  g_autoptr (GMenu) older = g_menu_new ();
  int newest = sy_session_get_newest_version (self->session);

  for (int version = newest; version > 0; version--)
    {
      g_autofree char *label = g_strdup_printf (_ ("v%d published"), version);
      g_autofree char *action = g_strdup_printf ("win.compare(%d)", version);

      g_menu_append (version > newest - N_RECENT_VERSIONS ? recent : older, label, action);
    }
  if (newest > N_RECENT_VERSIONS)
    g_menu_append_submenu (recent, _ ("Older"), G_MENU_MODEL (older));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (recent));
  g_menu_append (menu, _ ("Nothing"), "win.compare(-1)");
  return G_MENU_MODEL (menu);
}

static void
update_compare (SyWindow *self)
{
  int version = 0;
  gboolean compared = sy_session_get_published (self->session, &version) != NULL;
  g_autofree char *label = NULL;
  g_autoptr (GMenuModel) menu = create_compare_menu (self);

  if (compared)
    label = g_strdup_printf (_ ("Compare: v%d published"), version);
  else
    label = g_strdup (_ ("Compare: nothing"));
  gtk_menu_button_set_label (self->compare_button, label);
  gtk_menu_button_set_menu_model (self->compare_button, menu);
  gtk_widget_set_visible (GTK_WIDGET (self->compare_button),
                          sy_session_get_newest_version (self->session) > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self),
                                 "win.compare",
                                 sy_session_get_newest_version (self->session) > 0);
}

void
sy_window_update_header (SyWindow *self)
{
  gboolean has_session = self->session != NULL;

  gtk_widget_set_visible (self->header_start, has_session);
  gtk_widget_set_visible (self->header_end, has_session);
  gtk_stack_set_visible_child_name (self->title_stack, has_session ? "project" : "plain");
  if (!has_session)
    {
      gtk_window_set_title (GTK_WINDOW (self), _ ("Steelyard"));
      return;
    }
  update_title (self);
  update_compare (self);
}
