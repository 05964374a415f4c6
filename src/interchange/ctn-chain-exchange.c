#include <ctn-chain-rows.h>
#include <ctn-i18n.h>
#include <ctn-text.h>
#include <string.h>

#include "ctn-chain-exchange-private.h"
#include "ctn-csv-reader.h"
#include "ctn-file-read.h"
#include "ctn-interchange-error.h"
#include "ctn-sheet-book.h"

#define MAX_FILE_BYTES (256u << 20)

static void
stage_free (gpointer data)
{
  CtnExchangeStage *stage = data;

  g_free (stage->name);
  g_free (stage->parent);
  g_strfreev (stage->values);
  g_free (stage);
}

static void
actor_free (gpointer data)
{
  CtnExchangeActor *actor = data;

  g_free (actor->name);
  g_strfreev (actor->values);
  g_free (actor);
}

static void
link_free (gpointer data)
{
  g_strfreev (((CtnExchangeLink *) data)->values);
  g_free (data);
}

static void
problem_free (gpointer data)
{
  CtnExchangeProblem *problem = data;

  g_free (problem->place);
  g_free (problem->message);
  g_free (problem);
}

GPtrArray *
_ctn_exchange_problems_new (void)
{
  return g_ptr_array_new_with_free_func (problem_free);
}

void
_ctn_exchange_problems_add (GPtrArray *problems, const char *place, char *message)
{
  CtnExchangeProblem *problem;

  if (problems->len >= CTN_EXCHANGE_MAX_PROBLEMS) {
    g_free (message);
    return;
  }
  problem = g_new (CtnExchangeProblem, 1);
  problem->place = g_strdup (place);
  problem->message = message;
  g_ptr_array_add (problems, problem);
}

CtnChainExchange *
_ctn_exchange_new (void)
{
  CtnChainExchange *self = g_new0 (CtnChainExchange, 1);

  self->stages = g_ptr_array_new_with_free_func (stage_free);
  self->actors = g_ptr_array_new_with_free_func (actor_free);
  self->links = g_ptr_array_new_with_free_func (link_free);
  self->problems = _ctn_exchange_problems_new ();
  self->by_stage = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_place = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
ctn_chain_exchange_free (CtnChainExchange *self)
{
  g_ptr_array_unref (self->stages);
  g_ptr_array_unref (self->actors);
  g_ptr_array_unref (self->links);
  g_ptr_array_unref (self->problems);
  g_hash_table_unref (self->by_stage);
  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->by_place);
  g_free (self);
}

CtnExchangeActor *
_ctn_exchange_peek_actor (CtnChainExchange *self, guint index)
{
  return g_ptr_array_index (self->actors, index);
}

const CtnExchangeActor *
ctn_chain_exchange_get_actor (CtnChainExchange *self, guint index)
{
  return g_ptr_array_index (self->actors, index);
}

const CtnRecordKind *
_ctn_exchange_get_kind (CtnExchangePart part)
{
  return part == CTN_EXCHANGE_STAGES   ? ctn_chain_stage_kind ()
         : part == CTN_EXCHANGE_ACTORS ? ctn_chain_actor_kind ()
                                       : ctn_chain_link_kind ();
}

char **
_ctn_exchange_new_values (CtnExchangePart part)
{
  guint n = ctn_record_kind_count_fields (_ctn_exchange_get_kind (part));
  char **values = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    values[i] = g_strdup ("");
  return values;
}

/* --- What columns are called --------------------------------------------------------------------- */

typedef struct {
  CtnExchangeRole role;
  const char *names; /* divided by "|" */
} RoleNames;

/* Of links, then of actors and stages. */
static const RoleNames link_roles[] = {
  { CTN_EXCHANGE_SOURCE, "From|Source|Von|Quelle|Supplier|Lieferant" },
  { CTN_EXCHANGE_TARGET, "To|Target|Nach|An|Zu|Ziel|Customer|Buyer|Kunde|Abnehmer" },
  { CTN_EXCHANGE_SOURCE_STAGE, "From Stage|Source Stage|Von Stufe|Stufe von" },
  { CTN_EXCHANGE_TARGET_STAGE, "To Stage|Target Stage|Nach Stufe|Stufe nach" },
  { CTN_EXCHANGE_DIRECTION, "Direction|Richtung" },
};

static const RoleNames actor_roles[] = {
  { CTN_EXCHANGE_NAME, "Label|Name|Actor|Element|Node|Akteur|Organisation|Organization|Firma|"
                       "Unternehmen|Company" },
  { CTN_EXCHANGE_STAGE, "Stage|Step|Stufe|Wertschöpfungsstufe|Phase|Value Chain Stage" },
  { CTN_EXCHANGE_STAGE_ORDER, "Stage Order|Stufenfolge" },
  { CTN_EXCHANGE_STAGE_PARENT, "Stage Parent|Oberstufe" },
};

static const RoleNames stage_roles[] = {
  { CTN_EXCHANGE_NAME, "Name|Stage|Step|Label|Stufe|Wertschöpfungsstufe|Phase" },
  { CTN_EXCHANGE_STAGE_PARENT, "Parent|Part of|Stage Parent|Teil von|Oberstufe" },
};

static const struct {
  const char *field;
  const char *names;
} field_names[] = {
  { "kind", "Type|Kind|Typ|Art" },
  { "state", "Status|State|Zustand|Stand" },
  { "product", "Product|Label|Produkt|Gut|Ware" },
  { "volume", "Volume|Weight|Quantity|Amount|Volumen|Menge|Gewicht" },
  { "value", "Value|Value EUR|Wert|Wert EUR|Umsatz" },
  { "strength", "Strength|Stärke" },
  { "share", "Share|Market share|Anteil|Marktanteil" },
  { "capacity", "Capacity|Kapazität" },
  { "demand", "Demand|Bedarf|Nachfrage" },
  { "capability", "Capability|Maturity|Reife|Fähigkeit" },
  { "trl", "TRL" },
  { "jobs", "Jobs|Employees|Staff|Beschäftigte|Arbeitsplätze|Mitarbeitende" },
  { "certificates", "Certificates|Zertifikate" },
  { "region", "Region|NUTS" },
  { "country", "Country|Land" },
  { "notes", "Notes|Description|Notizen|Beschreibung|Bemerkung" },
  { "role", "Role|Rolle" },
  { "unit", "Unit|Einheit" },
  { "year", "Year|Jahr" },
  { "source", "Source of the data|Data source|Datenquelle" },
  { "nace", "NACE" },
};

/* Letters and digits only, folded. */
static char *
dup_key (const char *text)
{
  g_autofree char *folded = ctn_text_fold (text);
  GString *key = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      g_string_append_unichar (key, g_utf8_get_char (p));
  return g_string_free (key, FALSE);
}

static gboolean
is_called (const char *key, const char *names)
{
  g_auto (GStrv) list = g_strsplit (names, "|", -1);

  for (guint i = 0; list[i] != NULL; i++) {
    g_autofree char *name = dup_key (list[i]);

    if (g_str_equal (key, name))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_field (const char *key, const CtnField *field)
{
  if (is_called (key, field->name) || is_called (key, field->label) ||
      is_called (key, ctn_field_get_label (field)))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (field_names); i++)
    if (g_str_equal (field_names[i].field, field->name) && is_called (key, field_names[i].names))
      return TRUE;
  return FALSE;
}

gboolean
_ctn_exchange_is_called (const char *header, const char *names)
{
  g_autofree char *key = dup_key (header);

  return *key != '\0' && is_called (key, names);
}

CtnExchangeColumn
_ctn_exchange_find_column (CtnExchangePart part, const char *header)
{
  const RoleNames *roles = part == CTN_EXCHANGE_LINKS    ? link_roles
                           : part == CTN_EXCHANGE_ACTORS ? actor_roles
                                                         : stage_roles;
  guint n = part == CTN_EXCHANGE_LINKS    ? G_N_ELEMENTS (link_roles)
            : part == CTN_EXCHANGE_ACTORS ? G_N_ELEMENTS (actor_roles)
                                          : G_N_ELEMENTS (stage_roles);
  const CtnField *fields = _ctn_exchange_get_kind (part)->fields;
  g_autofree char *key = dup_key (header);

  if (*key == '\0')
    return (CtnExchangeColumn) { CTN_EXCHANGE_NOTHING, 0 };
  for (guint i = 0; i < n; i++)
    if (is_called (key, roles[i].names))
      return (CtnExchangeColumn) { roles[i].role, 0 };
  for (guint i = 0; fields[i].name != NULL; i++)
    if (is_field (key, &fields[i]))
      return (CtnExchangeColumn) { CTN_EXCHANGE_FIELD, i };
  return (CtnExchangeColumn) { CTN_EXCHANGE_NOTHING, 0 };
}

/* --- Putting together ---------------------------------------------------------------------------- */

void
_ctn_exchange_add_problem (CtnChainExchange *self, const char *place, char *message)
{
  _ctn_exchange_problems_add (self->problems, place, message);
}

gboolean
_ctn_exchange_set_value (CtnChainExchange *self,
                         CtnExchangePart part,
                         char **values,
                         guint index,
                         const char *text,
                         const char *place)
{
  const CtnField *field = &_ctn_exchange_get_kind (part)->fields[index];
  g_autoptr (GError) error = NULL;
  char *value = ctn_field_parse (field, text, &error);

  if (value == NULL) {
    _ctn_exchange_add_problem (
        self, place, g_strdup_printf ("%s: %s", ctn_field_get_label (field), error->message));
    return FALSE;
  }
  g_free (values[index]);
  values[index] = value;
  return TRUE;
}

int
_ctn_exchange_get_stage (CtnChainExchange *self, const char *name)
{
  g_autofree char *key = name != NULL ? dup_key (name) : g_strdup ("");
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_stage, key));
  CtnExchangeStage *stage;

  if (*key == '\0')
    return -1;
  if (index > 0)
    return (int) index - 1;
  stage = g_new0 (CtnExchangeStage, 1);
  stage->name = g_strstrip (g_strdup (name));
  stage->values = _ctn_exchange_new_values (CTN_EXCHANGE_STAGES);
  g_ptr_array_add (self->stages, stage);
  g_hash_table_insert (self->by_stage, g_steal_pointer (&key),
                       GUINT_TO_POINTER (self->stages->len));
  return (int) self->stages->len - 1;
}

static char *
dup_place_key (const char *key, int stage)
{
  return g_strdup_printf ("%d %s", stage, key);
}

guint
_ctn_exchange_add_actor (CtnChainExchange *self, const char *name, int stage)
{
  CtnExchangeActor *actor = g_new0 (CtnExchangeActor, 1);
  g_autofree char *key = dup_key (name);
  gpointer index;

  actor->name = g_strstrip (g_strdup (name));
  actor->stage = stage;
  actor->values = _ctn_exchange_new_values (CTN_EXCHANGE_ACTORS);
  g_ptr_array_add (self->actors, actor);
  index = GUINT_TO_POINTER (self->actors->len);
  if (!g_hash_table_contains (self->by_name, key))
    g_hash_table_insert (self->by_name, g_strdup (key), index);
  g_hash_table_insert (self->by_place, dup_place_key (key, stage), index);
  return self->actors->len - 1;
}

guint
_ctn_exchange_get_actor (CtnChainExchange *self, const char *name, int stage)
{
  g_autofree char *key = dup_key (name);
  g_autofree char *place = dup_place_key (key, stage);
  g_autofree char *nowhere = dup_place_key (key, -1);
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_place, place));

  if (index == 0 && stage < 0)
    index = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_name, key));
  /* Somebody whom a link has named before gets a place now. */
  if (index == 0 && stage >= 0) {
    index = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_place, nowhere));
    if (index > 0) {
      g_hash_table_remove (self->by_place, nowhere);
      g_hash_table_insert (self->by_place, g_steal_pointer (&place), GUINT_TO_POINTER (index));
      _ctn_exchange_peek_actor (self, index - 1)->stage = stage;
    }
  }
  return index > 0 ? index - 1 : _ctn_exchange_add_actor (self, name, stage);
}

void
_ctn_exchange_add_link (CtnChainExchange *self, guint source, guint target, char **values)
{
  CtnExchangeLink *link = g_new (CtnExchangeLink, 1);

  *link = (CtnExchangeLink) { source, target, values };
  g_ptr_array_add (self->links, link);
}

gboolean
_ctn_exchange_check_size (CtnChainExchange *self, GError **error)
{
  if (self->actors->len <= CTN_EXCHANGE_MAX_ACTORS && self->links->len <= CTN_EXCHANGE_MAX_LINKS &&
      self->stages->len <= 1000)
    return TRUE;
  g_set_error (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_TOO_LARGE,
               _ ("The file has more than 1,000 stages, %d actors or %d links; divide it."),
               CTN_EXCHANGE_MAX_ACTORS, CTN_EXCHANGE_MAX_LINKS);
  return FALSE;
}

/* --- Files --------------------------------------------------------------------------------------- */

static gboolean
is_xml (const char *text, gsize length)
{
  gsize i = length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  while (i < length && g_ascii_isspace (text[i]))
    i++;
  return i < length && text[i] == '<';
}

static gboolean
is_book (const char *text, gsize length)
{
  return length >= 4 && (memcmp (text, "PK", 2) == 0 || memcmp (text, "\xD0\xCF\x11\xE0", 4) == 0);
}

static GPtrArray *
read_book (GBytes *bytes, GPtrArray *names, GCancellable *cancellable, GError **error)
{
  g_autoptr (CtnSheetBook) book = ctn_sheet_book_open_bytes (bytes, cancellable, error);
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_table_unref);

  if (book == NULL)
    return NULL;
  for (guint i = 0; i < ctn_sheet_book_get_n_sheets (book); i++) {
    CtnTable *table = ctn_sheet_book_read (book, i, cancellable, error);

    if (table == NULL)
      return NULL;
    g_ptr_array_add (tables, table);
    g_ptr_array_add (names, g_strdup (ctn_sheet_book_get_name (book, i)));
  }
  return g_steal_pointer (&tables);
}

static CtnTable *
read_csv (GBytes *bytes, GCancellable *cancellable, GError **error)
{
  const CtnCsvFormat format = { .header = CTN_CSV_HEADER_YES };
  g_autoptr (CtnCsvReader) reader = ctn_csv_reader_new_for_bytes (bytes, &format, error);
  g_autoptr (CtnTable) table = ctn_table_new ();
  g_autoptr (GError) local_error = NULL;
  CtnCsvRow row;

  if (reader == NULL)
    return NULL;
  while (ctn_csv_reader_next (reader, &row, cancellable, &local_error)) {
    ctn_table_begin_row (table, (guint) MIN (row.line, G_MAXUINT));
    for (gsize i = 0; i < row.n_cells; i++)
      if (!ctn_table_add_cell (table, row.cells[i].text, row.cells[i].length)) {
        g_set_error_literal (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_TOO_LARGE,
                             _ ("The file is too large; divide it."));
        return NULL;
      }
  }
  if (local_error == NULL)
    return g_steal_pointer (&table);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

GPtrArray *
_ctn_exchange_read_tables (GBytes *bytes,
                           const char *name,
                           GPtrArray *names,
                           GCancellable *cancellable,
                           GError **error)
{
  GPtrArray *tables;
  CtnTable *table;
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  if (is_book (text, length))
    return read_book (bytes, names, cancellable, error);
  table = read_csv (bytes, cancellable, error);
  if (table == NULL)
    return NULL;
  tables = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_table_unref);
  g_ptr_array_add (tables, table);
  g_ptr_array_add (names, g_strdup (name));
  return tables;
}

/* Stages come first and links last, whatever the order of the sheets. */
static gboolean
take_tables (CtnChainExchange *self,
             GPtrArray *tables,
             GPtrArray *names,
             GCancellable *cancellable,
             GError **error)
{
  static const CtnExchangePart order[] = { CTN_EXCHANGE_STAGES, CTN_EXCHANGE_ACTORS,
                                           CTN_EXCHANGE_LINKS };
  guint n_read = 0;

  for (guint pass = 0; pass < G_N_ELEMENTS (order); pass++)
    for (guint i = 0; i < tables->len; i++) {
      n_read += _ctn_exchange_read_table (self, g_ptr_array_index (tables, i),
                                          g_ptr_array_index (names, i), order[pass], cancellable);
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !_ctn_exchange_check_size (self, error))
        return FALSE;
    }
  if (n_read > 0)
    return TRUE;
  g_set_error_literal (
      error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_SYNTAX,
      _ ("No table with the columns From and To, or Name and Stage, is in the file."));
  return FALSE;
}

CtnChainExchange *
ctn_chain_exchange_load_bytes (GBytes *bytes,
                               const char *name,
                               GCancellable *cancellable,
                               GError **error)
{
  g_autoptr (CtnChainExchange) self = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) tables = NULL;
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  if (is_xml (text, length))
    return _ctn_exchange_read_graph (bytes, cancellable, error);
  tables = _ctn_exchange_read_tables (bytes, name, names, cancellable, error);
  if (tables == NULL)
    return NULL;
  self = _ctn_exchange_new ();
  return take_tables (self, tables, names, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

CtnChainExchange *
ctn_chain_exchange_load (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (GBytes) bytes = ctn_file_read (file, MAX_FILE_BYTES, cancellable, error);

  return bytes != NULL
             ? ctn_chain_exchange_load_bytes (bytes, name != NULL ? name : "", cancellable, error)
             : NULL;
}
