// Integer matrix product. A panel holds PANEL_COLUMNS outputs: for every pair of inputs 2 x PANEL_COLUMNS
// bytes, the two weights of an output side by side, as the instruction that multiplies and adds pairs wants
// them.

enum { cached_bytes = 1 << 17 };

INLINE size_t even(size_t count) { return (count + 1) / 2 * 2; }

static void pack(const int8_t *rows, size_t outputs, size_t inputs, int8_t *panels) {
    size_t depth = even(inputs);
    for (size_t first = 0; first < outputs; first += PANEL_COLUMNS) {
        int8_t *panel = panels + first * depth;
        for (size_t column = 0; column < PANEL_COLUMNS; column++) {
            const int8_t *row = rows + (first + column) * inputs;
            bool is_inside = first + column < outputs;
            for (size_t input = 0; input < depth; input++) {
                size_t at = input / 2 * 2 * PANEL_COLUMNS + 2 * column + input % 2;
                panel[at] = is_inside && input < inputs ? row[input] : 0;
            }
        }
    }
}

INLINE float largest_magnitude(const float *row, size_t count) {
    // Without their sign, floats are in the order of their bits, and integers have the quicker maximum.
    ints most = splat_int(0);
    size_t at = 0;
    for (; at + LANES <= count; at += LANES)
        most = __builtin_elementwise_max(most, bits_of(load(row + at)) & INT32_MAX);
    for (; at < count; at++) most = __builtin_elementwise_max(most, bits_of(splat(row[at])) & INT32_MAX);
    return of_bits(splat_int(__builtin_reduce_max(most)))[0];
}

static void quantise(const float *rows, size_t count, size_t inputs, int16_t *quantised, float *scales) {
    size_t depth = even(inputs);
    float quantum = INT16_MAX;
    for (size_t index = 0; index < count; index++) {
        const float *row = rows + index * inputs;
        int16_t *to = quantised + index * depth;
        float largest = largest_magnitude(row, inputs);
        float factor = largest > 0 ? quantum / largest : 0;
        scales[index] = largest / quantum;
        size_t at = 0;
        for (; at + LANES <= inputs; at += LANES) {
            lane_shorts whole = __builtin_convertvector(nearest(load(row + at) * factor), lane_shorts);
            memcpy(to + at, &whole, sizeof whole);
        }
        for (; at < inputs; at++) to[at] = (int16_t)nearest(splat(row[at] * factor))[0];
        if (depth > inputs) to[inputs] = 0;
    }
}

// The sums of `rows` (a constant once inlined) inputs with all columns of a panel, over the inputs from ..<
// to.
INLINE void integer_block(
    int rows, const int16_t *quantised, size_t depth, size_t from, size_t to, const int8_t *panel,
    ints sums[INTEGER_ROWS][2]) {
    UNROLL for (int row = 0; row < rows; row++) sums[row][0] = sums[row][1] = splat_int(0);
    for (size_t at = from; at < to; at += 2) {
        // The next panel lies right behind this one; its first reader would wait for every line.
        __builtin_prefetch(panel + (depth + at) * PANEL_COLUMNS, 0, 2);
        shorts left = widen(panel + at * PANEL_COLUMNS);
        shorts right = widen(panel + at * PANEL_COLUMNS + PANEL_COLUMNS);
        UNROLL for (int row = 0; row < rows; row++) {
            int32_t pair;
            memcpy(&pair, quantised + row * depth + at, sizeof pair);
            sums[row][0] = add_pairs(sums[row][0], splat_int(pair), left);
            sums[row][1] = add_pairs(sums[row][1], splat_int(pair), right);
        }
    }
}

struct product {
    const int16_t *quantised;
    const float *row_scales;
    size_t depth;
    size_t groups;
    size_t outputs;
    const float *scales;
    const float *bias;
    float *result;
};

INLINE void integer_store(
    int rows, const struct product *product, size_t row, size_t column, floats totals[INTEGER_ROWS][2]) {
    floats left = load(product->bias + column), right = load(product->bias + column + LANES);
    size_t inside = product->outputs - column;
    UNROLL for (int index = 0; index < rows; index++) {
        float scale = product->row_scales[row + index];
        float *to = product->result + (row + index) * product->outputs + column;
        float values[PANEL_COLUMNS];
        float *whole = inside >= PANEL_COLUMNS ? to : values;
        store(whole, totals[index][0] * scale + left);
        store(whole + LANES, totals[index][1] * scale + right);
        if (inside < PANEL_COLUMNS) memcpy(to, values, inside * sizeof(float));
    }
}

// The totals stay on the stack while a group's sums fill the registers: they are touched once in 128 inputs.
INLINE void integer_rows(
    int rows, const struct product *product, size_t row, const int8_t *panel, size_t column) {
    size_t depth = product->depth;
    const float *scales = product->scales + column * product->groups;
    floats totals[INTEGER_ROWS][2] = {};
    for (size_t from = 0; from < depth; from += ck_group_inputs, scales += PANEL_COLUMNS) {
        ints sums[INTEGER_ROWS][2];
        size_t to = from + ck_group_inputs < depth ? from + ck_group_inputs : depth;
        integer_block(rows, product->quantised + row * depth, depth, from, to, panel, sums);
        floats left = load(scales), right = load(scales + LANES);
        UNROLL for (int index = 0; index < rows; index++) {
            totals[index][0] += __builtin_convertvector(sums[index][0], floats) * left;
            totals[index][1] += __builtin_convertvector(sums[index][1], floats) * right;
        }
    }
    integer_store(rows, product, row, column, totals);
}

// 16 rows are better done as 8 and 8 than as 12 and 4: a block of few rows waits for its own sums.
INLINE size_t block_rows(size_t left, size_t most) {
    size_t blocks = (left + most - 1) / most;
    return (left + blocks - 1) / blocks;
}

#define INTEGER_CASE(rows) \
    case rows: integer_rows(rows, product, row, panel, column); break;

static void integer_panel(
    const struct product *product, size_t first, size_t end, const int8_t *panel, size_t column) {
    for (size_t row = first, rows; row < end; row += rows) {
        rows = block_rows(end - row, INTEGER_ROWS);
        switch (rows) {
            INTEGER_CASE(1)
            INTEGER_CASE(2)
            INTEGER_CASE(3)
            INTEGER_CASE(4)
#if INTEGER_ROWS > 4
            INTEGER_CASE(5)
            INTEGER_CASE(6)
#endif
#if INTEGER_ROWS > 6
            INTEGER_CASE(7)
            INTEGER_CASE(8)
            INTEGER_CASE(9)
            INTEGER_CASE(10)
            INTEGER_CASE(11)
            INTEGER_CASE(12)
#endif
        }
    }
}

static void multiply(
    const int16_t *quantised, const float *row_scales, size_t count, size_t inputs, const int8_t *panels,
    size_t outputs, const float *scales, const float *bias, float *result) {
    size_t groups = (inputs + ck_group_inputs - 1) / ck_group_inputs;
    struct product product = {quantised, row_scales, even(inputs), groups, outputs, scales, bias, result};
    // So many rows stay in the second cache while all panels go by.
    size_t rows_at_once = cached_bytes / (2 * product.depth) + 1;
    for (size_t first = 0; first < count; first += rows_at_once) {
        size_t end = first + rows_at_once < count ? first + rows_at_once : count;
        for (size_t column = 0; column < outputs; column += PANEL_COLUMNS)
            integer_panel(&product, first, end, panels + column * product.depth, column);
    }
}
