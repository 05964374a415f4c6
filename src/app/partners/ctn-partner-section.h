/* A section of a partner's detail pane that is a list: people, chains, partnerships, assessments,
 * history. What belongs into it is told by its kind; the list is made anew when the tables change. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_PARTNER_SECTION (ctn_partner_section_get_type ())

G_DECLARE_FINAL_TYPE (CtnPartnerSection, ctn_partner_section, CTN, PARTNER_SECTION, AdwBin)

/* The rows (element-type GtkWidget, floating) of @organisation.
 * Returns: (transfer container) (nullable): %NULL with @error set */
typedef GPtrArray *(*CtnPartnerSectionList) (CtnPage *page, gint64 organisation, GError **error);

typedef struct {
  const char *id;
  const char *title;        /* N_() */
  const char *icon_name;    /* of the empty state */
  const char *empty_title;  /* N_() */
  const char *empty_text;   /* N_() */
  const char *action_label; /* N_() (nullable) of the button that adds a row */
  const char *action_name;  /* (nullable) */
  const char *tables[4];    /* the tables that the rows come from; ends with %NULL */
  gboolean is_lazy;         /* read only while it is seen; its number is not shown */
  CtnPartnerSectionList list;
} CtnPartnerSectionKind;

/* Signal "counted" (guint n_rows): the list was made anew. */

/* @page: (unowned) outlives its sections */
GtkWidget *ctn_partner_section_new (CtnPage *page, const CtnPartnerSectionKind *kind);

const CtnPartnerSectionKind *ctn_partner_section_get_kind (CtnPartnerSection *self);

/* Shows what belongs to @organisation; 0 for nothing. */
void ctn_partner_section_show (CtnPartnerSection *self, gint64 organisation);

/* The kinds. */
const CtnPartnerSectionKind *ctn_partner_people (void);
const CtnPartnerSectionKind *ctn_partner_needs (void);
const CtnPartnerSectionKind *ctn_partner_chains (void);
const CtnPartnerSectionKind *ctn_partner_partnerships (void);
const CtnPartnerSectionKind *ctn_partner_assessments (void);
const CtnPartnerSectionKind *ctn_partner_activities (void);
const CtnPartnerSectionKind *ctn_partner_history (void);

G_END_DECLS
