/* Field descriptions: what a record has, in one table per kind of record.
 *
 * Forms, lists, import mapping, export, search, history and the command line all read these
 * descriptions, so a new field is added in one place. A kind's table is defined by its own room,
 * e.g. ctn_organisation_kind() in the registry.
 *
 * Every value has a canonical text: "" for none, numbers with a decimal point, dates as ISO 8601,
 * choices and codes as their code, several values separated by "; ".
 */
#pragma once

#include "ctn-connection.h"

G_BEGIN_DECLS

typedef enum {
  CTN_FIELD_TEXT,
  CTN_FIELD_LONG_TEXT,
  CTN_FIELD_NUMBER,
  CTN_FIELD_INTEGER,
  CTN_FIELD_DATE,   /* year, year-month or year-month-day */
  CTN_FIELD_CHOICE, /* one of the field's choices */
  CTN_FIELD_CODE,   /* a code of the code list that the field names */
  CTN_FIELD_EMAIL,
  CTN_FIELD_URL,
  CTN_FIELD_PHONE,
  CTN_FIELD_BOOLEAN, /* "1" or "" */
  CTN_FIELD_RECORD, /* another record: its id; @column holds it, @reference_table names its table */
} CtnFieldType;

typedef enum {
  CTN_FIELD_REQUIRED = 1 << 0,
  CTN_FIELD_LISTED = 1 << 1,   /* a column of the list view */
  CTN_FIELD_FACET = 1 << 2,    /* offered as a filter with counts */
  CTN_FIELD_SEARCHED = 1 << 3, /* part of the search index */
  CTN_FIELD_PERSONAL = 1 << 4, /* personal data: left out of files without persons */
  CTN_FIELD_OWN = 1 << 5, /* described by the project: its label and choices are the user's words */
} CtnFieldFlags;

/* A choice: its code in the file and its label, untranslated (N_()). */
typedef struct {
  const char *code;
  const char *label;
} CtnChoice;

typedef struct _CtnField CtnField;
typedef struct _CtnRecordKind CtnRecordKind;

/* Called inside of an operation, after a record that is part of @owner was added, changed or deleted,
 * for what the project keeps besides because of it. */
typedef gboolean (*CtnRecordTouched) (CtnConnection *connection, gint64 owner, GError **error);

/* Brings a user's text into canonical form, e.g. "Germany" into "DE".
 * Returns: (transfer full) (nullable): the canonical text, or %NULL with @error set
 * (CTN_PROJECT_ERROR_INVALID) and a message that says what the field takes. */
typedef char *(*CtnFieldParse) (const CtnField *field, const char *text, GError **error);

/* What a person reads for a canonical value in the user's language, e.g. "Germany" for "DE".
 * Returns: (transfer full) */
typedef char *(*CtnFieldFormat) (const CtnField *field, const char *value);

struct _CtnField {
  const char *name;  /* stable machine name: CSV header, JSON member, command line */
  const char *label; /* N_() */
  const char *group; /* N_(), heading in forms; %NULL keeps the field out of them */
  CtnFieldType type;
  CtnFieldFlags flags;
  const char *column; /* in the record's own table; %NULL for a list of values */

  const CtnChoice *choices; /* of CTN_FIELD_CHOICE, ends with a NULL code */
  const char *code_list;    /* of CTN_FIELD_CODE, e.g. "nuts-2024" */
  CtnFieldParse parse;      /* (nullable) beyond what the type does */
  CtnFieldFormat format;    /* (nullable) */

  /* Where a list of values is kept: one row of @list_table per value. */
  const char *list_table;
  const char *list_owner;      /* column that refers to the record */
  const char *list_column;     /* column with the value, or with the id in @reference_table */
  const char *list_key_column; /* (nullable) column that must equal @list_key, e.g. scheme */
  const char *list_key;        /* e.g. "VAT" */
  gboolean list_single;        /* holds one value only, e.g. one VAT number */

  /* Where the values are names of other records, e.g. tags; and of CTN_FIELD_RECORD. */
  const char *reference_table;
  const char *reference_column; /* what is written: name or code; may be an SQL expression of the
                                 * table's columns in a CTN_FIELD_RECORD, e.g. of a person */
  gboolean reference_create;    /* make the other record when it is missing */

  /* Where a value belongs to a year (table with columns "year" and @list_column): the latest. */
  gboolean yearly;
};

struct _CtnRecordKind {
  const char *name; /* "organisation": stable machine name */
  const char *table;
  const char *label;        /* N_("Organisation") */
  const char *plural;       /* N_("Organisations") */
  const char *title_column; /* what a record is called; may hold a CTN_FIELD_RECORD */
  const CtnField *fields;   /* ends with a NULL name */

  /* For the operations of ctn-record-operations.h. */
  const char
      *owner_column;      /* (nullable) holds the id of what a record is part of, e.g. "activity" */
  const char *order;      /* (nullable) SQL literal after ORDER BY, by default the title */
  const char *add_label;  /* N_("Add Task") */
  const char *edit_label; /* N_("Edit Task") */
  const char *delete_label; /* N_("Delete Task") */
  gboolean stamped;         /* has a column "modified", set with each edit */
  CtnRecordTouched touched; /* (nullable) for a kind with an owner */
};

/* The place of the choice @code (nullable) in a list that ends with a NULL code; 0 when it is not there, so
 * the first one should be what is usual. */
guint ctn_choice_find (const CtnChoice *choices, const char *code);

/* What people read of a field and of one of its choices, in their language; the user's own words as they are.
 * (transfer none) */
const char *ctn_field_get_label (const CtnField *field);
const char *ctn_field_get_choice_label (const CtnField *field, const CtnChoice *choice);

/* Returns: (transfer none) (nullable) */
const CtnField *ctn_record_kind_find_field (const CtnRecordKind *kind, const char *name);

/* The canonical text of what a person or a file wrote; white space at the ends is dropped, "" stays
 * "". Several values may be separated by ";" or "|" or line breaks.
 * Errors: CTN_PROJECT_ERROR_INVALID, saying what the field takes.
 * Returns: (transfer full) (nullable) */
char *
ctn_field_parse (const CtnField *field, const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What a person reads for a canonical value. (transfer full) */
char *ctn_field_format (const CtnField *field, const char *value) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the field may hold several values. */
gboolean ctn_field_is_multiple (const CtnField *field);

G_END_DECLS
