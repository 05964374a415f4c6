/* A table that is imported, step by step, as the program does it. */
#pragma once

#include <ctn-import-plan.h>
#include <ctn-import-source.h>

G_BEGIN_DECLS

typedef struct {
  CtnProject *project;
  CtnImportSource *source; /* (owned) (nullable) */
  CtnImportPlan *plan;     /* (owned) (nullable) */
  CtnImportRun run;
} Import;

void import_set_up (Import *import, gconstpointer data);
void import_tear_down (Import *import, gconstpointer data);

/* A file with these bytes. @length: -1 for a text. (transfer full) */
GFile *import_write_file (const char *bytes, gssize length);

/* Reads and plans; what was there before is let go. */
void import_plan (Import *import, const char *csv);
void import_plan_bytes (Import *import, const char *bytes, gssize length);
/* The same with the mapping that @import->source has now. */
void import_plan_again (Import *import);

/* As one operation, the mapping remembered. */
gboolean import_try_apply (Import *import, GError **error);
void import_apply (Import *import);

/* Plans and applies. */
void import_all (Import *import, const char *csv);

/* What columns map to, "name|country|-". (transfer full) */
char *import_join_mapping (Import *import);

/* What each row's fate is, "new|update name|skip empty|problem". (transfer full) */
char *import_join_fates (Import *import);

/* All problems, "row.column: message\n". (transfer full) */
char *import_join_problems (Import *import);

/* The organisations' values of a field by id, "a|b". (transfer full) */
char *import_join_values (Import *import, const char *field);

void import_assert_values (Import *import, const char *field, const char *expected);
void import_assert_fates (Import *import, const char *expected);

G_END_DECLS
