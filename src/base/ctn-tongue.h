/* The language that a thread speaks, where that is not the user's: a report is made in the language of
 * whoever asked for it, and so are the labels, sentences and figures that other rooms make for it.
 *
 * While a catalogue is pushed, the functions of ctn-i18n.h, and so _() of all rooms, months and the signs of
 * numbers, take their texts from it. A locale of the C library would have to be installed for every language,
 * and is what the environment says, whatever a thread wants. */
#pragma once

#include "ctn-catalog.h"

G_BEGIN_DECLS

/* @catalog stays its language until ctn_tongue_pop () in the same thread. Calls may be nested. The
 * first catalogue of a language that is pushed is that of the process from then on, and is never freed. */
void ctn_tongue_push (CtnCatalog *catalog);
void ctn_tongue_pop (void);

/* Whether this thread speaks another language than the user's. */
gboolean ctn_tongue_is_pushed (void);

G_END_DECLS
