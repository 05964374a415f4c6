/* A page of the editor for one band, gate or norm: its header, its title, and that it goes when the part
 * does, as undo makes it. Each kind of part has a page derived from it. */
#pragma once

#include <adwaita.h>

#include "ctn-model-editor.h"

G_BEGIN_DECLS

#define CTN_TYPE_MODEL_PART_PAGE (ctn_model_part_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (CtnModelPartPage,
                          ctn_model_part_page,
                          CTN,
                          MODEL_PART_PAGE,
                          AdwNavigationPage)

struct _CtnModelPartPageClass {
  AdwNavigationPageClass parent_class;

  /* Puts the groups of rows into the page. */
  void (*fill) (CtnModelPartPage *self);

  /* Shows what its rows do not show by themselves; (nullable). Called while ctn_model_part_page_is_filling(). */
  void (*refresh) (CtnModelPartPage *self);
};

/* @type: derived from this one. @place: of the part. */
AdwNavigationPage *ctn_model_part_page_new (GType type,
                                            CtnModelEditor *editor,
                                            const char *place) G_GNUC_WARN_UNUSED_RESULT;

CtnModelEditor *ctn_model_part_page_get_editor (CtnModelPartPage *self);
const char *ctn_model_part_page_get_place (CtnModelPartPage *self);

/* Whether widgets are being set to what is there, so that it need not be written. */
gboolean ctn_model_part_page_is_filling (CtnModelPartPage *self);

/* Adds a group behind the others. @title: (nullable). */
AdwPreferencesGroup *ctn_model_part_page_add_group (CtnModelPartPage *self, const char *title);

/* Makes @draft the model; what cannot be is told, and what is there is shown again. */
void ctn_model_part_page_try (CtnModelPartPage *self, CtnModelDraft *draft);

G_END_DECLS
