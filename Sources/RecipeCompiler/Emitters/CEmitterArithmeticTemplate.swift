// SPDX-License-Identifier: Apache-2.0

/// The part of every emitted C header that does the arithmetic, and refuses compilers that would not.
enum CEmitterArithmeticTemplate {
  /// What is included, and which ways to compile are errors.
  static let requirements = EmitterTemplate(
    #"""
    #include <stddef.h>
    #include <stdint.h>
    #include <string.h>

    /* The values are exact to the bit only where the arithmetic is done as it is written. */
    #if defined(__FAST_MATH__) || defined(__ASSOCIATIVE_MATH__) || defined(__RECIPROCAL_MATH__) \
        || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__) || defined(_M_FP_FAST)
    #error "fast math changes the values: compile without -ffast-math, -Ofast, -ffinite-math-only and /fp:fast"
    #endif
    #if (defined(__FLT_EVAL_METHOD__) && __FLT_EVAL_METHOD__ != 0 && __FLT_EVAL_METHOD__ != 16) \
        || (defined(_M_IX86_FP) && _M_IX86_FP < 2)
    #error "the x87 unit changes the values: compile with -msse2 -mfpmath=sse (MSVC: /arch:SSE2)"
    #endif
    #if defined(__DBL_MANT_DIG__) && __DBL_MANT_DIG__ != 53
    #error "double is not IEEE 754 binary64: drop the option that makes it shorter or longer"
    #endif
    """#
  )

  /// Products that stay products, and polynomials.
  static let evaluation = EmitterTemplate(
    #"""
    /* ---- Private: arithmetic ---------------------------------------------------------------- */

    /*
     * A product, rounded. Where a processor multiplies and adds in one step, compilers fuse a product
     * with the sum that it goes into, which then rounds once instead of twice: other bits. The empty
     * asm takes the product out of their hands and costs nothing. The pragma that ISO C has for this
     * is ignored by GCC.
     */
    static inline double schedule_product(double a, double b)
    {
        double product = a * b;
    #if defined(__GNUC__) && (defined(__x86_64__) || defined(__SSE2_MATH__))
        __asm__("" : "+x"(product));
    #elif defined(__GNUC__) && defined(__aarch64__)
        __asm__("" : "+w"(product));
    #elif defined(__GNUC__) && defined(__riscv_flen) && __riscv_flen >= 64
        __asm__("" : "+f"(product));
    #else
        volatile double stored = product;
        product = stored;
    #endif
        return product;
    }

    /* The value of a piece at an update, by Estrin's scheme; u is exact. */
    static inline double schedule_polynomial(const schedule_piece *piece, int64_t t)
    {
        const double *c = piece->c;
        double u = ((double)t - piece->origin) * piece->scale;
        double u2 = u * u;
        double u4 = u2 * u2;
        double c76 = schedule_product(c[7], u) + c[6];
        double c54 = schedule_product(c[5], u) + c[4];
        double c32 = schedule_product(c[3], u) + c[2];
        double c10 = schedule_product(c[1], u) + c[0];
        double high = schedule_product(c76, u2) + c54;
        double low = schedule_product(c32, u2) + c10;
        return schedule_product(high, u4) + low;
    }

    /* What turns the value of a piece into the value of a track. */
    typedef struct schedule_factors {
        double base;
    %if response
        double reduced;
        double floor;
        int is_reduced;
    %end
    } schedule_factors;

    static inline double schedule_scaled(schedule_factors factors, double p)
    {
    %if response
        double whole = schedule_product(factors.base, p);
        double cut, held;
        if (!factors.is_reduced) {
            return whole;
        }
        cut = schedule_product(factors.reduced, p);
        held = factors.floor > cut ? factors.floor : cut;
        return whole < held ? whole : held;
    %else
        return schedule_product(factors.base, p);
    %end
    }

    static inline schedule_factors schedule_factors_in(
    %if response
        const schedule_state *state, const schedule_track_row *row, const schedule_region *region)
    {
        double multiplier = row->multiplier;
        schedule_factors factors = { multiplier, multiplier, 0.0, 0 };
        if (region->plateau >= 0) {
            const double *levels = schedule_levels + region->first_level;
            uint32_t last = (uint32_t)schedule_machines[region->plateau].level_count - 1;
            uint32_t cuts = state ? state->machines[region->plateau].cuts : 0;
            factors.base = multiplier * levels[0];
            factors.reduced = multiplier * levels[cuts < last ? cuts : last];
            factors.floor = multiplier * region->floor;
            factors.is_reduced = cuts > 0;
        }
        return factors;
    }
    %else
        const schedule_track_row *row)
    {
        schedule_factors factors = { row->multiplier };
        return factors;
    }
    %end
    """#
  )
}
