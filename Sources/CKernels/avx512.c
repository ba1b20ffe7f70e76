#if defined(__x86_64__)
#include <immintrin.h>

#include "path.h"

#define PATH ck_avx512
#define VECTOR_BYTES 64
#define INTEGER_ROWS 12
#define FLOAT_ROWS 12

#define TARGET __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")))
#pragma clang attribute push(TARGET, apply_to = function)

#include "lanes.h"

INLINE shorts widen(const int8_t *from) {
    return (shorts)_mm512_cvtepi8_epi16(_mm256_loadu_si256((const __m256i *)from));
}

INLINE ints add_pairs(ints sums, ints a, shorts b) {
    return sums + (ints)_mm512_madd_epi16((__m512i)a, (__m512i)b);
}

#include "loops.h"

#pragma clang attribute pop
#endif
