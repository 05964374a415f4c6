/* The ladder of commitment: every step of a member with its date.
 *
 * Steps: 0 identified, 1 contacted, 2 interested, 3 letter of intent, 4 agreement signed, 5 active, 6 leads;
 * beside them a member may be paused or have left. What is kept are dated rows; a membership's own step is
 * that of the latest row, and is written in the same operation as the row. Source: usual practice of
 * cluster managers; other ladders are in use. */
#pragma once

#include <ctn-date.h>

#include "ctn-partnership.h"

G_BEGIN_DECLS

/* The fields of a row: date, step, state, note. Part of a membership; adding, editing and deleting rows
 * (ctn-record-operations.h) keeps the membership's step. */
const CtnRecordKind *ctn_commitment_kind (void);

typedef enum {
  CTN_MEMBER_TAKES_PART,
  CTN_MEMBER_PAUSED,
  CTN_MEMBER_LEFT,
} CtnMemberState;

/* A row. */
typedef struct {
  gint64 id;
  gint64 membership;
  CtnDate date;
  int step; /* -1 when the row tells only the state */
  CtnMemberState state;
} CtnCommitment;

/* The rows of all members of a partnership, member by member in the order of ids, each by date.
 * Returns: (transfer full) (element-type CtnCommitment) (nullable): %NULL with @error set */
GArray *ctn_commitment_list (CtnConnection *reader,
                             gint64 partnership,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Inside of an operation: the member stands on @step from @date. A second step of one day replaces the first.
 * @note: (nullable) */
gboolean ctn_commitment_write (CtnConnection *connection,
                               gint64 membership,
                               int step,
                               const CtnDate *date,
                               const char *note,
                               GError **error);

/* As an operation. A member who leaves gets the date as its last day, unless it has one; one who takes part
 * again stands where it stood, and has no last day. */
gboolean ctn_commitment_set_state (CtnProject *project,
                                   gint64 membership,
                                   CtnMemberState state,
                                   const CtnDate *date,
                                   GError **error);

/* One step of the funnel. Times are in days, without those in which a member was paused. */
typedef struct {
  guint now;           /* members that stand here and take part */
  guint reached;       /* members that stand here or higher, or did once */
  guint n_ended;       /* times that somebody went on from here, back or away */
  double median_ended; /* days until then; NAN without any */
  guint n_running;     /* members whose time here is known and runs */
  double median_running;
} CtnFunnelStep;

typedef struct {
  CtnFunnelStep steps[CTN_N_COMMITMENT_STEPS];
  guint n_members;
  guint paused;
  guint left;
  guint unknown; /* take part without a step */
} CtnFunnel;

/* The funnel of a partnership as of @today. Medians of an even number are the mean of the two in the
 * middle. A date of a month or a year counts as its first day. */
gboolean ctn_commitment_get_funnel (CtnConnection *reader,
                                    gint64 partnership,
                                    const CtnDate *today,
                                    CtnFunnel *funnel,
                                    GError **error);

G_END_DECLS
