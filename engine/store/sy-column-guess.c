/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-column-guess-private.h"

#include <string.h>

#include <xxhash.h>

/*
 * A column's claim to a role is what its name says (0 to 1), weakened when its values contradict; a column whose
 * name says nothing can still claim by its values. Names are compared in lower case with everything but letters and
 * digits taken out, so that "Customer ID", "customer_id" and "CustomerId" are one; a name of several words also claims
 * by one of its words, for less.
 */

typedef struct
{
  SyColumnRole role;
  double claim;
  const char *names; /* blank-separated */
} NameClaim;

static const NameClaim name_claims[] = {
  { SY_ROLE_PERSON, 0.97,
    "customerid customerkey customernumber customerno customernr userid personid personkey "
    "contactid clientid memberid "
    "subscriberid profileid leadid playerid studentid patientid householdid householdkey "
    "distinctid visitorid uid "
    "kundenid kundennummer kundennr benutzerid nutzerid idclient clientno numeroclient "
    "idutilisateur idcliente clienteid "
    "idusuario usuarioid codicecliente idutente klantid klantnummer gebruikersid idklienta "
    "klientid kundid kundnummer "
    "asiakasnumero müşterino müşteriid идклиента клиентid idклиента idпользователя 顧客id 顧客番号 "
    "ユーザーid 会員id 用户id 客户id 会员id" },
  { SY_ROLE_PERSON, 0.9,
    "customer user person contact client member subscriber visitor lead player student patient "
    "household "
    "kunde benutzer nutzer mitglied utilisateur identifiant usuario cliente utente klant gebruiker "
    "klient użytkownik "
    "kund användare asiakas müşteri kullanıcı клиент пользователь покупатель 顧客 ユーザー 会員 "
    "用户 客户 会员" },
  { SY_ROLE_PERSON, 0.85,
    "email emailaddress useremail contactemail customeremail mail username login courriel correo "
    "correoelectronico "
    "indirizzoemail emailadresse почта メール 邮箱" },
  { SY_ROLE_PERSON, 0.6, "anonymousid deviceid cookieid sessionuser caseid phone msisdn key" },
  { SY_ROLE_PERSON, 0.4, "id accountid account" },

  { SY_ROLE_TIME, 0.97,
    "timestamp eventtime eventtimestamp eventdate datetime occurredat happenedat time ts date "
    "zeitstempel zeitpunkt datum "
    "horodatage dateheure fecha fechahora marcadetiempo data dataora dataehora tijdstip tidpunkt "
    "aikaleima tarih "
    "дата время датавремя 日時 日付 タイムスタンプ 时间 日期 时间戳" },
  { SY_ROLE_TIME, 0.9,
    "createdat created createdtime createdon invoicedate orderdate orderedat purchasedate "
    "transactiondate transactiontime transdate "
    "receivedat sentat when day outcometime outcometimestamp outcomedate churndate churnedat zeit "
    "uhrzeit bestelldatum rechnungsdatum "
    "heure jour hora dia día giorno tijd czas tid saat" },
  { SY_ROLE_TIME, 0.5, "updatedat updated modifiedat" },

  { SY_ROLE_TYPE, 0.97,
    "eventtype eventname event activitytype activity action ereignis ereignistyp ereignisart "
    "evenement typeevenement événement "
    "evento tipoevento nomeevento azione gebeurtenis zdarzenie händelse tapahtuma olay событие "
    "типсобытия действие イベント イベント名 事件 行为 行为类型" },
  { SY_ROLE_TYPE, 0.85,
    "type actiontype activityname verb aktion typ art tipo tipe accion acción actie akcja тип" },
  { SY_ROLE_TYPE, 0.4, "name kind" },

  { SY_ROLE_AMOUNT, 0.97,
    "amount value eventvalue revenue purchaseamount orderamount ordervalue ordertotal totalamount "
    "totalprice transactionamount "
    "salesvalue saleamount betrag wert umsatz gesamtbetrag montant valeur importe monto valor "
    "importo valore bedrag waarde kwota "
    "wartość belopp värde summa tutar сумма стоимость 金額 金额 売上" },
  { SY_ROLE_AMOUNT, 0.85,
    "price total sales spend spent turnover gross net monetary preis summe prix precio prezzo "
    "prijs cena pris fiyat цена 価格 价格" },

  { SY_ROLE_ID, 0.95,
    "eventid eventuuid eventkey messageid insertid dedupid dedupkey deduplicationid idempotencykey "
    "ereignisid idevento idevenement" },

  { SY_ROLE_ACCOUNT, 0.9,
    "accountid account accountname companyid company companyname organizationid organisationid "
    "organization organisation orgid org tenantid tenant "
    "workspaceid workspace teamid firma firmenid konto kontoid compte entreprise cuenta empresa "
    "azienda bedrijf företag компания 会社 公司" },

  { SY_ROLE_ALIAS, 0.9,
    "alias aliasid otherid oldid previousid previouskey mergedid mergedfrom duplicateid "
    "anonymousid deviceid cookieid secondaryid" },
  { SY_ROLE_ALIAS, 0.6, "email emailaddress phone" },

  { SY_ROLE_CLOCK, 0.95,
    "time timeofday eventtime hour clock uhrzeit zeit heure hora ora tijd czas tid kello saat "
    "время 時刻 时间" },
};

/* Names that mean something else with some kinds of rows. */
static const NameClaim outcome_claims[] = {
  { SY_ROLE_TYPE, 0.95, "outcome outcomename label ergebnis resultat resultado" },
  { SY_ROLE_AMOUNT, 0.9,
    "value happened flag churned converted withdrawn redeemed target y result" },
  { SY_ROLE_TIME, 0.95, "outcometime outcometimestamp outcomedate happenedat" },
};

static const NameClaim treatment_claims[] = {
  { SY_ROLE_TYPE, 0.95,
    "treatment treatmentname campaign campaignid campaignname experiment experimentname flow test" },
  { SY_ROLE_AMOUNT, 0.95, "arm variant group value cost cell" },
};

static const NameClaim account_claims[] = {
  { SY_ROLE_TYPE, 0.9, "role position title function rolle rôle rol ruolo" },
  { SY_ROLE_TIME, 0.95,
    "from validfrom since start startdate startsat begin membersince von seit depuis desde dal" },
  { SY_ROLE_END, 0.95, "to until till validto validuntil end enddate endsat bis hasta" },
};

void
sy_column_sample_init (SyColumnSample *self)
{
  *self = (SyColumnSample){ 0 };
  self->distinct = g_hash_table_new (g_direct_hash, g_direct_equal);
  self->times = sy_time_detect_new ();
}

void
sy_column_sample_clear (SyColumnSample *self)
{
  g_clear_pointer (&self->distinct, g_hash_table_unref);
  g_clear_pointer (&self->times, sy_time_detect_free);
  g_clear_pointer (&self->example, g_free);
}

/* "9:30", "17:06:05.25", "5:06 PM". */
static gboolean
is_clock (const char *text,
          gsize length)
{
  const char *end = text + length;
  const char *p = text;

  while (p < end && p - text < 2 && g_ascii_isdigit (*p))
    p++;
  if (p == text || end - p < 3 || *p != ':' || !g_ascii_isdigit (p[1]) || !g_ascii_isdigit (p[2]))
    return FALSE;
  for (p += 3; p < end; p++)
    if (!g_ascii_isdigit (*p) && strchr (":., apmAPM", *p) == NULL)
      return FALSE;
  return length <= 16;
}

void
sy_column_sample_add (SyColumnSample *self,
                      const char *text,
                      gsize length,
                      gboolean is_missing,
                      gboolean is_no_amount,
                      SyTimeFormat *said,
                      const SyZone *zone)
{
  gboolean has_letter = FALSE;
  gint64 ms;

  if (is_missing)
    {
      self->n_missing++;
      return;
    }
  if (self->n_values++ == 0)
    self->example = g_utf8_make_valid (text, (gssize) MIN (length, 40));
  for (gsize i = 0; i < length && !has_letter; i++)
    has_letter = g_ascii_isalpha (text[i]) || (guchar) text[i] >= 0x80;
  self->n_with_letters += has_letter;
  if (g_hash_table_size (self->distinct) < SY_SAMPLE_DISTINCT)
    g_hash_table_add (self->distinct, GSIZE_TO_POINTER (XXH3_64bits (text, length)));
  self->n_clocks += is_clock (text, length);
  self->n_dates += length <= 24 && memchr (text, ':', length) == NULL;
  sy_time_detect_add (self->times, text, length);
  if (said != NULL)
    self->n_said += sy_time_format_parse (said, zone, text, length, &ms, NULL);
  if (!is_no_amount)
    sy_amount_detect_add (&self->amounts, text, length);
}

void
sy_column_sample_finish (SyColumnSample *self)
{
  self->n_distinct = g_hash_table_size (self->distinct);
  sy_time_detect_finish (self->times, &self->time_detection);
}

/* Letters and digits of a word, lower case. */
static char *
squash (const char *text,
        gssize length)
{
  g_autofree char *lower = g_utf8_strdown (text, length);
  GString *squashed = g_string_new (NULL);

  for (const char *p = lower; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      g_string_append_unichar (squashed, g_utf8_get_char (p));
  return g_string_free (squashed, FALSE);
}

/* "OrderDate (UTC)" gives order, date, utc. */
static GStrv
split_words (const char *header)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  const char *start = NULL;
  gboolean was_lower = FALSE;

  for (const char *p = header;; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean is_word = *p != '\0' && g_unichar_isalnum (c);
      gboolean starts_hump = is_word && was_lower && g_unichar_isupper (c);

      if (start != NULL && (!is_word || starts_hump))
        {
          g_autofree char *word = squash (start, p - start);

          g_strv_builder_add (words, word);
          start = NULL;
        }
      if (is_word && start == NULL)
        start = p;
      was_lower = is_word && g_unichar_islower (c);
      if (*p == '\0')
        return g_strv_builder_end (words);
    }
}

static gboolean
lists_name (const char *names,
            const char *name)
{
  gsize length = strlen (name);

  if (length == 0)
    return FALSE;
  for (const char *p = names; (p = strstr (p, name)) != NULL; p += length)
    if ((p == names || p[-1] == ' ') && (p[length] == ' ' || p[length] == '\0'))
      return TRUE;
  return FALSE;
}

static double
claim_in (const NameClaim *claims,
          gsize n_claims,
          SyColumnRole role,
          const char *name)
{
  for (gsize i = 0; i < n_claims; i++)
    if (claims[i].role == role && lists_name (claims[i].names, name))
      return claims[i].claim;
  return 0;
}

static double
claim_by_word (SyImportKind kind,
               SyColumnRole role,
               const char *name)
{
  double special = 0;

  if (kind == SY_IMPORT_OUTCOMES)
    special = claim_in (outcome_claims, G_N_ELEMENTS (outcome_claims), role, name);
  else if (kind == SY_IMPORT_TREATMENTS)
    special = claim_in (treatment_claims, G_N_ELEMENTS (treatment_claims), role, name);
  else if (kind == SY_IMPORT_ACCOUNTS)
    special = claim_in (account_claims, G_N_ELEMENTS (account_claims), role, name);
  return special > 0 ? special : claim_in (name_claims, G_N_ELEMENTS (name_claims), role, name);
}

/* What a column's name says. */
double
sy_column_claim_by_name (SyImportKind kind,
                         SyColumnRole role,
                         const char *header)
{
  g_autofree char *squashed = squash (header, -1);
  g_auto (GStrv) words = split_words (header);
  double best = claim_by_word (kind, role, squashed);

  /* An event id has to be named so in full: an order id repeats on the lines of an order. */
  if (role == SY_ROLE_ID)
    return best;
  for (gsize i = 0; words[i] != NULL && words[1] != NULL; i++)
    best = MAX (best, 0.7 * claim_by_word (kind, role, words[i]));
  return best;
}

static double
share (gsize part,
       gsize whole)
{
  return whole > 0 ? (double) part / (double) whole : 0;
}

/* How far the values allow a role, 0 to 1. */
static double
fit_values (SyImportKind kind,
            SyColumnRole role,
            const SyColumnSample *sample)
{
  gboolean is_time = sample->time_detection.finding != SY_TIME_FINDING_NONE &&
                     sample->time_detection.n_plain_numbers * 2 < sample->time_detection.n_times;

  /* A header above no rows has only its names. */
  if (sample->n_values + sample->n_missing == 0)
    return 1;
  if (sample->n_values == 0)
    return role == SY_ROLE_AMOUNT ? 0.9 : 0.3;
  switch (role)
    {
    case SY_ROLE_PERSON:
    case SY_ROLE_ALIAS:
    case SY_ROLE_ACCOUNT:
      return is_time ? 0.2 : 1;

    case SY_ROLE_TIME:
    case SY_ROLE_END:
      if (sample->time_detection.finding != SY_TIME_FINDING_NONE ||
          sample->n_said * 2 >= sample->n_values)
        return 1;
      /* Many bad times are still times. */
      return share (sample->time_detection.n_times, sample->time_detection.n_values) >= 0.5 ? 0.6
                                                                                            : 0.1;

    case SY_ROLE_TYPE:
      if (is_time)
        return 0.1;
      return sample->n_distinct > 50 && sample->n_distinct * 2 > sample->n_values ? 0.4 : 1;

    case SY_ROLE_AMOUNT:
      if (kind == SY_IMPORT_OUTCOMES || kind == SY_IMPORT_TREATMENTS)
        return is_time ? 0.2 : 1;
      if (is_time)
        return 0.1;
      /* Some cells may be words: they are bad rows, not another column. */
      return share (sample->amounts.n_numbers, sample->amounts.n_values) >= 0.5 ? 1 : 0.2;

    case SY_ROLE_CLOCK:
      return share (sample->n_clocks, sample->n_values) >= 0.9 ? 1 : 0;

    case SY_ROLE_ID:
      /* Some rows may be there twice: that is what ids are for. */
      return sample->n_distinct * 2 >= MIN (sample->n_values, SY_SAMPLE_DISTINCT) ? 1 : 0;

    case SY_ROLE_IGNORE:
    case SY_ROLE_PROPERTY:
    default:
      return 0;
    }
}

/* What the values alone say, for a column whose name says nothing. */
static double
claim_by_values (SyImportKind kind,
                 SyColumnRole role,
                 const SyColumnSample *sample,
                 gboolean has_name)
{
  double with_letters = share (sample->n_with_letters, sample->n_values);
  gboolean is_number = share (sample->amounts.n_numbers, sample->amounts.n_values) >= 0.9;
  gboolean is_time = sample->time_detection.finding != SY_TIME_FINDING_NONE;
  gboolean is_weak_time = is_time && sample->time_detection.n_plain_numbers * 2 >=
                                         sample->time_detection.n_times;

  if (sample->n_values < 2)
    return 0;
  switch (role)
    {
    case SY_ROLE_TIME:
      /* A date of a member may be anything: only a name tells. */
      if (kind == SY_IMPORT_ACCOUNTS)
        return 0;
      return !is_time ? 0 : is_weak_time ? 0.3
                                         : 0.6;

    case SY_ROLE_PERSON:
      if ((is_time && !is_weak_time) || sample->n_distinct < 2 ||
          sample->n_missing > sample->n_values ||
          sample->amounts.n_point + sample->amounts.n_comma > 0)
        return 0;
      return has_name ? 0 : 0.35 + 0.1 * (1 - share (sample->n_distinct, sample->n_values));

    case SY_ROLE_TYPE:
      if (kind != SY_IMPORT_EVENTS || is_time || is_number || with_letters < 0.9)
        return 0;
      /* Of two columns of words the one with fewer of them is the type, the other the person. */
      return !has_name && sample->n_distinct <= 200 && sample->n_distinct * 2 <= sample->n_values
                 ? 0.4 + 0.1 * (1 - share (sample->n_distinct, sample->n_values))
                 : 0;

    case SY_ROLE_AMOUNT:
      if (kind != SY_IMPORT_EVENTS || has_name || is_time)
        return 0;
      return is_number && sample->amounts.n_point + sample->amounts.n_comma > 0 ? 0.5 : 0;

    case SY_ROLE_IGNORE:
    case SY_ROLE_PROPERTY:
    case SY_ROLE_ID:
    case SY_ROLE_ACCOUNT:
    case SY_ROLE_ALIAS:
    case SY_ROLE_END:
    case SY_ROLE_CLOCK:
    default:
      return 0;
    }
}

static gboolean
is_wanted (SyImportKind kind,
           SyColumnRole role)
{
  static const guint wanted[] = {
    [SY_IMPORT_EVENTS] = 1 << SY_ROLE_PERSON | 1 << SY_ROLE_TIME | 1 << SY_ROLE_TYPE |
                         1 << SY_ROLE_AMOUNT | 1 << SY_ROLE_ID | 1 << SY_ROLE_ACCOUNT |
                         1 << SY_ROLE_CLOCK,
    [SY_IMPORT_ATTRIBUTES] = 1 << SY_ROLE_PERSON,
    [SY_IMPORT_OUTCOMES] = 1 << SY_ROLE_PERSON | 1 << SY_ROLE_TIME | 1 << SY_ROLE_TYPE |
                           1 << SY_ROLE_AMOUNT,
    [SY_IMPORT_LINKS] = 1 << SY_ROLE_PERSON | 1 << SY_ROLE_ALIAS,
    [SY_IMPORT_ACCOUNTS] = 1 << SY_ROLE_PERSON | 1 << SY_ROLE_ACCOUNT | 1 << SY_ROLE_TYPE |
                           1 << SY_ROLE_TIME | 1 << SY_ROLE_END,
    [SY_IMPORT_TREATMENTS] = 1 << SY_ROLE_PERSON | 1 << SY_ROLE_TIME | 1 << SY_ROLE_TYPE |
                             1 << SY_ROLE_AMOUNT,
  };

  return (wanted[kind] >> role & 1) != 0;
}

static char *
explain (SyColumnRole role,
         gboolean by_name,
         const SyColumnSample *sample)
{
  const char *name = by_name ? "by its name" : "by its values";

  switch (role)
    {
    case SY_ROLE_TIME:
    case SY_ROLE_END:
      return g_strdup_printf ("%s; %.0f %% of the values are times", name,
                              100 * share (sample->time_detection.n_times,
                                           sample->time_detection.n_values));
    case SY_ROLE_AMOUNT:
      return g_strdup_printf ("%s; %.0f %% of the values are numbers", name,
                              100 * share (sample->amounts.n_numbers, sample->amounts.n_values));
    case SY_ROLE_IGNORE:
    case SY_ROLE_PROPERTY:
    case SY_ROLE_PERSON:
    case SY_ROLE_TYPE:
    case SY_ROLE_ID:
    case SY_ROLE_ACCOUNT:
    case SY_ROLE_ALIAS:
    case SY_ROLE_CLOCK:
    default:
      return g_strdup_printf ("%s; %s%" G_GSIZE_FORMAT
                              " different values in the first %" G_GSIZE_FORMAT " rows",
                              name, sample->n_distinct >= SY_SAMPLE_DISTINCT ? "at least " : "",
                              sample->n_distinct, sample->n_values + sample->n_missing);
    }
}

/* The least claim that is believed: what a row cannot do without is guessed sooner. */
static double
get_threshold (SyColumnRole role)
{
  switch (role)
    {
    case SY_ROLE_PERSON:
    case SY_ROLE_TIME:
    case SY_ROLE_TYPE:
      return 0.3;

    case SY_ROLE_ID:
    case SY_ROLE_ACCOUNT:
      return 0.8;

    case SY_ROLE_IGNORE:
    case SY_ROLE_PROPERTY:
    case SY_ROLE_AMOUNT:
    case SY_ROLE_ALIAS:
    case SY_ROLE_END:
    case SY_ROLE_CLOCK:
    default:
      return 0.5;
    }
}

void
sy_column_guess (SyImportKind kind,
                 const char *const *headers,
                 const SyColumnSample *samples,
                 gsize n_columns,
                 const gboolean is_open[SY_N_ROLES],
                 const gboolean *is_free,
                 SyColumnGuess *out_guesses)
{
  g_autofree double *claims = g_new0 (double, n_columns *SY_N_ROLES);
  g_autofree gboolean *by_name = g_new0 (gboolean, n_columns * SY_N_ROLES);

  for (gsize i = 0; i < n_columns; i++)
    {
      out_guesses[i] = (SyColumnGuess){ SY_ROLE_PROPERTY, 1, NULL };
      for (SyColumnRole role = SY_ROLE_PERSON; is_free[i] && role < SY_N_ROLES; role++)
        {
          double name_claim;
          double value_claim;
          gsize at = i * SY_N_ROLES + role;

          if (!is_open[role] || !is_wanted (kind, role))
            continue;
          name_claim = sy_column_claim_by_name (kind, role, headers[i]) *
                       fit_values (kind, role, &samples[i]);
          value_claim = claim_by_values (kind, role, &samples[i], headers[i][0] != '\0');
          by_name[at] = name_claim >= value_claim;
          claims[at] = MAX (name_claim, value_claim);
          if (claims[at] < get_threshold (role))
            claims[at] = 0;
        }
    }

  for (;;)
    {
      gsize best = 0;

      /* The first of equal claims: columns from the left. */
      for (gsize at = 1; at < n_columns * SY_N_ROLES; at++)
        if (claims[at] > claims[best])
          best = at;
      if (n_columns == 0 || claims[best] <= 0)
        return;
      out_guesses[best / SY_N_ROLES] = (SyColumnGuess){
        (SyColumnRole) (best % SY_N_ROLES),
        claims[best],
        explain ((SyColumnRole) (best % SY_N_ROLES), by_name[best], &samples[best / SY_N_ROLES]),
      };
      for (gsize i = 0; i < n_columns; i++)
        claims[i * SY_N_ROLES + best % SY_N_ROLES] = 0;
      for (gsize role = 0; role < SY_N_ROLES; role++)
        claims[best / SY_N_ROLES * SY_N_ROLES + role] = 0;
    }
}
