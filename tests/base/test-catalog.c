/* Translations in a language of one's own choice, from a .mo file, whole or broken. */
#include <ctn-catalog.h>
#include <ctn-i18n.h>
#include <ctn-tongue.h>
#include <glib/gstdio.h>
#include <string.h>

/* A catalogue as msgfmt writes it: header, two tables, the texts (GNU gettext manual, "The Format of GNU
 * MO Files"). "Yes" is "Ja". */
static GByteArray *
make_file (void)
{
  const guint32 header[] = { 0x950412de, 0, 2, 28, 44, 0, 0 };
  const guint32 texts[] = { 0, 60, 3, 61 };
  const guint32 translations[] = { 4, 65, 2, 70 };
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) header, sizeof header);
  g_byte_array_append (bytes, (const guint8 *) texts, sizeof texts);
  g_byte_array_append (bytes, (const guint8 *) translations, sizeof translations);
  g_byte_array_append (bytes, (const guint8 *) "\0Yes\0Head\0Ja", 13);
  return bytes;
}

static void
write_file (const GByteArray *bytes)
{
  g_autofree char *folder = g_build_filename (g_get_tmp_dir (), "xx", "LC_MESSAGES", NULL);
  g_autofree char *path = g_build_filename (folder, "catenary.mo", NULL);

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (path, (const char *) bytes->data, (gssize) bytes->len, NULL));
  g_setenv ("CTN_LOCALE_DIR", g_get_tmp_dir (), TRUE);
}

static void
test_get (void)
{
  g_autoptr (GByteArray) bytes = make_file ();
  g_autoptr (CtnCatalog) catalog = NULL;
  g_autoptr (CtnCatalog) english = ctn_catalog_new ("en");
  g_auto (GStrv) languages = NULL;

  write_file (bytes);
  catalog = ctn_catalog_new ("xx");
  languages = ctn_catalog_list_languages ();
  g_assert_cmpstr (ctn_catalog_get_language (catalog), ==, "xx");
  g_assert_cmpstr (ctn_catalog_get (catalog, "Yes"), ==, "Ja");
  g_assert_cmpstr (ctn_catalog_get (catalog, "No"), ==, "No");
  g_assert_cmpstr (ctn_catalog_get (catalog, ""), ==, "");
  g_assert_cmpstr (ctn_catalog_get (english, "Yes"), ==, "Yes");
  g_assert_cmpstr (languages[0], ==, "en");
  g_assert_cmpstr (languages[1], ==, "xx");
  g_assert_null (languages[2]);
}

/* Cut at any place, and with any byte changed: texts or nothing, never more. */
static void
test_broken (void)
{
  g_autoptr (GByteArray) whole = make_file ();

  for (guint i = 0; i < whole->len; i++) {
    g_autoptr (GByteArray) bytes = g_byte_array_new ();
    g_autoptr (CtnCatalog) catalog = NULL;
    g_autoptr (CtnCatalog) changed = NULL;

    g_byte_array_append (bytes, whole->data, i);
    write_file (bytes);
    catalog = ctn_catalog_new ("xx");
    g_assert_cmpuint (strlen (ctn_catalog_get (catalog, "Yes")), <=, 3);
    g_byte_array_append (bytes, whole->data + i, whole->len - i);
    bytes->data[i] ^= 0xff;
    write_file (bytes);
    changed = ctn_catalog_new ("xx");
    g_assert_cmpuint (strlen (ctn_catalog_get (changed, "Yes")), <=, 10);
  }
}

static void
test_names (void)
{
  const char *const names[] = { "../../etc", "/", "", "zz" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (CtnCatalog) catalog = ctn_catalog_new (names[i]);

    g_assert_cmpstr (ctn_catalog_get (catalog, "Yes"), ==, "Yes");
  }
}

/* A thread that speaks a language gets it from _() and the languages wanted; others do not. */
static gpointer
ask_cb (gpointer data)
{
  return g_strdup (ctn_gettext ("Yes"));
}

static void
test_tongue (void)
{
  g_autoptr (GByteArray) bytes = make_file ();
  g_autoptr (CtnCatalog) catalog = NULL;
  g_autoptr (CtnCatalog) english = ctn_catalog_new ("en");
  g_autofree char *elsewhere = NULL;

  write_file (bytes);
  catalog = ctn_catalog_new ("xx");
  ctn_tongue_push (catalog);
  g_assert_cmpstr (ctn_gettext ("Yes"), ==, "Ja");
  g_assert_cmpstr (ctn_ngettext ("one", "many", 2), ==, "many");
  g_assert_cmpstr (ctn_get_language_names ()[0], ==, "xx");
  elsewhere = g_thread_join (g_thread_new (NULL, ask_cb, NULL));
  g_assert_cmpstr (elsewhere, ==, "Yes");
  ctn_tongue_push (english);
  g_assert_cmpstr (ctn_gettext ("Yes"), ==, "Yes");
  ctn_tongue_pop ();
  g_assert_cmpstr (ctn_gettext ("Yes"), ==, "Ja");
  ctn_tongue_pop ();
  g_assert_cmpstr (ctn_gettext ("Yes"), ==, "Yes");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/catalog/get", test_get);
  g_test_add_func ("/catalog/broken", test_broken);
  g_test_add_func ("/catalog/names", test_names);
  g_test_add_func ("/catalog/tongue", test_tongue);
  return g_test_run ();
}
