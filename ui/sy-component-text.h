/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-engine.h>

#include "sy-figure-strip.h"

G_BEGIN_DECLS

/*
 * Words for what a score is made of.
 */

/**
 * sy_component_text_name:
 * @line: a line
 *
 * Returns: (transfer none): its name, as "Recency"
 */
const char *sy_component_text_name (SyComponentLine line);

/**
 * sy_component_text_define:
 * @line: a line
 *
 * Returns: (transfer none): what is in it
 */
const char *sy_component_text_define (SyComponentLine line);

/**
 * sy_component_text_is_shown:
 * @components: what a score is made of
 * @line: a line
 *
 * Returns: whether the line has points; the four components always show
 */
gboolean sy_component_text_is_shown (const SyComponents *components,
                                     SyComponentLine line);

/**
 * sy_component_text_sum:
 * @components: what a score is made of
 *
 * Returns: (transfer full): "recency +3.1 · frequency +12.0 · … = 43.2 · of it friction −2.0"
 */
char *sy_component_text_sum (const SyComponents *components);

/**
 * sy_component_text_show:
 * @strip: a strip
 * @components: what a score is made of
 * @score: the score as people read it
 *
 * Shows the lines, which sum to the score, and the friction that is in them.
 */
void sy_component_text_show (SyFigureStrip *strip,
                             const SyComponents *components,
                             const char *score);

G_END_DECLS
