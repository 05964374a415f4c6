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

/* Whether a label under @root that is to be seen holds @text. */
gboolean driver_has_text (gpointer root, const char *text);

/* Waits for a button or a label with that text (as it was set, with its underscore) that is to be seen
 * somewhere in the window. */
GtkWidget *driver_wait_for_button (Driver *self, const char *label);
GtkWidget *driver_wait_for_label (Driver *self, const char *label);

/* Waits until there is no such button any more. */
void driver_wait_for_no_button (Driver *self, const char *label);

/* Waits for the button and clicks it. */
void driver_click_button (Driver *self, const char *label);

/* Presses keys as a person does, one after the other, by their names for xdotool ("Return", "alt+Right"), or
 * types a text. The window under the pointer gets them. */
void driver_press (Driver *self, const char *keys);
void driver_type (Driver *self, const char *text);

/* Types lines, with Return after each, as somebody does who does not look up. */
void driver_type_lines (Driver *self, const char *lines);

/* Points at (@x, @y) of @widget, in its pixels, and clicks @button @n times, with @modifier held (nullable). */
void driver_click (Driver *self,
                   GtkWidget *widget,
                   double x,
                   double y,
                   guint button,
                   guint n,
                   const char *modifier);

/* Drags with the left button. @modifier: (nullable) held meanwhile */
void driver_drag (Driver *self,
                  GtkWidget *widget,
                  double x,
                  double y,
                  double to_x,
                  double to_y,
                  const char *modifier);

/* Drags from the middle of a widget to a place of another one. */
void driver_drag_onto (Driver *self, GtkWidget *widget, GtkWidget *target, double x, double y);

/* Draws the window as it is into a PNG file. */
void driver_save_picture (Driver *self, const char *path);

G_END_DECLS
