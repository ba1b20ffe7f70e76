/// Turns headings into fragment names that are unique within one document.
struct Anchors {
    static let charactersMax = 80

    private var uses: [String: Int] = [:]

    /// Lower-case letters and digits joined by `-`; a repeated heading gets `-2`, `-3`.
    mutating func anchor(for heading: String) -> String {
        let slug = Self.slug(heading)
        var anchor = slug
        // A heading "Setup 2" may already hold the name that a second "Setup" would get.
        while uses[anchor] != nil {
            let count = (uses[slug] ?? 1) + 1
            uses[slug] = count
            anchor = "\(slug)-\(count)"
        }
        uses[anchor] = 1
        return anchor
    }

    private static func slug(_ heading: String) -> String {
        var slug = ""
        var pendingDash = false
        for character in heading.lowercased() where slug.count < charactersMax {
            if character.isLetter || character.isNumber {
                if pendingDash, !slug.isEmpty { slug.append("-") }
                pendingDash = false
                slug.append(character)
            } else if character != "'" && character != "’" {
                pendingDash = true
            }
        }
        return slug.isEmpty ? "section" : slug
    }
}
