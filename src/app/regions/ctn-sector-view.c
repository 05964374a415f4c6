#include "ctn-sector-view.h"

#include <ctn-code-list.h>
#include <ctn-i18n.h>
#include <ctn-number.h>
#include <ctn-project-read.h>
#include <ctn-sector-analysis.h>
#include <ctn-sector-tree.h>
#include <math.h>

#include "ctn-picker.h"
#include "ctn-side.h"
#include "ctn-watch.h"
#include "ctn-window.h"

struct _CtnSectorView {
  AdwBin parent_instance;

  CtnPage *page;   /* (unowned) */
  CtnWatch *watch; /* (unowned) */
  gboolean filling;
  char *region; /* (owned) (nullable) */
  GArray *ids;  /* (owned) gint64 of the sectors, as in the drop-down; the first is 0 */
  GtkDropDown *sectors;
  GtkButton *region_button;
  GtkBox *box;
  GtkStack *stack;
  GPtrArray *groups;         /* (owned) GtkWidget, unowned */
  GCancellable *cancellable; /* (owned) (nullable) of the analysis that runs */
};

G_DEFINE_FINAL_TYPE (CtnSectorView, ctn_sector_view, ADW_TYPE_BIN)

static AdwPreferencesGroup *
add_group (CtnSectorView *self, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (self->box, group);
  g_ptr_array_add (self->groups, group);
  return ADW_PREFERENCES_GROUP (group);
}

static GtkWidget *
add_row (AdwPreferencesGroup *group, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 4);
  adw_preferences_group_add (group, row);
  return row;
}

static void
add_figure (AdwPreferencesGroup *group, const char *title, double value, const char *detail)
{
  GtkWidget *row = add_row (group, title, detail);
  g_autofree char *number = isfinite (value) ? ctn_number_format (value, 2) : g_strdup ("–");
  GtkWidget *label = gtk_label_new (number);

  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, "title-4");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
}

static void
show_strength (CtnSectorView *self, const CtnSectorAnalysis *analysis)
{
  AdwPreferencesGroup *group = add_group (self, _ ("Strength"));
  g_autofree char *staff = ctn_number_format (analysis->staff, 0);
  g_autofree char *lq =
      g_strdup_printf (_ ("Share of the sector in the region’s staff, divided by its share in the "
                          "staff of all partners. "
                          "%s annual work units, known of %u of %u organisations"),
                       staff, analysis->n_staff, analysis->n);
  g_autofree char *count =
      g_strdup_printf (_ ("The same by number: %u of the region’s %u organisations, %u of all %u"),
                       analysis->n, analysis->n_region, analysis->n_sector, analysis->n_all);
  g_autofree char *critical =
      g_strdup_printf (_ ("Location quotient of at least %.2f, and %u organisations or more"),
                       CTN_SECTOR_LQ_CRITICAL, (guint) CTN_SECTOR_N_CRITICAL);

  add_figure (group, _ ("Location Quotient"), analysis->lq, lq);
  add_figure (group, _ ("Location Quotient by Organisations"), analysis->lq_count, count);
  adw_action_row_add_suffix (ADW_ACTION_ROW (add_row (group, _ ("Critical Mass"), critical)),
                             gtk_label_new (analysis->is_critical ? _ ("Yes") : _ ("No")));
}

static void
show_sizes (CtnSectorView *self, const CtnSectorAnalysis *analysis)
{
  const char *const helices[] = { _ ("Industry"), _ ("Research and Education"), _ ("Government"),
                                  _ ("Civil Society") };
  AdwPreferencesGroup *group = add_group (self, _ ("Who Is There"));
  g_autoptr (GString) sizes = g_string_new (NULL);
  g_autoptr (GString) kinds = g_string_new (NULL);

  for (guint i = 0; i < CTN_N_SIZES; i++)
    if (analysis->sizes[i] > 0)
      g_string_append_printf (sizes, "%s%s %u", sizes->len > 0 ? " · " : "",
                              ctn_size_class_get_label ((CtnSizeClass) i), analysis->sizes[i]);
  for (guint i = 0; i < G_N_ELEMENTS (helices); i++)
    if (analysis->helices[i] > 0)
      g_string_append_printf (kinds, "%s%s %u", kinds->len > 0 ? " · " : "", helices[i],
                              analysis->helices[i]);
  add_row (group, _ ("Size Classes (Declared)"), sizes->len > 0 ? sizes->str : _ ("None"));
  add_row (group, _ ("Helices"), kinds->len > 0 ? kinds->str : _ ("None"));
}

typedef struct {
  const char *table;
  gint64 id;
} Target;

static void
open_cb (GtkWidget *row, Target *target)
{
  GtkRoot *root = gtk_widget_get_root (row);

  if (CTN_IS_WINDOW (root))
    ctn_window_show_record (CTN_WINDOW (root), target->table, target->id);
}

static void
show_references (CtnSectorView *self, const char *title, const char *none, GPtrArray *references)
{
  AdwPreferencesGroup *group = add_group (self, title);

  if (references->len == 0)
    gtk_widget_add_css_class (add_row (group, none, NULL), "dim-label");
  for (guint i = 0; i < references->len; i++) {
    const CtnSectorReference *reference = references->pdata[i];
    GtkWidget *row = add_row (group, reference->title, reference->detail);
    Target *target = g_new (Target, 1);

    *target = (Target) { reference->table, reference->id };
    gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               gtk_image_new_from_icon_name ("go-next-symbolic"));
    g_object_set_data_full (G_OBJECT (row), "target", target, g_free);
    g_signal_connect (row, "activated", G_CALLBACK (open_cb), target);
  }
}

static void
show_analysis (CtnSectorView *self, const CtnSectorAnalysis *analysis)
{
  for (guint i = 0; i < self->groups->len; i++)
    gtk_box_remove (self->box, self->groups->pdata[i]);
  g_ptr_array_set_size (self->groups, 0);
  show_strength (self, analysis);
  show_sizes (self, analysis);
  show_references (self, _ ("Priorities of the Region"), _ ("No priority names the sector"),
                   analysis->priorities);
  show_references (self, _ ("Value Chains"), _ ("No chain has an actor of the sector here"),
                   analysis->chains);
  show_references (self, _ ("Maturity"), _ ("Nothing was assessed"), analysis->assessments);
  show_references (self, _ ("Organisations"), _ ("No organisation of the sector here"),
                   analysis->organisations);
  gtk_stack_set_visible_child_name (self->stack, "analysis");
}

typedef struct {
  gint64 sector;
  char *region; /* (owned) */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->region);
  g_free (question);
}

static gpointer
make_analysis (CtnConnection *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;

  return ctn_sector_analysis_new (reader, question->sector, question->region, error);
}

static void
analysed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  CtnSectorView *self = CTN_SECTOR_VIEW (source);
  GError *error = NULL;
  g_autoptr (CtnSectorAnalysis) analysis = ctn_project_read_finish (result, &error);

  if (analysis != NULL && self->groups != NULL)
    show_analysis (self, analysis);
  else if (error != NULL && self->page != NULL &&
           !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ctn_page_report (self->page, g_steal_pointer (&error));
  g_clear_error (&error);
}

static void
show_region (CtnSectorView *self)
{
  gtk_button_set_label (self->region_button, self->region != NULL && *self->region != '\0'
                                                 ? ctn_place_get_title (self->region)
                                                 : _ ("All Regions"));
}

static void
analyse (CtnSectorView *self)
{
  guint selected = gtk_drop_down_get_selected (self->sectors);
  Question *question;

  if (self->filling || self->page == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  question = g_new0 (Question, 1);
  question->sector = selected < self->ids->len ? g_array_index (self->ids, gint64, selected) : 0;
  question->region = g_strdup (self->region != NULL ? self->region : "");
  ctn_project_read_async (ctn_page_get_project (self->page), self, make_analysis, question,
                          question_free, (GDestroyNotify) ctn_sector_analysis_free,
                          self->cancellable, analysed_cb, NULL);
}

/* The sectors as a tree, indented; keeps the one that is chosen. */
static void
fill_sectors (CtnSectorView *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = gtk_drop_down_get_selected (self->sectors);
  gint64 current = selected < self->ids->len ? g_array_index (self->ids, gint64, selected) : 0;
  g_autoptr (GPtrArray) sectors =
      ctn_sector_tree_list (ctn_project_get_reader (ctn_page_get_project (self->page)), NULL);
  gint64 all = 0;

  g_array_set_size (self->ids, 0);
  g_array_append_val (self->ids, all);
  gtk_string_list_append (names, _ ("All Sectors"));
  selected = 0;
  for (guint i = 0; sectors != NULL && i < sectors->len; i++) {
    const CtnSector *sector = sectors->pdata[i];
    g_autofree char *name = g_strdup_printf ("%*s%s", (int) (4 * sector->depth), "", sector->name);

    if (sector->id == current)
      selected = self->ids->len;
    g_array_append_val (self->ids, sector->id);
    gtk_string_list_append (names, name);
  }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->sectors, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->sectors, selected);
  self->filling = FALSE;
}

static void
refresh (CtnSectorView *self)
{
  fill_sectors (self);
  show_region (self);
  analyse (self);
}

void
ctn_sector_view_set_up (CtnSectorView *self, CtnPage *page)
{
  static const char *const tables[] = { "organisation", "organisation_sector", "organisation_size",
                                        "sector",       "chain_actor",         "assessment",
                                        "priority",     "region_strategy",     NULL };

  self->page = page;
  self->watch =
      ctn_watch (GTK_WIDGET (self), ctn_page_get_project (page), tables, (CtnWatchFunc) refresh);
}

void
ctn_sector_view_set_region (CtnSectorView *self, const char *nuts)
{
  if (g_set_str (&self->region, nuts))
    ctn_watch_refresh (self->watch);
}

static void
picked_cb (GPtrArray *picks, gpointer data)
{
  ctn_sector_view_set_region (data, ((const CtnPick *) picks->pdata[0])->code);
}

static void
choose_region_cb (CtnSectorView *self)
{
  ctn_picker_present (GTK_WIDGET (self), ctn_page_get_project (self->page), CTN_PICKER_REGIONS,
                      _ ("Region"), NULL, picked_cb, self);
}

static void
ctn_sector_view_dispose (GObject *object)
{
  CtnSectorView *self = CTN_SECTOR_VIEW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  self->page = NULL;

  G_OBJECT_CLASS (ctn_sector_view_parent_class)->dispose (object);
}

static void
ctn_sector_view_finalize (GObject *object)
{
  CtnSectorView *self = CTN_SECTOR_VIEW (object);

  g_free (self->region);
  g_array_unref (self->ids);

  G_OBJECT_CLASS (ctn_sector_view_parent_class)->finalize (object);
}

static void
ctn_sector_view_class_init (CtnSectorViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ctn_sector_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = ctn_sector_view_finalize;
}

static GtkWidget *
make_tools (CtnSectorView *self)
{
  const char *const none[] = { NULL };
  GtkWidget *box = adw_wrap_box_new ();

  self->sectors = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (none));
  self->region_button = GTK_BUTTON (gtk_button_new ());
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->sectors), _ ("Sector"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->region_button), _ ("Choose a Region"));
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (box), 8);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (box), 6);
  adw_wrap_box_append (ADW_WRAP_BOX (box), GTK_WIDGET (self->sectors));
  adw_wrap_box_append (ADW_WRAP_BOX (box), GTK_WIDGET (self->region_button));
  g_signal_connect_object (self->sectors, "notify::selected", G_CALLBACK (analyse), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->region_button, "clicked", G_CALLBACK (choose_region_cb), self,
                           G_CONNECT_SWAPPED);
  return box;
}

static void
ctn_sector_view_init (CtnSectorView *self)
{

  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->groups = g_ptr_array_new ();
  self->stack = GTK_STACK (gtk_stack_new ());
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  gtk_box_append (self->box, make_tools (self));
  gtk_stack_add_named (self->stack, adw_spinner_new (), "busy");
  gtk_stack_add_named (self->stack, ctn_side_wrap (GTK_WIDGET (self->box), 720), "analysis");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}
