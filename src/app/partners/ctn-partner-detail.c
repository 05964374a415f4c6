#include "ctn-partner-detail.h"

#include <ctn-custom-field.h>
#include <ctn-i18n.h>
#include <ctn-organisation-size.h>
#include <ctn-organisation.h>

#include "ctn-attachments-group.h"
#include "ctn-icon-button.h"
#include "ctn-partner-section.h"
#include "ctn-record-form.h"
#include "ctn-record-group.h"

struct _CtnPartnerDetail {
  AdwBin parent_instance;

  CtnPage *page; /* (unowned) */
  gboolean made; /* what it shows, which are a thousand widgets */
  AdwWrapBox *tabs;
  GtkStack *stack;
  CtnRecordForm *form;
  CtnRecordGroup *sizes;            /* in the form */
  CtnAttachmentsGroup *attachments; /* in the form */
  GtkToggleButton *profile_tab;
  GPtrArray *sections; /* (owned) CtnPartnerSection, owned by the stack */
  GPtrArray *custom;   /* (owned) (nullable) CtnCustomField that the form shows */
};

G_DEFINE_FINAL_TYPE (CtnPartnerDetail, ctn_partner_detail, ADW_TYPE_BIN)

static gboolean
edit_one (CtnProject *project, gint64 id, const CtnField *field, const char *text, GError **error)
{
  return ctn_organisation_edit (project, &id, 1, field, text, error);
}

static void
toggled_cb (CtnPartnerDetail *self, GtkToggleButton *tab)
{
  if (gtk_toggle_button_get_active (tab))
    gtk_stack_set_visible_child_name (self->stack, g_object_get_data (G_OBJECT (tab), "section"));
}

static GtkToggleButton *
add_tab (CtnPartnerDetail *self, const char *id, const char *title)
{
  GtkWidget *tab = gtk_toggle_button_new_with_label (title);

  g_object_set_data (G_OBJECT (tab), "section", (gpointer) id);
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (tab), self->profile_tab);
  gtk_widget_add_css_class (tab, "flat");
  g_signal_connect_object (tab, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  adw_wrap_box_append (self->tabs, tab);
  return GTK_TOGGLE_BUTTON (tab);
}

static void
counted_cb (CtnPartnerSection *section, guint n_rows, GtkButton *tab)
{
  const CtnPartnerSectionKind *kind = ctn_partner_section_get_kind (section);
  g_autofree char *text = NULL;

  if (kind->is_lazy || n_rows == 0)
    text = g_strdup (_ (kind->title));
  else
    /* Translators: the title of a tab and how many there are, "People 3" */
    text = g_strdup_printf (_ ("%s %u"), _ (kind->title), n_rows);
  gtk_button_set_label (tab, text);
}

static void
add_section (CtnPartnerDetail *self, const CtnPartnerSectionKind *kind)
{
  GtkWidget *section = ctn_partner_section_new (self->page, kind);
  GtkToggleButton *tab = add_tab (self, kind->id, _ (kind->title));

  gtk_stack_add_named (self->stack, section, kind->id);
  g_ptr_array_add (self->sections, section);
  g_signal_connect_object (section, "counted", G_CALLBACK (counted_cb), tab, G_CONNECT_DEFAULT);
}

static void
show_custom_fields (CtnPartnerDetail *self)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  GError *error = NULL;
  GPtrArray *custom = ctn_custom_field_list (
      ctn_project_get_reader (ctn_page_get_project (self->page)), ctn_organisation_kind (), &error);

  if (custom == NULL) {
    ctn_page_report (self->page, error);
    return;
  }
  for (guint i = 0; i < custom->len; i++)
    g_ptr_array_add (fields, (gpointer) ctn_custom_field_get_field (g_ptr_array_index (custom, i)));
  ctn_record_form_set_more_fields (self->form, (const CtnField *const *) fields->pdata,
                                   fields->len);
  g_clear_pointer (&self->custom, g_ptr_array_unref);
  self->custom = custom;
}

static void
changed_cb (CtnPartnerDetail *self, CtnChangeSet *changes)
{
  if (ctn_change_set_has_table (changes, "custom_field"))
    show_custom_fields (self);
  /* The field shows names, which are kept elsewhere. */
  else if (ctn_change_set_has_table (changes, "sector"))
    ctn_record_form_show (self->form, ctn_record_form_get_id (self->form));
}

static GtkWidget *
make_sectors_button (void)
{
  GtkWidget *button = ctn_icon_button_new ("view-list-bullet-symbolic", _ ("Choose Sectors…"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "partners.choose-sectors");
  return button;
}

static gint64
add_size (CtnRecordGroup *group, gint64 organisation, gpointer data)
{
  CtnPage *page = ctn_record_group_get_page (group);
  GError *error = NULL;
  gint64 id = ctn_organisation_size_add (ctn_page_get_project (page), organisation, &error);

  if (id == 0)
    ctn_page_report (page, error);
  return id;
}

static void
add_groups (CtnPartnerDetail *self)
{
  self->sizes = CTN_RECORD_GROUP (
      ctn_record_group_new (_ ("Figures by Year"), ctn_organisation_size_kind ()));
  ctn_record_group_set_adder (self->sizes, add_size, NULL);
  ctn_record_form_add_group (self->form, ADW_PREFERENCES_GROUP (self->sizes));
  self->attachments = CTN_ATTACHMENTS_GROUP (ctn_attachments_group_new (_ ("Files and Links")));
  ctn_record_form_add_group (self->form, ADW_PREFERENCES_GROUP (self->attachments));
}

void
ctn_partner_detail_set_up (CtnPartnerDetail *self, CtnPage *page)
{
  self->page = page;
}

static void
make (CtnPartnerDetail *self)
{
  CtnProject *project = ctn_page_get_project (self->page);

  self->made = TRUE;
  ctn_record_form_set_up (self->form, project, ctn_organisation_kind (), edit_one);
  ctn_record_form_add_suffix (self->form, "sectors", make_sectors_button ());
  show_custom_fields (self);
  add_groups (self);
  g_signal_connect_object (project, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  add_section (self, ctn_partner_people ());
  add_section (self, ctn_partner_needs ());
  add_section (self, ctn_partner_chains ());
  add_section (self, ctn_partner_partnerships ());
  add_section (self, ctn_partner_assessments ());
  add_section (self, ctn_partner_activities ());
  add_section (self, ctn_partner_history ());
}

void
ctn_partner_detail_show (CtnPartnerDetail *self, gint64 id)
{
  if (ctn_record_form_get_id (self->form) == id)
    return;
  if (!self->made)
    make (self);
  ctn_record_form_show (self->form, id);
  ctn_record_group_show (self->sizes, self->page, id);
  ctn_attachments_group_show (self->attachments, self->page, "organisation", id, NULL);
  for (guint i = 0; i < self->sections->len; i++)
    ctn_partner_section_show (g_ptr_array_index (self->sections, i), id);
}

gint64
ctn_partner_detail_get_id (CtnPartnerDetail *self)
{
  return ctn_record_form_get_id (self->form);
}

void
ctn_partner_detail_focus_name (CtnPartnerDetail *self)
{
  gtk_toggle_button_set_active (self->profile_tab, TRUE);
  ctn_record_form_focus_first (self->form);
}

static void
ctn_partner_detail_finalize (GObject *object)
{
  CtnPartnerDetail *self = CTN_PARTNER_DETAIL (object);

  g_ptr_array_unref (self->sections);
  g_clear_pointer (&self->custom, g_ptr_array_unref);

  G_OBJECT_CLASS (ctn_partner_detail_parent_class)->finalize (object);
}

static void
ctn_partner_detail_class_init (CtnPartnerDetailClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ctn_partner_detail_finalize;
}

static void
ctn_partner_detail_init (CtnPartnerDetail *self)
{
  GtkWidget *view = adw_toolbar_view_new ();

  self->sections = g_ptr_array_new ();
  self->tabs = ADW_WRAP_BOX (adw_wrap_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->tabs), "partner-tabs");
  adw_wrap_box_set_child_spacing (self->tabs, 3);
  adw_wrap_box_set_line_spacing (self->tabs, 3);
  gtk_widget_set_margin_start (GTK_WIDGET (self->tabs), 9);
  gtk_widget_set_margin_end (GTK_WIDGET (self->tabs), 9);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->tabs), 6);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_set_transition_type (self->stack, GTK_STACK_TRANSITION_TYPE_CROSSFADE);
  self->form = g_object_new (CTN_TYPE_RECORD_FORM, NULL);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->form), "profile");
  self->profile_tab = add_tab (self, "profile", _ ("Profile"));
  gtk_toggle_button_set_active (self->profile_tab, TRUE);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->tabs));
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->stack));
  adw_bin_set_child (ADW_BIN (self), view);
}
