/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Renders every chart, light and dark, at three widths, to look at:
 *   gallery FOLDER [NAME-PREFIX]
 * Not a test: the pictures are for eyes. */
#include "config.h"

#include <math.h>
#include <stdio.h>

#include "sample-charts.h"

static const struct
{
  double width;
  double height;
} sizes[] = { { 400.0, 260.0 }, { 760.0, 330.0 }, { 2000.0, 420.0 } };

static gboolean
render (const SyChartSample *sample,
        const char *folder)
{
  g_autoptr (SyChart) chart = sample->make ();

  for (int dark = 0; dark <= 1; dark++)
    for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
      {
        g_autoptr (GError) error = NULL;
        g_autofree char *name = g_strdup_printf ("%s-%s-%d.png", sample->name,
                                                 dark ? "dark" : "light", (int) sizes[i].width);
        g_autofree char *path = g_build_filename (folder, name, NULL);
        SyChartStyle style;

        sy_chart_style_init (&style, dark);
        style.png_ratio = sizes[i].width > 1000.0 ? 1.0 : 2.0;
        if (!sy_chart_save (chart, path, sizes[i].width, sizes[i].height, &style, &error))
          {
            fprintf (stderr, "%s\n", error->message);
            return FALSE;
          }
      }
  return TRUE;
}

int
main (int argc,
      char **argv)
{
  gsize n_samples;
  const SyChartSample *samples = sy_chart_samples (&n_samples);

  if (argc < 2)
    {
      fprintf (stderr, "usage: gallery FOLDER [NAME-PREFIX]\n");
      return 2;
    }
  if (g_mkdir_with_parents (argv[1], 0755) != 0)
    return 4;
  for (gsize i = 0; i < n_samples; i++)
    if ((argc < 3 || g_str_has_prefix (samples[i].name, argv[2])) && !render (&samples[i], argv[1]))
      return 1;
  return 0;
}
