/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-tune-notes.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-component-text.h"

struct _SyTuneNotes
{
  AdwBin parent_instance;

  /* Borrowed: below the bin */
  GtkBox *alarms;
  GtkLabel *components;

  /* Owned */
  char *shown; /* the alarms, as text */
};

G_DEFINE_FINAL_TYPE (SyTuneNotes, sy_tune_notes, ADW_TYPE_BIN)

static void
sy_tune_notes_finalize (GObject *object)
{
  g_free (SY_TUNE_NOTES (object)->shown);

  G_OBJECT_CLASS (sy_tune_notes_parent_class)->finalize (object);
}

static void
sy_tune_notes_class_init (SyTuneNotesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_tune_notes_finalize;
}

static void
sy_tune_notes_init (SyTuneNotes *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  self->alarms = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 2));
  gtk_widget_set_visible (GTK_WIDGET (self->alarms), FALSE);
  self->components = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->components, 0);
  gtk_label_set_wrap (self->components, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->components), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->components), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->components), "numeric");
  gtk_widget_set_visible (GTK_WIDGET (self->components), FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->alarms));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->components));
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
sy_tune_notes_new (void)
{
  return g_object_new (SY_TYPE_TUNE_NOTES, NULL);
}

/* The engine's lines begin as the end of a sentence. */
static char *
capitalize (const char *text)
{
  g_autofree char *first = NULL;

  if (*text == '\0')
    return g_strdup (text);
  first = g_utf8_strup (text, (gssize) (g_utf8_next_char (text) - text));
  return g_strconcat (first, g_utf8_next_char (text), NULL);
}

static void
add_alarm (SyTuneNotes *self,
           const char *text)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), 20);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Warning"), -1);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), label);
  gtk_widget_add_css_class (line, "alarm");
  gtk_box_append (self->alarms, line);
}

void
sy_tune_notes_set_alarms (SyTuneNotes *self,
                          GArray *alarms,
                          const SyModel *model)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *all = NULL;
  GtkWidget *child;

  g_return_if_fail (SY_IS_TUNE_NOTES (self));

  for (guint i = 0; alarms != NULL && i < alarms->len; i++)
    {
      g_autofree char *text =
          sy_occupancy_describe (&g_array_index (alarms, SyOccupancyAlarm, i), model);

      g_ptr_array_add (texts, capitalize (text));
    }
  g_ptr_array_add (texts, NULL);
  all = g_strjoinv ("\n", (char **) texts->pdata);
  if (g_strcmp0 (all, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&all);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->alarms))) != NULL)
    gtk_box_remove (self->alarms, child);
  for (guint i = 0; i + 1 < texts->len; i++)
    add_alarm (self, g_ptr_array_index (texts, i));
  gtk_widget_set_visible (GTK_WIDGET (self->alarms), texts->len > 1);
}

void
sy_tune_notes_set_components (SyTuneNotes *self,
                              const SyComponents *components)
{
  gboolean visible = components != NULL && !isnan (components->score);
  g_autofree char *sum = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (SY_IS_TUNE_NOTES (self));

  gtk_widget_set_visible (GTK_WIDGET (self->components), visible);
  if (!visible)
    return;
  sum = sy_component_text_sum (components);
  text = g_strdup_printf (_ ("On average %s"), sum);
  if (g_strcmp0 (gtk_label_get_label (self->components), text) == 0)
    return;
  gtk_label_set_label (self->components, text);
  gtk_widget_set_tooltip_text (
      GTK_WIDGET (self->components),
      _ ("What the scores are made of: the points of rules by what they say, what limits and the scale change, and the score. Friction is the part that is bad news, in the sum once"));
}
