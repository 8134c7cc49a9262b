/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-import-form.h"
#include "sy-format.h"
#include "sy-import-preview.h"

#include <glib/gi18n.h>
#include <string.h>

#define COLUMN_KEY "sy-column"

/* The order of the lists in the .ui file. */
static const char delimiters[] = { 0, ',', ';', '\t', '|', ':', SY_CSV_BLANKS };
static const int quotes[] = { 0, '"', '\'', -1 };
static const int headers[] = { -1, 1, 0 };
static const char decimals[] = { 0, '.', ',' };
static const char *const encodings[] = { NULL, "utf-8", "utf-16le",
                                         "utf-16be", "iso-8859-1", "windows-1252" };
static const char *const time_formats[] = { NULL, "iso", "dmy", "mdy", "ymd", "unix", "unix-ms" };

/* What a column can become, by the kind of the rows. */
static const SyColumnRole role_choices[] = {
  SY_ROLE_PERSON,
  SY_ROLE_TIME,
  SY_ROLE_CLOCK,
  SY_ROLE_TYPE,
  SY_ROLE_AMOUNT,
  SY_ROLE_ID,
  SY_ROLE_ACCOUNT,
  SY_ROLE_ALIAS,
  SY_ROLE_END,
  SY_ROLE_PROPERTY,
  SY_ROLE_IGNORE,
};

struct _SyImportForm
{
  GtkWidget parent_instance;

  /* Template children */
  GtkWidget *page;
  AdwComboRow *kind;
  GtkWidget *type;
  AdwPreferencesGroup *warnings;
  AdwPreferencesGroup *columns;
  GtkWidget *time_group;
  AdwComboRow *time_format;
  GtkWidget *time_pattern;
  AdwExpanderRow *dialect;
  AdwComboRow *delimiter;
  AdwComboRow *quote;
  AdwComboRow *header;
  AdwComboRow *decimal;
  AdwComboRow *encoding;
  GtkWidget *missing;

  /* Owned */
  SyImportPlan *plan;
  GPtrArray *column_rows;
  GPtrArray *warning_rows;

  /* Borrowed */
  SyImportOptions *options;

  gboolean is_updating;
};

G_DEFINE_FINAL_TYPE (SyImportForm, sy_import_form, GTK_TYPE_WIDGET)

static guint changed_signal;

static void
changed (SyImportForm *self)
{
  g_signal_emit (self, changed_signal, 0);
}

/* What the user says */

static void
on_kind_selected (AdwComboRow *row,
                  GParamSpec *pspec,
                  SyImportForm *self)
{
  if (self->is_updating)
    return;
  sy_import_options_set_kind (self->options, (SyImportKind) adw_combo_row_get_selected (row));
  changed (self);
}

static void
on_type_apply (AdwEntryRow *row,
               SyImportForm *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row));

  sy_import_options_set_type (self->options, *text != '\0' ? text : NULL);
  changed (self);
}

static void
on_delimiter_selected (AdwComboRow *row,
                       GParamSpec *pspec,
                       SyImportForm *self)
{
  if (self->is_updating)
    return;
  sy_import_options_set_delimiter (self->options, delimiters[adw_combo_row_get_selected (row)]);
  changed (self);
}

static void
on_quote_selected (AdwComboRow *row,
                   GParamSpec *pspec,
                   SyImportForm *self)
{
  if (self->is_updating)
    return;
  sy_import_options_set_quote (self->options, quotes[adw_combo_row_get_selected (row)]);
  changed (self);
}

static void
on_header_selected (AdwComboRow *row,
                    GParamSpec *pspec,
                    SyImportForm *self)
{
  if (self->is_updating)
    return;
  sy_import_options_set_header (self->options, headers[adw_combo_row_get_selected (row)]);
  changed (self);
}

static void
on_decimal_selected (AdwComboRow *row,
                     GParamSpec *pspec,
                     SyImportForm *self)
{
  if (self->is_updating)
    return;
  sy_import_options_set_decimal_mark (self->options, decimals[adw_combo_row_get_selected (row)]);
  changed (self);
}

static void
on_encoding_selected (AdwComboRow *row,
                      GParamSpec *pspec,
                      SyImportForm *self)
{
  if (self->is_updating)
    return;
  sy_import_options_set_encoding (self->options, encodings[adw_combo_row_get_selected (row)]);
  changed (self);
}

static void
on_time_format_selected (AdwComboRow *row,
                         GParamSpec *pspec,
                         SyImportForm *self)
{
  guint selected = adw_combo_row_get_selected (row);
  gboolean is_pattern = selected >= G_N_ELEMENTS (time_formats);

  if (self->is_updating)
    return;
  gtk_widget_set_visible (self->time_pattern, is_pattern);
  if (is_pattern)
    {
      gtk_widget_grab_focus (self->time_pattern);
      return;
    }
  sy_import_options_set_time_format (self->options, time_formats[selected]);
  changed (self);
}

static void
on_time_pattern_apply (AdwEntryRow *row,
                       SyImportForm *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row));

  sy_import_options_set_time_format (self->options, *text != '\0' ? text : NULL);
  changed (self);
}

/* Words between commas; an empty text brings the usual ones back. */
static void
on_missing_apply (AdwEntryRow *row,
                  SyImportForm *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row));
  g_auto (GStrv) words = g_strsplit (text, ",", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) said = NULL;

  for (gsize i = 0; words[i] != NULL; i++)
    if (*g_strstrip (words[i]) != '\0')
      g_strv_builder_add (builder, words[i]);
  said = g_strv_builder_end (builder);
  sy_import_options_set_placeholders (self->options,
                                      said[0] != NULL ? (const char *const *) said : NULL);
  changed (self);
}

static void
on_role_selected (GtkDropDown *drop_down,
                  GParamSpec *pspec,
                  SyImportForm *self)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (drop_down), COLUMN_KEY));
  SyColumnRole role = role_choices[gtk_drop_down_get_selected (drop_down)];
  gsize n_columns;
  const SyPlanColumn *column = &sy_import_plan_get_columns (self->plan, &n_columns)[index];

  if (self->is_updating || column->role == role)
    return;
  /* The guess would give the role to the next best column. */
  if (column->role != SY_ROLE_PROPERTY && column->role != SY_ROLE_IGNORE)
    sy_import_options_set_no_column (self->options, column->role);
  sy_import_options_set_role (self->options, column->name, role, NULL);
  changed (self);
}

/* What the plan guessed */

static void
clear_rows (AdwPreferencesGroup *group,
            GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
}

static GtkWidget *
create_role_choice (SyImportForm *self,
                    const SyPlanColumn *column,
                    guint index)
{
  GtkStringList *titles = gtk_string_list_new (NULL);
  GtkWidget *drop_down;
  g_autofree char *name = NULL;
  guint selected = 0;

  for (guint i = 0; i < G_N_ELEMENTS (role_choices); i++)
    {
      gtk_string_list_append (titles, sy_import_preview_get_role_title (role_choices[i]));
      if (role_choices[i] == column->role)
        selected = i;
    }
  drop_down = gtk_drop_down_new (G_LIST_MODEL (titles), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), selected);
  gtk_widget_set_valign (drop_down, GTK_ALIGN_CENTER);
  name = g_strdup_printf (_ ("What column %s becomes"), column->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  g_object_set_data (G_OBJECT (drop_down), COLUMN_KEY, GUINT_TO_POINTER (index));
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (on_role_selected), self, 0);
  return drop_down;
}

static void
add_column (SyImportForm *self,
            const SyPlanColumn *column,
            guint index)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (column->name, -1);
  g_autofree char *fate = g_markup_escape_text (column->fate, -1);
  g_autofree char *subtitle = NULL;

  if (column->is_guessed && column->confidence < 1.0)
    {
      g_autofree char *sure = sy_format_percent (column->confidence, 0);

      subtitle = g_strdup_printf (_ ("%s · %s sure"), fate, sure);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : fate);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  gtk_widget_set_tooltip_text (row, column->reason);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_role_choice (self, column, index));
  adw_preferences_group_add (self->columns, row);
  g_ptr_array_add (self->column_rows, row);
}

static void
add_warning (SyImportForm *self,
             const char *text)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-information-symbolic");
  g_autofree char *title = g_markup_escape_text (text, -1);

  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Note"),
                                  -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_widget_add_css_class (row, "note-row");
  adw_preferences_group_add (self->warnings, row);
  g_ptr_array_add (self->warning_rows, row);
}

static const char *
find_time_sample (SyImportPlan *plan)
{
  gsize n_columns;
  gsize n_rows;
  const SyPlanColumn *columns = sy_import_plan_get_columns (plan, &n_columns);
  const SyPlanRow *rows = sy_import_plan_get_rows (plan, &n_rows);

  for (gsize i = 0; i < n_columns; i++)
    if (columns[i].role == SY_ROLE_TIME)
      for (gsize row = 0; row < n_rows; row++)
        if (i < rows[row].n_cells && *rows[row].cells[i] != '\0')
          return rows[row].cells[i];
  return NULL;
}

static void
show_time (SyImportForm *self)
{
  const char *name = sy_import_plan_get_time_format (self->plan);
  const char *sample = find_time_sample (self->plan);
  g_autofree char *escaped = sample != NULL ? g_markup_escape_text (sample, -1) : NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->time_group, sample != NULL);
  gtk_widget_remove_css_class (GTK_WIDGET (self->time_format), "question-row");
  if (sample == NULL)
    return;
  if (sy_import_plan_is_time_ambiguous (self->plan))
    {
      text = g_strdup_printf (_ ("“%s”: is the day or the month first? The data leave it open."),
                              escaped);
      gtk_widget_add_css_class (GTK_WIDGET (self->time_format), "question-row");
    }
  else if (name != NULL)
    text = g_strdup_printf (_ ("“%s” is read as %s"), escaped, name);
  else
    text = g_strdup (escaped);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->time_format), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self->time_format), 3);
}

static void
show_encoding (SyImportForm *self)
{
  g_autofree char *sure =
      sy_format_percent (sy_import_plan_get_encoding_confidence (self->plan), 0);
  g_autofree char *text = g_strdup_printf (_ ("%s · %s sure"),
                                           sy_import_plan_get_encoding (self->plan), sure);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->encoding), text);
}

static void
show_missing (SyImportForm *self)
{
  g_autofree char *words = g_strjoinv (", ", (GStrv) sy_import_plan_get_placeholders (self->plan));

  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->missing)), words))
    gtk_editable_set_text (GTK_EDITABLE (self->missing), words);
}

static gboolean
needs_type (SyImportForm *self)
{
  SyImportKind kind = sy_import_options_get_kind (sy_import_plan_get_options (self->plan));
  gsize n_columns;
  const SyPlanColumn *columns = sy_import_plan_get_columns (self->plan, &n_columns);

  if (kind != SY_IMPORT_EVENTS && kind != SY_IMPORT_OUTCOMES && kind != SY_IMPORT_TREATMENTS)
    return FALSE;
  for (gsize i = 0; i < n_columns; i++)
    if (columns[i].role == SY_ROLE_TYPE)
      return FALSE;
  return TRUE;
}

void
sy_import_form_set_plan (SyImportForm *self,
                         SyImportPlan *plan)
{
  GPtrArray *warnings = sy_import_plan_get_warnings (plan);
  g_autofree char *dialect = g_markup_escape_text (sy_import_plan_get_dialect_text (plan), -1);
  gsize n_columns;
  const SyPlanColumn *columns = sy_import_plan_get_columns (plan, &n_columns);

  g_return_if_fail (SY_IS_IMPORT_FORM (self));

  sy_import_plan_ref (plan);
  g_clear_pointer (&self->plan, sy_import_plan_unref);
  self->plan = plan;
  self->is_updating = TRUE;
  adw_combo_row_set_selected (
      self->kind, (guint) sy_import_options_get_kind (sy_import_plan_get_options (plan)));
  gtk_widget_set_visible (self->type, needs_type (self));
  clear_rows (self->warnings, self->warning_rows);
  for (guint i = 0; i < warnings->len; i++)
    add_warning (self, g_ptr_array_index (warnings, i));
  gtk_widget_set_visible (GTK_WIDGET (self->warnings), warnings->len > 0);
  clear_rows (self->columns, self->column_rows);
  for (gsize i = 0; i < n_columns; i++)
    add_column (self, &columns[i], (guint) i);
  show_time (self);
  show_encoding (self);
  show_missing (self);
  adw_expander_row_set_subtitle (self->dialect, dialect);
  self->is_updating = FALSE;
}

/* Every choice is open again. */
static void
reset (SyImportForm *self)
{
  AdwComboRow *rows[] = { self->delimiter, self->quote, self->header,
                          self->decimal, self->encoding, self->time_format };

  self->is_updating = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    adw_combo_row_set_selected (rows[i], 0);
  gtk_editable_set_text (GTK_EDITABLE (self->type), "");
  gtk_editable_set_text (GTK_EDITABLE (self->time_pattern), "");
  gtk_widget_set_visible (self->time_pattern, FALSE);
  self->is_updating = FALSE;
}

void
sy_import_form_set_options (SyImportForm *self,
                            SyImportOptions *options)
{
  g_return_if_fail (SY_IS_IMPORT_FORM (self));

  self->options = options;
  reset (self);
}

static void
sy_import_form_dispose (GObject *object)
{
  SyImportForm *self = SY_IMPORT_FORM (object);

  g_clear_pointer (&self->page, gtk_widget_unparent);
  g_clear_pointer (&self->plan, sy_import_plan_unref);

  G_OBJECT_CLASS (sy_import_form_parent_class)->dispose (object);
}

static void
sy_import_form_finalize (GObject *object)
{
  SyImportForm *self = SY_IMPORT_FORM (object);

  g_clear_pointer (&self->column_rows, g_ptr_array_unref);
  g_clear_pointer (&self->warning_rows, g_ptr_array_unref);

  G_OBJECT_CLASS (sy_import_form_parent_class)->finalize (object);
}

static void
sy_import_form_class_init (SyImportFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sy_import_form_dispose;
  object_class->finalize = sy_import_form_finalize;

  changed_signal = g_signal_new ("changed",
                                 G_TYPE_FROM_CLASS (klass),
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-import-form.ui");
  gtk_widget_class_bind_template_child (widget_class, SyImportForm, page);
  gtk_widget_class_bind_template_child (widget_class, SyImportForm, kind);
  gtk_widget_class_bind_template_child (widget_class, SyImportForm, type);
  gtk_widget_class_bind_template_child (widget_class, SyImportForm, warnings);
  gtk_widget_class_bind_template_child (widget_class, SyImportForm, columns);
  gtk_widget_class_bind_template_child (widget_class, SyImportForm, time_group);
  gtk_widget_class_bind_template_child (widget_class, SyImportForm, time_format);
  gtk_widget_class_bind_template_child (widget_class, SyImportForm, time_pattern);
  gtk_widget_class_bind_template_child (widget_class, SyImportForm, dialect);
  gtk_widget_class_bind_template_child (widget_class, SyImportForm, delimiter);
  gtk_widget_class_bind_template_child (widget_class, SyImportForm, quote);
  gtk_widget_class_bind_template_child (widget_class, SyImportForm, header);
  gtk_widget_class_bind_template_child (widget_class, SyImportForm, decimal);
  gtk_widget_class_bind_template_child (widget_class, SyImportForm, encoding);
  gtk_widget_class_bind_template_child (widget_class, SyImportForm, missing);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_type_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_missing_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_delimiter_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_quote_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_header_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_decimal_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_encoding_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_time_format_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_time_pattern_apply);
}

static void
sy_import_form_init (SyImportForm *self)
{
  self->column_rows = g_ptr_array_new ();
  self->warning_rows = g_ptr_array_new ();
  self->is_updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->is_updating = FALSE;
}
