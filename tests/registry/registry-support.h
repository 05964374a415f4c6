/* What tests about organisations share: a project, organisations in it by field name and text. */
#pragma once

#include <ctn-organisation.h>

G_BEGIN_DECLS

/* An untitled project with the sectors that a new one has. */
CtnProject *support_project_new (void);
void support_project_free (CtnProject *project);

/* Adds an organisation; pairs of field name and text follow, ended by NULL. */
gint64 support_add (CtnProject *project, const char *name, ...) G_GNUC_NULL_TERMINATED;

const CtnField *support_field (const char *name);
void support_edit (CtnProject *project, gint64 id, const char *field, const char *text);

/* The canonical value. (transfer full) */
char *support_get (CtnProject *project, gint64 id, const char *field);
void support_assert (CtnProject *project, gint64 id, const char *field, const char *expected);

/* A number that the project's database tells. */
gint64 support_count (CtnProject *project, const char *sql);

/* The names of organisations, "A|B". (transfer full) */
char *support_join_names (CtnProject *project, GArray *ids);

/* All rows of all tables with user data as one text, to compare states. (transfer full) */
char *support_dump (CtnProject *project);

G_END_DECLS
