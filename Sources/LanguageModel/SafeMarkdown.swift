/// Leaves of a sentence's Markdown what the pages show safely: words, bold, code in back-ticks, and links to
/// known articles. What points at sources is taken out and told apart.
struct SafeMarkdown {
    /// Taking out a mark may bring another together; more rounds than this are an attack.
    static let roundsMax = 8
    static let addressCharactersMax = 500

    private var text: [Unicode.Scalar]
    /// Code and links that stay, each in the place of one private character.
    private var kept: [[Unicode.Scalar]] = []
    private var citations: [Int] = []
    private let isKnownAddress: @Sendable (String) -> Bool

    /// `sentence` is one line; the citations are in the order of their markers, each once.
    static func clean(
        _ sentence: String, isKnownAddress: @Sendable @escaping (String) -> Bool
    ) -> (text: String, citations: [Int]) {
        var markdown = SafeMarkdown(sentence, isKnownAddress: isKnownAddress)
        markdown.keepCode()
        markdown.unescape()
        markdown.takeLinks()
        markdown.removeTags()
        markdown.removeEmphasis()
        markdown.takeMarkers()
        return (markdown.finished(), markdown.citations)
    }

    private init(_ sentence: String, isKnownAddress: @Sendable @escaping (String) -> Bool) {
        text = Array(Untrusted.visible(sentence).unicodeScalars)
        self.isKnownAddress = isKnownAddress
    }

    /// The private characters that stand for what is kept; none is left of the model's own.
    private static let firstPlace: UInt32 = 0xE000
    private static let placesMax = 0xF8FF - 0xE000

    private mutating func keep(_ words: [Unicode.Scalar]) -> [Unicode.Scalar] {
        guard kept.count < Self.placesMax, let place = Unicode.Scalar(Self.firstPlace + UInt32(kept.count))
        else { return [] }
        kept.append(words)
        return [place]
    }

    private mutating func keepCode() {
        var out: [Unicode.Scalar] = []
        var index = 0
        while index < text.count {
            guard text[index] == "`" else {
                out.append(text[index])
                index += 1
                continue
            }
            let ticks = text[index...].prefix { $0 == "`" }.count
            if let close = closingTicks(ticks, from: index + ticks) {
                let words = text[(index + ticks)..<close].filter { $0 != "`" }
                out += keep(["`"] + words.trimmed + ["`"])
                index = close + ticks
            } else {
                index += ticks
            }
        }
        text = out
    }

    private func closingTicks(_ ticks: Int, from start: Int) -> Int? {
        var index = start
        while index < text.count {
            let run = text[index...].prefix { $0 == "`" }.count
            if run == ticks { return index > start ? index : nil }
            index += max(run, 1)
        }
        return nil
    }

    private mutating func unescape() {
        var out: [Unicode.Scalar] = []
        var index = 0
        while index < text.count {
            let isEscape = text[index] == "\\" && index + 1 < text.count && text[index + 1].isPunctuation
            out.append(text[isEscape ? index + 1 : index])
            index += isEscape ? 2 : 1
        }
        text = out
    }

    /// Images go, links keep their words, and their address only where it leads to a known article.
    private mutating func takeLinks() {
        var out: [Unicode.Scalar] = []
        var index = 0
        while index < text.count {
            let isImage = text[index] == "!" && index + 1 < text.count && text[index + 1] == "["
            let open = isImage ? index + 1 : index
            guard text[open] == "[", let link = link(at: open) else {
                out.append(text[index])
                index += 1
                continue
            }
            index = link.end
            guard !isImage else { continue }
            let isMarker = CitationMarker(in: text, at: open) != nil
            if !isMarker, isKnownAddress(link.address) {
                out += keep(Array("[\(String(link.words))](\(link.address))".unicodeScalars))
            } else {
                out += isMarker ? Array(text[open...link.close]) : link.words
            }
        }
        text = out
    }

    private func link(at open: Int) -> (words: [Unicode.Scalar], address: String, close: Int, end: Int)? {
        guard let close = text[open...].firstIndex(of: "]"), close + 1 < text.count, text[close + 1] == "("
        else { return nil }
        let limit = min(text.count, close + 2 + Self.addressCharactersMax)
        guard let end = text[(close + 2)..<limit].firstIndex(of: ")") else { return nil }
        let address = text[(close + 2)..<end].prefix { $0 != " " }.filter { $0 != "<" && $0 != ">" }
        return (Array(text[(open + 1)..<close]), String(String.UnicodeScalarView(address)), close, end + 1)
    }

    /// `<b>`, `</p>`, `<!-- ... -->` go; of `<https://...>` the address stays, to be checked like any other.
    private mutating func removeTags() {
        for _ in 0..<Self.roundsMax {
            guard let (range, rest) = nextTag() else { return }
            text.replaceSubrange(range, with: rest)
        }
        text.removeAll { $0 == "<" || $0 == ">" }
    }

    private func nextTag() -> (Range<Int>, [Unicode.Scalar])? {
        for open in text.indices where text[open] == "<" {
            guard open + 1 < text.count,
                "/!?".unicodeScalars.contains(text[open + 1]) || text[open + 1].isLatin,
                let close = text[open...].firstIndex(of: ">")
            else { continue }
            let inner = Array(text[(open + 1)..<close])
            let isAddress = inner.starts(with: Array("http".unicodeScalars)) || inner.contains("@")
            return (open..<(close + 1), isAddress ? inner : [])
        }
        return nil
    }

    /// Pairs of `**` stay bold; every other mark of emphasis goes, since no page shows it.
    private mutating func removeEmphasis() {
        var out: [Unicode.Scalar] = []
        var bold: [Int] = []
        var index = 0
        while index < text.count {
            let mark = text[index]
            let run = text[index...].prefix { $0 == mark }.count
            switch mark {
            case "*" where run >= 2, "_" where run >= 2 && isAtWordEnd(index, run):
                bold.append(out.count)
                out += ["*", "*"]
            case "*" where isBetweenWords(index), "*" where isAlone(index): out.append(mark)
            case "*": break
            case "_" where run == 1 && isAtWordEnd(index, 1): break
            case "~" where run >= 2: break
            default: out += text[index..<(index + run)]
            }
            index += run
        }
        if bold.count % 2 == 1, let odd = bold.last { out.removeSubrange(odd..<(odd + 2)) }
        text = out
    }

    private func isWord(_ index: Int) -> Bool {
        guard text.indices.contains(index) else { return false }
        return text[index].properties.isAlphabetic || text[index].properties.numericType != nil
    }

    private func isBetweenWords(_ index: Int) -> Bool { isWord(index - 1) && isWord(index + 1) }

    private func isAtWordEnd(_ index: Int, _ run: Int) -> Bool { isWord(index - 1) != isWord(index + run) }

    private func isAlone(_ index: Int) -> Bool {
        index > 0 && text[index - 1] == " " && index + 1 < text.count && text[index + 1] == " "
    }

    private mutating func takeMarkers() {
        for _ in 0..<Self.roundsMax where takeMarkersOnce() {}
        if (text.indices.contains { CitationMarker(in: text, at: $0) != nil }) {
            text.removeAll { CitationMarker.openings.contains($0) || CitationMarker.closings.contains($0) }
        }
    }

    /// Whether there was one.
    private mutating func takeMarkersOnce() -> Bool {
        var out: [Unicode.Scalar] = []
        var index = 0
        while index < text.count {
            guard let marker = CitationMarker(in: text, at: index) else {
                out.append(text[index])
                index += 1
                continue
            }
            for number in marker.numbers where !citations.contains(number) { citations.append(number) }
            index = marker.end
        }
        defer { text = out }
        return out.count != text.count
    }

    /// One space between words, none in front of what ends a sentence, and what was kept in its place.
    private func finished() -> String {
        var plain = String(String.UnicodeScalarView(text))
        for leftover in ["()", "[]", "( )", "[ ]", "****"] {
            plain = plain.replacing(leftover, with: "", ignoringCase: false)
        }
        // What was taken out in between must not leave a link that nobody looked at.
        plain = plain.replacing("](", with: "] (", ignoringCase: false)
        var out: [Unicode.Scalar] = []
        for scalar in plain.unicodeScalars {
            if scalar == " " || scalar == "\n" {
                if let last = out.last, last != " " { out.append(" ") }
            } else {
                if out.last == " ", ".,;:!?)".unicodeScalars.contains(scalar) { out.removeLast() }
                out.append(scalar)
            }
        }
        let spaced = String(String.UnicodeScalarView(out)).trimmedOfSpace
        var restored: [Unicode.Scalar] = []
        for scalar in spaced.unicodeScalars {
            let place = Int(scalar.value) - Int(Self.firstPlace)
            if kept.indices.contains(place) { restored += kept[place] } else { restored.append(scalar) }
        }
        return String(String.UnicodeScalarView(restored))
    }
}

extension [Unicode.Scalar] {
    fileprivate var trimmed: [Unicode.Scalar] {
        Array(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}

extension Unicode.Scalar {
    fileprivate var isLatin: Bool { isASCII && properties.isAlphabetic }

    fileprivate var isPunctuation: Bool {
        isASCII && value > 32 && value < 127 && !properties.isAlphabetic && properties.numericType == nil
    }
}

extension String {
    fileprivate init(_ scalars: [Unicode.Scalar]) { self.init(String.UnicodeScalarView(scalars)) }
}
