/* The records that are part of another one, as a preferences group: a row each, a button to add one,
 * a dialog to edit one, and removal with undo. For some hundreds of rows; what may have more gets a
 * list. */
#pragma once

#include <adwaita.h>

#include "ctn-page.h"
#include "ctn-record-form.h"

G_BEGIN_DECLS

#define CTN_TYPE_RECORD_GROUP (ctn_record_group_get_type ())

G_DECLARE_FINAL_TYPE (CtnRecordGroup, ctn_record_group, CTN, RECORD_GROUP, AdwPreferencesGroup)

/* Signals
 *   opened (gint64 id, CtnRecordForm *form): a record's dialog is shown; add groups to its form here. */

/* @title: translated. @kind: one with an owner and labels for the operations; live for ever. */
GtkWidget *ctn_record_group_new (const char *title,
                                 const CtnRecordKind *kind) G_GNUC_WARN_UNUSED_RESULT;

/* What stands in an empty group, translated. */
void ctn_record_group_set_empty_text (CtnRecordGroup *self, const char *text);

/* Whether files and links can be attached in a record's dialog. */
void ctn_record_group_set_evidence (CtnRecordGroup *self, gboolean evidence);

/* What the button does; by default a record titled as its kind is added. Makes a new record of @owner
 * and returns its id, whose dialog is then shown; 0 when there is none (yet), e.g. when a picker is. */
typedef gint64 (*CtnRecordGroupAdd) (CtnRecordGroup *self, gint64 owner, gpointer data);
void ctn_record_group_set_adder (CtnRecordGroup *self, CtnRecordGroupAdd add, gpointer data);

/* The second line of a row; by default the values of the kind's listed fields.
 * Returns: (transfer full) (nullable) */
typedef char *(*CtnRecordGroupDescribe) (CtnProject *project, gint64 id);
void ctn_record_group_set_describe (CtnRecordGroup *self, CtnRecordGroupDescribe describe);

/* A tick before each row, set where @field has a value. @tick: sets or clears it as one operation. @label:
 * what a tick says, translated. */
typedef gboolean (*CtnRecordGroupTick) (CtnProject *project,
                                        gint64 id,
                                        gboolean ticked,
                                        GError **error);
void ctn_record_group_set_tick (CtnRecordGroup *self,
                                const char *label,
                                const char *field,
                                CtnRecordGroupTick tick);

/* Shows the records of @owner (0: none) and follows the project's changes. @page outlives the group. */
void ctn_record_group_show (CtnRecordGroup *self, CtnPage *page, gint64 owner);

/* Shows a record's dialog. */
void ctn_record_group_open (CtnRecordGroup *self, gint64 id);

CtnPage *ctn_record_group_get_page (CtnRecordGroup *self);

G_END_DECLS
