#include "ctn-duplicates.h"

#include <ctn-i18n.h>
#include <ctn-id.h>
#include <ctn-project-read.h>
#include <ctn-text.h>
#include <string.h>

#include "ctn-organisation.h"
#include "ctn-record-scan.h"

#define MAX_PAIRS 2000
#define MAX_SHARING 4 /* a web domain that more share is a host, no identity */
#define WINDOW 6      /* neighbours compared with each */
#define LIKENESS 0.8
#define SHORTEST_NAME 4 /* shorter ones are too often alike by chance */

enum { NAME, OTHER_NAMES, COUNTRY, WEB, FIRST_IDENTIFIER };

typedef struct {
  gint64 id;
  char *name;
  char *key;     /* normalised name */
  char *words;   /* its words in alphabetical order */
  char *country; /* "" when unknown */
} Entry;

/* That an entry can be found under a text. */
typedef struct {
  char *text;
  guint entry;
  CtnDuplicateReason reason;
} Key;

typedef struct {
  GPtrArray *entries; /* Entry */
  GArray *keys;       /* Key */
  GHashTable *pairs;  /* "id/id" → CtnDuplicate, owned */
  GHashTable *apart;  /* "id/id" that somebody called different */
} Search;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->name);
  g_free (entry->key);
  g_free (entry->words);
  g_free (entry->country);
  g_free (entry);
}

static void
key_clear (gpointer data)
{
  g_free (((Key *) data)->text);
}

static void
search_free (Search *self)
{
  g_ptr_array_unref (self->entries);
  g_array_unref (self->keys);
  g_hash_table_unref (self->pairs);
  g_hash_table_unref (self->apart);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Search, search_free)

void
ctn_duplicate_free (CtnDuplicate *self)
{
  if (self == NULL)
    return;
  g_free (self->one_name);
  g_free (self->other_name);
  g_free (self);
}

const char *
ctn_duplicate_reason_get_label (CtnDuplicateReason reason)
{
  switch (reason) {
  case CTN_DUPLICATE_IDENTIFIER:
    return _ ("Same identifier");
  case CTN_DUPLICATE_NAME:
    return _ ("Same name and country");
  case CTN_DUPLICATE_OTHER_NAME:
    return _ ("Name of the one is another name of the other");
  case CTN_DUPLICATE_DOMAIN:
    return _ ("Same website");
  case CTN_DUPLICATE_SIMILAR:
  default:
    return _ ("Similar name, same country");
  }
}

static char *
dup_pair (gint64 one, gint64 other)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, MIN (one, other),
                          MAX (one, other));
}

/* Reading --------------------------------------------------------------------------------------------- */

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
dup_sorted_words (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  qsort (words, g_strv_length (words), sizeof *words, compare_words);
  return g_strjoinv (" ", words);
}

/* Takes @text. */
static void
add_key (Search *self, char *text, CtnDuplicateReason reason)
{
  const Key key = { text, self->entries->len - 1, reason };

  g_array_append_val (self->keys, key);
}

static void
add_name_keys (Search *self, const Entry *entry, const char *other_names)
{
  g_auto (GStrv) names = g_strsplit (other_names, "; ", -1);

  if (*entry->key != '\0')
    add_key (self, g_strconcat ("name ", entry->country, " ", entry->key, NULL),
             CTN_DUPLICATE_NAME);
  for (char **name = names; *name != NULL; name++) {
    g_autofree char *key = ctn_text_normalise_name (*name);

    if (strlen (key) >= SHORTEST_NAME && strcmp (key, entry->key) != 0)
      add_key (self, g_strconcat ("name ", entry->country, " ", key, NULL),
               CTN_DUPLICATE_OTHER_NAME);
  }
}

static void
add_entry (Search *self, CtnRecordScan *scan, const char *const *identifiers)
{
  Entry *entry = g_new0 (Entry, 1);
  g_autofree char *domain = ctn_text_web_domain (ctn_record_scan_get_text (scan, WEB));

  entry->id = ctn_record_scan_get_id (scan);
  entry->name = g_strdup (ctn_record_scan_get_text (scan, NAME));
  entry->key = ctn_text_normalise_name (entry->name);
  entry->words = dup_sorted_words (entry->key);
  entry->country = g_strdup (ctn_record_scan_get_text (scan, COUNTRY));
  g_ptr_array_add (self->entries, entry);
  add_name_keys (self, entry, ctn_record_scan_get_text (scan, OTHER_NAMES));
  if (domain != NULL)
    add_key (self, g_strconcat ("domain ", domain, NULL), CTN_DUPLICATE_DOMAIN);
  for (guint i = 0; identifiers[i] != NULL; i++) {
    const char *value = ctn_record_scan_get_text (scan, FIRST_IDENTIFIER + i);

    if (*value != '\0')
      add_key (self, g_strconcat (identifiers[i], " ", value, NULL), CTN_DUPLICATE_IDENTIFIER);
  }
}

static gboolean
read_entries (Search *self, CtnConnection *reader, GCancellable *cancellable, GError **error)
{
  static const char *const names[] = { "name", "other-names", "country", "web" };
  const char *const *identifiers = ctn_organisation_identifier_fields ();
  const CtnField *fields[16];
  guint n = 0;
  g_autoptr (CtnRecordScan) scan = NULL;
  g_autoptr (GError) local_error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    fields[n++] = ctn_record_kind_find_field (ctn_organisation_kind (), names[i]);
  for (guint i = 0; identifiers[i] != NULL; i++)
    fields[n++] = ctn_record_kind_find_field (ctn_organisation_kind (), identifiers[i]);
  g_assert (n <= G_N_ELEMENTS (fields));
  scan = ctn_record_scan_new (reader, ctn_organisation_kind (), fields, n, error);
  if (scan == NULL)
    return FALSE;
  while (ctn_record_scan_next (scan, &local_error)) {
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    add_entry (self, scan, identifiers);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
read_apart (Search *self, CtnConnection *reader, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows =
      ctn_connection_query (reader, &local_error, "SELECT one, other FROM distinct_pair", "");

  while (ctn_statement_next (rows, &local_error))
    g_hash_table_add (self->apart,
                      dup_pair (ctn_statement_get_int (rows, 0), ctn_statement_get_int (rows, 1)));
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Comparing ------------------------------------------------------------------------------------------- */

static void
add_pair (Search *self, guint a, guint b, CtnDuplicateReason reason)
{
  const Entry *one = self->entries->pdata[MIN (a, b)];
  const Entry *other = self->entries->pdata[MAX (a, b)];
  g_autofree char *key = dup_pair (one->id, other->id);
  CtnDuplicate *pair = g_hash_table_lookup (self->pairs, key);

  if (pair != NULL) {
    pair->reason = MIN (pair->reason, reason);
    return;
  }
  if (a == b || g_hash_table_contains (self->apart, key))
    return;
  pair = g_new0 (CtnDuplicate, 1);
  pair->one = one->id;
  pair->other = other->id;
  pair->one_name = g_strdup (one->name);
  pair->other_name = g_strdup (other->name);
  pair->reason = reason;
  pair->likeness = ctn_text_similarity (one->key, other->key);
  g_hash_table_insert (self->pairs, g_steal_pointer (&key), pair);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Key *) a)->text, ((const Key *) b)->text);
}

/* The keys from @start to @end are the same text. */
static void
pair_group (Search *self, guint start, guint end)
{
  const Key *keys = (const Key *) (gpointer) self->keys->data;

  if (keys[start].reason == CTN_DUPLICATE_DOMAIN && end - start > MAX_SHARING)
    return;
  for (guint i = start; i < end; i++)
    for (guint j = i + 1; j < MIN (end, i + 1 + WINDOW); j++)
      add_pair (self, keys[i].entry, keys[j].entry, MAX (keys[i].reason, keys[j].reason));
}

static void
pair_equals (Search *self)
{
  const Key *keys;
  guint start = 0;

  g_array_sort (self->keys, compare_keys);
  keys = (const Key *) (gpointer) self->keys->data;
  for (guint i = 1; i <= self->keys->len; i++) {
    if (i < self->keys->len && strcmp (keys[i].text, keys[start].text) == 0)
      continue;
    pair_group (self, start, i);
    start = i;
  }
}

static int
compare_entries (gconstpointer a, gconstpointer b, gpointer data)
{
  const Search *self = data;
  const Entry *one = self->entries->pdata[*(const guint *) a];
  const Entry *other = self->entries->pdata[*(const guint *) b];
  int order = strcmp (one->country, other->country);

  return order != 0 ? order : strcmp (one->key, other->key);
}

static int
compare_entry_words (gconstpointer a, gconstpointer b, gpointer data)
{
  const Search *self = data;
  const Entry *one = self->entries->pdata[*(const guint *) a];
  const Entry *other = self->entries->pdata[*(const guint *) b];
  int order = strcmp (one->country, other->country);

  return order != 0 ? order : strcmp (one->words, other->words);
}

static void
pair_neighbours (Search *self, GCompareDataFunc compare)
{
  g_autofree guint *order = g_new (guint, self->entries->len);

  for (guint i = 0; i < self->entries->len; i++)
    order[i] = i;
  g_sort_array (order, self->entries->len, sizeof *order, compare, self);
  for (guint i = 0; i < self->entries->len; i++) {
    const Entry *entry = self->entries->pdata[order[i]];

    if (strlen (entry->key) < SHORTEST_NAME)
      continue;
    for (guint j = i + 1; j < MIN (self->entries->len, i + 1 + WINDOW); j++) {
      const Entry *next = self->entries->pdata[order[j]];

      if (strcmp (entry->country, next->country) != 0)
        break;
      if (ctn_text_similarity (entry->key, next->key) >= LIKENESS)
        add_pair (self, order[i], order[j], CTN_DUPLICATE_SIMILAR);
    }
  }
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const CtnDuplicate *one = *(const CtnDuplicate *const *) a;
  const CtnDuplicate *other = *(const CtnDuplicate *const *) b;

  if (one->reason != other->reason)
    return one->reason < other->reason ? -1 : 1;
  if (one->likeness > other->likeness || one->likeness < other->likeness)
    return one->likeness > other->likeness ? -1 : 1;
  return strcmp (one->one_name, other->one_name);
}

static GPtrArray *
take_pairs (Search *self)
{
  GPtrArray *pairs = g_hash_table_steal_all_values (self->pairs);

  g_ptr_array_set_free_func (pairs, (GDestroyNotify) ctn_duplicate_free);
  g_ptr_array_sort (pairs, compare_pairs);
  if (pairs->len > MAX_PAIRS)
    g_ptr_array_set_size (pairs, MAX_PAIRS);
  return pairs;
}

GPtrArray *
ctn_duplicates_find (CtnConnection *reader, GCancellable *cancellable, GError **error)
{
  g_autoptr (Search) self = g_new0 (Search, 1);

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->keys = g_array_new (FALSE, FALSE, sizeof (Key));
  g_array_set_clear_func (self->keys, key_clear);
  self->pairs =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ctn_duplicate_free);
  self->apart = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!read_apart (self, reader, error) || !read_entries (self, reader, cancellable, error))
    return NULL;
  pair_equals (self);
  pair_neighbours (self, compare_entries);
  pair_neighbours (self, compare_entry_words);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return take_pairs (self);
}

static gpointer
find (CtnConnection *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  return ctn_duplicates_find (reader, cancellable, error);
}

void
ctn_duplicates_find_async (CtnProject *project,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  ctn_project_read_async (project, project, find, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                          cancellable, callback, data);
}

GPtrArray *
ctn_duplicates_find_finish (GAsyncResult *result, GError **error)
{
  return ctn_project_read_finish (result, error);
}

static gboolean
keep_apart (CtnConnection *connection, gpointer data, GError **error)
{
  const gint64 *ids = data;

  return ctn_connection_run (connection, error,
                             "INSERT INTO distinct_pair (id, one, other) VALUES (?, ?, ?)", "iii",
                             ctn_id_new (), MIN (ids[0], ids[1]), MAX (ids[0], ids[1]));
}

gboolean
ctn_duplicates_keep_apart (CtnProject *project, gint64 one, gint64 other, GError **error)
{
  const CtnOperation operation = { N_ ("Keep Apart"), NULL, NULL };
  gint64 ids[] = { one, other };

  return ctn_project_transact (project, &operation, keep_apart, ids, error);
}
