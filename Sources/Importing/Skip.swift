/// Something that was offered and did not become an article, and why.
package struct Skip: Hashable, Sendable {
    package enum Reason: Error, Hashable, Sendable {
        case robots
        case asksNotToBeIndexed
        case badAddress
        case privateAddress
        case otherHost(String)
        case notHTML
        case notSitemap
        case tooShort(letters: Int)
        case tooLarge
        case tooComplex
        case noTitle
        case noText
        /// The same address or the same text as another.
        case duplicate(of: String)
        case draft
        /// In the library already, from somewhere else.
        case elsewhere(article: String)
        case status(Int)
        case tooManyRedirects
        /// Why no answer came, in words.
        case unreachable(String)
        /// The site had stopped answering before.
        case notTried
    }

    /// An address, a file, or a row of one.
    package let place: String
    package let reason: Reason

    package init(_ place: String, _ reason: Reason) {
        self.place = place
        self.reason = reason
    }

    package var line: String { "\(place): \(reason.sentence)" }
}

extension Skip.Reason {
    /// Whether that is no sign that the page is gone: an article that was made of it stays.
    package var keepsArticle: Bool {
        switch self {
        case .status(let status): status != 404 && status != 410
        case .privateAddress, .tooLarge, .tooComplex, .tooManyRedirects, .unreachable, .notTried, .elsewhere:
            true
        default: false
        }
    }

    /// A few words, for sums.
    package var name: String {
        switch self {
        case .robots: "refused by robots.txt"
        case .asksNotToBeIndexed: "marked noindex"
        case .badAddress: "no web address"
        case .privateAddress: "private address"
        case .otherHost: "on another site"
        case .notHTML: "not HTML"
        case .notSitemap: "no sitemap"
        case .tooShort: "too short"
        case .tooLarge: "too large"
        case .tooComplex: "nested too deeply"
        case .noTitle: "without a title"
        case .noText: "without a text"
        case .duplicate: "duplicate"
        case .draft: "draft"
        case .elsewhere: "in the library from elsewhere"
        case .status: "refused by the server"
        case .tooManyRedirects: "redirected too often"
        case .unreachable: "not reached"
        case .notTried: "not tried"
        }
    }

    /// What it means and what can be done.
    var sentence: String {
        switch self {
        case .robots: "the site's robots.txt keeps it from robots; --ignore-robots reads a site of your own"
        case .asksNotToBeIndexed: "the page asks robots to leave it out; --ignore-robots reads it"
        case .badAddress: "this is no address of a web page: it begins with http:// or https://"
        case .privateAddress: "it leads to this machine or a private network; --allow-private reads it"
        case .otherHost(let host): "it is on \(host); --host \(host) reads that site too"
        case .notHTML: "it is not HTML"
        case .notSitemap: "it is no list of pages, or a larger one than the protocol allows"
        case .tooShort(let letters): "only \(letters) letters of text: perhaps a script fills the page"
        case .tooLarge: "it is larger than \(HTMLPage.bytesMax >> 20) MiB, or its text than an article may be"
        case .tooComplex: "its elements are nested too deeply, or too many"
        case .noTitle: "it has neither a heading nor a title"
        case .noText: "it has no text"
        case .duplicate(let other): "the same as \(other)"
        case .draft: "it is a draft"
        case .elsewhere(let article): "the library has it as \(article), which was not imported from here"
        case .status(let status): "the server answered \(status)"
        case .tooManyRedirects: "it is redirected too often"
        case .unreachable(let why): why
        case .notTried: "not tried, since the site had stopped answering"
        }
    }
}
