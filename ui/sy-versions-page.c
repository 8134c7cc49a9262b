/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-versions-page.h"
#include "sy-care-view.h"
#include "sy-format.h"
#include "sy-review-view.h"

#include <glib/gi18n.h>

struct _SyVersionsPage
{
  GtkWidget parent_instance;

  /* Template children */
  GtkStack *stack;
  GtkListBox *list;
  GtkLabel *heading;
  GtkWidget *compare;
  GtkWidget *restore;
  GtkLabel *reason;
  GtkLabel *details;
  AdwPreferencesGroup *changes;
  AdwPreferencesGroup *bands;
  SyReviewView *review;
  SyCareView *care;

  /* Owned */
  SySession *session;
  GSignalGroup *signals;
  GPtrArray *change_rows;
  GPtrArray *band_rows;

  int shown; /* version, 0 for the draft */
};

G_DEFINE_FINAL_TYPE (SyVersionsPage, sy_versions_page, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static SyModelVersion *
find_version (SyVersionsPage *self,
              int number)
{
  GPtrArray *versions = sy_session_get_versions (self->session);

  for (guint i = 0; versions != NULL && i < versions->len; i++)
    {
      SyModelVersion *version = g_ptr_array_index (versions, i);

      if (version->number == number)
        return version;
    }
  return NULL;
}

static void
clear_rows (AdwPreferencesGroup *group,
            GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
}

static GtkWidget *
add_row (AdwPreferencesGroup *group,
         GPtrArray *rows,
         const char *text,
         const char *figure)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (text, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  if (figure != NULL)
    {
      GtkWidget *label = gtk_label_new (figure);

      gtk_widget_add_css_class (label, "numeric");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
    }
  adw_preferences_group_add (group, row);
  g_ptr_array_add (rows, row);
  return row;
}

/* What changed */

static void
show_changes (SyVersionsPage *self,
              SyModel *before,
              SyModel *after,
              const char *title)
{
  g_auto (GStrv) lines = NULL;

  clear_rows (self->changes, self->change_rows);
  adw_preferences_group_set_title (self->changes, title);
  adw_preferences_group_set_description (self->changes, NULL);
  if (before == NULL || after == NULL)
    {
      adw_preferences_group_set_description (self->changes, _ ("There is no earlier version."));
      return;
    }
  lines = sy_model_diff (before, after);
  if (lines[0] == NULL)
    adw_preferences_group_set_description (self->changes, _ ("Nothing: both are the same."));
  for (gsize i = 0; lines[i] != NULL; i++)
    add_row (self->changes, self->change_rows, lines[i], NULL);
}

/* The population frozen with a version */

static void
show_reference (SyVersionsPage *self,
                const SyModelVersion *version)
{
  g_autoptr (SyReference) reference = NULL;
  g_autofree char *when = NULL;
  g_autofree char *people = NULL;
  g_autofree char *description = NULL;

  clear_rows (self->bands, self->band_rows);
  if (version != NULL && version->reference != NULL)
    reference = sy_reference_from_json (version->reference, -1, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->bands), reference != NULL);
  if (reference == NULL)
    return;
  when = sy_format_as_of (sy_session_get_zone (self->session), reference->as_of);
  people = sy_format_count_of ((gint64) reference->n, _ ("person"), _ ("people"));
  description = g_strdup_printf (_ ("%s as of %s; drift is measured against them"), people, when);
  adw_preferences_group_set_description (self->bands, description);
  for (gsize i = 0; i < reference->n_bands; i++)
    {
      g_autofree char *count = sy_format_count ((gint64) reference->band_counts[i]);
      g_autofree char *share = sy_format_percent ((double) reference->band_counts[i] /
                                                      (double) MAX (reference->n, 1),
                                                  1);
      g_autofree char *figure = g_strdup_printf ("%s · %s", count, share);

      add_row (self->bands, self->band_rows, reference->band_names[i], figure);
    }
}

/* Right side */

/* "\nReviewed by Bo on ...: fine", or "". */
static char *
describe_review (SyVersionsPage *self,
                 const SyModelVersion *version)
{
  SyGovernance *governance = sy_session_get_governance (self->session);
  const SyDraftReview *review = governance != NULL && governance->reviews != NULL
                                    ? sy_draft_reviews_find_version (governance->reviews,
                                                                     version->number)
                                    : NULL;
  g_autofree char *when = NULL;

  if (review == NULL)
    return g_strdup ("");
  when = sy_format_instant (sy_session_get_zone (self->session), review->decided_at_ms / 1000);
  if (review->decided_note == NULL || *review->decided_note == '\0')
    return g_strdup_printf (_ ("\nReviewed by %s on %s"), review->decided_by, when);
  return g_strdup_printf (_ ("\nReviewed by %s on %s: %s"), review->decided_by, when,
                          review->decided_note);
}

static void
show_draft (SyVersionsPage *self)
{
  int newest_number = sy_session_get_newest_version (self->session);
  SyModelVersion *newest = find_version (self, newest_number);
  g_autoptr (SyModel) before = NULL;
  g_autofree char *title = NULL;

  if (newest != NULL)
    before = sy_model_from_json (newest->json, -1, NULL);
  title = newest != NULL ? g_strdup_printf (_ ("Changes Since v%d"), newest_number)
                         : g_strdup (_ ("Changes"));
  gtk_label_set_label (self->heading, _ ("Draft"));
  gtk_label_set_label (self->reason, _ ("Every edit is saved as it is made."));
  gtk_label_set_label (self->details, "");
  gtk_widget_set_visible (GTK_WIDGET (self->details), FALSE);
  gtk_widget_set_visible (self->restore, FALSE);
  gtk_widget_set_visible (self->compare, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->review), TRUE);
  sy_review_view_refresh (self->review);
  show_changes (self, before, sy_session_get_draft (self->session), title);
  show_reference (self, NULL);
}

static void
show_version (SyVersionsPage *self,
              const SyModelVersion *version)
{
  const SyModelVersion *parent = find_version (self, (int) version->parent);
  g_autoptr (SyModel) before = NULL;
  g_autoptr (SyModel) after = sy_model_from_json (version->json, -1, NULL);
  g_autofree char *heading = g_strdup_printf (_ ("Version %d"), (int) version->number);
  g_autofree char *when = sy_format_instant (sy_session_get_zone (self->session),
                                             version->published_at_ms / 1000);
  g_autofree char *reviewed = describe_review (self, version);
  g_autofree char *details = g_strdup_printf (_ ("Published by %s on %s%s\nSHA-256 %s"),
                                              version->author, when, reviewed, version->sha256);
  g_autofree char *title = NULL;
  int compared = 0;

  if (parent != NULL)
    before = sy_model_from_json (parent->json, -1, NULL);
  title = parent != NULL ? g_strdup_printf (_ ("Changes Since v%d"), (int) parent->number)
                         : g_strdup (_ ("Changes"));
  sy_session_get_published (self->session, &compared);
  gtk_label_set_label (self->heading, heading);
  gtk_label_set_label (self->reason, version->reason);
  gtk_label_set_label (self->details, details);
  gtk_widget_set_visible (GTK_WIDGET (self->details), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->review), FALSE);
  gtk_widget_set_visible (self->restore, TRUE);
  gtk_widget_set_sensitive (self->restore,
                            after != NULL &&
                                !sy_model_equal (after, sy_session_get_draft (self->session)));
  gtk_widget_set_visible (self->compare, TRUE);
  gtk_widget_set_sensitive (self->compare, compared != (int) version->number);
  show_changes (self, before, after, title);
  show_reference (self, version);
}

static void
show_selected (SyVersionsPage *self)
{
  const SyModelVersion *version = find_version (self, self->shown);

  if (version != NULL)
    show_version (self, version);
  else
    show_draft (self);
}

static void
on_row_selected (GtkListBox *list,
                 GtkListBoxRow *row,
                 SyVersionsPage *self)
{
  if (row == NULL)
    return;
  self->shown = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "sy-version"));
  show_selected (self);
}

static void
on_restore_clicked (GtkButton *button,
                    SyVersionsPage *self)
{
  const SyModelVersion *version = find_version (self, self->shown);
  g_autoptr (SyModel) model = NULL;
  g_autofree char *label = NULL;

  if (version == NULL)
    return;
  model = sy_model_from_json (version->json, -1, NULL);
  if (model == NULL)
    return;
  label = g_strdup_printf (_ ("Restore v%d"), (int) version->number);
  sy_session_set_draft (self->session, model, label, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s",
                              _ ("The draft is restored; undo takes it back"));
}

static void
on_compare_clicked (GtkButton *button,
                    SyVersionsPage *self)
{
  sy_session_set_compared (self->session, self->shown);
}

/* Left side */

static GtkWidget *
append_row (SyVersionsPage *self,
            int number,
            const char *title,
            const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped_title = g_markup_escape_text (title, -1);
  g_autofree char *escaped = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  g_object_set_data (G_OBJECT (row), "sy-version", GINT_TO_POINTER (number));
  gtk_list_box_append (self->list, row);
  if (number == self->shown)
    gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
  return row;
}

static void
append_version (SyVersionsPage *self,
                const SyModelVersion *version)
{
  g_autofree char *when = sy_format_instant (sy_session_get_zone (self->session),
                                             version->published_at_ms / 1000);
  g_autofree char *title = g_strdup_printf (_ ("v%d · %s"), (int) version->number, when);

  append_row (self, (int) version->number, title, version->reason);
}

static void
refresh (SyVersionsPage *self)
{
  GPtrArray *versions = sy_session_get_versions (self->session);
  gboolean has_model = sy_session_get_draft (self->session) != NULL;
  gboolean is_changed = sy_session_is_draft_changed (self->session);
  GtkWidget *child;

  gtk_stack_set_visible_child_name (self->stack, has_model ? "versions" : "empty");
  if (!has_model)
    return;
  if (find_version (self, self->shown) == NULL)
    self->shown = 0;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  append_row (self,
              0,
              _ ("Draft"),
              is_changed ? _ ("not published") : _ ("the same as the newest version"));
  for (guint i = versions->len; i > 0; i--)
    append_version (self, g_ptr_array_index (versions, i - 1));
  show_selected (self);
  sy_care_view_refresh (self->care);
}

static void
on_session_changed (SySession *session,
                    SyVersionsPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
}

static void
sy_versions_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sy_versions_page_parent_class)->map (widget);
  refresh (SY_VERSIONS_PAGE (widget));
}

static void
sy_versions_page_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  SyVersionsPage *self = SY_VERSIONS_PAGE (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      sy_review_view_set_session (self->review, self->session);
      sy_care_view_set_session (self->care, self->session);
      g_signal_group_set_target (self->signals, self->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sy_versions_page_dispose (GObject *object)
{
  SyVersionsPage *self = SY_VERSIONS_PAGE (object);

  g_clear_object (&self->signals);
  if (self->stack != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->stack));
  gtk_widget_dispose_template (GTK_WIDGET (self), SY_TYPE_VERSIONS_PAGE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sy_versions_page_parent_class)->dispose (object);
}

static void
sy_versions_page_finalize (GObject *object)
{
  SyVersionsPage *self = SY_VERSIONS_PAGE (object);

  g_clear_pointer (&self->change_rows, g_ptr_array_unref);
  g_clear_pointer (&self->band_rows, g_ptr_array_unref);

  G_OBJECT_CLASS (sy_versions_page_parent_class)->finalize (object);
}

static void
sy_versions_page_class_init (SyVersionsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = sy_versions_page_set_property;
  object_class->dispose = sy_versions_page_dispose;
  object_class->finalize = sy_versions_page_finalize;
  widget_class->map = sy_versions_page_map;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, SY_TYPE_SESSION,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY |
                                                      G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SY_TYPE_REVIEW_VIEW);
  g_type_ensure (SY_TYPE_CARE_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/steelyard/Steelyard/sy-versions-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SyVersionsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SyVersionsPage, list);
  gtk_widget_class_bind_template_child (widget_class, SyVersionsPage, heading);
  gtk_widget_class_bind_template_child (widget_class, SyVersionsPage, compare);
  gtk_widget_class_bind_template_child (widget_class, SyVersionsPage, restore);
  gtk_widget_class_bind_template_child (widget_class, SyVersionsPage, reason);
  gtk_widget_class_bind_template_child (widget_class, SyVersionsPage, details);
  gtk_widget_class_bind_template_child (widget_class, SyVersionsPage, changes);
  gtk_widget_class_bind_template_child (widget_class, SyVersionsPage, bands);
  gtk_widget_class_bind_template_child (widget_class, SyVersionsPage, review);
  gtk_widget_class_bind_template_child (widget_class, SyVersionsPage, care);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_restore_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_compare_clicked);
}

static void
sy_versions_page_init (SyVersionsPage *self)
{
  static const char *const names[] = { "model-changed", "project-changed", "care-changed" };

  self->change_rows = g_ptr_array_new ();
  self->band_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->signals = g_signal_group_new (SY_TYPE_SESSION);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_signal_group_connect (self->signals, names[i], G_CALLBACK (on_session_changed), self);
}
