/* Templates of reports that are saved in the project: a kind of report with its sections on or off and in an
 * order, own texts, language, and who hands it in. What is shipped are the kinds themselves (ctn-report.h),
 * with all sections. */
#pragma once

#include <ctn-project.h>

#include "ctn-report.h"

G_BEGIN_DECLS

typedef struct {
  gint64 id; /* 0: not saved yet */
  char *name;
  const CtnReportKind *kind;
  char *language;     /* (nullable) tag */
  char *author;       /* (nullable) */
  GStrv left_out;     /* (nullable) ids of sections */
  GStrv order;        /* (nullable) */
  char *introduction; /* (nullable) */
  char *closing;      /* (nullable) */
  GBytes *logo;       /* (nullable) the file of a picture (ctn-logo.h); %NULL as listed */
} CtnReportTemplate;

void ctn_report_template_free (CtnReportTemplate *self);

/* All templates by name, without their logos, which may be large; those of a kind that this program does not know are
 * left out.
 * Returns: (transfer container) (element-type CtnReportTemplate) (nullable): %NULL with @error set */
GPtrArray *ctn_report_template_list (CtnConnection *reader,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The logo of the template @id. For a thread that may wait.
 * Returns: (transfer full) (nullable): %NULL too where it has none */
GBytes *ctn_report_template_read_logo (CtnConnection *reader,
                                       gint64 id,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The logo is kept as a file that is attached to the template (ctn-attachment.h).
 *
 * Saves @template, in place of the one of that name, as one operation; @template's id does not matter.
 * Errors: CTN_PROJECT_ERROR_INVALID without a name.
 * Returns: its id, 0 with @error set */
gint64
ctn_report_template_save (CtnProject *project, const CtnReportTemplate *template, GError **error);

gboolean ctn_report_template_delete (CtnProject *project, gint64 id, GError **error);

/* Makes @request ask for what the template says; it keeps no copy of the template's texts. Language and
 * author stay where the template has none. */
void ctn_report_template_apply (const CtnReportTemplate *self, CtnReportRequest *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnReportTemplate, ctn_report_template_free)

G_END_DECLS
