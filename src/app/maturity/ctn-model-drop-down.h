/* A drop-down for titles of models, which are long: they are cut with an ellipsis in the button where there
 * is no room, and shown whole in the list. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* @titles: (transfer full) (nullable) */
GtkWidget *ctn_model_drop_down_new (GListModel *titles) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
