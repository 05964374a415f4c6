#include "ctn-partner-section.h"

#include <ctn-i18n.h>

#include "ctn-side.h"
#include "ctn-status-page.h"

struct _CtnPartnerSection {
  AdwBin parent_instance;

  CtnPage *page; /* (unowned) */
  const CtnPartnerSectionKind *kind;
  gint64 organisation;
  gboolean is_outdated;
  GtkStack *stack;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (CtnPartnerSection, ctn_partner_section, ADW_TYPE_BIN)

enum { SIGNAL_COUNTED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* The place of the row with the focus, -1 when it is elsewhere. */
static int
find_focus (CtnPartnerSection *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row =
      focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list))
          ? (GTK_IS_LIST_BOX_ROW (focus) ? focus
                                         : gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW))
          : NULL;

  return row != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) : -1;
}

static void
set_rows (CtnPartnerSection *self, GPtrArray *rows)
{
  int focus = find_focus (self);

  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < rows->len; i++)
    gtk_list_box_append (self->list, g_ptr_array_index (rows, i));
  gtk_stack_set_visible_child_name (self->stack, rows->len > 0 ? "list" : "empty");
  if (focus >= 0 && rows->len > 0)
    gtk_widget_grab_focus (
        GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, MIN (focus, (int) rows->len - 1))));
  g_signal_emit (self, signals[SIGNAL_COUNTED], 0, rows->len);
}

static void
fill (CtnPartnerSection *self)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) rows = self->organisation != 0
                                   ? self->kind->list (self->page, self->organisation, &error)
                                   : g_ptr_array_new ();

  self->is_outdated = FALSE;
  if (rows != NULL)
    set_rows (self, rows);
  else
    ctn_page_report (self->page, error);
}

static void
update (CtnPartnerSection *self)
{
  if (!self->kind->is_lazy || gtk_widget_get_mapped (GTK_WIDGET (self)))
    fill (self);
  else
    self->is_outdated = TRUE;
}

static void
changed_cb (CtnPartnerSection *self, CtnChangeSet *changes)
{
  gboolean affected = ctn_change_set_has_table (changes, "organisation");

  for (gsize i = 0; self->kind->tables[i] != NULL; i++)
    affected = affected || ctn_change_set_has_table (changes, self->kind->tables[i]);
  if (self->organisation != 0 && (affected || self->kind->tables[0] == NULL))
    update (self);
}

void
ctn_partner_section_show (CtnPartnerSection *self, gint64 organisation)
{
  if (self->organisation == organisation)
    return;
  self->organisation = organisation;
  update (self);
}

const CtnPartnerSectionKind *
ctn_partner_section_get_kind (CtnPartnerSection *self)
{
  return self->kind;
}

static GtkWidget *
make_action_button (CtnPartnerSection *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ (self->kind->action_label));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), self->kind->action_name);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  return button;
}

static GtkWidget *
make_list (CtnPartnerSection *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (self->kind->title), -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  if (self->kind->action_name != NULL)
    gtk_box_append (GTK_BOX (box), make_action_button (self));
  return ctn_side_wrap (box, 600);
}

static GtkWidget *
make_empty (CtnPartnerSection *self)
{
  GtkWidget *page = ctn_status_page_new (
      self->kind->icon_name, _ (self->kind->empty_title), _ (self->kind->empty_text),
      self->kind->action_name != NULL ? make_action_button (self) : NULL);

  gtk_widget_add_css_class (page, "compact");
  return page;
}

GtkWidget *
ctn_partner_section_new (CtnPage *page, const CtnPartnerSectionKind *kind)
{
  CtnPartnerSection *self = g_object_new (CTN_TYPE_PARTNER_SECTION, NULL);

  self->page = page;
  self->kind = kind;
  gtk_stack_add_named (self->stack, make_list (self), "list");
  gtk_stack_add_named (self->stack, make_empty (self), "empty");
  gtk_stack_set_visible_child_name (self->stack, "empty");
  g_signal_connect_object (ctn_page_get_project (page), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

static void
ctn_partner_section_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ctn_partner_section_parent_class)->map (widget);
  if (CTN_PARTNER_SECTION (widget)->is_outdated)
    fill (CTN_PARTNER_SECTION (widget));
}

static void
ctn_partner_section_class_init (CtnPartnerSectionClass *klass)
{
  GTK_WIDGET_CLASS (klass)->map = ctn_partner_section_map;

  signals[SIGNAL_COUNTED] = g_signal_new ("counted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
ctn_partner_section_init (CtnPartnerSection *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}
