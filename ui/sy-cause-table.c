/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cause-table.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-format.h"

struct _SyCauseTable
{
  AdwBin parent_instance;

  /* Template children */
  GtkLabel *subtitle;
  GtkGrid *grid;
  GtkLabel *first_model;
  GtkLabel *second_model;
  GtkLabel *then;
  GtkLabel *now;
  GtkLabel *then_first;
  GtkLabel *then_second;
  GtkLabel *now_first;
  GtkLabel *now_second;
  GtkLabel *verdict;
};

G_DEFINE_FINAL_TYPE (SyCauseTable, sy_cause_table, ADW_TYPE_BIN)

static void
sy_cause_table_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), SY_TYPE_CAUSE_TABLE);

  G_OBJECT_CLASS (sy_cause_table_parent_class)->dispose (object);
}

static void
sy_cause_table_class_init (SyCauseTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_cause_table_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-cause-table.ui");
  gtk_widget_class_bind_template_child (widget_class, SyCauseTable, subtitle);
  gtk_widget_class_bind_template_child (widget_class, SyCauseTable, grid);
  gtk_widget_class_bind_template_child (widget_class, SyCauseTable, first_model);
  gtk_widget_class_bind_template_child (widget_class, SyCauseTable, second_model);
  gtk_widget_class_bind_template_child (widget_class, SyCauseTable, then);
  gtk_widget_class_bind_template_child (widget_class, SyCauseTable, now);
  gtk_widget_class_bind_template_child (widget_class, SyCauseTable, then_first);
  gtk_widget_class_bind_template_child (widget_class, SyCauseTable, then_second);
  gtk_widget_class_bind_template_child (widget_class, SyCauseTable, now_first);
  gtk_widget_class_bind_template_child (widget_class, SyCauseTable, now_second);
  gtk_widget_class_bind_template_child (widget_class, SyCauseTable, verdict);
}

static void
sy_cause_table_init (SyCauseTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_cell (GtkLabel *label,
           const SyDriftCell *cell,
           gboolean with_psi)
{
  double share = cell->n > 0 ? (double) cell->bands[0] / (double) cell->n : NAN;
  g_autofree char *percent = sy_format_percent (share, 1);
  g_autofree char *psi = sy_format_number (cell->psi.value, 2);
  g_autofree char *text = NULL;

  text = with_psi ? g_strdup_printf ("%s · %s", percent, psi) : g_strdup (percent);
  gtk_label_set_label (label, text);
}

static char *
make_verdict (const SyDrift *drift)
{
  double by_data = drift->cells[1][0].psi.value;
  double by_edit = drift->cells[0][1].psi.value;
  g_autofree char *data = sy_format_number (by_data, 3);
  g_autofree char *edit = sy_format_number (by_edit, 3);

  if (isnan (by_data) || isnan (by_edit))
    return g_strdup ("");
  if (by_data < drift->cells[1][0].psi.critical && by_edit < drift->cells[0][1].psi.critical)
    return g_strdup (_ ("Neither moved the scores more than chance does."));
  if (by_data >= by_edit)
    return g_strdup_printf (
        _ ("Most of the change came with the data (%s); the edit alone moves %s."), data, edit);

  return g_strdup_printf (_ ("Most of the change came with the edit (%s); the data alone move %s."),
                          edit, data);
}

void
sy_cause_table_update (SyCauseTable *self,
                       const SyDrift *drift,
                       const char *model_name,
                       SyZone *zone)
{
  gboolean has_cells = drift != NULL && drift->has_cells && drift->n_bands > 0;

  g_return_if_fail (SY_IS_CAUSE_TABLE (self));

  gtk_widget_set_visible (GTK_WIDGET (self->grid), has_cells);
  if (!has_cells)
    {
      gtk_label_set_label (self->subtitle, "");
      gtk_label_set_label (
          self->verdict,
          _ ("Publish a version: then a change of the data can be told from an edit of the model."));
      return;
    }

  {
    g_autofree char *subtitle = g_strdup_printf (_ ("share of %s, and PSI against the corner"),
                                                 drift->band_names[0]);
    g_autofree char *first = g_strdup_printf (_ ("%s weights"), model_name);
    g_autofree char *from = sy_format_as_of (zone, drift->reference_as_of);
    g_autofree char *to = sy_format_as_of (zone, drift->current_as_of);
    g_autofree char *then = g_strdup_printf (_ ("People of %s"), from);
    g_autofree char *now = g_strdup_printf (_ ("People of %s"), to);
    g_autofree char *verdict = make_verdict (drift);

    gtk_label_set_label (self->subtitle, subtitle);
    gtk_label_set_label (self->first_model, first);
    gtk_label_set_label (self->then, then);
    gtk_label_set_label (self->now, now);
    gtk_label_set_label (self->verdict, verdict);
  }
  show_cell (self->then_first, &drift->cells[0][0], FALSE);
  show_cell (self->then_second, &drift->cells[0][1], TRUE);
  show_cell (self->now_first, &drift->cells[1][0], TRUE);
  show_cell (self->now_second, &drift->cells[1][1], TRUE);
}
