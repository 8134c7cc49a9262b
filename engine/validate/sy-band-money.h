/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "events/sy-events.h"
#include "model/sy-model.h"

G_BEGIN_DECLS

/**
 * SECTION:sy-band-money
 *
 * What the people of each band spent in the outcome window of a date t: sums of the amounts of events
 * of some types, of people with a label as of t. An amount above 0 is an order; one below 0, a
 * refund, lowers the revenue and is no order. Intervals are of 95 % and count people.
 */

/**
 * SyEstimate:
 * @value: the figure; NaN when it is not defined
 * @low: lower end of its 95 % interval; NaN when it has none, as for fewer than two people
 * @high: upper end
 */
typedef struct
{
  double value;
  double low;
  double high;
} SyEstimate;

/**
 * SyBandMoney:
 * @name: name of the band; of the last row "All"
 * @n: people in it
 * @n_buyers: those of them with an order in the window
 * @n_repeat: those of them with two or more
 * @n_orders: orders
 * @revenue: sum of the amounts
 * @before: the same in a window of the same length that ends at t
 * @per_person: revenue / n, with Student's interval
 * @order_value: sum of the orders' amounts / orders: the average order value; the interval is that of a
 *   ratio over people
 * @orders: orders / n, with Student's interval
 * @buyers: n_buyers / n, with Wilson's interval
 * @repeat: n_repeat / n_buyers, with Wilson's interval
 * @lifetime: mean of all amounts of a person up to the window's end: what stands in for a lifetime value,
 *   with Student's interval
 * @retention: revenue / before: net revenue retention; NaN when @before is not above 0; the interval is
 *   that of a ratio over people
 * @n_before: people with revenue above 0 before t
 * @expansion: share of those who spent more in the window, with Wilson's interval
 *
 * The money of a band.
 */
typedef struct
{
  char *name;
  gsize n;
  gsize n_buyers;
  gsize n_repeat;
  gsize n_orders;
  double revenue;
  double before;
  SyEstimate per_person;
  SyEstimate order_value;
  SyEstimate orders;
  SyEstimate buyers;
  SyEstimate repeat;
  SyEstimate lifetime;
  SyEstimate retention;
  gsize n_before;
  SyEstimate expansion;
} SyBandMoney;

/**
 * SyMoney:
 * @as_of: the date t
 * @window_days: length of the outcome window
 * @types: (array zero-terminated=1): the event types whose amounts are counted
 * @n_bands: number of bands
 * @bands: (array length=n_bands+1): in the model's order, then all of them together
 *
 * Money by band.
 */
typedef struct _SyMoney
{
  gint64 as_of;
  double window_days;
  char **types;
  gsize n_bands;
  SyBandMoney *bands;
} SyMoney;

/**
 * sy_money_run:
 * @log: the events
 * @model: the model
 * @as_of: the date t, whose outcome window has ended within the data
 * @types: (nullable) (array zero-terminated=1): event types whose amounts are money; %NULL or none takes
 *   those of sy_money_suggest_types()
 * @cancellable: (nullable): to stop
 * @error: return location, or %NULL
 *
 * Muted types are left out. Errors: %SY_VALIDATE_ERROR_NO_OUTCOME, %SY_VALIDATE_ERROR_NO_ORIGIN (not
 * mature), %SY_VALIDATE_ERROR_RULE (there is no such type), %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the figures, or %NULL
 */
SY_EXTERN
SyMoney *sy_money_run (SyEventLog *log,
                       const SyModel *model,
                       gint64 as_of,
                       char *const *types,
                       GCancellable *cancellable,
                       GError **error);

/**
 * sy_money_suggest_types:
 * @log: the events
 * @model: a model
 *
 * Returns: (transfer full) (array zero-terminated=1): those of the outcome's event types that have
 *   amounts, or else all types that have; free with g_strfreev()
 */
SY_EXTERN
char **sy_money_suggest_types (const SyEventLog *log,
                               const SyModel *model);

/**
 * sy_money_free:
 * @self: (nullable): figures
 */
SY_EXTERN
void sy_money_free (SyMoney *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyMoney, sy_money_free)

G_END_DECLS
