/* What a measure rests on: findings, weak points of assessments, needs, priorities, or words. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_REASONS_GROUP (ctn_reasons_group_get_type ())

G_DECLARE_FINAL_TYPE (CtnReasonsGroup, ctn_reasons_group, CTN, REASONS_GROUP, AdwPreferencesGroup)

GtkWidget *ctn_reasons_group_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* @page outlives the group. */
void ctn_reasons_group_show (CtnReasonsGroup *self, CtnPage *page, gint64 measure);

G_END_DECLS
