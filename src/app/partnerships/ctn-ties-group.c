#include "ctn-ties-group.h"
#include "ctn-explain-button.h"

#include <ctn-i18n.h>
#include <ctn-number.h>
#include <ctn-record-operations.h>
#include <ctn-tie-measures.h>
#include <math.h>

#include "ctn-icon-button.h"
#include "ctn-partnership-rows.h"
#include "ctn-tie-dialog.h"
#include "ctn-watch.h"
#include "ctn-window.h"

struct _CtnTiesGroup {
  AdwPreferencesGroup parent_instance;

  CtnPage *page;   /* (unowned) (nullable) */
  CtnWatch *watch; /* (unowned) */
  gint64 partnership;
  GPtrArray *members; /* (owned) (nullable) */
  GtkWidget *add;
};

G_DEFINE_FINAL_TYPE (CtnTiesGroup, ctn_ties_group, ADW_TYPE_PREFERENCES_GROUP)

static CtnProject *
get_project (CtnTiesGroup *self)
{
  return ctn_page_get_project (self->page);
}

static gint64
get_id (gpointer object)
{
  const gint64 *id = g_object_get_data (G_OBJECT (object), "record");

  return *id;
}

static void
show_cb (GtkWidget *row, CtnTiesGroup *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  const char *table = g_object_get_data (G_OBJECT (row), "table");

  if (CTN_IS_WINDOW (root))
    ctn_window_show_record (CTN_WINDOW (root), table, get_id (row));
}

static void
remove_cb (GtkWidget *button, CtnTiesGroup *self)
{
  gint64 id = get_id (button);
  GError *error = NULL;

  if (ctn_record_remove (get_project (self), ctn_tie_kind (), &id, 1, &error))
    ctn_page_toast (self->page, _ ("Tie removed"), TRUE);
  else
    ctn_page_report (self->page, error);
}

/* A source leads to its record; one that was recorded here can be taken out. */
static GtkWidget *
make_source_row (CtnTiesGroup *self, const CtnTieSource *source)
{
  GtkWidget *row = ctn_value_row_new (ctn_tie_source_get_label (source->kind), source->title, NULL);

  if (source->kind == CTN_TIE_RECORDED) {
    GtkWidget *button = ctn_icon_button_new ("user-trash-symbolic", _ ("Remove"));

    g_object_set_data_full (G_OBJECT (button), "record", g_memdup2 (&source->id, sizeof source->id),
                            g_free);
    g_signal_connect (button, "clicked", G_CALLBACK (remove_cb), self);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  } else if (source->kind != CTN_TIE_PAPER) {
    gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
    g_object_set_data_full (G_OBJECT (row), "record", g_memdup2 (&source->id, sizeof source->id),
                            g_free);
    g_object_set_data (G_OBJECT (row), "table", (gpointer) ctn_tie_source_get_table (source->kind));
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               gtk_image_new_from_icon_name ("go-next-symbolic"));
    g_signal_connect (row, "activated", G_CALLBACK (show_cb), self);
  }
  return row;
}

static const char *
get_name (CtnTiesGroup *self, guint index)
{
  return ((const CtnMember *) g_ptr_array_index (self->members, index))->name;
}

static char *
describe_sources (const CtnTie *tie)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  int last = -1;

  for (guint i = 0; i < tie->sources->len; i++) {
    CtnTieSourceKind kind = g_array_index (tie->sources, CtnTieSource, i).kind;

    if ((int) kind != last)
      g_strv_builder_add (parts, ctn_tie_source_get_label (kind));
    last = (int) kind;
  }
  all = g_strv_builder_end (parts);
  return g_strjoinv (" · ", all);
}

static void
add_list (CtnTiesGroup *self, GPtrArray *ties)
{
  g_autofree char *subtitle =
      g_strdup_printf (ctn_ngettext ("%u tie", "%u ties", ties->len), ties->len);
  GtkWidget *list = ctn_expander_row_new (_ ("Who Works with Whom"), subtitle);

  for (guint i = 0; i < ties->len; i++) {
    const CtnTie *tie = g_ptr_array_index (ties, i);
    g_autofree char *title =
        g_strdup_printf ("%s – %s", get_name (self, tie->a), get_name (self, tie->b));
    g_autofree char *sources = describe_sources (tie);
    GtkWidget *row = ctn_expander_row_new (title, sources);

    for (guint j = 0; j < tie->sources->len; j++)
      adw_expander_row_add_row (
          ADW_EXPANDER_ROW (row),
          make_source_row (self, &g_array_index (tie->sources, CtnTieSource, j)));
    adw_expander_row_add_row (ADW_EXPANDER_ROW (list), row);
  }
  ctn_side_add_row (ADW_PREFERENCES_GROUP (self), list);
}

static void
add_figures (CtnTiesGroup *self, GPtrArray *ties)
{
  CtnTieFigures figures;
  g_autofree char *cross = NULL;
  g_autofree char *closure = NULL;
  g_autofree char *cross_text = NULL;
  g_autofree char *closure_text = NULL;

  ctn_tie_get_figures (self->members, ties, &figures);
  cross_text = g_strdup_printf (_ ("%u of %u ties whose helices are known"), figures.n_cross,
                                figures.n_known);
  closure_text =
      g_strdup_printf (_ ("%u of %u possible triangles of industry, research and government"),
                       figures.n_triangles, figures.n_possible);
  cross = isfinite (figures.cross_share)
              ? g_strdup_printf (_ ("%.0f %%"), 100 * figures.cross_share)
              : g_strdup ("–");
  closure = isfinite (figures.closure) ? g_strdup_printf (_ ("%.0f %%"), 100 * figures.closure)
                                       : g_strdup ("–");
  ctn_side_add_row (ADW_PREFERENCES_GROUP (self),
                    ctn_value_row_new (_ ("Ties Across Helices"), cross_text, cross));
  ctn_side_add_row (ADW_PREFERENCES_GROUP (self),
                    ctn_value_row_new (_ ("Trilateral Closure"), closure_text, closure));
}

static char *
describe_group (const CtnTieGroup *group)
{
  g_autofree char *ei = NULL;

  if (isnan (group->ei))
    return g_strdup (_ ("no ties"));
  ei = ctn_number_format_signed (group->ei, 2);
  return g_strdup_printf (_ ("E–I %s · ties to others: %u, among themselves: %u"), ei,
                          group->external, group->internal);
}

static void
add_groups (CtnTiesGroup *self, GPtrArray *ties, CtnTieGroups groups, const char *title)
{
  g_autoptr (GPtrArray) list = ctn_tie_list_groups (self->members, ties, groups);
  g_autofree char *all = describe_group (g_ptr_array_index (list, 0));
  GtkWidget *row;

  if (list->len < 2)
    return;
  row = ctn_expander_row_new (title, all);
  for (guint i = 1; i < list->len; i++) {
    const CtnTieGroup *group = g_ptr_array_index (list, i);
    g_autofree char *name = ctn_tie_group_dup_title (groups, group->group);
    g_autofree char *text = describe_group (group);

    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), ctn_value_row_new (name, text, NULL));
  }
  ctn_side_add_row (ADW_PREFERENCES_GROUP (self), row);
}

/* Who left has no new ties. */
static guint
count_present (GPtrArray *members)
{
  guint n = 0;

  for (guint i = 0; i < members->len; i++)
    n += !((const CtnMember *) members->pdata[i])->left;
  return n;
}

static void
refresh (CtnTiesGroup *self)
{
  CtnConnection *reader;
  g_autoptr (GPtrArray) ties = NULL;
  GError *error = NULL;

  ctn_side_clear (ADW_PREFERENCES_GROUP (self));
  g_clear_pointer (&self->members, g_ptr_array_unref);
  if (self->partnership == 0)
    return;
  reader = ctn_project_get_reader (get_project (self));
  self->members = ctn_partnership_list_members (reader, self->partnership, &error);
  if (self->members != NULL)
    ties = ctn_tie_list (reader, self->partnership, self->members, &error);
  if (ties == NULL) {
    ctn_page_report (self->page, error);
    return;
  }
  gtk_widget_set_sensitive (self->add, count_present (self->members) > 1);
  if (ties->len == 0) {
    ctn_side_add_row (
        ADW_PREFERENCES_GROUP (self),
        ctn_value_row_new (
            _ ("No Ties Yet"),
            _ ("They come from value chains, activities, exchanges and signed papers, "
               "or are recorded here."),
            NULL));
    return;
  }
  add_figures (self, ties);
  add_groups (self, ties, CTN_TIE_GROUPS_HELIX, _ ("Ties Between Helices"));
  add_groups (self, ties, CTN_TIE_GROUPS_COUNTRY, _ ("Ties Between Countries"));
  add_groups (self, ties, CTN_TIE_GROUPS_REGION, _ ("Ties Between Regions"));
  add_list (self, ties);
}

void
ctn_ties_group_show (CtnTiesGroup *self, CtnPage *page, gint64 partnership)
{
  static const char *const tables[] = { "tie",          "membership",  "commitment",
                                        "chain_link",   "chain_actor", "participant",
                                        "activity",     "exchange",    "paper_signature",
                                        "organisation", NULL };

  if (self->page == NULL) {
    self->page = page;
    self->watch =
        ctn_watch (GTK_WIDGET (self), ctn_page_get_project (page), tables, (CtnWatchFunc) refresh);
  }
  self->partnership = partnership;
  ctn_watch_refresh (self->watch);
}

static void
add_cb (CtnTiesGroup *self)
{
  if (self->members != NULL)
    ctn_tie_dialog_present (GTK_WIDGET (self), self->page, self->partnership, self->members);
}

static void
ctn_ties_group_finalize (GObject *object)
{
  g_clear_pointer (&CTN_TIES_GROUP (object)->members, g_ptr_array_unref);

  G_OBJECT_CLASS (ctn_ties_group_parent_class)->finalize (object);
}

static void
ctn_ties_group_class_init (CtnTiesGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ctn_ties_group_finalize;
}

static const char *
get_explanation (void)
{
  return _ (
      "A tie joins two members that have not left, once however often it is known: recorded "
      "here, linked in a value chain, at the same activity that was held, visitor and host of "
      "an exchange, or signers of the same paper.\n\n"
      "Ties across helices: ties between members of different helices, of all whose helices "
      "are known.\n\n"
      "Trilateral closure: triangles of an industry, a research and a government member that "
      "are all tied, of those that there could be.\n\n"
      "E–I index (E − I)/(E + I): −1 if a group has ties inside only, +1 if to others only "
      "(D. Krackhardt, R. N. Stern, Social Psychology Quarterly 51 (1988) 123).");
}

static void
ctn_ties_group_init (CtnTiesGroup *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->add = ctn_icon_button_new ("list-add-symbolic", _ ("Add Tie"));
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (add_cb), self);
  gtk_box_append (GTK_BOX (box), ctn_explain_button_new (get_explanation ()));
  gtk_box_append (GTK_BOX (box), self->add);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Ties"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), box);
}
