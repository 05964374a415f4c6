/* Filters with counts: for each facet field, its values in the current result. */
#pragma once

#include <ctn-organisation-finder.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CTN_TYPE_FACET_POPOVER (ctn_facet_popover_get_type ())

G_DECLARE_FINAL_TYPE (CtnFacetPopover, ctn_facet_popover, CTN, FACET_POPOVER, GtkPopover)

/* Signal "changed": the user ticked or unticked a value; the query was changed. */

/* @finder, @query: (nullable) %NULL for both when they go
 * @query: (unowned) is changed by the popover */
void ctn_facet_popover_set_up (CtnFacetPopover *self,
                               CtnOrganisationFinder *finder,
                               CtnOrganisationQuery *query);

G_END_DECLS
