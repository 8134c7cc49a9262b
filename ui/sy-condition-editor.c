/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-condition-editor.h"

#include <glib/gi18n.h>

#include "sy-condition-text.h"

typedef struct
{
  GtkWidget *box;
  GtkWidget *field;
  GtkWidget *op;
  GtkWidget *value;
  SyCondition *nested; /* instead of the three */
} Row;

struct _SyConditionEditor
{
  AdwBin parent_instance;

  /* Template children */
  GtkLabel *title;
  GtkBox *rows_box;

  /* Owned */
  GPtrArray *rows;
  gboolean updating;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SyConditionEditor, sy_condition_editor, ADW_TYPE_BIN)

static void
row_free (Row *row)
{
  g_clear_pointer (&row->nested, sy_condition_free);
  g_free (row);
}

static void
emit_changed (SyConditionEditor *self)
{
  if (!self->updating)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static SyCondition *
row_to_condition (const Row *row)
{
  const char *field, *value;
  SyOperator op;

  if (row->nested != NULL)
    return sy_condition_copy (row->nested);

  field = gtk_editable_get_text (GTK_EDITABLE (row->field));
  value = gtk_editable_get_text (GTK_EDITABLE (row->value));
  op = gtk_drop_down_get_selected (GTK_DROP_DOWN (row->op));
  return sy_condition_test_from_text (field, op, value);
}

static void
mark_row (const Row *row)
{
  g_autoptr (SyCondition) condition = NULL;
  const char *value;

  if (row->nested != NULL)
    return;

  condition = row_to_condition (row);
  value = gtk_editable_get_text (GTK_EDITABLE (row->value));
  gtk_widget_set_visible (row->value, gtk_drop_down_get_selected (GTK_DROP_DOWN (row->op)) !=
                                          SY_OPERATOR_EXISTS);
  if (condition == NULL && *value != '\0' &&
      *gtk_editable_get_text (GTK_EDITABLE (row->field)) != '\0')
    gtk_widget_add_css_class (row->value, "error");
  else
    gtk_widget_remove_css_class (row->value, "error");
}

static void
on_row_edited (SyConditionEditor *self)
{
  g_assert (SY_IS_CONDITION_EDITOR (self));

  if (self->updating)
    return;

  for (guint i = 0; i < self->rows->len; i++)
    mark_row (g_ptr_array_index (self->rows, i));
  emit_changed (self);
}

static void
on_remove_clicked (SyConditionEditor *self,
                   GtkWidget *button)
{
  GtkWidget *box = gtk_widget_get_parent (button);

  g_assert (SY_IS_CONDITION_EDITOR (self));

  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = g_ptr_array_index (self->rows, i);

      if (row->box == box)
        {
          gtk_box_remove (self->rows_box, box);
          g_ptr_array_remove_index (self->rows, i);
          emit_changed (self);
          return;
        }
    }
}

static GtkWidget *
make_entry (SyConditionEditor *self,
            const char *text,
            const char *placeholder,
            int chars)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), chars);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), chars);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  placeholder, -1);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (on_row_edited), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_row_edited), self);
  gtk_widget_add_controller (entry, focus);

  return entry;
}

static GtkWidget *
make_operators (SyConditionEditor *self,
                SyOperator selected)
{
  const char *names[SY_OPERATOR_EXISTS + 2] = { NULL };
  GtkWidget *drop_down;

  for (guint op = 0; op <= SY_OPERATOR_EXISTS; op++)
    names[op] = sy_operator_get_name (op);
  drop_down = gtk_drop_down_new_from_strings (names);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), selected);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Comparison"), -1);
  g_signal_connect_swapped (drop_down, "notify::selected", G_CALLBACK (on_row_edited), self);

  return drop_down;
}

/* @condition: a test for the row to edit, or any other node to show; %NULL for an empty row */
static Row *
add_row (SyConditionEditor *self,
         const SyCondition *condition)
{
  Row *row = g_new0 (Row, 1);
  GtkWidget *remove = gtk_button_new_from_icon_name ("list-remove-symbolic");

  row->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  if (condition != NULL && condition->kind != SY_CONDITION_TEST)
    {
      g_autofree char *text = sy_condition_describe (condition);
      GtkWidget *label = gtk_label_new (text);

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_set_hexpand (label, TRUE);
      gtk_box_append (GTK_BOX (row->box), label);
      row->nested = sy_condition_copy (condition);
    }
  else
    {
      g_autofree char *values = condition != NULL ? sy_condition_test_format_values (condition) : g_strdup ("");

      row->field = make_entry (self, condition != NULL ? condition->field : "", _ ("Field"), 6);
      row->op = make_operators (self, condition != NULL ? condition->op : SY_OPERATOR_EQUAL);
      row->value = make_entry (self, values, _ ("Value"), 5);
      gtk_box_append (GTK_BOX (row->box), row->field);
      gtk_box_append (GTK_BOX (row->box), row->op);
      gtk_box_append (GTK_BOX (row->box), row->value);
      mark_row (row);
    }

  gtk_widget_set_tooltip_text (remove, _ ("Remove This Condition"));
  gtk_widget_add_css_class (remove, "flat");
  g_signal_connect_swapped (remove, "clicked", G_CALLBACK (on_remove_clicked), self);
  gtk_box_append (GTK_BOX (row->box), remove);
  gtk_box_append (self->rows_box, row->box);
  g_ptr_array_add (self->rows, row);

  return row;
}

static void
on_add_clicked (SyConditionEditor *self)
{
  Row *row;

  g_assert (SY_IS_CONDITION_EDITOR (self));

  row = add_row (self, NULL);
  gtk_widget_grab_focus (row->field);
}

static void
sy_condition_editor_dispose (GObject *object)
{
  SyConditionEditor *self = SY_CONDITION_EDITOR (object);

  /* Entries that lose the focus on the way out are no edits. */
  self->updating = TRUE;
  g_ptr_array_set_size (self->rows, 0);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SY_TYPE_CONDITION_EDITOR);

  G_OBJECT_CLASS (sy_condition_editor_parent_class)->dispose (object);
}

static void
sy_condition_editor_finalize (GObject *object)
{
  g_ptr_array_unref (SY_CONDITION_EDITOR (object)->rows);

  G_OBJECT_CLASS (sy_condition_editor_parent_class)->finalize (object);
}

static void
sy_condition_editor_class_init (SyConditionEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sy_condition_editor_dispose;
  object_class->finalize = sy_condition_editor_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed",
                                          G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/steelyard/Steelyard/sy-condition-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, SyConditionEditor, title);
  gtk_widget_class_bind_template_child (widget_class, SyConditionEditor, rows_box);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked);
}

static void
sy_condition_editor_init (SyConditionEditor *self)
{
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sy_condition_editor_set_title (SyConditionEditor *self,
                               const char *title)
{
  g_return_if_fail (SY_IS_CONDITION_EDITOR (self));

  if (g_strcmp0 (gtk_label_get_label (self->title), title) != 0)
    gtk_label_set_label (self->title, title);
}

SyCondition *
sy_condition_editor_dup_condition (SyConditionEditor *self)
{
  g_autoptr (SyCondition) all = NULL;

  g_return_val_if_fail (SY_IS_CONDITION_EDITOR (self), NULL);

  all = sy_condition_new (SY_CONDITION_ALL);
  for (guint i = 0; i < self->rows->len; i++)
    {
      SyCondition *child = row_to_condition (g_ptr_array_index (self->rows, i));

      if (child != NULL)
        sy_condition_add_child (all, child);
    }

  return all->n_children > 0 ? g_steal_pointer (&all) : NULL;
}

void
sy_condition_editor_set_condition (SyConditionEditor *self,
                                   const SyCondition *condition)
{
  g_autoptr (SyCondition) shown = NULL;
  GtkWidget *child;

  g_return_if_fail (SY_IS_CONDITION_EDITOR (self));

  shown = sy_condition_editor_dup_condition (self);
  if (sy_condition_equal (shown, condition))
    return;

  self->updating = TRUE;
  g_ptr_array_set_size (self->rows, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rows_box))) != NULL)
    gtk_box_remove (self->rows_box, child);

  if (condition != NULL && condition->kind == SY_CONDITION_ALL)
    {
      for (gsize i = 0; i < condition->n_children; i++)
        add_row (self, condition->children[i]);
    }
  else if (condition != NULL)
    add_row (self, condition);
  self->updating = FALSE;
}
