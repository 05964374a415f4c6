/* An open project: the one door to a project file.
 *
 * Opening copies the file to a private working copy (ctn-session.h); all work happens there, each
 * operation is committed at once, and a moment later the whole is published back to the file. There
 * is nothing to save, and a crash loses nothing.
 *
 * A CtnProject lives on the thread that made it (the main thread; the command line has only one).
 * Long operations run on a worker thread through ctn_project_transact_async(); while one runs, the
 * project is busy: it can be read but not changed.
 */
#pragma once

#include <gio/gio.h>

#include "ctn-change-set.h"
#include "ctn-connection.h"
#include "ctn-project-error.h"

G_BEGIN_DECLS

#define CTN_TYPE_PROJECT (ctn_project_get_type ())

G_DECLARE_FINAL_TYPE (CtnProject, ctn_project, CTN, PROJECT, GObject)

typedef enum {
  CTN_PUBLISH_STATE_UNTITLED, /* there is no file yet; the work is safe in the working copy */
  CTN_PUBLISH_STATE_SAVED,    /* the file holds everything */
  CTN_PUBLISH_STATE_SAVING,   /* the file is behind the working copy by a moment */
  CTN_PUBLISH_STATE_OFFLINE,  /* the file cannot be written now; tried again by itself */
  CTN_PUBLISH_STATE_CONFLICT, /* the file was changed or removed by someone else: user decides */
} CtnPublishState;

#define CTN_TYPE_PUBLISH_STATE (ctn_publish_state_get_type ())
GType ctn_publish_state_get_type (void);

/* What the user did, for undo, history and audit. */
typedef struct {
  const char *label;     /* untranslated: N_("Edit Organisation"); translated when shown */
  const char *subject;   /* (nullable) the name of what it was done to, shown after the label */
  const char *merge_key; /* (nullable) operations with the same key within a minute become one */
} CtnOperation;

/* The work of an operation. Everything is read and written through @connection; returning %FALSE
 * with @error set rolls all of it back. May run on a worker thread. */
typedef gboolean (*CtnTransactFunc) (CtnConnection *connection, gpointer data, GError **error);

/* How far long work is: @fraction is from 0 to 1. Called on the thread that works. */
typedef void (*CtnProgressFunc) (double fraction, gpointer data);

/* Signals
 *   changed (CtnChangeSet *changes): after each operation, undo and redo; on the project's thread.
 * Properties (read-only, notify): "display-name" string, "publish-state" enum, "busy" and "saving"
 *   booleans, "can-undo", "can-redo" booleans, "undo-label", "redo-label" translated strings such as
 *   "Edit Organisation: Beispiel GmbH", "problem" string: why publishing failed, %NULL if it did
 *   not. */

/* Makes a new project with an empty database. With @file, it will be published there; an existing
 * file is only replaced by the first publish. %NULL makes an untitled one.
 * Returns: (transfer full) (nullable) */
CtnProject *ctn_project_new (GFile *file, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Opens @file: copies, checks and migrates it. The file itself is not changed by opening.
 * Errors: CTN_PROJECT_ERROR, G_IO_ERROR. May be called on a worker thread if the project is handed
 * to its own thread before anything else is called on it.
 * Returns: (transfer full) (nullable) */
CtnProject *
ctn_project_open (GFile *file, GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Opens a copy of @file as an untitled project, for samples and templates. */
CtnProject *ctn_project_open_untitled (GFile *file,
                                       const char *display_name,
                                       GCancellable *cancellable,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Takes up the working copy in @session_folder again after a crash (ctn_session_list_left()). */
CtnProject *ctn_project_recover_session (const char *session_folder,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

void ctn_project_open_async (GFile *file,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data);
void ctn_project_open_untitled_async (GFile *file,
                                      const char *display_name,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer data);
CtnProject *ctn_project_open_finish (GAsyncResult *result,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The file that the project is published to, %NULL while untitled. (transfer none) */
GFile *ctn_project_get_file (CtnProject *self);
const char *ctn_project_get_display_name (CtnProject *self);
CtnPublishState ctn_project_get_publish_state (CtnProject *self);
const char *ctn_project_get_problem (CtnProject *self);
gboolean ctn_project_is_busy (CtnProject *self);

/* A save that the user asked for runs on a worker thread: the project can be changed, but neither saved
 * again nor closed. */
gboolean ctn_project_is_saving (CtnProject *self);

/* The folder beside the working copy, for caches that can be rebuilt. (transfer none): as long as @self
 * lives, though the folder itself goes when the project is closed */
const char *ctn_project_get_session_folder (CtnProject *self);

/* Who makes the changes, for the history; by default the user's real name. */
void ctn_project_set_author (CtnProject *self, const char *author);

/* The connection for reading on the project's own thread. It sees what is committed. (transfer none) */
CtnConnection *ctn_project_get_reader (CtnProject *self);

/* Opens a further connection for reading on another thread: a stable snapshot per transaction.
 * Close with ctn_project_close_reader(). Of a project that was closed meanwhile: NULL with
 * G_IO_ERROR_CANCELLED. */
CtnConnection *ctn_project_open_reader (CtnProject *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_project_close_reader (CtnConnection *reader);

/* Runs @function as one operation: commits and emits "changed", or rolls back everything. An
 * operation that changes nothing leaves no trace.
 * Errors: those of @function; CTN_PROJECT_ERROR_BUSY; G_IO_ERROR_NO_SPACE. */
gboolean ctn_project_transact (CtnProject *self,
                               const CtnOperation *operation,
                               CtnTransactFunc function,
                               gpointer data,
                               GError **error);

/* The same on a worker thread, for long work. @data stays the caller's until the callback. Cancelling
 * @cancellable interrupts statements and rolls back; @function should look at it too. */
void ctn_project_transact_async (CtnProject *self,
                                 const CtnOperation *operation,
                                 CtnTransactFunc function,
                                 gpointer data,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean ctn_project_transact_finish (CtnProject *self, GAsyncResult *result, GError **error);

/* Runs @function outside of the history, for what a new project starts with: it is no operation and
 * cannot be undone. Only before the first operation. */
gboolean
ctn_project_seed (CtnProject *self, CtnTransactFunc function, gpointer data, GError **error);

/* Undo and redo; %FALSE without @error when there is nothing to do. */
gboolean ctn_project_undo (CtnProject *self, GError **error);
gboolean ctn_project_redo (CtnProject *self, GError **error);
gboolean ctn_project_can_undo (CtnProject *self);
gboolean ctn_project_can_redo (CtnProject *self);
const char *ctn_project_get_undo_label (CtnProject *self);
const char *ctn_project_get_redo_label (CtnProject *self);

/* Whether the next undo or redo writes so many rows that it belongs on a worker thread. */
gboolean ctn_project_is_replay_long (CtnProject *self, gboolean redo);

/* Undoes or redoes until the newest operation that is done is @operation (0: before the first one
 * that can be undone). All of it or nothing; there is one "changed" at the end. */
gboolean ctn_project_go_to (CtnProject *self, gint64 operation, GError **error);

/* The same on a worker thread, while the project is busy. Cancelled, all stays as it was. Both end with
 * ctn_project_replay_finish(). @progress: (nullable) */
void ctn_project_replay_async (CtnProject *self,
                               gboolean redo,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data);
void ctn_project_go_to_async (CtnProject *self,
                              gint64 operation,
                              CtnProgressFunc progress,
                              gpointer progress_data,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data);

/* %FALSE without @error when there was nothing to do. */
gboolean ctn_project_replay_finish (CtnProject *self, GAsyncResult *result, GError **error);

/* Publishes now, waiting for it. Not needed in a program with a main loop, where it happens by
 * itself. @overwrite also replaces a file that was changed or removed meanwhile.
 * Errors: CTN_PROJECT_ERROR_CHANGED_OUTSIDE, _MISSING, G_IO_ERROR. Whatever happens, the file on disk
 * is either the old one or the new one, and the working copy stays. */
gboolean ctn_project_publish (CtnProject *self,
                              gboolean overwrite,
                              GCancellable *cancellable,
                              GError **error);

/* Gives the project another file (or the first one) and publishes to it. */
gboolean
ctn_project_save_as (CtnProject *self, GFile *file, GCancellable *cancellable, GError **error);

/* Writes a whole copy to @file; the project stays with its own. */
gboolean
ctn_project_save_copy (CtnProject *self, GFile *file, GCancellable *cancellable, GError **error);

/* The same on a worker thread. What is saved is the project as it is when the thread gets to it; it may be
 * changed meanwhile. Errors, beside those above: CTN_PROJECT_ERROR_BUSY while another one runs;
 * G_IO_ERROR_CANCELLED, and then nothing was written. All end with ctn_project_save_finish(), which has
 * to be called. */
void ctn_project_publish_async (CtnProject *self,
                                gboolean overwrite,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data);
void ctn_project_save_as_async (CtnProject *self,
                                GFile *file,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data);
void ctn_project_save_copy_async (CtnProject *self,
                                  GFile *file,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer data);
gboolean ctn_project_save_finish (CtnProject *self, GAsyncResult *result, GError **error);

/* Publishes what is left and removes the working copy. When publishing fails, the working copy is
 * kept for the next start and %FALSE returned. @discard removes it all the same. The project must
 * not be used afterwards. Errors: those of ctn_project_publish(); CTN_PROJECT_ERROR_BUSY while something
 * long runs: it stays open then. */
gboolean ctn_project_close (CtnProject *self, gboolean discard, GError **error);

G_END_DECLS
