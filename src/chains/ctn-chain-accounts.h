/* What the stages of a chain earn: accounts by stage and year, and how the price builds up.
 *
 * Value added is output less intermediate consumption, in euro a year (FAO, Financial analysis in
 * agricultural project preparation; functional analysis by "filière"); its margin is that of output.
 * What is left of it when wages are paid is the gross operating surplus (with taxes less subsidies on
 * production in it, which the accounts do not tell apart). */
#pragma once

#include "ctn-chain.h"

G_BEGIN_DECLS

/* A stage in a year; NAN for what is not known. */
typedef struct {
  gint64 id;
  guint stage; /* index into the chain's stages */
  int year;
  double output;       /* € */
  double intermediate; /* € */
  double wages;        /* € */
  double jobs;         /* annual work units */
  double price;        /* € for a unit, when it leaves the stage */
} CtnStageAccount;

/* What follows from an account; NAN where something is not known. */
typedef struct {
  double value_added;  /* output − intermediate, € */
  double margin;       /* value added / output; NAN without output */
  double wage_share;   /* wages / value added; NAN unless value added is above 0 */
  double surplus;      /* value added − wages, € */
  double productivity; /* value added / jobs, € a year and work unit */
  double price_added; /* price − the price of the stage before it that has one; the price itself at
                           the first one that has one */
  double
      price_share; /* of the last price in the chain that this stage adds, 0–1 where prices rise */
  double share_of_added; /* of the value added of all stages in that year */
} CtnAccountFigures;

/* The years that have accounts, the latest first (element-type int). */
GArray *ctn_chain_list_account_years (CtnChain *chain) G_GNUC_WARN_UNUSED_RESULT;

/* The account of the stage in that year, %NULL when there is none; of several the one made last, since two
 * offices may have made one each. */
const CtnStageAccount *ctn_chain_find_account (CtnChain *chain, guint stage, int year);

/* Figures of a stage in a year, all NAN without an account. Prices build up over the stages in their
 * order. */
void
ctn_chain_get_account_figures (CtnChain *chain, guint stage, int year, CtnAccountFigures *figures);

/* Sum of the value added of all stages in that year, NAN when none is known. */
double ctn_chain_sum_value_added (CtnChain *chain, int year);

/* The fields of an account: year, output, intermediate consumption, wages, jobs, price, unit, source. Its
 * owner is the stage; added, edited and removed by the operations of ctn-record-operations.h. */
const CtnRecordKind *ctn_stage_account_kind (void);

G_END_DECLS
