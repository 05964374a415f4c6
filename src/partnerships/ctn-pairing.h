/* What becomes of a match: proposed, contacted, feasible, agreed; or failed, and why. Every step is dated. */
#pragma once

#include <ctn-project.h>

G_BEGIN_DECLS

typedef enum {
  CTN_PAIRING_PROPOSED,
  CTN_PAIRING_CONTACTED,
  CTN_PAIRING_FEASIBLE,
  CTN_PAIRING_AGREED,
  CTN_PAIRING_FAILED,
  CTN_PAIRING_N_STATES,
} CtnPairingState;

/* Translated. (transfer none) */
const char *ctn_pairing_state_get_label (CtnPairingState state);

typedef struct {
  CtnPairingState state;
  char *date; /* ISO */
  char *note; /* (nullable) */
} CtnPairingStep;

typedef struct {
  gint64 id;
  gint64 need;
  gint64 offer;
  gint64 organisation; /* that offers */
  char *need_title;
  char *offer_title;       /* (nullable) */
  char *organisation_name; /* (nullable) */
  CtnPairingState state;
  double score;     /* 0–100 when it was proposed; NAN */
  char *reason;     /* (nullable) what spoke for it; why it failed */
  GPtrArray *steps; /* CtnPairingStep, in their order */
} CtnPairing;

void ctn_pairing_free (CtnPairing *self);

/* The pairings of @need and of @offer (0: of any), the newest last.
 * Returns: (transfer full) (element-type CtnPairing) (nullable): %NULL with @error set */
GPtrArray *ctn_pairing_list (CtnConnection *reader, gint64 need, gint64 offer, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Operations; each returns %FALSE (or 0) with @error set when it failed. @today: (nullable) ISO date; %NULL is
 * today. */

/* Proposes @offer for @need, with what spoke for it. A pair that is there already stays as it is, and its id is
 * returned. @score: NAN when there is none. @reason: (nullable) */
gint64 ctn_pairing_propose (CtnProject *project,
                            gint64 need,
                            gint64 offer,
                            double score,
                            const char *reason,
                            const char *today,
                            GError **error);

/* Notes the next step, or one back. @note: (nullable) needed for CTN_PAIRING_FAILED.
 * Errors: CTN_PROJECT_ERROR_INVALID when a step would be left out, or the reason is missing. */
gboolean ctn_pairing_move (CtnProject *project,
                           gint64 id,
                           CtnPairingState state,
                           const char *note,
                           const char *today,
                           GError **error);

gboolean ctn_pairing_delete (CtnProject *project, gint64 id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnPairing, ctn_pairing_free)

G_END_DECLS
