package import Knowledge

/// A revision cut into what is searched, and the texts that vectors are made of.
package struct SearchTexts: Sendable {
    package let revision: Revision
    package let passages: [Passage]

    package init(_ revision: Revision) {
        self.revision = revision
        passages = Passages.cut(revision)
    }

    /// The same article with fewer passages or phrasings.
    init(_ texts: SearchTexts, passages: [Passage], phrasings: [String]) {
        let old = texts.revision.article
        let article = Article(
            id: old.id, title: old.title, productArea: old.productArea, language: old.language,
            audience: old.audience, markdown: old.markdown, translationOf: old.translationOf,
            phrasings: phrasings)
        revision = Revision(
            article: article, number: texts.revision.number,
            updatedAtMilliseconds: texts.revision.updatedAtMilliseconds)
        self.passages = passages
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
