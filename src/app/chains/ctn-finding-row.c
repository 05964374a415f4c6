#include "ctn-finding-row.h"

#include <ctn-i18n.h>
#include <ctn-need.h>

#include "ctn-measure-dialog.h"
#include "ctn-window.h"

struct _CtnFindingRow {
  AdwExpanderRow parent_instance;

  CtnPage *page; /* (unowned) the row is part of it */
  gint64 chain;
  CtnFinding *finding; /* (owned) */
  gboolean filled;     /* whether the rows inside were made */
};

enum { SIGNAL_LOCATE, SIGNAL_CANDIDATES, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtnFindingRow, ctn_finding_row, ADW_TYPE_EXPANDER_ROW)

/* --- What people make of it ---------------------------------------------------------------------- */

static void
set_field (CtnFindingRow *self, const char *name, const char *text)
{
  GError *error = NULL;

  if (!ctn_chain_judge (ctn_page_get_project (self->page), self->chain, self->finding,
                        ctn_record_kind_find_field (ctn_finding_kind (), name), text, &error))
    ctn_page_report (self->page, error);
}

static void
set_state (CtnFindingRow *self, CtnFindingState state)
{
  CtnPage *page = self->page;
  GError *error = NULL;

  /* The list is made anew, and this row goes with it. */
  if (!ctn_chain_judge_state (ctn_page_get_project (page), self->chain, self->finding, state,
                              &error))
    ctn_page_report (page, error);
  else if (state != CTN_FINDING_OPEN)
    ctn_page_toast (page,
                    state == CTN_FINDING_ACCEPTED ? _ ("Finding accepted") : _ ("Finding rejected"),
                    TRUE);
}

static void
accept_cb (CtnFindingRow *self)
{
  set_state (self, CTN_FINDING_ACCEPTED);
}

static void
reject_cb (CtnFindingRow *self)
{
  set_state (self, CTN_FINDING_REJECTED);
}

static void
reopen_cb (CtnFindingRow *self)
{
  set_state (self, CTN_FINDING_OPEN);
}

static void
severity_cb (CtnFindingRow *self, GParamSpec *pspec, AdwComboRow *combo)
{
  guint selected = adw_combo_row_get_selected (combo);

  if (selected <= CTN_SEVERITY_HIGH && selected != self->finding->severity)
    set_field (self, "severity",
               selected == self->finding->computed ? "" : ctn_severity_get_code (selected));
}

static void
owner_cb (CtnFindingRow *self, AdwEntryRow *entry)
{
  set_field (self, "owner", gtk_editable_get_text (GTK_EDITABLE (entry)));
}

static void
note_cb (CtnFindingRow *self, AdwEntryRow *entry)
{
  set_field (self, "note", gtk_editable_get_text (GTK_EDITABLE (entry)));
}

static void
show_cb (CtnFindingRow *self)
{
  g_signal_emit (self, signals[SIGNAL_LOCATE], 0);
}

static void
candidates_cb (CtnFindingRow *self)
{
  g_signal_emit (self, signals[SIGNAL_CANDIDATES], 0);
}

/* What is missing in the chain is a need that offers are matched with. */
static void
need_cb (CtnFindingRow *self)
{
  const CtnFinding *finding = self->finding;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  gint64 stage = g_str_equal (finding->role, "stage") ? finding->id : 0;
  GError *error = NULL;
  gint64 id = ctn_need_add_from_stage (ctn_page_get_project (self->page), stage, finding->key,
                                       finding->title, finding->evidence, &error);

  if (id == 0)
    ctn_page_report (self->page, error);
  else if (CTN_IS_WINDOW (root))
    ctn_window_show_record (CTN_WINDOW (root), "need", id);
}

/* What is done about it. */
static void
measure_cb (CtnFindingRow *self)
{
  const CtnNewReason reason = { .chain = self->chain,
                                .finding = self->finding->key,
                                .note = self->finding->title };

  ctn_measure_dialog_present (self->page, self->finding->title, &reason);
}

/* --- What is inside ------------------------------------------------------------------------------ */

static void
add_why (CtnFindingRow *self)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Why"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), self->finding->evidence);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (row, "property");
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
add_lead (CtnFindingRow *self, const char *title, GCallback callback)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", callback, self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
add_button (CtnFindingRow *self, GtkWidget *box, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_hexpand (button, TRUE);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
}

static void
add_buttons (CtnFindingRow *self)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 9);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  if (self->finding->state != CTN_FINDING_ACCEPTED)
    add_button (self, box, _ ("_Accept"), G_CALLBACK (accept_cb));
  if (self->finding->state != CTN_FINDING_REJECTED)
    add_button (self, box, _ ("_Reject"), G_CALLBACK (reject_cb));
  if (self->finding->state != CTN_FINDING_OPEN)
    add_button (self, box, _ ("Re_open"), G_CALLBACK (reopen_cb));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
add_severity (CtnFindingRow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *row = adw_combo_row_new ();

  for (CtnSeverity i = CTN_SEVERITY_LOW; i <= CTN_SEVERITY_HIGH; i++)
    gtk_string_list_append (names, ctn_severity_get_label (i));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Severity"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), self->finding->severity);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (severity_cb), self,
                           G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
add_entry (CtnFindingRow *self, const char *title, const char *text, GCallback callback)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect_object (row, "apply", callback, self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

/* Made when it is first unfolded: most findings never are. */
static void
expanded_cb (CtnFindingRow *self)
{
  if (self->filled || !adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    return;
  self->filled = TRUE;
  add_why (self);
  if (!g_str_equal (self->finding->role, "chain"))
    add_lead (self, _ ("Show on the Map"), G_CALLBACK (show_cb));
  if (self->finding->stage >= 0 &&
      (self->finding->kind == CTN_FINDING_GAP || self->finding->kind == CTN_FINDING_WHITE_SPOT ||
       self->finding->kind == CTN_FINDING_BOTTLENECK ||
       self->finding->kind == CTN_FINDING_SINGLE_POINT)) {
    add_lead (self, _ ("Find Candidates for the Stage…"), G_CALLBACK (candidates_cb));
    add_lead (self, _ ("Make a Need of It"), G_CALLBACK (need_cb));
  }
  add_lead (self, _ ("Make a Measure of It…"), G_CALLBACK (measure_cb));
  add_severity (self);
  add_entry (self, _ ("Looked After By"), self->finding->owner, G_CALLBACK (owner_cb));
  add_entry (self, _ ("Note"), self->finding->note, G_CALLBACK (note_cb));
  add_buttons (self);
}

static void
add_icon (CtnFindingRow *self)
{
  static const char *const names[] = { "dialog-information-symbolic", "dialog-warning-symbolic",
                                       "dialog-error-symbolic" };
  static const char *const classes[] = { "dim-label", "warning", "error" };
  gboolean is_chance = self->finding->kind == CTN_FINDING_OPPORTUNITY;
  const char *label = ctn_severity_get_label (self->finding->severity);
  GtkWidget *icon = gtk_image_new_from_icon_name (is_chance ? "starred-symbolic"
                                                            : names[self->finding->severity]);

  gtk_widget_add_css_class (icon, is_chance ? "accent" : classes[self->finding->severity]);
  gtk_widget_set_tooltip_text (icon, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), icon);
}

CtnFindingRow *
ctn_finding_row_new (CtnPage *page, gint64 chain, const CtnFinding *finding)
{
  CtnFindingRow *self = g_object_new (CTN_TYPE_FINDING_ROW, NULL);

  self->page = page;
  self->chain = chain;
  self->finding = ctn_finding_copy (finding);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), finding->title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self),
                                 ctn_finding_kind_get_label (finding->kind));
  add_icon (self);
  g_signal_connect (self, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
  return self;
}

const CtnFinding *
ctn_finding_row_get_finding (CtnFindingRow *self)
{
  return self->finding;
}

static void
ctn_finding_row_finalize (GObject *object)
{
  ctn_finding_free (CTN_FINDING_ROW (object)->finding);

  G_OBJECT_CLASS (ctn_finding_row_parent_class)->finalize (object);
}

static void
ctn_finding_row_class_init (CtnFindingRowClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ctn_finding_row_finalize;
  signals[SIGNAL_LOCATE] =
      g_signal_new ("locate", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CANDIDATES] =
      g_signal_new ("candidates", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ctn_finding_row_init (CtnFindingRow *self)
{
}
