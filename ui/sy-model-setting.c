/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-model-setting.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-band-edit.h"
#include "sy-role-text.h"

/* The settings are one table: what they are called, where they are in SyModel or SyBand, when they
 * mean something, and what has to follow when they change. */

static gboolean
has_outcome (const SyModel *model,
             guint band)
{
  return model->outcome.kind != SY_OUTCOME_NONE && model->outcome.kind != SY_OUTCOME_IMPORTED;
}

static gboolean
has_count (const SyModel *model,
           guint band)
{
  return model->outcome.kind == SY_OUTCOME_COUNT;
}

static gboolean
has_amount (const SyModel *model,
            guint band)
{
  return model->outcome.kind == SY_OUTCOME_AMOUNT;
}

static gboolean
any_outcome (const SyModel *model,
             guint band)
{
  return model->outcome.kind != SY_OUTCOME_NONE;
}

static gboolean
is_range (const SyModel *model,
          guint band)
{
  return model->scale.kind == SY_SCALE_RANGE;
}

static gboolean
is_logistic (const SyModel *model,
             guint band)
{
  return model->scale.kind == SY_SCALE_LOGISTIC;
}

static gboolean
can_blend (const SyModel *model,
           guint band)
{
  return model->probability.kind != SY_LAYER_NONE && model->scale.kind != SY_SCALE_NONE;
}

static gboolean
has_roll_up (const SyModel *model,
             guint band)
{
  return model->account.kind != SY_ROLL_UP_NONE;
}

static gboolean
is_top (const SyModel *model,
        guint band)
{
  return model->account.kind == SY_ROLL_UP_TOP;
}

static gboolean
is_role (const SyModel *model,
         guint band)
{
  return model->account.kind == SY_ROLL_UP_ROLE;
}

static gboolean
has_account_bands (const SyModel *model,
                   guint band)
{
  return model->account.bands->len > 0;
}

static gboolean
is_account_range (const SyModel *model,
                  guint band)
{
  return has_account_bands (model, band) && model->account.scale.kind == SY_SCALE_RANGE;
}

static gboolean
is_account_logistic (const SyModel *model,
                     guint band)
{
  return has_account_bands (model, band) && model->account.scale.kind == SY_SCALE_LOGISTIC;
}

static gboolean
is_upper_band (const SyModel *model,
               guint band)
{
  return band > 0;
}

/* @bands: those of the scale */
static void
settle_any_scale (SyScaleSpec *scale,
                  GPtrArray *bands)
{
  SyBand *first = g_ptr_array_index (bands, 0);

  g_clear_pointer (&scale->reference, g_free);
  scale->n_reference = 0;
  scale->lo = scale->kind == SY_SCALE_RANGE ? 0 : (double) NAN;
  scale->hi = scale->kind == SY_SCALE_RANGE ? 100 : (double) NAN;
  scale->b0 = scale->kind == SY_SCALE_LOGISTIC ? 0 : (double) NAN;
  scale->b1 = scale->kind == SY_SCALE_LOGISTIC ? 1 : (double) NAN;
  /* The first band reaches down to the end of the scale, wherever that is. */
  first->min = (double) NAN;
}

static void
settle_scale (SyModel *model,
              guint band)
{
  settle_any_scale (&model->scale, model->bands);
}

static void
settle_account_scale (SyModel *model,
                      guint band)
{
  settle_any_scale (&model->account.scale, model->account.bands);
}

static void
settle_roll_up (SyModel *model,
                guint band)
{
  SyAccountSpec *account = &model->account;

  if (account->kind == SY_ROLL_UP_NONE)
    sy_band_edit_clear_accounts (account);
  account->top = account->kind == SY_ROLL_UP_TOP ? MAX (account->top, 3) : -1;
  if (account->kind == SY_ROLL_UP_ROLE)
    {
      if (account->n_roles == 0)
        sy_roles_from_text (account, "admin 2");
      if (isnan (account->other_weight))
        account->other_weight = 1;
      return;
    }
  for (gsize i = 0; i < account->n_roles; i++)
    g_free (account->roles[i].role);
  g_clear_pointer (&account->roles, g_free);
  account->n_roles = 0;
}

static const char *const purposes[] = { N_ ("other"), N_ ("engagement"), N_ ("intent"),
                                        N_ ("churn"), N_ ("onboarding"), N_ ("health"),
                                        N_ ("value"), NULL };
static const char *const yes_no[] = { N_ ("no"), N_ ("yes"), NULL };
static const char *const scales[] = { N_ ("none: the points"), N_ ("range"), N_ ("percentile"),
                                      N_ ("logistic"), NULL };
static const char *const displays[] = { N_ ("number"), N_ ("letter"), N_ ("percent"), NULL };
static const char *const roll_ups[] = { N_ ("not at all"), N_ ("their sum"), N_ ("their mean"),
                                        N_ ("the highest"), N_ ("mean of the highest"),
                                        N_ ("weighted by role"), NULL };

#define IN(field) .offset = G_STRUCT_OFFSET (SyModel, field)
#define IN_BAND(field) .offset = G_STRUCT_OFFSET (SyBand, field)
#define ANY .lower = -1e12, .upper = 1e12
#define DAYS .unit = N_ ("days"), .lower = 0.01, .upper = 36500
#define MODEL .page = SY_SETTING_PAGE_MODEL
#define SCORE .page = SY_SETTING_PAGE_SCORE
#define STAGES .page = SY_SETTING_PAGE_STAGES, .group = N_ ("Stages")
#define ACCOUNTS .page = SY_SETTING_PAGE_ACCOUNTS

/* The same of people and of accounts. */
/* clang-format off */
#define OF_BAND(where) \
  { where, .title = N_ ("Name"), .kind = SY_SETTING_TEXT, IN_BAND (name) }, \
  { where, .title = N_ ("From"), .subtitle = N_ ("The lowest score of the band"), .kind = SY_SETTING_NUMBER, ANY, IN_BAND (min), .applies = is_upper_band }, \
  { where, .title = N_ ("Goal"), .kind = SY_SETTING_TEXT, IN_BAND (playbook.goal) }, \
  { where, .title = N_ ("Action"), .kind = SY_SETTING_TEXT, IN_BAND (playbook.action) }, \
  { where, .title = N_ ("Channels, between commas"), .kind = SY_SETTING_LIST, IN_BAND (playbook.channels) }, \
  { where, .title = N_ ("Offer, and when none"), .kind = SY_SETTING_TEXT, IN_BAND (playbook.offer_rule) }, \
  { where, .title = N_ ("How often at most"), .kind = SY_SETTING_TEXT, IN_BAND (playbook.frequency_cap) }, \
  { where, .title = N_ ("When not to act"), .kind = SY_SETTING_TEXT, IN_BAND (playbook.suppress_when) }, \
  { where, .title = N_ ("How success is measured"), .kind = SY_SETTING_TEXT, IN_BAND (playbook.success_metric) }, \
  { where, .title = N_ ("Owner"), .kind = SY_SETTING_TEXT, IN_BAND (playbook.owner) }
/* clang-format on */

static const SySetting settings[] = {
  { MODEL, .group = N_ ("Model"), .title = N_ ("Name"), .kind = SY_SETTING_TEXT, IN (name) },
  { MODEL, .group = N_ ("Model"), .title = N_ ("Purpose"),
    .subtitle = N_ ("What the score is about"), .kind = SY_SETTING_CHOICE, .choices = purposes,
    IN (purpose) },
  { MODEL, .group = N_ ("Model"), .title = N_ ("Description"), .kind = SY_SETTING_TEXT,
    IN (description) },
  { MODEL, .group = N_ ("Outcome"), .title = N_ ("Name of the outcome"), .kind = SY_SETTING_TEXT,
    IN (outcome.name), .applies = has_outcome },
  { MODEL, .group = N_ ("Outcome"), .title = N_ ("At least so often"), .kind = SY_SETTING_WHOLE,
    .lower = 1, .upper = 1e9, IN (outcome.count), .applies = has_count },
  { MODEL, .group = N_ ("Outcome"), .title = N_ ("At least so much in all"),
    .kind = SY_SETTING_NUMBER, ANY, IN (outcome.amount), .applies = has_amount },
  { MODEL, .group = N_ ("Outcome"), .title = N_ ("Only the first time"),
    .subtitle = N_ ("Leaves out who had the outcome before the date"), .kind = SY_SETTING_CHOICE,
    .choices = yes_no, IN (outcome.once), .applies = any_outcome },
  { MODEL, .group = N_ ("Who Is Scored"), .title = N_ ("Seen within"),
    .subtitle = N_ ("Only people with an event in so many days before the date; empty for any time"),
    .kind = SY_SETTING_NUMBER, .flags = SY_NUMBER_ENTRY_OPTIONAL, DAYS,
    IN (population.seen_within_days) },
  { MODEL, .group = N_ ("Who Is Scored"), .title = N_ ("Events that make a member"),
    .kind = SY_SETTING_TYPES, IN (population.types) },

  { SCORE, .group = N_ ("Points"), .title = N_ ("Points floor of the score"),
    .subtitle = N_ ("The least raw points; empty for no floor"), .kind = SY_SETTING_NUMBER,
    .flags = SY_NUMBER_ENTRY_OPTIONAL, ANY, IN (score_min) },
  { SCORE, .group = N_ ("Points"), .title = N_ ("Points cap of the score"),
    .subtitle = N_ ("The most raw points; empty for no cap"), .kind = SY_SETTING_NUMBER,
    .flags = SY_NUMBER_ENTRY_OPTIONAL, ANY, IN (score_max) },
  { SCORE, .group = N_ ("Scale"), .title = N_ ("Kind"),
    .subtitle = N_ ("From the raw points to what people read"), .kind = SY_SETTING_CHOICE,
    .choices = scales, IN (scale.kind), .settle = settle_scale },
  { SCORE, .group = N_ ("Scale"), .title = N_ ("Points for 0"), .kind = SY_SETTING_NUMBER, ANY,
    IN (scale.lo), .applies = is_range },
  { SCORE, .group = N_ ("Scale"), .title = N_ ("Points for 100"), .kind = SY_SETTING_NUMBER, ANY,
    IN (scale.hi), .applies = is_range },
  { SCORE, .group = N_ ("Scale"), .title = N_ ("Intercept"),
    .subtitle = N_ ("b0 in 100 / (1 + exp(−(b0 + b1 × points)))"), .kind = SY_SETTING_NUMBER, ANY,
    IN (scale.b0), .applies = is_logistic },
  { SCORE, .group = N_ ("Scale"), .title = N_ ("Slope"), .subtitle = N_ ("b1, for each point"),
    .kind = SY_SETTING_NUMBER, ANY, IN (scale.b1), .applies = is_logistic },
  { SCORE, .group = N_ ("Probability"), .title = N_ ("Part of the score"),
    .subtitle = N_ ("0: the points alone, 1: the probability alone, between them a hybrid"),
    .kind = SY_SETTING_NUMBER, .lower = 0, .upper = 1, IN (probability.blend),
    .applies = can_blend },
  { SCORE, .group = N_ ("Display"), .title = N_ ("Show the score as"),
    .subtitle = N_ ("Letters are those of the bands, A the highest; it changes no score"),
    .kind = SY_SETTING_CHOICE, .choices = displays, IN (display) },

  OF_BAND (.page = SY_SETTING_PAGE_BAND),
  OF_BAND (.page = SY_SETTING_PAGE_ACCOUNT_BAND),

  { STAGES, .title = N_ ("Events that count as being here"), .kind = SY_SETTING_TYPES,
    IN (lifecycle.types) },
  { STAGES, .title = N_ ("New for"), .subtitle = N_ ("First seen less than so long ago"),
    .kind = SY_SETTING_NUMBER, DAYS, IN (lifecycle.new_days) },
  { STAGES, .title = N_ ("Lapsing after"), .subtitle = N_ ("Last seen so long ago"),
    .kind = SY_SETTING_NUMBER, DAYS, IN (lifecycle.lapsing_days) },
  { STAGES, .title = N_ ("Dormant after"), .subtitle = N_ ("Last seen so long ago"),
    .kind = SY_SETTING_NUMBER, DAYS, IN (lifecycle.dormant_days) },
  { STAGES, .title = N_ ("Trend over"),
    .subtitle = N_ ("The last days are held against as many before"), .kind = SY_SETTING_NUMBER,
    DAYS, IN (lifecycle.trend_days) },
  { STAGES, .title = N_ ("Lapsing when down by"),
    .subtitle = N_ ("A share from 0 to 1: 0.5 is half as many events"), .kind = SY_SETTING_NUMBER,
    .lower = 0.01, .upper = 1, IN (lifecycle.trend_drop) },

  { ACCOUNTS, .group = N_ ("Roll-up"), .title = N_ ("Points of an account are"),
    .subtitle = N_ ("How the points of its people come together"), .kind = SY_SETTING_CHOICE,
    .choices = roll_ups, IN (account.kind), .settle = settle_roll_up },
  { ACCOUNTS, .group = N_ ("Roll-up"), .title = N_ ("Of how many"), .kind = SY_SETTING_WHOLE,
    .lower = 1, .upper = 1e9, IN (account.top), .applies = is_top },
  { ACCOUNTS, .group = N_ ("Roll-up"), .title = N_ ("Weights of roles, as “admin 2, user 1”"),
    .kind = SY_SETTING_TEXT, IN (account.roles), .applies = is_role },
  { ACCOUNTS, .group = N_ ("Roll-up"), .title = N_ ("Weight of other roles"),
    .kind = SY_SETTING_NUMBER, ANY, IN (account.other_weight), .applies = is_role },
  { ACCOUNTS, .group = N_ ("Scale of Accounts"), .title = N_ ("Kind"),
    .subtitle = N_ ("Of the points of an account"),
    .kind = SY_SETTING_CHOICE, .choices = scales, IN (account.scale.kind),
    .applies = has_account_bands, .settle = settle_account_scale },
  { ACCOUNTS, .group = N_ ("Scale of Accounts"), .title = N_ ("Points for 0"),
    .kind = SY_SETTING_NUMBER, ANY, IN (account.scale.lo), .applies = is_account_range },
  { ACCOUNTS, .group = N_ ("Scale of Accounts"), .title = N_ ("Points for 100"),
    .kind = SY_SETTING_NUMBER, ANY, IN (account.scale.hi), .applies = is_account_range },
  { ACCOUNTS, .group = N_ ("Scale of Accounts"), .title = N_ ("Intercept"),
    .subtitle = N_ ("b0 in 100 / (1 + exp(−(b0 + b1 × points)))"), .kind = SY_SETTING_NUMBER, ANY,
    IN (account.scale.b0), .applies = is_account_logistic },
  { ACCOUNTS, .group = N_ ("Scale of Accounts"), .title = N_ ("Slope"),
    .subtitle = N_ ("b1, for each point"), .kind = SY_SETTING_NUMBER, ANY, IN (account.scale.b1),
    .applies = is_account_logistic },
  { ACCOUNTS, .group = N_ ("Figures of Accounts"), .title = N_ ("Active within"),
    .subtitle = N_ ("A member with an event in so many days is active"), .kind = SY_SETTING_NUMBER,
    DAYS, IN (account.inputs.active_days), .applies = has_roll_up },
  { ACCOUNTS, .group = N_ ("Figures of Accounts"), .title = N_ ("Features"),
    .kind = SY_SETTING_TYPES, IN (account.inputs.features), .applies = has_roll_up },
  { ACCOUNTS, .group = N_ ("Figures of Accounts"), .title = N_ ("Attribute with the seats"),
    .kind = SY_SETTING_TEXT, IN (account.inputs.seats), .applies = has_roll_up },
  { ACCOUNTS, .group = N_ ("Figures of Accounts"), .title = N_ ("Attribute with the renewal date"),
    .kind = SY_SETTING_TEXT, IN (account.inputs.renewal), .applies = has_roll_up },
  { ACCOUNTS, .group = N_ ("Figures of Accounts"),
    .title = N_ ("Attribute with the state of the bills"), .kind = SY_SETTING_TEXT,
    IN (account.inputs.billing), .applies = has_roll_up },
  { ACCOUNTS, .group = N_ ("Figures of Accounts"), .title = N_ ("Attribute with the owner"),
    .kind = SY_SETTING_TEXT, IN (account.inputs.owner), .applies = has_roll_up },
};

const SySetting *
sy_setting_list (gsize *out_n)
{
  *out_n = G_N_ELEMENTS (settings);
  return settings;
}

/* The bands that a setting is of one of; NULL when it is of the model. */
static GPtrArray *
get_bands (const SySetting *self,
           const SyModel *model)
{
  switch (self->page)
    {
    case SY_SETTING_PAGE_BAND:
      return sy_band_edit_list (model, SY_BANDS_OF_PEOPLE);
    case SY_SETTING_PAGE_ACCOUNT_BAND:
      return sy_band_edit_list (model, SY_BANDS_OF_ACCOUNTS);
    case SY_SETTING_PAGE_MODEL:
    case SY_SETTING_PAGE_SCORE:
    case SY_SETTING_PAGE_STAGES:
    case SY_SETTING_PAGE_ACCOUNTS:
    default:
      return NULL;
    }
}

gboolean
sy_setting_has_holder (const SySetting *self,
                       const SyModel *model,
                       guint band)
{
  const GPtrArray *bands = get_bands (self, model);

  return bands == NULL || band < bands->len;
}

static gpointer
get_holder (const SySetting *self,
            const SyModel *model,
            guint band)
{
  GPtrArray *bands = get_bands (self, model);

  return bands != NULL ? g_ptr_array_index (bands, band) : (gpointer) model;
}

static gboolean
is_roles (const SySetting *self)
{
  return self->page == SY_SETTING_PAGE_ACCOUNTS &&
         self->offset == G_STRUCT_OFFSET (SyModel, account.roles);
}

double
sy_setting_get_number (const SySetting *self,
                       const SyModel *model,
                       guint band)
{
  gpointer holder = get_holder (self, model, band);
  int whole;

  switch (self->kind)
    {
    case SY_SETTING_WHOLE:
      whole = G_STRUCT_MEMBER (int, holder, self->offset);
      return whole < 0 ? (double) NAN : whole;
    case SY_SETTING_CHOICE:
      return G_STRUCT_MEMBER (guint, holder, self->offset);
    case SY_SETTING_NUMBER:
      return G_STRUCT_MEMBER (double, holder, self->offset);
    case SY_SETTING_TEXT:
    case SY_SETTING_LIST:
    case SY_SETTING_TYPES:
    default:
      return (double) NAN;
    }
}

char *
sy_setting_dup_text (const SySetting *self,
                     const SyModel *model,
                     guint band)
{
  gpointer holder = get_holder (self, model, band);
  char **list;

  if (is_roles (self))
    return sy_roles_to_text (&model->account);
  if (self->kind == SY_SETTING_TEXT)
    {
      const char *text = G_STRUCT_MEMBER (char *, holder, self->offset);

      return g_strdup (text != NULL ? text : "");
    }
  list = G_STRUCT_MEMBER (char **, holder, self->offset);
  if (list == NULL)
    return g_strdup ("");
  return g_strjoinv (self->kind == SY_SETTING_LIST ? ", " : "\n", list);
}

SyModel *
sy_setting_edit_number (const SySetting *self,
                        const SyModel *model,
                        guint band,
                        double value)
{
  SyModel *copy = sy_model_copy (model);
  gpointer holder = get_holder (self, copy, band);

  switch (self->kind)
    {
    case SY_SETTING_WHOLE:
      G_STRUCT_MEMBER (int, holder, self->offset) = isnan (value) ? -1 : (int) value;
      break;
    case SY_SETTING_CHOICE:
      G_STRUCT_MEMBER (guint, holder, self->offset) = (guint) value;
      break;
    case SY_SETTING_NUMBER:
    case SY_SETTING_TEXT:
    case SY_SETTING_LIST:
    case SY_SETTING_TYPES:
    default:
      G_STRUCT_MEMBER (double, holder, self->offset) = value;
      break;
    }
  if (self->settle != NULL)
    self->settle (copy, band);
  sy_roll_up_drop_reference (&copy->account, &model->account);
  return copy;
}

static char **
split (const char *text,
       const char *separator)
{
  g_auto (GStrv) parts = g_strsplit (text, separator, -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  char **list;

  for (gsize i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_strv_builder_add (builder, parts[i]);
  list = g_strv_builder_end (builder);
  if (list[0] == NULL)
    g_clear_pointer (&list, g_strfreev);
  return list;
}

SyModel *
sy_setting_edit_text (const SySetting *self,
                      const SyModel *model,
                      guint band,
                      const char *text)
{
  SyModel *copy = sy_model_copy (model);
  gpointer holder = get_holder (self, copy, band);
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  if (is_roles (self))
    {
      sy_roles_from_text (&copy->account, stripped);
      sy_roll_up_drop_reference (&copy->account, &model->account);
    }
  else if (self->kind == SY_SETTING_TEXT)
    {
      char **field = &G_STRUCT_MEMBER (char *, holder, self->offset);

      g_free (*field);
      *field = *stripped != '\0' ? g_steal_pointer (&stripped) : NULL;
    }
  else
    {
      char ***field = &G_STRUCT_MEMBER (char **, holder, self->offset);

      g_strfreev (*field);
      *field = split (stripped, self->kind == SY_SETTING_LIST ? "," : "\n");
    }
  /* A model and a band have a name always. */
  if (copy->name == NULL)
    copy->name = g_strdup (model->name);
  if (get_bands (self, model) != NULL && ((SyBand *) holder)->name == NULL)
    ((SyBand *) holder)->name = g_strdup (((const SyBand *) get_holder (self, model, band))->name);
  return copy;
}

char *
sy_setting_dup_label (const SySetting *self,
                      const SyModel *model,
                      guint band)
{
  g_autofree char *lower = g_utf8_strdown (_ (self->title), -1);
  const char *whose = get_bands (self, model) != NULL
                          ? ((const SyBand *) get_holder (self, model, band))->name
                          : _ (self->group);

  return g_strdup_printf ("%s: %s", whose, lower);
}
