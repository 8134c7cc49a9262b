/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bands that hold too many, or part nobody: told by score and backtest. */
#include "config.h"

#include "sy-cli.h"

GArray *
sy_cli_check_occupancy (SyCli *cli,
                        const SyCliRun *run,
                        const SyScores *scores,
                        GError **error)
{
  const SyModel *model = run->chosen.model;
  g_autoptr (SyModelCare) care = sy_project_get_care (run->project, run->chosen.id, error);
  GArray *alarms = care == NULL ? NULL
                                : sy_occupancy_check (model, scores, care->max_high, care->max_share);

  for (guint i = 0; alarms != NULL && i < alarms->len; i++)
    {
      g_autofree char *line =
          sy_occupancy_describe (&g_array_index (alarms, SyOccupancyAlarm, i), model);

      sy_cli_note (cli, "%s", line);
    }
  return alarms;
}

void
sy_json_member_alarms (SyJsonWriter *writer,
                       const GArray *alarms,
                       const SyModel *model)
{
  static const char *const names[] = { "everyone-is-high", "full-band", "threshold" };

  sy_json_begin_member (writer, "alarms", TRUE);
  for (guint i = 0; alarms != NULL && i < alarms->len; i++)
    {
      const SyOccupancyAlarm *alarm = &g_array_index (alarms, SyOccupancyAlarm, i);

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "alarm", names[alarm->kind]);
      sy_json_member_text (writer, "band", sy_model_get_band (model, alarm->band)->name);
      sy_json_member_number (writer, "share", alarm->share);
      sy_json_member_number (writer, "limit", alarm->limit);
      sy_json_member_number (writer, "p5", alarm->low);
      sy_json_member_number (writer, "p95", alarm->high);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
}
