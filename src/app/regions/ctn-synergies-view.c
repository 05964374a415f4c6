#include "ctn-synergies-view.h"

#include <ctn-i18n.h>
#include <ctn-number.h>
#include <ctn-priority-synergy.h>

#include "ctn-side.h"
#include "ctn-status-page.h"

struct _CtnSynergiesView {
  AdwBin parent_instance;

  GtkStack *stack;
  AdwPreferencesGroup *group;
  GPtrArray *rows; /* (owned) GtkWidget, unowned */
};

G_DEFINE_FINAL_TYPE (CtnSynergiesView, ctn_synergies_view, ADW_TYPE_BIN)

static char *
join (GPtrArray *texts)
{
  GString *joined = g_string_new (NULL);

  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? "; " : "", (const char *) texts->pdata[i]);
  return g_string_free (joined, FALSE);
}

static void
add_texts (GtkWidget *row, const char *title, GPtrArray *texts)
{
  GtkWidget *child = adw_action_row_new ();
  g_autofree char *text = join (texts);

  if (texts->len == 0) {
    g_object_ref_sink (child);
    g_object_unref (child);
    return;
  }
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (child), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (child), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (child), text);
  gtk_widget_add_css_class (child, "property");
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), child);
}

/* What a region brings. */
static void
add_shares (GtkWidget *row, const char *region, GPtrArray *stages, GPtrArray *indicators)
{
  /* Translators: the name of a region */
  g_autofree char *only = g_strdup_printf (_ ("Stages Only in %s"), region);
  /* Translators: the name of a region */
  g_autofree char *ahead = g_strdup_printf (_ ("%s Is Ahead"), region);

  add_texts (row, only, stages);
  add_texts (row, ahead, indicators);
}

static void
add_row (CtnSynergiesView *self, const CtnSynergy *synergy)
{
  GtkWidget *row = adw_expander_row_new ();
  g_autofree char *title = g_strdup_printf ("%s – %s", synergy->one->name, synergy->other->name);
  g_autofree char *index = ctn_number_format (100 * synergy->index, 0);
  g_autofree char *subtitle = g_strdup_printf (
      ctn_ngettext ("%u code in common (overlap %s %%) · give and take: %u",
                    "%u codes in common (overlap %s %%) · give and take: %u", synergy->shared->len),
      synergy->shared->len, index, ctn_synergy_get_rank (synergy));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  adw_expander_row_set_subtitle_lines (ADW_EXPANDER_ROW (row), 2);
  add_texts (row, _ ("Same Priority"), synergy->shared);
  add_shares (row, synergy->one->name, synergy->gives, synergy->ahead);
  add_shares (row, synergy->other->name, synergy->takes, synergy->behind);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

void
ctn_synergies_view_show (CtnSynergiesView *self, CtnPage *page)
{
  CtnConnection *reader = ctn_project_get_reader (ctn_page_get_project (page));
  GError *error = NULL;
  g_autoptr (GPtrArray) regions = ctn_region_codes_load (reader, &error);
  g_autoptr (GPtrArray) synergies =
      regions != NULL ? ctn_synergy_list (reader, regions, &error) : NULL;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  if (synergies == NULL) {
    ctn_page_report (page, error);
    return;
  }
  for (guint i = 0; i < MIN (synergies->len, 200); i++)
    add_row (self, synergies->pdata[i]);
  gtk_stack_set_visible_child_name (self->stack, synergies->len > 0 ? "list" : "none");
}

static void
ctn_synergies_view_finalize (GObject *object)
{
  g_ptr_array_unref (CTN_SYNERGIES_VIEW (object)->rows);

  G_OBJECT_CLASS (ctn_synergies_view_parent_class)->finalize (object);
}

static void
ctn_synergies_view_class_init (CtnSynergiesViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ctn_synergies_view_finalize;
}

static void
ctn_synergies_view_init (CtnSynergiesView *self)
{

  self->rows = g_ptr_array_new ();
  self->stack = GTK_STACK (gtk_stack_new ());
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _ ("Synergies"));
  adw_preferences_group_set_description (self->group,
                                         _ ("Regions with a code in common. Those stand first of "
                                            "which each has stages of value chains, or "
                                            "is ahead in indicators, where the other is not."));
  gtk_stack_add_named (self->stack, ctn_side_wrap (GTK_WIDGET (self->group), 720), "list");
  gtk_stack_add_named (self->stack,
                       ctn_status_page_new ("ctn-compare-symbolic", _ ("No Priority in Common"),
                                            _ ("Give the priorities codes, so that those of "
                                               "different regions can be found to be the same."),
                                            NULL),
                       "none");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}
