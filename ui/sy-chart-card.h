/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-chart-view.h"

G_BEGIN_DECLS

#define SY_TYPE_CHART_CARD (sy_chart_card_get_type ())

/**
 * SyChartCard:
 *
 * A card with a heading, a line below it, a menu and a chart.
 */
G_DECLARE_FINAL_TYPE (SyChartCard, sy_chart_card, SY, CHART_CARD, AdwBin)

/**
 * sy_chart_card_set_heading:
 * @self: a card
 * @title: (nullable): what stands above the chart from now on; %NULL for the chart's own title
 * @subtitle: (nullable): the line below it; %NULL for the chart's own
 *
 * Gives the card words of its own. The title can be set as the property `title`
 * too.
 */
void sy_chart_card_set_heading (SyChartCard *self,
                                const char *title,
                                const char *subtitle);

/**
 * sy_chart_card_set_chart:
 * @self: a card
 * @chart: (nullable): what to show; its title and subtitle are the heading
 *   unless the card has its own
 */
void sy_chart_card_set_chart (SyChartCard *self,
                              SyChart *chart);

/**
 * sy_chart_card_take_chart:
 * @self: a card
 * @chart: (transfer full): what to show
 *
 * As sy_chart_card_set_chart(), for a chart that was just made.
 */
void sy_chart_card_take_chart (SyChartCard *self,
                               SyChart *chart);

/**
 * sy_chart_card_add_control:
 * @self: a card
 * @control: what chooses what the chart shows
 *
 * Adds a control to the end of the heading.
 */
void sy_chart_card_add_control (SyChartCard *self,
                                GtkWidget *control);

/**
 * sy_chart_card_add_footer:
 * @self: a card
 * @footer: what stands below the chart
 *
 * Adds a part to the end of the card.
 */
void sy_chart_card_add_footer (SyChartCard *self,
                               GtkWidget *footer);

/**
 * sy_chart_card_get_view:
 * @self: a card
 *
 * Returns: (transfer none): the chart's view
 */
SyChartView *sy_chart_card_get_view (SyChartCard *self);

G_END_DECLS
