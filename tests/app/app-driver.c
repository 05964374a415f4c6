#include "app-driver.h"

#include "ctn-application.h"
#include "ctn-views.h"

#define QUIET_MS 120
#define PATIENCE_MS 10000

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
  gint64 end = g_get_monotonic_time () + PATIENCE_MS * G_TIME_SPAN_MILLISECOND;

  while (!check (data)) {
    if (g_get_monotonic_time () > end)
      g_error ("waited in vain for %s", what);
    run_for (10);
  }
}

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
  project = ctn_project_open_untitled (file, "Sample", NULL, &error);
  g_assert_no_error (error);
  self->window = ctn_window_new (self->application);
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, height);
  ctn_window_set_project (self->window, project);
  gtk_window_present (GTK_WINDOW (self->window));
  driver_settle ();
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

void
driver_save_picture (Driver *self, const char *path)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (self->window));
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  int width = gdk_paintable_get_intrinsic_width (paintable);
  int height = gdk_paintable_get_intrinsic_height (paintable);
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (self->window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  g_assert_true (gdk_texture_save_to_png (texture, path));
}
