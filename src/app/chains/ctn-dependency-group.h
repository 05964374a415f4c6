/* Which products of a value chain depend on imports, rule by rule and year by year. */
#pragma once

#include <adwaita.h>
#include <ctn-chain.h>

G_BEGIN_DECLS

#define CTN_TYPE_DEPENDENCY_GROUP (ctn_dependency_group_get_type ())

G_DECLARE_FINAL_TYPE (CtnDependencyGroup, ctn_dependency_group, CTN, DEPENDENCY_GROUP, AdwBin)

/* @chain: is read at once and not kept */
void ctn_dependency_group_show (CtnDependencyGroup *self, CtnChain *chain);

G_END_DECLS
