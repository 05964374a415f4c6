/* A measure of what was found elsewhere: a finding of a value chain, a weak part of an assessment, a need. */
#pragma once

#include <ctn-strategy.h>

#include "ctn-page.h"

G_BEGIN_DECLS

/* Asks for the measure's name, @name to begin with, and for the objective that it serves, and adds it with
 * @reason as what it rests on. Where there is no objective yet, @page says what to do first. */
void ctn_measure_dialog_present (CtnPage *page, const char *name, const CtnNewReason *reason);

G_END_DECLS
