/* What other views say about a partner: value chains, partnerships, assessments. Read only here; a row
 * leads to the view that owns it. */
#include <ctn-activity.h>
#include <ctn-assessment.h>
#include <ctn-chain-places.h>
#include <ctn-chain.h>
#include <ctn-date.h>
#include <ctn-i18n.h>
#include <ctn-maturity-model.h>
#include <ctn-memberships.h>
#include <ctn-model-store.h>
#include <ctn-partnership.h>

#include "ctn-partner-section.h"
#include "ctn-window.h"

typedef struct {
  const char *table;
  gint64 id;
} Address;

static void
address_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

static void
activated_cb (GtkWidget *row, Address *address)
{
  GtkRoot *root = gtk_widget_get_root (row);

  if (CTN_IS_WINDOW (root))
    ctn_window_show_record (CTN_WINDOW (root), address->table, address->id);
}

/* @details: (element-type utf8) (transfer full) empty ones are left out */
static GtkWidget *
make_row (const char *title, GPtrArray *details, const char *table, gint64 id)
{
  GtkWidget *row = adw_action_row_new ();
  g_autoptr (GString) subtitle = g_string_new (NULL);
  Address *address = g_new0 (Address, 1);

  for (guint i = 0; i < details->len; i++) {
    const char *detail = g_ptr_array_index (details, i);

    if (detail == NULL || *detail == '\0')
      continue;
    g_string_append (subtitle, subtitle->len > 0 ? " · " : "");
    g_string_append (subtitle, detail);
  }
  g_ptr_array_unref (details);
  address->table = table;
  address->id = id;
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle->str);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_data (row, "activated", G_CALLBACK (activated_cb), address, address_free,
                         G_CONNECT_DEFAULT);
  return row;
}

/* What a person reads for @value in the field @name. */
static char *
dup_label (const CtnRecordKind *kind, const char *name, const char *value)
{
  return ctn_field_format (ctn_record_kind_find_field (kind, name), value);
}

static CtnConnection *
get_reader (CtnPage *page)
{
  return ctn_project_get_reader (ctn_page_get_project (page));
}

static GtkWidget *
make_place (const CtnChainPlace *place)
{
  GPtrArray *details = g_ptr_array_new_with_free_func (g_free);
  const CtnRecordKind *kind = ctn_chain_actor_kind ();

  g_ptr_array_add (details, g_strdup (place->stage));
  if (!g_str_equal (place->kind, "actor"))
    g_ptr_array_add (details, dup_label (kind, "kind", place->kind));
  if (!g_str_equal (place->state, "existing"))
    g_ptr_array_add (details, dup_label (kind, "state", place->state));
  g_ptr_array_add (details, g_strdup (place->role));
  return make_row (place->chain_name, details, "chain", place->chain);
}

static GPtrArray *
list_chains (CtnPage *page, gint64 organisation, GError **error)
{
  g_autoptr (GPtrArray) places = ctn_chain_list_places (get_reader (page), organisation, error);
  GPtrArray *rows = places != NULL ? g_ptr_array_new () : NULL;

  for (guint i = 0; rows != NULL && i < places->len; i++)
    g_ptr_array_add (rows, make_place (g_ptr_array_index (places, i)));
  return rows;
}

static char *
dup_term (const CtnMembership *membership)
{
  g_autofree char *since = ctn_date_format_iso (membership->since);
  g_autofree char *until = ctn_date_format_iso (membership->until);

  if (*since != '\0' && *until != '\0')
    /* Translators: from one date to another */
    return g_strdup_printf (_ ("%s – %s"), since, until);
  if (*since != '\0')
    /* Translators: %s is a date */
    return g_strdup_printf (_ ("since %s"), since);
  /* Translators: %s is a date */
  return *until != '\0' ? g_strdup_printf (_ ("until %s"), until) : NULL;
}

static GtkWidget *
make_membership (const CtnMembership *membership)
{
  GPtrArray *details = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (details, dup_label (ctn_partnership_kind (), "kind", membership->kind));
  g_ptr_array_add (details, g_strdup (membership->role));
  if (membership->commitment >= 0)
    g_ptr_array_add (details, g_strdup (_ (ctn_commitment_labels ()[membership->commitment])));
  g_ptr_array_add (details, dup_term (membership));
  return make_row (membership->name, details, "partnership", membership->partnership);
}

static GPtrArray *
list_partnerships (CtnPage *page, gint64 organisation, GError **error)
{
  g_autoptr (GPtrArray) memberships = ctn_membership_list (get_reader (page), organisation, error);
  GPtrArray *rows = memberships != NULL ? g_ptr_array_new () : NULL;

  for (guint i = 0; rows != NULL && i < memberships->len; i++)
    g_ptr_array_add (rows, make_membership (g_ptr_array_index (memberships, i)));
  return rows;
}

static GtkWidget *
make_assessment (CtnPage *page, const CtnAssessment *assessment)
{
  GPtrArray *details = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CtnMaturityModel) model =
      ctn_model_store_load (get_reader (page), assessment->model, NULL);
  const char *title = model != NULL ? ctn_texts_get (ctn_maturity_model_get_title (model), NULL)
                                    : assessment->model_code;

  g_ptr_array_add (details, ctn_date_format_iso (assessment->date));
  g_ptr_array_add (details, g_strdup (assessment->stage));
  return make_row (title, details, "assessment", assessment->id);
}

static GPtrArray *
list_assessments (CtnPage *page, gint64 organisation, GError **error)
{
  const CtnSubject subject = { .kind = CTN_SUBJECT_ORGANISATION, .id = organisation };
  g_autoptr (GPtrArray) assessments = ctn_assessment_list (get_reader (page), &subject, error);
  GPtrArray *rows = assessments != NULL ? g_ptr_array_new () : NULL;

  for (guint i = 0; rows != NULL && i < assessments->len; i++)
    g_ptr_array_add (rows, make_assessment (page, g_ptr_array_index (assessments, i)));
  return rows;
}

static GtkWidget *
make_activity (const CtnActivity *activity)
{
  GPtrArray *details = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (details, ctn_activity_dup_dates (activity));
  g_ptr_array_add (details, g_strdup (ctn_activity_get_kind_label (activity)));
  g_ptr_array_add (details, g_strdup (ctn_activity_get_state_label (activity)));
  return make_row (activity->name, details, "activity", activity->id);
}

static GPtrArray *
list_activities (CtnPage *page, gint64 organisation, GError **error)
{
  const CtnActivityFilter filter = { .organisation = organisation };
  g_autoptr (GPtrArray) activities = ctn_activity_find (get_reader (page), &filter, error);
  GPtrArray *rows = activities != NULL ? g_ptr_array_new () : NULL;

  for (guint i = 0; rows != NULL && i < activities->len; i++)
    g_ptr_array_add (rows, make_activity (g_ptr_array_index (activities, i)));
  return rows;
}

const CtnPartnerSectionKind *
ctn_partner_activities (void)
{
  static const CtnPartnerSectionKind kind = {
    .id = "activities",
    .title = N_ ("Activities"),
    .icon_name = "ctn-activities-symbolic",
    .empty_title = N_ ("In No Activity Yet"),
    .empty_text = N_ ("Add the organisation as host or participant in the view “Activities”."),
    .tables = { "activity", "activity_host", "participant", NULL },
    .list = list_activities,
  };

  return &kind;
}

const CtnPartnerSectionKind *
ctn_partner_chains (void)
{
  static const CtnPartnerSectionKind kind = {
    .id = "chains",
    .title = N_ ("Chains"),
    .icon_name = "ctn-value-chain-symbolic",
    .empty_title = N_ ("In No Value Chain Yet"),
    .empty_text = N_ ("Place the organisation at a stage in the view “Value Chains”."),
    .tables = { "chain", "chain_stage", "chain_actor", NULL },
    .list = list_chains,
  };

  return &kind;
}

const CtnPartnerSectionKind *
ctn_partner_partnerships (void)
{
  static const CtnPartnerSectionKind kind = {
    .id = "partnerships",
    .title = N_ ("Partnerships"),
    .icon_name = "ctn-partnership-symbolic",
    .empty_title = N_ ("In No Partnership Yet"),
    .empty_text = N_ ("Make the organisation a member in the view “Partnerships”."),
    .tables = { "partnership", "membership", NULL },
    .list = list_partnerships,
  };

  return &kind;
}

const CtnPartnerSectionKind *
ctn_partner_assessments (void)
{
  static const CtnPartnerSectionKind kind = {
    .id = "assessments",
    .title = N_ ("Assessments"),
    .icon_name = "ctn-maturity-symbolic",
    .empty_title = N_ ("Not Assessed Yet"),
    .empty_text = N_ ("Assess how far the organisation is in the view “Maturity”."),
    .tables = { "assessment", "maturity_model", NULL },
    .list = list_assessments,
  };

  return &kind;
}
