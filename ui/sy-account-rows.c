/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts as the rows of a table. */
#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "sy-account-list-private.h"
#include "sy-format.h"

typedef enum
{
  FIELD_KEY,
  FIELD_SCORE,
  FIELD_BAND,
  FIELD_MEMBERS,
  FIELD_SCORED,
  FIELD_TOP,
  FIELD_ACTIVE,
  FIELD_SEATS,
  FIELD_SEAT_USE,
  FIELD_ADOPTION,
  FIELD_RENEWAL,
  FIELD_BILLING,
  FIELD_OWNER,
  N_FIELDS
} Field;

typedef struct
{
  SyAccountList *list;
  guint32 *accounts;
  Field fields[N_FIELDS]; /* of the columns */
} Rows;

static void
rows_free (gpointer data)
{
  Rows *self = data;

  sy_account_list_unref (self->list);
  g_free (self->accounts);
  g_free (self);
}

/* "1002 62 %, 1044 21 %" */
static char *
dup_top (SyAccountList *list,
         guint32 account)
{
  const SyAccountTop *top = &list->tops[account];
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < SY_ACCOUNT_N_TOP && top->people[i] != SY_PERSON_NONE; i++)
    {
      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                              sy_event_log_get_person_key (list->log, top->people[i]));
      if (!isnan (top->shares[i]))
        {
          g_autofree char *share = sy_format_percent (top->shares[i], 0);

          g_string_append_printf (text, " (%s)", share);
        }
    }
  if (text->len == 0)
    g_string_append (text, "–");
  return g_string_free (text, FALSE);
}

static char *
dup_word (const char *text)
{
  return g_strdup (text != NULL ? text : "–");
}

static double
get_number (const Rows *self,
            guint32 account,
            Field field)
{
  const SyAccountFigures *figures = &self->list->figures[account];

  switch (field)
    {
    case FIELD_MEMBERS:
      return figures->n_members;
    case FIELD_SCORED:
      return self->list->scores->n_scored[account];
    case FIELD_ACTIVE:
      return figures->n_active;
    case FIELD_SEATS:
      return figures->seats;
    case FIELD_SEAT_USE:
      return figures->seat_use;
    case FIELD_ADOPTION:
      return figures->adoption;
    case FIELD_RENEWAL:
      return figures->renewal_days;
    case FIELD_KEY:
    case FIELD_SCORE:
    case FIELD_BAND:
    case FIELD_TOP:
    case FIELD_BILLING:
    case FIELD_OWNER:
    case N_FIELDS:
    default:
      return self->list->scores->score[account];
    }
}

static char *
get_text (gconstpointer data,
          guint row,
          guint column)
{
  const Rows *self = data;
  guint32 account = self->accounts[row];
  Field field = self->fields[column];

  switch (field)
    {
    case FIELD_KEY:
      return g_strdup (sy_account_list_get_key (self->list, account));
    case FIELD_SCORE:
      return sy_account_list_dup_score (self->list, account);
    case FIELD_BAND:
      return g_strdup (self->list->scores->bands[account] == SY_BAND_NONE
                           ? _ ("no score")
                           : sy_account_list_get_band (self->list, account));
    case FIELD_TOP:
      return dup_top (self->list, account);
    case FIELD_SEAT_USE:
    case FIELD_ADOPTION:
      return sy_format_percent (get_number (self, account, field), 0);
    case FIELD_BILLING:
      return dup_word (self->list->figures[account].billing);
    case FIELD_OWNER:
      return dup_word (self->list->figures[account].owner);
    case FIELD_MEMBERS:
    case FIELD_SCORED:
    case FIELD_ACTIVE:
    case FIELD_SEATS:
    case FIELD_RENEWAL:
    case N_FIELDS:
    default:
      return sy_format_number (get_number (self, account, field), 0);
    }
}

/* The band before the score, as conditions may keep a high one low. */
static int
compare_bands (const SyAccountScores *scores,
               guint32 a,
               guint32 b)
{
  int first = scores->bands[a] == SY_BAND_NONE ? -1 : scores->bands[a];
  int second = scores->bands[b] == SY_BAND_NONE ? -1 : scores->bands[b];

  return first != second ? first - second : sy_table_compare_numbers (scores->score[a], scores->score[b]);
}

/* Accounts are numbered in the order of their keys, and people of theirs. */
static int
compare (gconstpointer data,
         guint a,
         guint b,
         guint column)
{
  const Rows *self = data;
  const SyAccountList *list = self->list;
  guint32 first = self->accounts[a];
  guint32 second = self->accounts[b];

  switch (self->fields[column])
    {
    case FIELD_KEY:
      return (first > second) - (first < second);
    case FIELD_BAND:
      return compare_bands (list->scores, first, second);
    case FIELD_TOP:
      first = list->tops[first].people[0];
      second = list->tops[second].people[0];
      return (first > second) - (first < second);
    case FIELD_BILLING:
      return g_strcmp0 (list->figures[first].billing, list->figures[second].billing);
    case FIELD_OWNER:
      return g_strcmp0 (list->figures[first].owner, list->figures[second].owner);
    case FIELD_SCORE:
    case FIELD_MEMBERS:
    case FIELD_SCORED:
    case FIELD_ACTIVE:
    case FIELD_SEATS:
    case FIELD_SEAT_USE:
    case FIELD_ADOPTION:
    case FIELD_RENEWAL:
    case N_FIELDS:
    default:
      return sy_table_compare_numbers (get_number (self, first, self->fields[column]),
                                       get_number (self, second, self->fields[column]));
    }
}

static gboolean
is_dim (gconstpointer data,
        guint row)
{
  const Rows *self = data;

  return self->list->scores->bands[self->accounts[row]] == SY_BAND_NONE;
}

static guint
get_band (gconstpointer data,
          guint row,
          guint column,
          guint *out_n_bands)
{
  const Rows *self = data;
  guint8 band = self->list->scores->bands[self->accounts[row]];

  if (self->fields[column] != FIELD_BAND || band == SY_BAND_NONE)
    return G_MAXUINT;
  *out_n_bands = self->list->plain->bands->len;
  return band;
}

static const SyTableFuncs funcs = {
  .get_text = get_text,
  .compare = compare,
  .is_dim = is_dim,
  .get_band = get_band,
  .free = rows_free,
};

static guint32 *
find_accounts (SyAccountList *self,
               const char *text,
               guint *out_n)
{
  g_autofree char *wanted = text != NULL ? g_utf8_casefold (text, -1) : g_strdup ("");
  gsize n_accounts = self->scores->n_accounts;
  guint32 *found = g_new (guint32, n_accounts + 1);
  guint n = 0;

  for (gsize i = 0; i < n_accounts; i++)
    {
      g_autofree char *key = NULL;

      if (*wanted != '\0')
        {
          key = g_utf8_casefold (sy_account_list_get_key (self, self->order[i]), -1);
          if (strstr (key, wanted) == NULL)
            continue;
        }
      found[n++] = self->order[i];
    }
  *out_n = n;
  return found;
}

SyTableSource *
sy_account_list_create_source (SyAccountList *self,
                               const char *text)
{
  const SyAccountInputs *inputs = &self->model->account.inputs;
  const struct
  {
    SyTableColumn column;
    gboolean is_shown;
  } all[N_FIELDS] = {
    [FIELD_KEY] = { { _ ("Account"), FALSE, 15 }, TRUE },
    [FIELD_SCORE] = { { _ ("Score"), TRUE, 6 }, TRUE },
    [FIELD_BAND] = { { _ ("Band"), FALSE, 10 }, TRUE },
    [FIELD_MEMBERS] = { { _ ("Members"), TRUE, 8 }, TRUE },
    [FIELD_SCORED] = { { _ ("Scored"), TRUE, 7 }, TRUE },
    [FIELD_TOP] = { { _ ("Most From"), FALSE, 0 }, TRUE },
    [FIELD_ACTIVE] = { { _ ("Active"), TRUE, 8 }, inputs->seats != NULL || inputs->features != NULL },
    [FIELD_SEATS] = { { _ ("Seats"), TRUE, 7 }, inputs->seats != NULL },
    [FIELD_SEAT_USE] = { { _ ("Seat Use"), TRUE, 9 }, inputs->seats != NULL },
    [FIELD_ADOPTION] = { { _ ("Adoption"), TRUE, 9 }, inputs->features != NULL },
    [FIELD_RENEWAL] = { { _ ("Days to Renewal"), TRUE, 15 }, inputs->renewal != NULL },
    [FIELD_BILLING] = { { _ ("Billing"), FALSE, 10 }, inputs->billing != NULL },
    [FIELD_OWNER] = { { _ ("Owner"), FALSE, 12 }, inputs->owner != NULL },
  };
  SyTableColumn columns[N_FIELDS];
  Rows *rows = g_new0 (Rows, 1);
  guint n_columns = 0;
  guint n;

  for (guint i = 0; i < N_FIELDS; i++)
    if (all[i].is_shown)
      {
        columns[n_columns] = all[i].column;
        rows->fields[n_columns++] = (Field) i;
      }
  rows->list = sy_account_list_ref (self);
  rows->accounts = find_accounts (self, text, &n);
  return sy_table_source_new (columns, n_columns, n, &funcs, rows);
}

guint32
sy_account_list_get_account (SyTableSource *source,
                             guint row)
{
  const Rows *self = sy_table_source_get_data (source);

  return self->accounts[row];
}
