#include "ctn-model-editor.h"

#include <ctn-i18n.h>
#include <ctn-model-store.h>

struct _CtnModelEditor {
  GObject parent_instance;

  CtnProject *project; /* (owned) */
  gint64 id;
  guint n_assessments;
  CtnMaturityModel *model; /* (owned) */
  CtnModelDraft *draft;    /* (owned) */
  CtnMaturityModel *next;  /* (unowned) (nullable) what is being written into the project */
  CtnModelTrial *trial;    /* (owned) */
  char *language;          /* (owned) */
};

G_DEFINE_FINAL_TYPE (CtnModelEditor, ctn_model_editor, G_TYPE_OBJECT)

enum { SIGNAL_CHANGED, SIGNAL_FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
set_model (CtnModelEditor *self, CtnMaturityModel *model)
{
  g_clear_pointer (&self->model, ctn_maturity_model_unref);
  g_clear_pointer (&self->draft, ctn_model_draft_free);
  self->model = model;
  self->draft = ctn_model_draft_new (model);
}

static void
count_assessments (CtnModelEditor *self)
{
  g_autoptr (GPtrArray) models =
      ctn_model_store_list (ctn_project_get_reader (self->project), NULL);

  for (guint i = 0; models != NULL && i < models->len; i++) {
    const CtnStoredModel *stored = g_ptr_array_index (models, i);

    if (stored->id == self->id)
      self->n_assessments = stored->n_assessments;
  }
}

/* One that is gone, as undoing its making does, stays as it was last. What was written by the editor itself need not
 * be read. */
static void
changed_cb (CtnModelEditor *self, CtnChangeSet *changes)
{
  CtnMaturityModel *model;

  if (self->id == 0 || (!ctn_change_set_has_table (changes, "maturity_model") &&
                        !ctn_change_set_has_table (changes, "assessment")))
    return;
  model = self->next != NULL
              ? ctn_maturity_model_ref (self->next)
              : ctn_model_store_load (ctn_project_get_reader (self->project), self->id, NULL);
  if (model == NULL)
    return;
  set_model (self, model);
  count_assessments (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* The user's language if the model has it, else its first. */
static char *
choose_language (CtnMaturityModel *model)
{
  const char *const *languages = ctn_maturity_model_get_languages (model);
  const char *const *wanted = ctn_get_language_names ();

  for (guint i = 0; wanted[i] != NULL; i++)
    if (g_strv_contains (languages, wanted[i]))
      return g_strdup (wanted[i]);
  return g_strdup (languages[0]);
}

CtnModelEditor *
ctn_model_editor_new (CtnProject *project, gint64 id, CtnMaturityModel *shipped, GError **error)
{
  g_autoptr (CtnModelEditor) self = g_object_new (CTN_TYPE_MODEL_EDITOR, NULL);
  CtnMaturityModel *model =
      id == 0 ? ctn_maturity_model_ref (shipped)
              : ctn_model_store_load (ctn_project_get_reader (project), id, error);

  if (model == NULL)
    return NULL;
  self->project = g_object_ref (project);
  self->id = id;
  set_model (self, model);
  self->language = choose_language (model);
  count_assessments (self);
  g_signal_connect_object (project, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return g_steal_pointer (&self);
}

gint64
ctn_model_editor_get_id (CtnModelEditor *self)
{
  return self->id;
}

CtnMaturityModel *
ctn_model_editor_get_model (CtnModelEditor *self)
{
  return self->model;
}

CtnModelDraft *
ctn_model_editor_get_draft (CtnModelEditor *self)
{
  return self->draft;
}

gboolean
ctn_model_editor_is_editable (CtnModelEditor *self)
{
  return self->id != 0 && self->n_assessments == 0;
}

guint
ctn_model_editor_get_n_assessments (CtnModelEditor *self)
{
  return self->n_assessments;
}

const char *
ctn_model_editor_get_language (CtnModelEditor *self)
{
  return self->language;
}

void
ctn_model_editor_set_language (CtnModelEditor *self, const char *language)
{
  if (g_set_str (&self->language, language))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

const char *
ctn_model_editor_get_title (CtnModelEditor *self, const char *place)
{
  const char *title = ctn_model_draft_get_text (self->draft, place, "title", self->language);

  return *title != '\0'
             ? title
             : ctn_model_draft_get_text (self->draft, place, "title",
                                         ctn_maturity_model_get_languages (self->model)[0]);
}

CtnModelTrial *
ctn_model_editor_get_trial (CtnModelEditor *self)
{
  return self->trial;
}

CtnModelDraft *
ctn_model_editor_begin (CtnModelEditor *self)
{
  return ctn_model_draft_new (self->model);
}

gboolean
ctn_model_editor_commit (CtnModelEditor *self,
                         CtnModelDraft *draft,
                         const char *field,
                         GError **error)
{
  g_autoptr (CtnMaturityModel) model = ctn_model_draft_finish (draft, error);
  gboolean ok;

  if (model == NULL)
    return FALSE;
  self->next = model;
  ok = ctn_model_store_change (self->project, self->id, model, N_ ("Edit Maturity Model"), field,
                               error);
  self->next = NULL;
  return ok;
}

gboolean
ctn_model_editor_try (CtnModelEditor *self, CtnModelDraft *draft)
{
  g_autoptr (GError) error = NULL;

  if (ctn_model_editor_commit (self, draft, NULL, &error))
    return TRUE;
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
  return FALSE;
}

static void
ctn_model_editor_finalize (GObject *object)
{
  CtnModelEditor *self = CTN_MODEL_EDITOR (object);

  g_clear_object (&self->project);
  g_clear_object (&self->trial);
  g_clear_pointer (&self->model, ctn_maturity_model_unref);
  g_clear_pointer (&self->draft, ctn_model_draft_free);
  g_free (self->language);

  G_OBJECT_CLASS (ctn_model_editor_parent_class)->finalize (object);
}

static void
ctn_model_editor_class_init (CtnModelEditorClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ctn_model_editor_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
ctn_model_editor_init (CtnModelEditor *self)
{
  self->trial = ctn_model_trial_new ();
}
