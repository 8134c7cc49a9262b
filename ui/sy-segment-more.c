/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-segment-more.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-accessible.h"
#include "sy-field-grid.h"
#include "sy-number-entry.h"
#include "sy-person-condition.h"
#include "sy-person-conditions.h"

static const struct
{
  SyCourse course;
  const char *name;
} courses[] = {
  { SY_COURSE_RISING, N_ ("Rising") },
  { SY_COURSE_FLAT, N_ ("Flat") },
  { SY_COURSE_FALLING, N_ ("Falling") },
};

enum
{
  CHANGE_DAYS,
  CHANGE_MIN,
  CHANGE_MAX,
  N_CHANGES
};

static const struct
{
  const char *label;
  const char *definition;
} changes[N_CHANGES] = {
  { N_ ("Change over"), N_ ("The score is compared with that of so many days before; 7, 14 and 30 are usual") },
  { N_ ("At least"), N_ ("Least change in points, negative for a fall; empty for no bound") },
  { N_ ("At most"), N_ ("Largest change in points, negative for a fall; empty for no bound") },
};

struct _SySegmentMore
{
  AdwBin parent_instance;

  /* Borrowed */
  AdwExpanderRow *expander;
  GtkWidget *checks[G_N_ELEMENTS (courses)];
  GtkWidget *entries[N_CHANGES];
  SyPersonConditions *conditions;

  gboolean is_updating;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SySegmentMore, sy_segment_more, ADW_TYPE_BIN)

static void
emit_changed (SySegmentMore *self)
{
  if (!self->is_updating)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static double
get_entry (SySegmentMore *self,
           guint index)
{
  return sy_number_entry_get_value (SY_NUMBER_ENTRY (self->entries[index]));
}

static void
set_entry (SySegmentMore *self,
           guint index,
           double value)
{
  sy_number_entry_set_value (SY_NUMBER_ENTRY (self->entries[index]), value);
}

static void
on_number_changed (SySegmentMore *self,
                   double value,
                   SyNumberEntry *entry)
{
  double days = get_entry (self, CHANGE_DAYS);
  double min = get_entry (self, CHANGE_MIN);
  double max = get_entry (self, CHANGE_MAX);

  if (self->is_updating)
    return;
  /* Bounds need days, days need a bound, and the other bound gives way. */
  if (isnan (days) && !isnan (value))
    set_entry (self, CHANGE_DAYS, 14);
  else if (isnan (days) && GTK_WIDGET (entry) == self->entries[CHANGE_DAYS])
    {
      set_entry (self, CHANGE_MIN, (double) NAN);
      set_entry (self, CHANGE_MAX, (double) NAN);
    }
  else if (min > max)
    set_entry (self, GTK_WIDGET (entry) == self->entries[CHANGE_MIN] ? CHANGE_MAX : CHANGE_MIN,
               (double) NAN);
  emit_changed (self);
}

static void
add_courses (SySegmentMore *self,
             GtkBox *box)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (_ ("Where the score goes"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_tooltip_text (label, _ ("The course over the last 30 days; all when none is ticked"));
  gtk_box_append (box, label);
  for (gsize i = 0; i < G_N_ELEMENTS (courses); i++)
    {
      self->checks[i] = gtk_check_button_new_with_label (_ (courses[i].name));
      g_signal_connect_swapped (self->checks[i], "toggled", G_CALLBACK (emit_changed), self);
      gtk_box_append (GTK_BOX (line), self->checks[i]);
    }
  gtk_box_append (box, line);
}

static void
add_change (SySegmentMore *self,
            GtkBox *box)
{
  GtkWidget *grid = gtk_grid_new ();
  int row = 0;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  for (guint i = 0; i < N_CHANGES; i++)
    {
      self->entries[i] = sy_number_entry_new ();
      gtk_editable_set_width_chars (GTK_EDITABLE (self->entries[i]), 11);
      gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entries[i]), 11);
      gtk_entry_set_placeholder_text (GTK_ENTRY (self->entries[i]), _ ("none"));
      if (i == CHANGE_DAYS)
        sy_number_entry_configure (SY_NUMBER_ENTRY (self->entries[i]),
                                   SY_NUMBER_ENTRY_OPTIONAL | SY_NUMBER_ENTRY_WHOLE, _ ("days"), 1,
                                   SY_SEGMENT_MAX_LOW_DAYS);
      else
        sy_number_entry_configure (SY_NUMBER_ENTRY (self->entries[i]),
                                   SY_NUMBER_ENTRY_OPTIONAL | SY_NUMBER_ENTRY_SIGNED, _ ("points"),
                                   -1e9, 1e9);
      g_signal_connect_swapped (self->entries[i], "value-changed", G_CALLBACK (on_number_changed),
                                self);
      sy_field_grid_add (GTK_GRID (grid), &row, NULL, _ (changes[i].label),
                         _ (changes[i].definition), self->entries[i]);
    }
  gtk_box_append (box, grid);
}

static void
sy_segment_more_dispose (GObject *object)
{
  SySegmentMore *self = SY_SEGMENT_MORE (object);

  self->is_updating = TRUE;
  adw_bin_set_child (ADW_BIN (self), NULL);

  G_OBJECT_CLASS (sy_segment_more_parent_class)->dispose (object);
}

static void
sy_segment_more_class_init (SySegmentMoreClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_segment_more_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sy_segment_more_init (SySegmentMore *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *expander = adw_expander_row_new ();
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *conditions = sy_person_conditions_new (_ ("Only people who"));

  self->expander = ADW_EXPANDER_ROW (expander);
  self->conditions = SY_PERSON_CONDITIONS (conditions);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), _ ("Course, Change and Conditions"));
  gtk_widget_add_css_class (box, "inspector");
  gtk_widget_add_css_class (box, "segment-more");
  add_courses (self, GTK_BOX (box));
  add_change (self, GTK_BOX (box));
  g_signal_connect_swapped (conditions, "changed", G_CALLBACK (emit_changed), self);
  gtk_box_append (GTK_BOX (box), conditions);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  adw_expander_row_add_row (self->expander, row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), expander);
  sy_accessible_set_expander_name (self->expander, _ ("Course, Change and Conditions"));
  sy_accessible_set_name (row, _ ("Course, Change and Conditions"));
  adw_bin_set_child (ADW_BIN (self), group);
}

void
sy_segment_more_set_log (SySegmentMore *self,
                         SyEventLog *log)
{
  g_return_if_fail (SY_IS_SEGMENT_MORE (self));

  sy_person_conditions_set_log (self->conditions, log);
}

/* What is asked stands on the folded row. */
static void
show_summary (SySegmentMore *self,
              const SySegment *segment)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;
  g_autofree char *who = sy_person_condition_describe (segment->where);
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (courses); i++)
    if (segment->courses & 1u << courses[i].course)
      {
        g_autofree char *lower = g_utf8_strdown (_ (courses[i].name), -1);

        g_strv_builder_add (builder, lower);
      }
  if (segment->change_days > 0)
    {
      g_autofree char *change = g_strdup_printf (_ ("change over %d days"), segment->change_days);

      g_strv_builder_add (builder, change);
    }
  if (*who != '\0')
    g_strv_builder_add (builder, who);
  parts = g_strv_builder_end (builder);
  text = g_strjoinv (" · ", parts);
  escaped = g_markup_escape_text (text, -1);
  adw_expander_row_set_subtitle (self->expander, escaped);
}

void
sy_segment_more_show (SySegmentMore *self,
                      const SySegment *segment)
{
  g_return_if_fail (SY_IS_SEGMENT_MORE (self));

  self->is_updating = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (courses); i++)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->checks[i]),
                                 (segment->courses & 1u << courses[i].course) != 0);
  set_entry (self, CHANGE_DAYS, segment->change_days > 0 ? segment->change_days : (double) NAN);
  set_entry (self, CHANGE_MIN, segment->change_min);
  set_entry (self, CHANGE_MAX, segment->change_max);
  sy_person_conditions_set_condition (self->conditions, segment->where);
  show_summary (self, segment);
  self->is_updating = FALSE;
}

void
sy_segment_more_apply (SySegmentMore *self,
                       SySegment *segment)
{
  double min = get_entry (self, CHANGE_MIN);
  double max = get_entry (self, CHANGE_MAX);
  double days = get_entry (self, CHANGE_DAYS);
  gboolean asks_change = !isnan (days) && !(isnan (min) && isnan (max));
  guint unknown = segment->courses & 1u << SY_COURSE_UNKNOWN;

  g_return_if_fail (SY_IS_SEGMENT_MORE (self));

  segment->courses = unknown;
  for (gsize i = 0; i < G_N_ELEMENTS (courses); i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->checks[i])))
      segment->courses |= 1u << courses[i].course;
  segment->change_days = asks_change ? (int) days : -1;
  segment->change_min = asks_change ? min : (double) NAN;
  segment->change_max = asks_change ? max : (double) NAN;
  g_clear_pointer (&segment->where, sy_condition_free);
  segment->where = sy_person_conditions_dup_condition (self->conditions);
  show_summary (self, segment);
}
