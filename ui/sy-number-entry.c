/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-number-entry.h"

#include <math.h>
#include <string.h>

#include <sy-engine.h>

#include "sy-format.h"

struct _SyNumberEntry
{
  GtkEntry parent_instance;

  /* Owned */
  char *unit;

  SyNumberEntryFlags flags;
  double value;
  double lower;
  double upper;
  double step;
};

enum
{
  SIGNAL_VALUE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SyNumberEntry, sy_number_entry, GTK_TYPE_ENTRY)

static char *
format_value (SyNumberEntry *self)
{
  g_autofree char *number = NULL;

  if (isnan (self->value))
    return g_strdup ("");

  number = sy_format_short (self->value);
  return g_strdup_printf ("%s%s%s%s",
                          (self->flags & SY_NUMBER_ENTRY_SIGNED) && self->value > 0 ? "+" : "",
                          number,
                          self->unit != NULL ? " " : "",
                          self->unit != NULL ? self->unit : "");
}

static void
show_value (SyNumberEntry *self)
{
  g_autofree char *text = format_value (self);

  if (strcmp (gtk_editable_get_text (GTK_EDITABLE (self)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self), text);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
}

/* Reads the leading number: "45", "+45", "−4.5 days", "1,200"; a comma between
 * groups of three is a separator, any other comma a decimal mark. */
static gboolean
parse_text (SyNumberEntry *self,
            const char *text,
            double *out_value)
{
  g_autoptr (GString) number = g_string_new (NULL);
  const char *p;

  for (p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0x2212)
        g_string_append_c (number, '-');
      else if (c == ',' && g_ascii_isdigit (p[1]) && g_ascii_isdigit (p[2]) &&
               g_ascii_isdigit (p[3]) && !g_ascii_isdigit (p[4]))
        continue;
      else if (c == ',')
        g_string_append_c (number, '.');
      else if (g_ascii_isdigit (*p) || strchr ("+-.", *p) != NULL)
        g_string_append_c (number, *p);
      else if (!g_unichar_isspace (c) && c != 0x202f)
        break;
    }

  if (number->len == 0)
    {
      *out_value = NAN;
      return *p == '\0' && (self->flags & SY_NUMBER_ENTRY_OPTIONAL) != 0;
    }

  if (!sy_number_parse (number->str, number->len, out_value))
    return FALSE;
  if ((self->flags & SY_NUMBER_ENTRY_WHOLE) && *out_value != rint (*out_value))
    return FALSE;

  return *out_value >= self->lower && *out_value <= self->upper;
}

static void
take_value (SyNumberEntry *self,
            double value)
{
  gboolean changed = !sy_number_equal (value, self->value);

  self->value = value;
  show_value (self);
  if (changed)
    g_signal_emit (self, signals[SIGNAL_VALUE_CHANGED], 0, value);
}

static void
commit (SyNumberEntry *self)
{
  g_autofree char *shown = format_value (self);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self));
  double value;

  /* What was not touched is not rounded to what was shown. */
  if (strcmp (text, shown) == 0)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  else if (parse_text (self, text, &value))
    take_value (self, value);
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
}

static void
on_activate (SyNumberEntry *self)
{
  g_assert (SY_IS_NUMBER_ENTRY (self));

  commit (self);
  gtk_editable_select_region (GTK_EDITABLE (self), 0, -1);
}

static void
on_focus_leave (SyNumberEntry *self)
{
  g_assert (SY_IS_NUMBER_ENTRY (self));

  commit (self);
  if (gtk_widget_has_css_class (GTK_WIDGET (self), "error"))
    show_value (self);
  gtk_editable_select_region (GTK_EDITABLE (self), 0, 0);
}

static gboolean
on_key_pressed (SyNumberEntry *self,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                GtkEventController *controller)
{
  double direction = 0;

  g_assert (SY_IS_NUMBER_ENTRY (self));

  switch (keyval)
    {
    case GDK_KEY_Escape:
      show_value (self);
      gtk_editable_select_region (GTK_EDITABLE (self), 0, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      direction = 1;
      break;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      direction = -1;
      break;
    case GDK_KEY_Page_Up:
      direction = 10;
      break;
    case GDK_KEY_Page_Down:
      direction = -10;
      break;
    default:
      return GDK_EVENT_PROPAGATE;
    }

  commit (self);
  if (!isnan (self->value))
    take_value (self, sy_number_round12 (
                          CLAMP (self->value + direction * self->step, self->lower, self->upper)));
  gtk_editable_select_region (GTK_EDITABLE (self), 0, -1);
  return GDK_EVENT_STOP;
}

static void
sy_number_entry_finalize (GObject *object)
{
  g_free (SY_NUMBER_ENTRY (object)->unit);

  G_OBJECT_CLASS (sy_number_entry_parent_class)->finalize (object);
}

static void
sy_number_entry_class_init (SyNumberEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_number_entry_finalize;

  signals[SIGNAL_VALUE_CHANGED] = g_signal_new ("value-changed",
                                                G_TYPE_FROM_CLASS (klass),
                                                G_SIGNAL_RUN_LAST,
                                                0,
                                                NULL,
                                                NULL,
                                                NULL,
                                                G_TYPE_NONE,
                                                1,
                                                G_TYPE_DOUBLE);
}

static void
sy_number_entry_init (SyNumberEntry *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  self->value = NAN;
  self->lower = -G_MAXDOUBLE;
  self->upper = G_MAXDOUBLE;
  self->step = 1;

  gtk_editable_set_alignment (GTK_EDITABLE (self), 1);
  /* Ctrl+Z takes back the edit of the model, not of the text: Escape does that. */
  gtk_editable_set_enable_undo (GTK_EDITABLE (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "number");
  g_signal_connect (self, "activate", G_CALLBACK (on_activate), NULL);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_focus_leave), self);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (on_key_pressed), self);
  /* Before the text does: it would move the cursor. */
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
}

GtkWidget *
sy_number_entry_new (void)
{
  return g_object_new (SY_TYPE_NUMBER_ENTRY, NULL);
}

void
sy_number_entry_configure (SyNumberEntry *self,
                           SyNumberEntryFlags flags,
                           const char *unit,
                           double lower,
                           double upper)
{
  g_return_if_fail (SY_IS_NUMBER_ENTRY (self));
  g_return_if_fail (lower <= upper);

  self->flags = flags;
  g_free (self->unit);
  self->unit = g_strdup (unit);
  self->lower = lower;
  self->upper = upper;
  show_value (self);
}

void
sy_number_entry_set_value (SyNumberEntry *self,
                           double value)
{
  g_return_if_fail (SY_IS_NUMBER_ENTRY (self));

  if (sy_number_equal (self->value, value))
    return;

  self->value = value;
  show_value (self);
}

double
sy_number_entry_get_value (SyNumberEntry *self)
{
  g_return_val_if_fail (SY_IS_NUMBER_ENTRY (self), NAN);

  return self->value;
}

void
sy_number_entry_set_step (SyNumberEntry *self,
                          double step)
{
  g_return_if_fail (SY_IS_NUMBER_ENTRY (self));
  g_return_if_fail (step > 0);

  self->step = step;
}
