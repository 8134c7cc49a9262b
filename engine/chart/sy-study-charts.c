/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The charts of a study, by name. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sy-study.h"

typedef SyChart *(*MakeFunc) (const SyStudy *self);

static const SyFigures *
figures_of (const SyStudy *self)
{
  const SyBacktestOrigin *reported = sy_study_get_reported (self);

  return reported != NULL ? reported->figures : NULL;
}

static const SyFigures *
published_of (const SyStudy *self)
{
  const SyBacktestOrigin *reported = sy_study_get_reported (self);

  return reported != NULL ? reported->published : NULL;
}

/* A chart whose only content is that it could not be made. */
static SyChart *
make_empty_ribbon (const char *title)
{
  SyChartRibbonInfo info = { .title = title };

  return sy_chart_ribbon_new (&info);
}

static SyChart *
make_distribution (const SyStudy *self)
{
  return sy_chart_distribution_from_tuning (self->tuning, self->version);
}

static SyChart *
make_bands (const SyStudy *self)
{
  return sy_chart_bands_from_tuning (self->tuning, self->model->outcome.name, self->zone,
                                     self->version);
}

static SyChart *
make_drift (const SyStudy *self)
{
  SyChartMarks marks;
  g_autofree SyChartNote *notes = sy_chart_notes_from (self->notes, &marks);

  if (self->timeline == NULL)
    return make_empty_ribbon ("Score over time");
  return sy_chart_ribbon_from_timeline (self->timeline, self->model, self->zone, &marks);
}

static SyChart *
make_shares (const SyStudy *self)
{
  SyChartMarks marks;
  g_autofree SyChartNote *notes = sy_chart_notes_from (self->notes, &marks);

  if (self->timeline == NULL)
    return make_empty_ribbon ("Share of the bands over time");
  return sy_chart_shares_from_timeline (self->timeline, self->zone, &marks);
}

static SyChart *
make_psi (const SyStudy *self)
{
  SyChartMarks marks;
  g_autofree SyChartNote *notes = sy_chart_notes_from (self->notes, &marks);

  if (self->timeline == NULL)
    return make_empty_ribbon ("Population stability (PSI)");
  return sy_chart_psi_from_timeline (self->timeline, self->zone, &marks);
}

static SyChart *
make_shift (const SyStudy *self)
{
  if (self->drift == NULL)
    return make_empty_ribbon ("Points shift");
  return sy_chart_shift_from_drift (self->drift, self->zone);
}

static SyChart *
make_migration (const SyStudy *self)
{
  if (self->drift == NULL)
    return make_empty_ribbon ("Band migration");
  return sy_chart_migration_from_drift (self->drift, self->zone);
}

static SyChart *
make_roc (const SyStudy *self)
{
  return sy_chart_roc_from_figures (figures_of (self), published_of (self), self->version);
}

static SyChart *
make_gain (const SyStudy *self)
{
  return sy_chart_gain_from_figures (figures_of (self), published_of (self),
                                     self->model->outcome.direction, self->version);
}

static SyChart *
make_lift (const SyStudy *self)
{
  return sy_chart_lift_from_figures (figures_of (self), published_of (self),
                                     self->model->outcome.direction, self->version);
}

static SyChart *
make_reliability (const SyStudy *self)
{
  return sy_chart_reliability_from_figures (figures_of (self));
}

static SyChart *
make_precision (const SyStudy *self)
{
  return sy_chart_precision_from_figures (figures_of (self), self->model->outcome.direction,
                                          sy_model_get_warning_threshold (self->model));
}

static SyChart *
make_auc (const SyStudy *self)
{
  SyChartAucInfo nothing = { .title = "AUC by origin" };
  SyChartMarks marks;
  g_autofree SyChartNote *notes = sy_chart_notes_from (self->notes, &marks);

  if (self->backtest == NULL)
    return sy_chart_auc_new (&nothing);
  return sy_chart_auc_from_backtest (self->backtest, self->zone, self->version, &marks);
}

static SyChart *
make_lead (const SyStudy *self)
{
  return sy_chart_lead_from_lead_time (self->lead);
}

static SyChart *
make_survival (const SyStudy *self)
{
  return sy_chart_survival_from_times (self->times);
}

static SyChart *
make_cohorts (const SyStudy *self)
{
  return sy_chart_heat_from_cohorts (self->cohorts);
}

static const struct
{
  const char *name;
  SyStudyParts parts;
  MakeFunc make;
} charts[] = {
  { "distribution", SY_STUDY_TUNING, make_distribution },
  { "bands", SY_STUDY_TUNING, make_bands },
  { "roc", SY_STUDY_BACKTEST, make_roc },
  { "gain", SY_STUDY_BACKTEST, make_gain },
  { "lift", SY_STUDY_BACKTEST, make_lift },
  { "reliability", SY_STUDY_BACKTEST, make_reliability },
  { "precision", SY_STUDY_BACKTEST, make_precision },
  { "auc", SY_STUDY_BACKTEST, make_auc },
  { "lead-time", SY_STUDY_LEAD, make_lead },
  { "survival", SY_STUDY_FOLLOW_UP, make_survival },
  { "cohorts", SY_STUDY_FOLLOW_UP, make_cohorts },
  { "drift", SY_STUDY_TIMELINE, make_drift },
  { "shares", SY_STUDY_TIMELINE, make_shares },
  { "psi", SY_STUDY_TIMELINE, make_psi },
  { "points-shift", SY_STUDY_DRIFT, make_shift },
  { "migration", SY_STUDY_DRIFT, make_migration },
};

const char *const *
sy_study_chart_names (void)
{
  static const char *const names[] = { "distribution", "bands", "roc", "gain",
                                       "lift", "reliability", "precision", "auc",
                                       "lead-time", "survival", "cohorts",
                                       "drift", "shares", "psi", "points-shift",
                                       "migration", NULL };

  G_STATIC_ASSERT (G_N_ELEMENTS (names) == G_N_ELEMENTS (charts) + 1);
  return names;
}

static int
find_chart (const char *name,
            GError **error)
{
  g_autofree char *known = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (charts); i++)
    if (g_str_equal (charts[i].name, name))
      return (int) i;
  known = g_strjoinv (", ", (char **) sy_study_chart_names ());
  g_set_error (error, SY_CHART_ERROR, SY_CHART_ERROR_NAME, "there is no chart “%s”; there are %s",
               name, known);
  return -1;
}

gboolean
sy_study_chart_parts (const char *name,
                      SyStudyParts *out_parts,
                      GError **error)
{
  int i;

  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (out_parts != NULL, FALSE);

  i = find_chart (name, error);
  if (i >= 0)
    *out_parts = charts[i].parts;
  return i >= 0;
}

SyChart *
sy_study_chart (const SyStudy *self,
                const char *name,
                GError **error)
{
  int i;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  i = find_chart (name, error);
  if (i < 0)
    return NULL;
  g_return_val_if_fail (!(charts[i].parts & SY_STUDY_TUNING) || self->tuning != NULL, NULL);
  return charts[i].make (self);
}
