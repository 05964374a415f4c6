/* A calendar beside a field with a date. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A button for the end of @editable's row. A day chosen in its calendar is written into @editable as it
 * is written in the user's language, and taken as if Enter had been pressed there. */
GtkWidget *ctn_date_button_new (GtkEditable *editable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
