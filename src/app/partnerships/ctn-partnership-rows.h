/* What the sides of the partnerships' view are built of. */
#pragma once

#include <adwaita.h>
#include <ctn-rule.h>

#include "ctn-side.h"

G_BEGIN_DECLS

/* A rule with an icon that tells whether it holds. */
GtkWidget *ctn_rule_row_new (const CtnRule *rule) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
