/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands on accounts share. */
#include "config.h"

#include "sy-cli-account.h"

#include <math.h>
#include <string.h>

void
sy_cli_roll_up_clear (SyCliRollUp *self)
{
  g_clear_pointer (&self->by, g_free);
  g_clear_pointer (&self->roles, g_strfreev);
  g_clear_pointer (&self->other, g_free);
}

SyModel *
sy_cli_roll_up_apply_roles (const SyCliRollUp *self,
                            const SyModel *model,
                            GError **error)
{
  g_autoptr (SyModel) copy = sy_model_copy (model);
  SyAccountSpec *spec = &copy->account;

  if (!sy_cli_parse_number ("--other-role", self->other, &spec->other_weight, error))
    return NULL;
  for (char **role = self->roles; role != NULL && *role != NULL; role++)
    {
      const char *equal = strrchr (*role, '=');
      SyRoleWeight weight = { NULL, 0 };

      if (equal == NULL || equal == *role ||
          !sy_cli_parse_number ("--role", equal + 1, &weight.weight, NULL))
        {
          g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                       "--role: “%s” is no NAME=WEIGHT such as champion=2", *role);
          return NULL;
        }
      weight.role = g_strndup (*role, (gsize) (equal - *role));
      spec->roles = g_renew (SyRoleWeight, spec->roles, spec->n_roles + 1);
      /* Before those of the model: the first of a name counts. */
      memmove (spec->roles + 1, spec->roles, spec->n_roles * sizeof *spec->roles);
      spec->roles[0] = weight;
      spec->n_roles++;
    }
  sy_roll_up_drop_reference (spec, &model->account);
  return g_steal_pointer (&copy);
}

void
sy_cli_roll_up_note (SyCli *cli,
                     const SyModel *model,
                     const SyAccountSpec *spec)
{
  if (model->account.scale.n_reference > 0 && !sy_roll_up_equal (&model->account, spec))
    sy_cli_note (cli, "the percentile scale of accounts in the model “%s” is frozen for another way "
                      "to roll up: accounts are ranked among those scored here",
                 model->name);
}

gboolean
sy_cli_roll_up_parse (const char *by,
                      const SyModel *model,
                      SyAccountSpec *out_spec,
                      GError **error)
{
  static const char *const names[] = { "sum", "mean", "max", "top", "role", NULL };
  guint top = 0;

  if (by == NULL)
    {
      sy_roll_up_get_own (model, out_spec);
      return TRUE;
    }
  *out_spec = model->account;
  if (g_str_has_prefix (by, "top:"))
    {
      out_spec->kind = SY_ROLL_UP_TOP;
      if (!sy_cli_parse_count ("--by", by + strlen ("top:"), 1, G_MAXINT32, &top, error))
        return FALSE;
      out_spec->top = (int) top;
      return TRUE;
    }
  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (by, names[i]) == 0)
      out_spec->kind = (SyRollUp) (SY_ROLL_UP_SUM + i);
  if (strcmp (by, "role") == 0 && out_spec->n_roles == 0)
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                   "--by role: the model gives no weights of roles; give them with --role NAME=WEIGHT");
      return FALSE;
    }
  if (g_strv_contains (names, by) && strcmp (by, "top") != 0)
    return TRUE;
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
               "--by: “%s” is not sum, mean, max, top:K (such as top:3) or role", by);
  return FALSE;
}

gboolean
sy_cli_check_accounts (gsize n_accounts,
                       GError **error)
{
  if (n_accounts == 0)
    g_set_error_literal (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                         "the project has no accounts: import them with “import --kind accounts”, or with "
                         "the role account= of a column of events");
  return n_accounts > 0;
}

void
sy_cli_accounts_clear (SyCliAccounts *self)
{
  sy_cli_run_clear (&self->run);
  g_clear_pointer (&self->model, sy_model_unref);
  g_clear_pointer (&self->map, sy_account_map_unref);
}

gboolean
sy_cli_accounts_open (SyCli *cli,
                      const char *path,
                      const char *model,
                      const char *version,
                      const char *as_of,
                      const SyCliRollUp *roll_up,
                      SyCliAccounts *out_accounts,
                      GError **error)
{
  SyCliAccounts *self = out_accounts;

  if (!sy_cli_run_open (cli, path, SY_PROJECT_READ_ONLY, model, version, as_of, &self->run, error))
    return FALSE;
  self->model = sy_cli_roll_up_apply_roles (roll_up, self->run.chosen.model, error);
  if (self->model == NULL || !sy_cli_roll_up_parse (roll_up->by, self->model, &self->spec, error))
    return FALSE;
  sy_cli_roll_up_note (cli, self->run.chosen.model, &self->spec);
  self->map = sy_account_map_load (self->run.project, self->run.log, error);
  if (self->map == NULL)
    return FALSE;
  return sy_cli_check_accounts (sy_account_map_get_n_accounts (self->map), error);
}

void
sy_cli_account_state_clear (SyCliAccountState *self)
{
  g_clear_pointer (&self->scores, sy_account_scores_free);
  g_clear_pointer (&self->figures, g_free);
  g_clear_pointer (&self->members, sy_account_members_free);
}

gboolean
sy_cli_account_state_compute (SyCli *cli,
                              const SyCliAccounts *accounts,
                              gint64 as_of,
                              SyCliAccountState *out_state,
                              GError **error)
{
  SyEventLog *log = accounts->run.log;
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, as_of);
  g_autoptr (SyScores) people = sy_scorer_score (scorer, accounts->model, cli->cancellable, error);

  if (people == NULL)
    return FALSE;
  out_state->members = sy_account_members_new (accounts->map, as_of);
  out_state->figures = sy_account_figures_new (log, out_state->members,
                                               &accounts->model->account.inputs);
  out_state->scores = sy_account_scores_new (log, out_state->members, out_state->figures,
                                             accounts->model, &accounts->spec, people);
  return TRUE;
}

static SyCondition *
parse_condition (const char *text)
{
  static const SyOperator operators[] = { SY_OPERATOR_NOT_EQUAL, SY_OPERATOR_AT_MOST,
                                          SY_OPERATOR_AT_LEAST, SY_OPERATOR_EQUAL,
                                          SY_OPERATOR_LESS, SY_OPERATOR_MORE };
  const char *at = strpbrk (text, "!<>=");
  g_autofree char *field = at == NULL ? NULL : g_strchomp (g_strndup (text, (gsize) (at - text)));

  for (gsize i = 0; field != NULL && *field != '\0' && i < G_N_ELEMENTS (operators); i++)
    {
      const char *name = sy_operator_get_name (operators[i]);
      g_autoptr (SyCondition) test = NULL;
      g_autofree char *value = NULL;
      double number;

      if (!g_str_has_prefix (at, name))
        continue;
      test = sy_condition_new_test (field, operators[i]);
      value = g_strstrip (g_strdup (at + strlen (name)));
      if (sy_number_parse (value, strlen (value), &number))
        sy_condition_add_number (test, number);
      else if (operators[i] == SY_OPERATOR_EQUAL || operators[i] == SY_OPERATOR_NOT_EQUAL)
        sy_condition_add_text (test, value);
      else
        return NULL;
      return g_steal_pointer (&test);
    }
  return NULL;
}

SyCondition *
sy_cli_parse_conditions (char *const *texts,
                         GError **error)
{
  g_autoptr (SyCondition) all = sy_condition_new (SY_CONDITION_ALL);

  for (; texts != NULL && *texts != NULL; texts++)
    {
      SyCondition *test = parse_condition (*texts);

      if (test == NULL)
        {
          g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                       "--where: “%s” is no condition such as seat_use>=0.5 or billing=overdue "
                       "(figures are " SY_ACCOUNT_FIELDS ")",
                       *texts);
          return NULL;
        }
      sy_condition_add_child (all, test);
    }
  return g_steal_pointer (&all);
}

const char *
sy_cli_get_account_band (const SyModel *model,
                         guint8 band)
{
  const GPtrArray *bands = model->account.bands->len > 0 ? model->account.bands : model->bands;

  return band == SY_BAND_NONE ? NULL : ((const SyBand *) bands->pdata[band])->name;
}
