/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-chart-view-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* A saved chart is at least this large, so that a small card makes a legible file. */
#define SAVE_MIN_WIDTH 640.0
#define SAVE_MIN_HEIGHT 400.0

typedef struct
{
  SyChart *chart;
  GtkFileChooserNative *chooser;
  GtkWindow *window; /* weak */
  double width;
  double height;
} Save;

static void
save_free (Save *save)
{
  sy_chart_unref (save->chart);
  gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (save->chooser));
  g_object_unref (save->chooser);
  g_clear_weak_pointer (&save->window);
  g_free (save);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Save, save_free)

static void
tell_error (GtkWindow *window,
            const GError *error)
{
  GtkWidget *dialog = adw_message_dialog_new (window, _ ("The chart was not saved"),
                                              error->message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_save_response (GtkNativeDialog *dialog,
                  int response,
                  gpointer user_data)
{
  g_autoptr (Save) save = user_data;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  SyChartStyle style;

  if (response != GTK_RESPONSE_ACCEPT)
    return;

  file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  path = file != NULL ? g_file_get_path (file) : NULL;
  if (path == NULL)
    return;

  /* A file goes on paper and into slides: light, with its title. */
  sy_chart_style_init (&style, FALSE);
  if (!sy_chart_save (save->chart, path, save->width, save->height, &style, &error))
    tell_error (save->window, error);
}

static char *
suggest_name (SyChart *chart,
              const char *format)
{
  const char *title = sy_chart_get_title (chart);
  g_autofree char *stem = g_strdup (title != NULL && *title != '\0' ? title : "chart");

  g_strdelimit (stem, "/\\:*?\"<>|", '-');
  return g_strdup_printf ("%s.%s", stem, format);
}

static void
save_image_action (GtkWidget *widget,
                   const char *action_name,
                   GVariant *parameter)
{
  SyChartView *self = SY_CHART_VIEW (widget);
  SyChart *chart = sy_chart_view_get_chart (self);
  const char *format = g_variant_get_string (parameter, NULL);
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autofree char *name = NULL;
  Save *save;

  if (chart == NULL)
    return;

  save = g_new0 (Save, 1);
  save->chart = sy_chart_ref (chart);
  save->width = MAX (gtk_widget_get_width (widget), SAVE_MIN_WIDTH);
  save->height = MAX (gtk_widget_get_height (widget), SAVE_MIN_HEIGHT);
  g_set_weak_pointer (&save->window, GTK_WINDOW (root));
  save->chooser = gtk_file_chooser_native_new (_ ("Save Chart"), GTK_WINDOW (root),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  name = suggest_name (chart, format);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (save->chooser), name);
  g_signal_connect (save->chooser, "response", G_CALLBACK (on_save_response), save);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (save->chooser));
}

static void
copy_table_action (GtkWidget *widget,
                   const char *action_name,
                   GVariant *parameter)
{
  SyChart *chart = sy_chart_view_get_chart (SY_CHART_VIEW (widget));
  g_autoptr (SyChartTable) table = NULL;
  g_autofree char *text = NULL;

  if (chart == NULL)
    return;

  table = sy_chart_to_table (chart);
  text = sy_chart_numbers_to_text (table);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
show_table_action (GtkWidget *widget,
                   const char *action_name,
                   GVariant *parameter)
{
  SyChart *chart = sy_chart_view_get_chart (SY_CHART_VIEW (widget));
  GtkRoot *root = gtk_widget_get_root (widget);

  if (chart != NULL)
    sy_chart_numbers_present (chart, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
}

static void
menu_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  sy_chart_menu_popup (SY_CHART_VIEW (widget), gtk_widget_get_width (widget) / 2.0,
                       gtk_widget_get_height (widget) / 2.0);
}

void
sy_chart_menu_install (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "chart.save-image", "s", save_image_action);
  gtk_widget_class_install_action (klass, "chart.copy-table", NULL, copy_table_action);
  gtk_widget_class_install_action (klass, "chart.show-table", NULL, show_table_action);
  gtk_widget_class_install_action (klass, "chart.menu", NULL, menu_action);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_F10, GDK_SHIFT_MASK, "chart.menu", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Menu, 0, "chart.menu", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_c, GDK_CONTROL_MASK, "chart.copy-table",
                                       NULL);
}

GMenuModel *
sy_chart_menu_get_model (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) numbers = g_menu_new ();
  g_autoptr (GMenu) picture = g_menu_new ();

  g_menu_append (numbers, _ ("Show _Numbers"), "chart.show-table");
  g_menu_append (numbers, _ ("_Copy Numbers"), "chart.copy-table");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (numbers));
  g_menu_append (picture, _ ("Save as P_NG…"), "chart.save-image::png");
  g_menu_append (picture, _ ("Save as _SVG…"), "chart.save-image::svg");
  g_menu_append (picture, _ ("Save as _PDF…"), "chart.save-image::pdf");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (picture));

  return G_MENU_MODEL (menu);
}

static gboolean
unparent_cb (gpointer data)
{
  gtk_widget_unparent (GTK_WIDGET (data));
  return G_SOURCE_REMOVE;
}

/* The chosen action runs after `closed`: the popover has to outlive the signal. */
static void
on_menu_closed (GtkPopover *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent_cb, g_object_ref (popover), g_object_unref);
}

void
sy_chart_menu_popup (SyChartView *self,
                     double x,
                     double y)
{
  g_autoptr (GMenuModel) model = sy_chart_menu_get_model ();
  GtkWidget *popover = gtk_popover_menu_new_from_model (model);

  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  g_signal_connect (popover, "closed", G_CALLBACK (on_menu_closed), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}
