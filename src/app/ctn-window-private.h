/* The insides of CtnWindow: ctn-window.c shows, ctn-window-actions.c does, ctn-window-files.c opens and
 * closes, ctn-window-save.c saves, ctn-window-merge.c takes over what others did. */
#pragma once

#include "ctn-page.h"
#include "ctn-window.h"

G_BEGIN_DECLS

struct _CtnWindow {
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkStack *main_stack;
  AdwNavigationSplitView *split_view;
  AdwNavigationPage *content_page;
  AdwWindowTitle *project_title;
  GtkWidget *undo_button;
  GtkWidget *redo_button;
  GtkMenuButton *menu_button;
  GtkListBox *views_list;
  GtkImage *state_icon;
  GtkLabel *state_label;
  GtkStack *pages;
  AdwBanner *banner;

  GSettings *settings;   /* (owned) */
  CtnProject *project;   /* (owned) (nullable) */
  GCancellable *opening; /* (owned) (nullable) */
  gboolean closing;

  /* Others who change the project's file. */
  GFile *watched;        /* (owned) (nullable) */
  GFileMonitor *monitor; /* (owned) (nullable) */
  guint look_source;     /* timer */
  gboolean merging;      /* the file is looked at, or taken over */
  gboolean refused;      /* a publish was refused since the last one that went well */
};

void _ctn_window_install_actions (GtkWidgetClass *widget_class);
void _ctn_window_install_file_actions (GtkWidgetClass *widget_class);
void _ctn_window_install_leave_actions (GtkWidgetClass *widget_class);
void _ctn_window_install_save_actions (GtkWidgetClass *widget_class);
void _ctn_window_install_merge_actions (GtkWidgetClass *widget_class);

/* Shows how the project and its file stand. */
void _ctn_window_show_state (CtnWindow *self);

/* A dialog for project files. (transfer full) */
GtkFileDialog *_ctn_window_make_file_dialog (CtnWindow *self, const char *title);

/* Puts @file among the recent ones. */
void _ctn_window_remember (GFile *file);

/* What a project can be saved as. */
typedef enum {
  CTN_SAVE_AS,              /* under a name that is its own from then on */
  CTN_SAVE_COPY,            /* under a name that is not */
  CTN_SAVE_WITHOUT_PERSONS, /* the same, with no person left in it */
} CtnSave;

/* Saves to @file on a worker thread, with Cancel, and says when it is done or what went wrong. */
void _ctn_window_save (CtnWindow *self, CtnSave save, GFile *file);

/* What a window goes on with. */
typedef void (*CtnWindowFunc) (CtnWindow *self, gpointer object);

/* What is not in the file yet is saved on a worker thread, together with what somebody else did to the file
 * meanwhile, and @next is called after it, unless that failed or a person has to decide. %FALSE when there is
 * nothing to save.
 * @object: (nullable): a #GObject for @next, of which a reference is kept */
gboolean _ctn_window_save_first (CtnWindow *self, CtnWindowFunc next, gpointer object);

/* Finds out when somebody else changes the project's file, and takes over what they did. */
void _ctn_window_watch_file (CtnWindow *self);
void _ctn_window_watch_focus (CtnWindow *self);
void _ctn_window_look_outside (CtnWindow *self);

/* Merges @file into the project, showing what comes in. */
void _ctn_window_merge (CtnWindow *self, GFile *file);

/* Says what is the matter with a damaged project and offers to recover what can be read of it. */
void _ctn_window_offer_recovery (CtnWindow *self, GFile *damaged, const GError *error);

/* Switches actions on and off after the project or its state changed. */
void _ctn_window_update_actions (CtnWindow *self);

/* The page that is shown, or %NULL. */
CtnPage *_ctn_window_get_page (CtnWindow *self);

void _ctn_window_add_drop_target (CtnWindow *self);

G_END_DECLS
