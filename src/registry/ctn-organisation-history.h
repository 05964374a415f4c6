/* What was done to one organisation: the part of the project's history that is about it. */
#pragma once

#include <ctn-history.h>

G_BEGIN_DECLS

/* One field that an operation changed, as a person reads it. */
typedef struct {
  char *field;  /* label, translated */
  char *before; /* (nullable) */
  char *after;  /* (nullable); both %NULL where only that the field changed is shown */
} CtnFieldChange;

typedef struct {
  gint64 operation;
  char *label; /* translated: "Edit Organisation" */
  char *author;
  gint64 time; /* milliseconds since 1970 */
  CtnHistoryState state;
  gboolean is_first;  /* the organisation was added */
  GPtrArray *changes; /* CtnFieldChange, one per field; none of the first operation */
} CtnOrganisationEvent;

void ctn_organisation_event_free (CtnOrganisationEvent *self);

/* The operations that changed the organisation, a value of one of its lists or its people; newest
 * first, at most @limit.
 * Returns: (transfer container) (element-type CtnOrganisationEvent) (nullable): %NULL with @error set */
GPtrArray *ctn_organisation_list_events (CtnConnection *reader,
                                         gint64 organisation,
                                         guint limit,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnOrganisationEvent, ctn_organisation_event_free)

G_END_DECLS
