/* Needs of organisations and of stages of value chains, and what others offer.
 *
 * A need (obstacle) is one of the five barriers of innovation in small and medium firms: finance; skills to
 * manage innovation and its rights; marketing of innovation; capability for research; networking. */
#pragma once

#include <ctn-field.h>
#include <ctn-project.h>

G_BEGIN_DECLS

/* The fields of needs, and those of offers: both have a title, an organisation, a stage, competences, codes of
 * both revisions of NACE and a technology readiness level. */
const CtnRecordKind *ctn_need_kind (void);
const CtnRecordKind *ctn_offer_kind (void);

/* The five barriers; ends with a NULL code. */
const CtnChoice *ctn_need_barriers (void);

/* Which needs or offers a list shows; what is not set does not matter. */
typedef struct {
  gint64 organisation; /* 0: any */
  gint64 stage;        /* 0: any */
  const char *barrier; /* (nullable) code; of needs only */
  const char *state;   /* (nullable) code */
  int severity;        /* at least; 0: any; of needs only */
} CtnNeedFilter;

/* Ids of needs, the most severe first, then by title; or of offers, by title (element-type gint64).
 * @kind: one of the two above
 * Returns: (transfer full) (nullable): %NULL with @error set */
GArray *ctn_need_list (CtnConnection *reader,
                       const CtnRecordKind *kind,
                       const CtnNeedFilter *filter,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Adds a need or an offer, as one operation. @organisation may be 0 for a need; @stage: 0 for none.
 * Returns its id, 0 with @error set */
gint64 ctn_need_add (CtnProject *project,
                     const CtnRecordKind *kind,
                     const char *title,
                     gint64 organisation,
                     gint64 stage,
                     GError **error);

/* Makes a need of what was found about a stage, as one operation: its title and text, the stage, the
 * codes of the stage, and a region rule that prefers other regions.
 * @finding: (nullable) the finding's key, by which it is found again
 * Returns its id, that of the need made before of the same finding, or 0 with @error set */
gint64 ctn_need_add_from_stage (CtnProject *project,
                                gint64 stage,
                                const char *finding,
                                const char *title,
                                const char *description,
                                GError **error);

/* The need that was made of the finding @finding; 0 for none. */
gint64 ctn_need_find_by_finding (CtnConnection *reader, const char *finding);

G_END_DECLS
