/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-money-card.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-format.h"
#include "sy-heading.h"
#include "sy-table-view.h"

struct _SyMoneyCard
{
  AdwBin parent_instance;

  /* Borrowed: below the bin */
  SyHeading heading;
  SyTableView *table;
};

G_DEFINE_FINAL_TYPE (SyMoneyCard, sy_money_card, ADW_TYPE_BIN)

/* Three figures, by the largest number of a cell: more would be cut in a narrow window. */
static int
find_decimals (const SyEstimate *estimate,
               double scale)
{
  double largest = scale * fmax (fabs (estimate->value), fabs (estimate->high));

  return largest >= 100 ? 0 : largest >= 10 ? 1
                                            : 2;
}

/* "4.69 (4.05 – 5.33)", a star where few are behind it. */
static char *
format_estimate (const SyEstimate *estimate,
                 gboolean is_share,
                 gsize n)
{
  const char *star = sy_is_small_n (n) ? " *" : "";
  double scale = is_share ? 100 : 1;
  int decimals = MIN (find_decimals (estimate, scale), is_share ? 1 : 2);
  g_autofree char *value = is_share ? sy_format_percent (estimate->value, decimals)
                                    : sy_format_number (estimate->value, decimals);
  g_autofree char *low = sy_format_number (estimate->low * scale, decimals);
  g_autofree char *high = sy_format_number (estimate->high * scale, decimals);

  if (isnan (estimate->value))
    return g_strdup ("–");
  if (isnan (estimate->low))
    return g_strconcat (value, star, NULL);
  return g_strdup_printf ("%s (%s – %s)%s", value, low, high, star);
}

/* A row of the table: a figure of each band. */
typedef struct
{
  const char *name;
  gsize offset;
  gboolean is_share;
  gsize n_offset; /* how many people are behind it */
} Figure;

static void
append_figure (GPtrArray *cells,
               const SyMoney *money,
               const Figure *figure)
{
  g_ptr_array_add (cells, g_strdup (_ (figure->name)));
  for (gsize i = 0; i <= money->n_bands; i++)
    {
      const SyBandMoney *band = &money->bands[i];

      g_ptr_array_add (cells,
                       format_estimate (&G_STRUCT_MEMBER (SyEstimate, band, figure->offset),
                                        figure->is_share,
                                        G_STRUCT_MEMBER (gsize, band, figure->n_offset)));
    }
}

#define FIELD(name) (G_STRUCT_OFFSET (SyBandMoney, name))

/* Figures down, bands across: so it fits narrow windows. */
static SyTableSource *
make_source (const SyMoney *money)
{
  static const Figure figures[] = {
    { N_ ("Revenue a person"), FIELD (per_person), FALSE, FIELD (n) },
    { N_ ("Order value"), FIELD (order_value), FALSE, FIELD (n_buyers) },
    { N_ ("Orders a person"), FIELD (orders), FALSE, FIELD (n) },
    { N_ ("Buy again"), FIELD (repeat), TRUE, FIELD (n_buyers) },
    { N_ ("Lifetime so far"), FIELD (lifetime), FALSE, FIELD (n) },
    { N_ ("Of revenue before"), FIELD (retention), TRUE, FIELD (n_before) },
    { N_ ("Spent more"), FIELD (expansion), TRUE, FIELD (n_before) },
  };
  g_autofree SyTableColumn *columns = g_new0 (SyTableColumn, money->n_bands + 2);
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);

  columns[0] = (SyTableColumn){ "", FALSE, 15 };
  for (gsize i = 0; i <= money->n_bands; i++)
    columns[i + 1] = (SyTableColumn){ i < money->n_bands ? money->bands[i].name : _ ("All"), TRUE,
                                      0 };
  g_ptr_array_add (cells, g_strdup (_ ("People")));
  for (gsize i = 0; i <= money->n_bands; i++)
    g_ptr_array_add (cells, sy_format_count ((gint64) money->bands[i].n));
  g_ptr_array_add (cells, g_strdup (_ ("Revenue")));
  for (gsize i = 0; i <= money->n_bands; i++)
    g_ptr_array_add (cells, sy_format_number (money->bands[i].revenue, 0));
  for (gsize i = 0; i < G_N_ELEMENTS (figures); i++)
    append_figure (cells, money, &figures[i]);
  return sy_table_source_new_for_texts (columns, (guint) money->n_bands + 2, cells);
}

static void
sy_money_card_class_init (SyMoneyCardClass *klass)
{
}

static void
sy_money_card_init (SyMoneyCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);

  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "chart-card");
  gtk_box_append (GTK_BOX (box), sy_heading_init (&self->heading));
  self->table = SY_TABLE_VIEW (sy_table_view_new (_ ("Money by band")));
  sy_table_view_set_max_height (self->table, 400);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->table));
  adw_bin_set_child (ADW_BIN (self), box);
}

void
sy_money_card_show (SyMoneyCard *self,
                    const SyMoney *money)
{
  g_autoptr (SyTableSource) source = NULL;
  g_autofree char *types = NULL;
  g_autofree char *days = NULL;
  g_autofree char *subtitle = NULL;

  g_return_if_fail (SY_IS_MONEY_CARD (self));

  gtk_widget_set_visible (GTK_WIDGET (self), money != NULL && money->types[0] != NULL);
  if (money == NULL || money->types[0] == NULL)
    return;
  types = g_strjoinv (", ", money->types);
  days = sy_format_short (money->window_days);
  subtitle = g_strdup_printf (
      _ ("amounts of %s in the %s days after the date · 95 %% interval over people · * fewer than %d"),
      types, days, SY_SMALL_N);
  sy_heading_set (&self->heading, _ ("Money by band"), subtitle);
  source = make_source (money);
  sy_table_view_set_source (self->table, source);
}
