/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-chart-view.h"
#include "sy-chart-view-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "sy-chart-handle.h"

/* How long a chart has to hold still before its description is made anew. */
#define DESCRIBE_AFTER_MS 400

#define MIN_WIDTH 120
#define MIN_HEIGHT 60
#define NATURAL_WIDTH 320
#define NATURAL_HEIGHT 160

/* The focus ring of a threshold, around its pill. */
#define PILL_WIDTH 36
#define PILL_HEIGHT 20

typedef struct
{
  SyChartHitKind kind;
  guint index; /* in the chart, among marks of its kind */
  double value;
  double lower;
  double upper;
  double step;
  GtkWidget *handle;
} Mark;

struct _SyChartView
{
  GtkWidget parent_instance;

  /* Owned */
  SyChart *chart;
  GArray *marks;
  GtkWidget *entry_popover;
  GtkWidget *entry;
  char *font_family;
  SyChartStyle style;
  guint describe_id;
  int drag_mark; /* -1: none */
  double drag_offset;
  int entry_mark;
  int natural_width;
  int natural_height;
};

enum
{
  SIGNAL_MARK_MOVED,
  SIGNAL_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SyChartView, sy_chart_view, GTK_TYPE_WIDGET)

static void
update_style (SyChartView *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  const PangoFontDescription *font;
  double size = 11;

  g_free (self->font_family);
  font = pango_context_get_font_description (gtk_widget_get_pango_context (GTK_WIDGET (self)));
  self->font_family = g_strdup (pango_font_description_get_family (font));
  if (self->font_family == NULL)
    self->font_family = g_strdup ("Cantarell, sans");

  sy_chart_style_init (&self->style, adw_style_manager_get_dark (manager));
  self->style.font_family = self->font_family;
  self->style.show_titles = FALSE;
  self->style.padding = 7; /* the card has its own; half a label's height */
  self->style.background.alpha = 0;

  /* Pixels when the theme says so, else points at 96 dpi times the text scale. */
  size = pango_font_description_get_size (font) / (double) PANGO_SCALE;
  if (pango_font_description_get_size_is_absolute (font))
    size *= 72.0 / 96.0;
  else
    size *= pango_cairo_context_get_resolution (gtk_widget_get_pango_context (GTK_WIDGET (self))) /
            96.0;
  if (size > 0)
    self->style.scale = CLAMP (size / 11, 0.5, 4);

  if (adw_style_manager_get_high_contrast (manager))
    self->style.dim = self->style.text;
}

static void
on_style_changed (SyChartView *self)
{
  g_assert (SY_IS_CHART_VIEW (self));

  update_style (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static gboolean
hit_at (SyChartView *self,
        double x,
        double y,
        SyChartHit *out_hit)
{
  *out_hit = (SyChartHit){ 0 };
  if (self->chart == NULL)
    return FALSE;

  return sy_chart_hit (self->chart,
                       gtk_widget_get_width (GTK_WIDGET (self)),
                       gtk_widget_get_height (GTK_WIDGET (self)),
                       &self->style,
                       x,
                       y,
                       out_hit);
}

static int
find_mark (SyChartView *self,
           const SyChartHit *hit)
{
  for (guint i = 0; i < self->marks->len; i++)
    {
      const Mark *mark = &g_array_index (self->marks, Mark, i);

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

  if (!hit_at (self, x, y, &hit))
    return -1;

  return find_mark (self, &hit);
}

static double
mark_to_x (SyChartView *self,
           const Mark *mark)
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
  Mark *mark = &g_array_index (self->marks, Mark, index);
  double inverse = rint (1 / mark->step);

  /* Whole multiples of the step; below 1, of its inverse, so that 0.3 stays 0.3. */
  value = mark->step < 1 ? rint (value * inverse) / inverse
                         : rint (value / mark->step) * mark->step;
  value = CLAMP (value, mark->lower, mark->upper);
  if (!final && value == mark->value)
    return;

  mark->value = value;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_MARK_MOVED], 0, (guint) index, value, final);
}

static void
on_handle_moved (SyChartView *self,
                 double value,
                 GtkWidget *handle)
{
  g_assert (SY_IS_CHART_VIEW (self));

  for (guint i = 0; i < self->marks->len; i++)
    {
      if (g_array_index (self->marks, Mark, i).handle == handle)
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
  self->drag_offset = mark_to_x (self, &g_array_index (self->marks, Mark, index)) - x;
  gtk_widget_grab_focus (g_array_index (self->marks, Mark, index).handle);
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
  const Mark *mark = &g_array_index (self->marks, Mark, index);
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
on_released (SyChartView *self,
             int n_press,
             double x,
             double y,
             GtkGestureClick *gesture)
{
  g_auto (SyChartHit) hit = { 0 };

  g_assert (SY_IS_CHART_VIEW (self));

  if (n_press == 1 && hit_at (self, x, y, &hit) && find_mark (self, &hit) < 0)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, (guint) hit.kind, hit.index);
}

static void
on_secondary_pressed (SyChartView *self,
                      int n_press,
                      double x,
                      double y,
                      GtkGesture *gesture)
{
  g_assert (SY_IS_CHART_VIEW (self));

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  sy_chart_menu_popup (self, x, y);
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
      if (gtk_widget_has_focus (g_array_index (self->marks, Mark, i).handle))
        {
          edit_mark (self, (int) i);
          return GDK_EVENT_STOP;
        }
    }

  return GDK_EVENT_PROPAGATE;
}

/* Widget */

static gboolean
sy_chart_view_query_tooltip (GtkWidget *widget,
                             int x,
                             int y,
                             gboolean keyboard_tooltip,
                             GtkTooltip *tooltip)
{
  SyChartView *self = SY_CHART_VIEW (widget);
  g_auto (SyChartHit) hit = { 0 };
  GdkRectangle area;

  if (keyboard_tooltip || self->drag_mark >= 0 || !hit_at (self, x, y, &hit) || hit.tooltip == NULL)
    return FALSE;

  area = (GdkRectangle){ (int) hit.x, (int) hit.y, MAX (1, (int) ceil (hit.width)),
                         MAX (1, (int) ceil (hit.height)) };
  gtk_tooltip_set_text (tooltip, hit.tooltip);
  gtk_tooltip_set_tip_area (tooltip, &area);
  return TRUE;
}

static void
sy_chart_view_snapshot (GtkWidget *widget,
                        GtkSnapshot *snapshot)
{
  SyChartView *self = SY_CHART_VIEW (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);

  if (self->chart != NULL && width > 0 && height > 0)
    {
      cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width,
                                                                              (float) height));

      sy_chart_draw (self->chart, cr, width, height, &self->style);
      cairo_destroy (cr);
    }

  for (guint i = 0; i < self->marks->len; i++)
    gtk_widget_snapshot_child (widget, g_array_index (self->marks, Mark, i).handle, snapshot);
}

static void
sy_chart_view_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  SyChartView *self = SY_CHART_VIEW (widget);
  gboolean is_width = orientation == GTK_ORIENTATION_HORIZONTAL;

  *natural = is_width ? self->natural_width : self->natural_height;
  *minimum = MIN (is_width ? MIN_WIDTH : MIN_HEIGHT, *natural);
}

/* Puts each handle over its mark, for the focus ring and for assistive technology. */
static void
sy_chart_view_size_allocate (GtkWidget *widget,
                             int width,
                             int height,
                             int baseline)
{
  SyChartView *self = SY_CHART_VIEW (widget);

  for (guint i = 0; i < self->marks->len; i++)
    {
      const Mark *mark = &g_array_index (self->marks, Mark, i);
      GtkAllocation area = { 0, 0, PILL_WIDTH, PILL_HEIGHT };
      double x = mark_to_x (self, mark);

      if (!isnan (x))
        {
          g_auto (SyChartHit) hit = { 0 };

          for (int y = 4; y < height && find_mark (self, &hit) != (int) i; y += 6)
            {
              sy_chart_hit_clear (&hit);
              hit_at (self, x, y, &hit);
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

  if (self->entry_popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->entry_popover));
}

static void
sy_chart_view_css_changed (GtkWidget *widget,
                           GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (sy_chart_view_parent_class)->css_changed (widget, change);
  on_style_changed (SY_CHART_VIEW (widget));
}

static void
sy_chart_view_system_setting_changed (GtkWidget *widget,
                                      GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (sy_chart_view_parent_class)->system_setting_changed (widget, setting);
  on_style_changed (SY_CHART_VIEW (widget));
}

static void
clear_marks (SyChartView *self,
             gsize keep)
{
  for (guint i = self->marks->len; i > keep; i--)
    {
      gtk_widget_unparent (g_array_index (self->marks, Mark, i - 1).handle);
      g_array_set_size (self->marks, i - 1);
    }
}

static void
sy_chart_view_dispose (GObject *object)
{
  SyChartView *self = SY_CHART_VIEW (object);
  GtkWidget *child;

  g_clear_handle_id (&self->describe_id, g_source_remove);
  g_clear_pointer (&self->chart, sy_chart_unref);
  clear_marks (self, 0);
  self->entry_popover = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sy_chart_view_parent_class)->dispose (object);
}

static void
sy_chart_view_finalize (GObject *object)
{
  SyChartView *self = SY_CHART_VIEW (object);

  g_array_unref (self->marks);
  g_free (self->font_family);

  G_OBJECT_CLASS (sy_chart_view_parent_class)->finalize (object);
}

static void
sy_chart_view_class_init (SyChartViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sy_chart_view_dispose;
  object_class->finalize = sy_chart_view_finalize;
  widget_class->snapshot = sy_chart_view_snapshot;
  widget_class->measure = sy_chart_view_measure;
  widget_class->size_allocate = sy_chart_view_size_allocate;
  widget_class->query_tooltip = sy_chart_view_query_tooltip;
  widget_class->css_changed = sy_chart_view_css_changed;
  widget_class->system_setting_changed = sy_chart_view_system_setting_changed;

  signals[SIGNAL_MARK_MOVED] = g_signal_new ("mark-moved",
                                             G_TYPE_FROM_CLASS (klass),
                                             G_SIGNAL_RUN_LAST,
                                             0,
                                             NULL,
                                             NULL,
                                             NULL,
                                             G_TYPE_NONE,
                                             3,
                                             G_TYPE_UINT,
                                             G_TYPE_DOUBLE,
                                             G_TYPE_BOOLEAN);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated",
                                            G_TYPE_FROM_CLASS (klass),
                                            G_SIGNAL_RUN_LAST,
                                            0,
                                            NULL,
                                            NULL,
                                            NULL,
                                            G_TYPE_NONE,
                                            2,
                                            G_TYPE_UINT,
                                            G_TYPE_UINT);

  sy_chart_menu_install (widget_class);
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
add_controller (SyChartView *self,
                GtkEventController *controller)
{
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
sy_chart_view_init (SyChartView *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *secondary = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Chart"),
                                  -1);
  self->marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  self->drag_mark = -1;
  self->entry_mark = -1;
  self->natural_width = NATURAL_WIDTH;
  self->natural_height = NATURAL_HEIGHT;
  update_style (self);

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_VISIBLE);

  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (on_style_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (on_style_changed), self,
                           G_CONNECT_SWAPPED);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (on_released), self);
  g_signal_connect_swapped (secondary, "pressed", G_CALLBACK (on_secondary_pressed), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (on_drag_cancel), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_gesture_group (click, drag);
  add_controller (self, GTK_EVENT_CONTROLLER (click));
  add_controller (self, GTK_EVENT_CONTROLLER (secondary));
  add_controller (self, GTK_EVENT_CONTROLLER (drag));
  add_controller (self, motion);
  add_controller (self, key);
}

GtkWidget *
sy_chart_view_new (void)
{
  return g_object_new (SY_TYPE_CHART_VIEW, NULL);
}

static gboolean
describe_cb (gpointer data)
{
  SyChartView *self = data;
  const char *title;

  self->describe_id = 0;
  if (self->chart != NULL)
    {
      g_autofree char *description = sy_chart_describe (self->chart);

      title = sy_chart_get_title (self->chart);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      title != NULL ? title : _ ("Chart"),
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
    }

  return G_SOURCE_REMOVE;
}

void
sy_chart_view_set_chart (SyChartView *self,
                         SyChart *chart)
{
  g_return_if_fail (SY_IS_CHART_VIEW (self));

  if (self->chart == chart)
    return;

  if (chart != NULL)
    sy_chart_ref (chart);
  g_clear_pointer (&self->chart, sy_chart_unref);
  self->chart = chart;

  /* Every frame of a drag brings a new chart: describe the one that stays. */
  g_clear_handle_id (&self->describe_id, g_source_remove);
  self->describe_id = g_timeout_add (DESCRIBE_AFTER_MS, describe_cb, self);

  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->marks->len > 0)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
}

SyChart *
sy_chart_view_get_chart (SyChartView *self)
{
  g_return_val_if_fail (SY_IS_CHART_VIEW (self), NULL);

  return self->chart;
}

void
sy_chart_view_set_marks (SyChartView *self,
                         const SyChartMark *marks,
                         gsize n_marks)
{
  guint n_of_kind[2] = { 0, 0 };

  g_return_if_fail (SY_IS_CHART_VIEW (self));
  g_return_if_fail (marks != NULL || n_marks == 0);

  clear_marks (self, n_marks);
  while (self->marks->len < n_marks)
    {
      Mark mark = { .handle = sy_chart_handle_new () };

      gtk_widget_set_parent (mark.handle, GTK_WIDGET (self));
      g_signal_connect_swapped (mark.handle, "moved", G_CALLBACK (on_handle_moved), self);
      g_array_append_val (self->marks, mark);
    }

  for (gsize i = 0; i < n_marks; i++)
    {
      Mark *mark = &g_array_index (self->marks, Mark, i);

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

const SyChartStyle *
sy_chart_view_get_style (SyChartView *self)
{
  g_return_val_if_fail (SY_IS_CHART_VIEW (self), NULL);

  return &self->style;
}

void
sy_chart_view_set_natural_size (SyChartView *self,
                                int width_px,
                                int height_px)
{
  g_return_if_fail (SY_IS_CHART_VIEW (self));

  self->natural_width = width_px;
  self->natural_height = height_px;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
