/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-template.h"

#include <math.h>
#include <string.h>

#include "core/sy-core.h"
#include "stats/sy-stats.h"
#include "sy-template-resource.h"

/*
 * A template is a model document in which event types are roles: "@purchase". Which type has which
 * role is told by the words of its name; of several roles the first of this table counts, so that
 * "order_cancelled" is no purchase.
 */
static const struct
{
  const char *role;
  const char *words; /* beginnings of words */
} roles[] = {
  { "unsubscribe", "unsubscri optout opt_out spam" },
  { "failure", "fail declin dunning overdue bounce" },
  { "refund", "refund return chargeback" },
  { "cancel", "cancel churn downgrad withdraw terminat expir" },
  { "cart", "cart basket wishlist" },
  { "content", "download whitepaper ebook webinar form survey" },
  { "ask", "demo quote pricing contact meeting enquiry inquiry appointment" },
  { "signup", "signup signed_up regist trial enrol onboard subscrib" },
  { "renewal", "renew" },
  { "ticket", "ticket complain support issue nps_detractor" },
  { "offer", "coupon promo offer voucher redeem discount" },
  { "click", "click" },
  { "open", "open" },
  { "delivery", "deliver sent send receiv campaign newsletter impression" },
  { "purchase", "purchas order transact buy bought sale checkout payment paid invoice" },
  { "login", "login logon signin signed_in session" },
  { "feature", "feature use used usage activ creat upload invite share export complet submit" },
  { "view", "view page visit brows search product" },
};

static const SyTemplate templates[] = {
  { "behavior", "Behavior score", "Who shows intent now: visits, carts, purchases, messages, friction." },
  { "engagement", "Engagement score", "Who is still with us, by channel, with silence and friction." },
  { "segments", "Value segments", "Who is worth most: recency, frequency and money of purchases." },
  { "account", "Account health", "Which accounts may leave: adoption, support, billing, silence." },
  { "lead", "Lead behavior", "Which leads to call: pages, content, messages, in letters A to D." },
  { "churn", "Churn risk", "Who is leaving: silence, falling use, friction; high is bad." },
  { "activation", "Activation", "Who makes the first steps: milestones and habit of new people." },
};

const SyTemplate *
sy_template_list (gsize *out_n)
{
  *out_n = G_N_ELEMENTS (templates);
  return templates;
}

/* "Order Completed" and "orderCompleted" become "_order_completed". */
static char *
split_words (const char *type)
{
  GString *words = g_string_new ("_");

  for (const char *p = type; *p != '\0'; p++)
    {
      if (g_ascii_isupper (*p) && p > type && g_ascii_islower (p[-1]))
        g_string_append_c (words, '_');
      g_string_append_c (words, g_ascii_isalnum (*p) || (guchar) *p >= 0x80 ? g_ascii_tolower (*p)
                                                                            : '_');
    }
  return g_string_free (words, FALSE);
}

const char *
sy_template_find_role (const char *type)
{
  g_autofree char *words = split_words (type);

  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_auto (GStrv) beginnings = g_strsplit (roles[i].words, " ", -1);

      for (gsize j = 0; beginnings[j] != NULL; j++)
        {
          g_autofree char *wanted = g_strconcat ("_", beginnings[j], NULL);

          if (strstr (words, wanted) != NULL)
            return roles[i].role;
        }
    }
  return NULL;
}

/* The types of each role, "@role" as key. */
static GHashTable *
find_types (SyEventLog *log)
{
  GHashTable *types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < sy_event_log_get_n_types (log); i++)
    {
      const char *name = sy_event_log_get_type_name (log, i);
      const char *role = sy_template_find_role (name);
      g_autofree char *key = g_strconcat ("@", role, NULL);
      GPtrArray *names = role == NULL ? NULL : g_hash_table_lookup (types, key);

      if (role != NULL && names == NULL)
        {
          names = g_ptr_array_new ();
          g_hash_table_insert (types, g_steal_pointer (&key), names);
        }
      if (role != NULL)
        g_ptr_array_add (names, (gpointer) name);
    }
  return types;
}

/* Puts types in the place of roles; whether any is left. */
static gboolean
adapt_types (char ***list,
             GHashTable *types)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  if (*list == NULL)
    return TRUE;
  for (gsize i = 0; (*list)[i] != NULL; i++)
    {
      const GPtrArray *found = g_hash_table_lookup (types, (*list)[i]);

      for (guint j = 0; found != NULL && j < found->len; j++)
        g_ptr_array_add (names, g_strdup (found->pdata[j]));
    }
  g_ptr_array_add (names, NULL);
  g_strfreev (*list);
  *list = (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
  return (*list)[0] != NULL;
}

typedef struct
{
  GHashTable *types;
  gboolean fits;
} Adapting;

static void
adapt_test (SyPersonTest *test,
            gpointer user_data)
{
  Adapting *adapting = user_data;

  adapting->fits = adapt_types (&test->types, adapting->types) && adapting->fits;
}

static void
adapt_groups (SyModel *model,
              GHashTable *types,
              GPtrArray *notes)
{
  for (guint g = model->groups->len; g-- > 0;)
    {
      SyRuleGroup *group = sy_model_get_group (model, g);

      for (guint r = group->rules->len; r-- > 0;)
        {
          SyRule *rule = sy_rule_group_get_rule (group, r);
          gboolean fits = adapt_types (&rule->types, types);
          Adapting adapting;

          fits = adapt_types (&rule->first, types) && fits;
          fits = adapt_types (&rule->unless, types) && fits;
          fits = adapt_types (&rule->per.types, types) && fits;
          adapting = (Adapting){ types, fits };
          sy_condition_foreach_person (rule->only_if, adapt_test, &adapting);
          if (adapting.fits)
            continue;
          g_ptr_array_insert (notes, 0,
                              g_strdup_printf ("left out: “%s”: no event type is for it",
                                               sy_rule_get_label (rule)));
          g_ptr_array_remove_index (group->rules, r);
        }
      if (group->rules->len == 0)
        g_ptr_array_remove_index (model->groups, g);
    }
}

static void
adapt_outcome (SyModel *model,
               GHashTable *types,
               GPtrArray *notes)
{
  if (adapt_types (&model->outcome.types, types))
    return;
  g_ptr_array_add (notes,
                   g_strdup_printf ("no outcome: no event type is for “%s”; choose one before "
                                    "you publish",
                                    model->outcome.name));
  g_clear_pointer (&model->outcome.types, g_strfreev);
  g_clear_pointer (&model->outcome.name, g_free);
  model->outcome.kind = SY_OUTCOME_NONE;
}

/* In two digits, away from what lies between. */
static double
round_out (double value,
           gboolean up)
{
  double step;

  if (value == 0)
    return 0;
  step = pow (10, floor (log10 (fabs (value))) - 1);
  return sy_number_round12 ((up ? ceil (value / step) : floor (value / step)) * step);
}

gboolean
sy_template_fill_scale (SyModel *model,
                        SyEventLog *log,
                        gint64 as_of,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, as_of);
  g_autoptr (SyScores) scores = sy_scorer_score (scorer, model, cancellable, error);
  g_autofree double *points = NULL;
  g_autoptr (SyRanking) ranking = NULL;
  const guint32 *members;
  gsize n;
  double lo;
  double hi;

  if (scores == NULL)
    return FALSE;
  members = sy_scores_get_members (scores, &n);
  points = g_new (double, n + 1);
  for (gsize i = 0; i < n; i++)
    points[i] = sy_scores_get_raw (scores)[members[i]];
  ranking = sy_ranking_new ();
  if (n == 0 || !sy_ranking_reset (ranking, points, n, SY_RANK_LOW_FIRST, NULL))
    return TRUE;
  lo = round_out (MIN (sy_ranking_get_quantile (ranking, 0.05), 0), FALSE);
  hi = round_out (sy_ranking_get_quantile (ranking, 0.95), TRUE);
  if (hi > lo)
    {
      model->scale.lo = lo;
      model->scale.hi = hi;
    }
  return TRUE;
}

static SyModel *
load (const char *id,
      GError **error)
{
  g_autofree char *path = g_strdup_printf ("/steelyard/template/templates/%s.json", id);
  g_autoptr (GBytes) text = g_resource_lookup_data (sy_template_get_resource (), path,
                                                    G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  if (text != NULL)
    return sy_model_from_json (g_bytes_get_data (text, NULL), (gssize) g_bytes_get_size (text),
                               error);
  g_set_error (error, SY_MODEL_ERROR, SY_MODEL_ERROR_INVALID,
               "there is no template “%s”; there are behavior, engagement, segments, account, "
               "lead, churn and activation",
               id);
  return NULL;
}

SyModel *
sy_template_adapt (const char *id,
                   SyEventLog *log,
                   gint64 as_of,
                   char ***out_notes,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (SyModel) model = load (id, error);
  g_autoptr (GHashTable) types = find_types (log);
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);

  if (model == NULL)
    return NULL;
  adapt_groups (model, types, notes);
  adapt_outcome (model, types, notes);
  if (model->groups->len == 0)
    {
      g_set_error (error, SY_MODEL_ERROR, SY_MODEL_ERROR_INVALID,
                   "the template “%s” needs event types that are not there: name them in the "
                   "event dictionary by what they mean, such as “purchase” or “click”",
                   id);
      return NULL;
    }
  if (!sy_template_fill_scale (model, log, as_of, cancellable, error))
    return NULL;
  g_ptr_array_add (notes, NULL);
  g_ptr_array_set_free_func (notes, NULL);
  *out_notes = (char **) g_ptr_array_free (g_steal_pointer (&notes), FALSE);
  return g_steal_pointer (&model);
}
