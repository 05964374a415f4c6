/* Rows of a preferences group that are bound to one member of a node of the model: they show it, write
 * it, say what is wrong with it, and follow undo and the choice of a language. They live until their
 * widget goes. @place and members: ctn-model-draft.h. */
#pragma once

#include <adwaita.h>

#include "ctn-model-editor.h"

G_BEGIN_DECLS

/* A text in the editor's language; of several lines with @is_long. */
GtkWidget *ctn_model_text_row_new (CtnModelEditor *editor,
                                   const char *place,
                                   const char *member,
                                   const char *label,
                                   gboolean is_long) G_GNUC_WARN_UNUSED_RESULT;

/* A text that has no language, such as the version. */
GtkWidget *ctn_model_string_row_new (CtnModelEditor *editor,
                                     const char *place,
                                     const char *member,
                                     const char *label) G_GNUC_WARN_UNUSED_RESULT;

/* What it takes to be at a step of a question's scale. @label: (nullable): what the step is called, "3 · Fair". */
GtkWidget *ctn_model_descriptor_row_new (CtnModelEditor *editor,
                                         const char *place,
                                         guint step,
                                         guint n_steps,
                                         const char *label) G_GNUC_WARN_UNUSED_RESULT;

/* What a step of a question's scale is called, also of one that it shares with other questions. */
GtkWidget *ctn_model_step_name_row_new (CtnModelEditor *editor,
                                        const char *place,
                                        guint step,
                                        const char *label) G_GNUC_WARN_UNUSED_RESULT;

/* How a member that is a number is read and written: in the unit that the row shows it in. NAN is none, an empty
 * row. @set may refuse a number with @error, which is shown in the row; what makes the model invalid is refused
 * anyway. */
typedef struct {
  double (*get) (CtnModelEditor *editor, const char *place, const char *member);
  gboolean (*set) (CtnModelEditor *editor,
                   CtnModelDraft *draft,
                   const char *place,
                   const char *member,
                   double value,
                   GError **error);
} CtnModelNumber;

extern const CtnModelNumber ctn_model_plain_number;
extern const CtnModelNumber
    ctn_model_value_number; /* 0 to 1, on the scale that the model shows values on */

/* Whether @value is from @min to @max, which NAN is not; an error for the row says so otherwise. */
gboolean ctn_model_number_check (double value, double min, double max, GError **error);

/* @number: it is not copied. */
GtkWidget *ctn_model_number_row_new (CtnModelEditor *editor,
                                     const char *place,
                                     const char *member,
                                     const char *label,
                                     const CtnModelNumber *number) G_GNUC_WARN_UNUSED_RESULT;

/* The weight among the siblings. */
GtkWidget *ctn_model_weight_row_new (CtnModelEditor *editor,
                                     const char *place) G_GNUC_WARN_UNUSED_RESULT;

/* How the children's values make the node's. */
GtkWidget *ctn_model_aggregation_row_new (CtnModelEditor *editor,
                                          const char *place) G_GNUC_WARN_UNUSED_RESULT;

/* What the bands of the node at @place are measured in: values, or per cent of one of the model's norms. */
GtkWidget *ctn_model_relation_row_new (CtnModelEditor *editor,
                                       const char *place) G_GNUC_WARN_UNUSED_RESULT;

/* Whether a question must apply. */
GtkWidget *ctn_model_required_row_new (CtnModelEditor *editor,
                                       const char *place) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
