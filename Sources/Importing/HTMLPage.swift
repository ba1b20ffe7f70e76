/// What an article can be made of: a page of HTML without what surrounds its text.
package struct HTMLPage: Hashable, Sendable {
    /// The bytes of one page, decoded.
    package static let bytesMax = 8 << 20
    /// Letters of text below which a page is no article: an empty frame that a script fills, a redirection.
    package static let lettersMin = 80

    package let title: String
    /// Primary subtag, lower case; `nil` where the page does not say.
    package let language: String?
    /// The address that the page calls its own, on the same site.
    package let canonical: WebAddress?
    package let markdown: String
    package let asksNotToBeIndexed: Bool
    /// Letters of text in it.
    package let letters: Int

    /// - Parameters:
    ///   - contentType: as the server said it; its `charset` counts.
    ///   - address: what relative links start from, and what `canonical` is held against.
    package init(
        _ bytes: [UInt8], contentType: String? = nil, address: WebAddress? = nil
    ) throws(Skip.Reason) {
        guard bytes.count <= Self.bytesMax else { throw .tooLarge }
        let whole: HTMLElement
        do throws(MarkupFailure) {
            whole = try HTMLTree.read(PageText.utf8(bytes, contentType: contentType))
        } catch {
            throw error == .unreadable ? .notHTML : .tooComplex
        }
        let head = PageHead(whole)
        let page = Boilerplate.removed(from: whole)
        let content = MainContent.of(page)
        let heading = PageHeading(content: content, page: page, title: head.title)
        guard let title = heading.text ?? head.title else { throw .noTitle }
        let base = head.base.flatMap { WebAddress($0, base: address) } ?? address
        self.title = String(title.prefix(Self.titleCharactersMax))
        language = head.language
        canonical = head.canonical.flatMap { WebAddress($0, base: base) }.flatMap {
            // A file has no address to hold it against.
            address == nil || $0.site == address?.site ? $0 : nil
        }
        asksNotToBeIndexed = head.asksNotToBeIndexed
        letters = content.letterCount
        markdown = MarkdownWriter.markdown(heading.removed(from: content), base: base)
    }

    /// A piece of HTML that is a text as it is: the body of an export, a cell of a table.
    package static func fragment(_ html: String) throws(Skip.Reason) -> String {
        guard html.utf8.count <= bytesMax else { throw .tooLarge }
        do throws(MarkupFailure) {
            let tree = try HTMLTree.read(PageText.utf8(Array(html.utf8)))
            let body = tree.first("body") ?? tree
            return MarkdownWriter.markdown(Boilerplate.removed(from: body))
        } catch {
            if error == .unreadable { return "" }
            throw .tooComplex
        }
    }

    private static let titleCharactersMax = 200
}
