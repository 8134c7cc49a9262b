/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-course-form.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-field-grid.h"
#include "sy-number-entry.h"

/* Usual, and long enough for a score to move. */
#define USUAL_DAYS 14

static const struct
{
  SyCourse course;
  const char *name;
} courses[] = {
  { SY_COURSE_RISING, N_ ("Rising") },
  { SY_COURSE_FLAT, N_ ("Flat") },
  { SY_COURSE_FALLING, N_ ("Falling") },
  { SY_COURSE_UNKNOWN, N_ ("Unknown") },
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

struct _SyCourseForm
{
  AdwBin parent_instance;

  /* Borrowed */
  GtkWidget *controls;
  GtkWidget *checks[G_N_ELEMENTS (courses)];
  GtkWidget *entries[N_CHANGES];
  GtkWidget *note;

  /* Owned */
  char *reason;

  /* What was shown or told last */
  guint courses;
  SyScoreMove move;
  gboolean is_updating;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SyCourseForm, sy_course_form, ADW_TYPE_BIN)

static double
get_entry (SyCourseForm *self,
           guint index)
{
  return sy_number_entry_get_value (SY_NUMBER_ENTRY (self->entries[index]));
}

static void
set_entry (SyCourseForm *self,
           guint index,
           double value)
{
  sy_number_entry_set_value (SY_NUMBER_ENTRY (self->entries[index]), value);
}

static void
show_note (SyCourseForm *self)
{
  gboolean has_no_bound = !isnan (get_entry (self, CHANGE_DAYS)) &&
                          isnan (get_entry (self, CHANGE_MIN)) &&
                          isnan (get_entry (self, CHANGE_MAX));
  const char *note = self->reason != NULL ? self->reason
                     : has_no_bound       ? _ ("Give a least or a largest change: days alone ask for nothing")
                                          : NULL;

  gtk_label_set_label (GTK_LABEL (self->note), note != NULL ? note : "");
  gtk_widget_set_visible (self->note, note != NULL);
  gtk_widget_remove_css_class (self->note, self->reason != NULL ? "error" : "dim-label");
  gtk_widget_add_css_class (self->note, self->reason != NULL ? "dim-label" : "error");
}

static void
on_edited (SyCourseForm *self)
{
  SyScoreMove move;
  guint ticked;

  if (self->is_updating)
    return;
  show_note (self);
  ticked = sy_course_form_get (self, &move);
  if (ticked == self->courses && move.days == self->move.days &&
      sy_number_equal (move.at_least, self->move.at_least) &&
      sy_number_equal (move.at_most, self->move.at_most))
    return;
  self->courses = ticked;
  self->move = move;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_number_changed (SyCourseForm *self,
                   double value,
                   SyNumberEntry *entry)
{
  double days = get_entry (self, CHANGE_DAYS);

  if (self->is_updating)
    return;
  /* Bounds need days, days need a bound, and the other bound gives way. */
  if (isnan (days) && !isnan (value))
    set_entry (self, CHANGE_DAYS, USUAL_DAYS);
  else if (isnan (days) && GTK_WIDGET (entry) == self->entries[CHANGE_DAYS])
    {
      set_entry (self, CHANGE_MIN, (double) NAN);
      set_entry (self, CHANGE_MAX, (double) NAN);
    }
  if (get_entry (self, CHANGE_MIN) > get_entry (self, CHANGE_MAX))
    set_entry (self, GTK_WIDGET (entry) == self->entries[CHANGE_MIN] ? CHANGE_MAX : CHANGE_MIN,
               (double) NAN);
  on_edited (self);
}

static void
add_courses (SyCourseForm *self,
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
      g_signal_connect_swapped (self->checks[i], "toggled", G_CALLBACK (on_edited), self);
      gtk_box_append (GTK_BOX (line), self->checks[i]);
    }
  gtk_widget_set_tooltip_text (self->checks[G_N_ELEMENTS (courses) - 1],
                               _ ("Too few scores in the last 30 days to tell"));
  gtk_box_append (box, line);
}

static void
add_change (SyCourseForm *self,
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
                                   SY_SCORE_MOVE_MAX_DAYS);
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
sy_course_form_dispose (GObject *object)
{
  SyCourseForm *self = SY_COURSE_FORM (object);

  /* Entries that lose the focus on the way out are no edits. */
  self->is_updating = TRUE;
  adw_bin_set_child (ADW_BIN (self), NULL);

  G_OBJECT_CLASS (sy_course_form_parent_class)->dispose (object);
}

static void
sy_course_form_finalize (GObject *object)
{
  g_free (SY_COURSE_FORM (object)->reason);

  G_OBJECT_CLASS (sy_course_form_parent_class)->finalize (object);
}

static void
sy_course_form_class_init (SyCourseFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_course_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = sy_course_form_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sy_course_form_init (SyCourseForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  self->move = (SyScoreMove){ -1, NAN, NAN };
  self->controls = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  add_courses (self, GTK_BOX (self->controls));
  add_change (self, GTK_BOX (self->controls));
  gtk_box_append (GTK_BOX (box), self->controls);
  self->note = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->note), 0);
  gtk_label_set_wrap (GTK_LABEL (self->note), TRUE);
  gtk_widget_add_css_class (self->note, "caption");
  gtk_box_append (GTK_BOX (box), self->note);
  adw_bin_set_child (ADW_BIN (self), box);
  show_note (self);
}

GtkWidget *
sy_course_form_new (void)
{
  return g_object_new (SY_TYPE_COURSE_FORM, NULL);
}

void
sy_course_form_show (SyCourseForm *self,
                     guint ticked,
                     const SyScoreMove *move)
{
  gboolean asks_move = move->days > 0;

  g_return_if_fail (SY_IS_COURSE_FORM (self));

  self->is_updating = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (courses); i++)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->checks[i]),
                                 (ticked & 1u << courses[i].course) != 0);
  set_entry (self, CHANGE_DAYS, asks_move ? move->days : (double) NAN);
  set_entry (self, CHANGE_MIN, asks_move ? move->at_least : (double) NAN);
  set_entry (self, CHANGE_MAX, asks_move ? move->at_most : (double) NAN);
  self->courses = sy_course_form_get (self, &self->move);
  self->is_updating = FALSE;
  show_note (self);
}

guint
sy_course_form_get (SyCourseForm *self,
                    SyScoreMove *out_move)
{
  double days;
  double min;
  double max;
  guint ticked = 0;

  g_return_val_if_fail (SY_IS_COURSE_FORM (self), 0);

  days = get_entry (self, CHANGE_DAYS);
  min = get_entry (self, CHANGE_MIN);
  max = get_entry (self, CHANGE_MAX);
  if (isnan (days) || (isnan (min) && isnan (max)))
    *out_move = (SyScoreMove){ -1, NAN, NAN };
  else
    *out_move = (SyScoreMove){ (int) days, min, max };
  for (gsize i = 0; i < G_N_ELEMENTS (courses); i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->checks[i])))
      ticked |= 1u << courses[i].course;
  return ticked;
}

void
sy_course_form_set_reason (SyCourseForm *self,
                           const char *reason)
{
  g_return_if_fail (SY_IS_COURSE_FORM (self));

  g_free (self->reason);
  self->reason = g_strdup (reason);
  gtk_widget_set_sensitive (self->controls, reason == NULL);
  show_note (self);
}
