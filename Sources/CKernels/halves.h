// Rows of 16-bit floats (IEEE 754 binary16): half the memory of 32-bit ones, with eleven bits of each number.

typedef uint16_t lane_halves __attribute__((vector_size(VECTOR_BYTES / 2)));

// The bits of a half, moved to where a float has them, are that number times 2^-112; that product also makes
// the numbers right that are too small for a half's exponent.
INLINE floats widen_halves(const uint16_t *from) {
    lane_halves some;
    memcpy(&some, from, sizeof some);
    ints bits = __builtin_convertvector(some, ints);
    floats magnitude = of_bits((bits & 0x7FFF) << 13) * 0x1p112f;
    return of_bits(bits_of(magnitude) | (bits & 0x8000) << 16);
}

// Up to LANES numbers, and zeros behind them.
INLINE floats widen_some(const uint16_t *from, size_t count) {
    uint16_t some[LANES] = {0};
    memcpy(some, from, count * sizeof *from);
    return widen_halves(some);
}

static void widen_row(const uint16_t *row, size_t width, float *result) {
    size_t at = 0;
    for (; at + LANES <= width; at += LANES) store(result + at, widen_halves(row + at));
    float rest[LANES];
    store(rest, widen_some(row + at, width - at));
    memcpy(result + at, rest, (width - at) * sizeof *result);
}

static float half_dot(const uint16_t *row, const float *query, size_t width) {
    floats sums[2] = {};
    size_t at = 0;
    for (; at + LANES <= width; at += LANES)
        sums[at / LANES % 2] += widen_halves(row + at) * load(query + at);
    float rest[LANES] = {0};
    memcpy(rest, query + at, (width - at) * sizeof *query);
    return sum_of(sums[0] + sums[1] + widen_some(row + at, width - at) * load(rest));
}
