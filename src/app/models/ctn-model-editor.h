/* One maturity model while it is looked at or changed: what the pages of the editor share.
 *
 * Each change is an operation of the project and can be undone. A model that comes with the program, or
 * that an assessment uses, is only looked at. */
#pragma once

#include <ctn-model-draft.h>
#include <ctn-model-trial.h>
#include <ctn-project.h>
#include <gio/gio.h>

G_BEGIN_DECLS

#define CTN_TYPE_MODEL_EDITOR (ctn_model_editor_get_type ())
G_DECLARE_FINAL_TYPE (CtnModelEditor, ctn_model_editor, CTN, MODEL_EDITOR, GObject)

/* Signals
 *   changed (): the model, whether it can be changed, or the language; read all again.
 *   failed (GError *error): something could not be done. */

/* @id: row of the model in the project, 0 for @shipped, which is %NULL otherwise. %NULL with @error set
 * when it cannot be read. */
CtnModelEditor *ctn_model_editor_new (CtnProject *project,
                                      gint64 id,
                                      CtnMaturityModel *shipped,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Row of the model, 0 for one that is not in the project. */
gint64 ctn_model_editor_get_id (CtnModelEditor *self);

/* (transfer none) until the next change */
CtnMaturityModel *ctn_model_editor_get_model (CtnModelEditor *self);

/* The same, to read texts of one language; not to be changed. (transfer none) */
CtnModelDraft *ctn_model_editor_get_draft (CtnModelEditor *self);

gboolean ctn_model_editor_is_editable (CtnModelEditor *self);
guint ctn_model_editor_get_n_assessments (CtnModelEditor *self);

/* The language that texts are shown and written in. */
const char *ctn_model_editor_get_language (CtnModelEditor *self);
void ctn_model_editor_set_language (CtnModelEditor *self, const char *language);

/* The title of the part at @place in that language, or else in the model's first; "" if it is gone. */
const char *ctn_model_editor_get_title (CtnModelEditor *self, const char *place);

/* What was answered to try the model; it goes with the editor. (transfer none) */
CtnModelTrial *ctn_model_editor_get_trial (CtnModelEditor *self);

/* A copy to be changed, for ctn_model_editor_commit(). (transfer full) */
CtnModelDraft *ctn_model_editor_begin (CtnModelEditor *self) G_GNUC_WARN_UNUSED_RESULT;

/* Makes @draft the model. @field: (nullable): what is being typed in. Errors: CTN_MATURITY_ERROR_MODEL
 * when it is no model any more; nothing is changed then. */
gboolean ctn_model_editor_commit (CtnModelEditor *self,
                                  CtnModelDraft *draft,
                                  const char *field,
                                  GError **error);

/* The same; what goes wrong is told through “failed”. */
gboolean ctn_model_editor_try (CtnModelEditor *self, CtnModelDraft *draft);

G_END_DECLS
