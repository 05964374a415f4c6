/* A rule that was checked: its name, whether it holds, why, and when it mattered. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  CTN_RULE_PASSED,
  CTN_RULE_FAILED,
  CTN_RULE_OPEN, /* cannot be told from what is known, or not yet */
} CtnRuleState;

typedef struct {
  const char *code; /* stable, e.g. "silver-improvements" */
  char *title;      /* what is asked for, translated */
  CtnRuleState state;
  char *detail; /* what was found, translated */
  char *date;   /* (nullable) ISO date that the rule is about */
} CtnRule;

/* @title, @detail: (transfer full); @date: (nullable), copied. */
CtnRule *ctn_rule_new (const char *code,
                       char *title,
                       CtnRuleState state,
                       char *detail,
                       const char *date) G_GNUC_WARN_UNUSED_RESULT;
void ctn_rule_free (CtnRule *self);

/* Translated: "Passed", "Failed", "Open"; codes "passed", "failed", "open". */
const char *ctn_rule_state_get_label (CtnRuleState state);
const char *ctn_rule_state_get_code (CtnRuleState state);

/* The rule with that code. Returns: (transfer none) (nullable) */
const CtnRule *ctn_rule_find (GPtrArray *rules, const char *code);

/* How many rules are in that state. */
guint ctn_rule_count (GPtrArray *rules, CtnRuleState state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnRule, ctn_rule_free)

G_END_DECLS
