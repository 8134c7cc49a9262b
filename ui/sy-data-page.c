/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-data-page.h"
#include "sy-cleaning-view.h"
#include "sy-dictionary-view.h"
#include "sy-identity-view.h"
#include "sy-imports-view.h"

struct _SyDataPage
{
  GtkWidget parent_instance;

  /* Template children */
  GtkStack *stack;
  GtkStack *sections;
  AdwBin *imports_bin;
  AdwBin *types_bin;
  AdwBin *cleaning_bin;
  AdwBin *identity_bin;

  /* Owned */
  SySession *session;
  GSignalGroup *signals;
};

G_DEFINE_FINAL_TYPE (SyDataPage, sy_data_page, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_SECTION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
show_empty (SyDataPage *self)
{
  SyEventLog *log = sy_session_get_log (self->session);
  gboolean has_data = sy_event_log_get_n_events (log) > 0 || sy_event_log_get_n_people (log) > 0;

  gtk_stack_set_visible_child_name (self->stack, has_data ? "data" : "empty");
}

static void
on_log_changed (SySession *session,
                SyDataPage *self)
{
  show_empty (self);
}

static void
on_section_changed (GtkStack *sections,
                    GParamSpec *pspec,
                    SyDataPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SECTION]);
}

/* Past the last section comes the first. */
static void
step_section (GtkWidget *widget,
              const char *name,
              GVariant *parameter)
{
  SyDataPage *self = SY_DATA_PAGE (widget);
  g_autoptr (GtkSelectionModel) pages = gtk_stack_get_pages (self->sections);
  guint n_pages = g_list_model_get_n_items (G_LIST_MODEL (pages));

  for (guint i = 0; i < n_pages; i++)
    if (gtk_selection_model_is_selected (pages, i))
      {
        guint step = (guint) g_variant_get_int32 (parameter);

        gtk_selection_model_select_item (pages, (i + n_pages + step) % n_pages, TRUE);
        return;
      }
}

/* Also while the focus is in the sidebar, and before the lists there and here, which
 * know these keys too: the page is what the window shows. */
static void
add_shortcuts (SyDataPage *self)
{
  static const struct
  {
    guint key;
    int step;
  } keys[] = { { GDK_KEY_Page_Down, 1 }, { GDK_KEY_Page_Up, -1 } };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      GtkShortcut *shortcut =
          gtk_shortcut_new (gtk_keyval_trigger_new (keys[i].key, GDK_CONTROL_MASK),
                            gtk_named_action_new ("data.step-section"));

      gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (keys[i].step));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
    }
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
fill_bin (SyDataPage *self,
          AdwBin *bin,
          GType type)
{
  adw_bin_set_child (bin, g_object_new (type, "session", self->session, NULL));
}

static void
sy_data_page_constructed (GObject *object)
{
  SyDataPage *self = SY_DATA_PAGE (object);

  G_OBJECT_CLASS (sy_data_page_parent_class)->constructed (object);

  fill_bin (self, self->imports_bin, SY_TYPE_IMPORTS_VIEW);
  fill_bin (self, self->types_bin, SY_TYPE_DICTIONARY_VIEW);
  fill_bin (self, self->cleaning_bin, SY_TYPE_CLEANING_VIEW);
  fill_bin (self, self->identity_bin, SY_TYPE_IDENTITY_VIEW);
  show_empty (self);
}

static void
sy_data_page_get_property (GObject *object,
                           guint prop_id,
                           GValue *value,
                           GParamSpec *pspec)
{
  SyDataPage *self = SY_DATA_PAGE (object);

  switch (prop_id)
    {
    case PROP_SECTION:
      g_value_set_string (value, gtk_stack_get_visible_child_name (self->sections));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sy_data_page_set_property (GObject *object,
                           guint prop_id,
                           const GValue *value,
                           GParamSpec *pspec)
{
  SyDataPage *self = SY_DATA_PAGE (object);
  const char *name;

  switch (prop_id)
    {
    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      g_signal_group_set_target (self->signals, self->session);
      break;
    case PROP_SECTION:
      name = g_value_get_string (value);
      if (name != NULL && gtk_stack_get_child_by_name (self->sections, name) != NULL)
        gtk_stack_set_visible_child_name (self->sections, name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sy_data_page_dispose (GObject *object)
{
  SyDataPage *self = SY_DATA_PAGE (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->session);
  if (self->stack != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->stack));
  gtk_widget_dispose_template (GTK_WIDGET (self), SY_TYPE_DATA_PAGE);

  G_OBJECT_CLASS (sy_data_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-data-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SyDataPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SyDataPage, sections);
  gtk_widget_class_bind_template_child (widget_class, SyDataPage, imports_bin);
  gtk_widget_class_bind_template_child (widget_class, SyDataPage, types_bin);
  gtk_widget_class_bind_template_child (widget_class, SyDataPage, cleaning_bin);
  gtk_widget_class_bind_template_child (widget_class, SyDataPage, identity_bin);
  gtk_widget_class_bind_template_callback (widget_class, on_section_changed);
}

static void
sy_data_page_class_init (SyDataPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = sy_data_page_constructed;
  object_class->get_property = sy_data_page_get_property;
  object_class->set_property = sy_data_page_set_property;
  object_class->dispose = sy_data_page_dispose;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, SY_TYPE_SESSION,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY |
                                                      G_PARAM_STATIC_STRINGS);
  /**
   * SyDataPage:section:
   *
   * The section that shows: "imports", "types", "cleaning" or "identity".
   */
  properties[PROP_SECTION] = g_param_spec_string ("section", NULL, NULL, "imports",
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                      G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_property_action (widget_class, "data.section", "section");
  gtk_widget_class_install_action (widget_class, "data.step-section", "i", step_section);
  bind_template (widget_class);
}

static void
sy_data_page_init (SyDataPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_shortcuts (self);
  self->signals = g_signal_group_new (SY_TYPE_SESSION);
  g_signal_group_connect (self->signals, "log-changed", G_CALLBACK (on_log_changed), self);
}
