#include "ctn-tongue.h"

#include "ctn-i18n.h"

#include <libintl.h>
#include <locale.h>

/* What is pushed in a thread, the last one on top. */
typedef struct {
  CtnCatalog *catalog;  /* lives as long as the process */
  const char *names[3]; /* of languages; ends with NULL */
} Tongue;

static void
stack_free (gpointer data)
{
  g_ptr_array_unref (data);
}

static GPrivate stack_of_thread = G_PRIVATE_INIT (stack_free);

static const Tongue *
get_top (void)
{
  GPtrArray *stack = g_private_get (&stack_of_thread);

  return stack != NULL && stack->len > 0 ? stack->pdata[stack->len - 1] : NULL;
}

/* What gettext gives lives as long as the process, and callers keep it as that: so do catalogues that were
 * spoken, one a language. */
static CtnCatalog *
keep (CtnCatalog *catalog)
{
  static GMutex lock;
  static GHashTable *kept = NULL;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  const char *language = ctn_catalog_get_language (catalog);
  CtnCatalog *known;

  if (kept == NULL)
    kept = g_hash_table_new (g_str_hash, g_str_equal);
  known = g_hash_table_lookup (kept, language);
  if (known == NULL) {
    known = ctn_catalog_ref (catalog);
    g_hash_table_insert (kept, (gpointer) language, known);
  }
  return known;
}

void
ctn_tongue_push (CtnCatalog *catalog)
{
  GPtrArray *stack = g_private_get (&stack_of_thread);
  Tongue *tongue = g_new0 (Tongue, 1);

  if (stack == NULL) {
    stack = g_ptr_array_new_with_free_func (g_free);
    g_private_set (&stack_of_thread, stack);
  }
  tongue->catalog = keep (catalog);
  tongue->names[0] = ctn_catalog_get_language (tongue->catalog);
  tongue->names[1] = g_str_equal (tongue->names[0], "en") ? NULL : "en";
  g_ptr_array_add (stack, tongue);
}

gboolean
ctn_tongue_is_pushed (void)
{
  return get_top () != NULL;
}

void
ctn_tongue_pop (void)
{
  GPtrArray *stack = g_private_get (&stack_of_thread);

  g_return_if_fail (stack != NULL && stack->len > 0);
  g_ptr_array_set_size (stack, (int) stack->len - 1);
}

void
ctn_i18n_set_up (void)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, ctn_catalog_get_folder ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

/* Texts ---------------------------------------------------------------------------------------- */

const char *
ctn_gettext (const char *text)
{
  const Tongue *tongue = get_top ();

  return tongue != NULL ? ctn_catalog_get (tongue->catalog, text)
                        : g_dgettext (GETTEXT_PACKAGE, text);
}

/* Two forms, as the languages have that the program is translated into; the second is behind the first one
 * in the file. */
const char *
ctn_ngettext (const char *text, const char *plural, gulong n)
{
  const Tongue *tongue = get_top ();
  const char *translation;

  if (tongue == NULL)
    return g_dngettext (GETTEXT_PACKAGE, text, plural, n);
  translation = ctn_catalog_get (tongue->catalog, text);
  if (translation == text)
    return n == 1 ? text : plural;
  return n == 1 ? translation : ctn_catalog_get_plural (tongue->catalog, text);
}

const char *
ctn_pgettext (const char *context, const char *text)
{
  const Tongue *tongue = get_top ();
  g_autofree char *key = NULL;
  const char *translation;

  if (tongue == NULL)
    return g_dpgettext2 (GETTEXT_PACKAGE, context, text);
  key = g_strconcat (context, "\004", text, NULL);
  translation = ctn_catalog_get (tongue->catalog, key);
  return translation != key ? translation : text;
}

const char *const *
ctn_get_language_names (void)
{
  const Tongue *tongue = get_top ();

  return tongue != NULL ? tongue->names : g_get_language_names ();
}
