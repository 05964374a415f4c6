/* The program: one instance, its windows and what concerns all of them. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CTN_TYPE_APPLICATION (ctn_application_get_type ())

G_DECLARE_FINAL_TYPE (CtnApplication, ctn_application, CTN, APPLICATION, AdwApplication)

CtnApplication *ctn_application_new (void);

/* Fills @self with the actions "app.…". For ctn-application.c. */
void _ctn_application_add_actions (CtnApplication *self);

/* The style that the user chose. For ctn-application.c and the preferences. */
void _ctn_application_apply_style (CtnApplication *self);

G_END_DECLS
