/* What the rows of ctn-model-rows.h are made of, for the files that make them. */
#pragma once

#include "ctn-model-rows.h"

G_BEGIN_DECLS

typedef struct _CtnModelBinding CtnModelBinding;

/* How a text is read from the model (transfer full) and written to a draft of it. */
typedef struct {
  char *(*dup) (CtnModelBinding *binding, CtnModelDraft *draft);
  gboolean (*write) (CtnModelBinding *binding,
                     CtnModelDraft *draft,
                     const char *text,
                     GError **error);
} CtnModelTextKind;

struct _CtnModelBinding {
  GtkWidget *row;         /* (unowned) which owns this */
  CtnModelEditor *editor; /* (owned) */
  char *place;            /* (owned) */
  char *member;           /* (owned) (nullable) */
  char *label;            /* (owned) (nullable): what the step is called now */
  guint step;             /* of rows of a step, which has no member */
  guint n_steps;
  const CtnModelTextKind *kind; /* (nullable) of rows for a text */
  const CtnModelNumber *number; /* (nullable) of rows for a number */
  void (*show) (CtnModelBinding *binding, CtnModelDraft *draft);
  char *shown; /* (owned) (nullable) what was filled in */
  gboolean filling;
};

/* Lets @row follow the editor as long as both are there; ctn_model_binding_finish() fills it for the first time and
 * returns the row. @label: (nullable). (transfer none): owned by the row */
CtnModelBinding *ctn_model_binding_new (GtkWidget *row,
                                        CtnModelEditor *editor,
                                        const char *place,
                                        const char *label,
                                        void (*show) (CtnModelBinding *binding,
                                                      CtnModelDraft *draft));
GtkWidget *ctn_model_binding_finish (CtnModelBinding *binding);

G_END_DECLS
