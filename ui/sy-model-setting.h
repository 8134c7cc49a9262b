/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-engine.h>

#include "sy-number-entry.h"

G_BEGIN_DECLS

/**
 * SySettingKind:
 * @SY_SETTING_NUMBER: a number, NaN for none
 * @SY_SETTING_WHOLE: a whole number, NaN for none
 * @SY_SETTING_CHOICE: one of some words, by its index
 * @SY_SETTING_TEXT: a text; empty for none
 * @SY_SETTING_LIST: texts between commas; empty for none
 * @SY_SETTING_TYPES: event types, one a line; empty for none
 *
 * What a setting is.
 */
typedef enum
{
  SY_SETTING_NUMBER,
  SY_SETTING_WHOLE,
  SY_SETTING_CHOICE,
  SY_SETTING_TEXT,
  SY_SETTING_LIST,
  SY_SETTING_TYPES,
} SySettingKind;

/**
 * SySettingPage:
 * @SY_SETTING_PAGE_MODEL: what the model is about, and who is scored
 * @SY_SETTING_PAGE_SCORE: limits, scale, display
 * @SY_SETTING_PAGE_BAND: of one band: its index is given
 * @SY_SETTING_PAGE_ACCOUNT_BAND: of one band of accounts: its index is given
 * @SY_SETTING_PAGE_STAGES: stages of the lifecycle
 * @SY_SETTING_PAGE_ACCOUNTS: how people become accounts
 *
 * Where a setting stands.
 */
typedef enum
{
  SY_SETTING_PAGE_MODEL,
  SY_SETTING_PAGE_SCORE,
  SY_SETTING_PAGE_BAND,
  SY_SETTING_PAGE_ACCOUNT_BAND,
  SY_SETTING_PAGE_STAGES,
  SY_SETTING_PAGE_ACCOUNTS,
} SySettingPage;

/**
 * SySetting:
 * @page: where it stands
 * @group: the heading it stands under
 * @title: its name
 * @subtitle: (nullable): what it means
 * @kind: what it is
 * @unit: (nullable): of a number
 * @flags: of a number
 * @lower: of a number
 * @upper: of a number
 * @choices: (nullable) (array zero-terminated=1): of a choice
 * @offset: where it is, in SyModel or SyBand
 * @applies: (nullable): whether it means something now
 * @settle: (nullable): brings the rest of the model into line after it was set
 *
 * One setting of a model. All texts are for gettext.
 */
typedef struct _SySetting SySetting;
struct _SySetting
{
  SySettingPage page;
  const char *group;
  const char *title;
  const char *subtitle;
  SySettingKind kind;
  const char *unit;
  SyNumberEntryFlags flags;
  double lower;
  double upper;
  const char *const *choices;
  gsize offset;
  gboolean (*applies) (const SyModel *model, guint band);
  void (*settle) (SyModel *model, guint band);
};

/**
 * sy_setting_list:
 * @out_n: (out): how many
 *
 * Returns: (transfer none) (array length=out_n): all settings, in the order they stand
 */
const SySetting *sy_setting_list (gsize *out_n);

/**
 * sy_setting_has_holder:
 * @self: a setting
 * @model: a model
 * @band: index of the band, for settings of bands
 *
 * Returns: whether @model has what the setting is of: for settings of bands, so many bands
 */
gboolean sy_setting_has_holder (const SySetting *self,
                                const SyModel *model,
                                guint band);

/**
 * sy_setting_get_number:
 * @self: a number, a whole number or a choice
 * @model: a model
 * @band: index of the band, for settings of bands
 *
 * Returns: the number, NaN for none; or the index of the choice
 */
double sy_setting_get_number (const SySetting *self,
                              const SyModel *model,
                              guint band);

/**
 * sy_setting_dup_text:
 * @self: any other setting
 * @model: a model
 * @band: index of the band, for settings of bands
 *
 * Returns: (transfer full): the text, empty for none
 */
char *sy_setting_dup_text (const SySetting *self,
                           const SyModel *model,
                           guint band);

/**
 * sy_setting_edit_number:
 * @self: a number, a whole number or a choice
 * @model: a model
 * @band: index of the band, for settings of bands
 * @value: the number, NaN for none; or the index of the choice
 *
 * Returns: (transfer full): an edited copy, not checked
 */
SyModel *sy_setting_edit_number (const SySetting *self,
                                 const SyModel *model,
                                 guint band,
                                 double value);

/**
 * sy_setting_edit_text:
 * @self: any other setting
 * @model: a model
 * @band: index of the band, for settings of bands
 * @text: the text, empty for none
 *
 * Returns: (transfer full): an edited copy, not checked
 */
SyModel *sy_setting_edit_text (const SySetting *self,
                               const SyModel *model,
                               guint band,
                               const char *text);

/**
 * sy_setting_dup_label:
 * @self: a setting
 * @model: a model
 * @band: index of the band, for settings of bands
 *
 * Returns: (transfer full): the edit in the undo menu, as "Scale: points for 100" or "Loyal: goal"
 */
char *sy_setting_dup_label (const SySetting *self,
                            const SyModel *model,
                            guint band);

G_END_DECLS
