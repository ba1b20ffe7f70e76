import ArgumentParser
import BatonServer
import Importing
import Knowledge

/// What can be said about a source that is not Markdown.
struct SourceOptions: ParsableArguments {
    @Option(help: "What the source is: \(ImportSource.Format.list).") var format: ImportSource.Format?
    @Option(help: "The language of pages that do not say theirs, such as en.") var language = "en"
    @Option(help: "The product area of its articles.") var productArea: String?
    @Option(help: "Who may read its articles: everyone, customers, agents.")
    var audience = Audience.everyone
    @Option(help: "The name by which the source is known again, if not by its address or file name.")
    var origin: String?
    @Option(help: "Read pages of this site too. Can be repeated.") var host: [String] = []
    @Option(help: "Requests a second.") var pagesPerSecond = Crawl.pagesPerSecondDefault
    @Flag(help: "Read also what robots.txt or a page keeps from robots: for a site of your own.")
    var ignoreRobots = false
    @Flag(help: "Read also from addresses of this machine and of private networks.")
    var allowPrivate = false

    func validate() throws {
        guard PageLanguage.isTag(language) else {
            throw ValidationError("--language is a primary language tag such as en or de, without a region.")
        }
        guard pagesPerSecond >= 0.01, pagesPerSecond <= 1_000 else {
            throw ValidationError("--pages-per-second is between 0.01 and 1000.")
        }
        if let productArea, productArea.count > Article.productAreaCharactersMax {
            throw ValidationError(
                "--product-area is longer than \(Article.productAreaCharactersMax) characters.")
        }
    }

    var wishes: SourceImport.Wishes {
        SourceImport.Wishes(
            crawl: Crawl.Wishes(
                hosts: Set(host), ignoresRobots: ignoreRobots, pagesPerSecond: pagesPerSecond),
            defaults: Assembly.Defaults(language: language, productArea: productArea, audience: audience),
            origin: origin, allowsPrivate: allowPrivate)
    }
}

extension ImportSource.Format: ExpressibleByArgument {}
extension Audience: ExpressibleByArgument {}
