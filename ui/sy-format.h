/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sy-engine.h>

G_BEGIN_DECLS

/*
 * The one place where the window turns numbers and instants into words. Only
 * for display: rounds, groups thousands, and names months in the user's
 * language. All texts are (transfer full).
 */

/**
 * sy_format_count:
 * @value: a count
 *
 * Returns: "412,906"
 */
char *sy_format_count (gint64 value);

/**
 * sy_format_count_of:
 * @value: a count
 * @one: the thing counted, as "person"
 * @many: its plural, as "people"
 *
 * Returns: "1 person", "412,906 people"
 */
char *sy_format_count_of (gint64 value, const char *one, const char *many);

/**
 * sy_format_number:
 * @value: a number; NaN shows as "–"
 * @decimals: digits after the point
 *
 * Returns: "1,234.50", with a real minus sign
 */
char *sy_format_number (double value, int decimals);

/**
 * sy_format_signed:
 * @value: a number; NaN shows as "–"
 * @decimals: digits after the point
 *
 * Returns: "+12", "−0.5", "0"
 */
char *sy_format_signed (double value, int decimals);

/**
 * sy_format_minus:
 * @text: a text of the engine, such as "Refund -4.0; Visits: 5 → 3 (-0.2 points)"
 *
 * Returns: (transfer full): the text with real minus signs, as the figures beside it have; a hyphen
 *   inside a word or between digits stays
 */
char *sy_format_minus (const char *text);

/**
 * sy_format_short:
 * @value: a number; NaN shows as "–"
 *
 * Returns: up to three decimals without trailing zeros, "−14", "2.5"
 */
char *sy_format_short (double value);

/**
 * sy_format_percent:
 * @ratio: 0 to 1; NaN shows as "–"
 * @decimals: digits after the point
 *
 * Returns: "38.2 %" with a narrow no-break space
 */
char *sy_format_percent (double ratio, int decimals);

/**
 * sy_format_score:
 * @model: the model of the score
 * @score: a scaled score; NaN shows as "–"
 *
 * Returns: the score as the model's display says: "72.4", "B" or "72 %"
 */
char *sy_format_score (const SyModel *model, double score);

/**
 * sy_format_p:
 * @p: a p-value
 *
 * Returns: "p = 0.04", "p = 0.004", "p < 0.001"; empty for NaN
 */
char *sy_format_p (double p);

/**
 * sy_format_duration:
 * @seconds: how long
 *
 * Returns: "4 s", "3 min", "2 h 10 min"
 */
char *sy_format_duration (gint64 seconds);

/**
 * sy_format_day:
 * @day: a civil day, 1970-01-01 is 0
 *
 * Returns: "30 Jun 2024"
 */
char *sy_format_day (gint32 day);

/**
 * sy_format_instant:
 * @zone: the zone to show it in
 * @utc_s: UTC second
 *
 * Returns: "30 Jun 2024 14:05"
 */
char *sy_format_instant (SyZone *zone, gint64 utc_s);

/**
 * sy_format_as_of:
 * @zone: the project's zone
 * @utc_s: an exclusive instant
 *
 * Returns: the last day that counts when the instant is a local midnight, else
 *   the instant
 */
char *sy_format_as_of (SyZone *zone, gint64 utc_s);

G_END_DECLS
