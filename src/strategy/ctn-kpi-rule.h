/* How a KPI counts: rules that turn the project's records into a number, with the records that make
 * it up. Nothing that a record knows is typed again.
 *
 * What counts once (an organisation, a person, an event) has the same key wherever it comes from; it
 * counts on the first day on which it would, and never again, so that the values of all periods add up
 * to the total. */
#pragma once

#include <ctn-connection.h>

G_BEGIN_DECLS

/* One thing that is counted. */
typedef struct {
  char *key;         /* counts once */
  char *date;        /* (nullable) ISO date on which it counts; %NULL: whenever */
  double amount;     /* 1, or what is summed */
  const char *table; /* the record that shows it, for who wants to see: static */
  gint64 record;
  char *title;
} CtnKpiEvidence;

void ctn_kpi_evidence_free (CtnKpiEvidence *self);

typedef enum {
  CTN_KPI_COUNT_MANUAL, /* a person gives the value of each period */
  CTN_KPI_COUNT_ONCE,   /* each key once */
  CTN_KPI_COUNT_SUM,    /* amounts of all */
} CtnKpiCounting;

/* A parameter that a rule takes. */
typedef struct {
  const char *name;    /* in the KPI's parameters, a JSON object of texts */
  const char *label;   /* N_() */
  const char *choices; /* "code|code": those it may have; %NULL: a text */
  const char *table;   /* (nullable) of the records that have them, see ctn-kinds.h, … */
  const char *field;   /* … and in which field of theirs, whose choices say what a code is called */
} CtnKpiParameter;

typedef struct {
  const char *code;  /* in the file */
  const char *label; /* N_("Training sessions held") */
  const char *help;  /* N_(): what counts, when, and how often */
  CtnKpiCounting counting;
  CtnKpiParameter parameters[3]; /* ends with a NULL name */
} CtnKpiRule;

/* All rules; ends with a NULL code. (transfer none) */
const CtnKpiRule *ctn_kpi_rules (void);

/* (transfer none) (nullable) */
const CtnKpiRule *ctn_kpi_rule_find (const char *code);

/* All that @rule counts for @partnership and the partnerships below it (0: for all), by date.
 * @parameters: (nullable) JSON object, e.g. {"kind": "training"}; what is missing does not matter.
 * Returns: (transfer container) (element-type CtnKpiEvidence) (nullable): %NULL with @error set */
GPtrArray *ctn_kpi_rule_collect (CtnConnection *reader,
                                 const CtnKpiRule *rule,
                                 const char *parameters,
                                 gint64 partnership,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnKpiEvidence, ctn_kpi_evidence_free)

G_END_DECLS
