import Conversations
import Edge
import Learning

/// What came of publications: the page "Progress", the rows behind its numbers, and the week's digest.
struct ProgressRoutes: Sendable {
    /// Rows of one list.
    static let rowsMax = 100
    static let noticesMax = 50

    let door: ConsoleGuard
    let desk: any ProgressDesk
    let json: GapJSON

    var routes: [Route] {
        [
            door.question("/api/progress") { _, _ in try await page() },
            door.question("/api/progress/questions", questions),
            door.question("/api/progress/gap", gap),
            door.question("/api/progress/notices") { _, _ in try await notices() },
        ]
    }

    private func page() async throws -> Response {
        let progress = try await desk.progress()
        let answered = progress.answered.prefix(Self.rowsMax)
        let courses = progress.courses.prefix(Self.rowsMax)
        var named = Set(answered.map(\.entry.gap.id)).union(courses.map(\.gap))
        let digest = progress.digest
        for list in [digest.opened, digest.growing, digest.published] {
            named.formUnion(list.prefix(Digest.gapsMax))
        }
        return .json(
            JSON.object([
                "at": .int(progress.at.milliseconds), "live": ProgressJSON.live(progress.live),
                "prevented": ProgressJSON.total(progress),
                "velocity": ProgressJSON.velocity(progress.velocity),
                "answered": .array(answered.map(row)), "courses": .array(courses.map(ProgressJSON.course)),
                "weeks": ProgressJSON.weeks(progress.weeks), "digest": ProgressJSON.digest(digest),
                "gaps": .object(try await gaps(named, progress)),
                "verdicts": .object(Self.verdicts(progress)),
            ]))
    }

    private static func verdicts(_ progress: Progress) -> [String: JSON] {
        let words = progress.answered.compactMap(\.entry.gap.verdict?.word)
        return Dictionary(
            uniqueKeysWithValues: Verdict.Word.allCases.map { word in
                (word.rawValue, .count(words.count { $0 == word }))
            })
    }

    private func row(_ answered: Progress.Answered) -> JSON {
        [
            "gap": .string(answered.entry.gap.id.value),
            "published_at": .int(answered.publishedAt.milliseconds),
            "live": ProgressJSON.live(answered.live),
            "prevented": ProgressJSON.prevention(answered.prevention),
        ]
    }

    /// Those that the page names, by their ids.
    private func gaps(_ ids: Set<GapID>, _ progress: Progress) async throws -> [String: JSON] {
        var rows: [String: JSON] = [:]
        for id in ids.sorted() {
            guard let entry = progress.entries[id] else { continue }
            // A name needs no question to stand for it.
            let isNamed = entry.gap.givenName != nil || !entry.gap.terms.isEmpty
            let question = isNamed ? nil : try await desk.question(of: entry.gap)
            rows[id.value] = json.gap(entry, question: question)
        }
        return rows
    }

    /// What is measured of one gap.
    private func gap(_: ConsoleGuard.Person, _ request: Request) async throws -> Response {
        let id = try GapRoutes.id(request.query["id"] ?? "")
        let found = try await desk.progress().answered.first { $0.entry.gap.id == id }
        return .json(JSON.object(["measured": found.map(row) ?? .null]))
    }

    /// What editors were told, the latest first.
    private func notices() async throws -> Response {
        let progress = try await desk.progress()
        let told = progress.entries.values
            .flatMap { entry in (entry.gap.notices ?? []).map { (entry.gap.id, $0) } }
            .sorted { ($1.1.at, $1.0) < ($0.1.at, $0.0) }
            .prefix(Self.noticesMax)
        return .json(
            JSON.object([
                "notices": .array(told.map { ProgressJSON.notice($0, $1) }),
                "gaps": .object(try await gaps(Set(told.map { $0.0 }), progress)),
            ]))
    }

    private func questions(_: ConsoleGuard.Person, _ request: Request) async throws -> Response {
        let id = try GapRoutes.id(request.query["id"] ?? "")
        guard let asked = try await desk.asked(of: id, limit: Self.rowsMax) else { throw GapRoutes.unknown }
        return .json(JSON.object(["questions": .array(asked.map(ProgressJSON.asked))]))
    }
}
