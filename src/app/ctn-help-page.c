#include "ctn-help-page.h"

#include <ctn-data.h>
#include <ctn-i18n.h>

typedef struct {
  CtnHelpPage *page;
  GString *text;    /* (owned) (nullable) of the element that is being read, as markup */
  gboolean in_info; /* what stands there is about the page */
  gboolean sort_title;
  gboolean after_key; /* keys of a combination are joined with "+" */
  guint step;
} Reading;

static void
help_text_free (gpointer data)
{
  CtnHelpText *text = data;

  g_free (text->markup);
  g_free (text);
}

/* Elements that hold a text of their own. */
static gboolean
holds_text (const char *name)
{
  return g_str_equal (name, "p") || g_str_equal (name, "title") || g_str_equal (name, "desc");
}

static void
start_cb (GMarkupParseContext *context,
          const char *name,
          const char **names,
          const char **values,
          gpointer data,
          GError **error)
{
  Reading *reading = data;

  if (g_str_equal (name, "info")) {
    reading->in_info = TRUE;
  } else if (g_str_equal (name, "steps")) {
    reading->step = 0;
  } else if (g_str_equal (name, "item")) {
    reading->step++;
  } else if (holds_text (name)) {
    reading->sort_title = reading->in_info && g_str_equal (name, "title");
    if (reading->text == NULL)
      reading->text = g_string_new (NULL);
  } else if (g_str_equal (name, "keyseq")) {
    reading->after_key = FALSE;
  } else if (reading->text != NULL && g_str_equal (name, "key")) {
    g_string_append (reading->text, reading->after_key ? "+<tt>" : "<tt>");
    reading->after_key = TRUE;
  } else if (reading->text != NULL && g_str_equal (name, "gui")) {
    g_string_append (reading->text, "<b>");
  }
}

static void
take_text (Reading *reading, const char *name)
{
  CtnHelpPage *page = reading->page;
  char *markup = g_string_free (g_steal_pointer (&reading->text), FALSE);
  char **place = NULL;

  if (g_str_equal (name, "desc"))
    place = &page->description;
  else if (g_str_equal (name, "title"))
    place = reading->sort_title ? &page->order : &page->title;
  if (place != NULL) {
    g_free (*place);
    *place = markup;
  } else if (!reading->in_info) {
    CtnHelpText *text = g_new0 (CtnHelpText, 1);

    text->markup = markup;
    text->number = reading->step;
    g_ptr_array_add (page->texts, text);
  } else {
    g_free (markup); /* the licence */
  }
}

static void
end_cb (GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  Reading *reading = data;

  if (g_str_equal (name, "info"))
    reading->in_info = FALSE;
  else if (g_str_equal (name, "steps"))
    reading->step = 0;
  else if (reading->text != NULL && g_str_equal (name, "key"))
    g_string_append (reading->text, "</tt>");
  else if (reading->text != NULL && g_str_equal (name, "gui"))
    g_string_append (reading->text, "</b>");
  else if (reading->text != NULL && holds_text (name))
    take_text (reading, name);
}

/* Adds a text with runs of white space as one space, which is what they mean in a page. */
static void
text_cb (GMarkupParseContext *context,
         const char *text,
         gsize length,
         gpointer data,
         GError **error)
{
  Reading *reading = data;
  g_autofree char *escaped = g_markup_escape_text (text, (gssize) length);

  if (reading->text == NULL)
    return;
  for (const char *c = escaped; *c != '\0'; c++) {
    gsize n = reading->text->len;

    if (!g_ascii_isspace (*c))
      g_string_append_c (reading->text, *c);
    else if (n > 0 && reading->text->str[n - 1] != ' ')
      g_string_append_c (reading->text, ' ');
  }
}

CtnHelpPage *
ctn_help_page_new (const char *path, GError **error)
{
  static const GMarkupParser parser = { start_cb, end_cb, text_cb, NULL, NULL };
  g_autoptr (CtnHelpPage) page = g_new0 (CtnHelpPage, 1);
  Reading reading = { .page = page };
  g_autoptr (GMarkupParseContext) context = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;
  gboolean ok;

  page->texts = g_ptr_array_new_with_free_func (help_text_free);
  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  context = g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, &reading, NULL);
  ok = g_markup_parse_context_parse (context, text, (gssize) length, error) &&
       g_markup_parse_context_end_parse (context, error);
  if (reading.text != NULL)
    g_string_free (reading.text, TRUE);
  if (ok && page->title == NULL) {
    g_set_error (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT,
                 _ ("“%s” is not a page of the help."), path);
    ok = FALSE;
  }
  return ok ? g_steal_pointer (&page) : NULL;
}

void
ctn_help_page_free (CtnHelpPage *self)
{
  g_free (self->title);
  g_free (self->description);
  g_free (self->order);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

static int
compare_pages (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 ((*(CtnHelpPage *const *) a)->order, (*(CtnHelpPage *const *) b)->order);
}

static char *
find_folder (const char *const *languages)
{
  for (gsize i = 0; languages[i] != NULL; i++) {
    g_autofree char *relative = g_build_filename ("help", languages[i], NULL);
    g_autofree char *path = ctn_data_path (relative);

    if (g_file_test (path, G_FILE_TEST_IS_DIR))
      return g_steal_pointer (&path);
  }
  return ctn_data_path ("help/C");
}

GPtrArray *
ctn_help_pages_load (const char *const *languages, GError **error)
{
  g_autoptr (GPtrArray) pages =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_help_page_free);
  g_autofree char *folder = find_folder (languages);
  g_autoptr (GDir) directory = g_dir_open (folder, 0, error);
  const char *name;

  if (directory == NULL)
    return NULL;
  while ((name = g_dir_read_name (directory)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    CtnHelpPage *page;

    if (!g_str_has_suffix (name, ".page") || g_str_equal (name, "index.page"))
      continue;
    page = ctn_help_page_new (path, error);
    if (page == NULL)
      return NULL;
    g_ptr_array_add (pages, page);
  }
  g_ptr_array_sort (pages, compare_pages);
  return g_steal_pointer (&pages);
}
