/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-change-card.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-accessible.h"
#include "sy-chart-card.h"
#include "sy-format.h"
#include "sy-job.h"
#include "sy-metric-card.h"
#include "sy-name-list.h"
#include "sy-person-change.h"
#include "sy-table-view.h"

#define EVENTS_PX 260

/* What the list of periods says; the last asks for a date. */
static const char *const period_names[] = { N_ ("Last 7 days"), N_ ("Last 14 days"),
                                            N_ ("Last 30 days"), N_ ("Last 90 days"),
                                            N_ ("Last 365 days"), N_ ("Since a date"), NULL };
static const gint32 period_days[] = { 7, 14, 30, 90, 365 };
#define PERIOD_DATE G_N_ELEMENTS (period_days)
#define PERIOD_DEFAULT 2

struct _SyChangeCard
{
  AdwBin parent_instance;

  /* Borrowed */
  SyChartCard *card;
  GtkDropDown *period;
  GtkWidget *date;
  GtkCheckButton *with_edits;
  GtkBox *lines;

  /* Owned */
  SyPersonQuery *query;
  SyPersonChange *change;
  SyJob *job;
};

G_DEFINE_FINAL_TYPE (SyChangeCard, sy_change_card, ADW_TYPE_BIN)

/* The lines */

typedef struct
{
  SyPersonChange *change;
  gsize line;
} LineRef;

static void
line_ref_free (gpointer data,
               GClosure *closure)
{
  LineRef *ref = data;

  sy_person_change_unref (ref->change);
  g_free (ref);
}

/* The table of events is made when it is first asked for. */
static void
on_line_expanded (GtkExpander *expander,
                  GParamSpec *pspec,
                  gpointer user_data)
{
  LineRef *ref = user_data;
  g_autoptr (SyTableSource) events = NULL;
  GtkWidget *table;

  if (!gtk_expander_get_expanded (expander) || gtk_expander_get_child (expander) != NULL)
    return;
  events = sy_person_change_create_events (ref->change, ref->line);
  table = sy_table_view_new (_ ("Events behind the line"));
  sy_table_view_set_max_height (SY_TABLE_VIEW (table), EVENTS_PX);
  sy_table_view_set_source (SY_TABLE_VIEW (table), events);
  gtk_widget_set_margin_start (table, 16);
  gtk_expander_set_child (expander, table);
}

static GtkWidget *
make_figure (double points)
{
  g_autofree char *text = sy_format_signed (points, 2);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "numeric");
  sy_tone_apply (label, points < 0 ? SY_TONE_LESS : SY_TONE_MORE);
  return label;
}

static GtkWidget *
make_line_head (SyPersonChange *change,
                gsize line)
{
  g_autofree char *name = sy_person_change_dup_line_label (change, line);
  g_autofree char *note = sy_person_change_dup_line_note (change, line);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *events = gtk_label_new (note);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (events), 0);
  gtk_label_set_ellipsize (GTK_LABEL (events), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (events, TRUE);
  gtk_widget_add_css_class (events, "dim-label");
  gtk_widget_add_css_class (events, "caption");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), events);
  gtk_box_append (GTK_BOX (box),
                  make_figure (sy_person_change_get_line (change, line)->points));
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

static GtkWidget *
make_line (SyPersonChange *change,
           gsize line)
{
  g_autofree char *name = sy_person_change_dup_line_label (change, line);
  GtkWidget *head = make_line_head (change, line);
  GtkWidget *expander;
  LineRef *ref;

  if (sy_person_change_get_line (change, line)->n_events == 0)
    {
      gtk_widget_add_css_class (head, "change-line");
      gtk_widget_set_margin_start (head, 16);
      return head;
    }
  expander = gtk_expander_new (NULL);
  gtk_expander_set_label_widget (GTK_EXPANDER (expander), head);
  gtk_widget_add_css_class (expander, "change-line");
  gtk_widget_set_tooltip_text (expander, _ ("Show the events behind this line"));
  sy_accessible_set_name (expander, name);
  ref = g_new (LineRef, 1);
  ref->change = sy_person_change_ref (change);
  ref->line = line;
  g_signal_connect_data (expander, "notify::expanded", G_CALLBACK (on_line_expanded), ref,
                         line_ref_free, 0);
  return expander;
}

static GtkWidget *
make_cause (SyPersonChange *change,
            SyCause cause)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (sy_person_change_name_cause (cause));
  GtkWidget *figure = make_figure (sy_person_change_get_total (change, cause));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (figure, "figure");
  gtk_widget_set_tooltip_text (box, sy_person_change_explain_cause (cause));
  gtk_widget_add_css_class (box, "change-cause");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), figure);
  return box;
}

static void
show_lines (SyChangeCard *self)
{
  GtkWidget *child;
  gsize n_lines = sy_person_change_get_n_lines (self->change);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->lines))) != NULL)
    gtk_box_remove (self->lines, child);
  for (gsize i = 0; i < n_lines; i++)
    {
      SyCause cause = sy_person_change_get_line (self->change, i)->cause;

      if (i == 0 || sy_person_change_get_line (self->change, i - 1)->cause != cause)
        gtk_box_append (self->lines, make_cause (self->change, cause));
      gtk_box_append (self->lines, make_line (self->change, i));
    }
}

static void
show_change (SyChangeCard *self)
{
  SyChartView *view = sy_chart_card_get_view (self->card);
  gsize n_causes = sy_person_change_get_n_causes (self->change);
  g_autoptr (SyChart) bridge = sy_person_change_create_bridge (self->change);
  double height = sy_chart_waterfall_natural_height (n_causes,
                                                     sy_chart_view_get_style (view));

  sy_chart_card_set_chart (self->card, bridge);
  gtk_widget_set_size_request (GTK_WIDGET (view), -1, (int) height + 1);
  sy_chart_view_set_natural_size (view, 320, (int) height + 1);
  gtk_widget_set_visible (GTK_WIDGET (view), n_causes > 0);
  show_lines (self);
}

/* The job */

typedef struct
{
  SyPersonQuery *query;
  gint64 since;
  gboolean with_edits;
} ChangeInput;

static void
change_input_free (ChangeInput *input)
{
  sy_person_query_unref (input->query);
  g_free (input);
}

static gpointer
find_change (SyJob *job,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  const ChangeInput *input = data;

  return sy_person_change_new (input->query, input->since, input->with_edits);
}

static void
found_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (SyChangeCard) self = SY_CHANGE_CARD (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyPersonChange) change = sy_job_run_finish (SY_JOB (source), result, &error);

  if (self->job != SY_JOB (source))
    return;
  g_clear_object (&self->job);
  if (change == NULL || self->card == NULL)
    return;
  g_clear_pointer (&self->change, sy_person_change_unref);
  self->change = g_steal_pointer (&change);
  show_change (self);
}

/* Where the period starts; FALSE when the date cannot be read. */
static gboolean
get_since (SyChangeCard *self,
           gint64 *out_since)
{
  SyZone *zone = sy_event_log_get_zone (self->query->log);
  guint period = gtk_drop_down_get_selected (self->period);
  gboolean is_read;

  if (period < PERIOD_DATE)
    {
      *out_since = sy_instant_shift (zone, self->query->as_of, -period_days[period]);
      return TRUE;
    }
  is_read = sy_as_of_parse (zone, gtk_editable_get_text (GTK_EDITABLE (self->date)), out_since,
                            NULL) &&
            *out_since <= self->query->as_of;
  if (is_read)
    gtk_widget_remove_css_class (self->date, "error");
  else
    gtk_widget_add_css_class (self->date, "error");
  return is_read;
}

static void
start (SyChangeCard *self)
{
  ChangeInput *input;
  gint64 since;

  if (self->query == NULL || !get_since (self, &since))
    return;
  sy_job_drop (&self->job);
  input = g_new0 (ChangeInput, 1);
  input->query = sy_person_query_ref (self->query);
  input->since = since;
  input->with_edits = gtk_check_button_get_active (self->with_edits);
  self->job = sy_job_new ();
  sy_job_run_async (self->job, NULL, find_change, input, (GDestroyNotify) change_input_free,
                    (GDestroyNotify) sy_person_change_unref, found_cb, g_object_ref (self));
}

/* The date begins where the period before it did. */
static void
on_period_selected (SyChangeCard *self)
{
  gboolean is_date = gtk_drop_down_get_selected (self->period) == PERIOD_DATE;

  gtk_widget_set_visible (self->date, is_date);
  if (is_date && self->query != NULL &&
      *gtk_editable_get_text (GTK_EDITABLE (self->date)) == '\0')
    {
      SyZone *zone = sy_event_log_get_zone (self->query->log);
      gint64 since = sy_instant_shift (zone, self->query->as_of, -period_days[PERIOD_DEFAULT]);
      g_autofree char *day = sy_day_format (sy_zone_day (zone, since - 1));

      gtk_editable_set_text (GTK_EDITABLE (self->date), day);
    }
  start (self);
}

static void
sy_change_card_dispose (GObject *object)
{
  SyChangeCard *self = SY_CHANGE_CARD (object);

  sy_job_drop (&self->job);
  adw_bin_set_child (ADW_BIN (self), NULL);
  self->card = NULL;
  g_clear_pointer (&self->change, sy_person_change_unref);
  g_clear_pointer (&self->query, sy_person_query_unref);

  G_OBJECT_CLASS (sy_change_card_parent_class)->dispose (object);
}

static void
sy_change_card_class_init (SyChangeCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_change_card_dispose;
}

static void
make_controls (SyChangeCard *self)
{
  self->period = GTK_DROP_DOWN (gtk_drop_down_new (sy_name_list_new (period_names), NULL));
  gtk_drop_down_set_selected (self->period, PERIOD_DEFAULT);
  sy_accessible_set_name (GTK_WIDGET (self->period), _ ("Period of the change"));
  g_signal_connect_swapped (self->period, "notify::selected", G_CALLBACK (on_period_selected),
                            self);

  self->date = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->date), "2024-06-30");
  gtk_editable_set_width_chars (GTK_EDITABLE (self->date), 11);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->date), 11);
  gtk_widget_set_visible (self->date, FALSE);
  gtk_widget_set_tooltip_text (self->date, _ ("The day at whose end the change starts"));
  sy_accessible_set_name (self->date, _ ("Since"));
  g_signal_connect_swapped (self->date, "changed", G_CALLBACK (start), self);

  self->with_edits = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_widget_set_halign (GTK_WIDGET (self->with_edits), GTK_ALIGN_START);
  gtk_widget_set_visible (GTK_WIDGET (self->with_edits), FALSE);
  g_signal_connect_swapped (self->with_edits, "toggled", G_CALLBACK (start), self);

  sy_chart_card_add_control (self->card, self->date);
  sy_chart_card_add_control (self->card, GTK_WIDGET (self->period));
}

static void
sy_change_card_init (SyChangeCard *self)
{
  self->card = g_object_new (SY_TYPE_CHART_CARD, "vexpand", FALSE, NULL);
  self->lines = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 2));
  make_controls (self);
  sy_chart_card_add_footer (self->card, GTK_WIDGET (self->with_edits));
  sy_chart_card_add_footer (self->card, GTK_WIDGET (self->lines));
  sy_chart_card_set_heading (self->card, _ ("Why It Changed"), NULL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->card));
}

void
sy_change_card_set_query (SyChangeCard *self,
                          SyPersonQuery *query)
{
  g_autofree char *label = NULL;

  g_return_if_fail (SY_IS_CHANGE_CARD (self));

  sy_job_drop (&self->job);
  if (query != NULL)
    sy_person_query_ref (query);
  g_clear_pointer (&self->query, sy_person_query_unref);
  self->query = query;
  if (query == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->with_edits), query->compared != NULL);
  label = g_strdup_printf (_ ("With the edits since v%d"), query->compared_version);
  gtk_check_button_set_label (self->with_edits, label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->with_edits),
                               _ ("Start with the score that version gave, not the draft"));
  start (self);
}
