#include "ctn-kinds.h"

#include <ctn-assessment.h>
#include <ctn-chain-findings.h>
#include <ctn-chain.h>
#include <ctn-organisation.h>
#include <ctn-partnership.h>
#include <ctn-person.h>

const CtnRecordKind *const *
ctn_kinds (void)
{
  static const CtnRecordKind *kinds[16];
  static gsize ready = 0;

  if (g_once_init_enter (&ready)) {
    const CtnRecordKind *all[] = {
      ctn_organisation_kind (), ctn_person_kind (),      ctn_assessment_kind (),
      ctn_chain_kind (),        ctn_chain_actor_kind (), ctn_chain_link_kind (),
      ctn_finding_kind (),      ctn_partnership_kind (), ctn_membership_kind (),
    };

    G_STATIC_ASSERT (G_N_ELEMENTS (all) < G_N_ELEMENTS (kinds));
    for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
      kinds[i] = all[i];
    g_once_init_leave (&ready, 1);
  }
  return kinds;
}

const CtnRecordKind *
ctn_kinds_find (const char *table)
{
  for (const CtnRecordKind *const *kind = ctn_kinds (); *kind != NULL; kind++)
    if (g_str_equal ((*kind)->table, table))
      return *kind;
  return NULL;
}
