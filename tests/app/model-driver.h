/* Drives the library of maturity models and its editor, for the tests of both. */
#pragma once

#include <adwaita.h>
#include <ctn-maturity-model.h>

#include "app-driver.h"

G_BEGIN_DECLS

/* Opens the library over the page of maturity. */
void model_driver_open_library (Driver *driver);

/* The dialog that it is in, and the page of it that is seen. */
GtkWidget *model_driver_get_dialog (Driver *driver);
GtkWidget *model_driver_get_page (Driver *driver);

/* Copies the first model of the library, which is “Organisational innovation capacity”; the editor shows it then. */
void model_driver_copy_first (Driver *driver);

/* Opens the first dimension of a model, or the first question of a dimension; goes back to the page before. */
void model_driver_open_child (Driver *driver);
void model_driver_go_back (Driver *driver);

/* The model that the project has newest. (transfer full) */
CtnMaturityModel *model_driver_load_newest (Driver *driver) G_GNUC_WARN_UNUSED_RESULT;

void model_driver_undo (Driver *driver);

/* The first row of @type under @root that is to be seen and has that title; a test without one fails. */
gpointer model_driver_find_row (gpointer root, GType type, const char *title);

/* Writes into a row of the page and leaves it. */
void model_driver_write_row (Driver *driver, const char *title, const char *text);

/* An assessment of an example organisation by @model: question i is answered with what comes nearest to value
 * i modulo @n_values of @values, 0 to 1. Returns: its id */
gint64
model_driver_assess (Driver *driver, CtnMaturityModel *model, const double *values, guint n_values);

/* The results of an assessment, and what is chosen there to compare it with, by its title. */
CtnPage *model_driver_show_results (Driver *driver, gint64 assessment);
void model_driver_compare (CtnPage *page, const char *title);

/* Fails without a label that is to be seen and holds @text. */
void model_driver_assert_text (gpointer root, const char *text);

G_END_DECLS
