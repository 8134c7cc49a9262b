/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-people-page.h"
#include "sy-accounts-view.h"
#include "sy-advice-view.h"
#include "sy-change-card.h"
#include "sy-chart-card.h"
#include "sy-component-text.h"
#include "sy-editable.h"
#include "sy-format.h"
#include "sy-person.h"
#include "sy-scored-people.h"
#include "sy-table-view.h"
#include "sy-session-care.h"

#include <glib/gi18n.h>

#define EVENTS_PX 420
#define TRAJECTORY_PX 280

struct _SyPeoplePage
{
  GtkWidget parent_instance;

  /* Template children */
  GtkStack *stack;
  GtkStack *sections;
  SyAccountsView *accounts;
  GtkWidget *search;
  AdwBin *people_bin;
  GtkLabel *count;
  GtkStack *detail_stack;
  GtkLabel *key;
  GtkLabel *attributes;
  GtkLabel *score;
  GtkLabel *band;
  GtkLabel *probability;
  GtkLabel *deltas;
  GtkLabel *course;
  SyFigureStrip *components;
  SyChartCard *waterfall;
  SyChartCard *trajectory;
  SyChangeCard *change;
  SyAdviceView *advice;
  GtkLabel *events_label;
  AdwBin *events_bin;

  /* Owned */
  SySession *session;
  GSignalGroup *signals;
  SyJob *find_job;
  SyJob *person_job;
  char *person;

  /* Borrowed */
  SyTableView *people;
  SyTableView *events;

  gboolean is_stale;
};

G_DEFINE_FINAL_TYPE (SyPeoplePage, sy_people_page, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_PERSON,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
cancel (SyJob **job)
{
  if (*job != NULL)
    sy_job_cancel (*job);
  g_clear_object (job);
}

/* One person */

static gpointer
explain (SyJob *job,
         gpointer data,
         GCancellable *cancellable,
         GError **error)
{
  const SyPersonQuery *query = data;

  return sy_person_new (query->log, query->model, query->as_of, query->types, query->person,
                        cancellable, error);
}

static void
show_charts (SyPeoplePage *self,
             SyPerson *person)
{
  g_autoptr (SyChart) waterfall = sy_person_create_waterfall (person);
  SyChartMarks marks;
  g_autofree SyChartNote *notes = sy_chart_notes_from (sy_session_get_notes (self->session),
                                                       &marks);
  g_autoptr (SyChart) trajectory = sy_person_create_trajectory (person, &marks);
  SyChartView *view = sy_chart_card_get_view (self->waterfall);
  /* It starts at 0: one bar less than the lines and two ends. */
  gsize n_lines = sy_person_get_n_lines (person);
  double height = sy_chart_waterfall_natural_height (n_lines > 0 ? n_lines - 1 : 0,
                                                     sy_chart_view_get_style (view));

  gtk_widget_set_size_request (GTK_WIDGET (view), -1, (int) height + 1);
  sy_chart_view_set_natural_size (view, 320, (int) height + 1);
  sy_chart_card_set_chart (self->waterfall, waterfall);
  sy_chart_card_set_chart (self->trajectory, trajectory);
}

static void
show_course (SyPeoplePage *self,
             SyPerson *person)
{
  g_autofree char *course = sy_person_dup_course (person);
  g_autofree char *deltas = sy_person_dup_deltas (person);
  SyCourse where = sy_person_get_trajectory (person)->course;

  gtk_label_set_label (self->deltas, deltas);
  gtk_label_set_label (self->course, course != NULL ? course : "");
  gtk_widget_set_visible (GTK_WIDGET (self->course), course != NULL);
  gtk_widget_remove_css_class (GTK_WIDGET (self->course), "more");
  gtk_widget_remove_css_class (GTK_WIDGET (self->course), "less");
  if (where == SY_COURSE_RISING || where == SY_COURSE_FALLING)
    gtk_widget_add_css_class (GTK_WIDGET (self->course),
                              where == SY_COURSE_RISING ? "more" : "less");
}

static void
show_person (SyPeoplePage *self,
             SyPerson *person)
{
  g_autofree char *score = sy_person_dup_score (person);
  g_autofree char *attributes = sy_person_dup_attributes (person);
  g_autofree char *count = sy_format_count_of ((gint64) sy_person_get_n_events (person),
                                               _ ("Event"), _ ("Events"));
  g_autofree char *band = sy_person_dup_band (person);
  g_autofree char *probability = sy_person_dup_probability (person);
  g_autoptr (SyTableSource) events = sy_person_create_events (person);

  gtk_label_set_label (self->key, sy_person_get_key (person));
  gtk_label_set_label (self->attributes, attributes);
  gtk_widget_set_visible (GTK_WIDGET (self->attributes), *attributes != '\0');
  gtk_label_set_label (self->score, score);
  gtk_label_set_label (self->probability, probability != NULL ? probability : "");
  gtk_widget_set_visible (GTK_WIDGET (self->probability), probability != NULL);
  gtk_label_set_label (self->band, band != NULL ? band : _ ("not in the population"));
  gtk_label_set_label (self->events_label, count);
  sy_component_text_show (self->components, sy_person_get_components (person), score);
  show_course (self, person);
  show_charts (self, person);
  sy_table_view_set_source (self->events, events);
  gtk_stack_set_visible_child_name (self->detail_stack, "person");
}

static void
explained_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (SyPeoplePage) self = SY_PEOPLE_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyPerson) person = sy_job_run_finish (SY_JOB (source), result, &error);

  if (self->person_job != SY_JOB (source))
    return;
  g_clear_object (&self->person_job);
  if (person != NULL)
    show_person (self, person);
}

/* Whom the cards are about: the person in the population that has figures. */
static SyPersonQuery *
make_query (SyPeoplePage *self)
{
  SyEventLog *log = sy_session_get_log (self->session);
  SyTuning *tuning = sy_session_get_tuning (self->session);
  SyModel *model = sy_session_get_tuned_draft (self->session);
  int version = 0;
  SyModel *compared = sy_session_get_published (self->session, &version);
  SyPersonQuery *query;
  guint32 person;

  if (self->person == NULL || tuning == NULL || model == NULL)
    return NULL;
  person = sy_event_log_find_person (log, self->person);
  /* The scores are of the people the log had then. */
  if (person == SY_PERSON_NONE || person >= sy_scores_get_n_people (tuning->draft.scores))
    return NULL;
  query = sy_person_query_new (log, model, tuning->draft.scores, compared, version, person);
  query->types = g_ptr_array_ref (sy_session_get_types (self->session));
  return query;
}

static void
explain_person (SyPeoplePage *self)
{
  g_autoptr (SyPersonQuery) query = make_query (self);

  cancel (&self->person_job);
  sy_change_card_set_query (self->change, query);
  sy_advice_view_set_query (self->advice, query);
  if (query == NULL)
    {
      gtk_stack_set_visible_child_name (self->detail_stack, "nobody");
      return;
    }
  self->person_job = sy_job_new ();
  sy_job_run_async (self->person_job,
                    NULL,
                    explain,
                    g_steal_pointer (&query),
                    (GDestroyNotify) sy_person_query_unref,
                    (GDestroyNotify) sy_person_unref,
                    explained_cb,
                    g_object_ref (self));
}

static void
set_person (SyPeoplePage *self,
            const char *key)
{
  char *copy;

  if (g_strcmp0 (self->person, key) == 0)
    return;
  copy = g_strdup (key);
  g_free (self->person);
  self->person = copy;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    explain_person (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERSON]);
}

static void
on_person_selected (SyTableView *table,
                    guint row,
                    SyPeoplePage *self)
{
  SyTableSource *source = sy_table_view_get_source (table);

  if (row == G_MAXUINT || source == NULL)
    return;
  set_person (self,
              sy_event_log_get_person_key (sy_session_get_log (self->session),
                                           sy_scored_people_get_person (source, row)));
}

/* The list */

typedef struct
{
  SyEventLog *log;
  SyModel *model;
  SyScores *scores;
  char *text;
} FindInput;

static void
find_input_free (FindInput *input)
{
  sy_event_log_unref (input->log);
  sy_model_unref (input->model);
  sy_scores_unref (input->scores);
  g_free (input->text);
  g_free (input);
}

static gpointer
find_people (SyJob *job,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  FindInput *input = data;
  gsize n_people;
  guint32 *people = sy_scored_people_find (input->log, input->scores, input->text, G_MAXUINT32,
                                           &n_people);

  return sy_scored_people_create_source (input->log, input->model, input->scores, people, n_people,
                                         FALSE);
}

/* Keeps the person shown selected when the list still has them; the only one
 * that was found is the one that was looked for. */
static void
select_person (SyPeoplePage *self,
               SyTableSource *source)
{
  guint32 person = SY_PERSON_NONE;

  if (sy_table_source_get_n_rows (source) == 1)
    {
      sy_table_view_select (self->people, 0);
      return;
    }
  if (self->person != NULL)
    person = sy_event_log_find_person (sy_session_get_log (self->session), self->person);
  if (person == SY_PERSON_NONE)
    return;
  for (guint row = 0; row < sy_table_source_get_n_rows (source); row++)
    if (sy_scored_people_get_person (source, row) == person)
      {
        sy_table_view_select (self->people, row);
        return;
      }
}

static void
found_cb (GObject *object,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (SyPeoplePage) self = SY_PEOPLE_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyTableSource) source = sy_job_run_finish (SY_JOB (object), result, &error);
  g_autofree char *count = NULL;
  g_autofree char *as_of = NULL;
  g_autofree char *text = NULL;

  if (self->find_job != SY_JOB (object))
    return;
  g_clear_object (&self->find_job);
  if (source == NULL)
    return;
  count = sy_format_count_of (sy_table_source_get_n_rows (source), _ ("person"), _ ("people"));
  as_of = sy_session_dup_as_of_text (self->session);
  text = g_strdup_printf (_ ("%s · as of %s"), count, as_of);
  gtk_label_set_label (self->count, text);
  sy_table_view_set_source (self->people, source);
  select_person (self, source);
}

static void
refresh (SyPeoplePage *self)
{
  SyTuning *tuning = sy_session_get_tuning (self->session);
  FindInput *input;

  cancel (&self->find_job);
  sy_accounts_view_look (self->accounts);
  gtk_stack_set_visible_child_name (self->stack,
                                    tuning != NULL && tuning->n_people > 0 ? "people" : "empty");
  if (tuning == NULL)
    return;
  self->is_stale = FALSE;
  input = g_new0 (FindInput, 1);
  input->log = sy_event_log_ref (sy_session_get_log (self->session));
  input->model = sy_model_ref (sy_session_get_tuned_draft (self->session));
  input->scores = sy_scores_ref (tuning->draft.scores);
  input->text = sy_editable_dup_text (GTK_EDITABLE (self->search));
  self->find_job = sy_job_new ();
  sy_job_run_async (self->find_job,
                    NULL,
                    find_people,
                    input,
                    (GDestroyNotify) find_input_free,
                    (GDestroyNotify) sy_table_source_unref,
                    found_cb,
                    g_object_ref (self));
  explain_person (self);
}

static void
on_search_changed (GtkSearchEntry *entry,
                   SyPeoplePage *self)
{
  if (self->session != NULL)
    refresh (self);
}

static void
on_session_changed (SySession *session,
                    SyPeoplePage *self)
{
  self->is_stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
}

/* The list says the same; a page that is not on the screen asks anew when it is. */
static void
on_words_changed (SySession *session,
                  SyPeoplePage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && !self->is_stale)
    explain_person (self);
}

/* Page */

static void
sy_people_page_map (GtkWidget *widget)
{
  SyPeoplePage *self = SY_PEOPLE_PAGE (widget);

  GTK_WIDGET_CLASS (sy_people_page_parent_class)->map (widget);
  if (self->is_stale)
    refresh (self);
  else
    explain_person (self);
}

static gboolean
sy_people_page_grab_focus (GtkWidget *widget)
{
  SyPeoplePage *self = SY_PEOPLE_PAGE (widget);

  return gtk_widget_grab_focus (gtk_widget_get_mapped (GTK_WIDGET (self->accounts))
                                    ? GTK_WIDGET (self->accounts)
                                    : self->search);
}

static void
sy_people_page_get_property (GObject *object,
                             guint prop_id,
                             GValue *value,
                             GParamSpec *pspec)
{
  SyPeoplePage *self = SY_PEOPLE_PAGE (object);

  switch (prop_id)
    {
    case PROP_PERSON:
      g_value_set_string (value, self->person);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sy_people_page_set_property (GObject *object,
                             guint prop_id,
                             const GValue *value,
                             GParamSpec *pspec)
{
  SyPeoplePage *self = SY_PEOPLE_PAGE (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      sy_accounts_view_set_session (self->accounts, self->session);
      g_signal_group_set_target (self->signals, self->session);
      break;
    case PROP_PERSON:
      gtk_stack_set_visible_child_name (self->sections, "people");
      set_person (self, g_value_get_string (value));
      if (sy_table_view_get_source (self->people) != NULL)
        select_person (self, sy_table_view_get_source (self->people));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sy_people_page_dispose (GObject *object)
{
  SyPeoplePage *self = SY_PEOPLE_PAGE (object);

  cancel (&self->find_job);
  cancel (&self->person_job);
  g_clear_object (&self->signals);
  if (self->stack != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->stack));
  gtk_widget_dispose_template (GTK_WIDGET (self), SY_TYPE_PEOPLE_PAGE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sy_people_page_parent_class)->dispose (object);
}

static void
sy_people_page_finalize (GObject *object)
{
  SyPeoplePage *self = SY_PEOPLE_PAGE (object);

  g_clear_pointer (&self->person, g_free);

  G_OBJECT_CLASS (sy_people_page_parent_class)->finalize (object);
}

static void
sy_people_page_class_init (SyPeoplePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sy_people_page_get_property;
  object_class->set_property = sy_people_page_set_property;
  object_class->dispose = sy_people_page_dispose;
  object_class->finalize = sy_people_page_finalize;
  widget_class->map = sy_people_page_map;
  widget_class->grab_focus = sy_people_page_grab_focus;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, SY_TYPE_SESSION,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY |
                                                      G_PARAM_STATIC_STRINGS);
  properties[PROP_PERSON] = g_param_spec_string ("person", NULL, NULL, NULL,
                                                 G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                     G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SY_TYPE_ACCOUNTS_VIEW);
  g_type_ensure (SY_TYPE_ADVICE_VIEW);
  g_type_ensure (SY_TYPE_CHANGE_CARD);
  g_type_ensure (SY_TYPE_CHART_CARD);
  g_type_ensure (SY_TYPE_FIGURE_STRIP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-people-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SyPeoplePage, stack);
  gtk_widget_class_bind_template_child (widget_class, SyPeoplePage, sections);
  gtk_widget_class_bind_template_child (widget_class, SyPeoplePage, accounts);
  gtk_widget_class_bind_template_child (widget_class, SyPeoplePage, search);
  gtk_widget_class_bind_template_child (widget_class, SyPeoplePage, people_bin);
  gtk_widget_class_bind_template_child (widget_class, SyPeoplePage, count);
  gtk_widget_class_bind_template_child (widget_class, SyPeoplePage, detail_stack);
  gtk_widget_class_bind_template_child (widget_class, SyPeoplePage, key);
  gtk_widget_class_bind_template_child (widget_class, SyPeoplePage, attributes);
  gtk_widget_class_bind_template_child (widget_class, SyPeoplePage, score);
  gtk_widget_class_bind_template_child (widget_class, SyPeoplePage, band);
  gtk_widget_class_bind_template_child (widget_class, SyPeoplePage, probability);
  gtk_widget_class_bind_template_child (widget_class, SyPeoplePage, deltas);
  gtk_widget_class_bind_template_child (widget_class, SyPeoplePage, course);
  gtk_widget_class_bind_template_child (widget_class, SyPeoplePage, change);
  gtk_widget_class_bind_template_child (widget_class, SyPeoplePage, advice);
  gtk_widget_class_bind_template_child (widget_class, SyPeoplePage, waterfall);
  gtk_widget_class_bind_template_child (widget_class, SyPeoplePage, components);
  gtk_widget_class_bind_template_child (widget_class, SyPeoplePage, trajectory);
  gtk_widget_class_bind_template_child (widget_class, SyPeoplePage, events_label);
  gtk_widget_class_bind_template_child (widget_class, SyPeoplePage, events_bin);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
}

static void
sy_people_page_init (SyPeoplePage *self)
{
  static const char *const names[] = { "log-changed", "as-of-changed", "tuning-changed",
                                       "model-changed" };

  self->is_stale = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->people = SY_TABLE_VIEW (sy_table_view_new (_ ("People")));
  g_signal_connect (self->people, "selected", G_CALLBACK (on_person_selected), self);
  adw_bin_set_child (self->people_bin, GTK_WIDGET (self->people));
  gtk_widget_set_size_request (GTK_WIDGET (sy_chart_card_get_view (self->trajectory)), -1,
                               TRAJECTORY_PX);
  self->events = SY_TABLE_VIEW (sy_table_view_new (_ ("Events of the person")));
  sy_table_view_set_max_height (self->events, EVENTS_PX);
  adw_bin_set_child (self->events_bin, GTK_WIDGET (self->events));
  self->signals = g_signal_group_new (SY_TYPE_SESSION);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_signal_group_connect (self->signals, names[i], G_CALLBACK (on_session_changed), self);
  g_signal_group_connect (self->signals, "types-changed", G_CALLBACK (on_words_changed), self);
  g_signal_group_connect (self->signals, "notes-changed", G_CALLBACK (on_words_changed), self);
}
