/* How a code list is filled; for the files that read its sources. */
#pragma once

#include "ctn-code-list.h"

G_BEGIN_DECLS

/* The most entries and bytes of text that a list may have: far above any official list, far below
 * what would trouble a machine. */
#define CTN_CODE_LIST_MAX_CODES 100000
#define CTN_CODE_LIST_MAX_BYTES (16 * 1024 * 1024)

/* Adds an entry; all texts are copied. @parent may be "" or NULL. Fails when the code is empty or
 * there already, or the parent is not there. @line: for the message; 0 where there are no lines. */
CtnCode *ctn_code_list_add (CtnCodeList *list,
                            const char *code,
                            const char *parent,
                            const char *title,
                            int level,
                            guint line,
                            GError **error);

/* One more name under which the last added entry is found. "" and NULL are ignored. */
void ctn_code_list_add_name (CtnCodeList *list, const char *name);

/* Gives the entry at @index another title; it is still found by its old one. */
void ctn_code_list_rename (CtnCodeList *list, guint index, const char *title);

/* A copy of @text that lives as long as the list; NULL for NULL and "". */
const char *ctn_code_list_keep (CtnCodeList *list, const char *text);

/* Readers of the sources. */
gboolean
ctn_code_list_read_csv (CtnCodeList *list, const char *path, const char *language, GError **error);
gboolean
ctn_code_list_read_json (CtnCodeList *list, const char *path, const char *language, GError **error);
gboolean ctn_code_list_read_iso (CtnCodeList *list, const char *language, GError **error);

/* The text of a file that is UTF-8 and no larger than CTN_CODE_LIST_MAX_BYTES. */
char *ctn_code_list_read_text (const char *path, gsize *length, GError **error);

G_END_DECLS
