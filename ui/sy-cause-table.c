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

/* "566 people", "PSI 0.05", and a line a band; the corner has nothing to be held against. */
static char *
describe_cell (const SyDriftCell *cell,
               char *const *names,
               gboolean is_corner)
{
  g_autofree char *people = sy_format_count_of ((gint64) cell->n, _ ("person"), _ ("people"));
  g_autofree char *psi = sy_format_number (cell->psi.value, 3);
  GString *text = g_string_new (people);

  if (!is_corner)
    g_string_append_printf (text, _ (" · PSI %s"), isnan (cell->psi.value) ? "–" : psi);
  for (gsize b = 0; names[b] != NULL; b++)
    {
      g_autofree char *share = sy_format_percent (
          cell->n > 0 ? (double) cell->bands[b] / (double) cell->n : (double) NAN, 1);

      g_string_append_printf (text, "\n%s %s", names[b], share);
    }
  return g_string_free (text, FALSE);
}

static void
show_cell (GtkLabel *label,
           const SyDrift *drift,
           guint date,
           guint model,
           const char *people,
           const char *weights)
{
  g_autofree char *text = describe_cell (&drift->cells[date][model],
                                         model == 0 ? drift->band_names : drift->other_band_names,
                                         date == 0 && model == 0);
  g_autofree char *where = g_strdup_printf ("%s, %s", people, weights);

  gtk_label_set_label (label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, where,
                                  -1);
}

static void
show_cells (SyCauseTable *self,
            const SyDrift *drift,
            const char *model_name,
            SyZone *zone)
{
  g_autofree char *first = g_strdup_printf (_ ("%s weights"), model_name);
  g_autofree char *from = sy_format_as_of (zone, drift->reference_as_of);
  g_autofree char *to = sy_format_as_of (zone, drift->current_as_of);
  g_autofree char *then = g_strdup_printf (_ ("People of %s"), from);
  g_autofree char *now = g_strdup_printf (_ ("People of %s"), to);
  g_autofree char *verdict = sy_drift_describe_cells (drift);
  const char *second = gtk_label_get_label (self->second_model);

  gtk_label_set_label (self->subtitle,
                       _ ("share of the bands, and PSI against the first corner in its bins"));
  gtk_label_set_label (self->first_model, first);
  gtk_label_set_label (self->then, then);
  gtk_label_set_label (self->now, now);
  gtk_label_set_label (self->verdict, verdict != NULL ? verdict : "");
  show_cell (self->then_first, drift, 0, 0, then, first);
  show_cell (self->then_second, drift, 0, 1, then, second);
  show_cell (self->now_first, drift, 1, 0, now, first);
  show_cell (self->now_second, drift, 1, 1, now, second);
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

  show_cells (self, drift, model_name, zone);
}
