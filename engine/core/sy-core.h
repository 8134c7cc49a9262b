/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/**
 * SECTION:sy-core
 *
 * What every other folder stands on: numbers and times that do not depend on
 * the locale, compensated sums, and the progress callback.
 */
#include "core/sy-macros.h"
#include "core/sy-contact.h"
#include "core/sy-json.h"
#include "core/sy-json-writer.h"
#include "core/sy-number.h"
#include "core/sy-progress.h"
#include "core/sy-sum.h"
#include "core/sy-text.h"
#include "core/sy-time.h"
#include "core/sy-zone.h"
