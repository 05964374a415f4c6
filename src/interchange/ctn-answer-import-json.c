/* Assessments as JSON. */
#include <ctn-i18n.h>
#include <json-glib/json-glib.h>

#include "ctn-answer-import-private.h"
#include "ctn-interchange-error.h"

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_SYNTAX, message);
  return FALSE;
}

/* (nullable) */
static const char *
get_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
                 json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

/* A value as ctn-answer-text.h takes it; NULL for null and what is no value. */
static char *
dup_value (JsonNode *node)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "yes" : "no");
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  return g_strdup (g_ascii_dtostr (buffer, sizeof buffer, json_node_get_double (node)));
}

/* An answer with what belongs to it. */
static gboolean
add_object (CtnAnswerSheet *sheet, guint leaf, JsonObject *object, GError **error)
{
  const char *reason = get_text (object, "not-applicable");
  g_autofree char *text = reason != NULL ? g_strconcat ("n/a: ", reason, NULL)
                                         : dup_value (json_object_get_member (object, "value"));
  const CtnSheetAnswer rest = { .leaf = leaf,
                                .comment = (char *) get_text (object, "comment"),
                                .evidence = (char *) get_text (object, "evidence"),
                                .confidence =
                                    ctn_answer_read_confidence (get_text (object, "confidence")) };

  if (text != NULL && !ctn_answer_sheet_add_text (sheet, leaf, text, error))
    return FALSE;
  if (rest.comment != NULL || rest.evidence != NULL || rest.confidence != CTN_CONFIDENCE_UNKNOWN)
    ctn_answer_sheet_add (sheet, &rest);
  return TRUE;
}

static void
read_answers (CtnAnswerReading *self, CtnAnswerSheet *sheet, JsonObject *answers, guint number)
{
  JsonObjectIter iter;
  const char *code;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, answers);
  while (json_object_iter_next_ordered (&iter, &code, &node)) {
    const CtnModelNode *question = ctn_maturity_model_find (self->model, code);
    g_autoptr (GError) error = NULL;
    g_autofree char *text = NULL;
    gboolean ok = TRUE;

    if (question == NULL || question->scale == NULL) {
      ctn_answer_reading_note (self, number, NULL, code, _ ("The model has no such question."));
      continue;
    }
    if (JSON_NODE_HOLDS_OBJECT (node)) {
      ok = add_object (sheet, question->leaf, json_node_get_object (node), &error);
    } else {
      text = dup_value (node);
      if (text != NULL)
        ok = ctn_answer_sheet_add_text (sheet, question->leaf, text, &error);
    }
    if (!ok)
      ctn_answer_reading_note (self, number, NULL, code, error->message);
  }
}

static void
read_assessment (CtnAnswerReading *self, JsonNode *node, guint number)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *answers = object != NULL ? json_object_get_member (object, "answers") : NULL;
  CtnAnswerSheet *sheet;
  CtnAnswerHeading heading;

  if (answers == NULL || !JSON_NODE_HOLDS_OBJECT (answers)) {
    ctn_answer_reading_note (self, number, NULL, "answers", _ ("There are no answers."));
    return;
  }
  heading = (CtnAnswerHeading) { get_text (object, "name"), get_text (object, "kind"),
                                 get_text (object, "nuts"), get_text (object, "stage"),
                                 get_text (object, "date"), get_text (object, "notes"),
                                 get_text (object, "rater") };
  sheet = ctn_answer_reading_open (self, &heading, number);
  if (sheet != NULL)
    read_answers (self, sheet, json_node_get_object (answers), number);
}

gboolean
ctn_answer_import_read_json (CtnAnswerReading *self, const char *json, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root;
  JsonNode *assessments;
  JsonObject *object;
  const char *model;

  if (!json_parser_load_from_data (parser, json, (gssize) length, error))
    return FALSE;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return fail (error, _ ("The file is no JSON object."));
  object = json_node_get_object (root);
  model = get_text (object, "model");
  if (model != NULL &&
      !ctn_answer_reading_set_model (self, model, get_text (object, "version"), error))
    return FALSE;
  if (self->model == NULL)
    return fail (error, _ ("The file does not say by which “model” it is."));
  assessments = json_object_get_member (object, "assessments");
  if (assessments == NULL || !JSON_NODE_HOLDS_ARRAY (assessments))
    return fail (error, _ ("The file has no array “assessments”."));
  for (guint i = 0; i < json_array_get_length (json_node_get_array (assessments)); i++)
    read_assessment (self, json_array_get_element (json_node_get_array (assessments), i), i + 1);
  return TRUE;
}
