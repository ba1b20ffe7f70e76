import Kernels
import Knowledge

extension LanguageIndex {
    /// Articles with a code of the question that are looked at, beside those that are near.
    static let codeArticlesMax = 50

    /// The share of the question's codes that a document's article holds, 0...1.
    func codeShare(ofDocument document: Int, _ question: Question) -> Double {
        guard !question.codes.isEmpty, let (entry, _, _) = entry(of: document) else { return 0 }
        let documents = documents(ofEntry: entry)
        return question.codeShare { code in documents.contains { holds(code, in: $0) } }
    }

    /// Whether the question names a code of a kind that the articles know, and `document`'s article none of
    /// its codes.
    func lacksCode(_ document: Int, _ question: Question) -> Bool {
        let isFamiliar = question.codes.contains { code in
            parts.contains { $0.segment.codeFamilies.contains(Codes.family(of: code)) }
        }
        return isFamiliar && codeShare(ofDocument: document, question) == 0
    }

    /// Of the living articles that hold any of the codes and may be seen.
    func codeShares(_ question: Question, audiences: Set<Audience>) -> [Int: Float] {
        var held: [Int: Set<String>] = [:]
        for part in parts {
            for code in question.codes {
                for document in part.segment.postings[code]?.documents ?? [] {
                    let local = part.segment.documents[Int(document)].entry
                    guard part.isAlive[local], audiences.contains(part.segment.entries[local].audience) else {
                        continue
                    }
                    let entry = part.entries.lowerBound + local
                    guard held[entry] != nil || held.count < Self.codeArticlesMax else { continue }
                    held[entry, default: []].insert(code)
                }
            }
        }
        return held.mapValues { held in Float(question.codeShare(where: held.contains)) }
    }
}
