#include <string.h>

#include "path.h"

#if defined(__x86_64__)
static const struct ck_path *const paths[] = {&ck_generic, &ck_avx2, &ck_avx512, &ck_avx512_vnni};

// clang's own look at the processor; it also asks whether the system saves the wide registers.
bool ck_can_run(int32_t path) {
    bool has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    bool has_avx512 = has_avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
    switch (path) {
        case ck_path_generic: return true;
        case ck_path_avx2: return has_avx2;
        case ck_path_avx512: return has_avx512;
        case ck_path_avx512_vnni: return has_avx512 && __builtin_cpu_supports("avx512vnni");
        default: return false;
    }
}
#else
static const struct ck_path *const paths[] = {&ck_generic};

bool ck_can_run(int32_t path) { return path == ck_path_generic; }
#endif

size_t ck_panel_columns(int32_t path) { return paths[path]->panel_columns; }

size_t ck_packed_bytes(int32_t path, size_t outputs, size_t inputs) {
    size_t columns = paths[path]->panel_columns;
    return (outputs + columns - 1) / columns * columns * ((inputs + 1) / 2 * 2);
}

void ck_pack(int32_t path, const int8_t *rows, size_t outputs, size_t inputs, int8_t *panels) {
    paths[path]->pack(rows, outputs, inputs, panels);
}

void ck_quantise(
    int32_t path, const float *rows, size_t count, size_t inputs, int16_t *quantised, float *scales) {
    paths[path]->quantise(rows, count, inputs, quantised, scales);
}

void ck_multiply(
    int32_t path, const int16_t *quantised, const float *rowScales, size_t count, size_t inputs,
    const int8_t *panels, size_t outputs, const float *scales, const float *bias, float *result) {
    paths[path]->multiply(quantised, rowScales, count, inputs, panels, outputs, scales, bias, result);
}

size_t ck_attend_floats(int32_t path, size_t count, size_t width, size_t heads) {
    return paths[path]->attend_floats(count, width, heads);
}

void ck_attend(
    int32_t path, const float *joined, size_t count, size_t width, size_t heads, float *result,
    float *scratch) {
    paths[path]->attend(joined, count, width, heads, result, scratch);
}

void ck_products(
    int32_t path, const float *rows, size_t count, size_t width, const float *panels, size_t columns,
    float *result) {
    paths[path]->products(rows, count, width, panels, columns, result);
}

void ck_gelu(int32_t path, float *values, size_t count) { paths[path]->gelu(values, count); }

void ck_normalise(
    int32_t path, float *rows, const float *added, size_t count, size_t width, const float *gain,
    const float *bias, float epsilon) {
    paths[path]->normalise(rows, added, count, width, gain, bias, epsilon);
}

void ck_dequantise(
    int32_t path, const int8_t *row, float scale, const float *added, size_t width, float *result) {
    paths[path]->dequantise(row, scale, added, width, result);
}

void ck_pool(int32_t path, const float *rows, size_t count, size_t width, float *result) {
    paths[path]->pool(rows, count, width, result);
}

void ck_dots(
    int32_t path, const int8_t *rows, size_t count, size_t width, const int16_t *query, int32_t *result) {
    paths[path]->dots(rows, count, width, query, result);
}

void ck_cosines(
    int32_t path, const int8_t *rows, const float *scales, size_t count, size_t width, const int16_t *query,
    float queryScale, float *result) {
    paths[path]->cosines(rows, scales, count, width, query, queryScale, result);
}

int64_t ck_read(int32_t path, const int8_t *bytes, size_t count) { return paths[path]->read(bytes, count); }

void ck_widen(int32_t path, const uint16_t *row, size_t width, float *result) {
    paths[path]->widen(row, width, result);
}

float ck_half_dot(int32_t path, const uint16_t *row, const float *query, size_t width) {
    return paths[path]->half_dot(row, query, width);
}

// Nearest, ties to even. Adding half of what is cut off carries into the exponent where it must.
void ck_narrow(const float *row, size_t width, uint16_t *result) {
    for (size_t at = 0; at < width; at++) {
        float scaled = row[at] * 0x1p-112f;
        uint32_t bits;
        memcpy(&bits, &scaled, sizeof bits);
        uint32_t magnitude = bits & 0x7FFFFFFF;
        magnitude = (magnitude + 0xFFF + (magnitude >> 13 & 1)) >> 13;
        result[at] = (uint16_t)(bits >> 16 & 0x8000) | (uint16_t)magnitude;
    }
}
