#include "ctn-report.h"

#include <ctn-i18n.h>
#include <ctn-number.h>
#include <ctn-project-error.h>
#include <ctn-tongue.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "ctn-document-columns.h"
#include "ctn-report-private.h"

static const CtnReportKind kinds[] = {
  { "maturity", N_ ("Maturity Report"),
    N_ ("One assessment: profile, values, what would help most, and every answer"),
    CTN_REPORT_ON_ASSESSMENT, ctn_report_maturity_sections },
  { "chain", N_ ("Value-Chain Report"), N_ ("One value chain: map, coverage, actors and links"),
    CTN_REPORT_ON_CHAIN, ctn_report_chain_sections },
  { "partnership", N_ ("Partnership Report"),
    N_ ("One partnership: purpose, members and the balance of the helices"),
    CTN_REPORT_ON_PARTNERSHIP, ctn_report_partnership_sections },
  { "strategy", N_ ("Strategy"),
    N_ ("One strategy: vision, objectives, measures with what they rest on, and KPIs"),
    CTN_REPORT_ON_STRATEGY, ctn_report_strategy_sections },
  { "kpi", N_ ("KPI Table"),
    N_ ("The KPIs of a strategy in the order of RCO and RCR codes: plan, value, evidence"),
    CTN_REPORT_ON_STRATEGY, ctn_report_kpi_sections },
  { "exchange", N_ ("Exchange Report"),
    N_ ("The exchanges that a partnership pays: targets, list and payments"),
    CTN_REPORT_ON_PARTNERSHIP, ctn_report_exchange_sections },
  { "region", N_ ("Region Profile"),
    N_ ("One region: its economy, priorities, indicators, maturity and links"),
    CTN_REPORT_ON_REGION, ctn_report_region_sections },
  { "directory", N_ ("Partner Directory"), N_ ("All organisations of the project, by country"),
    CTN_REPORT_ON_PROJECT, ctn_report_directory_sections },
  { "questionnaire", N_ ("Questionnaire"),
    N_ ("The questions of one assessment on paper, with boxes to tick"), CTN_REPORT_ON_ASSESSMENT,
    ctn_report_questionnaire_sections },
  { NULL, NULL, NULL, CTN_REPORT_ON_PROJECT, NULL },
};

static const CtnReportBuilder builders[] = {
  ctn_report_build_maturity, ctn_report_build_chain,     ctn_report_build_partnership,
  ctn_report_build_strategy, ctn_report_build_kpi,       ctn_report_build_exchange,
  ctn_report_build_region,   ctn_report_build_directory, ctn_report_build_questionnaire
};

/* What is made for one record from its own view, and so is not among the templates. */
static const CtnReportSection no_sections[] = { { NULL, NULL } };
static const CtnReportKind attendance = { "attendance", N_ ("Attendance List"),
                                          N_ ("The participants of an activity, to be signed"),
                                          CTN_REPORT_ON_RECORD, no_sections };
static const CtnReportKind person = { "person", N_ ("Person Report"),
                                      N_ ("All that is held about a person"), CTN_REPORT_ON_RECORD,
                                      no_sections };

const CtnReportKind *
ctn_report_attendance_kind (void)
{
  return &attendance;
}

const CtnReportKind *
ctn_report_person_kind (void)
{
  return &person;
}

static CtnReportBuilder
find_builder (const CtnReportKind *kind)
{
  if (kind == &attendance)
    return ctn_report_build_attendance;
  return kind == &person ? ctn_report_build_person : builders[kind - kinds];
}

const CtnReportKind *
ctn_report_kinds (void)
{
  return kinds;
}

const CtnReportKind *
ctn_report_find_kind (const char *id)
{
  for (const CtnReportKind *kind = kinds; kind->id != NULL; kind++)
    if (g_str_equal (kind->id, id))
      return kind;
  return NULL;
}

static void
set_words (CtnReportDraft *draft)
{
  static const char *const words[] = { N_ ("Contents"), N_ ("Table %u"), N_ ("Figure %u"),
                                       N_ ("Page %u of %u") };
  g_autofree char *today = ctn_report_dup_today (draft);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    ctn_document_set_word (draft->document, (CtnDocumentWord) i, ctn_report_word (draft, words[i]));
  ctn_document_set_author (draft->document, draft->request->author);
  ctn_document_set_date (draft->document, today);
}

/* The blocks of the section that begins with @start, behind those that @order has already. */
static void
take_section (CtnReportDraft *draft, guint start, GArray *order)
{
  guint first = g_array_index (draft->starts, CtnSectionStart, start).block;
  guint end = start + 1 < draft->starts->len
                  ? g_array_index (draft->starts, CtnSectionStart, start + 1).block
                  : ctn_document_get_n_blocks (draft->document);

  for (guint i = first; i < end; i++)
    g_array_append_val (order, i);
}

/* The sections that the request names come first; the others follow as they are. */
static void
order_sections (CtnReportDraft *draft)
{
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  const char *const *wanted = draft->request->order;
  guint n_head = draft->starts->len > 0 ? g_array_index (draft->starts, CtnSectionStart, 0).block
                                        : ctn_document_get_n_blocks (draft->document);

  if (wanted == NULL)
    return;
  for (guint i = 0; i < n_head; i++)
    g_array_append_val (order, i);
  for (guint k = 0; wanted[k] != NULL; k++)
    for (guint i = 0; i < draft->starts->len; i++)
      if (g_str_equal (g_array_index (draft->starts, CtnSectionStart, i).id, wanted[k]) &&
          !g_strv_contains (wanted + k + 1, wanted[k]))
        take_section (draft, i, order);
  for (guint i = 0; i < draft->starts->len; i++)
    if (!g_strv_contains (wanted, g_array_index (draft->starts, CtnSectionStart, i).id))
      take_section (draft, i, order);
  ctn_document_reorder (draft->document, (const guint *) (gpointer) order->data);
}

/* A text of one's own: its lines are paragraphs. */
static void
add_own_text (CtnReportDraft *draft, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    ctn_document_add_paragraph (draft->document, g_strstrip (lines[i]));
}

static gboolean
set_logo (CtnReportDraft *draft, GError **error)
{
  g_autoptr (CtnLogo) logo = NULL;

  if (draft->request->logo == NULL)
    return TRUE;
  logo = ctn_logo_new (draft->request->logo, error);
  ctn_document_set_logo (draft->document, logo);
  return logo != NULL;
}

/* @format: marked with N_(), has one "{}" for @text. (transfer full) */
static char *
dup_filled (CtnReportDraft *draft, const char *format, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (ctn_report_word (draft, format), "{}", 2);

  return g_strjoinv (text, parts);
}

/* The day that a report is as of stands below its title; what is to be filled in by hand has a day of its own. */
static void
add_day (CtnReportDraft *draft)
{
  const char *subtitle = ctn_document_get_subtitle (draft->document);
  g_autofree char *today = ctn_report_dup_today (draft);
  g_autofree char *day = ctn_report_date (draft, today);
  /* Translators: {} is a day */
  g_autofree char *words = dup_filled (draft, N_ ("As of {}"), day);
  g_autofree char *text = subtitle != NULL && *subtitle != '\0'
                              ? g_strdup_printf ("%s · %s", subtitle, words)
                              : g_strdup (words);

  if (draft->request->kind->subject != CTN_REPORT_ON_RECORD &&
      draft->request->kind->sections != ctn_report_questionnaire_sections)
    ctn_document_set_subtitle (draft->document, text);
}

CtnDocument *
ctn_report_build (CtnConnection *reader,
                  const CtnReportRequest *request,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (CtnCatalog) words = ctn_catalog_new (request->language);
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (CtnSectionStart));
  CtnReportDraft draft = { reader, request, NULL, words, cancellable, starts };
  gboolean ok;

  draft.document =
      ctn_document_new (ctn_catalog_get (words, request->kind->title), request->language);
  set_words (&draft);
  if (!set_logo (&draft, error)) {
    ctn_document_unref (draft.document);
    return NULL;
  }
  ctn_tongue_push (words);
  add_own_text (&draft, request->introduction);
  ok = find_builder (request->kind) (&draft, error);
  ctn_tongue_pop ();
  if (ok) {
    add_day (&draft);
    /* A list to be signed has room for what is not known yet. */
    if (request->kind != &attendance)
      ctn_document_drop_empty_columns (draft.document);
    order_sections (&draft);
    add_own_text (&draft, request->closing);
    return draft.document;
  }
  ctn_document_unref (draft.document);
  return NULL;
}

/* For builders -------------------------------------------------------------------------------- */

const char *
ctn_report_word (CtnReportDraft *draft, const char *text)
{
  return ctn_catalog_get (draft->words, text);
}

gboolean
ctn_report_check_name (const char *name, GError **error)
{
  if (name != NULL && *name != '\0')
    return TRUE;
  g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                       _ ("What the report is about is not in the project any more."));
  return FALSE;
}

gboolean
ctn_report_begin (CtnReportDraft *draft, const CtnReportSection *sections, const char *id)
{
  if (draft->request->left_out != NULL && g_strv_contains (draft->request->left_out, id))
    return FALSE;
  for (const CtnReportSection *section = sections; section->id != NULL; section++)
    if (g_str_equal (section->id, id)) {
      CtnSectionStart start = { section->id, ctn_document_get_n_blocks (draft->document) };

      g_array_append_val (draft->starts, start);
      ctn_document_add_heading (draft->document, 1, ctn_report_word (draft, section->title));
    }
  return TRUE;
}

void
ctn_report_set_title (CtnReportDraft *draft, const char *format, const char *name)
{
  g_autofree char *title = dup_filled (draft, format, name);

  ctn_document_set_title (draft->document, title);
}

void
ctn_report_say (CtnReportDraft *draft, const char *format, ...)
{
  g_auto (GStrv) parts = g_strsplit (ctn_report_word (draft, format), "{}", -1);
  g_autoptr (GString) text = g_string_new (parts[0]);
  va_list arguments;

  va_start (arguments, format);
  for (guint i = 1; parts[i] != NULL; i++) {
    const char *argument = va_arg (arguments, const char *);

    g_string_append (text, argument != NULL ? argument : "");
    g_string_append (text, parts[i]);
    if (argument == NULL)
      break;
  }
  va_end (arguments);
  ctn_document_add_paragraph (draft->document, text->str);
}

char *
ctn_report_number (CtnReportDraft *draft, double value, guint decimals)
{
  char text[64];

  if (!isfinite (value))
    return g_strdup ("–");
  g_ascii_formatd (text, sizeof text,
                   decimals == 0   ? "%.0f"
                   : decimals == 1 ? "%.1f"
                                   : "%.2f",
                   value);
  /* Translators: the decimal sign, a point or a comma */
  return ctn_number_set (text, *ctn_report_word (draft, N_ (".")));
}

char *
ctn_report_date (CtnReportDraft *draft, const char *date)
{
  unsigned int year;
  unsigned int month;
  unsigned int day = 0;
  int end = 0;
  /* Translators: how a day is written: %Y year, %m month, %d day */
  const char *format = ctn_report_word (draft, N_ ("%Y-%m-%d"));
  g_autoptr (GString) text = g_string_new (NULL);

  if (sscanf (date, "%4u-%2u-%2u%n", &year, &month, &day, &end) != 3 || date[end] != '\0') {
    end = 0;
    if (sscanf (date, "%4u-%2u%n", &year, &month, &end) != 2 || date[end] != '\0')
      return g_strdup (date);
    /* Translators: how a month is written: %Y year, %m month */
    format = ctn_report_word (draft, N_ ("%Y-%m"));
  }
  for (const char *p = format; *p != '\0'; p++) {
    if (p[0] == '%' && p[1] == 'Y')
      g_string_append_printf (text, "%04u", year);
    else if (p[0] == '%' && (p[1] == 'm' || p[1] == 'd'))
      g_string_append_printf (text, "%02u", p[1] == 'm' ? month : day);
    else
      g_string_append_c (text, *p);
    if (p[0] == '%' && strchr ("Ymd", p[1]) != NULL)
      p++;
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

const char *
ctn_report_choice (CtnReportDraft *draft, const CtnField *field, const char *code)
{
  if (code == NULL)
    return "";
  for (const CtnChoice *choice = field->choices; choice != NULL && choice->code != NULL; choice++)
    if (g_str_equal (choice->code, code))
      return ctn_report_word (draft, choice->label);
  return code;
}
