/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-model.h"

G_DEFINE_QUARK (sy - model - error - quark, sy_model_error)
