import Conversations
import LanguageModel

/// Lets the sentences of a draft through, one by one, each after its check. The first that fails ends the
/// answer.
struct Screening: Sendable {
    enum Step: Hashable {
        case show([DraftSentence])
        /// It is left out, or waits for what it introduces.
        case wait
        case end
    }

    /// Introductions in a row; more lead nowhere.
    static let introductionsMax = 3

    /// `nil` when the draft is verbatim.
    private let check: SupportCheck?
    private(set) var checks = Decision.Checks()
    /// Of each sentence that was shown, the share of its words that its sources hold, 0...1.
    private(set) var support: [Double] = []
    /// Of all that was shown; `nil` when the model's server does not tell.
    private(set) var likelihood: TokenLikelihood?
    /// Shown only together with a supported sentence behind them.
    private var introductions: [DraftSentence] = []
    private var said: Set<String> = []

    init(_ check: SupportCheck?) { self.check = check }

    mutating func judge(_ sentence: DraftSentence) -> Step {
        checks.sentences += 1
        guard let check else { return show([sentence]) }
        guard said.insert(sentence.text.lowercased()).inserted else { return end(.repeated) }
        switch check.judge(sentence) {
        case .unsupported(let rejection): return end(rejection)
        case .empty where !sentence.introduces:
            checks.omitted += 1
            return .wait
        case .supported where !sentence.introduces: return show(introductions + [sentence])
        case .empty, .supported:
            guard introductions.count < Self.introductionsMax else { return end(.noCitation) }
            introductions.append(sentence)
            return .wait
        }
    }

    /// The draft stopped of itself.
    mutating func stop(_ stop: DraftStop) {
        guard checks.firstRejection == nil else { return }
        checks.firstRejection =
            switch stop {
            case .refused: .refused
            case .leaked: .leaked
            case .overlong: .overlong
            }
    }

    private mutating func show(_ sentences: [DraftSentence]) -> Step {
        introductions = []
        checks.shown += sentences.count
        support += sentences.filter { !$0.introduces }.map { check?.support(of: $0) ?? 1 }
        likelihood = sentences.reduce(likelihood) { .both($0, $1.likelihood) }
        return .show(sentences)
    }

    private mutating func end(_ rejection: Decision.Checks.Rejection) -> Step {
        checks.unsupported += 1
        checks.firstRejection = rejection
        return .end
    }
}
