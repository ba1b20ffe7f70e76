#ifndef BATON_CKERNELS_H
#define BATON_CKERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The loops of the embedding model and of the vector index, compiled once for each kind of processor.
//
// A `path` is one of the numbers below. All paths give the same integers; floats differ in their last bits
// only, because a fused multiply-add rounds once. Within one path a row's result never depends on the rows
// beside it.
enum {
    ck_path_generic = 0,
    ck_path_avx2 = 1,
    ck_path_avx512 = 2,
    ck_path_avx512_vnni = 3,
};

/// Zeroed memory at a multiple of 64 bytes, or NULL; `ck_release` wants the same number of bytes.
void *ck_allocate(size_t bytes);
void ck_release(void *memory, size_t bytes);

/// Whether this processor can run the path; calling a kernel with another path is undefined.
bool ck_can_run(int32_t path);

/// How many columns of a matrix lie side by side in a panel of this path.
size_t ck_panel_columns(int32_t path);

/// So many inputs of an output share a scale. 128 x 127 x 32,767 stays below 2^31: no sum overflows.
enum { ck_group_inputs = 128 };

/// Bytes of the panels of a matrix with `outputs` rows of `inputs` numbers.
size_t ck_packed_bytes(int32_t path, size_t outputs, size_t inputs);

/// Rearranges int8 rows (one an output) into panels; what is beyond the matrix becomes zero.
void ck_pack(int32_t path, const int8_t *rows, size_t outputs, size_t inputs, int8_t *panels);

/// Turns `count` rows of `inputs` floats into 16-bit integers and a scale each. A row of `quantised` is
/// `inputs` rounded up to an even number.
void ck_quantise(
    int32_t path, const float *rows, size_t count, size_t inputs, int16_t *quantised, float *scales);

/// result[i][j] = rowScales[i] * sum over groups g of (quantised[i] . matrix[j] within g) * scale[j][g] +
/// bias[j]; the sums of a group are exact. `bias` holds a whole number of panels; `scales` has, for each
/// panel, the scales of its columns for the first group, then for the second, and so on.
void ck_multiply(
    int32_t path, const int16_t *quantised, const float *rowScales, size_t count, size_t inputs,
    const int8_t *panels, size_t outputs, const float *scales, const float *bias, float *result);

/// Floats of scratch memory that `ck_attend` needs for a sequence of `count` tokens.
size_t ck_attend_floats(int32_t path, size_t count, size_t width, size_t heads);

/// Multi-head self-attention of one sequence: `joined` has a row of queries, keys and values (3 x `width`) a
/// token, `result` a row of `width`. `width / heads` is a multiple of 32.
void ck_attend(
    int32_t path, const float *joined, size_t count, size_t width, size_t heads, float *result,
    float *scratch);

/// result[i][j] = rows[i] . column j. Column j of `panels` lies in the panel j / ck_panel_columns: for each
/// of the `width` numbers one after the other, those of all columns of the panel. A row of `result` is
/// `columns` rounded up to whole panels.
void ck_products(
    int32_t path, const float *rows, size_t count, size_t width, const float *panels, size_t columns,
    float *result);

/// x * P(Z <= x) for a standard normal Z, in place.
void ck_gelu(int32_t path, float *values, size_t count);

/// rows[i] = (x - mean(x)) / sqrt(variance(x) + epsilon) * gain + bias for x = rows[i] + added[i].
/// `added` may be NULL.
void ck_normalise(
    int32_t path, float *rows, const float *added, size_t count, size_t width, const float *gain,
    const float *bias, float epsilon);

/// result = row * scale + added.
void ck_dequantise(
    int32_t path, const int8_t *row, float scale, const float *added, size_t width, float *result);

/// The mean of `count` rows, scaled to length 1; a mean of length 0 stays 0.
void ck_pool(int32_t path, const float *rows, size_t count, size_t width, float *result);

/// result[i] = rows[i] . query, exact. `width` is at most 65,536.
void ck_dots(
    int32_t path, const int8_t *rows, size_t count, size_t width, const int16_t *query, int32_t *result);

/// result[i] = (rows[i] . query) * scales[i] * queryScale.
void ck_cosines(
    int32_t path, const int8_t *rows, const float *scales, size_t count, size_t width, const int16_t *query,
    float queryScale, float *result);

/// Turns floats of magnitude 65,504 or less into 16-bit ones, the nearest each.
void ck_narrow(const float *row, size_t width, uint16_t *result);

/// Turns 16-bit floats back, exactly; they are finite.
void ck_widen(int32_t path, const uint16_t *row, size_t width, float *result);

/// row . query.
float ck_half_dot(int32_t path, const uint16_t *row, const float *query, size_t width);

/// Reads all of `bytes` (a multiple of 256) as fast as this path can: what a scan is measured against.
int64_t ck_read(int32_t path, const int8_t *bytes, size_t count);

#endif
