/* A side of a view: groups below each other, as wide as is read well. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* @content with margins around it, at most @width pixels wide, scrolling downwards. */
GtkWidget *ctn_side_wrap (GtkWidget *content, int width) G_GNUC_WARN_UNUSED_RESULT;

/* A side that scrolls, with groups below each other in @box (out) (transfer none). */
GtkWidget *ctn_side_new (GtkBox **box) G_GNUC_WARN_UNUSED_RESULT;

/* A group at the end of @box. @title, @description: (nullable), no markup. (transfer none) */
AdwPreferencesGroup *ctn_side_add_group (GtkBox *box, const char *title, const char *description);

/* Rows that come and go with what is shown: those added here are removed by the other one. */
void ctn_side_add_row (AdwPreferencesGroup *group, GtkWidget *row);
void ctn_side_clear (AdwPreferencesGroup *group);

/* The rows that were added. (transfer none) (element-type GtkWidget) */
GPtrArray *ctn_side_get_rows (AdwPreferencesGroup *group);

/* A row without markup. @subtitle, @value: (nullable): @value stands at the end. */
GtkWidget *ctn_value_row_new (const char *title,
                              const char *subtitle,
                              const char *value) G_GNUC_WARN_UNUSED_RESULT;

/* An expander row without markup. */
GtkWidget *ctn_expander_row_new (const char *title, const char *subtitle) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
