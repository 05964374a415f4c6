/* Web domains, and what everyday values look like. */
#include "ctn-text.h"

#include <gio/gio.h>
#include <string.h>

#define MAX_EMAIL 254
#define MAX_HOST 253
#define MAX_LABEL 63
#define MAX_URL 2048

/* A copy of @text without spaces around it; NULL when it is empty, too long or not UTF-8. */
static char *
trim (const char *text, gsize max_length)
{
  if (text == NULL)
    return NULL;
  while (g_ascii_isspace (*text))
    text++;

  gsize length = strnlen (text, max_length * 2 + 1);

  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  if (length == 0 || length > max_length || !g_utf8_validate_len (text, length, NULL))
    return NULL;
  return g_strndup (text, length);
}

static gboolean
is_label (const char *label, gsize length)
{
  if (length == 0 || length > MAX_LABEL || label[0] == '-' || label[length - 1] == '-')
    return FALSE;
  for (gsize i = 0; i < length; i++) {
    char c = label[i];

    if (!g_ascii_isalnum (c) && c != '-' && c != '_' && !((guchar) c & 0x80))
      return FALSE;
  }
  return TRUE;
}

static gboolean
is_top_label (const char *label)
{
  if (g_ascii_strncasecmp (label, "xn--", 4) == 0)
    return TRUE;
  for (const char *p = label; *p != '\0'; p++)
    if (!g_ascii_isalpha (*p) && !((guchar) *p & 0x80))
      return FALSE;
  return g_utf8_strlen (label, -1) >= 2;
}

/* Two labels or more, the last one a name and not a number. */
static gboolean
is_host (const char *host)
{
  const char *label = host;

  if (strlen (host) > MAX_HOST)
    return FALSE;
  for (;;) {
    const char *dot = strchr (label, '.');

    if (!is_label (label, dot != NULL ? (gsize) (dot - label) : strlen (label)))
      return FALSE;
    if (dot == NULL)
      return label != host && is_top_label (label);
    label = dot + 1;
  }
}

/* The host in a web address; NULL when there is none. */
static char *
find_host (const char *url)
{
  static const char *const schemes[] = { "http://", "https://", "ftp://" };
  const char *start = url;

  for (size_t i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (url, schemes[i], strlen (schemes[i])) == 0)
      start = url + strlen (schemes[i]);
  if (strpbrk (url, " \t\r\n<>\"") != NULL)
    return NULL;

  gsize length = strcspn (start, "/?#");
  g_autofree char *authority = g_strndup (start, length);
  char *user_end = strrchr (authority, '@');

  /* Without a scheme, name@host is an e-mail address. */
  if (user_end != NULL && start == url)
    return NULL;

  char *host = user_end != NULL ? user_end + 1 : authority;
  char *port = strchr (host, ':');

  if (port != NULL) {
    if (port[1 + strspn (port + 1, "0123456789")] != '\0')
      return NULL;
    *port = '\0';
  }
  return is_host (host) ? g_strdup (host) : NULL;
}

/* In small letters, as people read it: "xn--mller-kva.example" is "müller.example". */
static char *
read_host (const char *host)
{
  g_autofree char *lower = g_ascii_strdown (host, -1);

  if (g_str_is_ascii (lower) && strstr (lower, "xn--") == NULL)
    return g_steal_pointer (&lower);

  g_autofree char *ascii = g_hostname_to_ascii (host);
  g_autofree char *unicode = ascii != NULL ? g_hostname_to_unicode (ascii) : NULL;

  return g_utf8_strdown (unicode != NULL ? unicode : host, -1);
}

char *
ctn_text_web_domain (const char *url)
{
  g_autofree char *trimmed = trim (url, MAX_URL);
  g_autofree char *host = trimmed != NULL ? find_host (trimmed) : NULL;

  if (host == NULL)
    return NULL;

  g_autofree char *lower = read_host (host);

  if (g_str_has_prefix (lower, "www.") && strchr (lower + 4, '.') != NULL)
    return g_strdup (lower + 4);
  return g_steal_pointer (&lower);
}

gboolean
ctn_text_is_url (const char *text)
{
  g_autofree char *trimmed = trim (text, MAX_URL);
  g_autofree char *host = trimmed != NULL ? find_host (trimmed) : NULL;

  return host != NULL;
}

gboolean
ctn_text_is_email (const char *text)
{
  g_autofree char *trimmed = trim (text, MAX_EMAIL);
  char *at = trimmed != NULL ? strchr (trimmed, '@') : NULL;

  if (at == NULL || at == trimmed || at - trimmed > 64 || !is_host (at + 1))
    return FALSE;
  if (*trimmed == '.' || at[-1] == '.')
    return FALSE;
  for (const char *p = trimmed; p < at; p++) {
    if (!g_ascii_isalnum (*p) && !((guchar) *p & 0x80) &&
        strchr (".!#$%&'*+/=?^_`{|}~-", *p) == NULL)
      return FALSE;
    if (p[0] == '.' && p[1] == '.')
      return FALSE;
  }
  return TRUE;
}

gboolean
ctn_text_is_phone (const char *text)
{
  g_autofree char *trimmed = trim (text, 64);
  guint digits = 0, depth = 0;
  const char *p = trimmed;

  if (p == NULL)
    return FALSE;
  if (*p == '+')
    p++;
  for (; *p != '\0'; p++) {
    if (g_ascii_isdigit (*p))
      digits++;
    else if (*p == '(' && depth == 0)
      depth = 1;
    else if (*p == ')' && depth == 1)
      depth = 0;
    else if (digits >= 6 && (g_str_has_prefix (p, "ext.") || *p == 'x'))
      return depth == 0 && digits <= 15 && p[strcspn (p, "0123456789")] != '\0';
    else if (strchr (" ./-", *p) == NULL)
      return FALSE;
  }
  return depth == 0 && digits >= 6 && digits <= 15;
}
