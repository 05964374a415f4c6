/* Rows that choose one of many names. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Lets a person find one of the names of @row, whose model is a GtkStringList, by typing any part of it. */
void ctn_combo_row_enable_search (AdwComboRow *row);

G_END_DECLS
