/* Who takes part in an activity: an organisation, a person, or a person for an organisation. */
#pragma once

#include <ctn-field.h>
#include <ctn-project.h>

G_BEGIN_DECLS

typedef enum {
  CTN_PARTICIPANT_INVITED,
  CTN_PARTICIPANT_REGISTERED,
  CTN_PARTICIPANT_ATTENDED,
  CTN_PARTICIPANT_ABSENT,
  CTN_PARTICIPANT_DECLINED,
  CTN_N_PARTICIPANT_STATES,
} CtnParticipantState;

/* The fields: role, state, satisfaction, comment. Owner: activity. */
const CtnRecordKind *ctn_participant_kind (void);

typedef struct {
  gint64 id;
  gint64 organisation;     /* 0 for none */
  char *organisation_name; /* (nullable) */
  gint64 person;           /* 0 for none */
  char *person_name;       /* (nullable) "Dr. Anna Beispiel" */
  char *function;          /* (nullable) of the person at the organisation */
  char *email;             /* (nullable) of the person */
  char *role;              /* (nullable) */
  CtnParticipantState state;
  double satisfaction; /* 1 (not at all) to 5 (very); NAN when not asked */
  char *comment;       /* (nullable) */
  char *helix;         /* (nullable) code of the organisation */
  char *country;       /* (nullable) of the organisation */
} CtnParticipant;

void ctn_participant_free (CtnParticipant *self);

/* "Dr. Anna Beispiel", or the organisation when there is no person. (transfer none) */
const char *ctn_participant_get_name (const CtnParticipant *self);

/* Participants by organisation and family name, people without an organisation last.
 * Returns: (transfer container) (element-type CtnParticipant) (nullable): %NULL with @error set */
GPtrArray *ctn_participant_list (CtnConnection *reader,
                                 gint64 activity,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How many there are of each state, and the mean satisfaction of those who were asked. */
typedef struct {
  guint n[CTN_N_PARTICIPANT_STATES];
  guint total;
  guint n_asked;
  double satisfaction;   /* arithmetic mean, NAN when nobody was asked */
  guint n_organisations; /* different ones that attended */
} CtnAttendance;

void ctn_attendance_count (GPtrArray *participants, CtnAttendance *attendance);

/* The code in the file, and what a person reads. (transfer none) */
const char *ctn_participant_state_to_code (CtnParticipantState state);
const char *ctn_participant_state_to_label (CtnParticipantState state);

/* Someone to add; one of both may be 0. */
typedef struct {
  gint64 organisation;
  gint64 person;
} CtnNewParticipant;

/* Operations; each returns %FALSE with @error set when it failed. */

/* Adds participants; who is there already is left. @n_added: (out) (optional) */
gboolean ctn_participant_add (CtnProject *project,
                              gint64 activity,
                              const CtnNewParticipant *participants,
                              gsize n,
                              guint *n_added,
                              GError **error);

/* The same inside of an operation, for one. @state: what becomes of who is there or new. */
gboolean ctn_participant_write (CtnConnection *connection,
                                gint64 activity,
                                const CtnNewParticipant *participant,
                                CtnParticipantState state,
                                const char *role,
                                GError **error);

/* Marks @ids, as one operation: who came, who did not. Marking the same one again within a minute joins
 * it. The dates of last contact of organisations follow from who attended. */
gboolean ctn_participant_mark (CtnProject *project,
                               const gint64 *ids,
                               gsize n,
                               CtnParticipantState state,
                               GError **error);

/* @satisfaction: 1 to 5, 0 takes it away. */
gboolean ctn_participant_rate (CtnProject *project, gint64 id, int satisfaction, GError **error);

gboolean ctn_participant_remove (CtnProject *project, const gint64 *ids, gsize n, GError **error);

/* People who can be added: those with a position, once for each organisation, and not restricted or
 * erased; by family name. */
typedef struct {
  gint64 person;
  gint64 organisation;
  char *name;
  char *organisation_name;
} CtnPossibleParticipant;

void ctn_possible_participant_free (CtnPossibleParticipant *self);

/* Returns: (transfer container) (element-type CtnPossibleParticipant) (nullable) */
GPtrArray *ctn_participant_list_possible (CtnConnection *reader,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnParticipant, ctn_participant_free)

G_END_DECLS
