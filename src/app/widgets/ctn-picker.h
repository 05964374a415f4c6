/* Choosing records or regions by typing: a search field above the entries that fit. */
#pragma once

#include <adwaita.h>
#include <ctn-project.h>

#include "ctn-pick.h"

G_BEGIN_DECLS

typedef enum {
  CTN_PICKER_REGIONS, /* of NUTS, all levels */
  CTN_PICKER_ORGANISATIONS,
  CTN_PICKER_PARTNERSHIPS,
  CTN_PICKER_CHAINS,
  CTN_PICKER_GIVEN, /* from a list of the caller's */
} CtnPickerKind;

#define CTN_TYPE_PICKER (ctn_picker_get_type ())

G_DECLARE_FINAL_TYPE (CtnPicker, ctn_picker, CTN, PICKER, AdwBin)

/* Who presses Enter and types the next name need not wait for the search: each of the words is answered in its
 * turn with the first entry that fits it.
 *
 * Signals: "changed": something was chosen or is not any more; "picked": the user has decided on one
 * (only when just one can be chosen); "searched": other entries are shown; "unknown": Enter was pressed
 * after words that nothing fits, which the picker says unless the caller does with ctn_picker_tell(). */

/* @multiple: whether several can be chosen; these keep being chosen while other words are searched. */
CtnPicker *ctn_picker_new (CtnProject *project, CtnPickerKind kind, gboolean multiple);

/* A picker among @choices (element-type CtnPick). @choices: (transfer full) */
CtnPicker *ctn_picker_new_given (GPtrArray *choices, gboolean multiple);

/* What the caller wants those for that are chosen from now on. */
void ctn_picker_set_context (CtnPicker *self, GVariant *context);
/* While "picked" or "unknown" is emitted: the context of the moment when the user decided. (transfer none) (nullable) */
GVariant *ctn_picker_get_context (CtnPicker *self);

/* Says below the search field what became of words; it stands there until the next Enter. */
void ctn_picker_tell (CtnPicker *self, const char *text);

/* Lets the entries be dragged; they are dropped as %CTN_TYPE_PICK. */
void ctn_picker_set_draggable (CtnPicker *self, gboolean draggable);

/* The words that the entries shown were found with, and that "unknown" is about. (transfer none) */
const char *ctn_picker_get_shown (CtnPicker *self);
/* Selects what was typed, so that the next name can be; unless that has begun. */
void ctn_picker_select_text (CtnPicker *self);

/* What is chosen, in the order of choosing. (transfer none) (element-type CtnPick) */
GPtrArray *ctn_picker_get_picks (CtnPicker *self);

/* @picks is the dialog's; (element-type CtnPick), never empty. */
typedef void (*CtnPickedFunc) (GPtrArray *picks, gpointer data);

/* A dialog with a picker in it. @accept: the button's label when several can be chosen, %NULL to choose
 * just one. @function is called when the user has decided, and not when the dialog is closed; @data must
 * outlive @parent. */
void ctn_picker_present (GtkWidget *parent,
                         CtnProject *project,
                         CtnPickerKind kind,
                         const char *title,
                         const char *accept,
                         CtnPickedFunc function,
                         gpointer data);

/* The same for one of @choices (element-type CtnPick). @choices: (transfer full) */
void ctn_picker_present_given (GtkWidget *parent,
                               GPtrArray *choices,
                               const char *title,
                               CtnPickedFunc function,
                               gpointer data);

/* The same for several of @choices. @accept: the button's label. */
void ctn_picker_present_given_many (GtkWidget *parent,
                                    GPtrArray *choices,
                                    const char *title,
                                    const char *accept,
                                    CtnPickedFunc function,
                                    gpointer data);

G_END_DECLS
