#include "ctn-canvas-card.h"

#include <ctn-i18n.h>
#include <ctn-number.h>
#include <ctn-record-operations.h>
#include <math.h>

#include "ctn-icon-button.h"

struct _CtnCanvasCard {
  AdwBin parent_instance;

  CtnPage *page; /* (unowned) the card is part of it */
  CtnCanvasSubject subject;
  CtnCanvas canvas;
  guint index;
  const CtnCanvasField *field;
  gboolean filling;

  GtkLabel *mean;
  GtkBox *list;
  GtkEntry *add;
};

G_DEFINE_FINAL_TYPE (CtnCanvasCard, ctn_canvas_card, ADW_TYPE_BIN)

/* Of a row's widgets: which entry they are about. */
static gint64
get_id (gpointer widget)
{
  const gint64 *id = g_object_get_data (widget, "entry");

  return *id;
}

static void
set_id (gpointer widget, gint64 id)
{
  g_object_set_data_full (widget, "entry", g_memdup2 (&id, sizeof id), g_free);
}

static void
edit (CtnCanvasCard *self, gint64 id, const char *name, const char *text)
{
  const CtnRecordKind *kind = ctn_canvas_entry_kind ();
  GError *error = NULL;

  if (!ctn_record_edit (ctn_page_get_project (self->page), kind, id,
                        ctn_record_kind_find_field (kind, name), text, &error))
    ctn_page_report (self->page, error);
}

static void
remove_entry (CtnCanvasCard *self, gint64 id)
{
  GError *error = NULL;
  CtnPage *page = self->page;

  if (!ctn_record_remove (ctn_page_get_project (page), ctn_canvas_entry_kind (), &id, 1, &error))
    ctn_page_report (page, error);
  else
    ctn_page_toast (page, _ ("Entry deleted"), TRUE);
}

/* --- Text: a button with all of it, and while it is edited a line ---------------------------------- */

static GtkWidget *make_text (CtnCanvasCard *self, gint64 id, const char *text);

/* Puts the button back, with @text. */
static void
end_edit (CtnCanvasCard *self, GtkWidget *entry, const char *text, gboolean focus)
{
  GtkWidget *bin = gtk_widget_get_parent (entry);
  GtkWidget *button = make_text (self, get_id (entry), text);

  adw_bin_set_child (ADW_BIN (bin), button);
  if (focus)
    gtk_widget_grab_focus (button);
}

/* An entry that was emptied goes. */
static void
take (CtnCanvasCard *self, GtkWidget *entry, gboolean focus)
{
  const char *shown = g_object_get_data (G_OBJECT (entry), "shown");
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  g_autofree char *before = g_strdup (shown);
  gint64 id = get_id (entry);

  if (self->filling)
    return;
  self->filling = TRUE;
  end_edit (self, entry, *text != '\0' ? text : before, focus);
  self->filling = FALSE;
  if (*text == '\0')
    remove_entry (self, id);
  else if (!g_str_equal (text, before))
    edit (self, id, "text", text);
}

static void
activated_cb (GtkWidget *entry, CtnCanvasCard *self)
{
  take (self, entry, TRUE);
}

static void
left_cb (GtkEventControllerFocus *controller, CtnCanvasCard *self)
{
  take (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)), FALSE);
}

static gboolean
escape_cb (GtkEventControllerKey *controller,
           guint key,
           guint code,
           GdkModifierType modifiers,
           CtnCanvasCard *self)
{
  GtkWidget *entry = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));

  if (key != GDK_KEY_Escape)
    return FALSE;
  gtk_editable_set_text (GTK_EDITABLE (entry), g_object_get_data (G_OBJECT (entry), "shown"));
  take (self, entry, TRUE);
  return TRUE;
}

static void
begin_edit (CtnCanvasCard *self, GtkWidget *button)
{
  GtkWidget *bin = gtk_widget_get_parent (button);
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  const char *text = g_object_get_data (G_OBJECT (button), "shown");

  set_id (entry, get_id (button));
  g_object_set_data_full (G_OBJECT (entry), "shown", g_strdup (text), g_free);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (self->field->label), -1);
  g_signal_connect (entry, "activate", G_CALLBACK (activated_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (left_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (escape_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (entry, keys);
  adw_bin_set_child (ADW_BIN (bin), entry);
  gtk_widget_grab_focus (entry);
  gtk_widget_add_controller (entry, focus);
}

static void
clicked_cb (GtkWidget *button, CtnCanvasCard *self)
{
  begin_edit (self, button);
}

static void
rated_cb (GtkDropDown *drop_down, GParamSpec *pspec, CtnCanvasCard *self)
{
  guint selected = gtk_drop_down_get_selected (drop_down);
  g_autofree char *text = selected > 0 ? g_strdup_printf ("%u", selected) : g_strdup ("");

  if (!self->filling && selected != GTK_INVALID_LIST_POSITION)
    edit (self, get_id (drop_down), "rating", text);
}

static void
move (CtnCanvasCard *self, gint64 id, gboolean down)
{
  GError *error = NULL;

  if (!ctn_canvas_move (ctn_page_get_project (self->page), id, down, &error))
    ctn_page_report (self->page, error);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType modifiers,
        CtnCanvasCard *self)
{
  GtkWidget *button = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));

  if ((key == GDK_KEY_Up || key == GDK_KEY_Down) && (modifiers & GDK_ALT_MASK) != 0)
    move (self, get_id (button), key == GDK_KEY_Down);
  else if (key == GDK_KEY_F2)
    begin_edit (self, button);
  else if (key == GDK_KEY_Delete)
    remove_entry (self, get_id (button));
  else
    return FALSE;
  return TRUE;
}

static void
remove_cb (GtkWidget *button, CtnCanvasCard *self)
{
  remove_entry (self, get_id (button));
}

/* --- Rows ---------------------------------------------------------------------------------------- */

static GtkWidget *
make_text (CtnCanvasCard *self, gint64 id, const char *text)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (text);
  GtkEventController *keys = gtk_event_controller_key_new ();

  set_id (button, id);
  g_object_set_data_full (G_OBJECT (button), "shown", g_strdup (text), g_free);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "canvas-text");
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (button, keys);
  return button;
}

static GtkWidget *
make_rating (CtnCanvasCard *self, const CtnCanvasEntry *entry)
{
  static const char *const ratings[] = { "–", "1", "2", "3", "4", "5", NULL };
  GtkWidget *drop_down = gtk_drop_down_new_from_strings (ratings);

  set_id (drop_down, entry->id);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), (guint) entry->rating);
  gtk_drop_down_set_show_arrow (GTK_DROP_DOWN (drop_down), FALSE);
  gtk_widget_set_tooltip_text (drop_down, ctn_canvas_get_rating_label (self->canvas));
  gtk_widget_set_valign (drop_down, GTK_ALIGN_START);
  g_signal_connect (drop_down, "notify::selected", G_CALLBACK (rated_cb), self);
  return drop_down;
}

static void
add_row (CtnCanvasCard *self, const CtnCanvasEntry *entry)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *bin = adw_bin_new ();
  GtkWidget *remove = ctn_icon_button_new ("window-close-symbolic", _ ("Delete This Entry"));

  adw_bin_set_child (ADW_BIN (bin), make_text (self, entry->id, entry->text));
  gtk_box_append (GTK_BOX (row), bin);
  if (ctn_canvas_get_rating_label (self->canvas) != NULL)
    gtk_box_append (GTK_BOX (row), make_rating (self, entry));
  set_id (remove, entry->id);
  gtk_widget_set_valign (remove, GTK_ALIGN_START);
  gtk_widget_add_css_class (remove, "circular");
  g_signal_connect (remove, "clicked", G_CALLBACK (remove_cb), self);
  gtk_box_append (GTK_BOX (row), remove);
  gtk_box_append (self->list, row);
}

/* The entry whose text has the focus, 0 for none. */
static gint64
find_focus (CtnCanvasCard *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list)) &&
                 g_object_get_data (G_OBJECT (focus), "entry") != NULL
             ? get_id (focus)
             : 0;
}

static void
focus_entry (CtnCanvasCard *self, gint64 id)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row)) {
    GtkWidget *text = adw_bin_get_child (ADW_BIN (gtk_widget_get_first_child (row)));

    if (get_id (text) == id)
      gtk_widget_grab_focus (text);
  }
}

void
ctn_canvas_card_show (CtnCanvasCard *self, GPtrArray *entries)
{
  gint64 focus = find_focus (self);
  double mean = ctn_canvas_get_mean (entries, self->index);
  g_autofree char *number = isnan (mean) ? NULL : ctn_number_format (mean, 1);
  GtkWidget *child;

  self->filling = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_box_remove (self->list, child);
  for (guint i = 0; i < entries->len; i++) {
    const CtnCanvasEntry *entry = g_ptr_array_index (entries, i);

    if (entry->field == self->index)
      add_row (self, entry);
  }
  self->filling = FALSE;
  if (focus != 0)
    focus_entry (self, focus);
  gtk_label_set_text (self->mean, number != NULL ? number : "");
}

static void
added_cb (CtnCanvasCard *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->add))));
  GError *error = NULL;

  if (*text == '\0')
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->add), "");
  if (ctn_canvas_add (ctn_page_get_project (self->page), &self->subject, self->canvas,
                      self->field->code, text, &error) == 0)
    ctn_page_report (self->page, error);
}

CtnCanvasCard *
ctn_canvas_card_new (CtnPage *page, const CtnCanvasSubject *subject, CtnCanvas canvas, guint field)
{
  CtnCanvasCard *self = g_object_new (CTN_TYPE_CANVAS_CARD, NULL);
  guint n;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title, *hint;

  self->page = page;
  self->subject = *subject;
  self->canvas = canvas;
  self->index = field;
  self->field = &ctn_canvas_get_fields (canvas, &n, NULL, NULL)[field];
  title = gtk_label_new (_ (self->field->label));
  hint = gtk_label_new (_ (self->field->hint));
  gtk_widget_add_css_class (title, "heading");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (hint, "caption");
  gtk_widget_add_css_class (hint, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (hint), 0);
  gtk_label_set_wrap (GTK_LABEL (hint), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->mean), "numeric");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->mean), _ ("Mean of the ratings"));
  gtk_entry_set_placeholder_text (self->add, _ ("Add an entry"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (self->field->label), -1);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->mean));
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), hint);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->add));
  gtk_widget_add_css_class (box, "canvas-card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  adw_bin_set_child (ADW_BIN (self), box);
  return self;
}

static void
ctn_canvas_card_dispose (GObject *object)
{
  /* A text that loses the focus as it goes has nothing to write any more. */
  CTN_CANVAS_CARD (object)->filling = TRUE;
  G_OBJECT_CLASS (ctn_canvas_card_parent_class)->dispose (object);
}

static void
ctn_canvas_card_class_init (CtnCanvasCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ctn_canvas_card_dispose;
}

static void
ctn_canvas_card_init (CtnCanvasCard *self)
{
  self->mean = GTK_LABEL (gtk_label_new (NULL));
  self->list = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 2));
  self->add = GTK_ENTRY (gtk_entry_new ());
  g_signal_connect_swapped (self->add, "activate", G_CALLBACK (added_cb), self);
}
