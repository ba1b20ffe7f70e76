#ifndef BATON_CKERNELS_PATH_H
#define BATON_CKERNELS_PATH_H

#include "CKernels.h"

// What one compilation of the loops offers; the meaning of the arguments is told in CKernels.h.
struct ck_path {
    size_t panel_columns;
    void (*pack)(const int8_t *, size_t, size_t, int8_t *);
    void (*quantise)(const float *, size_t, size_t, int16_t *, float *);
    void (*multiply)(
        const int16_t *, const float *, size_t, size_t, const int8_t *, size_t, const float *, const float *,
        float *);
    size_t (*attend_floats)(size_t, size_t, size_t);
    void (*attend)(const float *, size_t, size_t, size_t, float *, float *);
    void (*products)(const float *, size_t, size_t, const float *, size_t, float *);
    void (*gelu)(float *, size_t);
    void (*normalise)(float *, const float *, size_t, size_t, const float *, const float *, float);
    void (*dequantise)(const int8_t *, float, const float *, size_t, float *);
    void (*pool)(const float *, size_t, size_t, float *);
    void (*dots)(const int8_t *, size_t, size_t, const int16_t *, int32_t *);
    void (*cosines)(const int8_t *, const float *, size_t, size_t, const int16_t *, float, float *);
    int64_t (*read)(const int8_t *, size_t);
    void (*widen)(const uint16_t *, size_t, float *);
    float (*half_dot)(const uint16_t *, const float *, size_t);
};

extern const struct ck_path ck_generic;
#if defined(__x86_64__)
extern const struct ck_path ck_avx2;
extern const struct ck_path ck_avx512;
extern const struct ck_path ck_avx512_vnni;
#endif

#endif
