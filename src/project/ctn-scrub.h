/* Finding and taking out texts, as SQL functions. For the project room only. */
#pragma once

#include "ctn-connection-private.h"

G_BEGIN_DECLS

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

/* Cleans every column with texts in every table with user data. */
gboolean ctn_scrub_clean_tables (CtnConnection *connection, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnScrub, ctn_scrub_free)

G_END_DECLS
