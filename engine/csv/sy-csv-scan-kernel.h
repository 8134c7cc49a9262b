/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The vector kernel, included once for each level by sy-csv-scan.c with
 *   KERNEL         the name of the function
 *   KERNEL_TARGET  the attribute that allows the instructions
 *   KERNEL_MASKS   fills a Masks from 64 bytes
 *   KERNEL_XOR     prefix xor of 64 bits
 *   KERNEL_LOWEST  the number of the lowest bit, anything below 2^32 when there is none
 * Not a header of the module.
 */

KERNEL_TARGET static gsize
KERNEL (const SyCsvScan *scan,
        SyCsvScanState *state,
        const guint8 *bytes,
        gsize n_blocks,
        guint32 base,
        guint32 *out_positions,
        guint8 *flags)
{
  /* A copy, which no store through flags can change: so its vectors are made once. */
  const SyCsvScan own = *scan;
  guint32 *out = out_positions;
  guint64 in_quote = state->mode == SY_CSV_MODE_QUOTED ? ~G_GUINT64_CONSTANT (0) : 0;
  guint64 after_end = state->mode == SY_CSV_MODE_START;
  guint64 after_close = state->mode == SY_CSV_MODE_CLOSED;
  guint64 after_cr = state->after_cr ? 1 : 0;

  for (gsize i = 0; i < n_blocks; i++)
    {
      Masks m;
      guint64 newline;
      guint64 ends;
      guint64 positions;
      guint8 block_flags;

      KERNEL_MASKS (&own, bytes + i * SY_CSV_SCAN_BLOCK, &m);
      newline = m.cr | (m.lf & ~(m.cr << 1 | after_cr));
      ends = m.delimiter | m.cr | m.lf;
      positions = m.delimiter | newline;
      block_flags = (guint8) ((m.non_ascii != 0 ? SY_CSV_SCAN_NON_ASCII : 0) |
                              (m.nul != 0 ? SY_CSV_SCAN_NUL : 0));

      if (G_UNLIKELY ((m.quote | in_quote | after_close) != 0))
        {
          guint64 inside = KERNEL_XOR (m.quote) ^ in_quote;
          guint64 open = m.quote & inside;
          guint64 close = m.quote & ~inside;
          guint64 from_end;
          guint64 from_close = close << 1 | after_close;
          guint64 stray;

          if (((m.cr | m.lf) & inside) != 0)
            block_flags |= SY_CSV_SCAN_LINES;
          ends &= ~inside;
          from_end = ends << 1 | after_end;
          stray = (open & ~(from_end | from_close)) | (from_close & ~(ends | open));
          if (G_UNLIKELY (stray != 0))
            {
              SyCsvScanState exact = {
                in_quote != 0 ? SY_CSV_MODE_QUOTED : after_end ? SY_CSV_MODE_START
                                                 : after_close ? SY_CSV_MODE_CLOSED
                                                               : SY_CSV_MODE_BARE,
                after_cr != 0
              };

              out += scan_exactly (scan, &exact, bytes + i * SY_CSV_SCAN_BLOCK, SY_CSV_SCAN_BLOCK,
                                   base + (guint32) (i * SY_CSV_SCAN_BLOCK), out, &flags[i]);
              in_quote = exact.mode == SY_CSV_MODE_QUOTED ? ~G_GUINT64_CONSTANT (0) : 0;
              after_end = exact.mode == SY_CSV_MODE_START;
              after_close = exact.mode == SY_CSV_MODE_CLOSED;
              after_cr = exact.after_cr ? 1 : 0;
              continue;
            }
          positions &= ~inside;
          in_quote = (guint64) ((gint64) inside >> 63);
          after_close = close >> 63;
          block_flags |= SY_CSV_SCAN_QUOTE;
          if ((open & from_close) != 0)
            block_flags |= SY_CSV_SCAN_IRREGULAR;
        }
      after_end = ends >> 63;
      after_cr = m.cr >> 63;
      flags[i] = block_flags;

      /* Eight at a time, what is too many of them scratch: cheaper than asking for each bit. */
      {
        guint n = (guint) __builtin_popcountll (positions);
        guint32 from = base + (guint32) (i * SY_CSV_SCAN_BLOCK);

        for (guint k = 0; k < n; k += 8)
          for (guint j = 0; j < 8; j++)
            {
              out[k + j] = from + KERNEL_LOWEST (positions);
              positions &= positions - 1;
            }
        out += n;
      }
    }

  state->mode = in_quote != 0 ? SY_CSV_MODE_QUOTED : after_end ? SY_CSV_MODE_START
                                                 : after_close ? SY_CSV_MODE_CLOSED
                                                               : SY_CSV_MODE_BARE;
  state->after_cr = after_cr != 0;
  return (gsize) (out - out_positions);
}
