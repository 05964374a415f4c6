/* Whether a cluster fits the European Cluster Collaboration Platform, and so the eligibility of a label:
 * a management team of at least half a full-time equivalent; a web page in English; at least 15 clearly
 * committed members; at least two types of members; and a public member, or visible collaboration with
 * public bodies, unless a national or regional cluster programme recognises the cluster. Source: the
 * platform's page "Register your profile", as read for Catenary.
 *
 * Our reading: a member is clearly committed from a letter of intent on (step 3), and its type is its helix. */
#pragma once

#include <ctn-connection.h>

#include "ctn-rule.h"

G_BEGIN_DECLS

#define CTN_ECCP_MIN_TEAM 0.5
#define CTN_ECCP_MIN_MEMBERS 15
#define CTN_ECCP_MIN_TYPES 2
#define CTN_ECCP_MIN_COMMITMENT 3

/* The part of a partnership (ctn-attachment.h) to which the proof of collaboration with public bodies is
 * attached. */
#define CTN_ECCP_PUBLIC_LINK "public-link"

/* Rules "team", "english-web", "members", "types", "public".
 * Returns: (transfer full) (element-type CtnRule) (nullable): %NULL with @error set */
GPtrArray *ctn_eccp_check (CtnConnection *reader,
                           gint64 partnership,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
