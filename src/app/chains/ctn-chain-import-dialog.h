/* What a file would bring, and what is wrong with it by row, before anything is done. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct {
  const char *title;
  char *text;
} CtnImportLine;

/* @lines: (array length=n_lines) what there is. @problems: (element-type CtnExchangeProblem).
 * @function is called when the user wants it, @destroy for @data in any case; @enabled: whether there is
 * anything to take in. */
void ctn_chain_import_dialog_present (GtkWidget *parent,
                                      const char *title,
                                      const CtnImportLine *lines,
                                      guint n_lines,
                                      GPtrArray *problems,
                                      gboolean enabled,
                                      void (*function) (gpointer data),
                                      gpointer data,
                                      GDestroyNotify destroy);

G_END_DECLS
