#include "app-driver.h"

#ifdef __SANITIZE_ADDRESS__
#include <dlfcn.h>
#include <sanitizer/lsan_interface.h>
#endif

#include <string.h>

#include "ctn-application.h"
#include "ctn-views.h"

#define QUIET_MS 120
#define PATIENCE_MS 10000   /* with what never comes to rest */
#define WAIT_MS (60 * 1000) /* for what has to come, also on a machine with much else to do */

static gboolean
note_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
run_for (guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, note_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

void
driver_settle (void)
{
  gint64 start = g_get_monotonic_time ();

  run_for (QUIET_MS);
  while (g_main_context_pending (NULL) &&
         g_get_monotonic_time () - start < PATIENCE_MS * G_TIME_SPAN_MILLISECOND)
    g_main_context_iteration (NULL, FALSE);
  run_for (QUIET_MS);
}

void
driver_wait_for (DriverCheck check, gpointer data, const char *what)
{
  gint64 end = g_get_monotonic_time () + WAIT_MS * G_TIME_SPAN_MILLISECOND;

  while (!check (data)) {
    if (g_get_monotonic_time () > end)
      g_error ("waited in vain for %s", what);
    run_for (10);
  }
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

/* A line of xdotool's commands. Events come from the server, while the main loop runs. */
static void
run_xdotool (const char *commands)
{
  g_autofree char *line = g_strconcat ("xdotool ", commands, NULL);
  g_auto (GStrv) arguments = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  gboolean over = FALSE;

  g_assert_true (g_shell_parse_argv (line, NULL, &arguments, &error));
  process = g_subprocess_newv ((const char *const *) arguments, G_SUBPROCESS_FLAGS_NONE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, finished_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
  driver_settle ();
}

#ifdef __SANITIZE_ADDRESS__
/* In the place of GObject's: GTK 4.18 loses a picture of a page, which is a render node, when the page goes while it is
 * drawn. That is no leak of ours: the program makes no such nodes itself. tests/lsan.supp cannot say so, for the stacks
 * end here (tests/app/alone). */
GTypeInstance *
g_type_create_instance (GType type)
{
  static GTypeInstance *(*create) (GType type) = NULL;
  GTypeInstance *instance;

  if (create == NULL)
    create = (GTypeInstance * (*) (GType)) dlsym (RTLD_NEXT, "g_type_create_instance");
  instance = create (type);
  if (g_type_fundamental (type) == GSK_TYPE_RENDER_NODE)
    __lsan_ignore_object (instance);
  return instance;
}
#endif

/* A process has one application, whatever windows come and go. */
static GtkApplication *
get_application (void)
{
  static GtkApplication *application = NULL;
  g_autoptr (GError) error = NULL;

  if (application != NULL)
    return application;
  application = GTK_APPLICATION (ctn_application_new ());
  g_application_set_flags (G_APPLICATION (application),
                           G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_OPEN);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  return application;
}

void
driver_start (Driver *self, int width, int height)
{
  g_autoptr (GFile) file = g_file_new_for_path (g_getenv ("CTN_SAMPLE"));
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnProject) project = NULL;

  self->application = get_application ();
  /* A cursor that blinks makes each picture another one, and GTK warn when its dialog goes meanwhile. */
  g_object_set (gtk_settings_get_default (), "gtk-cursor-blink", FALSE, NULL);
  project = ctn_project_open_untitled (file, "Sample", NULL, &error);
  g_assert_no_error (error);
  self->window = ctn_window_new (self->application);
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, height);
  ctn_window_set_project (self->window, project);
  gtk_window_present (GTK_WINDOW (self->window));
  /* Where the test before left it, it would choose what comes up under it. */
  run_xdotool ("mousemove 1919 1079");
}

void
driver_stop (Driver *self)
{
  CtnProject *open = driver_get_project (self);
  g_autoptr (CtnProject) project = open != NULL ? g_object_ref (open) : NULL;
  g_autoptr (GError) error = NULL;

  ctn_window_set_project (self->window, NULL);
  if (project != NULL)
    ctn_project_close (project, TRUE, &error);
  g_assert_no_error (error);
  gtk_window_destroy (GTK_WINDOW (self->window));
  driver_settle ();
}

CtnProject *
driver_get_project (Driver *self)
{
  return ctn_window_get_project (self->window);
}

CtnPage *
driver_show_view (Driver *self, const char *id)
{
  CtnPage *page = NULL;

  ctn_window_show_view (self->window, id);
  driver_settle ();
  for (const CtnView *view = ctn_views (); view->id != NULL; view++)
    if (g_str_equal (view->id, id))
      page = driver_find (self->window, view->get_type ());
  g_assert_nonnull (page);
  return page;
}

gpointer
driver_find (gpointer root, GType type)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    gpointer found = driver_find (child, type);

    if (found != NULL)
      return found;
  }
  return NULL;
}

void
driver_visit (GtkWidget *root, DriverVisit function, gpointer data)
{
  function (root, data);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    driver_visit (child, function, data);
}

typedef struct {
  const char *wanted;
  gboolean found;
} TextSearch;

static void
look_for_text (GtkWidget *widget, gpointer data)
{
  TextSearch *search = data;
  const char *text = NULL;

  if (GTK_IS_LABEL (widget))
    text = gtk_label_get_text (GTK_LABEL (widget));
  else if (GTK_IS_INSCRIPTION (widget))
    text = gtk_inscription_get_text (GTK_INSCRIPTION (widget));
  if (text != NULL && gtk_widget_get_mapped (widget) && strstr (text, search->wanted) != NULL)
    search->found = TRUE;
}

gboolean
driver_has_text (gpointer root, const char *text)
{
  TextSearch search = { text, FALSE };

  driver_visit (root, look_for_text, &search);
  return search.found;
}

/* What is looked for, and found, somewhere in the window. */
typedef struct {
  GtkWidget *window;
  GType type;
  const char *label;
  GtkWidget *found;
} Search;

static void
look_at (GtkWidget *widget, gpointer data)
{
  Search *search = data;
  g_autofree char *label = NULL;

  if (!G_TYPE_CHECK_INSTANCE_TYPE (widget, search->type) || !gtk_widget_get_mapped (widget))
    return;
  g_object_get (widget, "label", &label, NULL);
  if (g_strcmp0 (label, search->label) == 0)
    search->found = widget;
}

static gboolean
is_there (gpointer data)
{
  Search *search = data;

  search->found = NULL;
  driver_visit (search->window, look_at, search);
  return search->found != NULL;
}

static gboolean
is_not_there (gpointer data)
{
  return !is_there (data);
}

GtkWidget *
driver_wait_for_button (Driver *self, const char *label)
{
  Search search = { GTK_WIDGET (self->window), GTK_TYPE_BUTTON, label, NULL };

  driver_wait_for (is_there, &search, label);
  return search.found;
}

GtkWidget *
driver_wait_for_label (Driver *self, const char *label)
{
  Search search = { GTK_WIDGET (self->window), GTK_TYPE_LABEL, label, NULL };

  driver_wait_for (is_there, &search, label);
  return search.found;
}

void
driver_wait_for_no_button (Driver *self, const char *label)
{
  Search search = { GTK_WIDGET (self->window), GTK_TYPE_BUTTON, label, NULL };

  driver_wait_for (is_not_there, &search, label);
}

void
driver_click_button (Driver *self, const char *label)
{
  g_signal_emit_by_name (driver_wait_for_button (self, label), "clicked");
}

/* Pointer and keys ------------------------------------------------------------------------------ */

/* Where a point of @widget is on the screen. Nothing manages the windows of the test's display, so that
 * they begin at its corner. */
static void
find_on_screen (GtkWidget *widget, double x, double y, int *screen_x, int *screen_y)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface;
  graphene_point_t point;
  double surface_x = 0, surface_y = 0;

  g_assert_true (gtk_widget_compute_point (widget, GTK_WIDGET (native),
                                           &GRAPHENE_POINT_INIT ((float) x, (float) y), &point));
  gtk_native_get_surface_transform (native, &surface_x, &surface_y);
  *screen_x = (int) (point.x + surface_x);
  *screen_y = (int) (point.y + surface_y);
  /* A menu's place is that in the window it came up over. */
  for (surface = gtk_native_get_surface (native); GDK_IS_POPUP (surface);
       surface = gdk_popup_get_parent (GDK_POPUP (surface))) {
    *screen_x += gdk_popup_get_position_x (GDK_POPUP (surface));
    *screen_y += gdk_popup_get_position_y (GDK_POPUP (surface));
  }
}

void
driver_press (Driver *self, const char *keys)
{
  g_autofree char *commands = g_strconcat ("key --delay 60 ", keys, NULL);

  run_xdotool (commands);
}

void
driver_type (Driver *self, const char *text)
{
  g_autofree char *quoted = g_shell_quote (text);
  g_autofree char *commands = g_strconcat ("type --delay 40 ", quoted, NULL);

  run_xdotool (commands);
}

void
driver_type_lines (Driver *self, const char *lines)
{
  g_auto (GStrv) parts = g_strsplit (lines, "\n", -1);
  g_autoptr (GString) commands = g_string_new (NULL);

  for (char **part = parts; *part != NULL && **part != '\0'; part++) {
    g_autofree char *quoted = g_shell_quote (*part);

    g_string_append_printf (commands, "type --delay 40 --args 1 %s key --delay 60 Return ", quoted);
  }
  run_xdotool (commands->str);
}

void
driver_click (Driver *self,
              GtkWidget *widget,
              double x,
              double y,
              guint button,
              guint n,
              const char *modifier)
{
  g_autoptr (GString) commands = g_string_new (NULL);
  int screen_x, screen_y;

  find_on_screen (widget, x, y, &screen_x, &screen_y);
  g_string_append_printf (commands, "mousemove %d %d sleep 0.05 ", screen_x, screen_y);
  if (modifier != NULL)
    g_string_append_printf (commands, "keydown %s ", modifier);
  g_string_append_printf (commands, "click --repeat %u --delay 60 %u ", n, button);
  if (modifier != NULL)
    g_string_append_printf (commands, "keyup %s", modifier);
  run_xdotool (commands->str);
}

static void
drag (int from_x, int from_y, int to_x, int to_y, const char *modifier)
{
  g_autoptr (GString) commands = g_string_new (NULL);

  g_string_append_printf (commands, "mousemove %d %d sleep 0.1 ", from_x, from_y);
  if (modifier != NULL)
    g_string_append_printf (commands, "keydown %s ", modifier);
  g_string_append (commands, "mousedown 1 sleep 0.1 ");
  for (int i = 1; i <= 6; i++)
    g_string_append_printf (commands, "mousemove %d %d sleep 0.05 ",
                            from_x + (to_x - from_x) * i / 6, from_y + (to_y - from_y) * i / 6);
  g_string_append (commands, "sleep 0.1 mouseup 1 ");
  if (modifier != NULL)
    g_string_append_printf (commands, "keyup %s", modifier);
  run_xdotool (commands->str);
}

void
driver_drag (Driver *self,
             GtkWidget *widget,
             double x,
             double y,
             double to_x,
             double to_y,
             const char *modifier)
{
  int from_x, from_y, end_x, end_y;

  find_on_screen (widget, x, y, &from_x, &from_y);
  find_on_screen (widget, to_x, to_y, &end_x, &end_y);
  drag (from_x, from_y, end_x, end_y, modifier);
}

void
driver_drag_onto (Driver *self, GtkWidget *widget, GtkWidget *target, double x, double y)
{
  int from_x, from_y, end_x, end_y;

  find_on_screen (widget, gtk_widget_get_width (widget) / 2.0, gtk_widget_get_height (widget) / 2.0,
                  &from_x, &from_y);
  find_on_screen (target, x, y, &end_x, &end_y);
  drag (from_x, from_y, end_x, end_y, NULL);
}

/* What the window shows. Returns: (transfer full) (nullable): %NULL while it waits for its size */
static GskRenderNode *
draw_window (Driver *self, int *width, int *height)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (self->window));
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();

  *width = gdk_paintable_get_intrinsic_width (paintable);
  *height = gdk_paintable_get_intrinsic_height (paintable);
  gdk_paintable_snapshot (paintable, snapshot, *width, *height);
  return gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
}

void
driver_save_picture (Driver *self, const char *path)
{
  int width, height;
  g_autoptr (GskRenderNode) node = draw_window (self, &width, &height);
  g_autoptr (GdkTexture) texture = NULL;

  for (guint i = 0; i < 20 && node == NULL; i++) {
    driver_settle ();
    node = draw_window (self, &width, &height);
  }
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (self->window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  g_assert_true (gdk_texture_save_to_png (texture, path));
}
