/* The program: one instance, its windows and what concerns all of them. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CTN_TYPE_APPLICATION (ctn_application_get_type ())

G_DECLARE_FINAL_TYPE (CtnApplication, ctn_application, CTN, APPLICATION, AdwApplication)

CtnApplication *ctn_application_new (void);

/* Fills @self with the actions "app.…". For ctn-application.c. */
void _ctn_application_add_actions (CtnApplication *self);

G_END_DECLS
