#include "ctn-reviews-group.h"

#include <ctn-calendar.h>
#include <ctn-i18n.h>
#include <ctn-pilot.h>
#include <ctn-record-operations.h>

#include "ctn-icon-button.h"
#include "ctn-partnership-rows.h"
#include "ctn-record-dialog.h"
#include "ctn-watch.h"

#define INDENT 24

struct _CtnReviewsGroup {
  AdwPreferencesGroup parent_instance;

  CtnPage *page;   /* (unowned) (nullable) */
  CtnWatch *watch; /* (unowned) */
  gint64 pilot;
};

G_DEFINE_FINAL_TYPE (CtnReviewsGroup, ctn_reviews_group, ADW_TYPE_PREFERENCES_GROUP)

static gint64
get_id (gpointer object)
{
  const gint64 *id = g_object_get_data (G_OBJECT (object), "record");

  return *id;
}

static void
set_id (gpointer object, gint64 id)
{
  g_object_set_data_full (G_OBJECT (object), "record", g_memdup2 (&id, sizeof id), g_free);
}

static void
open (CtnReviewsGroup *self, gint64 id)
{
  ctn_record_dialog_present (GTK_WIDGET (self), self->page, ctn_review_kind (), id, NULL, TRUE);
}

static void
open_cb (GtkWidget *row, CtnReviewsGroup *self)
{
  open (self, get_id (row));
}

/* An entry of today, whose dialog is shown for its text. */
static void
add (CtnReviewsGroup *self, gint64 parent, const char *kind, const char *text)
{
  CtnDate today = ctn_calendar_today ();
  char iso[CTN_DATE_ISO_SIZE];
  GError *error = NULL;
  gint64 id = ctn_review_add (ctn_page_get_project (self->page), self->pilot, parent, kind, 0, NULL,
                              ctn_date_to_iso (&today, iso), text, &error);

  if (id == 0)
    ctn_page_report (self->page, error);
  else
    open (self, id);
}

static void
respond_cb (GtkWidget *button, CtnReviewsGroup *self)
{
  add (self, get_id (button), "response", _ ("Response"));
}

static void
comment_cb (CtnReviewsGroup *self)
{
  add (self, 0, "comment", _ ("Comment"));
}

static void
recommend_cb (CtnReviewsGroup *self)
{
  add (self, 0, "recommendation", _ ("Recommendation"));
}

static void
remove_cb (GtkWidget *button, CtnReviewsGroup *self)
{
  gint64 id = get_id (button);
  GError *error = NULL;

  if (ctn_record_remove (ctn_page_get_project (self->page), ctn_review_kind (), &id, 1, &error))
    ctn_page_toast (self->page, _ ("Review removed"), TRUE);
  else
    ctn_page_report (self->page, error);
}

static char *
dup_choice (const char *field, const char *code)
{
  return code != NULL
             ? ctn_field_format (ctn_record_kind_find_field (ctn_review_kind (), field), code)
             : NULL;
}

static char *
describe (const CtnReview *review)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  CtnDate date;

  g_strv_builder_take (parts, dup_choice ("kind", review->kind));
  if (review->organisation_name != NULL)
    g_strv_builder_add (parts, review->organisation_name);
  if (review->author != NULL)
    g_strv_builder_add (parts, review->author);
  if (ctn_calendar_read (review->date, &date))
    g_strv_builder_take (parts, ctn_date_format (&date));
  if (review->state != NULL)
    g_strv_builder_take (parts, dup_choice ("state", review->state));
  all = g_strv_builder_end (parts);
  return g_strjoinv (" · ", all);
}

static void
add_button (GtkWidget *row,
            const char *icon,
            const char *text,
            gint64 id,
            GCallback callback,
            CtnReviewsGroup *self)
{
  GtkWidget *button = ctn_icon_button_new (icon, text);

  set_id (button, id);
  g_signal_connect (button, "clicked", callback, self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
add_review (CtnReviewsGroup *self, const CtnReview *review)
{
  g_autofree char *subtitle = describe (review);
  GtkWidget *row = ctn_value_row_new (review->text, subtitle, NULL);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_margin_start (row, (int) MIN (review->depth, 4) * INDENT);
  set_id (row, review->id);
  g_signal_connect (row, "activated", G_CALLBACK (open_cb), self);
  add_button (row, "mail-reply-sender-symbolic", _ ("Respond"), review->id, G_CALLBACK (respond_cb),
              self);
  add_button (row, "user-trash-symbolic", _ ("Remove"), review->id, G_CALLBACK (remove_cb), self);
  ctn_side_add_row (ADW_PREFERENCES_GROUP (self), row);
}

static void
refresh (CtnReviewsGroup *self)
{
  g_autoptr (GPtrArray) reviews = NULL;
  GError *error = NULL;

  ctn_side_clear (ADW_PREFERENCES_GROUP (self));
  reviews = ctn_review_list (ctn_project_get_reader (ctn_page_get_project (self->page)),
                             self->pilot, &error);
  if (reviews == NULL) {
    ctn_page_report (self->page, error);
    return;
  }
  for (guint i = 0; i < reviews->len; i++)
    add_review (self, g_ptr_array_index (reviews, i));
  if (reviews->len == 0)
    ctn_side_add_row (
        ADW_PREFERENCES_GROUP (self),
        ctn_value_row_new (_ ("No Reviews Yet"),
                           _ ("Comment on the pilot or recommend something; its owner "
                              "responds."),
                           NULL));
}

void
ctn_reviews_group_show (CtnReviewsGroup *self, CtnPage *page, gint64 pilot)
{
  static const char *const tables[] = { "review", "organisation", NULL };

  if (self->page == NULL) {
    self->page = page;
    self->watch =
        ctn_watch (GTK_WIDGET (self), ctn_page_get_project (page), tables, (CtnWatchFunc) refresh);
  }
  self->pilot = pilot;
  ctn_watch_refresh (self->watch);
}

static void
ctn_reviews_group_class_init (CtnReviewsGroupClass *klass)
{
}

static void
ctn_reviews_group_init (CtnReviewsGroup *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *comment = gtk_button_new_with_mnemonic (_ ("_Comment"));
  GtkWidget *recommend = gtk_button_new_with_mnemonic (_ ("_Recommend"));

  gtk_widget_add_css_class (comment, "flat");
  gtk_widget_add_css_class (recommend, "flat");
  g_signal_connect_swapped (comment, "clicked", G_CALLBACK (comment_cb), self);
  g_signal_connect_swapped (recommend, "clicked", G_CALLBACK (recommend_cb), self);
  gtk_box_append (GTK_BOX (box), comment);
  gtk_box_append (GTK_BOX (box), recommend);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Review Round"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), box);
}
