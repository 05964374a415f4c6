/* Fields whose values are codes of a code list: how people write them and read them. */
#pragma once

#include <ctn-field.h>

G_BEGIN_DECLS

/* A CtnFieldParse: a code of the field's list, or the title of an entry, in whatever case. */
char *ctn_code_field_parse (const CtnField *field,
                            const char *text,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A CtnFieldParse for NACE: what ctn_nace_from_text() understands, or a title; the revision may stand in
 * front ("NACE Rev. 2: 29.10") if it is that of the field's list, "nace-rev2" or "nace-rev21". */
char *ctn_code_field_parse_nace (const CtnField *field,
                                 const char *text,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A CtnFieldParse for ISO 3166: what ctn_country_from_text() understands. */
char *ctn_code_field_parse_country (const CtnField *field,
                                    const char *text,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A CtnFieldFormat: the title of the code in the user's language, the code when it is unknown. */
char *ctn_code_field_format (const CtnField *field, const char *value) G_GNUC_WARN_UNUSED_RESULT;

/* A CtnFieldFormat: the code, then its title: for codes that people in the field speak in. */
char *ctn_code_field_format_both (const CtnField *field,
                                  const char *value) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
