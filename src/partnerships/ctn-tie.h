/* Who of a partnership works with whom: ties that somebody recorded, and those that other records show.
 *
 * A tie joins two members who have not left; directions do not count, and several sources make one tie. */
#pragma once

#include <ctn-field.h>
#include <ctn-project.h>

G_BEGIN_DECLS

/* The fields of a recorded tie: two organisations, note. Part of a partnership. */
const CtnRecordKind *ctn_tie_kind (void);

typedef enum {
  CTN_TIE_RECORDED,
  CTN_TIE_CHAIN,    /* linked in a value chain (existing or weak) */
  CTN_TIE_ACTIVITY, /* both hosted or attended an activity that was held */
  CTN_TIE_EXCHANGE, /* visitor and host of one that is running or was */
  CTN_TIE_PAPER,    /* both signed a paper of the partnership */
  CTN_N_TIE_SOURCES,
} CtnTieSourceKind;

/* Translated, e.g. "Value chain"; a stable code, e.g. "chain". */
const char *ctn_tie_source_get_label (CtnTieSourceKind kind);
const char *ctn_tie_source_get_code (CtnTieSourceKind kind);

/* The table whose record is the source, for showing it: "chain", "activity", "exchange", "paper", "tie". */
const char *ctn_tie_source_get_table (CtnTieSourceKind kind);

/* Where a tie is known from. */
typedef struct {
  CtnTieSourceKind kind;
  gint64 id;   /* of the record */
  char *title; /* (nullable) the record's, or the note of a recorded tie */
} CtnTieSource;

typedef struct {
  guint a, b;      /* indices into the members, a < b */
  GArray *sources; /* (owned) CtnTieSource, by kind, each record once */
} CtnTie;

void ctn_tie_free (CtnTie *self);

/* @members: of ctn_partnership_list_members() of @partnership; those who left have no ties.
 * Returns: (transfer full) (element-type CtnTie) (nullable): by a and b; %NULL with @error set */
GPtrArray *ctn_tie_list (CtnConnection *reader,
                         gint64 partnership,
                         GPtrArray *members,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Records a tie. A tie that is there already, in either direction, only gets the note.
 * Errors: CTN_PROJECT_ERROR_INVALID when both are the same organisation.
 * Returns: its id, 0 with @error set */
gint64 ctn_tie_add (CtnProject *project,
                    gint64 partnership,
                    gint64 source,
                    gint64 target,
                    const char *note,
                    GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnTie, ctn_tie_free)

G_END_DECLS
