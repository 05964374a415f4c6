/* The header of the editor's pages: undo, the language that texts are shown in, and whether the preview is shown. */
#pragma once

#include <adwaita.h>

#include "ctn-model-editor.h"

G_BEGIN_DECLS

GtkWidget *ctn_model_header_new (CtnModelEditor *editor) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
