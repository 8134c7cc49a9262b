/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/**
 * SECTION:sy-store
 *
 * The project file: one SQLite database of plain STRICT tables that holds the
 * people, the events, the imports with every row they refused, and the models
 * with their history. All SQL text of Steelyard lives in this folder.
 */
#include "store/sy-project.h"
#include "store/sy-consent.h"
#include "store/sy-draft-review.h"
#include "store/sy-import-options.h"
#include "store/sy-import-plan.h"
#include "store/sy-import.h"
#include "store/sy-event-reader.h"
#include "store/sy-forget-store.h"
#include "store/sy-label-store.h"
#include "store/sy-link-store.h"
#include "store/sy-model-care.h"
#include "store/sy-model-store.h"
#include "store/sy-note-store.h"
#include "store/sy-people-store.h"
#include "store/sy-protected.h"
#include "store/sy-record-store.h"
#include "store/sy-threshold-store.h"
#include "store/sy-type-store.h"
#include "store/sy-mark-store.h"
