#include "ctn-record-group.h"

#include <ctn-i18n.h>
#include <ctn-record-item.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>

#include "ctn-icon-button.h"
#include "ctn-record-dialog.h"
#include "ctn-watch.h"

struct _CtnRecordGroup {
  AdwPreferencesGroup parent_instance;

  CtnPage *page; /* (unowned) (nullable) */
  const CtnRecordKind *kind;
  gint64 owner;
  gboolean evidence;
  CtnRecordGroupAdd adder;
  gpointer adder_data;
  CtnRecordGroupDescribe describe;
  CtnRecordGroupTick tick;
  const CtnField *tick_field;
  const char *tick_label;
  GPtrArray *tables;      /* utf8, unowned, ends with NULL: what rows are made of */
  CtnWatch *watch;        /* (unowned) (nullable) */
  GPtrArray *rows;        /* GtkWidget, unowned: those shown */
  GtkWidget *add;         /* button */
  GtkWidget *placeholder; /* row that says that there is nothing */
};

G_DEFINE_FINAL_TYPE (CtnRecordGroup, ctn_record_group, ADW_TYPE_PREFERENCES_GROUP)

enum { SIGNAL_OPENED, N_SIGNALS };

static guint signals[N_SIGNALS];

static CtnProject *
get_project (CtnRecordGroup *self)
{
  return ctn_page_get_project (self->page);
}

static gint64
get_id (GtkWidget *widget)
{
  const gint64 *id = g_object_get_data (G_OBJECT (widget), "record");

  return *id;
}

static void
set_id (GtkWidget *widget, gint64 id)
{
  g_object_set_data_full (G_OBJECT (widget), "record", g_memdup2 (&id, sizeof id), g_free);
}

void
ctn_record_group_open (CtnRecordGroup *self, gint64 id)
{
  CtnRecordForm *form = ctn_record_dialog_present (GTK_WIDGET (self->page), self->page, self->kind,
                                                   id, NULL, self->evidence);

  g_signal_emit (self, signals[SIGNAL_OPENED], 0, id, form);
}

static void
activated_cb (GtkWidget *row, CtnRecordGroup *self)
{
  ctn_record_group_open (self, get_id (row));
}

/* A view may make its groups anew when a record comes or goes, so what changes records holds the group. */
static void
remove_cb (GtkWidget *button, CtnRecordGroup *group)
{
  g_autoptr (CtnRecordGroup) self = g_object_ref (group);
  gint64 id = get_id (button);
  g_autofree char *title =
      ctn_record_get_title (ctn_project_get_reader (get_project (self)), self->kind, id, NULL);
  g_autofree char *text = NULL;
  GError *error = NULL;

  if (!ctn_record_remove (get_project (self), self->kind, &id, 1, &error)) {
    ctn_page_report (self->page, error);
    return;
  }
  /* Translators: toast; the name of what was removed */
  text = g_strdup_printf (_ ("“%s” removed"), title != NULL ? title : _ (self->kind->label));
  ctn_page_toast (self->page, text, TRUE);
}

/* The values of the listed fields but the title, on one line. */
static char *
describe_fields (CtnRecordGroup *self, gint64 id)
{
  g_autoptr (CtnRecordItem) item = ctn_record_item_new (get_project (self), self->kind, id);
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  for (const CtnField *field = self->kind->fields; field->name != NULL; field++) {
    const char *text = ctn_record_item_get_text (item, field->name);

    if (*text != '\0' && g_strcmp0 (field->column, self->kind->title_column) != 0)
      g_ptr_array_add (parts, (gpointer) text);
  }
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static void
add_remove_button (CtnRecordGroup *self, GtkWidget *row, gint64 id, const char *title)
{
  GtkWidget *button = ctn_icon_button_new ("user-trash-symbolic", _ ("Remove"));
  /* Translators: the name of what the button removes */
  g_autofree char *label = g_strdup_printf (_ ("Remove “%s”"), title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  set_id (button, id);
  g_signal_connect (button, "clicked", G_CALLBACK (remove_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void fill (CtnRecordGroup *self);

/* The row that the keyboard is in, and whether it is at its tick. Returns: (nullable) */
static GtkWidget *
find_focused (CtnRecordGroup *self, gboolean *at_tick)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (guint i = 0; focus != NULL && i < self->rows->len; i++)
    if (gtk_widget_is_ancestor (focus, self->rows->pdata[i]) || focus == self->rows->pdata[i]) {
      *at_tick = focus == g_object_get_data (self->rows->pdata[i], "tick");
      return self->rows->pdata[i];
    }
  return NULL;
}

/* The rows are made anew, perhaps in another order: the keyboard goes on where the record went, or where it
 * was when the record has gone. */
static void
focus_again (CtnRecordGroup *self, gint64 id, guint place, gboolean at_tick)
{
  GtkWidget *row;

  for (guint i = 0; i < self->rows->len; i++)
    if (get_id (self->rows->pdata[i]) == id)
      place = i;
  if (self->rows->len == 0)
    return;
  row = self->rows->pdata[MIN (place, self->rows->len - 1)];
  gtk_widget_grab_focus (at_tick ? g_object_get_data (G_OBJECT (row), "tick") : row);
}

static void
ticked_cb (GtkCheckButton *check, CtnRecordGroup *group)
{
  g_autoptr (CtnRecordGroup) self = g_object_ref (group);
  gint64 id = get_id (GTK_WIDGET (check));
  GError *error = NULL;

  if (!self->tick (get_project (self), id, gtk_check_button_get_active (check), &error)) {
    ctn_page_report (self->page, error);
    fill (self);
  }
}

static void
add_tick (CtnRecordGroup *self, GtkWidget *row, gint64 id, const char *title)
{
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *value = ctn_record_get (ctn_project_get_reader (get_project (self)), self->kind,
                                           id, self->tick_field, NULL);
  /* Translators: what a tick says, such as "Done", and what of */
  g_autofree char *label = g_strdup_printf (_ ("%s: %s"), self->tick_label, title);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), value != NULL && *value != '\0');
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (check, self->tick_label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  set_id (check, id);
  g_object_set_data (G_OBJECT (row), "tick", check);
  g_signal_connect (check, "toggled", G_CALLBACK (ticked_cb), self);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
}

static void
add_row (CtnRecordGroup *self, const CtnRecordChoice *record)
{
  GtkWidget *row = adw_action_row_new ();
  const char *title = record->title != NULL ? record->title : _ (self->kind->label);
  g_autofree char *subtitle = self->describe != NULL
                                  ? self->describe (get_project (self), record->id)
                                  : describe_fields (self, record->id);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  set_id (row, record->id);
  g_signal_connect (row, "activated", G_CALLBACK (activated_cb), self);
  if (self->tick != NULL)
    add_tick (self, row, record->id, title);
  add_remove_button (self, row, record->id, title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
fill (CtnRecordGroup *self)
{
  g_autoptr (GPtrArray) records = NULL;
  gboolean at_tick = FALSE;
  GtkWidget *focused = find_focused (self, &at_tick);
  gint64 id = focused != NULL ? get_id (focused) : 0;
  guint place = 0;

  if (focused != NULL)
    g_ptr_array_find (self->rows, focused, &place);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  gtk_widget_set_sensitive (self->add, self->owner != 0);
  if (self->owner != 0)
    records = ctn_record_list_titles (ctn_project_get_reader (get_project (self)), self->kind,
                                      self->owner, NULL);
  for (guint i = 0; records != NULL && i < records->len; i++)
    add_row (self, g_ptr_array_index (records, i));
  gtk_widget_set_visible (self->placeholder, self->rows->len == 0);
  if (focused != NULL)
    focus_again (self, id, place, at_tick);
}

/* Lists and references of a row may stand in other tables, so those of the fields count too. */
static void
list_tables (CtnRecordGroup *self)
{
  g_ptr_array_add (self->tables, (gpointer) self->kind->table);
  for (const CtnField *field = self->kind->fields; field->name != NULL; field++) {
    if (field->list_table != NULL)
      g_ptr_array_add (self->tables, (gpointer) field->list_table);
    if (field->reference_table != NULL)
      g_ptr_array_add (self->tables, (gpointer) field->reference_table);
  }
  g_ptr_array_add (self->tables, NULL);
}

void
ctn_record_group_show (CtnRecordGroup *self, CtnPage *page, gint64 owner)
{
  if (self->page == NULL) {
    self->page = page;
    list_tables (self);
    self->watch = ctn_watch (GTK_WIDGET (self), ctn_page_get_project (page),
                             (const char *const *) self->tables->pdata, (CtnWatchFunc) fill);
  }
  self->owner = owner;
  ctn_watch_refresh (self->watch);
}

CtnPage *
ctn_record_group_get_page (CtnRecordGroup *self)
{
  return self->page;
}

static gint64
add_default (CtnRecordGroup *self)
{
  const CtnField *title = NULL;
  GError *error = NULL;
  gint64 id;

  for (const CtnField *field = self->kind->fields; field->name != NULL; field++)
    if (g_strcmp0 (field->column, self->kind->title_column) == 0)
      title = field;
  g_return_val_if_fail (title != NULL && title->type != CTN_FIELD_RECORD, 0);
  id = ctn_record_add (get_project (self), self->kind, self->owner,
                       (const CtnFieldText[]) { { title->name, _ (self->kind->label) }, { NULL } },
                       &error);
  if (id == 0)
    ctn_page_report (self->page, error);
  return id;
}

static void
add_cb (CtnRecordGroup *group)
{
  g_autoptr (CtnRecordGroup) self = g_object_ref (group);
  gint64 id =
      self->adder != NULL ? self->adder (self, self->owner, self->adder_data) : add_default (self);

  if (id != 0)
    ctn_record_group_open (self, id);
}

void
ctn_record_group_set_empty_text (CtnRecordGroup *self, const char *text)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->placeholder), text);
}

void
ctn_record_group_set_evidence (CtnRecordGroup *self, gboolean evidence)
{
  self->evidence = evidence;
}

void
ctn_record_group_set_adder (CtnRecordGroup *self, CtnRecordGroupAdd add, gpointer data)
{
  self->adder = add;
  self->adder_data = data;
}

void
ctn_record_group_set_describe (CtnRecordGroup *self, CtnRecordGroupDescribe describe)
{
  self->describe = describe;
}

void
ctn_record_group_set_tick (CtnRecordGroup *self,
                           const char *label,
                           const char *field,
                           CtnRecordGroupTick tick)
{
  self->tick_label = label;
  self->tick_field = ctn_record_kind_find_field (self->kind, field);
  self->tick = tick;
}

static void
ctn_record_group_finalize (GObject *object)
{
  g_ptr_array_unref (CTN_RECORD_GROUP (object)->rows);
  g_ptr_array_unref (CTN_RECORD_GROUP (object)->tables);

  G_OBJECT_CLASS (ctn_record_group_parent_class)->finalize (object);
}

static void
ctn_record_group_class_init (CtnRecordGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ctn_record_group_finalize;
  signals[SIGNAL_OPENED] =
      g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_INT64, CTN_TYPE_RECORD_FORM);
}

static void
ctn_record_group_init (CtnRecordGroup *self)
{
  self->rows = g_ptr_array_new ();
  self->tables = g_ptr_array_new ();
  self->add = gtk_button_new_from_icon_name ("list-add-symbolic");
  gtk_widget_set_valign (self->add, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->add, "flat");
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->add);
  self->placeholder = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->placeholder), _ ("None yet"));
  gtk_widget_add_css_class (self->placeholder, "dimmed");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->placeholder);
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (add_cb), self);
}

GtkWidget *
ctn_record_group_new (const char *title, const CtnRecordKind *kind)
{
  CtnRecordGroup *self = g_object_new (CTN_TYPE_RECORD_GROUP, NULL);

  self->kind = kind;
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), title);
  gtk_widget_set_tooltip_text (self->add, _ (kind->add_label));
  return GTK_WIDGET (self);
}
