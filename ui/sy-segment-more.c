/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-segment-more.h"

#include <glib/gi18n.h>

#include "sy-accessible.h"
#include "sy-course-form.h"
#include "sy-person-condition.h"
#include "sy-person-conditions.h"

struct _SySegmentMore
{
  AdwBin parent_instance;

  /* Borrowed */
  AdwExpanderRow *expander;
  SyCourseForm *course;
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
  GtkWidget *course = sy_course_form_new ();
  GtkWidget *conditions = sy_person_conditions_new (_ ("Only people who"));

  self->expander = ADW_EXPANDER_ROW (expander);
  self->course = SY_COURSE_FORM (course);
  self->conditions = SY_PERSON_CONDITIONS (conditions);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), _ ("Course, Change and Conditions"));
  gtk_widget_add_css_class (box, "inspector");
  gtk_widget_add_css_class (box, "row-form");
  g_signal_connect_swapped (course, "changed", G_CALLBACK (emit_changed), self);
  gtk_box_append (GTK_BOX (box), course);
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

static SyScoreMove
get_move (const SySegment *segment)
{
  return (SyScoreMove){ segment->change_days, segment->change_min, segment->change_max };
}

/* What is asked stands on the folded row. */
static void
show_summary (SySegmentMore *self,
              const SySegment *segment)
{
  SyScoreMove move = get_move (segment);
  g_autofree char *course = sy_course_describe (segment->courses, &move);
  g_autofree char *who = sy_person_condition_describe (segment->where);
  g_autofree char *text = g_strconcat (course, *course != '\0' && *who != '\0' ? " · " : "", who, NULL);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_expander_row_set_subtitle (self->expander, escaped);
}

void
sy_segment_more_show (SySegmentMore *self,
                      const SySegment *segment)
{
  SyScoreMove move = get_move (segment);

  g_return_if_fail (SY_IS_SEGMENT_MORE (self));

  self->is_updating = TRUE;
  sy_course_form_show (self->course, segment->courses, &move);
  sy_person_conditions_set_condition (self->conditions, segment->where);
  show_summary (self, segment);
  self->is_updating = FALSE;
}

void
sy_segment_more_apply (SySegmentMore *self,
                       SySegment *segment)
{
  SyScoreMove move;

  g_return_if_fail (SY_IS_SEGMENT_MORE (self));

  segment->courses = sy_course_form_get (self->course, &move);
  segment->change_days = move.days;
  segment->change_min = move.at_least;
  segment->change_max = move.at_most;
  g_clear_pointer (&segment->where, sy_condition_free);
  segment->where = sy_person_conditions_dup_condition (self->conditions);
  show_summary (self, segment);
}
