#include "ctn-pdf-additions.h"

#include <stdio.h>
#include <string.h>

#define FIGURE "<< /Type /StructElem\n   /S /Figure\n"
#define HEAD "<< /Type /StructElem\n   /S /TH\n"
#define CATALOG "<< /Type /Catalog\n"

#define MAX_END 64    /* bytes, in which the file says where its table is */
#define ENTRY_SIZE 20 /* of the cross-reference table */

struct _CtnPdfAdditions {
  char *language;     /* (owned) */
  GPtrArray *figures; /* (owned) (element-type utf8): "" for none */
  GArray *heads;      /* (owned) (element-type gboolean): of a row */
};

/* A PDF being read, and what is appended to it. */
typedef struct {
  const char *data;
  gsize length;
  guint n_objects;
  const char *entries;  /* of the cross-reference table */
  gsize table;          /* where it is */
  GString *appended;    /* (owned) */
  GString *new_entries; /* (owned) */
  guint catalog;        /* its number */
  guint n_figures;
  guint n_heads;
} Update;

CtnPdfAdditions *
ctn_pdf_additions_new (const char *language)
{
  CtnPdfAdditions *self = g_new0 (CtnPdfAdditions, 1);

  self->language = g_strdup (language);
  self->figures = g_ptr_array_new_with_free_func (g_free);
  self->heads = g_array_new (FALSE, FALSE, sizeof (gboolean));
  return self;
}

void
ctn_pdf_additions_free (CtnPdfAdditions *self)
{
  g_free (self->language);
  g_ptr_array_unref (self->figures);
  g_array_unref (self->heads);
  g_free (self);
}

void
ctn_pdf_additions_add_figure (CtnPdfAdditions *self, const char *alternative)
{
  g_ptr_array_add (self->figures, g_strdup (alternative != NULL ? alternative : ""));
}

void
ctn_pdf_additions_add_head (CtnPdfAdditions *self, gboolean of_row)
{
  g_array_append_val (self->heads, of_row);
}

/* Reading ------------------------------------------------------------------------------------- */

/* Finds the table of objects, which the end of the file names. */
static gboolean
find_table (Update *update)
{
  gsize n = MIN (update->length, MAX_END);
  const char *end = g_strrstr_len (update->data + update->length - n, (gssize) n, "startxref");
  int start = 0;

  if (end == NULL || sscanf (end, "startxref %zu", &update->table) != 1 ||
      update->table >= update->length ||
      sscanf (update->data + update->table, "xref 0 %u %n", &update->n_objects, &start) != 1 ||
      start == 0)
    return FALSE;
  update->entries = update->data + update->table + start;
  return update->entries + (gsize) update->n_objects * ENTRY_SIZE < update->data + update->length;
}

/* Where the object is, behind its number; %NULL where there is none. */
static const char *
find_object (const Update *update, guint number)
{
  gsize offset = g_ascii_strtoull (update->entries + (gsize) number * ENTRY_SIZE, NULL, 10);
  char start[32];

  g_snprintf (start, sizeof start, "%u 0 obj\n", number);
  return offset < update->length && g_str_has_prefix (update->data + offset, start)
             ? update->data + offset + strlen (start)
             : NULL;
}

/* Writing ------------------------------------------------------------------------------------- */

/* A text as PDF has it: UTF-16 with its mark, in hexadecimal digits. */
static void
append_text (GString *pdf, const char *text)
{
  glong n = 0;
  g_autofree gunichar2 *units = g_utf8_to_utf16 (text, -1, NULL, &n, NULL);

  g_string_append (pdf, "<FEFF");
  for (glong i = 0; units != NULL && i < n; i++)
    g_string_append_printf (pdf, "%04X", units[i]);
  g_string_append_c (pdf, '>');
}

/* The object once more, up to where entries are added. */
static void
begin_object (Update *update, guint number, const char *body, const char *end)
{
  g_string_append_printf (update->new_entries, "%u 1\n%010zu 00000 n \n", number,
                          update->length + update->appended->len);
  g_string_append_printf (update->appended, "%u 0 obj\n", number);
  g_string_append_len (update->appended, body, end - body);
  g_string_append (update->appended, "\n   ");
}

static void
end_object (Update *update)
{
  g_string_append (update->appended, "\n>>\nendobj\n");
}

static void
add_to_object (const CtnPdfAdditions *self, Update *update, guint number)
{
  const char *body = find_object (update, number);
  const char *end;

  if (body == NULL) {
    /* cairo keeps a number for what is no element, and lists it: that there is nothing has to be said. */
    g_string_append_printf (update->new_entries, "%u 1\n0000000000 65535 f \n", number);
    return;
  }
  end = g_strstr_len (body, update->data + update->length - body, "\n>>\nendobj");
  if (end == NULL)
    return;
  if (g_str_has_prefix (body, FIGURE)) {
    const char *text =
        update->n_figures < self->figures->len ? self->figures->pdata[update->n_figures] : "";

    update->n_figures++;
    begin_object (update, number, body, end);
    g_string_append (update->appended, "/Alt ");
    append_text (update->appended, text);
    end_object (update);
  } else if (g_str_has_prefix (body, HEAD)) {
    gboolean of_row = update->n_heads < self->heads->len &&
                      g_array_index (self->heads, gboolean, update->n_heads);

    update->n_heads++;
    begin_object (update, number, body, end);
    g_string_append_printf (update->appended, "/A << /O /Table /Scope /%s >>",
                            of_row ? "Row" : "Column");
    end_object (update);
  } else if (g_str_has_prefix (body, CATALOG)) {
    update->catalog = number;
    begin_object (update, number, body, end);
    g_string_append_printf (update->appended,
                            "/Lang (%s)\n   /ViewerPreferences << /DisplayDocTitle true >>",
                            self->language);
    end_object (update);
  }
}

/* The new table and the trailer, which is the old one with the place of the old table. */
static gboolean
append_trailer (Update *update)
{
  gsize table = update->length + update->appended->len;
  const char *trailer = update->entries + (gsize) update->n_objects * ENTRY_SIZE;
  const char *end = g_strrstr_len (trailer, update->data + update->length - trailer, ">>");

  if (end == NULL)
    return FALSE;
  g_string_append_printf (update->appended, "xref\n%s", update->new_entries->str);
  g_string_append_len (update->appended, trailer, end - trailer);
  g_string_append_printf (update->appended, "   /Prev %zu\n>>\nstartxref\n%zu\n%%%%EOF\n",
                          update->table, table);
  return TRUE;
}

gboolean
ctn_pdf_additions_apply (CtnPdfAdditions *self, GByteArray *pdf)
{
  g_autoptr (GString) appended = g_string_new (NULL);
  g_autoptr (GString) entries = g_string_new (NULL);
  Update update = { .length = pdf->len, .appended = appended, .new_entries = entries };

  /* So that what is searched for in it ends somewhere. */
  g_byte_array_append (pdf, (const guint8 *) "", 1);
  update.data = (const char *) pdf->data;
  if (find_table (&update))
    for (guint number = 1; number < update.n_objects; number++)
      add_to_object (self, &update, number);
  g_byte_array_set_size (pdf, (guint) update.length);
  if (update.catalog == 0 || update.n_figures != self->figures->len ||
      update.n_heads != self->heads->len || !append_trailer (&update))
    return FALSE;
  g_byte_array_append (pdf, (const guint8 *) appended->str, (guint) appended->len);
  return TRUE;
}
