/* The sections of a report, as rows to be switched off and moved (buttons, Alt+Up and Alt+Down). Signal
 * "changed" when something of it was. */
#pragma once

#include <adwaita.h>
#include <ctn-report-template.h>

G_BEGIN_DECLS

#define CTN_TYPE_REPORT_SECTIONS (ctn_report_sections_get_type ())
G_DECLARE_FINAL_TYPE (CtnReportSections,
                      ctn_report_sections,
                      CTN,
                      REPORT_SECTIONS,
                      AdwPreferencesGroup)

/* @template: (nullable): whose order is taken; what it does not name comes behind. */
void ctn_report_sections_fill (CtnReportSections *self,
                               const CtnReportKind *kind,
                               const CtnReportTemplate *template);

/* Ids of the sections that are switched off, and of all in their order. (transfer full) */
GStrv ctn_report_sections_list_left_out (CtnReportSections *self) G_GNUC_WARN_UNUSED_RESULT;
GStrv ctn_report_sections_list_order (CtnReportSections *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
