/* Finding and taking out texts, as SQL functions. For the project room only. */
#pragma once

#include "ctn-connection-private.h"

G_BEGIN_DECLS

/* What stands in the place of a text that was taken out. */
#define CTN_SCRUB_REPLACEMENT "…"

typedef struct _CtnScrub CtnScrub;

/* @texts: ends with %NULL; shorter ones than three bytes are left out, they would be found everywhere. */
CtnScrub *ctn_scrub_new (const char *const *texts) G_GNUC_WARN_UNUSED_RESULT;
void ctn_scrub_free (CtnScrub *self);

/* Whether @data holds one of the texts, as it is or as JSON writes it. */
gboolean ctn_scrub_finds (const CtnScrub *self, const char *data, gsize size);

/* @text without them. (transfer full) */
char *ctn_scrub_clean (const CtnScrub *self, const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* Adds ctn_mentions(value) and ctn_scrub(text) to @connection, until they are added anew. @self lives
 * as long as they are used. */
gboolean ctn_scrub_add_functions (CtnScrub *self, CtnConnection *connection, GError **error);

/* Notes in temp.kept_row of @connection, made anew, which rows of @other's @database may keep the texts:
 * somebody wrote them there after all had been cleaned. Both have the functions. @other: (nullable): no row
 * may. */
gboolean ctn_scrub_keep_rows (CtnConnection *connection,
                              CtnConnection *other,
                              const char *database,
                              GError **error);

/* Cleans every column with texts in every table with user data, but for the rows that may keep them. */
gboolean ctn_scrub_clean_tables (CtnConnection *connection, GError **error);

/* Cleans the history, but for those rows. */
gboolean ctn_scrub_clean_history (CtnConnection *connection, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnScrub, ctn_scrub_free)

G_END_DECLS
