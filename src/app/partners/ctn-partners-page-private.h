/* The insides of CtnPartnersPage: ctn-partners-page.c shows, ctn-partners-actions.c does. */
#pragma once

#include <ctn-id-list.h>
#include <ctn-organisation-finder.h>

#include "ctn-facet-popover.h"
#include "ctn-partner-detail.h"
#include "ctn-partners-page.h"
#include "ctn-saved-filters-popover.h"

G_BEGIN_DECLS

struct _CtnPartnersPage {
  CtnPage parent_instance;

  GMenu *more_menu;
  AdwNavigationSplitView *split;
  GtkSearchEntry *search;
  CtnFacetPopover *facets;
  GtkWidget *filter_button;
  CtnSavedFiltersPopover *saved_filters;
  GtkStack *list_stack;
  GtkActionBar *selection_bar;
  GtkLabel *selection_label;
  GtkColumnView *view;
  GtkLabel *count_label;
  AdwNavigationPage *detail_page;
  GtkStack *detail_stack;
  AdwStatusPage *none_page;
  CtnPartnerDetail *detail;

  CtnOrganisationFinder *finder; /* (owned) (nullable) */
  CtnOrganisationQuery *query;   /* (owned) */
  CtnIdList *list;               /* (owned) */
  GtkMultiSelection *selection;  /* (owned) */
  gint64 wanted;                 /* to be selected when the list has it; 0 for none */
  gboolean focus_wanted;         /* and its name to be edited */
};

void _ctn_partners_page_install_actions (GtkWidgetClass *widget_class);

/* The ids of the selected rows (element-type gint64). (transfer full) */
GArray *_ctn_partners_page_dup_selected (CtnPartnersPage *self);

void _ctn_partners_page_show_all (CtnPartnersPage *self);

G_END_DECLS
