/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-rule-table.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-model-edit.h"
#include "sy-points-row.h"
#include "sy-value-counts.h"

/* Rows that "Fill with the Values" makes at a time. */
#define N_FILLED 20

struct _SyRuleTable
{
  GtkBox *box;  /* borrowed */
  GtkBox *list; /* borrowed */
  GtkWidget *add;
  GtkWidget *fill;
  SyRulePartsChanged changed;
  gpointer user_data;
  SyEventLog *log;
  SyRule *rule;          /* NULL: none is shown */
  SyValueCounts *counts; /* of the rule's attribute */
  GPtrArray *rows;       /* of SyPointsRow, as in the list */
  gboolean is_updating;
};

static SyPointsRow *
get_row (SyRuleTable *self,
         guint index)
{
  return g_ptr_array_index (self->rows, index);
}

static gboolean
has_value (SyRuleTable *self,
           const char *value,
           guint n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    {
      const SyTableRow *row = sy_points_row_get (get_row (self, i));

      if (row != NULL && g_strcmp0 (row->value, value) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
show_notes (SyRuleTable *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const SyTableRow *row = sy_points_row_get (get_row (self, i));
      const char *note = NULL;

      if (row != NULL && row->value != NULL && has_value (self, row->value, i))
        note = _ ("A row above has this value, and counts");
      else if (row != NULL && row->value != NULL && self->counts != NULL &&
               sy_value_counts_get (self->counts, row->value) == 0)
        note = _ ("Nobody has this value");
      sy_points_row_set_note (get_row (self, i), note);
    }
}

/* Edits */

static void
emit_changed (SyRuleTable *self,
              const char *what)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (SyTableRow));
  SyRule *edited = sy_rule_copy (self->rule);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const SyTableRow *row = sy_points_row_get (get_row (self, i));

      if (row != NULL)
        g_array_append_val (rows, *row);
    }
  sy_rule_edit_set_table (edited, (const SyTableRow *) (gpointer) rows->data, rows->len);
  show_notes (self);
  self->changed (what, edited, self->user_data);
}

static void
on_row_changed (SyRuleTable *self,
                const char *what)
{
  if (!self->is_updating && self->rule != NULL)
    emit_changed (self, what);
}

static void
take_out (SyRuleTable *self,
          guint index)
{
  gboolean was_updating = self->is_updating;

  /* Entries that lose the focus on the way out are no edits. */
  self->is_updating = TRUE;
  gtk_box_remove (self->list, GTK_WIDGET (get_row (self, index)));
  g_ptr_array_remove_index (self->rows, index);
  self->is_updating = was_updating;
}

static void
on_row_removed (SyRuleTable *self,
                SyPointsRow *row)
{
  const SyTableRow *state = sy_points_row_get (row);
  g_autofree char *name = state != NULL ? sy_points_row_describe (state) : NULL;
  guint index;

  if (!g_ptr_array_find (self->rows, row, &index))
    return;
  /* To the row that comes in its place, for the next one to go. */
  if (self->rows->len > 1)
    sy_points_row_focus (get_row (self, index + 1 < self->rows->len ? index + 1 : index - 1), TRUE);
  else
    gtk_widget_grab_focus (self->add);
  take_out (self, index);
  if (name != NULL)
    {
      /* Translators: an edit in the undo menu, with a value or a range */
      g_autofree char *what = g_strdup_printf (_ ("remove %s"), name);

      emit_changed (self, what);
    }
}

static SyPointsRow *
insert_row (SyRuleTable *self,
            guint index,
            gboolean is_range)
{
  GtkWidget *row = sy_points_row_new (is_range);

  g_signal_connect_swapped (row, "changed", G_CALLBACK (on_row_changed), self);
  g_signal_connect_swapped (row, "removed", G_CALLBACK (on_row_removed), self);
  sy_points_row_set_counts (SY_POINTS_ROW (row), self->counts);
  gtk_box_insert_child_after (self->list, row,
                              index > 0 ? GTK_WIDGET (get_row (self, index - 1)) : NULL);
  g_ptr_array_insert (self->rows, (int) index, g_object_ref (row));
  return SY_POINTS_ROW (row);
}

static void
add_row (SyRuleTable *self,
         gboolean is_range)
{
  if (self->rule != NULL)
    sy_points_row_focus (insert_row (self, self->rows->len, is_range), FALSE);
}

static void
on_add_value (SyRuleTable *self)
{
  add_row (self, FALSE);
}

static void
on_add_range (SyRuleTable *self)
{
  add_row (self, TRUE);
}

static void
on_fill (SyRuleTable *self)
{
  guint n_before = self->rows->len;
  /* As many more as could have a row already. */
  g_auto (GStrv) values = sy_value_counts_list (self->counts, N_FILLED + n_before);

  if (self->rule == NULL)
    return;
  for (guint i = 0; values[i] != NULL && self->rows->len < n_before + N_FILLED; i++)
    {
      SyTableRow row = { values[i], (double) NAN, (double) NAN, 0 };

      if (!has_value (self, values[i], n_before))
        sy_points_row_set (insert_row (self, self->rows->len, FALSE), &row);
    }
  if (self->rows->len > n_before)
    emit_changed (self, _ ("fill with the values"));
}

/* The box */

static GtkWidget *
make_button (SyRuleTable *self,
             const char *label,
             const char *definition,
             GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, definition);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "caption");
  g_signal_connect_swapped (button, "clicked", clicked, self);
  return button;
}

SyRuleTable *
sy_rule_table_new (GtkBox *box,
                   SyRulePartsChanged changed,
                   gpointer user_data)
{
  SyRuleTable *self = g_new0 (SyRuleTable, 1);
  GtkWidget *title = gtk_label_new (_ ("Points by the value"));
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->box = box;
  self->changed = changed;
  self->user_data = user_data;
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->list = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 4));
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "dim-label");
  gtk_widget_set_tooltip_text (
      title, _ ("The first row that fits gives the points, no row 0; without rows the conditions decide"));
  self->add = make_button (self, _ ("Add a Value"),
                           _ ("Points for one value; the first row takes the place of the conditions"),
                           G_CALLBACK (on_add_value));
  self->fill = make_button (
      self, _ ("Fill with the Values"),
      _ ("A row of 0 points for each value that has none yet, those of most people first, 20 at a time"),
      G_CALLBACK (on_fill));
  gtk_box_append (GTK_BOX (buttons), self->add);
  gtk_box_append (GTK_BOX (buttons),
                  make_button (self, _ ("Add a Range"),
                               _ ("Points for numbers from a lower end to below an upper one"),
                               G_CALLBACK (on_add_range)));
  gtk_box_append (box, title);
  gtk_box_append (box, GTK_WIDGET (self->list));
  gtk_box_append (box, buttons);
  gtk_box_append (box, self->fill);
  gtk_widget_set_visible (GTK_WIDGET (box), FALSE);
  return self;
}

void
sy_rule_table_free (SyRuleTable *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      g_signal_handlers_disconnect_by_data (get_row (self, i), self);
      sy_points_row_set_counts (get_row (self, i), NULL);
    }
  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->counts, sy_value_counts_free);
  g_clear_pointer (&self->log, sy_event_log_unref);
  g_clear_pointer (&self->rule, sy_rule_free);
  g_free (self);
}

/* Showing */

/* The counts of the attribute that is shown. */
static void
take_counts (SyRuleTable *self)
{
  SyValueCounts *counts = NULL;

  if (self->rule != NULL && self->rule->kind == SY_RULE_ATTRIBUTE)
    counts = sy_value_counts_new (self->log, self->rule->attribute);
  for (guint i = 0; i < self->rows->len; i++)
    sy_points_row_set_counts (get_row (self, i), counts);
  g_clear_pointer (&self->counts, sy_value_counts_free);
  self->counts = counts;
  gtk_widget_set_sensitive (self->fill, counts != NULL);
  show_notes (self);
}

void
sy_rule_table_set_log (SyRuleTable *self,
                       SyEventLog *log)
{
  if (log != NULL)
    sy_event_log_ref (log);
  g_clear_pointer (&self->log, sy_event_log_unref);
  self->log = log;
  take_counts (self);
}

/* Complete rows become those of the rule, in their order; the others stay where they are. */
static void
show_rows (SyRuleTable *self)
{
  guint place = 0;

  for (gsize i = 0; i < self->rule->n_table; i++)
    {
      const SyTableRow *row = &self->rule->table[i];
      gboolean is_range = row->value == NULL;

      while (place < self->rows->len && sy_points_row_get (get_row (self, place)) == NULL)
        place++;
      if (place < self->rows->len && sy_points_row_is_range (get_row (self, place)) != is_range)
        take_out (self, place);
      else if (place < self->rows->len)
        {
          sy_points_row_set (get_row (self, place++), row);
          continue;
        }
      sy_points_row_set (insert_row (self, place++, is_range), row);
    }
  for (guint i = self->rows->len; i > place; i--)
    if (sy_points_row_get (get_row (self, i - 1)) != NULL)
      take_out (self, i - 1);
}

void
sy_rule_table_show (SyRuleTable *self,
                    const SyRule *rule)
{
  gboolean is_same = rule != NULL && self->rule != NULL &&
                     g_strcmp0 (self->rule->id, rule->id) == 0;
  gboolean is_counted = rule != NULL && self->rule != NULL && self->rule->kind == rule->kind &&
                        g_strcmp0 (self->rule->attribute, rule->attribute) == 0;

  g_clear_pointer (&self->rule, sy_rule_free);
  self->rule = rule != NULL ? sy_rule_copy (rule) : NULL;
  self->is_updating = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->box),
                          rule != NULL && rule->kind == SY_RULE_ATTRIBUTE);
  while (!is_same && self->rows->len > 0)
    take_out (self, self->rows->len - 1);
  if (rule != NULL)
    show_rows (self);
  self->is_updating = FALSE;
  if (is_counted)
    show_notes (self);
  else
    take_counts (self);
}
