#include "ctn-import-keys.h"

#include <ctn-text.h>
#include <string.h>

/* A key is kept as 64 bits of a hash (FNV-1a with a final mix): two of a million different keys meet
 * with a probability of 3 in 100,000,000, and then the user sees the proposal before it counts. */
struct _CtnImportKeys {
  GHashTable *targets; /* (owned) guint64 → CtnImportTarget, both in one Entry */
};

typedef struct {
  guint64 key;
  CtnImportTarget target;
} Entry;

static guint
entry_hash (gconstpointer entry)
{
  return (guint) ((const Entry *) entry)->key;
}

static gboolean
entry_equal (gconstpointer a, gconstpointer b)
{
  return ((const Entry *) a)->key == ((const Entry *) b)->key;
}

static guint64
hash_text (guint64 hash, const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    hash = (hash ^ (guint8) *p) * G_GUINT64_CONSTANT (0x100000001b3);
  return (hash ^ 0xff) * G_GUINT64_CONSTANT (0x100000001b3);
}

static guint64
make_key (const char *space, const char *one, const char *other)
{
  guint64 hash = hash_text (G_GUINT64_CONSTANT (0xcbf29ce484222325), space);

  hash = hash_text (hash_text (hash, one), other);
  hash ^= hash >> 33;
  hash *= G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
  hash ^= hash >> 33;
  return hash;
}

static const CtnImportTarget *
find (CtnImportKeys *self, guint64 key)
{
  Entry wanted = { .key = key };
  const Entry *entry = g_hash_table_lookup (self->targets, &wanted);

  return entry != NULL ? &entry->target : NULL;
}

static void
add (CtnImportKeys *self, guint64 key, CtnImportTarget target)
{
  Entry *entry;

  if (find (self, key) != NULL)
    return;
  entry = g_new (Entry, 1);
  entry->key = key;
  entry->target = target;
  g_hash_table_add (self->targets, entry);
}

static gboolean
read_names (CtnImportKeys *self, CtnConnection *reader, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error, "SELECT id, name, country, web FROM organisation", "");

  while (ctn_statement_next (rows, &local_error)) {
    CtnImportTarget target = { .id = ctn_statement_get_int (rows, 0) };
    g_autofree char *name = ctn_text_normalise_name (ctn_statement_get_text (rows, 1));
    const char *web = ctn_statement_get_text (rows, 3);
    g_autofree char *domain = web != NULL ? ctn_text_web_domain (web) : NULL;

    ctn_import_keys_add_name (self, name, ctn_statement_get_text (rows, 2), target);
    ctn_import_keys_add_domain (self, domain, target);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
read_identifiers (CtnImportKeys *self, CtnConnection *reader, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error, "SELECT organisation, scheme, value FROM organisation_identifier", "");

  while (ctn_statement_next (rows, &local_error)) {
    CtnImportTarget target = { .id = ctn_statement_get_int (rows, 0) };

    ctn_import_keys_add_identifier (self, ctn_statement_get_text (rows, 1),
                                    ctn_statement_get_text (rows, 2), target);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

CtnImportKeys *
ctn_import_keys_new (CtnConnection *reader, GError **error)
{
  g_autoptr (CtnImportKeys) self = g_new0 (CtnImportKeys, 1);

  self->targets = g_hash_table_new_full (entry_hash, entry_equal, g_free, NULL);
  if (!read_names (self, reader, error) || !read_identifiers (self, reader, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
ctn_import_keys_free (CtnImportKeys *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->targets);
  g_free (self);
}

const CtnImportTarget *
ctn_import_keys_find_identifier (CtnImportKeys *self, const char *scheme, const char *value)
{
  return find (self, make_key ("identifier", scheme, value));
}

const CtnImportTarget *
ctn_import_keys_find_name (CtnImportKeys *self, const char *normalised_name, const char *country)
{
  if (*normalised_name == '\0')
    return NULL;
  return find (self, make_key ("name", normalised_name, country != NULL ? country : ""));
}

const CtnImportTarget *
ctn_import_keys_find_domain (CtnImportKeys *self, const char *domain)
{
  return domain != NULL ? find (self, make_key ("domain", domain, "")) : NULL;
}

void
ctn_import_keys_add_identifier (CtnImportKeys *self,
                                const char *scheme,
                                const char *value,
                                CtnImportTarget target)
{
  add (self, make_key ("identifier", scheme, value), target);
}

void
ctn_import_keys_add_name (CtnImportKeys *self,
                          const char *normalised_name,
                          const char *country,
                          CtnImportTarget target)
{
  if (*normalised_name != '\0')
    add (self, make_key ("name", normalised_name, country != NULL ? country : ""), target);
}

void
ctn_import_keys_add_domain (CtnImportKeys *self, const char *domain, CtnImportTarget target)
{
  if (domain != NULL)
    add (self, make_key ("domain", domain, ""), target);
}
