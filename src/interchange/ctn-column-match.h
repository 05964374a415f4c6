/* Suggests which column of a table goes into which field of a record. */
#pragma once

#include "ctn-column-content.h"

G_BEGIN_DECLS

/* A field that a column can go into. */
typedef struct {
  const char *name;     /* of the field in the program, "short_name" */
  const char *synonyms; /* what columns are called that hold it, in any language, divided by "|";
                         * case, accents, spaces and punctuation do not count */
  CtnColumnType type;
  gboolean multiple; /* several columns may go into it */
} CtnMatchField;

typedef enum {
  CTN_MATCH_NONE,
  CTN_MATCH_BY_NAME,
  CTN_MATCH_BY_CONTENT,
  CTN_MATCH_BY_BOTH,
} CtnMatchReason;

typedef struct {
  int field;    /* index of the field, -1 for none */
  double score; /* 0 to 1 */
  CtnMatchReason reason;
} CtnColumnMatch;

/* More columns than these are left without a field. */
#define CTN_COLUMN_MATCH_MAX_COLUMNS 500

/* Suggests a field for each of the @n_columns columns.
 *
 * A column's name is compared with the synonyms: the same letters count 1, all words of a synonym
 * among those of the name 0.6 to 0.9, similar letters (ctn_text_similarity() from 0.75) up to 0.8. The
 * look of its values moves that between 60 and 100 %; values alone suffice where at least 80 % of
 * them look like an identifier, address, code or coordinate. Pairs are taken from the best one down, a
 * field goes to one column only unless it is @multiple; below 0.4 nothing is suggested.
 *
 * @headers: (nullable): the columns' names; NULL when the table has none.
 * @samples: (nullable): for every column, @n_samples values, some of which may be NULL or "". Some
 * hundred from all over the table are enough.
 * @matches: (out): room for @n_columns results. */
void ctn_column_match (const char *const *headers,
                       const char *const *const *samples,
                       gsize n_columns,
                       gsize n_samples,
                       const CtnMatchField *fields,
                       gsize n_fields,
                       CtnColumnMatch *matches);

/* Why, for people: "by name", "by content: looks like e-mail addresses"; "" for no match.
 * Returns: (transfer full) */
char *ctn_column_match_describe (const CtnColumnMatch *match,
                                 const CtnMatchField *fields) G_GNUC_WARN_UNUSED_RESULT;

/* Fields of an organisation with English and German synonyms; names are those of the table
 * organisation and of its identifiers ("vat", "ror", "lei", "pic") and lists ("nace", "sector",
 * "tags", "other_names", "languages", "headcount", "turnover", "balance"). @n_fields: (out) */
const CtnMatchField *ctn_column_match_get_organisation_fields (gsize *n_fields);

G_END_DECLS
