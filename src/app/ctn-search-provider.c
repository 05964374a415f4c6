#include "ctn-search-provider.h"

#include <ctn-i18n.h>
#include <ctn-organisation-finder.h>
#include <ctn-organisation.h>
#include <ctn-record-item.h>

#include "ctn-window.h"

/* The shell shows five; more would only be carried over the bus. */
#define MAX_RESULTS 20

/* After so many seconds without a question the finder is given up, and with it what it holds open. */
#define IDLE_SECONDS 10

struct _CtnSearchProvider {
  GObject parent_instance;

  GApplication *application;   /* (not owned) */
  GDBusConnection *connection; /* (owned) (nullable) */
  guint registration;

  CtnProject *project;           /* (owned) (nullable) that the finder searches */
  CtnOrganisationFinder *finder; /* (owned) (nullable) */
  guint idle;
};

G_DEFINE_FINAL_TYPE (CtnSearchProvider, ctn_search_provider, G_TYPE_OBJECT)

static const char interface_xml[] =
    "<node><interface name='org.gnome.Shell.SearchProvider2'>"
    "<method name='GetInitialResultSet'>"
    "<arg type='as' direction='in'/><arg type='as' direction='out'/></method>"
    "<method name='GetSubsearchResultSet'>"
    "<arg type='as' direction='in'/><arg type='as' direction='in'/>"
    "<arg type='as' direction='out'/></method>"
    "<method name='GetResultMetas'>"
    "<arg type='as' direction='in'/><arg type='aa{sv}' direction='out'/></method>"
    "<method name='ActivateResult'>"
    "<arg type='s' direction='in'/><arg type='as' direction='in'/>"
    "<arg type='u' direction='in'/></method>"
    "<method name='LaunchSearch'>"
    "<arg type='as' direction='in'/><arg type='u' direction='in'/></method>"
    "</interface></node>";

/* The window used last that has a project. */
static CtnWindow *
find_window (CtnSearchProvider *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self->application));

  for (GList *link = windows; link != NULL; link = link->next)
    if (CTN_IS_WINDOW (link->data) && ctn_window_get_project (link->data) != NULL)
      return link->data;
  return NULL;
}

static void
forget (CtnSearchProvider *self)
{
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->finder);
  g_clear_object (&self->project);
}

static gboolean
idle_cb (gpointer data)
{
  CtnSearchProvider *self = data;

  self->idle = 0;
  forget (self);
  return G_SOURCE_REMOVE;
}

/* Gets the finder of the open project. %FALSE when nothing is open. */
static gboolean
prepare (CtnSearchProvider *self, GError **error)
{
  CtnWindow *window = find_window (self);
  CtnProject *project = window != NULL ? ctn_window_get_project (window) : NULL;

  g_clear_handle_id (&self->idle, g_source_remove);
  if (project != self->project) {
    forget (self);
    self->finder = project != NULL ? ctn_organisation_finder_new (project, error) : NULL;
    if (self->finder != NULL)
      self->project = g_object_ref (project);
  }
  self->idle = g_timeout_add_seconds (IDLE_SECONDS, idle_cb, self);
  return self->finder != NULL;
}

static void
return_results (GDBusMethodInvocation *invocation, GArray *ids)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("as"));
  for (guint i = 0; ids != NULL && i < MIN (ids->len, MAX_RESULTS); i++)
    g_variant_builder_add_value (
        &builder, g_variant_new_take_string (
                      g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (ids, gint64, i))));
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(as)", &builder));
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GDBusMethodInvocation *invocation = data;
  g_autoptr (GArray) ids =
      ctn_organisation_finder_find_finish (CTN_ORGANISATION_FINDER (source), result, NULL);

  /* An answer that a newer question overtook is empty; the shell has no use for it either. */
  return_results (invocation, ids);
}

static void
find (CtnSearchProvider *self, const char *const *terms, GDBusMethodInvocation *invocation)
{
  g_autoptr (CtnOrganisationQuery) query = ctn_organisation_query_new ();
  g_autofree char *text = g_strjoinv (" ", (char **) terms);

  if (g_strstrip (text)[0] == '\0' || !prepare (self, NULL)) {
    return_results (invocation, NULL);
    return;
  }
  ctn_organisation_query_set_search (query, text);
  ctn_organisation_finder_find_async (self->finder, query, "name", FALSE, found_cb, invocation);
}

/* "Regensburg, Germany" */
static char *
dup_place (CtnRecordItem *item)
{
  const char *city = ctn_record_item_get_text (item, "city");
  const char *country = ctn_record_item_get_text (item, "country");

  if (city[0] == '\0' || country[0] == '\0')
    return g_strconcat (city, country, NULL);
  return g_strdup_printf ("%s, %s", city, country);
}

static void
describe (CtnSearchProvider *self, const char *const *results, GDBusMethodInvocation *invocation)
{
  CtnWindow *window = find_window (self);
  CtnProject *project = window != NULL ? ctn_window_get_project (window) : NULL;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; project != NULL && results[i] != NULL; i++) {
    gint64 id = g_ascii_strtoll (results[i], NULL, 10);
    g_autoptr (CtnRecordItem) item = ctn_record_item_new (project, ctn_organisation_kind (), id);
    g_autofree char *place = dup_place (item);
    const char *name = ctn_record_item_get_text (item, "name");

    if (name[0] == '\0') /* gone meanwhile */
      continue;
    g_variant_builder_open (&builder, G_VARIANT_TYPE ("a{sv}"));
    g_variant_builder_add (&builder, "{sv}", "id", g_variant_new_string (results[i]));
    g_variant_builder_add (&builder, "{sv}", "name", g_variant_new_string (name));
    g_variant_builder_add (&builder, "{sv}", "description", g_variant_new_string (place));
    g_variant_builder_add (&builder, "{sv}", "gicon", g_variant_new_string (CTN_APPLICATION_ID));
    g_variant_builder_close (&builder);
  }
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(aa{sv})", &builder));
}

static void
activate (CtnSearchProvider *self, const char *result, guint32 time)
{
  CtnWindow *window = find_window (self);

  if (window == NULL)
    return;
  if (result != NULL)
    ctn_window_show_record (window, ctn_organisation_kind ()->table,
                            g_ascii_strtoll (result, NULL, 10));
  else
    ctn_window_show_view (window, "partners");
  gtk_window_present (GTK_WINDOW (window));
}

static void
method_call_cb (GDBusConnection *connection,
                const char *sender,
                const char *path,
                const char *interface,
                const char *method,
                GVariant *parameters,
                GDBusMethodInvocation *invocation,
                gpointer data)
{
  CtnSearchProvider *self = data;
  g_autofree const char **words = NULL;
  const char *result = NULL;
  guint32 time = 0;

  if (g_str_equal (method, "GetInitialResultSet")) {
    g_variant_get (parameters, "(^a&s)", &words);
    find (self, words, invocation);
  } else if (g_str_equal (method, "GetSubsearchResultSet")) {
    /* Asked anew: the first set was cut at MAX_RESULTS. */
    g_variant_get (parameters, "(@as^a&s)", NULL, &words);
    find (self, words, invocation);
  } else if (g_str_equal (method, "GetResultMetas")) {
    g_variant_get (parameters, "(^a&s)", &words);
    describe (self, words, invocation);
  } else {
    if (g_str_equal (method, "ActivateResult"))
      g_variant_get (parameters, "(&s^a&su)", &result, &words, &time);
    activate (self, result, time);
    g_dbus_method_invocation_return_value (invocation, NULL);
  }
}

gboolean
ctn_search_provider_register (CtnSearchProvider *self,
                              GDBusConnection *connection,
                              const char *path,
                              GError **error)
{
  static const GDBusInterfaceVTable vtable = { .method_call = method_call_cb };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interface_xml, error);

  g_return_val_if_fail (self->registration == 0, FALSE);
  if (node == NULL)
    return FALSE;
  self->registration = g_dbus_connection_register_object (connection, path, node->interfaces[0],
                                                          &vtable, self, NULL, error);
  if (self->registration != 0)
    g_set_object (&self->connection, connection);
  return self->registration != 0;
}

void
ctn_search_provider_unregister (CtnSearchProvider *self)
{
  if (self->registration != 0)
    g_dbus_connection_unregister_object (self->connection, self->registration);
  self->registration = 0;
  g_clear_object (&self->connection);
  forget (self);
}

static void
ctn_search_provider_dispose (GObject *object)
{
  ctn_search_provider_unregister (CTN_SEARCH_PROVIDER (object));

  G_OBJECT_CLASS (ctn_search_provider_parent_class)->dispose (object);
}

static void
ctn_search_provider_class_init (CtnSearchProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ctn_search_provider_dispose;
}

static void
ctn_search_provider_init (CtnSearchProvider *self)
{
}

CtnSearchProvider *
ctn_search_provider_new (GApplication *application)
{
  CtnSearchProvider *self = g_object_new (CTN_TYPE_SEARCH_PROVIDER, NULL);

  self->application = application;
  return self;
}
