/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-setting-rows.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-choice-button.h"
#include "sy-name-list.h"

typedef struct
{
  SySettingRows *rows; /* borrowed */
  const SySetting *setting;
  guint band;
  GtkWidget *row;     /* borrowed */
  GtkWidget *control; /* borrowed */
} Row;

struct _SySettingRows
{
  char **types;
  SySettingRowsEdited edited;
  gpointer user_data;
  GPtrArray *rows;
  SyModel *model;
  gboolean updating;
};

SySettingRows *
sy_setting_rows_new (const char *const *types,
                     SySettingRowsEdited edited,
                     gpointer user_data)
{
  SySettingRows *self = g_new0 (SySettingRows, 1);

  self->types = g_strdupv ((char **) types);
  self->edited = edited;
  self->user_data = user_data;
  self->rows = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
sy_setting_rows_free (SySettingRows *self)
{
  g_strfreev (self->types);
  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->model, sy_model_unref);
  g_free (self);
}

static void
take (Row *row,
      SyModel *copy)
{
  SySettingRows *self = row->rows;
  g_autoptr (SyModel) edited = copy;
  g_autofree char *label = sy_setting_dup_label (row->setting, self->model, row->band);

  self->edited (edited, label, self->user_data);
}

static void
on_number_changed (Row *row,
                   double value)
{
  SySettingRows *self = row->rows;

  if (!self->updating && self->model != NULL)
    take (row, sy_setting_edit_number (row->setting, self->model, row->band, value));
}

static void
on_choice_selected (Row *row)
{
  SySettingRows *self = row->rows;
  guint choice = adw_combo_row_get_selected (ADW_COMBO_ROW (row->row));

  if (!self->updating && self->model != NULL && choice != GTK_INVALID_LIST_POSITION)
    take (row, sy_setting_edit_number (row->setting, self->model, row->band, choice));
}

static void
on_text_applied (Row *row)
{
  SySettingRows *self = row->rows;

  if (!self->updating && self->model != NULL)
    take (row, sy_setting_edit_text (row->setting, self->model, row->band,
                                     gtk_editable_get_text (GTK_EDITABLE (row->row))));
}

static void
on_types_changed (Row *row)
{
  SySettingRows *self = row->rows;
  g_auto (GStrv) chosen = sy_choice_button_dup_chosen (SY_CHOICE_BUTTON (row->control));
  g_autofree char *text = chosen != NULL ? g_strjoinv ("\n", chosen) : g_strdup ("");

  if (!self->updating && self->model != NULL)
    take (row, sy_setting_edit_text (row->setting, self->model, row->band, text));
}

/* Rows by kind */

static void
make_number (Row *row)
{
  const SySetting *setting = row->setting;
  SyNumberEntryFlags flags = setting->flags |
                             (setting->kind == SY_SETTING_WHOLE ? SY_NUMBER_ENTRY_WHOLE : 0);

  row->row = adw_action_row_new ();
  row->control = sy_number_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (row->control), 12);
  gtk_widget_set_valign (row->control, GTK_ALIGN_CENTER);
  if (flags & SY_NUMBER_ENTRY_OPTIONAL)
    gtk_entry_set_placeholder_text (GTK_ENTRY (row->control), _ ("none"));
  sy_number_entry_configure (SY_NUMBER_ENTRY (row->control), flags,
                             setting->unit != NULL ? _ (setting->unit) : NULL, setting->lower,
                             setting->upper);
  /* Its name is that of the row, whose widget it is. */
  g_signal_connect_swapped (row->control, "value-changed", G_CALLBACK (on_number_changed), row);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row->row), row->control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row->row), row->control);
}

static void
make_choice (Row *row)
{
  g_autoptr (GListModel) names = sy_name_list_new (row->setting->choices);

  row->row = adw_combo_row_new ();
  adw_combo_row_set_model (ADW_COMBO_ROW (row->row), names);
  g_signal_connect_swapped (row->row, "notify::selected", G_CALLBACK (on_choice_selected), row);
}

static void
make_text (Row *row)
{
  row->row = adw_entry_row_new ();
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row->row), TRUE);
  g_signal_connect_swapped (row->row, "apply", G_CALLBACK (on_text_applied), row);
}

static void
make_types (Row *row)
{
  row->row = adw_action_row_new ();
  row->control = sy_choice_button_new (_ (row->setting->title), _ ("any event"));
  gtk_widget_set_valign (row->control, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (row->control, 160, -1);
  sy_choice_button_set_items (SY_CHOICE_BUTTON (row->control),
                              (const char *const *) row->rows->types, NULL);
  g_signal_connect_swapped (row->control, "changed", G_CALLBACK (on_types_changed), row);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row->row), row->control);
}

GtkWidget *
sy_setting_rows_add (SySettingRows *self,
                     const SySetting *setting,
                     guint band)
{
  Row *row = g_new0 (Row, 1);

  row->rows = self;
  row->setting = setting;
  row->band = band;
  switch (setting->kind)
    {
    case SY_SETTING_CHOICE:
      make_choice (row);
      break;
    case SY_SETTING_TEXT:
    case SY_SETTING_LIST:
      make_text (row);
      break;
    case SY_SETTING_TYPES:
      make_types (row);
      break;
    case SY_SETTING_NUMBER:
    case SY_SETTING_WHOLE:
    default:
      make_number (row);
      break;
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row->row), _ (setting->title));
  if (setting->subtitle != NULL && ADW_IS_ACTION_ROW (row->row))
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row->row), _ (setting->subtitle));
  g_ptr_array_add (self->rows, row);
  return row->row;
}

void
sy_setting_rows_forget (SySettingRows *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = g_ptr_array_index (self->rows, i);

      g_signal_handlers_disconnect_by_data (row->row, (gpointer) row);
      if (row->control != NULL)
        g_signal_handlers_disconnect_by_data (row->control, (gpointer) row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

/* A text that is being typed stays, unless the model says something new. */
static void
show_text (Row *row,
           const SyModel *before)
{
  SySettingRows *self = row->rows;
  g_autofree char *text = sy_setting_dup_text (row->setting, self->model, row->band);
  g_autofree char *shown = NULL;

  if (before != NULL && sy_setting_has_holder (row->setting, before, row->band))
    shown = sy_setting_dup_text (row->setting, before, row->band);
  if (g_strcmp0 (shown, text) == 0 ||
      g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (row->row)), text) == 0)
    return;
  /* The apply button is for what the user types. */
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row->row), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (row->row), text);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row->row), TRUE);
}

static void
show_row (Row *row,
          const SyModel *before)
{
  const SySetting *setting = row->setting;
  SySettingRows *self = row->rows;

  gtk_widget_set_visible (row->row, setting->applies == NULL ||
                                        setting->applies (self->model, row->band));
  switch (setting->kind)
    {
    case SY_SETTING_CHOICE:
      adw_combo_row_set_selected (ADW_COMBO_ROW (row->row),
                                  (guint) sy_setting_get_number (setting, self->model, row->band));
      break;
    case SY_SETTING_TEXT:
    case SY_SETTING_LIST:
      show_text (row, before);
      break;
    case SY_SETTING_TYPES:
      {
        g_autofree char *text = sy_setting_dup_text (setting, self->model, row->band);
        g_auto (GStrv) chosen = *text != '\0' ? g_strsplit (text, "\n", -1) : NULL;

        sy_choice_button_set_chosen (SY_CHOICE_BUTTON (row->control),
                                     (const char *const *) chosen);
      }
      break;
    case SY_SETTING_NUMBER:
    case SY_SETTING_WHOLE:
    default:
      sy_number_entry_set_value (SY_NUMBER_ENTRY (row->control),
                                 sy_setting_get_number (setting, self->model, row->band));
      break;
    }
}

void
sy_setting_rows_show (SySettingRows *self,
                      SyModel *model)
{
  g_autoptr (SyModel) before = g_steal_pointer (&self->model);

  self->model = sy_model_ref (model);
  self->updating = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    show_row (g_ptr_array_index (self->rows, i), before);
  self->updating = FALSE;
}
