/* The saved filters of the partners: apply, save the present one, rename, delete. */
#pragma once

#include <ctn-organisation-query.h>

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_SAVED_FILTERS_POPOVER (ctn_saved_filters_popover_get_type ())

G_DECLARE_FINAL_TYPE (CtnSavedFiltersPopover,
                      ctn_saved_filters_popover,
                      CTN,
                      SAVED_FILTERS_POPOVER,
                      GtkPopover)

/* Signal "chosen" (const char *query): the user wants this filter, as JSON. */

/* @page: (unowned) outlives it */
void ctn_saved_filters_popover_set_up (CtnSavedFiltersPopover *self, CtnPage *page);

/* The present search and filters. @query: (unowned) until the next call */
void ctn_saved_filters_popover_set_query (CtnSavedFiltersPopover *self,
                                          CtnOrganisationQuery *query);

G_END_DECLS
