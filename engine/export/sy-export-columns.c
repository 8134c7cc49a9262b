/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-export-columns-private.h"

#include <string.h>

G_DEFINE_QUARK (sy_export_error, sy_export_error)

/* Those of a kind each, in the order of the kinds. */
static const char *const column_names[] = { "person", "raw", "score", "band", "reasons",
                                            "action", "model", "as_of", "course", "slope",
                                            "friction", "shown", "stage", "tenure",
                                            "first_event", "last_event", "probability", NULL };

static const char *const playbook_names[] = { "goal", "action", "channels", "offer_rule",
                                              "frequency_cap", "suppress_when", "success_metric",
                                              "owner", NULL };

const SyRule *
sy_export_get_rule (const SyModel *model,
                    gsize index)
{
  SyRuleGroup *const *group = (SyRuleGroup *const *) model->groups->pdata;

  for (; index >= (*group)->rules->len; group++)
    index -= (*group)->rules->len;
  return (*group)->rules->pdata[index];
}

static const char *
suggest_column (const SyExportSource *source,
                const char *name,
                GPtrArray *names)
{
  for (gsize i = 0; column_names[i] != NULL; i++)
    g_ptr_array_add (names, g_strdup (column_names[i]));
  for (guint i = 0; i < SY_N_COMPONENT_LINES; i++)
    g_ptr_array_add (names, g_strdup (sy_component_line_get_name ((SyComponentLine) i)));
  for (guint i = 0; i < source->model->groups->len; i++)
    {
      const char *group = sy_model_get_group (source->model, i)->name;

      g_ptr_array_add (names, g_strconcat ("group:", group, NULL));
    }
  for (gsize i = 0; i < sy_event_log_get_n_attributes (source->log); i++)
    g_ptr_array_add (names,
                     g_strconcat ("attribute:",
                                  sy_event_log_get_attribute (source->log, (guint32) i)->name,
                                  NULL));
  for (gsize i = 0; i < sy_model_get_n_rules (source->model); i++)
    g_ptr_array_add (names,
                     g_strconcat ("points:", sy_export_get_rule (source->model, i)->id, NULL));
  for (guint i = 0; i < sy_event_log_get_n_types (source->log); i++)
    {
      const char *type = sy_event_log_get_type_name (source->log, i);

      g_ptr_array_add (names, g_strconcat ("first:", type, NULL));
      g_ptr_array_add (names, g_strconcat ("last:", type, NULL));
    }
  for (gsize i = 0; playbook_names[i] != NULL; i++)
    g_ptr_array_add (names, g_strconcat ("playbook:", playbook_names[i], NULL));
  g_ptr_array_add (names, NULL);
  return sy_text_suggest (name, (const char *const *) names->pdata);
}

static gboolean
fail_column (const SyExportSource *source,
             const char *name,
             GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *near = suggest_column (source, name, names);

  if (near != NULL)
    g_set_error (error, SY_EXPORT_ERROR, SY_EXPORT_ERROR_COLUMN,
                 "there is no column “%s”; did you mean “%s”?", name, near);
  else
    g_set_error (
        error, SY_EXPORT_ERROR, SY_EXPORT_ERROR_COLUMN,
        "there is no column “%s”; the columns are person, raw, score, shown, probability, band, reasons, action, model, as_of, course, slope, stage, tenure, first_event, last_event, recency, frequency, depth, value, limits, scale, friction, attribute:NAME, points:RULE, group:NAME, first:TYPE, last:TYPE, delta:DAYS, reason:N, playbook:PART",
        name);
  return FALSE;
}

/* "delta:7": the number after the colon. */
static gboolean
has_number (const char *name,
            const char *prefix,
            guint max,
            guint *out_number)
{
  guint64 number;

  if (!g_str_has_prefix (name, prefix) ||
      !g_ascii_string_to_unsigned (name + strlen (prefix), 10, 1, max, &number, NULL))
    return FALSE;
  *out_number = (guint) number;
  return TRUE;
}

/* "first:purchase": when someone first did it. */
static gboolean
find_marker (const SyExportSource *source,
             const char *name,
             SyExportColumn *out_column)
{
  gboolean is_first = g_str_has_prefix (name, "first:");

  if (!is_first && !g_str_has_prefix (name, "last:"))
    return FALSE;
  out_column->kind = is_first ? SY_EXPORT_COLUMN_FIRST : SY_EXPORT_COLUMN_LAST;
  out_column->type = sy_event_log_find_type (source->log, strchr (name, ':') + 1);
  return out_column->type != SY_TYPE_NONE;
}

gboolean
sy_export_column_find (const SyExportSource *source,
                       const char *name,
                       SyExportColumn *out_column,
                       GError **error)
{
  *out_column = (SyExportColumn){ SY_EXPORT_COLUMN_PERSON, .type = SY_TYPE_NONE };
  for (guint i = 0; column_names[i] != NULL; i++)
    if (strcmp (column_names[i], name) == 0)
      {
        out_column->kind = (SyExportColumnKind) i;
        return TRUE;
      }
  for (guint i = 0; i < SY_N_COMPONENT_LINES; i++)
    if (strcmp (sy_component_line_get_name ((SyComponentLine) i), name) == 0)
      {
        out_column->kind = SY_EXPORT_COLUMN_COMPONENT;
        out_column->component = (SyComponentLine) i;
        return TRUE;
      }
  if (find_marker (source, name, out_column))
    return TRUE;
  if (g_str_has_prefix (name, "group:"))
    for (guint i = 0; i < source->model->groups->len; i++)
      if (strcmp (sy_model_get_group (source->model, i)->name, name + strlen ("group:")) == 0)
        {
          out_column->kind = SY_EXPORT_COLUMN_GROUP;
          out_column->group = i;
          return TRUE;
        }
  if (g_str_has_prefix (name, "attribute:"))
    {
      out_column->kind = SY_EXPORT_COLUMN_ATTRIBUTE;
      out_column->attribute = sy_event_log_find_attribute (source->log,
                                                           name + strlen ("attribute:"));
      if (out_column->attribute != NULL)
        return TRUE;
    }
  if (g_str_has_prefix (name, "points:"))
    for (gsize i = 0; i < sy_model_get_n_rules (source->model); i++)
      if (strcmp (sy_export_get_rule (source->model, i)->id, name + strlen ("points:")) == 0)
        {
          out_column->kind = SY_EXPORT_COLUMN_POINTS;
          out_column->rule = i;
          return TRUE;
        }
  if (has_number (name, "delta:", SY_EXPORT_MAX_DELTA, &out_column->number))
    {
      out_column->kind = SY_EXPORT_COLUMN_DELTA;
      return TRUE;
    }
  if (has_number (name, "reason:", SY_EXPORT_MAX_REASON, &out_column->number))
    {
      out_column->kind = SY_EXPORT_COLUMN_REASON;
      return TRUE;
    }
  for (guint i = 0; g_str_has_prefix (name, "playbook:") && playbook_names[i] != NULL; i++)
    if (strcmp (playbook_names[i], name + strlen ("playbook:")) == 0)
      {
        out_column->kind = SY_EXPORT_COLUMN_PLAYBOOK;
        out_column->number = i;
        return TRUE;
      }
  return fail_column (source, name, error);
}

gboolean
sy_export_check_columns (const SyExportSource *source,
                         const char *const *columns,
                         GError **error)
{
  SyExportColumn column;

  g_return_val_if_fail (source != NULL && columns != NULL, FALSE);

  if (columns[0] == NULL)
    {
      g_set_error (error, SY_EXPORT_ERROR, SY_EXPORT_ERROR_COLUMN, "name at least one column");
      return FALSE;
    }
  for (gsize i = 0; columns[i] != NULL; i++)
    if (!sy_export_column_find (source, columns[i], &column, error))
      return FALSE;
  return TRUE;
}
