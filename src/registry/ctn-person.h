/* People at organisations, and what the law asks to be known about their data.
 *
 * Whatever names a person is personal data (GDPR Art. 4), a business contact too. So a person's record
 * says on which legal basis it is held (Art. 6), where it came from and what for, when the person was
 * informed (Art. 13 and 14), what was consented to, and until when it is kept (Art. 5). */
#pragma once

#include <ctn-field.h>
#include <ctn-project.h>

G_BEGIN_DECLS

/* The fields of people. */
const CtnRecordKind *ctn_person_kind (void);

/* The fields of a consent (GDPR Art. 7): text, date, proof, withdrawn-on. Owner: person. */
const CtnRecordKind *ctn_consent_kind (void);

/* What is missing or overdue about the data of a person. */
typedef enum {
  CTN_PERSON_NO_BASIS = 1 << 0,
  CTN_PERSON_NO_CONSENT = 1 << 1, /* consent is the basis, but none with a date is there */
  CTN_PERSON_NOT_INFORMED = 1 << 2,
  CTN_PERSON_RETENTION_OVER = 1 << 3,
  CTN_PERSON_CONSENT_WITHDRAWN = 1 << 4, /* it was the basis, and no consent is left */
} CtnPersonIssues;

/* A person in the list of an organisation: one per position. */
typedef struct {
  gint64 id;       /* of the person */
  gint64 position; /* id of the position */
  char *name;      /* "Dr. Anna Beispiel" */
  char *function;  /* (nullable) */
  char *email;     /* (nullable) */
  char *phone;     /* (nullable) */
  gboolean restricted;
  CtnPersonIssues issues;
} CtnContact;

/* A position in the list of a person. */
typedef struct {
  gint64 id;
  gint64 organisation;
  char *name;     /* of the organisation */
  char *function; /* (nullable) */
} CtnPosition;

/* What a new person starts with, as the user wrote it. */
typedef struct {
  const char *given_name;  /* (nullable) */
  const char *family_name; /* must not be empty */
  const char *function;    /* (nullable) */
  const char *email;       /* (nullable) */
} CtnNewPerson;

void ctn_contact_free (CtnContact *self);
void ctn_position_free (CtnPosition *self);

/* "Dr. Anna Beispiel". Returns: (transfer full) (nullable): %NULL when there is no such person, or with
 * @error set */
char *ctn_person_dup_name (CtnConnection *reader,
                           gint64 person,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What is missing or overdue on the day @today (ISO 8601; %NULL: today). A retention date without a
 * day or month is over when its month or year is. */
gboolean ctn_person_get_issues (CtnConnection *reader,
                                gint64 person,
                                const char *today,
                                CtnPersonIssues *issues,
                                GError **error);

/* The most pressing of @issues as a sentence, translated; %NULL when there is none. (transfer none) */
const char *ctn_person_issues_to_text (CtnPersonIssues issues);

/* The people of an organisation, by family name. @today as above.
 * Returns: (transfer container) (element-type CtnContact) (nullable): %NULL with @error set */
GPtrArray *ctn_person_list_contacts (CtnConnection *reader,
                                     gint64 organisation,
                                     const char *today,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The positions of a person, by the organisation's name.
 * Returns: (transfer container) (element-type CtnPosition) (nullable): %NULL with @error set */
GPtrArray *ctn_person_list_positions (CtnConnection *reader,
                                      gint64 person,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Adds a person with a position at @organisation, as one operation.
 * Errors: CTN_PROJECT_ERROR_INVALID when a field does not take its text.
 * Returns: its id, 0 with @error set */
gint64 ctn_person_add (CtnProject *project,
                       gint64 organisation,
                       const CtnNewPerson *person,
                       GError **error);

/* Sets one field to what the user wrote, as one operation. Writing in the same field again within a
 * minute joins it. Errors: CTN_PROJECT_ERROR_INVALID. */
gboolean ctn_person_edit (CtnProject *project,
                          gint64 person,
                          const CtnField *field,
                          const char *text,
                          GError **error);

/* Deletes a person with all positions, as one operation. */
gboolean ctn_person_delete (CtnProject *project, gint64 person, GError **error);

/* Gives the person a position at @organisation; does nothing when there is one.
 * Returns: the position's id, 0 with @error set */
gint64 ctn_position_add (CtnProject *project, gint64 person, gint64 organisation, GError **error);

/* Sets the function of a position, as one operation. */
gboolean
ctn_position_edit (CtnProject *project, gint64 position, const char *function, GError **error);

/* Takes a position away, as one operation. With the last position the person is deleted too: nobody
 * would find the data again, and there is no reason left to hold them. */
gboolean ctn_position_delete (CtnProject *project, gint64 position, GError **error);

/* Within an operation, before the organisation itself is deleted: deletes the people who have a
 * position there and nowhere else. */
gboolean ctn_person_delete_with (CtnConnection *connection, gint64 organisation, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnContact, ctn_contact_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnPosition, ctn_position_free)

G_END_DECLS
