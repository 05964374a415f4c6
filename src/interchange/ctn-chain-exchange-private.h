/* How the readers of tables and graphs put a CtnChainExchange together. */
#pragma once

#include "ctn-chain-exchange.h"
#include "ctn-table.h"

G_BEGIN_DECLS

typedef enum {
  CTN_EXCHANGE_STAGES,
  CTN_EXCHANGE_ACTORS,
  CTN_EXCHANGE_LINKS,
} CtnExchangePart;

/* What a column or an attribute is, beside the fields of the kind. */
typedef enum {
  CTN_EXCHANGE_NOTHING,
  CTN_EXCHANGE_FIELD,
  CTN_EXCHANGE_NAME,
  CTN_EXCHANGE_STAGE,
  CTN_EXCHANGE_STAGE_ORDER,
  CTN_EXCHANGE_STAGE_PARENT,
  CTN_EXCHANGE_SOURCE,
  CTN_EXCHANGE_TARGET,
  CTN_EXCHANGE_SOURCE_STAGE,
  CTN_EXCHANGE_TARGET_STAGE,
  CTN_EXCHANGE_DIRECTION, /* Kumu: "directed", "mutual" */
} CtnExchangeRole;

typedef struct {
  CtnExchangeRole role;
  guint field; /* index, of CTN_EXCHANGE_FIELD */
} CtnExchangeColumn;

const CtnRecordKind *_ctn_exchange_get_kind (CtnExchangePart part);

/* What the column called @header holds. */
CtnExchangeColumn _ctn_exchange_find_column (CtnExchangePart part, const char *header);

CtnChainExchange *_ctn_exchange_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* One empty value for each field. (transfer full) */
char **_ctn_exchange_new_values (CtnExchangePart part) G_GNUC_WARN_UNUSED_RESULT;

/* Puts what @text means into @values; a problem at @place where the field does not take it. */
gboolean _ctn_exchange_set_value (CtnChainExchange *self,
                                  CtnExchangePart part,
                                  char **values,
                                  guint field,
                                  const char *text,
                                  const char *place);

/* A list of CtnExchangeProblem, and what is added while there is room. @message: (transfer full) */
GPtrArray *_ctn_exchange_problems_new (void) G_GNUC_WARN_UNUSED_RESULT;
void _ctn_exchange_problems_add (GPtrArray *problems, const char *place, char *message);

/* @message: (transfer full) */
void _ctn_exchange_add_problem (CtnChainExchange *self, const char *place, char *message);

/* The stage of that name, made when there is none; -1 for "" and NULL. Names differ not by case. */
int _ctn_exchange_get_stage (CtnChainExchange *self, const char *name);

/* The actor of that name at @stage, made when there is none; @stage -1: the first of that name, wherever it
 * stands. Returns: its index */
guint _ctn_exchange_get_actor (CtnChainExchange *self, const char *name, int stage);

/* An actor of its own, whoever else is called so. Returns: its index */
guint _ctn_exchange_add_actor (CtnChainExchange *self, const char *name, int stage);
CtnExchangeActor *_ctn_exchange_peek_actor (CtnChainExchange *self, guint index);

/* @values: (transfer full) */
void _ctn_exchange_add_link (CtnChainExchange *self, guint source, guint target, char **values);

/* Errors with CTN_INTERCHANGE_ERROR_TOO_LARGE when there are more actors or links than taken. */
gboolean _ctn_exchange_check_size (CtnChainExchange *self, GError **error);

/* Whether a header is one of @names, which are divided by "|"; case, accents and signs do not count. */
gboolean _ctn_exchange_is_called (const char *header, const char *names);

/* The tables of a file that is no graph, and what they are called (@names, element-type utf8).
 * Returns: (transfer full) (element-type CtnTable) (nullable) */
GPtrArray *_ctn_exchange_read_tables (GBytes *bytes,
                                      const char *name,
                                      GPtrArray *names,
                                      GCancellable *cancellable,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The readers. @name: of the sheet or file. FALSE of the first: the table is not about @part; it stops when it
 * is cancelled, and leaves that to be seen by who called it. */
gboolean _ctn_exchange_read_table (CtnChainExchange *self,
                                   CtnTable *table,
                                   const char *name,
                                   CtnExchangePart part,
                                   GCancellable *cancellable);
CtnChainExchange *
_ctn_exchange_read_graph (GBytes *bytes, GCancellable *cancellable, GError **error);

G_END_DECLS
