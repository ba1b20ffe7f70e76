import Knowledge
import Testing

@Suite struct PublicationPlanTests {
    private func article(_ markdown: String, id: String = "cart") throws -> Article {
        Article(id: try #require(ArticleID(id)), title: "T", markdown: markdown)
    }

    /// An article whose file was imported as revision 1 with the text `imported`.
    private func state(
        _ current: String, revision: Int = 1, source: Revision.Source = .file, imported: String? = nil,
        isRemoved: Bool = false
    ) throws -> ArticleState {
        let lastImport = try imported.map {
            ArticleState.Import(contentHash: try article($0).contentHash, revision: 1, atMilliseconds: 1)
        }
        return ArticleState(
            id: try article("").id, title: "T", audience: .everyone, revision: revision,
            contentHash: try article(current).contentHash, source: source, updatedAtMilliseconds: 9,
            lastImport: lastImport, removedAtMilliseconds: isRemoved ? 5 : nil)
    }

    private func plan(_ publication: Publication, _ state: ArticleState) -> PublicationPlan {
        PublicationPlan(publication, states: [state])
    }

    @Test func `an edit that was taken back stands in nobody's way`() throws {
        let state = try state("file", revision: 3, source: .console, imported: "file")
        #expect(!state.isEditedByHand)
        let plan = plan(Publication([try article("file, changed")]), state)
        #expect(plan.report.conflicts.isEmpty)
        #expect(plan.report.changed == [state.id])
        // But it is somebody's revision: its file alone does not take it away.
        #expect(!state.followsItsFile)
    }

    @Test func `an edit by hand replaces whatever is there and leaves the import as it was`() throws {
        let state = try state("by hand", revision: 2, source: .console, imported: "file")
        let next = try article("by hand, again")
        let plan = plan(Publication([next], source: .console), state)
        #expect(plan.steps == [.revise(next, number: 3, contentHash: next.contentHash)])
        #expect(plan.report == PublishReport(changed: [state.id]))
    }

    @Test func `the same content by hand changes nothing, and from a file is noted once`() throws {
        let state = try state("by hand", revision: 2, source: .console, imported: "file")
        let same = try article("by hand")
        #expect(plan(Publication([same], source: .console), state).steps.isEmpty)
        let noted = plan(Publication([same]), state)
        #expect(noted.steps == [.note(state.id, revision: 2, contentHash: same.contentHash)])
        #expect(!noted.report.hasChanges)
        #expect(plan(Publication([same]), try self.state("by hand", imported: "by hand")).steps.isEmpty)
    }

    @Test func `overwriting takes the file even where it is as it was imported`() throws {
        let state = try state("by hand", revision: 2, source: .console, imported: "file")
        let file = try article("file")
        #expect(plan(Publication([file]), state).report == PublishReport(kept: [state.id]))
        let taken = plan(Publication([file], overwriting: [state.id]), state)
        #expect(taken.report == PublishReport(changed: [state.id]))
    }

    @Test func `what is brought back by hand is a revision of its own`() throws {
        let state = try state("file", imported: "file", isRemoved: true)
        let same = try article("file")
        #expect(plan(Publication([same]), state).steps == [.restore(state.id)])
        #expect(
            plan(Publication([same], source: .console), state).steps
                == [.revise(same, number: 2, contentHash: same.contentHash)])
    }

    @Test func `a text that was taken away meanwhile is not brought back by who had not seen it`() throws {
        let gone = try state("file", revision: 2, source: .console, isRemoved: true)
        let new = try article("new")
        func edit(_ basis: Int) -> Publication {
            Publication([new], source: .console, expecting: [gone.id: basis])
        }
        #expect(plan(edit(2), gone).report == PublishReport(conflicts: [gone]))
        #expect(plan(edit(2), gone).steps.isEmpty)
        // As a new one it comes back: nobody else has one.
        #expect(plan(edit(0), gone).report == PublishReport(added: [gone.id]))
        #expect(plan(edit(0), gone).steps == [.revise(new, number: 3, contentHash: new.contentHash)])
        #expect(plan(edit(0), try state("file", revision: 2)).report.conflicts.count == 1)
    }

    @Test func `only published articles that follow a file are absent`() throws {
        let follows = try state("file", imported: "file")
        let others = [
            try state("by hand", source: .console), try state("file", imported: "file", isRemoved: true),
            try state("by hand", revision: 2, source: .console, imported: "file"),
        ]
        #expect(PublicationPlan.absent(from: [], states: [follows] + others) == [follows])
        #expect(PublicationPlan.absent(from: [try article("x").id], states: [follows]).isEmpty)
    }

    @Test func `an editor removes what was written by hand, unless somebody published meanwhile`() throws {
        let state = try state("by hand", revision: 2, source: .console)
        func removal(_ source: Revision.Source, expecting: Int) -> Publication {
            Publication([], source: source, removing: [state.id], expecting: [state.id: expecting])
        }
        #expect(plan(removal(.console, expecting: 2), state).report == PublishReport(removed: [state.id]))
        #expect(plan(removal(.console, expecting: 1), state).report == PublishReport(conflicts: [state]))
        #expect(plan(removal(.file, expecting: 2), state).report == PublishReport())
    }

    @Test func `an article that is published is not removed in the same breath`() throws {
        let state = try state("file", imported: "file")
        let plan = plan(Publication([try article("file")], removing: [state.id]), state)
        #expect(plan.report == PublishReport(unchanged: [state.id]))
    }
}
