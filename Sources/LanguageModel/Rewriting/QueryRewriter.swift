/// Lets a model say a question that leans on earlier ones so that it can be searched for alone.
///
/// What it gives is searched for and nothing else: it is never shown to a visitor, and never answered.
package struct QueryRewriter: Sendable {
    package let prompt: Prompt

    private let model: any ChatModel
    private let time: MonotonicTime
    private let newSecret: @Sendable () -> String

    /// - Parameter newSecret: a random word of at least 16 letters and digits, another one each time.
    package init(
        model: any ChatModel, prompt: Prompt, time: MonotonicTime = .system(),
        newSecret: @escaping @Sendable () -> String
    ) {
        self.model = model
        self.prompt = prompt
        self.time = time
        self.newSecret = newSecret
    }

    /// One line, its form checked; that it speaks of what was asked is the caller's to check. Throws
    /// `NoRewriting`, at the latest when the time is over.
    package func rewrite(
        _ question: String, after turns: [String], withinMilliseconds: Int
    ) async throws(NoRewriting) -> String {
        let canary = String(newSecret().prefix(GenerativeAnswerer.secretCharactersMax))
        let boundary = String(newSecret().prefix(GenerativeAnswerer.secretCharactersMax))
        let request = prompt.request(
            rewriting: question, after: turns, canary: canary, boundary: boundary)
        let reader = RewritingReader(secrets: [canary, boundary], wordsMax: prompt.wordsMax)
        let (model, time) = (model, time)
        let first = await withTaskGroup(of: Result<String, NoRewriting>.self) { group in
            group.addTask { await Self.ask(model, request, reader) }
            group.addTask {
                try? await time.sleep(.milliseconds(withinMilliseconds))
                return .failure(NoRewriting(.late))
            }
            defer { group.cancelAll() }
            return await group.next() ?? .failure(NoRewriting(.late))
        }
        return try first.get()
    }

    /// Leaving the loop stops the work at the other end.
    private static func ask(
        _ model: any ChatModel, _ request: ChatRequest, _ reader: RewritingReader
    ) async -> Result<String, NoRewriting> {
        var reader = reader
        do {
            for try await event in model.stream(request) {
                switch event {
                case .text(let text): try reader.read(text)
                case .likelihood: break
                case .ended(let ending): return .success(try reader.finish(ending.reason))
                }
            }
            return .failure(NoRewriting(.truncated))
        } catch let none as NoRewriting {
            return .failure(none)
        } catch {
            return .failure(NoRewriting(error as? ModelFailure ?? .broken))
        }
    }
}

/// Why a follow-up was not rewritten, in the words of a closed list.
package struct NoRewriting: Error, Sendable, Hashable {
    /// What is wrong with what the model said.
    package enum Flaw: String, Sendable, Hashable, CaseIterable {
        /// It says that the earlier turns do not tell what is meant.
        case refused
        /// It repeats what it was told to keep to itself: somebody else gives the orders.
        case leaked
        case overlong
        case empty
        /// More than one line, a link, or marks that no question needs.
        case markup
        /// It leaves out what was asked, or speaks of something else.
        case unfaithful
    }

    /// The raw value of a `ModelFailure` or of a `Flaw`.
    package let why: String

    package init(_ failure: ModelFailure) { why = failure.rawValue }
    package init(_ flaw: Flaw) { why = flaw.rawValue }
}
