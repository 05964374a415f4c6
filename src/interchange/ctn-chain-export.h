/* A value chain for other programs, with all its fields; ctn-chain-exchange.h reads all of it back. */
#pragma once

#include <ctn-chain.h>
#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  CTN_CHAIN_FORMAT_XLSX,    /* three sheets: Elements, Connections, Stages, as Kumu takes them */
  CTN_CHAIN_FORMAT_CSV,     /* links: From, To … */
  CTN_CHAIN_FORMAT_GRAPHML, /* 1.0, http://graphml.graphdrawing.org/ */
  CTN_CHAIN_FORMAT_GEXF,    /* 1.3, https://gexf.net/ */
} CtnChainFormat;

/* By the ending of a file's name; FALSE for another one. */
gboolean ctn_chain_format_from_name (const char *name, CtnChainFormat *format);

/* Whether a file called @name is a graph, and so no list of organisations or anything else. */
gboolean ctn_chain_format_is_graph (const char *name);

/* Writes the chain. Formulas are neutralised in CSV and XLSX. Blocks; any thread with a reader of its own.
 * Replaces the file as a whole or not at all. Errors: those of reading and of GIO. */
gboolean ctn_chain_export (CtnConnection *reader,
                           gint64 chain,
                           CtnChainFormat format,
                           GFile *file,
                           GCancellable *cancellable,
                           GError **error);

/* The same as bytes. (transfer full) (nullable) */
GBytes *ctn_chain_export_bytes (CtnConnection *reader,
                                gint64 chain,
                                CtnChainFormat format,
                                GCancellable *cancellable,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Actors alone, or stages alone, as CSV. */
GBytes *ctn_chain_export_table (CtnConnection *reader,
                                gint64 chain,
                                const CtnRecordKind *kind,
                                GCancellable *cancellable,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
