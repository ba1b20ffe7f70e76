#include "CRivals.h"

#include <faiss/IndexFlat.h>
#include <faiss/IndexHNSW.h>
#include <hnswlib/hnswlib.h>

#include <malloc.h>

#include <memory>
#include <vector>

namespace {
constexpr int links = 16;
constexpr int looked_at_building = 100;
constexpr int looked_at_searching = 64;
}  // namespace

// faiss takes its number of threads from OMP_NUM_THREADS, which script/bench sets to 1.
struct rival {
    size_t width;
    std::unique_ptr<faiss::Index> faiss;
    std::unique_ptr<hnswlib::InnerProductSpace> space;
    std::unique_ptr<hnswlib::HierarchicalNSW<float>> graph;
};

extern "C" rival *rival_make(int32_t kind, const float *rows, size_t count, size_t width) {
    auto made = std::make_unique<rival>();
    made->width = width;
    if (kind == rival_hnswlib) {
        made->space = std::make_unique<hnswlib::InnerProductSpace>(width);
        made->graph = std::make_unique<hnswlib::HierarchicalNSW<float>>(
            made->space.get(), count, links, looked_at_building);
        for (size_t row = 0; row < count; row++) made->graph->addPoint(rows + row * width, row);
        made->graph->setEf(looked_at_searching);
        return made.release();
    }
    if (kind == rival_faiss_hnsw) {
        auto graph = std::make_unique<faiss::IndexHNSWFlat>(width, links, faiss::METRIC_INNER_PRODUCT);
        graph->hnsw.efConstruction = looked_at_building;
        graph->hnsw.efSearch = looked_at_searching;
        made->faiss = std::move(graph);
    } else {
        made->faiss = std::make_unique<faiss::IndexFlatIP>(width);
    }
    made->faiss->add(count, rows);
    return made.release();
}

extern "C" void rival_search(
    rival *rival, const float *queries, size_t count, size_t best, int64_t *found) {
    if (rival->faiss) {
        std::vector<float> scores(count * best);
        rival->faiss->search(count, queries, best, scores.data(), found);
        return;
    }
    for (size_t query = 0; query < count; query++) {
        auto near = rival->graph->searchKnn(queries + query * rival->width, best);
        for (size_t place = near.size(); place > 0; place--) {
            found[query * best + place - 1] = static_cast<int64_t>(near.top().second);
            near.pop();
        }
    }
}

extern "C" void rival_release(rival *rival) { delete rival; }

extern "C" size_t allocated_bytes(void) {
    struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
}
