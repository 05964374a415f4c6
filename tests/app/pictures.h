/* Pictures of the program, for the files that take them. */
#pragma once

#include "app-driver.h"

G_BEGIN_DECLS

/* Leaves FOLDER/PREFIX-NAME.png, when the program has nothing to do any more. */
void picture (Driver *driver, const char *folder, const char *prefix, const char *name);

/* Closes the dialog that is open, whatever it has to say. */
void picture_close_dialog (Driver *driver);

/* The library of maturity models, the pages of their editor with the preview, and a reference beside an assessment. */
void picture_models (Driver *driver, const char *folder, const char *prefix);

G_END_DECLS
