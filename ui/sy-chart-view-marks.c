/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The marks of a chart that can be moved: with the pointer, by keys, and by typing. */
#include "config.h"

#include "sy-chart-view-private.h"

#include <math.h>
#include <string.h>

#include "sy-chart-handle.h"

/* The focus ring of a threshold, around its pill. */
#define PILL_WIDTH 36
#define PILL_HEIGHT 20

int
sy_chart_view_find_mark (SyChartView *self,
                         const SyChartHit *hit)
{
  for (guint i = 0; i < self->marks->len; i++)
    {
      const SyChartViewMark *mark = &g_array_index (self->marks, SyChartViewMark, i);

      if (mark->kind == hit->kind && mark->index == hit->index)
        return (int) i;
    }

  return -1;
}

static int
mark_at (SyChartView *self,
         double x,
         double y)
{
  g_auto (SyChartHit) hit = { 0 };

  if (!sy_chart_view_hit_at (self, x, y, &hit))
    return -1;

  return sy_chart_view_find_mark (self, &hit);
}

static double
mark_to_x (SyChartView *self,
           const SyChartViewMark *mark)
{
  if (self->chart == NULL)
    return NAN;

  return sy_chart_value_to_x (self->chart,
                              gtk_widget_get_width (GTK_WIDGET (self)),
                              gtk_widget_get_height (GTK_WIDGET (self)),
                              &self->style,
                              mark->value);
}

static void
emit_moved (SyChartView *self,
            int index,
            double value,
            gboolean final)
{
  SyChartViewMark *mark = &g_array_index (self->marks, SyChartViewMark, index);
  double inverse = rint (1 / mark->step);

  /* Whole multiples of the step; below 1, of its inverse, so that 0.3 stays 0.3. */
  value = mark->step < 1 ? rint (value * inverse) / inverse
                         : rint (value / mark->step) * mark->step;
  value = CLAMP (value, mark->lower, mark->upper);
  if (!final && value == mark->value)
    return;

  mark->value = value;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  sy_chart_view_emit_moved (self, (guint) index, value, final);
}

static void
on_handle_moved (SyChartView *self,
                 double value,
                 GtkWidget *handle)
{
  g_assert (SY_IS_CHART_VIEW (self));

  for (guint i = 0; i < self->marks->len; i++)
    {
      if (g_array_index (self->marks, SyChartViewMark, i).handle == handle)
        {
          emit_moved (self, (int) i, value, TRUE);
          return;
        }
    }
}

/* Pointer */

static void
on_drag_begin (SyChartView *self,
               double x,
               double y,
               GtkGesture *gesture)
{
  int index = mark_at (self, x, y);

  g_assert (SY_IS_CHART_VIEW (self));

  if (index < 0)
    {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
      return;
    }

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  self->drag_mark = index;
  self->drag_offset = mark_to_x (self, &g_array_index (self->marks, SyChartViewMark, index)) - x;
  gtk_widget_grab_focus (g_array_index (self->marks, SyChartViewMark, index).handle);
}

static void
drag_to (SyChartView *self,
         GtkGestureDrag *gesture,
         double offset,
         gboolean final)
{
  double start;
  double value;

  if (self->drag_mark < 0 || self->chart == NULL ||
      !gtk_gesture_drag_get_start_point (gesture, &start, NULL))
    return;

  value = sy_chart_x_to_value (self->chart,
                               gtk_widget_get_width (GTK_WIDGET (self)),
                               gtk_widget_get_height (GTK_WIDGET (self)),
                               &self->style,
                               start + offset + self->drag_offset);
  if (!isnan (value))
    emit_moved (self, self->drag_mark, value, final);
}

static void
on_drag_update (SyChartView *self,
                double offset_x,
                double offset_y,
                GtkGestureDrag *gesture)
{
  g_assert (SY_IS_CHART_VIEW (self));

  drag_to (self, gesture, offset_x, FALSE);
}

static void
on_drag_end (SyChartView *self,
             double offset_x,
             double offset_y,
             GtkGestureDrag *gesture)
{
  g_assert (SY_IS_CHART_VIEW (self));

  /* A click that did not move changes nothing. */
  if (offset_x != 0)
    drag_to (self, gesture, offset_x, TRUE);
  self->drag_mark = -1;
}

static void
on_drag_cancel (SyChartView *self)
{
  g_assert (SY_IS_CHART_VIEW (self));

  self->drag_mark = -1;
}

static void
on_entry_activate (SyChartView *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  double value;

  g_assert (SY_IS_CHART_VIEW (self));

  if (self->entry_mark < 0 || (guint) self->entry_mark >= self->marks->len ||
      !sy_number_parse (text, strlen (text), &value))
    {
      gtk_widget_add_css_class (self->entry, "error");
      return;
    }

  gtk_popover_popdown (GTK_POPOVER (self->entry_popover));
  emit_moved (self, self->entry_mark, value, TRUE);
}

static void
on_entry_changed (SyChartView *self)
{
  g_assert (SY_IS_CHART_VIEW (self));

  gtk_widget_remove_css_class (self->entry, "error");
}

static void
ensure_entry (SyChartView *self)
{
  if (self->entry_popover != NULL)
    return;

  self->entry = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 8);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 8);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (on_entry_activate), self);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (on_entry_changed), self);

  self->entry_popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->entry_popover), self->entry);
  gtk_widget_set_parent (self->entry_popover, GTK_WIDGET (self));
}

/* Types a mark's value. */
static void
edit_mark (SyChartView *self,
           int index)
{
  const SyChartViewMark *mark = &g_array_index (self->marks, SyChartViewMark, index);
  char text[SY_NUMBER_BUFFER_SIZE];
  double x = mark_to_x (self, mark);
  graphene_rect_t bounds;

  if (isnan (x))
    return;

  ensure_entry (self);
  self->entry_mark = index;
  if (!gtk_widget_compute_bounds (mark->handle, GTK_WIDGET (self), &bounds))
    bounds = GRAPHENE_RECT_INIT ((float) x, 0, 1, 20);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->entry_popover),
                               &(GdkRectangle){ (int) x, (int) bounds.origin.y, 1,
                                                (int) bounds.size.height });
  gtk_editable_set_text (GTK_EDITABLE (self->entry), sy_number_format (mark->value, text));
  gtk_popover_popup (GTK_POPOVER (self->entry_popover));
  gtk_widget_grab_focus (self->entry);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

static void
on_pressed (SyChartView *self,
            int n_press,
            double x,
            double y,
            GtkGestureClick *gesture)
{
  int index;

  g_assert (SY_IS_CHART_VIEW (self));

  if (n_press == 2 && (index = mark_at (self, x, y)) >= 0)
    edit_mark (self, index);
}

static void
on_motion (SyChartView *self,
           double x,
           double y,
           GtkEventController *controller)
{
  gboolean over;

  g_assert (SY_IS_CHART_VIEW (self));

  if (self->marks->len == 0)
    return;

  over = self->drag_mark >= 0 || mark_at (self, x, y) >= 0;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), over ? "ew-resize" : NULL);
}

static gboolean
on_key_pressed (SyChartView *self,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                GtkEventController *controller)
{
  g_assert (SY_IS_CHART_VIEW (self));

  if (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter && keyval != GDK_KEY_space)
    return GDK_EVENT_PROPAGATE;

  for (guint i = 0; i < self->marks->len; i++)
    {
      if (gtk_widget_has_focus (g_array_index (self->marks, SyChartViewMark, i).handle))
        {
          edit_mark (self, (int) i);
          return GDK_EVENT_STOP;
        }
    }

  return GDK_EVENT_PROPAGATE;
}

void
sy_chart_view_clear_marks (SyChartView *self,
                           gsize keep)
{
  for (guint i = self->marks->len; i > keep; i--)
    {
      gtk_widget_unparent (g_array_index (self->marks, SyChartViewMark, i - 1).handle);
      g_array_set_size (self->marks, i - 1);
    }
}

/* Puts each handle over its mark, for the focus ring and for assistive technology. */
void
sy_chart_view_allocate_marks (SyChartView *self,
                              int height)
{
  for (guint i = 0; i < self->marks->len; i++)
    {
      const SyChartViewMark *mark = &g_array_index (self->marks, SyChartViewMark, i);
      GtkAllocation area = { 0, 0, PILL_WIDTH, PILL_HEIGHT };
      double x = mark_to_x (self, mark);

      if (!isnan (x))
        {
          g_auto (SyChartHit) hit = { 0 };

          for (int y = 4; y < height && sy_chart_view_find_mark (self, &hit) != (int) i; y += 6)
            {
              sy_chart_hit_clear (&hit);
              sy_chart_view_hit_at (self, x, y, &hit);
            }
          /* A threshold is hit along its line; its pill is on top. */
          area.x = (int) rint (x) - PILL_WIDTH / 2;
          area.y = (int) floor (hit.y);
          if (mark->kind == SY_CHART_HIT_HANDLE && hit.width > 0)
            area = (GtkAllocation){ (int) floor (hit.x), (int) floor (hit.y),
                                    (int) ceil (hit.width), (int) ceil (hit.height) };
        }
      gtk_widget_size_allocate (mark->handle, &area, -1);
    }
}

void
sy_chart_view_add_marks_input (SyChartView *self,
                               GtkGesture *click)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (on_drag_cancel), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_gesture_group (click, drag);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, key);
}

void
sy_chart_view_set_marks (SyChartView *self,
                         const SyChartMark *marks,
                         gsize n_marks)
{
  guint n_of_kind[2] = { 0, 0 };

  g_return_if_fail (SY_IS_CHART_VIEW (self));
  g_return_if_fail (marks != NULL || n_marks == 0);

  sy_chart_view_clear_marks (self, n_marks);
  while (self->marks->len < n_marks)
    {
      SyChartViewMark mark = { .handle = sy_chart_handle_new () };

      gtk_widget_set_parent (mark.handle, GTK_WIDGET (self));
      g_signal_connect_swapped (mark.handle, "moved", G_CALLBACK (on_handle_moved), self);
      g_array_append_val (self->marks, mark);
    }

  for (gsize i = 0; i < n_marks; i++)
    {
      SyChartViewMark *mark = &g_array_index (self->marks, SyChartViewMark, i);

      mark->kind = marks[i].kind;
      mark->index = n_of_kind[marks[i].kind == SY_CHART_HIT_HANDLE]++;
      mark->lower = marks[i].lower;
      mark->upper = marks[i].upper;
      mark->step = marks[i].step;
      if (self->drag_mark != (int) i)
        mark->value = marks[i].value;
      sy_chart_handle_configure (SY_CHART_HANDLE (mark->handle), marks[i].name, mark->value,
                                 mark->lower, mark->upper, mark->step);
    }

  if (self->drag_mark >= (int) n_marks)
    self->drag_mark = -1;
  /* Without marks there is nothing to go to by keyboard but the menu. */
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

gboolean
sy_chart_view_is_dragging (SyChartView *self)
{
  g_return_val_if_fail (SY_IS_CHART_VIEW (self), FALSE);

  return self->drag_mark >= 0;
}
