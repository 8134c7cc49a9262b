/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Rows of cells, printed as a table for people or as CSV for programs. Columns line up by the
 * width characters take on a terminal. Control characters never reach a terminal: a person's key
 * could hold an escape sequence.
 */
typedef struct _SyCliTable SyCliTable;

typedef enum
{
  SY_ALIGN_LEFT,
  SY_ALIGN_RIGHT,
} SyAlign;

SyCliTable *sy_cli_table_new (void);
void sy_cli_table_free (SyCliTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyCliTable, sy_cli_table_free)

/* @title: for people; @key: the CSV header. */
void sy_cli_table_add_column (SyCliTable *self,
                              const char *title,
                              const char *key,
                              SyAlign align);
void sy_cli_table_add_text (SyCliTable *self,
                            const char *text);
/* Shown with @decimals, written to CSV exactly; NaN is shown as a dash. */
void sy_cli_table_add_number (SyCliTable *self,
                              double value,
                              guint decimals);
/* A share from 0 to 1, shown in percent. */
void sy_cli_table_add_share (SyCliTable *self,
                             double value);
/* The same of @n people: one of few gets a mark, which a line below the table explains. */
void sy_cli_table_add_rate (SyCliTable *self,
                            double rate,
                            gsize n);
/* The columns of the ends of an interval: "from" and "to", low and high. */
void sy_cli_table_add_range_columns (SyCliTable *self);
/* A rate of @n people and the ends of its interval, for columns that follow each other. */
void sy_cli_table_add_rate_range (SyCliTable *self,
                                  double rate,
                                  double low,
                                  double high,
                                  gsize n);
void sy_cli_table_add_int (SyCliTable *self,
                           gint64 value);
gsize sy_cli_table_get_n_rows (SyCliTable *self);

/* @width: of the terminal; 0: as wide as it needs. The widest texts are cut when it is too narrow. */
void sy_cli_table_append (SyCliTable *self,
                          guint width,
                          GString *out);
void sy_cli_table_append_csv (SyCliTable *self,
                              GString *out);

/* How many cells of a terminal a text takes. */
guint sy_cli_text_width (const char *text);
/* A copy in which control characters are visible. */
char *sy_cli_text_escape (const char *text);

G_END_DECLS
