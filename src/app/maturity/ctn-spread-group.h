/* What the raters of an assessment said to one question, and how far they are apart. */
#pragma once

#include <adwaita.h>
#include <ctn-answer.h>

G_BEGIN_DECLS

#define CTN_TYPE_SPREAD_GROUP (ctn_spread_group_get_type ())
G_DECLARE_FINAL_TYPE (CtnSpreadGroup, ctn_spread_group, CTN, SPREAD_GROUP, AdwBin)

/* @answers: (element-type CtnAnswer): of the assessment. Hidden when nobody answered under a name. */
void ctn_spread_group_show (CtnSpreadGroup *self,
                            const GPtrArray *answers,
                            const CtnModelNode *question);

G_END_DECLS
