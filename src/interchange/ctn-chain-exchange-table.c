/* Links, actors and stages from tables: CSV files and sheets. */
#include <ctn-i18n.h>
#include <ctn-text.h>
#include <string.h>

#include "ctn-chain-exchange-private.h"
#include "ctn-sheet-book.h"

typedef struct {
  CtnChainExchange *exchange;
  CtnTable *table;
  const char *name;
  CtnExchangePart part;
  CtnExchangeColumn *columns; /* one for each column of the table */
  guint n_columns;
  guint kind; /* index of the field "kind" of actors and links */
} Reader;

static gboolean
has_role (const Reader *reader, CtnExchangeRole role)
{
  for (guint i = 0; i < reader->n_columns; i++)
    if (reader->columns[i].role == role)
      return TRUE;
  return FALSE;
}

/* The first column of its sort counts; Kumu's elements have a "Label" and may have a "Name" as well. */
static void
find_columns (Reader *reader, guint header)
{
  for (guint i = 0; i < reader->n_columns; i++) {
    CtnExchangeColumn column =
        _ctn_exchange_find_column (reader->part, ctn_table_get_cell (reader->table, header, i));

    for (guint k = 0; k < i; k++)
      if (reader->columns[k].role == column.role && reader->columns[k].field == column.field)
        column.role = CTN_EXCHANGE_NOTHING;
    reader->columns[i] = column;
  }
}

static gboolean
is_stage_sheet (const char *name)
{
  static const char *const names[] = { "stages", "stufen", "wertschopfungsstufen", NULL };
  g_autofree char *folded = ctn_text_fold (name);
  char *dot = strrchr (folded, '.');

  if (dot != NULL)
    *dot = '\0';
  return g_strv_contains (names, folded);
}

/* What the table is about, by its header. */
static gboolean
is_part (Reader *reader, guint header)
{
  reader->part = CTN_EXCHANGE_LINKS;
  find_columns (reader, header);
  if (has_role (reader, CTN_EXCHANGE_SOURCE) && has_role (reader, CTN_EXCHANGE_TARGET))
    return TRUE;
  reader->part = CTN_EXCHANGE_ACTORS;
  find_columns (reader, header);
  if (has_role (reader, CTN_EXCHANGE_NAME) && !is_stage_sheet (reader->name))
    return TRUE;
  reader->part = CTN_EXCHANGE_STAGES;
  find_columns (reader, header);
  return has_role (reader, CTN_EXCHANGE_NAME);
}

static const char *
get_cell (const Reader *reader, guint row, CtnExchangeRole role)
{
  for (guint i = 0; i < reader->n_columns; i++)
    if (reader->columns[i].role == role)
      return ctn_table_get_cell (reader->table, row, i);
  return "";
}

static char *
dup_place (const Reader *reader, guint row)
{
  /* Translators: name of a sheet or file, number of a row */
  return g_strdup_printf (_ ("%s, row %u"), reader->name, ctn_table_get_line (reader->table, row));
}

static void
set_values (Reader *reader, guint row, char **values, guint except)
{
  g_autofree char *place = dup_place (reader, row);

  for (guint i = 0; i < reader->n_columns; i++) {
    const char *text = ctn_table_get_cell (reader->table, row, i);

    if (reader->columns[i].role == CTN_EXCHANGE_FIELD && reader->columns[i].field != except &&
        *text != '\0')
      _ctn_exchange_set_value (reader->exchange, reader->part, values, reader->columns[i].field,
                               text, place);
  }
}

static int
find_kind_column (const Reader *reader)
{
  for (guint i = 0; i < reader->n_columns; i++)
    if (reader->columns[i].role == CTN_EXCHANGE_FIELD && reader->columns[i].field == reader->kind)
      return (int) i;
  return -1;
}

/* Kumu's elements have a type of one's own making; where nothing else says so, it is the stage. */
static const char *
get_stage (Reader *reader, guint row, gboolean *is_type)
{
  const CtnField *kind = &_ctn_exchange_get_kind (CTN_EXCHANGE_ACTORS)->fields[reader->kind];
  int column = find_kind_column (reader);
  const char *text = column >= 0 ? ctn_table_get_cell (reader->table, row, (guint) column) : "";
  g_autofree char *value = *text != '\0' ? ctn_field_parse (kind, text, NULL) : NULL;

  *is_type = !has_role (reader, CTN_EXCHANGE_STAGE) && *text != '\0' && value == NULL;
  return *is_type ? text : get_cell (reader, row, CTN_EXCHANGE_STAGE);
}

static void
read_actor (Reader *reader, guint row)
{
  g_autofree char *name = g_strstrip (g_strdup (get_cell (reader, row, CTN_EXCHANGE_NAME)));
  g_autofree char *place = dup_place (reader, row);
  gboolean is_type = FALSE;
  const char *stage = get_stage (reader, row, &is_type);
  guint index;

  if (*name == '\0') {
    _ctn_exchange_add_problem (reader->exchange, place, g_strdup (_ ("The row has no name.")));
    return;
  }
  index = _ctn_exchange_get_actor (reader->exchange, name,
                                   _ctn_exchange_get_stage (reader->exchange, stage));
  set_values (reader, row, _ctn_exchange_peek_actor (reader->exchange, index)->values,
              is_type ? reader->kind : G_MAXUINT);
}

static void
read_stage (Reader *reader, guint row)
{
  g_autofree char *place = dup_place (reader, row);
  const char *parent = get_cell (reader, row, CTN_EXCHANGE_STAGE_PARENT);
  int index = _ctn_exchange_get_stage (reader->exchange, get_cell (reader, row, CTN_EXCHANGE_NAME));
  CtnExchangeStage *stage;

  if (index < 0) {
    _ctn_exchange_add_problem (reader->exchange, place, g_strdup (_ ("The row has no name.")));
    return;
  }
  stage = g_ptr_array_index (reader->exchange->stages, index);
  if (*parent != '\0')
    g_set_str (&stage->parent, parent);
  set_values (reader, row, stage->values, G_MAXUINT);
}

static guint
get_end (Reader *reader, guint row, CtnExchangeRole name, CtnExchangeRole stage)
{
  return _ctn_exchange_get_actor (
      reader->exchange, get_cell (reader, row, name),
      _ctn_exchange_get_stage (reader->exchange, get_cell (reader, row, stage)));
}

static gboolean
is_blank (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;
  return *text == '\0';
}

static void
read_link (Reader *reader, guint row)
{
  g_autofree char *place = dup_place (reader, row);
  g_autofree char *direction = g_ascii_strdown (get_cell (reader, row, CTN_EXCHANGE_DIRECTION), -1);
  char **values;
  guint source, target;

  if (is_blank (get_cell (reader, row, CTN_EXCHANGE_SOURCE)) ||
      is_blank (get_cell (reader, row, CTN_EXCHANGE_TARGET))) {
    _ctn_exchange_add_problem (reader->exchange, place,
                               g_strdup (_ ("The row lacks one of the two ends of the link.")));
    return;
  }
  source = get_end (reader, row, CTN_EXCHANGE_SOURCE, CTN_EXCHANGE_SOURCE_STAGE);
  target = get_end (reader, row, CTN_EXCHANGE_TARGET, CTN_EXCHANGE_TARGET_STAGE);
  values = _ctn_exchange_new_values (CTN_EXCHANGE_LINKS);
  set_values (reader, row, values, G_MAXUINT);
  if (g_str_equal (direction, "mutual"))
    _ctn_exchange_add_link (reader->exchange, target, source, g_strdupv (values));
  _ctn_exchange_add_link (reader->exchange, source, target, values);
}

static gboolean
is_empty_row (CtnTable *table, guint row)
{
  for (guint i = 0; i < ctn_table_get_row_width (table, row); i++)
    if (!is_blank (ctn_table_get_cell (table, row, i)))
      return FALSE;
  return TRUE;
}

gboolean
_ctn_exchange_read_table (CtnChainExchange *self,
                          CtnTable *table,
                          const char *name,
                          CtnExchangePart part,
                          GCancellable *cancellable)
{
  guint n_columns = MIN (ctn_table_get_n_columns (table), 1000);
  g_autofree CtnExchangeColumn *columns = g_new0 (CtnExchangeColumn, n_columns + 1);
  Reader reader = { self, table, name, CTN_EXCHANGE_LINKS, columns, n_columns, 0 };
  gboolean is_header = FALSE;
  guint header;

  if (ctn_table_get_n_rows (table) == 0)
    return FALSE;
  header = ctn_sheet_find_header (table, &is_header);
  if (!is_part (&reader, header) || reader.part != part)
    return FALSE;
  for (guint row = header + 1; row < ctn_table_get_n_rows (table); row++) {
    if (is_empty_row (table, row))
      continue;
    if (self->links->len > CTN_EXCHANGE_MAX_LINKS || self->actors->len > CTN_EXCHANGE_MAX_ACTORS ||
        g_cancellable_is_cancelled (cancellable))
      break;
    if (part == CTN_EXCHANGE_LINKS)
      read_link (&reader, row);
    else if (part == CTN_EXCHANGE_ACTORS)
      read_actor (&reader, row);
    else
      read_stage (&reader, row);
  }
  return TRUE;
}
