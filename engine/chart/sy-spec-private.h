/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-report-private.h"

G_BEGIN_DECLS

/*
 * Parts of a specification: scale and bands; the stages, when the model declares some; accounts,
 * likewise.
 */
void sy_spec_add_bands (SyDocument *document,
                        const SyModel *model);
void sy_spec_add_stages (SyDocument *document,
                         const SyModel *model);
void sy_spec_add_accounts (SyDocument *document,
                           const SyModel *model);

G_END_DECLS
