/// The images of an article: only those of Baton's own address or within the page are loaded.
///
/// One from elsewhere would tell another host who reads what, and the page's policy refuses it anyway: its
/// description stands in its place.
enum OwnImages {
    private static let opening = "<img src=\""

    /// - Parameter html: as Markdown in safe mode gives it, where every other `<` of a text is escaped.
    static func only(in html: String) -> String {
        var result = ""
        var rest = html[...]
        while let start = rest.firstRange(of: opening) {
            result += rest[..<start.lowerBound]
            let inside = rest[start.upperBound...]
            guard let end = inside.firstRange(of: "/>") else { return result }
            let source = inside.prefix { $0 != "\"" }
            if isOwn(source) {
                result += rest[start.lowerBound..<end.upperBound]
            } else {
                result += "<em>\(description(inside[..<end.lowerBound]))</em>"
            }
            rest = rest[end.upperBound...]
        }
        return result + rest
    }

    private static func isOwn(_ source: Substring) -> Bool {
        if source.hasPrefix("data:image/") { return true }
        return !source.contains(":") && !source.hasPrefix("//") && !source.contains("\\")
    }

    /// The escaped text of `alt`.
    private static func description(_ attributes: Substring) -> Substring {
        guard let start = attributes.firstRange(of: " alt=\"") else { return "" }
        return attributes[start.upperBound...].prefix { $0 != "\"" }
    }
}
