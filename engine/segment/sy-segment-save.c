/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-segment-save.h"

#include <string.h>

#include "stats/sy-stats.h"

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
sy_segment_find (SyProject *project,
                 const char *name,
                 SySegment **out_segment,
                 GError **error)
{
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (out_segment != NULL, FALSE);

  *out_segment = sy_segment_load (project, name, &local_error);
  if (*out_segment != NULL ||
      g_error_matches (local_error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* The document to keep under the name; NULL when what is there cannot be read. */
static char *
merge (SySegment *self,
       SyProject *project,
       const char *name,
       GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (SySegment) before = NULL;

  if (!sy_segment_find (project, name, &before, &local_error))
    {
      if (local_error->domain == SY_SEGMENT_ERROR)
        g_set_error (error, local_error->domain, local_error->code,
                     "%s; to replace it, remove it first: steelyard-cli segment remove PROJECT '%s'",
                     local_error->message, name);
      else
        g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (before != NULL && self->use == NULL)
    self->use = g_steal_pointer (&before->use);
  return sy_segment_to_json (self);
}

gboolean
sy_segment_save (SySegment *self,
                 SyProject *project,
                 const char *name,
                 GError **error)
{
  g_autofree char *json = NULL;

  g_return_val_if_fail (self != NULL && project != NULL && name != NULL, FALSE);

  json = merge (self, project, name, error);
  return json != NULL && sy_project_set_segment (project, name, json, error);
}

char *
sy_clusters_dup_segment_name (const char *prefix,
                              gsize cluster)
{
  return g_strdup_printf ("%s %" G_GSIZE_FORMAT, prefix, cluster + 1);
}

gboolean
sy_clusters_list_saved (SyProject *project,
                        const char *prefix,
                        gsize n_clusters,
                        char ***out_taken,
                        char ***out_left,
                        GError **error)
{
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GStrvBuilder) taken = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) left = g_strv_builder_new ();

  g_return_val_if_fail (project != NULL && prefix != NULL, FALSE);
  g_return_val_if_fail (out_taken != NULL && out_left != NULL, FALSE);

  records = sy_project_list_segments (project, error);
  if (records == NULL)
    return FALSE;
  for (gsize c = 0; c < SY_KMEANS_MAX_CLUSTERS; c++)
    {
      g_autofree char *name = sy_clusters_dup_segment_name (prefix, c);

      for (guint i = 0; i < records->len; i++)
        if (strcmp (((SySegmentRecord *) records->pdata[i])->name, name) == 0)
          g_strv_builder_add (c < n_clusters ? taken : left, name);
    }
  *out_taken = g_strv_builder_end (taken);
  *out_left = g_strv_builder_end (left);
  return TRUE;
}

char **
sy_clusters_save (const SyClusters *self,
                  SyProject *project,
                  const char *model,
                  const char *prefix,
                  const char *const *may_replace,
                  GError **error)
{
  g_autoptr (GStrvBuilder) name_builder = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) json_builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  g_auto (GStrv) jsons = NULL;

  g_return_val_if_fail (self != NULL && project != NULL && prefix != NULL, NULL);

  for (gsize c = 0; c < self->spec->n_clusters; c++)
    {
      g_autoptr (SySegment) segment = sy_segment_new ();
      g_autofree char *name = sy_clusters_dup_segment_name (prefix, c);
      g_autofree char *json = NULL;

      segment->model = g_strdup (model);
      segment->clusters = sy_cluster_spec_copy (self->spec);
      segment->cluster = c;
      json = merge (segment, project, name, error);
      if (json == NULL)
        return NULL;
      g_strv_builder_add (name_builder, name);
      g_strv_builder_add (json_builder, json);
    }
  names = g_strv_builder_end (name_builder);
  jsons = g_strv_builder_end (json_builder);
  if (!sy_project_set_segments (project, (const char *const *) names,
                                (const char *const *) jsons, may_replace, error))
    return NULL;
  return g_steal_pointer (&names);
}
