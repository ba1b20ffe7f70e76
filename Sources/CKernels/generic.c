#include "path.h"

// Portable: 128-bit vectors, which every x86-64 (SSE2) and every arm64 (NEON) has.
#define PATH ck_generic
#define VECTOR_BYTES 16
#define INTEGER_ROWS 4
#define FLOAT_ROWS 3

#include "lanes.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// 8 bytes to 16-bit integers.
INLINE shorts widen(const int8_t *from) {
    half_bytes bytes;
    memcpy(&bytes, from, sizeof bytes);
    return __builtin_convertvector(bytes, shorts);
}

// sums[i] += a[2i] * b[2i] + a[2i + 1] * b[2i + 1] in 16-bit integers.
INLINE ints add_pairs(ints sums, ints a, shorts b) {
#if defined(__SSE2__)
    return sums + (ints)_mm_madd_epi16((__m128i)a, (__m128i)b);
#else
    typedef int32_t wide __attribute__((vector_size(2 * VECTOR_BYTES)));
    wide product = __builtin_convertvector((shorts)a, wide) * __builtin_convertvector(b, wide);
    return sums + __builtin_shufflevector(product, product, 0, 2, 4, 6)
        + __builtin_shufflevector(product, product, 1, 3, 5, 7);
#endif
}

#include "loops.h"
