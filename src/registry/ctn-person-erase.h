/* Erasing a person (GDPR Art. 17): of the record stays that there was one, and when it was erased. */
#pragma once

#include <ctn-project.h>

G_BEGIN_DECLS

/* What stands in the place of the name of whoever was erased. */
#define CTN_PERSON_ERASED_NAME "(erased)"

/* Whether nothing but the row that tells of the erasure is left. */
gboolean ctn_person_is_erased (CtnConnection *reader, gint64 person);

/* The texts by which a person is found: full names in the orders in which they are written, e-mail
 * addresses and phone numbers, those of before too as far as the history knows them. The family name
 * alone is not among them: it would be found in names of firms. Ends with %NULL.
 * Returns: (transfer full) (nullable): %NULL with @error set */
GStrv ctn_person_list_texts (CtnConnection *reader,
                             gint64 person,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Where else a person is written of: a text of another record. */
typedef struct {
  char *table;
  gint64 row;
  char *column;
  char *text;
} CtnPersonMention;

void ctn_person_mention_free (CtnPersonMention *self);

/* All texts but the person's own that hold one of ctn_person_list_texts().
 * Returns: (transfer container) (element-type CtnPersonMention) (nullable): %NULL with @error set */
GPtrArray *ctn_person_list_mentions (CtnConnection *reader,
                                     gint64 person,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Erases the person from the project: the record, positions, consents, attached files, custom fields,
 * what is told of them in other texts, in the history, and in working copies that a crash left (see
 * ctn-erasure.h). Participations, tasks and exchanges stay without the person. A person that was
 * deleted, but is still in the history, can be erased as well.
 *
 * This cannot be undone, nor can what was done before.
 * @remove_files: also files attached to other records whose bytes hold the name, e-mail or phone
 * Errors: those of ctn_project_erase(). */
gboolean
ctn_person_erase (CtnProject *project, gint64 person, gboolean remove_files, GError **error);

/* The same on a worker thread. */
void ctn_person_erase_async (CtnProject *project,
                             gint64 person,
                             gboolean remove_files,
                             GAsyncReadyCallback callback,
                             gpointer data);
gboolean ctn_person_erase_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnPersonMention, ctn_person_mention_free)

G_END_DECLS
