/* Writing to a file that the user chooses: on a worker thread, with a message and Cancel while it takes
 * time, and one that says that it is done. */
#pragma once

#include <ctn-connection.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Writes @file. Runs on a worker thread.
 * @reader: of the window's project, for this thread only */
typedef gboolean (*CtnFileExportFunc) (CtnConnection *reader,
                                       GFile *file,
                                       gpointer data,
                                       GCancellable *cancellable,
                                       GError **error);

/* What the dialog offers. A list ends with a NULL name. */
typedef struct {
  const char *name;     /* N_(), translated when shown: "Spreadsheet (XLSX)" */
  const char *suffixes; /* "xlsx", or several: "graphml gexf" */
} CtnFileExportKind;

/* A table in two formats: what most lists are exported as. */
extern const CtnFileExportKind ctn_file_export_tables[];

typedef struct {
  const char *title;              /* of the dialog, translated */
  const char *name;               /* proposed for the file; what no name has in it becomes "-" */
  const CtnFileExportKind *kinds; /* (nullable) */
  CtnFileExportFunc function;
  gpointer data;          /* (transfer full) */
  GDestroyNotify destroy; /* (nullable) of @data */
  /* What is said at the end: a text, or one that depends on what was written. With neither, it is under
   * which name. */
  const char *done;                  /* (nullable) translated */
  char *(*describe) (gpointer data); /* (nullable) Returns: (transfer full) */
} CtnFileExport;

/* Asks for the file and writes it. Nothing happens when the user chooses none.
 * @widget: any in the window; it may go before the end */
void ctn_file_export_ask (GtkWidget *widget, const CtnFileExport *export);

/* The same, to a file that is known. */
void ctn_file_export_run (GtkWidget *widget, const CtnFileExport *export, GFile *file);

G_END_DECLS
