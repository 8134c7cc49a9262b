/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-segment-save.h"

SySegment *
sy_segment_load (SyProject *project,
                 const char *name,
                 GError **error)
{
  g_autoptr (SySegmentRecord) record = NULL;
  g_autoptr (GError) local_error = NULL;
  SySegment *self;

  g_return_val_if_fail (project != NULL && name != NULL, NULL);

  record = sy_project_get_segment (project, name, error);
  if (record == NULL)
    return NULL;
  self = sy_segment_from_json (record->json, &local_error);
  if (self == NULL)
    g_propagate_prefixed_error (error, g_steal_pointer (&local_error), "segment “%s”: ", name);
  return self;
}

gboolean
sy_segment_save (SySegment *self,
                 SyProject *project,
                 const char *name,
                 GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (SySegment) before = NULL;
  g_autofree char *json = NULL;

  g_return_val_if_fail (self != NULL && project != NULL && name != NULL, FALSE);

  before = sy_segment_load (project, name, &local_error);
  if (before == NULL && !g_error_matches (local_error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (before != NULL && self->use == NULL)
    self->use = g_steal_pointer (&before->use);
  json = sy_segment_to_json (self);
  return sy_project_set_segment (project, name, json, error);
}

char *
sy_clusters_dup_segment_name (const char *prefix,
                              gsize cluster)
{
  return g_strdup_printf ("%s %" G_GSIZE_FORMAT, prefix, cluster + 1);
}

char **
sy_clusters_save (const SyClusters *self,
                  SyProject *project,
                  const char *model,
                  const char *prefix,
                  GError **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  g_return_val_if_fail (self != NULL && prefix != NULL, NULL);

  for (gsize c = 0; c < self->spec->n_clusters; c++)
    {
      g_autoptr (SySegment) segment = sy_segment_new ();
      g_autofree char *name = sy_clusters_dup_segment_name (prefix, c);

      segment->model = g_strdup (model);
      segment->clusters = sy_cluster_spec_copy (self->spec);
      segment->cluster = c;
      if (!sy_segment_save (segment, project, name, error))
        return NULL;
      g_strv_builder_add (names, name);
    }
  return g_strv_builder_end (names);
}
