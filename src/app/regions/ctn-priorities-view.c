#include "ctn-priorities-view.h"

#include <ctn-i18n.h>
#include <ctn-record.h>
#include <ctn-region-strategy.h>

#include "ctn-priority-texts.h"
#include "ctn-record-group.h"
#include "ctn-side.h"
#include "ctn-status-page.h"

struct _CtnPrioritiesView {
  AdwBin parent_instance;

  GtkStack *stack;
  CtnRecordGroup *group;
};

G_DEFINE_FINAL_TYPE (CtnPrioritiesView, ctn_priorities_view, ADW_TYPE_BIN)

/* Sector, then all codes by their titles. */
static char *
describe (CtnProject *project, gint64 id)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);
  char *text;

  for (const CtnField *field = ctn_priority_kind ()->fields; field->name != NULL; field++) {
    g_autofree char *shown = NULL;

    if (field->list_table == NULL && field->type != CTN_FIELD_RECORD)
      continue;
    shown = ctn_record_get_shown (reader, ctn_priority_kind (), id, field, NULL);
    if (shown != NULL && *shown != '\0')
      g_ptr_array_add (parts, g_steal_pointer (&shown));
  }
  g_ptr_array_add (parts, NULL);
  text = g_strjoinv (" · ", (char **) parts->pdata);
  g_ptr_array_unref (parts);
  return text;
}

static void
opened_cb (CtnPrioritiesView *self, gint64 id, CtnRecordForm *form)
{
  GtkWidget *texts = ctn_priority_texts_new (ctn_record_group_get_page (self->group), id);

  ctn_record_form_add_group (form, ADW_PREFERENCES_GROUP (texts));
}

void
ctn_priorities_view_show (CtnPrioritiesView *self, CtnPage *page, gint64 strategy)
{
  ctn_record_group_show (self->group, page, strategy);
  gtk_stack_set_visible_child_name (self->stack, strategy != 0 ? "list" : "none");
}

static void
ctn_priorities_view_class_init (CtnPrioritiesViewClass *klass)
{
}

static void
ctn_priorities_view_init (CtnPrioritiesView *self)
{
  GtkWidget *group = ctn_record_group_new (_ ("Priorities"), ctn_priority_kind ());

  self->stack = GTK_STACK (gtk_stack_new ());
  self->group = CTN_RECORD_GROUP (group);
  ctn_record_group_set_evidence (self->group, TRUE);
  ctn_record_group_set_describe (self->group, describe);
  ctn_record_group_set_empty_text (
      self->group,
      _ ("Add what the region wants to be strong in, with the codes of its activities"));
  gtk_stack_add_named (self->stack, ctn_side_wrap (group, 720), "list");
  gtk_stack_add_named (
      self->stack,
      ctn_status_page_new (
          "ctn-regions-symbolic", _ ("No Strategy Selected"),
          _ ("Add the strategy of a region, or select one, to see its priorities."), NULL),
      "none");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  g_signal_connect_object (self->group, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
}
