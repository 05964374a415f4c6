/* A page of the help as far as the program shows it itself: a subset of Mallard 1.0 (projectmallard.org)
 * with title, description, paragraphs and numbered steps. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct {
  char *markup; /* Pango markup */
  guint number; /* of the step, from 1; 0 for a paragraph */
} CtnHelpText;

typedef struct {
  char *title;
  char *description; /* (nullable) plain text */
  char *order;       /* (nullable) what the pages are sorted by */
  GPtrArray *texts;  /* (element-type CtnHelpText) */
} CtnHelpPage;

/* Reads a page. Errors: G_IO_ERROR, G_FILE_ERROR, G_MARKUP_ERROR. */
CtnHelpPage *ctn_help_page_new (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_help_page_free (CtnHelpPage *self);

/* All tasks in the best language that there is, in the order of the help.
 * @languages: as of g_get_language_names(). Returns: (transfer full) (element-type CtnHelpPage) */
GPtrArray *ctn_help_pages_load (const char *const *languages,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnHelpPage, ctn_help_page_free)

G_END_DECLS
