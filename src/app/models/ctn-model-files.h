/* Maturity models as files: chosen in a dialog, read into a project, written. */
#pragma once

#include <adwaita.h>
#include <ctn-maturity-model.h>
#include <ctn-project.h>

G_BEGIN_DECLS

/* @parent: the widget that asked. @id: of the model that was read, 0 with @error set, which says what
 * went wrong; 0 and no error when a file was written. */
typedef void (*CtnModelFileFunc) (gpointer parent, gint64 id, const GError *error);

/* Lets the user choose a file and puts its model into @project. A file that is none is explained in a
 * dialog, place by place; @done is not called then, nor when the user cancels. */
void ctn_model_file_import (GtkWidget *parent, CtnProject *project, CtnModelFileFunc done);

/* Lets the user choose where to write @model; @done is not called when the user cancels. */
void ctn_model_file_export (GtkWidget *parent, CtnMaturityModel *model, CtnModelFileFunc done);

G_END_DECLS
