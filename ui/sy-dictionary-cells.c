/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-dictionary-cells.h"
#include "sy-chart-view.h"
#include "sy-dictionary-text.h"
#include "sy-format.h"

#include <glib/gi18n.h>

/* A cell is two lines of text, the second one dimmed; the volume is a chart. */

#define CHART_WIDTH_PX 104
#define CHART_HEIGHT_PX 34
#define MAX_GAPS_NAMED 6

struct _SyDictionaryItem
{
  GObject parent_instance;

  /* Owned */
  SyDictionary *dictionary;

  gsize line;
};

G_DEFINE_FINAL_TYPE (SyDictionaryItem, sy_dictionary_item, G_TYPE_OBJECT)

static void
sy_dictionary_item_finalize (GObject *object)
{
  SyDictionaryItem *self = SY_DICTIONARY_ITEM (object);

  g_clear_pointer (&self->dictionary, sy_dictionary_unref);

  G_OBJECT_CLASS (sy_dictionary_item_parent_class)->finalize (object);
}

static void
sy_dictionary_item_class_init (SyDictionaryItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_dictionary_item_finalize;
}

static void
sy_dictionary_item_init (SyDictionaryItem *self)
{
}

SyDictionaryItem *
sy_dictionary_item_new (SyDictionary *dictionary,
                        gsize line)
{
  SyDictionaryItem *self = g_object_new (SY_TYPE_DICTIONARY_ITEM, NULL);

  self->dictionary = sy_dictionary_ref (dictionary);
  self->line = line;
  return self;
}

const SyDictionaryLine *
sy_dictionary_item_get_line (SyDictionaryItem *self)
{
  g_return_val_if_fail (SY_IS_DICTIONARY_ITEM (self), NULL);

  return &self->dictionary->lines[self->line];
}

/* Cells */

static GtkWidget *
create_label (float xalign,
              gboolean is_second)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "numeric");
  if (is_second)
    {
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dim-label");
    }
  return label;
}

GtkWidget *
sy_dictionary_cell_new (SyDictionaryColumn column)
{
  static const int widths[SY_DICTIONARY_N_COLUMNS] = { 14, 8, 0, 8, 7, 13, 8, 0 };
  gboolean is_number = column == SY_DICTIONARY_EVENTS || column == SY_DICTIONARY_PEOPLE;
  GtkWidget *box;

  if (column == SY_DICTIONARY_VOLUME)
    {
      GtkWidget *chart = sy_chart_view_new ();

      sy_chart_view_set_natural_size (SY_CHART_VIEW (chart), CHART_WIDTH_PX, CHART_HEIGHT_PX);
      gtk_widget_set_valign (chart, GTK_ALIGN_CENTER);
      /* One stop a row: the chart of the row that is chosen can be reached beside the table. */
      gtk_widget_set_focusable (chart, FALSE);
      return chart;
    }
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *label = create_label (is_number ? 1.0f : 0.0f, i == 1);

      gtk_label_set_width_chars (GTK_LABEL (label), widths[column]);
      gtk_label_set_max_width_chars (GTK_LABEL (label), widths[column]);
      gtk_box_append (GTK_BOX (box), label);
    }
  return box;
}

static void
show_texts (GtkWidget *cell,
            const char *first,
            const char *second)
{
  GtkWidget *top = gtk_widget_get_first_child (cell);
  GtkWidget *bottom = gtk_widget_get_last_child (cell);

  gtk_label_set_label (GTK_LABEL (top), first);
  gtk_label_set_label (GTK_LABEL (bottom), second != NULL ? second : "");
  gtk_widget_set_visible (bottom, second != NULL && *second != '\0');
}

static void
set_tone (GtkWidget *label,
          const char *tone)
{
  static const char *const tones[] = { "dim-label", "more", "less" };

  for (gsize i = 0; i < G_N_ELEMENTS (tones); i++)
    if (g_strcmp0 (tones[i], tone) == 0)
      gtk_widget_add_css_class (label, tones[i]);
    else
      gtk_widget_remove_css_class (label, tones[i]);
}

static void
show_name (GtkWidget *cell,
           const SyDictionaryLine *line)
{
  GtkWidget *holder = gtk_widget_get_parent (cell);
  GtkWidget *row = holder != NULL ? gtk_widget_get_parent (holder) : NULL;
  const char *meaning = line->entry->meaning;
  g_autofree char *names = sy_dictionary_text_names (line);
  /* Long names are cut in a narrow window. */
  g_autofree char *tooltip = g_strconcat (line->entry->name, meaning != NULL ? "\n" : NULL, meaning,
                                          NULL);

  show_texts (cell, line->entry->name, names);
  gtk_widget_set_tooltip_text (cell, tooltip);
  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    line->entry->name, -1);
}

static void
show_category (GtkWidget *cell,
               const SyDictionaryLine *line)
{
  int polarity = line->entry->polarity;
  g_autofree char *text = NULL;

  if (polarity != 0)
    text = g_strdup_printf ("%s %s", polarity > 0 ? "▲" : "▼",
                            sy_dictionary_text_polarity (polarity));
  show_texts (cell,
              line->entry->category != SY_TYPE_CATEGORY_NONE
                  ? sy_dictionary_text_category (line->entry->category)
                  : "–",
              text);
  set_tone (gtk_widget_get_last_child (cell), polarity > 0 ? "more" : "less");
}

static void
show_seen (GtkWidget *cell,
           SyDictionary *dictionary,
           const SyDictionaryLine *line)
{
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  g_autofree char *since = NULL;

  if (line->n_events == 0)
    {
      show_texts (cell, "–", NULL);
      return;
    }
  first = sy_format_day (sy_zone_day (dictionary->zone, line->first));
  last = sy_format_day (sy_zone_day (dictionary->zone, line->last));
  since = g_strdup_printf (_ ("from %s"), first);
  show_texts (cell, last, since);
}

static void
show_tracking (GtkWidget *cell,
               const SyDictionaryLine *line)
{
  gboolean is_stale = line->freshness.is_stale;
  g_autofree char *lag = sy_dictionary_text_lag (line);
  g_autofree char *silence = g_strdup_printf (is_stale ? _ ("stale %s") : _ ("%s ago"), lag);
  g_autofree char *gaps =
      line->gaps->len > 0 ? sy_format_count_of (line->gaps->len, _ ("gap"), _ ("gaps")) : NULL;
  g_autofree char *freshness = sy_dictionary_text_freshness (line);
  g_autofree char *days = sy_dictionary_text_gaps (line, MAX_GAPS_NAMED);
  g_autofree char *tooltip =
      days != NULL ? g_strdup_printf ("%s\n%s", freshness, days) : g_strdup (freshness);

  show_texts (cell, line->n_events > 0 ? silence : "–", gaps);
  set_tone (gtk_widget_get_first_child (cell), is_stale ? "less" : NULL);
  set_tone (gtk_widget_get_last_child (cell), "less");
  gtk_widget_set_tooltip_text (cell, tooltip);
}

void
sy_dictionary_cell_show (GtkWidget *cell,
                         SyDictionaryColumn column,
                         SyDictionaryItem *item)
{
  const SyDictionaryLine *line = sy_dictionary_item_get_line (item);
  g_autoptr (SyChart) chart = NULL;
  g_autofree char *count = NULL;

  switch (column)
    {
    case SY_DICTIONARY_NAME:
      show_name (cell, line);
      break;
    case SY_DICTIONARY_CATEGORY:
      show_category (cell, line);
      break;
    case SY_DICTIONARY_VOLUME:
      chart = sy_dictionary_line_create_sparkline (line);
      sy_chart_view_set_chart (SY_CHART_VIEW (cell), chart);
      gtk_widget_set_visible (cell, line->n_weeks > 0);
      break;
    case SY_DICTIONARY_EVENTS:
    case SY_DICTIONARY_PEOPLE:
      count = sy_format_count (
          (gint64) (column == SY_DICTIONARY_EVENTS ? line->n_events : line->n_people));
      show_texts (cell, count, NULL);
      break;
    case SY_DICTIONARY_SEEN:
      show_seen (cell, item->dictionary, line);
      break;
    case SY_DICTIONARY_TRACKING:
      show_tracking (cell, line);
      break;
    case SY_DICTIONARY_MUTED_STATE:
    case SY_DICTIONARY_N_COLUMNS:
    default:
      break;
    }
}
