#include "ctn-exchange-board.h"

#include <ctn-date.h>
#include <ctn-i18n.h>
#include <ctn-text.h>

#define COLUMN_WIDTH 250

struct _CtnExchangeBoard {
  AdwBin parent_instance;

  GtkDropDown *chooser; /* of the column, in a narrow window */
  GtkScrolledWindow *scroller;
  GtkWidget *columns[CTN_EXCHANGE_N_STATES];
  GtkListBox *lists[CTN_EXCHANGE_N_STATES];
  GtkLabel *counts[CTN_EXCHANGE_N_STATES];
  GtkWidget *popover; /* (nullable) menu of a card */
  char *search;       /* (owned) folded */
  gboolean narrow;
};

enum { PROP_NARROW = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

enum { SIGNAL_OPENED, SIGNAL_MOVED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtnExchangeBoard, ctn_exchange_board, ADW_TYPE_BIN)

/* --- Cards --------------------------------------------------------------------------------------- */

static gint64
get_id (gpointer card)
{
  const gint64 *id = g_object_get_data (card, "id");

  return *id;
}

/* "8 March 2021 – 12 March 2021"; "" when nothing is known. (transfer full) */
static char *
dup_term (const CtnExchange *exchange)
{
  g_autofree char *starts = ctn_date_format_iso (exchange->starts);
  g_autofree char *ends = ctn_date_format_iso (exchange->ends);
  CtnDate first, last;

  if (*starts == '\0' || *ends == '\0')
    return g_strdup (*starts != '\0' ? starts : ends);
  if (ctn_date_parse (exchange->starts, &first) && ctn_date_parse (exchange->ends, &last) &&
      first.year == last.year && first.month == last.month && first.day != 0 && last.day != 0)
    /* Translators: from a day of a month to a later date in it: "8–12 March 2021" */
    return g_strdup_printf (_ ("%d–%s"), first.day, ends);
  /* Translators: from one date to another */
  return g_strdup_printf (_ ("%s – %s"), starts, ends);
}

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_warnings (GtkWidget *box, GPtrArray *warnings)
{
  for (guint i = 0; i < warnings->len; i++) {
    const CtnExchangeCheck *check = g_ptr_array_index (warnings, i);
    GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
    GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
    GtkWidget *label = make_label (
        check->blocks == CTN_EXCHANGE_N_STATES ? check->problem : check->title, "caption");

    gtk_widget_add_css_class (icon, "warning");
    gtk_widget_set_valign (icon, GTK_ALIGN_START);
    gtk_widget_set_tooltip_text (line, check->problem);
    gtk_box_append (GTK_BOX (line), icon);
    gtk_box_append (GTK_BOX (line), label);
    gtk_box_append (GTK_BOX (box), line);
  }
}

/* "FR → DE · 8 March 2021 – 12 March 2021" */
static char *
dup_details (const CtnExchange *exchange)
{
  g_autofree char *term = dup_term (exchange);
  g_autofree char *countries = NULL;

  if (exchange->visitor.country != NULL && exchange->host.country != NULL)
    /* Translators: two countries, of the visitor and of the host */
    countries = g_strdup_printf (_ ("%s → %s"), exchange->visitor.country, exchange->host.country);
  else
    countries = g_strdup (exchange->visitor.country != NULL ? exchange->visitor.country : "");
  return g_strjoin (*countries != '\0' && *term != '\0' ? " · " : "", countries, term, NULL);
}

static GtkWidget *
make_card_content (const CtnExchange *exchange, CtnExchangeRules *rules)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *details = dup_details (exchange);
  g_autoptr (GPtrArray) checks = ctn_exchange_rules_check (rules, exchange);
  g_autoptr (GPtrArray) warnings = ctn_exchange_rules_list_warnings (checks, exchange->state);
  char due[11];
  int left;

  gtk_box_append (GTK_BOX (box), make_label (exchange->visitor.name != NULL ? exchange->visitor.name
                                                                            : exchange->name,
                                             "heading"));
  if (exchange->host.name != NULL) {
    /* Translators: the host of a visit */
    g_autofree char *host = g_strdup_printf (_ ("→ %s"), exchange->host.name);

    gtk_box_append (GTK_BOX (box), make_label (host, NULL));
  }
  gtk_box_append (GTK_BOX (box), make_label (details, "caption"));
  if (exchange->visitor.kind != NULL)
    gtk_box_append (GTK_BOX (box), make_label (ctn_exchange_kind_get_label (exchange->visitor.kind),
                                               "dim-caption"));
  if (ctn_exchange_rules_get_due (rules, exchange, due, &left) && left >= 0) {
    g_autofree char *day = ctn_date_format_iso (due);
    /* Translators: %s is a date */
    g_autofree char *text = g_strdup_printf (_ ("To be paid until %s"), day);

    gtk_box_append (GTK_BOX (box), make_label (text, "caption"));
  }
  if (exchange->cancelled_why != NULL)
    gtk_box_append (GTK_BOX (box), make_label (exchange->cancelled_why, "caption"));
  add_warnings (box, warnings);
  return box;
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source, double x, double y, GtkWidget *card)
{
  return gdk_content_provider_new_typed (G_TYPE_INT64, get_id (card));
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, GtkWidget *card)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (card);

  gtk_drag_source_set_icon (source, paintable, 0, 0);
}

/* --- Moving -------------------------------------------------------------------------------------- */

static void
ask_move (CtnExchangeBoard *self, gint64 id, CtnExchangeState state)
{
  g_signal_emit (self, signals[SIGNAL_MOVED], 0, id, (int) state);
}

static GtkListBoxRow *
get_focused_card (CtnExchangeBoard *self, guint *column)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;

  if (row == NULL || !gtk_widget_is_ancestor (row, GTK_WIDGET (self)))
    return NULL;
  for (*column = 0; *column < CTN_EXCHANGE_N_STATES; (*column)++)
    if (gtk_widget_get_parent (row) == GTK_WIDGET (self->lists[*column]))
      return GTK_LIST_BOX_ROW (row);
  return NULL;
}

static GtkListBoxRow *
get_first_card (CtnExchangeBoard *self, guint column)
{
  for (int i = 0;; i++) {
    GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->lists[column], i);

    if (row == NULL || gtk_widget_get_child_visible (GTK_WIDGET (row)))
      return row;
  }
}

/* Ctrl with an arrow moves the card, an arrow alone goes to the next column with cards. */
static gboolean
key_cb (CtnExchangeBoard *self, guint key, guint code, GdkModifierType modifiers)
{
  int step = key == GDK_KEY_Left ? -1 : key == GDK_KEY_Right ? 1 : 0;
  guint column;
  GtkListBoxRow *card = step != 0 ? get_focused_card (self, &column) : NULL;

  if (card == NULL)
    return GDK_EVENT_PROPAGATE;
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    step = -step;
  if (modifiers & GDK_CONTROL_MASK) {
    int target = (int) column + step;

    if (target >= 0 && target < CTN_EXCHANGE_CANCELLED)
      ask_move (self, get_id (card), (CtnExchangeState) target);
    return GDK_EVENT_STOP;
  }
  for (int i = (int) column + step; i >= 0 && i < CTN_EXCHANGE_N_STATES; i += step) {
    GtkListBoxRow *next = get_first_card (self, (guint) i);

    if (next != NULL && !self->narrow)
      return gtk_widget_grab_focus (GTK_WIDGET (next));
  }
  return GDK_EVENT_STOP;
}

static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gint64 id;
  int state;

  g_variant_get (parameter, "(xi)", &id, &state);
  ask_move (CTN_EXCHANGE_BOARD (widget), id, (CtnExchangeState) state);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_OPENED], 0, g_variant_get_int64 (parameter));
}

static void
show_menu (CtnExchangeBoard *self, GtkWidget *card, const GdkRectangle *at)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) moves = g_menu_new ();
  g_autoptr (GMenuItem) open = g_menu_item_new (_ ("_Open"), NULL);
  gint64 id = get_id (card);

  g_menu_item_set_action_and_target (open, "board.open", "x", id);
  g_menu_append_item (menu, open);
  for (guint i = 0; i < CTN_EXCHANGE_N_STATES; i++) {
    g_autoptr (GMenuItem) item = g_menu_item_new (ctn_exchange_state_get_label (i), NULL);

    g_menu_item_set_action_and_target (item, "board.move", "(xi)", id, (int) i);
    g_menu_append_item (moves, item);
  }
  g_menu_append_section (menu, _ ("Move To"), G_MENU_MODEL (moves));
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), at);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
show_menu_at (CtnExchangeBoard *self, GtkWidget *card, double x, double y)
{
  graphene_point_t point;

  if (gtk_widget_compute_point (card, GTK_WIDGET (self),
                                &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    show_menu (self, card, &(GdkRectangle) { (int) point.x, (int) point.y, 1, 1 });
}

static void
pressed_cb (GtkGestureClick *click, int n, double x, double y, CtnExchangeBoard *self)
{
  show_menu_at (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click)), x, y);
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  guint column;
  GtkListBoxRow *card = get_focused_card (CTN_EXCHANGE_BOARD (widget), &column);

  if (card != NULL)
    show_menu_at (CTN_EXCHANGE_BOARD (widget), GTK_WIDGET (card), 24, 24);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, CtnExchangeBoard *self)
{
  GtkWidget *column = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));

  for (guint i = 0; i < CTN_EXCHANGE_N_STATES; i++)
    if (self->columns[i] == column)
      ask_move (self, g_value_get_int64 (value), (CtnExchangeState) i);
  return TRUE;
}

static void
activated_cb (CtnExchangeBoard *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, get_id (row));
}

/* --- Filling ------------------------------------------------------------------------------------- */

static GtkWidget *
make_card (CtnExchangeBoard *self, const CtnExchange *exchange, CtnExchangeRules *rules)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkDragSource *drag = gtk_drag_source_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  g_autofree char *words =
      g_strjoin (" ", exchange->name, exchange->visitor.name != NULL ? exchange->visitor.name : "",
                 exchange->host.name != NULL ? exchange->host.name : "", NULL);
  /* Translators: a card of the board: the name of an exchange and its state */
  g_autofree char *label = g_strdup_printf (_ ("%s, %s"), exchange->name,
                                            ctn_exchange_state_get_label (exchange->state));

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), make_card_content (exchange, rules));
  gtk_widget_add_css_class (row, "exchange-card");
  g_object_set_data_full (G_OBJECT (row), "id", g_memdup2 (&exchange->id, sizeof exchange->id),
                          g_free);
  g_object_set_data_full (G_OBJECT (row), "words", ctn_text_fold (words), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_drag_source_set_actions (drag, GDK_ACTION_MOVE);
  g_signal_connect (drag, "prepare", G_CALLBACK (drag_prepare_cb), row);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), row);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (drag));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  return row;
}

static void
show_counts (CtnExchangeBoard *self)
{
  for (guint i = 0; i < CTN_EXCHANGE_N_STATES; i++) {
    guint n = 0;
    GtkListBoxRow *row;

    for (int j = 0; (row = gtk_list_box_get_row_at_index (self->lists[i], j)) != NULL; j++)
      n += self->search == NULL ||
           strstr (g_object_get_data (G_OBJECT (row), "words"), self->search) != NULL;
    g_autofree char *text = g_strdup_printf ("%u", n);

    gtk_label_set_label (self->counts[i], text);
  }
}

static gboolean
filter_cb (GtkListBoxRow *row, gpointer data)
{
  CtnExchangeBoard *self = data;

  return self->search == NULL ||
         strstr (g_object_get_data (G_OBJECT (row), "words"), self->search) != NULL;
}

void
ctn_exchange_board_show (CtnExchangeBoard *self, GPtrArray *exchanges, CtnExchangeRules *rules)
{
  guint column;
  GtkListBoxRow *focused = get_focused_card (self, &column);
  gint64 focus = focused != NULL ? get_id (focused) : 0;

  for (guint i = 0; i < CTN_EXCHANGE_N_STATES; i++)
    gtk_list_box_remove_all (self->lists[i]);
  for (guint i = 0; i < exchanges->len; i++) {
    const CtnExchange *exchange = g_ptr_array_index (exchanges, i);
    GtkWidget *card = make_card (self, exchange, rules);

    gtk_list_box_append (self->lists[exchange->state], card);
    if (exchange->id == focus)
      gtk_widget_grab_focus (card);
  }
  show_counts (self);
}

void
ctn_exchange_board_set_search (CtnExchangeBoard *self, const char *text)
{
  g_clear_pointer (&self->search, g_free);
  if (*text != '\0')
    self->search = ctn_text_fold (text);
  for (guint i = 0; i < CTN_EXCHANGE_N_STATES; i++)
    gtk_list_box_invalidate_filter (self->lists[i]);
  show_counts (self);
}

/* --- Making -------------------------------------------------------------------------------------- */

static void
show_columns (CtnExchangeBoard *self)
{
  guint chosen = gtk_drop_down_get_selected (self->chooser);

  gtk_widget_set_visible (GTK_WIDGET (self->chooser), self->narrow);
  for (guint i = 0; i < CTN_EXCHANGE_N_STATES; i++) {
    gtk_widget_set_visible (self->columns[i], !self->narrow || i == chosen);
    gtk_widget_set_hexpand (self->columns[i], self->narrow);
    /* Its title stands in the chooser. */
    gtk_widget_set_visible (gtk_widget_get_first_child (self->columns[i]), !self->narrow);
  }
}

static void
make_column (CtnExchangeBoard *self, guint state, GtkWidget *box)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = make_label (ctn_exchange_state_get_label (state), "heading");
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INT64, GDK_ACTION_MOVE);

  self->columns[state] = column;
  self->counts[state] = GTK_LABEL (gtk_label_new (NULL));
  self->lists[state] = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (column, "exchange-column");
  gtk_widget_set_size_request (column, COLUMN_WIDTH, -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->counts[state]), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->counts[state]), "numeric");
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_set_tooltip_text (header, ctn_exchange_state_get_help (state));
  gtk_box_append (GTK_BOX (header), title);
  gtk_box_append (GTK_BOX (header), GTK_WIDGET (self->counts[state]));
  gtk_list_box_set_selection_mode (self->lists[state], GTK_SELECTION_NONE);
  gtk_list_box_set_filter_func (self->lists[state], filter_cb, self, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->lists[state]), "exchange-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->lists[state]),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  ctn_exchange_state_get_label (state), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->lists[state]));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (column), header);
  gtk_box_append (GTK_BOX (column), scroller);
  gtk_box_append (GTK_BOX (box), column);
  g_signal_connect_swapped (self->lists[state], "row-activated", G_CALLBACK (activated_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (column, GTK_EVENT_CONTROLLER (target));
}

static void
ctn_exchange_board_get_property (GObject *object,
                                 guint property_id,
                                 GValue *value,
                                 GParamSpec *pspec)
{
  if (property_id == PROP_NARROW)
    g_value_set_boolean (value, CTN_EXCHANGE_BOARD (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
ctn_exchange_board_set_property (GObject *object,
                                 guint property_id,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  CtnExchangeBoard *self = CTN_EXCHANGE_BOARD (object);

  if (property_id == PROP_NARROW) {
    self->narrow = g_value_get_boolean (value);
    show_columns (self);
  } else {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
  }
}

static void
ctn_exchange_board_dispose (GObject *object)
{
  g_clear_pointer (&CTN_EXCHANGE_BOARD (object)->popover, gtk_widget_unparent);

  G_OBJECT_CLASS (ctn_exchange_board_parent_class)->dispose (object);
}

static void
ctn_exchange_board_finalize (GObject *object)
{
  g_free (CTN_EXCHANGE_BOARD (object)->search);

  G_OBJECT_CLASS (ctn_exchange_board_parent_class)->finalize (object);
}

static void
ctn_exchange_board_class_init (CtnExchangeBoardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = ctn_exchange_board_get_property;
  object_class->set_property = ctn_exchange_board_set_property;
  object_class->dispose = ctn_exchange_board_dispose;
  object_class->finalize = ctn_exchange_board_finalize;
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_OPENED] = g_signal_new ("opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_MOVED] = g_signal_new ("moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT);
  gtk_widget_class_install_action (widget_class, "board.move", "(xi)", move_action);
  gtk_widget_class_install_action (widget_class, "board.open", "x", open_action);
  gtk_widget_class_install_action (widget_class, "board.menu", NULL, menu_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "board.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "board.menu",
                                       NULL);
}

static void
ctn_exchange_board_init (CtnExchangeBoard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkEventController *keys = gtk_event_controller_key_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < CTN_EXCHANGE_N_STATES; i++) {
    gtk_string_list_append (names, ctn_exchange_state_get_label (i));
    make_column (self, i, columns);
  }
  gtk_widget_set_margin_start (columns, 9);
  gtk_widget_set_margin_end (columns, 9);
  gtk_widget_set_margin_bottom (columns, 9);
  self->chooser = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_object_ref (names)), NULL));
  gtk_widget_set_margin_start (GTK_WIDGET (self->chooser), 9);
  gtk_widget_set_margin_end (GTK_WIDGET (self->chooser), 9);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chooser), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("State"), -1);
  self->scroller = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (self->scroller, columns);
  gtk_widget_set_vexpand (GTK_WIDGET (self->scroller), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->chooser));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->scroller));
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (self->chooser, "notify::selected", G_CALLBACK (show_columns), self);
  show_columns (self);
}
