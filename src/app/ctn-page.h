/* A view of the window: what all of them have in common. */
#pragma once

#include <adwaita.h>
#include <ctn-project.h>

G_BEGIN_DECLS

#define CTN_TYPE_PAGE (ctn_page_get_type ())

G_DECLARE_DERIVABLE_TYPE (CtnPage, ctn_page, CTN, PAGE, AdwBin)

struct _CtnPageClass {
  AdwBinClass parent_class;

  /* Called once, when the page gets its project; connect to its signals here. */
  void (*project_set) (CtnPage *self);

  /* Optional: Ctrl+F; Ctrl+N; Ctrl+P. */
  void (*find) (CtnPage *self);
  void (*new_item) (CtnPage *self);
  void (*print) (CtnPage *self);

  /* Optional: shows the record with @id of @table. %FALSE when the page does not show such records. */
  gboolean (*show_record) (CtnPage *self, const char *table, gint64 id);

  /* Optional: starts importing @file; %FALSE when the page imports nothing of the kind. */
  gboolean (*import_file) (CtnPage *self, GFile *file);
};

/* (transfer none) */
CtnProject *ctn_page_get_project (CtnPage *self);

/* Shows the next (1) or previous (-1) side of what is on the page, round at the ends: the pages of its view
 * stack, of the one that the keyboard is in where there are several. */
void ctn_page_step_side (CtnPage *self, int by);

/* Puts the keyboard into the side that is shown; %FALSE when there is nothing for it. So does gtk_widget_grab_focus()
 * of a page. */
gboolean ctn_page_focus_side (CtnPage *self);

/* Puts the keyboard into a search field. What stands there from before goes when something is typed. */
void ctn_page_focus_search (GtkWidget *search);

void ctn_page_find (CtnPage *self);
void ctn_page_new_item (CtnPage *self);
void ctn_page_print (CtnPage *self);
gboolean ctn_page_show_record (CtnPage *self, const char *table, gint64 id);
gboolean ctn_page_import_file (CtnPage *self, GFile *file);

/* Says what went wrong, in a toast for a sentence or a dialog for more. Takes @error. */
void ctn_page_report (CtnPage *self, GError *error);

/* A message that goes away; with @undo, a button that undoes the operation just made. */
void ctn_page_toast (CtnPage *self, const char *text, gboolean undo);

G_END_DECLS
