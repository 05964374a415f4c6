/* The search provider over a real bus: what the shell asks, and what it gets. */
#include <ctn-organisation.h>

#include "app-driver.h"
#include "ctn-search-provider.h"

#define PATH "/io/github/catenary/Catenary/TestSearchProvider"

typedef struct {
  GVariant *value; /* (owned) */
  gboolean done;
} Answer;

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;
  g_autoptr (GError) error = NULL;

  answer->value = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_assert_no_error (error);
  answer->done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Answer *) data)->done;
}

/* Asks over the bus, as the shell does. Returns: (transfer full) */
static GVariant *
ask (GDBusConnection *connection, const char *method, GVariant *parameters)
{
  Answer answer = { 0 };

  g_dbus_connection_call (connection, g_dbus_connection_get_unique_name (connection), PATH,
                          "org.gnome.Shell.SearchProvider2", method, parameters, NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, answered_cb, &answer);
  driver_wait_for (is_done, &answer, method);
  return answer.value;
}

static char **
search (GDBusConnection *connection, const char *const *terms)
{
  g_autoptr (GVariant) answer =
      ask (connection, "GetInitialResultSet", g_variant_new ("(^as)", terms));
  char **ids = NULL;

  g_variant_get (answer, "(^as)", &ids);
  return ids;
}

static void
test_search (void)
{
  static const char *const terms[] = { "beispiel", "KATHO", NULL };
  static const char *const nobody[] = { "xyzzy", NULL };
  static const char *const empty[] = { " ", NULL };
  Driver driver = { 0 };
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (CtnSearchProvider) provider = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) metas = NULL;
  g_autoptr (GVariant) meta = NULL;
  g_autoptr (GVariant) nothing = NULL;
  g_auto (GStrv) found = NULL;
  g_auto (GStrv) none = NULL;
  g_auto (GStrv) blank = NULL;
  g_auto (GStrv) closed = NULL;
  const char *name = NULL;

  if (connection == NULL) {
    g_test_skip ("no session bus");
    return;
  }
  driver_start (&driver, 1000, 700);
  provider = ctn_search_provider_new (G_APPLICATION (driver.application));
  g_assert_true (ctn_search_provider_register (provider, connection, PATH, &error));
  g_assert_no_error (error);

  /* The one organisation of data/sample/organisations.csv with a word that begins so. */
  found = search (connection, terms);
  g_assert_cmpuint (g_strv_length (found), ==, 1);
  none = search (connection, nobody);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  blank = search (connection, empty);
  g_assert_cmpuint (g_strv_length (blank), ==, 0);

  metas = ask (connection, "GetResultMetas", g_variant_new ("(^as)", found));
  meta = g_variant_get_child_value (metas, 0);
  g_assert_cmpuint (g_variant_n_children (meta), ==, 1);
  g_clear_pointer (&meta, g_variant_unref);
  g_variant_get (metas, "(@aa{sv})", &meta);
  {
    g_autoptr (GVariant) first = g_variant_get_child_value (meta, 0);

    g_assert_true (g_variant_lookup (first, "name", "&s", &name));
    g_assert_cmpstr (name, ==, "Beispiel Kathode GmbH");
  }

  nothing =
      ask (connection, "ActivateResult", g_variant_new ("(s^asu)", found[0], terms, (guint32) 0));
  driver_settle ();
  driver_stop (&driver);

  /* Nothing is open, so nothing is found. */
  closed = search (connection, terms);
  g_assert_cmpuint (g_strv_length (closed), ==, 0);
  ctn_search_provider_unregister (provider);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/app/search-provider", test_search);
  return g_test_run ();
}
