/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Drags weights on the Tune page of a project, one step a frame:
 *
 *   tests/display/with-display.sh build/tests/bench/bench-drag PROJECT [FRAMES]
 *
 * Prints how much processor time the main thread spent in each frame, with the
 * edit, layout and drawing, and how often new figures came. Processor time, so
 * that a busy machine says the same.
 */
#include "config.h"

#include <adwaita.h>
#include <time.h>

#include "sy-session.h"
#include "sy-tune-page.h"
#include "sy-weight-slider.h"

typedef struct
{
  GMainLoop *loop;
  GtkWidget *window;
  GtkWidget *page;
  GtkRange *slider;
  SySession *session;
  guint n_frames;
  guint frame;
  guint n_tunings;
  gint64 edit_us;
  gint64 begin_us;
  GArray *work_us;
  GArray *edits_us;
  gint64 started_us;
} Drag;

static gint64
cpu_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static GtkWidget *
find_slider (GtkWidget *widget)
{
  if (SY_IS_WEIGHT_SLIDER (widget))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_slider (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static void
print_times (const char *what,
             GArray *times)
{
  g_array_sort (times, compare_times);
  if (times->len == 0)
    return;
  g_print ("%-28s median %6.2f ms   95 %% %6.2f ms   max %6.2f ms\n",
           what,
           (double) g_array_index (times, gint64, times->len / 2) / 1000,
           (double) g_array_index (times, gint64, times->len * 95 / 100) / 1000,
           (double) g_array_index (times, gint64, times->len - 1) / 1000);
}

static void
on_tuning_changed (Drag *drag)
{
  drag->n_tunings++;
}

static void
on_before_paint (Drag *drag)
{
  drag->begin_us = cpu_us ();
}

static void
finish (Drag *drag)
{
  double seconds = (double) (g_get_monotonic_time () - drag->started_us) / G_USEC_PER_SEC;

  g_print ("%u frames in %.2f s, %u sets of figures\n", drag->n_frames, seconds, drag->n_tunings);
  print_times ("edit (slider to draft)", drag->edits_us);
  print_times ("frame (edit, layout, ink)", drag->work_us);
  g_main_loop_quit (drag->loop);
}

static void
on_after_paint (Drag *drag)
{
  gint64 work = cpu_us () - drag->begin_us;

  if (drag->slider == NULL || drag->frame == 0)
    return;

  g_array_append_val (drag->work_us, work);
  if (drag->frame >= drag->n_frames)
    finish (drag);
}

static gboolean
on_tick (GtkWidget *widget,
         GdkFrameClock *clock,
         gpointer user_data)
{
  Drag *drag = user_data;
  double limit = gtk_adjustment_get_upper (gtk_range_get_adjustment (drag->slider));
  double value = gtk_range_get_value (drag->slider);
  gboolean handled;
  gint64 begin = cpu_us ();

  if (drag->frame >= drag->n_frames)
    return G_SOURCE_REMOVE;

  drag->frame++;
  value += limit / 20;
  g_signal_emit_by_name (drag->slider, "change-value", GTK_SCROLL_JUMP,
                         value > limit ? -limit : value, &handled);
  drag->edit_us = cpu_us () - begin;
  g_array_append_val (drag->edits_us, drag->edit_us);

  return G_SOURCE_CONTINUE;
}

static gboolean
begin_cb (gpointer data)
{
  Drag *drag = data;
  GdkFrameClock *clock = gtk_widget_get_frame_clock (drag->window);

  drag->slider = GTK_RANGE (find_slider (drag->page));
  if (drag->slider == NULL || sy_session_get_tuning (drag->session) == NULL)
    {
      drag->slider = NULL;
      return G_SOURCE_CONTINUE;
    }

  drag->n_tunings = 0;
  drag->started_us = g_get_monotonic_time ();
  g_signal_connect_swapped (clock, "before-paint", G_CALLBACK (on_before_paint), drag);
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (on_after_paint), drag);
  gtk_widget_add_tick_callback (drag->page, on_tick, drag, NULL);

  return G_SOURCE_REMOVE;
}

static void
opened_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  Drag *drag = user_data;
  g_autoptr (GError) error = NULL;

  drag->session = sy_session_open_finish (result, &error);
  if (drag->session == NULL)
    g_error ("%s", error->message);

  drag->page = g_object_new (SY_TYPE_TUNE_PAGE, "session", drag->session, NULL);
  drag->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (drag->window), 1265, 840);
  gtk_window_set_child (GTK_WINDOW (drag->window), drag->page);
  gtk_window_present (GTK_WINDOW (drag->window));
  g_signal_connect_swapped (drag->session, "tuning-changed", G_CALLBACK (on_tuning_changed), drag);
  sy_session_request_tuning (drag->session);
  g_timeout_add_seconds (2, begin_cb, drag);
}

int
main (int argc,
      char *argv[])
{
  Drag drag = { 0 };

  if (argc < 2)
    {
      g_printerr ("usage: bench-drag PROJECT [FRAMES]\n");
      return 2;
    }

  adw_init ();
  drag.loop = g_main_loop_new (NULL, FALSE);
  drag.n_frames = argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : 300;
  drag.work_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  drag.edits_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  sy_session_open_async (argv[1], NULL, opened_cb, &drag);
  g_main_loop_run (drag.loop);

  return 0;
}
