/* A page of the editor for one part of the model, which is known by its place (ctn-model-draft.h): its header, its
 * title, that it shows changes, and that it goes when the part does, as undo makes it. Each kind of part has a page
 * derived from it. */
#pragma once

#include <adwaita.h>

#include "ctn-model-editor.h"

G_BEGIN_DECLS

#define CTN_TYPE_MODEL_PAGE (ctn_model_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (CtnModelPage, ctn_model_page, CTN, MODEL_PAGE, AdwNavigationPage)

struct _CtnModelPageClass {
  AdwNavigationPageClass parent_class;

  /* Puts the groups of rows into the page. */
  void (*fill) (CtnModelPage *self);

  /* Shows what its rows do not show by themselves; (nullable). Called while ctn_model_page_is_filling(). */
  void (*refresh) (CtnModelPage *self);
};

/* @type: derived from this one. @place: of the part. */
AdwNavigationPage *ctn_model_page_new (GType type,
                                       CtnModelEditor *editor,
                                       const char *place) G_GNUC_WARN_UNUSED_RESULT;

CtnModelEditor *ctn_model_page_get_editor (CtnModelPage *self);
const char *ctn_model_page_get_place (CtnModelPage *self);

/* Whether widgets are being set to what is there, so that it need not be written. */
gboolean ctn_model_page_is_filling (CtnModelPage *self);

/* Puts @bar below the header. */
void ctn_model_page_add_bar (CtnModelPage *self, GtkWidget *bar);

/* Adds a group behind the others: a new one, %NULL for no @title; or @group. The first is given to the page, which
 * keeps it until it is removed. */
AdwPreferencesGroup *ctn_model_page_add_group (CtnModelPage *self, const char *title);
void ctn_model_page_take_group (CtnModelPage *self, AdwPreferencesGroup *group);
void ctn_model_page_remove_group (CtnModelPage *self, AdwPreferencesGroup *group);

/* Makes @draft the model; what cannot be is told, and what is there is shown again. */
gboolean ctn_model_page_try (CtnModelPage *self, CtnModelDraft *draft);

/* Opens another page over this one. (transfer floating) */
void ctn_model_page_open (CtnModelPage *self, AdwNavigationPage *page);

G_END_DECLS
