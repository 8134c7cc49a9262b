/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-spec.h"

#include <math.h>
#include <string.h>

#include "sy-chart-text-private.h"
#include "sy-report-private.h"
#include "sy-spec-private.h"

typedef struct
{
  const SyModel *model;
  gint64 number; /* of its version, 0 for the draft */
  SyZone *zone;
  char *project_name;
  GPtrArray *versions;    /* SyModelVersion, oldest first */
  GPtrArray *types;       /* SyTypeEntry */
  GPtrArray *clean_rules; /* SyCleanRuleRecord */
  SyConsentRule *consent; /* or NULL */
  SyModelCare *care;
  GPtrArray *reviews; /* SyDraftReview, oldest first */
  GPtrArray *due;     /* SyDue */
} Spec;

static void
clear_spec (Spec *self)
{
  g_free (self->project_name);
  g_clear_pointer (&self->versions, g_ptr_array_unref);
  g_clear_pointer (&self->types, g_ptr_array_unref);
  g_clear_pointer (&self->clean_rules, g_ptr_array_unref);
  g_clear_pointer (&self->consent, sy_consent_rule_free);
  g_clear_pointer (&self->care, sy_model_care_free);
  g_clear_pointer (&self->reviews, g_ptr_array_unref);
  g_clear_pointer (&self->due, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Spec, clear_spec)

static gboolean
read_project (Spec *self,
              SyProject *project,
              gint64 model_id,
              GCancellable *cancellable,
              GError **error)
{
  self->zone = sy_project_get_zone (project);
  self->project_name = g_path_get_basename (sy_project_get_path (project));
  self->consent = sy_project_get_consent (project);
  self->versions = sy_project_list_versions (project, model_id, error);
  if (self->versions == NULL)
    return FALSE;
  self->types = sy_project_list_types (project, cancellable, error);
  if (self->types == NULL)
    return FALSE;
  self->clean_rules = sy_project_list_clean_rules (project, error);
  if (self->clean_rules == NULL)
    return FALSE;
  self->care = sy_project_get_care (project, model_id, error);
  if (self->care == NULL)
    return FALSE;
  self->reviews = sy_project_list_reviews (project, model_id, error);
  if (self->reviews == NULL)
    return FALSE;
  /* The same project gives the same document: no clock is read, and no note has come. */
  self->due = sy_due_list (project, model_id, 0, NULL, error);
  return self->due != NULL;
}

static char *
date_of_ms (const Spec *spec,
            gint64 ms)
{
  return sy_text_day (sy_zone_day (spec->zone, ms / 1000));
}

/* "version 2, of 3 May 2024", or what the draft is. */
static char *
describe_state (const Spec *spec)
{
  for (guint i = 0; i < spec->versions->len; i++)
    {
      const SyModelVersion *version = spec->versions->pdata[i];

      if (version->number == spec->number)
        {
          g_autofree char *date = date_of_ms (spec, version->published_at_ms);

          return g_strdup_printf ("version %" G_GINT64_FORMAT ", published %s by %s",
                                  version->number, date, version->author);
        }
    }
  return g_strdup (spec->versions->len > 0 ? "draft of the next version" : "draft");
}

static void
add_purpose (SyDocument *document,
             const Spec *spec)
{
  const SyModel *model = spec->model;
  SyBlock *facts = sy_document_add_facts (document);

  if (model->description != NULL && *model->description != '\0')
    sy_block_take_row (facts, g_strdup ("What for"), g_strdup (model->description));
  sy_block_take_row (facts, g_strdup ("State"), describe_state (spec));
  sy_block_take_row (facts, g_strdup ("Population"),
                     sy_report_describe_population (&model->population));
  if (model->outcome.kind != SY_OUTCOME_NONE)
    sy_block_take_row (facts, g_strdup ("Outcome"),
                       g_strdup (model->outcome.name != NULL ? model->outcome.name : ""));
  sy_block_take_row (facts,
                     g_strdup (model->outcome.kind != SY_OUTCOME_NONE ? "" : "Outcome"),
                     sy_report_describe_outcome (&model->outcome));
  sy_block_take_row (facts, g_strdup ("Project"), g_strdup (spec->project_name));
  sy_block_take_row (facts, g_strdup ("Model SHA-256"), sy_model_sha256 (model));
}

/* "frequency", and whether it is bad news. */
static char *
describe_part (const Spec *spec,
               const SyRuleGroup *group,
               const SyRule *rule)
{
  const char *name = sy_component_line_get_name (sy_rule_get_component_line (rule));

  return g_strconcat (name, sy_rule_is_friction (rule, group, spec->types) ? ", friction" : "",
                      NULL);
}

static void
add_rules (SyDocument *document,
           const Spec *spec)
{
  const SyModel *model = spec->model;
  SyBlock *table;

  sy_document_add_heading (document, 1, "What gives points");
  if (sy_model_get_n_rules (model) == 0)
    {
      sy_document_take_text (document, g_strdup ("The model has no rules."));
      return;
    }
  sy_document_take_text (
      document, g_strdup ("Points of a rule: its weight times what is measured. Events before the "
                          "date count, the others do not."));
  table = sy_document_add_table (document, "Rule", 1.9, 't', "What counts", 3.4, 't', "Part", 1.0,
                                 't', "Weight", 0.8, 'n', "Points limited", 1.1, 'n', NULL);
  for (guint i = 0; i < model->groups->len; i++)
    {
      const SyRuleGroup *group = sy_model_get_group (model, i);
      g_autofree char *heading = sy_report_describe_group (group);

      sy_block_add_row_heading (table, heading);
      for (guint j = 0; j < group->rules->len; j++)
        {
          const SyRule *rule = sy_rule_group_get_rule (group, j);

          sy_block_take_row (table, g_strdup (sy_rule_get_label (rule)), sy_rule_describe (rule),
                             describe_part (spec, group, rule), sy_report_describe_weight (rule),
                             sy_report_describe_limits (rule->points_min, rule->points_max));
        }
    }
}

static void
collect (GHashTable *names,
         char **types)
{
  for (char **type = types; type != NULL && *type != NULL; type++)
    g_hash_table_add (names, *type);
}

static void
collect_counted (SyPersonTest *test,
                 gpointer names)
{
  collect (names, test->types);
}

/* The types that the model names. */
static GHashTable *
collect_types (const SyModel *model)
{
  GHashTable *names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < model->groups->len; i++)
    {
      const SyRuleGroup *group = sy_model_get_group (model, i);

      for (guint j = 0; j < group->rules->len; j++)
        {
          const SyRule *rule = sy_rule_group_get_rule (group, j);

          collect (names, rule->types);
          collect (names, rule->first);
          collect (names, rule->unless);
          collect (names, rule->per.types);
          sy_condition_foreach_person (rule->only_if, collect_counted, names);
        }
    }
  collect (names, model->outcome.types);
  collect (names, model->population.types);
  return names;
}

/* "also “buy”, “sale”", or "". */
static char *
list_aliases (const Spec *spec,
              const char *name)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < spec->types->len; i++)
    {
      const SyTypeEntry *entry = spec->types->pdata[i];

      if (g_strcmp0 (entry->canonical, name) == 0)
        g_string_append_printf (text, "%s“%s”", text->len > 0 ? ", " : "also ", entry->name);
    }
  return g_string_free (text, FALSE);
}

static char *
describe_type (const Spec *spec,
               const SyTypeEntry *entry)
{
  g_autofree char *aliases = list_aliases (spec, entry->name);
  g_autofree char *cadence = isfinite (entry->cadence_days)
                                 ? sy_text_value (entry->cadence_days, ",")
                                 : NULL;
  GString *text = g_string_new (entry->meaning);

  if (*aliases != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", aliases);
  if (cadence != NULL)
    g_string_append_printf (text, "%ssilent for %s days at most", text->len > 0 ? "; " : "",
                            cadence);
  if (entry->is_muted)
    g_string_append_printf (text, "%smuted: gives nothing", text->len > 0 ? "; " : "");
  return g_string_free (text, FALSE);
}

static void
add_types (SyDocument *document,
           const Spec *spec)
{
  g_autoptr (GHashTable) names = collect_types (spec->model);
  SyBlock *table;

  sy_document_add_heading (document, 1, "Events");
  table = sy_document_add_table (document, "Event type", 1.5, 't', "Meaning", 3.0, 't', "Category",
                                 1.0, 't', "Channel", 0.9, 't', "Owner", 1.0, 't', NULL);
  for (guint i = 0; i < spec->types->len; i++)
    {
      const SyTypeEntry *entry = spec->types->pdata[i];
      const char *category = sy_type_category_get_name (entry->category);

      if (entry->canonical == NULL && g_hash_table_remove (names, entry->name))
        sy_block_take_row (table, g_strdup (entry->name), describe_type (spec, entry),
                           g_strdup (category != NULL ? category : ""),
                           g_strdup (entry->channel != NULL ? entry->channel : ""),
                           g_strdup (entry->owner != NULL ? entry->owner : ""));
    }
  if (g_hash_table_size (names) > 0)
    {
      g_autoptr (GList) missing = g_list_sort (g_hash_table_get_keys (names),
                                               (GCompareFunc) strcmp);
      g_autoptr (GString) text = g_string_new ("Named by the model, and not in the data: ");

      for (GList *name = missing; name != NULL; name = name->next)
        g_string_append_printf (text, "%s%s", (const char *) name->data,
                                name->next != NULL ? ", " : ".");
      sy_document_take_note (document, g_string_free (g_steal_pointer (&text), FALSE));
    }
}

static void
add_exclusions (SyDocument *document,
                const Spec *spec)
{
  SyBlock *facts;

  sy_document_add_heading (document, 1, "What is left out");
  if (spec->clean_rules->len == 0 && spec->consent == NULL)
    {
      sy_document_take_text (document, g_strdup ("Nothing: every event of everyone counts."));
      return;
    }
  facts = sy_document_add_facts (document);
  for (guint i = 0; i < spec->clean_rules->len; i++)
    {
      const SyCleanRuleRecord *record = spec->clean_rules->pdata[i];
      g_autoptr (SyCleanRule) rule = sy_clean_rule_from_json (record->json, NULL);
      g_autofree char *what = rule != NULL ? sy_clean_rule_describe (rule)
                                           : g_strdup (record->json);
      g_autofree char *n = sy_text_count ((guint64) record->n_events, ",");

      sy_block_take_row (facts, g_strdup (record->name),
                         g_strdup_printf ("%s (%s events)", what, n));
    }
  if (spec->consent != NULL)
    {
      g_autofree char *refusals = g_strjoinv ("” or “", spec->consent->refusals);

      sy_block_take_row (facts, g_strdup ("Consent"),
                         g_strdup_printf ("people whose attribute %s is “%s”",
                                          spec->consent->attribute, refusals));
    }
}

static const char *
owner_or_nobody (const char *owner)
{
  return owner != NULL ? owner : "nobody yet";
}

static char *
describe_cadence (const Spec *spec,
                  SyCheckupKind kind,
                  int days)
{
  for (guint i = 0; i < spec->due->len; i++)
    {
      const SyDue *due = spec->due->pdata[i];

      if (due->kind == kind)
        {
          g_autofree char *day = sy_text_day (due->due_day);

          return g_strdup_printf ("every %d days, next on %s", days, day);
        }
    }
  return days > 0 ? g_strdup_printf ("every %d days once it is published", days)
                  : g_strdup ("at no fixed time");
}

/* A limit that somebody set; 1 is none. */
static void
add_limit (SyBlock *facts,
           const char *title,
           double share,
           double usual)
{
  if (fabs (share - usual) > 0)
    sy_block_take_row (facts, g_strdup (title),
                       share < 1 ? sy_text_percent (share, 0) : g_strdup ("no limit"));
}

static void
add_care (SyDocument *document,
          const Spec *spec)
{
  static const char *const titles[SY_N_OWNER_PARTS] = { "Owner of the taxonomy",
                                                        "Owner of the logic", "Owner of the data",
                                                        "Owner of the activation",
                                                        "Owner of compliance" };
  const SyModelCare *care = spec->care;
  SyBlock *facts;

  sy_document_add_heading (document, 1, "Who looks after it");
  facts = sy_document_add_facts (document);
  for (int i = 0; i < SY_N_OWNER_PARTS; i++)
    sy_block_take_row (facts, g_strdup (titles[i]), g_strdup (owner_or_nobody (care->owners[i])));
  sy_block_take_row (facts, g_strdup ("Review"),
                     describe_cadence (spec, SY_CHECKUP_REVIEW, care->review_days));
  sy_block_take_row (facts, g_strdup ("Recalibration"),
                     describe_cadence (spec, SY_CHECKUP_RECALIBRATION, care->recalibration_days));
  if (!isnan (care->min_auc))
    sy_block_take_row (facts, g_strdup ("Lowest AUC"), sy_text_value (care->min_auc, ","));
  if (!isnan (care->min_lift))
    sy_block_take_row (facts, g_strdup ("Lowest lift"), sy_text_value (care->min_lift, ","));
  add_limit (facts, "Largest share of people in the highest band", care->max_high, SY_OCCUPANCY_MAX_HIGH);
  add_limit (facts, "Largest share of people in another band", care->max_share, SY_OCCUPANCY_MAX_SHARE);
}

/* "Ana; reviewed by Bo" */
static char *
describe_authors (const Spec *spec,
                  const SyModelVersion *version)
{
  const SyDraftReview *review = sy_draft_reviews_find_version (spec->reviews, version->number);

  return review != NULL ? g_strdup_printf ("%s; reviewed by %s", version->author,
                                           review->decided_by)
                        : g_strdup (version->author);
}

/* What a version changed, against the one it follows. */
static char *
describe_changes (const Spec *spec,
                  const SyModelVersion *version)
{
  g_autoptr (SyModel) model = sy_model_from_json (version->json, -1, NULL);
  g_autoptr (SyModel) parent = NULL;
  g_auto (GStrv) changes = NULL;

  for (guint i = 0; i < spec->versions->len; i++)
    {
      const SyModelVersion *other = spec->versions->pdata[i];

      if (other->number == version->parent)
        parent = sy_model_from_json (other->json, -1, NULL);
    }
  if (model == NULL || parent == NULL)
    return g_strdup ("the first version");
  changes = sy_model_diff (parent, model);
  return changes[0] != NULL ? g_strjoinv ("; ", changes) : g_strdup ("no change");
}

static void
add_history (SyDocument *document,
             const Spec *spec)
{
  SyBlock *table;

  sy_document_add_heading (document, 1, "History");
  if (spec->versions->len == 0)
    {
      sy_document_take_text (document, g_strdup ("Not published yet."));
      return;
    }
  table = sy_document_add_table (document, "Version", 0.7, 'n', "Published", 1.1, 't', "By", 1.0,
                                 't', "Why", 2.0, 't', "What changed", 3.4, 't', NULL);
  for (guint i = spec->versions->len; i > 0; i--)
    {
      const SyModelVersion *version = spec->versions->pdata[i - 1];

      sy_block_take_row (table, g_strdup_printf ("%" G_GINT64_FORMAT, version->number),
                         date_of_ms (spec, version->published_at_ms), describe_authors (spec, version),
                         g_strdup (version->reason), describe_changes (spec, version));
    }
}

static gboolean
has_format (const char *path)
{
  static const char *const suffixes[] = { ".md", ".html", ".htm", ".pdf" };
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (lower, suffixes[i]))
      return TRUE;
  return FALSE;
}

gboolean
sy_spec_write (const char *path,
               SyProject *project,
               gint64 model_id,
               const SyModel *model,
               gint64 number,
               GCancellable *cancellable,
               GError **error)
{
  g_auto (Spec) spec = { .model = model, .number = number };
  g_autoptr (SyDocument) document = NULL;

  g_return_val_if_fail (path != NULL && project != NULL && model != NULL, FALSE);

  if (!has_format (path))
    {
      g_set_error (error, SY_CHART_ERROR, SY_CHART_ERROR_FORMAT,
                   "%s: the file name must end in .md, .html or .pdf", path);
      return FALSE;
    }
  if (!read_project (&spec, project, model_id, cancellable, error))
    return FALSE;
  document = sy_document_new (model->name, "Scoring specification",
                              "made with Steelyard " PACKAGE_VERSION);
  add_purpose (document, &spec);
  add_rules (document, &spec);
  sy_spec_add_bands (document, model);
  sy_spec_add_stages (document, model);
  sy_spec_add_accounts (document, model);
  add_types (document, &spec);
  add_exclusions (document, &spec);
  add_care (document, &spec);
  add_history (document, &spec);
  return sy_document_write (document, path, error);
}
