#include "ctn-chain-accounts.h"

#include <ctn-i18n.h>
#include <ctn-number-field.h>
#include <math.h>

#include "ctn-chain-private.h"

#define AMOUNT(field_name, field_label)                                                            \
  { .name = field_name,                                                                            \
    .label = field_label,                                                                          \
    .group = N_ ("Figures"),                                                                       \
    .type = CTN_FIELD_NUMBER,                                                                      \
    .parse = ctn_number_field_parse_amount,                                                        \
    .column = field_name }

static const CtnField fields[] = {
  { .name = "year",
    .label = N_ ("Year"),
    .group = N_ ("Figures"),
    .type = CTN_FIELD_INTEGER,
    .flags = CTN_FIELD_REQUIRED,
    .parse = ctn_number_field_parse_year,
    .column = "year" },
  AMOUNT ("output", N_ ("Output (€)")),
  AMOUNT ("intermediate", N_ ("Intermediate Consumption (€)")),
  AMOUNT ("wages", N_ ("Wages (€)")),
  AMOUNT ("jobs", N_ ("Jobs (Annual Work Units)")),
  AMOUNT ("price", N_ ("Price (€ per Unit)")),
  { .name = "unit", .label = N_ ("Unit"), .group = N_ ("Figures"), .column = "unit" },
  { .name = "source", .label = N_ ("Source"), .group = N_ ("Source"), .column = "data_source" },
  { .name = NULL },
};

static const CtnRecordKind kind = {
  .name = "stage-account",
  .table = "stage_account",
  .label = N_ ("Account"),
  .plural = N_ ("Accounts"),
  .title_column = "year",
  .fields = fields,
  .owner_column = "stage",
  .order = "year",
  .add_label = N_ ("Add Account"),
  .edit_label = N_ ("Edit Account"),
  .delete_label = N_ ("Delete Account"),
};

const CtnRecordKind *
ctn_stage_account_kind (void)
{
  return &kind;
}

gboolean
_ctn_chain_load_accounts (CtnChain *self, CtnConnection *reader, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT a.id, a.stage, a.year, a.output, a.intermediate, a.wages, a.jobs, a.price FROM "
      "stage_account a JOIN chain_stage s ON s.id = a.stage WHERE s.chain = ? ORDER BY a.id",
      "i", self->id);

  self->accounts = g_array_new (FALSE, FALSE, sizeof (CtnStageAccount));
  while (ctn_statement_next (rows, &local_error)) {
    int stage = ctn_chain_find_stage (self, ctn_statement_get_int (rows, 1));
    CtnStageAccount account = { .id = ctn_statement_get_int (rows, 0),
                                .stage = (guint) stage,
                                .year = (int) ctn_statement_get_int (rows, 2),
                                .output = ctn_statement_get_double (rows, 3),
                                .intermediate = ctn_statement_get_double (rows, 4),
                                .wages = ctn_statement_get_double (rows, 5),
                                .jobs = ctn_statement_get_double (rows, 6),
                                .price = ctn_statement_get_double (rows, 7) };

    if (stage >= 0)
      g_array_append_val (self->accounts, account);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static int
compare_years (gconstpointer a, gconstpointer b)
{
  return *(const int *) b - *(const int *) a;
}

GArray *
ctn_chain_list_account_years (CtnChain *chain)
{
  GArray *years = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; chain->accounts != NULL && i < chain->accounts->len; i++) {
    int year = g_array_index (chain->accounts, CtnStageAccount, i).year;
    gboolean known = FALSE;

    for (guint k = 0; k < years->len; k++)
      known |= g_array_index (years, int, k) == year;
    if (!known)
      g_array_append_val (years, year);
  }
  g_array_sort (years, compare_years);
  return years;
}

const CtnStageAccount *
ctn_chain_find_account (CtnChain *chain, guint stage, int year)
{
  for (guint i = chain->accounts != NULL ? chain->accounts->len : 0; i > 0; i--) {
    const CtnStageAccount *account = &g_array_index (chain->accounts, CtnStageAccount, i - 1);

    if (account->stage == stage && account->year == year)
      return account;
  }
  return NULL;
}

double
ctn_chain_sum_value_added (CtnChain *chain, int year)
{
  double sum = NAN;

  for (guint i = 0; i < chain->stages->len; i++) {
    const CtnStageAccount *account = ctn_chain_find_account (chain, i, year);
    double added = account != NULL ? account->output - account->intermediate : NAN;

    if (!isnan (added))
      sum = isnan (sum) ? added : sum + added;
  }
  return sum;
}

/* The price at the last stage before @end that has one, NAN when there is none. */
static double
find_price (CtnChain *chain, guint end, int year)
{
  for (guint i = end; i > 0; i--) {
    const CtnStageAccount *account = ctn_chain_find_account (chain, i - 1, year);

    if (account != NULL && !isnan (account->price))
      return account->price;
  }
  return NAN;
}

void
ctn_chain_get_account_figures (CtnChain *chain, guint stage, int year, CtnAccountFigures *figures)
{
  const CtnStageAccount *account = ctn_chain_find_account (chain, stage, year);
  double before, last;

  *figures = (CtnAccountFigures) { NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN };
  if (account == NULL)
    return;
  figures->value_added = account->output - account->intermediate;
  figures->surplus = figures->value_added - account->wages;
  if (account->output > 0)
    figures->margin = figures->value_added / account->output;
  if (figures->value_added > 0)
    figures->wage_share = account->wages / figures->value_added;
  if (account->jobs > 0)
    figures->productivity = figures->value_added / account->jobs;
  if (ctn_chain_sum_value_added (chain, year) > 0)
    figures->share_of_added = figures->value_added / ctn_chain_sum_value_added (chain, year);
  if (isnan (account->price))
    return;
  before = find_price (chain, stage, year);
  last = find_price (chain, chain->stages->len, year);
  figures->price_added = account->price - (isnan (before) ? 0 : before);
  if (last > 0)
    figures->price_share = figures->price_added / last;
}
