/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-group-editor.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-editable.h"
#include "sy-field-grid.h"
#include "sy-format.h"
#include "sy-model-freeze.h"
#include "sy-name-list.h"
#include "sy-number-entry.h"

/* The numbers, by where they are in SyRuleGroup. */
static const struct
{
  const char *label;
  const char *definition;
  SyNumberEntryFlags flags;
  gsize offset;
} numbers[] = {
  { N_ ("Weight"), N_ ("What the points of the group are multiplied by, after its limits"), 0,
    G_STRUCT_OFFSET (SyRuleGroup, weight) },
  { N_ ("Points floor"), N_ ("The least points of the group; empty for no floor"),
    SY_NUMBER_ENTRY_OPTIONAL, G_STRUCT_OFFSET (SyRuleGroup, points_min) },
  { N_ ("Points cap"), N_ ("The most points of the group; empty for no cap"),
    SY_NUMBER_ENTRY_OPTIONAL, G_STRUCT_OFFSET (SyRuleGroup, points_max) },
};

struct _SyGroupEditor
{
  AdwBin parent_instance;

  /* Borrowed: below the bin */
  GtkGrid *grid;
  GtkWidget *name;
  GtkWidget *combine;
  GtkWidget *numbers[G_N_ELEMENTS (numbers)];
  GtkLabel *p95;
  GtkWidget *remove;
  GtkWidget *measure;

  /* Owned */
  SyModel *model;
  guint group;
  gboolean updating;
};

enum
{
  SIGNAL_EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SyGroupEditor, sy_group_editor, ADW_TYPE_BIN)

static SyModel *
copy_model (SyGroupEditor *self,
            SyRuleGroup **out_group)
{
  SyModel *copy = sy_model_copy (self->model);

  *out_group = sy_model_get_group (copy, self->group);
  return copy;
}

static void
emit_edited (SyGroupEditor *self,
             SyModel *edited,
             const char *what)
{
  const char *name = sy_model_get_group (self->model, self->group)->name;
  g_autofree char *lower = g_utf8_strdown (what, -1);
  /* Translators: an edit in the undo menu: the group, then the field */
  g_autofree char *label = g_strdup_printf (_ ("Group %s: %s"), name, lower);

  g_signal_emit (self, signals[SIGNAL_EDITED], 0, edited, label, FALSE);
}

static void
take_name (SyGroupEditor *self)
{
  g_autoptr (SyModel) edited = NULL;
  g_autofree char *name = NULL;
  SyRuleGroup *group;

  if (self->model == NULL)
    return;
  name = sy_editable_dup_text (GTK_EDITABLE (self->name));
  if (*name == '\0' ||
      g_str_equal (name, sy_model_get_group (self->model, self->group)->name))
    return;
  edited = copy_model (self, &group);
  g_free (group->name);
  group->name = g_steal_pointer (&name);
  emit_edited (self, edited, _ ("Name"));
}

static void
on_name_focus_leave (SyGroupEditor *self)
{
  take_name (self);
}

static void
on_combine_selected (SyGroupEditor *self)
{
  g_autoptr (SyModel) edited = NULL;
  SyRuleGroup *group;

  if (self->updating || self->model == NULL)
    return;
  edited = copy_model (self, &group);
  group->combine = (SyCombine) gtk_drop_down_get_selected (GTK_DROP_DOWN (self->combine));
  emit_edited (self, edited, _ ("Points of the rules"));
}

static void
on_number_changed (SyGroupEditor *self,
                   double value,
                   SyNumberEntry *entry)
{
  g_autoptr (SyModel) edited = NULL;
  SyRuleGroup *group;

  if (self->model == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (self->numbers[i] == GTK_WIDGET (entry))
      {
        edited = copy_model (self, &group);
        G_STRUCT_MEMBER (double, group, numbers[i].offset) = value;
        emit_edited (self, edited, _ (numbers[i].label));
        return;
      }
}

static void
activate_freeze (SyGroupEditor *self,
                 const char *action)
{
  if (self->model != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), action, "(usu)", (guint) SY_FROZEN_P95,
                                sy_model_get_group (self->model, self->group)->name, 0u);
}

static void
on_measure_clicked (SyGroupEditor *self)
{
  activate_freeze (self, "freeze.measure");
}

static void
on_remove_clicked (SyGroupEditor *self)
{
  activate_freeze (self, "freeze.remove");
}

static void
sy_group_editor_dispose (GObject *object)
{
  SyGroupEditor *self = SY_GROUP_EDITOR (object);

  g_clear_pointer (&self->model, sy_model_unref);

  G_OBJECT_CLASS (sy_group_editor_parent_class)->dispose (object);
}

static void
sy_group_editor_class_init (SyGroupEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_group_editor_dispose;

  signals[SIGNAL_EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_POINTER,
                                         G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static GtkWidget *
make_button (SyGroupEditor *self,
             const char *label,
             GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "small-button");
  gtk_widget_set_hexpand (button, TRUE);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  return button;
}

/* "divided by 34.2" and what can be done about it */
static void
add_p95 (SyGroupEditor *self,
         int *row)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->p95 = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->p95, 1);
  gtk_widget_add_css_class (GTK_WIDGET (self->p95), "figure");
  sy_field_grid_add (self->grid, row, NULL, _ ("Divided by"),
                     _ ("The 95th percentile of the group’s points, so that channels of another size become alike: a point is as much as the top twentieth have"),
                     GTK_WIDGET (self->p95));
  self->measure = make_button (self, _ ("Measure From the Data"), G_CALLBACK (on_measure_clicked));
  self->remove = make_button (self, _ ("Do Not Divide"), G_CALLBACK (on_remove_clicked));
  gtk_box_append (GTK_BOX (buttons), self->measure);
  gtk_box_append (GTK_BOX (buttons), self->remove);
  gtk_grid_attach (self->grid, buttons, 0, (*row)++, 2, 1);
}

static void
sy_group_editor_init (SyGroupEditor *self)
{
  static const char *const combine_names[] = { N_ ("add up"), N_ ("the best one counts"), NULL };
  GtkEventController *focus = gtk_event_controller_focus_new ();
  int row = 0;

  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_row_spacing (self->grid, 6);
  gtk_grid_set_column_spacing (self->grid, 12);
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "inspector");
  self->name = gtk_entry_new ();
  g_signal_connect_swapped (self->name, "activate", G_CALLBACK (take_name), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_name_focus_leave), self);
  gtk_widget_add_controller (self->name, focus);
  sy_field_grid_add (self->grid, &row, NULL, _ ("Name of the group"), NULL, self->name);
  self->combine = gtk_drop_down_new (sy_name_list_new (combine_names), NULL);
  g_signal_connect_swapped (self->combine, "notify::selected", G_CALLBACK (on_combine_selected),
                            self);
  sy_field_grid_add (self->grid, &row, NULL, _ ("Points of the rules"),
                     _ ("With the best one, the same answer by mail and by phone counts once"),
                     self->combine);
  add_p95 (self, &row);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      self->numbers[i] = sy_number_entry_new ();
      gtk_editable_set_width_chars (GTK_EDITABLE (self->numbers[i]), 11);
      if (numbers[i].flags & SY_NUMBER_ENTRY_OPTIONAL)
        gtk_entry_set_placeholder_text (GTK_ENTRY (self->numbers[i]), _ ("none"));
      sy_number_entry_configure (SY_NUMBER_ENTRY (self->numbers[i]), numbers[i].flags, NULL, -1e9,
                                 1e9);
      g_signal_connect_swapped (self->numbers[i], "value-changed", G_CALLBACK (on_number_changed),
                                self);
      sy_field_grid_add (self->grid, &row, NULL, _ (numbers[i].label), _ (numbers[i].definition),
                         self->numbers[i]);
    }
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->grid));
}

GtkWidget *
sy_group_editor_new (void)
{
  return g_object_new (SY_TYPE_GROUP_EDITOR, NULL);
}

void
sy_group_editor_set_group (SyGroupEditor *self,
                           SyModel *model,
                           guint group)
{
  const SyRuleGroup *it;
  g_autofree char *p95 = NULL;

  g_return_if_fail (SY_IS_GROUP_EDITOR (self));
  g_return_if_fail (model != NULL && group < model->groups->len);

  sy_model_ref (model);
  g_clear_pointer (&self->model, sy_model_unref);
  self->model = model;
  self->group = group;
  it = sy_model_get_group (model, group);
  self->updating = TRUE;
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->name)), it->name) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->name), it->name);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->combine), it->combine);
  p95 = isnan (it->p95) ? g_strdup (_ ("nothing")) : sy_format_short (it->p95);
  gtk_label_set_label (self->p95, p95);
  gtk_widget_set_sensitive (self->remove, !isnan (it->p95));
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    sy_number_entry_set_value (SY_NUMBER_ENTRY (self->numbers[i]),
                               G_STRUCT_MEMBER (double, it, numbers[i].offset));
  self->updating = FALSE;
}
