/* A connection to a project's database, and prepared statements on it.
 *
 * Rooms above write their SQL as literals with ? parameters beside the function that runs it, and
 * reach SQLite only through this header. A connection belongs to one thread at a time.
 *
 *   g_autoptr (CtnStatement) statement =
 *     ctn_connection_query (connection, error, "SELECT name FROM organisation WHERE id = ?", "i", id);
 *   while (ctn_statement_next (statement, error))
 *     g_print ("%s\n", ctn_statement_get_text (statement, 0));
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _CtnConnection CtnConnection;
typedef struct _CtnStatement CtnStatement;

/* Prepares @sql (or takes it from the connection's cache) and binds its parameters in order, one
 * letter of @types each: i gint64, d double, t const char * (NULL binds NULL), n nothing (NULL).
 * Integer arguments must be gint64; a plain int must be cast.
 *
 * Returns: (transfer full) (nullable): the statement, before its first row; %NULL with @error set
 *   in CTN_PROJECT_ERROR. A %NULL statement may be passed to ctn_statement_next(). */
CtnStatement *ctn_connection_query (CtnConnection *self,
                                    GError **error,
                                    const char *sql,
                                    const char *types,
                                    ...) G_GNUC_WARN_UNUSED_RESULT;

/* Runs a statement that returns no rows; parameters as in ctn_connection_query(). */
gboolean
ctn_connection_run (CtnConnection *self, GError **error, const char *sql, const char *types, ...);

/* Runs a query for one integer, e.g. a count. @value is left alone when there is no row; a NULL
 * sets 0. Returns %FALSE on an error only. */
gboolean ctn_connection_get_int (CtnConnection *self,
                                 gint64 *value,
                                 GError **error,
                                 const char *sql,
                                 const char *types,
                                 ...);

/* Runs a query for one text.
 * Returns: (transfer full) (nullable): the text; %NULL when there is no row, the value is NULL, or
 *   with @error set. */
char *ctn_connection_get_text (CtnConnection *self,
                               GError **error,
                               const char *sql,
                               const char *types,
                               ...) G_GNUC_WARN_UNUSED_RESULT;

/* Rows changed by the last INSERT, UPDATE or DELETE. */
int ctn_connection_get_changes (CtnConnection *self);

/* A running query on @self fails with G_IO_ERROR_CANCELLED soon after @cancellable is cancelled.
 * %NULL takes it off again. */
void ctn_connection_set_cancellable (CtnConnection *self, GCancellable *cancellable);

/* Gives back the memory of pages that are kept for the next question. After much was read, of which little
 * will be read again. */
void ctn_connection_shrink (CtnConnection *self);

/* Attaches the database file at @path under @name, making it when needed. Not inside a
 * transaction. */
gboolean
ctn_connection_attach (CtnConnection *self, const char *path, const char *name, GError **error);

/* Steps to the next row. Returns %FALSE at the end, and with @error set when the step failed. */
gboolean ctn_statement_next (CtnStatement *self, GError **error);

/* Binds one parameter, counted from 1, for statements that run many times: bind, next, reset. What
 * is not UTF-8 in a text is replaced by U+FFFD, and so is a NUL. */
void ctn_statement_bind_int (CtnStatement *self, int parameter, gint64 value);
void ctn_statement_bind_double (CtnStatement *self, int parameter, double value);
void ctn_statement_bind_text (CtnStatement *self, int parameter, const char *value);
/* Without a copy: @value must stay until ctn_statement_reset(). */
void ctn_statement_bind_borrowed_text (CtnStatement *self, int parameter, const char *value);
void ctn_statement_bind_null (CtnStatement *self, int parameter);
void ctn_statement_bind_bytes (CtnStatement *self, int parameter, GBytes *value);

/* Makes the statement ready to run again; its parameters become NULL. */
void ctn_statement_reset (CtnStatement *self);

/* Values of the current row, columns counted from 0. Texts are owned by the statement and live
 * until the next step; NULL is 0, NAN and %NULL. */
gint64 ctn_statement_get_int (CtnStatement *self, int column);
double ctn_statement_get_double (CtnStatement *self, int column);
const char *ctn_statement_get_text (CtnStatement *self, int column);
/* (transfer full) */
GBytes *ctn_statement_dup_bytes (CtnStatement *self, int column) G_GNUC_WARN_UNUSED_RESULT;
gboolean ctn_statement_is_null (CtnStatement *self, int column);
int ctn_statement_get_n_columns (CtnStatement *self);
const char *ctn_statement_get_column_name (CtnStatement *self, int column);

/* Reads the integers in the first column of all rows, and frees the statement.
 * @self: (transfer full) (nullable): %NULL, of a query that failed with @error set, gives %NULL.
 * Returns: (transfer full) (element-type gint64) (nullable): %NULL with @error set */
GArray *ctn_statement_take_ids (CtnStatement *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Gives the statement back to its connection's cache. */
void ctn_statement_free (CtnStatement *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnStatement, ctn_statement_free)

G_END_DECLS
