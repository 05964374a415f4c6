/* What a partner needs and offers, in its detail pane: rows that lead to the view of needs and offers, and two
 * that add one. */
#include <ctn-i18n.h>
#include <ctn-need.h>
#include <ctn-record.h>

#include "ctn-partner-section.h"
#include "ctn-window.h"

/* What a row leads to. */
typedef struct {
  CtnPage *page; /* (unowned) outlives its rows */
  const CtnRecordKind *kind;
  gint64 id;           /* 0: a new one */
  gint64 organisation; /* of a new one */
} Target;

static void
target_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

static void
activated_cb (GtkWidget *row, const Target *target)
{
  GtkRoot *root = gtk_widget_get_root (row);
  const CtnRecordKind *kind = target->kind;
  gint64 id = target->id;
  GError *error = NULL;

  if (id == 0)
    id = ctn_need_add (ctn_page_get_project (target->page), kind,
                       kind == ctn_need_kind () ? _ ("New Need") : _ ("New Offer"),
                       target->organisation, 0, &error);
  if (id == 0)
    ctn_page_report (target->page, error);
  else if (CTN_IS_WINDOW (root))
    ctn_window_show_record (CTN_WINDOW (root), kind->table, id);
}

static GtkWidget *
make_row (CtnPage *page,
          const CtnRecordKind *kind,
          gint64 id,
          gint64 organisation,
          const char *title,
          const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  Target *target = g_new (Target, 1);

  *target = (Target) { page, kind, id, organisation };
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (
      ADW_ACTION_ROW (row),
      gtk_image_new_from_icon_name (id != 0 ? "go-next-symbolic" : "list-add-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_data (row, "activated", G_CALLBACK (activated_cb), target, target_free,
                         G_CONNECT_DEFAULT);
  return row;
}

static gboolean
add_rows (GPtrArray *rows,
          CtnPage *page,
          const CtnRecordKind *kind,
          gint64 organisation,
          GError **error)
{
  CtnConnection *reader = ctn_project_get_reader (ctn_page_get_project (page));
  const CtnNeedFilter filter = { .organisation = organisation };
  g_autoptr (GArray) ids = ctn_need_list (reader, kind, &filter, error);
  gboolean is_need = kind == ctn_need_kind ();

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i);
    g_autofree char *title = ctn_record_get_title (reader, kind, id, NULL);
    g_autofree char *state =
        ctn_record_get_shown (reader, kind, id, ctn_record_kind_find_field (kind, "state"), NULL);
    /* Translators: a need or an offer, and its state */
    g_autofree char *subtitle =
        g_strdup_printf (is_need ? _ ("Need · %s") : _ ("Offer · %s"), state != NULL ? state : "");

    g_ptr_array_add (rows, make_row (page, kind, id, 0, title != NULL ? title : "", subtitle));
  }
  return TRUE;
}

static GPtrArray *
list_needs (CtnPage *page, gint64 organisation, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  if (!add_rows (rows, page, ctn_need_kind (), organisation, error) ||
      !add_rows (rows, page, ctn_offer_kind (), organisation, error))
    return NULL;
  g_ptr_array_add (rows, make_row (page, ctn_need_kind (), 0, organisation, _ ("Add a Need"), ""));
  g_ptr_array_add (rows,
                   make_row (page, ctn_offer_kind (), 0, organisation, _ ("Add an Offer"), ""));
  return g_steal_pointer (&rows);
}

const CtnPartnerSectionKind *
ctn_partner_needs (void)
{
  static const CtnPartnerSectionKind kind = {
    .id = "needs",
    .title = N_ ("Needs and Offers"),
    .icon_name = "ctn-need-symbolic",
    .empty_title = N_ ("No Needs and Offers Yet"),
    .empty_text = N_ ("Enter them in the view “Needs and Offers”."),
    .tables = { "need", "offer", NULL },
    /* The two rows that add are no needs; so their number is not shown. */
    .is_lazy = TRUE,
    .list = list_needs,
  };

  return &kind;
}
