/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What went into the score on two dates, for drift; and types that may have got another name, for types gaps too. */
#include "config.h"

#include "sy-cli-drift-inputs.h"

#include <math.h>

static const char *const shift_kinds[] = { "rule", "group", "score" };

static void
write_shifts (SyJsonWriter *writer,
              const SyDrift *drift)
{
  sy_json_begin_member (writer, "rules", TRUE);
  for (gsize i = 0; i < drift->n_shifts; i++)
    {
      const SyPointsShift *shift = &drift->shifts[i];

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "id", shift->id);
      sy_json_member_text (writer, "kind", shift_kinds[shift->kind]);
      sy_json_member_text (writer, "label", shift->label);
      sy_json_member_number (writer, "points_shift", shift->shift);
      sy_json_member_number (writer, "input_psi", shift->psi.value);
      sy_json_member_number (writer, "input_critical_value", shift->psi.critical);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
}

static void
write_types (SyJsonWriter *writer,
             const SyDrift *drift)
{
  sy_json_begin_member (writer, "types", TRUE);
  for (gsize i = 0; i < drift->n_types; i++)
    {
      const SyTypeShift *type = &drift->types[i];

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "type", type->name);
      sy_json_member_number (writer, "per_day_reference", type->reference);
      sy_json_member_number (writer, "per_day_current", type->current);
      sy_json_member_int (writer, "people_reference", (gint64) type->people_reference);
      sy_json_member_int (writer, "people_current", (gint64) type->people_current);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
}

void
sy_cli_write_renames (SyJsonWriter *writer,
                      const GPtrArray *renames)
{
  sy_json_begin_member (writer, "renames", TRUE);
  for (guint i = 0; i < renames->len; i++)
    {
      const SyRename *rename = renames->pdata[i];
      g_autofree char *day = sy_day_format (rename->day);

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "from", rename->from);
      sy_json_member_text (writer, "to", rename->to);
      sy_json_member_text (writer, "day", day);
      sy_json_member_number (writer, "per_day_before", rename->before);
      sy_json_member_number (writer, "per_day_after", rename->after);
      sy_json_member_int (writer, "people", (gint64) rename->n_people);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
}

void
sy_cli_write_inputs (SyJsonWriter *writer,
                     const SyDrift *drift)
{
  write_shifts (writer, drift);
  write_types (writer, drift);
  sy_cli_write_renames (writer, drift->renames);
}

void
sy_cli_append_renames (GString *out,
                       const GPtrArray *renames)
{
  for (guint i = 0; i < renames->len; i++)
    {
      const SyRename *rename = renames->pdata[i];
      g_autofree char *day = sy_day_format (rename->day);
      g_autofree char *sentence = sy_rename_describe (rename, day);
      g_autofree char *shown = sy_cli_text_escape (sentence);

      char before[G_ASCII_DTOSTR_BUF_SIZE];
      char after[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (before, sizeof before, "%.1f", rename->before);
      g_ascii_formatd (after, sizeof after, "%.1f", rename->after);
      g_string_append_printf (out, "%s: %s a day before, %s after, %" G_GSIZE_FORMAT " people with both\n",
                              shown, before, after, rename->n_people);
    }
  if (renames->len > 0)
    g_string_append_c (out, '\n');
}

SyCliTable *
sy_cli_build_shifts (const SyDrift *drift)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "mean points of", "label", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "then", "reference", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "now", "current", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "shift", "shift", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "input PSI", "input_psi", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "chance", "input_critical_value", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "", "state", SY_ALIGN_LEFT);
  for (gsize i = 0; i < drift->n_shifts; i++)
    {
      const SyPointsShift *shift = &drift->shifts[i];

      sy_cli_table_add_text (table, shift->label);
      sy_cli_table_add_number (table, shift->reference, 3);
      sy_cli_table_add_number (table, shift->current, 3);
      sy_cli_table_add_number (table, shift->shift, 3);
      sy_cli_table_add_number (table, shift->psi.value, 4);
      sy_cli_table_add_number (table, shift->psi.critical, 4);
      sy_cli_table_add_text (table, sy_psi_is_alarm (&shift->psi) ? "moved" : "");
    }
  return table;
}

SyCliTable *
sy_cli_build_types (const SyDrift *drift)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "events a day of", "type", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "then", "per_day_reference", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "now", "per_day_current", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "change", "change", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "people then", "people_reference", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "now", "people_current", SY_ALIGN_RIGHT);
  for (gsize i = 0; i < drift->n_types; i++)
    {
      const SyTypeShift *type = &drift->types[i];

      sy_cli_table_add_text (table, type->name);
      sy_cli_table_add_number (table, type->reference, 1);
      sy_cli_table_add_number (table, type->current, 1);
      sy_cli_table_add_share (table, type->reference > 0 ? type->current / type->reference - 1
                                                         : (double) NAN);
      sy_cli_table_add_int (table, (gint64) type->people_reference);
      sy_cli_table_add_int (table, (gint64) type->people_current);
    }
  return table;
}

SyCliTable *
sy_cli_build_inputs (const SyDrift *drift)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "kind", "kind", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "id", "id", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "label", "label", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "then", "reference", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "now", "current", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "shift", "shift", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "input PSI", "input_psi", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "chance", "input_critical_value", SY_ALIGN_RIGHT);
  for (gsize i = 0; i < drift->n_shifts; i++)
    {
      const SyPointsShift *shift = &drift->shifts[i];

      sy_cli_table_add_text (table, shift_kinds[shift->kind]);
      sy_cli_table_add_text (table, shift->id);
      sy_cli_table_add_text (table, shift->label);
      sy_cli_table_add_number (table, shift->reference, 3);
      sy_cli_table_add_number (table, shift->current, 3);
      sy_cli_table_add_number (table, shift->shift, 3);
      sy_cli_table_add_number (table, shift->psi.value, 4);
      sy_cli_table_add_number (table, shift->psi.critical, 4);
    }
  for (gsize i = 0; i < drift->n_types; i++)
    {
      const SyTypeShift *type = &drift->types[i];

      sy_cli_table_add_text (table, "type");
      sy_cli_table_add_text (table, type->name);
      sy_cli_table_add_text (table, type->name);
      sy_cli_table_add_number (table, type->reference, 3);
      sy_cli_table_add_number (table, type->current, 3);
      sy_cli_table_add_number (table, type->current - type->reference, 3);
      sy_cli_table_add_number (table, (double) NAN, 4);
      sy_cli_table_add_number (table, (double) NAN, 4);
    }
  return table;
}
