/* Files that are handed out without personal data.
 *
 * What is personal is said by the field descriptions (CTN_FIELD_PERSONAL): a kind of record whose name is
 * personal is left out as a whole, with all that belongs to it; of others, the personal fields. So are the
 * names of people in other places (who answered, who owns a finding, who wrote a review), and the
 * history, which would tell it all. Free texts are left as they are: what people wrote there only they
 * know.
 *
 * The file says what it lacks (table `meta`, key `without`), so that it can be merged back without
 * deleting anything. */
#pragma once

#include "ctn-field.h"
#include "ctn-project.h"

G_BEGIN_DECLS

/* Writes such a copy of the project to @file; the project stays as it is. @kinds: all kinds of records,
 * ends with %NULL. Errors: as ctn_project_save_copy(); CTN_PROJECT_ERROR_INVALID for the project's own
 * file. */
gboolean ctn_project_save_without_persons (CtnProject *self,
                                           GFile *file,
                                           const CtnRecordKind *const *kinds,
                                           GCancellable *cancellable,
                                           GError **error);

/* The same on a worker thread; ends with ctn_project_save_finish(). */
void ctn_project_save_without_persons_async (CtnProject *self,
                                             GFile *file,
                                             const CtnRecordKind *const *kinds,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer data);

G_END_DECLS
