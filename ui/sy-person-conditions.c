/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-person-conditions.h"

#include <glib/gi18n.h>

#include "sy-name-list.h"
#include "sy-person-condition.h"
#include "sy-person-form.h"

struct _SyPersonConditions
{
  AdwBin parent_instance;

  /* Borrowed */
  GtkBox *rows;
  GtkWidget *title;

  /* Owned */
  SyEventLog *log;
  SyCondition *root; /* an ALL node */
  gboolean is_updating;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SyPersonConditions, sy_person_conditions, ADW_TYPE_BIN)

/* A condition on the screen; both nodes are in the tree. */
typedef struct
{
  SyPersonConditions *self;
  SyCondition *parent;
  SyCondition *core;
  GtkWidget *button; /* the words; NULL for a group */
} Row;

static const char *const kind_names[] = { N_ ("Number of Events"), N_ ("Days to a Date"),
                                          N_ ("Days Since the First Event"), N_ ("An Attribute"),
                                          N_ ("Any of Several") };

/* In the order of the list of a group: whether any is enough, and whether it is turned round. */
static const char *const group_names[] = { N_ ("All of"), N_ ("Any of"), N_ ("Not all of"),
                                           N_ ("None of"), NULL };

static void rebuild (SyPersonConditions *self);

static void
emit_changed (SyPersonConditions *self)
{
  if (!self->is_updating)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
is_turned (const Row *row)
{
  for (gsize i = 0; i < row->parent->n_children; i++)
    {
      gboolean turned;

      if (sy_person_condition_get_core (row->parent->children[i], &turned) == row->core)
        return turned;
    }
  return FALSE;
}

static void
show_words (const Row *row)
{
  g_autofree char *plain = sy_person_condition_describe (row->core);
  g_autofree char *words = is_turned (row) ? g_strdup_printf (_ ("not (%s)"), plain)
                                           : g_strdup (plain);

  gtk_label_set_label (GTK_LABEL (gtk_menu_button_get_child (GTK_MENU_BUTTON (row->button))), words);
  gtk_widget_set_tooltip_text (row->button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
}

static void
on_form_changed (SyPersonForm *form,
                 Row *row)
{
  gboolean turned;
  SyCondition *edited;

  if (row->self->is_updating)
    return;
  edited = sy_person_form_dup_condition (form, &turned);
  sy_person_condition_assign (row->core, edited);
  sy_person_condition_turn (row->parent, row->core, turned);
  show_words (row);
  emit_changed (row->self);
}

static void
create_form (GtkMenuButton *button,
             gpointer user_data)
{
  Row *row = user_data;
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *form = sy_person_form_new (row->self->log, row->core, is_turned (row));

  g_signal_connect (form, "changed", G_CALLBACK (on_form_changed), row);
  gtk_widget_add_css_class (popover, "person-form");
  gtk_popover_set_child (GTK_POPOVER (popover), form);
  gtk_menu_button_set_popover (button, popover);
}

static void
on_remove_clicked (GtkWidget *button,
                   Row *row)
{
  SyPersonConditions *self = row->self;

  sy_person_condition_remove (row->parent, row->core);
  sy_person_condition_prune (self->root);
  rebuild (self);
  emit_changed (self);
}

/* --- groups --- */

static void
on_group_selected (GtkDropDown *drop_down,
                   GParamSpec *pspec,
                   Row *row)
{
  guint choice = gtk_drop_down_get_selected (drop_down);

  if (row->self->is_updating)
    return;
  /* "None of" is not any of, "not all of" is not all of. */
  row->core->kind = choice == 1 || choice == 3 ? SY_CONDITION_ANY : SY_CONDITION_ALL;
  sy_person_condition_turn (row->parent, row->core, choice >= 2);
  emit_changed (row->self);
}

static void
on_add (GSimpleAction *action,
        GVariant *parameter,
        gpointer user_data)
{
  GtkWidget *button = user_data;
  SyPersonConditions *self = g_object_get_data (G_OBJECT (button), "sy-list");
  SyCondition *parent = g_object_get_data (G_OBJECT (button), "sy-parent");
  SyCondition *added = sy_person_condition_new (g_variant_get_uint32 (parameter), self->log);

  if (added == NULL)
    return;
  sy_condition_add_child (parent != NULL ? parent : self->root, added);
  rebuild (self);
  emit_changed (self);
}

/* @parent: the group it adds to; NULL for the whole list */
static GtkWidget *
make_add_button (SyPersonConditions *self,
                 SyCondition *parent)
{
  static const GActionEntry entries[] = { { "add", on_add, "u", NULL, NULL, { 0 } } };
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint kind = 0; kind < G_N_ELEMENTS (kind_names); kind++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (kind_names[kind]), NULL);

      g_menu_item_set_action_and_target (item, "person.add", "u", kind);
      g_menu_append_item (menu, item);
    }
  g_object_set_data (G_OBJECT (button), "sy-list", self);
  g_object_set_data (G_OBJECT (button), "sy-parent", parent);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), button);
  gtk_widget_insert_action_group (button, "person", G_ACTION_GROUP (group));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_add_css_class (button, "flat");
  if (parent == NULL)
    {
      gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("Add a Condition on the Person"));
      gtk_widget_set_halign (button, GTK_ALIGN_START);
      gtk_widget_add_css_class (button, "caption");
    }
  else
    {
      gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "list-add-symbolic");
      gtk_widget_set_tooltip_text (button, _ ("Add to This Group"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ ("Add to This Group"), -1);
    }
  return button;
}

/* --- the rows --- */

static GtkWidget *
make_remove_button (Row *row)
{
  GtkWidget *remove = gtk_button_new_from_icon_name ("list-remove-symbolic");

  gtk_widget_set_tooltip_text (remove, _ ("Remove This Condition"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Remove This Condition"), -1);
  gtk_widget_add_css_class (remove, "flat");
  g_signal_connect (remove, "clicked", G_CALLBACK (on_remove_clicked), row);
  return remove;
}

static void
add_words (Row *row,
           GtkBox *line)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (label), 12);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_widget_set_hexpand (label, TRUE);
  row->button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (row->button), label);
  /* The menu button centres what it is given. */
  gtk_widget_set_halign (gtk_widget_get_parent (label), GTK_ALIGN_FILL);
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (row->button), TRUE);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (row->button), create_form, row, NULL);
  gtk_widget_set_hexpand (row->button, TRUE);
  gtk_box_append (line, row->button);
  show_words (row);
}

static void
add_group_header (Row *row,
                  GtkBox *line)
{
  GtkWidget *drop_down;

  drop_down = gtk_drop_down_new (sy_name_list_new (group_names), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down),
                              (row->core->kind == SY_CONDITION_ANY) + 2 * (is_turned (row) != 0));
  gtk_widget_set_hexpand (drop_down, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("How many conditions of the group have to hold"), -1);
  g_signal_connect (drop_down, "notify::selected", G_CALLBACK (on_group_selected), row);
  gtk_box_append (line, drop_down);
  gtk_box_append (line, make_add_button (row->self, row->core));
}

static void
add_rows (SyPersonConditions *self,
          SyCondition *parent,
          GtkBox *box)
{
  for (gsize i = 0; i < parent->n_children; i++)
    {
      GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
      Row *row = g_new0 (Row, 1);
      gboolean turned;

      row->self = self;
      row->parent = parent;
      row->core = sy_person_condition_get_core (parent->children[i], &turned);
      g_object_set_data_full (G_OBJECT (line), "sy-row", row, g_free);
      gtk_box_append (box, line);
      if (row->core->kind == SY_CONDITION_TEST || row->core->kind == SY_CONDITION_PERSON)
        add_words (row, GTK_BOX (line));
      else
        {
          GtkWidget *inner = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

          add_group_header (row, GTK_BOX (line));
          gtk_widget_set_margin_start (inner, 18);
          gtk_box_append (box, inner);
          add_rows (self, row->core, GTK_BOX (inner));
        }
      gtk_box_append (GTK_BOX (line), make_remove_button (row));
    }
}

static void
rebuild (SyPersonConditions *self)
{
  gboolean was_updating = self->is_updating;
  GtkWidget *child;

  /* Entries that lose the focus on the way out are no edits. */
  self->is_updating = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_box_remove (self->rows, child);
  add_rows (self, self->root, self->rows);
  self->is_updating = was_updating;
}

static void
sy_person_conditions_dispose (GObject *object)
{
  SyPersonConditions *self = SY_PERSON_CONDITIONS (object);

  self->is_updating = TRUE;
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->log, sy_event_log_unref);
  g_clear_pointer (&self->root, sy_condition_free);

  G_OBJECT_CLASS (sy_person_conditions_parent_class)->dispose (object);
}

static void
sy_person_conditions_class_init (SyPersonConditionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_person_conditions_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sy_person_conditions_init (SyPersonConditions *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  self->root = sy_condition_new (SY_CONDITION_ALL);
  self->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_widget_add_css_class (self->title, "dim-label");
  self->rows = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 4));
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->rows));
  gtk_box_append (GTK_BOX (box), make_add_button (self, NULL));
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
sy_person_conditions_new (const char *title)
{
  SyPersonConditions *self = g_object_new (SY_TYPE_PERSON_CONDITIONS, NULL);

  gtk_label_set_label (GTK_LABEL (self->title), title != NULL ? title : "");
  gtk_widget_set_visible (self->title, title != NULL);
  return GTK_WIDGET (self);
}

void
sy_person_conditions_set_log (SyPersonConditions *self,
                              SyEventLog *log)
{
  g_return_if_fail (SY_IS_PERSON_CONDITIONS (self));

  if (log != NULL)
    sy_event_log_ref (log);
  g_clear_pointer (&self->log, sy_event_log_unref);
  self->log = log;
}

void
sy_person_conditions_set_condition (SyPersonConditions *self,
                                    const SyCondition *condition)
{
  g_autoptr (SyCondition) shown = NULL;

  g_return_if_fail (SY_IS_PERSON_CONDITIONS (self));

  shown = sy_person_conditions_dup_condition (self);
  if (sy_condition_equal (shown, condition))
    return;
  sy_condition_free (self->root);
  if (condition != NULL && condition->kind == SY_CONDITION_ALL)
    self->root = sy_condition_copy (condition);
  else
    {
      self->root = sy_condition_new (SY_CONDITION_ALL);
      if (condition != NULL)
        sy_condition_add_child (self->root, sy_condition_copy (condition));
    }
  rebuild (self);
}

SyCondition *
sy_person_conditions_dup_condition (SyPersonConditions *self)
{
  g_return_val_if_fail (SY_IS_PERSON_CONDITIONS (self), NULL);

  return self->root->n_children > 0 ? sy_condition_copy (self->root) : NULL;
}
