/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-rule-menu.h"

#include <glib/gi18n.h>

/* The two menus of the rule list. What they do is in the actions of the page. */

/* What can be done with a rule */

static GMenuModel *
make_rule_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) edit = g_menu_new ();
  g_autoptr (GMenu) move = g_menu_new ();
  g_autoptr (GMenu) destroy = g_menu_new ();

  g_menu_append (edit, _ ("_Rename…"), "rule.rename");
  g_menu_append (edit, _ ("_Mute"), "rule.mute");
  g_menu_append (edit, _ ("_Duplicate"), "rule.duplicate");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (edit));
  g_menu_append (move, _ ("Move _Up"), "rule.move-up");
  g_menu_append (move, _ ("Move Do_wn"), "rule.move-down");
  g_menu_append (move, _ ("Move to a _New Group"), "rule.new-group");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (move));
  g_menu_append (destroy, _ ("_Delete"), "rule.delete");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (destroy));

  return G_MENU_MODEL (menu);
}

static gboolean
unparent_cb (gpointer data)
{
  gtk_widget_unparent (GTK_WIDGET (data));
  return G_SOURCE_REMOVE;
}

/* The chosen action runs after `closed`. */
static void
on_menu_closed (GtkPopover *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent_cb, g_object_ref (popover), g_object_unref);
}

void
sy_rule_menu_popup (GtkWidget *row,
                    double x,
                    double y)
{
  g_autoptr (GMenuModel) model = NULL;
  GtkWidget *popover;

  g_return_if_fail (GTK_IS_WIDGET (row));

  model = make_rule_menu ();
  popover = gtk_popover_menu_new_from_model (model);
  gtk_widget_set_parent (popover, row);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  g_signal_connect (popover, "closed", G_CALLBACK (on_menu_closed), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}

/* Rules that can be added */

static void
add_event_types (GMenu *menu,
                 const SyEventLog *log)
{
  gsize n_types = sy_event_log_get_n_types (log);

  for (gsize i = 0; i < n_types; i++)
    {
      const char *type = sy_event_log_get_type_name (log, (guint32) i);
      g_autoptr (GMenuItem) item = g_menu_item_new (type, NULL);

      g_menu_item_set_action_and_target (item, "rule.add", "s", type);
      g_menu_append_item (menu, item);
    }
}

static void
add_kinds (GMenu *menu)
{
  static const struct
  {
    const char *label;
    SyRuleKind kind;
  } others[] = {
    { N_ ("One Event Not Followed by Another"), SY_RULE_SEQUENCE },
    { N_ ("A Milestone"), SY_RULE_MILESTONE },
    { N_ ("An Attribute"), SY_RULE_ATTRIBUTE },
    { N_ ("Days to or Since a Date"), SY_RULE_DATE },
  };
  g_autoptr (GMenu) kinds = g_menu_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (others[i].label), NULL);

      g_menu_item_set_action_and_target (item, "rule.add-kind", "u", others[i].kind);
      g_menu_append_item (kinds, item);
    }
  g_menu_append_section (menu, _ ("Other Rules"), G_MENU_MODEL (kinds));
}

GMenuModel *
sy_rule_menu_new_for_adding (const SyEventLog *log)
{
  GMenu *menu = g_menu_new ();

  if (log != NULL)
    add_event_types (menu, log);
  add_kinds (menu);
  return G_MENU_MODEL (menu);
}
