/* What sectors are called. The description of a field knows no project (ctn-field.h), so the names of
 * all projects that are open in this process are kept in one table; whether a sector is in the project
 * at hand is checked when it is written. Thread-safe. */
#pragma once

#include <ctn-field.h>

G_BEGIN_DECLS

/* Learns the names of a project's sectors; again after they changed. Cheap: a tree has some dozens. */
gboolean ctn_sector_names_learn (CtnConnection *reader, GError **error);

/* The text of @json, {"en": "…", "de": "…"}, in the user's language, else in English, else in any; @json
 * itself when it is no such object. Returns: (transfer full) */
char *ctn_sector_names_pick (const char *json) G_GNUC_WARN_UNUSED_RESULT;

/* A CtnFieldParse: the code of the sector that @text names by code or name, in any language. */
char *ctn_sector_names_parse (const CtnField *field,
                              const char *text,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A CtnFieldFormat: the name. */
char *ctn_sector_names_format (const CtnField *field, const char *value) G_GNUC_WARN_UNUSED_RESULT;

/* Whether all of @value, codes separated by "; ", are sectors of the project.
 * Errors: CTN_PROJECT_ERROR_INVALID, naming the one that is not. */
gboolean ctn_sector_names_check (CtnConnection *connection, const char *value, GError **error);

G_END_DECLS
