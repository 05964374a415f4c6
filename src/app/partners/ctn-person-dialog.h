/* Adding a person to an organisation, and all about a person. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

/* Asks for name, function and e-mail of a new person at @organisation; then shows the person. */
void ctn_new_person_dialog_present (CtnPage *page, gint64 organisation);

/* Shows the person: fields, data protection, positions. Edited in place, closed by itself when the
 * person is deleted. */
void ctn_person_dialog_present (CtnPage *page, gint64 person);

G_END_DECLS
