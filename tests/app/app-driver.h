/* Drives the real program from within: its application, a window with the sample project, its widgets. */
#pragma once

#include <ctn-page.h>
#include <ctn-window.h>

G_BEGIN_DECLS

typedef struct {
  GtkApplication *application; /* (unowned) */
  CtnWindow *window;           /* (unowned) */
} Driver;

/* Starts the program with the sample (environment CTN_SAMPLE) in a window of that size. */
void driver_start (Driver *self, int width, int height);

/* Closes the window without a question. */
void driver_stop (Driver *self);

/* Lets the program run until it has been idle for a moment. */
void driver_settle (void);

/* Waits until @check is true; fails the test after ten seconds. */
typedef gboolean (*DriverCheck) (gpointer data);
void driver_wait_for (DriverCheck check, gpointer data, const char *what);

CtnProject *driver_get_project (Driver *self);

/* The page of a view, which is shown. */
CtnPage *driver_show_view (Driver *self, const char *id);

/* The first widget of @type under @root that is visible. Returns: (nullable) */
gpointer driver_find (gpointer root, GType type);

/* Calls @function for each widget under @root, @root included. */
typedef void (*DriverVisit) (GtkWidget *widget, gpointer data);
void driver_visit (GtkWidget *root, DriverVisit function, gpointer data);

/* Draws the window as it is into a PNG file. */
void driver_save_picture (Driver *self, const char *path);

G_END_DECLS
