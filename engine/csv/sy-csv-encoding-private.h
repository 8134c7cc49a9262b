/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "csv/sy-csv-dialect.h"

G_BEGIN_DECLS

/* What was seen of a file's bytes; start from { 0 }. */
typedef struct
{
  gsize n_bytes;
  gsize n_even_nuls;
  gsize n_odd_nuls;
  gsize n_characters; /* well-formed UTF-8 beyond ASCII */
  gsize n_malformed;  /* bytes that are not UTF-8 */
  gsize n_c1;         /* bytes 0x80 to 0x9f among those */
  gsize n_in_words;   /* of those, beside an ASCII letter: "ü" in "Müller" */
  gsize n_runs;       /* of those, after another one: words of an alphabet that is not Latin */
} SyCsvEvidence;

/* Adds a piece of the file. It may start or end inside a character. */
void sy_csv_evidence_add (SyCsvEvidence *self,
                          const guint8 *bytes,
                          gsize n_bytes);

/* Adds what was seen of another part of the same file. */
void sy_csv_evidence_merge (SyCsvEvidence *self,
                            const SyCsvEvidence *other);

/* The encoding a byte order mark names, or SY_CSV_ENCODING_AUTO; out_length is that of the mark. */
SyCsvEncoding sy_csv_encoding_from_mark (const guint8 *bytes,
                                         gsize n_bytes,
                                         gsize *out_length);

/*
 * The most likely encoding; out_guessed tells that it is not certain, out_confidence how likely, 0
 * to 1.
 */
SyCsvEncoding sy_csv_evidence_decide (const SyCsvEvidence *self,
                                      gboolean *out_guessed,
                                      double *out_confidence);

/*
 * Turns bytes into UTF-8. out has room for 3 * n_bytes. Returns the number of bytes written; out_used gets
 * those consumed, fewer than n_bytes when a character is cut and at_end is not set. What is not of
 * the encoding becomes bytes that are not UTF-8.
 */
gsize sy_csv_encoding_convert (SyCsvEncoding encoding,
                               const guint8 *bytes,
                               gsize n_bytes,
                               gboolean at_end,
                               char *out,
                               gsize *out_used);

G_END_DECLS
