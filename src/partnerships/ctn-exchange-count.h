/* How many exchanges: by state, kind of visitor, partnership that pays, and period; with those that make up
 * the number. A visit that is recorded twice counts once, and an exchange counts for the partnership of the
 * visitor only (which pays), never for that of the host. */
#pragma once

#include "ctn-exchange.h"

G_BEGIN_DECLS

/* How far an exchange is, in the words of a target. */
typedef enum {
  CTN_PROGRESS_PLANNED,  /* draft to matched */
  CTN_PROGRESS_RUNNING,  /* signed to reported */
  CTN_PROGRESS_ACHIEVED, /* validated with reports and evidence, or paid */
  CTN_PROGRESS_NONE,     /* cancelled */
} CtnExchangeProgress;

/* The fields of a target: kind of visitor (none: all), number. Part of a partnership. */
const CtnRecordKind *ctn_exchange_target_kind (void);

/* One line of the table of targets. */
typedef struct {
  const char *kind; /* (nullable) %NULL: all kinds together */
  double target;    /* NAN: there is none */
  guint planned, running, achieved;
  double remaining; /* target − achieved, not below 0; NAN */
  GArray *ids;      /* (element-type gint64) those achieved */
} CtnExchangeKpi;

/* All kinds together first, then each. @partnership: that pays, 0 for any (then without targets).
 * @from, @to: (nullable) ISO dates: the last day of an exchange is not before the one nor after the other.
 * Returns: (transfer full) (element-type CtnExchangeKpi) (nullable): %NULL with @error set */
GPtrArray *ctn_exchange_list_kpis (CtnConnection *reader,
                                   gint64 partnership,
                                   const char *from,
                                   const char *to,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Ids of the partnerships that pay exchanges or have a target for them (element-type gint64), by name.
 * Returns: (transfer full) (nullable): %NULL with @error set */
GArray *ctn_exchange_list_payers (CtnConnection *reader, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
