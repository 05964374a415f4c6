#include "ctn-rule.h"

#include <ctn-i18n.h>

CtnRule *
ctn_rule_new (const char *code, char *title, CtnRuleState state, char *detail, const char *date)
{
  CtnRule *self = g_new0 (CtnRule, 1);

  self->code = code;
  self->title = title;
  self->state = state;
  self->detail = detail;
  self->date = g_strdup (date);
  return self;
}

void
ctn_rule_free (CtnRule *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->detail);
  g_free (self->date);
  g_free (self);
}

const char *
ctn_rule_state_get_label (CtnRuleState state)
{
  return state == CTN_RULE_PASSED   ? _ ("Passed")
         : state == CTN_RULE_FAILED ? _ ("Failed")
                                    : C_ ("rule", "Open");
}

const char *
ctn_rule_state_get_code (CtnRuleState state)
{
  return state == CTN_RULE_PASSED ? "passed" : state == CTN_RULE_FAILED ? "failed" : "open";
}

const CtnRule *
ctn_rule_find (GPtrArray *rules, const char *code)
{
  for (guint i = 0; i < rules->len; i++) {
    const CtnRule *rule = g_ptr_array_index (rules, i);

    if (g_str_equal (rule->code, code))
      return rule;
  }
  return NULL;
}

guint
ctn_rule_count (GPtrArray *rules, CtnRuleState state)
{
  guint n = 0;

  for (guint i = 0; i < rules->len; i++)
    n += ((const CtnRule *) g_ptr_array_index (rules, i))->state == state;
  return n;
}
