/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli.h"

#include <math.h>
#include <string.h>

typedef struct
{
  char *clusters;
  char *by;
  char *save;
  char *as_of;
  char *model;
  char *version;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->clusters);
  g_free (options->by);
  g_free (options->save);
  g_free (options->as_of);
  g_free (options->model);
  g_free (options->version);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

/* --- how many --- */

static SyExit
print_counts (SyCli *cli,
              const SyCliRun *run,
              const SyClusterCount *counts,
              gsize n,
              gsize n_people)
{
  g_autoptr (SyCliTable) table = sy_cli_table_new ();
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

  sy_cli_table_add_column (table, "clusters", "clusters", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "within", "within", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "explained", "explained", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "silhouette", "silhouette", SY_ALIGN_RIGHT);
  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_text (writer, "model", run->chosen.name);
  sy_json_member_version (writer, run->chosen.version);
  sy_json_member_instant (writer, "as_of", run->as_of);
  sy_json_member_int (writer, "n", (gint64) counts[0].n_people);
  sy_json_begin_member (writer, "counts", TRUE);
  for (gsize i = 0; i < n; i++)
    {
      sy_cli_table_add_int (table, (gint64) counts[i].n_clusters);
      sy_cli_table_add_number (table, counts[i].within, 1);
      sy_cli_table_add_number (table, counts[i].explained, 3);
      sy_cli_table_add_number (table, counts[i].silhouette, 3);
      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_int (writer, "clusters", (gint64) counts[i].n_clusters);
      sy_json_member_number (writer, "within", counts[i].within);
      sy_json_member_number (writer, "explained", counts[i].explained);
      sy_json_member_number (writer, "silhouette", counts[i].silhouette);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  if (counts[0].n_people < n_people)
    sy_cli_note (cli, "from %" G_GSIZE_FORMAT " people drawn, of %" G_GSIZE_FORMAT,
                 counts[0].n_people, n_people);
  if (cli->format == SY_FORMAT_JSON)
    return sy_cli_print_json (cli, g_steal_pointer (&writer));
  return sy_cli_print_table (cli, table);
}

/* --- the clusters --- */

/* NULL when the model has no outcome, or its window is not complete yet. */
static SyClusterOutcome *
find_outcomes (SyCli *cli,
               const SyCliRun *run,
               const SyClusters *clusters,
               GError **error)
{
  const SyOutcomeSpec *spec = &run->chosen.model->outcome;
  g_autoptr (SyOutcome) outcome = NULL;

  if (spec->kind == SY_OUTCOME_NONE)
    return NULL;
  if (!sy_outcome_is_mature (run->log, spec, run->as_of))
    {
      sy_cli_note (cli, "the outcome of this date is not known yet: give an earlier --as-of for its "
                        "rates");
      return NULL;
    }
  outcome = sy_outcome_evaluate (run->log, spec, run->as_of, clusters->people, clusters->n_people,
                                 cli->cancellable, error);
  if (outcome == NULL)
    return NULL;
  return sy_cluster_outcomes_new (clusters->spec->n_clusters, clusters->people,
                                  clusters->assigned, clusters->n_people, outcome);
}

static SyCliTable *
build_table (const SyClusters *clusters,
             const SyClusterOutcome *outcomes)
{
  SyCliTable *table = sy_cli_table_new ();
  const SyClusterSpec *spec = clusters->spec;

  sy_cli_table_add_column (table, "cluster", "cluster", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "n", "n", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "score", "score", SY_ALIGN_RIGHT);
  for (gsize j = 0; j < spec->n_columns; j++)
    sy_cli_table_add_column (table, spec->columns[j], spec->columns[j], SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "rate", "rate", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "low", "low", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "high", "high", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "stands out", "label", SY_ALIGN_LEFT);
  for (gsize c = 0; c < spec->n_clusters; c++)
    {
      const SyCluster *cluster = &clusters->clusters[c];
      double nan = (double) NAN;

      sy_cli_table_add_int (table, (gint64) c + 1);
      sy_cli_table_add_int (table, (gint64) cluster->n);
      sy_cli_table_add_number (table, cluster->mean_score, 1);
      for (gsize j = 0; j < spec->n_columns; j++)
        sy_cli_table_add_number (table, cluster->means[j], 2);
      sy_cli_table_add_number (table, outcomes == NULL ? nan : outcomes[c].rate, 3);
      sy_cli_table_add_number (table, outcomes == NULL ? nan : outcomes[c].low, 3);
      sy_cli_table_add_number (table, outcomes == NULL ? nan : outcomes[c].high, 3);
      sy_cli_table_add_text (table, cluster->label);
    }
  return table;
}

static void
write_clusters (SyJsonWriter *writer,
                const SyClusters *clusters,
                const SyClusterOutcome *outcomes)
{
  const SyClusterSpec *spec = clusters->spec;

  sy_json_begin_member (writer, "clusters", TRUE);
  for (gsize c = 0; c < spec->n_clusters; c++)
    {
      const SyCluster *cluster = &clusters->clusters[c];
      const SyClusterOutcome *of = outcomes == NULL ? NULL : &outcomes[c];

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_int (writer, "cluster", (gint64) c + 1);
      sy_json_member_int (writer, "n", (gint64) cluster->n);
      sy_json_member_number (writer, "score", cluster->mean_score);
      sy_json_begin_member (writer, "means", FALSE);
      for (gsize j = 0; j < spec->n_columns; j++)
        sy_json_member_number (writer, spec->columns[j], cluster->means[j]);
      sy_json_writer_end_object (writer);
      sy_json_member_number (writer, "labelled", of == NULL ? (double) NAN : (double) of->n);
      sy_json_member_range (writer, "rate", of == NULL ? (double) NAN : of->rate,
                            of == NULL ? (double) NAN : of->low,
                            of == NULL ? (double) NAN : of->high);
      sy_json_member_text (writer, "label", cluster->label);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
}

static SyExit
print_clusters (SyCli *cli,
                const SyCliRun *run,
                const SyClusters *clusters,
                const SyClusterOutcome *outcomes,
                char *const *saved)
{
  g_autoptr (SyCliTable) table = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (cli->format == SY_FORMAT_JSON)
    {
      g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "model", run->chosen.name);
      sy_json_member_version (writer, run->chosen.version);
      sy_json_member_instant (writer, "as_of", run->as_of);
      sy_json_member_int (writer, "n", (gint64) clusters->n_people);
      sy_json_member_number (writer, "explained", clusters->count.explained);
      sy_json_member_number (writer, "silhouette", clusters->count.silhouette);
      write_clusters (writer, clusters, outcomes);
      sy_json_member_texts (writer, "saved", (const char *const *) saved);
      sy_json_writer_end_object (writer);
      return sy_cli_print_json (cli, g_steal_pointer (&writer));
    }
  table = build_table (clusters, outcomes);
  sy_cli_append_table (cli, out, table);
  if (cli->format == SY_FORMAT_TABLE)
    {
      g_string_append_printf (out, "\nShare of the spread between clusters %s",
                              g_ascii_formatd (number, sizeof number, "%.3f",
                                               clusters->count.explained));
      g_string_append_printf (out, ", silhouette %s\n",
                              g_ascii_formatd (number, sizeof number, "%.3f",
                                               clusters->count.silhouette));
      for (gsize i = 0; saved[i] != NULL; i++)
        g_string_append_printf (out, "saved as “%s”\n", saved[i]);
    }
  return sy_cli_print (cli, out->str);
}

/* What is left of an older and larger set of the name. */
static gboolean
note_left (SyCli *cli,
           SyProject *project,
           const char *name,
           gsize n_clusters,
           GError **error)
{
  g_auto (GStrv) taken = NULL;
  g_auto (GStrv) left = NULL;
  g_autofree char *names = NULL;

  if (!sy_clusters_list_saved (project, name, n_clusters, &taken, &left, error))
    return FALSE;
  names = g_strjoinv ("”, “", left);
  if (left[0] != NULL)
    sy_cli_note (cli, "“%s” of an older set stayed: remove what is of no use with segment remove",
                 names);
  return TRUE;
}

/* A segment for each cluster, when a name is given; their names. */
static char **
save (SyCli *cli,
      const char *path,
      const SyCliRun *run,
      const char *name,
      const SyClusters *clusters,
      GError **error)
{
  g_autoptr (SyProject) project = NULL;
  g_auto (GStrv) saved = NULL;

  if (name == NULL)
    return g_new0 (char *, 1);
  project = sy_cli_open (cli, path, SY_PROJECT_READ_WRITE, error);
  if (project == NULL)
    return NULL;
  saved = sy_clusters_save (clusters, project, run->chosen.name, name, NULL, error);
  if (saved == NULL || !note_left (cli, project, name, clusters->spec->n_clusters, error))
    return NULL;
  return g_steal_pointer (&saved);
}

static SyExit
cluster (SyCli *cli,
         const char *path,
         const Options *options,
         gboolean by_groups)
{
  g_auto (SyCliRun) run = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SyScores) scores = NULL;
  g_autoptr (SyClusterPoints) points = NULL;
  g_autoptr (SyClusters) clusters = NULL;
  g_autofree SyClusterOutcome *outcomes = NULL;
  g_auto (GStrv) saved = NULL;
  SyClusterCount counts[SY_KMEANS_MAX_CLUSTERS];
  guint k = 0;
  gsize n = 0;
  gsize n_people;

  if (!sy_cli_parse_count ("--clusters", options->clusters, 2, SY_KMEANS_MAX_CLUSTERS, &k,
                           &error) ||
      !sy_cli_run_open (cli, path, SY_PROJECT_READ_ONLY, options->model, options->version,
                        options->as_of, &run, &error))
    return sy_cli_fail (cli, error);
  scores = sy_cli_run_score (cli, &run, &error);
  if (scores == NULL)
    return sy_cli_fail (cli, error);
  sy_scores_get_members (scores, &n_people);
  sy_cli_start (cli, "clustering");
  points = sy_cluster_points_new (run.chosen.model, scores, by_groups, &error);
  if (points == NULL)
    return sy_cli_fail (cli, error);
  if (k == 0)
    {
      n = sy_clusters_count (points, SY_CLUSTERS_SEED, counts, cli->cancellable,
                             sy_cli_show_progress, cli, &error);
      sy_cli_end_progress (cli);
      return n == 0 ? sy_cli_fail (cli, error) : print_counts (cli, &run, counts, n, n_people);
    }
  clusters = sy_clusters_find (points, k, SY_CLUSTERS_SEED, cli->cancellable, &error);
  if (clusters == NULL)
    return sy_cli_fail (cli, error);
  sy_cli_end_progress (cli);
  outcomes = find_outcomes (cli, &run, clusters, &error);
  if (error != NULL)
    return sy_cli_fail (cli, error);
  saved = save (cli, path, &run, options->save, clusters, &error);
  return saved == NULL ? sy_cli_fail (cli, error)
                       : print_clusters (cli, &run, clusters, outcomes, saved);
}

static SyExit
run (SyCli *cli,
     const SyCommand *command,
     GStrv *argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "clusters", 'k', 0, SY_OPTION_TEXT, &options.clusters,
      "How many, 2 to 12; without it a table of what each number would do", "K" },
    { "by", 0, 0, SY_OPTION_TEXT, &options.by,
      "What parts people: components (default) of the score, or groups of the model", "WHAT" },
    { "save", 0, 0, SY_OPTION_TEXT, &options.save,
      "Save each cluster as a segment: NAME 1, NAME 2 and so on; replaces those of these names",
      "NAME" },
    SY_CLI_AS_OF_ENTRY (options.as_of),
    SY_CLI_MODEL_ENTRY (options.model),
    SY_CLI_VERSION_ENTRY (options.version),
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr (GError) error = NULL;
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  if (options.save != NULL && options.clusters == NULL)
    return sy_cli_fail_missing (cli, "--clusters (how many to save)");
  if (!sy_cli_check_name ("--save", options.save, &error))
    return sy_cli_fail (cli, error);
  if (options.by != NULL && strcmp (options.by, "components") != 0 &&
      strcmp (options.by, "groups") != 0)
    {
      g_set_error (&error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                   "--by: “%s” is not one of components, groups", options.by);
      return sy_cli_fail (cli, error);
    }
  return cluster (cli, (*argv)[0], &options,
                  options.by != NULL && strcmp (options.by, "groups") == 0);
}

const SyCommand sy_command_segment_cluster = {
  "segment cluster",
  "PROJECT",
  "Find segments of people who are alike",
  "Parts the population by k-means over what their scores are made of: recency, frequency, depth,\n"
  "value and friction, or the points of the groups, each in standard deviations. Cluster 1 has the\n"
  "highest mean score; each is shown with its means and the rate of the outcome after the date. The same\n"
  "scores give the same clusters. --save freezes the centres: a person is then in the cluster whose\n"
  "centre is nearest, on any day. Without -k: the sum of squares within, the share of the spread that\n"
  "lies between clusters, and the silhouette (near 1: far apart) of 2 to 12 clusters. Of more than\n"
  "20000 people these figures are of about as many, drawn at random, and a note says of how many.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli segment cluster sample.steelyard --model \"RFM value\" --as-of 2017-10-01\n"
  "  steelyard-cli segment cluster sample.steelyard --model \"RFM value\" --as-of 2017-10-01 -k 4 --save kind\n",
  1,
  run,
};
