/* Random operations over every table. Rows are made from the schema alone, so that a new table takes part
 * without a change here: values come from a list of nasty ones, references from rows that exist, choices
 * and ends of ranges from the CHECK. What a CHECK refuses is rolled back and tried again with other values. */
#pragma once

#include <ctn-project.h>

G_BEGIN_DECLS

/* Where the kinds of operations begin among the numbers drawn. */
enum {
  RANDOM_INSERT = 0,
  RANDOM_UPDATE = 24,
  RANDOM_DELETE = 34,
  RANDOM_SWAP = 39,
  RANDOM_N_KINDS = 40,
};

typedef struct {
  char *name;
  char *type;
  char *parent;      /* (nullable) table that it refers to */
  gboolean required; /* NOT NULL */
  GStrv choices;     /* (nullable) from its CHECK */
  gboolean ends;     /* other values between the choices are as good */
} RandomColumn;

typedef struct {
  char *name;
  GPtrArray *columns; /* RandomColumn, without id */
  guint n_inserted;
  guint n_updated;
  guint n_deleted;
} RandomTable;

typedef struct {
  RandomTable *table;
  GRand *rand;
  gint64 next_id;
  guint unique; /* when not 0, texts are made unlike any other: counts on */
} RandomWork;

/* (element-type RandomTable) (transfer full) */
GPtrArray *random_describe_tables (CtnConnection *connection);

/* Does something of @kind in the table that @work names. Returns how many operations were recorded: one,
 * or none. */
guint random_operate (CtnProject *project, RandomWork *work, int kind);

G_END_DECLS
