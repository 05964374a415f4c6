/* Erasing a record for good: from its table, from the history, from free pages and from copies that a
 * crash left behind. For what the law asks to be erased (GDPR Art. 17); everything else is undone.
 *
 * An erasure is an operation that cannot be undone, and neither can what was done before it: nothing is
 * left to go back to. */
#pragma once

#include "ctn-project.h"

G_BEGIN_DECLS

typedef struct {
  const char *table; /* of the record */
  gint64 row;

  /* What must not be found any more in any text of the project, in the history or in the names of what
   * was done; case of ASCII letters does not count. Each occurrence becomes "…". Ends with %NULL. */
  const char *const *texts;

  gboolean remove_files; /* also attached files, of any record, whose bytes hold one of the texts */

  /* Writes what is left of the record, within the operation. Records that cannot be without it
   * (ON DELETE CASCADE) are deleted afterwards with what is attached to them, those that can be (ON
   * DELETE SET NULL) lose their reference to it. */
  CtnTransactFunc function;
  gpointer data;
} CtnErasure;

/* Runs @erasure as the operation @label (N_()). Working copies that a crash left of the same project are
 * treated alike. The file is published as after every operation; until then it holds the old state.
 * Errors: those of the function, CTN_PROJECT_ERROR_BUSY; CTN_PROJECT_ERROR_FAILED, when all is erased
 * here but a copy left by a crash could not be opened. */
gboolean
ctn_project_erase (CtnProject *self, const char *label, const CtnErasure *erasure, GError **error);

/* The same on a worker thread. @erasure and what it points to live until the callback. */
void ctn_project_erase_async (CtnProject *self,
                              const char *label,
                              const CtnErasure *erasure,
                              GAsyncReadyCallback callback,
                              gpointer data);
gboolean ctn_project_erase_finish (CtnProject *self, GAsyncResult *result, GError **error);

/* Attached files of any record whose bytes hold one of @texts, ASCII case not counting; what is packed
 * (PDF, DOCX) is not looked into. Ids of attachments (element-type gint64).
 * Returns: (transfer full) (nullable): %NULL with @error set */
GArray *ctn_erasure_find_files (CtnConnection *reader,
                                const char *const *texts,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* @text with each occurrence of one of @texts as "…". (transfer full) */
char *ctn_erasure_scrub (const char *const *texts, const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
