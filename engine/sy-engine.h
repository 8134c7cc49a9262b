/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/**
 * SECTION:sy-engine
 *
 * The umbrella header: the only engine header that faces and tests include.
 */
#include "core/sy-core.h"
#include "csv/sy-csv.h"
#include "stats/sy-stats.h"
#include "store/sy-store.h"
#include "events/sy-events.h"
#include "model/sy-course.h"
#include "model/sy-model.h"
#include "model/sy-model-inputs.h"
#include "score/sy-score.h"
#include "segment/sy-segment.h"
#include "segment/sy-segment-claims.h"
#include "segment/sy-segment-conflicts.h"
#include "segment/sy-segment-save.h"
#include "segment/sy-segment-template.h"
#include "validate/sy-validate.h"
#include "export/sy-export.h"
