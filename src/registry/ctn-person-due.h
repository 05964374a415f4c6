/* What is due about personal data, and what is done about it (METHODS.md 8). */
#pragma once

#include <ctn-project.h>

G_BEGIN_DECLS

typedef enum {
  /* Kept longer than was said (GDPR Art. 5 (1) e). */
  CTN_DUE_RETENTION,
  /* Consent was the basis, and it is withdrawn (Art. 7 (3), 17 (1) b). */
  CTN_DUE_CONSENT,
  /* The data came from elsewhere more than a month ago, and the person was not informed (Art. 14 (3) a:
   * "within a reasonable period …, but at the latest within one month"). */
  CTN_DUE_INFORMATION,
  /* Deleted, but an undo would bring the data back: they are still in the history. */
  CTN_DUE_HISTORY,
} CtnDueReason;

typedef struct {
  gint64 person;
  char *name;
  char *organisation; /* (nullable) */
  CtnDueReason reason;
  char *since; /* (nullable) ISO date since which it is due */
} CtnDuePerson;

void ctn_due_person_free (CtnDuePerson *self);

/* What is due on @today (ISO day; %NULL: today), by reason and name; a person is there once for each
 * reason. Whoever is restricted is kept on purpose: their retention is not due.
 * Returns: (transfer container) (element-type CtnDuePerson) (nullable): %NULL with @error set */
GPtrArray *ctn_person_list_due (CtnConnection *reader,
                                const char *today,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A sentence, translated. (transfer none) */
const char *ctn_due_reason_to_text (CtnDueReason reason);

/* "retention", "consent", "information", "history". (transfer none) */
const char *ctn_due_reason_to_code (CtnDueReason reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnDuePerson, ctn_due_person_free)

G_END_DECLS
