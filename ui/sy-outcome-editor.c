/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-outcome-editor.h"

#include <glib/gi18n.h>

#include "sy-format.h"
#include "sy-number-entry.h"

struct _SyOutcomeEditor
{
  AdwBin parent_instance;

  /* Template children */
  GtkEntry *name;
  SyNumberEntry *horizon;
  SyNumberEntry *gap;
  GtkLabel *text;
};

G_DEFINE_FINAL_TYPE (SyOutcomeEditor, sy_outcome_editor, ADW_TYPE_BIN)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
describe_outcome (const SyOutcomeSpec *outcome)
{
  g_autofree char *types = outcome->types != NULL ? g_strjoinv (", ", outcome->types)
                                                  : g_strdup ("");

  switch (outcome->kind)
    {
    case SY_OUTCOME_EVENT:
      return g_strdup_printf (_ ("At least one of: %s"), types);
    case SY_OUTCOME_ABSENCE:
      return g_strdup_printf (_ ("None of: %s"), types);
    case SY_OUTCOME_COUNT:
      return g_strdup_printf (_ ("At least %d of: %s"), outcome->count, types);
    case SY_OUTCOME_AMOUNT:
      {
        g_autofree char *amount = sy_format_short (outcome->amount);

        return g_strdup_printf (_ ("Amounts of at least %s in: %s"), amount, types);
      }
    case SY_OUTCOME_IMPORTED:
      return g_strdup (_ ("Imported with the data"));
    case SY_OUTCOME_NONE:
    default:
      return g_strdup (_ ("No outcome"));
    }
}

static void
on_changed (SyOutcomeEditor *self)
{
  g_assert (SY_IS_OUTCOME_EDITOR (self));

  g_signal_emit (self, signals[CHANGED], 0);
}

static void
sy_outcome_editor_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), SY_TYPE_OUTCOME_EDITOR);

  G_OBJECT_CLASS (sy_outcome_editor_parent_class)->dispose (object);
}

static void
sy_outcome_editor_class_init (SyOutcomeEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_outcome_editor_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (SY_TYPE_NUMBER_ENTRY);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/steelyard/Steelyard/sy-outcome-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, SyOutcomeEditor, name);
  gtk_widget_class_bind_template_child (widget_class, SyOutcomeEditor, horizon);
  gtk_widget_class_bind_template_child (widget_class, SyOutcomeEditor, gap);
  gtk_widget_class_bind_template_child (widget_class, SyOutcomeEditor, text);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
sy_outcome_editor_init (SyOutcomeEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sy_number_entry_configure (self->horizon, SY_NUMBER_ENTRY_DEFAULT, _ ("days"), 0.01, 36500);
  sy_number_entry_configure (self->gap, SY_NUMBER_ENTRY_DEFAULT, _ ("days"), 0, 36500);
}

void
sy_outcome_editor_show (SyOutcomeEditor *self,
                        const SyOutcomeSpec *outcome)
{
  g_autofree char *text = describe_outcome (outcome);

  g_return_if_fail (SY_IS_OUTCOME_EDITOR (self));

  gtk_editable_set_text (GTK_EDITABLE (self->name), outcome->name != NULL ? outcome->name : "");
  gtk_widget_set_sensitive (GTK_WIDGET (self->name), outcome->kind != SY_OUTCOME_IMPORTED);
  sy_number_entry_set_value (self->horizon, outcome->horizon_days);
  sy_number_entry_set_value (self->gap, outcome->gap_days);
  gtk_label_set_label (self->text, text);
}

SyModel *
sy_outcome_editor_apply (SyOutcomeEditor *self,
                         const SyModel *model)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->name));
  SyModel *edited = sy_model_copy (model);

  if (*name != '\0' && model->outcome.kind != SY_OUTCOME_IMPORTED)
    {
      g_free (edited->outcome.name);
      edited->outcome.name = g_strdup (name);
    }
  edited->outcome.horizon_days = sy_number_entry_get_value (self->horizon);
  edited->outcome.gap_days = sy_number_entry_get_value (self->gap);
  return edited;
}
