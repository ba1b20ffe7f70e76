#ifndef BATON_CRIVALS_H
#define BATON_CRIVALS_H

#include <stddef.h>
#include <stdint.h>

// Other people's vector indexes, as C, for the benchmark alone. All compare by inner product.

#ifdef __cplusplus
extern "C" {
#endif

struct rival;

enum {
    /// faiss, every vector as it is: the truth that recall is measured against.
    rival_faiss_flat = 0,
    /// faiss, a graph: 16 links, 100 looked at while building, 64 while searching.
    rival_faiss_hnsw = 1,
    /// hnswlib, the same graph with the same numbers.
    rival_hnswlib = 2,
};

/// Builds an index of `count` rows of `width` floats, on one thread.
struct rival *rival_make(int32_t kind, const float *rows, size_t count, size_t width);

/// The `best` rows for each of `count` queries, best first, on one thread.
void rival_search(struct rival *rival, const float *queries, size_t count, size_t best, int64_t *found);

void rival_release(struct rival *rival);

/// What this process asked for and has not given back, by the allocator's own count.
size_t allocated_bytes(void);

#ifdef __cplusplus
}
#endif

#endif
