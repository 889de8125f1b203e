// SPDX-License-Identifier: Apache-2.0

// Code for x86-64 processors that Swift cannot express: the same function for several instruction
// sets, chosen when the program runs. Each has a counterpart in RecipeRuntime, in Swift, with the
// same results; other processors use that, and there this module is empty.

#ifndef CRECIPEKERNELS_H
#define CRECIPEKERNELS_H

#if defined(__x86_64__)

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Only for the program or library that the module is linked into.
#pragma GCC visibility push(hidden)

/// What the processor has beyond plain x86-64, as bits.
enum {
  /// Vectors of four doubles, which the operating system saves as well.
  recipec_has_avx2 = 1,
  /// Instructions for SHA-256, and those that they are used with.
  recipec_has_sha = 2,
  /// Instructions for CRC-32C.
  recipec_has_crc32c = 4,
};

/// What the processor has: a sum of the bits above. It is asked once and remembered.
uint32_t recipec_processor(void);

/// A polynomial from one update on, and what turns its value p into the value of a track:
/// base · p, or min(base · p, max(floor, reduced · p)).
typedef struct {
  /// u at the first update: an integer times the scale.
  double u;
  /// The step of u from one update to the next, a power of two.
  double scale;
  /// The coefficients, that of u⁰ first.
  double coefficients[8];
  /// The factor of the value.
  double base;
  /// The factor of the reduced value.
  double reduced;
  /// What no reduction goes below.
  double floor;
} recipec_polynomial;

/// Which of a polynomial's numbers count.
typedef enum {
  /// The value is p.
  recipec_plain = 0,
  /// The value is base · p.
  recipec_scaled = 1,
  /// The value is base · p, and the coefficients from u² on are 0.
  recipec_line = 2,
  /// The value is min(base · p, max(floor, reduced · p)).
  recipec_reduced = 3,
} recipec_form;

/// Writes the values of `count` updates, four at a time.
void recipec_fill_f64_sse2(
    const recipec_polynomial *polynomial, recipec_form form, double *output, size_t count);

/// Writes the values of `count` updates, eight at a time; only where the processor has AVX2.
void recipec_fill_f64_avx2(
    const recipec_polynomial *polynomial, recipec_form form, double *output, size_t count);

/// As `recipec_fill_f64_avx2`, past the caches: for ranges larger than those it is faster, as the
/// memory that is overwritten need not be read first.
void recipec_stream_f64_avx2(
    const recipec_polynomial *polynomial, recipec_form form, double *output, size_t count);

/// As `recipec_fill_f64_sse2`, rounded to single precision.
void recipec_fill_f32_sse2(
    const recipec_polynomial *polynomial, recipec_form form, float *output, size_t count);

/// As `recipec_fill_f64_avx2`, rounded to single precision.
void recipec_fill_f32_avx2(
    const recipec_polynomial *polynomial, recipec_form form, float *output, size_t count);

/// Writes one value `count` times.
void recipec_repeat_f64(double value, double *output, size_t count);

/// Writes one value `count` times.
void recipec_repeat_f32(float value, float *output, size_t count);

/// Works blocks of 64 bytes into the state of SHA-256; only where the processor has the instructions.
///
/// `constants` are the 64 round constants of FIPS 180-4.
void recipec_sha256(
    uint32_t state[8], const uint32_t constants[64], const uint8_t *bytes, size_t blocks);

/// Works bytes into the remainder of CRC-32C; only where the processor has the instructions.
uint32_t recipec_crc32c(uint32_t remainder, const uint8_t *bytes, size_t count);

#pragma GCC visibility pop

#ifdef __cplusplus
}
#endif

#endif
#endif
