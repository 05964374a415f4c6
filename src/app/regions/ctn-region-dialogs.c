#include "ctn-region-dialogs.h"

#include <ctn-i18n.h>
#include <ctn-number.h>
#include <ctn-organisation.h>
#include <ctn-record.h>
#include <ctn-region-strategy.h>
#include <math.h>

#include "ctn-window.h"

#define MAX_ROWS 300

/* A record that a row leads to. */
typedef struct {
  AdwDialog *dialog; /* (unowned) */
  const char *table;
  gint64 id;
} Target;

/* Returns: (transfer none): the page of the dialog, which is shown. */
static AdwPreferencesPage *
present (GtkWidget *parent, const char *title, AdwDialog **dialog)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();

  *dialog = adw_dialog_new ();
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_title (*dialog, title);
  adw_dialog_set_content_width (*dialog, 520);
  adw_dialog_set_content_height (*dialog, 520);
  adw_dialog_set_child (*dialog, view);
  adw_dialog_present (*dialog, parent);
  return ADW_PREFERENCES_PAGE (page);
}

static AdwPreferencesGroup *
add_group (AdwPreferencesPage *page, const char *title, const char *description)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  if (title != NULL)
    adw_preferences_group_set_title (group, title);
  if (description != NULL)
    adw_preferences_group_set_description (group, description);
  adw_preferences_page_add (page, group);
  return group;
}

static GtkWidget *
add_row (AdwPreferencesGroup *group, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (group, row);
  return row;
}

static void
open_cb (GtkWidget *row, Target *target)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (target->dialog));
  CtnWindow *window = CTN_WINDOW (root);
  const char *table = target->table;
  gint64 id = target->id;

  /* The row goes with its dialog. */
  adw_dialog_force_close (target->dialog);
  ctn_window_show_record (window, table, id);
}

static void
make_target (GtkWidget *row, AdwDialog *dialog, const char *table, gint64 id)
{
  Target *target = g_new0 (Target, 1);

  target->dialog = dialog;
  target->table = table;
  target->id = id;
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_object_set_data_full (G_OBJECT (row), "target", target, g_free);
  g_signal_connect (row, "activated", G_CALLBACK (open_cb), target);
}

void
ctn_region_dialogs_show_cell (CtnPage *page,
                              const CtnPriorityMatrix *matrix,
                              CtnMatrixColumns columns,
                              guint region,
                              guint column)
{
  CtnConnection *reader = ctn_project_get_reader (ctn_page_get_project (page));
  const CtnRegionCodes *codes = matrix->regions->pdata[region];
  g_autofree char *title =
      g_strdup_printf ("%s · %s", codes->name, (const char *) matrix->titles->pdata[column]);
  GError *error = NULL;
  g_autoptr (GArray) ids =
      ctn_priority_matrix_list (reader, matrix, columns, region, column, &error);
  AdwPreferencesGroup *group;
  AdwDialog *dialog;

  if (ids == NULL) {
    ctn_page_report (page, error);
    return;
  }
  group = add_group (present (GTK_WIDGET (page), title, &dialog), _ ("Priorities"), NULL);
  if (ids->len == 0)
    add_row (group, _ ("None of the region’s priorities is here"), NULL);
  for (guint i = 0; i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i);
    g_autofree char *name = ctn_record_get_title (reader, ctn_priority_kind (), id, NULL);
    gint64 strategy = ctn_priority_get_strategy (reader, id);
    g_autofree char *description =
        ctn_record_get_title (reader, ctn_region_strategy_kind (), strategy, NULL);

    make_target (add_row (group, name != NULL ? name : "", description), dialog, "region_strategy",
                 strategy);
  }
}

static void
add_scheme (AdwPreferencesPage *page,
            const CtnRegionCodes *one,
            const CtnRegionCodes *other,
            int scheme)
{
  const char *name = ctn_priority_schemes ()[scheme];
  g_auto (CtnOverlap) overlap = { 0 };
  g_autofree char *index = NULL;
  g_autofree char *description = NULL;
  AdwPreferencesGroup *group;

  ctn_overlap_init (&overlap, one, other, scheme);
  if (isnan (overlap.index))
    return;
  index = ctn_number_format (overlap.index, 2);
  /* Translators: Jaccard's index, then how many codes of how many */
  description = g_strdup_printf (_ ("Overlap %s: %u of %u codes in common"), index,
                                 overlap.shared->len, overlap.n_either);
  group = add_group (page, _ (ctn_priority_scheme_get_label (name)), description);
  for (guint i = 0; i < overlap.shared->len; i++) {
    g_autofree char *title = ctn_priority_code_dup_title (name, overlap.shared->pdata[i]);

    add_row (group, title, NULL);
  }
}

void
ctn_region_dialogs_show_overlap (CtnPage *page,
                                 const CtnRegionCodes *one,
                                 const CtnRegionCodes *other)
{
  g_autofree char *title = g_strdup_printf ("%s – %s", one->name, other->name);
  AdwDialog *dialog;
  AdwPreferencesPage *content = present (GTK_WIDGET (page), title, &dialog);

  add_group (
      content, NULL,
      _ ("The overlap is Jaccard’s index: codes that both regions have, divided by codes that at "
         "least one of them has. Codes are compared as they stand, in their own scheme."));
  for (int scheme = 0; scheme < CTN_N_SCHEMES; scheme++)
    add_scheme (content, one, other, scheme);
}

void
ctn_region_dialogs_show_organisations (CtnPage *page, GtkWidget *parent, GArray *ids)
{
  CtnConnection *reader = ctn_project_get_reader (ctn_page_get_project (page));
  g_autofree char *title =
      g_strdup_printf (ctn_ngettext ("%u Organisation", "%u Organisations", ids->len), ids->len);
  g_autofree char *rest = NULL;
  AdwPreferencesGroup *group;
  AdwDialog *dialog;

  if (ids->len > MAX_ROWS)
    rest = g_strdup_printf (_ ("The first %u are listed."), (guint) MAX_ROWS);
  group = add_group (present (parent, title, &dialog), NULL, rest);
  for (guint i = 0; i < MIN (ids->len, MAX_ROWS); i++) {
    gint64 id = g_array_index (ids, gint64, i);
    g_autofree char *name = ctn_record_get_title (reader, ctn_organisation_kind (), id, NULL);
    g_autofree char *city =
        ctn_record_get_shown (reader, ctn_organisation_kind (), id,
                              ctn_record_kind_find_field (ctn_organisation_kind (), "city"), NULL);

    make_target (add_row (group, name != NULL ? name : "", city), dialog, "organisation", id);
  }
}
