// SPDX-License-Identifier: Apache-2.0

#include "CRecipeKernels.h"

#if defined(__x86_64__)

#include <cpuid.h>
#include <immintrin.h>
#include <stdatomic.h>
#include <string.h>

// A product and a sum fused into one rounding have other bits. Compilers fuse wherever the
// instruction set has it, and each has its own way to be told not to: gcc ignores the pragma of the
// C standard, clang has a pragma of its own.
#if defined(__FAST_MATH__)
#error "-ffast-math would change the bits of every value"
#elif defined(__clang__)
#pragma clang fp contract(off)
#else
#pragma GCC optimize("fp-contract=off")
#endif

// MARK: The processor

/// Set once the processor has been asked.
static const uint32_t was_asked = 1u << 31;

/// Whether the operating system saves the registers of AVX.
static int saves_wide_registers(void) {
  uint32_t low, high;
  __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return (low & 6) == 6;
}

static uint32_t ask_processor(void) {
  uint32_t a, b, c, d, found = was_asked;
  if (!__get_cpuid(1, &a, &b, &c, &d)) return found;
  const uint32_t features = c;
  if (features & bit_SSE4_2) found |= recipec_has_crc32c;
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return found;
  const int is_saved = (features & bit_OSXSAVE) && (features & bit_AVX) && saves_wide_registers();
  if (is_saved && (b & bit_AVX2)) found |= recipec_has_avx2;
  if ((b & bit_SHA) && (features & bit_SSE4_1) && (features & bit_SSSE3)) found |= recipec_has_sha;
  return found;
}

uint32_t recipec_processor(void) {
  // Several threads may ask at once; all of them write the same.
  static _Atomic uint32_t known;
  uint32_t found = atomic_load_explicit(&known, memory_order_relaxed);
  if (found == 0) {
    found = ask_processor();
    atomic_store_explicit(&known, found, memory_order_relaxed);
  }
  return found & ~was_asked;
}

// MARK: Contiguous values

/// Defines the kernel of one instruction set and one type.
///
/// Two vectors are computed at a time, since the steps of one wait for one another. u is stepped by a
/// sum: it is an integer times a power of two, of at most 53 bits within the piece, so the sum never
/// rounds and equals (t − origin) · scale bit for bit. What is left at the end comes of a whole step
/// that is written elsewhere; beyond the last update u may round, and what comes of it is dropped.
///
/// `maximum(a, b)` is a > b ? a : b and `minimum(a, b)` is a < b ? a : b, also for zeros.
#define DEFINE_FILL(name, target, vector, lanes, ramp, maximum, minimum, element, fetch, store)    \
  target static inline __attribute__((always_inline)) vector name##_values(                        \
      vector u, const vector *c, const vector *factors, recipec_form form) {                       \
    vector p = c[1] * u + c[0];                                                                    \
    if (form != recipec_line) {                                                                    \
      const vector u2 = u * u;                                                                     \
      const vector u4 = u2 * u2;                                                                   \
      p = ((c[7] * u + c[6]) * u2 + (c[5] * u + c[4])) * u4 + ((c[3] * u + c[2]) * u2 + p);        \
    }                                                                                              \
    if (form == recipec_plain) return p;                                                           \
    if (form != recipec_reduced) return factors[0] * p;                                            \
    return minimum(factors[0] * p, maximum(factors[2], factors[1] * p));                           \
  }                                                                                                \
                                                                                                   \
  target static inline __attribute__((always_inline)) void name##_loop(                            \
      const recipec_polynomial *polynomial, element *output, size_t count, recipec_form form) {    \
    vector c[8];                                                                                   \
    for (int i = 0; i < 8; i++) c[i] = polynomial->coefficients[i] - (vector){0};                  \
    const vector factors[3] = {polynomial->base - (vector){0}, polynomial->reduced - (vector){0},  \
                               polynomial->floor - (vector){0}};                                   \
    const vector half_step = lanes * polynomial->scale - (vector){0};                              \
    const vector step = 2 * half_step;                                                             \
    vector u = polynomial->u + ramp * polynomial->scale;                                           \
    for (size_t done = 0; done < count; done += 2 * lanes) {                                       \
      fetch(output, done, count);                                                                  \
      const vector first = name##_values(u, c, factors, form);                                     \
      const vector second = name##_values(u + half_step, c, factors, form);                        \
      store(output + done, first, second);                                                         \
      u += step;                                                                                   \
    }                                                                                              \
  }                                                                                                \
                                                                                                   \
  target void name(                                                                                \
      const recipec_polynomial *polynomial, recipec_form form, element *output, size_t count) {    \
    const size_t rest = count % (2 * lanes);                                                       \
    if (rest > 0) {                                                                                \
      count -= rest;                                                                               \
      recipec_polynomial end = *polynomial;                                                        \
      end.u += (double)count * end.scale;                                                          \
      _Alignas(64) element values[2 * lanes];                                                      \
      name(&end, form, values, 2 * lanes);                                                         \
      memcpy(output + count, values, rest * sizeof(element));                                      \
    }                                                                                              \
    /* Spelled out, so that every form gets a loop of its own. */                                  \
    switch (form) {                                                                                \
    case recipec_plain: name##_loop(polynomial, output, count, recipec_plain); break;              \
    case recipec_scaled: name##_loop(polynomial, output, count, recipec_scaled); break;            \
    case recipec_line: name##_loop(polynomial, output, count, recipec_line); break;                \
    case recipec_reduced: name##_loop(polynomial, output, count, recipec_reduced);                 \
    }                                                                                              \
  }

#define RAMP_2 ((__m128d){0, 1})
#define RAMP_4 ((__m256d){0, 1, 2, 3})

#define STORE_F64_2(place, first, second)                                                          \
  _mm_storeu_pd((place), (first)), _mm_storeu_pd((place) + 2, (second))
#define STORE_F64_4(place, first, second)                                                          \
  _mm256_storeu_pd((place), (first)), _mm256_storeu_pd((place) + 4, (second))
#define STORE_F32_2(place, first, second)                                                          \
  _mm_storeu_ps((place), _mm_movelh_ps(_mm_cvtpd_ps(first), _mm_cvtpd_ps(second)))
#define STORE_F32_4(place, first, second)                                                          \
  _mm_storeu_ps((place), _mm256_cvtpd_ps(first)), _mm_storeu_ps((place) + 4, _mm256_cvtpd_ps(second))
#define STREAM_F64_4(place, first, second)                                                         \
  _mm256_stream_pd((place), (first)), _mm256_stream_pd((place) + 4, (second))

// Memory is asked for some steps ahead: what is in no cache would otherwise be waited for.
#define AHEAD 1024
#define FETCH(place, done, count)                                                                  \
  __builtin_prefetch((place) + ((count) - (done) > AHEAD ? (done) + AHEAD : (done)), 1)
#define NO_FETCH(place, done, count) (void)0

#define AVX2 __attribute__((target("avx2")))

DEFINE_FILL(recipec_fill_f64_sse2, , __m128d, 2, RAMP_2, _mm_max_pd, _mm_min_pd, double, FETCH,
            STORE_F64_2)
DEFINE_FILL(recipec_fill_f32_sse2, , __m128d, 2, RAMP_2, _mm_max_pd, _mm_min_pd, float, FETCH,
            STORE_F32_2)
DEFINE_FILL(recipec_fill_f64_avx2, AVX2, __m256d, 4, RAMP_4, _mm256_max_pd, _mm256_min_pd, double,
            FETCH, STORE_F64_4)
DEFINE_FILL(recipec_fill_f32_avx2, AVX2, __m256d, 4, RAMP_4, _mm256_max_pd, _mm256_min_pd, float,
            FETCH, STORE_F32_4)

/// The output is aligned to 64 bytes.
static void stream_aligned_f64_avx2(
    const recipec_polynomial *polynomial, recipec_form form, double *output, size_t count);
DEFINE_FILL(stream_aligned_f64_avx2, AVX2, __m256d, 4, RAMP_4, _mm256_max_pd, _mm256_min_pd, double,
            NO_FETCH, STREAM_F64_4)

void recipec_stream_f64_avx2(
    const recipec_polynomial *polynomial, recipec_form form, double *output, size_t count) {
  size_t before = -((uintptr_t)output / sizeof(double)) % 8;
  if (before > count) before = count;
  recipec_fill_f64_avx2(polynomial, form, output, before);
  recipec_polynomial rest = *polynomial;
  rest.u += (double)before * rest.scale;
  stream_aligned_f64_avx2(&rest, form, output + before, count - before);
  // Other threads would see these values in no certain order.
  _mm_sfence();
}

// MARK: Constant values

/// From this many words on the processor's own loop is faster than one of 16 bytes at a time: it
/// need not read the memory that it overwrites.
enum { many_words = 512 };

/// Writes a pattern of 8 bytes `count` times.
static void repeat_word(uint64_t word, void *output, size_t count) {
  if (count >= many_words) {
    __asm__ volatile("rep stosq" : "+D"(output), "+c"(count) : "a"(word) : "memory");
    return;
  }
  const __m128i pair = _mm_set1_epi64x((int64_t)word);
  unsigned char *place = output;
  for (; count >= 2; count -= 2, place += 16) _mm_storeu_si128((__m128i *)place, pair);
  if (count) memcpy(place, &word, 8);
}

void recipec_repeat_f64(double value, double *output, size_t count) {
  uint64_t word;
  memcpy(&word, &value, 8);
  repeat_word(word, output, count);
}

void recipec_repeat_f32(float value, float *output, size_t count) {
  uint32_t bits;
  memcpy(&bits, &value, 4);
  repeat_word((uint64_t)bits << 32 | bits, output, count / 2);
  if (count % 2) output[count - 1] = value;
}

// MARK: Digests

__attribute__((target("sha,sse4.1"))) void recipec_sha256(
    uint32_t state[8], const uint32_t constants[64], const uint8_t *bytes, size_t blocks) {
  const __m128i reversed = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  // The instructions keep the eight words a to h as (f, e, b, a) and (h, g, d, c), low word first.
  const __m128i abcd = _mm_loadu_si128((const __m128i *)state);
  const __m128i efgh = _mm_loadu_si128((const __m128i *)(state + 4));
  const __m128i badc = _mm_shuffle_epi32(abcd, 0xb1);
  const __m128i hgfe = _mm_shuffle_epi32(efgh, 0x1b);
  __m128i feba = _mm_alignr_epi8(badc, hgfe, 8);
  __m128i hgdc = _mm_blend_epi16(hgfe, badc, 0xf0);
  for (; blocks > 0; blocks--, bytes += 64) {
    const __m128i feba_before = feba;
    const __m128i hgdc_before = hgdc;
    __m128i w[4];
#pragma GCC unroll 16
    for (int i = 0; i < 16; i++) {
      __m128i *const words = &w[i % 4];
      if (i < 4) {
        const __m128i read = _mm_loadu_si128((const __m128i *)(bytes + 16 * i));
        *words = _mm_shuffle_epi8(read, reversed);
      } else {
        const __m128i last = w[(i + 3) % 4];
        const __m128i middle = _mm_alignr_epi8(last, w[(i + 2) % 4], 4);
        const __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(*words, w[(i + 1) % 4]), middle);
        *words = _mm_sha256msg2_epu32(sum, last);
      }
      const __m128i constant = _mm_loadu_si128((const __m128i *)(constants + 4 * i));
      const __m128i sum = _mm_add_epi32(*words, constant);
      hgdc = _mm_sha256rnds2_epu32(hgdc, feba, sum);
      feba = _mm_sha256rnds2_epu32(feba, hgdc, _mm_shuffle_epi32(sum, 0x0e));
    }
    feba = _mm_add_epi32(feba, feba_before);
    hgdc = _mm_add_epi32(hgdc, hgdc_before);
  }
  const __m128i abef = _mm_shuffle_epi32(feba, 0x1b);
  const __m128i dchg = _mm_shuffle_epi32(hgdc, 0xb1);
  _mm_storeu_si128((__m128i *)state, _mm_blend_epi16(abef, dchg, 0xf0));
  _mm_storeu_si128((__m128i *)(state + 4), _mm_alignr_epi8(dchg, abef, 8));
}

__attribute__((target("sse4.2"))) uint32_t recipec_crc32c(
    uint32_t remainder, const uint8_t *bytes, size_t count) {
  uint64_t wide = remainder;
  for (; count >= 8; count -= 8, bytes += 8) {
    uint64_t word;
    memcpy(&word, bytes, 8);
    wide = _mm_crc32_u64(wide, word);
  }
  remainder = (uint32_t)wide;
  for (; count > 0; count--, bytes++) remainder = _mm_crc32_u8(remainder, *bytes);
  return remainder;
}

#else

/// The C standard wants something in every file.
typedef int recipec_no_kernels;

#endif
