/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli-clean.h"

gboolean
sy_cli_effect_open (SyCli *cli,
                    SyProject *project,
                    const char *model,
                    const char *version,
                    const char *as_of,
                    SyCliRun *out_run,
                    GError **error)
{
  g_autoptr (GPtrArray) models = sy_project_list_models (project, error);

  if (models == NULL)
    return FALSE;
  out_run->project = sy_project_ref (project);
  out_run->as_of = G_MININT64;
  if (as_of != NULL && !sy_cli_parse_as_of (out_run, as_of, &out_run->as_of, error))
    return FALSE;
  if (models->len == 0 && model == NULL)
    return TRUE;
  /* Which of several is no question that stops the work. */
  if (model == NULL)
    {
      g_autoptr (GError) local_error = NULL;
      g_autofree char *name = NULL;

      if (sy_cli_choose_model (project, NULL, &name, &local_error) == 0)
        {
          sy_cli_note (cli, "%s, to see the effect", local_error->message);
          return TRUE;
        }
    }
  return sy_cli_load_model (project, model, version, &out_run->chosen, error);
}

SyLogEffect *
sy_cli_effect_compute (SyCli *cli,
                       SyCliRun *run,
                       SyEventLog *before,
                       SyEventLog *after,
                       GError **error)
{
  if (run->chosen.model == NULL || sy_event_log_get_n_events (before) == 0)
    return NULL;
  if (run->as_of == G_MININT64)
    run->as_of = sy_event_log_get_data_end (before);
  sy_cli_start (cli, "comparing");
  return sy_log_effect_compute (before, after, run->chosen.model, run->as_of, cli->cancellable,
                                error);
}

static void
write_side (SyJsonWriter *writer,
            const char *key,
            const SyTuning *tuning,
            const SyModel *model)
{
  sy_json_begin_member (writer, key, FALSE);
  sy_json_member_int (writer, "people", (gint64) tuning->n_people);
  sy_json_member_int (writer, "n", (gint64) tuning->n);
  sy_json_member_int (writer, "positives", (gint64) tuning->n_positive);
  sy_json_member_range (writer, "auc", tuning->draft.auc.value, tuning->draft.auc.low,
                        tuning->draft.auc.high);
  sy_json_begin_member (writer, "bands", TRUE);
  for (gsize i = 0; i < tuning->draft.n_bands; i++)
    {
      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "name", sy_model_get_band (model, (guint) i)->name);
      sy_json_member_int (writer, "people", (gint64) tuning->draft.people[i]);
      sy_json_member_number (writer, "rate", tuning->draft.bands[i].rate);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
}

void
sy_cli_effect_write (SyJsonWriter *writer,
                     const SyCliRun *run,
                     const SyLogEffect *effect)
{
  if (effect == NULL)
    {
      sy_json_writer_key (writer, "effect");
      sy_json_writer_null (writer);
      return;
    }
  sy_json_begin_member (writer, "effect", FALSE);
  sy_json_member_text (writer, "model", run->chosen.name);
  sy_json_member_version (writer, run->chosen.version);
  sy_json_member_instant (writer, "as_of", run->as_of);
  sy_json_member_int (writer, "scores_changed", (gint64) effect->n_scores_changed);
  sy_json_member_int (writer, "bands_changed", (gint64) effect->n_bands_changed);
  write_side (writer, "before", effect->before, run->chosen.model);
  write_side (writer, "after", effect->after, run->chosen.model);
  sy_json_writer_end_object (writer);
}

void
sy_cli_effect_append (SyCli *cli,
                      GString *out,
                      const SyCliRun *run,
                      const SyLogEffect *effect)
{
  g_autoptr (SyCliTable) table = sy_cli_table_new ();
  g_autofree char *version = NULL;
  g_autofree char *as_of = NULL;

  if (effect == NULL)
    return;
  version = sy_cli_describe_version (run->chosen.version);
  as_of = sy_cli_format_as_of (sy_project_get_zone (run->project), run->as_of);
  g_string_append_printf (out,
                          "\n%s, %s, as of %s: %" G_GSIZE_FORMAT " scores and %" G_GSIZE_FORMAT
                          " bands of people change.\n",
                          run->chosen.name, version, as_of, effect->n_scores_changed,
                          effect->n_bands_changed);
  sy_cli_table_add_column (table, "", "figure", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "before", "before", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "after", "after", SY_ALIGN_RIGHT);
  sy_cli_table_add_text (table, "people");
  sy_cli_table_add_int (table, (gint64) effect->before->n_people);
  sy_cli_table_add_int (table, (gint64) effect->after->n_people);
  sy_cli_table_add_text (table, "AUC");
  sy_cli_table_add_number (table, effect->before->draft.auc.value, 4);
  sy_cli_table_add_number (table, effect->after->draft.auc.value, 4);
  for (gsize i = 0; i < effect->before->draft.n_bands; i++)
    {
      sy_cli_table_add_text (table, sy_model_get_band (run->chosen.model, (guint) i)->name);
      sy_cli_table_add_int (table, (gint64) effect->before->draft.people[i]);
      sy_cli_table_add_int (table, (gint64) effect->after->draft.people[i]);
    }
  sy_cli_append_table (cli, out, table);
}
