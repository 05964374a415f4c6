/* Choosing a language for texts that people write. */
#pragma once

#include "ctn-picker.h"

G_BEGIN_DECLS

/* Asks for one of the languages of ISO 639-1; the code of the pick is its code. As ctn_picker_present_given(). */
void ctn_language_picker_present (GtkWidget *parent, CtnPickedFunc function, gpointer data);

G_END_DECLS
