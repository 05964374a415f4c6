/* What someone has to do, as a follow-up of an activity. */
#pragma once

#include <ctn-field.h>
#include <ctn-project.h>

G_BEGIN_DECLS

/* The fields: text, organisation, person, due, done-on. Owner: activity. */
const CtnRecordKind *ctn_task_kind (void);

typedef struct {
  gint64 id;
  gint64 activity; /* 0 for none */
  char *text;
  char *owner;   /* (nullable) the person, else the organisation */
  char *due;     /* (nullable) ISO date */
  char *done_on; /* (nullable) ISO date */
} CtnTask;

void ctn_task_free (CtnTask *self);

/* Tasks that are not done, of all activities and partnerships, the most urgent first; @partnership 0: of
 * all.
 * Returns: (transfer container) (element-type CtnTask) (nullable): %NULL with @error set */
GPtrArray *ctn_task_list_open (CtnConnection *reader,
                               gint64 partnership,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the task is due before @today (ISO day) and not done. */
gboolean ctn_task_is_late (const CtnTask *self, const char *today);

/* Marks a task as done on @day (ISO; %NULL: not done), as one operation. */
gboolean ctn_task_set_done (CtnProject *project, gint64 id, const char *day, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnTask, ctn_task_free)

G_END_DECLS
