#define _GNU_SOURCE

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "CKernels.h"

// From this size on memory comes from the system itself and goes back to it at once, whatever the allocator
// keeps.
static const size_t mapped_bytes_min = 1 << 20;
static const size_t alignment_bytes = 64;

void *ck_allocate(size_t bytes) {
    if (bytes < mapped_bytes_min) {
        size_t whole = (bytes + alignment_bytes) / alignment_bytes * alignment_bytes;
        void *small = aligned_alloc(alignment_bytes, whole);
        if (small) memset(small, 0, whole);
        return small;
    }
    void *mapped = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapped == MAP_FAILED) return NULL;
#if defined(MADV_HUGEPAGE)
    // Fewer page table walks in a long scan; a system that refuses is only slower.
    madvise(mapped, bytes, MADV_HUGEPAGE);
#endif
    return mapped;
}

void ck_release(void *memory, size_t bytes) {
    if (bytes < mapped_bytes_min) free(memory);
    else munmap(memory, bytes);
}
