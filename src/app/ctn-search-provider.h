/* Partners in the search of the GNOME Shell: org.gnome.Shell.SearchProvider2.
 *
 * It answers from the project that is open in the window used last, and only from that: no file is
 * read, and the program is not started, because somebody types into the overview
 * (data/io.github.catenary.Catenary.search-provider.ini says AutoStart=false). */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CTN_TYPE_SEARCH_PROVIDER (ctn_search_provider_get_type ())

G_DECLARE_FINAL_TYPE (CtnSearchProvider, ctn_search_provider, CTN, SEARCH_PROVIDER, GObject)

/* @application: not owned; must be a GtkApplication and outlive the provider */
CtnSearchProvider *ctn_search_provider_new (GApplication *application) G_GNUC_WARN_UNUSED_RESULT;

/* Makes the provider known at @path of @connection, until it is taken off again. */
gboolean ctn_search_provider_register (CtnSearchProvider *self,
                                       GDBusConnection *connection,
                                       const char *path,
                                       GError **error);
void ctn_search_provider_unregister (CtnSearchProvider *self);

G_END_DECLS
