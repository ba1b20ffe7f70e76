import Answering
import Embedding
import LanguageModel
import Logging

extension Checkup {
    func weights() async -> Finding {
        do {
            if settings.embedding.isConfigured { return await embeddingServer() }
            let choice = try EmbeddingModel.choose(settings)
            defer { choice.close() }
            if case .unwanted = choice { return .good("search", "by words alone, as it is set.") }
            if let note = choice.note { return .bad("search", note) }
            return .good("search", "by words and meaning, with \(settings.weights).")
        } catch {
            return .bad("search", "\(error)")
        }
    }

    private func embeddingServer() async -> Finding {
        do {
            let room = try EmbeddingRoom(settings, logger: Logger(label: "baton.doctor"))
            let place = "Its address is from \(force.place(of: "embedding_url"))."
            do {
                let embedder = try await room.connected()
                await room.close()
                let size = embedder?.dimensions ?? 0
                return .good(
                    "search",
                    "by words and meaning, with \(settings.embedding.name): it makes vectors of \(size) "
                        + "numbers. \(place)")
            } catch {
                await room.close()
                return .bad("search", "\(error) \(place)")
            }
        } catch {
            return .bad("search", "\(error)")
        }
    }

    /// The rules, the prompt, and whether the model's endpoint answers.
    func answering() async -> [Finding] {
        do {
            let choice = try AnswererChoice(settings, logger: Logger(label: "baton.doctor"))
            var findings: [Finding] = [
                choice.note.map { .bad("rules", $0) } ?? .good("rules", choice.rules?.reference ?? "")
            ]
            if let model = choice.model {
                let health = await model.probe()
                let says = health.sentence + " Its address is from \(force.place(of: "model_url"))."
                findings.append(health.isReady ? .good("model", says) : .bad("model", says))
            } else {
                findings.append(.good("model", "none: answers are quotations."))
            }
            await choice.close()
            return findings
        } catch {
            return [.bad("answering", "\(error)")]
        }
    }
}
