#include "ctn-findings-view.h"

#include <ctn-i18n.h>

#include "ctn-explain-button.h"
#include "ctn-finding-row.h"
#include "ctn-network-group.h"
#include "ctn-side.h"
#include "ctn-status-page.h"

/* More rows than anybody reads would make the view slow; the rest comes on request. */
#define ROWS_AT_A_TIME 60

struct _CtnFindingsView {
  AdwBin parent_instance;

  CtnChainAnalysis *analysis; /* (owned) (nullable) */
  GtkStack *stack;
  GtkBox *groups;
  char *opened; /* (owned) (nullable) key of the finding that is open */
  guint limit;  /* rows of a group */
  guint idle;   /* source that makes the list anew */
};

enum { SIGNAL_CHOSEN, SIGNAL_CANDIDATES, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtnFindingsView, ctn_findings_view, ADW_TYPE_BIN)

static void refill (CtnFindingsView *self);

static void
expanded_cb (CtnFindingsView *self, GParamSpec *pspec, CtnFindingRow *row)
{
  const CtnFinding *finding = ctn_finding_row_get_finding (row);

  if (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row))) {
    g_free (self->opened);
    self->opened = g_strdup (finding->key);
  } else if (g_strcmp0 (self->opened, finding->key) == 0) {
    g_clear_pointer (&self->opened, g_free);
  }
}

static void
show_cb (CtnFindingsView *self, CtnFindingRow *row)
{
  const CtnFinding *finding = ctn_finding_row_get_finding (row);

  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, finding->role, finding->id);
}

static void
candidates_cb (CtnFindingsView *self, CtnFindingRow *row)
{
  CtnChain *chain = ctn_chain_analysis_get_chain (self->analysis);
  int stage = ctn_finding_row_get_finding (row)->stage;

  if (chain != NULL && stage >= 0 && stage < (int) chain->stages->len)
    g_signal_emit (self, signals[SIGNAL_CANDIDATES], 0,
                   ctn_chain_get_stage (chain, (guint) stage)->id);
}

static void
more_cb (CtnFindingsView *self)
{
  self->limit += ROWS_AT_A_TIME;
  refill (self);
}

static void
add_row (CtnFindingsView *self, GtkWidget *group, const CtnFinding *finding)
{
  CtnFindingRow *row =
      ctn_finding_row_new (ctn_chain_analysis_get_page (self->analysis),
                           ctn_chain_analysis_get_chain (self->analysis)->id, finding);

  if (g_strcmp0 (self->opened, finding->key) == 0)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  g_signal_connect_object (row, "notify::expanded", G_CALLBACK (expanded_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "locate", G_CALLBACK (show_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "candidates", G_CALLBACK (candidates_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (row));
}

static const char *
get_explanation (void)
{
  return _ (
      "White spot: a stage without existing actors. Gap: fewer of them than the chain asks for, or "
      "somebody who was marked as missing.\n\n"
      "Bottleneck: capacity below demand; an HHI of the stage above 0.25; or an actor in the top "
      "tenth by betweenness, its part of all shortest ways (Brandes 2001). From 0.15, the stage "
      "counts as concentrated.\n\n"
      "Single point of failure: every way from the first stage to the market leads through the "
      "actor, or its part of the network falls apart without it.\n\n"
      "Risk: a market that is not reached, an actor with no supply but a weak one or without "
      "links, imports from few countries (HHI of origins above 0.4), a stage that loses money.\n\n"
      "Opportunity: two regions of which each covers stages well that the other does not.\n\n"
      "Each finding says which rule it comes from. You decide which ones stand.");
}

static void
add_group (CtnFindingsView *self, GPtrArray *findings, CtnFindingState state, const char *title)
{
  GtkWidget *group = NULL;
  guint n = 0;

  for (guint i = 0; i < findings->len; i++) {
    const CtnFinding *finding = g_ptr_array_index (findings, i);

    if (finding->state != state)
      continue;
    if (group == NULL) {
      group = adw_preferences_group_new ();
      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
      if (gtk_widget_get_first_child (GTK_WIDGET (self->groups)) == NULL)
        adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group),
                                                 ctn_explain_button_new (get_explanation ()));
      gtk_box_append (self->groups, group);
    }
    if (n++ < self->limit)
      add_row (self, group, finding);
  }
  if (n > self->limit) {
    GtkWidget *more = adw_button_row_new ();

    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (more), _ ("Show More"));
    g_signal_connect_object (more, "activated", G_CALLBACK (more_cb), self, G_CONNECT_SWAPPED);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), more);
  }
}

/* Rows of findings, in order. (transfer container) */
static GPtrArray *
list_rows (GtkWidget *widget, GPtrArray *rows)
{
  if (CTN_IS_FINDING_ROW (widget)) {
    g_ptr_array_add (rows, widget);
    return rows;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    list_rows (child, rows);
  return rows;
}

/* The row that the keyboard is in, and its place. Returns: (transfer full) (nullable) */
static CtnFindingRow *
find_focused (CtnFindingsView *self, guint *place)
{
  g_autoptr (GPtrArray) rows = list_rows (GTK_WIDGET (self->groups), g_ptr_array_new ());
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (guint i = 0; focus != NULL && i < rows->len; i++)
    if (gtk_widget_is_ancestor (focus, rows->pdata[i])) {
      *place = i;
      return g_object_ref (rows->pdata[i]);
    }
  return NULL;
}

/* Back to the finding; where it went to another group, to the one that came into its place. */
static void
focus_again (CtnFindingsView *self, CtnFindingRow *old, guint place)
{
  g_autoptr (GPtrArray) rows = list_rows (GTK_WIDGET (self->groups), g_ptr_array_new ());
  const CtnFinding *before = ctn_finding_row_get_finding (old);

  for (guint i = 0; i < rows->len; i++) {
    const CtnFinding *finding = ctn_finding_row_get_finding (rows->pdata[i]);

    if (g_str_equal (finding->key, before->key) && finding->state == before->state)
      place = i;
  }
  if (rows->len > 0)
    gtk_widget_child_focus (rows->pdata[MIN (place, rows->len - 1)], GTK_DIR_TAB_FORWARD);
}

static void
fill (CtnFindingsView *self)
{
  GPtrArray *findings = ctn_chain_analysis_get_findings (self->analysis);
  guint place = 0;
  g_autoptr (CtnFindingRow) focused = find_focused (self, &place);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
  if (findings == NULL || findings->len == 0) {
    gtk_stack_set_visible_child_name (self->stack, findings == NULL ? "busy" : "none");
    return;
  }
  add_group (self, findings, CTN_FINDING_OPEN, _ ("Open"));
  add_group (self, findings, CTN_FINDING_ACCEPTED, _ ("Accepted"));
  add_group (self, findings, CTN_FINDING_REJECTED, _ ("Rejected"));
  gtk_box_append (self->groups,
                  ctn_network_group_new (ctn_chain_analysis_get_chain (self->analysis),
                                         ctn_chain_analysis_get_network (self->analysis)));
  gtk_stack_set_visible_child_name (self->stack, "list");
  if (focused != NULL)
    focus_again (self, focused, place);
}

static gboolean
idle_cb (gpointer data)
{
  CtnFindingsView *self = data;

  self->idle = 0;
  fill (self);
  return G_SOURCE_REMOVE;
}

/* Later, because whoever asks for it may be a row that goes. */
static void
refill (CtnFindingsView *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add (idle_cb, self);
}

void
ctn_findings_view_set_analysis (CtnFindingsView *self, CtnChainAnalysis *analysis)
{
  self->analysis = g_object_ref (analysis);
  g_signal_connect_object (analysis, "ready", G_CALLBACK (refill), self, G_CONNECT_SWAPPED);
}

static void
ctn_findings_view_dispose (GObject *object)
{
  CtnFindingsView *self = CTN_FINDINGS_VIEW (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->analysis);
  g_clear_pointer (&self->opened, g_free);

  G_OBJECT_CLASS (ctn_findings_view_parent_class)->dispose (object);
}

static void
ctn_findings_view_class_init (CtnFindingsViewClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ctn_findings_view_dispose;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
  signals[SIGNAL_CANDIDATES] = g_signal_new ("candidates", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                             NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static GtkWidget *
make_list (CtnFindingsView *self)
{

  self->groups = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 24));
  return ctn_side_wrap (GTK_WIDGET (self->groups), 720);
}

static GtkWidget *
make_none (void)
{
  return ctn_status_page_new (
      "emblem-ok-symbolic", _ ("Nothing Found"),
      _ ("No gap, bottleneck or risk shows in this chain. Findings come with stages, actors and "
         "links."),
      NULL);
}

static void
ctn_findings_view_init (CtnFindingsView *self)
{
  self->limit = ROWS_AT_A_TIME;
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), "busy");
  gtk_stack_add_named (self->stack, make_none (), "none");
  gtk_stack_add_named (self->stack, make_list (self), "list");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}
