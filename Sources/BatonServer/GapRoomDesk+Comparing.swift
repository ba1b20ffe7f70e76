import Gateway
import Knowledge
import Learning
import Retrieval

/// Published passages beside a draft.
extension GapRoomDesk {
    func resemblances(of article: Article) async -> [Resemblance] {
        let draft = Revision(article: article, number: 1, updatedAtMilliseconds: 0)
        let analyzer = Analyzer(language: article.language)
        var found: [Resemblance] = []
        for passage in Passages.cut(draft).prefix(Resemblance.passagesMax) {
            let query = Query(
                text: passage.text, audiences: Set(Audience.allCases), language: article.language)
            let (_, findings) = await index.search(query, limit: Resemblance.hitsMax)
            found += Resemblance.of(passage, among: findings.hits, analyzer: analyzer)
        }
        return Resemblance.listed(found)
    }
}
