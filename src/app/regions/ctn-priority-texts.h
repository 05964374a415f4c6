/* What a priority is called in further languages: a row each, and one to add a language. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

/* A preferences group. @page outlives it. */
GtkWidget *ctn_priority_texts_new (CtnPage *page, gint64 priority) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
