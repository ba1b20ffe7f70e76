import Knowledge

/// The line that names a source in the prompt, which small models like to copy in front of what they say.
enum SourceLabel {
    static func of(_ source: Source) -> String {
        source.passage.heading.map { source.title + " › " + $0 } ?? source.title
    }

    /// The sentence without the label of a source that it cites; whole when it says nothing else.
    static func removed(from sentence: DraftSentence, sources: [Source]) -> DraftSentence {
        for number in sentence.citations where sources.indices.contains(number - 1) {
            let label = of(sources[number - 1])
            guard sentence.text.count > label.count, sentence.text.hasPrefix(label) else { continue }
            let behind = sentence.text.dropFirst(label.count)
            guard let next = behind.first, " :\n".contains(next) else { continue }
            let rest = behind.drop { " :.\n".contains($0) }
            guard let first = rest.first, first.isLetter || first.isNumber else { continue }
            // "Parcels to Greenland take nine days": there the title is a part of what is said.
            guard next != " " || first.isUppercase else { continue }
            var bare = DraftSentence(
                text: String(rest), joint: sentence.joint, citations: sentence.citations)
            bare.likelihood = sentence.likelihood
            return bare
        }
        return sentence
    }
}
