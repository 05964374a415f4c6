/* Cells that a spreadsheet could take for a formula.
 *
 * Rule (OWASP, CSV Injection): a cell that begins with =, +, -, @, tab, CR or LF, or with the
 * full-width forms of these signs, gets an apostrophe in front. So do +49 … and -12 %, which look like
 * the start of a formula; but not a plain negative number such as -12.5: a minus, digits and perhaps a
 * point and digits can be nothing else, and coordinates must stay numbers. A cell that begins with
 * apostrophes and then one of the signs gets one more, so that taking one away is always right and
 * export followed by import gives the same text.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether @text must be written with an apostrophe in front. */
gboolean ctn_csv_needs_protection (const char *text);

/* Whether the apostrophe at the start of @text was put there for protection and is to be dropped. */
gboolean ctn_csv_is_protected (const char *text);

G_END_DECLS
