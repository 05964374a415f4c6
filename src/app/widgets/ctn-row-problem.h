/* What is wrong with the text of a row. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Says @problem in the place of @row's title, as an error, until its text is changed: the title comes back
 * then. The row takes no markup. */
void ctn_row_problem_show (AdwEntryRow *row, const char *problem);

/* The title comes back now, if a problem stands in its place. */
void ctn_row_problem_clear (AdwEntryRow *row);

G_END_DECLS
