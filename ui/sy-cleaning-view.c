/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cleaning-view.h"
#include "sy-clean-dialog.h"
#include "sy-clean-text.h"
#include "sy-flow-layout.h"
#include "sy-format.h"
#include "sy-project-edit.h"
#include "sy-tile.h"

#include <glib/gi18n.h>

struct _SyCleaningView
{
  GtkWidget parent_instance;

  /* Template children */
  GtkWidget *scroller;
  GtkWidget *tiles;
  AdwPreferencesGroup *rules;
  AdwPreferencesGroup *kinds;

  /* Owned */
  SySession *session;
  GSignalGroup *signals;
  GPtrArray *records;
  GPtrArray *rule_rows;

  /* Borrowed */
  SyTile *rules_tile;
  SyTile *events_tile;
  SyTile *stale_tile;

  gboolean is_stale;
};

G_DEFINE_FINAL_TYPE (SyCleaningView, sy_cleaning_view, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* The form */

static char **
list_names (SyCleaningView *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; self->records != NULL && i < self->records->len; i++)
    g_strv_builder_add (names, ((SyCleanRuleRecord *) self->records->pdata[i])->name);
  return g_strv_builder_end (names);
}

static void
open_dialog (SyCleaningView *self,
             const SyCleanRule *rule,
             const char *name,
             gboolean is_applied)
{
  g_auto (GStrv) taken = list_names (self);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_window_present (GTK_WINDOW (sy_clean_dialog_new (GTK_WINDOW (root), self->session, rule, name,
                                                       is_applied, (const char *const *) taken)));
}

static void
on_add_clicked (GtkButton *button,
                SyCleaningView *self)
{
  SyCleanKind kind = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "sy-kind"));
  g_autoptr (SyCleanRule) rule = sy_clean_rule_suggest (kind, sy_session_get_log (self->session));
  g_auto (GStrv) taken = list_names (self);
  g_autofree char *name = sy_clean_rule_suggest_name (kind, (const char *const *) taken);

  open_dialog (self, rule, name, FALSE);
}

static void
on_edit_clicked (GtkButton *button,
                 SyCleaningView *self)
{
  const SyCleanRuleRecord *record = g_object_get_data (G_OBJECT (button), "sy-record");
  g_autoptr (GError) error = NULL;
  g_autoptr (SyCleanRule) rule = sy_clean_rule_from_json (record->json, &error);

  if (rule != NULL)
    open_dialog (self, rule, record->name, TRUE);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
}

/* Taking back */

static gpointer
undo_rule (SyProject *project,
           SyJob *job,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  sy_project_undo_clean_rule (project, data, error);
  return NULL;
}

/* Nothing is asked: applying the rule again brings the same marks back. */
static void
on_undo_clicked (GtkButton *button,
                 SyCleaningView *self)
{
  const SyCleanRuleRecord *record = g_object_get_data (G_OBJECT (button), "sy-record");
  g_autofree char *count = sy_format_count_of (record->n_alone, _ ("event counts"),
                                               _ ("events count"));
  g_autofree char *done = g_strdup_printf (_ ("“%s” is taken back: %s again"), record->name, count);

  sy_project_edit (GTK_WIDGET (self->rules), self->session, undo_rule, g_strdup (record->name),
                   g_free, done);
}

/* The applied rules */

static GtkWidget *
create_button (SyCleaningView *self,
               const char *label,
               const char *spoken,
               GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, !sy_session_is_read_only (self->session));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_signal_connect (button, "clicked", callback, self);
  return button;
}

static GtkWidget *
create_counts (const SyCleanRuleRecord *record)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *events = sy_format_count_of (record->n_events, _ ("event"), _ ("events"));
  g_autofree char *people = sy_format_count_of (record->n_people, _ ("person"), _ ("people"));
  g_autofree char *alone = sy_format_count (record->n_alone);
  g_autofree char *tooltip = g_strdup_printf (
      _ ("%s of the events are marked by no other rule, and would count again without this one"),
      alone);
  GtkWidget *first = gtk_label_new (events);
  GtkWidget *second = gtk_label_new (people);

  gtk_label_set_xalign (GTK_LABEL (first), 1);
  gtk_label_set_xalign (GTK_LABEL (second), 1);
  gtk_widget_add_css_class (first, "figure");
  gtk_widget_add_css_class (second, "dim-label");
  gtk_widget_add_css_class (second, "caption");
  gtk_widget_add_css_class (second, "numeric");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_tooltip_text (box, tooltip);
  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), second);
  return box;
}

static GtkWidget *
create_stale_chip (void)
{
  GtkWidget *chip = gtk_label_new (_ ("stale"));

  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_add_css_class (chip, "stale");
  gtk_widget_set_margin_end (chip, 6);
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (chip, _ ("Events, names or links have changed since the rule was "
                                        "applied: apply it again to look at them too"));
  return chip;
}

static void
add_rule (SyCleaningView *self,
          SyCleanRuleRecord *record)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *words = sy_clean_rule_dup_words (record->json);
  g_autofree char *title = g_markup_escape_text (record->name, -1);
  g_autofree char *subtitle = g_markup_escape_text (words, -1);
  const char *verb = record->is_stale ? _ ("Apply Again…") : _ ("Change…");
  g_autofree char *edit_name = g_strdup_printf ("%s %s", verb, record->name);
  g_autofree char *undo_name = g_strdup_printf ("%s %s", _ ("Take Back"), record->name);
  GtkWidget *edit = create_button (self, verb, edit_name, G_CALLBACK (on_edit_clicked));
  GtkWidget *undo = create_button (self, _ ("Take Back"), undo_name, G_CALLBACK (on_undo_clicked));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  g_object_set_data (G_OBJECT (edit), "sy-record", record);
  g_object_set_data (G_OBJECT (undo), "sy-record", record);
  if (record->is_stale)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_stale_chip ());
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_counts (record));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), edit);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), undo);
  adw_preferences_group_add (self->rules, row);
  g_ptr_array_add (self->rule_rows, row);
}

static void
add_empty_row (SyCleaningView *self)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Every event counts"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               _ ("No rule is applied. Rows whose id was there already were left "
                                  "out when they were imported."));
  adw_preferences_group_add (self->rules, row);
  g_ptr_array_add (self->rule_rows, row);
}

static void
drop_rows (SyCleaningView *self)
{
  for (guint i = 0; i < self->rule_rows->len; i++)
    adw_preferences_group_remove (self->rules, self->rule_rows->pdata[i]);
  g_ptr_array_set_size (self->rule_rows, 0);
}

static void
show_rules (SyCleaningView *self,
            gsize n_marked)
{
  gsize n_counted = sy_event_log_get_n_events (sy_session_get_log (self->session));
  g_autofree char *n_rules = sy_format_count (self->records->len);
  g_autofree char *events = sy_format_count ((gint64) n_marked);
  gsize n_all = n_counted + n_marked;
  g_autofree char *share = sy_format_percent ((double) n_marked / (double) MAX (n_all, 1), 1);
  g_autofree char *share_text = g_strdup_printf (_ ("%s of all"), share);
  g_autofree char *stale = NULL;
  guint n_stale = 0;

  for (guint i = 0; i < self->records->len; i++)
    {
      add_rule (self, self->records->pdata[i]);
      n_stale += ((SyCleanRuleRecord *) self->records->pdata[i])->is_stale ? 1 : 0;
    }
  if (self->records->len == 0)
    add_empty_row (self);
  stale = sy_format_count (n_stale);
  sy_tile_set (self->rules_tile, n_rules, NULL);
  sy_tile_set (self->events_tile, events, share_text);
  sy_tile_set (self->stale_tile, stale, n_stale > 0 ? _ ("to be applied again") : NULL);
}

/* Reading */

typedef struct
{
  GPtrArray *records;
  gsize n_marked;
} Listing;

static void
listing_free (Listing *listing)
{
  g_clear_pointer (&listing->records, g_ptr_array_unref);
  g_free (listing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Listing, listing_free)

static gpointer
list_rules (SyProject *project,
            SyJob *job,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (Listing) listing = g_new0 (Listing, 1);
  g_autofree guint32 *marked = NULL;

  listing->records = sy_project_list_clean_rules (project, error);
  if (listing->records == NULL)
    return NULL;
  marked = sy_project_read_marked (project, NULL, &listing->n_marked, error);
  return marked != NULL ? g_steal_pointer (&listing) : NULL;
}

static void
listed_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (SyCleaningView) self = SY_CLEANING_VIEW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (Listing) listing = sy_job_run_finish (SY_JOB (source), result, &error);
  gboolean has_focus;

  if (self->session == NULL || listing == NULL)
    return;
  has_focus = sy_focus_is_inside (GTK_WIDGET (self->rules));
  /* They point at the old records. */
  drop_rows (self);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  self->records = g_steal_pointer (&listing->records);
  show_rules (self, listing->n_marked);
  if (has_focus)
    gtk_widget_child_focus (GTK_WIDGET (self->rules), GTK_DIR_TAB_FORWARD);
}

static void
refresh (SyCleaningView *self)
{
  self->is_stale = FALSE;
  sy_session_run_async (self->session,
                        NULL,
                        list_rules,
                        NULL,
                        NULL,
                        (GDestroyNotify) listing_free,
                        listed_cb,
                        g_object_ref (self));
}

static void
on_session_changed (SySession *session,
                    SyCleaningView *self)
{
  self->is_stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
}

/* The view */

static void
sy_cleaning_view_map (GtkWidget *widget)
{
  SyCleaningView *self = SY_CLEANING_VIEW (widget);

  GTK_WIDGET_CLASS (sy_cleaning_view_parent_class)->map (widget);
  if (self->is_stale)
    refresh (self);
}

static void
add_kind (SyCleaningView *self,
          SyCleanKind kind)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *spoken = g_strdup_printf (_ ("Add a Rule: %s"), sy_clean_kind_get_title (kind));
  GtkWidget *button = create_button (self, _ ("Add…"), spoken, G_CALLBACK (on_add_clicked));

  g_object_set_data (G_OBJECT (button), "sy-kind", GUINT_TO_POINTER (kind));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sy_clean_kind_get_title (kind));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), sy_clean_kind_get_description (kind));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (self->kinds, row);
}

static void
sy_cleaning_view_constructed (GObject *object)
{
  SyCleaningView *self = SY_CLEANING_VIEW (object);

  G_OBJECT_CLASS (sy_cleaning_view_parent_class)->constructed (object);

  for (SyCleanKind kind = 0; kind < SY_N_CLEAN_KINDS; kind++)
    add_kind (self, kind);
}

static void
sy_cleaning_view_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  SyCleaningView *self = SY_CLEANING_VIEW (object);

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
sy_cleaning_view_dispose (GObject *object)
{
  SyCleaningView *self = SY_CLEANING_VIEW (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->session);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), SY_TYPE_CLEANING_VIEW);

  G_OBJECT_CLASS (sy_cleaning_view_parent_class)->dispose (object);
}

static void
sy_cleaning_view_finalize (GObject *object)
{
  SyCleaningView *self = SY_CLEANING_VIEW (object);

  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->rule_rows, g_ptr_array_unref);

  G_OBJECT_CLASS (sy_cleaning_view_parent_class)->finalize (object);
}

static void
sy_cleaning_view_class_init (SyCleaningViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = sy_cleaning_view_constructed;
  object_class->set_property = sy_cleaning_view_set_property;
  object_class->dispose = sy_cleaning_view_dispose;
  object_class->finalize = sy_cleaning_view_finalize;
  widget_class->map = sy_cleaning_view_map;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, SY_TYPE_SESSION,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY |
                                                      G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/steelyard/Steelyard/sy-cleaning-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SyCleaningView, scroller);
  gtk_widget_class_bind_template_child (widget_class, SyCleaningView, tiles);
  gtk_widget_class_bind_template_child (widget_class, SyCleaningView, rules);
  gtk_widget_class_bind_template_child (widget_class, SyCleaningView, kinds);
}

static SyTile *
add_tile (SyCleaningView *self,
          const char *title,
          const char *definition)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (self->tiles);
  GtkWidget *tile = sy_tile_new (title, definition);

  gtk_box_append (GTK_BOX (self->tiles), tile);
  g_object_set (gtk_layout_manager_get_layout_child (layout, tile), "basis", 180, NULL);
  return SY_TILE (tile);
}

static void
sy_cleaning_view_init (SyCleaningView *self)
{
  static const char *const names[] = { "log-changed", "project-changed" };

  self->rule_rows = g_ptr_array_new ();
  self->is_stale = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->tiles, sy_flow_layout_new ());
  self->events_tile = add_tile (self, _ ("Marked events"),
                                _ ("Events that at least one rule marks; they score nothing"));
  self->rules_tile = add_tile (self, _ ("Rules"), _ ("Rules that are applied"));
  self->stale_tile = add_tile (self, _ ("Stale rules"),
                               _ ("Rules that have not seen the newest events, names or links"));
  self->signals = g_signal_group_new (SY_TYPE_SESSION);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_signal_group_connect (self->signals, names[i], G_CALLBACK (on_session_changed), self);
}
