/* What the tests of the project room share. Every test has folders of its own (G_TEST_OPTION_
 * ISOLATE_DIRS), which vanish after it. */
#pragma once

#include <ctn-connection-private.h>
#include <ctn-project.h>

G_BEGIN_DECLS

/* Path of @name in the test's own folder. (transfer full) */
char *support_path (const char *name);
GFile *support_file (const char *name);

/* A new project that is published to @name. */
CtnProject *support_new_project (const char *name);

/* Opens, asserting that it works. */
CtnProject *support_open (const char *name);

/* Closes and frees, asserting that it works. */
void support_close (CtnProject *project);

/* Publishes, asserting that it works. */
void support_publish (CtnProject *project);

/* Copies a file of the test's folder to another. */
void support_copy (const char *from, const char *to);

/* One statement as one operation, asserting that it works. */
void support_run (CtnProject *project, const char *label, const char *merge_key, const char *sql);

/* Inserts an organisation in one operation. Returns its id. */
gint64 support_add_organisation (CtnProject *project, const char *name);

/* One number from the project's reader or a file. */
gint64 support_count (CtnProject *project, const char *sql);
gint64 support_count_in (const char *path, const char *sql);

/* One text from the project's reader. (transfer full) (nullable) */
char *support_text (CtnProject *project, const char *sql);

/* Asserts that the query for one text finds @expected. */
void support_assert_text (CtnProject *project, const char *sql, const char *expected);

/* All rows of all tables with user data, exactly: types, bytes of texts, bits of numbers. */
char *support_dump (CtnConnection *connection);

/* Runs SQL on a file as any other program would: nothing is restricted. */
void support_tamper (const char *path, const char *sql);

/* The bytes of a file. (transfer full) */
GBytes *support_read (const char *path);
void support_write (const char *path, const void *bytes, gsize size);
void support_assert_bytes (const char *path, GBytes *expected);

/* Lets the main loop run until @condition returns %TRUE; fails after @seconds. */
void support_wait (gboolean (*condition) (gpointer data), gpointer data, double seconds);

G_END_DECLS
