/* What the parts of make-sample share. */
#pragma once

#include <ctn-project.h>
#include <ctn-field.h>
#include <ctn-table.h>

#define OR_FAIL(condition)                                                                         \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if (!(condition))                                                                              \
      g_error ("%s: %s", #condition, error != NULL ? error->message : "failed");                   \
  }                                                                                                \
  G_STMT_END

/* The rows of a table below its header. */
CtnTable *sample_read_table (const char *folder, const char *name);

typedef gboolean (*SampleEdit) (CtnProject *project,
                                gint64 id,
                                const CtnField *field,
                                const char *text,
                                GError **error);

/* The first row names fields; the values of the others go there. */
void sample_edit_all (CtnProject *project,
                      CtnTable *table,
                      guint row,
                      guint first_column,
                      gint64 id,
                      const CtnRecordKind *kind,
                      SampleEdit edit);
