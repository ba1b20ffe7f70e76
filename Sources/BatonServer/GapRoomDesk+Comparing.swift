import Gateway
import Knowledge
import Learning
import Retrieval
import Storage

/// Published passages beside a draft.
extension GapRoomDesk {
    func resemblances(of article: Article) async -> [Resemblance] {
        let draft = Revision(article: article, number: 1, updatedAtMilliseconds: 0)
        let analyzer = Analyzer(language: article.language)
        var found: [Resemblance] = []
        for passage in Passages.cut(draft).prefix(Resemblance.passagesMax) {
            let query = Query(
                text: passage.text, audiences: Set(Audience.allCases), language: article.language)
            // A published article finds itself first.
            let own = Resemblance.passagesMax
            let (_, findings) = await index.search(query, limit: Resemblance.hitsMax + own)
            let others = findings.hits.filter { $0.passage.article != article.id }
            found += Resemblance.of(
                passage, among: Array(others.prefix(Resemblance.hitsMax)), analyzer: analyzer)
        }
        return Resemblance.listed(found)
    }

    /// By their ids, each against those before it, so that a pair is found once.
    func libraryComparison(after last: ArticleID?) async throws -> LibraryComparison {
        let ids = try await store.states().filter { !$0.isRemoved }.map(\.id).sorted { $0.value < $1.value }
        let first = last.map { last in ids.firstIndex { $0.value > last.value } ?? ids.count } ?? 0
        let ends = ContinuousClock.now.advanced(by: .milliseconds(LibraryComparison.milliseconds))
        var (pairs, place) = ([LibraryComparison.Pair](), first)
        while place < min(ids.count, first + LibraryComparison.articlesMax) {
            if place > first, ContinuousClock.now >= ends { break }
            let id = ids[place]
            place += 1
            guard let article = try await store.revision(id)?.article else { continue }
            pairs += await resemblances(of: article).filter { $0.article < id.value }.map {
                LibraryComparison.Pair(article: id, title: article.title, other: $0)
            }
        }
        return LibraryComparison(
            pairs: pairs, next: place < ids.count ? ids[place - 1] : nil, compared: place,
            articles: ids.count)
    }
}
