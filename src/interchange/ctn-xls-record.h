/* Records of a BIFF stream, and the texts in them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A record with those that continue it. */
typedef struct {
  guint id;
  const guint8 *data; /* of the first part */
  gsize length;
  const guint8 *end;    /* of the stream */
  const guint8 *next;   /* the record behind all parts */
  const guint8 *cursor; /* where ctn_xls_record_read_text() goes on */
  const guint8 *limit;  /* end of the cursor's part */
} CtnXlsRecord;

/* Reads the record at @place of a stream that ends at @end. FALSE when there is no whole one. */
gboolean ctn_xls_record_read (CtnXlsRecord *self, const guint8 *place, const guint8 *end);

/* Numbers at @offset of the first part; 0 past its end. */
guint ctn_xls_record_get8 (const CtnXlsRecord *self, gsize offset);
guint ctn_xls_record_get16 (const CtnXlsRecord *self, gsize offset);
guint32 ctn_xls_record_get32 (const CtnXlsRecord *self, gsize offset);
double ctn_xls_record_get_double (const CtnXlsRecord *self, gsize offset);

/* Moves the cursor to @offset of the first part. */
void ctn_xls_record_seek (CtnXlsRecord *self, gsize offset);

/* Reads a BIFF 8 text at the cursor into @text, which is emptied first: its length in @length_size bytes
 * (1 or 2), signs, and what belongs to rich text and is left out. FALSE at the end. */
gboolean ctn_xls_record_read_text (CtnXlsRecord *self, guint length_size, GString *text);

/* The same for BIFF 5: bytes in @codepage. */
gboolean
ctn_xls_record_read_bytes (CtnXlsRecord *self, guint length_size, guint codepage, GString *text);

G_END_DECLS
