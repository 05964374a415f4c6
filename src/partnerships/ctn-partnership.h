/* Partnerships: consortia, clusters, alliances and working groups, with their members. */
#pragma once

#include <ctn-field.h>
#include <ctn-project.h>

G_BEGIN_DECLS

/* The fields of partnerships. */
const CtnRecordKind *ctn_partnership_kind (void);

/* The fields of a membership: role, since, until, commitment, and what the member brings. */
const CtnRecordKind *ctn_membership_kind (void);

#define CTN_N_COMMITMENT_STEPS 7

/* The steps of the ladder, as choices of a field; ends with a NULL code. */
extern const CtnChoice ctn_commitment_steps[];

/* The commitment ladder (0 identified … 6 leads), as labels to translate; ends with %NULL.
 * Source: usual practice of cluster managers; other ladders are in use. */
const char *const *ctn_commitment_labels (void);

/* A member of a partnership as a list shows it. */
typedef struct {
  gint64 id; /* of the membership */
  gint64 organisation;
  char *name;
  char *helix;   /* (nullable) code */
  char *country; /* (nullable) ISO 3166-1 alpha-2 */
  char *nuts;    /* (nullable) */
  char *role;    /* (nullable) */
  char *since;   /* (nullable) ISO date */
  char *until;   /* (nullable) ISO date */
  double share;  /* per cent; this and the next three are NAN when unknown */
  double hours;  /* a year */
  double budget; /* euro */
  double votes;
  int commitment;  /* 0–6, -1 when unknown */
  gboolean paused; /* on the ladder of commitment */
  gboolean left;   /* there, or @until is over */
} CtnMember;

void ctn_member_free (CtnMember *self);

/* Members in the order of their joining the list.
 * Returns: (transfer container) (element-type CtnMember) (nullable): %NULL with @error set */
GPtrArray *ctn_partnership_list_members (CtnConnection *reader,
                                         gint64 partnership,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Ids of all partnerships (element-type gint64), by name, each before those that are part of it.
 * Returns: (transfer full) (nullable): %NULL with @error set */
GArray *ctn_partnership_list (CtnConnection *reader, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Operations; each returns %FALSE (or 0) with @error set when it failed. */
gint64 ctn_partnership_add (CtnProject *project, const char *name, GError **error);

/* Errors: also CTN_PROJECT_ERROR_INVALID when the partnership would become part of itself. */
gboolean ctn_partnership_edit (CtnProject *project,
                               gint64 id,
                               const CtnField *field,
                               const char *text,
                               GError **error);
gboolean ctn_partnership_delete (CtnProject *project, gint64 id, GError **error);

/* Adds organisations as members; those who are members already are left as they are. */
gboolean ctn_partnership_add_members (CtnProject *project,
                                      gint64 partnership,
                                      const gint64 *organisations,
                                      gsize n_organisations,
                                      GError **error);

/* A new step of commitment is dated today (ctn-commitment.h). */
gboolean ctn_membership_edit (CtnProject *project,
                              gint64 id,
                              const CtnField *field,
                              const char *text,
                              GError **error);
gboolean ctn_membership_delete (CtnProject *project, gint64 id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnMember, ctn_member_free)

G_END_DECLS
