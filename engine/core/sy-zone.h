/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/sy-macros.h"

G_BEGIN_DECLS

/**
 * SY_TIME_ERROR:
 *
 * The domain of errors about times and zones.
 */
#define SY_TIME_ERROR (sy_time_error_quark ())
SY_EXTERN
GQuark sy_time_error_quark (void);

/**
 * SyTimeError:
 * @SY_TIME_ERROR_ZONE: there is no time zone of this name
 * @SY_TIME_ERROR_TEXT: a text is not the date or instant it should be
 *
 * What can be wrong with a time.
 */
typedef enum
{
  SY_TIME_ERROR_ZONE,
  SY_TIME_ERROR_TEXT,
} SyTimeError;

/**
 * SyZone:
 *
 * A time zone: the rules that turn local time into UTC and back. Immutable, so
 * that any number of threads may share one. Every conversion is a look-up in a table
 * of offset changes (some 10 ns). The table follows the zone's last known rule
 * until 2100.
 */
typedef struct _SyZone SyZone;

/**
 * sy_zone_new:
 * @iana_name: `UTC`, `Europe/Paris` or a fixed offset such as `+02:00`, `UTC+2` (east of Greenwich, as people mean
 *   it, not the other way round as POSIX does)
 * @error: return location, or %NULL
 *
 * Looks a time zone up. Takes about a millisecond: make one and share it.
 * Errors: %SY_TIME_ERROR_ZONE.
 *
 * Returns: (transfer full): the zone
 */
SY_EXTERN
SyZone *sy_zone_new (const char *iana_name,
                     GError **error);

/**
 * sy_zone_ref:
 * @self: a zone
 *
 * Returns: (transfer full): @self with one more reference
 */
SY_EXTERN
SyZone *sy_zone_ref (SyZone *self);

/**
 * sy_zone_unref:
 * @self: a zone
 *
 * Drops a reference; the last one frees the zone.
 */
SY_EXTERN
void sy_zone_unref (SyZone *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyZone, sy_zone_unref)

/**
 * sy_zone_get_name:
 * @self: a zone
 *
 * Returns: the name the zone was asked for by
 */
SY_EXTERN
const char *sy_zone_get_name (const SyZone *self);

/**
 * sy_zone_to_utc:
 * @self: a zone
 * @local_s: seconds of local time since local 1970-01-01T00:00:00
 *
 * Turns local time into an instant. A local time that does not exist (clocks put
 * forward) moves forward by the gap; one that exists twice takes the first.
 *
 * Returns: seconds since 1970-01-01T00:00:00Z
 */
SY_EXTERN
gint64 sy_zone_to_utc (const SyZone *self,
                       gint64 local_s);

/**
 * sy_zone_to_local:
 * @self: a zone
 * @utc_s: seconds since 1970-01-01T00:00:00Z
 *
 * Returns: seconds of local time since local 1970-01-01T00:00:00
 */
SY_EXTERN
gint64 sy_zone_to_local (const SyZone *self,
                         gint64 utc_s);

/**
 * sy_zone_day:
 * @self: a zone
 * @utc_s: seconds since 1970-01-01T00:00:00Z
 *
 * Returns: the local calendar day of the instant; 1970-01-01 is 0
 */
SY_EXTERN
gint32 sy_zone_day (const SyZone *self,
                    gint64 utc_s);

/**
 * sy_zone_day_start:
 * @self: a zone
 * @day: a calendar day; 1970-01-01 is 0
 *
 * Returns: the instant of local midnight at which @day starts (where clocks skip
 *   midnight, the first instant after it), in seconds since 1970-01-01T00:00:00Z
 */
SY_EXTERN
gint64 sy_zone_day_start (const SyZone *self,
                          gint32 day);

G_END_DECLS
