/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-event-load-private.h"
#include "sy-event-renewal.h"

G_BEGIN_DECLS

/* What became of a person. */
typedef enum
{
  SY_RENEWED_EVENTS = 1 << 0, /* has new events */
  SY_RENEWED_FACTS = 1 << 1,  /* is new, or has an attribute of another value */
} SyRenewed;

struct _SyEventRenewal
{
  gpointer old; /* token of the earlier log, which need not live */
  gsize n_old_people;
  gsize n_old_events;
  guint32 old_last_second;
  SyEventLog *log;
  guint32 *people;      /* by person of the old log: their number in the new one, ascending */
  guint8 *renewed;      /* by person of the new log: SyRenewed flags */
  gboolean *has_events; /* by type of the new log: whether it has new ones */
  gsize n_touched;
};

/*
 * Gives a log that has all but its events those of @old and those that @load reads after
 * them. @out_values as of sy_event_load_read().
 *
 * Returns: (transfer full) (nullable): %NULL with @error set; or without, when @old does not fit
 *   and nothing was done
 */
SyEventRenewal *sy_event_renewal_new (SyEventLoad *load,
                                      SyEventLog *log,
                                      SyEventLog *old,
                                      GPtrArray **out_values,
                                      GError **error);

G_END_DECLS
