/* A row that shows the logo of a report, and lets a person choose another picture or none. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CTN_TYPE_LOGO_ROW (ctn_logo_row_get_type ())

/* Emits "changed" when the person chose another one, and "failed" with the GError of a file that is no logo. */
G_DECLARE_FINAL_TYPE (CtnLogoRow, ctn_logo_row, CTN, LOGO_ROW, AdwActionRow)

/* The file of the picture. @logo: (nullable) */
void ctn_logo_row_set_logo (CtnLogoRow *self, GBytes *logo);
GBytes *ctn_logo_row_get_logo (CtnLogoRow *self); /* (transfer none) (nullable) */

/* Reads @file off the main thread and takes it, or emits "failed". */
void ctn_logo_row_load (CtnLogoRow *self, GFile *file);

G_END_DECLS
