// One query against many int8 rows, in exact integers. From memory a scan is as fast as the memory is.

// Rows are read one after the other, and asked for well ahead: measured on 100,000 rows of 384 bytes, that
// reads twice as many bytes a second as four rows side by side, which the processor's own guesses do not
// follow.
enum { line_bytes = 64, ahead_bytes = 8192, rows_at_once = 4, rows_between_scalings = 256 };

// The products of one cache line, into two sums that do not wait for each other.
INLINE void dot_line(const int8_t *row, const int16_t *query, ints sums[2]) {
    __builtin_prefetch(row + ahead_bytes);
    UNROLL for (int at = 0; at < line_bytes; at += PANEL_COLUMNS) {
        ints pairs;
        memcpy(&pairs, query + at, sizeof pairs);
        int which = at / PANEL_COLUMNS % 2;
        sums[which] = add_pairs(sums[which], pairs, widen(row + at));
    }
}

INLINE ints dot_lines(const int8_t *row, const int16_t *query, size_t width) {
    ints sums[2] = {};
    for (size_t at = 0; at + line_bytes <= width; at += line_bytes) dot_line(row + at, query + at, sums);
    return sums[0] + sums[1];
}

INLINE int32_t dot_rest(const int8_t *row, const int16_t *query, size_t width) {
    int32_t sum = 0;
    for (size_t at = width / line_bytes * line_bytes; at < width; at++) sum += row[at] * query[at];
    return sum;
}

static void dots(const int8_t *rows, size_t count, size_t width, const int16_t *query, int32_t *result) {
    size_t row = 0;
    for (; row + rows_at_once <= count; row += rows_at_once) {
        ints sums[rows_at_once];
        UNROLL for (int index = 0; index < rows_at_once; index++)
            sums[index] = dot_lines(rows + (row + index) * width, query, width);
        UNROLL for (int index = 0; index < rows_at_once; index++) {
            int32_t rest = dot_rest(rows + (row + index) * width, query, width);
            result[row + index] = sum_of_ints(sums[index]) + rest;
        }
    }
    for (; row < count; row++) {
        const int8_t *last = rows + row * width;
        result[row] = sum_of_ints(dot_lines(last, query, width)) + dot_rest(last, query, width);
    }
}

static void cosines(
    const int8_t *rows, const float *scales, size_t count, size_t width, const int16_t *query,
    float query_scale, float *result) {
    int32_t sums[rows_between_scalings];
    for (size_t first = 0; first < count; first += rows_between_scalings) {
        size_t some = count - first < rows_between_scalings ? count - first : rows_between_scalings;
        dots(rows + first * width, some, width, query, sums);
        for (size_t row = 0; row < some; row++)
            result[first + row] = (float)sums[row] * (scales[first + row] * query_scale);
    }
}

static int64_t read(const int8_t *bytes, size_t count) {
    ints sums[4] = {};
    for (size_t at = 0; at + 4 * VECTOR_BYTES <= count; at += 4 * VECTOR_BYTES)
        UNROLL for (int part = 0; part < 4; part++) {
            ints value;
            memcpy(&value, bytes + at + part * VECTOR_BYTES, sizeof value);
            sums[part] ^= value;
        }
    return __builtin_reduce_xor(sums[0] ^ sums[1] ^ sums[2] ^ sums[3]);
}
