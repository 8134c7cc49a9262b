/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sy_band_mark_show:
 * @cell: the cell of a table
 * @text: what it says, as the name of a band
 * @band: index of the band, 0 the lowest; %G_MAXUINT for none
 * @n_bands: how many bands there are
 *
 * Shows a text behind a dot in the colour that the charts give the band, in light or dark as it is
 * now.
 */
void sy_band_mark_show (GtkInscription *cell,
                        const char *text,
                        guint band,
                        guint n_bands);

G_END_DECLS
