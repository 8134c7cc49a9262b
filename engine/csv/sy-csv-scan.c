/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "csv/sy-csv-scan-private.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/*
 * Finding the ends of fields and rows, 64 bytes at a time.
 *
 * scan_exactly() is the definition: a machine with a few modes, one byte after the other. The vector kernel
 * compares 64 bytes with each interesting character, which gives a bit mask each, and then
 * works on masks: the prefix xor of the quotes is the mask of what stands between
 * them, as long as every quote opens where a field may start and closes where one may end. It
 * checks that, with two more masks, and hands a block where it does not hold (6" pipe) to the
 * machine. So all levels give the same positions, which tests/fuzz checks.
 *
 * The idea of masks and prefix xor is from Langdale and Lemire, "Parsing Gigabytes of JSON per Second", VLDB
 * Journal 28 (2019) 941–960.
 */

static gsize
scan_exactly (const SyCsvScan *scan,
              SyCsvScanState *state,
              const guint8 *bytes,
              gsize n_bytes,
              guint32 base,
              guint32 *out_positions,
              guint8 *flags)
{
  SyCsvMode mode = state->mode;
  gboolean after_cr = state->after_cr;
  guint8 delimiter = (guint8) scan->delimiter;
  guint8 quote = (guint8) scan->quote;
  guint8 block_flags = mode == SY_CSV_MODE_QUOTED || mode == SY_CSV_MODE_ESCAPE ? SY_CSV_SCAN_QUOTE
                                                                                : 0;
  gsize n = 0;

  for (gsize i = 0; i < n_bytes; i++)
    {
      guint8 c = bytes[i];
      gboolean was_cr = after_cr;

      after_cr = c == '\r';
      if (c == 0)
        block_flags |= SY_CSV_SCAN_NUL;
      else if (c >= 0x80)
        block_flags |= SY_CSV_SCAN_NON_ASCII;

      if ((mode == SY_CSV_MODE_ESCAPE || mode == SY_CSV_MODE_QUOTED) && (c == '\r' || c == '\n'))
        block_flags |= SY_CSV_SCAN_LINES;
      if (mode == SY_CSV_MODE_ESCAPE)
        mode = SY_CSV_MODE_QUOTED;
      else if (mode == SY_CSV_MODE_QUOTED)
        {
          if (c == quote)
            mode = SY_CSV_MODE_CLOSED;
          else if (c == '\\' && scan->backslash)
            {
              mode = SY_CSV_MODE_ESCAPE;
              block_flags |= SY_CSV_SCAN_IRREGULAR;
            }
        }
      else if (c == delimiter || c == '\r' || c == '\n' || (scan->blanks && c == '\t'))
        {
          if (c != '\n' || !was_cr)
            out_positions[n++] = base + (guint32) i;
          mode = SY_CSV_MODE_START;
        }
      else if (c == ' ' && scan->blanks_around_quotes && mode != SY_CSV_MODE_BARE)
        block_flags |= SY_CSV_SCAN_QUOTE;
      else if (c == quote && quote != 0 && mode != SY_CSV_MODE_BARE)
        {
          block_flags |= mode == SY_CSV_MODE_CLOSED ? SY_CSV_SCAN_QUOTE | SY_CSV_SCAN_IRREGULAR
                                                    : SY_CSV_SCAN_QUOTE;
          mode = SY_CSV_MODE_QUOTED;
        }
      else
        {
          if (mode == SY_CSV_MODE_CLOSED)
            block_flags |= SY_CSV_SCAN_QUOTE | SY_CSV_SCAN_IRREGULAR;
          mode = SY_CSV_MODE_BARE;
        }
    }

  state->mode = mode;
  state->after_cr = after_cr;
  *flags = block_flags;
  return n;
}

static gsize
scan_scalar (const SyCsvScan *scan,
             SyCsvScanState *state,
             const guint8 *bytes,
             gsize n_blocks,
             guint32 base,
             guint32 *out_positions,
             guint8 *flags)
{
  gsize n = 0;

  for (gsize i = 0; i < n_blocks; i++)
    n += scan_exactly (scan, state, bytes + i * SY_CSV_SCAN_BLOCK, SY_CSV_SCAN_BLOCK,
                       base + (guint32) (i * SY_CSV_SCAN_BLOCK), out_positions + n, &flags[i]);
  return n;
}

#if defined(__x86_64__)

/* One bit for each of 64 bytes. */
typedef struct
{
  guint64 delimiter;
  guint64 lf;
  guint64 cr;
  guint64 quote;
  guint64 nul;
  guint64 non_ascii;
} Masks;

static inline guint64
xor_by_shifts (guint64 bits)
{
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  bits ^= bits << 32;
  return bits;
}

static inline void
masks_sse2 (const SyCsvScan *scan,
            const guint8 *bytes,
            Masks *out)
{
  const __m128i delimiter = _mm_set1_epi8 (scan->delimiter);
  const __m128i second = _mm_set1_epi8 (scan->blanks ? '\t' : scan->delimiter);
  const __m128i quote = _mm_set1_epi8 (scan->quote);

  *out = (Masks){ 0 };
  for (guint i = 0; i < 4; i++)
    {
      const __m128i v = _mm_loadu_si128 ((const __m128i *) (const void *) (bytes + 16 * i));
      const guint shift = 16 * i;

#define MASK(compared) ((guint64) (guint) _mm_movemask_epi8 (compared) << shift)
      out->delimiter |= MASK (
          _mm_or_si128 (_mm_cmpeq_epi8 (v, delimiter), _mm_cmpeq_epi8 (v, second)));
      out->lf |= MASK (_mm_cmpeq_epi8 (v, _mm_set1_epi8 ('\n')));
      out->cr |= MASK (_mm_cmpeq_epi8 (v, _mm_set1_epi8 ('\r')));
      out->quote |= MASK (_mm_cmpeq_epi8 (v, quote));
      out->nul |= MASK (_mm_cmpeq_epi8 (v, _mm_setzero_si128 ()));
      out->non_ascii |= MASK (v);
#undef MASK
    }
  if (scan->quote == 0)
    out->quote = 0;
}

#define KERNEL scan_sse2
#define KERNEL_TARGET
#define KERNEL_MASKS masks_sse2
#define KERNEL_XOR xor_by_shifts
#define KERNEL_LOWEST(bits) ((guint32) __builtin_ctzll ((bits) | G_GUINT64_CONSTANT (1) << 63))
#include "csv/sy-csv-scan-kernel.h"
#undef KERNEL
#undef KERNEL_TARGET
#undef KERNEL_MASKS
#undef KERNEL_XOR
#undef KERNEL_LOWEST

#define AVX2 __attribute__ ((target ("avx2,bmi,popcnt,pclmul")))

AVX2 static inline void
masks_avx2 (const SyCsvScan *scan,
            const guint8 *bytes,
            Masks *out)
{
  const __m256i delimiter = _mm256_set1_epi8 (scan->delimiter);
  const __m256i second = _mm256_set1_epi8 (scan->blanks ? '\t' : scan->delimiter);
  const __m256i quote = _mm256_set1_epi8 (scan->quote);
  const __m256i lf = _mm256_set1_epi8 ('\n');
  const __m256i cr = _mm256_set1_epi8 ('\r');
  const __m256i low = _mm256_loadu_si256 ((const __m256i *) (const void *) bytes);
  const __m256i high = _mm256_loadu_si256 ((const __m256i *) (const void *) (bytes + 32));

#define HALF(compared) ((guint64) (guint32) _mm256_movemask_epi8 (compared))
#define EQUAL(c) (HALF (_mm256_cmpeq_epi8 (low, c)) | HALF (_mm256_cmpeq_epi8 (high, c)) << 32)
  out->delimiter = EQUAL (delimiter) | EQUAL (second);
  out->lf = EQUAL (lf);
  out->cr = EQUAL (cr);
  out->quote = scan->quote != 0 ? EQUAL (quote) : 0;
  out->nul = EQUAL (_mm256_setzero_si256 ());
  out->non_ascii = HALF (low) | HALF (high) << 32;
#undef EQUAL
#undef HALF
}

AVX2 static inline guint64
xor_by_multiplication (guint64 bits)
{
  const __m128i all = _mm_set1_epi8 ((char) 0xff);

  return (guint64) _mm_cvtsi128_si64 (
      _mm_clmulepi64_si128 (_mm_set_epi64x (0, (gint64) bits), all, 0));
}

#define KERNEL scan_avx2
#define KERNEL_TARGET AVX2
#define KERNEL_MASKS masks_avx2
#define KERNEL_XOR xor_by_multiplication
#define KERNEL_LOWEST(bits) ((guint32) _tzcnt_u64 (bits))
#include "csv/sy-csv-scan-kernel.h"

#endif

SyCsvScanLevel
sy_csv_scan_best_level (void)
{
#if defined(__x86_64__)
  if (__builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("bmi") &&
      __builtin_cpu_supports ("popcnt") && __builtin_cpu_supports ("pclmul"))
    return SY_CSV_SCAN_AVX2;
  return SY_CSV_SCAN_SSE2;
#else
  return SY_CSV_SCAN_SCALAR;
#endif
}

gsize
sy_csv_scan_bytes (const SyCsvScan *scan,
                   SyCsvScanState *state,
                   const char *bytes,
                   gsize n_bytes,
                   guint32 base,
                   guint32 *out_positions,
                   guint8 *flags)
{
  const guint8 *b = (const guint8 *) bytes;
  gsize n_blocks = n_bytes / SY_CSV_SCAN_BLOCK;
  gsize done = n_blocks * SY_CSV_SCAN_BLOCK;
  gsize n;

#if defined(__x86_64__)
  /* Backslashes are for the exact machine only. */
  if (scan->level == SY_CSV_SCAN_AVX2 && !scan->backslash)
    n = scan_avx2 (scan, state, b, n_blocks, base, out_positions, flags);
  else if (scan->level == SY_CSV_SCAN_SSE2 && !scan->backslash)
    n = scan_sse2 (scan, state, b, n_blocks, base, out_positions, flags);
  else
#endif
    n = scan_scalar (scan, state, b, n_blocks, base, out_positions, flags);

  if (done < n_bytes)
    n += scan_exactly (scan, state, b + done, n_bytes - done, base + (guint32) done,
                       out_positions + n, &flags[n_blocks]);
  return n;
}
