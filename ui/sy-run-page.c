/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-run-page.h"

#include <glib/gi18n.h>

/* The draft has to hold still so long before a run begins. */
#define RUN_AFTER_MS 400

typedef struct
{
  /* Parts of the template, of the subclass */
  GtkStack *stack;
  AdwStatusPage *status;
  SyRunBar *run_bar;

  /* Owned */
  SySession *session;
  SyJob *job; /* that runs */
  GDestroyNotify output_free;

  gint64 model_id; /* what the page is about */
  gint64 run_model_id;
  gboolean is_stale; /* inputs have changed since the newest run began */
  guint run_id;
} SyRunPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SyRunPage, sy_run_page, ADW_TYPE_BIN)

enum
{
  PROP_SESSION = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static SyRunPagePrivate *
get_private (SyRunPage *self)
{
  return sy_run_page_get_instance_private (self);
}

/* Running */

static void
start (SyRunPage *self)
{
  SyRunPagePrivate *priv = get_private (self);

  priv->is_stale = FALSE;
  priv->run_model_id = priv->model_id;
  SY_RUN_PAGE_GET_CLASS (self)->start (self);
}

static void
tell_end (SyRunPage *self,
          SyJob *job,
          const GError *error)
{
  SyRunPagePrivate *priv = get_private (self);
  SyRunPageClass *klass = SY_RUN_PAGE_GET_CLASS (self);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sy_run_bar_finish (priv->run_bar, job, _ ("Stopped; the charts are of an earlier run"));
  else
    sy_run_bar_finish (priv->run_bar, job, error != NULL ? error->message : NULL);
  if (error == NULL && klass->finished != NULL)
    klass->finished (self);
}

static void
run_cb (GObject *source,
        GAsyncResult *result,
        gpointer user_data)
{
  g_autoptr (SyRunPage) self = user_data;
  SyRunPagePrivate *priv = get_private (self);
  g_autoptr (GError) error = NULL;
  gpointer output = sy_job_run_finish (SY_JOB (source), result, &error);
  gboolean is_wanted = priv->session != NULL && priv->run_model_id == priv->model_id;

  g_clear_object (&priv->job);
  /* After the page's end, and of another model than that at hand, results are no longer wanted. */
  if (output != NULL && is_wanted)
    {
      gtk_stack_set_visible_child_name (priv->stack, "results");
      SY_RUN_PAGE_GET_CLASS (self)->take (self, output);
    }
  else if (output != NULL)
    priv->output_free (output);
  if (priv->session == NULL)
    return;

  if (priv->is_stale)
    {
      start (self);
      sy_run_bar_finish (priv->run_bar, SY_JOB (source), NULL);
    }
  else
    tell_end (self, SY_JOB (source), error);
}

void
sy_run_page_run (SyRunPage *self,
                 const char *what,
                 SyJobFunc func,
                 gpointer input,
                 GDestroyNotify input_free,
                 GDestroyNotify output_free)
{
  SyRunPagePrivate *priv;

  g_return_if_fail (SY_IS_RUN_PAGE (self));
  priv = get_private (self);
  g_return_if_fail (priv->job == NULL);

  priv->output_free = output_free;
  gtk_stack_set_visible_child_name (priv->stack, "results");
  priv->job = sy_job_new ();
  sy_run_bar_start (priv->run_bar, priv->job, what);
  sy_job_run_async (priv->job, NULL, func, input, input_free, output_free, run_cb,
                    g_object_ref (self));
}

static gboolean
run_timeout_cb (gpointer data)
{
  SyRunPage *self = data;
  SyRunPagePrivate *priv = get_private (self);

  priv->run_id = 0;
  if (priv->job != NULL)
    {
      priv->is_stale = TRUE;
      sy_job_cancel (priv->job);
    }
  else
    start (self);
  return G_SOURCE_REMOVE;
}

static void
queue_run (SyRunPage *self,
           guint after_ms)
{
  SyRunPagePrivate *priv = get_private (self);

  g_clear_handle_id (&priv->run_id, g_source_remove);
  if (priv->session != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    priv->run_id = g_timeout_add (after_ms, run_timeout_cb, self);
}

void
sy_run_page_run_again (SyRunPage *self)
{
  g_return_if_fail (SY_IS_RUN_PAGE (self));

  queue_run (self, 0);
}

static void
follow_model (SyRunPage *self)
{
  SyRunPagePrivate *priv = get_private (self);
  gint64 id = sy_session_get_model_id (priv->session);

  if (id == priv->model_id)
    return;
  priv->model_id = id;
  SY_RUN_PAGE_GET_CLASS (self)->forget (self);
}

void
sy_run_page_check (SyRunPage *self)
{
  g_return_if_fail (SY_IS_RUN_PAGE (self));

  follow_model (self);
  if (SY_RUN_PAGE_GET_CLASS (self)->is_outdated (self))
    queue_run (self, RUN_AFTER_MS);
}

/* Showing */

void
sy_run_page_show_empty (SyRunPage *self,
                        const char *title,
                        const char *description)
{
  SyRunPagePrivate *priv;

  g_return_if_fail (SY_IS_RUN_PAGE (self));

  priv = get_private (self);
  adw_status_page_set_title (priv->status, title);
  adw_status_page_set_description (priv->status, description);
  gtk_stack_set_visible_child_name (priv->stack, "empty");
}

void
sy_run_page_set_choice (GtkLabel *label,
                        const char *what,
                        const char *value)
{
  g_autofree char *markup = g_markup_printf_escaped ("%s <b>%s</b>", what, value);

  if (g_strcmp0 (gtk_label_get_label (label), markup) != 0)
    gtk_label_set_markup (label, markup);
}

gboolean
sy_run_page_is_running (SyRunPage *self)
{
  g_return_val_if_fail (SY_IS_RUN_PAGE (self), FALSE);

  return get_private (self)->job != NULL;
}

SySession *
sy_run_page_get_session (SyRunPage *self)
{
  g_return_val_if_fail (SY_IS_RUN_PAGE (self), NULL);

  return get_private (self)->session;
}

void
sy_run_page_set_parts (SyRunPage *self,
                       GtkStack *stack,
                       AdwStatusPage *status,
                       SyRunBar *run_bar)
{
  SyRunPagePrivate *priv;

  g_return_if_fail (SY_IS_RUN_PAGE (self));

  priv = get_private (self);
  priv->stack = stack;
  priv->status = status;
  priv->run_bar = run_bar;
}

/* Widget */

static void
sy_run_page_map (GtkWidget *widget)
{
  SyRunPage *self = SY_RUN_PAGE (widget);

  GTK_WIDGET_CLASS (sy_run_page_parent_class)->map (widget);
  if (get_private (self)->session != NULL && SY_RUN_PAGE_GET_CLASS (self)->is_outdated (self))
    queue_run (self, 0);
}

static void
sy_run_page_unmap (GtkWidget *widget)
{
  SyRunPagePrivate *priv = get_private (SY_RUN_PAGE (widget));

  g_clear_handle_id (&priv->run_id, g_source_remove);
  GTK_WIDGET_CLASS (sy_run_page_parent_class)->unmap (widget);
}

static void
set_session (SyRunPage *self,
             SySession *session)
{
  SyRunPagePrivate *priv = get_private (self);
  SyRunPageClass *klass = SY_RUN_PAGE_GET_CLASS (self);

  g_assert (priv->session == NULL);

  if (session == NULL)
    return;
  priv->session = g_object_ref (session);
  g_signal_connect_object (session, "model-changed", G_CALLBACK (sy_run_page_check), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "log-changed", G_CALLBACK (sy_run_page_check), self,
                           G_CONNECT_SWAPPED);
  if (klass->attach != NULL)
    klass->attach (self);
  follow_model (self);
  queue_run (self, 0);
}

static void
sy_run_page_get_property (GObject *object,
                          guint property_id,
                          GValue *value,
                          GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, sy_run_page_get_session (SY_RUN_PAGE (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sy_run_page_set_property (GObject *object,
                          guint property_id,
                          const GValue *value,
                          GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_SESSION:
      set_session (SY_RUN_PAGE (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

/* The subclass has disposed of its template by then. */
static void
sy_run_page_dispose (GObject *object)
{
  SyRunPagePrivate *priv = get_private (SY_RUN_PAGE (object));

  g_clear_handle_id (&priv->run_id, g_source_remove);
  sy_job_drop (&priv->job);
  g_clear_object (&priv->session);

  G_OBJECT_CLASS (sy_run_page_parent_class)->dispose (object);
}

static void
sy_run_page_class_init (SyRunPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sy_run_page_get_property;
  object_class->set_property = sy_run_page_set_property;
  object_class->dispose = sy_run_page_dispose;
  widget_class->map = sy_run_page_map;
  widget_class->unmap = sy_run_page_unmap;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, SY_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /* For the templates of the subclasses. */
  g_type_ensure (SY_TYPE_RUN_BAR);
}

static void
sy_run_page_init (SyRunPage *self)
{
}
