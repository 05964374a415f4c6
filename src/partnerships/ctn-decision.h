/* What was decided at an activity. */
#pragma once

#include <ctn-field.h>

G_BEGIN_DECLS

/* The fields: text, date. Owner: activity. */
const CtnRecordKind *ctn_decision_kind (void);

G_END_DECLS
