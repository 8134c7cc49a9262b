/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-flow-layout.h"

/* Cards in rows. Libadwaita 1.2 has no breakpoints, and the pages have to work
 * from 600 px beside the sidebar to a wide screen, so the break is decided
 * here, from the width alone: greedy from the first card, a card that does not
 * fit opens a new row. Rows are the same for every height, so measuring and
 * allocating agree.
 */

struct _SyFlowLayoutChild
{
  GtkLayoutChild parent_instance;

  int basis;
  int grow;
  int stretch;
  int tallest;
};

struct _SyFlowLayout
{
  GtkLayoutManager parent_instance;

  int spacing;
};

typedef struct
{
  GtkWidget *widget;
  int minimum;
  int basis;
  int grow;
  int stretch;
  int tallest;
  int width;
} Cell;

typedef struct
{
  guint first;
  guint n_cells;
  int minimum;
  int natural;
  int stretch;
} Row;

enum
{
  CHILD_PROP_BASIS = 1,
  CHILD_PROP_GROW,
  CHILD_PROP_STRETCH,
  CHILD_PROP_TALLEST,
  N_CHILD_PROPS
};

enum
{
  PROP_SPACING = 1,
  N_PROPS
};

static GParamSpec *child_properties[N_CHILD_PROPS];
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SyFlowLayoutChild, sy_flow_layout_child, GTK_TYPE_LAYOUT_CHILD)
G_DEFINE_FINAL_TYPE (SyFlowLayout, sy_flow_layout, GTK_TYPE_LAYOUT_MANAGER)

static int *
child_field (SyFlowLayoutChild *self,
             guint property_id)
{
  switch (property_id)
    {
    case CHILD_PROP_BASIS:
      return &self->basis;
    case CHILD_PROP_GROW:
      return &self->grow;
    case CHILD_PROP_STRETCH:
      return &self->stretch;
    case CHILD_PROP_TALLEST:
      return &self->tallest;
    default:
      return NULL;
    }
}

static void
sy_flow_layout_child_get_property (GObject *object,
                                   guint property_id,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  int *field = child_field (SY_FLOW_LAYOUT_CHILD (object), property_id);

  if (field != NULL)
    g_value_set_int (value, *field);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
sy_flow_layout_child_set_property (GObject *object,
                                   guint property_id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  int *field = child_field (SY_FLOW_LAYOUT_CHILD (object), property_id);

  if (field == NULL)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      return;
    }

  if (*field == g_value_get_int (value))
    return;

  *field = g_value_get_int (value);
  gtk_layout_manager_layout_changed (
      gtk_layout_child_get_layout_manager (GTK_LAYOUT_CHILD (object)));
  g_object_notify_by_pspec (object, pspec);
}

static void
sy_flow_layout_child_class_init (SyFlowLayoutChildClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = sy_flow_layout_child_get_property;
  object_class->set_property = sy_flow_layout_child_set_property;

  child_properties[CHILD_PROP_BASIS] = g_param_spec_int ("basis", NULL, NULL, -1, G_MAXINT, 200,
                                                         flags);
  child_properties[CHILD_PROP_GROW] = g_param_spec_int ("grow", NULL, NULL, 0, 1000, 1, flags);
  child_properties[CHILD_PROP_STRETCH] = g_param_spec_int ("stretch", NULL, NULL, 0, 1000, 0,
                                                           flags);
  child_properties[CHILD_PROP_TALLEST] = g_param_spec_int ("tallest", NULL, NULL, 0, G_MAXINT,
                                                           G_MAXINT, flags);
  g_object_class_install_properties (object_class, N_CHILD_PROPS, child_properties);
}

static void
sy_flow_layout_child_init (SyFlowLayoutChild *self)
{
  self->basis = 200;
  self->grow = 1;
  self->tallest = G_MAXINT;
}

/* The children that take part, in order. */
static GArray *
collect_cells (GtkLayoutManager *manager,
               GtkWidget *widget)
{
  GArray *cells = g_array_new (FALSE, FALSE, sizeof (Cell));

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      SyFlowLayoutChild *info;
      Cell cell = { 0 };
      int minimum, natural;

      if (!gtk_widget_should_layout (child))
        continue;

      info = SY_FLOW_LAYOUT_CHILD (gtk_layout_manager_get_layout_child (manager, child));
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
      cell.widget = child;
      cell.minimum = minimum;
      cell.basis = info->basis < 0 ? natural : MAX (info->basis, minimum);
      cell.grow = info->grow;
      cell.stretch = info->stretch;
      cell.tallest = info->tallest;
      g_array_append_val (cells, cell);
    }

  return cells;
}

static void
share_width (Cell *cells,
             guint n_cells,
             int spacing,
             int width)
{
  int taken = (int) (n_cells - 1) * spacing;
  int grow = 0;
  int left;

  for (guint i = 0; i < n_cells; i++)
    {
      taken += cells[i].basis;
      grow += cells[i].grow;
    }

  if (n_cells == 1)
    {
      cells[0].width = MAX (cells[0].minimum, grow > 0 ? width : MIN (width, cells[0].basis));
      return;
    }

  left = width - taken;
  for (guint i = 0; i < n_cells; i++)
    {
      int extra = grow > 0 ? (int) ((gint64) left * cells[i].grow / grow) : 0;

      cells[i].width = cells[i].basis + extra;
      left -= extra;
      grow -= cells[i].grow;
    }
}

/* Breaks @cells into rows for @width and gives each cell its width. */
static GArray *
break_rows (SyFlowLayout *self,
            GArray *cells,
            int width)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));
  guint first = 0;

  while (first < cells->len)
    {
      Row row = { .first = first };
      int taken = 0;

      while (first + row.n_cells < cells->len)
        {
          int basis = g_array_index (cells, Cell, first + row.n_cells).basis;

          if (row.n_cells > 0 && taken + self->spacing + basis > width)
            break;
          taken += basis + (row.n_cells > 0 ? self->spacing : 0);
          row.n_cells++;
        }

      share_width (&g_array_index (cells, Cell, first), row.n_cells, self->spacing, width);
      for (guint i = first; i < first + row.n_cells; i++)
        {
          Cell *cell = &g_array_index (cells, Cell, i);
          int minimum, natural;

          gtk_widget_measure (cell->widget, GTK_ORIENTATION_VERTICAL, cell->width, &minimum,
                              &natural, NULL, NULL);
          row.minimum = MAX (row.minimum, minimum);
          row.natural = MAX (row.natural, natural);
          row.stretch = MAX (row.stretch, cell->stretch);
        }

      first += row.n_cells;
      g_array_append_val (rows, row);
    }

  return rows;
}

static GtkSizeRequestMode
sy_flow_layout_get_request_mode (GtkLayoutManager *manager,
                                 GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sy_flow_layout_measure (GtkLayoutManager *manager,
                        GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  SyFlowLayout *self = SY_FLOW_LAYOUT (manager);
  g_autoptr (GArray) cells = collect_cells (manager, widget);
  g_autoptr (GArray) rows = NULL;
  int widest = 0;
  int sum = 0;

  for (guint i = 0; i < cells->len; i++)
    {
      const Cell *cell = &g_array_index (cells, Cell, i);

      widest = MAX (widest, cell->minimum);
      sum += cell->basis + (i > 0 ? self->spacing : 0);
    }

  *minimum = widest;
  *natural = MAX (sum, widest);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;

  rows = break_rows (self, cells, for_size < 0 ? *natural : MAX (for_size, widest));
  *minimum = *natural = rows->len > 1 ? (int) (rows->len - 1) * self->spacing : 0;
  for (guint i = 0; i < rows->len; i++)
    {
      *minimum += g_array_index (rows, Row, i).minimum;
      *natural += g_array_index (rows, Row, i).natural;
    }
}

/* Rows get their minimum, then up to their natural height, then the rest by stretch. */
static void
share_height (GArray *rows,
              int spacing,
              int height)
{
  int left = height - (rows->len > 1 ? (int) (rows->len - 1) * spacing : 0);
  int wanted = 0;
  int stretch = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      Row *row = &g_array_index (rows, Row, i);

      left -= row->minimum;
      wanted += row->natural - row->minimum;
      stretch += row->stretch;
    }

  for (guint i = 0; i < rows->len && left > 0 && wanted > 0; i++)
    {
      Row *row = &g_array_index (rows, Row, i);
      int gap = row->natural - row->minimum;
      int extra = left >= wanted ? gap : (int) ((gint64) left * gap / wanted);

      row->minimum += extra;
      left -= extra;
      wanted -= gap;
    }

  for (guint i = 0; i < rows->len && left > 0 && stretch > 0; i++)
    {
      Row *row = &g_array_index (rows, Row, i);
      int extra = (int) ((gint64) left * row->stretch / stretch);

      row->minimum += extra;
      left -= extra;
      stretch -= row->stretch;
    }
}

/* A card is as high as its row, unless it says that it needs no more than so much. */
static int
find_height (const Cell *cell,
             const Row *row)
{
  int minimum;

  if (cell->tallest >= row->minimum)
    return row->minimum;
  gtk_widget_measure (cell->widget, GTK_ORIENTATION_VERTICAL, cell->width, &minimum, NULL, NULL,
                      NULL);
  return MAX (cell->tallest, minimum);
}

static void
sy_flow_layout_allocate (GtkLayoutManager *manager,
                         GtkWidget *widget,
                         int width,
                         int height,
                         int baseline)
{
  SyFlowLayout *self = SY_FLOW_LAYOUT (manager);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  g_autoptr (GArray) cells = collect_cells (manager, widget);
  g_autoptr (GArray) rows = break_rows (self, cells, width);
  int y = 0;

  share_height (rows, self->spacing, height);
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      int x = 0;

      for (guint j = row->first; j < row->first + row->n_cells; j++)
        {
          const Cell *cell = &g_array_index (cells, Cell, j);

          gtk_widget_size_allocate (cell->widget,
                                    &(GtkAllocation){ rtl ? width - x - cell->width : x, y,
                                                      cell->width, find_height (cell, row) },
                                    -1);
          x += cell->width + self->spacing;
        }
      y += row->minimum + self->spacing;
    }
}

static GtkLayoutChild *
sy_flow_layout_create_layout_child (GtkLayoutManager *manager,
                                    GtkWidget *widget,
                                    GtkWidget *for_child)
{
  return g_object_new (SY_TYPE_FLOW_LAYOUT_CHILD,
                       "layout-manager", manager,
                       "child-widget", for_child,
                       NULL);
}

static void
sy_flow_layout_get_property (GObject *object,
                             guint property_id,
                             GValue *value,
                             GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_SPACING:
      g_value_set_int (value, SY_FLOW_LAYOUT (object)->spacing);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sy_flow_layout_set_property (GObject *object,
                             guint property_id,
                             const GValue *value,
                             GParamSpec *pspec)
{
  SyFlowLayout *self = SY_FLOW_LAYOUT (object);

  switch (property_id)
    {
    case PROP_SPACING:
      if (self->spacing == g_value_get_int (value))
        return;
      self->spacing = g_value_get_int (value);
      gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sy_flow_layout_class_init (SyFlowLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->get_property = sy_flow_layout_get_property;
  object_class->set_property = sy_flow_layout_set_property;
  layout_class->layout_child_type = SY_TYPE_FLOW_LAYOUT_CHILD;
  layout_class->get_request_mode = sy_flow_layout_get_request_mode;
  layout_class->measure = sy_flow_layout_measure;
  layout_class->allocate = sy_flow_layout_allocate;
  layout_class->create_layout_child = sy_flow_layout_create_layout_child;

  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT, 12,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                                   G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sy_flow_layout_init (SyFlowLayout *self)
{
  self->spacing = 12;
}

GtkLayoutManager *
sy_flow_layout_new (void)
{
  return g_object_new (SY_TYPE_FLOW_LAYOUT, NULL);
}
