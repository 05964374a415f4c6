/* The papers of a partnership: letters of intent, memoranda, agreements, action plans, with who signed
 * them when. Files hang on a paper as attachments (ctn-attachment.h). */
#pragma once

#include <ctn-field.h>
#include <ctn-project.h>

G_BEGIN_DECLS

/* The fields of a paper: title, kind, state, date, valid until, note. Part of a partnership. */
const CtnRecordKind *ctn_paper_kind (void);

/* The fields of a signature: organisation, signed on. Part of a paper. */
const CtnRecordKind *ctn_paper_signature_kind (void);

/* As one operation: asks all members who have not left and are not asked yet for their signature.
 * @n_added: (out) (optional) */
gboolean ctn_paper_ask_members (CtnProject *project, gint64 paper, guint *n_added, GError **error);

/* How many were asked to sign, and how many did. */
gboolean ctn_paper_count_signatures (CtnConnection *reader,
                                     gint64 paper,
                                     guint *n_asked,
                                     guint *n_signed,
                                     GError **error);

G_END_DECLS
