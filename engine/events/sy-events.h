/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/**
 * SECTION:sy-events
 *
 * The events of a project as columns in memory: immutable once built, shared
 * by reference, laid out so that a rule reads only the events of its types.
 */
#include "sy-accounts.h"
#include "sy-account-map.h"
#include "sy-duplicates.h"
#include "sy-event-impute.h"
#include "sy-event-log.h"
#include "sy-event-log-builder.h"
#include "sy-event-log-load.h"
#include "sy-event-renewal.h"
#include "sy-forget.h"
#include "sy-identity-map.h"
#include "sy-identity-report.h"
#include "sy-event-overlay.h"
#include "sy-event-volume.h"
#include "sy-rename.h"
#include "sy-clean-rule.h"
#include "sy-cleaning.h"
