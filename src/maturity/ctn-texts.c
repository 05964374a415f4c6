#include "ctn-texts.h"

#include <ctn-i18n.h>
#include <string.h>

#define MAX_TAG 35 /* longest well-formed tag in practice, RFC 5646, 4.4.1 */

typedef struct {
  char *language;
  char *text;
} Entry;

struct _CtnTexts {
  GArray *entries;
};

static void
clear_entry (gpointer data)
{
  Entry *entry = data;

  g_free (entry->language);
  g_free (entry->text);
}

CtnTexts *
ctn_texts_new (void)
{
  CtnTexts *self = g_new0 (CtnTexts, 1);

  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (self->entries, clear_entry);
  return self;
}

void
ctn_texts_free (CtnTexts *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->entries);
  g_free (self);
}

static Entry *
find (const CtnTexts *self, const char *language, gsize length)
{
  for (guint i = 0; i < self->entries->len; i++) {
    Entry *entry = &g_array_index (self->entries, Entry, i);

    if (strlen (entry->language) == length && memcmp (entry->language, language, length) == 0)
      return entry;
  }
  return NULL;
}

void
ctn_texts_set (CtnTexts *self, const char *language, const char *text)
{
  Entry *old = find (self, language, strlen (language));
  Entry entry;

  if (old != NULL) {
    g_free (old->text);
    old->text = g_strdup (text);
    return;
  }
  entry = (Entry) { g_strdup (language), g_strdup (text) };
  g_array_append_val (self->entries, entry);
}

const char *
ctn_texts_look_up (const CtnTexts *self, const char *language)
{
  Entry *entry = self == NULL ? NULL : find (self, language, strlen (language));

  return entry == NULL ? NULL : entry->text;
}

const char *
ctn_texts_get_language (const CtnTexts *self, guint position)
{
  if (self == NULL || position >= self->entries->len)
    return NULL;
  return g_array_index (self->entries, Entry, position).language;
}

/* @locale is "de", "de-AT" or "de_AT.UTF-8@euro". */
static const char *
find_for_locale (const CtnTexts *self, const char *locale)
{
  char tag[MAX_TAG + 1];
  gsize length = MIN (strcspn (locale, ".@"), MAX_TAG);
  Entry *entry;

  memcpy (tag, locale, length);
  tag[length] = '\0';
  for (gsize i = 0; i < length; i++)
    if (tag[i] == '_')
      tag[i] = '-';
  entry = find (self, tag, length);
  if (entry == NULL)
    entry = find (self, tag, strcspn (tag, "-"));
  return entry == NULL ? NULL : entry->text;
}

const char *
ctn_texts_get (const CtnTexts *self, const char *language)
{
  const char *own[2] = { language, NULL };
  const char *const *wanted = language == NULL ? ctn_get_language_names () : own;
  const char *text = NULL;

  if (self == NULL || self->entries->len == 0)
    return "";
  for (guint i = 0; text == NULL && wanted[i] != NULL; i++)
    text = find_for_locale (self, wanted[i]);
  if (text == NULL)
    text = ctn_texts_look_up (self, "en");
  return text != NULL ? text : g_array_index (self->entries, Entry, 0).text;
}

gboolean
ctn_texts_is_language (const char *tag)
{
  gsize main_length = 0;
  gsize part = 0;

  while (g_ascii_islower (tag[main_length]))
    main_length++;
  if (main_length < 2 || main_length > 3 || strlen (tag) > MAX_TAG)
    return FALSE;
  for (const char *p = tag + main_length; *p != '\0'; p++) {
    if (*p == '-' && (p[1] != '-' && p[1] != '\0'))
      part = 0;
    else if (p == tag + main_length || !g_ascii_isalnum (*p) || ++part > 8)
      return FALSE;
  }
  return TRUE;
}
