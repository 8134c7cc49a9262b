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

/* "4.69 (4.05 – 5.33)", a star where few are behind it. */
static char *
format_estimate (const SyEstimate *estimate,
                 gboolean is_share,
                 gsize n)
{
  const char *star = sy_is_small_n (n) ? " *" : "";
  g_autofree char *value = is_share ? sy_format_percent (estimate->value, 1)
                                    : sy_format_number (estimate->value, 2);
  g_autofree char *low = sy_format_number (is_share ? estimate->low * 100 : estimate->low,
                                           is_share ? 1 : 2);
  g_autofree char *high = sy_format_number (is_share ? estimate->high * 100 : estimate->high,
                                            is_share ? 1 : 2);

  if (isnan (estimate->value))
    return g_strdup ("–");
  if (isnan (estimate->low))
    return g_strconcat (value, star, NULL);
  return g_strdup_printf ("%s (%s – %s)%s", value, low, high, star);
}

static SyTableSource *
make_source (const SyMoney *money)
{
  const SyTableColumn columns[] = {
    { _ ("Band"), FALSE, 10 },
    { _ ("People"), TRUE, 7 },
    { _ ("Revenue"), TRUE, 8 },
    { _ ("A person"), TRUE, 16 },
    { _ ("Order value"), TRUE, 16 },
    { _ ("Orders a person"), TRUE, 16 },
    { _ ("Buy again"), TRUE, 20 },
    { _ ("Lifetime so far"), TRUE, 0 },
  };
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i <= money->n_bands; i++)
    {
      const SyBandMoney *band = &money->bands[i];

      g_ptr_array_add (cells, g_strdup (i < money->n_bands ? band->name : _ ("All")));
      g_ptr_array_add (cells, sy_format_count ((gint64) band->n));
      g_ptr_array_add (cells, sy_format_number (band->revenue, 0));
      g_ptr_array_add (cells, format_estimate (&band->per_person, FALSE, band->n));
      g_ptr_array_add (cells, format_estimate (&band->order_value, FALSE, band->n_buyers));
      g_ptr_array_add (cells, format_estimate (&band->orders, FALSE, band->n));
      g_ptr_array_add (cells, format_estimate (&band->repeat, TRUE, band->n_buyers));
      g_ptr_array_add (cells, format_estimate (&band->lifetime, FALSE, band->n));
    }
  return sy_table_source_new_for_texts (columns, G_N_ELEMENTS (columns), cells);
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
  sy_table_view_set_max_height (self->table, 320);
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
