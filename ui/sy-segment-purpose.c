/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-segment-purpose.h"

#include <glib/gi18n.h>

#include "sy-accessible.h"
#include "sy-editable.h"
#include "sy-format.h"

static const struct
{
  const char *title;
  gsize offset;
} parts[] = {
  { N_ ("Purpose"), G_STRUCT_OFFSET (SySegmentUse, purpose) },
  { N_ ("Decision"), G_STRUCT_OFFSET (SySegmentUse, decision) },
  { N_ ("Channel"), G_STRUCT_OFFSET (SySegmentUse, channel) },
  { N_ ("Owner"), G_STRUCT_OFFSET (SySegmentUse, owner) },
};

struct _SySegmentPurpose
{
  AdwBin parent_instance;

  /* Borrowed */
  AdwExpanderRow *expander;
  GtkEditable *entries[G_N_ELEMENTS (parts)];
  GtkEditable *new_item;

  /* Owned */
  SySegmentUse *use;
  GPtrArray *item_rows;
  gboolean is_kept;
  gboolean is_updating;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SySegmentPurpose, sy_segment_purpose, ADW_TYPE_BIN)

static void show_items (SySegmentPurpose *self);

static void
show_summary (SySegmentPurpose *self)
{
  g_autofree char *gaps = self->is_kept ? sy_segment_use_describe_gaps (self->use) : NULL;
  g_autofree char *text = g_markup_escape_text (gaps != NULL                 ? gaps
                                                : self->use->purpose != NULL ? self->use->purpose
                                                                             : "",
                                                -1);

  adw_expander_row_set_subtitle (self->expander, text);
}

static void
emit_changed (SySegmentPurpose *self)
{
  show_summary (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_part_applied (SySegmentPurpose *self,
                 GtkEditable *entry)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (self->entries[i] == entry)
      {
        char **part = &G_STRUCT_MEMBER (char *, self->use, parts[i].offset);
        g_autofree char *text = sy_editable_dup_text (entry);

        g_free (*part);
        *part = *text != '\0' ? g_steal_pointer (&text) : NULL;
      }
  emit_changed (self);
}

static void
on_item_toggled (GtkCheckButton *check,
                 SySegmentPurpose *self)
{
  SyCheckItem *item;

  if (self->is_updating)
    return;
  item = sy_segment_use_find_item (self->use, g_object_get_data (G_OBJECT (check), "sy-item"));
  g_clear_pointer (&item->done_by, g_free);
  item->done_on = 0;
  if (gtk_check_button_get_active (check))
    {
      g_autoptr (GDateTime) now = g_date_time_new_now_local ();

      item->done_by = g_strdup (g_get_real_name ());
      item->done_on = sy_day_from_civil (g_date_time_get_year (now), g_date_time_get_month (now),
                                         g_date_time_get_day_of_month (now));
    }
  show_items (self);
  emit_changed (self);
}

static void
on_item_removed (GtkButton *button,
                 SySegmentPurpose *self)
{
  sy_segment_use_remove_item (self->use, g_object_get_data (G_OBJECT (button), "sy-item"));
  show_items (self);
  emit_changed (self);
}

static void
on_item_added (SySegmentPurpose *self)
{
  g_autofree char *text = sy_editable_dup_text (self->new_item);

  if (*text == '\0')
    return;
  sy_segment_use_add_item (self->use, text);
  gtk_editable_set_text (self->new_item, "");
  show_items (self);
  emit_changed (self);
}

static void
add_item (SySegmentPurpose *self,
          const SyCheckItem *item)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *remove = gtk_button_new_from_icon_name ("list-remove-symbolic");
  g_autofree char *title = g_markup_escape_text (item->text, -1);
  g_autofree char *label = g_strdup_printf (_ ("Remove %s"), item->text);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), item->done_by != NULL);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, item->text,
                                  -1);
  g_object_set_data_full (G_OBJECT (check), "sy-item", g_strdup (item->text), g_free);
  g_signal_connect (check, "toggled", G_CALLBACK (on_item_toggled), self);
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_tooltip_text (remove, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_object_set_data_full (G_OBJECT (remove), "sy-item", g_strdup (item->text), g_free);
  g_signal_connect (remove, "clicked", G_CALLBACK (on_item_removed), self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (item->done_by != NULL)
    {
      g_autofree char *day = sy_format_day (item->done_on);
      g_autofree char *done = g_strdup_printf ("%s, %s", item->done_by, day);
      g_autofree char *subtitle = g_markup_escape_text (done, -1);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
    }
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_expander_row_add_row (self->expander, row);
  g_ptr_array_add (self->item_rows, row);
}

static void
show_items (SySegmentPurpose *self)
{
  for (guint i = 0; i < self->item_rows->len; i++)
    adw_expander_row_remove (self->expander, g_ptr_array_index (self->item_rows, i));
  g_ptr_array_set_size (self->item_rows, 0);
  self->is_updating = TRUE;
  for (guint i = 0; i < self->use->checklist->len; i++)
    add_item (self, g_ptr_array_index (self->use->checklist, i));
  self->is_updating = FALSE;
}

static GtkEditable *
add_entry (SySegmentPurpose *self,
           const char *title,
           GCallback applied)
{
  GtkWidget *entry = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), title);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (entry), TRUE);
  g_signal_connect_swapped (entry, "apply", applied, self);
  adw_expander_row_add_row (self->expander, entry);
  return GTK_EDITABLE (entry);
}

static void
sy_segment_purpose_dispose (GObject *object)
{
  SySegmentPurpose *self = SY_SEGMENT_PURPOSE (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->use, sy_segment_use_free);
  g_clear_pointer (&self->item_rows, g_ptr_array_unref);

  G_OBJECT_CLASS (sy_segment_purpose_parent_class)->dispose (object);
}

static void
sy_segment_purpose_class_init (SySegmentPurposeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_segment_purpose_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sy_segment_purpose_init (SySegmentPurpose *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *expander = adw_expander_row_new ();

  self->use = sy_segment_use_new ();
  self->item_rows = g_ptr_array_new ();
  self->expander = ADW_EXPANDER_ROW (expander);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), _ ("What It Is For"));
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    self->entries[i] = add_entry (self, _ (parts[i].title), G_CALLBACK (on_part_applied));
  self->new_item = add_entry (self, _ ("Add to the checklist"), G_CALLBACK (on_item_added));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), expander);
  sy_accessible_set_expander_name (self->expander, _ ("What It Is For"));
  adw_bin_set_child (ADW_BIN (self), group);
  show_summary (self);
}

/* What is being typed is not lost when the scores change. */
static gboolean
says_the_same (const SySegmentUse *a,
               const SySegmentUse *b)
{
  if (b == NULL || a->checklist->len != b->checklist->len)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_strcmp0 (G_STRUCT_MEMBER (char *, a, parts[i].offset),
                   G_STRUCT_MEMBER (char *, b, parts[i].offset)) != 0)
      return FALSE;
  for (guint i = 0; i < a->checklist->len; i++)
    {
      const SyCheckItem *one = a->checklist->pdata[i];
      const SyCheckItem *other = b->checklist->pdata[i];

      if (g_strcmp0 (one->text, other->text) != 0 || g_strcmp0 (one->done_by, other->done_by) != 0)
        return FALSE;
    }
  return TRUE;
}

void
sy_segment_purpose_show (SySegmentPurpose *self,
                         const SySegmentUse *use,
                         gboolean is_kept)
{
  g_return_if_fail (SY_IS_SEGMENT_PURPOSE (self));

  self->is_kept = is_kept;
  show_summary (self);
  if (says_the_same (self->use, use))
    return;
  sy_segment_use_free (self->use);
  self->use = use != NULL ? sy_segment_use_copy (use) : sy_segment_use_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const char *text = G_STRUCT_MEMBER (char *, self->use, parts[i].offset);

      gtk_editable_set_text (self->entries[i], text != NULL ? text : "");
    }
  show_items (self);
  show_summary (self);
}

SySegmentUse *
sy_segment_purpose_dup_use (SySegmentPurpose *self)
{
  g_return_val_if_fail (SY_IS_SEGMENT_PURPOSE (self), NULL);

  return sy_segment_use_copy (self->use);
}
