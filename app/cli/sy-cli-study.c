/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli-study.h"

#define MAX_ERRORS 1000 /* pages of a report are read */

void
sy_cli_study_options_clear (SyCliStudyOptions *self)
{
  g_free (self->as_of);
  g_free (self->reference);
  g_free (self->output);
  g_free (self->model);
  g_free (self->version);
  g_free (self->compare);
  g_free (self->by);
  g_free (self->errors);
  g_free (self->tuned_until);
}

SyStudy *
sy_cli_study (SyCli *cli,
              const char *path,
              const SyCliStudyOptions *options,
              SyStudyParts parts,
              SyCliRun *out_run,
              GError **error)
{
  g_auto (SyCliModel) compared = { 0 };
  g_autoptr (SyReference) reference = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GPtrArray) labels = NULL;
  g_autofree char *version = NULL;
  SyStudyOptions study_options = SY_STUDY_OPTIONS_INIT;
  guint n_errors = 0;

  if (!sy_cli_parse_count ("--errors", options->errors, 1, MAX_ERRORS, &n_errors, error) ||
      !sy_cli_run_open (cli, path, SY_PROJECT_READ_ONLY, options->model, options->version,
                        options->as_of, out_run, error))
    return NULL;
  if (options->compare != NULL)
    {
      if (!sy_cli_load_model (out_run->project, options->model, options->compare, &compared, error))
        return NULL;
      version = sy_cli_describe_version (compared.version);
    }
  if (out_run->chosen.reference != NULL)
    {
      reference = sy_reference_from_json (out_run->chosen.reference, -1, error);
      if (reference == NULL)
        return NULL;
    }
  if (options->reference != NULL)
    {
      if (!sy_cli_parse_as_of (out_run, options->reference, &study_options.reference_as_of, error))
        return NULL;
      /* Bins frozen at another date are not those of this one. */
      if (reference != NULL && reference->as_of != study_options.reference_as_of)
        g_clear_pointer (&reference, sy_reference_unref);
    }
  if (options->tuned_until != NULL &&
      !sy_cli_parse_as_of (out_run, options->tuned_until, &study_options.tuned_until, error))
    return NULL;
  study_options.as_of = out_run->as_of;
  study_options.parts = parts;
  study_options.published = compared.model;
  study_options.version = version;
  study_options.by = options->by;
  study_options.reference = reference;
  notes = sy_project_list_notes (out_run->project, error);
  if (notes == NULL)
    return NULL;
  study_options.notes = notes;
  labels = sy_project_list_error_labels (out_run->project, out_run->chosen.name, error);
  if (labels == NULL)
    return NULL;
  study_options.n_errors = n_errors;
  study_options.error_labels = labels;
  sy_cli_start (cli, "computing");
  return sy_study_run (out_run->log, out_run->chosen.model, &study_options, cli->cancellable,
                       sy_cli_show_progress, cli, error);
}
