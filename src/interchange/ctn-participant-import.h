/* A list of participants (registration form, attendance list) brought into an activity: CSV or a
 * spreadsheet with names, organisations and e-mail addresses, matched with the registry.
 *
 * A person is recognised by the e-mail address, else by name and organisation; an organisation by its name
 * as the import of organisations compares names, else by the address's domain. */
#pragma once

#include <ctn-participant.h>
#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  CTN_PARTICIPANT_KNOWN,            /* the person is in the registry */
  CTN_PARTICIPANT_NEW_PERSON,       /* a person to be added at an organisation that is known */
  CTN_PARTICIPANT_NEW_BOTH,         /* both are to be added */
  CTN_PARTICIPANT_ORGANISATION,     /* no person is named, the organisation is known */
  CTN_PARTICIPANT_NEW_ORGANISATION, /* no person is named, the organisation is to be added */
  CTN_PARTICIPANT_UNCLEAR,          /* left out; the problem says why */
} CtnParticipantMatch;

typedef struct {
  guint line;       /* of the file */
  char *given_name; /* "" for none, like those below */
  char *family_name;
  char *organisation_name;
  char *email;
  char *function;
  char *role;
  gint64 person;       /* 0: not known */
  gint64 organisation; /* 0: not known */
  CtnParticipantMatch match;
  char *problem; /* (nullable) translated */
} CtnParticipantRow;

typedef struct {
  GPtrArray *rows; /* (element-type CtnParticipantRow) */
  char *columns;   /* which column was taken for what, in words */

  /* For ctn_participant_import_apply(). */
  gint64 activity;
  CtnParticipantState state; /* what they become */
  gboolean add_unknown;      /* also people and organisations that are not in the registry */
  guint n_written;           /* (out) */
} CtnParticipantImport;

/* Reads @file and looks everybody up. Blocks; any thread.
 * Errors: CTN_INTERCHANGE_ERROR, G_IO_ERROR; CTN_PROJECT_ERROR_INVALID when no column holds names.
 * Returns: (transfer full) (nullable) */
CtnParticipantImport *ctn_participant_import_load (GFile *file,
                                                   CtnConnection *reader,
                                                   GCancellable *cancellable,
                                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_participant_import_free (CtnParticipantImport *self);

/* Number of rows that would be written. */
guint ctn_participant_import_count (const CtnParticipantImport *self);

/* "Known", "New person", … (transfer none) */
const char *ctn_participant_match_to_text (CtnParticipantMatch match);

/* A CtnTransactFunc; @data is a CtnParticipantImport. */
gboolean ctn_participant_import_apply (CtnConnection *connection, gpointer data, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnParticipantImport, ctn_participant_import_free)

G_END_DECLS
