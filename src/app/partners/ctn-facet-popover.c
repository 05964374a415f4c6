#include "ctn-facet-popover.h"

#include <ctn-i18n.h>

#define MAX_VALUES 12

struct _CtnFacetPopover {
  GtkPopover parent_instance;

  CtnOrganisationFinder *finder; /* (owned) (nullable) */
  CtnOrganisationQuery *query;   /* (unowned) (nullable) */
  GtkBox *box;
};

G_DEFINE_FINAL_TYPE (CtnFacetPopover, ctn_facet_popover, GTK_TYPE_POPOVER)

enum { SIGNAL_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void refresh (CtnFacetPopover *self);

static void
toggled_cb (GtkCheckButton *button, CtnFacetPopover *self)
{
  const CtnField *field = g_object_get_data (G_OBJECT (button), "field");
  const char *value = g_object_get_data (G_OBJECT (button), "value");

  ctn_organisation_query_set_filter (self->query, field, value,
                                     gtk_check_button_get_active (button));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  refresh (self);
}

static void
clear_cb (CtnFacetPopover *self)
{
  ctn_organisation_query_clear_filters (self->query);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  refresh (self);
}

static GtkWidget *
make_value (CtnFacetPopover *self, const CtnField *field, const CtnFacetValue *value)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *text =
      *value->value != '\0' ? ctn_field_format (field, value->value) : g_strdup (_ ("(none)"));
  g_autofree char *number = g_strdup_printf ("%'u", value->count);
  GtkWidget *button = gtk_check_button_new ();
  GtkWidget *name = gtk_label_new (text);
  GtkWidget *count = gtk_label_new (number);

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 30);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), name);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), ctn_organisation_query_has_filter (
                                                              self->query, field, value->value));
  g_object_set_data (G_OBJECT (button), "field", (gpointer) field);
  g_object_set_data_full (G_OBJECT (button), "value", g_strdup (value->value), g_free);
  g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, number, -1);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_add_css_class (count, "numeric");
  gtk_box_append (GTK_BOX (row), button);
  gtk_box_append (GTK_BOX (row), count);
  return row;
}

static void
add_facet (CtnFacetPopover *self, const CtnField *field, GPtrArray *values)
{
  GtkWidget *title = gtk_label_new (ctn_field_get_label (field));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_set_margin_top (title, 9);
  gtk_box_append (self->box, title);
  for (guint i = 0; i < values->len && i < MAX_VALUES; i++)
    gtk_box_append (self->box, make_value (self, field, g_ptr_array_index (values, i)));
  if (values->len > MAX_VALUES) {
    g_autofree char *text =
        g_strdup_printf (ctn_ngettext ("and %u more", "and %u more", values->len - MAX_VALUES),
                         values->len - MAX_VALUES);
    GtkWidget *more = gtk_label_new (text);

    gtk_label_set_xalign (GTK_LABEL (more), 0);
    gtk_widget_add_css_class (more, "caption");
    gtk_widget_add_css_class (more, "dim-label");
    gtk_box_append (self->box, more);
  }
}

static gboolean
is_worth_showing (GPtrArray *values)
{
  const CtnFacetValue *only = values->len == 1 ? g_ptr_array_index (values, 0) : NULL;

  return values->len > 0 && (only == NULL || *only->value != '\0');
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtnFacetPopover) self = data;
  g_autoptr (GHashTable) counts =
      ctn_organisation_finder_count_finish (CTN_ORGANISATION_FINDER (source), result, NULL);
  GtkWidget *child;

  if (counts == NULL || self->box == NULL || self->query == NULL)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  if (ctn_organisation_query_get_n_filters (self->query) > 0) {
    GtkWidget *clear = gtk_button_new_with_mnemonic (_ ("_Clear All Filters"));

    g_signal_connect_object (clear, "clicked", G_CALLBACK (clear_cb), self, G_CONNECT_SWAPPED);
    gtk_box_append (self->box, clear);
  }
  for (const CtnField *field = ctn_organisation_kind ()->fields; field->name != NULL; field++) {
    GPtrArray *values = g_hash_table_lookup (counts, field);

    if (values != NULL && is_worth_showing (values))
      add_facet (self, field, values);
  }
}

static void
refresh (CtnFacetPopover *self)
{
  if (self->finder != NULL)
    ctn_organisation_finder_count_async (self->finder, self->query, counted_cb,
                                         g_object_ref (self));
}

void
ctn_facet_popover_set_up (CtnFacetPopover *self,
                          CtnOrganisationFinder *finder,
                          CtnOrganisationQuery *query)
{
  g_set_object (&self->finder, finder);
  self->query = query;
}

static void
ctn_facet_popover_dispose (GObject *object)
{
  CtnFacetPopover *self = CTN_FACET_POPOVER (object);

  g_clear_object (&self->finder);
  self->box = NULL;

  G_OBJECT_CLASS (ctn_facet_popover_parent_class)->dispose (object);
}

static void
ctn_facet_popover_class_init (CtnFacetPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ctn_facet_popover_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ctn_facet_popover_init (CtnFacetPopover *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  self->box = GTK_BOX (box);
  gtk_widget_set_margin_start (box, 9);
  gtk_widget_set_margin_end (box, 9);
  gtk_widget_set_margin_bottom (box, 9);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 520);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_size_request (scrolled, 300, -1);
  gtk_popover_set_child (GTK_POPOVER (self), scrolled);
  g_signal_connect (self, "show", G_CALLBACK (refresh), NULL);
}
