// Included once a path, after VECTOR_BYTES is defined: the vector types and the small things done with them.

#include <string.h>

#define LANES (VECTOR_BYTES / 4)
#define PANEL_COLUMNS (2 * LANES)
#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("clang loop unroll(full)")

typedef float floats __attribute__((vector_size(VECTOR_BYTES)));
typedef int32_t ints __attribute__((vector_size(VECTOR_BYTES)));
typedef int16_t shorts __attribute__((vector_size(VECTOR_BYTES)));
typedef int16_t lane_shorts __attribute__((vector_size(VECTOR_BYTES / 2)));
typedef int8_t half_bytes __attribute__((vector_size(VECTOR_BYTES / 2)));
typedef int8_t lane_bytes __attribute__((vector_size(LANES)));

// memcpy, because nothing promises that an address is aligned; it becomes one instruction.
INLINE floats load(const float *from) {
    floats value;
    memcpy(&value, from, sizeof value);
    return value;
}

INLINE void store(float *to, floats value) { memcpy(to, &value, sizeof value); }

INLINE floats splat(float value) { return (floats){} + value; }

INLINE ints splat_int(int32_t value) { return (ints){} + value; }

INLINE ints bits_of(floats value) {
    ints bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

INLINE floats of_bits(ints bits) {
    floats value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

// Half onto half, so that no addition waits for fifteen others.
INLINE float sum_of(floats value) {
    float sums[LANES];
    store(sums, value);
    UNROLL for (int half = LANES / 2; half > 0; half /= 2)
        UNROLL for (int lane = 0; lane < half; lane++) sums[lane] += sums[lane + half];
    return sums[0];
}

// As a vector, because the scalar function may set errno, which would need the mathematics library.
INLINE float square_root(float value) { return __builtin_elementwise_sqrt(splat(value))[0]; }

INLINE int32_t sum_of_ints(ints value) { return __builtin_reduce_add(value); }

// Adding and taking away 1.5 * 2^23 rounds to the nearest integer, half to even, for |value| < 2^22; the low
// bits of the sum are that integer.
INLINE ints nearest(floats value) {
    return bits_of(value + 12582912.0f) - 0x4B400000;
}

// e^x for x <= 0 by 2^n * e^r with |r| <= ln(2)/2 and e^r as its Taylor series to the sixth power (error
// below 2e-7); 0 for x below -87, where the result would leave the normal numbers.
INLINE floats exponential(floats x) {
    ints is_normal = x > -87.0f;
    ints n = nearest(x * 1.44269504f);
    floats whole = __builtin_convertvector(n, floats);
    // ln(2) in two parts: the first has few bits, so that its product is exact.
    floats r = (x - whole * 0.693359375f) + whole * 2.12194440e-4f;
    floats series = splat(1.0f / 720);
    series = series * r + 1.0f / 120;
    series = series * r + 1.0f / 24;
    series = series * r + 1.0f / 6;
    series = series * r + 0.5f;
    series = series * r + 1.0f;
    series = series * r + 1.0f;
    floats power = of_bits((n + 127) << 23);
    return of_bits(bits_of(series * power) & is_normal);
}
