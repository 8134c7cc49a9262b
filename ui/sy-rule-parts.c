/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-rule-parts.h"

#include <glib/gi18n.h>

#include "sy-choice-button.h"
#include "sy-field-grid.h"
#include "sy-log-names.h"
#include "sy-model-edit.h"
#include "sy-model-freeze.h"
#include "sy-name-list.h"

/* Lists of event types, by where they are in SyRule. */
typedef struct
{
  const char *label;
  const char *definition;
  gsize offset;
  gboolean (*applies) (const SyRule *rule);
} TypesPart;

static gboolean
has_types (const SyRule *rule)
{
  return rule->kind == SY_RULE_EVENT || rule->kind == SY_RULE_MILESTONE;
}

static gboolean
is_sequence (const SyRule *rule)
{
  return rule->kind == SY_RULE_SEQUENCE;
}

static gboolean
is_per_events (const SyRule *rule)
{
  return rule->kind == SY_RULE_EVENT && rule->per.kind == SY_EXPOSURE_EVENTS;
}

static gboolean
is_per_attribute (const SyRule *rule)
{
  return rule->kind == SY_RULE_EVENT && rule->per.kind == SY_EXPOSURE_ATTRIBUTE;
}

static gboolean
has_attribute (const SyRule *rule)
{
  return rule->kind == SY_RULE_ATTRIBUTE || rule->kind == SY_RULE_DATE;
}

static gboolean
is_event (const SyRule *rule)
{
  return rule->kind == SY_RULE_EVENT;
}

static const TypesPart types_parts[] = {
  { N_ ("Events"), N_ ("Events of these types count"), G_STRUCT_OFFSET (SyRule, types), has_types },
  { N_ ("First"), N_ ("What happened first"), G_STRUCT_OFFSET (SyRule, first), is_sequence },
  { N_ ("Not followed by"), N_ ("What did not follow in time"), G_STRUCT_OFFSET (SyRule, unless),
    is_sequence },
  { N_ ("Events per"), N_ ("Divided by the number of these events in the window, at least 1"),
    G_STRUCT_OFFSET (SyRule, per.types), is_per_events },
};

/* Attributes, by where they are in SyRule. */
typedef struct
{
  const char *label;
  const char *definition;
  gsize offset;
  gboolean (*applies) (const SyRule *rule);
} AttributePart;

static const AttributePart attribute_parts[] = {
  { N_ ("Attribute"), N_ ("What is known of a person"), G_STRUCT_OFFSET (SyRule, attribute),
    has_attribute },
  { N_ ("Attribute per"), N_ ("Divided by this number of a person, at least 1"),
    G_STRUCT_OFFSET (SyRule, per.attribute), is_per_attribute },
};

static const char *const per_names[] = { N_ ("nothing"), N_ ("active day"), N_ ("other events"),
                                         N_ ("an attribute"), NULL };

/* What is frozen, as a button with the numbers that opens a menu. */
typedef struct
{
  const char *label;
  const char *definition;
  SyFrozen what;
  char *(*describe) (const SyRule *rule);
  gboolean (*applies) (const SyRule *rule);
} FrozenPart;

static const FrozenPart frozen_parts[] = {
  { N_ ("Season"),
    N_ ("Divides by how busy the weeks of the window were in the years before: needs a year of data"),
    SY_FROZEN_SEASON, sy_rule_describe_season, sy_rule_can_have_season },
  { N_ ("Codes"),
    N_ ("Turns the value into a code from 1, with as many people each, as the R, F and M of an RFM code"),
    SY_FROZEN_CODES, sy_rule_describe_codes, is_event },
};

static const guint code_choices[] = { 3, 4, 5, 10 };

typedef struct
{
  GtkWidget *label;
  GtkWidget *control;
} PartRow;

struct _SyRuleParts
{
  GtkSizeGroup *controls; /* borrowed */
  SyRulePartsChanged changed;
  gpointer user_data;
  SyEventLog *log;
  SyRule *rule;
  PartRow types[G_N_ELEMENTS (types_parts)];
  PartRow per;
  PartRow attributes[G_N_ELEMENTS (attribute_parts)];
  PartRow frozen[G_N_ELEMENTS (frozen_parts)];
  gboolean updating;
};

static void
on_types_changed (SyRuleParts *self,
                  SyChoiceButton *button)
{
  SyRule *edited;

  if (self->rule == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (types_parts); i++)
    {
      char ***types;

      if (self->types[i].control != GTK_WIDGET (button))
        continue;
      edited = sy_rule_copy (self->rule);
      types = &G_STRUCT_MEMBER (char **, edited, types_parts[i].offset);
      g_strfreev (*types);
      *types = sy_choice_button_dup_chosen (button);
      self->changed (_ (types_parts[i].label), edited, self->user_data);
      return;
    }
}

static void
on_per_selected (SyRuleParts *self,
                 GParamSpec *pspec,
                 GtkDropDown *drop_down)
{
  guint kind = gtk_drop_down_get_selected (drop_down);
  SyRule *edited;

  if (self->updating || self->rule == NULL)
    return;
  edited = sy_rule_copy (self->rule);
  sy_rule_edit_set_per (edited, (SyExposureKind) kind,
                        sy_log_find_attribute_for (self->log, SY_RULE_ATTRIBUTE));
  self->changed (_ ("Divided by"), edited, self->user_data);
}

static void
on_attribute_selected (SyRuleParts *self,
                       GParamSpec *pspec,
                       GtkDropDown *drop_down)
{
  const char *name = sy_attribute_choice_get (drop_down);
  SyRule *edited;

  if (self->updating || self->rule == NULL || name == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (attribute_parts); i++)
    {
      if (self->attributes[i].control != GTK_WIDGET (drop_down))
        continue;
      edited = sy_rule_copy (self->rule);
      if (attribute_parts[i].applies == has_attribute)
        sy_rule_edit_set_attribute (edited, name);
      else
        {
          g_free (edited->per.attribute);
          edited->per.attribute = g_strdup (name);
        }
      self->changed (_ (attribute_parts[i].label), edited, self->user_data);
      return;
    }
}

/* The grid */

static void
add_row (SyRuleParts *self,
         GtkGrid *grid,
         int *row,
         PartRow *part,
         const char *label,
         const char *definition,
         GtkWidget *control)
{
  part->label = sy_field_grid_add (grid, row, self->controls, label, definition, control);
  part->control = control;
}

static GtkWidget *
make_drop_down (const char *name,
                const char *definition)
{
  GtkWidget *drop_down = gtk_drop_down_new (NULL, NULL);

  gtk_widget_set_tooltip_text (drop_down, definition);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  return drop_down;
}

static GtkWidget *
make_per (SyRuleParts *self)
{
  g_autoptr (GListModel) names = sy_name_list_new (per_names);
  GtkWidget *per = make_drop_down (_ ("Divided by"),
                                   _ ("What there was to do: 3 clicks of 4 messages are more than 3 of 40"));

  gtk_drop_down_set_model (GTK_DROP_DOWN (per), names);
  g_signal_connect_swapped (per, "notify::selected", G_CALLBACK (on_per_selected), self);
  return per;
}

static GtkWidget *
make_frozen (const FrozenPart *part)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 12);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 14);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), label);
  /* The menu button centres what it is given. */
  gtk_widget_set_halign (gtk_widget_get_parent (label), GTK_ALIGN_FILL);
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (button), TRUE);
  gtk_widget_add_css_class (button, "frozen");
  return button;
}

SyRuleParts *
sy_rule_parts_new (GtkGrid *grid,
                   GtkSizeGroup *controls,
                   SyRulePartsChanged changed,
                   gpointer user_data)
{
  SyRuleParts *self = g_new0 (SyRuleParts, 1);
  int row = 0;

  self->controls = controls;
  self->changed = changed;
  self->user_data = user_data;
  for (gsize i = 0; i < G_N_ELEMENTS (types_parts); i++)
    {
      GtkWidget *button = sy_choice_button_new (_ (types_parts[i].label), _ ("none"));

      g_signal_connect_swapped (button, "changed", G_CALLBACK (on_types_changed), self);
      add_row (self, grid, &row, &self->types[i], _ (types_parts[i].label),
               _ (types_parts[i].definition), button);
      /* The exposure's own row follows the choice of its kind. */
      if (i + 2 == G_N_ELEMENTS (types_parts))
        add_row (self, grid, &row, &self->per, _ ("Divided by"), NULL, make_per (self));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (attribute_parts); i++)
    {
      GtkWidget *drop_down = make_drop_down (_ (attribute_parts[i].label),
                                             _ (attribute_parts[i].definition));

      g_signal_connect_swapped (drop_down, "notify::selected", G_CALLBACK (on_attribute_selected),
                                self);
      add_row (self, grid, &row, &self->attributes[i], _ (attribute_parts[i].label),
               _ (attribute_parts[i].definition), drop_down);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (frozen_parts); i++)
    add_row (self, grid, &row, &self->frozen[i], _ (frozen_parts[i].label),
             _ (frozen_parts[i].definition), make_frozen (&frozen_parts[i]));
  return self;
}

void
sy_rule_parts_focus_attribute (SyRuleParts *self)
{
  gtk_widget_grab_focus (self->attributes[0].control);
}

void
sy_rule_parts_free (SyRuleParts *self)
{
  g_clear_pointer (&self->log, sy_event_log_unref);
  g_clear_pointer (&self->rule, sy_rule_free);
  g_free (self);
}

void
sy_rule_parts_set_log (SyRuleParts *self,
                       SyEventLog *log)
{
  g_auto (GStrv) types = sy_log_list_types (log);

  if (log != NULL)
    sy_event_log_ref (log);
  g_clear_pointer (&self->log, sy_event_log_unref);
  self->log = log;
  for (gsize i = 0; i < G_N_ELEMENTS (types_parts); i++)
    sy_choice_button_set_items (SY_CHOICE_BUTTON (self->types[i].control),
                                (const char *const *) types, NULL);
}

static void
set_visible (PartRow *row,
             gboolean visible)
{
  gtk_widget_set_visible (row->label, visible);
  gtk_widget_set_visible (row->control, visible);
}

static void
add_item (GMenu *menu,
          const char *label,
          const char *action,
          SyFrozen what,
          const char *name,
          guint n_codes)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "(usu)", what, name, n_codes);
  g_menu_append_item (menu, item);
}

static void
show_frozen (SyRuleParts *self,
             gsize index,
             const SyRule *rule)
{
  const FrozenPart *part = &frozen_parts[index];
  GtkMenuButton *button = GTK_MENU_BUTTON (self->frozen[index].control);
  g_autofree char *text = part->describe (rule);
  g_autofree char *name = g_strdup_printf ("%s: %s", _ (part->label), text);
  g_autofree char *tip = g_strdup_printf ("%s\n%s", text, _ (part->definition));
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) measure = g_menu_new ();
  g_autoptr (GMenu) remove = g_menu_new ();
  g_autofree char *key = g_strdup_printf ("%s\n%s", rule->id, text);

  /* A new menu would close the one that is open. */
  if (g_strcmp0 (g_object_get_data (G_OBJECT (button), "sy-shown"), key) == 0)
    return;
  g_object_set_data_full (G_OBJECT (button), "sy-shown", g_steal_pointer (&key), g_free);
  if (part->what == SY_FROZEN_CODES)
    for (gsize i = 0; i < G_N_ELEMENTS (code_choices); i++)
      {
        g_autofree char *label = g_strdup_printf (_ ("Measure %u Codes From the Data"),
                                                  code_choices[i]);

        add_item (measure, label, "freeze.measure", part->what, rule->id, code_choices[i]);
      }
  else
    add_item (measure, _ ("Measure From the Data"), "freeze.measure", part->what, rule->id, 0);
  if (part->what == SY_FROZEN_CODES ? rule->n_code_edges > 0 : rule->n_season > 0)
    add_item (remove, _ ("Remove"), "freeze.remove", part->what, rule->id, 0);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (measure));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (remove));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
  gtk_label_set_label (GTK_LABEL (gtk_menu_button_get_child (button)), text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
sy_rule_parts_show (SyRuleParts *self,
                    const SyRule *rule)
{
  g_clear_pointer (&self->rule, sy_rule_free);
  self->rule = sy_rule_copy (rule);
  self->updating = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (types_parts); i++)
    {
      set_visible (&self->types[i], types_parts[i].applies (rule));
      sy_choice_button_set_chosen (
          SY_CHOICE_BUTTON (self->types[i].control),
          (const char *const *) G_STRUCT_MEMBER (char **, rule, types_parts[i].offset));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (attribute_parts); i++)
    {
      set_visible (&self->attributes[i], attribute_parts[i].applies (rule));
      sy_attribute_choice_show (GTK_DROP_DOWN (self->attributes[i].control), self->log,
                                G_STRUCT_MEMBER (char *, rule, attribute_parts[i].offset));
    }
  set_visible (&self->per, rule->kind == SY_RULE_EVENT);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->per.control), rule->per.kind);
  for (gsize i = 0; i < G_N_ELEMENTS (frozen_parts); i++)
    {
      set_visible (&self->frozen[i], frozen_parts[i].applies (rule));
      show_frozen (self, i, rule);
    }
  self->updating = FALSE;
}
