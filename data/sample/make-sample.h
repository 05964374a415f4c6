/* What the files that make the sample project share. */
#pragma once

#include <ctn-field.h>
#include <ctn-project.h>
#include <ctn-table.h>

G_BEGIN_DECLS

/* Whoever uses it has a GError *error. */
#define OR_FAIL(condition)                                                                         \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if (!(condition))                                                                              \
      g_error ("%s: %s", #condition, error != NULL ? error->message : "failed");                   \
  }                                                                                                \
  G_STMT_END

typedef gboolean (*SampleEdit) (CtnProject *project,
                                gint64 id,
                                const CtnField *field,
                                const char *text,
                                GError **error);

/* The table @name in @folder with its header as first row. (transfer full) */
CtnTable *sample_read_table (const char *folder, const char *name);

/* The organisation of that name; there must be one. */
gint64 sample_find_organisation (CtnProject *project, const char *name);

/* The first row names fields; the values of the others go there. */
void sample_edit_all (CtnProject *project,
                      CtnTable *table,
                      guint row,
                      guint first_column,
                      gint64 id,
                      const CtnRecordKind *kind,
                      SampleEdit edit);

/* Partnerships, their members and all that hangs on them. */
void sample_add_partnerships (CtnProject *project, const char *folder);

/* Strategies of regions, their priorities, and indicators. */
void sample_add_regions (CtnProject *project, const char *folder);

/* A strategy with measures and KPIs, for RECiPE4Mobility. */
void sample_add_strategies (CtnProject *project);

/* People, activities and who took part in them. */
void sample_add_activities (CtnProject *project, const char *folder);
/* Who came to the trainings; after sample_add_exchanges (), for they are of the example clusters. */
void sample_add_trainings (CtnProject *project, const char *folder);

/* Accounts, trade, capabilities and forms of analysis of the value chain. */
void sample_add_chain_figures (CtnProject *project, gint64 chain, const char *folder);

/* Keeps the value chain as it was at a kick-off, to be compared with what followed. */
void sample_add_chain_snapshot (CtnProject *project, gint64 chain);

/* Exchanges of RECiPE4Mobility: targets from its public description, the exchanges themselves invented. */
void sample_add_exchanges (CtnProject *project, const char *folder);

/* Needs and offers of the sample's value chain, with some matches. */
void sample_add_needs (CtnProject *project, const char *folder);

G_END_DECLS
