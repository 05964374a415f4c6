/* The help: ten tasks, as Mallard pages in data/help.
 *
 * A help viewer shows them where there is one. Where there is none, and in a sandbox, whose help no viewer
 * outside can see, the program shows the same pages itself. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Opens the help for a window. */
void ctn_help_open (GtkWidget *parent);

/* The program's own viewer, whether there is another or not. */
void ctn_help_present (GtkWidget *parent);

G_END_DECLS
