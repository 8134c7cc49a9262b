/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-band-group.h"

#include <glib/gi18n.h>

#include "sy-accessible.h"
#include "sy-condition-editor.h"
#include "sy-course-form.h"
#include "sy-format.h"

typedef struct
{
  GtkWidget *expander;
  GtkWidget *asks; /* a SyCourseForm or SyConditionEditor; NULL of the lowest */
} Row;

struct _SyBandGroup
{
  AdwPreferencesGroup parent_instance;

  SyBandsOf of;
  SySettingRowsEdited edited;
  gpointer user_data;

  /* Owned */
  SySettingRows *rows;
  GArray *bands; /* of Row, the highest first; widgets borrowed */
  SyModel *model;
  GtkWidget *join; /* of accounts: a row, below their bands */

  /* Borrowed: below the group */
  GtkWidget *add;
};

G_DEFINE_FINAL_TYPE (SyBandGroup, sy_band_group, ADW_TYPE_PREFERENCES_GROUP)

/* Edits */

static guint
get_band (GtkWidget *widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "sy-band"));
}

static void
set_band (GtkWidget *widget,
          guint band)
{
  g_object_set_data (G_OBJECT (widget), "sy-band", GUINT_TO_POINTER (band));
}

static const SyBand *
peek_band (SyBandGroup *self,
           guint band)
{
  return sy_band_edit_list (self->model, self->of)->pdata[band];
}

static void
on_course_changed (SyBandGroup *self,
                   GtkWidget *form)
{
  guint band = get_band (form);
  SyScoreMove move;
  guint courses = sy_course_form_get (SY_COURSE_FORM (form), &move);
  g_autoptr (SyModel) edited = sy_band_edit_set_course (self->model, band, courses, &move);
  g_autofree char *label = g_strdup_printf (_ ("%s: what it asks"), peek_band (self, band)->name);

  self->edited (edited, label, self->user_data);
}

static void
on_where_changed (SyBandGroup *self,
                  GtkWidget *editor)
{
  guint band = get_band (editor);
  const SyBand *it = peek_band (self, band);
  g_autoptr (SyCondition) where = sy_condition_editor_dup_condition (SY_CONDITION_EDITOR (editor));
  g_autoptr (SyModel) edited = NULL;
  g_autofree char *label = NULL;

  /* Leaving an entry is no edit, nor is a row that is not complete. */
  if (sy_condition_equal (where, it->where))
    return;
  edited = sy_band_edit_set_where (self->model, band, g_steal_pointer (&where));
  label = g_strdup_printf (_ ("%s: what it asks"), it->name);
  self->edited (edited, label, self->user_data);
}

static void
on_add_clicked (SyBandGroup *self)
{
  guint n_before = self->bands->len;
  g_autoptr (SyModel) edited = NULL;

  if (self->of == SY_BANDS_OF_ACCOUNTS && n_before == 0)
    {
      edited = sy_band_edit_part_accounts (self->model);
      self->edited (edited, _ ("Accounts: bands of their own"), self->user_data);
      return;
    }
  edited = sy_band_edit_add (self->model, self->of, _ ("New band"));
  self->edited (edited,
                self->of == SY_BANDS_OF_PEOPLE ? _ ("Add a band") : _ ("Add a band of accounts"),
                self->user_data);
  /* It is there to be named. */
  if (self->bands->len > n_before)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (g_array_index (self->bands, Row, 0).expander),
                                   TRUE);
}

static void
on_remove_clicked (SyBandGroup *self,
                   GtkWidget *button)
{
  guint band = get_band (button);
  g_autoptr (SyModel) edited = sy_band_edit_remove (self->model, self->of, band);
  g_autofree char *label = g_strdup_printf (self->of == SY_BANDS_OF_PEOPLE
                                                ? _ ("Remove the band %s")
                                                : _ ("Remove the band of accounts %s"),
                                            peek_band (self, band)->name);

  self->edited (edited, label, self->user_data);
}

static void
on_join_clicked (SyBandGroup *self)
{
  g_autoptr (SyModel) edited = sy_band_edit_join_accounts (self->model);

  self->edited (edited, _ ("Accounts: bands of people"), self->user_data);
}

/* Rows */

/* What a band asks besides its height. */
static GtkWidget *
add_asks (SyBandGroup *self,
          AdwExpanderRow *expander,
          guint band)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *asks;

  if (self->of == SY_BANDS_OF_PEOPLE)
    {
      asks = sy_course_form_new ();
      g_signal_connect_swapped (asks, "changed", G_CALLBACK (on_course_changed), self);
      gtk_box_append (GTK_BOX (box), asks);
    }
  else
    {
      /* Translators: %s are names of figures, as conditions name them */
      g_autofree char *text = g_strdup_printf (_ ("Attributes of accounts, or the figures %s"),
                                               SY_ACCOUNT_FIELDS);
      GtkWidget *figures = gtk_label_new (text);

      asks = g_object_new (SY_TYPE_CONDITION_EDITOR, NULL);
      sy_condition_editor_set_title (SY_CONDITION_EDITOR (asks), _ ("Only accounts with"));
      g_signal_connect_swapped (asks, "changed", G_CALLBACK (on_where_changed), self);
      gtk_label_set_wrap (GTK_LABEL (figures), TRUE);
      gtk_label_set_xalign (GTK_LABEL (figures), 0);
      gtk_widget_add_css_class (figures, "caption");
      gtk_widget_add_css_class (figures, "dim-label");
      gtk_box_append (GTK_BOX (box), asks);
      gtk_box_append (GTK_BOX (box), figures);
    }
  set_band (asks, band);
  gtk_widget_add_css_class (box, "row-form");
  gtk_widget_add_css_class (box, "of-setting");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  sy_accessible_set_name (row, _ ("What the band asks"));
  adw_expander_row_add_row (expander, row);
  return asks;
}

static void
add_remove_button (SyBandGroup *self,
                   AdwExpanderRow *expander,
                   guint band)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Remove This Band"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "destructive-action");
  set_band (button, band);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_remove_clicked), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_expander_row_add_row (expander, row);
}

static void
add_band (SyBandGroup *self,
          guint band,
          guint n_bands)
{
  const SySettingPage page = self->of == SY_BANDS_OF_PEOPLE ? SY_SETTING_PAGE_BAND
                                                            : SY_SETTING_PAGE_ACCOUNT_BAND;
  Row row = { adw_expander_row_new (), NULL };
  gsize n_settings;
  const SySetting *settings = sy_setting_list (&n_settings);

  for (gsize i = 0; i < n_settings; i++)
    {
      if (settings[i].page != page)
        continue;
      adw_expander_row_add_row (ADW_EXPANDER_ROW (row.expander),
                                sy_setting_rows_add (self->rows, &settings[i], band));
      if (settings[i].offset == G_STRUCT_OFFSET (SyBand, min) && band > 0)
        row.asks = add_asks (self, ADW_EXPANDER_ROW (row.expander), band);
    }
  if (n_bands > 1)
    add_remove_button (self, ADW_EXPANDER_ROW (row.expander), band);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row.expander);
  g_array_append_val (self->bands, row);
}

static void
build (SyBandGroup *self,
       guint n_bands)
{
  sy_setting_rows_forget (self->rows);
  for (guint i = 0; i < self->bands->len; i++)
    {
      const Row *row = &g_array_index (self->bands, Row, i);

      /* What is being typed when its row goes is no edit of another band. */
      if (row->asks != NULL)
        g_signal_handlers_disconnect_by_data (row->asks, self);
      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), row->expander);
    }
  g_array_set_size (self->bands, 0);
  /* The highest stands at the top, as A does. */
  for (guint i = n_bands; i > 0; i--)
    add_band (self, i - 1, n_bands);
  /* Below the bands; a group that shows no row at all has no frame only when it holds none. */
  if (self->join != NULL && gtk_widget_get_parent (self->join) != NULL)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->join);
  if (self->join != NULL && n_bands > 0)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->join);
}

/* Showing */

static void
show_asks (SyBandGroup *self,
           const SyBand *band,
           GtkWidget *asks)
{
  if (self->of == SY_BANDS_OF_ACCOUNTS)
    {
      sy_condition_editor_set_condition (SY_CONDITION_EDITOR (asks), band->where);
      return;
    }
  sy_course_form_show (SY_COURSE_FORM (asks), band->courses, &band->change);
  sy_course_form_set_reason (
      SY_COURSE_FORM (asks),
      self->model->display != SY_DISPLAY_LETTER
          ? NULL
          : _ ("A letter tells the score alone: show the score as a number or percent to ask for more"));
}

/* "from 20 when falling" */
static char *
describe_bound (SyBandGroup *self,
                guint index)
{
  const SyBand *band = peek_band (self, index);
  g_autofree char *min = sy_format_short (band->min);
  g_autofree char *asks = self->of == SY_BANDS_OF_PEOPLE
                              ? sy_course_describe (band->courses, &band->change)
                          : band->where != NULL ? sy_condition_describe (band->where)
                                                : g_strdup ("");

  if (index == 0)
    return g_strdup (_ ("from the lowest score"));
  if (*asks == '\0')
    return g_strdup_printf (_ ("from %s"), min);
  return g_strdup_printf (_ ("from %s when %s"), min, asks);
}

static void
show_band (SyBandGroup *self,
           const SyModel *scored,
           guint index,
           const Row *row)
{
  const SyBand *band = peek_band (self, index);
  g_autofree char *name = sy_model_format_band (scored, index);
  g_autofree char *title = g_markup_escape_text (name, -1);
  g_autofree char *from = describe_bound (self, index);
  g_autofree char *text = g_strconcat (from, band->playbook.goal != NULL ? " · " : "",
                                       band->playbook.goal, NULL);
  g_autofree char *subtitle = g_markup_escape_text (text, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row->expander), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row->expander), subtitle);
  sy_accessible_set_expander_name (ADW_EXPANDER_ROW (row->expander), name);
  if (row->asks != NULL)
    show_asks (self, band, row->asks);
}

static void
show_group (SyBandGroup *self,
            guint n_bands)
{
  gboolean shares = n_bands == 0;

  gtk_button_set_label (GTK_BUTTON (self->add), shares ? _ ("Start From Those of People")
                                                       : _ ("Add a Band"));
  gtk_widget_set_sensitive (self->add, n_bands < SY_MODEL_MAX_BANDS);
  if (self->join == NULL)
    return;
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (self),
      shares ? _ ("Accounts have the scale and the bands of people")
             : _ ("The first band takes every account that no other takes"));
}

void
sy_band_group_show (SyBandGroup *self,
                    SyModel *model)
{
  g_autoptr (SyModel) scored = NULL;
  guint n_bands;

  g_return_if_fail (SY_IS_BAND_GROUP (self));
  g_return_if_fail (model != NULL);

  sy_model_ref (model);
  g_clear_pointer (&self->model, sy_model_unref);
  self->model = model;
  n_bands = sy_band_edit_list (model, self->of)->len;
  if (self->bands->len != n_bands)
    build (self, n_bands);
  sy_setting_rows_show (self->rows, model);
  scored = self->of == SY_BANDS_OF_PEOPLE ? sy_model_ref (model) : sy_model_new_for_accounts (model);
  for (guint i = 0; i < n_bands; i++)
    show_band (self, scored, n_bands - 1 - i, &g_array_index (self->bands, Row, i));
  show_group (self, n_bands);
}

static void
sy_band_group_finalize (GObject *object)
{
  SyBandGroup *self = SY_BAND_GROUP (object);

  g_clear_pointer (&self->rows, sy_setting_rows_free);
  g_clear_pointer (&self->bands, g_array_unref);
  g_clear_pointer (&self->model, sy_model_unref);
  g_clear_object (&self->join);

  G_OBJECT_CLASS (sy_band_group_parent_class)->finalize (object);
}

static void
sy_band_group_class_init (SyBandGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_band_group_finalize;
}

static void
sy_band_group_init (SyBandGroup *self)
{
  self->bands = g_array_new (FALSE, FALSE, sizeof (Row));
}

static void
make_join (SyBandGroup *self)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Use Those of People"));

  self->join = g_object_ref_sink (adw_action_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->join),
                                 _ ("Accounts have a scale and bands of their own"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_join_clicked), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->join), button);
}

SyBandGroup *
sy_band_group_new (SyBandsOf of,
                   SySettingRowsEdited edited,
                   gpointer user_data)
{
  static const char *const no_types[] = { NULL };
  SyBandGroup *self = g_object_new (SY_TYPE_BAND_GROUP, NULL);
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  g_return_val_if_fail (edited != NULL, self);

  self->of = of;
  self->edited = edited;
  self->user_data = user_data;
  self->rows = sy_setting_rows_new (no_types, edited, user_data);
  self->add = gtk_button_new_with_label (_ ("Add a Band"));
  gtk_widget_set_valign (self->add, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (on_add_clicked), self);
  adw_preferences_group_set_header_suffix (group, self->add);
  if (of == SY_BANDS_OF_PEOPLE)
    {
      adw_preferences_group_set_title (group, _ ("Bands"));
      adw_preferences_group_set_description (
          group, _ ("A band ends where the next one begins; its playbook is what to do"));
      return self;
    }
  adw_preferences_group_set_title (group, _ ("Bands of Accounts"));
  make_join (self);
  return self;
}
