#include "ctn-activity-list.h"

#include <ctn-activity.h>
#include <ctn-i18n.h>

struct _CtnActivityList {
  AdwBin parent_instance;

  GPtrArray *activities; /* (owned) (nullable) CtnActivity */
  GtkStringList *places; /* (owned) one string a row; its position is that in @activities */
  GtkListView *view;
};

G_DEFINE_FINAL_TYPE (CtnActivityList, ctn_activity_list, ADW_TYPE_BIN)

enum { SIGNAL_OPENED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
append (GString *text, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

static char *
dup_attendance (const CtnActivity *activity)
{
  if (activity->n_participants == 0)
    return NULL;
  if (activity->n_attended > 0)
    /* Translators: how many of those asked came to an activity */
    return g_strdup_printf (_ ("%u of %u came"), activity->n_attended, activity->n_participants);
  return g_strdup_printf (
      ctn_ngettext ("%u participant", "%u participants", activity->n_participants),
      activity->n_participants);
}

static char *
dup_details (const CtnActivity *activity)
{
  GString *text = g_string_new (NULL);
  g_autofree char *attendance = dup_attendance (activity);

  append (text, ctn_activity_get_kind_label (activity));
  append (text, activity->partnership_name);
  append (text, activity->place != NULL && *activity->place != '\0' ? activity->place
                : activity->online                                  ? _ ("Online")
                                                                    : NULL);
  append (text, attendance);
  return g_string_free (text, FALSE);
}

static GtkWidget *
make_label (const char *const *classes, gboolean wraps)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (wraps) {
    gtk_label_set_wrap (GTK_LABEL (label), TRUE);
    gtk_label_set_lines (GTK_LABEL (label), 2);
    gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  }
  gtk_widget_set_css_classes (label, (const char **) classes);
  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *date = make_label ((const char *[]) { "dim-label", "numeric", "caption", NULL }, TRUE);
  GtkWidget *state = make_label ((const char *[]) { "caption", NULL }, FALSE);

  gtk_widget_add_css_class (row, "record-row");
  gtk_label_set_width_chars (GTK_LABEL (date), 12);
  gtk_label_set_max_width_chars (GTK_LABEL (date), 12);
  gtk_label_set_lines (GTK_LABEL (date), 4);
  gtk_label_set_ellipsize (GTK_LABEL (state), PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_valign (date, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (state, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (text), make_label ((const char *[]) { NULL }, TRUE));
  gtk_box_append (GTK_BOX (text),
                  make_label ((const char *[]) { "dim-label", "caption", NULL }, TRUE));
  gtk_box_append (GTK_BOX (row), date);
  gtk_box_append (GTK_BOX (row), text);
  gtk_box_append (GTK_BOX (row), state);
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CtnActivityList *self)
{
  const CtnActivity *activity =
      g_ptr_array_index (self->activities, gtk_list_item_get_position (item));
  GtkWidget *date = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *text = gtk_widget_get_next_sibling (date);
  GtkWidget *state = gtk_widget_get_next_sibling (text);
  GtkWidget *name = gtk_widget_get_first_child (text);
  g_autofree char *dates = ctn_activity_dup_dates (activity);
  g_autofree char *details = dup_details (activity);
  g_autofree char *label = g_strdup_printf ("%s, %s, %s", activity->name, dates, details);
  gboolean cancelled = g_str_equal (activity->state, "cancelled");

  gtk_label_set_label (GTK_LABEL (date), *dates != '\0' ? dates : _ ("No date yet"));
  gtk_label_set_label (GTK_LABEL (name), activity->name);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (name)), details);
  gtk_label_set_label (GTK_LABEL (state), ctn_activity_get_state_label (activity));
  if (g_str_equal (activity->state, "held"))
    gtk_widget_add_css_class (state, "success");
  else
    gtk_widget_remove_css_class (state, "success");
  if (cancelled)
    gtk_widget_add_css_class (name, "dim-label");
  else
    gtk_widget_remove_css_class (name, "dim-label");
  gtk_list_item_set_accessible_label (item, label);
}

static void
activate_cb (CtnActivityList *self, guint position)
{
  const CtnActivity *activity = g_ptr_array_index (self->activities, position);

  g_signal_emit (self, signals[SIGNAL_OPENED], 0, activity->id);
}

void
ctn_activity_list_show (CtnActivityList *self, GPtrArray *activities)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) strings = NULL;

  /* The rows of before go before the activities that they show. */
  gtk_string_list_splice (self->places, 0, g_list_model_get_n_items (G_LIST_MODEL (self->places)),
                          NULL);
  g_clear_pointer (&self->activities, g_ptr_array_unref);
  self->activities = g_ptr_array_ref (activities);
  for (guint i = 0; i < activities->len; i++)
    g_strv_builder_add (builder, "");
  strings = g_strv_builder_end (builder);
  gtk_string_list_splice (self->places, 0, 0, (const char *const *) strings);
}

static gboolean
ctn_activity_list_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CTN_ACTIVITY_LIST (widget)->view));
}

static void
ctn_activity_list_finalize (GObject *object)
{
  CtnActivityList *self = CTN_ACTIVITY_LIST (object);

  g_clear_pointer (&self->activities, g_ptr_array_unref);
  g_object_unref (self->places);

  G_OBJECT_CLASS (ctn_activity_list_parent_class)->finalize (object);
}

static void
ctn_activity_list_class_init (CtnActivityListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ctn_activity_list_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = ctn_activity_list_grab_focus;
  signals[SIGNAL_OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
ctn_activity_list_init (CtnActivityList *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_scrollable_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkSingleSelection *selection;

  self->places = gtk_string_list_new (NULL);
  selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->places)));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  self->view = GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (selection), factory));
  gtk_list_view_set_single_click_activate (self->view, TRUE);
  gtk_list_view_set_show_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "record-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Activities"), -1);
  adw_clamp_scrollable_set_maximum_size (ADW_CLAMP_SCROLLABLE (clamp), 980);
  adw_clamp_scrollable_set_child (ADW_CLAMP_SCROLLABLE (clamp), GTK_WIDGET (self->view));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_widget_set_vexpand (scroller, TRUE);
  adw_bin_set_child (ADW_BIN (self), scroller);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
}
