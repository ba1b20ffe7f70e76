/// Words that turn a sentence into its opposite when one stands where the source has the other.
enum Opposites {
    static let pairs: [(String, String)] = [
        ("before", "after"), ("once", "twice"), ("enable", "disable"), ("enabled", "disabled"),
        ("always", "never"),
        ("minimum", "maximum"), ("more", "less"), ("allow", "forbid"), ("allowed", "forbidden"),
        ("include", "exclude"), ("included", "excluded"), ("increase", "decrease"), ("first", "last"),
        ("free", "paid"), ("public", "private"), ("optional", "required"), ("start", "stop"),
        ("above", "below"),
        ("earlier", "later"), ("upload", "download"), ("import", "export"), ("install", "uninstall"),
        ("only", "every"), ("only", "any"), ("only", "all"), ("monthly", "yearly"),
        ("possible", "impossible"), ("vor", "nach"), ("immer", "nie"),
        ("antes", "despues"), ("siempre", "nunca"), ("avant", "apres"),
        ("toujours", "jamais"), ("aktivieren", "deaktivieren"), ("activar", "desactivar"),
        ("activer", "desactiver"),
    ]

    /// Whether `said` has one word of a pair where the source knows only the other.
    static func clash(_ said: Set<String>, unit: Set<String>, source: Set<String>) -> Bool {
        pairs.contains { one, other in
            clashes(said, unit: unit, source: source, one, other)
                || clashes(said, unit: unit, source: source, other, one)
        }
    }

    private static func clashes(
        _ said: Set<String>, unit: Set<String>, source: Set<String>, _ one: String, _ other: String
    ) -> Bool {
        said.contains(one) && !said.contains(other) && unit.contains(other) && !source.contains(one)
    }
}
