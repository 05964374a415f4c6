/* The main window: a start page, or a project with its views. */
#pragma once

#include <adwaita.h>
#include <ctn-project.h>

G_BEGIN_DECLS

#define CTN_TYPE_WINDOW (ctn_window_get_type ())

G_DECLARE_FINAL_TYPE (CtnWindow, ctn_window, CTN, WINDOW, AdwApplicationWindow)

CtnWindow *ctn_window_new (GtkApplication *application);

/* The project that is open, or %NULL. (transfer none) */
CtnProject *ctn_window_get_project (CtnWindow *self);

/* Shows @project, which the window then owns the use of; %NULL shows the start page. */
void ctn_window_set_project (CtnWindow *self, CtnProject *project);

/* Opens @file off the main thread, telling what went wrong. */
void ctn_window_open (CtnWindow *self, GFile *file);

/* Begins a new project in @file, replacing it. */
void ctn_window_start_project (CtnWindow *self, GFile *file);

/* Opens the sample as an untitled project. */
void ctn_window_open_sample (CtnWindow *self);

/* Switches to the view with @id ("partners"). */
void ctn_window_show_view (CtnWindow *self, const char *id);

/* Switches to the view that shows records of @table and selects one. */
void ctn_window_show_record (CtnWindow *self, const char *table, gint64 id);

/* Starts importing @file in the view that takes it. */
void ctn_window_import (CtnWindow *self, GFile *file);

/* Says what went wrong. Takes @error. */
void ctn_window_report (CtnWindow *self, GError *error);

/* A message that goes away, with a button that undoes if @undo. */
void ctn_window_toast (CtnWindow *self, const char *text, gboolean undo);

/* Any other message. @toast: (transfer full) */
void ctn_window_add_toast (CtnWindow *self, AdwToast *toast);

/* Closes the project, publishing what is left. %FALSE when that failed and the user must decide. */
gboolean ctn_window_close_project (CtnWindow *self);

G_END_DECLS
