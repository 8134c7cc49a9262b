/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-input-table.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-format.h"

#define MAX_ROWS 8
#define N_COLUMNS 4

struct _SyInputTable
{
  AdwBin parent_instance;

  /* Template children */
  GtkLabel *heading;
  GtkLabel *subtitle;
  GtkLabel *note;
  GtkGrid *grid;
  GtkLabel *more;
};

G_DEFINE_FINAL_TYPE (SyInputTable, sy_input_table, ADW_TYPE_BIN)

static void
sy_input_table_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), SY_TYPE_INPUT_TABLE);

  G_OBJECT_CLASS (sy_input_table_parent_class)->dispose (object);
}

static void
sy_input_table_class_init (SyInputTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_input_table_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-input-table.ui");
  gtk_widget_class_bind_template_child (widget_class, SyInputTable, heading);
  gtk_widget_class_bind_template_child (widget_class, SyInputTable, subtitle);
  gtk_widget_class_bind_template_child (widget_class, SyInputTable, note);
  gtk_widget_class_bind_template_child (widget_class, SyInputTable, grid);
  gtk_widget_class_bind_template_child (widget_class, SyInputTable, more);
}

static void
sy_input_table_init (SyInputTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_label (SyInputTable *self,
           int column,
           int row,
           const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0.0f : 1.0f);
  if (column == 0)
    {
      gtk_widget_set_hexpand (label, TRUE);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
    }
  else
    gtk_widget_add_css_class (label, "numeric");
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
}

/* Empties the table, and gives it a head. */
static void
start (SyInputTable *self,
       const char *heading,
       const char *subtitle,
       const char *const titles[N_COLUMNS])
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  gtk_label_set_label (self->heading, heading);
  gtk_label_set_label (self->subtitle, subtitle);
  for (int c = 0; c < N_COLUMNS; c++)
    add_label (self, c, 0, titles[c], "dim-label");
  gtk_grid_attach (self->grid, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL), 0, 1, N_COLUMNS, 1);
}

static void
show_more (SyInputTable *self,
           gsize n_left_out,
           const char *one,
           const char *many)
{
  g_autofree char *what = sy_format_count_of ((gint64) n_left_out, one, many);
  g_autofree char *text = g_strdup_printf (_ ("and %s that changed less"), what);

  gtk_label_set_label (self->more, text);
  gtk_widget_set_visible (GTK_WIDGET (self->more), n_left_out > 0);
}

/* Rules */

static int
compare_psi (gconstpointer a,
             gconstpointer b)
{
  const SyPointsShift *first = *(const SyPointsShift *const *) a;
  const SyPointsShift *second = *(const SyPointsShift *const *) b;
  double x = isnan (first->psi.value) ? -1.0 : first->psi.value;
  double y = isnan (second->psi.value) ? -1.0 : second->psi.value;

  if (x > y || x < y)
    return x > y ? -1 : 1;
  return first < second ? -1 : first > second;
}

void
sy_input_table_show_rules (SyInputTable *self,
                           const SyDrift *drift)
{
  const char *const titles[N_COLUMNS] = { _ ("Rule"), _ ("Input PSI"), _ ("by chance"), "" };
  g_autoptr (GPtrArray) rules = g_ptr_array_new ();
  gsize n;

  g_return_if_fail (SY_IS_INPUT_TABLE (self));
  g_return_if_fail (drift != NULL);

  start (self, _ ("Whose values moved?"),
         _ ("PSI of each rule’s values · by chance: what it exceeds once in 20"), titles);
  for (gsize i = 0; i < drift->n_shifts; i++)
    if (drift->shifts[i].kind == SY_POINTS_RULE)
      g_ptr_array_add (rules, &drift->shifts[i]);
  g_ptr_array_sort (rules, compare_psi);
  n = MIN (rules->len, MAX_ROWS);
  for (guint i = 0; i < n; i++)
    {
      const SyPointsShift *shift = rules->pdata[i];
      gboolean is_alarm = sy_psi_is_alarm (&shift->psi);
      g_autofree char *psi = sy_format_number (shift->psi.value, 3);
      g_autofree char *critical = sy_format_number (shift->psi.critical, 4);

      add_label (self, 0, (int) i + 2, shift->label, NULL);
      add_label (self, 1, (int) i + 2, psi, is_alarm ? "warning" : NULL);
      add_label (self, 2, (int) i + 2, critical, "dim-label");
      add_label (self, 3, (int) i + 2, is_alarm ? _ ("moved") : "", is_alarm ? "warning" : NULL);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->note), FALSE);
  show_more (self, rules->len - n, _ ("rule"), _ ("rules"));
}

/* Types */

/* How much the number changed, up or down; one event a day more on both sides keeps the rare ones low. */
static double
get_change (const SyTypeShift *type)
{
  if (isnan (type->reference) || isnan (type->current))
    return 0.0;
  return fabs (log ((type->current + 1.0) / (type->reference + 1.0)));
}

static int
compare_changes (gconstpointer a,
                 gconstpointer b)
{
  const SyTypeShift *first = *(const SyTypeShift *const *) a;
  const SyTypeShift *second = *(const SyTypeShift *const *) b;
  double x = get_change (first);
  double y = get_change (second);

  if (x > y || x < y)
    return x > y ? -1 : 1;
  return first < second ? -1 : first > second;
}

static void
show_renames (SyInputTable *self,
              const SyDrift *drift)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < drift->renames->len; i++)
    {
      const SyRename *rename = drift->renames->pdata[i];
      g_autofree char *day = sy_format_day (rename->day);
      g_autofree char *sentence = sy_rename_describe (rename, day);

      g_string_append_printf (text, "%s%s.", i > 0 ? "\n" : "", sentence);
    }
  gtk_label_set_label (self->note, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->note), text->len > 0);
}

static char *
format_change (const SyTypeShift *type)
{
  g_autofree char *percent = NULL;

  if (!(type->reference > 0) || isnan (type->current))
    return g_strdup (type->current > 0 ? _ ("new") : "–");
  percent = sy_format_signed (100.0 * (type->current / type->reference - 1.0), 0);
  return g_strdup_printf (_ ("%s %%"), percent);
}

void
sy_input_table_show_types (SyInputTable *self,
                           const SyDrift *drift)
{
  const char *const titles[N_COLUMNS] = { _ ("Event type"), _ ("then"), _ ("now"), _ ("change") };
  g_autoptr (GPtrArray) types = g_ptr_array_new ();
  g_autofree char *subtitle = NULL;
  gsize n;

  g_return_if_fail (SY_IS_INPUT_TABLE (self));
  g_return_if_fail (drift != NULL);

  subtitle = g_strdup_printf (_ ("events a day of everybody, in the %d days before each date"),
                              SY_DRIFT_VOLUME_DAYS);
  start (self, _ ("What was recorded?"), subtitle, titles);
  for (gsize i = 0; i < drift->n_types; i++)
    g_ptr_array_add (types, &drift->types[i]);
  g_ptr_array_sort (types, compare_changes);
  n = MIN (types->len, MAX_ROWS);
  for (guint i = 0; i < n; i++)
    {
      const SyTypeShift *type = types->pdata[i];
      g_autofree char *then = sy_format_number (type->reference, 1);
      g_autofree char *now = sy_format_number (type->current, 1);
      g_autofree char *change = format_change (type);

      add_label (self, 0, (int) i + 2, type->name, NULL);
      add_label (self, 1, (int) i + 2, then, NULL);
      add_label (self, 2, (int) i + 2, now, NULL);
      add_label (self, 3, (int) i + 2, change, NULL);
    }
  show_renames (self, drift);
  show_more (self, types->len - n, _ ("type"), _ ("types"));
}
