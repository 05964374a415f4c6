/* Value chains from and to files, in the program: choosing a file, looking at what is in it, doing it. */
#pragma once

#include <ctn-field.h>

#include "ctn-page.h"

G_BEGIN_DECLS

/* Asks for a file with stages, actors and links, shows what is in it and what is wrong with it, and takes it
 * into the chain @id, or into a new one for 0. */
void ctn_chain_files_import (CtnPage *page, gint64 id);

/* The same with a file that is known. */
void ctn_chain_files_import_file (CtnPage *page, gint64 id, GFile *file);

/* The same for accounts or trade of the chain's stages.
 * @kind: ctn_stage_account_kind() or ctn_trade_flow_kind() */
void ctn_chain_files_import_figures (CtnPage *page, gint64 id, const CtnRecordKind *kind);

/* Asks where to, and writes the chain; the format by the file's suffix. */
void ctn_chain_files_export (CtnPage *page, gint64 id);

G_END_DECLS
