/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-points-row.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-accessible.h"
#include "sy-format.h"
#include "sy-number-entry.h"
#include "sy-value-choice.h"

struct _SyPointsRow
{
  AdwBin parent_instance;

  /* Owned */
  SyTableRow row; /* the last complete state */

  /* Borrowed */
  GtkWidget *value;  /* for a value */
  GtkWidget *choose; /* for a value */
  GtkWidget *from;   /* for a range */
  GtkWidget *below;  /* for a range */
  GtkWidget *points;
  GtkWidget *remove;
  GtkLabel *note;

  char *note_text;
  gboolean is_range;
  gboolean is_complete;
  gboolean is_against; /* the bounds exclude each other */
  gboolean is_updating;
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SyPointsRow, sy_points_row, ADW_TYPE_BIN)

char *
sy_points_row_describe (const SyTableRow *row)
{
  g_autofree char *from = NULL;
  g_autofree char *below = NULL;

  g_return_val_if_fail (row != NULL, NULL);

  if (row->value != NULL)
    return g_strdup (row->value);
  from = sy_format_short (row->min);
  below = sy_format_short (row->max);
  if (isnan (row->min))
    return g_strdup_printf (_ ("below %s"), below);
  if (isnan (row->max))
    return g_strdup_printf (_ ("%s or more"), from);
  return g_strdup_printf (_ ("%s to below %s"), from, below);
}

/* Showing */

static void
show_note (SyPointsRow *self)
{
  const char *text = self->is_against ? _ ("“From” has to be less than “below”") : self->note_text;

  gtk_label_set_label (self->note, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), text != NULL);
  gtk_widget_remove_css_class (GTK_WIDGET (self->note), self->is_against ? "dim-label" : "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->note), self->is_against ? "error" : "dim-label");
  if (self->is_range)
    for (guint i = 0; i < 2; i++)
      gtk_accessible_update_state (GTK_ACCESSIBLE (i == 0 ? self->from : self->below),
                                   GTK_ACCESSIBLE_STATE_INVALID,
                                   self->is_against ? GTK_ACCESSIBLE_INVALID_TRUE
                                                    : GTK_ACCESSIBLE_INVALID_FALSE,
                                   -1);
}

static void
show_names (SyPointsRow *self)
{
  g_autofree char *name = NULL;
  g_autofree char *points = NULL;
  g_autofree char *remove = NULL;

  if (self->is_complete)
    {
      name = sy_points_row_describe (&self->row);
      points = g_strdup_printf (_ ("Points of %s"), name);
      remove = g_strdup_printf (_ ("Remove %s"), name);
    }
  else
    {
      points = g_strdup (_ ("Points of the new row"));
      remove = g_strdup (_ ("Remove the new row"));
    }
  sy_accessible_set_name (self->points, points);
  sy_accessible_set_name (self->remove, remove);
  gtk_widget_set_tooltip_text (self->remove, remove);
}

static void
show_entries (SyPointsRow *self)
{
  self->is_updating = TRUE;
  if (self->is_range)
    {
      sy_number_entry_set_value (SY_NUMBER_ENTRY (self->from), self->row.min);
      sy_number_entry_set_value (SY_NUMBER_ENTRY (self->below), self->row.max);
    }
  sy_number_entry_set_value (SY_NUMBER_ENTRY (self->points), self->row.points);
  self->is_against = FALSE;
  self->is_updating = FALSE;
  show_names (self);
  show_note (self);
}

/* What the user does */

/* Entries that lose the focus on the way out are no edits. */
static gboolean
is_busy (SyPointsRow *self)
{
  return self->is_updating || gtk_widget_get_root (GTK_WIDGET (self)) == NULL ||
         gtk_widget_in_destruction (GTK_WIDGET (self));
}

static void
emit_changed (SyPointsRow *self,
              const char *format)
{
  g_autofree char *name = sy_points_row_describe (&self->row);
  g_autoptr (GString) what = g_string_new (format);

  g_string_replace (what, "%s", name, 1);
  self->is_complete = TRUE;
  show_names (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, what->str);
}

static void
take_value (SyPointsRow *self)
{
  const char *text;

  if (is_busy (self))
    return;
  text = gtk_editable_get_text (GTK_EDITABLE (self->value));
  if (g_strcmp0 (text, self->row.value) == 0 || (*text == '\0' && self->row.value == NULL))
    return;
  if (*text == '\0')
    {
      /* A row without a value is none: the button removes it. */
      gtk_editable_set_text (GTK_EDITABLE (self->value), self->row.value);
      return;
    }
  g_free (self->row.value);
  self->row.value = g_strdup (text);
  /* Translators: edits in the undo menu, with a value or a range */
  emit_changed (self, self->is_complete ? _ ("value %s") : _ ("points of %s"));
}

static void
on_value_leave (SyPointsRow *self)
{
  gtk_editable_select_region (GTK_EDITABLE (self->value), 0, 0);
  take_value (self);
}

static void
on_value_chosen (SyPointsRow *self,
                 const char *value)
{
  gtk_editable_set_text (GTK_EDITABLE (self->value), value);
  gtk_widget_grab_focus (self->points);
  take_value (self);
}

static gboolean
on_value_key (SyPointsRow *self,
              guint keyval)
{
  if (keyval != GDK_KEY_Escape ||
      g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->value)),
                 self->row.value != NULL ? self->row.value : "") == 0)
    return GDK_EVENT_PROPAGATE;
  gtk_editable_set_text (GTK_EDITABLE (self->value),
                         self->row.value != NULL ? self->row.value : "");
  return GDK_EVENT_STOP;
}

static void
on_bound_changed (SyPointsRow *self)
{
  double from;
  double below;

  if (is_busy (self))
    return;
  from = sy_number_entry_get_value (SY_NUMBER_ENTRY (self->from));
  below = sy_number_entry_get_value (SY_NUMBER_ENTRY (self->below));
  if (isnan (from) && isnan (below))
    {
      if (self->is_complete)
        show_entries (self);
      return;
    }
  self->is_against = from >= below;
  show_note (self);
  if (self->is_against)
    return;
  self->row.min = from;
  self->row.max = below;
  emit_changed (self, self->is_complete ? _ ("range %s") : _ ("points of %s"));
}

static void
on_points_changed (SyPointsRow *self,
                   double points)
{
  if (is_busy (self))
    return;
  self->row.points = points;
  if (self->is_complete)
    emit_changed (self, _ ("points of %s"));
}

static void
on_remove_clicked (SyPointsRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVED], 0);
}

/* The row */

static GtkWidget *
make_bound (SyPointsRow *self,
            const char *name,
            const char *placeholder,
            const char *definition)
{
  GtkWidget *entry = sy_number_entry_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 5);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 5);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_widget_set_tooltip_text (entry, definition);
  sy_accessible_set_name (entry, name);
  sy_number_entry_configure (SY_NUMBER_ENTRY (entry), SY_NUMBER_ENTRY_OPTIONAL, NULL, -1e15, 1e15);
  g_signal_connect_swapped (entry, "value-changed", G_CALLBACK (on_bound_changed), self);
  return entry;
}

static void
add_range (SyPointsRow *self,
           GtkBox *line)
{
  GtkWidget *dash = gtk_label_new ("–");

  gtk_widget_add_css_class (dash, "dim-label");
  self->from = make_bound (self, _ ("From"), _ ("from"),
                           _ ("Lower end of the range, which belongs to it; empty for none"));
  self->below = make_bound (self, _ ("Below"), _ ("below"),
                            _ ("Upper end of the range, which does not belong to it; empty for none"));
  gtk_box_append (line, self->from);
  gtk_box_append (line, dash);
  gtk_box_append (line, self->below);
}

static void
add_value (SyPointsRow *self,
           GtkBox *line)
{
  GtkWidget *pair = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  self->value = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->value), 6);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->value), 6);
  /* Ctrl+Z takes back the edit of the model, not of the text: Escape does that. */
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->value), FALSE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->value), _ ("value"));
  gtk_widget_set_hexpand (self->value, TRUE);
  gtk_widget_set_tooltip_text (self->value, _ ("A value of the attribute, letter by letter"));
  sy_accessible_set_name (self->value, _ ("Value"));
  g_signal_connect_swapped (self->value, "activate", G_CALLBACK (take_value), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_value_leave), self);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (on_value_key), self);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (self->value, focus);
  gtk_widget_add_controller (self->value, key);

  self->choose = sy_value_choice_new ();
  g_signal_connect_swapped (self->choose, "chosen", G_CALLBACK (on_value_chosen), self);
  gtk_widget_set_hexpand (pair, TRUE);
  gtk_box_append (GTK_BOX (pair), self->value);
  gtk_box_append (GTK_BOX (pair), self->choose);
  gtk_box_append (line, pair);
}

static void
fill (SyPointsRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  gtk_widget_add_css_class (line, "points");
  if (self->is_range)
    add_range (self, GTK_BOX (line));
  else
    add_value (self, GTK_BOX (line));
  self->points = sy_number_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->points), 5);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->points), 5);
  gtk_widget_set_tooltip_text (self->points, _ ("Points, times the weight of the rule"));
  sy_number_entry_configure (SY_NUMBER_ENTRY (self->points), SY_NUMBER_ENTRY_SIGNED, NULL, -1e9,
                             1e9);
  g_signal_connect_swapped (self->points, "value-changed", G_CALLBACK (on_points_changed), self);
  self->remove = gtk_button_new_from_icon_name ("list-remove-symbolic");
  gtk_widget_add_css_class (self->remove, "flat");
  g_signal_connect_swapped (self->remove, "clicked", G_CALLBACK (on_remove_clicked), self);
  self->note = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->note, 0);
  gtk_label_set_wrap (self->note, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "caption");
  gtk_box_append (GTK_BOX (line), self->points);
  gtk_box_append (GTK_BOX (line), self->remove);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->note));
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
sy_points_row_dispose (GObject *object)
{
  SyPointsRow *self = SY_POINTS_ROW (object);

  self->is_updating = TRUE;
  adw_bin_set_child (ADW_BIN (self), NULL);

  G_OBJECT_CLASS (sy_points_row_parent_class)->dispose (object);
}

static void
sy_points_row_finalize (GObject *object)
{
  SyPointsRow *self = SY_POINTS_ROW (object);

  g_free (self->row.value);
  g_free (self->note_text);

  G_OBJECT_CLASS (sy_points_row_parent_class)->finalize (object);
}

static void
sy_points_row_class_init (SyPointsRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_points_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = sy_points_row_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sy_points_row_init (SyPointsRow *self)
{
  self->row = (SyTableRow){ NULL, (double) NAN, (double) NAN, 0 };
}

GtkWidget *
sy_points_row_new (gboolean is_range)
{
  SyPointsRow *self = g_object_new (SY_TYPE_POINTS_ROW, NULL);

  self->is_range = is_range;
  fill (self);
  show_entries (self);
  return GTK_WIDGET (self);
}

void
sy_points_row_set (SyPointsRow *self,
                   const SyTableRow *row)
{
  g_return_if_fail (SY_IS_POINTS_ROW (self));
  g_return_if_fail (row != NULL && (row->value == NULL) == self->is_range);

  if (self->is_complete && g_strcmp0 (row->value, self->row.value) == 0 &&
      sy_number_equal (row->min, self->row.min) && sy_number_equal (row->max, self->row.max) &&
      sy_number_equal (row->points, self->row.points))
    return;
  /* What is being typed stays, unless the value is another one. */
  if (!self->is_range && g_strcmp0 (row->value, self->row.value) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->value), row->value);
  g_free (self->row.value);
  self->row = *row;
  self->row.value = g_strdup (row->value);
  self->is_complete = TRUE;
  show_entries (self);
}

const SyTableRow *
sy_points_row_get (SyPointsRow *self)
{
  g_return_val_if_fail (SY_IS_POINTS_ROW (self), NULL);

  return self->is_complete ? &self->row : NULL;
}

gboolean
sy_points_row_is_range (SyPointsRow *self)
{
  g_return_val_if_fail (SY_IS_POINTS_ROW (self), FALSE);

  return self->is_range;
}

void
sy_points_row_set_counts (SyPointsRow *self,
                          const SyValueCounts *counts)
{
  g_return_if_fail (SY_IS_POINTS_ROW (self));

  if (self->choose != NULL)
    sy_value_choice_set_counts (SY_VALUE_CHOICE (self->choose), counts);
}

void
sy_points_row_set_note (SyPointsRow *self,
                        const char *note)
{
  g_return_if_fail (SY_IS_POINTS_ROW (self));

  if (g_strcmp0 (self->note_text, note) == 0)
    return;
  g_free (self->note_text);
  self->note_text = g_strdup (note);
  show_note (self);
}

void
sy_points_row_focus (SyPointsRow *self,
                     gboolean is_remove)
{
  g_return_if_fail (SY_IS_POINTS_ROW (self));

  gtk_widget_grab_focus (is_remove        ? self->remove
                         : self->is_range ? self->from
                                          : self->value);
}
