package import Knowledge

/// A revision cut into what is searched, and the texts that vectors are made of.
package struct SearchTexts: Sendable {
    package let revision: Revision
    package let passages: [Passage]

    package init(_ revision: Revision) {
        self.revision = revision
        passages = Passages.cut(revision)
    }

    /// What is turned into vectors: the title, then every passage under its title and heading, then every
    /// phrasing.
    package var embedded: [String] {
        let title = revision.article.title
        let texts = passages.map { passage in
            [title, passage.heading, passage.text].compactMap(\.self).joined(separator: ". ")
        }
        return [title] + texts + revision.article.phrasings
    }

    /// Of what is embedded.
    var digests: [VectorDigest] { embedded.map(VectorDigest.init(of:)) }
}
