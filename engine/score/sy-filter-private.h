/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "events/sy-events.h"
#include "model/sy-model.h"

G_BEGIN_DECLS

/*
 * A condition tree prepared for a log. Each test on a property or an attribute has been
 * tried on every value of the dictionary, so that trying it on an event or a person is a
 * look-up. Immutable.
 */
typedef struct _SyFilter SyFilter;

/*
 * Where a filter finds the fields of the rows it is asked about: the events of one type,
 * or the people.
 */
typedef struct
{
  const double *amounts;  /* of events; NULL when none has one */
  const guint32 **values; /* by slot of the filter; NULL when no row has the field */
} SyFilterView;

/*
 * For events, "amount" is their amount and other fields are properties; for people every
 * field is an attribute.
 */
SyFilter *sy_filter_new_for_events (const SyEventLog *log,
                                    const SyCondition *condition);
SyFilter *sy_filter_new_for_people (const SyEventLog *log,
                                    const SyCondition *condition);
void sy_filter_free (SyFilter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyFilter, sy_filter_free)

void sy_filter_init_view_of_type (const SyFilter *self,
                                  guint32 type,
                                  SyFilterView *out_view);
void sy_filter_init_view_of_people (const SyFilter *self,
                                    SyFilterView *out_view);
void sy_filter_view_clear (SyFilterView *view);

/*
 * Whether a test holds for a field that is present; @text is NULL for a number without bytes.
 */
gboolean sy_condition_test_holds (const SyCondition *test,
                                  const char *text,
                                  double number);

gboolean sy_filter_holds (const SyFilter *self,
                          const SyFilterView *view,
                          gsize row);

G_END_DECLS
