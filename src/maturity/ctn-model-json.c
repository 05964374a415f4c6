#include "ctn-model-json.h"

#include <ctn-i18n.h>
#include <math.h>
#include <string.h>

gsize
ctn_model_walk_member (CtnModelWalk *walk, const char *member)
{
  gsize mark = walk->place->len;

  g_string_append_c (walk->place, '/');
  for (const char *p = member; *p != '\0' && walk->place->len < 1000; p++) {
    if (*p == '~')
      g_string_append (walk->place, "~0");
    else if (*p == '/')
      g_string_append (walk->place, "~1");
    else
      g_string_append_c (walk->place, *p);
  }
  return mark;
}

gsize
ctn_model_walk_element (CtnModelWalk *walk, guint position)
{
  gsize mark = walk->place->len;

  g_string_append_printf (walk->place, "/%u", position);
  return mark;
}

void
ctn_model_walk_back (CtnModelWalk *walk, gsize mark)
{
  g_string_truncate (walk->place, mark);
}

static void
add_problem (CtnModelWalk *walk, const char *member, gboolean is_error, const char *message)
{
  gsize mark = member == NULL ? walk->place->len : ctn_model_walk_member (walk, member);

  if (is_error)
    walk->has_errors = TRUE;
  if (walk->problems->len < CTN_MODEL_MAX_PROBLEMS) {
    CtnModelProblem *problem = g_new0 (CtnModelProblem, 1);

    problem->is_error = is_error;
    problem->place = g_utf8_make_valid (walk->place->str, (gssize) walk->place->len);
    problem->message = g_strdup (message);
    g_ptr_array_add (walk->problems, problem);
  }
  ctn_model_walk_back (walk, mark);
}

void
ctn_model_walk_error (CtnModelWalk *walk, const char *member, const char *message)
{
  add_problem (walk, member, TRUE, message);
}

void
ctn_model_walk_error_printf (CtnModelWalk *walk, const char *member, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  add_problem (walk, member, TRUE, message);
}

void
ctn_model_walk_warning (CtnModelWalk *walk, const char *member, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  add_problem (walk, member, FALSE, message);
}

void
ctn_model_walk_check_members (CtnModelWalk *walk, JsonObject *object, const char *const *known)
{
  JsonObjectIter iter;
  const char *member;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &member, NULL))
    if (!g_strv_contains (known, member))
      ctn_model_walk_warning (walk, member, _ ("This is not part of the format and is left out."));
}

/* The member's node, or NULL with an error if it is required; null counts as missing. */
static JsonNode *
get_member (CtnModelWalk *walk, JsonObject *object, const char *member, gboolean required)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
    return node;
  if (required)
    ctn_model_walk_error (walk, member, _ ("This is missing."));
  return NULL;
}

/* What is wrong with @text, translated, or NULL. Control characters would break charts and reports. */
static const char *
find_text_fault (const char *text, gsize max_bytes, gboolean lines)
{
  if (strlen (text) > max_bytes)
    return _ ("The text is too long.");
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_unichar_iscntrl (c) && !(lines && (c == '\n' || c == '\t')))
      return _ ("The text has a control character in it.");
  }
  return NULL;
}

char *
ctn_model_walk_string (CtnModelWalk *walk,
                       JsonObject *object,
                       const char *member,
                       gsize max_bytes,
                       gboolean required)
{
  JsonNode *node = get_member (walk, object, member, required);
  const char *text = node == NULL ? NULL
                     : json_node_get_value_type (node) == G_TYPE_STRING
                         ? json_node_get_string (node)
                         : NULL;
  const char *fault;

  if (node == NULL)
    return NULL;
  if (text == NULL || text[0] == '\0')
    fault = _ ("This must be a text.");
  else
    fault = find_text_fault (text, max_bytes, FALSE);
  if (fault == NULL)
    return g_strdup (text);
  ctn_model_walk_error (walk, member, fault);
  return NULL;
}

gboolean
ctn_model_is_code (const char *text)
{
  gsize length = strspn (text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS ".-_");

  return g_ascii_isalnum (text[0]) && text[length] == '\0' && length <= 32;
}

char *
ctn_model_walk_code (CtnModelWalk *walk, JsonObject *object, const char *member)
{
  g_autofree char *code = ctn_model_walk_string (walk, object, member, 1000, TRUE);

  if (code == NULL || ctn_model_is_code (code))
    return g_steal_pointer (&code);
  ctn_model_walk_error (
      walk, member,
      _ ("A code has up to 32 letters a–z, digits, dots, hyphens and underscores, "
         "and begins with a letter or digit."));
  return NULL;
}

/* Reads one language of a text. */
static void
read_language (CtnModelWalk *walk, CtnTexts *texts, const char *language, JsonNode *node)
{
  const char *text =
      json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
  const char *fault = NULL;

  if (!ctn_texts_is_language (language))
    fault = _ ("This is not a language tag such as “en” or “pt-BR”.");
  else if (text == NULL)
    fault = _ ("This must be a text.");
  else
    fault = find_text_fault (text, CTN_MODEL_MAX_TEXT, TRUE);
  if (fault != NULL) {
    ctn_model_walk_error (walk, language, fault);
    return;
  }
  if (text[0] == '\0')
    return;
  if (walk->model->languages != NULL &&
      !g_strv_contains ((const char *const *) walk->model->languages, language))
    ctn_model_walk_warning (walk, language, _ ("The language is not among the model’s languages."));
  ctn_texts_set (texts, language, text);
}

/* The model's first language is what every text can fall back to. */
static void
check_languages (CtnModelWalk *walk, const CtnTexts *texts)
{
  for (guint i = 0; walk->model->languages != NULL && walk->model->languages[i] != NULL; i++) {
    const char *language = walk->model->languages[i];

    if (ctn_texts_look_up (texts, language) != NULL)
      continue;
    if (i == 0)
      ctn_model_walk_error (walk, language,
                            _ ("The text is missing in the model’s first language."));
    else
      ctn_model_walk_warning (walk, language, _ ("The text is missing in this language."));
  }
}

CtnTexts *
ctn_model_walk_texts_here (CtnModelWalk *walk, JsonNode *node)
{
  g_autoptr (CtnTexts) texts = ctn_texts_new ();
  JsonObjectIter iter;
  const char *language;
  JsonNode *value;

  if (!JSON_NODE_HOLDS_OBJECT (node) ||
      json_object_get_size (json_node_get_object (node)) > CTN_MODEL_MAX_PARTS) {
    ctn_model_walk_error (walk, NULL, _ ("This must be an object with a text for each language."));
    return NULL;
  }
  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &language, &value))
    read_language (walk, texts, language, value);
  check_languages (walk, texts);
  return g_steal_pointer (&texts);
}

CtnTexts *
ctn_model_walk_texts (CtnModelWalk *walk, JsonObject *object, const char *member, gboolean required)
{
  JsonNode *node = get_member (walk, object, member, required);
  CtnTexts *texts;
  gsize mark;

  if (node == NULL)
    return NULL;
  mark = ctn_model_walk_member (walk, member);
  texts = ctn_model_walk_texts_here (walk, node);
  ctn_model_walk_back (walk, mark);
  return texts;
}

double
ctn_model_walk_number (CtnModelWalk *walk,
                       JsonObject *object,
                       const char *member,
                       double min,
                       double max,
                       double fallback,
                       gboolean required)
{
  JsonNode *node = get_member (walk, object, member, required);
  GType type = node == NULL ? G_TYPE_INVALID : json_node_get_value_type (node);
  double number;

  if (node == NULL)
    return fallback;
  number = type == G_TYPE_INT64 || type == G_TYPE_DOUBLE ? json_node_get_double (node) : NAN;
  if (isfinite (number) && number >= min && number <= max)
    return number;
  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    ctn_model_walk_error (walk, member, _ ("This must be a number."));
  else
    ctn_model_walk_error_printf (walk, member, _ ("The number must be from %g to %g."), min, max);
  return fallback;
}

int
ctn_model_walk_int (CtnModelWalk *walk,
                    JsonObject *object,
                    const char *member,
                    int min,
                    int max,
                    int fallback)
{
  double number = ctn_model_walk_number (walk, object, member, min, max, fallback, FALSE);

  if (!(fabs (number - rint (number)) > 0))
    return (int) number;
  ctn_model_walk_error (walk, member, _ ("This must be a whole number."));
  return fallback;
}

gboolean
ctn_model_walk_boolean (CtnModelWalk *walk, JsonObject *object, const char *member)
{
  JsonNode *node = get_member (walk, object, member, FALSE);

  if (node == NULL)
    return FALSE;
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node);
  ctn_model_walk_error (walk, member, _ ("This must be true or false."));
  return FALSE;
}

int
ctn_model_walk_word (CtnModelWalk *walk,
                     JsonObject *object,
                     const char *member,
                     const CtnModelWord *words,
                     int fallback)
{
  g_autofree char *word = ctn_model_walk_string (walk, object, member, 1000, FALSE);
  g_autoptr (GString) choices = g_string_new (NULL);

  if (word == NULL)
    return fallback;
  for (const CtnModelWord *w = words; w->text != NULL; w++) {
    if (strcmp (w->text, word) == 0)
      return w->value;
    g_string_append_printf (choices, "%s%s", choices->len > 0 ? ", " : "", w->text);
  }
  ctn_model_walk_error_printf (walk, member, _ ("This must be one of: %s."), choices->str);
  return fallback;
}

JsonArray *
ctn_model_walk_array (CtnModelWalk *walk,
                      JsonObject *object,
                      const char *member,
                      guint min,
                      guint max,
                      gboolean required)
{
  JsonNode *node = get_member (walk, object, member, required);
  JsonArray *array;

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_ARRAY (node)) {
    ctn_model_walk_error (walk, member, _ ("This must be a list."));
    return NULL;
  }
  array = json_node_get_array (node);
  if (json_array_get_length (array) >= min && json_array_get_length (array) <= max)
    return array;
  ctn_model_walk_error_printf (walk, member, _ ("The list must have %u to %u entries."), min, max);
  return NULL;
}

JsonObject *
ctn_model_walk_object_here (CtnModelWalk *walk, JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  ctn_model_walk_error (walk, NULL, _ ("This must be an object."));
  return NULL;
}
