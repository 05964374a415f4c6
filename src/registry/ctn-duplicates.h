/* Finds organisations that are probably in the registry twice. */
#pragma once

#include <ctn-project.h>

G_BEGIN_DECLS

typedef enum {
  CTN_DUPLICATE_IDENTIFIER, /* the same VAT, ROR, PIC or LEI number */
  CTN_DUPLICATE_NAME,       /* the same name but for case, accents and legal form, same country */
  CTN_DUPLICATE_OTHER_NAME, /* one is called what the other is also called, same country */
  CTN_DUPLICATE_DOMAIN,     /* the same web domain, which at most a few share */
  CTN_DUPLICATE_SIMILAR,    /* a name much like the other, same country */
} CtnDuplicateReason;

typedef struct {
  gint64 one; /* the older of the two */
  gint64 other;
  char *one_name;
  char *other_name;
  CtnDuplicateReason reason; /* the strongest */
  double likeness;           /* of the names, 0 to 1 (ctn_text_similarity() of their keys) */
} CtnDuplicate;

void ctn_duplicate_free (CtnDuplicate *self);

/* Why two are thought to be one, for a person to read: "Same VAT number, …". (transfer none) */
const char *ctn_duplicate_reason_get_label (CtnDuplicateReason reason);

/* All pairs, the surest first, without those that somebody called different. Identities are compared
 * by key. Similar names are found by sorting and comparing neighbours (the sorted neighbourhood
 * method: M. Hernández, S. Stolfo, SIGMOD 1995), by the name and by its words in alphabetical order,
 * so that the time grows with n log n; both must be at least 0.8 alike.
 * Returns: (transfer container) (element-type CtnDuplicate) (nullable): at most 2,000 pairs; %NULL
 * with @error set */
GPtrArray *ctn_duplicates_find (CtnConnection *reader,
                                GCancellable *cancellable,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same on a worker thread. */
void ctn_duplicates_find_async (CtnProject *project,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data);
GPtrArray *ctn_duplicates_find_finish (GAsyncResult *result,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Remembers that the two are not the same, as an operation. */
gboolean ctn_duplicates_keep_apart (CtnProject *project, gint64 one, gint64 other, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnDuplicate, ctn_duplicate_free)

G_END_DECLS
