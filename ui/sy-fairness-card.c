/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-fairness-card.h"

#include <glib/gi18n.h>
#include <sy-chart.h>

#include "sy-accessible.h"
#include "sy-chart-card.h"
#include "sy-fairness-table.h"
#include "sy-format.h"
#include "sy-heading.h"
#include "sy-job.h"
#include "sy-log-names.h"
#include "sy-name-list.h"
#include "sy-table-view.h"

#define HEAD_HEIGHT 36
#define GROUP_HEIGHT 26

struct _SyFairnessCard
{
  AdwBin parent_instance;

  /* Borrowed: below the bin */
  SyChartCard *card;
  GtkWidget *empty;
  GtkDropDown *attribute;
  GtkDropDown *chosen;
  GtkLabel *verdict;
  SyTableView *table;

  /* Owned */
  SyEventLog *log;
  SyModel *model;
  SyJob *job; /* that runs */
  gint64 as_of;
  gboolean is_filling; /* the lists are being changed by the card itself */
};

G_DEFINE_FINAL_TYPE (SyFairnessCard, sy_fairness_card, ADW_TYPE_BIN)

/* --- computing --- */

typedef struct
{
  SyEventLog *log;
  SyModel *model;
  gint64 as_of;
  char *attribute;
  guint first_band;
  guint last_band;
} Input;

static void
input_free (gpointer data)
{
  Input *input = data;

  sy_event_log_unref (input->log);
  sy_model_unref (input->model);
  g_free (input->attribute);
  g_free (input);
}

static gpointer
run_fairness (SyJob *job,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  const Input *input = data;

  return sy_fairness_new (input->log, input->model, input->as_of, input->attribute,
                          input->first_band, input->last_band, cancellable, error);
}

/* --- showing --- */

static void
set_subtitle (SyFairnessCard *self,
              const char *subtitle)
{
  sy_chart_card_set_heading (self->card, _ ("Fairness"), subtitle);
}

static char *
describe (SyFairnessCard *self,
          const SyFairness *fairness)
{
  g_autofree char *date = sy_format_as_of (sy_event_log_get_zone (self->log), fairness->as_of);
  g_autofree char *chosen = sy_fairness_describe_chosen (fairness, self->model);

  return g_strdup_printf (_ ("shares of people as of %s · chosen: %s · pale, grey and *: fewer than %d people"),
                          date, chosen, SY_SMALL_N);
}

static void
show_fairness (SyFairnessCard *self,
               const SyFairness *fairness)
{
  g_autoptr (SyTableSource) source = sy_fairness_table_new (fairness);
  g_autofree char *verdict = sy_fairness_describe (fairness);
  g_autofree char *subtitle = describe (self, fairness);
  SyChart *chart = sy_chart_heat_from_fairness (fairness);

  g_object_set (self->card, "chart-height",
                HEAD_HEIGHT + GROUP_HEIGHT * ((int) fairness->n_groups + 1), NULL);
  sy_chart_card_set_chart (self->card, chart);
  sy_chart_unref (chart);
  set_subtitle (self, subtitle);
  gtk_label_set_label (self->verdict, verdict);
  sy_table_view_set_source (self->table, source);
}

static void
show_error (SyFairnessCard *self,
            const char *message)
{
  sy_chart_card_set_chart (self->card, NULL);
  set_subtitle (self, "");
  gtk_label_set_label (self->verdict, message);
  sy_table_view_set_source (self->table, NULL);
}

static void
computed_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (SyFairnessCard) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyFairness) fairness = sy_job_run_finish (SY_JOB (source), result, &error);

  if (self->job != SY_JOB (source)) /* another one was asked for, or the card has gone */
    return;
  g_clear_object (&self->job);
  if (fairness != NULL)
    show_fairness (self, fairness);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_error (self, error->message);
}

/* --- choosing --- */

/* The choices: the highest bands, from the highest alone; then the lowest, from the lowest alone. */
static void
get_bands (SyFairnessCard *self,
           guint choice,
           guint *out_first,
           guint *out_last)
{
  guint last = self->model->bands->len - 1;

  if (choice == GTK_INVALID_LIST_POSITION || choice > 2 * last)
    choice = 0;
  *out_first = choice < MAX (last, 1) ? last - choice : 0;
  *out_last = choice < MAX (last, 1) ? last : choice - last;
}

static char *
name_choice (const SyModel *model,
             guint choice)
{
  guint last = model->bands->len - 1;
  guint band = choice < MAX (last, 1) ? last - choice : choice - last;
  const char *name = sy_model_get_band (model, band)->name;

  if (band == 0 || band == last)
    return g_strdup (name);
  return choice < last ? g_strdup_printf (_ ("%s and higher"), name)
                       : g_strdup_printf (_ ("%s and lower"), name);
}

/* What is chosen stays chosen while the names are the same. */
static void
fill (SyFairnessCard *self,
      GtkDropDown *drop_down,
      const char *const *names)
{
  self->is_filling = TRUE;
  if (sy_name_list_fill (drop_down, names))
    gtk_drop_down_set_selected (drop_down, 0);
  self->is_filling = FALSE;
}

static void
fill_lists (SyFairnessCard *self)
{
  g_auto (GStrv) attributes = sy_log_list_attributes (self->log);
  g_autoptr (GPtrArray) bands = g_ptr_array_new_with_free_func (g_free);
  guint n_choices = MAX (2 * (self->model->bands->len - 1), 1);

  for (guint i = 0; i < n_choices; i++)
    g_ptr_array_add (bands, name_choice (self->model, i));
  g_ptr_array_add (bands, NULL);
  fill (self, self->attribute, (const char *const *) attributes);
  fill (self, self->chosen, (const char *const *) bands->pdata);
}

static void
start (SyFairnessCard *self)
{
  guint selected = gtk_drop_down_get_selected (self->attribute);
  Input *input;

  sy_job_drop (&self->job);
  if (self->log == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  input = g_new0 (Input, 1);
  input->log = sy_event_log_ref (self->log);
  input->model = sy_model_ref (self->model);
  input->as_of = self->as_of;
  input->attribute = g_strdup (gtk_string_list_get_string (
      GTK_STRING_LIST (gtk_drop_down_get_model (self->attribute)), selected));
  get_bands (self, gtk_drop_down_get_selected (self->chosen), &input->first_band,
             &input->last_band);
  set_subtitle (self, _ ("comparing groups…"));
  self->job = sy_job_new ();
  sy_job_run_async (self->job, NULL, run_fairness, input, input_free,
                    (GDestroyNotify) sy_fairness_free, computed_cb, g_object_ref (self));
}

static void
on_selected (SyFairnessCard *self)
{
  if (!self->is_filling)
    start (self);
}

/* --- the widget --- */

static void
forget (SyFairnessCard *self)
{
  g_clear_pointer (&self->log, sy_event_log_unref);
  g_clear_pointer (&self->model, sy_model_unref);
}

static void
sy_fairness_card_dispose (GObject *object)
{
  SyFairnessCard *self = SY_FAIRNESS_CARD (object);

  sy_job_drop (&self->job);
  forget (self);
  adw_bin_set_child (ADW_BIN (object), NULL);

  G_OBJECT_CLASS (sy_fairness_card_parent_class)->dispose (object);
}

static void
sy_fairness_card_class_init (SyFairnessCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_fairness_card_dispose;
}

static GtkDropDown *
add_list (SyFairnessCard *self,
          const char *name,
          const char *help)
{
  g_autoptr (GtkExpression) text = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL,
                                                                "string");
  GtkWidget *list = gtk_drop_down_new (NULL, g_steal_pointer (&text));

  sy_accessible_set_name (list, name);
  gtk_widget_set_tooltip_text (list, help);
  gtk_widget_set_valign (list, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (list, "notify::selected", G_CALLBACK (on_selected), self);
  sy_chart_card_add_control (self->card, list);
  return GTK_DROP_DOWN (list);
}

static GtkLabel *
make_text (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  return GTK_LABEL (label);
}

/* What the card says when nobody has attributes. */
static GtkWidget *
make_empty (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *bin = adw_bin_new ();
  SyHeading heading;
  GtkLabel *text = make_text (_ ("Import attributes of people, such as age or plan, on the page Data: then "
                                 "groups of people can be compared here."));

  gtk_widget_add_css_class (bin, "card");
  gtk_widget_add_css_class (bin, "chart-card");
  gtk_box_append (GTK_BOX (box), sy_heading_init (&heading));
  sy_heading_set (&heading, _ ("Fairness"), _ ("how the score treats groups of people"));
  gtk_widget_add_css_class (GTK_WIDGET (text), "dim-label");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (text));
  adw_bin_set_child (ADW_BIN (bin), box);
  return bin;
}

static void
sy_fairness_card_init (SyFairnessCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->card = g_object_new (SY_TYPE_CHART_CARD, NULL);
  self->attribute = add_list (self, _ ("Attribute that makes the groups"),
                              _ ("The attribute that makes the groups"));
  self->chosen = add_list (self, _ ("Bands that decide"),
                           _ ("Chosen is who is in these bands of the score"));
  self->verdict = make_text ("");
  sy_chart_card_add_footer (self->card, GTK_WIDGET (self->verdict));
  self->table = SY_TABLE_VIEW (sy_table_view_new (_ ("Fairness")));
  sy_table_view_set_max_height (self->table, 420);
  sy_table_view_set_wide (self->table);
  sy_chart_card_add_footer (self->card, GTK_WIDGET (self->table));
  set_subtitle (self, "");
  self->empty = make_empty ();
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->card));
  gtk_box_append (GTK_BOX (box), self->empty);
  gtk_widget_set_visible (GTK_WIDGET (self->card), FALSE);
  adw_bin_set_child (ADW_BIN (self), box);
}

static gboolean
is_shown (SyFairnessCard *self,
          SyEventLog *log,
          SyModel *model,
          gint64 as_of)
{
  return self->log == log && self->as_of == as_of && self->model != NULL &&
         sy_model_equal (self->model, model);
}

void
sy_fairness_card_show (SyFairnessCard *self,
                       SyEventLog *log,
                       SyModel *model,
                       gint64 as_of)
{
  gboolean has_attributes;

  g_return_if_fail (SY_IS_FAIRNESS_CARD (self));
  g_return_if_fail (log != NULL && model != NULL);

  if (is_shown (self, log, model, as_of))
    return;
  sy_event_log_ref (log);
  sy_model_ref (model);
  forget (self);
  self->log = log;
  self->model = model;
  self->as_of = as_of;
  has_attributes = sy_event_log_get_n_attributes (log) > 0;
  gtk_widget_set_visible (GTK_WIDGET (self->card), has_attributes);
  gtk_widget_set_visible (self->empty, !has_attributes);
  fill_lists (self);
  start (self);
}

void
sy_fairness_card_cancel (SyFairnessCard *self)
{
  g_return_if_fail (SY_IS_FAIRNESS_CARD (self));

  if (self->job == NULL)
    return;
  sy_job_drop (&self->job);
  forget (self);
}

void
sy_fairness_card_clear (SyFairnessCard *self)
{
  g_return_if_fail (SY_IS_FAIRNESS_CARD (self));

  sy_job_drop (&self->job);
  forget (self);
  gtk_widget_set_visible (GTK_WIDGET (self->card), FALSE);
  gtk_widget_set_visible (self->empty, FALSE);
}
