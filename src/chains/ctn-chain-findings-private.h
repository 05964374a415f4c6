/* Rules that find something in a chain, by what they look at. */
#pragma once

#include "ctn-chain-findings.h"

G_BEGIN_DECLS

typedef struct {
  CtnChain *chain;
  const CtnChainNetwork *network;
  GPtrArray *findings; /* CtnFinding */
} CtnFinder;

/* Adds a finding about a stage, actor or link; rules and evidence are added to what it returns.
 * @title: (transfer full). Returns: (transfer none) */
CtnFinding *_ctn_finder_add (CtnFinder *self,
                             CtnFindingKind kind,
                             CtnSeverity severity,
                             const char *role,
                             gint64 id,
                             int stage,
                             char *title);

/* A rule that fired, and the sentence that says so. @severity raises that of the finding.
 * @sentence: (transfer full) */
void
_ctn_finding_add_rule (CtnFinding *finding, const char *rule, CtnSeverity severity, char *sentence);

void _ctn_finder_find_stages (CtnFinder *self);
void _ctn_finder_find_actors (CtnFinder *self);
void _ctn_finder_find_links (CtnFinder *self);
void _ctn_finder_find_regions (CtnFinder *self);
void _ctn_finder_find_economy (CtnFinder *self);

G_END_DECLS
