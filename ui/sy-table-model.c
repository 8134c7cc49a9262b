/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-table-model.h"

struct _SyTableRow
{
  GObject parent_instance;

  guint row;
  int probe; /* 1 and 2 for the probes */
};

G_DEFINE_FINAL_TYPE (SyTableRow, sy_table_row, G_TYPE_OBJECT)

static void
sy_table_row_class_init (SyTableRowClass *klass)
{
}

static void
sy_table_row_init (SyTableRow *self)
{
}

SyTableRow *
sy_table_row_new (guint row,
                  int probe)
{
  SyTableRow *self = g_object_new (SY_TYPE_TABLE_ROW, NULL);

  self->row = row;
  self->probe = probe;
  return self;
}

struct _SyTableModel
{
  GObject parent_instance;

  guint n_rows;
  GArray *order; /* NULL: as in the source */
};

static GType
get_item_type (GListModel *list)
{
  return SY_TYPE_TABLE_ROW;
}

static guint
get_n_items (GListModel *list)
{
  return SY_TABLE_MODEL (list)->n_rows;
}

static gpointer
get_item (GListModel *list,
          guint position)
{
  SyTableModel *self = SY_TABLE_MODEL (list);

  if (position >= self->n_rows)
    return NULL;
  return sy_table_row_new (self->order != NULL ? g_array_index (self->order, guint, position)
                                               : position,
                           0);
}

static void
sy_table_model_init_list (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SyTableModel,
                               sy_table_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, sy_table_model_init_list))

static void
sy_table_model_finalize (GObject *object)
{
  SyTableModel *self = SY_TABLE_MODEL (object);

  g_clear_pointer (&self->order, g_array_unref);

  G_OBJECT_CLASS (sy_table_model_parent_class)->finalize (object);
}

static void
sy_table_model_class_init (SyTableModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_table_model_finalize;
}

static void
sy_table_model_init (SyTableModel *self)
{
}

guint
sy_table_row_get_row (SyTableRow *self)
{
  return self->row;
}

int
sy_table_row_get_probe (SyTableRow *self)
{
  return self->probe;
}

GListModel *
sy_table_model_new (guint n_rows,
                    GArray *order)
{
  SyTableModel *self = g_object_new (SY_TYPE_TABLE_MODEL, NULL);

  self->n_rows = n_rows;
  self->order = order != NULL ? g_array_ref (order) : NULL;
  return G_LIST_MODEL (self);
}
