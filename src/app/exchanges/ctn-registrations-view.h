/* Registrations of visitors and hosts: who, what is wished, the decision on it, and from there to an exchange. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_REGISTRATIONS_VIEW (ctn_registrations_view_get_type ())

G_DECLARE_FINAL_TYPE (CtnRegistrationsView, ctn_registrations_view, CTN, REGISTRATIONS_VIEW, AdwBin)

/* Once; follows the project's changes. @page outlives it. */
void ctn_registrations_view_set_up (CtnRegistrationsView *self, CtnPage *page);

/* Lets the user choose an organisation and registers it. */
void ctn_registrations_view_add (CtnRegistrationsView *self);

/* Shows the dialog of a registration. */
void ctn_registrations_view_open (CtnRegistrationsView *self, gint64 id);

/* Only registrations of organisations with @text in the name. */
void ctn_registrations_view_set_search (CtnRegistrationsView *self, const char *text);

G_END_DECLS
