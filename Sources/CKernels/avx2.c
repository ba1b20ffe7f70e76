#if defined(__x86_64__)
#include <immintrin.h>

#include "path.h"

#define PATH ck_avx2
#define VECTOR_BYTES 32
#define INTEGER_ROWS 6
#define FLOAT_ROWS 6

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)

#include "lanes.h"

INLINE shorts widen(const int8_t *from) {
    return (shorts)_mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)from));
}

INLINE ints add_pairs(ints sums, ints a, shorts b) {
    return sums + (ints)_mm256_madd_epi16((__m256i)a, (__m256i)b);
}

#include "loops.h"

#pragma clang attribute pop
#endif
