// Self-attention in floats. Keys and values of a head are laid out in panels, so that both products run
// through the same small block; the weights of a block of queries never leave the first cache.

// to[row][0 ..< PANEL_COLUMNS] = from[row] times the panel, for `rows` (a constant once inlined).
INLINE void float_block(
    int rows, const float *from, size_t from_stride, const float *panel, size_t depth, float *to,
    size_t to_stride) {
    floats sums[FLOAT_ROWS][2];
    UNROLL for (int row = 0; row < rows; row++) sums[row][0] = sums[row][1] = splat(0);
    for (size_t at = 0; at < depth; at++) {
        floats left = load(panel + at * PANEL_COLUMNS);
        floats right = load(panel + at * PANEL_COLUMNS + LANES);
        UNROLL for (int row = 0; row < rows; row++) {
            floats value = splat(from[row * from_stride + at]);
            sums[row][0] += value * left;
            sums[row][1] += value * right;
        }
    }
    UNROLL for (int row = 0; row < rows; row++) {
        store(to + row * to_stride, sums[row][0]);
        store(to + row * to_stride + LANES, sums[row][1]);
    }
}

#define FLOAT_CASE(rows) \
    case rows: float_block(rows, from, from_stride, panel, depth, to, to_stride); break;

static void float_rows(
    size_t rows, const float *from, size_t from_stride, const float *panel, size_t depth, float *to,
    size_t to_stride) {
    switch (rows) {
        FLOAT_CASE(1)
        FLOAT_CASE(2)
        FLOAT_CASE(3)
#if FLOAT_ROWS > 3
        FLOAT_CASE(4)
        FLOAT_CASE(5)
        FLOAT_CASE(6)
#endif
#if FLOAT_ROWS > 6
        FLOAT_CASE(7)
        FLOAT_CASE(8)
        FLOAT_CASE(9)
        FLOAT_CASE(10)
        FLOAT_CASE(11)
        FLOAT_CASE(12)
#endif
    }
}

INLINE size_t whole_panels(size_t count) {
    return (count + PANEL_COLUMNS - 1) / PANEL_COLUMNS * PANEL_COLUMNS;
}

static size_t attend_floats(size_t count, size_t width, size_t heads) {
    size_t padded = whole_panels(count);
    return 2 * padded * (width / heads) + FLOAT_ROWS * padded;
}

// Panel p holds the keys p * PANEL_COLUMNS and on as columns; columns beyond the last key are zero.
static void pack_keys(const float *keys, size_t stride, size_t count, size_t depth, float *panels) {
    for (size_t first = 0; first < count; first += PANEL_COLUMNS)
        for (size_t column = 0; column < PANEL_COLUMNS; column++)
            for (size_t at = 0; at < depth; at++) {
                float key = first + column < count ? keys[(first + column) * stride + at] : 0;
                panels[first * depth + at * PANEL_COLUMNS + column] = key;
            }
}

static void pack_values(const float *values, size_t stride, size_t count, size_t depth, float *panels) {
    for (size_t first = 0; first < depth; first += PANEL_COLUMNS)
        for (size_t row = 0; row < count; row++)
            memcpy(
                panels + first * count + row * PANEL_COLUMNS, values + row * stride + first,
                PANEL_COLUMNS * sizeof(float));
}

// weights = e^((weights - largest) * scale) for the first `count`, 0 for what pads the row; returns 1 /
// their sum.
INLINE float soften(float *weights, size_t count, size_t padded, float scale) {
    for (size_t at = count; at < padded; at++) weights[at] = -1e30f;
    floats most = load(weights);
    for (size_t at = LANES; at < padded; at += LANES)
        most = __builtin_elementwise_max(most, load(weights + at));
    float largest = __builtin_reduce_max(most);
    floats sum = splat(0);
    for (size_t at = 0; at < padded; at += LANES) {
        floats value = exponential((load(weights + at) - largest) * scale);
        sum += value;
        store(weights + at, value);
    }
    return 1 / sum_of(sum);
}

struct head {
    const float *queries;
    const float *keys;
    const float *values;
    size_t count;
    size_t width;
    size_t depth;
    float *result;
};

// Some queries of one head: their weights for all tokens, then the weighted sum of the values.
static void attend_rows(const struct head *head, size_t row, size_t rows, float *weights) {
    size_t stride = 3 * head->width, count = head->count, depth = head->depth, padded = whole_panels(count);
    const float *queries = head->queries + row * stride;
    float shares[FLOAT_ROWS];
    for (size_t at = 0; at < padded; at += PANEL_COLUMNS)
        float_rows(rows, queries, stride, head->keys + at * depth, depth, weights + at, padded);
    for (size_t index = 0; index < rows; index++)
        shares[index] = soften(weights + index * padded, count, padded, 1 / square_root((float)depth));
    float *to = head->result + row * head->width;
    for (size_t at = 0; at < depth; at += PANEL_COLUMNS)
        float_rows(rows, weights, padded, head->values + at * count, count, to + at, head->width);
    // Dividing the few sums is less work than dividing the weights.
    for (size_t index = 0; index < rows; index++)
        for (size_t at = 0; at < depth; at += LANES)
            store(to + index * head->width + at, load(to + index * head->width + at) * shares[index]);
}

static void attend(
    const float *joined, size_t count, size_t width, size_t heads, float *result, float *scratch) {
    size_t depth = width / heads, stride = 3 * width, padded = whole_panels(count);
    float *keys = scratch, *values = keys + padded * depth, *weights = values + padded * depth;
    for (size_t index = 0; index < heads; index++) {
        const float *queries = joined + index * depth;
        struct head head = {queries, keys, values, count, width, depth, result + index * depth};
        pack_keys(queries + width, stride, count, depth, keys);
        pack_values(queries + 2 * width, stride, count, depth, values);
        for (size_t row = 0, rows; row < count; row += rows) {
            rows = block_rows(count - row, FLOAT_ROWS);
            attend_rows(&head, row, rows, weights);
        }
    }
}
