/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-identity-view.h"
#include "sy-consent-form.h"
#include "sy-duplicate-list.h"
#include "sy-flow-layout.h"
#include "sy-format.h"
#include "sy-identity-figures.h"
#include "sy-link-list.h"
#include "sy-shared-rule.h"
#include "sy-table-view.h"
#include "sy-tile.h"

#include <glib/gi18n.h>

#define MAX_TABLE_PX 320

struct _SyIdentityView
{
  GtkWidget parent_instance;

  /* Template children */
  GtkWidget *scroller;
  GtkWidget *tiles;
  GtkLabel *problem;
  GtkWidget *rule_cards;
  AdwBin *rule_bin;
  GtkWidget *shared_card;
  AdwBin *shared_bin;
  GtkWidget *shared_empty;
  AdwBin *duplicates_bin;
  AdwBin *links_bin;
  GtkWidget *stages_card;
  AdwBin *stages_bin;
  GtkWidget *people_card;
  AdwBin *people_bin;
  GtkWidget *account_cards;
  AdwBin *accounts_bin;
  GtkLabel *members_title;
  AdwBin *members_bin;
  AdwBin *consent_bin;

  /* Owned */
  SySession *session;
  GSignalGroup *signals;
  SyJob *job;
  SyIdentityFigures *figures;

  /* Borrowed */
  SyTile *keys_tile;
  SyTile *people_tile;
  SyTile *attributed_tile;
  SyTile *orphans_tile;
  SyTile *shared_tile;
  SyTile *account_tile;
  SyTile *refused_tile;
  SySharedRule *rule;
  SyDuplicateList *duplicates;
  SyLinkList *links;
  SyConsentForm *consent;
  SyTableView *shared;
  SyTableView *stages;
  SyTableView *people;
  SyTableView *accounts;
  SyTableView *members;

  gboolean is_stale;
};

G_DEFINE_FINAL_TYPE (SyIdentityView, sy_identity_view, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* Figures */

static void
show_count (SyTile *tile,
            gint64 count,
            const char *note)
{
  g_autofree char *text = sy_format_count (count);

  sy_tile_set (tile, text, note);
}

static void
show_tiles (SyIdentityView *self)
{
  const SyIdentityReport *report = self->figures->report;
  const SyIdentityStage *now = sy_identity_report_get_now (report);
  g_autofree char *merged = sy_format_count (report->n_keys - now->n_people);
  g_autofree char *merged_note = g_strdup_printf (_ ("%s merged"), merged);
  g_autofree char *share = sy_format_percent ((double) now->n_attributed /
                                                  (double) MAX (report->n_events, 1),
                                              1);
  g_autofree char *accounts = sy_format_count_of (self->figures->accounts->len, _ ("account"),
                                                  _ ("accounts"));
  gsize n_refusing;

  sy_event_log_get_refusals (sy_session_get_log (self->session), &n_refusing);
  show_count (self->keys_tile, report->n_keys, NULL);
  show_count (self->people_tile, now->n_people, merged_note);
  sy_tile_set (self->attributed_tile, share, _ ("of events"));
  show_count (self->orphans_tile, now->n_orphans, _ ("events"));
  show_count (self->shared_tile, now->n_shared, NULL);
  show_count (self->account_tile, now->n_without_account, accounts);
  show_count (self->refused_tile, (gint64) n_refusing, NULL);
}

static void
show_account (SyIdentityView *self,
              guint account)
{
  g_autoptr (SyTableSource) members = NULL;
  g_autofree char *title = NULL;
  const SyAccount *chosen;

  if (self->figures == NULL || account >= self->figures->accounts->len)
    return;
  chosen = self->figures->accounts->pdata[account];
  title = g_strdup_printf (_ ("Members of %s"), chosen->key);
  members = sy_identity_figures_create_members (self->figures, account,
                                                sy_session_get_zone (self->session));
  gtk_label_set_label (self->members_title, title);
  sy_table_view_set_source (self->members, members);
}

static void
on_account_selected (SyTableView *table,
                     guint row,
                     SyIdentityView *self)
{
  show_account (self, row);
}

static void
on_person_activated (SyTableView *table,
                     guint row,
                     SyIdentityView *self)
{
  g_autofree char *person = sy_table_source_get_text (sy_table_view_get_source (table), row, 0);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-person", "s", person);
}

static void
show_tables (SyIdentityView *self)
{
  const SyIdentityFigures *figures = self->figures;
  gboolean has_shared = sy_table_source_get_n_rows (figures->shared) > 0;

  sy_table_view_set_source (self->shared, figures->shared);
  gtk_widget_set_visible (GTK_WIDGET (self->shared_bin), has_shared);
  gtk_widget_set_visible (self->shared_empty, !has_shared);
  sy_table_view_set_source (self->stages, figures->stages);
  gtk_widget_set_visible (self->stages_card, figures->merges->len > 0);
  sy_table_view_set_source (self->people, figures->people);
  gtk_widget_set_visible (self->people_card, sy_table_source_get_n_rows (figures->people) > 0);
  sy_table_view_set_source (self->accounts, figures->account_table);
  gtk_widget_set_visible (self->account_cards, figures->accounts->len > 0);
  show_account (self, 0);
}

static void
show_figures (SyIdentityView *self,
              SyIdentityFigures *figures)
{
  g_clear_pointer (&self->figures, sy_identity_figures_free);
  self->figures = figures;
  show_tiles (self);
  sy_shared_rule_set_report (self->rule, figures->report);
  sy_duplicate_list_show (self->duplicates, figures->candidates, figures->n_apart);
  sy_link_list_show (self->links, figures->merges);
  show_tables (self);
  sy_consent_form_show (self->consent, figures->consent);
}

/* Reading */

static gpointer
read_figures (SyProject *project,
              SyJob *job,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  return sy_identity_figures_read (project, *(gint64 *) data, cancellable, error);
}

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (SyIdentityView) self = SY_IDENTITY_VIEW (user_data);
  g_autoptr (GError) error = NULL;
  SyIdentityFigures *figures = sy_job_run_finish (SY_JOB (source), result, &error);

  if (self->job != SY_JOB (source))
    {
      g_clear_pointer (&figures, sy_identity_figures_free);
      return;
    }
  g_clear_object (&self->job);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), figures == NULL);
  if (figures != NULL)
    show_figures (self, figures);
  else
    gtk_label_set_label (self->problem, error->message);
}

static void
refresh (SyIdentityView *self)
{
  gint64 as_of = sy_session_get_as_of (self->session);

  self->is_stale = FALSE;
  sy_job_drop (&self->job);
  self->job = sy_job_new ();
  sy_session_run_async (self->session,
                        self->job,
                        read_figures,
                        g_memdup2 (&as_of, sizeof as_of),
                        g_free,
                        (GDestroyNotify) sy_identity_figures_free,
                        read_cb,
                        g_object_ref (self));
}

static void
on_session_changed (SySession *session,
                    SyIdentityView *self)
{
  self->is_stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
}

/* The view */

static void
sy_identity_view_map (GtkWidget *widget)
{
  SyIdentityView *self = SY_IDENTITY_VIEW (widget);

  GTK_WIDGET_CLASS (sy_identity_view_parent_class)->map (widget);
  if (self->is_stale)
    refresh (self);
}

static void
sy_identity_view_constructed (GObject *object)
{
  SyIdentityView *self = SY_IDENTITY_VIEW (object);

  G_OBJECT_CLASS (sy_identity_view_parent_class)->constructed (object);

  self->rule = SY_SHARED_RULE (sy_shared_rule_new (self->session));
  adw_bin_set_child (self->rule_bin, GTK_WIDGET (self->rule));
  self->duplicates = SY_DUPLICATE_LIST (sy_duplicate_list_new (self->session));
  adw_bin_set_child (self->duplicates_bin, GTK_WIDGET (self->duplicates));
  self->links = SY_LINK_LIST (sy_link_list_new (self->session));
  adw_bin_set_child (self->links_bin, GTK_WIDGET (self->links));
  self->consent = SY_CONSENT_FORM (sy_consent_form_new (self->session));
  adw_bin_set_child (self->consent_bin, GTK_WIDGET (self->consent));
}

static void
sy_identity_view_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  SyIdentityView *self = SY_IDENTITY_VIEW (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      g_signal_group_set_target (self->signals, self->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sy_identity_view_dispose (GObject *object)
{
  SyIdentityView *self = SY_IDENTITY_VIEW (object);

  sy_job_drop (&self->job);
  g_clear_object (&self->signals);
  g_clear_object (&self->session);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), SY_TYPE_IDENTITY_VIEW);

  G_OBJECT_CLASS (sy_identity_view_parent_class)->dispose (object);
}

static void
sy_identity_view_finalize (GObject *object)
{
  SyIdentityView *self = SY_IDENTITY_VIEW (object);

  g_clear_pointer (&self->figures, sy_identity_figures_free);

  G_OBJECT_CLASS (sy_identity_view_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/steelyard/Steelyard/sy-identity-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SyIdentityView, scroller);
  gtk_widget_class_bind_template_child (widget_class, SyIdentityView, tiles);
  gtk_widget_class_bind_template_child (widget_class, SyIdentityView, problem);
  gtk_widget_class_bind_template_child (widget_class, SyIdentityView, rule_cards);
  gtk_widget_class_bind_template_child (widget_class, SyIdentityView, rule_bin);
  gtk_widget_class_bind_template_child (widget_class, SyIdentityView, shared_card);
  gtk_widget_class_bind_template_child (widget_class, SyIdentityView, shared_bin);
  gtk_widget_class_bind_template_child (widget_class, SyIdentityView, shared_empty);
  gtk_widget_class_bind_template_child (widget_class, SyIdentityView, duplicates_bin);
  gtk_widget_class_bind_template_child (widget_class, SyIdentityView, links_bin);
  gtk_widget_class_bind_template_child (widget_class, SyIdentityView, stages_card);
  gtk_widget_class_bind_template_child (widget_class, SyIdentityView, stages_bin);
  gtk_widget_class_bind_template_child (widget_class, SyIdentityView, people_card);
  gtk_widget_class_bind_template_child (widget_class, SyIdentityView, people_bin);
  gtk_widget_class_bind_template_child (widget_class, SyIdentityView, account_cards);
  gtk_widget_class_bind_template_child (widget_class, SyIdentityView, accounts_bin);
  gtk_widget_class_bind_template_child (widget_class, SyIdentityView, members_title);
  gtk_widget_class_bind_template_child (widget_class, SyIdentityView, members_bin);
  gtk_widget_class_bind_template_child (widget_class, SyIdentityView, consent_bin);
}

static void
sy_identity_view_class_init (SyIdentityViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = sy_identity_view_constructed;
  object_class->set_property = sy_identity_view_set_property;
  object_class->dispose = sy_identity_view_dispose;
  object_class->finalize = sy_identity_view_finalize;
  widget_class->map = sy_identity_view_map;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, SY_TYPE_SESSION,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY |
                                                      G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  bind_template (widget_class);
}

static SyTile *
add_tile (SyIdentityView *self,
          const char *title,
          const char *definition)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (self->tiles);
  GtkWidget *tile = sy_tile_new (title, definition);

  gtk_box_append (GTK_BOX (self->tiles), tile);
  g_object_set (gtk_layout_manager_get_layout_child (layout, tile), "basis", 160, NULL);
  return SY_TILE (tile);
}

static void
add_tiles (SyIdentityView *self)
{
  gtk_widget_set_layout_manager (self->tiles, sy_flow_layout_new ());
  self->keys_tile = add_tile (self, _ ("Keys"), _ ("Different ids that rows of any kind name"));
  self->people_tile = add_tile (self, _ ("People"),
                                _ ("Who remains when linked keys are one person"));
  self->attributed_tile = add_tile (
      self, _ ("Attributed"),
      _ ("Events of people of whom more is known than events: an attribute, an outcome, a "
         "treatment, an account, or a link that names them"));
  self->orphans_tile = add_tile (self, _ ("Orphans"),
                                 _ ("Events of people of whom nothing else is known"));
  self->shared_tile = add_tile (self, _ ("Kept apart"),
                                _ ("Identifiers of too many people, which merge nobody"));
  self->account_tile = add_tile (self, _ ("Without account"), _ ("People who are in no account"));
  self->refused_tile = add_tile (self, _ ("Left out"),
                                 _ ("People who refused, by the rule of consent"));
}

static SyTableView *
add_table (AdwBin *bin,
           const char *name)
{
  SyTableView *table = SY_TABLE_VIEW (sy_table_view_new (name));

  sy_table_view_set_max_height (table, MAX_TABLE_PX);
  adw_bin_set_child (bin, GTK_WIDGET (table));
  return table;
}

static void
flow (GtkWidget *box,
      int basis_px)
{
  GtkLayoutManager *layout = sy_flow_layout_new ();

  gtk_widget_set_layout_manager (box, layout);
  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    g_object_set (gtk_layout_manager_get_layout_child (layout, child), "basis", basis_px, NULL);
}

static void
sy_identity_view_init (SyIdentityView *self)
{
  static const char *const names[] = { "log-changed", "project-changed", "as-of-changed" };

  self->is_stale = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  add_tiles (self);
  flow (self->rule_cards, 400);
  flow (self->account_cards, 400);
  self->shared = add_table (self->shared_bin, _ ("Identifiers kept apart"));
  self->stages = add_table (self->stages_bin, _ ("Match report"));
  self->people = add_table (self->people_bin, _ ("Merged people"));
  self->accounts = add_table (self->accounts_bin, _ ("Accounts"));
  self->members = add_table (self->members_bin, _ ("Members"));
  g_signal_connect (self->accounts, "selected", G_CALLBACK (on_account_selected), self);
  g_signal_connect (self->people, "activate", G_CALLBACK (on_person_activated), self);
  g_signal_connect (self->members, "activate", G_CALLBACK (on_person_activated), self);
  self->signals = g_signal_group_new (SY_TYPE_SESSION);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_signal_group_connect (self->signals, names[i], G_CALLBACK (on_session_changed), self);
}
