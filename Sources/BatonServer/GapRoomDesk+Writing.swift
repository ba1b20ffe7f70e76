import Gateway
import Learning

/// Drafts by the model that the settings name at this moment.
extension GapRoomDesk {
    func writesDrafts() async -> Bool { writer() != nil }

    func write(for gap: GapID, language: String) async throws -> Result<WrittenDraft, NoDraft>? {
        guard let start = try await start(of: gap) else { return nil }
        guard let writer = writer() else { return .failure(.noModel) }
        let evidence = start.evidence.compactMap { story in
            story.text.map {
                Outline.Evidence(id: story.filed.id, text: $0, replies: story.replies)
            }
        }
        let related = start.related.map {
            ArticleDrafter.Related(article: $0.article, title: $0.title, text: $0.excerpt)
        }
        let draft: WrittenDraft
        do throws(NoDraft) {
            draft = try await ArticleDrafter(writer, language: language).write(
                start.outline.title, evidence: evidence, related: related)
        } catch {
            return .failure(error)
        }
        try await noteDraft(of: gap)
        return .success(draft)
    }
}
