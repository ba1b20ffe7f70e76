import Kernels
import Testing

@testable import Embedding

@Suite(.enabled(if: Files.haveWeights, Files.skipReason))
struct TokenTests {
    private static func wordPiece(tokensMax: Int = 256) throws -> WordPiece {
        let (file, payload) = try WeightsFile.read(Files.weights)
        let text = EncoderWeights.make(file, payload, on: .generic).vocabulary
        return try #require(WordPiece(Vocabulary(text), tokensMax: tokensMax))
    }

    @Test func `tricky texts become the tokens that the public tokenizer makes`() throws {
        let wordPiece = try Self.wordPiece()
        let known = try Reference.shared.get().tokens
        #expect(known.count >= 20)
        for entry in known { #expect(wordPiece.tokens(entry.text) == entry.ids, "\(entry.text.prefix(40))") }
    }

    @Test func `a text has its two ends and at most as many tokens as fit`() throws {
        let wordPiece = try Self.wordPiece(tokensMax: 8)
        #expect(wordPiece.tokens("") == [101, 102])
        #expect(wordPiece.tokens(" \u{3000}\u{200b}\n") == [101, 102])
        let long = wordPiece.tokens(String(repeating: "hello ", count: 5000))
        #expect(long == [101, 7592, 7592, 7592, 7592, 7592, 7592, 102])
    }

    @Test func `a word of a hundred letters is looked at, a longer one is unknown`() throws {
        let wordPiece = try Self.wordPiece()
        #expect(wordPiece.tokens(String(repeating: "a", count: 100)).contains(100) == false)
        #expect(wordPiece.tokens(String(repeating: "a", count: 101)) == [101, 100, 102])
    }

    @Test func `a visitor cannot write the tokens that steer the model`() throws {
        let tokens = try Self.wordPiece().tokens("[SEP] [CLS] [MASK] [PAD]")
        #expect(tokens.filter { $0 < 1000 } == [101, 102])
        #expect(tokens.count > 10)
    }

    @Test func `a huge text takes no longer than its beginning`() throws {
        let huge = String(repeating: " \u{301}", count: 200_000) + "hello"
        #expect(try Self.wordPiece().tokens(huge) == [101, 102])
    }
}

struct VocabularyTests {
    private static let vocabulary = Vocabulary(Array("[UNK]\n[CLS]\n[SEP]\nun\n##able\n##a\nü\n##b\n".utf8))

    @Test func `a piece is found by its bytes`() {
        #expect(Self.vocabulary.count == 8)
        #expect(Self.vocabulary["##able"] == 4)
        #expect(Self.vocabulary["ü"] == 6)
        #expect(Self.vocabulary["able"] == nil)
        #expect(Self.vocabulary[""] == nil)
    }

    @Test func `the longest piece wins, and one that does not fit makes the word unknown`() throws {
        let wordPiece = try #require(WordPiece(Self.vocabulary, tokensMax: 16))
        #expect(wordPiece.tokens("unable unab unx") == [1, 3, 4, 3, 5, 7, 0, 2])
    }

    @Test func `a vocabulary without the special pieces is refused`() {
        #expect(WordPiece(Vocabulary(Array("a\nb\n".utf8)), tokensMax: 8) == nil)
        #expect(WordPiece(Vocabulary([]), tokensMax: 8) == nil)
    }
}
