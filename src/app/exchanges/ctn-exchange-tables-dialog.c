#include "ctn-exchange-tables-dialog.h"

#include <ctn-calendar.h>
#include <ctn-exchange-rules.h>
#include <ctn-i18n.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>

#include "ctn-record-group.h"

/* The records are part of nothing; the group wants something to show. */
#define ANY_OWNER 1

static gint64
add_record (CtnRecordGroup *group, const CtnRecordKind *kind, const CtnFieldText *values)
{
  CtnPage *page = ctn_record_group_get_page (group);
  GError *error = NULL;
  gint64 id = ctn_record_add (ctn_page_get_project (page), kind, 0, values, &error);

  if (id == 0)
    ctn_page_report (page, error);
  return id;
}

static gint64
add_lump_sum (CtnRecordGroup *group, gint64 owner, gpointer data)
{
  const CtnFieldText values[] = {
    { "days-from", "3" }, { "amount", "0" }, { "source", _ ("New row") }, { NULL, NULL }
  };

  return add_record (group, ctn_lump_sum_kind (), values);
}

static gint64
add_holiday (CtnRecordGroup *group, gint64 owner, gpointer data)
{
  g_autofree char *today = ctn_calendar_dup_today (NULL);
  const CtnFieldText values[] = {
    { "country", "DE" }, { "date", today }, { "name", _ ("New holiday") }, { NULL, NULL }
  };

  return add_record (group, ctn_holiday_kind (), values);
}

static char *
get_shown (CtnProject *project, const CtnRecordKind *kind, gint64 id, const char *name)
{
  char *text = ctn_record_get_shown (ctn_project_get_reader (project), kind, id,
                                     ctn_record_kind_find_field (kind, name), NULL);

  return text != NULL ? text : g_strdup ("");
}

/* "Germany · 3–4 working days · 390 €" */
static char *
describe_lump_sum (CtnProject *project, gint64 id)
{
  const CtnRecordKind *kind = ctn_lump_sum_kind ();
  g_autofree char *country = get_shown (project, kind, id, "country");
  g_autofree char *from = get_shown (project, kind, id, "days-from");
  g_autofree char *to = get_shown (project, kind, id, "days-to");
  g_autofree char *amount = get_shown (project, kind, id, "amount");
  const char *where = *country != '\0' ? country : _ ("Any country");

  if (*to == '\0')
    /* Translators: a country, a number of days, an amount */
    return g_strdup_printf (_ ("%s · %s working days or more · %s €"), where, from, amount);
  /* Translators: a country, numbers of days, an amount */
  return g_strdup_printf (_ ("%s · %s–%s working days · %s €"), where, from, to, amount);
}

static void
countries_cb (AdwEntryRow *row, CtnPage *page)
{
  GError *error = NULL;
  g_autofree char *now = NULL;

  if (!ctn_exchange_set_countries (ctn_page_get_project (page),
                                   gtk_editable_get_text (GTK_EDITABLE (row)), &error)) {
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
    ctn_page_report (page, error);
    return;
  }
  gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  now = ctn_exchange_dup_countries (ctn_project_get_reader (ctn_page_get_project (page)), NULL);
  gtk_editable_set_text (GTK_EDITABLE (row), now);
}

static GtkWidget *
make_countries (CtnPage *page)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *codes =
      ctn_exchange_dup_countries (ctn_project_get_reader (ctn_page_get_project (page)), NULL);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Eligible Countries"));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group),
      _ ("Countries whose organisations may take part. Check them against your grant agreement; "
         "empty takes the list that comes with the program."));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Countries, with Semicolons"));
  gtk_editable_set_text (GTK_EDITABLE (row), codes != NULL ? codes : "");
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect_object (row, "apply", G_CALLBACK (countries_cb), page, G_CONNECT_DEFAULT);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return group;
}

void
ctn_exchange_tables_dialog_present (CtnPage *page)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *content = adw_preferences_page_new ();
  GtkWidget *sums = ctn_record_group_new (_ ("Lump Sums"), ctn_lump_sum_kind ());
  GtkWidget *holidays = ctn_record_group_new (_ ("Public Holidays"), ctn_holiday_kind ());

  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (sums),
      _ ("By host country and working days, as your partnership has set them"));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (holidays),
      _ ("Nationwide holidays of 30 countries are known. Add regional ones, substitutes and those "
         "of other countries, or days that are worked after all."));
  ctn_record_group_set_adder (CTN_RECORD_GROUP (sums), add_lump_sum, NULL);
  ctn_record_group_set_describe (CTN_RECORD_GROUP (sums), describe_lump_sum);
  ctn_record_group_set_adder (CTN_RECORD_GROUP (holidays), add_holiday, NULL);
  ctn_record_group_show (CTN_RECORD_GROUP (sums), page, ANY_OWNER);
  ctn_record_group_show (CTN_RECORD_GROUP (holidays), page, ANY_OWNER);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (content), ADW_PREFERENCES_GROUP (sums));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (content), ADW_PREFERENCES_GROUP (holidays));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (content),
                            ADW_PREFERENCES_GROUP (make_countries (page)));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), content);
  adw_dialog_set_title (dialog, _ ("Lump Sums and Holidays"));
  adw_dialog_set_content_width (dialog, 600);
  adw_dialog_set_content_height (dialog, 640);
  adw_dialog_set_child (dialog, view);
  adw_dialog_present (dialog, GTK_WIDGET (page));
}
