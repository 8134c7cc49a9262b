/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-accounts-view.h"

#include <glib/gi18n.h>

#include "sy-account-list.h"
#include "sy-account-members.h"
#include "sy-chart-card.h"
#include "sy-editable.h"
#include "sy-flow-layout.h"
#include "sy-format.h"
#include "sy-heading.h"
#include "sy-roll-up-card.h"
#include "sy-run-bar.h"
#include "sy-table-view.h"

/* In a low window; in a high one they take what is left. */
#define TABLE_PX 208
#define CHART_PX 190
#define HEADING_MARGIN 10

struct _SyAccountsView
{
  AdwBin parent_instance;

  /* Template children */
  GtkStack *stack;
  SyRunBar *bar;
  SyChartCard *chart;
  SyRollUpCard *roll_ups;
  GtkBox *head;
  GtkWidget *search;
  AdwBin *accounts_bin;
  GtkBox *members_card;

  /* Owned */
  SySession *session;
  GSignalGroup *signals;
  SyEventLog *map_log; /* the events whose people the map counts */
  SyAccountMap *map;
  SyEventLog *asked_log; /* those of the map that is being read */
  SyJob *map_job;
  SyJob *job;
  SyAccountList *list;
  char *open; /* key of an account */

  /* Borrowed */
  SyHeading accounts_heading;
  SyHeading members_heading;
  SyTableView *accounts;
  SyTableView *members;

  gboolean is_stale;
};

G_DEFINE_FINAL_TYPE (SyAccountsView, sy_accounts_view, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_HAS_ACCOUNTS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
has_accounts (SyAccountsView *self)
{
  return self->map != NULL && sy_account_map_get_n_accounts (self->map) > 0;
}

/* The members of the account that is open */

static char *
describe_account (SyAccountsView *self,
                  guint32 account)
{
  g_autofree char *score = sy_account_list_dup_score (self->list, account);
  const char *band = sy_account_list_get_band (self->list, account);

  if (*band == '\0')
    return g_strdup_printf (_ ("%s · no score"), sy_account_list_get_key (self->list, account));
  return g_strdup_printf ("%s · %s · %s", sy_account_list_get_key (self->list, account), score, band);
}

static char *
describe_members (SyAccountsView *self,
                  guint32 account,
                  SyTableSource *source)
{
  const SyAccountScores *scores = sy_account_list_get_scores (self->list);
  g_autofree char *n = sy_format_count_of (sy_table_source_get_n_rows (source), _ ("member"),
                                           _ ("members"));
  g_autofree char *points = sy_format_number (scores->raw[account], 2);
  g_autofree char *roll_up = sy_account_list_dup_roll_up (self->list);

  if (scores->n_scored[account] == 0)
    return g_strdup_printf (_ ("%s, none in the population"), n);
  return g_strdup_printf (_ ("%s · what they give adds up to %s points · %s"), n, points, roll_up);
}

static void
show_members (SyAccountsView *self)
{
  guint32 account = self->open != NULL && self->list != NULL
                        ? sy_account_list_find (self->list, self->open)
                        : G_MAXUINT32;
  g_autoptr (SyTableSource) source = NULL;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->members_card), account != G_MAXUINT32);
  if (account == G_MAXUINT32)
    return;
  source = sy_account_list_create_members (self->list, account);
  title = describe_account (self, account);
  subtitle = describe_members (self, account, source);
  sy_heading_set (&self->members_heading, title, subtitle);
  sy_table_view_set_source (self->members, source);
}

static void
on_account_selected (SyTableView *table,
                     guint row,
                     SyAccountsView *self)
{
  SyTableSource *source = sy_table_view_get_source (table);

  if (row == G_MAXUINT || source == NULL)
    return;
  g_free (self->open);
  self->open = g_strdup (sy_account_list_get_key (self->list,
                                                  sy_account_list_get_account (source, row)));
  show_members (self);
}

static void
on_account_activated (SyTableView *table,
                      guint row,
                      SyAccountsView *self)
{
  on_account_selected (table, row, self);
  gtk_widget_child_focus (GTK_WIDGET (self->members), GTK_DIR_TAB_FORWARD);
}

static void
on_member_activated (SyTableView *table,
                     guint row,
                     SyAccountsView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-person", "s",
                              sy_account_members_get_key (sy_table_view_get_source (table), row));
}

/* The accounts */

static void
select_open (SyAccountsView *self,
             SyTableSource *source)
{
  guint n = sy_table_source_get_n_rows (source);
  guint32 account = self->open != NULL ? sy_account_list_find (self->list, self->open)
                                       : G_MAXUINT32;

  for (guint row = 0; row < n; row++)
    if (sy_account_list_get_account (source, row) == account)
      {
        sy_table_view_select (self->accounts, row);
        return;
      }
  /* The highest to begin with; then the only one that was found. */
  if (n == 1 || (n > 0 && account == G_MAXUINT32))
    sy_table_view_select (self->accounts, 0);
}

static void
show_accounts (SyAccountsView *self)
{
  const SyAccountScores *scores = sy_account_list_get_scores (self->list);
  g_autofree char *text = sy_editable_dup_text (GTK_EDITABLE (self->search));
  g_autoptr (SyTableSource) source = sy_account_list_create_source (self->list, text);
  g_autofree char *count = sy_format_count_of (sy_table_source_get_n_rows (source), _ ("Account"),
                                               _ ("Accounts"));
  g_autofree char *scored = sy_format_count ((gint64) scores->n);
  g_autofree char *as_of = sy_format_as_of (sy_session_get_zone (self->session), scores->as_of);
  g_autofree char *roll_up = sy_account_list_dup_roll_up (self->list);
  g_autofree char *subtitle = NULL;

  if (scores->n < scores->n_accounts)
    {
      g_autofree char *without = sy_format_count ((gint64) (scores->n_accounts - scores->n));

      subtitle = g_strdup_printf (_ ("as of %s · members’ points: %s · %s scored, %s not"), as_of,
                                  roll_up, scored, without);
    }
  else
    subtitle = g_strdup_printf (_ ("as of %s · members’ points: %s"), as_of, roll_up);
  sy_heading_set (&self->accounts_heading, count, subtitle);
  sy_table_view_set_source (self->accounts, source);
  select_open (self, source);
}

static void
on_search_changed (SyAccountsView *self)
{
  if (self->list != NULL)
    show_accounts (self);
}

static void
show_list (SyAccountsView *self)
{
  sy_chart_card_take_chart (self->chart, sy_account_list_create_chart (self->list));
  show_accounts (self);
  show_members (self);
}

/* Their scores */

typedef struct
{
  SyEventLog *log;
  SyAccountMap *map;
  SyModel *model;
  SyScores *people;
} Input;

static void
input_free (Input *input)
{
  sy_event_log_unref (input->log);
  sy_account_map_unref (input->map);
  sy_model_unref (input->model);
  sy_scores_unref (input->people);
  g_free (input);
}

static gpointer
compute (SyJob *job,
         gpointer data,
         GCancellable *cancellable,
         GError **error)
{
  const Input *input = data;

  return sy_account_list_new (input->log, input->map, input->model, input->people, cancellable, error);
}

/* What is of another model, date or log is still seen, but nothing can be opened in it. */
static void
set_current (SyAccountsView *self,
             gboolean is_current)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->accounts_bin), is_current);
  gtk_widget_set_sensitive (GTK_WIDGET (self->members_card), is_current);
  gtk_widget_set_sensitive (GTK_WIDGET (self->chart), is_current);
}

static void
computed_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (SyAccountsView) self = SY_ACCOUNTS_VIEW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyAccountList) list = sy_job_run_finish (SY_JOB (source), result, &error);

  if (self->bar != NULL)
    sy_run_bar_finish (self->bar, SY_JOB (source), NULL);
  if (self->job != SY_JOB (source))
    return;
  g_clear_object (&self->job);
  if (list == NULL || self->stack == NULL)
    return;
  g_clear_pointer (&self->list, sy_account_list_unref);
  self->list = g_steal_pointer (&list);
  set_current (self, TRUE);
  show_list (self);
}

/* The newest figures of the people are those of the session's events. While those of the draft are not there yet, what
 * is shown stays; it is of the draft before. */
static void
refresh (SyAccountsView *self)
{
  SyTuning *tuning = sy_session_get_tuning (self->session);
  Input *input;

  sy_job_drop (&self->job);
  gtk_stack_set_visible_child_name (self->stack, has_accounts (self) ? "accounts" : "empty");
  self->is_stale = TRUE;
  if (tuning == NULL || self->map_log != sy_session_get_log (self->session))
    set_current (self, FALSE);
  if (!has_accounts (self) || tuning == NULL ||
      self->map_log != sy_session_get_log (self->session) ||
      sy_session_get_tuned_draft (self->session) != sy_session_get_draft (self->session))
    return;
  self->is_stale = FALSE;
  input = g_new0 (Input, 1);
  input->log = sy_event_log_ref (self->map_log);
  input->map = sy_account_map_ref (self->map);
  input->model = sy_model_ref (sy_session_get_tuned_draft (self->session));
  input->people = sy_scores_ref (tuning->draft.scores);
  self->job = sy_job_new ();
  sy_run_bar_start (self->bar, self->job, _ ("Scoring accounts"));
  sy_job_run_async (self->job, NULL, compute, input, (GDestroyNotify) input_free,
                    (GDestroyNotify) sy_account_list_unref, computed_cb, g_object_ref (self));
}

static void
on_session_changed (SyAccountsView *self)
{
  self->is_stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
}

/* Which there are */

static gpointer
load_map (SyProject *project,
          SyJob *job,
          gpointer data,
          GCancellable *cancellable,
          GError **error)
{
  return sy_account_map_load (project, data, error);
}

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (SyAccountsView) self = SY_ACCOUNTS_VIEW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyAccountMap) map = sy_job_run_finish (SY_JOB (source), result, &error);
  g_autoptr (SyEventLog) log = NULL;

  if (self->map_job != SY_JOB (source))
    return;
  g_clear_object (&self->map_job);
  log = g_steal_pointer (&self->asked_log);
  if (self->stack == NULL)
    return;
  if (map == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
      return;
    }
  g_clear_pointer (&self->map, sy_account_map_unref);
  g_clear_pointer (&self->map_log, sy_event_log_unref);
  self->map = g_steal_pointer (&map);
  self->map_log = g_steal_pointer (&log);
  /* A newer one may have come meanwhile. */
  if (self->map_log == sy_session_get_log (self->session))
    sy_roll_up_card_set_accounts (self->roll_ups, self->map_log, self->map);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_ACCOUNTS]);
  on_session_changed (self);
}

void
sy_accounts_view_look (SyAccountsView *self)
{
  SyEventLog *log;

  g_return_if_fail (SY_IS_ACCOUNTS_VIEW (self));
  g_return_if_fail (self->session != NULL);

  log = sy_session_get_log (self->session);
  if (self->map_log == log || self->asked_log == log)
    return;
  sy_job_drop (&self->map_job);
  sy_job_drop (&self->job);
  g_clear_pointer (&self->asked_log, sy_event_log_unref);
  self->asked_log = sy_event_log_ref (log);
  sy_roll_up_card_set_accounts (self->roll_ups, NULL, NULL);
  self->map_job = sy_job_new ();
  sy_session_run_async (self->session, self->map_job, load_map, sy_event_log_ref (log),
                        (GDestroyNotify) sy_event_log_unref,
                        (GDestroyNotify) sy_account_map_unref, loaded_cb, g_object_ref (self));
}

/* The numbers of people are others. */
static void
on_log_changed (SyAccountsView *self)
{
  sy_roll_up_card_set_accounts (self->roll_ups, NULL, NULL);
  on_session_changed (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    sy_accounts_view_look (self);
}

/* The view */

static void
sy_accounts_view_map (GtkWidget *widget)
{
  SyAccountsView *self = SY_ACCOUNTS_VIEW (widget);

  GTK_WIDGET_CLASS (sy_accounts_view_parent_class)->map (widget);
  if (self->session == NULL)
    return;
  sy_accounts_view_look (self);
  if (self->is_stale)
    refresh (self);
}

static gboolean
sy_accounts_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (SY_ACCOUNTS_VIEW (widget)->search);
}

static void
sy_accounts_view_get_property (GObject *object,
                               guint prop_id,
                               GValue *value,
                               GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_HAS_ACCOUNTS:
      g_value_set_boolean (value, has_accounts (SY_ACCOUNTS_VIEW (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sy_accounts_view_dispose (GObject *object)
{
  SyAccountsView *self = SY_ACCOUNTS_VIEW (object);

  sy_job_drop (&self->map_job);
  sy_job_drop (&self->job);
  g_clear_object (&self->signals);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SY_TYPE_ACCOUNTS_VIEW);
  g_clear_pointer (&self->list, sy_account_list_unref);
  g_clear_pointer (&self->map, sy_account_map_unref);
  g_clear_pointer (&self->map_log, sy_event_log_unref);
  g_clear_pointer (&self->asked_log, sy_event_log_unref);
  g_clear_pointer (&self->open, g_free);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sy_accounts_view_parent_class)->dispose (object);
}

static void
sy_accounts_view_class_init (SyAccountsViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sy_accounts_view_get_property;
  object_class->dispose = sy_accounts_view_dispose;
  widget_class->map = sy_accounts_view_map;
  widget_class->grab_focus = sy_accounts_view_grab_focus;

  properties[PROP_HAS_ACCOUNTS] = g_param_spec_boolean ("has-accounts", NULL, NULL, FALSE,
                                                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SY_TYPE_CHART_CARD);
  g_type_ensure (SY_TYPE_FLOW_LAYOUT);
  g_type_ensure (SY_TYPE_ROLL_UP_CARD);
  g_type_ensure (SY_TYPE_RUN_BAR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/steelyard/Steelyard/sy-accounts-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SyAccountsView, stack);
  gtk_widget_class_bind_template_child (widget_class, SyAccountsView, bar);
  gtk_widget_class_bind_template_child (widget_class, SyAccountsView, chart);
  gtk_widget_class_bind_template_child (widget_class, SyAccountsView, roll_ups);
  gtk_widget_class_bind_template_child (widget_class, SyAccountsView, head);
  gtk_widget_class_bind_template_child (widget_class, SyAccountsView, search);
  gtk_widget_class_bind_template_child (widget_class, SyAccountsView, accounts_bin);
  gtk_widget_class_bind_template_child (widget_class, SyAccountsView, members_card);
  gtk_widget_class_bind_template_callback (widget_class, refresh);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
}

static void
sy_accounts_view_init (SyAccountsView *self)
{
  static const char *const names[] = { "as-of-changed", "tuning-changed", "model-changed" };
  GtkWidget *heading;

  self->is_stale = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  sy_chart_view_set_natural_size (sy_chart_card_get_view (self->chart), 320, CHART_PX);
  gtk_box_prepend (self->head, sy_heading_init (&self->accounts_heading));
  self->accounts = SY_TABLE_VIEW (sy_table_view_new (_ ("Accounts")));
  sy_table_view_set_wide (self->accounts);
  sy_table_view_set_max_height (self->accounts, TABLE_PX);
  gtk_widget_set_vexpand (GTK_WIDGET (self->accounts), TRUE);
  g_signal_connect (self->accounts, "selected", G_CALLBACK (on_account_selected), self);
  g_signal_connect (self->accounts, "activate", G_CALLBACK (on_account_activated), self);
  adw_bin_set_child (self->accounts_bin, GTK_WIDGET (self->accounts));
  heading = sy_heading_init (&self->members_heading);
  gtk_widget_set_margin_start (heading, HEADING_MARGIN);
  gtk_widget_set_margin_end (heading, HEADING_MARGIN);
  gtk_box_append (self->members_card, heading);
  self->members = SY_TABLE_VIEW (sy_table_view_new (_ ("Members of the account")));
  sy_table_view_set_max_height (self->members, TABLE_PX);
  gtk_widget_set_vexpand (GTK_WIDGET (self->members), TRUE);
  g_signal_connect (self->members, "activate", G_CALLBACK (on_member_activated), self);
  gtk_box_append (self->members_card, GTK_WIDGET (self->members));
  self->signals = g_signal_group_new (SY_TYPE_SESSION);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_signal_group_connect_swapped (self->signals, names[i], G_CALLBACK (on_session_changed), self);
  g_signal_group_connect_swapped (self->signals, "log-changed", G_CALLBACK (on_log_changed), self);
}

void
sy_accounts_view_set_session (SyAccountsView *self,
                              SySession *session)
{
  g_return_if_fail (SY_IS_ACCOUNTS_VIEW (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_group_set_target (self->signals, session);
  sy_roll_up_card_set_session (self->roll_ups, session);
}
