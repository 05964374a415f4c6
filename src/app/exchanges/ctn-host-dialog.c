#include "ctn-host-dialog.h"

#include <ctn-code-list.h>
#include <ctn-exchange-profile.h>
#include <ctn-i18n.h>

#include "ctn-status-page.h"

typedef struct {
  CtnPage *page; /* (owned) */
  AdwDialog *dialog;
  gint64 profile;
  gint64 exchange;
} Context;

static void
context_free (gpointer data)
{
  Context *context = data;

  g_object_unref (context->page);
  g_free (context);
}

static void
choose_cb (GtkWidget *button, Context *context)
{
  const gint64 *host = g_object_get_data (G_OBJECT (button), "host");
  CtnPage *page = context->page;
  CtnProject *project = ctn_page_get_project (page);
  gint64 exchange = context->exchange;
  GError *error = NULL;

  if (exchange != 0) {
    if (!ctn_exchange_set_host (project, exchange, *host, &error))
      exchange = 0;
  } else {
    exchange = ctn_exchange_add_match (project, context->profile, *host, &error);
  }
  if (exchange == 0) {
    ctn_page_report (page, error);
    return;
  }
  if (context->exchange == 0)
    ctn_page_show_record (page, "exchange", exchange);
  ctn_page_toast (page, _ ("Host chosen"), TRUE);
  adw_dialog_close (context->dialog);
}

static GtkWidget *
make_row (Context *context, const CtnHostProposal *proposal)
{
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *why = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Choose"));
  g_autofree char *points = g_strdup_printf ("%.0f", proposal->score);
  g_autofree char *reasons = ctn_reasons_dup_text (proposal->reasons);
  GtkWidget *score = gtk_label_new (points);

  gtk_widget_add_css_class (score, "heading");
  gtk_widget_add_css_class (score, "numeric");
  gtk_label_set_width_chars (GTK_LABEL (score), 3);
  gtk_label_set_xalign (GTK_LABEL (score), 1);
  gtk_widget_set_tooltip_text (score, _ ("Points of 100"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "host",
                          g_memdup2 (&proposal->profile, sizeof proposal->profile), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (choose_cb), context);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), proposal->name);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), ctn_place_get_title (proposal->country));
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), score);
  adw_expander_row_add_suffix (ADW_EXPANDER_ROW (row), button);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (why), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (why), _ ("Why"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (why), *reasons != '\0'
                                                         ? reasons
                                                         : _ ("Nothing speaks for it but that "
                                                              "it is in another country."));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (why), 0);
  gtk_widget_add_css_class (why, "property");
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), why);
  return row;
}

static GtkWidget *
make_content (Context *context, GPtrArray *proposals)
{
  GtkWidget *page;
  GtkWidget *group;

  if (proposals->len == 0)
    return ctn_status_page_new (
        "ctn-exchange-symbolic", _ ("No Hosts"),
        _ ("Nobody in another eligible country is registered as a host. Register some first."),
        NULL);
  page = adw_preferences_page_new ();
  group = adw_preferences_group_new ();
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group),
      _ ("Registered hosts of other eligible countries, by topics, field, countries, languages and "
         "time. Open a row to see what speaks for it."));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  for (guint i = 0; i < proposals->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               make_row (context, g_ptr_array_index (proposals, i)));
  return page;
}

void
ctn_host_dialog_present (CtnPage *page, gint64 profile, gint64 exchange)
{
  Context *context;
  GtkWidget *view;
  GError *error = NULL;
  g_autoptr (GPtrArray) proposals = ctn_exchange_find_hosts (
      ctn_project_get_reader (ctn_page_get_project (page)), profile, &error);

  if (proposals == NULL) {
    ctn_page_report (page, error);
    return;
  }
  context = g_new0 (Context, 1);
  context->page = g_object_ref (page);
  context->profile = profile;
  context->exchange = exchange;
  context->dialog = adw_dialog_new ();
  view = adw_toolbar_view_new ();
  g_object_set_data_full (G_OBJECT (context->dialog), "context", context, context_free);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), make_content (context, proposals));
  adw_dialog_set_title (context->dialog, _ ("Proposed Hosts"));
  adw_dialog_set_content_width (context->dialog, 600);
  adw_dialog_set_content_height (context->dialog, 640);
  adw_dialog_set_child (context->dialog, view);
  adw_dialog_present (context->dialog, GTK_WIDGET (page));
}
