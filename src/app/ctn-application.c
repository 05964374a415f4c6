#include "ctn-application.h"

#include <ctn-i18n.h>
#include <ctn-memory.h>
#include <ctn-session.h>

#include "ctn-search-provider.h"
#include "ctn-shortcuts.h"
#include "ctn-window.h"

struct _CtnApplication {
  AdwApplication parent_instance;

  GSettings *settings;         /* (owned) */
  CtnSearchProvider *provider; /* (owned) (nullable) while there is a bus */
  gboolean asked;              /* whether left sessions were offered */
  gboolean sample;             /* --sample was given */
};

G_DEFINE_FINAL_TYPE (CtnApplication, ctn_application, ADW_TYPE_APPLICATION)

static CtnWindow *
get_window (CtnApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  return window != NULL ? CTN_WINDOW (window) : ctn_window_new (GTK_APPLICATION (self));
}

/* The style that the user chose. */
static void
apply_style (CtnApplication *self)
{
  g_autofree char *style = g_settings_get_string (self->settings, "color-scheme");
  AdwColorScheme scheme = ADW_COLOR_SCHEME_DEFAULT;

  if (g_str_equal (style, "light"))
    scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (style, "dark"))
    scheme = ADW_COLOR_SCHEME_FORCE_DARK;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
}

typedef struct {
  CtnApplication *application; /* (owned) */
  CtnWindow *window;           /* (owned) */
  char *folder;
  gboolean beside; /* the window is opening a file: what is recovered gets a window of its own */
} Recovery;

static void offer_recovery (CtnApplication *self, CtnWindow *window, gboolean beside);

static void
recovery_decided_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Recovery *recovery = data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);
  GError *error = NULL;

  if (g_str_equal (response, "recover")) {
    g_autoptr (CtnProject) project = ctn_project_recover_session (recovery->folder, &error);

    if (project != NULL) {
      CtnWindow *window = recovery->window;

      if (recovery->beside || ctn_window_get_project (window) != NULL)
        window = ctn_window_new (GTK_APPLICATION (recovery->application));
      ctn_window_set_project (window, project);
      gtk_window_present (GTK_WINDOW (window));
    }
  } else if (g_str_equal (response, "discard")) {
    ctn_session_discard_left (recovery->folder, &error);
  }
  if (error != NULL)
    ctn_window_report (recovery->window, error);
  else if (!g_str_equal (response, "later"))
    offer_recovery (recovery->application, recovery->window, recovery->beside);
  g_object_unref (recovery->application);
  g_object_unref (recovery->window);
  g_free (recovery->folder);
  g_free (recovery);
}

/* Work that a crash or an unreachable file left behind is offered one by one, until nothing is left or
 * the user does not want to be asked now. */
static void
offer_recovery (CtnApplication *self, CtnWindow *window, gboolean beside)
{
  g_autoptr (GPtrArray) left = NULL;
  CtnLeftSession *newest;
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *when = NULL;
  Recovery *recovery;
  AdwDialog *dialog;

  left = ctn_session_list_left ();
  if (left->len == 0)
    return;
  newest = g_ptr_array_index (left, 0);
  time = g_date_time_new_from_unix_local (newest->modified);
  when = g_date_time_format (time, "%x, %H:%M");
  dialog = adw_alert_dialog_new (_ ("Recover Unsaved Work?"), NULL);
  adw_alert_dialog_format_body (ADW_ALERT_DIALOG (dialog),
                                /* Translators: name of a project, date and time */
                                _ ("“%s” has changes of %s that are not in its file yet."),
                                newest->display_name, when);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "later", _ ("_Later"), "discard",
                                  _ ("_Discard"), "recover", _ ("_Recover"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "discard",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "recover",
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "recover");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "later");
  recovery = g_new0 (Recovery, 1);
  recovery->application = g_object_ref (self);
  recovery->window = g_object_ref (window);
  recovery->folder = g_strdup (newest->folder);
  recovery->beside = beside;
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), GTK_WIDGET (window), NULL,
                           recovery_decided_cb, recovery);
}

/* Once a run: what is declined is offered at the next start. */
static void
offer_recovery_at_start (CtnApplication *self, CtnWindow *window, gboolean beside)
{
  if (self->asked)
    return;
  self->asked = TRUE;
  offer_recovery (self, window, beside);
}

static void
ctn_application_activate (GApplication *application)
{
  CtnApplication *self = CTN_APPLICATION (application);
  CtnWindow *window = get_window (self);

  gtk_window_present (GTK_WINDOW (window));
  if (self->sample && ctn_window_get_project (window) == NULL)
    ctn_window_open_sample (window);
  else
    offer_recovery_at_start (self, window, FALSE);
}

static void
ctn_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  CtnApplication *self = CTN_APPLICATION (application);

  for (int i = 0; i < n_files; i++) {
    CtnWindow *window = get_window (self);

    if (ctn_window_get_project (window) != NULL)
      window = ctn_window_new (GTK_APPLICATION (self));
    gtk_window_present (GTK_WINDOW (window));
    ctn_window_open (window, files[i]);
  }
  if (n_files > 0)
    offer_recovery_at_start (self, get_window (self), TRUE);
}

/* GtkApplication adds the program's icons to a theme that is being loaded, which then has changed, and says
 * so when it finds time. A window that is there by then looks all its icons up again, while threads still
 * load those it had: a double effort, and GTK 4.18 takes icons from its cache that a thread just lets go of
 * ("object_ref: assertion '!object_already_finalized' failed"). It may say so before there are windows. */
static void
let_icon_theme_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
ctn_application_startup (GApplication *application)
{
  CtnApplication *self = CTN_APPLICATION (application);

  G_APPLICATION_CLASS (ctn_application_parent_class)->startup (application);
  gtk_window_set_default_icon_name (CTN_APPLICATION_ID);
  self->settings = g_settings_new (CTN_APPLICATION_ID);
  apply_style (self);
  g_signal_connect_object (self->settings, "changed::color-scheme", G_CALLBACK (apply_style), self,
                           G_CONNECT_SWAPPED);
  _ctn_application_add_actions (self);
  ctn_shortcuts_install (GTK_APPLICATION (self));
  let_icon_theme_settle ();
}

static gboolean
ctn_application_dbus_register (GApplication *application,
                               GDBusConnection *connection,
                               const char *path,
                               GError **error)
{
  CtnApplication *self = CTN_APPLICATION (application);
  g_autofree char *provider_path = g_strconcat (path, "/SearchProvider", NULL);

  if (!G_APPLICATION_CLASS (ctn_application_parent_class)
           ->dbus_register (application, connection, path, error))
    return FALSE;
  self->provider = ctn_search_provider_new (application);
  return ctn_search_provider_register (self->provider, connection, provider_path, error);
}

static void
ctn_application_dbus_unregister (GApplication *application,
                                 GDBusConnection *connection,
                                 const char *path)
{
  g_clear_object (&CTN_APPLICATION (application)->provider);

  G_APPLICATION_CLASS (ctn_application_parent_class)
      ->dbus_unregister (application, connection, path);
}

static int
ctn_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  CtnApplication *self = CTN_APPLICATION (application);

  g_variant_dict_lookup (options, "sample", "b", &self->sample);
  return -1;
}

static void
ctn_application_finalize (GObject *object)
{
  g_clear_object (&CTN_APPLICATION (object)->settings);

  G_OBJECT_CLASS (ctn_application_parent_class)->finalize (object);
}

static void
ctn_application_class_init (CtnApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ctn_application_finalize;
  application_class->activate = ctn_application_activate;
  application_class->dbus_register = ctn_application_dbus_register;
  application_class->dbus_unregister = ctn_application_dbus_unregister;
  application_class->open = ctn_application_open;
  application_class->startup = ctn_application_startup;
  application_class->handle_local_options = ctn_application_handle_local_options;
}

static void
ctn_application_init (CtnApplication *self)
{
  g_application_add_main_option (G_APPLICATION (self), "sample", 0, G_OPTION_FLAG_NONE,
                                 G_OPTION_ARG_NONE, _ ("Open the sample project"), NULL);
}

CtnApplication *
ctn_application_new (void)
{
  ctn_memory_set_up ();
  return g_object_new (CTN_TYPE_APPLICATION, "application-id", CTN_APPLICATION_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path",
                       "/io/github/catenary/Catenary", NULL);
}
