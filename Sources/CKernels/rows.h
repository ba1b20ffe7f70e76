// What is done to a row at a time.

// erf(z) for z >= 0: Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26; the error is below
// 1.5e-7.
INLINE floats error_function(floats z) {
    floats t = 1 / (1 + 0.3275911f * z);
    floats series = splat(1.061405429f);
    series = series * t - 1.453152027f;
    series = series * t + 1.421413741f;
    series = series * t - 0.284496736f;
    series = series * t + 0.254829592f;
    return 1 - series * t * exponential(-(z * z));
}

INLINE floats gelu_of(floats x) {
    floats magnitude = __builtin_elementwise_abs(x);
    floats erf = error_function(magnitude * 0.70710678f);
    // x * sign(x) = |x|, so no sign has to be given back to erf.
    return 0.5f * (x + magnitude * erf);
}

static void gelu(float *values, size_t count) {
    size_t at = 0;
    for (; at + LANES <= count; at += LANES) store(values + at, gelu_of(load(values + at)));
    for (; at < count; at++) values[at] = gelu_of(splat(values[at]))[0];
}

INLINE float sum_of_row(const float *row, size_t width) {
    floats sum = splat(0);
    size_t at = 0;
    for (; at + LANES <= width; at += LANES) sum += load(row + at);
    float total = sum_of(sum);
    for (; at < width; at++) total += row[at];
    return total;
}

INLINE float squares_of_row(const float *row, size_t width, float mean) {
    floats sum = splat(0);
    size_t at = 0;
    for (; at + LANES <= width; at += LANES) {
        floats away = load(row + at) - mean;
        sum += away * away;
    }
    float total = sum_of(sum);
    for (; at < width; at++) total += (row[at] - mean) * (row[at] - mean);
    return total;
}

INLINE void add_to_row(float *row, const float *added, size_t width) {
    size_t at = 0;
    for (; at + LANES <= width; at += LANES) store(row + at, load(row + at) + load(added + at));
    for (; at < width; at++) row[at] += added[at];
}

static void normalise(
    float *rows, const float *added, size_t count, size_t width, const float *gain, const float *bias,
    float epsilon) {
    for (size_t index = 0; index < count; index++) {
        float *row = rows + index * width;
        if (added) add_to_row(row, added + index * width, width);
        float mean = sum_of_row(row, width) / (float)width;
        float variance = squares_of_row(row, width, mean) / (float)width;
        float factor = 1 / square_root(variance + epsilon);
        size_t at = 0;
        for (; at + LANES <= width; at += LANES)
            store(row + at, (load(row + at) - mean) * factor * load(gain + at) + load(bias + at));
        for (; at < width; at++) row[at] = (row[at] - mean) * factor * gain[at] + bias[at];
    }
}

static void dequantise(const int8_t *row, float scale, const float *added, size_t width, float *result) {
    for (size_t at = 0; at < width; at++) result[at] = (float)row[at] * scale + added[at];
}

static void pool(const float *rows, size_t count, size_t width, float *result) {
    memset(result, 0, width * sizeof(float));
    for (size_t index = 0; index < count; index++) add_to_row(result, rows + index * width, width);
    // The length of the sum will do: dividing by the count first would change nothing.
    float length = square_root(squares_of_row(result, width, 0));
    float factor = length > 0 ? 1 / length : 0;
    for (size_t at = 0; at < width; at++) result[at] *= factor;
}
